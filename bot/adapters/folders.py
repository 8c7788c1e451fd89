"""Notice that a folder of files that people edit has changed, however it was changed.

Files are looked at rather than waited for: an editor may write in place or put a new file in the place of the old one,
and a folder may be mounted from elsewhere, which tells nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Print = frozenset[tuple[str, int, int, int]]
_KINDS = (".yaml", ".yml", ".json")


def fingerprint(folders: Iterable[Path]) -> Print:
    """Return what tells the files in *folders* from those of another moment: name, time, size and which file it is.

    A file that goes away while it is looked at is left out; it will be another fingerprint soon. When a folder does,
    nothing is told apart at all.
    """
    try:
        return frozenset(one for folder in folders for path in folder.rglob("*") if (one := _of(path)))
    except OSError:
        return frozenset()


def _of(path: Path) -> tuple[str, int, int, int] | None:
    if path.suffix not in _KINDS or path.name.startswith("."):
        return None
    try:
        about = path.stat()
    except OSError:
        return None
    return str(path), about.st_mtime_ns, about.st_size, about.st_ino
