"""Hide national identity numbers, and what else tells who somebody is, in what people write.

A number is hidden for its shape, never for its checksum: one that is mistyped is as personal as the right one, and the
synthetic ones of Skatteetaten fail the ordinary check. What is hidden:

- eleven digits in a row or more, of any script and whatever stands around them. In twelve or more the number may be
  any eleven of them, so all are hidden: no code, date or register of ours has that many;
- six digits and five with something short between that is no letter; also when one of the two is a bit too long;
- eleven single digits or more; ``01 02 03 12345``; ``01.02.2003 12345``;
- eleven digits in other groups, where they begin as a day and a month and neither a list, a date nor a year is seen.

Characters without ink do not part digits. Codes, dates, school years and organisation numbers stay as they are.

>>> mask("Elev 010203 12345 med TPTIP1H---, frist 24.10.2026").text
'Elev [skjult] med TPTIP1H---, frist 24.10.2026'
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.model import Malform

HIDDEN = "[skjult]"
_LENGTH = 11
_DIGIT = (
    r"[\d²³¹⁰⁴-⁹₀-₉①-⑨⓪⑴-⑼⒈-⒐⓵-⓽⓿❶-❾➀-➈➊-➒፩-፱᧚"
    "\U00010a40-\U00010a43\U00010e60-\U00010e68\U00011052-\U0001105a\U0001f100-\U0001f10a]"
)
_NO_INK = (
    "[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
# A web address writes a space, a hyphen or a dot as %20, %2D or %2E.
_BETWEEN = r"(?:%(?:[Cc]2%[Aa]0|20|2[DEde])(?=\d{5}(?!\d))|[\W_])"
# All is possessive: a text that almost fits is read a few times, never over and over.
_CHAIN = re.compile(rf"{_DIGIT}(?:{_NO_INK}*+(?:{_BETWEEN}{_NO_INK}*+){{0,4}}+{_DIGIT}){{{_LENGTH - 1},}}+")
_GROUP = re.compile(rf"((?:{_BETWEEN}|{_NO_INK})*+)({_DIGIT}(?:{_NO_INK}*+{_DIGIT})*+)")
_LISTED = frozenset(",;\n")
# A chain is judged by the lengths of its groups, a character each: A is ten digits, B eleven or more.
_LENGTHS = "0123456789AB"
_SURE = re.compile(r"B|[678][56]|2225|[12][12]4[56]|1{11,}")
_TWO_DATES = re.compile(r"[12][12]2[12][12]2")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAYS = frozenset((*range(1, 32), *range(41, 72)))
_MONTHS = frozenset((*range(1, 13), *range(41, 53), *range(66, 78), *range(81, 93)))

_MENTION = re.compile(r"<[@#!][^<>]*+>")
_WORD = re.compile(r"[^\s<>|()\[\]\"';:,]++")
_AT = frozenset("@＠")
_PHONE = re.compile(
    r"(?<![\w/-])(?:(?:\+|00)\d(?:[ \xa0.-]?\d){6,14}"  # with the country's number
    r"|(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d)[2-9]\d{7}"
    r"|[2-9]\d([ \xa0.-])\d\d\1\d\d\1\d\d|[2-9]\d\d([ \xa0.-])\d\d\2\d{3}"
    r"|(?!(?:19|20)\d\d)[2-9]\d{3}[ \xa0.-](?!(?:19|20)\d\d)\d{4})(?!\w)"
)
_LONG = re.compile(r"\d{10,}+")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without the numbers, and how many they were."""

    text: str
    count: int


class _Group(NamedTuple):
    """Digits that stand together, as ASCII, from *start* to *end* in the text; *before* is what parts them off."""

    start: int
    end: int
    digits: str
    before: str


def mask(text: str) -> Masked:
    """Hide every national identity number in *text*. What is not hidden is not changed by a character.

    >>> mask("０１０２０３-１２３４５ og 971032081")
    Masked(text='[skjult] og 971032081', count=1)
    """
    parts, end, count = [], 0, 0
    for first, last in _found(text):
        parts += [text[end : first.start], HIDDEN]
        end, count = last.end, count + 1
    return Masked("".join((*parts, text[end:])), count) if count else Masked(text, 0)


def mask_all(text: str) -> str:
    """Hide also e-mail addresses, names in Slack's mentions, telephone numbers and other long numbers.

    For what is kept: no question means less without them.

    >>> mask_all("<@U012AB3CD> ring 22 34 56 78 eller skriv til kari@skole.no om 2023-2024")
    '[skjult] ring [skjult] eller skriv til [skjult] om 2023-2024'
    """
    text = _MENTION.sub(HIDDEN, mask(text).text)
    if not _AT.isdisjoint(text):
        text = _WORD.sub(_without_address, text)
    return _LONG.sub(HIDDEN, _PHONE.sub(HIDDEN, text))


def warning(text: str, malform: Malform = "nb") -> str:
    """Return what to tell the one who wrote *text*, privately; "" where there is no such number in it.

    It is said with more certainty when the number can be one: an ordinary one, a D or H number, or a synthetic one.
    """
    found = ["".join(group.digits for group in groups) for groups in _numbers(text)]
    if not found:
        return ""
    return _WARNINGS[malform, any(_can_be_real(digits) for digits in found)]


_WARNINGS: dict[tuple[Malform, bool], str] = {
    ("nb", True): (
        "Det du skrev, ser ut til å inneholde et fødselsnummer. Ikke skriv slike numre her, heller ikke D-nummer: jeg "
        "trenger dem aldri for å svare. Jeg har ikke tatt vare på det. Står det i en melding, så slett den gjerne."
    ),
    ("nb", False): (
        "Det du skrev, inneholder et tall som kan være et fødselsnummer. Ikke skriv slike numre her: jeg trenger dem "
        "aldri for å svare. Jeg har ikke tatt vare på det. Står det i en melding, så slett den gjerne."
    ),
    ("nn", True): (
        "Det du skreiv, ser ut til å innehalde eit fødselsnummer. Ikkje skriv slike nummer her, heller ikkje D-nummer: "
        "eg treng dei aldri for å svare. Eg har ikkje teke vare på det. Står det i ei melding, så slett ho gjerne."
    ),
    ("nn", False): (
        "Det du skreiv, inneheld eit tal som kan vere eit fødselsnummer. Ikkje skriv slike nummer her: eg treng dei "
        "aldri for å svare. Eg har ikkje teke vare på det. Står det i ei melding, så slett ho gjerne."
    ),
}


def _found(text: str) -> Iterator[tuple[_Group, _Group]]:
    """Yield the first and the last group of each number, in order."""
    return ((groups[0], groups[-1]) for groups in _numbers(text))


def _numbers(text: str) -> Iterator[Sequence[_Group]]:
    """Yield the groups of each number, in order."""
    for chain in _CHAIN.finditer(text):
        groups = [
            _Group(found.start(2), found.end(2), _ascii(found[2]), found[1])
            for found in _GROUP.finditer(text, *chain.span())
        ]
        lengths = "".join(_LENGTHS[min(len(group.digits), _LENGTH)] for group in groups)
        at = 0
        for sure in _SURE.finditer(lengths):
            yield from _likely(groups[at : sure.start()], lengths[at : sure.start()])
            yield groups[slice(*sure.span())]
            at = sure.end()
        yield from _likely(groups[at:], lengths[at:])


def _likely(groups: Sequence[_Group], lengths: str) -> Iterator[Sequence[_Group]]:
    """Yield whole groups that are eleven digits together and look like a number in a spelling of its own."""
    ends = {end: n for n, end in enumerate(accumulate(len(group.digits) for group in groups), 1)}
    begin, first = 0, 0
    while first < len(groups):
        last = ends.get(begin + _LENGTH, 0)
        if last and _is_likely(groups[first:last], lengths[first:last]):
            yield groups[first:last]
            begin, first = begin + _LENGTH, last
        else:
            begin, first = begin + len(groups[first].digits), first + 1


def _is_likely(groups: Sequence[_Group], lengths: str) -> bool:
    digits = "".join(group.digits for group in groups)
    if int(digits[:2]) not in _DAYS or int(digits[2:4]) not in _MONTHS or "9" in lengths:
        return False
    if _TWO_DATES.fullmatch(lengths) or any(_YEAR.fullmatch(group.digits) for group in groups):
        return False
    return all(_LISTED.isdisjoint(group.before) for group in groups[1:])


def _ascii(text: str) -> str:
    """Return the digits of *text* as plain ones."""
    found = (unicodedata.digit(character, None) for character in text)
    return text if text.isascii() else "".join(str(digit) for digit in found if digit is not None)


def _can_be_real(digits: str) -> bool:
    """Tell whether eleven of *digits* fit together: day, month, year and both check digits."""
    # Few messages have a number in them: the others need not wait for it to be loaded.
    from stdnum.exceptions import ValidationError  # noqa: PLC0415
    from stdnum.no import fodselsnummer  # noqa: PLC0415

    for start in range(len(digits) - _LENGTH + 1):
        number = digits[start : start + _LENGTH]
        checks = fodselsnummer.calc_check_digit1(number) + fodselsnummer.calc_check_digit2(number)
        if number[-2:] != checks:
            continue
        try:
            fodselsnummer.get_birth_date(_of_a_person(number))
        except ValidationError:
            continue
        return True
    return False


def _of_a_person(number: str) -> str:
    """Take off what Skatteetaten adds to the month of a synthetic number, 80 or 65, which stdnum does not know."""
    month = int(number[2:4])
    added = 80 if month > 80 else 65 if month > 65 else 0
    return f"{number[:2]}{month - added:02}{number[4:]}"


def _without_address(word: re.Match[str]) -> str:
    return word[0] if _AT.isdisjoint(word[0]) or not any(map(str.isalnum, word[0])) else HIDDEN
