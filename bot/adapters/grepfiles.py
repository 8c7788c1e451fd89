"""Read the files of a Grep dump, from the zip or from a folder it was unpacked in, without trusting it.

Nothing is written to disk, and sizes are counted while unpacking: what a zip says of itself is not believed.
"""

from __future__ import annotations

import zlib
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO
    from zipfile import ZipInfo

MAX_UNPACKED = 200_000_000
_MAX_FILE = 2_000_000  # one object of Grep is a few kB; JSON takes many times its size in memory
_MAX_FILES = 20_000
_ENCRYPTED_OR_PATCHED = 0x1 | 0x20 | 0x40


def members(dump: Path, folders: frozenset[str], limit: int = MAX_UNPACKED) -> Iterator[tuple[str, str, bytes]]:
    """Yield (folder, name, content) for each JSON file of *dump* that lies straight in one of *folders*.

    At most *limit* bytes are unpacked in all. Raises `KnowledgeError` for a dump that cannot be trusted.
    """
    try:
        found = _in_folder(dump, folders) if dump.is_dir() else _in_zip(dump, folders)
        for number, (name, content) in enumerate(found, start=1):
            limit -= len(content)
            if len(content) > _MAX_FILE or limit < 0 or number > _MAX_FILES:
                raise _refusal(name, "dumpen er for stor når den pakkes ut")
            yield PurePosixPath(name).parent.name, name, content
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise _refusal(dump.as_posix(), f"er ikke en hel zip-fil ({error})") from error
    except OSError as error:
        raise _refusal(dump.as_posix(), f"kan ikke leses ({error.strerror})") from error


def _in_folder(dump: Path, folders: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    for path in sorted(dump.rglob("*.json")):
        if path.parent.name not in folders:
            continue
        if path.is_symlink() or not path.is_file():
            raise _refusal(path.as_posix(), "er ikke en vanlig fil")
        with path.open("rb") as stream:
            yield path.as_posix(), _content(stream)


def _in_zip(dump: Path, folders: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    if dump.stat().st_size > MAX_UNPACKED:
        raise _refusal(dump.as_posix(), "zip-filen er for stor")
    with ZipFile(dump) as archive:
        infos = archive.infolist()
        faults = [Fault(dump.as_posix(), 1, what) for info in infos if (what := _trick(info))]
        if faults:
            raise KnowledgeError(faults)
        for info in infos:
            name = PurePosixPath(info.filename)
            if name.parent.name in folders and name.suffix == ".json":
                with archive.open(info) as stream:
                    yield info.filename, _content(stream)


def _content(stream: IO[bytes]) -> bytes:
    return stream.read(_MAX_FILE + 1)


def _trick(info: ZipInfo) -> str | None:
    """Say what is wrong with an entry of a zip, or None."""
    name = info.filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or PureWindowsPath(name).drive:
        return f"{name[:80]!r} peker ut av zip-filen"
    if info.flag_bits & _ENCRYPTED_OR_PATCHED or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"{name[:80]!r} er kryptert eller pakket på en måte som ikke støttes"
    return None


def _refusal(file: str, message: str) -> KnowledgeError:
    return KnowledgeError([Fault(file, 1, message)])
