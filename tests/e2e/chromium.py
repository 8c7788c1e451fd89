"""The system's Chromium, and a way to run a server of ours beside the test."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

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


@contextmanager
def running(make: Callable[[Callable[[str], None]], Server], listener: socket.socket) -> Iterator[str]:
    """Run the server that *make* returns in a thread; gives its address, and stops it afterwards."""
    told: list[str] = []
    ready = threading.Event()

    def on_ready(url: str) -> None:
        told.append(url)
        ready.set()

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
