"""``kodevakt sjekk``: what people read, what programs read, and how it ends."""

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import small_knowledge
from small_knowledge import change
from typer.testing import CliRunner

from bot.cli.main import app

ROOT = Path(__file__).parent.parent
KEYS = ["fil", "linje", "kolonne", "alvor", "type", "melding", "verdi", "forslag"]


@pytest.fixture
def folder(tmp_path):
    """Return a copy of the small knowledge without the rule that wins over a code."""
    folder = small_knowledge.copy(tmp_path)
    change(folder, "regler.yaml", "    naar: [[to_ar]]\n", "")
    return folder


@pytest.fixture
def run(folder, tmp_path, monkeypatch):
    """Run the check where the folders are, with the small knowledge and an empty Årshjul."""
    (tmp_path / "schedules").mkdir()
    monkeypatch.chdir(tmp_path)
    environment = {"KODEVAKT_KNOWLEDGE": str(folder), "KODEVAKT_SCHEDULES": "schedules", "GITHUB_ACTIONS": ""}
    return lambda *words, **more: CliRunner().invoke(app, ["sjekk", *words], env=environment | more)


@pytest.fixture
def spoiled(folder):
    """Put two faults in one file and one in another."""
    change(folder, "koder.yaml", "uten: [voksen]", "uten: [ukjent]")
    change(folder, "regler.yaml", "id: regbok-a03", "id: regbok-a3")
    change(folder, "regler.yaml", "se_ogsa: [begrep-grep]", "se_ogsa: [begrep-grp]")


def warned(folder):
    """Put something worth a look in a file without a fault."""
    change(folder, "kilder.yaml", "lest: 2026-10-01", "lest: 2025-10-01")


def test_files_without_a_fault_are_said_to_have_none(run):
    result = run()

    assert (result.exit_code, result.stdout) == (0, "Ingen feil i 5 filer.\n")


@pytest.mark.usefixtures("spoiled")
def test_every_fault_is_told_with_file_line_and_column_file_by_file(run):
    result = run()

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "knowledge/koder.yaml:5:12: feil: uten[0]: «ukjent» finnes ikke i ord eller fasetter.",
        "",
        (
            "knowledge/regler.yaml:7:15: feil: se_ogsa[0]: «begrep-grp» finnes ikke i regler eller begreper. "
            "Mente du «begrep-grep»?"
        ),
        "knowledge/regler.yaml:8:15: feil: kilder[0].id: «regbok-a3» finnes ikke i kilder.yaml. Mente du «regbok-a03»?",
        "",
        "3 feil i 5 filer.",
    ]


def test_a_warning_ends_well_unless_the_check_is_strict(run, folder):
    warned(folder)
    lenient, strict = run(), run("--strengt")

    assert (lenient.exit_code, strict.exit_code) == (0, 1)
    assert lenient.stdout == strict.stdout
    assert "kilder.yaml:10:85: advarsel: lest: lest 2025-10-01" in lenient.stdout
    assert lenient.stdout.endswith("Ingen feil og 1 advarsel i 5 filer.\n")


@pytest.mark.usefixtures("spoiled")
def test_the_json_has_the_keys_of_the_contract(run):
    result = run("--json")
    report = json.loads(result.stdout)

    assert result.exit_code == 1
    assert list(report) == ["versjon", "ok", "filer", "feil", "advarsler", "funn"]
    assert [report[key] for key in ("versjon", "ok", "filer", "feil", "advarsler")] == [1, False, 5, 3, 0]
    assert all(list(found) == KEYS for found in report["funn"])
    assert report["funn"][2] == {
        "fil": "knowledge/regler.yaml",
        "linje": 8,
        "kolonne": 15,
        "alvor": "feil",
        "type": "ugyldig",
        "melding": "kilder[0].id: «regbok-a3» finnes ikke i kilder.yaml. Mente du «regbok-a03»?",
        "verdi": "regbok-a3",
        "forslag": "regbok-a03",
    }


def test_the_json_of_a_check_without_findings_is_json_too(run):
    assert json.loads(run("--json", GITHUB_ACTIONS="true").stdout) == {
        "versjon": 1,
        "ok": True,
        "filer": 5,
        "feil": 0,
        "advarsler": 0,
        "funn": [],
    }


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        pytest.param(["--github"], {}, id="asked for"),
        pytest.param([], {"GITHUB_ACTIONS": "true"}, id="where GitHub runs it"),
    ],
)
def test_github_is_told_in_its_own_commands(run, folder, options, environment):
    warned(folder)
    change(folder, "koder.yaml", "uten: [voksen]", 'uten: ["50%,a:b"]')

    assert run(*options, **environment).stdout.splitlines() == [
        (
            "::warning file=knowledge/kilder.yaml,line=10,col=85,title=Kodevakt::lest: lest 2025-10-01, mer enn et år "
            "før den nyeste kilden (2026-11-22); les den på nytt"
        ),
        (
            "::error file=knowledge/koder.yaml,line=5,col=12,title=Kodevakt::"
            "uten[0]: «50%25,a:b» finnes ikke i ord eller fasetter."
        ),
        "1 feil og 1 advarsel i 5 filer.",
    ]


def test_a_path_with_signs_that_github_reads_is_escaped(run, folder, tmp_path):
    strange = tmp_path / "a,b:c%d"
    shutil.copytree(folder, strange)
    (strange / "regler.yaml").write_text("regler: [\n", encoding="utf-8")

    assert run(str(strange), "--github").stdout.startswith("::error file=a%2Cb%3Ac%25d/regler.yaml,line=1,col=10,")


@pytest.mark.usefixtures("spoiled")
def test_github_may_be_told_in_plain_words(run):
    assert "::error" not in run("--ikke-github", GITHUB_ACTIONS="true").stdout


def test_a_value_cannot_give_github_a_command_of_its_own(run, folder):
    change(folder, "koder.yaml", "uten: [voksen]", 'uten: ["x\\n::set-output name=a::b"]')

    lines = run("--github").stdout.splitlines()

    assert [line for line in lines if line.startswith("::") and not line.startswith("::error file=knowledge/")] == []


def test_a_folder_that_is_named_is_checked_alone(run, folder, tmp_path):
    (tmp_path / "schedules" / "kanaler.yaml").write_text("kanaler: 1\n", encoding="utf-8")

    assert run(str(folder)).exit_code == 0
    assert run().exit_code == 1
    assert run("--arshjul", "schedules").stdout.startswith("schedules/kanaler.yaml:1:1: feil: ")
    assert run(str(folder), "--arshjul", "schedules").exit_code == 1


@pytest.mark.usefixtures("spoiled")
def test_with_one_fault_in_the_knowledge_the_schedules_are_checked_all_the_same(run, tmp_path):
    (tmp_path / "schedules" / "kanaler.yaml").write_text("kanaler: 1\n", encoding="utf-8")

    assert run().stdout.endswith("4 feil i 6 filer.\n")


def test_every_question_that_leads_elsewhere_is_told_when_the_check_is_thorough(run, folder):
    change(folder, "regler.yaml", '["hvilken kode når vg1 tar to år"]', '["hvilken kode når vg1 tar to år", "?"]')

    assert "advarsel" not in run().stdout
    assert "«?» leder til ingen oppføring" in run("--grundig").stdout


def test_all_that_is_shipped_is_checked_in_less_than_three_seconds():
    begun = time.process_time()
    result = CliRunner().invoke(app, ["sjekk"], env={"GITHUB_ACTIONS": ""})

    assert time.process_time() - begun < 3
    assert result.exit_code == 0
    assert re.search(r"Ingen feil( og \d+ advars(el|ler))? i \d+ filer\.\n$", result.stdout)


def test_the_hook_of_pre_commit_runs_the_check_on_the_folders_of_the_repository(tmp_path):
    import yaml  # noqa: PLC0415 - only this test reads plain YAML

    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for name in ("knowledge", "schedules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "bot", *hook["entry"].split()[1:], *hook["args"]]
    good = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=False)
    change(tmp_path / "knowledge", "kilder.yaml", "- id: regbok-a03\n", "- id: Regbok\n")
    bad = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=False)

    assert (hook["id"], hook["pass_filenames"], good.returncode, bad.returncode) == ("kodevakt-sjekk", False, 0, 1)
    assert re.match(r"knowledge/\w+\.yaml:\d+:\d+: feil: ", bad.stdout.decode())
    assert re.search(hook["files"], "schedules/arshjul/2026-2027.yaml")


def test_the_workflow_for_a_repository_of_knowledge_runs_the_check_without_foreign_actions():
    import yaml  # noqa: PLC0415 - as above

    workflow = yaml.safe_load((ROOT / "knowledge" / "ci" / "kunnskap.yml").read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]

    assert [step["uses"].split("@")[0] for step in steps if "uses" in step] == ["actions/checkout"]
    assert 'kodevakt" sjekk knowledge --arshjul schedules' in "\n".join(step.get("run", "") for step in steps)
    assert workflow["permissions"] == {"contents": "read"}
