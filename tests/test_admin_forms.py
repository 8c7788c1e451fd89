"""The modals of an admin: within Slack's limits whatever the files hold, and every fault at its field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.adapters import editing, yamlguard
from bot.adapters.editing import Difference, FieldFault
from bot.slack.admin import forms
from bot.web.lokal import limits

ROOT = Path(__file__).parent.parent
KNOWLEDGE, SCHEDULES = ROOT / "knowledge", ROOT / "schedules"
LONG = "Et langt ord om <!channel> & annet. " * 200


def shipped() -> list[str]:
    """Return the names of every tenth entry that is shipped, of each kind."""
    found = []
    for path in (*sorted(KNOWLEDGE.glob("*.yaml")), *sorted(SCHEDULES.glob("**/*.yaml"))):
        data = yamlguard.read(path).data
        for section in ("regler", "begreper", "koder", "varianter", "kilder", "rader", "fylker"):
            entries = data.get(section) if isinstance(data, dict) else None
            found += [one.get("id") or one.get("kode") or one.get("navn") for one in (entries or [])[::10]]
    return found


def inputs(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of a view by their blocks."""
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def test_the_form_of_every_tenth_shipped_entry_is_within_what_slack_takes() -> None:
    names = shipped()
    assert len(names) > 40
    for name in names:
        for entry in editing.find(KNOWLEDGE, SCHEDULES, name):
            view = forms.edit(entry, editing.fields(entry), ["Regel"], {"target": entry.target, "print": entry.print})
            found = inputs(view)
            assert limits.faults(view["blocks"], limits.VIEW_BLOCKS) == []
            assert len(view["title"]["text"]) <= 24
            assert len(view["private_metadata"]) <= 3000
            assert found
            assert all(len(block["label"]["text"]) <= 2000 for block in found.values())
            assert all(len(block["element"].get("initial_value", "")) <= 3000 for block in found.values())


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "ny", ["Før: ", "(tomt)", "Etter: ", "ny"]),
        ("a b c", "a c", ["Før: ", "a ", "b ", "c", "Etter: ", "a ", "c"]),
        ("<@U1>", "", ["Før: ", "&lt;@U1&gt;", "Etter: ", "(tomt)"]),
    ],
    ids=["new", "a word taken out", "gone, and escaped"],
)
def test_what_changes_is_told_before_and_after(before: str, after: str, shown: list[str]) -> None:
    (block,) = forms.difference("Svar", before, after)

    said = [part["text"] for line in block["elements"] for part in line["elements"]]
    assert said == ["Svar", *shown]


def test_a_review_of_long_texts_is_within_what_slack_takes() -> None:
    long = [Difference(f"Felt {n}", LONG, LONG.replace("ord", "tall")) for n in range(120)]

    view = forms.review("to-ar", long, "token")

    assert limits.faults(view["blocks"], limits.VIEW_BLOCKS) == []
    assert all(
        sum(len(part["text"]) for line in block["elements"] for part in line["elements"]) < 4000
        for block in view["blocks"][1:]
    )


@pytest.mark.parametrize(
    ("key", "at"),
    [("dato", "felt:dato"), ("ukjent", "felt:tittel.nb"), (None, "felt:tittel.nb")],
    ids=["its own field", "a field that is not shown", "no field"],
)
def test_a_fault_stands_at_its_field_or_at_the_first(key: str | None, at: str) -> None:
    told = forms.errors([FieldFault(key, "feil"), FieldFault(key, LONG)], ["tittel.nb", "dato"])

    assert list(told) == [at]
    assert told[at].startswith("feil ")
    assert len(told[at]) <= 150


@pytest.mark.parametrize("carried", ["", "{", "[]", '"tull"', "null"])
def test_what_no_form_of_ours_carried_is_nothing(carried: str) -> None:
    assert forms.carried({"private_metadata": carried}) == {}
