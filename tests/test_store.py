"""The database: each delivery once, judgements kept, and addresses that cannot be used refused by name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from bot.adapters.store import KEPT, Store
from bot.domain.reply import Feedback
from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return an open store, in a file and in memory."""
    opened = Store(f"sqlite:///{tmp_path / 'prøve.sqlite3'}" if request.param == "file" else "sqlite://")
    yield opened
    opened.close()


def test_only_the_first_claim_wins(store: Store) -> None:
    assert [store.claim("event:1", NOW), store.claim("event:1", NOW), store.claim("event:2", NOW)] == [
        True,
        False,
        True,
    ]


def test_only_the_first_claim_wins_on_either_database(database_url: str) -> None:
    store = Store(database_url)
    won = [store.claim("event:1", NOW), store.claim("event:1", NOW), store.claim("event:2", NOW)]
    store.close()

    assert won == [True, False, True]


def test_of_many_claims_at_once_one_wins(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda n: store.claim(f"event:{n % 5}", NOW), range(40)))

    assert sum(won) == 5


def test_a_claim_that_is_forgotten_can_be_made_again_and_others_cannot(store: Store) -> None:
    for key in ("a", "b"):
        store.claim(key, NOW)
    store.forget("a")

    assert [store.claim(key, NOW) for key in ("a", "b")] == [True, False]


def test_old_claims_are_dropped_and_young_ones_are_not(store: Store) -> None:
    store.claim("old", NOW)
    store.claim("young", NOW + timedelta(hours=1))
    store.claim("now", NOW + KEPT + timedelta(minutes=1))

    assert [store.claim(key, NOW + KEPT + timedelta(minutes=1)) for key in ("old", "young", "now")] == [
        True,
        False,
        False,
    ]


def test_a_claim_outlives_the_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}"
    first = Store(url)
    first.claim("event:1", NOW)
    first.close()
    second = Store(url)

    assert second.claim("event:1", NOW) is False
    second.close()


def test_feedback_comes_back_as_it_was_given_with_its_time_in_utc(store: Store) -> None:
    oslo = NOW.astimezone(timezone(timedelta(hours=1)))
    given = [Feedback(oslo, "svar", ("vg1-to-ar", "påbygg"), True), Feedback(NOW, "svar", (), False)]
    for feedback in given:
        store.add_feedback(feedback)

    assert list(store.feedback()) == given
    assert store.feedback()[0].at.tzinfo is UTC


def test_a_store_that_answers_is_alive_and_one_that_is_gone_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store(f"sqlite:///{folder / 'kodevakt.sqlite3'}")
    assert store.alive()

    store.close()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    assert not store.alive()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite:////finnes/ikke/kodevakt.sqlite3", "its folder does not exist"),
        ("mysql://localhost/kodevakt", "expected sqlite or postgresql"),
        ("tull://localhost", "expected sqlite or postgresql"),
        ("tull", "cannot be used"),
        ("sqlite:///{folder}", "cannot be opened"),
    ],
    ids=["no folder", "mysql", "unknown", "no address", "a folder"],
)
def test_an_address_that_cannot_be_used_is_refused_by_name(tmp_path: Path, url: str, why: str) -> None:
    with pytest.raises(ConfigError, match=f"DATABASE_URL.*{why}"):
        Store(url.format(folder=tmp_path))


def test_a_password_is_not_part_of_the_refusal() -> None:
    with pytest.raises(ConfigError) as refused:
        Store("postgres://kari:hemmelig@127.0.0.1:1/kodevakt")

    assert "hemmelig" not in str(refused.value)
