"""Next year's wheel by rule from this year's."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_wheel import SSB, day, frist, ids, the, wheel

from bot.adapters import wheels
from bot.domain import workdays
from bot.domain.frist import Bekreftelse, Mangel, Unntak
from bot.domain.rolling import roll
from bot.domain.rolltext import Mover, mentions
from bot.domain.tid import Tid

SCHEDULES = Path(__file__).parent.parent / "schedules"


def rolled(*rows, to="2026-2027"):
    """Return the rows of the draft by id."""
    return {row.id: row for row in roll(wheel(*rows), to).rader}


def one(row, to="2026-2027"):
    return rolled(row, to=to)[row.id]


@pytest.mark.parametrize(
    ("hva", "source", "to", "expected", "regel"),
    [
        ("Fil", "2023-10-05", "2026-2027", "2026-10-05", "samme dato"),
        ("Fil", "2023-10-25", "2026-2027", "2026-10-26", "25. oktober er en søndag; flyttet til neste arbeidsdag"),
        ("Fil", "2024-05-02", "2028-2029", "2029-05-02", "samme dato"),
        ("Fil", "2023-12-27", "2026-2027", "2026-12-28", "27. desember er en søndag; flyttet til neste arbeidsdag"),
        ("Fil", "2024-03-27", "2028-2029", "2029-03-27", "samme dato"),
        (
            "Fil",
            "2024-05-06",
            "2026-2027",
            "2027-05-07",
            "6. mai er Kristi himmelfartsdag; flyttet til neste arbeidsdag",
        ),
        ("Brukere", "2024-07-31", "2026-2027", "2027-07-30", "31. juli er en lørdag; flyttet til siste arbeidsdag før"),
        (
            "Søknadsfrist",
            "2024-02-01",
            "2025-2026",
            "2026-02-02",
            "1. februar er en søndag; flyttet til neste arbeidsdag",
        ),
        ("Søknadsfrist", "2024-03-01", "2025-2026", "2026-03-02", "1. mars er en søndag; flyttet til neste arbeidsdag"),
        ("Søknadsfrist", "2024-02-01", "2026-2027", "2027-02-01", "samme dato"),
        (
            "Frist for",
            "2023-11-01",
            "2026-2027",
            "2026-11-01",
            "1. november er en søndag; kilden flytter ikke frister fra fridager",
        ),
        (
            "Siste dato",
            "2023-11-28",
            "2026-2027",
            "2026-11-28",
            "28. november er en lørdag; kilden flytter ikke frister fra fridager",
        ),
        (
            "Innhenting",
            "2024-06-30",
            "2028-2029",
            "2029-06-30",
            "30. juni er en lørdag; kilden har også raden på en fridag",
        ),
        (
            "Data pr 15. juni",
            "2024-06-17",
            "2026-2027",
            "2027-06-15",
            "første arbeidsdag fra og med 15. juni, som raden gjelder pr",
        ),
        (
            "Fil pr 01. januar",
            "2024-01-02",
            "2026-2027",
            "2027-01-04",
            "første arbeidsdag fra og med 1. januar, som raden gjelder pr",
        ),
        ("Fil per 01. mars", "2024-03-04", "2026-2027", "2027-03-04", "samme dato"),
        (
            "Fil",
            "2024-02-29",
            "2026-2027",
            "2027-02-26",
            "28. februar er en søndag; flyttet til siste arbeidsdag før",
        ),
    ],
    ids=[
        *("a working day", "a sunday", "the day after a holiday", "christmas", "before easter", "ascension day"),
        *("the end of a month", "1 february", "1 march", "application on a monday", "a deadline on a sunday"),
        *(
            "a last day on a saturday",
            "a sunday in the source too",
            "as of 15 june",
            "as of new year",
            "as of long ago",
        ),
        "29 february",
    ],
)
def test_a_day_moves_by_the_rule_that_the_row_tells(hva, source, to, expected, regel):
    row = one(frist("a", source, hva=hva), to)
    assert (row.tid, row.utledet_fra.regel) == (Tid.dato(day(expected)), regel)
    assert row.utledet_fra.dato == day(source)


def test_every_date_of_a_draft_is_an_estimate_that_nobody_has_confirmed():
    by = Bekreftelse("Kari", date(2023, 9, 1))
    draft = roll(wheel(frist("a", bekreftet=by), frist("rutine", None, slag="rutine")), "2026-2027")
    assert [(row.anslag, row.bekreftet) for row in draft.rader] == [(True, None), (False, None)]
    assert (draft.status, draft.bekreftet, draft.rullet_fra) == ("utkast", None, "2023-2024")


def test_ids_order_and_what_is_not_a_date_stay():
    rows = (frist("b", fra=("Fylkene",), kategori=SSB, rapport=("6A001",), linjer="3"), frist("a", "2023-07-04"))
    draft = roll(wheel(*rows), "2026-2027")
    kept = [(r.id, r.skolear, r.fra, r.kategori, r.rapport, r.linjer) for r in draft.rader]
    assert kept == [(r.id, "2026-2027", r.fra, r.kategori, r.rapport, r.linjer) for r in rows]


def test_a_countys_deadline_stays_as_many_days_before_the_delivery_be_it_a_sunday():
    row = one(frist("a", "2023-10-25", frist_fylke="2023-10-24"))
    assert (row.tid.last, row.frist_fylke) == (day("2026-10-26"), day("2026-10-25"))


def test_data_come_to_vigo_as_many_working_days_after_the_delivery():
    assert one(frist("a", "2023-11-03", data_i_vigo="2023-11-06")).data_i_vigo == day("2026-11-04")


LEVERING = frist("levering", "2023-10-25", hva="Elevdata ssbElev og ssbElevfag", se_ogsa=("rett",))
RETT = frist("rett", "2023-10-24", hva="Frist for rett. Se 25. oktober", rapport=("5A019",), se_ogsa=("levering",))
TILBAKE = frist("tilbake", "2023-10-26", hva="Tilbakemelding på ssbElev. Legges ut senest 27. oktober")


def test_the_update_of_rett_and_the_feedback_keep_their_distance_to_the_delivery():
    draft = rolled(RETT, LEVERING, TILBAKE)
    days = {name: row.tid.last.isoformat() for name, row in draft.items()}
    assert days == {"rett": "2026-10-23", "levering": "2026-10-26", "tilbake": "2026-10-27"}
    assert draft["rett"].utledet_fra.regel == "1 arbeidsdag før raden «levering»"
    assert draft["tilbake"].utledet_fra.regel == "1 arbeidsdag etter raden «levering»"


def test_feedback_hangs_on_the_delivery_that_it_has_most_words_in_common_with():
    files = [frist(n, "2024-07-15", hva=f"ssbResultat for {n}") for n in ("grunnskolen", "videregående")]
    feedback = frist("t", "2024-07-16", hva="Tilbakemelding på ssbResultat for videregående")
    assert rolled(*files, feedback)["t"].utledet_fra.regel == "1 arbeidsdag etter raden «videregående»"


def test_feedback_without_a_delivery_moves_like_any_other_row():
    assert one(TILBAKE).utledet_fra.regel == "samme dato"


def test_a_row_that_would_hang_out_of_the_wheel_keeps_its_day_of_the_month():
    rows = (frist("fil", "2024-08-29", hva="ssbElev"), frist("t", "2024-08-30", hva="Tilbakemelding på ssbElev"))
    days = {name: row.days[0].isoformat() for name, row in rolled(*rows, to="2025-2026").items()}
    assert days == {"fil": "2026-08-31", "t": "2026-08-30"}


def test_dates_in_texts_go_where_their_rows_go():
    draft = rolled(
        RETT,
        replace(LEVERING, frist_fylke=day("2023-10-24"), kommentar="Se 24. oktober. Frist er 24. oktober."),
        TILBAKE,
    )
    assert draft["rett"].hva == "Frist for rett. Se 26. oktober"
    assert draft["levering"].kommentar == "Se 23. oktober. Frist er 25. oktober."
    assert draft["tilbake"].hva == "Tilbakemelding på ssbElev. Legges ut senest 28. oktober"
    assert [row.usikker for row in draft.values()] == [(), (), ()]


def test_a_date_in_a_text_that_no_rule_moves_stays_and_is_told():
    row = one(frist("a", "2023-09-25", kommentar="Se også 17. juli."))
    assert (row.kommentar, row.usikker) == (
        "Se også 17. juli.",
        ("«17. juli» i teksten er datoen i 2023-2024; den er ikke flyttet.",),
    )


def test_what_was_uncertain_is_told_of_the_year_it_was_said_of_once():
    first = roll(wheel(frist("a", usikker=("utydelig",))), "2024-2025")
    again = roll(first, "2025-2026")
    assert [w.rader[0].usikker for w in (first, again)] == [("Fra 2023-2024: utydelig",)] * 2


def shift(text, start=2023, delta=3):
    mover = Mover(lambda m: m.in_year(2026), start, delta)
    return mover.move(text)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("skoleåret 2023–2024", "skoleåret 2026–2027"),
        ("for 2024-2025", "for 2027-2028"),
        ("skoleårene 2021–2022 og 2022–2023", "skoleårene 2024–2025 og 2025–2026"),
        ("høst 2023 og vår 2024", "høst 2026 og vår 2027"),
        ("fom 2009 og 2019", "fom 2009 og 2019"),
        ("2020–2024", "2020–2024"),
        ("søkertall per 01.03.2024.", "søkertall per 01.03.2026."),
        ("17. juli 2023", "17. juli 2026"),
        ("Se 09. og 10. oktober", "Se 09. og 10. oktober"),
        ("11.–13. oktober", "11.–13. oktober"),
        ("kl. 23.59 og kl 12.10", "kl. 23.59 og kl 12.10"),
        ("§ 6.8 og § 6-8", "§ 6.8 og § 6-8"),
        ("Rapport 5A019, 1. inntak, 2. levering", "Rapport 5A019, 1. inntak, 2. levering"),
    ],
    ids=lambda value: value[:24],
)
def test_years_and_dates_in_a_text_are_found_and_nothing_else_is(text, moved):
    assert shift(text) == moved


def test_two_days_that_no_longer_share_a_month_each_get_theirs():
    new = {30: date(2026, 10, 30), 31: date(2026, 11, 2)}
    assert Mover(lambda m: new[m.day], 2023, 3).move("Se 30. og 31. oktober") == "Se 30. oktober og 02. november"


def test_a_day_keeps_the_number_of_digits_it_was_written_with():
    assert Mover(lambda _: date(2026, 9, 5), 2023, 3).move("06. sep, 6. september, 10. oktober, 1.10") == (
        "06. sep, 5. september, 05. september, 5.09"
    )


def test_a_time_of_day_and_a_paragraph_are_no_dates():
    assert list(mentions("kl. 12.10, kl 23.59, § 6.8, 1. inntak og 2. levering")) == []


def test_a_mention_tells_what_stands_before_it():
    found = [(m.day, m.month, m.year, m.as_of, m.see) for m in mentions("Pr. 1.10. Se også 2. mai 2024. Per 3. juni")]
    assert found == [(1, 10, None, True, False), (2, 5, 2024, False, True), (3, 6, None, True, False)]


def test_a_mention_of_a_day_that_a_year_lacks_is_no_day_in_it():
    (mention,) = mentions("29. februar")
    assert (mention.in_year(2023), mention.in_year(2024)) == (None, date(2024, 2, 29))


def test_holidays_and_periods_are_missing_with_the_reason():
    rows = [
        frist("ferie", Tid.uke((2023, 41)), slag="ferie"),
        frist("sensur", Tid.periode(date(2024, 6, 19), date(2024, 6, 21))),
        frist("peker", "2023-10-05", se_ogsa=("ferie", "peker"), etter="ferie"),
    ]
    draft = roll(wheel(*rows), "2026-2027")
    assert draft.mangler == (
        Mangel("ferie", "skoleferier fastsettes av hvert fylke og kan ikke utledes", "ferie"),
        Mangel("sensur", "perioden fastsettes på nytt hvert år og kan ikke utledes", "sensur"),
    )
    assert [(row.id, row.se_ogsa, row.etter) for row in draft.rader] == [("peker", ("peker",), None)]


def test_months_and_weeks_stay():
    draft = rolled(frist("m", Tid.maned(2024, 2)), frist("u", Tid.uke((2024, 31), (2024, 32))))
    assert (draft["m"].tid, draft["u"].tid) == (Tid.maned(2027, 2), Tid.uke((2027, 31), (2027, 32)))


def test_a_week_that_falls_out_of_the_wheel_is_missing():
    draft = roll(wheel(frist("u", Tid.uke((2023, 27)))), "2026-2027")
    assert [(gap.rad, gap.hvorfor) for gap in draft.mangler] == [("u", "samme uke ligger utenfor årshjulet")]


def test_an_exception_with_dates_of_its_own_is_left_out_and_told():
    exceptions = (Unntak("Oslo", Tid.dato(date(2023, 9, 26))), Unntak("Viken", None, "bare merknad"))
    row = one(frist("a", unntak=exceptions))
    assert (row.unntak, row.usikker) == (exceptions[1:], ("Unntaket for Oslo i 2023-2024 kan ikke utledes.",))


def bare(row):
    """Return *row* without the marks of a draft."""
    return replace(row, anslag=False, utledet_fra=None, bekreftet=None)


def rows_of(drawn):
    return [
        frist(f"r{n}", when.isoformat(), frist_fylke=max(when, date(2023, 7, 2)).isoformat(), hva=hva)
        for n, (when, hva) in enumerate(drawn)
    ]


HVA = st.sampled_from(["Fil", "Frist for", "Fil pr 15. juni", "Tilbakemelding på ssbElev", "ssbElev", "Se 5. mai 2024"])
DRAWN = st.lists(st.tuples(st.dates(date(2023, 7, 1), date(2024, 8, 31)), HVA), max_size=8)


@given(DRAWN)
@settings(max_examples=100, deadline=None)
def test_a_wheel_rolled_to_its_own_year_is_itself(drawn):
    rows = rows_of(drawn)
    assert [bare(row) for row in roll(wheel(*rows), "2023-2024").rader] == rows


@given(DRAWN, st.integers(2023, 2034))
@settings(max_examples=100, deadline=None)
def test_every_rolled_day_lies_in_the_new_wheel(drawn, year):
    draft = roll(wheel(*rows_of(drawn)), f"{year}-{year + 1}")
    assert all(draft.covers(d) for row in draft.rader for d in row.days)


@pytest.fixture(scope="module")
def shipped(kunnskap):
    return the(wheels.load(SCHEDULES, kunnskap.kilder).wheel("2023-2024"))


def test_the_shipped_wheel_rolled_to_its_own_year_is_itself_but_for_what_cannot_be_derived(shipped):
    draft = roll(shipped, "2023-2024")
    missing = {gap.rad for gap in draft.mangler}
    expected = [row for row in shipped.rader if row.id not in missing]
    assert [bare(row) for row in draft.rader] == [
        replace(bare(row), se_ogsa=tuple(other for other in row.se_ogsa if other not in missing)) for row in expected
    ]


def test_what_the_shipped_wheel_cannot_give_are_the_holidays_and_the_weeks_of_marking(shipped):
    draft = roll(shipped, "2026-2027")
    undated = {row.id for row in shipped.rader if row.slag == "ferie" or (row.tid and row.tid.form == "periode")}
    assert {gap.rad for gap in draft.mangler} == undated
    assert ids(draft.rader) == [row.id for row in shipped.rader if row.id not in undated]


@pytest.mark.parametrize("year", range(2024, 2035))
def test_only_deadlines_of_the_shipped_wheel_fall_on_a_day_off(shipped, year):
    source = {row.id: row for row in shipped.rader}
    for row in roll(shipped, f"{year}-{year + 1}").rader:
        if row.tid and row.tid.form == "dato" and not workdays.is_working_day(row.tid.last):
            was_off = not workdays.is_working_day(source[row.id].tid.last)
            assert was_off or row.hva.startswith(("Frist", "Siste"))


def test_the_application_deadlines_of_2026_are_those_that_were_announced(shipped):
    days = {
        row.id: the(row.tid).last.isoformat()
        for row in roll(shipped, "2025-2026").rader
        if row.id.startswith("soknads")
    }
    assert days == {"soknadsfrist-fortrinn": "2026-02-02", "soknadsfrist-ordinaer": "2026-03-02"}
