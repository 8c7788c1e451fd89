"""What a run is about: its settings, the reminders that are due, and the job as it is put together for them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.adapters import clock
from bot.adapters.poster import Poster
from bot.adapters.store.book import Book
from bot.adapters.store.ledger import Ledger
from bot.adapters.store.marks import Marks
from bot.adapters.store.watch import Watch
from bot.domain.arshjul import Arshjulene, lasting_key
from bot.domain.delivery import Patience, opaque
from bot.domain.frist import Arshjul, Bekreftelse, Frist, Kategori
from bot.domain.kanal import Kanal
from bot.domain.model import Kilde
from bot.domain.paminnelse import Key, Paminnelse, State
from bot.domain.sendetid import ON_TIME
from bot.domain.tid import Tid
from bot.reminding import job
from bot.reminding.tools import Basis, Tools

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.adapters.store import Database

ADMIN = "C0000ADMIN"
TOKEN = "xoxb-test"  # noqa: S105 - of a stand-in
NAP = 0.01
"""The longest time in seconds that the job sleeps between two posts."""

SHORT = Patience(
    lease=timedelta(seconds=2),
    timeout=timedelta(seconds=1),
    settle=timedelta(seconds=1.5),
    between=timedelta(seconds=0.75),
    hold=timedelta(hours=1),
    pace=timedelta(seconds=0.02),
)


@dataclass(frozen=True)
class Given:
    """The settings of a run, which its workers get as JSON.

    *deadline* is the day of all the reminders. *start* is when the first of them is due, in seconds since 1970 (0: as
    soon as the crew is ready), and *spread* how many seconds later the last one is. *kills* are so many lives that end
    before their time, at *points* (none: at all of them); *freezes* so many that are stopped for *asleep* seconds.
    A run that has not ended after *patience* seconds is given up. In *folder* the workers write what happens to them.
    """

    url: str
    slack: str
    folder: str
    deadline: str
    start: float = 0.0
    reminders: int = 120
    channels: int = 8
    spread: float = 0.0
    workers: int = 1
    kills: int = 0
    freezes: int = 0
    asleep: float = 4.0
    points: tuple[str, ...] = ()
    seed: int = 1
    strategy: str = "ledger"
    patience: float = 120.0

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    def due_at(self, number: int) -> datetime:
        """Return when a reminder is due, of all the *reminders*."""
        return datetime.fromtimestamp(self.start + self.spread * number / self.reminders, UTC)


class Words:
    """What the posts say is of no matter here."""

    def message(self, paminnelse: Paminnelse, *_others: Any, **_more: Any) -> dict[str, Any]:
        """Return a reminder."""
        return {"text": "/".join(paminnelse.key)}

    def gone(self, deadline: date, _kanal: Kanal) -> dict[str, Any]:
        """Return what is left of a reminder."""
        return {"text": f"gone: {deadline}"}

    def alert(self, about: Any, _arshjul: Arshjulene) -> dict[str, Any]:
        """Return a word to the admins."""
        return {"text": str(about)}


def basis(given: Given) -> Basis:
    """Return a wheel of as many rows as the channels need for all the reminders."""
    deadline = date.fromisoformat(given.deadline)
    first = deadline.year if deadline.month > 6 else deadline.year - 1
    skolear, kategori = f"{first}-{first + 1}", Kategori("intern", "Interne datoer")
    each = -(-given.reminders // given.channels)
    rows = tuple(
        Frist(id=f"rad-{n:05d}", skolear=skolear, hva="Frist", kategori=kategori, tid=Tid.dato(deadline))
        for n in range(each)
    )
    source = Kilde("prove", "Prøve", "Ingen", None, "1", deadline, "ingen", "primar")
    vouched = Bekreftelse("Prøve", deadline)
    wheel = Arshjul(
        skolear=skolear,
        status="bekreftet",
        pr_dato=deadline,
        kilde=source,
        kategorier=(kategori,),
        rader=rows,
        bekreftet=vouched,
    )
    kanaler = [Kanal(id=f"C{n:09d}", fylke="Vestland") for n in range(given.channels)]
    return Basis(Arshjulene([wheel]), {kanal.id: kanal for kanal in kanaler})


def plan(given: Given, held: Basis, now: datetime) -> list[Paminnelse]:
    """Return the plan: one reminder to each channel of each row, due when *given* says."""
    deadline = date.fromisoformat(given.deadline)
    pairs = [(row, kanal) for row in held.arshjul.rows() for kanal in held.kanaler.values()]
    made = []
    for number, (row, kanal) in enumerate(pairs[: given.reminders]):
        key, due = Key(lasting_key(row), kanal.id, f"{deadline}/-3d"), given.due_at(number)
        state: State = "planned" if now < due else "due" if now - due <= ON_TIME else "late"
        made.append(Paminnelse(key, kanal, (row,), deadline, 3, due, due, state))
    return made


def keys(given: Given) -> dict[Key, str]:
    """Return the key of every reminder, with its name in Slack's metadata."""
    return {one.key: opaque(one.key) for one in plan(given, basis(given), datetime.now(UTC))}


def reminding(
    given: Given, database: Database, name: str, job_of: type[job.Reminding], log: Callable[..., object]
) -> tuple[job.Reminding, Tools]:
    """Return the job as the service has it, but for the plan, the words and how long it sleeps."""
    held = basis(given)
    job.plan = lambda _arshjul, _kanaler, _settled, now, *_days: tuple(plan(given, held, now))  # type: ignore[attr-defined]
    tools = Tools(
        ledger=Ledger(database, ADMIN, SHORT),
        book=Book(database),
        marks=Marks(database),
        watch=Watch(database),
        poster=Poster(TOKEN, given.slack, SHORT.timeout),
        words=Words(),
        patience=SHORT,
        now=clock.now,
        elapsed=clock.elapsed,
        sleep=lambda seconds: clock.sleep(min(seconds, NAP)),
        log=log,
    )
    return job_of(tools, lambda: held, name), tools
