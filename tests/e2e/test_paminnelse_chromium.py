"""A county reads a reminder in the browser and answers it: done and not, remind us again, show it in the calendar."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import httpx
import pytest
from chromium import browser, page_at, running
from playwright.sync_api import expect
from slack_sdk.web.async_client import AsyncWebClient
from tiny_wheel import the

from bot.adapters import clock
from bot.cli import lokal
from bot.domain import occurrence, sendetid
from bot.domain.paminnelse import Key
from bot.house import House
from bot.slack.paminnelseblokker import message
from bot.web.lokal import places, server

DAY = date(2023, 9, 18)
KANAL = next(kanal for kanal in places.kanaler() if kanal.fylke == "Vestland")
KEY = Key("2023-2024/rett-for-ssbresultat-endelig", KANAL.id, "2023-09-22/-7d")


@pytest.fixture
def page(browser, tmp_path):
    """Return the channel of Vestland in September 2023, with a reminder in it."""
    with server.listen(0) as listener:
        identity = server.Identity(lokal.address(listener))
        settings = lokal.settings_for(identity, tmp_path, {})
        shown = clock.Movable(sendetid.instant(DAY, lokal.MORNING))
        with (
            running(lambda ready: lokal.prepare(identity, settings, ready, shown), listener) as url,
            page_at(browser, url, viewport={"width": 1280, "height": 900}) as opened,
        ):
            opened.get_by_role("link", name=places.CHANNELS[KANAL.id].name).click()
            plan = House(settings).current.plan
            sent = message(the(occurrence.recall(KEY, KANAL, plan.arshjul)), plan.arshjul, shown.now())
            client = AsyncWebClient(token=identity.token, base_url=f"{identity.base}/api/")
            with ThreadPoolExecutor() as beside:
                beside.submit(asyncio.run, client.chat_postMessage(channel=KANAL.id, **sent)).result()
            yield opened


def test_it_is_marked_as_done_for_everyone_and_can_be_undone(page):
    reminder = page.locator("article.bot").first
    expect(reminder).to_contain_text("Frist: fredag 22. september 2023 (om 4 dagar)")
    expect(reminder.locator("time").last).to_have_attribute("title", "fredag 22. september kl. 23.59 norsk tid")

    reminder.get_by_role("button", name="Merk som utført").click()
    expect(reminder).to_contain_text("Utført av @Du")

    reminder.get_by_role("button", name="Ikkje utført likevel").click()
    expect(reminder).not_to_contain_text("Utført av")


def test_a_day_to_be_reminded_again_is_chosen_in_a_menu(page):
    menu = page.locator("article.bot").first.get_by_role("combobox", name="Minn oss igjen")
    labels = menu.locator("option").all_text_contents()
    assert labels == ["Minn oss igjen", "I morgon, tysdag 19. september", "Om 3 dagar, torsdag 21. september"]

    menu.select_option(label=labels[1])

    told = page.locator("article.bot").last
    expect(told).to_contain_text("De blir minte igjen tysdag 19. september kl. 08.")
    expect(told).to_contain_text("Bare synlig for deg")


def test_the_calendar_comes_in_the_thread_as_a_file_to_fetch(page):
    page.locator("article.bot").first.get_by_role("button", name="Vis i kalender").click()

    link = page.get_by_role("link", name="oppdatering av rett for statistikk til Udir/SSB (kalenderfil)")
    expect(link).to_be_visible()
    got = httpx.get(link.get_attribute("href") or "")
    assert got.headers["content-disposition"] == 'attachment; filename="frist-rett-for-ssbresultat-endelig.ics"'
    assert got.text.startswith("BEGIN:VCALENDAR")
