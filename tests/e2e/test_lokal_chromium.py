"""A person tries the real bot in the browser."""

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

EXAMPLES = [
    "/frist",
    "/frist oktober",
    "/kode VGTIP1H---",
    "/kode TPTIP1A---",
    "hvilken kode for elev som tar vg1 over to år, minoritetsspråklig, andre året?",
    "når skrives grunnkoden på vitnemålet?",
]
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
    box = page.get_by_role("textbox", name="Melding til")
    box.click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def latest(page):
    """Return the bot's latest message."""
    return page.locator("article.bot").last


def test_a_typed_command_shows_what_the_code_means_and_the_one_that_was_meant(page):
    write(page, "/kode VGTIP1H---")

    expect(latest(page)).to_contain_text("VGTIP1H---")
    expect(latest(page)).to_contain_text(re.compile("planlagt sluttkompetanse på lavere nivå", re.IGNORECASE))
    expect(latest(page)).to_contain_text("Bare synlig for deg")
    expect(latest(page).get_by_role("button", name="TPTIP1H---")).to_be_visible()


def test_the_suggested_code_is_decoded_when_it_is_clicked(page):
    write(page, "/kode VGTIP1H---")
    latest(page).get_by_role("button", name="TPTIP1H---").click()

    expect(page.locator("article.bot")).to_have_count(1)
    expect(latest(page)).to_contain_text("Teknologi- og industrifag")


def test_a_choice_of_an_avklaring_leads_to_the_right_code(page):
    write(page, "hvilken kode for vg1 over to år?")
    expect(latest(page)).to_contain_text("andre året?")

    latest(page).get_by_role("button", name="Andre året").click()

    expect(latest(page)).to_contain_text("xxxxx1B---")
    expect(page.get_by_text("xxxxx1A---")).to_have_count(0)
    expect(page.get_by_role("button", name="Andre året", exact=True)).to_have_count(0)


def test_the_first_screen_offers_examples_and_each_is_answered(page):
    expect(page.get_by_role("heading", name="Prøv Kodevakt")).to_be_in_viewport()
    expected = [
        "Neste frister:",
        "Frister oktober, 1–10",
        "TPTIP1H---",
        "Teknologi- og industrifag",
        "xxxxx1E---",
        "bare grunnkoden",
    ]

    for number, (example, words) in enumerate(zip(EXAMPLES, expected, strict=True), start=1):
        page.get_by_role("button", name=example, exact=True).click()
        expect(page.locator("article.bot")).to_have_count(number)
        expect(latest(page)).to_contain_text(words)


def test_an_answer_shared_from_a_command_is_there_for_everybody(page):
    page.get_by_role("link", name="# inntak").click()
    write(page, "/kode TPTIP1A---")

    latest(page).get_by_role("button", name="Del i kanalen").click()

    shared = page.locator("article.bot:not(.ephemeral)")
    expect(shared).to_contain_text("TPTIP1A---")
    expect(shared).to_contain_text("@Du")


def test_a_mention_in_a_channel_is_answered_in_its_thread(page):
    page.get_by_role("link", name="# fagopplæring").click()
    write(page, "@Kodevakt når skrives grunnkoden på vitnemålet?")

    expect(page.locator(".replies article.bot")).to_contain_text("bare grunnkoden")


def test_everything_can_be_done_with_the_keyboard_alone(page):
    expect(page.get_by_role("textbox", name="Melding til Kodevakt")).to_be_focused()
    page.keyboard.type("hvilken kode for vg1 over to år?")
    page.keyboard.press("Enter")
    expect(latest(page)).to_contain_text("andre året?")

    for _ in range(3):
        page.keyboard.press("Shift+Tab")
        if page.locator("button:focus", has_text="Andre året").count():
            break
    expect(page.locator("button:focus")).to_have_text("Andre året")
    assert page.locator(":focus-visible").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")

    expect(latest(page)).to_contain_text("xxxxx1B---")
    expect(latest(page)).to_be_focused()


def test_the_way_past_the_channels_is_the_first_stop(browser, address):
    with page_at(browser, address, **PHONE) as page:
        expect(page.get_by_role("button", name=EXAMPLES[0], exact=True)).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Hopp til meldingsfeltet")).to_be_focused()
        page.keyboard.press("Enter")

        expect(page.get_by_role("textbox", name="Melding til Kodevakt")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(browser, address, scheme):
    with page_at(browser, address, color_scheme=scheme, **PHONE) as page:
        expect(page.get_by_role("button", name=EXAMPLES[0], exact=True)).to_be_in_viewport()
        for number, text in enumerate([EXAMPLES[4], "/kode VGTIP1H---", "x" * 300], start=1):
            write(page, text)
            expect(page.locator("article.bot")).to_have_count(number)

        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert page.locator("#logg").evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_the_channels_are_in_a_menu_on_a_phone(browser, address):
    with page_at(browser, address, **PHONE) as page:
        page.get_by_role("button", name="Kanaler").click()
        page.get_by_role("link", name="# fagopplæring").click()

        expect(page.get_by_role("heading", name="# fagopplæring")).to_be_visible()
        expect(page.get_by_role("link", name="# fagopplæring")).to_be_hidden()


def test_what_was_said_is_still_there_when_the_page_is_opened_again(page):
    write(page, "/kode TPTIP1A---")
    expect(latest(page)).to_contain_text("Teknologi- og industrifag")

    page.reload()

    expect(latest(page)).to_contain_text("Teknologi- og industrifag")


def test_what_a_person_types_is_shown_as_it_was_typed(page):
    typed = "<img src=x onerror=alert(1)> <!channel> &amp; '; DROP TABLE x; -- 😀"
    write(page, typed)

    expect(page.locator("article.me .body")).to_have_text(typed)
    expect(latest(page)).to_be_visible()
    expect(page.locator("#meldinger img")).to_have_count(0)
