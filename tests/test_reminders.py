"""The plan of the reminders: which, when, to whom, and why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_wheel import FYLKER, NOVARI, SSB, day, frist, the, wheel

from bot.domain import workdays
from bot.domain.arshjul import Arshjulene, lasting_key
from bot.domain.frist import Frist, Fylke, Unntak
from bot.domain.kanal import Kanal, Stilletid
from bot.domain.paminnelse import NOTHING, Key, Paminnelse, Settled, Snooze, State
from bot.domain.reminders import cancelled, plan, snooze_day
from bot.domain.sendetid import NORWAY, due_at, instant
from bot.domain.tid import Tid

if TYPE_CHECKING:
    from collections.abc import Iterable

COUNTIES = (*FYLKER, Fylke("46", "Vestland", "nn"))
OSLO = Kanal(id="C03", fylke="Oslo")
VEST = Kanal(id="C46", fylke="Vestland")
EARLY = datetime(2023, 8, 1, tzinfo=UTC)
WHOLE = (date(2023, 7, 1), date(2024, 8, 31))
NIGHT = Stilletid(time(16), time(9))


def at(text: str) -> datetime:
    """Return the moment that the clock in Norway shows ``2023-09-18 08:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=NORWAY).astimezone(UTC)


def shown(moment: datetime) -> str:
    """Return what the clock in Norway shows."""
    return f"{moment.astimezone(NORWAY):%Y-%m-%d %H:%M}"


def look(
    *rows: Frist, kanaler: Iterable[Kanal] = (OSLO,), settled: Settled = NOTHING, now: datetime = EARLY, **more: Any
) -> tuple[Paminnelse, ...]:
    """Return the plan for a wheel of *rows*."""
    arshjul = Arshjulene([wheel(*rows, **more)], COUNTIES)
    return plan(arshjul, kanaler, settled, now, *WHOLE)


def times(planned: Iterable[Paminnelse]) -> dict[str, str]:
    """Return when each occurrence is sent, of those that are."""
    return {one.key.occurrence: shown(one.due_at) for one in planned if one.to_post}


def states(planned: Iterable[Paminnelse]) -> dict[str, State]:
    """Return what becomes of each occurrence."""
    return {one.key.occurrence: one.state for one in planned}


def test_a_deadline_is_told_fourteen_seven_and_one_day_before_and_on_the_day_at_eight() -> None:
    planned = look(frist("a", "2023-10-25"))

    assert times(planned) == {
        "2023-10-25/-14d": "2023-10-11 08:00",
        "2023-10-25/-7d": "2023-10-18 08:00",
        "2023-10-25/-1d": "2023-10-24 08:00",
        "2023-10-25/-0d": "2023-10-25 08:00",
    }
    assert planned[1].key == Key("2023-2024/a", "C03", "2023-10-25/-7d")
    assert (planned[1].kind, planned[1].days_before, planned[1].deadline) == ("deadline", 7, day("2023-10-25"))


def test_the_county_is_told_of_its_own_deadline_and_not_of_the_delivery() -> None:
    planned = look(frist("a", "2023-11-08", frist_fylke="2023-11-07"))

    assert list(times(planned)) == [f"2023-11-07/-{days}d" for days in (14, 7, 1, 0)]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2023-09-24", ["2023-09-08", "2023-09-15", "2023-09-22"]),
        ("2023-09-25", ["2023-09-11", "2023-09-18", "2023-09-22", "2023-09-25"]),
        ("2024-04-01", ["2024-03-18", "2024-03-25", "2024-03-27"]),
        ("2024-05-20", ["2024-05-06", "2024-05-13", "2024-05-16"]),
        ("2024-02-29", ["2024-02-15", "2024-02-22", "2024-02-28", "2024-02-29"]),
        ("2024-03-01", ["2024-02-16", "2024-02-23", "2024-02-29", "2024-03-01"]),
        ("2024-01-01", ["2023-12-18", "2023-12-22", "2023-12-29"]),
    ],
    ids=["a Sunday", "a Monday", "Easter Monday", "Whit Monday", "leap day", "after leap day", "New Year"],
)
def test_what_falls_on_a_day_off_comes_on_the_last_working_day_before(when: str, expected: list[str]) -> None:
    assert [shown(one.due_at)[:10] for one in look(frist("a", when)) if one.to_post] == expected


def test_of_two_that_come_on_one_day_only_the_one_nearest_the_deadline_is_sent() -> None:
    assert states(look(frist("a", "2023-09-24"))) == {
        "2023-09-24/-14d": "planned",
        "2023-09-24/-7d": "planned",
        "2023-09-24/-1d": "same_day",
        "2023-09-24/-0d": "planned",
    }


def test_a_period_is_told_by_its_last_day() -> None:
    planned = look(frist("a", Tid.periode(day("2023-11-20"), day("2023-11-24"))))

    assert {one.deadline for one in planned} == {day("2023-11-24")}


@pytest.mark.parametrize(
    ("when", "winter"), [("2026-10-26", True), ("2026-10-23", False), ("2027-03-30", False), ("2027-03-25", True)]
)
def test_it_is_eight_o_clock_before_and_after_the_clock_is_moved(when: str, winter: bool) -> None:
    moment = due_at(day(when), time(8))

    assert moment.tzinfo is UTC
    assert moment.hour == (7 if winter else 6)
    assert shown(moment)[-5:] == "08:00"


@pytest.mark.parametrize(
    ("on", "clock", "expected"),
    [
        ("2026-10-25", "02:30", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25", "03:00", "2026-10-25T02:00:00+00:00"),
        ("2027-03-28", "02:30", "2027-03-28T01:30:00+00:00"),
        ("2027-03-28", "03:00", "2027-03-28T01:00:00+00:00"),
    ],
    ids=["twice: the first", "after both", "skipped", "after the skip"],
)
def test_a_time_that_comes_twice_or_not_at_all_is_one_moment(on: str, clock: str, expected: str) -> None:
    assert instant(day(on), time.fromisoformat(clock)).isoformat() == expected


@pytest.mark.parametrize(
    ("clock", "quiet", "expected"),
    [
        ("08:00", NIGHT, "2023-09-22 16:00"),
        ("09:00", NIGHT, "2023-09-25 09:00"),
        ("17:00", NIGHT, "2023-09-25 16:00"),
        ("12:00", Stilletid(time(11, 30), time(12, 30)), "2023-09-25 11:30"),
        ("11:30", Stilletid(time(11, 30), time(12, 30)), "2023-09-25 11:30"),
    ],
    ids=["the morning: the working day before", "the end", "the evening", "within a day", "the beginning"],
)
def test_what_would_come_in_quiet_hours_comes_when_they_begin(clock: str, quiet: Stilletid, expected: str) -> None:
    kanal = replace(OSLO, klokkeslett=time.fromisoformat(clock), stilletid=quiet, dager_for=(0,))

    assert times(look(frist("a", "2023-09-25"), kanaler=[kanal])) == {"2023-09-25/-0d": expected}


ROW = frist("a", "2023-10-25")


@pytest.mark.parametrize(
    ("row", "kanal", "state"),
    [
        (ROW, replace(OSLO, kategorier=frozenset({"ssb"})), "category"),
        (replace(ROW, fra=("Skolene",)), replace(OSLO, roller=("Inntak",)), "role"),
        (replace(ROW, slag="ferie"), OSLO, "holiday"),
        (replace(ROW, kategori=SSB), replace(OSLO, kategorier=frozenset({"ssb"})), "planned"),
        (replace(ROW, fra=("VIGO (Inntak)",)), replace(OSLO, roller=("Inntak",)), "planned"),
    ],
    ids=["category", "role", "holiday", "its category", "its role"],
)
def test_what_a_channel_has_not_chosen_is_in_the_plan_with_the_reason(row: Frist, kanal: Kanal, state: State) -> None:
    assert set(states(look(row, kanaler=[kanal])).values()) == {state}


def test_a_draft_comes_only_where_it_is_asked_for_and_a_confirmed_row_of_it_everywhere() -> None:
    draft = [replace(OSLO, id="C04", utkast=True), OSLO]
    planned = look(ROW, replace(ROW, id="b", bekreftet=NOVARI), kanaler=draft, draft=True)

    assert {(one.key.channel, one.rows[0].id, one.state) for one in planned} == {
        ("C03", "a", "draft"),
        ("C04", "a", "planned"),
        ("C03", "b", "planned"),
        ("C04", "b", "planned"),
    }


def test_what_recurs_and_has_no_date_is_no_reminder() -> None:
    assert look(frist("a", None, slag="lopende"), frist("b", None, slag="rutine")) == ()


def test_a_county_gets_its_own_rows_and_dates_in_every_channel_it_has() -> None:
    rows = (
        frist("oslo", fylker=("Oslo",)),
        frist("viken", fylker=("Viken",)),
        frist("alle", unntak=(Unntak("Vestland", Tid.dato(day("2023-09-27"))),)),
    )
    kanaler = [replace(one, dager_for=(0,)) for one in (OSLO, VEST, replace(OSLO, id="C04"))]
    planned = look(*rows, kanaler=kanaler)

    assert {(one.key.channel, one.rows[0].id, one.deadline.day) for one in planned} == {
        *(("C03", "oslo", 25), ("C04", "oslo", 25)),
        *(("C03", "alle", 25), ("C04", "alle", 25), ("C46", "alle", 27)),
    }


def test_done_stops_what_is_left_of_that_deadline_in_that_county_only() -> None:
    rows = (ROW, replace(ROW, id="b"))
    sent = Key("2023-2024/a", "C03", "2023-10-25/-14d")
    settled = Settled(done=frozenset({("Oslo", "2023-2024/a")}), posted=frozenset({sent}))
    planned = look(*rows, kanaler=[OSLO, VEST], settled=settled, now=at("2023-10-12 10:00"))
    oslo = [one for one in planned if one.key.channel == "C03" and one.rows[0].id == "a"]

    assert [one.state for one in oslo] == ["posted", "done", "done", "done"]
    assert not any(one.to_post for one in oslo)
    assert {one.state for one in planned if one not in oslo} == {"late", "planned"}


def test_a_snooze_replaces_what_comes_that_day_and_nothing_else() -> None:
    settled = Settled(snoozes=(Snooze("2023-2024/a", "C03", day("2023-10-18")),))
    planned = look(ROW, kanaler=[OSLO, VEST], settled=settled)

    assert states(one for one in planned if one.key.channel == "C03") == {
        "2023-10-25/-14d": "planned",
        "2023-10-25/-7d": "snoozed",
        "2023-10-25/utsatt-2023-10-18": "planned",
        "2023-10-25/-1d": "planned",
        "2023-10-25/-0d": "planned",
    }
    assert [one.kind for one in planned if "utsatt" in one.key.occurrence] == ["snooze"]
    assert {one.state for one in planned if one.key.channel == "C46"} == {"planned"}


def test_a_snooze_of_a_day_after_a_deadline_that_has_moved_is_not_sent_and_beats_nothing() -> None:
    settled = Settled(snoozes=(Snooze("2023-2024/a", "C03", day("2023-10-24")),))
    planned = look(frist("a", "2023-10-22"), frist("b", "2023-10-24"), settled=settled, now=at("2023-10-24 09:00"))

    assert states(one for one in planned if "utsatt" in one.key.occurrence) == {
        "2023-10-22/utsatt-2023-10-24": "too_late"
    }
    assert states(planned)["2023-10-22/-0d"] == "expired"


@pytest.mark.parametrize(
    ("choice", "deadline", "today", "expected"),
    [
        ("i_morgen", "2023-09-29", "2023-09-21", "2023-09-22"),
        ("i_morgen", "2023-09-29", "2023-09-22", "2023-09-25"),
        ("i_morgen", "2023-09-24", "2023-09-22", None),
        ("i_morgen", "2023-09-24", "2023-09-21", "2023-09-22"),
        ("om_tre_dager", "2023-09-29", "2023-09-21", "2023-09-25"),
        ("om_tre_dager", "2023-09-22", "2023-09-21", None),
        ("dagen_for", "2023-09-25", "2023-09-18", "2023-09-22"),
        ("dagen_for", "2023-09-25", "2023-09-22", None),
        ("dagen_for", "2024-04-01", "2024-03-20", "2024-03-27"),
    ],
)
def test_a_snooze_is_offered_for_a_working_day_before_the_deadline_is_over(
    choice: Any, deadline: str, today: str, expected: str | None
) -> None:
    assert snooze_day(choice, day(deadline), day(today)) == (day(expected) if expected else None)


def test_a_deadline_that_is_moved_is_another_occurrence_and_the_old_ones_are_cancelled() -> None:
    before, after = look(ROW), look(frist("a", "2023-10-26"))
    keys = [one.key for one in before]

    assert cancelled(keys, before) == ()
    assert cancelled(keys, after) == tuple(keys)
    assert not {one.key for one in after} & set(keys)


def test_other_words_hours_or_quiet_hours_make_no_other_occurrence() -> None:
    other = replace(OSLO, klokkeslett=time(9), stilletid=NIGHT, malform="nn")
    before, after = look(ROW), look(replace(ROW, hva="Noe annet"), kanaler=[other])

    assert [one.key for one in before] == [one.key for one in after]


def test_a_row_that_the_next_wheel_takes_over_keeps_its_name() -> None:
    old = wheel(frist("conexus-neste", "2024-07-04"))
    new = wheel(frist("conexus", "2024-07-04"), skolear="2024-2025")
    before, after = (
        plan(Arshjulene(wheels, COUNTIES), [OSLO], NOTHING, EARLY, *WHOLE) for wheels in ([old], [old, new])
    )

    assert [one.key for one in before] == [one.key for one in after]
    assert {one.key.reminder for one in before} == {"2024-2025/conexus"} == {lasting_key(new.rader[0])}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2023-10-25 07:59", ["superseded", "superseded", "late", "planned"]),
        ("2023-10-25 08:00", ["superseded", "superseded", "superseded", "due"]),
        ("2023-10-25 08:15", ["superseded", "superseded", "superseded", "due"]),
        ("2023-10-25 08:16", ["superseded", "superseded", "superseded", "late"]),
        ("2023-10-25 23:59", ["superseded", "superseded", "superseded", "late"]),
        ("2023-10-26 00:00", ["superseded", "superseded", "superseded", "expired"]),
        ("2023-10-20 07:59", ["superseded", "late", "planned", "planned"]),
        ("2023-10-20 08:00", ["superseded", "expired", "planned", "planned"]),
        ("2023-10-11 07:59", ["planned", "planned", "planned", "planned"]),
    ],
)
def test_what_was_missed_is_late_superseded_or_expired(now: str, expected: list[State]) -> None:
    assert [one.state for one in look(ROW, now=at(now))] == expected


@pytest.mark.parametrize(
    ("began", "up", "expected"),
    [
        ("2023-10-18 07:58", "2023-10-18 07:59", {}),
        ("2023-10-18 07:59", "2023-10-18 08:00", {"-7d": "due"}),
        ("2023-10-18 07:55", "2023-10-18 08:15", {"-7d": "due"}),
        ("2023-10-18 07:59", "2023-10-18 08:19", {"-7d": "late"}),
        ("2023-10-18 07:59", "2023-10-19 09:59", {"-7d": "late"}),
        ("2023-10-17 10:00", "2023-10-25 10:00", {"-7d": "superseded", "-1d": "superseded", "-0d": "late"}),
        ("2023-10-10 07:59", "2023-10-18 07:59", {"-14d": "expired"}),
        ("2023-10-10 10:00", "2023-10-19 10:00", {"-14d": "superseded", "-7d": "late"}),
        (
            "2023-10-10 10:00",
            "2023-11-19 10:00",
            {"-14d": "superseded", "-7d": "superseded", "-1d": "superseded", "-0d": "expired"},
        ),
    ],
    ids=[
        *("1 minute before", "1 minute", "15 minutes", "20 minutes", "26 hours"),
        *("8 days, to the deadline", "8 days, one missed", "9 days, two missed", "40 days"),
    ],
)
def test_after_downtime_only_the_newest_is_caught_up_with(began: str, up: str, expected: dict[str, State]) -> None:
    planned = plan(Arshjulene([wheel(ROW)], COUNTIES), [OSLO], NOTHING, at(up), at(began).date())
    missed = [one for one in planned if one.due_at <= at(up)]

    assert states(missed) == {f"2023-10-25/{offset}": state for offset, state in expected.items()}


def test_what_is_late_waits_for_the_end_of_quiet_hours_unless_that_is_too_late() -> None:
    kanal = replace(OSLO, klokkeslett=time(10), stilletid=Stilletid(time(16), time(7)), dager_for=(7, 0))
    (week, last), (evening, _) = (
        look(ROW, kanaler=[kanal], now=at(now)) for now in ("2023-10-25 18:00", "2023-10-18 18:00")
    )

    assert (week.state, last.state, evening.state) == ("superseded", "late", "late")
    assert shown(last.not_before) == "2023-10-25 10:00"
    assert shown(evening.not_before) == "2023-10-19 07:00"
    assert look(ROW, kanaler=[kanal], now=at("2023-10-19 06:00"))[0].not_before == evening.not_before
    assert look(ROW, kanaler=[kanal], now=at("2023-10-19 07:00"))[0].not_before == evening.due_at


def test_the_digest_of_a_week_holds_its_rows_and_those_of_the_next() -> None:
    kanal = replace(OSLO, ukesoversikt=True, dager_for=())
    rows = [frist(when, when) for when in ("2023-09-17", "2023-09-18", "2023-10-01", "2023-10-02")]
    planned = {one.key.occurrence: one for one in look(*rows, kanaler=[kanal])}
    week = planned["2023-09-18/uke"]

    assert week.key == Key("ukesoversikt", "C03", "2023-09-18/uke")
    assert ([row.id for row in week.rows], week.kind, shown(week.due_at)) == (
        ["2023-09-18", "2023-10-01"],
        "digest",
        "2023-09-18 08:00",
    )
    assert planned["2023-10-09/uke"].state == "empty"
    assert len(planned) == 61


def test_the_digest_of_a_monday_off_comes_before_it() -> None:
    kanal = replace(OSLO, ukesoversikt=True, dager_for=())
    planned = look(frist("a", "2024-04-03"), kanaler=[kanal])

    arshjul = Arshjulene([wheel(frist("a", "2024-04-03"))], COUNTIES)

    assert times(planned)["2024-04-01/uke"] == "2024-03-27 08:00"
    assert list(times(plan(arshjul, [kanal], NOTHING, EARLY, day("2024-03-27"), day("2024-03-28")))) == [
        "2024-04-01/uke"
    ]


def test_the_digest_leaves_out_what_is_done_or_not_chosen_and_keeps_the_holidays() -> None:
    kanal = replace(OSLO, ukesoversikt=True, dager_for=(), roller=("Inntak",))
    rows = (frist("a"), frist("b"), replace(frist("ferie"), slag="ferie"), frist("c", fra=("Skolene",)))
    settled = Settled(done=frozenset({("Oslo", "2023-2024/a")}))
    planned = {one.key.occurrence: one for one in look(*rows, kanaler=[kanal], settled=settled)}

    assert [row.id for row in planned["2023-09-25/uke"].rows] == ["b", "ferie"]


def test_without_days_the_plan_reaches_three_days_back_and_sixty_ahead() -> None:
    days = [EARLY.date() + timedelta(days=n) for n in range(-10, 90)]
    arshjul = Arshjulene([wheel(*(frist(str(on), str(on)) for on in days))], COUNTIES)
    found = [one.due_at for one in plan(arshjul, [replace(OSLO, dager_for=(0,))], NOTHING, EARLY)]

    assert (shown(found[0])[:10], shown(found[-1])[:10]) == ("2023-07-31", "2023-09-29")


EVERY_DAY = [date(2023, 1, 1) + timedelta(days=n) for n in range((date(2035, 1, 1) - date(2023, 1, 1)).days)]
EVERY = Arshjulene([wheel(*(frist(str(on), str(on)) for on in EVERY_DAY))], COUNTIES)
QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


def check(planned: Iterable[Paminnelse]) -> None:
    """Assert what holds of every plan."""
    planned = list(planned)
    by_row: dict[str, list[Paminnelse]] = {}
    for one in planned:
        by_row.setdefault(one.key.reminder, []).append(one)
        local = one.due_at.astimezone(NORWAY)
        assert local.date() <= one.deadline
        assert workdays.is_working_day(local.date())
    assert len({one.key for one in planned}) == len(planned)
    assert [one.due_at for one in planned] == sorted(one.due_at for one in planned)
    for row in by_row.values():
        to_post = [one.due_at for one in row if one.to_post]
        before = [the(one.days_before) for one in sorted(row, key=lambda one: one.due_at) if one.to_post]
        assert len(set(to_post)) == len(to_post)
        assert before == sorted(before, reverse=True)


def test_every_day_of_twelve_years_has_each_of_its_occurrences_once_at_eight() -> None:
    planned = plan(EVERY, [OSLO], NOTHING, instant(date(2022, 1, 1), time()), date(2022, 1, 1), date(2035, 1, 1))
    check(planned)

    assert len(planned) == 4 * len(EVERY_DAY)
    assert {shown(one.due_at)[-5:] for one in planned} == {"08:00"}
    assert {one.state for one in planned} == {"planned", "same_day"}


def changes() -> list[date]:
    """Return the days of twelve years on which the clock is moved."""
    apart = ((on, instant(on + timedelta(1), time()) - instant(on, time())) for on in EVERY_DAY)
    return [on for on, length in apart if length != timedelta(hours=24)]


def test_around_both_clock_changes_of_twelve_years_every_quarter_of_an_hour_comes_once_a_day_and_in_order() -> None:
    """Every day is its own deadline, and only working days are sent on: the Sunday of the change is told on Friday."""
    quarters = [time(n // 4, n % 4 * 15) for n in range(96)]
    kanaler = [replace(OSLO, id=f"C{n:02}", klokkeslett=clock, dager_for=(0,)) for n, clock in enumerate(quarters)]
    assert len(changes()) == 24
    for on in changes():
        first, last = on - timedelta(days=3), on + timedelta(days=3)
        planned = plan(EVERY, kanaler, NOTHING, instant(first, time()), first, last)
        told = [day for day in EVERY_DAY if first <= workdays.last_working_day(day) <= last]
        assert len({one.key for one in planned}) == len(planned) == 96 * len(told)
        due = {(one.key.channel, one.deadline): one.due_at for one in planned}
        for n, clock in enumerate(quarters):
            moments = [due[f"C{n:02}", day] for day in told]
            assert moments == sorted(moments)
            assert {shown(moment)[-5:] for moment in moments} == {f"{clock:%H:%M}"}


def test_every_day_of_twelve_years_is_planned_until_its_quarter_of_an_hour_and_due_from_it_on() -> None:
    for n, on in enumerate(EVERY_DAY):
        kanal = replace(OSLO, klokkeslett=time(n % 96 // 4, n % 4 * 15), dager_for=(0,))
        sent = workdays.last_working_day(on)
        due = instant(sent, kanal.klokkeslett)
        found = [
            [one.state for one in plan(EVERY, [kanal], NOTHING, now, sent, sent) if one.deadline == on]
            for now in (due - timedelta(seconds=1), due)
        ]
        assert found == [["planned"], ["due"]]


@settings(max_examples=150, deadline=None)
@given(
    on=st.sampled_from(EVERY_DAY),
    clock=QUARTERS,
    quiet=st.none() | st.tuples(QUARTERS, QUARTERS).filter(lambda ends: ends[0] != ends[1]),
    offsets=st.sets(st.integers(0, 40), max_size=6),
    now=st.integers(-40 * 96, 10 * 96),
)
def test_whatever_the_hour_the_quiet_hours_and_the_time_the_same_holds(
    on: date, clock: time, quiet: tuple[time, time] | None, offsets: set[int], now: int
) -> None:
    days = tuple(sorted(offsets, reverse=True))
    silent = Stilletid(*quiet) if quiet else None
    kanal = replace(OSLO, klokkeslett=clock, stilletid=silent, dager_for=days)
    moment = instant(on, time()) + now * timedelta(minutes=15)
    planned = plan(EVERY, [kanal], NOTHING, moment, on - timedelta(days=60), on)
    check(planned)

    assert not any(silent and silent.covers(one.due_at.astimezone(NORWAY).time()) for one in planned)
    assert {one.key.occurrence for one in planned if one.deadline == on} == {f"{on}/-{n}d" for n in days}


@settings(max_examples=40, deadline=None)
@given(
    on=st.sampled_from(EVERY_DAY),
    gaps=st.lists(st.one_of(st.integers(1, 60), st.integers(1, 60 * 24 * 6)), min_size=5, max_size=60),
)
def test_whenever_the_clock_ticks_nothing_is_sent_twice_and_nothing_is_lost_without_a_reason(
    on: date, gaps: list[int]
) -> None:
    row = frist("a", str(on))
    arshjul = Arshjulene([wheel(row)], COUNTIES)
    first, now = on - timedelta(days=30), instant(on - timedelta(days=16), time())
    posted, ticks = dict[Key, datetime](), list[datetime]()
    final = instant(on + timedelta(days=4), time())
    for gap in (*gaps, 0):
        now = now + timedelta(minutes=gap) if gap else max(final, now)
        ticks.append(now)
        settled = Settled(posted=frozenset(posted))
        planned = plan(arshjul, [OSLO], settled, now, first, on)
        for one in planned:
            is_due = one.state in ("due", "late")
            assert not (is_due and one.key in posted)
            if is_due:
                posted[one.key] = now
    for one in planned:
        window = [tick for tick in ticks if one.due_at <= tick < one.due_at + timedelta(hours=48)]
        assert one.state in ("posted", "same_day", "superseded", "expired")
        assert one.state != "expired" or not [tick for tick in window if tick < instant(on + timedelta(1), time())]
    assert len({shown(moment) for moment in posted.values()}) == len(posted)
