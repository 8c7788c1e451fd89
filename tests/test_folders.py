"""Noticing that files have changed, also while they come and go."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.adapters.folders import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_only_files_that_people_edit_count(tmp_path: Path) -> None:
    (tmp_path / "grep").mkdir()
    for name in ("regler.yaml", "grep/koder.json", "regler.yaml.swp", ".regler.yaml", "notat.txt"):
        (tmp_path / name).write_text("a: b\n", encoding="utf-8")

    assert sorted(Path(one[0]).name for one in fingerprint([tmp_path])) == ["koder.json", "regler.yaml"]


def test_a_file_that_points_nowhere_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "borte.yaml").symlink_to(tmp_path / "finnes-ikke.yaml")

    assert fingerprint([tmp_path]) == frozenset()


def test_a_folder_that_goes_away_while_it_is_looked_at_tells_nothing_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "regler.yaml").write_text("a: b\n", encoding="utf-8")

    class Vanishing:
        def glob(self, _pattern: str) -> Iterator[Path]:
            yield tmp_path / "regler.yaml"
            raise FileNotFoundError(tmp_path)

    vanishing: Any = Vanishing()
    assert fingerprint([tmp_path, vanishing]) == frozenset()


def seen(folder: Path) -> object:
    return fingerprint([folder / "knowledge"])


def written(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "regler.yaml").write_text(text, encoding="utf-8")
    return folder


def times(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_atime_ns, about.st_mtime_ns


def test_a_file_changed_twice_within_what_its_times_tell_apart_differs(tmp_path: Path, monkeypatch: Any) -> None:
    """Some mounted folders count in seconds, and give a file that is written over the times that it had."""
    path = written(tmp_path / "knowledge", "a: 1\n") / "regler.yaml"
    real, about = Path.stat, path.stat()
    monkeypatch.setattr(Path, "stat", lambda self, **how: about if self == path else real(self, **how))
    before = seen(tmp_path)
    path.write_text("a: 2\n", encoding="utf-8")

    assert seen(tmp_path) != before


def test_what_stands_in_files_that_have_long_been_left_alone_is_not_read(tmp_path: Path, monkeypatch: Any) -> None:
    old = written(tmp_path / "knowledge", "a: 1\n") / "regler.yaml"
    new = old.with_name("begreper.yaml")
    new.write_text("b: 1\n", encoding="utf-8")
    os.utime(old, ns=(times(new)[0], times(new)[1] - 4_000_000_000))
    read: list[str] = []
    real = Path.read_bytes

    def reads(path: Path) -> bytes:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", reads)
    seen(tmp_path)

    assert read == ["begreper.yaml"]


def test_a_link_that_is_turned_to_another_folder_is_seen(tmp_path: Path) -> None:
    """Kubernetes mounts settings so: files are links into ``..data``, which is a link to the folder that holds."""
    inside = tmp_path / "knowledge"
    for name in ("..old", "..new"):
        written(inside / name, "a: 1\n")
        os.utime(inside / name / "regler.yaml", ns=(0, 0))
    (inside / "..data").symlink_to("..old", target_is_directory=True)
    (inside / "regler.yaml").symlink_to("..data/regler.yaml")
    before = seen(tmp_path)
    (inside / "..next").symlink_to("..new", target_is_directory=True)
    (inside / "..next").replace(inside / "..data")

    assert seen(tmp_path) != before


@pytest.mark.parametrize("where", ["knowledge", "knowledge/arshjul"])
def test_a_folder_that_is_a_link_is_looked_into(tmp_path: Path, where: str) -> None:
    away = written(tmp_path / "et annet sted", "a: 1\n")
    (tmp_path / where).parent.mkdir(exist_ok=True)
    (tmp_path / where).symlink_to(away, target_is_directory=True)
    before = seen(tmp_path)
    (away / "regler.yaml").write_text("a: 12\n", encoding="utf-8")

    assert seen(tmp_path) not in (before, frozenset())
