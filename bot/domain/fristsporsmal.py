"""What a question about deadlines asks for: the time, the county, who has to act, how many, and about what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain import tidsrom
from bot.domain.fristsok import ROLLE, SENTRAL
from bot.domain.sentences import asking, sentences
from bot.domain.words import words

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.arshjul import Arshjulene
    from bot.domain.language import Reader
    from bot.domain.reading import Reading
    from bot.domain.tidsrom import Tidsrom

_NUMBERS = {"to": 2, "two": 2, "tre": 3, "three": 3, "fire": 4, "four": 4, "fem": 5, "five": 5, "seks": 6, "ti": 10}
_COUNT = re.compile(
    rf"\b(?:neste|next|komande|kommende)\s+(?P<after>\d{{1,2}}|{'|'.join(_NUMBERS)})\b"
    rf"|\b(?P<before>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?:neste|next|komande|kommende|første|fyrste)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:var|was|were|vart|ble|blei|fekk|fikk|sist|forrige|førre|last time|gikk glipp|gjekk glipp|missed)\b",
    re.IGNORECASE,
)
_FRIST = re.compile(
    r"\b(?:\w*frist\w*|deadlines?|due|\w*ferie[nr]?|siste? (?:dag|dato|sjanse?|sjangse|gang)\w*|sistedato|datoer|"
    r"last (?:day|date)|når(?! (?:hun|han|ho|hen|elev\w+|man|ein)\b)|naar|"
    r"når ?tid|katti|when|hvilken (?:ukedag|dag|dato|uke)|datoen?e?|innen når|gå?r neste|"
    r"kva (?:dag|dato|vekedag|veke)|ka (?:dag|tid|ti|dato)|(?:hvor|kor) ?(?:tid|lenge|tidlig|tidleg|seint|sent)|"
    r"(?:hvor|kor) lang tid (?:har|er)|hvor mange (?:dager|uker)|kor mange (?:dagar|veker)|"
    r"how (?:many days|many weeks|long|soon|late)|"
    r"(?:what|which) (?:day|date|week)|by when)\b",
    re.IGNORECASE,
)
_SAYS_FRIST = re.compile(r"\b(?:\w*frist\w*|deadlines?|due)\b", re.IGNORECASE)
_NEXT = re.compile(r"\b(?:neste|next|nest|komande|kommende|førstkommende)\b", re.IGNORECASE)
_FIRST = re.compile(
    r"\b(?:(?:det|den) (?:første|fyrste)|(?:første|fyrste|first) (?:frist\w*|thing|deadline))\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:alle|all|begge|both|hvilke|kva for|datoene|datoane|fristene|fristane|leveringene|leveringane)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:våre|vårt|våras)\b", re.IGNORECASE)
_REPORT = re.compile(r"\b\d[A-Z]\d{3}\b", re.IGNORECASE)
_SENDS = r"(?:leverer?|sender?|levert|delivers?|sends?)"
_DELIVERY = re.compile(rf"\b(?:ist|udir|ssb)\b.*\b{_SENDS}\b|\b{_SENDS}\s+(?:ist|udir|ssb)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fristsporsmal:
    """A question about deadlines, taken apart.

    *tid* is the time it speaks of and *fylke* the county; *roles* are atoms of who has to act; *reading* holds the
    words of the topic. *back* is true when it asks for what was, *several* when it asks for all there are, *count*
    is how many it asks for. *asks* is true when it asks for a date or a deadline in so many words,
    *asks_next* for the coming one, *delivery* for the day that IST, Udir or SSB delivers rather than the county's own.
    *says_frist* is true when it speaks of deadlines by that name, *tid_aside* when the time stands in a sentence
    that asks nothing: "Eleven sluttet i januar. Hva fører vi?"
    """

    tid: Tidsrom | None
    fylke: str | None
    roles: frozenset[str]
    reading: Reading
    reports: frozenset[str]
    back: bool
    several: bool
    count: int | None
    asks: bool
    asks_next: bool
    delivery: bool
    says_frist: bool
    tid_aside: bool


def read(text: str, reader: Reader, arshjul: Arshjulene, today: date, fylke: str = "") -> Fristsporsmal:
    """Take *text* apart. *fylke* is the county of the one who asks; one named in the text comes before it.

    Raises `tidsrom.Mangled` for a time that cannot be.
    """
    named, rest = _fylke(text, arshjul)
    own = arshjul.fylke(fylke) if fylke else None
    back = bool(_BACK.search(rest))
    aside = _without_asking(rest)
    tid, rest = tidsrom.find(rest, today, back=back)
    count = _COUNT.search(rest)
    if count:
        rest = f"{rest[: count.start()]} {rest[count.end() :]}"
    reading = reader.read(_OURS.sub(" ", rest.replace("→", " ")))
    return Fristsporsmal(
        tid=tid,
        fylke=named or (own.navn if own else None),
        roles=frozenset(a for a in reading.atoms if a.startswith(ROLLE) and a != SENTRAL),
        reading=reading,
        reports=frozenset(code.upper() for code in _REPORT.findall(text)),
        back=back,
        several=bool(_ALL.search(text)) or bool(count),
        count=_number(count["after"] or count["before"]) if count else 1 if _FIRST.search(text) else None,
        asks=bool(_FRIST.search(text)),
        asks_next=bool(_NEXT.search(text)) or bool(count),
        delivery=bool(_DELIVERY.search(text)),
        says_frist=bool(_SAYS_FRIST.search(text)),
        tid_aside=bool(tid and aside) and tidsrom.find(aside, today, back=back)[0] == tid,
    )


def _without_asking(text: str) -> str:
    """Return the sentences of *text* that ask nothing; nothing when none asks outright."""
    cut = sentences(text)
    if not any("?" in end for _, end in cut):
        return ""
    main = asking(cut)
    return " ".join(said for number, (said, _) in enumerate(cut) if number not in main)


def _number(text: str) -> int:
    return _NUMBERS.get(text.casefold()) or int(text)


def _fylke(text: str, arshjul: Arshjulene) -> tuple[str | None, str]:
    """Return the county that *text* names, by the longest name it goes by, and the text without it."""
    tokens = words(text)
    joined = f" {' '.join(tokens)} "
    best: tuple[int, str, str] | None = None
    for county in arshjul.fylker:
        for name in (county.navn, *county.ogsa_kalt):
            spoken = " ".join(words(name))
            if f" {spoken} " in joined and (best is None or len(spoken) > best[0]) and (len(spoken) > 2):
                best = (len(spoken), county.navn, name)
    if best is None:
        return None, text
    pattern = re.compile(rf"(?:\b(?:i|for|in|på)\s+)?(?<!\w){re.escape(best[2])}(?!\w)", re.IGNORECASE)
    return best[1], pattern.sub(" ", text, count=1)
