"""What the files or a user say means nothing to Slack in anything that is shown: a short run of ``make fuzz``."""

from __future__ import annotations

import pytest
from fuzz.mentions import EVIL, PLACES, raw, tried

from bot.slack import plain


def test_what_would_mention_or_hide_something_means_nothing_in_any_field() -> None:
    made, strings, found = tried(EVIL[::11])

    assert found == []
    assert made > 30 * len(EVIL[::11])
    assert strings > 10 * made


def test_there_are_two_hundred_of_them() -> None:
    assert len(set(EVIL)) >= 200


def test_each_place_would_be_found_out_if_it_did_not_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("blocks", "kildevarsel", "varsel", "plain"):
        monkeypatch.setattr(f"bot.slack.{module}.escape", lambda text: text)
    monkeypatch.setattr("bot.slack.admin.forms._NO_MARKUP", {})
    _, _, found = tried(["<!channel>"])

    assert {line.partition(":")[0] for line in found} == {place.__name__ for place in PLACES}


@pytest.mark.parametrize("text", ["<!channel>", "<@U2>", "a\u200bb", "a & b", "<https://udir.no>", "<!date^1^x|y>"])
def test_raw_markup_is_known_as_such(text: str) -> None:
    assert raw(text)
    assert not raw(plain.escape(plain.visible(text)))
