"""Which county a channel belongs to: read from YAML, every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_wheel import FYLKER

from bot.adapters import channels
from bot.domain.arshjul import Arshjulene
from bot.domain.frist import Fylke
from bot.errors import KnowledgeError

WHEELS = Arshjulene((), (*FYLKER, Fylke("46", "Vestland", "nn", ogsa_kalt=("Vestland fylkeskommune",))))
SHIPPED = Path(__file__).parent.parent / "schedules"


def written(folder: Path, text: str) -> Path:
    """Return *folder* with a file of channels in it."""
    (folder / "kanaler.yaml").write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file."""
    return [str(fault) for fault in channels.read(written(folder, text), WHEELS)[1]]


def test_a_channel_has_the_county_by_its_own_name_whatever_name_was_written(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        "kanaler:\n- {id: C0123456789, fylke: Vestland fylkeskommune}\n- {id: G0123456789, fylke: '03'}\n",
    )
    found = channels.load(folder, WHEELS)

    assert {id_: kanal.fylke for id_, kanal in found.items()} == {"C0123456789": "Vestland", "G0123456789": "Oslo"}
    assert all(kanal.id == id_ for id_, kanal in found.items())


@pytest.mark.parametrize("text", ["", "# bare en kommentar\n", "kanaler:\n", "kanaler: []\n"])
def test_an_empty_file_names_no_channel(tmp_path: Path, text: str) -> None:
    assert channels.load(written(tmp_path, text), WHEELS) == {}


def test_a_missing_file_names_no_channel(tmp_path: Path) -> None:
    assert channels.load(tmp_path, WHEELS) == {}


FAULTS = [
    pytest.param("fylke: Vestlan", "kanaler.yaml:3: fylke: «Vestlan» finnes ikke i fylker.yaml.", id="unknown county"),
    pytest.param("fylke: Viken", "kanaler.yaml:3: fylke: Viken finnes ikke etter 2023-12-31.", id="former county"),
    pytest.param("fylke: 3", "kanaler.yaml:3: fylke: 3 står uten anførselstegn", id="a number"),
    pytest.param("fylker: Oslo", "kanaler.yaml:3: fylker: ukjent felt. Mente du «fylke»?", id="unknown field"),
]


@pytest.mark.parametrize(("line", "expected"), FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str, expected: str) -> None:
    found = faults(tmp_path, f"kanaler:\n- id: C0123456789\n  {line}\n")

    assert [one for one in found if one.startswith(expected)]


@pytest.mark.parametrize("name", ["D0123456789", "'#vigo'", "c0123456789", "C012", "vigo-vestland"])
def test_an_id_that_is_no_channels_is_told(tmp_path: Path, name: str) -> None:
    (found,) = faults(tmp_path, f"kanaler:\n- {{id: {name}, fylke: Oslo}}\n")

    assert found.startswith("kanaler.yaml:2: id: «")
    assert "ventet kanalens id i Slack, som i «C0123456789»" in found


def test_an_id_that_is_used_twice_is_told_with_both_lines_and_the_first_one_counts(tmp_path: Path) -> None:
    text = "kanaler:\n- {id: C0123456789, fylke: Oslo}\n- {id: C0123456789, fylke: Vestland}\n"
    found, told = channels.read(written(tmp_path, text), WHEELS)

    assert [str(fault) for fault in told] == [
        "kanaler.yaml:3: id: «C0123456789» er brukt to ganger, også i kanaler.yaml:2"
    ]
    assert found["C0123456789"].fylke == "Oslo"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- {id: C0123456789, fylke: Oslo}\n", "kanaler.yaml:1: ventet kanaler:"),
        ("kanaler: C0123456789\n", "kanaler.yaml:1: ventet kanaler:"),
        ("kanal: []\n", "kanaler.yaml:1: kanal: ukjent del av filen. Mente du «kanaler»?"),
        ("kanaler: [\n", "kanaler.yaml:"),
    ],
    ids=["no section", "no list", "unknown section", "no YAML"],
)
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str, expected: str) -> None:
    assert faults(tmp_path, text)[0].startswith(expected)


def test_every_fault_is_raised_at_once_and_what_is_right_can_still_be_read(tmp_path: Path) -> None:
    text = "kanaler:\n- {id: x, fylke: Oslo}\n- {id: C0123456789, fylke: Ukjent}\n- {id: C0123456780, fylke: Oslo}\n"
    folder = written(tmp_path, text)

    with pytest.raises(KnowledgeError) as raised:
        channels.load(folder, WHEELS)

    assert [fault.line for fault in raised.value.faults] == [2, 3]
    assert list(channels.read(folder, WHEELS)[0]) == ["C0123456780"]


def test_the_file_that_is_shipped_names_no_channel() -> None:
    assert channels.load(SHIPPED, WHEELS) == {}
