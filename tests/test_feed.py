"""The calendar feed over HTTP: what a calendar gets, how cheaply it asks again, and what it is told when it errs."""

import asyncio
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from tiny_wheel import FYLKER, SSB, frist, wheel
from two_readers import theirs

from bot.adapters import ics
from bot.domain.arshjul import Arshjulene
from bot.domain.kalender import Valg
from bot.domain.tid import Tid
from bot.web import feed

LOADED = datetime(2023, 9, 1, 14, 30, 15, 999_999, tzinfo=ZoneInfo("Europe/Oslo"))
ROWS = (
    frist("alle", "2023-09-25"),
    frist("ssb", "2023-09-26", kategori=SSB),
    frist("host", Tid.periode(date(2023, 10, 2), date(2023, 10, 6)), slag="ferie", fylker=("Viken",)),
)


class Reader:
    """Asks the feed over one wheel of *rows*, as a calendar does."""

    def __init__(self, *rows, loaded=LOADED, render=ics.feed):
        self.arshjul = Arshjulene([wheel(*rows)], FYLKER)
        self.app = Starlette(routes=[feed.route(lambda: self.arshjul, render, lambda: loaded)])

    def get(self, path, method="GET", **more):
        """Return the answer to one request."""

        async def ask():
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://kodevakt") as http:
                return await http.request(method, path, **more)

        return asyncio.run(ask())


@pytest.fixture(scope="module")
def calendar():
    """Return a reader of the feed of three rows."""
    return Reader(*ROWS)


def uids(answer):
    return [e.uid.value.partition("@")[0].partition("/")[2] for e in theirs(answer.content)]


def test_a_calendar_gets_a_calendar_file(calendar):
    answer = calendar.get("/arshjul.ics")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.content == ics.feed(Arshjulene([wheel(*ROWS)], FYLKER), Valg())
    assert uids(answer) == ["alle", "ssb", "host"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("?fylke=Oslo", ["alle", "ssb"], id="a county without the holiday"),
        pytest.param("?fylke=%C3%98stfold", ["alle", "ssb", "host"], id="a county that came of Viken"),
        pytest.param("?fylke=30", ["alle", "ssb", "host"], id="by its number"),
        pytest.param("?kategori=ssb", ["ssb"], id="one category"),
        pytest.param("?kategori=ssb,intern", ["alle", "ssb", "host"], id="two with a comma"),
        pytest.param("?kategori=ssb&kategori=intern", ["alle", "ssb", "host"], id="two, each by itself"),
        pytest.param("?fylke=oslo&kategori=INTERN", ["alle"], id="both"),
        pytest.param("?fylke=&kategori=", ["alle", "ssb", "host"], id="left empty"),
        pytest.param("?_=1700000000", ["alle", "ssb", "host"], id="what a reader adds of its own"),
    ],
)
def test_a_calendar_gets_what_it_asked_for(calendar, query, expected):
    assert uids(calendar.get(f"/arshjul.ics{query}")) == expected


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        pytest.param(
            "?fylke=Osloo",
            "Ukjent fylke «Osloo». Fylkene er Akershus, Buskerud, Nordland, Oslo, Østfold.",
            id="no such county",
        ),
        pytest.param("?kategori=x", "Ukjent kategori «x». Kategoriene er intern, ssb.", id="no such category"),
        pytest.param(
            "?fylke=Oslo&fylke=Nordland", "Velg ett fylke om gangen, ikke Nordland og Oslo.", id="two counties"
        ),
    ],
)
def test_what_there_is_not_is_refused_in_a_plain_sentence(calendar, query, sentence):
    answer = calendar.get(f"/arshjul.ics{query}")

    assert (answer.status_code, answer.text) == (400, sentence)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_answer_tells_how_to_ask_again_cheaply(calendar):
    headers = calendar.get("/arshjul.ics").headers

    assert headers["cache-control"] == "public, max-age=3600"
    assert headers["last-modified"] == "Fri, 01 Sep 2023 12:30:15 GMT"
    assert headers["etag"].strip('"').isalnum()


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(lambda tag: {"If-None-Match": tag}, id="the tag"),
        pytest.param(lambda tag: {"If-None-Match": f"W/{tag}"}, id="the tag, weakened on the way"),
        pytest.param(lambda tag: {"If-None-Match": f'"x", {tag}'}, id="one of several"),
        pytest.param(lambda _: {"If-None-Match": "*"}, id="any"),
        pytest.param(lambda _: {"If-Modified-Since": "Fri, 01 Sep 2023 12:30:15 GMT"}, id="the time it was given"),
        pytest.param(lambda _: {"If-Modified-Since": "Sat, 02 Sep 2023 00:00:00 GMT"}, id="a later time"),
    ],
)
def test_who_has_the_file_is_told_so_without_it(calendar, asked):
    tag = calendar.get("/arshjul.ics").headers["etag"]

    answer = calendar.get("/arshjul.ics", headers=asked(tag))

    assert (answer.status_code, answer.content) == (304, b"")
    assert (answer.headers["etag"], answer.headers["cache-control"]) == (tag, "public, max-age=3600")


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"If-None-Match": '"x"'}, id="another tag"),
        pytest.param(
            {"If-None-Match": '"x"', "If-Modified-Since": "Sat, 02 Sep 2023 00:00:00 GMT"},
            id="the tag counts, not the time",
        ),
        pytest.param({"If-Modified-Since": "Fri, 01 Sep 2023 12:30:14 GMT"}, id="an earlier time"),
        pytest.param({"If-Modified-Since": "i går"}, id="no time"),
        pytest.param({"If-Modified-Since": "Sat, 02 Sep 2023 00:00:00 -0000"}, id="a time without a zone"),
        pytest.param({"If-Modified-Since": "Sat, 02 Sep 2023 00:00:00 +99999999999999"}, id="a zone out of this world"),
    ],
)
def test_who_has_another_file_gets_this_one(calendar, asked):
    asked = {name: value.encode() for name, value in asked.items()}

    assert calendar.get("/arshjul.ics", headers=asked).status_code == 200


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=40), st.binary(max_size=40))
def test_no_header_and_no_question_breaks_it(header, query):
    clean = bytes(byte for byte in header if 32 <= byte != 127)
    asked = {"If-Modified-Since": clean} if clean else {}

    answer = Reader(*ROWS).get("/arshjul.ics", params={"fylke": query}, headers=asked)

    assert answer.status_code in (200, 304, 400)


def test_a_date_that_moved_gives_another_tag_and_the_file():
    before = Reader(frist("x", "2023-09-25")).get("/arshjul.ics").headers["etag"]

    answer = Reader(frist("x", "2023-09-26")).get("/arshjul.ics", headers={"If-None-Match": before})

    assert answer.status_code == 200
    assert answer.headers["etag"] != before


def test_the_tag_is_the_same_after_a_new_start(calendar):
    tag = calendar.get("/arshjul.ics").headers["etag"]

    again = Reader(*ROWS, loaded=datetime(2024, 1, 1, tzinfo=UTC)).get("/arshjul.ics", headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert parsedate_to_datetime(again.headers["last-modified"]) == datetime(2024, 1, 1, tzinfo=UTC)


def test_each_file_is_made_once_however_it_is_asked_for():
    made = []

    def render(arshjul, valg):
        made.append(valg)
        return ics.feed(arshjul, valg)

    reader = Reader(*ROWS, render=render)

    for query in (
        "?kategori=ssb,intern&fylke=Oslo",
        "?fylke=oslo%20kommune&kategori=intern&kategori=ssb",
        "?kategori=ssb",
    ):
        assert reader.get(f"/arshjul.ics{query}").status_code == 200

    assert len(made) == 2


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("POST", 405)])
def test_it_is_only_read(calendar, method, status):
    answer = calendar.get("/arshjul.ics", method)

    assert (answer.status_code, answer.content if status == 200 else b"") == (status, b"")
