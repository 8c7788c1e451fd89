"""Write a wheel as YAML that people keep: `bot.adapters.wheels.load` reads the same wheel back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from bot.domain.frist import Arshjul, Bekreftelse, Frist, Unntak
    from bot.domain.tid import Tid

_HEADER = """\
# yaml-language-server: $schema=../skjema/arshjul.json
# Årshjulet for VIGO opplæring, skoleåret {skolear}.
"""
_DRAFT_HEADER = """\
#
# Dette er et UTKAST, regnet ut fra årshjulet {rullet_fra}. Kodevakt svarer med det som «anslag, ikke bekreftet» og
# sender aldri påminnelser fra det.
#
# Slik bekrefter du en rad: rett datoene, fjern «anslag: true» og skriv  bekreftet: {{av: "Navn", dato: '2026-09-01'}}
# Slik bekrefter du hele årshjulet: fjern alle «anslag: true», skriv «status: bekreftet» og «bekreftet» øverst.
# «utledet_fra» sier hvilken dato raden hadde, og hvilken regel som er brukt. «mangler» er rader som ikke kan regnes
# ut: legg dem til under «rader» når du kjenner datoene, og fjern dem fra «mangler».
"""


class _Dumper(yaml.SafeDumper):
    """Short lists and groups on one line; dates in quotes, as in the files that people write."""


def _sequence(dumper: _Dumper, data: list[Any]) -> yaml.Node:
    short = all(isinstance(item, str) for item in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=short)


def _mapping(dumper: _Dumper, data: dict[str, Any]) -> yaml.Node:
    short = len(data) <= 2 and all(isinstance(value, str | date) for value in data.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=short)


def _day(dumper: _Dumper, data: date) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", data.isoformat(), style="'")


def _text(dumper: _Dumper, data: str) -> yaml.Node:
    style = '"' if " " in data or data.isdigit() else None  # ``08`` is a number to the reader of these files
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(list, _sequence)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(date, _day)
_Dumper.add_representer(str, _text)


def write(wheel: Arshjul) -> str:
    """Return *wheel* as the text of ``<skolear>.yaml``."""
    draft = draft_header(wheel.rullet_fra) if wheel.rullet_fra and wheel.status == "utkast" else ""
    head = _HEADER.format(skolear=wheel.skolear) + draft + _dump(_head(wheel))
    rows = "\n".join(_dump([_row(row)]) for row in wheel.rader)
    return f"{head}\nrader:\n{rows}" if rows else f"{head}\nrader: []\n"


def draft_header(rullet_fra: str) -> str:
    """Return the lines at the top of a draft, which tell an admin what it is and how to confirm it."""
    return _DRAFT_HEADER.format(rullet_fra=rullet_fra)


def _dump(data: object) -> str:
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return str(text)


def _head(wheel: Arshjul) -> dict[str, Any]:
    return _given(
        skolear=wheel.skolear,
        status=wheel.status,
        pr_dato=wheel.pr_dato,
        kilde=wheel.kilde.id,
        rullet_fra=wheel.rullet_fra,
        merknad=_given(nb=wheel.merknad.nb, nn=wheel.merknad.nn) if wheel.merknad else None,
        bekreftet=_bekreftelse(wheel.bekreftet),
        kategorier=[{"id": kategori.id, "navn": kategori.navn} for kategori in wheel.kategorier],
        mangler=[{"rad": gap.rad, "hva": gap.hva, "hvorfor": gap.hvorfor} for gap in wheel.mangler],
    )


def _row(row: Frist) -> dict[str, Any]:
    return _given(
        id=row.id,
        slag=row.slag if row.slag != "frist" else None,
        **_tid(row.tid),
        fra=list(row.fra),
        hva=row.hva,
        til=list(row.til),
        kommentar=row.kommentar,
        kategori=row.kategori.id,
        utledet=row.utledet or None,
        frist_fylke=row.frist_fylke,
        data_i_vigo=row.data_i_vigo,
        rapport=list(row.rapport),
        se_ogsa=list(row.se_ogsa),
        fylker=list(row.fylker),
        unntak=[_unntak(exception) for exception in row.unntak],
        usikker=list(row.usikker),
        trinn=list(row.trinn),
        hver=row.hver,
        etter=row.etter,
        kilde={"linjer": row.linjer} if row.linjer else None,
        anslag=row.anslag or None,
        utledet_fra={"dato": row.utledet_fra.dato, "regel": row.utledet_fra.regel} if row.utledet_fra else None,
        bekreftet=_bekreftelse(row.bekreftet),
    )


def _tid(tid: Tid | None) -> dict[str, Any]:
    if tid is None:
        return {}
    if tid.form == "uke":
        return {"uke": _weeks(tid)}
    if tid.form == "maned":
        return {"i_lopet_av": f"{tid.first:%Y-%m}"}
    return {"dato": tid.first} if tid.form == "dato" else {"fra_dato": tid.first, "til_dato": tid.last}


def _weeks(tid: Tid) -> str | list[str]:
    count = (tid.last - tid.first).days // 7 + 1
    weeks = [(tid.first + timedelta(weeks=number)).isocalendar() for number in range(count)]
    written = [f"{year}-{week:02}" for year, week, _ in weeks]
    return written if count > 1 else written[0]


def _unntak(exception: Unntak) -> dict[str, Any]:
    return _given(fylke=exception.fylke, **_tid(exception.tid), merknad=exception.merknad)


def _bekreftelse(by: Bekreftelse | None) -> dict[str, Any] | None:
    return {"av": by.av, "dato": by.dato} if by else None


def _given(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value is not None and value not in ([], {})}
