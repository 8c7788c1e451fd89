"""What stands on the picture of a wheel, and the words for it."""

from dataclasses import replace
from datetime import date

import pytest
from tiny_wheel import FYLKER, NOVARI, SSB, day, frist, ids, wheel

from bot.domain import wheelview, wheelwords
from bot.domain.arshjul import Arshjulene
from bot.domain.frist import Fylke, Unntak
from bot.domain.tid import Tid
from bot.errors import KodevaktError

VESTLAND = Fylke("46", "Vestland", "nn")
HOST = Tid.periode(day("2023-10-09"), day("2023-10-13"))
ROWS = (
    frist("juli", "2023-07-14"),
    frist("ssb", "2023-09-25", kategori=SSB, frist_fylke="2023-09-24", hva="Elevdata ssbElev. Se 22. september."),
    frist("ferie", HOST, slag="ferie", fylker=("Nordland", "Vestland", "Viken"), hva="Høstferie for Nordland"),
    frist("oktober", "2023-10-20"),
    frist("rutine", None, slag="rutine"),
    frist("juli-neste", "2024-07-12"),
)


def arshjulene(*wheels):
    return Arshjulene(wheels or [wheel(*ROWS)], (*FYLKER, VESTLAND))


def view(today="2023-09-18", fylke=None, skolear=None, wheels=(), **more):
    return wheelview.view(arshjulene(*wheels), skolear, day(today), fylke, **more)


def test_rows_with_a_day_stand_on_the_picture_and_rows_without_do_not():
    shown = view()

    assert ids(shown.frister) == ["juli", "ssb", "oktober", "juli-neste"]
    assert ids(shown.ferier) == ["ferie"]


@pytest.mark.parametrize(
    ("fylke", "expected"),
    [
        pytest.param(None, ["ferie"], id="all counties"),
        pytest.param("vestland", ["ferie"], id="a county of the row, however it is written"),
        pytest.param("Akershus", ["ferie"], id="what came of a county of the row"),
        pytest.param("Oslo", [], id="another county"),
    ],
)
def test_holidays_are_those_of_the_county(fylke, expected):
    assert ids(view(fylke=fylke).ferier) == expected


def test_a_county_with_its_own_days_gets_those_and_the_others_do_not():
    own = Unntak("Nordland", Tid.periode(day("2023-10-11"), day("2023-10-13")))
    hjul = wheel(replace(ROWS[2], unntak=(own,)))

    assert wheelwords.holidays(view(fylke="Nordland", wheels=[hjul])) == "Skoleferie: høstferie 11.–13. oktober"
    assert wheelwords.holidays(view(fylke="Akershus", wheels=[hjul])) == "Skoleferie: høstferie 9.–13. oktober"


def test_the_next_deadlines_are_those_from_today_the_countys_own_first():
    assert ids(view("2023-09-24").neste) == ["ssb", "oktober", "juli-neste"]
    assert ids(view("2023-09-25").neste) == ["ssb", "oktober", "juli-neste"]
    assert ids(view("2023-09-26").neste) == ["oktober", "juli-neste"]


def test_at_most_five_are_named():
    rows = [frist(f"r{number}", f"2023-10-{number:02}") for number in range(1, 10)]

    assert len(view(wheels=[wheel(*rows)]).neste) == 5


def test_who_asks_may_know_better_which_come_next():
    """The bot leaves out what others do; a row that a newer wheel tells has another id there."""
    newer = frist("juli", "2024-07-12")

    assert ids(view(neste=[ROWS[3], newer]).neste) == ["oktober", "juli-neste"]
    assert ids(view("2023-07-02", neste=[ROWS[0]]).neste) == ["juli"]


HJUL = [wheel(*ROWS), wheel(*ROWS[1:4], skolear="2024-2025", draft=True)]


@pytest.mark.parametrize(
    ("today", "skolear", "expected"),
    [
        pytest.param("2023-09-18", None, "2023-2024", id="of today"),
        pytest.param("2024-07-10", None, "2023-2024", id="in July the year that ends"),
        pytest.param("2024-08-02", None, "2024-2025", id="in August the year that begins, though a draft"),
        pytest.param("2025-08-20", None, "2024-2025", id="the only one that has the day"),
        pytest.param("2023-09-18", "2024–2025", "2024-2025", id="the one asked for, with the dash of a text"),
    ],
)
def test_the_wheel_is_the_one_asked_for_or_that_of_the_day(today, skolear, expected):
    assert view(today, skolear=skolear, wheels=HJUL).wheel.skolear == expected


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({"skolear": "2019-2020"}, "noe årshjul for 2019-2020. De som finnes: 2023-2024.", id="year"),
        pytest.param({"today": "2030-01-01"}, "årshjul som har tirsdag 1. januar 2030. De som finnes", id="day"),
        pytest.param({"fylke": "Osloo"}, "Ukjent fylke «Osloo». Fylkene er Akershus", id="county"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(asked, told):
    with pytest.raises(KodevaktError) as caught:
        view(**asked)

    assert told in str(caught.value)


def test_without_any_wheel_that_is_told():
    with pytest.raises(KodevaktError, match="De som finnes: ingen"):
        wheelview.view(Arshjulene(()), None, day("2023-09-18"))


def test_the_alt_text_says_what_the_picture_says():
    assert wheelwords.alt_text(view(fylke="Akershus")) == (
        "Årshjul VIGO opplæring 2023–2024 for Akershus: skoleåret som en sirkel med 4 frister. "
        "I dag: mandag 18. september 2023. De neste fristene: "
        "søndag 24. september (reelt fredag 22. september): Elevdata ssbElev; fredag 20. oktober: oktober; "
        "fredag 12. juli: juli-neste. Skoleferie: høstferie 9.–13. oktober."
    )


def test_a_county_with_nynorsk_gets_it_in_nynorsk():
    shown = view("2023-10-19", fylke="Vestland")

    assert wheelwords.alt_text(shown) == (
        "Årshjul VIGO opplæring 2023–2024 for Vestland: skuleåret som ein sirkel med 4 fristar. "
        "I dag: torsdag 19. oktober 2023. Dei neste fristane: fredag 20. oktober: oktober; "
        "fredag 12. juli: juli-neste. Skuleferie: haustferie 9.–13. oktober."
    )
    assert wheelwords.long_date(date(2023, 9, 18), wheelwords.phrases(shown)) == "måndag 18. september 2023"


def test_estimates_are_told_in_the_title_and_at_each_date():
    hjul = wheel(ROWS[3], draft=True)

    shown = view(wheels=[hjul])

    assert wheelwords.title(shown) == "Årshjul VIGO opplæring 2023–2024 – anslag"
    assert "fredag 20. oktober (anslag): oktober" in wheelwords.alt_text(shown)
    assert wheelwords.label(shown.neste[0], shown) == ("fre 20. okt. (anslag)", "", "oktober")
    assert wheelwords.title(view(wheels=[hjul.confirmed(NOVARI)])) == "Årshjul VIGO opplæring 2023–2024"


def test_a_day_outside_the_wheel_is_told_and_nothing_is_next():
    shown = view("2026-11-22", skolear="2023-2024")

    assert (shown.today, shown.neste) == (None, ())
    assert "Dagen er ikke i dette årshjulet." in wheelwords.alt_text(shown)


def test_when_nothing_is_left_that_is_told():
    assert "Ingen flere frister i årshjulet." in wheelwords.alt_text(view("2024-08-20"))


def test_holidays_that_nobody_knows_yet_are_told():
    assert wheelwords.holidays(view(fylke="Oslo")) == "Skoleferiene står ikke i årshjulet ennå"


def test_a_label_tells_the_day_that_is_next_and_the_last_working_day_before_it():
    assert wheelwords.label(ROWS[1], view("2023-09-20")) == ("søn 24. sep.", "reelt fre 22. sep.", "Elevdata ssbElev")
    assert wheelwords.label(ROWS[1], view("2023-09-25")) == ("man 25. sep.", "", "Elevdata ssbElev")


@pytest.mark.parametrize(
    ("hva", "expected"),
    [
        pytest.param("Kort.", "Kort", id="short"),
        pytest.param("Søknadsfrist. www.vigo.no stenger.", "Søknadsfrist", id="address after it"),
        pytest.param("Første (2. levering – endelig). Frist er 3. mars", "Første (2. levering – endelig)", id="date"),
        pytest.param("Ord " * 40, "Ord Ord …", id="cut between words"),
        pytest.param("Elever (a) og (b) i dag", "Elever og …", id="without asides"),
    ],
)
def test_what_a_row_is_about_is_said_in_short(hva, expected):
    assert wheelwords.short(hva, 11 if "Ord" in hva or "(a)" in hva else 90) == expected


def test_the_file_is_called_by_year_and_county_in_plain_letters():
    more = Fylke("15", "Møre og Romsdal", "nn")
    shown = wheelview.view(Arshjulene([wheel(*ROWS)], [more]), None, day("2023-09-18"), "Møre og Romsdal")

    assert wheelwords.file_name(shown) == "arshjul-2023-2024-more-og-romsdal"
    assert wheelwords.file_name(view()) == "arshjul-2023-2024"
