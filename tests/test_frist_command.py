"""``/frist`` from a signed request to what a person sees: lists, pages, counties, and what cannot be found."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from frist_stage import MANY, ROWS, FristResponder
from slack_stage import Slack, Stage, buttons, strings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

VESTLAND = "C46"
MORE, BACK = "Vis flere", "Vis forrige"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Slack() as slack:
        made = Stage(slack, tmp_path, FristResponder(*ROWS, *MANY))
        made.clock.at = datetime(2023, 9, 18, 9, 0, tzinfo=UTC)
        yield made
        await made.close()


def turned(stage: Stage) -> dict[str, Any]:
    """Return the message that the last button was answered with."""
    return stage.slack.hooked[-1]


def listed(message: dict[str, Any]) -> list[str]:
    """Return what the rows of a list are about."""
    (rich,) = [block for block in message["blocks"] if block["type"] == "rich_text"]
    items = rich["elements"][0]["elements"]
    return [item["elements"][-1]["text"].strip().partition(" ·")[0] for item in items]


async def test_alone_it_tells_the_next_three_to_the_one_who_asked(stage: Stage) -> None:
    reply = await stage.frist("")

    assert reply["response_type"] == "ephemeral"
    assert (reply["unfurl_links"], reply["unfurl_media"], reply["link_names"]) == (False, False, False)
    assert stage.responder.asked == [("neste 3", (), "")]
    assert reply["text"].startswith("Neste frister:\nfre 22. sep. (om 4 dager): Frist for å kjøre oppdatering av rett")
    assert len(listed(reply)) == 3
    assert list(buttons(reply)) == ["Ja", "Nei", "Del i kanalen"]


async def test_a_look_up_neither_calls_slack_nor_writes_to_the_database(stage: Stage) -> None:
    await stage.frist("oktober")

    assert (stage.slack.calls, stage.seen()) == ([], [])


async def test_one_deadline_is_told_in_full(stage: Stage) -> None:
    reply = await stage.frist("ssbresultat")

    assert reply["text"].startswith("Søndag 24. september 2023, reelt fredag 22. september (om 4 dager)\nElevdata")
    shown = strings(reply["blocks"])
    assert {"Hvem:", "Til:", "Leveres:", "Usikkert:", "Se også:"} <= set(shown)
    assert "Bekreftet: Novari IKS, per 21.8.2023." in shown


async def test_it_answers_for_the_county_whose_channel_it_is_and_in_its_malform(stage: Stage) -> None:
    reply = await stage.frist("neste 2", VESTLAND)

    assert reply["text"].startswith("Neste fristar for Vestland:\n")
    assert stage.responder.places[-1] == (date(2023, 9, 18), "Vestland", "nn")


async def test_the_day_is_that_of_norway(stage: Stage) -> None:
    stage.clock.at = datetime(2023, 9, 21, 22, 30, tzinfo=UTC)

    assert "fre 22. sep. (i dag)" in (await stage.frist(""))["text"]


async def test_a_long_list_is_paged_forth_and_back(stage: Stage) -> None:
    first = await stage.frist("november")
    assert listed(first) == [f"Kontroll nummer {n}" for n in range(1, 11)]
    assert first["text"].startswith("Frister november, 1–10 av 25:\n")
    assert "Kontroll nummer 10 ·" in first["text"]
    assert "Kontroll nummer 11" not in str(first)

    await stage.press(buttons(first)[MORE])
    second = turned(stage)
    assert second["replace_original"] is True
    assert listed(second) == [f"Kontroll nummer {n}" for n in range(11, 21)]
    assert list(buttons(second)) == [MORE, BACK, "Ja", "Nei", "Del i kanalen"]

    await stage.press(buttons(second)[MORE])
    third = turned(stage)
    assert listed(third) == [f"Kontroll nummer {n}" for n in range(21, 26)]
    assert MORE not in buttons(third)

    await stage.press(buttons(third)[BACK])
    assert listed(turned(stage)) == listed(second)


async def test_the_buttons_say_to_a_screen_reader_where_they_lead(stage: Stage) -> None:
    first = await stage.frist("november")

    assert buttons(first)[MORE]["accessibility_label"] == "Vis flere: frist 11 til 20 av 25"


async def test_a_page_is_turned_in_the_list_as_it_was_also_on_another_day(stage: Stage) -> None:
    first = await stage.frist("neste 25")
    stage.clock.forward(days=40)

    await stage.press(buttons(first)[MORE])

    assert listed(turned(stage))[0] == "Kontroll nummer 8"
    assert "(om 51 dager)" in turned(stage)["text"]


async def test_a_page_is_turned_for_the_county_of_the_channel(stage: Stage) -> None:
    first = await stage.frist("november", VESTLAND)
    container = {"type": "message", "message_ts": "30.1", "channel_id": VESTLAND, "is_ephemeral": True}

    await stage.press(buttons(first)["Vis fleire"], container=container)

    assert turned(stage)["text"].startswith("Fristar november for Vestland, 11–20 av 25:")


async def test_a_shared_list_can_be_turned_and_still_says_who_shared_it(stage: Stage) -> None:
    await stage.press(buttons(await stage.frist("november"))["Del i kanalen"])
    shared = stage.slack.hooked[0]
    assert shared["response_type"] == "in_channel"
    assert list(buttons(shared)) == [MORE]

    public = {"type": "message", "message_ts": "30.2", "channel_id": "C1", "is_ephemeral": False}
    await stage.press(buttons(shared)[MORE], container=public, user={"id": "U2"})

    assert "Delt fra Kodevakt av <@U1>" in strings(turned(stage))
    assert list(buttons(turned(stage))) == [MORE, BACK]


async def test_a_judgement_keeps_the_page(stage: Stage) -> None:
    await stage.press(buttons(await stage.frist("november"))[MORE])
    await stage.press(buttons(turned(stage))["Ja"])

    assert listed(turned(stage))[0] == "Kontroll nummer 11"
    assert stage.store.feedback()[0].entries[0] == "2023-2024/kontroll-01"


async def test_the_choices_of_a_value_that_was_tampered_with_are_harmless(stage: Stage) -> None:
    button = dict(buttons(await stage.frist("november"))[MORE])
    for value in ('{"q":"november","f":1,"s":-5,"d":"x","u":7}', '{"q":"november","f":1,"s":"1","d":5}', '{"f":1}'):
        await stage.press(button | {"value": value})

    assert [listed(message)[0] for message in stage.slack.hooked] == ["Kontroll nummer 1"] * 2


async def test_an_unknown_topic_gets_the_nearest_ones_as_buttons(stage: Stage) -> None:
    reply = await stage.frist("privatskuleelevar")
    assert reply["text"].startswith(
        "Jeg fant ikke noe om «privatskuleelevar» i årshjulet.\nDet nærmeste jeg kan svare på:"
    )
    assert list(buttons(reply)) == ["Privatskoledata til Vigo"]

    await stage.press(buttons(reply)["Privatskoledata til Vigo"])

    assert turned(stage)["text"].startswith("Mandag 9. oktober 2023 (om 21 dager)\nPrivatskoledata til Vigo.")
    assert stage.responder.asked[-1][0] == "Privatskoledata til Vigo"


async def test_where_nothing_is_near_it_says_what_can_be_asked(stage: Stage) -> None:
    reply = await stage.frist("kattemat")

    assert "Jeg fant ikke noe om «kattemat» i årshjulet. Prøv «neste 5», en måned" in reply["text"]
    assert "Registreringshåndboken" not in reply["text"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30. februar", "Dagen «30. februar» finnes ikke i kalenderen."),
        ("fra 10. oktober til 5. oktober", "går baklengs: den siste dagen er før den første."),
        ("uke 54", "«uke 54» finnes ikke"),
    ],
)
async def test_a_time_that_cannot_be_is_told_plainly(stage: Stage, text: str, expected: str) -> None:
    reply = await stage.frist(text)

    assert expected in reply["text"]
    assert buttons(reply) == {}


@pytest.mark.parametrize("text", ["hjelp", "Help", "?"])
async def test_asked_for_help_it_shows_how_it_is_used(stage: Stage, text: str) -> None:
    reply = await stage.frist(text)

    assert "/frist uke 41" in reply["text"]
    assert stage.responder.asked == []


@pytest.mark.parametrize("text", ["<!channel>", "<@U012AB3CD> &amp; *x*", "a" * 3000, "\u202e", "😀"])
async def test_whatever_is_typed_is_answered(stage: Stage, text: str) -> None:
    reply = await stage.frist(text)

    assert reply["text"]
    assert "<!channel>" not in str(reply)


async def test_codes_in_a_county_are_explained_in_its_malform_and_elsewhere_in_bokmal(stage: Stage) -> None:
    here, there = await stage.kode("TPTIP1A---", VESTLAND), await stage.kode("TPTIP1A---")

    assert ("Kjelde:" in here["text"], "Kilde:" in there["text"]) == (True, True)


async def test_a_mention_and_a_thread_are_asked_on_the_day_and_for_the_county_of_the_channel(stage: Stage) -> None:
    await stage.mention("når er neste frist?", channel=VESTLAND)
    await stage.mention("og etterpå?", channel=VESTLAND, thread_ts="10.1", ts="10.5")
    await stage.direct("når er neste frist?")

    day = date(2023, 9, 18)
    assert stage.responder.places == [(day, "Vestland", "nn")] * 2 + [(day, "", "nb")]
