"""The fixed words around deadlines, in bokmål and nynorsk."""

from __future__ import annotations

from typing import NamedTuple


class Phrases(NamedTuple):
    """One målform's words. Those with braces are filled in."""

    really: str
    estimate: str
    in_the_course: str
    at_the_latest: str
    week: str
    every_month: str
    after: str
    routine: str
    who: str
    to: str
    own: str
    delivered: str
    delivered_short: str
    data: str
    report: str
    screen: str
    comment: str
    counties: str
    exception: str
    see: str
    unsure: str
    derived: str
    confirmed: str
    unconfirmed: str
    deadlines: str
    beside: str
    place: str
    of: str
    more: str
    more_reader: str
    back: str
    back_reader: str


NB = Phrases(
    really="reelt",
    estimate="anslag",
    in_the_course="I løpet av",
    at_the_latest="senest",
    week="uke",
    every_month="Hver måned",
    after="etter",
    routine="Rutine",
    who="Hvem:",
    to="Til:",
    own="Fylkets frist:",
    delivered="Leveres:",
    delivered_short="leveres",
    data="Data i VIGO senest:",
    report="Rapport:",
    screen="Bilde i VIGO:",
    comment="Kommentar:",
    counties="Fylker:",
    exception="Unntak:",
    see="Se også:",
    unsure="Usikkert:",
    derived="Utledet fra:",
    confirmed="Bekreftet: {av}, per {dato}.",
    unconfirmed="Anslag, ikke bekreftet.",
    deadlines="Frister",
    beside="I årshjulet:",
    place="for",
    of="av",
    more="Vis flere",
    more_reader="Vis flere: frist {first} til {last} av {total}",
    back="Vis forrige",
    back_reader="Vis forrige: frist {first} til {last} av {total}",
)

NN = NB._replace(
    estimate="anslag",
    in_the_course="I løpet av",
    at_the_latest="seinast",
    week="veke",
    every_month="Kvar månad",
    who="Kven:",
    own="Fristen til fylket:",
    delivered="Blir levert:",
    delivered_short="blir levert",
    data="Data i VIGO seinast:",
    screen="Bilete i VIGO:",
    see="Sjå òg:",
    derived="Utleidd frå:",
    confirmed="Stadfesta: {av}, per {dato}.",
    unconfirmed="Anslag, ikkje stadfesta.",
    deadlines="Fristar",
    more="Vis fleire",
    more_reader="Vis fleire: frist {first} til {last} av {total}",
    back="Vis førre",
    back_reader="Vis førre: frist {first} til {last} av {total}",
)

FRASER = {"nb": NB, "nn": NN}

THE_NEXT = "neste 3"
"""What ``/frist`` asks for when nothing stands after it."""

DRAWING = {"nb": "Tegner årshjulet …", "nn": "Teiknar årshjulet …"}
"""What is said at once to who asks for the picture."""

FRIST_USAGE = (
    "Skriv /frist for de tre neste fristene, eller /frist og det du lurer på:\n"
    "/frist neste 5 · /frist oktober · /frist uke 41 · /frist før 25. oktober\n"
    "/frist ssbElev · /frist lånekassen · /frist 5A019 · /frist høstferie Oslo\n"
    "/frist hjul tegner årshjulet i kanalen, /frist hjul 2023-2024 et annet skoleår.\n"
    "I kanalen til et fylke svarer jeg for det fylket."
)
