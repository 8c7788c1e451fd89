"""A look at the sources: what is a change and what is not, who is told, and how often."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
import tiny
from web_pages import Pages, Says, served

from bot.adapters.fetching import fetch
from bot.adapters.store import Database
from bot.adapters.store.sources import Sources
from bot.adapters.store.tables import AUDIT, POST, SOURCE
from bot.domain.arshjul import Arshjulene
from bot.domain.model import Henvisning, Provenance
from bot.slack import varsel
from bot.sourcecheck import SourceCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.model import Kilde, Kunnskap
    from bot.sourcecheck import Outcome

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
FILL = "Håndboken sier hvordan programområdekodene skal brukes i hele landet, og hvem som fastsetter dem. " * 3
CODES = ("TPTIP1----", "HSHSF1----", "BABAT1----", "ELELE1----")


def page(vg1: str = "Bruk A første år. Bruk B andre år.", vg2: str = "Bruk K.", more: str = "") -> str:
    """Return the handbook's page, with what it says about vg1 and vg2."""
    return f"<main><h1>A03</h1><p>{FILL}</p><h2>Vg1 over to år</h2><p>{vg1}</p><h2>Vg2</h2><p>{vg2}</p>{more}</main>"


class Desk:
    """A database with its clock in our hands, a web server, and knowledge that rests on its pages."""

    def __init__(self, url: str, pages: Pages) -> None:
        self.at = MONDAY
        self.pages, self.slept = pages, 0.0
        self.database = Database(url, lambda: self.at)
        self.sources = Sources(self.database)
        self.kilder: dict[str, Kilde] = {}
        self.rules: list[tuple[str, str, str]] = [("to-ar", "regbok", "Vg1 over to år"), ("vg2", "regbok", "Vg2")]
        self.grep = dict.fromkeys(CODES, "publisert")
        self.source("regbok", pages.put("/a03", page()))

    def source(self, id_: str, address: str | None) -> None:
        """Name a source."""
        self.kilder[id_] = replace(tiny.HANDBOK, id=id_, navn=f"Kilden {id_}", adresse=address)

    def kunnskap(self) -> Kunnskap:
        """Return the knowledge as it is now."""
        cited = {name: Provenance(kilder=(Henvisning(self.kilder[id_], punkt),)) for name, id_, punkt in self.rules}
        rules = [tiny.regel(name, provenance=where, koder=("TPTIP1A---",)) for name, where in cited.items()]
        omrader = [tiny.omrade(kode, status=status) for kode, status in self.grep.items()]
        return replace(tiny.kunnskap(*rules, omrader=omrader), kilder=self.kilder)

    def check(self) -> SourceCheck:
        """Return what looks."""
        return SourceCheck(self.database, lambda: (self.kunnskap(), ()), "CADMIN", fetch=fetch, sleep=self._sleep)

    def look(self, kilde: str = "regbok") -> Outcome:
        """Look at everything, and return what became of one source."""
        return next(outcome for outcome in self.check().look() if outcome.kilde.id == kilde)

    def told(self) -> list[dict[str, Any]]:
        """Return the facts of the words to the admins, the oldest first."""
        asked = sa.select(POST.c.about).order_by(POST.c.due_at, POST.c.occurrence)
        with self.database.read() as connection:
            return list(connection.execute(asked).scalars())

    def rows(self, table: sa.Table) -> list[Any]:
        """Return all that stands in *table*."""
        with self.database.read() as connection:
            return list(connection.execute(sa.select(table)))

    def _sleep(self, seconds: float) -> None:
        self.slept += seconds


@pytest.fixture(scope="module")
def server() -> Iterator[Pages]:
    """Return a server for all tests."""
    with served() as pages:
        yield pages


@pytest.fixture
def desk(tmp_path: Any, server: Pages) -> Iterator[Desk]:
    """Return a desk with a SQLite file."""
    server.says.clear()
    made = Desk(f"sqlite:///{tmp_path / 'kodevakt.sqlite3'}", server)
    yield made
    made.database.close()


@pytest.fixture
def each_desk(database_url: str, server: Pages) -> Iterator[Desk]:
    """Return a desk with each kind of database."""
    server.says.clear()
    made = Desk(database_url, server)
    yield made
    made.database.close()


def test_what_is_seen_first_is_the_starting_point_and_told_once(each_desk: Desk) -> None:
    check = each_desk.check()
    check.weekly()
    each_desk.at += timedelta(days=7)
    check.weekly()

    assert [about["first"] for about in each_desk.told()] == [["Kilden regbok"]]
    assert {row.approved_by for row in each_desk.rows(SOURCE)} == {"første gang"}


def test_a_sentence_that_is_new_touches_the_entries_that_rest_on_its_section(each_desk: Desk) -> None:
    each_desk.look()
    each_desk.pages.put("/a03", page(vg1="Bruk A første år. Bruk C andre år."))
    outcome = each_desk.look()

    assert outcome.look is not None
    assert (outcome.kind, outcome.entries) == ("endret", ("to-ar",))
    assert (outcome.look.news, outcome.look.gone) == (("Bruk C andre år.",), 1)
    assert each_desk.sources.changed() == {"regbok": {"Vg1 over to år": date(2026, 11, 23), "Vg2": None}}


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(page(), id="the same"),
        pytest.param(page(vg1="Bruk A\n  første år.   Bruk&nbsp;B andre år."), id="white space"),
        pytest.param(page(vg1="<b>Bruk A</b> første år.</p><p class=ny id=x83f>Bruk B andre år."), id="how it is set"),
        pytest.param(page(more="<p>Sist generert 23.11.2026 06:00:01</p>"), id="a stamp"),
        pytest.param(f"<nav>Ny meny</nav><div class=cookie>Ja?</div>{page()}<footer>© 2027</footer>", id="around it"),
        pytest.param(page(more="<h2>Vg3</h2><p>En ny regel.</p>"), id="a section that nothing rests on"),
    ],
)
def test_what_says_the_same_is_no_change(desk: Desk, now: str) -> None:
    desk.look()
    desk.pages.put("/a03", now)

    assert desk.look().kind == "uendret"


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(Says(b"", status=404), id="gone"),
        pytest.param(Says(b"", status=500), id="broken"),
        pytest.param(Says(b"", status=302, headers=(("Location", "file:///etc/passwd"),)), id="led astray"),
        pytest.param(Says(b"%PDF-1.7", "application/pdf"), id="a PDF"),
        pytest.param(Says(b"<div id=app></div>"), id="empty"),
    ],
)
def test_a_source_that_cannot_be_read_is_no_change_and_keeps_its_state(desk: Desk, says: Says) -> None:
    desk.look()
    desk.pages.put("/a03", page(vg2="Bruk L."))
    desk.look()
    before = desk.rows(SOURCE)
    desk.pages.says["/a03"] = says

    assert desk.look().kind == "ikke nådd"
    assert desk.rows(SOURCE) == before


def test_what_is_as_it_was_again_is_no_change_any_more(desk: Desk) -> None:
    desk.look()
    desk.pages.put("/a03", page(vg2="Bruk L."))
    desk.look()
    desk.pages.put("/a03", page())

    assert desk.look().kind == "uendret"
    assert desk.sources.changed() == {"regbok": {"Vg1 over to år": None, "Vg2": None}}


def test_a_change_keeps_the_day_that_it_was_first_seen(desk: Desk) -> None:
    desk.look()
    for days, said in ((0, "Bruk L."), (7, "Bruk M.")):
        desk.at = MONDAY + timedelta(days=days)
        desk.pages.put("/a03", page(vg2=said))
        desk.look()

    assert desk.sources.changed()["regbok"]["Vg2"] == date(2026, 11, 23)


def test_only_prints_of_what_is_approved_are_kept(desk: Desk) -> None:
    desk.look()
    desk.pages.put("/a03", page(vg2="Bruk L."))
    desk.look()
    desk.sources.approve("regbok", "U1")

    assert "Bruk" not in repr(desk.rows(SOURCE))


def test_a_section_that_is_gone_is_a_change_and_when_approved_rests_on_the_page(desk: Desk) -> None:
    desk.look()
    desk.pages.put("/a03", page().partition("<h2>Vg2")[0])
    gone = desk.look()
    desk.sources.approve("regbok", "U1")
    after = desk.look()

    assert (gone.kind, gone.entries, after.kind) == ("endret", ("vg2",), "første gang")
    assert set(desk.sources.changed()["regbok"]) == {"Vg1 over to år", ""}


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://www.udir.no/", "adressen er bare nettstedet"),
        ("https://www.udir.no", "adressen er bare nettstedet"),
        (None, "har ingen adresse"),
    ],
)
def test_a_source_without_an_address_of_its_own_is_passed_over(desk: Desk, address: str | None, why: str) -> None:
    desk.source("regbok", address)
    outcome = desk.look()

    assert (outcome.kind, outcome.why) == ("hoppet over", why)


def test_a_page_that_two_sources_share_is_fetched_once_and_pages_are_not_fetched_in_a_rush(desk: Desk) -> None:
    desk.source("to", f"{desk.pages.base}/a03")
    desk.source("tre", desk.pages.put("/tre", page()))
    desk.rules += [("b", "to", "Vg2"), ("c", "tre", "Vg2")]
    desk.pages.asked.clear()
    list(desk.check().look())

    assert [path for path, _ in desk.pages.asked] == ["/a03", "/tre"]
    assert desk.slept == 1.0


# --- approving ---


def test_what_is_approved_is_what_was_shown_and_nothing_newer(each_desk: Desk) -> None:
    each_desk.look()
    each_desk.pages.put("/a03", page(vg2="Bruk L."))
    shown = each_desk.look().look
    each_desk.pages.put("/a03", page(vg2="Bruk M."))
    newer = each_desk.look().look
    assert shown is not None
    assert newer is not None

    assert each_desk.sources.approve("regbok", "U1", shown.seen) == "nyere"
    assert each_desk.look().kind == "endret"
    assert each_desk.sources.approve("regbok", "U1", newer.seen) == "godkjent"
    assert each_desk.sources.approve("regbok", "U1", newer.seen) == "ingenting"
    assert each_desk.look().kind == "uendret"
    assert [(row.by, row.action, row.target, row.outcome) for row in each_desk.rows(AUDIT)] == [
        ("U1", "kilde", "regbok", "godkjent")
    ]


# --- Grep ---


def listed(**changed: Any) -> list[dict[str, Any]]:
    """Return Grep's list as it is served, each code with its name and status."""
    rows = {kode: (kode.lower(), "publisert") for kode in CODES} | changed
    return [
        {
            "kode": kode,
            "status": f"https://data.udir.no/kl06/v201906/status/status_{said[1]}",
            "tittel": [{"spraak": "default", "verdi": said[0]}],
        }
        for kode, said in rows.items()
        if said
    ]


@pytest.mark.parametrize(
    ("now", "news"),
    [
        pytest.param(listed(), (), id="the same"),
        pytest.param(
            listed(**{"BABAT1----": ("Bygg", "publisert")}),
            ("BABAT1---- heter «Bygg» i Grep, hos oss «babat1----».",),
            id="name",
        ),
        pytest.param(
            listed(**{"BABAT1----": ("babat1----", "utgaatt")}),
            ("BABAT1---- (babat1----) har status utgått i Grep, hos oss publisert.",),
            id="status",
        ),
        pytest.param(listed(**{"BABAT1----": None}), ("BABAT1---- (babat1----) er ikke lenger i Grep.",), id="gone"),
        pytest.param(
            listed(**{"BANYE1----": ("Nytt", "publisert")}), ("BANYE1---- er ny i Grep (Nytt, publisert).",), id="new"
        ),
        pytest.param({"programomraader": listed()}, (), id="wrapped in an object"),
    ],
)  # fmt: skip
def test_grep_is_held_against_the_catalogue(desk: Desk, now: Any, news: tuple[str, ...]) -> None:
    desk.source("grep", desk.pages.put("/grep", json.dumps(now), "application/json"))
    look = desk.look("grep").look

    assert look is not None
    assert look.news == news


def test_an_entry_that_names_a_code_is_touched_when_grep_says_something_else_of_it(desk: Desk) -> None:
    other = json.dumps(listed(**{"TPTIP1----": ("Teknologi", "publisert")}))
    desk.source("grep", desk.pages.put("/grep", other, "application/json"))

    assert desk.look("grep").entries == ("to-ar", "vg2")


def test_a_difference_from_grep_ends_when_it_is_approved_or_the_catalogue_is_fetched_anew(desk: Desk) -> None:
    gone = json.dumps(listed(**{"BABAT1----": None, "ELELE1----": ("elele1----", "utgaatt")}))
    desk.source("grep", desk.pages.put("/grep", gone, "application/json"))
    kinds = [desk.look("grep").kind]
    desk.sources.approve("grep", "U1")
    kinds.append(desk.look("grep").kind)
    desk.grep |= {"BABAT1----": "utgatt", "ELELE1----": "utgatt"}
    kinds.append(desk.look("grep").kind)

    assert kinds == ["endret", "uendret", "uendret"]
    assert "grep" not in desk.sources.changed()


@pytest.mark.parametrize(
    "now", [[], {}, "tull", [{"kode": 1}], [{"id": "TPTIP1----"}], {"feil": "x"}, listed()[:1], [[[]]], None]
)
def test_a_list_of_another_shape_is_trouble_and_no_change(desk: Desk, now: Any) -> None:
    desk.source("grep", desk.pages.put("/grep", json.dumps(now), "application/json"))
    outcome = desk.look("grep")

    assert (outcome.kind, outcome.lasting) == ("ikke nådd", True)
    assert "ser ikke ut som ventet" in outcome.why


# --- telling ---


def test_the_admins_are_told_once_a_week_until_it_is_approved(each_desk: Desk) -> None:
    each_desk.look()
    each_desk.pages.put("/a03", page(vg2="Bruk L."))
    counts = []
    for hours in (0, 1, 30, 7 * 24, 7 * 24 + 1):
        each_desk.at = MONDAY + timedelta(hours=hours)
        each_desk.check().weekly()
        counts.append(len(each_desk.told()))
    each_desk.sources.approve("regbok", "U1")
    each_desk.at = MONDAY + timedelta(days=14)
    each_desk.check().weekly()

    assert counts == [1, 1, 1, 2, 2]
    assert len(each_desk.told()) == 2


def test_of_several_workers_one_looks(each_desk: Desk) -> None:
    each_desk.pages.asked.clear()
    for _ in range(4):
        each_desk.check().weekly()

    assert len(each_desk.pages.asked) == 1


def test_a_look_that_was_broken_off_is_done_again_after_an_hour(desk: Desk) -> None:
    check = desk.check()
    check.stopping = True
    check.weekly()
    desk.pages.asked.clear()
    for minutes in (59, 61):
        desk.at = MONDAY + timedelta(minutes=minutes)
        desk.check().weekly()

    assert len(desk.pages.asked) == 1


def test_what_will_not_pass_by_itself_is_told_and_what_may_is_not(desk: Desk) -> None:
    desk.source("borte", f"{desk.pages.base}/finnes-ikke")
    desk.source("nede", desk.pages.put("/nede", "", status=503))
    desk.rules += [("b", "borte", "x"), ("c", "nede", "x")]
    desk.check().weekly()

    assert [about["trouble"] for about in desk.told()] == [[["Kilden borte", "siden finnes ikke lenger (404)"]]]


def test_every_word_to_the_admins_can_be_told(desk: Desk) -> None:
    desk.source("borte", f"{desk.pages.base}/finnes-ikke")
    desk.rules += [("b", "borte", "x")]
    desk.check().weekly()
    desk.pages.put("/a03", page(vg2="Bruk L."))
    desk.at += timedelta(days=7)
    desk.check().weekly()

    assert sorted(about["kind"] for about in desk.told()) == ["source", "sources", "sources"]
    for about in desk.told():
        assert varsel.alert(about, Arshjulene(()))["text"]
