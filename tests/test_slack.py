"""The Slack edge from a signed request to what a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_stage import buttons, strings

if TYPE_CHECKING:
    from slack_stage import Stage

TO_AR = "TIP-elev som tar vg1 over to år"


async def test_a_code_is_explained_in_the_acknowledgement_to_the_one_who_asked(stage: Stage) -> None:
    reply = await stage.kode("TPTIP1A---")

    assert reply["response_type"] == "ephemeral"
    assert reply["text"].startswith("TPTIP1A---: Teknologi- og industrifag, 1. år av 2-årig kurs.")
    assert (reply["unfurl_links"], reply["unfurl_media"], reply["link_names"]) == (False, False, False)
    assert list(buttons(reply)) == ["Del i kanalen"]


async def test_a_look_up_neither_calls_slack_nor_writes_to_the_database(stage: Stage) -> None:
    await stage.kode("TPTIP1A---")
    await stage.kode("når skrives grunnkoden på vitnemålet?")

    assert stage.slack.calls == []
    assert stage.seen() == []


async def test_each_of_several_codes_is_explained(stage: Stage) -> None:
    reply = await stage.kode("TPTIP1A--- TPTIP PBPBY4H---")

    assert [word in reply["text"] for word in ("TPTIP1A---", "«TPTIP»", "PBPBY4H---")] == [True] * 3
    assert "fem tegn" in reply["text"]
    assert list(buttons(reply)) == ["TPTIP1----", "Del i kanalen"]


async def test_more_than_twenty_codes_are_cut_and_it_says_so(stage: Stage) -> None:
    reply = await stage.kode(" ".join(f"TPTI{chr(65 + n)}1A---" for n in range(25)))

    assert reply["text"].count("1A---") == 20
    assert "Jeg tar 20 koder om gangen" in reply["text"]


async def test_twenty_codes_are_all_told_without_a_remark(stage: Stage) -> None:
    reply = await stage.kode(" ".join(["TPTIP1A---"] * 20))

    assert "om gangen" not in reply["text"]


@pytest.mark.parametrize(
    "text", ["", "   ", "<@U012AB3CD>", "\u200b\u202e"], ids=["nothing", "spaces", "mention", "unseen"]
)
async def test_nothing_to_answer_gets_a_short_usage(stage: Stage, text: str) -> None:
    reply = await stage.kode(text)

    assert "/kode TPTIP1A---" in reply["text"]
    assert stage.responder.asked == []


async def test_an_answer_can_be_shared_and_judged(stage: Stage) -> None:
    reply = await stage.kode("når skrives grunnkoden på vitnemålet?")

    assert list(buttons(reply)) == ["Ja", "Nei", "Del i kanalen"]
    assert "Var dette nyttig?" in strings(reply)
    assert reply["text"].startswith("når skrives grunnkoden på vitnemålet?\nTPTIP1D--- (mønster xxxxx1D---): Vg1")


async def test_an_avklaring_is_answered_by_its_buttons_in_several_rounds(stage: Stage) -> None:
    first = await stage.kode(TO_AR)
    assert list(buttons(first)) == ["Valget ar=1", "Valget ar=2"]

    await stage.press(buttons(first)["Valget ar=2"])
    second = stage.slack.hooked[-1]
    assert second["replace_original"] is True
    assert list(buttons(second)) == ["Valget minoritet", "Valget ordinar"]

    await stage.press(buttons(second)["Valget minoritet"])
    third = stage.slack.hooked[-1]
    assert third["text"].startswith("Bruk TPTIP1D---.")
    assert stage.responder.asked[-1] == (TO_AR, ("ar=2", "minoritet"), "")


async def test_an_unknown_question_says_so_suggests_and_tells_where_to_look(stage: Stage) -> None:
    reply = await stage.kode("hvordan blir været?")

    assert "finnes ikke i kildene" in reply["text"]
    assert "VIGO Kodeverksbase" in reply["text"]
    assert "Hva er VIGO?" in reply["text"]
    assert list(buttons(reply)) == ["Når skrives grunnkoden på vitnemålet?", "Hva er VIGO?"]
    await stage.press(buttons(reply)["Hva er VIGO?"])
    assert stage.slack.hooked[-1]["text"].startswith("Hva er VIGO?")


async def test_an_answer_is_shared_with_the_channel_once(stage: Stage) -> None:
    reply = await stage.kode("når skrives grunnkoden?")
    await stage.press(buttons(reply)["Del i kanalen"], trigger="t")
    await stage.press(buttons(reply)["Del i kanalen"], trigger="t")

    shared, private = stage.slack.hooked
    assert shared["response_type"] == "in_channel"
    assert "Spørsmål: når skrives grunnkoden?" in shared["text"]
    assert "<@U1>" in str(shared["blocks"])
    assert buttons(shared) == {}
    assert private["replace_original"] is True
    assert "Del i kanalen" not in buttons(private)


async def test_that_an_answer_was_useful_is_kept_without_a_word_of_what_was_asked(stage: Stage) -> None:
    question = "når skrives grunnkoden, sa hundehvalpen?"
    reply = await stage.kode(question)
    await stage.press(buttons(reply)["Ja"])

    (kept,) = stage.store.feedback()
    assert (kept.at, kept.kind, kept.entries, kept.useful) == (stage.clock.at, "svar", ("vg1-to-ar",), True)
    assert "Takk" in stage.slack.hooked[-1]["text"]
    assert list(buttons(stage.slack.hooked[-1])) == ["Del i kanalen"]
    stage.store.close()
    folder = stage.settings.knowledge
    assert not any(b"hundehvalp" in file.read_bytes() for file in folder.glob("kodevakt.sqlite3*"))


async def test_a_person_judges_a_message_once_and_others_may_too(stage: Stage) -> None:
    await stage.mention("når skrives grunnkoden?")
    yes, no = (buttons(stage.slack.posted()[0])[name] for name in ("Ja", "Nei"))
    public = {"type": "message", "message_ts": "10.2", "channel_id": "C1", "thread_ts": "10.1"}
    for user, button in (("U1", yes), ("U1", no), ("U2", no)):
        await stage.press(button, user={"id": user}, container=public)

    assert [kept.useful for kept in stage.store.feedback()] == [True, False]
    thanks = stage.slack.hooked[0]
    assert (thanks["response_type"], thanks["replace_original"], thanks["thread_ts"]) == (
        "ephemeral",
        False,
        "10.1",
    )


async def test_a_replayed_click_has_its_effect_once(stage: Stage) -> None:
    reply = await stage.kode(TO_AR)
    for _ in range(3):
        await stage.press(buttons(reply)["Valget ar=1"], trigger="same")

    assert len(stage.slack.hooked) == 1


async def test_the_health_check_tells_what_is_loaded(stage: Stage) -> None:
    response = await stage.http.get("/helse")

    assert response.status_code == 200
    told = response.json()
    assert {key: told[key] for key in ("ok", "entries", "grep_hentet")} == {
        "ok": True,
        "entries": 0,
        "grep_hentet": "2026-11-02",
    }
    assert told["version"]
