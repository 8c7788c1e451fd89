"""An admin moves a deadline in the browser, looks at who did what, and then breaks the file in an editor."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from chromium import browser, page_at, running
from playwright.sync_api import expect
from small_knowledge import SMALL, SOURCES

from bot.adapters import clock
from bot.cli import lokal
from bot.domain import sendetid
from bot.web.lokal import server

DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "timezone_id": "Europe/Oslo"}
SCHEDULES = Path(__file__).parents[2] / "schedules"
ROW = "2023-2024/ot-overforing-forste"


@pytest.fixture
def files(tmp_path):
    """Return a folder with knowledge/ and schedules/ that a test may change."""
    shutil.copytree(SMALL, tmp_path / "knowledge")
    with (tmp_path / "knowledge" / "kilder.yaml").open("a", encoding="utf-8") as sources:
        sources.write(SOURCES)
    shutil.copytree(SCHEDULES, tmp_path / "schedules", ignore=shutil.ignore_patterns("2026*"))
    return tmp_path


@pytest.fixture
def page(browser, files):
    with server.listen(0) as listener:
        identity = server.Identity(lokal.address(listener))
        environ = {"KODEVAKT_KNOWLEDGE": str(files / "knowledge"), "KODEVAKT_SCHEDULES": str(files / "schedules")}
        settings = lokal.settings_for(identity, files, environ)
        now = clock.Movable(sendetid.instant(date(2023, 9, 11), lokal.MORNING))
        with (
            running(lambda ready: lokal.prepare(identity, settings, ready, now), listener) as url,
            page_at(browser, url, **DESK) as opened,
        ):
            yield opened


def write(page, text):
    """Type in the message box and press Enter."""
    page.get_by_role("textbox", name="Melding til").click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def latest(page):
    """Return the bot's latest message."""
    return page.locator("article.bot").last


def test_a_deadline_is_moved_in_the_form_and_a_broken_file_leaves_the_last_good_answer(page, files):
    wheel = files / "schedules" / "arshjul" / "2023-2024.yaml"
    write(page, f"/kodeadmin endre {ROW}")
    form = page.get_by_role("dialog")
    field = form.get_by_role("textbox", name="Dato (valgfritt)", exact=True)
    expect(field).to_have_value("2023-09-18")

    field.fill("31.2.2024")
    form.get_by_role("button", name="Se hva som endres").click()
    expect(form.get_by_text("datoen finnes ikke i kalenderen")).to_be_visible()

    field.fill("20.9.2023")
    form.get_by_role("button", name="Se hva som endres").click()
    expect(form).to_contain_text("Etter: 2023-09-20")
    form.get_by_role("button", name="Lagre").click()
    expect(form).to_contain_text("Endringen er i bruk nå")
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    assert "dato: '2023-09-20'" in wheel.read_text(encoding="utf-8")

    page.keyboard.type("/frist OT-data neste")  # nobody need click first
    page.keyboard.press("Enter")
    expect(latest(page)).to_contain_text("20. september 2023")
    write(page, f"/kodeadmin historikk {ROW}")
    expect(latest(page)).to_contain_text("endret av @Du")
    expect(latest(page)).to_contain_text("2023-09-18 → 2023-09-20")

    wheel.write_text(wheel.read_text(encoding="utf-8").replace("'2023-09-20'", "'2023-09-31'"), encoding="utf-8")
    while not page.evaluate("fetch('/helse').then(answer => answer.json())")["feil_i_filene"]:
        page.wait_for_timeout(100)
    write(page, "/frist OT-data neste")
    expect(latest(page)).to_contain_text("20. september 2023")
    page.get_by_role("button", name="+ 1 dag", exact=True).click()
    page.get_by_role("link", name="# admin").click()
    expect(latest(page)).to_contain_text("2023-2024.yaml:")
    expect(latest(page)).to_contain_text("datoen finnes ikke i kalenderen")
