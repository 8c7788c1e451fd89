"""Noticing that files have changed, also while they come and go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

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
