"""The page itself: every block, the modals, markup that must stay text, and contrast."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import browser, page_at, running
from playwright.sync_api import expect
from toybot import Toy

from bot.adapters import clock
from bot.cli import lokal
from bot.web.lokal import server

CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8").partition("\n")[2]
RENDER = """async (text) => {
  const { mrkdwn } = await import('/static/mrkdwn.js');
  const node = document.createElement('div');
  node.append(mrkdwn(text, { U0DU: 'Du' }));
  return node.innerHTML;
}"""


@pytest.fixture
def toy():
    """Return a running workspace with the toy bot: its address and the bot."""
    with server.listen(0) as listener:
        identity = server.Identity(lokal.address(listener))
        bot = Toy(identity)

        def make(ready):
            return server.Server(server.build(bot.app(), identity, clock.now), lambda: ready(identity.base + "/"))

        with running(make, listener) as url:
            yield url, bot


@pytest.fixture
def page(browser, toy):
    with page_at(browser, toy[0], viewport={"width": 1280, "height": 800}) as opened:
        yield opened


def ask(page):
    """Make the bot show everything."""
    page.get_by_role("textbox", name="Melding til").fill("/alt")
    page.keyboard.press("Enter")
    message = page.locator("article.bot").last
    expect(message.get_by_role("heading", name="Overskrift <b>")).to_be_visible()
    return message


MRKDWN = [
    pytest.param("*fet* og _skrå_ og ~vekk~", "<strong>fet</strong> og <em>skrå</em> og <s>vekk</s>", id="styles"),
    pytest.param("a*b*c 2*3*4 snake_case_ord", "a*b*c 2*3*4 snake_case_ord", id="no style inside words"),
    pytest.param("* ikke fet * og **", "* ikke fet * og **", id="no style around space"),
    pytest.param("*_begge_*", "<strong><em>begge</em></strong>", id="nested"),
    pytest.param("`*X*`", '<code class="short">*X*</code>', id="nothing happens in code"),
    pytest.param("```a\nb```", "<pre><code>a\nb</code></pre>", id="preformatted"),
    pytest.param("a\nb", "a<br>b", id="line break"),
    pytest.param("&gt; sitat\nvanlig", "<blockquote>sitat</blockquote>vanlig", id="quote"),
    pytest.param("&lt;b&gt; &amp;lt; &quot;", "&lt;b&gt; &amp;lt; &amp;quot;", id="three escapes, once"),
    pytest.param("<img src=x onerror=alert(1)>", "img src=x onerror=alert(1)", id="raw markup"),
    pytest.param("<javascript:alert(1)|klikk>", "klikk", id="an address that is no link"),
    pytest.param("<@U0DU> <@U9>", '<span class="mention">@Du</span> <span class="mention">@U9</span>', id="people"),
    pytest.param("<!channel>", '<span class="mention">@channel</span>', id="everybody"),
    pytest.param(
        "<https://udir.no/?a=1&amp;b=2|Udir>",
        '<a href="https://udir.no/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">Udir</a>',
        id="link",
    ),
    pytest.param(":warning: :finnes_ikke: 10:30:00", "⚠️ :finnes_ikke: 10:30:00", id="emoji"),
    pytest.param("VGTIP1H--- PBPBY4VO--", "VGTIP1H--- PBPBY4VO--", id="codes"),
]


@pytest.mark.parametrize(("text", "expected"), MRKDWN)
def test_mrkdwn_looks_as_in_slack_and_brings_no_markup_with_it(shared_page, text, expected):
    assert expected == shared_page.evaluate(RENDER, text)


@pytest.fixture(scope="module")
def shared_page(browser):
    """Return one page for the tests that change nothing."""
    with server.listen(0) as listener:
        identity = server.Identity(lokal.address(listener))
        workspace = server.build(Toy(identity).app(), identity, clock.now)
        with (
            running(lambda ready: server.Server(workspace, lambda: ready(identity.base + "/")), listener) as url,
            page_at(browser, url) as page,
        ):
            yield page


def test_every_kind_of_block_is_shown(page):
    message = ask(page)

    for words in (
        "Felt 2",
        "Ved siden av",
        "Et bilde",
        "kodevakt kode",
        "sitat",
        "Kilde: håndboken",
        "1. januar 1970",
    ):
        expect(message).to_contain_text(words)
    expect(message.get_by_role("columnheader", name="Betydning")).to_be_visible()
    expect(message.get_by_role("link", name="Udir")).to_have_attribute("href", "https://udir.no")
    expect(message.locator("img")).to_have_count(0)
    expect(message.get_by_role("listitem")).to_have_count(2)


def test_a_button_shows_that_it_works_until_the_bot_has_answered(page, toy):
    toy[1].may_answer.clear()
    button = ask(page).get_by_role("button", name="Ved siden av")
    button.click()

    expect(button).to_have_attribute("aria-busy", "true")
    toy[1].may_answer.set()
    expect(page.locator("article.bot").last).to_contain_text("Valgt: ved")


def test_nothing_can_be_sent_before_the_channels_are_there(browser, toy):
    with page_at(browser, toy[0], forgiving=True) as page:
        page.route("**/lokal/strom", lambda route: route.abort())
        page.reload()
        expect(page.get_by_role("status")).to_have_text("Frakoblet. Prøver igjen …")
        expect(page.get_by_role("textbox", name="Melding til")).to_have_count(0)

        page.unroute("**/lokal/strom")
        page.reload()
        expect(page.get_by_role("textbox", name="Melding til")).to_be_visible()


def test_a_choice_in_a_list_is_told_to_the_bot(page):
    ask(page).get_by_role("combobox", name="Velg fylke").select_option("Vestland")

    expect(page.locator("article.bot").last).to_contain_text("Valgt: Vestland")


@pytest.mark.parametrize(("answer", "left"), [("Nei", 1), ("Ja", 0)])
def test_a_button_that_asks_first_does_nothing_on_no(page, answer, left):
    ask(page).get_by_role("button", name="Fjern").click()
    page.get_by_role("dialog", name="Fjerne?").get_by_role("button", name=answer).click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("article.bot")).to_have_count(left)


def open_modal(page):
    """Return the modal, opened by its button."""
    ask(page).get_by_role("button", name="Åpne skjema").click()
    modal = page.get_by_role("dialog", name="Meld inn")
    expect(modal.get_by_role("textbox", name="Hva manglet?")).to_be_focused()
    return modal


def test_a_modal_keeps_the_focus_and_closes_with_escape(page):
    modal = open_modal(page)
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")

    page.keyboard.press("Escape")

    expect(modal).to_have_count(0)
    expect(page.get_by_role("button", name="Åpne skjema")).to_be_focused()


def test_faults_in_a_modal_stand_at_their_field(page, toy):
    modal = open_modal(page)
    what = modal.get_by_role("textbox", name="Hva manglet?")
    modal.get_by_role("button", name="Send inn").click()
    expect(modal.get_by_text("Fyll ut dette feltet.")).to_have_count(2)
    expect(what).to_be_focused()

    what.fill("kort")
    modal.get_by_role("combobox", name="Fylke").select_option("Oslo")
    modal.get_by_role("button", name="Send inn").click()

    expect(what).to_have_accessible_description("Skriv minst ti tegn.")
    expect(what).to_have_attribute("aria-invalid", "true")
    assert toy[1].submitted == []


def test_a_filled_in_modal_reaches_the_bot_and_closes(page, toy):
    modal = open_modal(page)
    modal.get_by_role("textbox", name="Hva manglet?").fill("Koden for noe nytt")
    modal.get_by_role("combobox", name="Fylke").select_option("Vestland")
    modal.get_by_role("radio", name="Nei").check()
    modal.get_by_role("checkbox", name="Lærling").check()
    modal.get_by_label("Når?").fill("2026-11-23")
    modal.get_by_role("button", name="Send inn").click()

    expect(modal).to_have_count(0)
    values = {block: state["v"] for block, state in toy[1].submitted[0].items()}
    assert values["hva"]["value"] == "Koden for noe nytt"
    assert values["fylke"]["selected_option"]["value"] == "Vestland"
    assert values["hast"]["selected_option"]["value"] == "Nei"
    assert [option["value"] for option in values["hvem"]["selected_options"]] == ["Lærling"]
    assert values["dag"]["selected_date"] == "2026-11-23"


def test_a_reply_goes_to_the_thread_it_was_started_in(page):
    page.get_by_role("link", name="# fagopplæring").click()
    box = page.get_by_role("textbox", name="Melding til")
    box.fill("hei alle sammen")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Svar i tråd").click()
    expect(box).to_be_focused()
    box.fill("og her er svaret")
    page.keyboard.press("Enter")

    expect(page.locator(".replies article")).to_contain_text("og her er svaret")


def test_a_channel_with_something_new_says_so(browser, toy):
    with page_at(browser, toy[0]) as one, page_at(browser, toy[0]) as other:
        one.goto(toy[0] + "#/inntak")
        ask(one)

        expect(other.get_by_role("link", name="# inntak ny")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(browser, toy, scheme):
    with page_at(browser, toy[0], color_scheme=scheme) as page:
        ask(page)
        faint = page.evaluate(CONTRAST)
        open_modal(page)
        page.get_by_role("button", name="Send inn").click()
        faint += page.get_by_role("dialog").evaluate(CONTRAST)

    assert faint == []


def test_a_server_that_has_gone_away_is_told_about(browser, toy):
    with page_at(browser, toy[0], forgiving=True) as page:
        expect(page.get_by_role("heading", name="Prøv Kodevakt")).to_be_visible()
        page.route("**/lokal/send", lambda route: route.abort())
        page.get_by_role("textbox", name="Melding til").fill("hei")
        page.keyboard.press("Enter")

        expect(page.get_by_role("alert")).to_contain_text("Får ikke kontakt")
        expect(page.get_by_role("textbox", name="Melding til")).to_have_value("hei")
