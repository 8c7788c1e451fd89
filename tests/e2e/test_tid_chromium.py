"""Time is moved forward in the browser, and the counties' channels fill with reminders."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from chromium import browser, page_at, running
from playwright.sync_api import expect

from bot.adapters import clock
from bot.cli import lokal
from bot.domain import sendetid
from bot.web.lokal import server

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "timezone_id": "Europe/Oslo"}


@pytest.fixture
def address(tmp_path):
    with server.listen(0) as listener:
        identity = server.Identity(lokal.address(listener))
        settings = lokal.settings_for(identity, tmp_path, {})
        shown = clock.Movable(sendetid.instant(date(2023, 9, 18), lokal.MORNING))
        with running(lambda ready: lokal.prepare(identity, settings, ready, shown), listener) as url:
            yield url


@pytest.fixture
def page(browser, address):
    with page_at(browser, address, **DESK) as opened:
        yield opened


def move(page, way):
    """Press a button of the clock, and wait until the time has passed."""
    page.get_by_role("button", name=way, exact=True).click()
    expect(page.locator("#tid")).not_to_have_attribute("aria-busy", "true")


def test_the_reminders_of_the_morning_come_at_eight_and_each_county_gets_its_own(page):
    expect(page.get_by_role("status").filter(has_text="2023")).to_have_text("mandag 18. september 2023 kl. 07.45")

    move(page, "Til neste påminnelse")

    expect(page.get_by_role("status").filter(has_text="2023")).to_have_text("mandag 18. september 2023 kl. 08.00")
    for channel, label in (("vigo-vestland", "tysdag 19. september"), ("vigo-oslo", "tirsdag 19. september")):
        expect(page.get_by_role("link", name=f"# {channel} ny")).to_be_visible()
        page.get_by_role("link", name=f"# {channel}").click()
        expect(page.locator("article.bot")).to_have_count(5)
        expect(page.locator("article.bot").nth(1)).to_contain_text("08:00")
        expect(page.get_by_text(label).first).to_be_visible()


def test_what_a_county_has_done_is_not_reminded_of_again_there_but_in_the_others(page):
    what = "karakterer etter klagebehandling"
    move(page, "Til neste påminnelse")
    page.get_by_role("link", name="# vigo-oslo").click()
    page.locator("article.bot", has_text=what).get_by_role("button", name="Utført").click()
    expect(page.locator("article.bot", has_text=what)).to_contain_text("Utført av @Du mandag 18. september kl. 08.")

    move(page, "+ 1 dag")

    expect(page.locator("article.bot", has_text=what)).to_have_count(1)
    page.get_by_role("link", name="# vigo-vestland").click()
    expect(page.locator("article.bot", has_text=what)).to_have_count(2)


def test_one_can_be_reminded_again_on_a_day_of_ones_choice(page):
    what = "UdirBedrift"
    move(page, "Til neste påminnelse")
    page.get_by_role("link", name="# vigo-oslo").click()
    page.locator("article.bot", has_text=what).get_by_role("combobox").select_option(
        label="I morgen, tirsdag 19. september"
    )
    expect(page.get_by_text("Dere blir minnet igjen tirsdag 19. september kl. 08.")).to_be_visible()

    move(page, "+ 1 dag")

    expect(page.locator("article.bot", has_text=what)).to_have_count(2)


def test_on_a_phone_the_clock_fits_and_nothing_has_to_be_scrolled_sideways(browser, address):
    with page_at(browser, address, **PHONE) as page:
        expect(page.get_by_role("button", name="Til neste påminnelse")).to_be_visible()

        assert page.evaluate("document.documentElement.scrollWidth") <= 360
