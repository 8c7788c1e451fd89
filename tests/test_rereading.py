"""What is made of edited files with the help of the version before is the same as what is made of them alone."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import small_knowledge

from bot.adapters import knowledge, schedules
from bot.domain.answers import Responder
from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Callable


WORDS = (
    "kode vitnemål fagbrev lærling privatist påbygg kontrakt standpunkt voksne skole eksamen Grep karakter fravær "
    "vurdering oppmelding inntak bytte slutte søke permisjon tilrettelegging opplæring bedrift prøve"
).split()
QUESTIONS = (
    "hvilken kode når vg1 tar to år?",
    "hva er Grep?",
    "hvordan blir det med vitnmål og fagbrev",
    "lærling eller privatist, og kontrakt?",
    "kan en vokssen ta eksamen med standpunkt",
    "hva betyr oppmelding",
    "karaktr i vurdering",
    "søke permisjon fra opplæring i bedrift",
)
STEPS = 30
SCHEDULES = Path(__file__).parent.parent / "schedules"


class Folder:
    """A folder of small knowledge that is edited at random: entries by id in each file, written as JSON."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path, self.random = path, Random(seed)  # noqa: S311 - every run must draw the same
        self.files: dict[str, dict[str, Any]] = {f"oppslag-{n}.yaml": self.some_entries(5) for n in range(3)}
        self.words = ["påbygget", "bygge på"]
        self.source = "Noen"
        self.broken = ""
        self.write()

    def some_entries(self, count: int) -> dict[str, Any]:
        """Return as many new entries, by id."""
        return {name: self.entry(name) for name in (f"b-{self.random.randrange(10**6)}" for _ in range(count))}

    def some_words(self, count: int) -> str:
        """Return as many words."""
        return " ".join(self.random.choices(WORDS, k=count))

    def a_rare_word(self) -> str:
        """Return one that hardly stands anywhere else, so that it goes when its entry does."""
        return "".join(self.random.sample(WORDS, 2)).lower()

    def entry(self, name: str) -> dict[str, Any]:
        """Return a concept of random words."""
        return {
            "id": name,
            "tittel": self.some_words(2),
            "svar": self.some_words(6),
            "ogsa_kalt": [self.some_words(1)],
            "sporsmal": [f"hva er {self.some_words(2)}", f"når kommer {self.a_rare_word()}"],
            "kilder": [{"id": "egen", "punkt": "1"}],
        }

    def a_file(self) -> str:
        """Return the name of one."""
        return self.random.choice(sorted(self.files))

    def an_entry(self) -> dict[str, Any]:
        """Return one of any file."""
        entries = self.files[self.a_file()]
        return entries[self.random.choice(sorted(entries))] if entries else self.entry("ingen")

    def add(self) -> None:
        """Add an entry."""
        self.files[self.a_file()].update(self.some_entries(1))

    def change(self) -> None:
        """Give an entry other words everywhere."""
        entry = self.an_entry()
        entry.update(self.entry(entry["id"]))

    def change_a_word(self) -> None:
        """Add a word to a question."""
        self.an_entry()["sporsmal"][0] += f" {self.random.choice(WORDS)}"

    def delete(self) -> None:
        """Delete an entry."""
        entries = self.files[self.a_file()]
        entries.pop(self.random.choice(sorted(entries)), None) if entries else None

    def turn_around(self) -> None:
        """Turn the order of a file around."""
        name = self.a_file()
        self.files[name] = dict(reversed(self.files[name].items()))

    def rename(self) -> None:
        """Rename a file, which may move it among the others."""
        old = self.a_file()
        self.files[f"oppslag-{self.random.randrange(10**6)}.yaml"] = self.files.pop(old)

    def add_a_file(self) -> None:
        """Add a file."""
        self.files[f"oppslag-{self.random.randrange(10**6)}.yaml"] = self.some_entries(2)

    def change_the_words(self) -> None:
        """Teach other words."""
        self.words = [self.some_words(2), self.some_words(1) + "-et"]

    def change_the_source(self) -> None:
        """Change what every entry names as its source."""
        self.source = self.some_words(2)

    def break_a_file(self) -> None:
        """Break off a file in its middle."""
        self.broken = self.a_file()

    def edit(self) -> None:
        """Do one of these things; a file that was broken is mended."""
        what = (self.add, self.change, self.change, self.change_a_word, self.change_a_word, self.delete, self.rename)
        more = (
            self.turn_around,
            self.add_a_file,
            self.change_the_words,
            self.change_the_source,
            *[self.break_a_file] * 3,
        )
        self.broken = ""
        self.random.choice((*what, *more))()
        self.write()

    def write(self) -> None:
        """Write every file."""
        for path in self.path.glob("oppslag-*.yaml"):
            path.unlink()
        for name, entries in self.files.items():
            text = json.dumps({"begreper": list(entries.values())}, ensure_ascii=False, indent=1)
            self._put(name, text[: len(text) // 2] if name == self.broken else text)
        egen = {"id": "egen", "navn": "Egen", "utgiver": self.source, "adresse": None, "utgave": "2024"}
        more = {"lest": "2026-10-08", "lisens": "ikke oppgitt", "tillit": "primar"}
        self._put("x-kilder.yaml", json.dumps({"kilder": [{**egen, **more}]}, ensure_ascii=False))
        self._put("x-ord.yaml", json.dumps({"ord": [{"betyr": "pabygg", "former": self.words}]}, ensure_ascii=False))

    def _put(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8")


def outcome(load: Callable[[], Any]) -> tuple[Any, list[Fault]]:
    """Return what is loaded, or the faults."""
    try:
        return load(), []
    except KnowledgeError as error:
        return None, error.faults


def tables(responder: Responder) -> tuple[Any, ...]:
    """Return what a responder has counted, with the order in which entries are found."""
    index, trade = responder.index, responder.reader.speller.trade
    postings = {term: list(holding.items()) for term, holding in index.postings.items()}
    counted = (postings, index.weights, index.lengths, index.entries)
    return (*counted, trade.count, trade.stems, trade.folded, trade.near)


@pytest.mark.parametrize("seed", range(2))
def test_a_version_made_from_the_one_before_is_the_one_that_is_made_from_nothing(tmp_path: Path, seed: int) -> None:
    folder = Folder(small_knowledge.copy(tmp_path), seed)
    loaded = knowledge.load_again(folder.path)
    responder = Responder(loaded.kunnskap)
    told = 0
    for _ in range(STEPS):
        folder.edit()
        again, faults = outcome(lambda: knowledge.load_again(folder.path, loaded))  # noqa: B023 - called at once
        fresh, expected = outcome(lambda: knowledge.load(folder.path))
        assert faults == expected
        told += bool(faults)
        if again is None:
            continue
        assert again.kunnskap == fresh
        loaded, responder = again, Responder(again.kunnskap, before=responder)
        alone = Responder(fresh)
        assert tables(responder) == tables(alone)
        assert [responder.answer(q) for q in QUESTIONS] == [alone.answer(q) for q in QUESTIONS]

    assert 0 < told < STEPS


def test_what_stands_in_unchanged_files_is_taken_over_as_it_is(tmp_path: Path) -> None:
    folder = small_knowledge.copy(tmp_path)
    before = knowledge.load_again(folder)
    small_knowledge.change(folder, "begreper.yaml", "Udirs database.", "Udirs katalog.")
    after = knowledge.load_again(folder, before)

    assert [o.svar.nb for o in after.kunnskap.oppslag] == ["Bruk A, så B.", "Udirs katalog."]
    assert after.kunnskap.oppslag[0] is before.kunnskap.oppslag[0]
    same = [new is old for new, old in zip(after.reading.documents, before.reading.documents, strict=True)]
    assert [d.name for d, kept in zip(after.reading.documents, same, strict=True) if not kept] == ["begreper.yaml"]


def test_an_entry_of_an_unchanged_file_names_its_source_as_it_is_now(tmp_path: Path) -> None:
    folder = small_knowledge.copy(tmp_path)
    before = knowledge.load_again(folder)
    small_knowledge.change(folder, "kilder.yaml", '"En omtale"', '"En annen omtale"')
    (concept,) = (o for o in knowledge.load_again(folder, before).kunnskap.oppslag if o.kind == "begrep")

    assert [henvisning.kilde.navn for henvisning in concept.provenance.kilder] == ["En annen omtale"]


def test_a_version_is_let_go_of_when_the_next_one_is_made(tmp_path: Path) -> None:
    """It may be frozen out of sight of the collector: a cycle, or a chain of versions, would stay for ever."""
    folder = small_knowledge.copy(tmp_path)
    loaded = knowledge.load_again(folder)
    responder = Responder(loaded.kunnskap)
    gc.collect()
    gc.disable()
    try:
        gone = [weakref.ref(part) for part in (responder, responder.reader, responder.index, responder.catalogue)]
        small_knowledge.change(folder, "ordliste.yaml", "grunnkompetanse", "grunnkompetansen")
        loaded = knowledge.load_again(folder, loaded)
        responder = Responder(loaded.kunnskap, before=responder)
        assert [part() for part in gone] == [None] * len(gone)
    finally:
        gc.enable()


def test_reading_leaves_no_cycles_behind(tmp_path: Path) -> None:
    """They would be frozen with the version that was read, and stay for ever."""
    folder = small_knowledge.copy(tmp_path)
    kilder = knowledge.load(folder).kilder
    gc.collect()
    gc.disable()
    try:
        loaded = knowledge.load_again(folder)
        plan = schedules.read(SCHEDULES, kilder)
        assert (len(loaded.kunnskap.oppslag), len(plan.faults) > 0) == (2, True)
        del loaded, plan
        assert gc.collect() == 0
    finally:
        gc.enable()
