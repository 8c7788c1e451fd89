"""What the command line foresees: what would be posted, when, in which channel, and why some of it is not."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner

from bot.cli.main import app

SHIPPED = Path(__file__).parent.parent / "schedules"
AUTUMN = ("--fra", "2023-09-01", "--til", "2023-10-31")
CHANNELS = """\
kanaler:
- {id: C0123456701, fylke: Vestland, dager_for: [7, 0], ukesoversikt: true}
- {id: C0123456702, fylke: Vestland, kategorier: ot, klokkeslett: '07:00', stilletid: {fra: '16:00', til: '07:30'}}
- {id: C0123456703, fylke: Oslo}
"""


@pytest.fixture
def run(tmp_path):
    """Run the command on the shipped wheels with the channels above, or on other ones."""
    folder = tmp_path / "schedules"
    shutil.copytree(SHIPPED, folder)

    def invoke(*words, channels=CHANNELS):
        (folder / "kanaler.yaml").write_text(channels, encoding="utf-8")
        environment = {"KODEVAKT_SCHEDULES": str(folder), "COLUMNS": "200", "TERM": "dumb"}
        return CliRunner().invoke(app, ("paminnelser", *words), env=environment)

    return invoke


def records(result):
    """Return what is told to programs."""
    assert (result.exit_code, result.exception) == (0, None)
    return json.loads(result.stdout)


def test_each_channel_of_the_county_is_told_with_its_choices_and_the_others_are_not(run):
    told = run("--fylke", "vestland", *AUTUMN).stdout

    assert told.startswith("Påminnelser for Vestland fra 1.9.2023 til 31.10.2023\n\nC0123456701: 7 og 0 dager før, kl.")
    assert "C0123456702: 14, 7, 1 og 0 dager før, kl. 07.00, stille 16.00–07.30, bare ot\n" in told
    assert "C0123456703" not in told
    assert "har ingen kanal" not in told


def test_a_line_tells_when_how_long_before_and_of_what(run):
    told = run("--fylke", "vestland", *AUTUMN).stdout

    assert "  fre 15. sep. 2023 08.00  7 dager før søn 24. sep.: Frist for fylket: Elevdata ssbResultat" in told
    assert "  fre 22. sep. 2023 08.00  siste arbeidsdag før søn 24. sep.: Frist for fylket: Elevdata" in told
    assert "  man 18. sep. 2023 08.00  på dagen man 18. sep.: Første dato for overføring" in told
    assert "  man 25. sep. 2023 08.00  Ukesoversikt: " in told
    assert "  fre 15. sep. 2023 16.00  siste arbeidsdag før man 18. sep.: Første dato for overføring" in told


def test_what_is_not_sent_is_told_with_the_reason_and_a_whole_row_once(run):
    told = run("--fylke", "Vestland", *AUTUMN).stdout
    refused = [part.split("\n\n")[0] for part in told.split("  Sendes ikke:\n")[1:]]

    assert len(refused) == 2
    assert len(re.findall("Høstferie.*: skoleferie: ingen skal gjøre noe den dagen", refused[0])) == 1
    assert "kanalen har valgt andre kategorier" not in refused[0]
    assert len(re.findall("Frist for oppmelding til privatisteksamen.*andre kategorier", refused[1])) == 1


def test_a_draft_is_not_sent_and_says_so(run):
    told = run("--fylke", "Oslo", "--fra", "2026-11-01", "--til", "2026-11-30").stdout

    assert "  Ingen påminnelser.\n  Sendes ikke:\n" in told
    assert "(anslag): utkast: datoen er anslått og ikke bekreftet" in told


def test_a_county_without_a_channel_is_told_what_the_defaults_would_give(run):
    result = run("--fylke", "Oslo", *AUTUMN, channels="")

    assert result.exit_code == 0
    assert "Oslo har ingen kanal i kanaler.yaml. Slik blir det for en kanal uten egne valg:\n" in result.stdout
    assert "\nStandard: 14, 7, 1 og 0 dager før, kl. 08.00\n" in result.stdout
    assert records(run("--fylke", "Oslo", *AUTUMN, "--json", channels=""))["standard"] is True


def test_json_has_every_reminder_with_its_key_its_time_and_why_it_is_not_sent(run):
    told = records(run("--fylke", "Vestland", *AUTUMN, "--json"))
    by_key = {(one["kanal"], one["id"], one["forekomst"]): one for one in told["paminnelser"]}

    assert (told["fylke"], told["fra"], told["til"], told["standard"]) == (
        *("Vestland", "2023-09-01", "2023-10-31"),
        False,
    )
    assert [kanal["id"] for kanal in told["kanaler"]] == ["C0123456701", "C0123456702"]
    assert len(by_key) == len(told["paminnelser"])
    one = by_key["C0123456701", "2023-2024/ssbresultat-vgo-endelig", "2023-09-24/-0d"]
    assert (one["tid"], one["frist"], one["dager_for"], one["sendes"]) == (
        *("2023-09-22T08:00+02:00", "2023-09-24", 0),
        True,
    )
    assert by_key["C0123456702", "2023-2024/ssbresultat-vgo-endelig", "2023-09-24/-0d"]["hvorfor_ikke"] == {
        "kode": "category",
        "tekst": "kanalen har valgt andre kategorier",
    }
    assert [one["tid"] for one in told["paminnelser"]] == sorted(
        (one["tid"] for one in told["paminnelser"]), key=lambda when: (when[:16], when)
    )
    assert all(one["sendes"] == (one["hvorfor_ikke"] is None) for one in told["paminnelser"])


def test_after_the_clock_is_moved_it_is_still_eight_o_clock(run):
    told = records(run("--fylke", "Oslo", "--fra", "2023-10-27", "--til", "2023-10-31", "--json"))

    assert {one["tid"][10:] for one in told["paminnelser"]} == {"T08:00+02:00", "T08:00+01:00"}


@time_machine.travel("2023-09-17 22:30+00:00", tick=False)
def test_without_days_it_is_from_today_in_norway_and_thirty_days_on(run):
    assert run("--fylke", "Oslo").stdout.startswith("Påminnelser for Oslo fra 18.9.2023 til 18.10.2023\n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--fylke", "Vestlan"), "«Vestlan» er ikke et fylke. Mente du «Vestland»?"),
        (("--fylke", " "), "er ikke et fylke"),
        ((), "Missing option '--fylke'"),
        (("--fylke", "Oslo", "--fra", "2023-10-31", "--til", "2023-10-01"), "«2023-10-01» er før «2023-10-31»."),
        (("--fylke", "Oslo", "--fra", "2023-02-30"), "2023-02-30"),
    ],
    ids=["unknown", "blank", "no county", "backwards", "no such day"],
)
def test_what_cannot_be_foreseen_is_refused(run, words, expected):
    result = run(*words)

    assert result.exit_code == 2
    assert expected in result.output


def test_a_fault_in_the_channels_is_told_and_the_rest_is_foreseen(run):
    result = run("--fylke", "Oslo", *AUTUMN, channels=CHANNELS.replace("'07:00'", "'25:00'"))

    assert "Kan ikke brukes: kanaler.yaml:3: klokkeslett: «25:00»: klokkeslettet finnes ikke" in result.stderr
    assert "C0123456703: 14, 7, 1 og 0 dager før" in result.stdout
