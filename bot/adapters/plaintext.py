r"""Bytes that people have saved, as text: UTF-8, in Unicode's composed form, with nothing hidden in it.

>>> decode("blåbær".encode())
'blåbær'
>>> decode(b"gr\xf8nn")
Traceback (most recent call last):
bot.adapters.plaintext.Refused: byte 0xf8 er ikke UTF-8; lagre filen som UTF-8
"""

from __future__ import annotations

import re
import unicodedata

MAX_BYTES = 2_000_000

# Controls, bidi and zero-width characters, line separators, private use, non-characters and tags.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]|\r(?!\n)"
)
MAX_MARKS = 30
"""As many marks on one letter as Unicode's stream-safe form has; normalising takes quadratic time over more."""
_MAYBE_MARKS = re.compile(rf"[^\x00-\x7f\w\s]{{{MAX_MARKS + 1},}}")
_UTF16_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class Refused(Exception):  # noqa: N818 - a reader turns it into a fault of the file
    """The text cannot be used; *line* and *column* are where it goes wrong."""

    def __init__(self, line: int, message: str, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def decode(raw: bytes) -> str:
    """Return the text of *raw*, or raise `Refused`. One UTF-8 mark at the start is dropped."""
    if len(raw) > MAX_BYTES:
        raise Refused(1, f"filen er større enn {MAX_BYTES // 1_000_000} MB")
    if raw.startswith(_UTF16_32):
        raise Refused(1, "filen er lagret som UTF-16 eller UTF-32; lagre den som UTF-8")
    text = _utf8(raw).removeprefix("\ufeff")
    if found := _HIDDEN.search(text):
        at = found.start()
        raise Refused(text.count("\n", 0, at) + 1, _describe(found.group()), at - text.rfind("\n", 0, at))
    _refuse_piles(text)
    return unicodedata.normalize("NFC", text)


def _refuse_piles(text: str) -> None:
    for found in _MAYBE_MARKS.finditer(text):
        run = 0
        for at, char in enumerate(found.group(), start=found.start()):
            run = run + 1 if unicodedata.combining(char) else 0
            if run > MAX_MARKS:
                line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
                raise Refused(line, f"mer enn {MAX_MARKS} aksenter på samme bokstav; slett dem", column)


def hidden(text: str) -> str | None:
    r"""Say which hidden character stands in *text*, or return None.

    >>> hidden("a\u202eb")
    'usynlig eller ulovlig tegn U+202E; slett det'
    """
    found = _HIDDEN.search(text)
    return _describe(found.group()) if found else None


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        told = f"byte 0x{raw[error.start]:02x} er ikke UTF-8; lagre filen som UTF-8"
        raise Refused(before.count("\n") + 1, told, len(before) - before.rfind("\n")) from None


def _describe(char: str) -> str:
    return f"usynlig eller ulovlig tegn U+{ord(char[0]):04X}; slett det"
