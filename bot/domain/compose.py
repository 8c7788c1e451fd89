"""Put answers together from what was found. Each function makes one kind of `Answer`; none decides which."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from bot.domain.codes import Programomradekode
from bot.domain.model import Henvisning, Variant
from bot.domain.reply import Answer, Choice, CodeUse, Decoded, Related

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.domain.catalogue import Catalogue
    from bot.domain.decision import Decision
    from bot.domain.model import Kunnskap, Malform, Oppslag, Provenance
    from bot.domain.ranking import Hit
    from bot.domain.understanding import Question

_SECONDARY = (
    "Dette står ikke i håndbokens A03, men i en sekundær kilde. Kontroller mot kilden før det brukes.",
    "Dette står ikkje i A03 i handboka, men i ei sekundær kjelde. Kontroller mot kjelda før det blir brukt.",
)
_SUGGESTED = 3


def all_explained(decoded: tuple[Decoded, ...], malform: Malform) -> Answer:
    """Answer with what several codes mean, a line each."""
    answers = [explained(one, malform) for one in decoded]
    if len(answers) == 1:
        return answers[0]
    return Answer(
        kind="svar",
        title=", ".join(a.title for a in answers),
        text="\n".join(a.text for a in answers),
        malform=malform,
        codes=tuple(code for a in answers for code in a.codes),
        notes=tuple(dict.fromkeys(note for a in answers for note in a.notes)),
        kilder=tuple(dict.fromkeys(h for a in answers for h in a.kilder)),
    )


def explained(decoded: Decoded, malform: Malform) -> Answer:
    """Answer with what a code means."""
    text = decoded.message or f"{decoded.kode}: {', '.join(filter(None, (decoded.navn, decoded.kategori)))}."
    parts = "\n".join(f"{p.position}: {p.tegn} = {p.betydning}" for p in decoded.parts)
    code = (CodeUse(decoded.kode, decoded.kode, decoded.kategori or decoded.navn),) if decoded.kode else ()
    return Answer(
        kind="svar",
        title=decoded.kode or decoded.typed[:40],
        text=text,
        malform=malform,
        why=parts,
        codes=code,
        suggestions=decoded.suggestions,
        notes=decoded.notes,
        kilder=decoded.kilder,
    )


def from_entry(oppslag: Oppslag, malform: Malform, near: Iterable[Oppslag] = ()) -> Answer:
    """Answer with a rule or a concept; *near* are entries that fit almost as well."""
    return Answer(
        kind="svar",
        title=oppslag.tittel.in_(malform),
        text=oppslag.svar.in_(malform),
        malform=malform,
        why=oppslag.hvorfor.in_(malform) if oppslag.hvorfor else "",
        related=tuple(Related(n.tittel.in_(malform), n.svar.in_(malform)) for n in near),
        notes=_notes(oppslag.provenance, malform),
        entries=(oppslag.id,),
        **_carried(oppslag.provenance),
    )


def from_variant(decision: Decision, asked: Question, catalogue: Catalogue, malform: Malform) -> Answer:
    """Answer with the code that the decision table chose, as concrete as the question allows."""
    variant = decision.target
    if not isinstance(variant, Variant):
        raise TypeError(variant)
    use = _use(variant, asked, catalogue, malform)
    others = tuple(_use(v, asked, catalogue, malform) for v in decision.others[:_SUGGESTED])
    return Answer(
        kind="svar",
        title=use.navn,
        text="",
        malform=malform,
        why=variant.hvorfor.in_(malform) if variant.hvorfor else "",
        codes=(use, *others),
        notes=(*_notes(variant.provenance, malform), *_code_notes(use, asked, catalogue, malform)),
        entries=(variant.kode,),
        **_carried(variant.provenance),
    )


def all_codes(decision: Decision, asked: Question, catalogue: Catalogue, malform: Malform) -> Answer:
    """Answer a question for several codes with all that come into question."""
    first = decision.others[0]
    return Answer(
        kind="svar",
        title=first.navn.in_(malform),
        text="",
        malform=malform,
        why=first.hvorfor.in_(malform) if first.hvorfor else "",
        codes=tuple(_use(v, asked, catalogue, malform) for v in decision.others),
        notes=_notes(first.provenance, malform),
        entries=tuple(v.kode for v in decision.others),
        **_carried(first.provenance),
    )


def grunnkode(asked: Question, catalogue: Catalogue, kunnskap: Kunnskap, malform: Malform) -> Answer | None:
    """Answer with the plain codes of the programmes that the question names, if Grep has them at the trinn asked."""
    at_trinn = (catalogue.grunnkode_for(f"xxxxx{asked.trinn or p[5]}", (p,)) for p in asked.programs)
    grunnkoder = dict.fromkeys(f"{grunnkode}----" for grunnkode in at_trinn if grunnkode)
    chosen = [catalogue.programomrader[kode] for kode in grunnkoder if kode in catalogue.programomrader]
    if not chosen:
        return None
    uses = tuple(CodeUse(p.kode, p.kode, p.navn.in_(malform)) for p in chosen[:4])
    kilde = kunnskap.kilder["grep"]
    return Answer(
        kind="svar",
        title=uses[0].navn,
        text="",
        malform=malform,
        codes=uses,
        notes=tuple(_discontinued(p.kode) for p in chosen[:4] if p.status == "utgatt"),
        kilder=(Henvisning(kilde, f"Programområde {chosen[0].kode}"),),
        entries=tuple(u.kode for u in uses),
    )


def next_code(asked: Question, catalogue: Catalogue, malform: Malform) -> Answer | None:
    """Answer with the code of the year after the code in the question, when the handbook names one."""
    kode = asked.codes[0] if asked.codes else Programomradekode("----------")
    variant = catalogue.variant(kode)
    if variant is None or variant.neste is None:
        return None
    after = catalogue.variant(Programomradekode(variant.neste))
    if after is None:
        return None
    use = CodeUse(kode[:6] + variant.neste[6:], after.kode, after.navn.in_(malform))
    return Answer(
        kind="svar",
        title=use.navn,
        text="",
        malform=malform,
        why=after.hvorfor.in_(malform) if after.hvorfor else "",
        codes=(use,),
        notes=_notes(after.provenance, malform),
        entries=(after.kode,),
        **_carried(after.provenance),
    )


def question_back(decision: Decision, malform: Malform) -> Answer:
    """Ask for the one facet that tells the candidates apart."""
    if decision.fasett is None:
        raise TypeError(decision)
    text = decision.fasett.sporsmal.in_(malform)
    return Answer(
        kind="avklaring",
        title=text,
        text=text,
        malform=malform,
        codes=tuple(CodeUse(v.kode, v.kode, v.navn.in_(malform)) for v in decision.others),
        choices=tuple(Choice(v.atom, v.navn.in_(malform)) for v in decision.valg),
    )


def unknown(hits: Iterable[Hit], malform: Malform) -> Answer:
    """Say that the sources do not tell, with the nearest things that they do tell."""
    near = tuple(h.oppslag.tittel.in_(malform) for h in list(hits)[:_SUGGESTED] if h.score > 0.2)
    text = (
        "Det finnes ikke i kildene jeg har.",
        "Det finst ikkje i kjeldene eg har.",
    )[malform == "nn"]
    return Answer(kind="ukjent", title=text, text=text, malform=malform, suggestions=near)


def refused(text: str, malform: Malform) -> Answer:
    """Say that the question cannot be answered as it stands, and why."""
    return Answer(kind="ukjent", title=text, text=text, malform=malform)


class _Carried(TypedDict):
    """What every answer takes over from the entry it rests on."""

    kilder: tuple[Henvisning, ...]
    gyldig_fra: date | None
    gyldig_til: date | None
    kontrollert: date | None


def _carried(provenance: Provenance) -> _Carried:
    return _Carried(
        kilder=provenance.kilder,
        gyldig_fra=provenance.gyldig_fra,
        gyldig_til=provenance.gyldig_til,
        kontrollert=provenance.kontrollert,
    )


def _notes(provenance: Provenance, malform: Malform) -> tuple[str, ...]:
    return (_SECONDARY[malform == "nn"],) if provenance.secondary else ()


def _use(variant: Variant, asked: Question, catalogue: Catalogue, malform: Malform) -> CodeUse:
    """Return the code with the stem that the question names, and the year counted in the last position."""
    monster = variant.kode
    if variant.siste_er_ar:
        year = next((y for y in "65432" if f"ar{y}" in asked.years), monster[-1])
        monster = monster[:-1] + year
    grunnkode = catalogue.grunnkode_for(monster, asked.programs, asked.trinn) if "x" in monster[:5] else None
    kode = grunnkode + monster[6:] if grunnkode else monster
    return CodeUse(kode, monster, variant.navn.in_(malform))


def _code_notes(use: CodeUse, asked: Question, catalogue: Catalogue, malform: Malform) -> tuple[str, ...]:
    omrade = catalogue.programomrader.get(use.kode[:6] + "----")
    if omrade is not None and omrade.status == "utgatt":
        return (_discontinued(omrade.kode),)
    if use.kode == use.monster and use.kode.startswith("xxxxx") and asked.programs:
        trinn = use.kode[5]
        return (
            (
                f"xxxxx er stammen til programområdet på trinn {trinn}; det du nevner, er på et annet trinn.",
                f"xxxxx er stammen til programområdet på trinn {trinn}; det du nemner, er på eit anna trinn.",
            )[malform == "nn"],
        )
    return ()


def _discontinued(kode: str) -> str:
    return f"{kode} er utgått i Grep."
