"""The trade words that tell what a question is about, besides describing a pupil."""

NEUTRAL = frozenset(
    "kode spor_kode elev fag skolear trinn_ord grunnkode variantkode vedtak posisjon bare ordinar "
    "ordinar_klasse neste_ar".split()
)
"""Words that go with any question for a code."""

WEAK_TOPICS = frozenset(
    "bytte godkjenning laereplan forskjell klasseordning liste finnes kontroll soknad ansvar enkeltelev import "
    "vo_vurdering opprykk iop".split()
)
"""Topics that are also said in passing: they give way when a code is asked for outright."""

TOPICS = WEAK_TOPICS | frozenset(
    "fagstatus elevstatus fullfortkode fagkode fam fam05 avbruddsdato avbryte vitnemal standpunkt h1 h2 "
    "kompetansebevis halvarsvurdering arstimer elevtimer ny_kode beregnes handbok regbok nvb kodeverksbase "
    "kodeverksgruppe prosent statistikk skjermbilde vises_ikke karakterforing".split()
)
"""What a rule can be about: with one of these in it, a question may want the rule rather than a code."""

NO_EVIDENCE = frozenset(
    "tall_to tall_tre tall_fire tall_fem tall_seks tall_ti forste siste liste finnes i_skole i_bedrift fylke "
    "ansvar prosent forskjell".split()
)
"""Words with a meaning that stand in any question: they do not show that an entry is the right one."""

RIVALS = (
    frozenset({"ordinar_klasse", "egen_gruppe", "liten_gruppe"}),
    frozenset({"gruppe_a", "gruppe_h", "egen_gruppe"}),
    frozenset({"larling", "larekandidat", "praksisbrev", "fbj", "praksiskandidat", "modul"}),
    frozenset({"etter_vg1", "etter_vg2"}),
    frozenset({"fov", "ungdomstrinn"}),
)
"""Facts of which a pupil has one at a time, though nobody is asked to choose: the one said last holds."""

PLAIN = frozenset(
    "vg1 vg2 vg3 vg4 ar1 ar2 ar3 ordinar ordinar_klasse yrkesfag studiespes idrett mdd spesiell i_skole".split()
)
"""Facts that need no variant: the plain code of a programme answers a question that says nothing else."""
