"""A county's channel: what it wants to be reminded of, and how its choices are written in YAML."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

import pytest
from tiny_wheel import FYLKER, SSB, frist, wheel

from bot.adapters import channels
from bot.domain.arshjul import Arshjulene
from bot.domain.frist import Fylke
from bot.domain.kanal import Kanal, Stilletid

SCHEDULES = Path(__file__).parent.parent / "schedules"
ROWS = (
    frist("inntak", fra=("VIGO (Inntak)",)),
    frist("levering", kategori=SSB, fra=("VIGO (IST)",), til=("VIGO OT",)),
    frist("alle"),
)
WHEELS = Arshjulene((wheel(*ROWS),), (*FYLKER, Fylke("46", "Vestland", "nn")))
LEAST = "id: C0123456789\n  fylke: Vestland\n"


def read(folder: Path, more: str) -> tuple[list[Kanal], list[str]]:
    """Return the channel with *more* choices, and what is wrong with them, without the name of the file."""
    text = f"kanaler:\n- {LEAST}  {more}\n"
    (folder / "kanaler.yaml").write_text(text, encoding="utf-8")
    found, faults = channels.read(folder, WHEELS)
    return list(found.values()), [str(fault).removeprefix("kanaler.yaml:") for fault in faults]


def test_an_id_and_a_county_are_enough_and_the_rest_has_defaults(tmp_path: Path) -> None:
    assert read(tmp_path, "") == ([Kanal(id="C0123456789", fylke="Vestland")], [])

    kanal = Kanal(id="C0123456789", fylke="Vestland")
    assert (kanal.dager_for, kanal.klokkeslett, kanal.stilletid) == ((14, 7, 1, 0), time(8), None)
    assert (kanal.ukesoversikt, kanal.utkast, kanal.malform) == (False, False, None)
    assert all(kanal.wants_category(row) and kanal.wants_role(row) for row in ROWS)


def test_every_choice_can_be_written(tmp_path: Path) -> None:
    more = (
        "kategorier: [ssb, intern]\n  roller: [Inntak, VIGO OT]\n  dager_for: [1, 30]\n  klokkeslett: 09:30\n"
        "  stilletid: {fra: '16:00', til: '07:30'}\n  ukesoversikt: true\n  malform: nb\n  utkast: true"
    )

    assert read(tmp_path, more) == (
        [
            Kanal(
                id="C0123456789",
                fylke="Vestland",
                kategorier=frozenset({"ssb", "intern"}),
                roller=("Inntak", "VIGO OT"),
                dager_for=(30, 1),
                klokkeslett=time(9, 30),
                stilletid=Stilletid(time(16), time(7, 30)),
                ukesoversikt=True,
                malform="nb",
                utkast=True,
            )
        ],
        [],
    )


@pytest.mark.parametrize(
    ("more", "name", "expected"),
    [
        ("kategorier: ssb", "kategorier", frozenset({"ssb"})),
        ("roller: Inntak", "roller", ("Inntak",)),
        ("dager_for: 7", "dager_for", (7,)),
        ("dager_for: []", "dager_for", ()),
        ("klokkeslett: '00:00'", "klokkeslett", time(0)),
    ],
)
def test_one_needs_no_list_and_an_empty_list_and_midnight_are_choices_too(
    tmp_path: Path, more: str, name: str, expected: object
) -> None:
    (kanal,), faults = read(tmp_path, more)

    assert (getattr(kanal, name), faults) == (expected, [])


FAULTS = [
    pytest.param("kategorier: [ssb, ssbb]", "4: kategorier[1]: «ssbb» finnes ikke i noe årshjul. Mente du «ssb»?"),
    pytest.param("roller: [Innntak]", "4: roller[0]: «Innntak» finnes ikke i noe årshjul. Mente du «VIGO (Inntak)»?"),
    pytest.param("dager_for: [7, -1]", "4: dager_for[1]: -1: ventet hele dager før fristen, fra 0 til 365, uten minus"),
    pytest.param("dager_for: [366]", "4: dager_for[0]: 366: ventet hele dager før fristen"),
    pytest.param("dager_for: [true]", "4: dager_for[0]: true: ventet hele dager før fristen"),
    pytest.param("dager_for: ['7']", "4: dager_for[0]: «7»: ventet hele dager før fristen"),
    pytest.param("dager_for: [7, 1, 7]", "4: dager_for[2]: 7 er brukt to ganger"),
    pytest.param("klokkeslett: '25:00'", "4: klokkeslett: «25:00»: klokkeslettet finnes ikke"),
    pytest.param("klokkeslett: '24:00'", "4: klokkeslett: «24:00»: klokkeslettet finnes ikke"),
    pytest.param("klokkeslett: 8", "4: klokkeslett: 8: ventet et klokkeslett skrevet slik: '08:00'"),
    pytest.param("klokkeslett: '8:00'", "4: klokkeslett: «8:00»: ventet et klokkeslett skrevet slik: '08:00'"),
    pytest.param("stilletid: {fra: '16:00', til: '16:60'}", "4: stilletid.til: «16:60»: klokkeslettet finnes ikke"),
    pytest.param("stilletid: {fra: '16:00'}", "4: stilletid.til: mangler"),
    pytest.param("stilletid: {fra: '16:00', til: '16:00'}", "4: stilletid: fra og til er det samme klokkeslettet"),
    pytest.param("stilletid: {fraa: '1', til: '07:00'}", "4: stilletid.fraa: ukjent felt. Mente du «fra»?"),
    pytest.param("stilletid: natt", "4: stilletid: ventet felt med navn, her står «natt»"),
    pytest.param("ukesoversikt: ja", "4: ukesoversikt: ventet true eller false, her står «ja»"),
    pytest.param("malform: nynorsk", "4: malform: «nynorsk»: ventet 'nb' eller 'nn'"),
    pytest.param("dager_før: [7]", "4: dager_før: ukjent felt. Mente du «dager_for»?"),
]


@pytest.mark.parametrize(("more", "expected"), FAULTS, ids=[str(fault.values[0]) for fault in FAULTS])
def test_a_fault_in_a_choice_is_told_with_its_line_and_the_channel_is_not_used(
    tmp_path: Path, more: str, expected: str
) -> None:
    kanaler, faults = read(tmp_path, more)

    assert kanaler == []
    assert [fault for fault in faults if fault.startswith(expected)], faults


def test_a_folder_without_wheels_takes_every_category_and_role(tmp_path: Path) -> None:
    text = f"kanaler:\n- {LEAST}  kategorier: ot\n  roller: Inntak\n"
    (tmp_path / "kanaler.yaml").write_text(text, encoding="utf-8")

    assert channels.read(tmp_path, Arshjulene((), WHEELS.fylker))[1] == []


@pytest.mark.parametrize(
    ("kanal", "expected"),
    [
        (Kanal(id="C", fylke="Oslo", kategorier=frozenset({"ssb"})), ["levering"]),
        (Kanal(id="C", fylke="Oslo", roller=("Inntak",)), ["inntak", "alle"]),
        (Kanal(id="C", fylke="Oslo", roller=("vigo ot",)), ["levering", "alle"]),
        (Kanal(id="C", fylke="Oslo", roller=("Inn",)), ["alle"]),
        (Kanal(id="C", fylke="Oslo", roller=("Inntak",), kategorier=frozenset({"ssb"})), []),
    ],
    ids=["category", "who acts", "who receives", "half a word", "both"],
)
def test_a_channel_wants_what_it_has_chosen_and_what_names_nobody(kanal: Kanal, expected: list[str]) -> None:
    assert [row.id for row in ROWS if kanal.wants_category(row) and kanal.wants_role(row)] == expected


@pytest.mark.parametrize(
    ("fra", "til", "quiet"),
    [
        ("16:00", "07:30", ["16:01", "23:59", "00:00", "07:29"]),
        ("11:00", "12:00", ["11:01", "11:59"]),
    ],
    ids=["over midnight", "within a day"],
)
def test_the_ends_of_quiet_hours_are_not_quiet(fra: str, til: str, quiet: list[str]) -> None:
    span = Stilletid(time.fromisoformat(fra), time.fromisoformat(til))

    assert [clock for clock in quiet if not span.covers(time.fromisoformat(clock))] == []
    assert not any(span.covers(time.fromisoformat(clock)) for clock in (fra, til, "13:00", "10:00"))


def uncommented(part: str) -> str:
    """Return the example of the shipped file that *part* is in, as it is without the marks of a comment."""
    text = (SCHEDULES / "kanaler.yaml").read_text(encoding="utf-8")
    examples = re.findall(r"^# kanaler:\n(?:# .+\n)+", text, re.MULTILINE)
    (found,) = [example for example in examples if part in example]
    return re.sub(r"^# ", "", found, flags=re.MULTILINE)


@pytest.mark.parametrize(("part", "count"), [("C0123456701", 6), ("C…", 15)])
def test_the_examples_in_the_shipped_file_can_be_used_as_they_are(
    tmp_path: Path, kodevakt, part: str, count: int
) -> None:
    numbers = iter(range(100, 200))
    text = re.sub("C…", lambda _: f"C0123456{next(numbers)}", uncommented(part))
    (tmp_path / "kanaler.yaml").write_text(text, encoding="utf-8")
    found = channels.load(tmp_path, kodevakt.frister.arshjul)

    assert len(found) == count
    assert part != "C…" or {kanal.fylke for kanal in found.values()} == {
        county.navn for county in kodevakt.frister.arshjul.fylker if not county.gyldig_til
    }


def test_every_choice_is_explained_in_the_shipped_file() -> None:
    header = (SCHEDULES / "kanaler.yaml").read_text(encoding="utf-8")

    assert [name for name in Kanal.__slots__ if not re.search(rf"^# {name}  +\S", header, re.MULTILINE)] == []
