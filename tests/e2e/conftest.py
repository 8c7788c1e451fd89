"""The shipped files are the same for every test in the browser, so they are read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.adapters import knowledge
from bot.house import House, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Keep what is made of a version of the files that has been read before."""
    read: dict[Any, Any] = {}
    load, plan, made = knowledge.load, House._plan, House._made

    def load_once(folder: Any) -> Any:
        if folder not in read:
            read[folder] = load(folder)
        return read[folder]

    def plan_once(house: House, kunnskap: Any) -> Any:
        key = ("plan", house._settings.schedules)
        if key not in read:
            read[key] = plan(house, kunnskap)
        return read[key]

    def made_once(house: House, kunnskap: Any, schedules: Any) -> Snapshot:
        key = ("made", id(kunnskap), id(schedules), house._kanaler)
        if key not in read:
            read[key] = made(house, kunnskap, schedules)
        return read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge, "load", load_once)
        patch.setattr(House, "_plan", plan_once)
        patch.setattr(House, "_made", made_once)
        yield
