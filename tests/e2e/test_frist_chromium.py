"""A person asks for deadlines in the browser, on a day in September 2023."""

from __future__ import annotations

import re
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


@pytest.fixture
def address(tmp_path):
    with server.listen(0) as listener:
        identity = server.Identity(lokal.address(listener))
        settings = lokal.settings_for(identity, tmp_path, {})
        now = clock.Movable(sendetid.instant(date(2023, 9, 18), lokal.MORNING))
        with running(lambda ready: lokal.prepare(identity, settings, ready, now), listener) as url:
            yield url


@pytest.fixture
def page(browser, address):
    with page_at(browser, address, viewport={"width": 1280, "height": 800}) as opened:
        yield opened


def write(page, text):
    """Type in the message box and press Enter."""
    page.get_by_role("textbox", name="Melding til").click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def latest(page):
    """Return the bot's latest message."""
    return page.locator("article.bot").last


def test_a_month_in_a_countys_channel_is_listed_for_it_and_the_pages_turn(page):
    page.get_by_role("link", name="# vigo-oslo").click()
    write(page, "/frist oktober")
    expect(latest(page)).to_contain_text("Frister oktober for Oslo, 1–10 av 15:")
    expect(latest(page)).to_contain_text("Bare synlig for deg")
    expect(latest(page).get_by_role("listitem")).to_have_count(10)
    expect(latest(page).get_by_role("listitem").first).to_contain_text(
        "man 2. okt.–fre 6. okt. (om 14 dager): Høstferie"
    )

    latest(page).get_by_role("button", name="Vis flere").click()

    expect(latest(page)).to_contain_text("Frister oktober for Oslo, 11–15 av 15:")
    expect(latest(page).get_by_role("listitem")).to_have_count(5)
    expect(page.locator("article.bot")).to_have_count(1)

    latest(page).get_by_role("button", name="Vis forrige").click()

    expect(latest(page)).to_contain_text("1–10 av 15:")


def test_the_same_question_is_answered_for_another_county_in_its_channel(page):
    for channel, expected in (("# vigo-oslo", "Mandag 2. oktober"), ("# vigo-vestland", "Måndag 9. oktober")):
        page.get_by_role("link", name=channel).click()
        write(page, "@Kodevakt når er høstferien?")
        expect(page.locator(".replies article.bot")).to_contain_text(expected)


def test_one_deadline_is_told_in_full_with_its_last_working_day(page):
    write(page, "/frist ssbresultat")

    expect(latest(page)).to_contain_text("Søndag 24. september 2023, reelt fredag 22. september (om 4 dager)")
    expect(latest(page)).to_contain_text("Leveres: mandag 25. september 2023")
    expect(latest(page).get_by_role("link", name="Årshjul VIGO")).to_be_visible()


def test_a_topic_that_is_not_there_offers_the_nearest_and_a_click_answers(page):
    write(page, "/frist læreplan")
    latest(page).get_by_role("button", name="Søknadsfrist ordinære søkere").click()

    expect(latest(page)).to_contain_text(re.compile("fredag 1. mars 2024", re.IGNORECASE))


def test_a_day_that_is_none_is_told_plainly(page):
    write(page, "/frist 30. februar")

    expect(latest(page)).to_contain_text("Dagen «30. februar» finnes ikke i kalenderen.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_list_is_no_wider_than_a_phone(browser, address, scheme):
    with page_at(browser, address, color_scheme=scheme, **PHONE) as page:
        for number, text in enumerate(("/frist oktober", "/frist ssbresultat"), start=1):
            write(page, text)
            expect(page.locator("article.bot")).to_have_count(number)

        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert page.locator("#logg").evaluate("e => e.scrollWidth - e.clientWidth") == 0
