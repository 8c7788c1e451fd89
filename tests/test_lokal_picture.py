"""The wheel on the local page, and files that the bot puts in the workspace."""

import httpx
import pytest
from lokal_stage import BASE, DM, INNTAK, Stage
from starlette.applications import Starlette
from tiny_wheel import day

from bot.errors import KodevaktError
from bot.web.lokal import apifiles, picture, server

PNG = b"\x89PNG and more"


class FakeDrawing:
    """Draws words, and remembers what it was asked to draw."""

    def __init__(self):
        self.asked = []

    def __call__(self, today, fylke, skolear):
        """Draw."""
        if fylke == "Osloo":
            raise KodevaktError("Ukjent fylke «Osloo».")
        self.asked.append((today, fylke, skolear))
        self.alt = f"Årshjulet for {fylke}"
        return self

    def svg(self):
        """Return something."""
        return b"<svg/>"


@pytest.fixture
def drawing():
    return FakeDrawing()


@pytest.fixture
def page(drawing):
    """Return a workspace with the pages of the picture."""
    stage = Stage()
    pages = picture.routes(lambda: drawing, lambda: day("2023-09-18"))
    app = server.build(Starlette(), stage.identity, stage.clock.now, pages=pages)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)


async def test_the_picture_is_drawn_for_today_and_the_county_once(page, drawing):
    first = await page.get("/arshjul.svg?fylke=Oslo")
    words = await page.get("/arshjul.txt?fylke=Oslo")

    assert (first.content, first.headers["content-type"]) == (b"<svg/>", "image/svg+xml")
    assert words.text == "Årshjulet for Oslo"
    assert drawing.asked == [(day("2023-09-18"), "Oslo", None)]


async def test_the_year_can_be_chosen_and_an_empty_county_is_none(page, drawing):
    await page.get("/arshjul.svg?fylke=&skolear=2026-2027")

    assert drawing.asked == [(day("2023-09-18"), None, "2026-2027")]


async def test_a_county_that_there_is_not_is_told(page):
    answer = await page.get("/arshjul.svg?fylke=Osloo")

    assert (answer.status_code, answer.text) == (404, "Ukjent fylke «Osloo».")


async def test_the_picture_may_use_its_own_colours_and_the_page_may_not_use_any_in_line(page):
    alone, index = (await page.get("/arshjul.svg")).headers, (await page.get("/")).headers

    assert alone["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "unsafe-inline" not in index["content-security-policy"]
    assert alone["x-content-type-options"] == "nosniff"


@pytest.fixture
def stage():
    return Stage()


async def put(stage, content=PNG, **more):
    """Put a file in the workspace as the bot does, and return its id and the answer."""
    given = {"filename": "a.png", "length": len(content), "alt_txt": "Et hjul"} | more
    address = await stage.api("files.getUploadURLExternal", **given)
    path = address["upload_url"].removeprefix(BASE)
    return address["file_id"], await stage.http.post(path, content=content)


async def test_a_file_that_is_shared_is_shown_with_its_text_for_readers(stage):
    file, _ = await put(stage)

    answer = await stage.api("files.completeUploadExternal", files=[{"id": file, "title": "Hjulet"}], channel_id=INNTAK)

    (message,) = stage.shown(INNTAK)
    (block,) = message["blocks"]
    shown = await stage.http.get(block["image_url"])
    assert answer["files"] == [{"id": file, "title": "Hjulet"}]
    assert (block["type"], block["alt_text"], block["title"]["text"]) == ("image", "Et hjul", "Hjulet")
    assert (message["text"], shown.content, shown.headers["content-type"]) == ("Hjulet", PNG, "image/png")


async def test_a_comment_stands_above_the_picture_and_the_thread_is_kept(stage):
    file, _ = await put(stage, alt_txt="")

    await stage.api(
        "files.completeUploadExternal", files=[{"id": file}], channel_id=DM, initial_comment="Se her", thread_ts="1.2"
    )

    (message,) = stage.shown(DM)
    assert [block["type"] for block in message["blocks"]] == ["section", "image"]
    assert (message["text"], message["thread_ts"], message["blocks"][1]["alt_text"]) == ("Se her", "1.2", "a.png")


async def test_a_file_without_a_channel_is_shown_nowhere(stage):
    file, _ = await put(stage)

    assert (await stage.api("files.completeUploadExternal", files=[{"id": file}]))["ok"]
    assert stage.shown(DM) == stage.shown(INNTAK) == []


@pytest.mark.parametrize(
    ("method", "arguments", "word"),
    [
        pytest.param("files.getUploadURLExternal", {"filename": "a"}, "invalid_arguments", id="no length"),
        pytest.param("files.getUploadURLExternal", {"length": 3}, "invalid_arguments", id="no name"),
        pytest.param(
            "files.getUploadURLExternal",
            {"filename": "a", "length": apifiles.FILE_MAX + 1},
            "invalid_arguments",
            id="too big",
        ),
        pytest.param("files.completeUploadExternal", {"files": [{"id": "F9"}]}, "file_not_found", id="no such file"),
        pytest.param("files.completeUploadExternal", {"files": [{}, 1]}, "file_not_found", id="no id"),
        pytest.param("files.completeUploadExternal", {"files": "["}, "invalid_arguments", id="broken"),
        pytest.param("files.completeUploadExternal", {}, "file_not_found", id="no files"),
    ],
)
async def test_a_file_that_slack_would_refuse_is_refused(stage, method, arguments, word):
    assert (await stage.api(method, **arguments))["error"] == word


async def test_a_file_is_put_once_at_an_address_that_was_given_out(stage):
    file, first = await put(stage)

    assert first.text == "OK - 13"
    assert (await stage.http.post(f"/fil/{file}", content=b"x")).status_code == 404
    assert (await stage.http.post("/fil/F9", content=b"x")).status_code == 404
    assert (await stage.http.get("/fil/F9")).status_code == 404


async def test_what_is_no_picture_is_not_served(stage):
    file, _ = await put(stage, b"<script>")

    assert (await stage.http.get(f"/fil/{file}")).status_code == 404


async def test_a_calendar_is_a_link_to_what_can_be_fetched_and_is_not_opened_in_the_page(stage):
    file, _ = await put(stage, b"BEGIN:VCALENDAR")
    shared = [{"id": file, "title": "Frist <b> & co"}]
    await stage.api("files.completeUploadExternal", files=shared, channel_id=DM)

    (message,) = stage.shown(DM)
    fetched = await stage.http.get(f"/fil/{file}")

    assert message["blocks"][0]["text"]["text"] == f"<{BASE}/fil/{file}|Frist &lt;b&gt; &amp; co> (last ned)"
    assert fetched.headers["content-type"].startswith("text/calendar")
    assert fetched.headers["content-disposition"] == 'attachment; filename="a.png"'
