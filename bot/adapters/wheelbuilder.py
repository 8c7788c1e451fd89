"""Make the values of the domain from wheel files without faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import frist, model
from bot.domain.tid import Tid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.adapters import wheelschema


def arshjul(
    head: wheelschema.Hode, rows: Iterable[wheelschema.Rad], kilder: Mapping[str, model.Kilde]
) -> frist.Arshjul:
    """Return a wheel."""
    kategorier = {kategori.id: frist.Kategori(**dict(kategori)) for kategori in head.kategorier}
    return frist.Arshjul(
        skolear=head.skolear,
        status=head.status,
        pr_dato=head.pr_dato,
        kilde=kilder[head.kilde],
        kategorier=tuple(kategorier.values()),
        rader=tuple(_frist(row, head.skolear, kategorier[row.kategori]) for row in rows),
        merknad=model.Text(head.merknad.nb, head.merknad.nn) if head.merknad else None,
        bekreftet=_bekreftelse(head.bekreftet),
        rullet_fra=head.rullet_fra,
        mangler=tuple(frist.Mangel(**dict(mangel)) for mangel in head.mangler),
    )


def fylker_of(entries: Iterable[wheelschema.Fylke]) -> list[frist.Fylke]:
    """Return the counties; who came before and after is known both ways, wherever it is written."""
    entries = list(entries)
    links = {(e.navn, heir) for e in entries for heir in e.etterfolgere}
    links |= {(old, e.navn) for e in entries for old in e.forgjenger}
    return [
        frist.Fylke(
            nr=entry.nr,
            navn=entry.navn,
            malform=entry.malform,
            gyldig_fra=entry.gyldig_fra,
            gyldig_til=entry.gyldig_til,
            etterfolgere=tuple(sorted(heir for old, heir in links if old == entry.navn != heir)),
            forgjengere=tuple(sorted(old for old, heir in links if heir == entry.navn != old)),
            ogsa_kalt=tuple(entry.ogsa_kalt),
        )
        for entry in entries
    ]


def _frist(row: wheelschema.Rad, skolear: str, kategori: frist.Kategori) -> frist.Frist:
    return frist.Frist(
        id=row.id,
        skolear=skolear,
        hva=row.hva,
        kategori=kategori,
        tid=_tid(row),
        slag=row.slag,
        fra=tuple(row.fra),
        til=tuple(row.til),
        kommentar=row.kommentar,
        utledet=row.utledet,
        frist_fylke=row.frist_fylke,
        data_i_vigo=row.data_i_vigo,
        rapport=tuple(row.rapport),
        se_ogsa=tuple(row.se_ogsa),
        fylker=tuple(row.fylker),
        unntak=tuple(frist.Unntak(u.fylke, _days(u), u.merknad) for u in row.unntak),
        usikker=tuple(row.usikker),
        linjer=row.kilde.linjer if row.kilde else None,
        trinn=tuple(row.trinn),
        hver=row.hver,
        etter=row.etter,
        anslag=row.anslag,
        utledet_fra=frist.Utledning(**dict(row.utledet_fra)) if row.utledet_fra else None,
        bekreftet=_bekreftelse(row.bekreftet),
    )


def _tid(row: wheelschema.Rad) -> Tid | None:
    if row.uke:
        return Tid.uke(row.uke[0], row.uke[-1])
    if row.i_lopet_av:
        return Tid.maned(row.i_lopet_av.year, row.i_lopet_av.month)
    return _days(row)


def _days(value: wheelschema.Rad | wheelschema.Unntak) -> Tid | None:
    if value.fra_dato and value.til_dato:
        return Tid.periode(value.fra_dato, value.til_dato)
    return Tid.dato(value.dato) if value.dato else None


def _bekreftelse(entry: wheelschema.Bekreftelse | None) -> frist.Bekreftelse | None:
    return frist.Bekreftelse(entry.av, entry.dato) if entry else None
