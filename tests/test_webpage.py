"""What a page is about, read out of HTML of any quality, in time."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from bot.adapters import webpage
from bot.adapters.fetching import SIZE_MAX, Fetched
from bot.domain.kildeavtrykk import Avsnitt
from bot.errors import SourceError

TEXT = "Det skal bare brukes gyldige programområdekoder i VIGO, og de søkes om innen 1. november. " * 3


def html(body: str, charset: str = "utf-8") -> Fetched:
    """Return a page."""
    return Fetched("text/html", charset, body.encode("utf-8"))


def said(body: str) -> str:
    """Return all that a page with that body is about, besides some words that make it long enough."""
    page = webpage.read(
        html(f"{body}<p>{TEXT}</p>" if "<main" not in body else body.replace("<main>", f"<main>{TEXT}"))
    )
    words = " ".join(text for avsnitt in page for text in (avsnitt.heading, *avsnitt.paragraphs))
    return words.replace(TEXT.strip(), "").strip()


def test_headings_and_paragraphs_are_read_in_their_order() -> None:
    page = webpage.read(
        html(
            "<p>Først</p><h1>A03</h1><p>En<br>To <b>tre</b>&nbsp;&aring;</p>"
            f"<h2>Vg1 <i>over</i> to år</h2><ul><li>{TEXT}<li>B</ul>"
        )
    )

    assert page == (
        Avsnitt(0, "", ("Først",)),
        Avsnitt(1, "A03", ("En", "To tre å")),
        Avsnitt(2, "Vg1 over to år", (TEXT.strip(), "B")),
    )


def test_a_row_of_a_table_is_one_paragraph_whatever_stands_in_its_cells() -> None:
    assert said("<table><tr><td><p>A</p><p>a</p><td>1<tr><th>B<td>2</table>") == "A a | 1 B | 2"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<nav>Meny</nav><p>Ord</p><aside>Les også</aside>", id="menus and side bars"),
        pytest.param("<header>Hode</header><p>Ord</p><footer>Fot</footer>", id="header and footer of the page"),
        pytest.param("<script>x='<p>nei</p>'</script><style>p{}</style><noscript>På</noscript><p>Ord", id="scripts"),
        pytest.param("<div id='CookieBanner'><p>Vi bruker</p></div><p>Ord</p>", id="a banner about cookies"),
        pytest.param("<div role='dialog'>Velkommen</div><p>Ord</p><button>Skriv ut</button>", id="dialogs and buttons"),
        pytest.param("<div role='navigation'>Meny</div><p>Ord</p>", id="a menu by its role"),
        pytest.param("<!-- <p>nei</p> --><p>Ord</p>", id="a comment"),
        pytest.param("<form action='/x?nonce=83f'><input value='83f'><p data-id='83f'>Ord</p></form>", id="attributes"),
        pytest.param("<p>Forside</p><main><p>Ord</p></main><p>Bunn</p>", id="what stands around main"),
        pytest.param("<main><header><p>Ord</p></header></main>", id="a header within main is read"),
    ],
)  # fmt: skip
def test_only_what_the_page_is_about_is_read(body: str) -> None:
    assert said(body) == "Ord"


def test_the_body_is_read_though_it_is_marked_as_having_a_banner() -> None:
    page = webpage.read(html(f"<html class='cookies'><body class='cookie-consent-open'><p>{TEXT}</p></body></html>"))

    assert page[0].paragraphs == (TEXT.strip(),)


def test_a_single_article_that_is_most_of_the_page_is_read_alone() -> None:
    page = webpage.read(html(f"<main><p>3 commits</p><article><p>{TEXT}</p></article></main>"))
    teaser = webpage.read(html(f"<main><p>{TEXT}</p><article><p>Les også</p></article></main>"))

    assert [len(avsnitt.paragraphs) for avsnitt in (*page, *teaser)] == [1, 2]


def test_markdown_and_plain_text_have_headings_and_lines() -> None:
    page = webpage.read(Fetched("text/markdown", "", f"# A03 #\n\n{TEXT}\n## Vg1\n- A\n".encode()))

    assert page == (Avsnitt(1, "A03", (TEXT.strip(),)), Avsnitt(2, "Vg1", ("- A",)))


@pytest.mark.parametrize(
    "fetched",
    [
        pytest.param(Fetched("text/html", "utf-8", f"<p>{TEXT}".encode("cp1252")), id="another than it says"),
        pytest.param(Fetched("text/html", "iso-8859-1", f"<p>{TEXT}".encode("cp1252")), id="as it says"),
        pytest.param(Fetched("text/html", "", b"<meta charset=latin1><p>" + TEXT.encode("cp1252")), id="in the page"),
        pytest.param(Fetched("text/html", "utf-16", f"<p>{TEXT}".encode("utf-16")), id="utf-16"),
        pytest.param(Fetched("text/html", "unicode_escape", f"<p>{TEXT}".encode()), id="a codec that is no charset"),
        pytest.param(Fetched("text/html", "x-finnes-ikke", b"\xef\xbb\xbf<p>" + TEXT.encode()), id="unknown, with BOM"),
    ],
)
def test_the_letters_are_right_whatever_charset_the_page_has(fetched: Fetched) -> None:
    assert webpage.read(fetched)[0].paragraphs == (TEXT.strip(),)


@pytest.mark.parametrize(
    ("fetched", "why"),
    [
        pytest.param(Fetched("application/pdf", "", b"%PDF-1.7"), "kan ikke lese PDF", id="a PDF"),
        pytest.param(Fetched("text/html", "", b"%PDF-1.7"), "kan ikke lese PDF", id="a PDF that says it is a page"),
        pytest.param(Fetched("image/png", "", b"x"), "kan ikke lese innhold av typen image/png", id="a picture"),
        pytest.param(html("<div id=app></div><script>1</script>"), "nesten ingen tekst", id="a shell for scripts"),
        pytest.param(html(f"<nav>{TEXT}"), "nesten ingen tekst", id="a menu that never ends"),
        pytest.param(html(f"<p>{TEXT}<![tull[ x"), "ikke HTML", id="a declaration without sense"),
    ],
)
def test_what_is_no_page_is_refused_and_said_why(fetched: Fetched, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        webpage.read(fetched)


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<", "<!--", "<a ", "<a b='", "<a b", "&#", "</p>", "<p>ord</x></b>", "\x00", "<script></", "<tr><td>"],
)
def test_nothing_takes_long_or_ends_us(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "_TIME_MAX", 0.02)
    hostile = html((unit * (SIZE_MAX // len(unit)))[:SIZE_MAX])
    begins = time.perf_counter()
    with suppress(SourceError):
        webpage.read(hostile)
    took = time.perf_counter() - begins

    assert took < 1  # it looks at the clock between small pieces; the machine may be busy


def test_what_is_too_much_to_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "_TIME_MAX", 0.0)

    with pytest.raises(SourceError, match="for stor eller for innviklet"):
        webpage.read(html(f"<p>{TEXT}"))
