"""Pages fetched from a server on this machine, which may say and do what it likes."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import pytest
from web_pages import Pages, Says, served

from bot.adapters import fetching
from bot.adapters.fetching import SIZE_MAX, fetch
from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "<p>Bruk gyldige koder, også på øya.</p>"


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    """Return a server."""
    with served() as pages:
        yield pages


def to(address: str, status: int = 302) -> Says:
    """Return a redirect."""
    return Says(b"", status=status, headers=(("Location", address),))


def why(address: str, timeout: float = 5.0) -> tuple[str, bool]:
    """Return why *address* cannot be fetched, and whether that will last."""
    with pytest.raises(SourceError) as raised:
        fetch(address, timeout)
    return str(raised.value), raised.value.lasting


def test_a_page_comes_with_its_type_and_charset(pages: Pages) -> None:
    address = pages.put("/side", PAGE, "text/HTML; Charset=UTF-8")

    assert fetch(f"{address}#a03") == ("text/html", "utf-8", PAGE.encode())


def test_we_say_who_we_are(pages: Pages) -> None:
    fetch(pages.put("/hvem", PAGE))

    assert pages.asked[-1][1]["User-Agent"].startswith("Kodevakt/")


def test_norwegian_letters_in_an_address_are_written_as_the_net_wants_them(pages: Pages) -> None:
    pages.put("/oppl%C3%A6ring?s%C3%B8k=%20a", PAGE)

    assert fetch(f"{pages.base}/opplæring?søk=%20a").content == PAGE.encode()


@pytest.mark.parametrize(
    ("status", "said", "lasting"),
    [
        (404, "siden finnes ikke lenger (404)", True),
        (410, "siden finnes ikke lenger (410)", True),
        (403, "nettstedet slipper ikke Kodevakt inn (403)", True),
        (429, "nettstedet svarer med en feil (429)", False),
        (500, "nettstedet svarer med en feil (500)", False),
        (503, "nettstedet svarer med en feil (503)", False),
    ],
)
def test_a_no_is_told_with_its_number_and_whether_it_will_last(
    pages: Pages, status: int, said: str, lasting: bool
) -> None:
    assert why(pages.put("/nei", PAGE, status=status)) == (said, lasting)


def test_a_redirect_is_followed_also_to_another_address_with_norwegian_letters(pages: Pages) -> None:
    pages.put("/%C3%B8y", PAGE)
    pages.says["/gammel"] = to("/øy".encode().decode("latin-1"))
    pages.says["/eldre"] = to(f"{pages.base}/%C3%B8y", 301)

    assert fetch(f"{pages.base}/eldre").content == PAGE.encode()


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "data:text/html,hei", "gopher://127.0.0.1/", "//", "http://"]
)
def test_a_redirect_out_of_the_net_is_not_followed(pages: Pages, target: str) -> None:
    pages.says["/lur"] = to(target)

    said, lasting = why(f"{pages.base}/lur")
    assert ("viser videre" in said or "finnes ikke" in said, lasting) == (True, True)


def test_a_ring_of_redirects_and_a_long_row_of_them_end(pages: Pages) -> None:
    pages.says["/ring"] = to("/ring")
    pages.says.update({f"/{n}": to(f"/{n + 1}") for n in range(7)})
    pages.put("/7", PAGE)

    assert fetch(f"{pages.base}/2").content == PAGE.encode()
    assert [why(f"{pages.base}{path}")[0] for path in ("/ring", "/0")] == [
        "siden viser videre dit den ikke kan følges (302)"
    ] * 2


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http:///a", "//udir.no"])
def test_what_is_not_on_the_net_is_not_fetched(address: str) -> None:
    assert why(address) == (fetching._OUTSIDE, True)


@pytest.mark.parametrize("address", ["http://127.0.0.1:port/", f"http://{'a' * 70}.no/", "http://[::1/"])
def test_an_address_that_is_none_is_said_to_be(address: str) -> None:
    assert why(address) == ("adressen kan ikke brukes, se etter skrivefeil i kilder.yaml", True)


def test_a_host_that_does_not_answer_is_left_in_time(pages: Pages) -> None:
    pages.put("/stille", PAGE, status=0)

    assert why(f"{pages.base}/stille", 0.05) == ("nettstedet svarer ikke i tide", False)


def test_a_page_that_comes_drop_by_drop_is_left(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_WHOLE", -1.0)

    assert why(pages.put("/sen", PAGE)) == ("siden kom for langsomt", False)


def test_a_host_that_is_away_is_said_to_be() -> None:
    assert why("http://127.0.0.1:1/") == ("nettstedet kan ikke nås (ConnectionRefusedError)", False)


def test_a_page_that_breaks_off_is_not_taken_for_the_whole(pages: Pages) -> None:
    pages.says["/halv"] = Says(PAGE.encode(), headers=(("Content-Length", "1"), ("Connection", "close")))
    pages.says["/kort"] = Says(b"", headers=(("Transfer-Encoding", "chunked"),))

    assert why(f"{pages.base}/kort")[1] is False


def test_what_a_host_packs_unasked_is_unpacked(pages: Pages) -> None:
    packed = (("Content-Encoding", "gzip"),)

    assert fetch(pages.put("/gz", gzip.compress(PAGE.encode()), headers=packed)).content == PAGE.encode()


@pytest.mark.parametrize(
    ("body", "encoding", "said"),
    [
        pytest.param(bytes(SIZE_MAX + 1), "identity", "siden er større enn 5 MB", id="huge"),
        pytest.param(gzip.compress(bytes(100_000_000), 1), "gzip", "siden er større enn 5 MB", id="a bomb"),
        pytest.param(b"tull", "gzip", "siden er ødelagt på veien", id="not packed at all"),
        pytest.param(zlib.compress(b"x"), "br", "siden er pakket på en måte som ikke kan leses", id="packed strangely"),
    ],
)
def test_what_is_too_much_or_broken_is_refused(pages: Pages, body: bytes, encoding: str, said: str) -> None:
    address = pages.put("/stor", body, headers=(("Content-Encoding", encoding),))

    assert why(address)[0] == said
