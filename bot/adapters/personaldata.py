"""Find what may be somebody's personal data in a text that must hold none.

>>> [kind for _, kind in find("Ring 223 45 678 eller skriv til noen@eksempel.no")]
['e-postadresse', 'telefonnummer']
>>> list(find("PBPBY4--6P, 2023–2024, 1121 årstimer, 01.08.2024, 35042-1024152"))
[]
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.privacy import mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.errors import Fault

# A file is refused for it, so it is narrower than `bot.domain.privacy`, which hides what is only a little like one too,
# as an IP address with a port is.
_PART = r"[ \xa0.-]"
_NUMBER = re.compile(
    rf"(?<!\d)(?:\d{{11}}|\d{{6}}{_PART}\d{{5}}|\d\d{_PART}\d\d{_PART}\d\d{_PART}\d{{5}})(?!\d)"
    rf"|(?<!\d)(?<!\d{_PART})\d(?:{_PART}\d){{10}}(?!{_PART}?\d)"
)
_EMAIL = re.compile(r"@(?<=[\w.+-]@)[\w-]+\.\w")
_DIGITS = re.compile(r"\+?\d(?:[ \xa0.-]?\d){7,}")
_PHONE = re.compile(r"(?![01])\d(?:\d([ \xa0])\d\d\1\d\d\1\d\d|\d\d([ \xa0])\d\d\2\d{3})")
_ABROAD = re.compile(r"(?:\+|00)47[ \xa0.-]?(\d(?:[ \xa0.-]?\d){7})")
_EIGHT = re.compile(r"\d(?:[ \xa0.-]?\d){7}")
_CALL = re.compile(r"(?i)\b(?:tlf|telefon|mob|mobil)\b\W{0,3}$")


def find(text: str) -> Iterator[tuple[int, str]]:
    """Yield the position and the kind of everything in *text* that looks like personal data."""
    yield from ((found.start(), "e-postadresse") for found in _EMAIL.finditer(text))
    for found in _DIGITS.finditer(text):
        # Both are digits with at most one sign between them: a whole file is gone through once.
        yield from ((number.start(), "fødselsnummer") for number in _NUMBER.finditer(text, *found.span()))
        if _is_phone(found.group(), text[max(0, found.start() - 12) : found.start()]):
            yield found.start(), "telefonnummer"


def hidden(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return *faults* without the identity numbers that they may quote: they are told, logged and shown."""
    return tuple(replace(fault, message=mask(fault.message).text) for fault in faults)


def _is_phone(digits: str, before: str) -> bool:
    """True for eight digits grouped as phone numbers are, or named as one."""
    if _PHONE.fullmatch(digits) or _ABROAD.fullmatch(digits):
        return True
    return bool(_EIGHT.fullmatch(digits) and _CALL.search(before))
