"""How it is run: the unit, the container and the workflow keep what they promise, and the guide names all there is."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from test_health import WELL

from bot.slack.logs import LIBRARY
from bot.web import metrics

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "kodevakt@.service"
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOGS = re.compile(r"(?:^|\.)log(?:\.(?:debug|info|warning|error|exception))?$")


def logged() -> set[str]:
    """Return the name of every event that the source logs."""
    calls = (
        node
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args and LOGS.search(ast.unparse(node.func))
    )
    names = (part for call in calls for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant))
    return {str(name.value) for name in names if isinstance(name.value, str)}


def rows(heading: str) -> set[str]:
    """Return the names in the table under a heading of the guide."""
    return set(re.findall(r"^\| `([a-z_]+)`", GUIDE.split(heading)[1].split("\n## ")[0], re.MULTILINE))


def test_the_guide_names_every_event_that_is_logged_and_no_other() -> None:
    assert len(logged()) > 20
    assert rows("## What it logs") == logged() | {LIBRARY}


def test_the_guide_names_every_metric_and_no_other() -> None:
    text = metrics.text(WELL._replace(overdue=1, oldest=timedelta(minutes=6)), "1", ok=True, faults=0).decode()

    assert rows("## What it counts") == set(re.findall(r"^# TYPE (\w+)", text, re.MULTILINE))


def test_the_guide_names_every_reason_why_the_door_is_closed() -> None:
    guard = (ROOT / "bot" / "slack" / "guard.py").read_text(encoding="utf-8")
    reasons = set(re.findall(r'Refused\(\d+, "(\w+)"\)', guard))
    told = GUIDE.split("`request_refused` says")[1].split(". Many")[0]

    assert len(reasons) > 5
    assert set(re.findall(r"`(\w+)`", told)) == reasons


def test_every_threat_names_a_test_that_exists() -> None:
    named = set(re.findall(r"`(test_\w+\.py)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8")))

    assert len(named) > 8
    assert [name for name in named if not (ROOT / "tests" / name).exists()] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here to judge its unit")
def test_the_unit_is_one_that_systemd_takes_and_finds_little_exposed(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8").replace("/opt/kodevakt/.venv/bin/kodevakt", "/bin/true")
    (tmp_path / UNIT.name).write_text(text, encoding="utf-8")
    unit = tmp_path / "kodevakt@web.service"
    verified = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    judge = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(tmp_path / UNIT.name)]
    judged = subprocess.run(judge, capture_output=True, text=True, check=False)

    assert (verified.returncode, verified.stderr) == (0, "")
    assert judged.returncode == 0, judged.stdout[-200:]


def test_the_container_is_of_a_plain_image_installs_by_hash_and_runs_as_nobody_special() -> None:
    assert set(re.findall(r"^FROM (\S+)", CONTAINER, re.MULTILINE)) == {"python:3.11-slim"}
    assert "--require-hashes --only-binary :all: --no-deps -r deploy/requirements.lock" in CONTAINER
    assert re.search(r"^USER 10001:10001$", CONTAINER, re.MULTILINE)
    assert re.search(r"^VOLUME /data$", CONTAINER, re.MULTILINE)
    assert "/helse" in CONTAINER
    assert not re.search(r"(https?://(?!127)|ghcr|docker\.io|quay|--index|ADD )", CONTAINER)


def test_what_the_container_copies_is_let_in_and_nothing_else() -> None:
    copied = {
        part for line in re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE) for part in line.split()
    }
    let_in = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))

    assert copied == let_in
    assert all((ROOT / part).exists() for part in copied)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_rights_of_its_own_and_names_every_action_by_its_commit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)

    assert re.search(r"^permissions: \{\}$", text, re.MULTILINE)
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []
    assert "${{" not in text
    for target in re.findall(r"run: make (\w+)", text):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
