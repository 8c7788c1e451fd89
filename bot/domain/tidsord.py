"""How people write time: the words, and the pieces that the patterns of `bot.domain.tidsrom` are made of.

A piece with ``{0}`` in it is filled in with a number that tells its groups from those of another date.
"""

from __future__ import annotations

import re


def _counted(*rows: str) -> dict[str, int]:
    return {word: number for row in rows for number, word in enumerate(row.split(), start=1)}


MONTH_OF = _counted(
    "januar februar mars april mai juni juli august september oktober november desember",
    "january february march april may june july august september october november december",
    "jan feb mar apr mai jun jul aug sep okt nov des",
    "jan febr mars apr mai jun jul aug sept oct nov dec",
    "janaur febuar mras aprill mai jnui jlui agust septmber otkober novmber desmber",
)
MONTH = f"(?:{'|'.join(sorted(MONTH_OF.keys() - {'may'}, key=lambda name: (-len(name), name)))}|(?-i:May))"
NUMBERS = _counted("en to tre fire fem seks sju åtte ni ti", "one two three four five six seven eight", "ei par few")
NUMBERS |= {"fjorten": 14, "tolv": 12}
NUMBER = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"
DATE = (
    rf"(?:(?P<day{{0}}>\d{{{{1,2}}}})(?:st|nd|rd|th|\.)?\s*(?:of\s+)?(?P<month{{0}}>{MONTH})\b\.?(?:\s+(?P<year{{0}}>20\d\d))?"
    rf"|(?P<name{{0}}>{MONTH})\s+(?P<number{{0}}>\d{{{{1,2}}}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<jaar{{0}}>20\d\d))?"
    r"|(?P<iso{0}>20\d\d-\d\d-\d\d)|(?<!kl )(?<!kl\. )(?<![\w.])(?P<dd{0}>\d{{1,2}})[./](?P<mm{0}>1[0-2]|0?[1-9])"
    r"(?:[./](?P<yy{0}>20\d\d))?(?![\d/]))"
)
YEAR = r"(?:\s+(?P<year>20\d\d))?"
WEEK = r"(?:uk[ea]\w*|vek[ea]\w*|weeks?)"
UNIT = rf"(?P<unit>dag\w*|days?|{WEEK}|måned\w*|månad\w*|months?)"
YEARS = rf"(?P<unit>{UNIT[9:-1]}|(?:skole|skule)?året|(?:school )?year)"
NEXT = r"(?:neste|next|nærm[ea]ste|komande|kommende|coming|førstkomm[ae]nde)"
PART = (
    r"(?:(?P<late>siste|last|slutten|slutt|end|utgangen|seint|sent|late|(?:andre|second)(?= hal[vf]))"
    r"|(?P<middle>midten|midt|middle)"
    r"|første|fyrste|first|starten|begynnelsen|byrjinga|early|tidlig|tidleg)"
)
SOME_MONTH = rf"(?:(?P<month>{MONTH})|(?:(?P<coming>{NEXT})|denne|this|the)?\s*(?:måned(?:en)?|månad(?:en)?|month))"
HALVES = rf"(?:(?P<width>{WEEK})\s+|(?P<half>halvdel(?:en|a)?|halvparten|half)\s+)?"
FEAST = (
    r"(?P<feast>påske\w*|påska|easter|jul(?:a|en|eferie\w*)?|christmas|ny(?:tt)?år\w*|årsskift\w*|new year\w*"
    r"|s[ou]m+[ae]r\w*)"
)
WEEKDAYS = _counted(
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "måndag tysdag onsdag torsdag fredag laurdag sundag",
    "monday tuesday wednesday thursday friday saturday sunday",
)
WEEKDAY = "|".join(WEEKDAYS)
HELD = "|".join(rf"(?<=\b{side} )" for side in "før etter over innen innan before after by til mot until".split())
SIDE = re.compile(
    r"\b(?:(?P<just>rett|like|straks|right|just|straight|soon|kort tid)\s+)?"
    r"(?:(?P<by>(?:innen|innan)(?: utgangen av)?|by(?: the end of)?|til og med|t\.o\.m\.|ut|mellom n[åo] og)"
    r"|(?P<before>før|before)|(?:fram |frem )?(?:til|mot)|until|(?P<after>etter|(?P<over>over)|after)"
    r"|(?P<since>fra og med|frå og med|f\.o\.m\.|siden|sidan|since))\s+"
    rf"(?:(?:{WEEKDAY})\s+)?(?:den\s+|the\s+)?$",
    re.IGNORECASE,
)
LEFT = re.compile(r"\b(?:igjen|att|gjenstår|attverande|gjenværende|left|remain\w*|resten)\b", re.IGNORECASE)
SEASONS = (
    dict.fromkeys(("høst", "haust", "autumn", "fall"), (8, 12))
    | dict.fromkeys(("vår", "spring"), (1, 6))
    | dict.fromkeys(("vinter", "winter"), (1, 3))
)
SEASONS |= dict.fromkeys(("sommer", "sumar", "summer"), (6, 8))
SEASON = "|".join(SEASONS)
