"""Load ``schedules/kanaler.yaml``: which county a channel in Slack belongs to. A missing or empty file names none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.adapters import yamlguard
from bot.adapters.plainwords import did_you_mean, explain, quote
from bot.adapters.schema import Line  # noqa: TC001 - pydantic reads the annotations when it runs
from bot.adapters.sections import Row
from bot.domain import kanal
from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.adapters.document import Document
    from bot.domain.arshjul import Arshjulene

FILE, SECTION = "kanaler.yaml", "kanaler"
_ID = r"^[CG][A-Z0-9]{8,20}$"


class Kanal(BaseModel):
    """One channel."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: str = Field(pattern=_ID)
    fylke: Line


def load(folder: Path, arshjul: Arshjulene) -> Mapping[str, kanal.Kanal]:
    """Return the channels in *folder* (``schedules/``) by id. Raises `KnowledgeError` with every fault."""
    found, faults = read(folder, arshjul)
    if faults:
        raise KnowledgeError(faults)
    return found


def read(folder: Path, arshjul: Arshjulene) -> tuple[dict[str, kanal.Kanal], list[Fault]]:
    """Return the channels without fault by id, and the faults of the others. *arshjul* knows the counties."""
    path = folder / FILE
    if not path.exists():
        return {}, []
    document = yamlguard.read(path)
    rows, faults = _rows(document)
    faults += _disagreements(rows, arshjul)
    told = {fault.line for fault in faults}
    good = [row for row in rows if document.line((*row.where, "id")) not in told]
    counties = [(row.value.id, arshjul.fylke(row.value.fylke)) for row in good]
    return {id_: kanal.Kanal(id=id_, fylke=county.navn) for id_, county in counties if county}, faults


def _rows(document: Document) -> tuple[list[Row[Kanal]], list[Fault]]:
    """Return the entries of the right form, and the faults of form."""
    data = document.data or {}
    entries = data.get(SECTION) if isinstance(data, dict) else None
    faults = list(document.faults)
    if not isinstance(data, dict) or not isinstance(entries, list | None):
        return [], [*faults, Fault(document.name, 1, f"ventet {SECTION}: og en liste der hver kanal begynner med «-»")]
    faults += [
        Fault(document.name, document.line((key,)), f"{key}: ukjent del av filen.{did_you_mean(key, [SECTION])}")
        for key in data
        if key != SECTION
    ]
    rows = []
    for index, raw in enumerate(entries or ()):
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
        return path, f"ukjent felt.{did_you_mean(str(error['loc'][-1]), Kanal.model_fields)}"
    if error["type"] == "string_pattern_mismatch":
        return path, f"{quote(error['input'])} er ingen kanal; ventet kanalens id i Slack, som i «C0123456789»"
    return path, message


def _disagreements(rows: list[Row[Kanal]], arshjul: Arshjulene) -> Iterator[Fault]:
    """Yield a fault for each county that there is not, or no longer is, and for each channel named twice."""
    places = dict[str, str]()
    for row in rows:
        channel = row.value
        if channel.id in places:
            yield row.fault(("id",), f"{quote(channel.id)} er brukt to ganger, også i {places[channel.id]}")
        places.setdefault(channel.id, row.place)
        county = arshjul.fylke(channel.fylke)
        if county is None:
            near = did_you_mean(channel.fylke, [one.navn for one in arshjul.fylker])
            yield row.fault(("fylke",), f"{quote(channel.fylke)} finnes ikke i fylker.yaml.{near}")
        elif county.gyldig_til:
            heirs = ", ".join(county.etterfolgere)
            yield row.fault(("fylke",), f"{county.navn} finnes ikke etter {county.gyldig_til}. Velg ett av {heirs}.")
