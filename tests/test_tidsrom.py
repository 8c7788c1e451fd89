"""The time in a question: what is said becomes a first and a last day, and the rest of the words stay behind."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.tidsrom import Mangled, find

FRIDAY = date(2023, 9, 15)
PIECES = st.sampled_from(
    "0 1 30 31 53 54 99 999 2024 20٢٣ uke week veke mellom og til før innen etter ut by om in neste de kommende denne "
    "forrige siste første midten av i of januar februar May mars aprİl jul påske nyåret sommeren år året måneden dager "
    "dagene uker months igjen pr kl . - – / , den 31. helga halvdel gjenstår siden fjorten 30.2 1.1 2024-02-30 "
    "høst vår".split()
)


def days(text, today=FRIDAY, **kwargs):
    """Return the first and the last day that *text* speaks of, the way they are written, or None."""
    found, _ = find(text, today, **kwargs)
    return f"{found.first}..{found.last}" if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("frister 25. oktober", "2023-10-25..2023-10-25", id="a day"),
        pytest.param("due 3rd of May", "2024-05-03..2024-05-03", id="a day in English"),
        pytest.param("due October 25th, 2023", "2023-10-25..2023-10-25", id="an American day"),
        pytest.param("5/10", "2023-10-05..2023-10-05", id="a day in figures"),
        pytest.param("2023-11-08", "2023-11-08..2023-11-08", id="an ISO day"),
        pytest.param("i dag", "2023-09-15..2023-09-15", id="today"),
        pytest.param("kva må gjerast i morgon", "2023-09-16..2023-09-16", id="tomorrow in nynorsk"),
        pytest.param("ka skjer i morra", "2023-09-16..2023-09-16", id="tomorrow in dialect"),
        pytest.param("hva skulle vært gjort i går", "2023-09-14..2023-09-14", id="yesterday"),
        pytest.param("uke 41", "2023-10-09..2023-10-15", id="a week"),
        pytest.param("veke 41 og 42", "2023-10-09..2023-10-22", id="two weeks in nynorsk"),
        pytest.param("week 8/9", "2024-02-19..2024-03-03", id="two weeks in English"),
        pytest.param("denne uka", "2023-09-11..2023-09-17", id="this week"),
        pytest.param("den her uka", "2023-09-11..2023-09-17", id="this week in dialect"),
        pytest.param("neste veke", "2023-09-18..2023-09-24", id="next week in nynorsk"),
        pytest.param("forrige uke", "2023-09-04..2023-09-10", id="last week"),
        pytest.param("om to uker", "2023-09-25..2023-10-01", id="the week after next"),
        pytest.param("ut uka", "2023-09-15..2023-09-17", id="the rest of the week"),
        pytest.param("de neste ti dagene", "2023-09-15..2023-09-25", id="some days ahead"),
        pytest.param("innen 14 dager", "2023-09-15..2023-09-29", id="within some days"),
        pytest.param("the next two weeks", "2023-09-15..2023-09-29", id="some weeks ahead in English"),
        pytest.param("dei neste vekene", "2023-09-15..2023-10-06", id="some weeks ahead without a number"),
        pytest.param("fristar i oktober", "2023-10-01..2023-10-31", id="a month"),
        pytest.param("februar 2024", "2024-02-01..2024-02-29", id="a month with a leap day"),
        pytest.param("desemberfristene", "2023-12-01..2023-12-31", id="a month in a compound"),
        pytest.param("frister i juli", "2023-07-01..2023-07-31", id="a month that has just been"),
        pytest.param("frister i mai", "2024-05-01..2024-05-31", id="a month of next year"),
        pytest.param("oktober og november", "2023-10-01..2023-11-30", id="two months"),
        pytest.param("neste måned", "2023-10-01..2023-10-31", id="next month"),
        pytest.param("første uke i januar", "2024-01-01..2024-01-07", id="the first week of a month"),
        pytest.param("hva må gjøres til uka?", "2023-09-18..2023-09-24", id="next week in another way"),
        pytest.param("uka som kommer", "2023-09-18..2023-09-24", id="the week that comes"),
        pytest.param("kva skjer førstkommande veke", "2023-09-18..2023-09-24", id="the first week to come"),
        pytest.param("the next fortnight", "2023-09-15..2023-09-29", id="a fortnight"),
        pytest.param("rett etter jul", "2023-12-27..2024-01-09", id="just after Christmas"),
        pytest.param("rett over nyttår", "2024-01-02..2024-01-15", id="just over New Year"),
        pytest.param("like før påske", "2024-03-14..2024-03-27", id="just before Easter"),
        pytest.param("siste uka før jul", "2023-12-17..2023-12-23", id="the week before Christmas"),
        pytest.param("i mellomjula", "2023-12-25..2023-12-31", id="between Christmas and New Year"),
        pytest.param("en oversikt over mars", "2024-03-01..2024-03-31", id="an overview of a month is not after it"),
        pytest.param("månedsskiftet oktober/november", "2023-10-25..2023-11-07", id="the turn of a month"),
        pytest.param("i vinter", "2024-01-01..2024-03-31", id="the winter"),
        pytest.param("medio oktober", "2023-10-10..2023-10-20", id="the middle of a month in business words"),
        pytest.param("mot slutten av måneden", "2023-09-21..2023-09-30", id="the end of this month"),
        pytest.param("i starten av neste måned", "2023-10-01..2023-10-10", id="the beginning of next month"),
        pytest.param("slutten av november", "2023-11-21..2023-11-30", id="the end of a month"),
        pytest.param("midten av november", "2023-11-10..2023-11-20", id="the middle of a month"),
        pytest.param("hva har vi igjen i september", "2023-09-15..2023-09-30", id="what is left of a month"),
        pytest.param("mellom 1. og 10. november", "2023-11-01..2023-11-10", id="between two days of a month"),
        pytest.param("1.–10. november", "2023-11-01..2023-11-10", id="from day to day with a dash"),
        pytest.param("frå 25. oktober til 3. november", "2023-10-25..2023-11-03", id="from a day to a day"),
        pytest.param("før 25. oktober", "2023-09-15..2023-10-24", id="before a day"),
        pytest.param("innan 25. oktober", "2023-09-15..2023-10-25", id="by a day in nynorsk"),
        pytest.param("until 25 October", "2023-09-15..2023-10-25", id="until a day"),
        pytest.param("mellom nå og 25. oktober", "2023-09-15..2023-10-25", id="between now and a day"),
        pytest.param("var det før i september", "2023-09-01..2023-09-30", id="earlier in a month"),
        pytest.param("før november", "2023-09-15..2023-10-31", id="before a month"),
        pytest.param("by the end of October", "2023-09-15..2023-10-31", id="by the end of a month"),
        pytest.param("før jul", "2023-09-15..2023-12-23", id="before Christmas"),
        pytest.param("før påska", "2023-09-15..2024-03-27", id="before Easter"),
        pytest.param("i påsken", "2024-03-28..2024-04-01", id="in Easter"),
        pytest.param("før sommeren", "2023-09-15..2024-07-31", id="before the summer"),
        pytest.param("på nyåret", "2024-01-01..2024-01-31", id="early next year"),
        pytest.param("i haust", "2023-08-01..2023-12-31", id="the autumn in nynorsk"),
        pytest.param("til våren", "2024-01-01..2024-06-30", id="the spring"),
        pytest.param("this summer", "2024-06-01..2024-08-31", id="the summer in English"),
        pytest.param("resten av året", "2023-09-15..2023-12-31", id="the rest of the year"),
        pytest.param("rest of the school year", "2023-09-15..2024-07-31", id="the rest of the school year"),
        pytest.param("frister 2024", "2024-01-01..2024-12-31", id="a year"),
        pytest.param("kva skjer den 20.?", "2023-09-20..2023-09-20", id="a day of the month that it is"),
        pytest.param("what is on the 3rd?", "2023-10-03..2023-10-03", id="a day of the next month in English"),
        pytest.param("innen den 30.", "2023-09-15..2023-09-30", id="by a day of the month"),
        pytest.param("borte til mandag 2. oktober", "2023-09-15..2023-10-02", id="a weekday before its day"),
        pytest.param("i overmorgen", "2023-09-17..2023-09-17", id="the day after tomorrow"),
        pytest.param("neste fredag", "2023-09-22..2023-09-22", id="the next weekday of a name that is today's"),
        pytest.param("denne uka og neste", "2023-09-11..2023-09-24", id="two weeks by name"),
        pytest.param("to uker framover", "2023-09-15..2023-09-29", id="some weeks on"),
        pytest.param("om fjorten dager", "2023-09-29..2023-09-29", id="a fortnight"),
        pytest.param("før helga", "2023-09-15..2023-09-15", id="before the weekend"),
        pytest.param("i helga", "2023-09-16..2023-09-17", id="the weekend"),
        pytest.param("første halvdel av november", "2023-11-01..2023-11-15", id="the first half of a month"),
        pytest.param("andre halvdel av februar", "2024-02-16..2024-02-29", id="the second half of a month"),
        pytest.param("midt i november", "2023-11-10..2023-11-20", id="the middle of a month, said shortly"),
        pytest.param("tidleg i november", "2023-11-01..2023-11-10", id="early in a month in nynorsk"),
        pytest.param("oktober/november", "2023-10-01..2023-11-30", id="two months with a slash"),
        pytest.param("i løpet av høsten", "2023-08-01..2023-12-31", id="in the course of the autumn"),
        pytest.param("neste høst", "2024-08-01..2024-12-31", id="the autumn after this one"),
        pytest.param("forrige høst", "2022-08-01..2022-12-31", id="the autumn before this one"),
        pytest.param("våren 2025", "2025-01-01..2025-06-30", id="the spring of a year"),
        pytest.param("dette halvåret", "2023-08-01..2023-12-31", id="the half-year of the school"),
        pytest.param("mellom jul og nyttår", "2023-12-25..2023-12-31", id="between Christmas and New Year"),
        pytest.param("ved årsskiftet", "2024-01-01..2024-01-01", id="the turn of the year"),
        pytest.param("hva gjenstår i år", "2023-09-15..2023-12-31", id="what is left of the year"),
    ],
)
def test_a_time_is_understood(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("etter 3. november", "2023-11-04", id="a day"),
        pytest.param("after Easter", "2024-04-02", id="Easter in English"),
        pytest.param("etter jul", "2023-12-27", id="Christmas"),
        pytest.param("etter nyttår", "2024-01-02", id="New Year"),
        pytest.param("etter 1. september", "2023-09-15", id="a day that has been: from today"),
        pytest.param("fra og med 1. oktober", "2023-10-01", id="the day itself"),
        pytest.param("endringer siden 1. oktober", "2023-10-01", id="since a day"),
    ],
)
def test_what_comes_after_a_time_is_open(text, first):
    found, _ = find(text, FRIDAY)
    assert found is not None
    assert (found.first.isoformat(), found.open) == (first, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("når er neste frist?", id="no time"),
        pytest.param("møte kl 12.10", id="a time of day"),
        pytest.param("møte kl. 14.30", id="a time of day with a full stop"),
        pytest.param("may I ask", id="a verb that is a month in English"),
        pytest.param("skoleåret 2023–2024", id="a school year"),
        pytest.param("status pr. 01.10", id="the day that figures are counted on"),
        pytest.param("OT-data per 15. november", id="such a day with the month in letters"),
        pytest.param("karakterer fra eksamen i høst", id="the name of an exam"),
        pytest.param("den 1. leveringen", id="a number that is no day"),
        pytest.param("hvor mange får vi i år", id="a year that nothing is left of"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_time_is_left_alone(text):
    assert find(text, FRIDAY) == (None, text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        pytest.param("ssbElev før 25. oktober, takk", "ssbElev , takk", id="with the word before it"),
        pytest.param("hva skjer i uke 41?", "hva skjer i ?", id="from the middle"),
        pytest.param("OT i desember", "OT", id="with its preposition"),
    ],
)
def test_the_topic_stays_behind(text, rest):
    assert " ".join(find(text, FRIDAY)[1].split()) == rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("i november", "2022-11-01..2022-11-30", id="a month"),
        pytest.param("i høst", "2023-08-01..2023-12-31", id="the autumn that it is"),
        pytest.param("i går", "2023-09-14..2023-09-14", id="yesterday"),
        pytest.param("hva skjedde den 20.", "2023-08-20..2023-08-20", id="a day of the month that was"),
    ],
)
def test_a_question_about_what_was_looks_back(text, expected):
    assert days(text, back=True) == expected


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        pytest.param("innen jul", date(2023, 12, 20), "2023-12-20..2023-12-26", id="by a Christmas that is near"),
        pytest.param("etter nyttår", date(2024, 1, 3), "2024-01-03..2025-01-28", id="after a New Year just gone"),
        pytest.param("etter påske", date(2024, 4, 2), "2025-04-22..2026-04-28", id="after next year's Easter"),
        pytest.param("neste måned", date(2023, 12, 31), "2024-01-01..2024-01-31", id="next month over New Year"),
        pytest.param("uke 1", date(2024, 12, 20), "2024-12-30..2025-01-05", id="a first week that begins in December"),
    ],
)
def test_the_turn_of_the_year_is_minded(text, today, expected):
    assert days(text, today) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("frister før 30. februar", "finnes ikke i kalenderen", id="30 February"),
        pytest.param("29.02.2023", "finnes ikke i kalenderen", id="29 February of no leap year"),
        pytest.param("2023-13-01", "finnes ikke i kalenderen", id="a thirteenth month"),
        pytest.param("mellom 10. og 1. november", "går baklengs", id="days of a month"),
        pytest.param("fra 3. november til 25. oktober", "går baklengs", id="two days"),
        pytest.param("uke 54", "finnes ikke", id="week 54"),
        pytest.param("week 0", "finnes ikke", id="week 0"),
        pytest.param("uke 53 2023", "finnes ikke i 2023", id="a week that this year lacks"),
        pytest.param("uke 42-41", "finnes ikke", id="weeks backwards"),
    ],
)
def test_a_time_that_cannot_be_is_refused(text, reason):
    with pytest.raises(Mangled, match=reason):
        find(text, FRIDAY)


@given(
    text=st.text(max_size=200) | st.lists(PIECES, max_size=12).map(lambda words: " ".join(words)[:200]),
    today=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    back=st.booleans(),
)
@settings(derandomize=True, max_examples=400, deadline=None)
def test_any_text_gives_a_time_that_runs_forwards(text, today, back):
    try:
        found, _ = find(text, today, back=back)
    except Mangled:
        return
    assert found is None or found.first <= found.last
