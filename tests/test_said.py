"""What people say, at its worst: identity numbers in every way, and questions that no person would ask.

Short runs of ``make fuzz``.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
import small_knowledge
import sqlalchemy as sa
from fuzz import personal, questions
from fuzz.asgi import SMALL, written
from fuzz.personal import WAYS, again
from fuzz.questions import LONGEST, PLANE, PLANES, question
from ledger_stage import opened
from typer.testing import CliRunner

from bot.adapters.store import alerts
from bot.adapters.store.audit import Audit
from bot.adapters.store.sources import Sources
from bot.adapters.store.tables import METADATA
from bot.cli.main import app
from bot.config import Settings
from bot.domain import privacy
from bot.domain.privacy import HIDDEN
from bot.house import House
from bot.reloading import Reloader

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"KODEVAKT_KNOWLEDGE": str(SMALL), "KODEVAKT_SCHEDULES": str(SMALL)}


async def test_a_hundred_numbers_said_in_every_way_are_found_nowhere() -> None:
    found = await personal.tried(14)

    assert found.said == 8 * 14
    assert found.held, found


async def test_the_numbers_are_found_when_nothing_hides_them(monkeypatch) -> None:
    monkeypatch.setattr(privacy, "_found", lambda _text: iter(()))
    monkeypatch.setattr(privacy, "_numbers", lambda _text: iter(()))
    found = await personal.tried(14)

    assert min(found.in_answers, found.in_calls, found.in_database) > 0
    assert not found.held


async def test_what_no_person_would_ask_is_answered_without_an_error() -> None:
    asked = await questions.tried(100, FILES)

    assert asked.right, asked
    assert asked.p99 > 0


def test_the_questions_are_of_every_length_and_from_every_plane() -> None:
    asked = [question(number) for number in range(400)]
    planes = {ord(character) // PLANE for text in asked for character in text}

    assert min(map(len, asked)) == 0
    assert max(map(len, asked)) == LONGEST
    assert planes >= set(range(PLANES))
    assert "\x00" in "".join(asked)


def test_a_number_is_found_in_any_spelling() -> None:
    said = frozenset({"01020312345"})

    assert again("x 010203-12345, ０１０２０３ １２３４５ og 901020312345", said) == 3
    assert again("0102031234 og 5", said) == 0
    assert len(WAYS) > 10


NUMBER, SPELT = "01020312345", "０１０２０３ 12345"
LINES = {
    "a value that is wrong": ("regler.yaml", f"gyldig_fra: '{NUMBER}'"),
    "a value that is long": ("regler.yaml", f"gyldig_fra: 'ventet en dato {'og ' * 11}{NUMBER}'"),
    "a number without quotes": ("regler.yaml", f"gyldig_fra: {NUMBER}"),
    "an unknown field": ("regler.yaml", f"elev{NUMBER}: ja"),
    "a source that is not there": ("begreper.yaml", f"se_ogsa: ['{NUMBER}']"),
    "a broken line": ("begreper.yaml", f"'010203 12345: ]{NUMBER}"),
}


@pytest.mark.parametrize(("name", "line"), LINES.values(), ids=LINES)
def test_a_number_in_a_file_is_quoted_by_no_fault_of_it(tmp_path: Path, name: str, line: str) -> None:
    folder = small_knowledge.copy(tmp_path)
    house = House(Settings.from_env(environ(tmp_path, folder)))
    path = folder / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n    svar:", f"\n    {line}\n    svar:", 1), encoding="utf-8")
    with written() as said:
        Reloader(house, "C0ADMIN").look_whatever_happens()
        house.take_up()
        alerts.tell_of_files(house.store.database, "C0ADMIN", house.faults)
        told = [CliRunner().invoke(app, words, env=environ(tmp_path, folder)) for words in (["sjekk"], ["spor", "a"])]
        told.append(CliRunner().invoke(app, ["sjekk", "--json"], env=environ(tmp_path, folder)))
    kept = b"".join(part.read_bytes() for part in tmp_path.glob("*.sqlite3*")).decode("utf-8", "replace")
    house.store.close()

    assert house.faults
    assert all(result.exit_code == 1 for result in told)
    for out in (repr(house.faults), kept, said.getvalue(), *(result.output for result in told)):
        assert again(out, frozenset({NUMBER})) == 0


def environ(folder: Path, knowledge: Path) -> dict[str, str]:
    """Return the settings of a bot over *knowledge*, and no schedules."""
    (folder / "schedules").mkdir(exist_ok=True)
    return {
        "SLACK_BOT_TOKEN": "xoxb-1-2-tull",
        "SLACK_APP_TOKEN": "xapp-1-tull",
        "DATABASE_URL": f"sqlite:///{folder / 'kodevakt.sqlite3'}",
        "KODEVAKT_KNOWLEDGE": str(knowledge),
        "KODEVAKT_SCHEDULES": str(folder / "schedules"),
    }


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["spor", "kode for", SPELT], ""),
        (["kode", SPELT], ""),
        (["frist", SPELT], ""),
        (["svar", "--jsonl"], json.dumps({"sporsmal": SPELT, "fylke": SPELT})),
        (["svar", "--jsonl"], json.dumps({"sporsmal": "a", "idag": SPELT})),
        (["dekod", "--jsonl"], json.dumps({"inn": SPELT})),
        (["dekod"], SPELT),
        (["svar"], SPELT),
    ],
    ids=["spor", "kode", "frist", "svar", "idag", "dekod", "dekod lines", "svar lines"],
)
def test_a_number_on_the_command_line_is_not_said_again(tmp_path: Path, words: list[str], stdin: str) -> None:
    done = CliRunner().invoke(app, words, input=stdin, env=environ(tmp_path, SMALL))

    assert done.output
    assert again(done.output, frozenset({NUMBER})) == 0


def test_a_number_in_a_source_or_in_what_an_admin_changes_is_not_kept(ledger_url: str) -> None:
    database = opened(ledger_url)
    sources, audit = Sources(database), Audit(database)
    sources.look("a", {"Vg1": ["Gammelt."]})
    look = sources.look("a", {"Vg1": [f"{'x' * 290} {SPELT}"]})
    audit.add("U1", "endre", SPELT, about={"endret": [["a", SPELT, {"b": SPELT}]]})
    with audit.change("U1", "lagre", "a", file="a.yaml", before=SPELT, after=SPELT, about={}):
        pass
    with database.read() as connection:
        kept = str([list(connection.execute(sa.select(table))) for table in METADATA.sorted_tables])

    assert HIDDEN[:5] in look.news[0]
    assert kept.count(HIDDEN) == 6
    assert again(kept, frozenset({NUMBER})) == 0
    assert "010203" not in unicodedata.normalize("NFKC", kept)
