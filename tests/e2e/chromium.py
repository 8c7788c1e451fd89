"""The system's Chromium, and a way to run a server of ours beside the test."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

from bot.adapters import knowledge
from bot.house import House

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from bot.web.lokal.server import Server

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 20.0
expect.set_options(timeout=_PATIENCE * 1000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium. Without one the test is skipped, but in CI it fails."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(f"none of {', '.join(_NAMES)} is on PATH")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS, headless=True)
        yield started
        started.close()


_READ: dict[Any, Any] = {}


@contextmanager
def _reading_once() -> Iterator[None]:
    """Keep what is made of a version of the files that has been read before: it is the same for every test."""
    load, plan, made = knowledge.load_again, House._plan, House._made

    def once(key: Any, work: Callable[[], Any]) -> Any:
        if key not in _READ:
            _READ[key] = work()
        return _READ[key]

    def planned(house: House, kunnskap: Any) -> Any:
        return once(("plan", house.settings.schedules), lambda: plan(house, kunnskap))

    def loaded(folder: Any, before: Any = None) -> Any:
        return load(folder, before) if before else once(folder, lambda: load(folder))

    def put_together(house: House, kunnskap: Any, schedules: Any, before: Any = None) -> Any:
        if before:
            return made(house, kunnskap, schedules, before)
        return once((id(kunnskap), id(schedules), house._kanaler), lambda: made(house, kunnskap, schedules))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge, "load_again", loaded)
        patch.setattr(House, "_plan", planned)
        patch.setattr(House, "_made", put_together)
        yield


@contextmanager
def running(make: Callable[[Callable[[str], None]], Server], listener: socket.socket) -> Iterator[str]:
    """Run the server that *make* returns in a thread; gives its address, and stops it afterwards."""
    told: list[str] = []
    ready = threading.Event()

    def on_ready(url: str) -> None:
        told.append(url)
        ready.set()

    with _reading_once():
        server = make(on_ready)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        assert ready.wait(_PATIENCE), "the server did not start"
        yield told[0]
    finally:
        server.should_exit = True
        thread.join(_PATIENCE)


@contextmanager
def page_at(browser: Browser, url: str, *, forgiving: bool = False, **options: object) -> Iterator[Page]:
    """Open *url* in a window of its own, which must not err or ask elsewhere unless *forgiving*."""
    context = browser.new_context(**{"locale": "nb-NO", **options})  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith(url) else faults.append(request.url))
    page.goto(url)
    yield page
    context.close()
    assert forgiving or faults == []
