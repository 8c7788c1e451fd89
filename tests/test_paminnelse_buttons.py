"""The buttons of a reminder, from a signed request to what the county sees and what is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
import structlog
from frist_stage import RESULTAT, RETT, ROWS, VESTLAND
from slack_stage import Slack, Stage, buttons, choices
from test_blocks import judged
from tiny_wheel import FYLKER, day, the, wheel
from two_readers import ours, theirs

from bot.adapters.store.marks import Marks
from bot.adapters.store.tables import POST
from bot.domain import occurrence
from bot.domain.arshjul import Arshjulene, lasting_key
from bot.domain.kanal import Stilletid
from bot.domain.paminnelse import NOTHING, Key, Snooze
from bot.domain.sendetid import NORWAY
from bot.domain.tid import Tid
from bot.slack.paminnelseblokker import message
from bot.slack.paminnelseknapp import CALENDAR, DONE, SNOOZE, UNDO, Knapp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.domain.frist import Frist
    from bot.slack.blocks import Message

VEST, ALSO_VEST, OSLO = "C46", "C46B", "C03"
ARSHJUL = Arshjulene([wheel(*ROWS)], (*FYLKER, VESTLAND))
KEY = lasting_key(RETT)
UPLOADED = "files.completeUploadExternal"
POSTED_AT = datetime(2023, 9, 15, 8, 0, 1, tzinfo=NORWAY)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with Slack() as slack:
        made = Stage(slack, tmp_path, arshjul=ARSHJUL, limit=1)
        made.clock.at = datetime(2023, 9, 18, 9, 14, tzinfo=NORWAY).astimezone(UTC)
        yield made
        await made.close()


@pytest.fixture
def marks(stage: Stage) -> Marks:
    """Return what has been kept."""
    return Marks(stage.store.database)


def posted(stage: Stage, channel: str = VEST, row: Frist = RETT, when: str = "-7d", deadline: str = "") -> Message:
    """Return a reminder as it was posted a week before the deadline."""
    key = Key(lasting_key(row), channel, f"{deadline or the(row.deadline)}/{when}")
    return message(the(occurrence.recall(key, stage.kanaler[channel], ARSHJUL)), ARSHJUL, POSTED_AT.astimezone(UTC))


async def press(stage: Stage, element: dict[str, Any], channel: str = VEST, user: str = "U1", **more: Any) -> None:
    """Press a button, or choose in the menu, of the reminder in *channel*."""
    ts = f"{POSTED_AT.timestamp():.6f}"
    container = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False}
    response = await stage.press(
        element, user={"id": user}, channel={"id": channel}, **({"container": container} | more)
    )
    assert response.status_code == 200


def seen(stage: Stage) -> dict[str, Any]:
    """Return the last message that a button was answered with."""
    return stage.slack.hooked[-1]


def at(fylke: str, stage: Stage) -> str:
    """Return who has done it in a county, "" for nobody."""
    mark = Marks(stage.store.database).done(fylke, KEY)
    return mark.by if mark else ""


async def test_done_says_who_and_when_in_the_message_itself(stage: Stage) -> None:
    await press(stage, buttons(posted(stage))["Utført"])

    shown = seen(stage)
    assert shown["replace_original"] is True
    assert shown["text"].startswith("Utført av <@U1> ")
    assert list(buttons(shown)) == ["Angre", "Vis i kalender"]
    assert at("Vestland", stage) == "U1"


async def test_done_is_said_by_the_clock_in_norway_and_with_the_malform_of_the_county(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.store.database, "_clock", stage.clock.now)

    await press(stage, buttons(posted(stage))["Utført"])

    assert seen(stage)["text"].splitlines()[0] == "Utført av <@U1> måndag 18. september kl. 09.14"


async def test_the_buttons_of_a_reminder_are_no_questions_however_many_are_asked(stage: Stage) -> None:
    asked = [await stage.kode("TPTIP1A---", channel=VEST) for _ in range(3)]
    await press(stage, buttons(posted(stage))["Utført"])

    assert (asked[2], at("Vestland", stage)) == ({}, "U1")


async def test_done_in_one_county_is_not_done_in_another(stage: Stage) -> None:
    await press(stage, buttons(posted(stage))["Utført"])

    assert (at("Vestland", stage), at("Oslo", stage)) == ("U1", "")


@pytest.mark.parametrize("label", ["Utført", "Angre"])
async def test_the_other_messages_of_the_county_are_to_be_written_anew_and_no_others(stage: Stage, label: str) -> None:
    sent = {"state": "sent", "occurrence": "2023-09-22/-7d"} | dict.fromkeys(
        ("due_at", "not_before", "closes_at"), stage.clock.now()
    )
    places = [(KEY, VEST), (KEY, ALSO_VEST), (KEY, OSLO), ("2023-2024/annet", VEST)]
    with stage.store.database.write() as connection:
        for reminder, channel in places:
            connection.execute(sa.insert(POST).values(reminder=reminder, channel=channel, **sent))
    value = buttons(posted(stage))["Utført"]["value"]
    if label == "Angre":
        Marks(stage.store.database).set_done("Vestland", KEY, "U1", ())

    await press(stage, {"action_id": {"Utført": DONE, "Angre": UNDO}[label], "value": value})

    with stage.store.database.read() as connection:
        anew = connection.execute(sa.select(POST.c.reminder, POST.c.channel).where(POST.c.refresh)).all()
    assert sorted(map(tuple, anew)) == places[:2]


async def test_of_two_who_say_so_the_first_one_is_named(stage: Stage) -> None:
    await press(stage, buttons(posted(stage))["Utført"])
    await press(stage, buttons(posted(stage, ALSO_VEST))["Utført"], ALSO_VEST, "U2")

    assert seen(stage)["text"].startswith("Utført av <@U1> ")
    assert at("Vestland", stage) == "U1"


async def test_what_is_undone_is_to_be_done_again(stage: Stage) -> None:
    before = posted(stage)
    await press(stage, buttons(before)["Utført"])
    await press(stage, buttons(seen(stage))["Angre"])

    again = seen(stage)
    assert at("Vestland", stage) == ""
    assert (list(buttons(again)), again["replace_original"]) == (["Utført", "Vis i kalender"], True)
    assert "(om 4 dagar)" in again["text"]
    assert "forseinka" not in again["text"], "it was sent in time, however late it is undone"


@pytest.mark.parametrize(("user", "undone"), [("U1", True), ("U2", False), ("U0ADMIN", True)])
async def test_only_who_said_so_or_an_admin_can_undo_it(stage: Stage, user: str, undone: bool) -> None:
    stage.slack.answers["usergroups.users.list"] = {"ok": True, "users": ["U0ADMIN"]}
    await press(stage, buttons(posted(stage))["Utført"])

    await press(stage, buttons(seen(stage))["Angre"], user=user)

    assert at("Vestland", stage) == ("" if undone else "U1")
    assert undone or seen(stage)["text"].startswith("Berre den som trykte")


@pytest.mark.parametrize("label", ["Utført", "Vis i kalender", "Dagen før, torsdag 21. september"])
@pytest.mark.parametrize(
    "told",
    [{"ok": True, "members": ["U2"]}, {"ok": False, "error": "missing_scope"}],
    ids=["another is a member", "Slack cannot say"],
)
async def test_who_is_no_member_of_the_channel_is_told_to_join_it(
    stage: Stage, marks: Marks, label: str, told: dict[str, Any]
) -> None:
    stage.slack.answers["conversations.members"] = told

    await press(stage, (buttons(posted(stage)) | choices(posted(stage)))[label])

    assert seen(stage)["text"].startswith("Knappane er for dei som er med i kanalen")
    assert marks.settled() == NOTHING


async def test_a_click_that_is_delivered_again_has_its_effect_once(stage: Stage) -> None:
    sent = posted(stage)
    for _ in range(3):
        await press(stage, buttons(sent)["Utført"], trigger="same")

    assert len(stage.slack.hooked) == 1


async def test_to_be_reminded_again_is_kept_and_told_to_who_asked(stage: Stage, marks: Marks) -> None:
    await press(stage, choices(posted(stage))["Dagen før, torsdag 21. september"], user="U2")

    told = seen(stage)
    assert (told["response_type"], told["replace_original"]) == ("ephemeral", False)
    assert told["text"] == (
        "De blir minte igjen torsdag 21. september kl. 08. Den kjem i staden for den vanlege påminninga den dagen."
    )
    assert marks.settled().snoozes == (Snooze(KEY, VEST, day("2023-09-21")),)


async def test_a_day_without_an_ordinary_reminder_replaces_none(stage: Stage) -> None:
    stage.clock.at = POSTED_AT.astimezone(UTC)
    sent = posted(stage, OSLO)
    await press(stage, choices(sent)["I morgen, mandag 18. september"], OSLO)

    assert seen(stage)["text"] == "Dere blir minnet igjen mandag 18. september kl. 08."


async def test_the_time_that_is_told_is_when_it_will_be_sent(stage: Stage) -> None:
    # The channel's own hours are not those of the day that was chosen: eight is in the quiet time, so it comes before.
    stage.kanaler[OSLO] = replace(stage.kanaler[OSLO], stilletid=Stilletid(time(15, 30), time(9)))
    await press(stage, choices(posted(stage, OSLO))["Dagen før, torsdag 21. september"], OSLO)

    assert seen(stage)["text"] == (
        "Dere blir minnet igjen onsdag 20. september kl. 15.30. "
        "Den kommer i stedet for den vanlige påminnelsen den dagen."
    )


async def test_asking_twice_for_the_same_day_is_asking_once(stage: Stage, marks: Marks) -> None:
    for user in ("U1", "U2"):
        await press(stage, choices(posted(stage))["Dagen før, torsdag 21. september"], user=user)

    assert len(marks.settled().snoozes) == 1


async def test_a_day_that_has_passed_is_told_with_the_days_that_there_are(stage: Stage, marks: Marks) -> None:
    await press(stage, choices(posted(stage))["I morgon, måndag 18. september"])

    told = seen(stage)
    judged(told)
    assert told["text"] == "Det er for seint å bli minte igjen måndag 18. september. Vel ein annan dag:"
    assert list(choices(told)) == ["I morgon, tysdag 19. september", "Om 3 dagar, torsdag 21. september"]
    assert marks.settled().snoozes == ()

    await press(stage, choices(told)["I morgon, tysdag 19. september"])
    assert marks.settled().snoozes == (Snooze(KEY, VEST, day("2023-09-19")),)


async def test_when_no_day_is_left_none_is_offered(stage: Stage) -> None:
    stage.clock.at = datetime(2023, 9, 22, 12, 0, tzinfo=UTC)
    await press(stage, choices(posted(stage))["Dagen før, torsdag 21. september"])

    assert seen(stage)["text"] == "Det er for seint å bli minte igjen torsdag 21. september."
    assert choices(seen(stage)) == {}


async def test_a_day_past_the_deadline_is_refused_whoever_sends_it(stage: Stage, marks: Marks) -> None:
    choice = choices(posted(stage))["Dagen før, torsdag 21. september"]
    late = Knapp(KEY, "2023-09-22/-7d", day=day("2023-09-25")).value()
    await press(stage, choice | {"selected_option": {"value": late}})

    assert "for seint" in seen(stage)["text"]
    assert marks.settled().snoozes == ()


async def test_what_is_done_is_not_reminded_of_again(stage: Stage, marks: Marks) -> None:
    sent = posted(stage)
    await press(stage, buttons(sent)["Utført"])
    await press(stage, choices(sent)["Dagen før, torsdag 21. september"])

    assert seen(stage)["text"].startswith("Dette er merkt som utført")
    assert marks.settled().snoozes == ()


async def test_the_calendar_gets_one_event_in_the_thread_of_the_message(stage: Stage) -> None:
    await press(stage, buttons(posted(stage, row=RESULTAT))["Vis i kalender"])
    await stage.drawing.filing.finish()

    (file,), (asked,) = stage.slack.posted(UPLOADED), stage.slack.posted("files.getUploadURLExternal")
    assert (file["channel_id"], file["thread_ts"]) == (VEST, f"{POSTED_AT.timestamp():.6f}")
    assert asked["filename"] == "frist-ssbresultat.ics"
    assert json.loads(file["files"])[0]["title"] == "Elevdata ssbResultat (2. levering – endelig) (kalenderfil)"
    (content,) = stage.slack.files
    (event,), (other,) = ours(content), theirs(content)
    assert event.decoded("dtstart") == other.dtstart.value == day("2023-09-24")
    assert b"X-WR-CALNAME" not in content, "Outlook would open it as a calendar of its own"


async def test_the_calendar_is_put_there_once_and_after_that_one_is_told_where(stage: Stage) -> None:
    for user in ("U1", "U2"):
        await press(stage, buttons(posted(stage))["Vis i kalender"], user=user)
        await stage.drawing.filing.finish()

    assert len(stage.slack.posted(UPLOADED)) == 1
    assert [told["text"] for told in stage.slack.hooked] == ["Kalenderfila ligg i tråden under påminninga."]


async def test_the_same_deadline_in_another_channel_has_a_file_of_its_own(stage: Stage) -> None:
    for channel in (VEST, ALSO_VEST):
        await press(stage, buttons(posted(stage, channel))["Vis i kalender"], channel)
        await stage.drawing.filing.finish()

    assert [file["channel_id"] for file in stage.slack.posted(UPLOADED)] == [VEST, ALSO_VEST]


@pytest.mark.parametrize(
    ("word", "told"), [("missing_scope", "files:write"), ("not_in_channel", "kalenderfilen"), ("ratelimited", "minutt")]
)
async def test_a_calendar_that_slack_refuses_is_told_and_can_be_tried_again(stage: Stage, word: str, told: str) -> None:
    stage.slack.answers[UPLOADED] = {"ok": False, "error": word}
    await press(stage, buttons(posted(stage))["Vis i kalender"])
    await stage.drawing.filing.finish()
    assert told in seen(stage)["text"]

    del stage.slack.answers[UPLOADED]
    await press(stage, buttons(posted(stage))["Vis i kalender"])
    await stage.drawing.filing.finish()
    assert len(stage.slack.hooked) == 1
    assert len(stage.slack.posted(UPLOADED)) == 2


@pytest.mark.parametrize("label", ["Utført", "Vis i kalender"])
async def test_a_channel_that_is_no_countys_any_more_is_told_so(stage: Stage, label: str) -> None:
    sent = posted(stage)
    del stage.kanaler[VEST]
    await press(stage, buttons(sent)[label])

    assert "kanaler.yaml" in seen(stage)["text"]
    assert seen(stage)["response_type"] == "ephemeral"
    assert at("Vestland", stage) == ""


GONE = Knapp("2023-2024/borte", "2023-09-22/-7d", day=day("2023-09-21")).value()


@pytest.mark.parametrize(
    "element",
    [
        pytest.param({"type": "button", "action_id": DONE, "value": GONE}, id="done"),
        pytest.param({"type": "button", "action_id": UNDO, "value": GONE}, id="undo"),
        pytest.param({"type": "button", "action_id": CALENDAR, "value": GONE}, id="calendar"),
        pytest.param({"type": "static_select", "action_id": SNOOZE, "selected_option": {"value": GONE}}, id="again"),
    ],
)
async def test_a_deadline_that_is_gone_takes_its_message_with_it(
    stage: Stage, marks: Marks, element: dict[str, Any]
) -> None:
    await press(stage, element)
    await stage.drawing.filing.finish()

    shown = seen(stage)
    assert shown["replace_original"] is True
    assert shown["text"].startswith("Fristen fredag 22. september 2023 står ikkje lenger i årshjulet")
    assert (marks.settled(), stage.slack.calls) == (NOTHING, [])


async def test_a_deadline_that_has_moved_says_so_when_its_button_is_pressed(stage: Stage) -> None:
    moved = Knapp(KEY, "2023-09-20/-7d").value()
    await press(stage, buttons(posted(stage))["Utført"] | {"value": moved})
    done = seen(stage)
    await press(stage, buttons(done)["Angre"])

    said = "Fristen er flytta frå onsdag 20. september 2023 til fredag 22. september 2023."
    assert said in done["text"]
    assert seen(stage)["text"].startswith(said)


async def test_a_message_that_says_where_the_deadline_was_keeps_saying_it(stage: Stage) -> None:
    value = Knapp(KEY, "2023-09-22/-7d", moved_from=day("2023-09-20")).value()
    await press(stage, buttons(posted(stage))["Utført"] | {"value": value})

    assert "flytta frå onsdag 20. september 2023" in seen(stage)["text"]


async def test_a_county_with_dates_of_its_own_is_told_those(tmp_path: Path) -> None:
    own = replace(RETT, unntak=(type(ROWS[3].unntak[0])("Vestland", Tid.dato(day("2023-09-20"))),))
    arshjul = Arshjulene([wheel(own, *ROWS[1:])], (*FYLKER, VESTLAND))
    async with Slack() as slack:
        stage = Stage(slack, tmp_path, arshjul=arshjul)
        stage.clock.at = datetime(2023, 9, 18, 9, 0, tzinfo=UTC)
        for channel, occurred in ((VEST, "2023-09-20/-7d"), (OSLO, "2023-09-22/-7d")):
            value = Knapp(KEY, occurred).value()
            await press(stage, {"type": "button", "action_id": DONE, "value": value}, channel)
        await stage.close()

    assert [next(line for line in m["text"].splitlines() if line.startswith("Frist: ")) for m in slack.hooked] == [
        "Frist: onsdag 20. september 2023 (om 2 dagar)",
        "Frist: fredag 22. september 2023 (om 4 dager)",
    ]


@pytest.mark.parametrize("value", ["", "x", '{"r":"2023-2024/a"}', '{"r":"a","o":"2023-09-22/-7d"}', None])
async def test_a_value_that_was_tampered_with_does_nothing(stage: Stage, value: str | None) -> None:
    with structlog.testing.capture_logs() as entries:
        for action in (DONE, UNDO, CALENDAR):
            await press(stage, {"type": "button", "action_id": action, "value": value})
        await press(stage, {"type": "static_select", "action_id": SNOOZE, "value": value})
    await stage.drawing.filing.finish()

    assert (stage.slack.hooked, stage.slack.calls, entries) == ([], [], [])


async def test_a_choice_without_a_day_does_nothing(stage: Stage, marks: Marks) -> None:
    choice = {"value": Knapp(KEY, "2023-09-22/-7d").value()}
    await press(stage, {"type": "static_select", "action_id": SNOOZE, "selected_option": choice})

    assert (stage.slack.hooked, marks.settled().snoozes) == ([], ())


async def test_a_message_whose_name_is_no_time_can_still_be_marked(stage: Stage) -> None:
    container = {"type": "message", "message_ts": "nan", "channel_id": VEST, "is_ephemeral": False}
    await press(stage, buttons(posted(stage))["Utført"], container=container)

    assert seen(stage)["text"].startswith("Utført av <@U1>")


async def test_when_the_database_fails_the_person_is_told_and_nothing_is_shown_as_done(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.errors import DatabaseError  # noqa: PLC0415 - for this one test

    def locked(*_: object) -> None:
        raise DatabaseError("locked")

    monkeypatch.setattr(Marks, "set_done", locked)
    with structlog.testing.capture_logs() as entries:
        await press(stage, buttons(posted(stage))["Utført"])

    assert [entry["error"] for entry in entries] == ["DatabaseError"]
    assert seen(stage)["response_type"] == "ephemeral"
    assert "gikk galt" in seen(stage)["text"]
