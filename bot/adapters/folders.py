"""Notice that a folder of files that people edit has changed, however it was changed.

Files are looked at rather than waited for: an editor may write in place or put a new file in the place of the old one,
and a folder may be mounted from elsewhere, which tells nobody.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_KINDS = (".yaml", ".yml", ".json")
_DEPTHS = ("*", "*/*")
_COARSE = 3_000_000_000
"""Nanoseconds between two changes that the times of a file may fail to tell apart; some file systems count by two."""


class Seen(NamedTuple):
    """What tells a file from another: its times, its size, which file it is, and perhaps its *content*."""

    path: str
    changed: int
    created: int
    size: int
    file: int
    content: bytes = b""


Print = frozenset[Seen]


def fingerprint(folders: Iterable[Path]) -> Print:
    """Return what tells the files in *folders* from those of another moment.

    The files that were changed last are told apart by what stands in them too: one that is changed twice in a moment
    may keep its time and its size. A folder may be a link, and so may be the folders in it. A file that goes away while
    it is looked at is left out; it will be another fingerprint soon. When a folder does, nothing is told apart at all.
    """
    try:
        paths = chain.from_iterable(folder.glob(depth) for folder in folders for depth in _DEPTHS)
        seen = [(path, one) for path in paths if (one := _of(path))]
    except OSError:
        return frozenset()
    latest = max((one.changed for _, one in seen), default=0)
    return frozenset(_read(path, one) if latest - one.changed < _COARSE else one for path, one in seen)


def _of(path: Path) -> Seen | None:
    if path.suffix not in _KINDS or path.name.startswith("."):
        return None
    try:
        about = path.stat()
    except OSError:
        return None
    return Seen(str(path), about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino)


def _read(path: Path, seen: Seen) -> Seen:
    try:
        return seen._replace(content=blake2b(path.read_bytes()).digest())
    except OSError:
        return seen
