"""What a question about deadlines asks for: the time, the county, who has to act, how many, and about what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain import tidsrom
from bot.domain.fristsok import ROLLE, SENTRAL
from bot.domain.language import MEANING
from bot.domain.sentences import asking, sentences
from bot.domain.tidsord import WEEKDAY
from bot.domain.words import words

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.arshjul import Arshjulene
    from bot.domain.language import Reader
    from bot.domain.reading import Reading
    from bot.domain.tidsrom import Tidsrom

_AHEAD, _PARTS = 3, 3
_LAST_DAY = frozenset({"siste_dato", "forste_dato"})
_AND_WHEN = re.compile(
    r"[,;.?]?\s+(?:og|and|samt|pluss)\s+(?=(?:når|kva tid|ka ti|hvilken dag|kva dag|hva er fristen|when)\b)",
    re.IGNORECASE,
)
_YEAR = timedelta(days=365)
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
_DAYS = rf"ukedag|vekedag|dag|dager|dagar|dato|datoar|uke|veke|tid|ti|tidsrom|{WEEKDAY}"
_FRIST = re.compile(
    r"\b(?:\w*frist\w*|deadlines?|due|\w*ferie[nr]?|siste? (?:dag|dato|sjanse?|sjangse|gang)\w*|sistedato|datoer|"
    r"last (?:day|date)|n[åa]+r+(?! (?:hun|han|ho|hen|elev\w+|man|ein)\b)|når ?tid|katti|when|datoen?e?|innen når|"
    r"gå?r neste|for s(?:ei|e)nt|too late|rakk|"
    rf"(?:hvilken|hvilke|kva|ka) (?:{_DAYS})|"
    r"(?:hvor|kor|koss) ?(?:tid|lenge|tidlig|tidleg|seint|sent|raskt|fort|snart)|"
    r"(?:hvor|kor) lang tid (?:har|er)|hvor mange (?:dager|uker)|kor mange (?:dagar|veker)|"
    r"how (?:many days|many weeks|long|soon|late|early|quickly|fast)|"
    r"(?:what|which) (?:day|date|week)|by when)\b",
    re.IGNORECASE,
)
_SAYS_FRIST = re.compile(r"\b(?:\w*frist\w*|deadlines?|due)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"\b(?:n[eæ]ste|n[eæ]st|next|komande|kommende|førstkommende|(?:står )?for tur|på trappene|upcoming|coming up|"
    r"(?:hva|kva|ka) (?:haster|hastar|brenner|brenn))\b",
    re.IGNORECASE,
)
_ONWARD = re.compile(r"\b(?:fram|frem) ?(?:over|i tid)\b|\b(?:nærmeste|næraste) tid[ae]n?\b|\bahead\b", re.IGNORECASE)
_LATE = re.compile(
    r"\b(?:for s(?:ei|e)nt?|too late|rakk|rekker|rekk|rukket|rokke|gjekk|gikk|gått|utløpt|utgått|passert|over tida?|"
    r"fortsatt|framleis|fremdeles|stengt|still|glapp|glipp|missed?|overdue)\b",
    re.IGNORECASE,
)
_WHEEL = re.compile(r"\b(?:årshjul\w*|aarshjul\w*|hjulet|wheel)\b", re.IGNORECASE)
_FIRST = re.compile(
    r"\b(?:(?:det|den) (?:første|fyrste)|(?:første|fyrste|first) (?:frist\w*|thing|deadline))\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:alle|all|begge|both|hvilke|kva for|datoene|datoane|fristene|fristane|leveringene|leveringane)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:våre|vårt|våras)\b", re.IGNORECASE)
_REPORT = re.compile(r"\b\d[A-Z]\d{3}\b", re.IGNORECASE)
_NAMED = r"(?:udir|ssb|direktoratet?|statistisk sentralbyrå|wis)"
_WHOM = re.compile(
    rf"\b(?:til|to|ti|te)\s+({_NAMED}(?:(?:\s*/\s*|\s+(?:og|and|eller|or)\s+){_NAMED})*)\b", re.IGNORECASE
)
_ME = r"(?:jeg|eg|æ|vi|me|i|we)"
_AGAIN = re.compile(
    rf"\b(?:når|da|then|when|once)\s+(?:{_ME}\b\W*(?:er|am|are|m|re|kommer|kjem|kom|get)|(?:er|kommer|kjem) {_ME})\s+"
    r"(?:tilbake|attende|back)\b",
    re.IGNORECASE,
)
_BY_THEN = re.compile(
    r"\b(?:innen|innan|før|til|by|before)\s+(?:da|då|det|dess|then|that)\b|"
    rf"\b(?:før|before)\s+{_ME}\s+(?:drar|reiser|reis|går|gjeng|tar|tek|leave|go)\b",
    re.IGNORECASE,
)
_SENDS = r"(?:leverer?|sender?|levert|delivers?|sends?)"
_DELIVERY = re.compile(rf"\b(?:ist|udir|ssb)\b.*\b{_SENDS}\b|\b{_SENDS}\s+(?:ist|udir|ssb)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fristsporsmal:
    """A question about deadlines, taken apart.

    *tid* is the time it speaks of and *fylke* the county; *roles* are atoms of who has to act; *reading* holds the
    words of the topic. *back* is true when it asks for what was, *several* when it asks for all there are, *count*
    is how many it asks for. *asks* is true when it asks for a date or a deadline in so many words,
    *asks_next* for the coming one, *delivery* for the day that IST, Udir or SSB delivers rather than the county's own.
    *says_frist* is true when it speaks of deadlines by that name, *late* when it asks whether one has passed;
    *to* are the roles that receive what is asked for, *wheel* is true when it speaks of the wheel as such, and *kalt*
    is what it calls the county: an earlier one's name where that is the word. *tid_aside* is true when the time stands
    in a sentence that asks nothing: "Eleven sluttet i januar. Hva fører vi?"
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
    late: bool = False
    to: frozenset[str] = frozenset()
    wheel: bool = False
    kalt: str = ""


def read(text: str, reader: Reader, arshjul: Arshjulene, today: date, fylke: str = "") -> Fristsporsmal:
    """Take *text* apart. *fylke* is the county of the one who asks; one named in the text comes before it.

    Raises `tidsrom.Mangled` for a time that cannot be.
    """
    named, kalt, rest = _fylke(text, arshjul)
    own = arshjul.fylke(fylke) if fylke else None
    back = bool(_BACK.search(rest))
    aside = _without_asking(rest)
    tid, rest = tidsrom.find(rest, today, back=back)
    count = _COUNT.search(rest)
    if count:
        rest = f"{rest[: count.start()]} {rest[count.end() :]}"
    reading = reader.read(_OURS.sub(" ", rest.replace("→", " ")))
    to = frozenset(role for whom in _WHOM.findall(text) for role in reader.keys(whom)[0] if role.startswith(ROLLE))
    return Fristsporsmal(
        tid=_turned(tid, text, today) if tid else None,
        fylke=named or (own.navn if own else None),
        roles=frozenset(a for a in reading.atoms if a.startswith(ROLLE) and a != SENTRAL) - to,
        reading=reading,
        reports=frozenset(code.upper() for code in _REPORT.findall(text)),
        back=back,
        several=bool(_ALL.search(text)) or bool(count),
        count=_number(count["after"] or count["before"]) if count else _count(text),
        asks=bool(_FRIST.search(text)) or (bool(reading.atoms & _LAST_DAY) and not reading.kinds & MEANING),
        asks_next=bool(_NEXT.search(text) or _ONWARD.search(text) or count),
        delivery=bool(_DELIVERY.search(text)),
        says_frist=bool(_SAYS_FRIST.search(text)),
        tid_aside=bool(tid and aside) and tidsrom.find(aside, today, back=back)[0] == tid,
        late=bool(_LATE.search(text)),
        to=to - {SENTRAL},
        wheel=bool(_WHEEL.search(text)),
        kalt=kalt,
    )


def _without_asking(text: str) -> str:
    """Return the sentences of *text* that ask nothing; nothing when none asks outright."""
    cut = sentences(text)
    if not any("?" in end for _, end in cut):
        return ""
    main = asking(cut)
    return " ".join(said for number, (said, _) in enumerate(cut) if number not in main)


def parts(text: str) -> list[str]:
    """Return the questions that *text* asks one after the other, at most a few; mostly it is one.

    >>> parts('når er første dag for OT, og når må karakterene være inne?')
    ['når er første dag for OT', 'når må karakterene være inne?']
    """
    found = _AND_WHEN.split(text, maxsplit=_PARTS)
    return found if len(found) <= _PARTS else [text]


def _count(text: str) -> int | None:
    """Return how many rows are asked for where no number says so: the first one, or some of those ahead."""
    return 1 if _FIRST.search(text) else _AHEAD if _ONWARD.search(text) else None


def _turned(tid: Tidsrom, text: str, today: date) -> Tidsrom:
    """Return the time meant where *tid* is only the day that somebody leaves or is back.

    "Ferie fra 1. juli, hva må gjøres innen da" is what comes before it, "borte til 2. januar, hva er det første når
    jeg er tilbake" what comes after.
    """
    if _AGAIN.search(text):
        return replace(tid, first=tid.last, last=tid.last + _YEAR, open=True)
    if _BY_THEN.search(text) and not tid.open and tid.first > today:
        return replace(tid, first=today, last=tid.first - timedelta(days=1))
    return tid


def _number(text: str) -> int:
    return _NUMBERS.get(text.casefold()) or int(text)


def _fylke(text: str, arshjul: Arshjulene) -> tuple[str | None, str, str]:
    """Return the county that *text* names, the longest name that it goes by there, and the text without it."""
    tokens = words(text)
    joined = f" {' '.join(tokens)} "
    best: tuple[int, str, str] | None = None
    for county in arshjul.fylker:
        for name in (county.navn, *county.ogsa_kalt):
            spoken = " ".join(words(name))
            if f" {spoken} " in joined and (best is None or len(spoken) > best[0]) and (len(spoken) > 2):
                best = (len(spoken), county.navn, name)
    if best is None:
        return None, "", text
    pattern = re.compile(rf"(?:\b(?:i|for|in|på)\s+)?(?<!\w){re.escape(best[2])}(?!\w)", re.IGNORECASE)
    return best[1], best[2], pattern.sub(" ", text, count=1)
