"""A person looks at the wheel in the browser: with the button, in its own tab, and in a message."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from chromium import browser, page_at, running
from playwright.sync_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters import clock
from bot.adapters.pictures import Pictures
from bot.cli import lokal
from bot.domain import sendetid
from bot.house import House
from bot.slack import hjul
from bot.web.lokal import places, server

DAY = date(2023, 9, 18)
KANAL = next(kanal for kanal in places.kanaler() if kanal.fylke == "Vestland")
NAME = places.CHANNELS[KANAL.id].name


@pytest.fixture
def lokalt(tmp_path):
    """Return the address of a workspace in September 2023, its identity and its settings."""
    with server.listen(0) as listener:
        identity = server.Identity(lokal.address(listener))
        settings = lokal.settings_for(identity, tmp_path, {})
        with running(
            lambda ready: lokal.prepare(identity, settings, ready, clock.Movable(sendetid.instant(DAY, lokal.MORNING))),
            listener,
        ) as url:
            yield url, identity, settings


@pytest.fixture
def page(browser, lokalt):
    with page_at(browser, lokalt[0], viewport={"width": 1280, "height": 800}) as opened:
        opened.get_by_role("link", name=NAME).click()
        yield opened


def is_loaded(image):
    """Tell whether the browser could read the picture."""
    return image.evaluate("image => image.decode().then(() => image.naturalWidth === 800)")


def test_the_button_shows_the_wheel_of_the_channels_county_with_its_alt_text_and_closes(page):
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()

    page.get_by_role("button", name="Vis årshjulet").click()

    image = page.get_by_role("dialog", name="Årshjulet").get_by_role("img")
    assert (image.get_attribute("alt") or "").startswith("Årshjul VIGO opplæring 2023–2024 for Vestland: ")
    assert is_loaded(image)
    page.keyboard.press("Escape")
    expect(image).to_be_hidden()


def test_on_a_phone_the_wheel_is_no_wider_than_the_screen(browser, lokalt):
    with page_at(browser, lokalt[0], viewport={"width": 360, "height": 740}) as page:
        page.get_by_role("button", name="Vis årshjulet").click()

        box = page.get_by_role("dialog", name="Årshjulet").get_by_role("img").bounding_box()

        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360


def test_opened_alone_the_wheel_has_its_colours_and_its_words(browser, lokalt):
    with page_at(browser, f"{lokalt[0]}arshjul.svg?fylke=Oslo") as page:
        fill = page.locator("#patch_1 path").first.evaluate("path => getComputedStyle(path).fill")

        assert fill == "rgb(252, 251, 248)"
        expect(page.get_by_text("man 18. sep.").first).to_be_visible()


def test_a_picture_that_the_bot_posts_is_shown_with_its_alt_text(page, lokalt):
    _, identity, settings = lokalt
    pictures = House(settings).current.pictures
    client = AsyncWebClient(token=identity.token, base_url=f"{identity.base}/api/")

    posting = hjul.show(client, lambda: pictures.draw(DAY, "Vestland"), KANAL.id)
    with ThreadPoolExecutor() as beside:
        told = beside.submit(asyncio.run, posting).result()

    image = page.locator("article.bot").last.get_by_role("img")
    expect(image).to_be_visible()
    assert told is None
    assert "Dei neste fristane: måndag 18. september:" in (image.get_attribute("alt") or "")


def write(page, text):
    """Type in the message box and press Enter."""
    page.get_by_role("textbox", name="Melding til").click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_the_command_says_at_once_that_it_draws_and_then_the_picture_comes_for_everyone(page):
    write(page, "/frist hjul")

    expect(page.locator("article.bot").first).to_contain_text("Teiknar årshjulet …")
    expect(page.locator("article.bot").first).to_contain_text("Bare synlig for deg")
    image = page.locator("article.bot").last.get_by_role("img")
    expect(image).to_be_visible()
    assert (image.get_attribute("alt") or "").startswith("Årshjul VIGO opplæring 2023–2024 for Vestland: ")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1600
    expect(page.locator("article.bot").last).not_to_contain_text("Bare synlig for deg")


def test_a_mention_gets_the_picture_and_a_year_without_a_wheel_is_told(page):
    write(page, "@Kodevakt vis årshjulet for Oslo")
    image = page.locator("article.bot").last.get_by_role("img")
    expect(image).to_be_visible()
    assert "for Oslo: " in (image.get_attribute("alt") or "")

    write(page, "/frist hjul 2019-2020")

    expect(page.locator("article.bot").last).to_contain_text("2019-2020")
