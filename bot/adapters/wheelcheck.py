"""Check that a wheel agrees with itself, with its file's name, and with the counties and sources it names."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.adapters import personaldata
from bot.adapters.plainwords import did_you_mean, quote
from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from bot.adapters.document import Document, Where
    from bot.adapters.sections import Row
    from bot.adapters.wheelschema import Fylke, Hode, Rad, Unntak

_WEEK = timedelta(days=7)
_UNDATED = ("lopende", "rutine")
_WANTED = "ventet dato, fra_dato og til_dato, uke eller i_lopet_av"


def check_head(head: Row[Hode], kilder: Collection[str]) -> Iterator[Fault]:
    """Yield the faults of what stands above the rows."""
    value, name = head.value, head.document.name
    first, last = map(int, value.skolear.split("-"))
    if last != first + 1:
        yield head.fault(("skolear",), f"{quote(value.skolear)} er ikke ett skoleår")
    if name != f"{value.skolear}.yaml":
        yield head.fault(("skolear",), f"{quote(value.skolear)} stemmer ikke med filnavnet {quote(name)}")
    if value.kilde not in kilder:
        yield head.fault(("kilde",), _unknown(value.kilde, kilder, "kilder.yaml"))
    if (value.status == "bekreftet") != (value.bekreftet is not None):
        told = "et bekreftet årshjul må si hvem og når" if value.bekreftet is None else "står på et utkast"
        yield head.fault(("bekreftet",), told)
    for id_, count in Counter(kategori.id for kategori in value.kategorier).items():
        if count > 1:
            yield head.fault(("kategorier",), f"{quote(id_)} er brukt til {count} kategorier")


def check_rows(
    rows: list[Row[Rad]], ids: Collection[str], head: Row[Hode] | None, fylker: Collection[str]
) -> Iterator[Fault]:
    """Yield the faults of the rows. *ids* are all there are in the file; *head* is None when it has faults itself."""
    places = dict[str, str]()
    for row in rows:
        if row.value.id in places:
            yield row.fault(("id",), f"{quote(row.value.id)} er brukt to ganger, også i {places[row.value.id]}")
        places.setdefault(row.value.id, row.place)
        yield from _times(row)
        yield from _pointers(row, ids, fylker)
        if head:
            yield from _in_wheel(row, head.value)


def check_counties(rows: list[Row[Fylke]], kilder: Collection[str]) -> Iterator[Fault]:
    """Yield what two counties are both called, and the counties and sources that are named and not there."""
    places = dict[str, str]()
    for row in rows:
        value = row.value
        for path, call in ((("navn",), value.navn), (("nr",), value.nr), *_each("ogsa_kalt", value.ogsa_kalt)):
            if call.casefold() in places:
                yield row.fault(path, f"{quote(call)} er brukt to ganger, også i {places[call.casefold()]}")
            places.setdefault(call.casefold(), row.place)
    names = {row.value.navn for row in rows}
    for row in rows:
        for path, name in (*_each("etterfolgere", row.value.etterfolgere), *_each("forgjenger", row.value.forgjenger)):
            if name not in names:
                yield row.fault(path, _unknown(name, names, "fylker.yaml"))
        for index, kilde in enumerate(row.value.kilder):
            if kilde.id not in kilder:
                yield row.fault(("kilder", index, "id"), _unknown(kilde.id, kilder, "kilder.yaml"))


def check_text(document: Document) -> Iterator[Fault]:
    """Yield what looks like personal data, which must not stand in a wheel."""
    for position, kind in personaldata.find(document.text):
        place = document.place_at(position)
        yield Fault(
            document.name, place.line, f"ser ut som {kind}; personopplysninger skal ikke stå her", column=place.column
        )


def _times(row: Row[Rad]) -> Iterator[Fault]:
    """Yield a fault unless the row has exactly one kind of date, the right way round."""
    value = row.value
    kinds = {
        "dato": value.dato,
        "fra_dato": value.fra_dato or value.til_dato,
        "uke": value.uke,
        "i_lopet_av": value.i_lopet_av,
    }
    given = [kind for kind, there in kinds.items() if there]
    if value.slag in _UNDATED:
        yield from (row.fault((kind,), f"en rad av slaget {value.slag} har ingen dato") for kind in given)
        return
    if not given:
        yield row.fault((), f"{quote(value.id)} har ingen dato; {_WANTED}")
    if len(given) > 1:
        yield row.fault((given[1],), f"raden har også {given[0]}; {_WANTED}")
    yield from _period(row, (), value)
    for index, exception in enumerate(value.unntak):
        yield from _period(row, ("unntak", index), exception)
    weeks = [date.fromisocalendar(*week, 1) for week in value.uke or []]
    if any(later - earlier != _WEEK for earlier, later in pairwise(weeks)):
        yield row.fault(("uke",), "ukene må følge etter hverandre")


def _period(row: Row[Rad], path: Where, value: Rad | Unntak) -> Iterator[Fault]:
    first, last = value.fra_dato, value.til_dato
    if (first is None) != (last is None):
        yield row.fault((*path, "fra_dato" if first else "til_dato"), "fra_dato og til_dato må stå sammen")
    elif first and last and first > last:
        yield row.fault((*path, "fra_dato"), f"«{first}» er etter til_dato «{last}»")
    if path and first and value.dato:
        yield row.fault((*path, "dato"), "unntaket har også fra_dato")


def _pointers(row: Row[Rad], ids: Collection[str], fylker: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for every row or county that the row names and that does not exist."""
    value = row.value
    pointed = [*_each("se_ogsa", value.se_ogsa), *([(("etter",), value.etter)] if value.etter else [])]
    counties = [*_each("fylker", value.fylker)]
    counties += [(("unntak", index, "fylke"), exception.fylke) for index, exception in enumerate(value.unntak)]
    yield from (row.fault(path, _unknown(name, ids, "årshjulet")) for path, name in pointed if name not in ids)
    yield from (row.fault(path, _unknown(name, fylker, "fylker.yaml")) for path, name in counties if name not in fylker)


def _in_wheel(row: Row[Rad], head: Hode) -> Iterator[Fault]:
    """Yield the faults of a row in this wheel: its category, its days, and whether it is an estimate."""
    value = row.value
    categories = [kategori.id for kategori in head.kategorier]
    if value.kategori not in categories:
        yield row.fault(("kategori",), _unknown(value.kategori, categories, "kategorier"))
    start = int(head.skolear[:4])
    for path, day in _days(value):
        if not date(start, 7, 1) <= day <= date(start + 1, 8, 31):
            yield row.fault(path, f"«{day}» er utenfor årshjulet {head.skolear} (1.7.{start}–31.8.{start + 1})")
    draft = head.status == "utkast"
    if value.anslag and not draft:
        yield row.fault(("anslag",), "et bekreftet årshjul kan ikke ha anslag")
    if value.anslag and value.bekreftet:
        yield row.fault(("anslag",), "raden er bekreftet og kan ikke være et anslag")
    if draft and value.slag not in _UNDATED and not value.anslag and not value.bekreftet:
        yield row.fault((), f"{quote(value.id)} i et utkast må ha anslag: true eller bekreftet: {{av, dato}}")


def _days(value: Rad) -> Iterator[tuple[Where, date]]:
    """Yield every day of a row, and where it stands."""
    for name in ("dato", "fra_dato", "til_dato", "i_lopet_av", "frist_fylke", "data_i_vigo"):
        if day := getattr(value, name):
            yield (name,), day
    for index, week in enumerate(value.uke or []):
        yield from ((("uke", index), date.fromisocalendar(*week, weekday)) for weekday in (1, 5))
    for index, exception in enumerate(value.unntak):
        for name in ("dato", "fra_dato", "til_dato"):
            if day := getattr(exception, name):
                yield ("unntak", index, name), day


def _each(key: str, names: Iterable[str]) -> Iterator[tuple[Where, str]]:
    """Yield each entry of the list *key*, and where it stands."""
    return (((key, index), name) for index, name in enumerate(names))


def _unknown(name: str, known: Iterable[str], register: str) -> str:
    return f"{quote(name)} finnes ikke i {register}.{did_you_mean(name, known)}"
