"""Say in words what a code means: every position, the name, and what is not known.

Unknown is not wrong: a code that our kodeverk lacks is told apart from one that cannot be a code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain import codes, remarks
from bot.domain.codes import Programomradekode
from bot.domain.model import Text
from bot.domain.reply import Decoded, Part
from bot.errors import InvalidCode

if TYPE_CHECKING:
    from bot.domain.catalogue import Catalogue
    from bot.domain.model import Henvisning, Malform, Programomrade, Variant

_TRINN = {
    "0": ("grunnskole eller forberedende opplæring", "grunnskule eller førebuande opplæring"),
    "1": ("vg1", "vg1"),
    "2": ("vg2", "vg2"),
    "3": ("vg3 eller opplæring i bedrift", "vg3 eller opplæring i bedrift"),
    "4": ("etter fag- og yrkesopplæring", "etter fag- og yrkesopplæring"),
}
_REFORM_94 = ("kurs under Reform 94", "kurs under Reform 94")
_STATUS = {"publisert": "publisert", "utgatt": "utgått", "ukjent": "ukjent"}


class _Found(NamedTuple):
    """What the kodeverk holds about one code."""

    omrade: Programomrade | None
    variant: Variant | None


def decode(typed: str, catalogue: Catalogue, henvisning: Henvisning, malform: Malform = "nb") -> Decoded:
    """Explain *typed*; what is wrong comes back as `Decoded.fault`, nothing is raised.

    *henvisning* is where the handbook says how a code is built: the source of every explanation.
    """
    try:
        kode, corrected = codes.parse(typed)
    except InvalidCode as error:
        return _refused(typed, error, catalogue, henvisning, malform)
    found = _Found(catalogue.programomrade(kode), catalogue.variant(kode))
    return Decoded(
        typed=typed,
        kode=kode,
        fault=None if catalogue.known(kode) else catalogue.misfit(kode),
        message="" if catalogue.known(kode) else remarks.misfit(kode, catalogue).in_(malform),
        corrected=corrected,
        navn=_name(kode, found, catalogue, malform),
        kategori=_category(kode, found, malform),
        in_kodeverk=_in_kodeverk(kode, found, catalogue),
        status=_STATUS[found.omrade.status] if found.omrade else None,
        parts=tuple(_parts(kode, found, catalogue, malform)),
        suggestions=_suggestions(kode, catalogue),
        notes=tuple(note.in_(malform) for note in remarks.notes(kode, found.omrade, found.variant, catalogue)),
        kilder=_kilder(found, henvisning),
    )


def _refused(typed: str, error: InvalidCode, catalogue: Catalogue, henvisning: Henvisning, malform: Malform) -> Decoded:
    if error.suggestion is None:
        return Decoded(typed=typed, kode=None, fault=error.kind, message=_said(error, malform), kilder=(henvisning,))
    meant = decode(error.suggestion, catalogue, henvisning, malform)
    suggestions = meant.suggestions if meant.fault else (error.suggestion,)
    return Decoded(
        typed=typed,
        kode=error.suggestion,
        fault=error.kind,
        message=_said(error, malform),
        corrected=True,
        suggestions=suggestions,
        kilder=(henvisning,),
    )


def _said(error: InvalidCode, malform: Malform) -> str:
    return error.nn if malform == "nn" else error.nb


def _suggestions(kode: Programomradekode, catalogue: Catalogue) -> tuple[str, ...]:
    """Return near codes when the code is unknown, or its stem is in no source."""
    if catalogue.known(kode) and (kode.is_pattern or catalogue.knows_stem(kode)):
        return ()
    if not catalogue.known(kode) and (trinn := catalogue.trinn_of(kode)):
        moved = (Programomradekode(kode.stem + t + kode.variant) for t in trinn)
        right = tuple(k for k in moved if catalogue.known(k))
        if right:
            return right[:3]
    return catalogue.nearest(kode)


def _in_kodeverk(kode: Programomradekode, found: _Found, catalogue: Catalogue) -> bool | None:
    if kode.is_pattern:
        return None
    if kode in catalogue.programomrader:
        return True
    listed = found.variant is not None and found.variant.kode == kode
    return listed or (found.omrade is not None and catalogue.known(kode))


def _name(kode: Programomradekode, found: _Found, catalogue: Catalogue, malform: Malform) -> str:
    if found.omrade:
        return found.omrade.navn.in_(malform)
    if found.variant and found.variant.kode == kode:
        return found.variant.navn.in_(malform)
    program = catalogue.program(kode)
    return program.navn.in_(malform) if program and catalogue.knows_stem(kode) else ""


def _category(kode: Programomradekode, found: _Found, malform: Malform) -> str:
    """Return the words for the variant. At trinn 3 a bare grunnkode is a lærling only if trained in bedrift."""
    in_school = found.omrade is not None and found.omrade.opplaringssted == ("skole",)
    if found.variant and not (kode.variant == "----" and in_school and found.variant.kode.startswith("xxxxx")):
        return found.variant.navn.in_(malform)
    if kode in (found.omrade.kode if found.omrade else None, kode.grunnkode + "----"):
        return "grunnkode (ordinær opplæring)"
    return ""


def _parts(kode: Programomradekode, found: _Found, catalogue: Catalogue, malform: Malform) -> list[Part]:
    return [
        *_stem_parts(kode, found, catalogue, malform),
        Part("6", kode.trinn, _TRINN.get(kode.trinn, _REFORM_94)[malform == "nn"]),
        *_variant_parts(kode, found.variant, malform),
    ]


def _stem_parts(kode: Programomradekode, found: _Found, catalogue: Catalogue, malform: Malform) -> list[Part]:
    if kode.is_pattern:
        about = Text("koden for utdanningsprogrammet (vg1) eller programområdet (vg2, vg3)")
        return [Part("1-5", "xxxxx", about.in_(malform))]
    program = catalogue.program(kode)
    first = program.navn if program else Text("ikke et utdanningsprogram i Grep", "ikkje eit utdanningsprogram i Grep")
    if found.omrade:
        stem = found.omrade.navn
    elif found.variant and found.variant.kode[:5] == kode.stem:
        stem = found.variant.navn
    elif catalogue.knows_stem(kode):
        stem = Text(f"finnes, men ikke på trinn {kode.trinn}", f"finst, men ikkje på trinn {kode.trinn}")
    else:
        stem = Text("finnes ikke i Grep", "finst ikkje i Grep")
    return [Part("1-2", kode[:2], first.in_(malform)), Part("1-5", kode.stem, stem.in_(malform))]


def _variant_parts(kode: Programomradekode, variant: Variant | None, malform: Malform) -> list[Part]:
    """Explain positions 7-10, runs of dashes as one part."""
    parts: list[Part] = []
    start = 7
    while start <= codes.LENGTH:
        end = start
        while end < codes.LENGTH and _same_part(kode, start, end + 1, variant):
            end += 1
        position = str(start) if start == end else f"{start}-{end}"
        parts.append(Part(position, kode[start - 1 : end], _meaning(kode, start, end, variant).in_(malform)))
        start = end + 1
    return parts


def _same_part(kode: Programomradekode, start: int, following: int, variant: Variant | None) -> bool:
    """True when position *following* belongs to the part that begins at *start*."""
    if variant and (following in variant.deler or (variant.siste_er_ar and following == codes.LENGTH)):
        return False
    return kode[following - 1] == "-" if kode[start - 1] == "-" else kode[following - 1] != "-"


def _meaning(kode: Programomradekode, start: int, end: int, variant: Variant | None) -> Text:
    tegn = kode[start - 1 : end]
    if variant and variant.siste_er_ar and start == codes.LENGTH:
        return Text(f"{tegn}. året i videregående opplæring", f"{tegn}. året i vidaregåande opplæring")
    if variant and start in variant.deler:
        return variant.deler[start]
    if set(tegn) == {"-"}:
        return Text("ikke i bruk", "ikkje i bruk")
    return variant.navn if variant else Text("ukjent for kildene våre", "ukjend for kjeldene våre")


def _kilder(found: _Found, henvisning: Henvisning) -> tuple[Henvisning, ...]:
    own = found.variant.provenance.kilder if found.variant else ()
    return tuple(dict.fromkeys((*own, henvisning)))
