"""Files that are random or made to hurt never end the process: a short run of ``make fuzz``."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.adapters import inspection, yamlguard

ROOT = Path(__file__).parent.parent


def test_three_hundred_random_files_and_those_made_to_hurt_are_read_without_a_complaint():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from tests.fuzz.__main__ import attack; print(attack([*range(300), *range(-1, -36, -1)], parts=12_000))",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.startswith("Result(read=335,")
    assert "complaints=()" in done.stdout


def test_a_process_that_dies_is_complained_about():
    done = subprocess.run(
        [sys.executable, "-c", "from tests.fuzz.__main__ import attack; print(attack([1, -9999, 2]))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "file -9999 ended the process: 1 " in done.stdout


BAD = {
    "an alias bomb": "a: &a [x]\n" + "".join(f"b{i}: &b{i} [{', '.join(['*a'] * 9)}]\n" for i in range(12)),
    "a merge bomb": "a: &a {x: 1}\n" + "".join(f"b{i}: {{<<: [{', '.join(['*a'] * 9)}]}}\n" for i in range(12)),
    "300,000 levels": "a: " + "[" * 300_000,
    "10 MB": "a: " + "x" * 10_000_000,
    "duplicate keys": "a: 1\n" * 300_000,
    "a tab": "a:\n\t- b\n",
    "a mark inside": "a: b\n" * 1_000 + "\ufeff",
    "UTF-16": ("a: b\n" * 100_000).encode("utf-16"),
    "NUL": "a: b\n" * 300_000 + "\x00",
    "bidi": "a: b\n" * 300_000 + "\u202e",
    "900,000 accents on a letter": "a: a" + "\u0323\u0301" * 400_000,
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_what_is_made_to_hurt_is_refused_in_less_than_a_tenth_of_a_second(text):
    raw = text if isinstance(text, bytes) else text.encode()
    begun = time.process_time()
    faults = yamlguard.parse(raw, "fil.yaml").faults
    seconds = time.process_time() - begun

    assert seconds < 0.1
    assert all(fault.file == "fil.yaml" and fault.line >= 1 and fault.column >= 1 for fault in faults)
    assert faults


@pytest.mark.parametrize("text", ["42", "true", "a", "- a", "null", "''", "[]"])
@pytest.mark.parametrize("name", ["fylker.yaml", "kanaler.yaml", "ordliste.yaml", "arshjul/2023-2024.yaml"])
def test_a_file_that_is_one_value_or_a_list_is_told_and_ends_nothing(tmp_path, name, text):
    (tmp_path / "arshjul").mkdir()
    (tmp_path / name).write_text(text, encoding="utf-8")

    found = inspection.inspect(None, tmp_path).findings

    assert [f.path.name for f in found] == ([] if (name, text) == ("kanaler.yaml", "null") else [Path(name).name])


def test_thirty_accents_on_a_letter_are_still_a_letter():
    document = yamlguard.parse(("a: a" + "\u0323" * 30 + "\nb: " + "─" * 99).encode(), "fil.yaml")

    assert document.faults == []
    assert document.data["b"] == "─" * 99


def test_an_accent_more_is_told_where_it_stands():
    (fault,) = yamlguard.parse(("a: b\nb: a" + "\u0323" * 31).encode(), "fil.yaml").faults

    assert (fault.line, fault.column) == (2, 35)
    assert "mer enn 30 aksenter" in fault.message
