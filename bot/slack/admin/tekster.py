"""What an admin reads: how it goes, what was changed by whom, and why something was not done. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain import datoer
from bot.domain.sendetid import NORWAY
from bot.slack import blocks
from bot.slack.plain import clip, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.adapters.editor import Saved
    from bot.adapters.store.audit import Line
    from bot.slack.blocks import Block, Message

UNDO, OPEN = "kodeadmin_angre", "kodeadmin_apne"

USAGE = (
    ("status", "hvordan det går, og hvilken utgave av filene som er i bruk"),
    ("endre <id eller kode>", "endre en regel, et begrep, en kode, en kilde, en frist eller en kanal"),
    ("ny regel", "skriv en ny oppføring; også «ny begrep»"),
    ("bekreft <id eller kode>", "du har kontrollert svaret mot kilden i dag"),
    ("bekreft 2026-2027 [rad …]", "gå god for datoene i et utkast, alle eller noen"),
    ("forhåndsvis <spørsmål eller id>", "svaret slik det blir"),
    ("forhåndsvis <fylke>", "de neste påminnelsene i fylkets kanaler"),
    ("historikk <id>", "hva som er endret i Slack, når og av hvem"),
    ("angre <id>", "ta tilbake den siste endringen"),
    ("hull", "det folk spør om uten å få svar"),
)
"""What may be typed after the command, and what it does."""

REFUSED = (
    "Dette er for dem som vedlikeholder Kodevakt, og Slack sier ikke at du er en av dem. "
    "Mener du at du skal være det, spør den som styrer brukergruppen for Kodevakt."
)
TAKEN = "Endringen er lagret allerede, eller det er for lenge siden du så på den. Begynn på nytt med /kodeadmin endre."
PERSONAL = "Dette ser ut til å inneholde et fødselsnummer. Slike skal ikke stå her. Ingenting er lagret."
NOTHING = "Du har ikke endret noe ennå."
NOT_OPENED = (
    "Slack åpnet ikke skjemaet, og ingenting er endret. Prøv igjen, og si fra til den som drifter Kodevakt om det "
    "skjer på nytt."
)
NOTHING_TO_CHECK = "Bare regler, begreper, koder og datoene i et utkast kan bekreftes."
NEVER_CHANGED = "«{target}» er ikke endret her. Det som er endret i filen utenom Slack, står ikke i historikken."
_UNREAD = "En fil kan ikke leses, og det som står i den, finnes ikke her før den er rettet: {why}"
_GIT = "Git: {why} Endringen er lagret likevel."
_ACTIONS = {"lagre": "endret", "ny": "skrevet", "angre": "angret", "bekreft": "bekreftet"}
_LIST_MAX = 10


class Wheel(NamedTuple):
    """A school year: whether its dates are confirmed, and how many *rows* and *estimates* there are."""

    skolear: str
    confirmed: bool
    rows: int
    estimates: int


class Status(NamedTuple):
    """How it goes, as `status` tells it. *trouble* is what keeps something from working, in words."""

    version: str
    entries: int
    grep: date
    taken_up: datetime
    faults: Sequence[str]
    wheels: Sequence[Wheel]
    states: Sequence[tuple[str, int]]
    overdue: int
    trouble: Sequence[str]
    gaps: int
    newest: Sequence[Line]


def status(told: Status) -> Message:
    """Return how it goes."""
    since = _moment(told.taken_up)
    lines = [
        ("Utgave:", f"{told.version}, {told.entries} oppføringer, Grep per {datoer.number(told.grep)}"),
        ("Filene i bruk:", f"lest {since}, " + ("uten feil" if not told.faults else "den siste utgaven uten feil")),
        *(("Feil som holder en nyere utgave ute:", fault) for fault in told.faults[:_LIST_MAX]),
        *((f"Årshjulet {wheel.skolear}:", _wheel(wheel)) for wheel in told.wheels),
        ("Oppføringene:", ", ".join(f"{count} {words}" for words, count in told.states if count)),
        ("Påminnelser:", _overdue(told.overdue)),
        *(("Ser ut til å være galt:", trouble) for trouble in told.trouble),
        ("Spørsmål uten svar:", f"{told.gaps} (se /kodeadmin hull)" if told.gaps else "ingen"),
    ]
    shown = [*blocks.lines([("Slik står det til", "")]), *blocks.bullets(lines), *_changes("Sist endret", told.newest)]
    text = [*(f"{label} {words}" for label, words in lines), *(_plain(line) for line in told.newest)]
    return blocks.message("\n".join(text), shown)


def history(target: str, lines: Sequence[Line]) -> Message:
    """Return what was changed in *target*, newest first, with a button that undoes the last change."""
    if not lines:
        return said(NEVER_CHANGED.format(target=target))
    button = blocks.button("Angre den siste", UNDO, target, f"Angre den siste endringen av {target}")
    shown = [*_changes(f"Endringer av {target}", lines, name=False), *blocks.actions([button])]
    return blocks.message("\n".join([f"Endringer av {target}", *(_plain(line) for line in lines)]), shown)


def several(name: str, found: Iterable[tuple[str, str]], verb: str) -> Message:
    """Return that several entries are called *name*, with a button for each that goes on with *verb*.

    *found* are their targets and kinds.
    """
    ways = list(found)[:_LIST_MAX]
    text = f"«{visible(clip(name, 80))}» er navnet på flere. Hvilken?"
    buttons = [blocks.button(target, f"{OPEN}_{verb}_{n}", target) for n, (target, _) in enumerate(ways)]
    listed = [(f"{target}:", kind) for target, kind in ways]
    told = "\n".join([text, *(f"– {target}: {kind}" for target, kind in ways)])
    return blocks.message(told, [*blocks.section(text), *blocks.bullets(listed), *blocks.actions(buttons)])


def unknown(name: str, near: Sequence[str], verb: str, unread: Sequence[str] = ()) -> Message:
    """Return that nothing is called *name*, with a button that goes on with *verb* for what was perhaps meant.

    *unread* keeps files from being read.
    """
    if not name:
        return usage("Skriv også hva det gjelder:")
    text = f"Ingen oppføring heter «{visible(clip(name, 80))}»." + (" Mente du en av disse?" if near else "")
    if unread:
        text = f"{text}\n{_UNREAD.format(why=unread[0])}"
    buttons = [blocks.button(target, f"{OPEN}_{verb}_{n}", target) for n, target in enumerate(near)]
    told = "\n".join([text, *(f"– {target}" for target in near)])
    return blocks.message(told, [*blocks.section(text), *blocks.actions(buttons)])


def usage(above: str = "Dette kan du gjøre:") -> Message:
    """Return what there is to ask for."""
    lines = [(f"/kodeadmin {words}", f"– {does}") for words, does in USAGE]
    text = [above, *(f"{words} {does}" for words, does in lines)]
    return blocks.message("\n".join(text), [*blocks.section(above), *blocks.bullets(lines)])


def said(text: str) -> Message:
    """Return a message of nothing but *text*."""
    return blocks.message(text, blocks.section(text))


def saved(told: Saved) -> list[str]:
    """Return that a change is saved, and what keeps it from being of use or being sent on."""
    if not told.faults:
        lines = [f"{told.target} er lagret. Endringen er i bruk nå, og står i historikken."]
    else:
        lines = [f"{told.target} er lagret i filen, men ikke i bruk: noe annet i filene er feil, og må rettes først."]
        lines += [str(fault) for fault in told.faults[:_LIST_MAX]]
    return [*lines, *([_GIT.format(why=told.trouble)] if told.trouble else [])]


def by_whom(line: Line) -> str:
    """Return when an entry was last changed here, and how."""
    return f"Sist {_ACTIONS.get(line.action, line.action)} i Slack {_moment(line.at)}"


def _changes(heading: str, lines: Sequence[Line], *, name: bool = True) -> list[Block]:
    if not lines:
        return []
    rows = [blocks.by_user(_when(line, name=name), line.by, _about(line)) for line in lines[:_LIST_MAX]]
    return [*blocks.lines([(heading, "")]), *(block for row in rows for block in blocks.context([row]))]


def _when(line: Line, *, name: bool) -> str:
    which = f"{line.target} " if name else ""
    return f"{_moment(line.at)}: {which}{_ACTIONS.get(line.action, line.action)} av"


def _about(line: Line) -> str:
    told = "; ".join(f"{label}: {before or '(tomt)'} → {after or '(tomt)'}" for label, before, after in _said(line))
    return clip(visible(f"– {told}"), 250) if told else ""


def _said(line: Line) -> list[tuple[str, str, str]]:
    found = line.about.get("endret") or []
    return [(str(label), clip(str(before), 60), clip(str(after), 60)) for label, before, after in found]


def _plain(line: Line) -> str:
    return f"{_when(line, name=True)} {line.by} {_about(line)}".strip()


def _wheel(wheel: Wheel) -> str:
    if wheel.confirmed:
        return f"bekreftet, {wheel.rows} rader"
    if not wheel.estimates:
        return f"utkast, men hver av de {wheel.rows} radene er bekreftet"
    return f"utkast, {wheel.estimates} av {wheel.rows} rader er ikke bekreftet"


def _overdue(count: int) -> str:
    return f"{count} er forsinket" if count else "ingen er forsinket"


def _moment(moment: datetime) -> str:
    local = moment.astimezone(NORWAY)
    return f"{datoer.number(local.date())} kl. {local:%H.%M}"
