"""``/kodeadmin`` over signed HTTP: who may, what is shown, what is changed, and what is written down."""

from __future__ import annotations

import os
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from admin_stage import ADMIN, OTHER, AdminStage
from slack_stage import Slack, buttons, strings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def admins(tmp_path: Path) -> AsyncIterator[AdminStage]:
    """Return the bot with small files of its own."""
    async with Slack() as slack:
        made = AdminStage(slack, tmp_path)
        yield made
        await made.close()


def words(view: dict[str, Any]) -> str:
    """Return everything that is to be read in a view or a message."""
    return "\n".join(strings(view["blocks"]))


async def test_a_date_is_changed_shown_first_saved_and_answered_with_at_once(admins: AdminStage) -> None:
    assert await admins.admin("endre ssb-host") == {}
    shown = await admins.submit(admins.view(), dato="2026-12-03")
    assert shown["response_action"] == "push"
    assert "2026-12-01" in words(shown["view"])
    assert "2026-12-03" in words(shown["view"])
    assert "2026-12-01" in admins.wheel()

    saved = await admins.submit(shown["view"])

    assert "Endringen er i bruk nå" in words(saved["view"])
    assert admins.wheel().count("dato: '2026-12-03'   # en tirsdag") == 1
    assert "3. desember" in (await admins.type("/frist", "elevdata"))["text"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("31.2.2027", "finnes ikke"), ("i morgen", "dato"), ("2031-01-01", "2026-2027")],
    ids=["no such day", "no date", "outside the school year"],
)
async def test_a_bad_date_is_refused_at_its_field_and_nothing_is_saved(
    admins: AdminStage, typed: str, said: str
) -> None:
    before = admins.wheel()
    await admins.admin("endre ssb-host")

    answer = await admins.submit(admins.view(), dato=typed)

    assert answer["response_action"] == "errors"
    assert said in answer["errors"]["felt:dato"]
    assert admins.wheel() == before


async def test_each_step_leaves_one_line_in_the_audit(admins: AdminStage) -> None:
    await admins.admin("endre ssb-host")
    await admins.submit(admins.view(), dato="i morgen")
    shown = await admins.submit(admins.view(), dato="2026-12-03")
    await admins.submit(shown["view"])
    await admins.admin("historikk ssb-host", by=OTHER)

    said = [(line.by, line.action, line.outcome) for line in admins.lines()]

    assert said == [
        (ADMIN, "endre", "gjort"),
        (ADMIN, "forslag", "avvist"),
        (ADMIN, "forslag", "gjort"),
        (ADMIN, "lagre", "gjort"),
        (OTHER, "historikk", "nektet"),
    ]


@pytest.mark.parametrize("text", ["", "status", "endre to-ar", "angre to-ar", "hull", "bekreft 2026-2027", "tull"])
async def test_who_is_no_admin_is_told_so_and_gets_nothing_else(admins: AdminStage, text: str) -> None:
    answer = await admins.admin(text, by=OTHER)

    assert "for dem som vedlikeholder" in answer["text"]
    assert admins.slack.posted("views.open") == []


@pytest.mark.parametrize(
    "told",
    [
        {"ok": False, "error": "plan_upgrade_required"},
        {"ok": False, "error": "ratelimited"},
        {"ok": True},
        {"ok": True, "users": None},
    ],
    ids=["no user groups", "too many calls", "no members", "null"],
)
async def test_when_slack_cannot_say_who_is_an_admin_nobody_is(admins: AdminStage, told: dict[str, Any]) -> None:
    admins.slack.answers["usergroups.users.list"] = told

    assert "Slack sier ikke at du er en av dem" in (await admins.admin("status"))["text"]


async def test_who_is_taken_out_of_the_group_cannot_save_what_is_open(admins: AdminStage) -> None:
    await admins.admin("endre ssb-host")
    shown = await admins.submit(admins.view(), dato="2026-12-03")
    admins.members(OTHER)

    answer = await admins.submit(shown["view"])

    assert "Slack sier ikke at du er en av dem" in words(answer["view"])
    assert "2026-12-01" in admins.wheel()
    assert admins.lines()[-1].outcome == "nektet"


async def test_for_a_minute_slack_is_asked_once_who_is_an_admin(admins: AdminStage) -> None:
    for _ in range(3):
        await admins.admin("status")
    assert len(admins.slack.posted("usergroups.users.list")) == 1

    admins.clock.at += timedelta(minutes=1)
    await admins.admin("status")

    assert len(admins.slack.posted("usergroups.users.list")) == 2


async def test_the_second_of_two_admins_is_told_and_overwrites_nothing(admins: AdminStage) -> None:
    admins.members(ADMIN, OTHER)
    await admins.admin("endre to-ar")
    first = admins.view()
    await admins.admin("endre to-ar", by=OTHER)
    second = await admins.submit(admins.view(), by=OTHER, tittel__nb="Den andres")
    await admins.submit(second["view"], by=OTHER)

    late = await admins.submit(first, tittel__nb="Den førstes")

    assert "endret" in words(late["view"]).lower()
    assert "Den andres" in admins.rules()
    assert "Den førstes" not in admins.rules()
    assert admins.lines()[-1].outcome == "konflikt"


async def test_a_change_that_was_shown_to_both_is_saved_by_the_first_only(admins: AdminStage) -> None:
    admins.members(ADMIN, OTHER)
    shown = {}
    for by, title in ((ADMIN, "En"), (OTHER, "To")):
        await admins.admin("endre to-ar", by=by)
        shown[by] = (await admins.submit(admins.view(), by=by, tittel__nb=title))["view"]

    await admins.submit(shown[OTHER], by=OTHER)
    answer = await admins.submit(shown[ADMIN])

    assert "ingenting er overskrevet" in words(answer["view"]).lower()
    assert 'tittel: {nb: "To"}' in admins.rules()


async def test_what_is_saved_is_saved_once_and_by_the_one_who_saw_it(admins: AdminStage) -> None:
    admins.members(ADMIN, OTHER)
    await admins.admin("endre to-ar")
    shown = (await admins.submit(admins.view(), tittel__nb="Ny"))["view"]

    assert "lagret allerede" in words((await admins.submit(shown, by=OTHER))["view"])
    assert "Vg1 over to år" in admins.rules()
    await admins.submit(shown)
    assert "lagret allerede" in words((await admins.submit(shown))["view"])


async def test_the_history_tells_who_changed_what_and_the_last_change_is_undone(admins: AdminStage) -> None:
    before = admins.rules()
    await admins.admin("endre to-ar")
    await admins.submit((await admins.submit(admins.view(), tittel__nb="Ny tittel"))["view"])

    told = await admins.admin("historikk to-ar")
    assert f"<@{ADMIN}>" in words(told)
    assert "Vg1 over to år → Ny tittel" in words(told)
    await admins.press(buttons(told)["Angre den siste"])
    answer = await admins.submit(admins.view())

    assert "Endringen er i bruk nå" in words(answer["view"])
    assert admins.rules() == before
    assert [line.action for line in admins.audit.changes("to-ar")] == ["angre", "lagre"]


async def test_an_undo_is_refused_when_the_entry_was_changed_in_the_file_since(admins: AdminStage) -> None:
    await admins.admin("endre to-ar")
    await admins.submit((await admins.submit(admins.view(), tittel__nb="Ny tittel"))["view"])
    path = admins.knowledge / "regler.yaml"
    path.write_text(admins.rules().replace("Ny tittel", "I filen"), encoding="utf-8")

    answer = await admins.admin("angre to-ar")

    assert "endret" in answer["text"]
    assert "I filen" in admins.rules()


async def test_a_new_rule_is_written_and_answers(admins: AdminStage) -> None:
    await admins.admin("ny regel")
    typed = {
        "id": "melding-om-flytting",
        "tittel__nb": "Melding om flytting",
        "svar__nb": "Meld flytting i VIGO.",
        "sporsmal": "hvordan melder jeg flytting\nmelding om flytting",
        "kilder": "regbok-a03: Flytting",
    }
    shown = await admins.submit(admins.view(), **typed)
    assert shown["response_action"] == "push", shown
    await admins.submit(shown["view"])

    assert "Meld flytting i VIGO." in (await admins.type("/kode", "hvordan melder jeg flytting"))["text"]


async def test_a_question_asked_in_vain_becomes_a_new_rule_that_answers_it(admins: AdminStage) -> None:
    for question in ("hvordan bestiller jeg nytt skjermkort", "bestille nytt skjermkort"):
        await admins.type("/kode", question, by=OTHER)
    await admins.settle()

    told = await admins.admin("hull")
    assert "skjermkort" in told["text"]
    await admins.press(buttons(told)["Skriv et svar"])
    typed = {"tittel__nb": "Skjermkort", "svar__nb": "Spør IKT.", "kilder": "omtale: Side 9", "id": ""}
    shown = await admins.submit(admins.view(), **typed)
    await admins.submit(shown["view"])

    assert "bestille nytt skjermkort" in admins.rules()
    assert "Spør IKT." in (await admins.type("/kode", "bestille nytt skjermkort"))["text"]
    assert "ny" in {line.action for line in admins.audit.changes("skjermkort")}


async def test_a_row_of_a_draft_is_confirmed_by_an_office_that_vouches_for_it(admins: AdminStage) -> None:
    await admins.admin("bekreft 2026-2027 ssb-host")
    shown = await admins.submit(admins.view(), av="Inntakskontoret i Vestland")
    assert shown["response_action"] == "push", shown
    await admins.submit(shown["view"])

    assert "Inntakskontoret i Vestland, dato: '2026-11-23'}" in admins.wheel().replace('"', "")
    assert "anslag" not in admins.wheel()
    assert "utkast, men hver av de 2 radene er bekreftet" in (await admins.admin("status"))["text"]
    assert "Alt i 2026-2027 er bekreftet" in (await admins.admin("bekreft 2026-2027"))["text"]


async def test_a_row_is_confirmed_by_its_name_alone_whatever_its_case_and_once(admins: AdminStage) -> None:
    for text in ("bekreft SSB-HOST", "bekreft 2026-2027/ssb-host", "bekreft 2026-2027 Ssb-host ssb-host"):
        assert await admins.admin(text) == {}
        assert "1. des. 2026:" in words(admins.view())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bekreft 2026-2027 ssb-host tull", "Ingen rad i 2026-2027 heter «tull»"),
        ("bekreft 2026-2027 ssb-host retting", "«retting» i 2026-2027 er bekreftet allerede"),
        ("bekreft C0VESTLAND", "Bare regler, begreper, koder og datoene"),
    ],
    ids=["no such row", "a row that is confirmed", "an entry that is checked against nothing"],
)
async def test_what_cannot_be_confirmed_is_told_and_why(admins: AdminStage, text: str, said: str) -> None:
    assert said in (await admins.admin(text))["text"]
    assert admins.slack.posted("views.open") == []


async def test_dates_that_were_changed_since_they_were_shown_are_not_confirmed(admins: AdminStage) -> None:
    await admins.admin("bekreft 2026-2027 ssb-host")
    shown = await admins.submit(admins.view(), av="Inntakskontoret i Vestland")
    path = admins.schedules / "arshjul" / "2026-2027.yaml"
    path.write_text(admins.wheel().replace("2026-12-01", "2026-12-08"), encoding="utf-8")

    answer = await admins.submit(shown["view"])

    assert "ingenting er overskrevet" in words(answer["view"]).lower()
    assert "Inntakskontoret i Vestland" not in admins.wheel()


async def test_no_identity_number_vouches_for_a_date(admins: AdminStage) -> None:
    await admins.admin("bekreft 2026-2027 ssb-host")

    answer = await admins.submit(admins.view(), av="Kari 010203 12345")

    assert "fødselsnummer" in answer["errors"]["felt:av"]
    assert admins.lines()[-1].outcome == "avvist"


async def test_an_answer_that_was_checked_says_so_from_now_on(admins: AdminStage) -> None:
    await admins.admin("bekreft begrep-grep")
    saved = await admins.submit(admins.view())

    assert "Endringen er i bruk nå" in words(saved["view"])
    assert "23.11.2026" in (await admins.type("/kode", "hva er Grep"))["text"]


async def test_the_coming_reminders_of_a_county_are_shown_as_they_will_look(admins: AdminStage) -> None:
    told = await admins.admin("forhåndsvis Vestland")

    assert "De neste påminnelsene til Vestland" in told["text"]
    assert "Elevdata til SSB" in words(told)
    assert all(block["type"] != "actions" for block in told["blocks"])


async def test_an_answer_is_shown_as_it_will_look(admins: AdminStage) -> None:
    by_question = await admins.admin("forhåndsvis hvilken kode når vg1 tar to år")
    by_id = await admins.admin("forhåndsvis to-ar")

    assert by_question["blocks"] == by_id["blocks"]
    assert all(block["type"] != "actions" for block in by_id["blocks"])


async def test_the_status_tells_of_files_wheels_and_reminders(admins: AdminStage) -> None:
    text = (await admins.admin(""))["text"]

    assert "utkast, 1 av 2 rader er ikke bekreftet" in text
    assert "uten feil" in text
    assert "ingen er forsinket" in text


async def test_the_status_tells_what_keeps_an_edit_out(admins: AdminStage) -> None:
    path = admins.knowledge / "regler.yaml"
    path.write_text(admins.rules().replace("regbok-a03", "regbok-a3"), encoding="utf-8")
    admins.house.reload()

    text = (await admins.admin("status"))["text"]

    assert "regler.yaml:" in text
    assert "regbok-a3" in text


@pytest.mark.parametrize(("verb", "shows"), [("historikk", "ikke endret her"), ("endre", "")])
async def test_what_was_perhaps_meant_goes_on_with_what_was_asked_for(
    admins: AdminStage, verb: str, shows: str
) -> None:
    near = await admins.admin(f"{verb} to-år")

    await admins.press(buttons(near)["to-ar"])

    assert [line.action for line in admins.lines()] == [verb, verb]
    assert (shows in admins.slack.hooked[-1]["text"]) if shows else admins.view()


async def test_a_name_that_nothing_has_is_answered_with_what_is_near(admins: AdminStage) -> None:
    near = await admins.admin("endre to-år")
    nothing = await admins.admin("endre")

    assert "to-ar" in buttons(near)
    assert "Skriv også hva det gjelder" in nothing["text"]


async def test_what_stands_in_a_file_that_cannot_be_read_is_not_said_to_be_gone(admins: AdminStage) -> None:
    path = admins.knowledge / "regler.yaml"
    path.write_text(admins.rules() + "\n  - [: {\n", encoding="utf-8")

    told = (await admins.admin("endre to-ar"))["text"]
    await admins.admin("ny regel")
    refused = await admins.submit(admins.view(), tittel__nb="Ny", svar__nb="Svar.", kilder="omtale: Side 2")

    assert "En fil kan ikke leses" in told
    assert "regler.yaml:" in told
    assert "filen må rettes først: regler.yaml:" in "".join(refused["errors"].values())


async def test_a_form_that_slack_does_not_open_is_told_and_written_down(admins: AdminStage) -> None:
    admins.slack.answers["views.open"] = {"ok": False, "error": "expired_trigger_id"}

    assert "Slack åpnet ikke skjemaet" in (await admins.admin("endre to-ar"))["text"]
    assert [(line.action, line.outcome) for line in admins.lines()] == [("endre", "feilet")]


async def test_a_folder_that_cannot_be_written_to_is_told_and_the_file_is_as_it_was(
    admins: AdminStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    await admins.admin("endre to-ar")
    shown = (await admins.submit(admins.view(), tittel__nb="Ny"))["view"]
    before = admins.rules()
    monkeypatch.setattr("os.fsync", full)

    answer = await admins.submit(shown)

    assert "full" in words(answer["view"])
    assert admins.rules() == before
    assert admins.lines()[-1].outcome == "feilet"


async def test_a_form_that_fails_is_told_over_what_was_typed(admins: AdminStage) -> None:
    await admins.admin("endre to-ar")
    admins.house.store.close()
    (admins.knowledge.parent / "kodevakt.sqlite3").unlink()

    answer = await admins.submit(admins.view(), tittel__nb="Ny")

    assert answer["response_action"] == "push"
    assert "det står der fortsatt" in words(answer["view"])


def git(folder: Path, *words: str) -> str:
    """Run git in *folder* and return what it says."""
    alone = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "PATH": os.environ["PATH"]}
    command = ["git", "-c", "user.name=Test", "-c", "user.email=", "-c", "init.defaultBranch=main", *words]
    return subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, check=True).stdout


async def save_title(admins: AdminStage, title: str) -> str:
    """Change a title and save it; returns what is told of it."""
    await admins.admin("endre to-ar")
    return words((await admins.submit((await admins.submit(admins.view(), tittel__nb=title))["view"]))["view"])


async def test_in_a_git_checkout_each_change_is_a_commit_of_that_admin_and_is_pushed(
    admins: AdminStage, tmp_path: Path
) -> None:
    git(tmp_path, "init", "--bare", "remote.git")
    git(admins.knowledge, "init")
    git(admins.knowledge, "add", ".")
    git(admins.knowledge, "commit", "-m", "Begin")
    git(admins.knowledge, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(admins.knowledge, "push", "-u", "origin", "main")

    await save_title(admins, "Ny tittel")
    await admins.settle()

    said = git(tmp_path / "remote.git", "log", "-1", "--format=%an|%ae|%s", "main").strip()
    assert said == "Kari Administrator||to-ar: endret i Slack"
    assert git(admins.knowledge, "status", "--porcelain") == ""


async def test_a_push_that_fails_loses_nothing_and_the_status_says_so(admins: AdminStage, tmp_path: Path) -> None:
    git(admins.knowledge, "init")
    git(admins.knowledge, "add", ".")
    git(admins.knowledge, "commit", "-m", "Begin")
    git(admins.knowledge, "remote", "add", "origin", str(tmp_path / "gone.git"))

    assert "Endringen er i bruk nå" in await save_title(admins, "Ny tittel")
    await admins.settle()

    assert "Ser ut til å være galt" in (await admins.admin("status"))["text"]
    assert "to-ar: endret i Slack" in git(admins.knowledge, "log", "-1", "--format=%s")
    assert "Ny tittel" in admins.rules()
