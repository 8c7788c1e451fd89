"""Hold Grep's own list of programområder against the catalogue that we have, and say what is different in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.adapters.grepdump import navn_of, status_of
from bot.adapters.grepformat import KODE
from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.model import Programomrade

KILDE = "grep"
"""The source in ``kilder.yaml`` whose address is that list."""

_STATUS = {"publisert": "publisert", "utgatt": "utgått", "ukjent": "ukjent"}
_UNKNOWN = "listen fra Grep ser ikke ut som ventet, så den er ikke sammenlignet med katalogen"


class _Row(NamedTuple):
    navn: str | None
    status: str | None


def differences(listed: Any, catalogue: Mapping[str, Programomrade]) -> dict[str, tuple[str, ...]]:
    """Return by code, as ``Programområde TPTIP1----``, how *listed* differs from *catalogue*.

    A code that we hold to be discontinued and that is not listed is no difference. A list that is hardly like ours
    has another shape than we know: then nothing can be told.

    Raises:
        SourceError: it is no list of programområder.
    """
    rows = {kode: row for obj in _objects(listed) if (kode := _kode(obj)) and (row := _row(obj))}
    wanted = {kode for kode, omrade in catalogue.items() if omrade.status == "publisert"}
    if 2 * len(wanted & rows.keys()) < max(len(wanted), 1):
        raise SourceError(_UNKNOWN)
    gone = {kode: (f"{kode} ({catalogue[kode].navn.nb}) er ikke lenger i Grep.",) for kode in wanted - rows.keys()}
    told = {kode: _told(kode, row, catalogue.get(kode)) for kode, row in rows.items()}
    return {f"Programområde {kode}": said for kode, said in sorted((gone | told).items()) if said}


def codes(parts: Iterable[str]) -> tuple[str, ...]:
    """Return the codes in the names of parts that `differences` gave."""
    return tuple(part.rpartition(" ")[2] for part in parts)


def _told(kode: str, row: _Row, ours: Programomrade | None) -> tuple[str, ...]:
    if ours is None:
        about = ", ".join(filter(None, (row.navn, _STATUS.get(row.status or ""))))
        return (f"{kode} er ny i Grep{f' ({about})' if about else ''}.",)
    said = []
    if row.status and row.status != ours.status:
        said.append(f"{kode} ({ours.navn.nb}) har status {_STATUS[row.status]} i Grep, hos oss {_STATUS[ours.status]}.")
    if row.navn and row.navn != ours.navn.nb:
        said.append(f"{kode} heter «{row.navn}» i Grep, hos oss «{ours.navn.nb}».")
    return tuple(said)


def _objects(listed: Any) -> list[Any]:
    """Return the rows of a list, also where it is wrapped in an object."""
    if isinstance(listed, dict):
        listed = max((value for value in listed.values() if isinstance(value, list)), key=len, default=[])
    return listed if isinstance(listed, list) else []


def _kode(obj: Any) -> str | None:
    kode = obj.get("kode") if isinstance(obj, dict) else None
    return kode if isinstance(kode, str) and KODE.fullmatch(kode) else None


def _row(obj: Mapping[str, Any]) -> _Row:
    navn = navn_of(obj)
    status = status_of(obj) if isinstance(obj.get("status"), str | dict) else None
    return _Row(navn["nb"] if navn else None, status)
