"""What a reader must know about a code besides what it means: not found, discontinued, from another source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.catalogue import GRUNNKODE
from bot.domain.model import Text

if TYPE_CHECKING:
    from bot.domain.catalogue import Catalogue
    from bot.domain.codes import Programomradekode
    from bot.domain.model import Programomrade, Variant

_OTHER_SOURCE = {
    "hoy": Text(
        "Varianten står ikke i håndboken, men i en annen kilde.",
        "Varianten står ikkje i handboka, men i ei anna kjelde.",
    ),
    "middels": Text(
        "Varianten står ikke i håndboken, bare i en annen kilde, og betydningen er usikker (middels sikkerhet).",
        "Varianten står ikkje i handboka, berre i ei anna kjelde, og tydinga er usikker (middels tryggleik).",
    ),
    "lav": Text(
        "Varianten står ikke i håndboken, bare i en annen kilde, og betydningen er usikker (lav sikkerhet).",
        "Varianten står ikkje i handboka, berre i ei anna kjelde, og tydinga er usikker (låg tryggleik).",
    ),
}


def misfit(kode: Programomradekode, catalogue: Catalogue) -> Text:
    """Say which part of a code that no source knows is to blame."""
    fault = catalogue.misfit(kode)
    if fault == "base_mismatch":
        text = Text(
            f"Varianten {kode.variant} er kjent, men ikke for {kode.stem}.",
            f"Varianten {kode.variant} er kjend, men ikkje for {kode.stem}.",
        )
    elif fault == "ukjent_suffiks":
        text = Text(
            f"Ingen av kildene våre kjenner varianten {kode.variant} (tegn 7-10). Den er ukjent for oss, ikke "
            "nødvendigvis feil: sjekk i VIGO Kodeverksbase.",
            f"Ingen av kjeldene våre kjenner varianten {kode.variant} (teikn 7-10). Han er ukjend for oss, ikkje "
            "nødvendigvis feil: sjekk i VIGO Kodeverksbase.",
        )
    elif kode.variant == GRUNNKODE:
        text = Text(
            f"Ingen kilde har grunnkoden {kode.grunnkode}: trinn {kode.trinn} finnes ikke for {kode.stem}.",
            f"Inga kjelde har grunnkoden {kode.grunnkode}: trinn {kode.trinn} finst ikkje for {kode.stem}.",
        )
    else:
        where = " og ".join(f"trinn {t}" for t in catalogue.trinn_of(kode))
        text = Text(
            f"Varianten {kode.variant} brukes ikke på trinn {kode.trinn}" + (f", bare på {where}." if where else "."),
            f"Varianten {kode.variant} blir ikkje brukt på trinn {kode.trinn}"
            + (f", berre på {where}." if where else "."),
        )
    return text


def notes(
    kode: Programomradekode, omrade: Programomrade | None, variant: Variant | None, catalogue: Catalogue
) -> list[Text]:
    """Return what the reader must know besides: not in Grep, discontinued, from another source, uncertain."""
    found = []
    per = f"Grep per {catalogue.hentet:%d.%m.%Y}"
    if not kode.is_pattern and not catalogue.knows_stem(kode):
        found.append(
            Text(
                f"Finner ikke {kode.stem} i kodeverket ({per}). Sjekk i VIGO Kodeverksbase.",
                f"Finn ikkje {kode.stem} i kodeverket ({per}). Sjekk i VIGO Kodeverksbase.",
            )
        )
    elif not kode.is_pattern and not catalogue.knows_grunnkode(kode):
        found.append(
            Text(
                f"Finner ikke grunnkoden {kode.grunnkode} i kodeverket ({per}); stammen finnes på et annet trinn. "
                "Sjekk i VIGO Kodeverksbase.",
                f"Finn ikkje grunnkoden {kode.grunnkode} i kodeverket ({per}); stammen finst på eit anna trinn. "
                "Sjekk i VIGO Kodeverksbase.",
            )
        )
    if omrade and omrade.status == "utgatt":
        inferred = omrade.status_utledet
        found.append(
            Text(
                "Grunnkoden er utgått i Grep"
                + (" (utledet: koden står ikke lenger blant de publiserte)." if inferred else "."),
                "Grunnkoden er utgått i Grep"
                + (" (utleidd: koden står ikkje lenger blant dei publiserte)." if inferred else "."),
            )
        )
    if variant and variant.provenance.secondary:
        found.append(_OTHER_SOURCE[variant.sikkerhet])
    return found
