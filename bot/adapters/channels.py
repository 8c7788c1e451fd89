"""Load ``schedules/kanaler.yaml``: the counties' channels in Slack. A missing or empty file names none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from bot.adapters import yamlguard
from bot.adapters.channelschema import Kanal, Stilletid
from bot.adapters.plainwords import did_you_mean, explain, quote
from bot.adapters.sections import Row
from bot.domain import kanal
from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.adapters.document import Document
    from bot.domain.arshjul import Arshjulene

FILE, SECTION = "kanaler.yaml", "kanaler"
MAX_CHANNELS = 2_000


def load(folder: Path, arshjul: Arshjulene) -> Mapping[str, kanal.Kanal]:
    """Return the channels in *folder* (``schedules/``) by id. Raises `KnowledgeError` with every fault."""
    found, faults = read(folder, arshjul)
    if faults:
        raise KnowledgeError(faults)
    return found


def read(
    folder: Path, arshjul: Arshjulene, instead: Mapping[Path, bytes] | None = None
) -> tuple[dict[str, kanal.Kanal], list[Fault]]:
    """Return the channels without fault by id, and the faults of the others. *arshjul* knows counties and roles.

    The file is read as it is to be *instead*, when that is given.
    """
    path = folder / FILE
    if not path.exists():
        return {}, []
    document = yamlguard.read(path, instead)
    rows, faults = _rows(document)
    found = dict[str, kanal.Kanal]()
    places = dict[str, str]()
    for row in rows:
        wrong = [*_repeated(row, places), *_county(row, arshjul), *_choices(row, arshjul)]
        faults += wrong
        county = arshjul.fylke(row.value.fylke)
        if county and not wrong:
            found[row.value.id] = _channel(row.value, county.navn)
    return found, faults


def _channel(value: Kanal, county: str) -> kanal.Kanal:
    quiet = value.stilletid
    return kanal.Kanal(
        id=value.id,
        fylke=county,
        kategorier=frozenset(value.kategorier),
        roller=tuple(value.roller),
        dager_for=kanal.DAGER_FOR if value.dager_for is None else tuple(sorted(value.dager_for, reverse=True)),
        klokkeslett=value.klokkeslett or kanal.KLOKKESLETT,
        stilletid=kanal.Stilletid(quiet.fra, quiet.til) if quiet else None,
        ukesoversikt=value.ukesoversikt,
        malform=value.malform,
        utkast=value.utkast,
    )


def _rows(document: Document) -> tuple[list[Row[Kanal]], list[Fault]]:
    """Return the entries of the right form, and the faults of form."""
    data = {} if document.data is None else document.data
    entries = data.get(SECTION) if isinstance(data, dict) else None
    faults = list(document.faults)
    if not isinstance(data, dict) or not isinstance(entries, list | None):
        return [], [*faults, Fault(document.name, 1, f"ventet {SECTION}: og en liste der hver kanal begynner med «-»")]
    faults += [
        document.fault((key,), f"{key}: ukjent del av filen.{did_you_mean(key, [SECTION])}")
        for key in data
        if key != SECTION
    ]
    if len(entries or ()) > MAX_CHANNELS:
        faults.append(document.fault((SECTION, MAX_CHANNELS), f"mer enn {MAX_CHANNELS} kanaler"))
    rows = []
    for index, raw in enumerate((entries or ())[:MAX_CHANNELS]):
        row, wrong = _judged(document, index, raw)
        rows += row
        faults += wrong
    return rows, faults


def _judged(document: Document, index: int, raw: Any) -> tuple[list[Row[Kanal]], list[Fault]]:
    where = (SECTION, index)
    try:
        return [Row(document, where, TypeAdapter(Kanal).validate_python(raw))], []
    except ValidationError as error:
        row = Row(document, where, raw)
        return [], [row.fault(*_explained(one)) for one in error.errors(include_url=False)]


def _explained(error: Any) -> tuple[tuple[str | int, ...], str]:
    path, message = explain(error)
    if error["type"] == "extra_forbidden":
        known = Stilletid.model_fields if path[0] == "stilletid" else Kanal.model_fields
        return path, f"ukjent felt.{did_you_mean(str(path[-1]), known)}"
    if path == ("id",) and error["type"] == "string_pattern_mismatch":
        return path, f"{quote(error['input'])} er ingen kanal; ventet kanalens id i Slack, som i «C0123456789»"
    return path, message


def _repeated(row: Row[Kanal], places: dict[str, str]) -> Iterator[Fault]:
    """Yield a fault for a channel that is named twice; the first one counts."""
    channel = row.value.id
    if channel in places:
        yield row.fault(("id",), f"{quote(channel)} er brukt to ganger, også i {places[channel]}")
    places.setdefault(channel, row.place)


def _county(row: Row[Kanal], arshjul: Arshjulene) -> Iterator[Fault]:
    """Yield a fault for a county that there is not, or no longer is."""
    county = arshjul.fylke(row.value.fylke)
    if county is None:
        near = did_you_mean(row.value.fylke, [one.navn for one in arshjul.fylker])
        yield row.fault(("fylke",), f"{quote(row.value.fylke)} finnes ikke i fylker.yaml.{near}")
    elif county.gyldig_til:
        heirs = ", ".join(county.etterfolgere)
        yield row.fault(("fylke",), f"{county.navn} finnes ikke etter {county.gyldig_til}. Velg ett av {heirs}.")


def _choices(row: Row[Kanal], arshjul: Arshjulene) -> Iterator[Fault]:
    """Yield a fault for each category and role that no wheel has, each day given twice, and quiet hours of none."""
    value = row.value
    known = {category.id for wheel in arshjul.hjul for category in wheel.kategorier}
    for index, name in enumerate(value.kategorier):
        if known and name not in known:
            yield row.fault(("kategorier", index), _unknown(name, sorted(known)))
    rows = [frist for wheel in arshjul.hjul for frist in wheel.rader]
    for index, name in enumerate(value.roller):
        if rows and not any(kanal.has_role(frist, name) for frist in rows):
            roles = sorted({role for frist in rows for role in (*frist.fra, *frist.til)})
            yield row.fault(("roller", index), _unknown(name, roles))
    days = value.dager_for or []
    for index, day in enumerate(days):
        if day in days[:index]:
            yield row.fault(("dager_for", index), f"{day} er brukt to ganger")
    if value.stilletid and value.stilletid.fra == value.stilletid.til:
        yield row.fault(("stilletid",), "fra og til er det samme klokkeslettet")


def _unknown(name: str, known: list[str]) -> str:
    return f"{quote(name)} finnes ikke i noe årshjul.{did_you_mean(name, known)}"
