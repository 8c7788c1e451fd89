"""The picture of the wheel in Slack: when it is asked for, how it is posted, and what is told when it cannot be."""

import asyncio

import pytest
from aiohttp import ClientConnectionError
from slack_says import FakePicture
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from tiny_wheel import FYLKER

from bot.domain.arshjul import Arshjulene
from bot.errors import KodevaktError
from bot.slack import filing, hjul
from bot.slack.hjul import Wish
from bot.slack.phrases import FAILED

ARSHJUL = Arshjulene((), FYLKER)


class FakeClient(AsyncWebClient):
    """Takes a file as Slack does, or refuses it."""

    def __init__(self, refusal=None):
        super().__init__()
        self.refusal = refusal
        self.got = []

    async def files_upload_v2(self, **arguments):
        """Take the file."""
        if self.refusal:
            raise self.refusal
        self.got.append(arguments)
        return {"ok": True, "files": [{"id": "F1"}]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hjul", Wish()),
        ("vis årshjulet", Wish()),
        ("Vis meg årshjulet!", Wish()),
        ("syn heile årshjulet", Wish()),
        ("tegn hjulet for 2023-2024", Wish("2023-2024")),
        ("hjul 2023-2024", Wish("2023-2024")),
        ("vis årshjulet 2023–2024", Wish("2023-2024")),
        ("årshjulet 2023/24", Wish("2023-2024")),
        ("hjul Oslo", Wish(None, "Oslo")),
        ("vis årshjulet 2023-2024 for oslo kommune", Wish("2023-2024", "Oslo")),
        ("hjul ssbElev", None),
        ("hvilke frister er det i årshjulet?", None),
        ("hjulmaker", None),
        ("neste frist", None),
        ("", None),
        pytest.param("hjul" + "!" * 100, None, id="too long to be judged: a longer one takes seconds"),
    ],
)
def test_the_picture_is_given_to_who_asks_for_it_and_for_nothing_else(text, expected):
    assert hjul.wish(text, ARSHJUL) == expected


def test_the_file_is_shared_with_the_channel_with_a_text_for_readers():
    client = FakeClient()

    file = asyncio.run(filing.post(client, hjul.file(FakePicture()), "C1", "1.2"))

    (got,) = client.got
    assert file == "F1"
    assert (got["channel"], got["thread_ts"], got["filename"]) == ("C1", "1.2", "arshjul-2023-2024.png")
    assert (got["content"], got["title"]) == (b"\x89PNG 1600", "Årshjul 2023–2024")
    assert 800 < len(got["alt_txt"]) <= 1000


def test_when_it_is_posted_there_is_nothing_to_tell():
    assert asyncio.run(hjul.show(FakeClient(), FakePicture, "C1")) is None


@pytest.mark.parametrize(
    ("word", "told"),
    [
        pytest.param("not_in_channel", "/invite @Kodevakt", id="not there"),
        pytest.param("channel_not_found", "/invite @Kodevakt", id="a private channel"),
        pytest.param("missing_scope", "files:write", id="no scope"),
        pytest.param("ratelimited", "Vent et minutt", id="too many pictures"),
        pytest.param("fatal_error", FAILED, id="Slack is not well"),
    ],
)
def test_what_slack_refuses_is_told_in_words(word, told):
    client = FakeClient(SlackApiError("x", {"ok": False, "error": word}))

    assert told in (asyncio.run(hjul.show(client, FakePicture, "C1")) or "")


def test_an_upload_that_breaks_is_told():
    assert asyncio.run(hjul.show(FakeClient(SlackRequestError("x")), FakePicture, "C1")) == FAILED


@pytest.mark.parametrize("fault", [ClientConnectionError(), TimeoutError()], ids=["cut off", "slow"])
def test_where_slack_does_not_answer_nobody_is_told_that_it_failed(fault):
    told = asyncio.run(hjul.show(FakeClient(fault), FakePicture, "C1")) or ""

    assert "jeg vet ikke om bildet kom fram" in told


def test_a_wheel_that_there_is_not_is_told():
    def draw():
        raise KodevaktError("Det finnes ikke noe årshjul for 2019-2020.")

    client = FakeClient()

    assert asyncio.run(hjul.show(client, draw, "C1")) == "Det finnes ikke noe årshjul for 2019-2020."
    assert client.got == []
