"""What Kodevakt is made of: locked with hashes, from nowhere else, and no code that runs what it is given."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.lock", "deploy/requirements.lock", "deploy/audit.lock"]
AUDIT = runpy.run_path(str(ROOT / "deploy" / "audit.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "bot").rglob("*.py"))}
NO_CALLS = {
    *("eval", "exec", "compile", "__import__", "breakpoint", "os.system", "os.popen", "tempfile.mktemp"),
    *("yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "yaml.unsafe_load_all"),
}
# Who may start another program: git, with fixed words and no shell.
STARTERS = {"bot/adapters/editing/git.py"}
NO_MODULES = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "ctypes", "pty", "subprocess"}


def forbidden(tree: ast.AST) -> list[str]:
    """Return what *tree* does that may run what somebody has written."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in NO_CALLS:
            found.append(ast.unparse(node.func))
        if isinstance(node, ast.keyword) and node.arg == "shell":
            found.append("shell=")
        named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        named += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found += [name for name in named if name.split(".")[0] in NO_MODULES]
    return found


def test_no_code_of_ours_runs_what_it_is_given() -> None:
    found = {path.relative_to(ROOT).as_posix(): forbidden(tree) for path, tree in TREES.items()}

    assert {path: what for path, what in found.items() if what and path not in STARTERS} == {}
    assert [found[path] for path in STARTERS] == [["subprocess"]]


@pytest.mark.parametrize(
    "code",
    ["eval(x)", "import pickle", "from subprocess import run", "os.system(x)", "yaml.load(x)", "run(x, shell=True)"],
)
def test_the_rule_finds_what_it_is_to_find(code: str) -> None:
    assert forbidden(ast.parse(code))


def requirements(lock: str) -> dict[str, str]:
    """Return what a lock holds: each package with its version, and all that is said of it."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.split()[0]: " ".join(line.split()) for line in text.splitlines() if line.strip()}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_locked_to_a_version_and_its_hashes_and_to_no_address(lock: str) -> None:
    locked = requirements(lock)

    assert len(locked) > 20
    for name, line in locked.items():
        assert re.fullmatch(r"[a-z0-9._-]+(\[[a-z,]+\])?==[0-9][a-z0-9.]*", name)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line)
    assert not re.search(r"https?:|file:|git\+|--(extra-)?index|--find-links| @ ", (ROOT / lock).read_text("utf-8"))


def test_what_is_installed_for_running_is_what_was_tested() -> None:
    tested, run = requirements(LOCKS[0]), requirements(LOCKS[1])

    assert {name: line for name, line in run.items() if tested.get(name) != line} == {}
    assert not [name for name in run if name.startswith(("pytest", "playwright", "mypy", "scikit"))]


def wheel(folder: Path, inside: str) -> str:
    """Write a wheel of *tull* 1.0 with *inside* in it, and return its hash."""
    path = folder / "tull-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (
            ("tull.py", inside),
            ("tull-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tull\nVersion: 1.0\n"),
            (
                "tull-1.0.dist-info/WHEEL",
                "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            ),
            ("tull-1.0.dist-info/RECORD", ""),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def index(folder: Path, inside: str, attributes: str = "") -> tuple[str, str]:
    """Make an index of packages with one in it, and return its address and the hash of the package."""
    place = folder / "tull"
    place.mkdir(parents=True)
    made = wheel(place, inside)
    link = f'<a href="tull-1.0-py3-none-any.whl" {attributes}>tull-1.0-py3-none-any.whl</a>'
    (place / "index.html").write_text(f"<!DOCTYPE html><html><body>{link}</body></html>", encoding="utf-8")
    return folder.as_uri(), made


def installing(folder: Path, hashed: str, *options: str) -> subprocess.Popen[str]:
    """Begin to install what a lock names, the way that the Makefile does."""
    folder.mkdir()
    lock = folder / "requirements.lock"
    lock.write_text(f"tull==1.0{hashed}\n", encoding="utf-8")
    command = ["install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", str(folder / "site")]
    return subprocess.Popen(
        [sys.executable, "-m", "pip", *command, "--no-cache-dir", *options, "--requirement", str(lock)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": os.environ["PATH"], "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )


def test_a_package_that_is_not_the_one_that_was_locked_is_not_installed(tmp_path: Path) -> None:
    real, good = index(tmp_path / "real", "ours = True")
    evil, bad = index(tmp_path / "evil", "ours = False")
    yanked, _ = index(tmp_path / "yanked", "ours = True", 'data-yanked="broken"')
    hashed = f" --hash=sha256:{good}"
    runs = {
        "as locked": installing(tmp_path / "a", hashed, "--index-url", real),
        "changed": installing(tmp_path / "b", hashed, "--index-url", evil),
        "no hash": installing(tmp_path / "c", "", "--index-url", real),
        "an extra index": installing(tmp_path / "d", hashed, "--index-url", real, "--extra-index-url", evil),
        "withdrawn": installing(tmp_path / "e", hashed, "--index-url", yanked),
    }
    told = {name: (run.communicate(timeout=60)[1], run.returncode) for name, run in runs.items()}

    assert good != bad
    assert {name: status for name, (_, status) in told.items()} == {
        "as locked": 0,
        "changed": 1,
        "no hash": 1,
        "an extra index": 1,
        "withdrawn": 0,  # pip only warns, so that `make audit` has to refuse it
    }
    assert AUDIT["withdrawn"](told["withdrawn"][0])
    assert not AUDIT["withdrawn"](told["as locked"][0])


CHECKED: dict[str, Any] = {"name": "a", "version": "1", "vulns": []}


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([CHECKED], 0, "1 of 1 packages checked, 0 known faults"),
        ([CHECKED, {"name": "b", "skip_reason": "not found"}], 2, "NOT CHECKED"),
        ([{"name": "b", "skip_reason": "not found"}], 2, "0 of 1 packages checked"),
        ([CHECKED | {"vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}], 1, "a 1: CVE-1, mended in 2"),
    ],
    ids=["all is well", "one skipped", "all skipped", "a fault"],
)
def test_what_was_not_checked_is_not_called_well(packages: list[dict[str, Any]], status: int, said: str) -> None:
    told = AUDIT["verdict"]({"dependencies": packages})

    assert told[1] == status
    assert said in told[0]
