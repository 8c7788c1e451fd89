"""What is told from several wheels, to whom, and in which order."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from tiny_wheel import FYLKER, NOVARI, SSB, day, frist, ids, the, wheel

from bot.adapters import wheels
from bot.domain.arshjul import ALLE, FRISTER, Arshjulene, Utvalg
from bot.domain.frist import Bekreftelse, Unntak
from bot.domain.rolling import roll
from bot.domain.tid import Tid

SCHEDULES = Path(__file__).parent.parent / "schedules"
YEARS = range(2023, 2035)
DAYS = [date(2023, 1, 1) + timedelta(days=n) for n in range((date(2035, 1, 1) - date(2023, 1, 1)).days)]

YEAR = Arshjulene(
    [
        wheel(
            frist("levering", "2023-09-25", frist_fylke="2023-09-24", kategori=SSB, fra=("VIGO (IST)",)),
            frist("rett", "2023-09-22", fra=("Fylkene",), til=("Udir (inkl. SSB)",), rapport=("5A019",)),
            frist("tilbake", "2023-09-26", kategori=SSB, fra=("Udir (inkl. SSB)",), til=("VIGO (IST)",)),
            frist("host-viken", Tid.uke((2023, 40)), slag="ferie", fylker=("Viken", "Oslo")),
            frist(
                "host-nordland",
                Tid.uke((2023, 41)),
                slag="ferie",
                fylker=("Nordland",),
                unntak=(Unntak("Nordland", Tid.periode(date(2023, 10, 11), date(2023, 10, 13)), "kun tre dager"),),
            ),
            frist("vilbli", Tid.maned(2023, 8)),
            frist("vinter-ost", Tid.uke((2024, 8)), slag="ferie", fylker=("Akershus", "Østfold")),
            frist("vinter-vest", Tid.uke((2024, 9)), slag="ferie", fylker=("Buskerud",)),
            frist("sluttere", None, slag="lopende", se_ogsa=("levering",)),
        )
    ],
    FYLKER,
)


def after(text, count=9, utvalg=FRISTER):
    return ids(YEAR.next(day(text), count, utvalg))


def test_the_next_deadlines_come_in_order_of_the_countys_own_day():
    assert after("2023-09-01") == ["rett", "levering", "tilbake"]


def test_a_delivery_is_next_until_its_own_day_has_passed_too():
    assert [after(f"2023-09-{d}", 1) for d in (24, 25, 26)] == [["levering"], ["levering"], ["tilbake"]]


def test_no_more_rows_are_given_than_asked_for():
    assert after("2023-09-01", 2) == ["rett", "levering"]


def test_holidays_are_no_deadlines_unless_they_are_asked_for():
    assert YEAR.next(day("2023-10-01"), 9) == ()
    assert after("2023-10-01", utvalg=Utvalg(slag=frozenset({"ferie"})))[:1] == ["host-viken"]


def test_after_the_last_row_nothing_is_next():
    assert after("2024-08-31", utvalg=ALLE) == []


@pytest.mark.parametrize(
    ("utvalg", "found"),
    [
        (Utvalg(fra="VIGO (IST)"), ["levering"]),
        (Utvalg(fra="fylkene"), ["rett"]),
        (Utvalg(til="SSB"), ["rett"]),
        (Utvalg(til="vigo"), ["tilbake"]),
        (Utvalg(til="SS"), []),
        (Utvalg(kategori="ssb"), ["levering", "tilbake"]),
        (Utvalg(rapport="5a019"), ["rett"]),
        (Utvalg(kategori="ssb", fra="Udir"), ["tilbake"]),
        (Utvalg(slag=frozenset({"lopende"})), ["sluttere"]),
    ],
    ids=["fra", "any case", "a word of til", "a system", "part of a word", "kategori", "rapport", "two", "slag"],
)
def test_rows_are_filtered(utvalg, found):
    assert ids(YEAR.rows(utvalg)) == found


@pytest.mark.parametrize(
    ("fylke", "found"),
    [
        ("Oslo", ["host-viken"]),
        ("Østfold", ["host-viken", "vinter-ost"]),
        ("Akershus", ["host-viken", "vinter-ost"]),
        ("Buskerud", ["host-viken", "vinter-vest"]),
        ("Viken", ["host-viken", "vinter-ost", "vinter-vest"]),
        ("Nordland", ["host-nordland"]),
        (None, ["host-viken", "host-nordland", "vinter-ost", "vinter-vest"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_county_gets_the_rows_that_name_it_its_predecessor_or_its_successors(fylke, found):
    utvalg = Utvalg(fylke=fylke, slag=frozenset({"ferie"}))
    assert ids(YEAR.rows(utvalg)) == found
    assert ids(YEAR.next(day("2023-08-01"), 9, utvalg)) == found


def test_a_county_gets_the_rows_for_all():
    assert after("2023-09-01", utvalg=replace(FRISTER, fylke="Nordland")) == ["rett", "levering", "tilbake"]


def test_a_county_that_is_an_exception_gets_its_own_dates():
    (own,) = YEAR.week(2023, 41, Utvalg(fylke="Nordland"))
    assert own.days == (day("2023-10-11"), day("2023-10-13"))
    assert own.unntak[0].merknad == "kun tre dager"
    assert own.key == "2023-2024/host-nordland"


def test_who_names_no_county_gets_the_dates_of_the_row():
    (row,) = YEAR.between(day("2023-10-11"), day("2023-10-11"))
    assert the(row.tid).first == day("2023-10-09")


def test_the_exception_of_an_old_county_holds_for_its_successors_and_for_no_other():
    exception = Unntak("Viken", Tid.dato(date(2023, 10, 2)))
    found = Arshjulene([wheel(frist("a", "2023-10-05", unntak=(exception,)))], FYLKER)
    days = {f.navn: found.next(day("2023-09-01"), 1, Utvalg(fylke=f.navn))[0].days[-1].day for f in FYLKER}
    assert days == {"Oslo": 5, "Nordland": 5, "Viken": 2, "Østfold": 2, "Akershus": 2, "Buskerud": 2}


@pytest.mark.parametrize(
    ("call", "navn"),
    [("oslo", "Oslo"), ("03", "Oslo"), (" Oslo Kommune ", "Oslo"), ("VIKEN", "Viken"), ("Atlantis", None)],
)
def test_a_county_is_known_by_name_number_and_short_name(call, navn):
    found = YEAR.fylke(call)
    assert (found and found.navn) == navn


def test_a_month_holds_what_begins_ends_or_lasts_in_it():
    assert ids(YEAR.month(2023, 9)) == ["rett", "levering", "tilbake"]
    assert ids(YEAR.month(2023, 8)) == ["vilbli"]
    assert ids(YEAR.month(2024, 5)) == []


def test_a_row_with_the_countys_deadline_in_one_month_and_its_delivery_in_the_next_stands_in_both():
    found = Arshjulene([wheel(frist("a", "2024-03-01", frist_fylke="2024-02-29"))])
    assert (ids(found.month(2024, 2)), ids(found.month(2024, 3))) == (["a"], ["a"])


def test_days_in_the_middle_of_a_long_row_hold_it():
    assert ids(YEAR.between(day("2023-08-10"), day("2023-08-12"))) == ["vilbli"]
    assert ids(YEAR.between(day("2023-10-03"), day("2023-10-03"))) == ["host-viken"]
    assert ids(YEAR.between(day("2023-10-07"), day("2023-10-08"))) == []


def test_a_week_goes_from_monday_to_sunday():
    assert (ids(YEAR.week(2023, 38)), ids(YEAR.week(2023, 39))) == (["rett", "levering"], ["levering", "tilbake"])


def test_related_rows_are_those_pointed_at():
    assert ids(YEAR.related(the(YEAR.row("2023-2024/sluttere")))) == ["levering"]


def test_the_source_of_a_row_is_the_wheels_source_and_the_rows_lines():
    found = Arshjulene([wheel(frist("a", linjer="75-79"))])
    assert found.source(the(found.row("2023-2024/a"))).punkt == "linje 75-79"


KARI = Bekreftelse("Kari", date(2026, 9, 1))


def test_a_row_is_confirmed_by_itself_or_with_its_wheel_and_an_estimate_by_nobody():
    rows = (frist("a"), frist("b", bekreftet=KARI))
    both = Arshjulene([wheel(*rows), wheel(*rows, skolear="2024-2025", draft=True)])
    told = [both.confirmation(row) for row in both.rows()]
    assert told == [NOVARI, KARI, None, KARI]


OLD = frist("conexus-neste", "2024-07-02")
NEW = frist("conexus", "2024-07-04")


def overlap(*, old_draft=False, new_draft=False, confirmed=None):
    newer = wheel(replace(NEW, bekreftet=confirmed), skolear="2024-2025", draft=new_draft)
    return Arshjulene([wheel(OLD, draft=old_draft), newer])


@pytest.mark.parametrize(
    ("both", "told"),
    [
        (overlap(), "2024-2025/conexus"),
        (overlap(new_draft=True), "2023-2024/conexus-neste"),
        (overlap(new_draft=True, confirmed=KARI), "2024-2025/conexus"),
        (overlap(old_draft=True), "2024-2025/conexus"),
        (overlap(old_draft=True, new_draft=True), "2024-2025/conexus"),
    ],
    ids=["both confirmed", "newer is a draft", "its row is confirmed", "older is a draft", "both are drafts"],
)
def test_a_deadline_that_stands_in_two_wheels_is_told_once_from_the_better_one(both, told):
    assert [row.key for row in both.rows()] == [told]
    assert [row.key for row in both.month(2024, 7)] == [told]
    assert [row.key for row in both.next(day("2024-07-01"), 5)] == [told]


def test_what_stands_in_one_of_two_wheels_only_is_always_told():
    older, newer = frist("inntakslister", Tid.uke((2024, 31))), frist("ajourhold", "2024-08-31")
    both = Arshjulene([wheel(older), wheel(newer, skolear="2024-2025", draft=True)])
    assert ids(both.month(2024, 8)) == ["inntakslister", "ajourhold"]


def test_a_row_that_is_told_from_another_wheel_can_still_be_found_by_its_key():
    assert the(overlap().row("2023-2024/conexus-neste")).days == (day("2024-07-02"),)


@pytest.mark.parametrize(
    ("today", "found"),
    [
        ("2023-06-30", []),
        ("2023-10-01", ["2023-2024"]),
        ("2024-07-15", ["2023-2024", "2024-2025"]),
        ("2024-09-01", ["2024-2025"]),
        ("2025-08-15", ["2025-2026", "2024-2025"]),
        ("2026-08-01", ["2026-2027", "2025-2026"]),
    ],
    ids=["before", "one", "confirmed and draft", "draft", "two drafts", "newer confirmed"],
)
def test_the_wheels_of_a_day_come_with_the_one_to_trust_first(today, found):
    drafts = {"2023-2024": False, "2024-2025": True, "2025-2026": True, "2026-2027": False}
    several = Arshjulene([wheel(skolear=year, draft=draft) for year, draft in drafts.items()])
    assert [w.skolear for w in several.covering(day(today))] == found


def test_the_last_confirmed_wheel_is_the_newest_that_is_no_draft():
    several = Arshjulene([wheel(skolear="2024-2025"), wheel(), wheel(skolear="2026-2027", draft=True)])
    assert the(several.last_confirmed()).skolear == "2024-2025"
    assert Arshjulene([]).last_confirmed() is None


@pytest.fixture(scope="module")
def shipped(kunnskap):
    """Return the shipped wheels, and a draft for every other year from 2023 to 2034."""
    found = wheels.load(SCHEDULES, kunnskap.kilder)
    drafts = [roll(the(found.last_confirmed()), f"{y}-{y + 1}") for y in YEARS if not found.wheel(f"{y}-{y + 1}")]
    return Arshjulene([*found.hjul, *drafts], found.fylker)


def test_on_every_day_of_twelve_years_the_next_deadline_is_not_past_and_none_is_left_out(shipped):
    rows = [row for row in shipped.rows(FRISTER) if row.tid]
    for today in DAYS:
        (following,) = shipped.next(today)
        first = min(d for row in rows for d in row.days if d >= today) if today.day == 1 else following.next_day(today)
        assert first == following.next_day(today) >= today


def test_on_every_day_the_rows_of_the_day_are_those_whose_days_hold_it(shipped):
    expected: dict[date, set[str]] = {}
    for row in shipped.rows():
        for d in row.days:
            expected.setdefault(d, set()).add(row.key)
    for today in DAYS:
        held = {row.key for row in shipped.between(today, today) if today in row.days}
        assert held == expected.get(today, set())


def test_no_deadline_stands_twice_in_the_shipped_wheels_and_their_drafts(shipped):
    told = [(row.id.removesuffix("-neste"), row.tid.last.year, row.tid.last.month) for row in shipped.rows() if row.tid]
    assert len(told) == len(set(told))


def test_a_question_to_twelve_wheels_takes_far_less_than_two_milliseconds(shipped):
    begun = perf_counter()
    for today in DAYS[:200]:
        shipped.next(today, 5, replace(FRISTER, fylke="Akershus"))
        shipped.month(today.year, today.month)
    assert (perf_counter() - begun) / 200 < 0.002
