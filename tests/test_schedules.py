"""The folder of the Årshjul as a whole: what can be used of it, and what is told of the rest."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters import schedules

if TYPE_CHECKING:
    from bot.domain.model import Kunnskap

SHIPPED = Path(__file__).parent.parent / "schedules"


def copied(tmp_path: Path) -> Path:
    """Return a copy of the shipped folder, to spoil."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "schedules"))


def test_the_folder_that_is_shipped_has_no_fault(kunnskap: Kunnskap) -> None:
    found = schedules.read(SHIPPED, kunnskap.kilder)

    assert found.faults == ()
    assert found.arshjul.wheel("2023-2024")
    assert found.fristord.ord


def test_an_empty_folder_holds_nothing_and_has_no_fault(tmp_path: Path, kunnskap: Kunnskap) -> None:
    found = schedules.read(tmp_path, kunnskap.kilder)

    assert (found.arshjul.hjul, dict(found.kanaler), found.faults) == ((), {}, ())
    assert found.frister(kunnskap).arshjul is found.arshjul


def test_a_file_with_faults_takes_no_other_down(tmp_path: Path, kunnskap: Kunnskap) -> None:
    folder = copied(tmp_path)
    (folder / "arshjul" / "2030-2031.yaml").write_text("skolear: 2030-2031\n", encoding="utf-8")
    (folder / "kanaler.yaml").write_text("kanaler:\n- {id: x, fylke: Oslo}\n", encoding="utf-8")
    (folder / "ordliste.yaml").write_text("orde: []\n", encoding="utf-8")

    found = schedules.read(folder, kunnskap.kilder)

    assert {fault.file for fault in found.faults} == {"2030-2031.yaml", "kanaler.yaml", "ordliste.yaml"}
    assert list(found.faults) == sorted(found.faults)
    assert found.arshjul.wheel("2023-2024")
