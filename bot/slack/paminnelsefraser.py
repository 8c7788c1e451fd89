"""The fixed words around reminders, in bokmål and nynorsk."""

from __future__ import annotations

from typing import NamedTuple


class Phrases(NamedTuple):
    """One målform's words. Those with braces are filled in."""

    late: str
    moved: str
    done: str
    done_at: str
    asked: str
    deadline: str
    stretch: str
    ends: str
    ends_at: str
    digest: str
    this_week: str
    next_week: str
    none: str
    more: str
    gone: str
    finish: str
    finish_reader: str
    undo: str
    undo_reader: str
    again: str
    tomorrow: str
    three_days: str
    day_before: str
    calendar: str
    calendar_reader: str
    remind: str
    instead: str
    too_late: str
    choose: str
    finished: str
    in_thread: str
    no_member: str
    not_yours: str
    file: str


NB = Phrases(
    late="(forsinket, skulle vært sendt {when})",
    moved="Fristen er flyttet fra {old} til {new}.",
    done="Utført av",
    done_at="{day} kl. {clock}",
    asked="Dere ba om å bli minnet på dette igjen.",
    deadline="Frist:",
    stretch="Når:",
    ends="Fristen går ut {when}.",
    ends_at="{day} kl. {clock} norsk tid",
    digest="Denne uken og den neste",
    this_week="Denne uken (uke {week})",
    next_week="Neste uke (uke {week})",
    none="Ingen frister.",
    more="og {antall} til: skriv /frist uke {week}",
    gone="Fristen {day} står ikke lenger i årshjulet, så denne påminnelsen gjelder ikke. "
    "Skriv /frist for å se fristene som gjelder.",
    finish="Utført",
    finish_reader="Merk som utført: {what}",
    undo="Angre",
    undo_reader="Ikke utført likevel: {what}",
    again="Minn oss igjen",
    tomorrow="I morgen, {day}",
    three_days="Om 3 dager, {day}",
    day_before="Dagen før, {day}",
    calendar="Vis i kalender",
    calendar_reader="Vis i kalender: {what}",
    remind="Dere blir minnet igjen {day} kl. {clock}.",
    instead="Den kommer i stedet for den vanlige påminnelsen den dagen.",
    too_late="Det er for sent å bli minnet igjen {day}.",
    choose="Velg en annen dag:",
    finished="Dette er merket som utført, så det kommer ingen flere påminnelser om det. "
    "Trykk «Angre» først hvis det ikke stemmer.",
    in_thread="Kalenderfilen ligger i tråden under påminnelsen.",
    no_member="Knappene er for dem som er med i kanalen, og Slack sier ikke at du er det. Bli med i kanalen først.",
    not_yours="Bare den som trykket «Utført», eller en administrator, kan angre det.",
    file="{what} (kalenderfil)",
)

NN = NB._replace(
    late="(forseinka, skulle vore send {when})",
    moved="Fristen er flytta frå {old} til {new}.",
    done="Utført av",
    asked="De bad om å bli minte på dette igjen.",
    digest="Denne veka og den neste",
    this_week="Denne veka (veke {week})",
    next_week="Neste veke (veke {week})",
    none="Ingen fristar.",
    more="og {antall} til: skriv /frist veke {week}",
    gone="Fristen {day} står ikkje lenger i årshjulet, så denne påminninga gjeld ikkje. "
    "Skriv /frist for å sjå fristane som gjeld.",
    undo_reader="Ikkje utført likevel: {what}",
    tomorrow="I morgon, {day}",
    three_days="Om 3 dagar, {day}",
    remind="De blir minte igjen {day} kl. {clock}.",
    instead="Den kjem i staden for den vanlege påminninga den dagen.",
    too_late="Det er for seint å bli minte igjen {day}.",
    choose="Vel ein annan dag:",
    finished="Dette er merkt som utført, så det kjem ingen fleire påminningar om det. "
    "Trykk «Angre» først om det ikkje stemmer.",
    in_thread="Kalenderfila ligg i tråden under påminninga.",
    no_member="Knappane er for dei som er med i kanalen, og Slack seier ikkje at du er det. Bli med i kanalen først.",
    not_yours="Berre den som trykte «Utført», eller ein administrator, kan angre det.",
)

FRASER = {"nb": NB, "nn": NN}

NO_CHANNEL = (
    "Denne kanalen står ikke lenger i schedules/kanaler.yaml, så knappene under påminnelsene virker ikke her. "
    "Si fra til den som drifter Kodevakt hvis det er feil."
)
"""Said in bokmål, since nothing tells whose channel it is."""
