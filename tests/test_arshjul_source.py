"""Every line of the source of the Årshjul 2023–2024 is accounted for, and every row says which lines it was read from.

The source itself is not kept here. The table was made by reading it, line by line, apart from the wheel.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WHEEL: dict[str, Any] = yaml.safe_load((ROOT / "schedules/arshjul/2023-2024.yaml").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = WHEEL["rader"]
LAST_LINE = 428
NO_ROW = {"overskrift", "tegnforklaring", "merknad", "tom"}
MIXED: dict[int, list[str]] = {}  # lines on which the scan mixed two rows, with their ids: there are none

MONTHS = {
    "2023-07": (8, 9),
    "2023-08": (32, 2),
    "2023-09": (38, 13),
    "2023-10": (86, 16),
    "2023-11": (138, 16),
    "2023-12": (188, 5),
    "2024-01": (208, 9),
    "2024-02": (238, 10),
    "2024-03": (275, 10),
    "2024-04": (300, 3),
    "2024-05": (313, 0),
    "2024-06": (314, 9),
    "2024-07": (339, 10),
    "2024-08": (369, 1),
}
RUNNING = 373  # from here on the rows have no date


def table() -> list[tuple[int, list[str]]]:
    """Return what stands on each line, in order."""
    with (ROOT / "tests/data/arshjul_2023_2024_linjer.csv").open(encoding="utf-8", newline="") as file:
        return [(int(row["linje"]), row["hva"].split(";")) for row in csv.DictReader(file)]


LINES = table()


def lines_of(row: dict[str, Any]) -> list[int]:
    """Return the lines that *row* says it was read from: "54-57, 60" is 54, 55, 56, 57 and 60."""
    spans = [[int(end) for end in span.split("-")] for span in row["kilde"]["linjer"].split(", ")]
    return [line for span in spans for line in range(span[0], span[-1] + 1)]


def month_of(row: dict[str, Any]) -> str:
    """Return the month under whose heading the first line of *row* stands; nothing for a row without a date."""
    first = lines_of(row)[0]
    return "" if first >= RUNNING else max(month for month, (heading, _) in MONTHS.items() if heading < first)


def days_of(row: dict[str, Any]) -> list[date]:
    """Return the days of the row's own dates; of a week all seven."""
    weeks = row.get("uke", [])
    mondays = [date.fromisocalendar(int(w[:4]), int(w[5:]), 1) for w in ([weeks] if isinstance(weeks, str) else weeks)]
    named = [row[key] for key in ("dato", "fra_dato", "til_dato") if key in row]
    named += [f"{row['i_lopet_av']}-01"] if "i_lopet_av" in row else []
    return [date.fromisoformat(day) for day in named] + [m + timedelta(n) for m in mondays for n in range(7)]


def kind(what: str) -> list[int]:
    """Return the lines that are *what*."""
    return [line for line, whats in LINES if whats == [what]]


def test_the_table_names_each_of_the_428_lines_once_in_order():
    assert list(range(1, LAST_LINE + 1)) == [line for line, _ in LINES]


def test_a_line_belongs_to_exactly_one_row_unless_the_scan_mixed_two():
    assert {line: whats for line, whats in LINES if len(whats) != 1} == MIXED


def test_a_line_of_no_row_is_a_heading_the_legend_a_note_or_empty():
    ids = {row["id"] for row in ROWS}

    assert {what for _, whats in LINES for what in whats} - ids == NO_ROW


def test_the_headings_are_the_title_the_columns_and_the_months():
    assert kind("overskrift") == [1, 7, *(heading for heading, _ in MONTHS.values())]


def test_the_legend_has_a_title_and_a_line_for_each_category_but_our_own():
    assert len(kind("tegnforklaring")) == 1 + len(WHEEL["kategorier"]) - 1


def test_the_notes_are_the_date_of_the_source_and_the_pointer_to_the_legend():
    assert kind("merknad") == [3, 5]


def test_the_rows_of_the_wheel_and_of_the_table_are_the_same_in_the_same_order():
    in_table = dict.fromkeys(what for _, whats in LINES for what in whats if what not in NO_ROW)

    assert [row["id"] for row in ROWS] == list(in_table)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_names_exactly_the_lines_that_the_table_gives_it(row):
    assert lines_of(row) == [line for line, whats in LINES if row["id"] in whats]


def test_no_row_stands_inside_another():
    spans = [(lines_of(row)[0], lines_of(row)[-1]) for row in ROWS]

    assert [(one, other) for one, other in pairwise(spans) if one[1] >= other[0]] == []


@pytest.mark.parametrize(("month", "count"), [(m, n) for m, (_, n) in MONTHS.items()], ids=list(MONTHS))
def test_each_month_has_its_rows(month, count):
    assert count == len([row for row in ROWS if month_of(row) == month])


def test_there_are_113_rows_with_a_date_and_two_without():
    assert Counter(bool(days_of(row)) for row in ROWS) == {True: 113, False: 2}
    assert [row["slag"] for row in ROWS if not days_of(row)] == ["lopende", "rutine"]


@pytest.mark.parametrize("row", [row for row in ROWS if days_of(row)], ids=lambda row: row["id"])
def test_a_date_is_in_the_month_under_whose_heading_it_stands(row):
    assert month_of(row) in {f"{day:%Y-%m}" for day in days_of(row)}
