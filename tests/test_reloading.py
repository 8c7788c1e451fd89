"""Edited files are taken up whole, or not at all, while the program runs."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from bench import reloads
from small_knowledge import SMALL, SOURCES

from bot.adapters.store.tables import POST
from bot.config import Settings
from bot.edges import Edges
from bot.house import House
from bot.reloading import AGAIN, EVERY, Reloader
from bot.slack.varsel import alert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEDULES = Path(__file__).parent.parent / "schedules"
WHEEL = "arshjul/2023-2024.yaml"
OLD, NEW = "dato: '2023-09-18'", "dato: '2023-09-20'"
ADMIN = "C0ADMIN"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Path]]:
    """Return a house over the smallest knowledge and the shipped schedules, built once; and the folder of these."""
    folder = tmp_path_factory.mktemp("filer")
    shutil.copytree(SMALL, folder / "knowledge")
    with (folder / "knowledge" / "kilder.yaml").open("a", encoding="utf-8") as sources:
        sources.write(SOURCES)
    shutil.copytree(SCHEDULES, folder / "schedules", ignore=shutil.ignore_patterns("2026*"))
    environ = {
        "SLACK_BOT_TOKEN": "xoxb-1-2-kanarifugl",
        "SLACK_SIGNING_SECRET": "f00dfeed" * 4,
        "DATABASE_URL": f"sqlite:///{folder / 'kodevakt.sqlite3'}",
        "KODEVAKT_KNOWLEDGE": str(folder / "knowledge"),
        "KODEVAKT_SCHEDULES": str(folder / "schedules"),
    }
    house = House(Settings.from_env(environ))
    yield house, folder / "schedules"
    house.store.close()


@pytest.fixture
def stage(shipped: tuple[House, Path]) -> Iterator[tuple[House, Reloader, Path]]:
    """Return the house, a reloader of its own, and the folder of schedules, which is put right afterwards."""
    house, schedules = shipped
    yield house, Reloader(house, ADMIN), schedules
    shutil.rmtree(schedules)
    shutil.copytree(SCHEDULES, schedules, ignore=shutil.ignore_patterns("2026*"))
    assert house.reload()


def first_transfer(house: House) -> date | None:
    """Return the deadline that the tests move."""
    row = house.current.plan.arshjul.row("2023-2024/ot-overforing-forste")
    return row.deadline if row else None


def edit(path: Path, old: str, new: str) -> None:
    """Change a file as an editor does that writes in place."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def replaced(path: Path) -> None:
    beside = path.with_suffix(".ny")
    beside.write_text(path.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    beside.replace(path)


def same_time_and_size(path: Path) -> None:
    """Change the file, and give it back the time that it had; its size is the same too."""
    about = path.stat()
    replaced(path)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda path: edit(path, OLD, NEW), id="written in place"),
        pytest.param(replaced, id="another file in its place"),
        pytest.param(same_time_and_size, id="another file of the same time and size"),
    ],
)
def test_an_edited_date_is_in_use_after_two_looks(stage: Any, change: Callable[[Path], None]) -> None:
    house, reloader, schedules = stage
    before = house.current
    change(schedules / WHEEL)

    assert [reloader.look(), reloader.look(), reloader.look()] == [False, True, False]
    assert first_transfer(house) == date(2023, 9, 20)
    assert house.current is not before
    assert house.current.responder.answer("/frist ot", today=date(2023, 9, 19)).kind


def test_a_file_that_is_still_being_written_is_left_alone_until_it_stands_still(stage: Any) -> None:
    house, reloader, schedules = stage
    path = schedules / WHEEL
    whole = path.read_text(encoding="utf-8").replace(OLD, NEW)
    looks = []
    for part in (len(whole) // 3, len(whole) // 2, len(whole)):
        path.write_text(whole[:part], encoding="utf-8")
        looks.append(reloader.look())

    assert [*looks, reloader.look()] == [False, False, False, True]
    assert (first_transfer(house), house.faults) == (date(2023, 9, 20), ())


def test_nothing_of_an_edit_with_a_fault_is_used_and_it_is_used_once_the_fault_is_mended(stage: Any) -> None:
    house, reloader, schedules = stage
    before = house.current
    edit(schedules / WHEEL, OLD, NEW)
    edit(schedules / "kanaler.yaml", "kanaler: []", "kanaler:\n- {id: C0123456789, fylke: Vestlandet}")
    reloader.look()

    assert reloader.look() is False
    assert house.current is before
    assert [(fault.file, "Vestland" in fault.message) for fault in house.faults] == [("kanaler.yaml", True)]

    edit(schedules / "kanaler.yaml", "fylke: Vestlandet", "fylke: Vestland")
    reloader.look()

    assert reloader.look() is True
    assert first_transfer(house) == date(2023, 9, 20)
    assert list(house.basis().kanaler) == ["C0123456789"]
    assert house.faults == ()


def alerts(house: House) -> list[dict[str, Any]]:
    """Return what the admins are to be told about the wheel."""
    with house.store.database.read() as connection:
        told = connection.execute(sa.select(POST.c.about).where(POST.c.channel == ADMIN)).scalars()
        return [about for about in told if about["faults"][0].startswith("2023-2024.yaml:")]


def test_the_admins_are_told_once_which_line_keeps_an_edit_out(stage: Any) -> None:
    house, reloader, schedules = stage
    wrong, also_wrong = "dato: '2023-02-30'", "dato: '2023-02-31'"
    for old, new in ((OLD, wrong), (wrong, also_wrong), (also_wrong, wrong)):
        edit(schedules / WHEEL, old, new)
        reloader.look()
        reloader.look()

    told = alerts(house)
    assert len(told) == 2
    message = alert(told[0], house.current.plan.arshjul)
    assert "En endring i filene er ikke tatt i bruk" in message["text"]
    assert told[0]["faults"][0].split(": ")[0] in message["text"]


def test_a_folder_that_is_gone_for_a_moment_changes_nothing(stage: Any, tmp_path: Path) -> None:
    house, reloader, schedules = stage
    before = house.current
    away = tmp_path / "borte"
    shutil.move(schedules, away)
    looks = [reloader.look(), reloader.look()]
    shutil.move(away, schedules)
    looks += [reloader.look(), reloader.look()]

    assert house.current.plan.arshjul.hjul == before.plan.arshjul.hjul
    assert looks[0] is False


def test_the_watch_runs_in_a_thread_and_ends_when_it_is_told_to(stage: Any) -> None:
    _, reloader, _ = stage
    with reloader.running():
        pass

    assert reloader.look() is False


def test_files_that_change_while_they_are_read_are_taken_when_they_stand_still(stage: Any, monkeypatch: Any) -> None:
    house, reloader, schedules = stage
    before = house.current
    edit(schedules / WHEEL, OLD, NEW)
    reloader.look()
    real = house.fingerprint
    moments = iter([real(), real(), frozenset()])  # when it looks, when it begins to read, when it has read
    monkeypatch.setattr(house, "fingerprint", lambda: next(moments))
    assert reloader.look() is False
    assert (house.current, house.faults) == (before, ())

    monkeypatch.setattr(house, "fingerprint", real)
    assert reloader.look() is True
    assert first_transfer(house) == date(2023, 9, 20)


def test_what_nobody_foresaw_while_files_are_read_is_told_and_tried_again_and_the_last_good_version_answers(
    stage: Any, monkeypatch: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    house, reloader, schedules = stage
    before = house.current
    edit(schedules / WHEEL, OLD, NEW)
    reloader.look()

    def fails(*_: object) -> None:
        raise ZeroDivisionError("hemmelig")

    with monkeypatch.context() as broken:
        broken.setattr("bot.adapters.schedules.wheels.read", fails)
        assert [reloader.look_whatever_happens() for _ in range(3)] == [AGAIN] * 3

    told = "Kodevakt:1: filene kunne ikke leses: ZeroDivisionError; se loggen"
    assert house.current is before
    assert [str(fault) for fault in house.faults] == [told]  # this is what /helse shows
    with house.store.database.read() as connection:
        about = connection.execute(sa.select(POST.c.about).where(POST.c.channel == ADMIN)).scalars()
        assert [one["faults"] for one in about].count([told]) == 1
    logged = capfd.readouterr().out
    assert ("ZeroDivisionError" in logged, "test_reloading.py:" in logged, "hemmelig" in logged) == (True, True, False)

    assert reloader.look_whatever_happens() == EVERY
    assert (first_transfer(house), house.faults) == (date(2023, 9, 20), ())


def test_where_nobody_asks_nothing_is_made_that_answers(stage: Any) -> None:
    house, _, schedules = stage
    worker = House(house.settings, answers=False)
    watch = Reloader(worker)
    edit(schedules / WHEEL, OLD, NEW)
    looks = [watch.look(), watch.look()]
    try:
        assert looks == [False, True]
        assert first_transfer(worker) == date(2023, 9, 20)
        assert (worker.current.made, house.current.made is house.current.responder) == (None, True)
        assert worker.current.responder.answer("/frist ot", today=date(2023, 9, 19)).frister
    finally:
        worker.store.close()


def test_when_only_the_schedules_change_what_is_known_of_codes_and_rules_is_kept(stage: Any) -> None:
    house, reloader, schedules = stage
    before = house.current
    edit(schedules / WHEEL, OLD, NEW)
    reloader.look()
    reloader.look()

    assert house.current.kunnskap is before.kunnskap
    assert house.earlier is before
    assert (reloader.look(), house.earlier) == (False, None)
    assert house.current.responder.reader.phrases is before.responder.reader.phrases
    assert house.current.responder.frister is not before.responder.frister


def test_many_edits_between_questions_are_each_answered_whole_and_a_faulty_one_changes_nothing(
    stage: Any, tmp_path: Path
) -> None:
    """`make reloads` is the same with 1,000 edits, and the questions asked meanwhile."""
    house, _, schedules = stage
    marked = reloads.Marked(tmp_path, schedules.parent / "knowledge", schedules)
    house = House(marked.settings())
    reloader, edges = Reloader(house), Edges(marked.settings(), house)
    answered = [reloads.numbers(edges())]
    for n in range(2, 8):
        marked.turn(fault=n == 5)
        assert [reloader.look(), reloader.look()] == [False, n != 5]
        answered.append(reloads.numbers(edges()))
    house.store.close()

    assert answered == [(n, n, n) for n in (1, 2, 3, 4, 4, 6, 7)]
