"""Write a file that people keep whole or not at all, whatever happens in between."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from errno import EACCES, EDQUOT, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from typing import TYPE_CHECKING

from bot.errors import WriteRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

LOCK = ".rediger.lock"
PATIENCE = 5.0
"""Seconds that a writer waits for the one before it."""
_NO_RIGHT = "Kodevakt har ikke lov til å skrive i mappen; gi brukeren som kjører Kodevakt skriverett"
_WHY = {
    ENOSPC: "disken er full; frigjør plass og prøv igjen",
    EDQUOT: "diskkvoten er brukt opp; frigjør plass og prøv igjen",
    EACCES: _NO_RIGHT,
    EPERM: _NO_RIGHT,
    EROFS: "mappen er skrivebeskyttet; la Kodevakt få skrive i den",
    ENOENT: "filen eller mappen finnes ikke lenger",
    ENOTDIR: "mappen finnes ikke lenger",
}


def replace(path: Path, text: str) -> None:
    """Put a file of *text* in the place of *path*. Its mode and, where we may, its owner stay.

    The new file is complete on the disk before it takes the name. What a crash leaves behind is hidden, is read by
    nothing, and is written over the next time.

    Raises:
        WriteRefused: the disk is full, the folder may not be written to, or is gone. The old file is intact.
    """
    with told(path):
        _replace(path.resolve(), text.encode())


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other writers of ours out of *folder*, in this process and in others. Raises `WriteRefused`."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only those who save need it

    lock = FileLock(folder / LOCK, timeout=PATIENCE)
    with told(folder):
        try:
            lock.acquire()
        except Timeout:
            raise WriteRefused("noen andre lagrer akkurat nå; ingenting er skrevet. Prøv igjen.") from None
    try:
        yield
    finally:
        with suppress(OSError):  # those who wait see that the name is gone, and begin anew
            (folder / LOCK).unlink()
        lock.release()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system says against reading or writing *path* into words. Raises `WriteRefused`."""
    try:
        yield
    except OSError as error:
        why = _WHY.get(error.errno or 0, error.strerror or type(error).__name__)
        raise WriteRefused(f"{path.name}: kan ikke skrives, {why}.") from error


def _replace(path: Path, raw: bytes) -> None:
    draft = path.with_name(f".{path.name}.ny")
    try:
        with draft.open("wb") as file:
            _like(path, file)
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
    _settle(path.parent)


def _like(path: Path, file: BinaryIO) -> None:
    """Give *file* the mode and the owner of *path*: an admin must still be able to edit it."""
    if path.exists():
        about = path.stat()
        with suppress(PermissionError):
            os.fchown(file.fileno(), about.st_uid, about.st_gid)
        os.fchmod(file.fileno(), about.st_mode & 0o7777)


def _settle(folder: Path) -> None:
    """Have the new name on the disk too. The file is in place: a system that cannot do this has not failed to write."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
