"""The calendar file, read back by icalendar and by vobject, which knows nothing of it."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_wheel import FYLKER, day, frist, wheel
from two_readers import ours, properties, theirs

from bot.adapters import ics, wheels
from bot.domain.arshjul import Arshjulene, Utvalg
from bot.domain.frist import Bekreftelse
from bot.domain.kalender import Valg
from bot.domain.rolling import roll

SCHEDULES = Path(__file__).parent.parent / "schedules"
ALL = Valg()
CHOICES = [
    pytest.param(ALL, id="all"),
    pytest.param(Valg("Vestland"), id="Vestland"),
    pytest.param(Valg("Nordland"), id="Nordland"),
    pytest.param(Valg("Østfold"), id="Østfold"),
    pytest.param(Valg("Viken"), id="Viken"),
    pytest.param(Valg("Oslo", frozenset({"ssb", "ot"})), id="two categories in Oslo"),
]


@pytest.fixture(scope="module")
def arshjul(kunnskap):
    """Return the wheel of 2023-2024 as it is shipped."""
    shipped = wheels.load(SCHEDULES, kunnskap.kilder)
    return Arshjulene([wheel for wheel in shipped.hjul if wheel.skolear == "2023-2024"], shipped.fylker)


@pytest.fixture(scope="module")
def files(arshjul):
    """Return the calendar file of a choice, made once."""
    made: dict[Valg, bytes] = {}
    return lambda valg: made.get(valg) or made.setdefault(valg, ics.feed(arshjul, valg))


def of(*rows, valg=ALL, **more):
    """Return the calendar file of one wheel of *rows*."""
    return ics.feed(Arshjulene([wheel(*rows, **more)], FYLKER), valg)


def only(file):
    """Return the one event, as each of two readers finds it."""
    (event,), (other,) = ours(file), theirs(file)
    return event, other


def uid(row):
    """Return the uid of *row*: one that next year's wheel repeats has its uid from there."""
    if not row.id.endswith("-neste"):
        return f"{row.skolear}/{row.id}@kodevakt"
    year = int(row.skolear[-4:])
    return f"{year}-{year + 1}/{row.id[: -len('-neste')]}@kodevakt"


def test_every_row_that_has_a_date_is_in_the_file_exactly_once(arshjul, files):
    rows = [uid(row) for row in arshjul.hjul[0].rader if row.tid]

    uids = [event.uid.value for event in theirs(files(ALL))]

    assert len(rows) == len(set(rows)) == 113
    assert sorted(uids) == sorted(rows)


@pytest.mark.parametrize("valg", CHOICES)
def test_each_choice_has_the_rows_that_are_for_it_exactly_once(arshjul, files, valg):
    rows = arshjul.between(date.min, date.max - timedelta(days=1), Utvalg(fylke=valg.fylke))
    wanted = [uid(row) for row in rows if not valg.kategorier or row.kategori.id in valg.kategorier]

    uids = [event.uid.value for event in theirs(files(valg))]

    assert uids == wanted
    assert len(uids) == len(set(uids)) > 20


@pytest.mark.parametrize("valg", CHOICES)
def test_two_readers_find_the_same_events_on_the_same_whole_days(files, valg):
    mine = [(str(e["uid"]), e["dtstart"].dt, e["dtend"].dt) for e in ours(files(valg))]
    others = [(e.uid.value, e.dtstart.value, e.dtend.value) for e in theirs(files(valg))]

    assert mine == others
    assert all(type(first) is date and first < end for _, first, end in mine)


@pytest.mark.parametrize("valg", CHOICES)
def test_the_file_is_what_the_standard_asks_for_octet_by_octet(files, valg):
    lines = files(valg).split(b"\r\n")

    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert all(b"\n" not in line and b"\r" not in line and line.decode().isprintable() for line in lines)


def test_the_file_opens_with_what_readers_look_for(files):
    head = files(Valg("Vestland")).decode().partition("BEGIN:VEVENT")[0].splitlines()

    assert head == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kodevakt//Arshjul VIGO//NO",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Årshjul VIGO – Vestland",
        "X-WR-CALNAME:Årshjul VIGO – Vestland",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]


def test_every_event_has_what_the_standard_demands_and_takes_nobodys_time(files):
    for event in theirs(files(ALL)):
        assert event.dtstart.params == event.dtend.params == {"VALUE": ["DATE"]}
        assert event.dtstamp.value == event.last_modified.value == datetime(2023, 8, 21, tzinfo=UTC)
        assert (event.transp.value, event.status.value, event.sequence.value) == (
            "TRANSPARENT",
            "CONFIRMED",
            "20230821",
        )
        assert event.url.value == "https://novari.no/utdanning/kvalitetssikring/"
        assert event.summary.value
        assert event.description.value
        assert event.categories.value != [""]


def test_one_row_alone_is_the_same_event_as_in_the_whole_calendar_in_a_file_without_a_name(arshjul, files):
    row = next(row for row in arshjul.rows() if row.id == "ssbresultat-vgo-endelig")
    alone = ics.single(arshjul, row, "Vestland")

    event, other = only(alone)
    (whole,) = [one for one in ours(files(Valg("Vestland"))) if one["uid"] == event["uid"]]
    assert event.to_ical() == whole.to_ical()
    assert str(other.uid.value) == event["uid"]
    assert (b"X-WR-CALNAME" in alone, b"REFRESH-INTERVAL" in alone, b"METHOD:PUBLISH" in alone) == (False, False, True)


def test_a_day_ends_where_the_next_begins():
    event, other = only(of(frist("x", "2023-12-31")))

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2023, 12, 31), date(2024, 1, 1))
    assert other.dtend.value == date(2024, 1, 1)


def test_every_alarm_shows_a_text_at_nine_in_the_morning(files):
    alarms = [(event, alarm) for event in theirs(files(ALL)) for alarm in event.contents.get("valarm", [])]

    assert len(alarms) == 2 * 108  # 113 events, of which five are school holidays
    for event, alarm in alarms:
        assert alarm.action.value == "DISPLAY"
        assert alarm.description.value == event.summary.value
        assert (datetime.combine(event.dtstart.value, time()) + alarm.trigger.value).time() == time(9)


def test_an_alarm_is_written_as_a_time_before_midnight():
    assert b"TRIGGER:-P6DT15H\r\n" in of(frist("x", "2023-11-08"))
    assert b"TRIGGER:-PT15H\r\n" in of(frist("x", "2023-11-08"))


def test_an_estimate_is_tentative_and_says_so():
    _, other = only(of(frist("x"), draft=True))

    assert (other.status.value, other.summary.value) == ("TENTATIVE", "x (anslag)")


def test_a_draft_rolled_from_the_shipped_wheel_is_a_calendar_too(arshjul):
    drafts = Arshjulene([roll(arshjul.hjul[0], "2026-2027")], arshjul.fylker)

    events = theirs(ics.feed(drafts, ALL))

    assert len(events) == sum(row.tid is not None for row in drafts.rows())
    assert {event.status.value for event in events} == {"TENTATIVE"}


def test_a_date_that_moved_has_the_same_uid_and_a_higher_sequence():
    before = wheel(frist("x", "2023-09-25"))
    after = replace(wheel(frist("x", "2023-09-20")), bekreftet=Bekreftelse("Novari IKS", day("2023-09-01")))

    events = [only(ics.feed(Arshjulene([made]), ALL))[1] for made in (before, after)]

    assert [event.uid.value for event in events] == ["2023-2024/x@kodevakt"] * 2
    assert [int(event.sequence.value) for event in events] == [20230821, 20230901]
    assert events[0].dtstamp.value < events[1].dtstamp.value


def test_the_same_wheels_give_the_same_bytes(arshjul, files):
    assert ics.feed(arshjul, ALL) == files(ALL)


TEXTS = [
    pytest.param("Frist, altså; se\nlinje to\n\nlinje fire", id="punctuation and lines"),
    pytest.param("C:\\ny\\mappe \\, \\; \\n", id="backslashes"),
    pytest.param(
        "\\\\server\\Nord",
        id="a backslash and a capital N",
        marks=pytest.mark.xfail(strict=True, reason="icalendar 7.3 writes the two as the end of a line"),
    ),
    pytest.param("👩‍🏫 🇳🇴 æøåÆØÅ ŋáš", id="emoji and letters"),
    pytest.param("BEGIN:VEVENT\nEND:VCALENDAR\nUID:x", id="looks like a calendar"),
    pytest.param("å" * 3000, id="3,000 characters without a space"),
    pytest.param("Elever, lærlinger; og 👩‍🏫\n" * 120, id="3,000 characters"),
]


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_survives_in_two_readers(text):
    event, other = only(of(frist("x", hva=text, kommentar=text, til=(text,))))

    for told in (str(event["description"]), other.description.value):
        assert told.startswith(text)
        assert f"Kommentar: {text}\n" in told
        assert f"Til: {text}\n" in told


PRINTED = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n,;:\\")


@settings(max_examples=60, deadline=None)
@given(st.text(PRINTED, min_size=1, max_size=200).filter(lambda text: "\\N" not in text))
def test_any_words_at_all_survive_in_two_readers(text):
    file = of(frist("x", kommentar=text))
    event, other = only(file)

    assert f"Kommentar: {text}\n" in str(event["description"]) == other.description.value
    assert max(len(line) for line in file.split(b"\r\n")) <= 75


def test_what_may_not_stand_in_a_calendar_is_left_out():
    event, other = only(of(frist("x", kommentar="a\x00b\x0bc\r\nd\x85e\u2028f\ud800g")))

    assert "Kommentar: abc\ndefg\n" in str(event["description"]) == other.description.value


def test_a_name_with_a_comma_survives():
    read = properties(ics.write("A, b; c", ()))

    assert [read[key][0].value for key in ("name", "x-wr-calname")] == ["A, b; c"] * 2


def test_a_source_without_an_address_gives_no_address():
    assert b"URL" not in of(frist("x"))


def test_the_library_is_loaded_only_by_those_who_make_a_file():
    code = "import sys, bot.cli.main; sys.exit('icalendar' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
