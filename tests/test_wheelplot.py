"""The drawn wheel: everything is on it once, nothing overlaps, it is readable, and it is the same each time."""

from __future__ import annotations

import math
import re
import struct
from datetime import date, timedelta
from itertools import combinations, cycle, islice
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from matplotlib.lines import Line2D
from tiny_wheel import FYLKER, NOVARI, frist, wheel

from bot.adapters import knowledge, wheelparts, wheelplot, wheels
from bot.adapters.wheelcanvas import PAPER
from bot.adapters.wheelink import styles
from bot.adapters.wheelparts import OUTER
from bot.domain import wheelplan, wheelview
from bot.domain.arshjul import Arshjulene, Utvalg
from bot.domain.frist import Kategori
from bot.domain.rolling import roll
from bot.domain.tid import Tid
from bot.errors import KodevaktError

ROOT = Path(__file__).parent.parent
YEAR, DAY = "2023-2024", date(2023, 9, 18)
SVG = "{http://www.w3.org/2000/svg}"
DAYS = [date(2023, 7, 1) + timedelta(days=20 * number) for number in range(22)]


@pytest.fixture(scope="module")
def arshjul():
    """Return the wheels that are shipped."""
    return wheels.load(ROOT / "schedules", knowledge.load(ROOT / "knowledge").kilder)


@pytest.fixture(scope="module")
def picture(arshjul):
    return wheelplot.draw(arshjul, YEAR, DAY, "Vestland")


def counties(arshjul):
    return [county.navn for county in arshjul.fylker if county.gyldig_til is None]


def marks(svg):
    """Return the ids of the marks and shaded days, as often as they are drawn."""
    return re.findall(r'<g id="rad-([^"]+)"', svg.decode())


def tiny(*rows, **more):
    return wheelplot.draw(Arshjulene([wheel(*rows, **more)], FYLKER), None, DAY)


def overlapping(canvas):
    """Return the pairs of texts that stand on each other; those along the circle are not boxes, and are left out."""
    boxes = [(text.get_text(), canvas.box(text)) for text in canvas.texts if text.get_rotation() == 0]
    return [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if _covers(one, other)]


def _covers(one, other):
    """Tell whether two boxes share more than an edge."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def outside(canvas):
    """Return the texts that are not wholly on the sheet."""
    width, height = 800, canvas.height
    boxes = [(text.get_text(), canvas.box(text)) for text in canvas.texts]
    return [name for name, box in boxes if box.x0 < 4 or box.y0 < 4 or box.x1 > width - 4 or box.y1 > height - 4]


@pytest.mark.parametrize("fylke", [None, "Vestland", "Nordland"])
def test_every_dated_row_of_the_wheel_is_drawn_once(arshjul, fylke):
    hjul = arshjul.wheel(YEAR)
    theirs = Arshjulene([hjul], arshjul.fylker).rows(Utvalg(fylke=fylke))
    dated = sorted(row.id for row in theirs if row.tid)

    drawn = sorted(marks(wheelplot.draw(arshjul, YEAR, DAY, fylke).svg()))

    assert drawn == dated
    assert len(drawn) == 113 if fylke is None else len(drawn) > 100


def test_no_text_stands_on_another_whatever_the_day_and_county(arshjul):
    found = []
    for day, fylke in zip(DAYS, islice(cycle(counties(arshjul)), len(DAYS)), strict=True):
        canvas = wheelplot.draw(arshjul, YEAR, day, fylke).canvas
        found += [(day, fylke, *pair) for pair in overlapping(canvas)]
        found += [(day, fylke, name) for name in outside(canvas)]

    assert found == []


def test_the_names_of_the_deadlines_stand_outside_the_circle(arshjul):
    for day in DAYS[::4]:
        shown = wheelview.view(arshjul, YEAR, day)
        canvas = wheelplot.Picture(shown).canvas
        centre = next(c for c in _middles(canvas))
        bold = [
            canvas.box(text) for text in canvas.texts if text.get_fontweight() == "bold" and text.get_fontsize() == 11.5
        ]
        assert len(bold) == len(shown.neste)
        assert all(_nearest(box, centre) > OUTER for box in bold)


def _middles(canvas):
    """Yield the middle of the circle: where "I dag" is written."""
    for text in canvas.texts:
        if text.get_text() == "I dag":
            x, y = text.get_position()
            yield x, y - 17


def _nearest(box, centre):
    x = max(box.x0 - centre[0], 0, centre[0] - box.x1)
    y = max(box.y0 - centre[1], 0, centre[1] - box.y1)
    return math.hypot(x, y)


def test_no_mark_stands_on_another(arshjul):
    for fylke in (None, "Troms"):
        size, spots = wheelparts.spots(wheelview.view(arshjul, YEAR, DAY, fylke))
        points = [wheelplan.point(*spot) for spot in spots.values()]
        assert size >= 13
        assert min(math.dist(a, b) for a, b in combinations(points, 2)) > size - 0.01


def test_july_before_and_august_after_the_school_year_stand_beside_the_circle(arshjul):
    hjul = arshjul.wheel(YEAR)
    _, spots = wheelparts.spots(wheelview.view(arshjul, YEAR, DAY))

    beside = {key.partition("/")[2] for key, spot in spots.items() if spot.radius > OUTER}

    first, last = date(2023, 8, 1), date(2024, 7, 31)
    assert beside == {r.id for r in hjul.rader if r.deadline and r.slag == "frist" and not first <= r.deadline <= last}
    assert "conexus-juli" in beside
    assert "conexus-juli-neste" not in beside


def test_all_text_can_be_read_at_800_pixels(picture):
    assert min(text.get_fontsize() for text in picture.canvas.texts) >= 9


@pytest.mark.parametrize("width", [400, 800, 1600])
def test_the_png_is_as_wide_as_it_is_wanted(picture, width):
    png = picture.png(width)

    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20])[0] == width


def test_the_same_wheel_gives_the_same_bytes(arshjul, picture):
    again = wheelplot.draw(arshjul, YEAR, DAY, "Vestland")

    assert again.svg() == picture.svg() == picture.svg()
    assert again.png() == picture.png() == picture.png()


def test_the_svg_tells_no_time_and_no_tool(picture):
    svg = picture.svg()

    assert b"<metadata" not in svg
    assert b"atplotlib" not in svg


def test_the_svg_is_text_with_a_name_and_a_description_for_readers(picture):
    root = ET.fromstring(picture.svg())  # noqa: S314 - our own

    words = [text.text for text in root.iter(f"{SVG}text")]
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "tittel beskrivelse")
    assert (root.get("width"), root.get("viewBox", "").split()[2]) == ("800", "800")
    assert root.findtext(f"{SVG}title") == "Årshjul VIGO opplæring 2023–2024"
    assert root.findtext(f"{SVG}desc") == picture.alt
    assert {"august 2023", "juli 2024", "juli 2023", "Vestland", "mån 18. sep.", "Lånekassen"} <= set(words)
    assert any(text.startswith("Kjelde: Årshjul VIGO Opplæring") for text in words if text)


def test_a_mark_tells_its_row_when_it_is_pointed_at(picture):
    root = ET.fromstring(picture.svg())  # noqa: S314 - our own
    group = next(group for group in root.iter(f"{SVG}g") if group.get("id") == "rad-ssbresultat-vgo-endelig")

    told = group.findtext(f"{SVG}title") or ""

    assert told.startswith("søndag 24. september 2023. VIGO (IST): Elevdata ssbResultat og ssbResultatfag")


def test_markup_in_a_row_stays_text():
    svg = tiny(frist("a", "2023-10-02", hva="<b>1</b> & $x^2$")).svg()

    words = [text.text for text in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own
    assert "<b>1</b> & $x^2$" in words


def test_the_legend_has_the_categories_in_the_sources_order(arshjul, picture):
    names = [kategori.navn for kategori in arshjul.wheel(YEAR).kategorier]

    assert [text.get_text() for text in picture.canvas.texts if text.get_text() in names] == names


def test_each_category_has_a_colour_and_a_shape_of_its_own(arshjul):
    found = styles(arshjul.wheel(YEAR).kategorier).values()

    assert len({style.color for style in found}) == len({str(style.marker) for style in found}) == 11


def test_more_categories_than_colours_differ_still():
    many = [Kategori(f"k{number}", "x") for number in range(30)]

    assert len({(style.color, str(style.marker)) for style in styles(many).values()}) == 30


def test_estimates_are_hollow_and_confirmed_dates_are_not(arshjul):
    draft = roll(arshjul.wheel(YEAR), "2026-2027")
    sure = draft.rader[20].id
    mixed = draft.confirmed(NOVARI, [sure])

    drawn = wheelplot.draw(Arshjulene([mixed], arshjul.fylker), None, date(2026, 11, 22))

    lines = drawn.canvas.figure.findobj(Line2D)
    faces = {line.get_gid(): line.get_markerfacecolor() for line in lines if line.get_gid()}
    assert {gid for gid, face in faces.items() if face != PAPER} == {f"rad-{sure}"}
    assert drawn.title == "Årshjul VIGO opplæring 2026–2027 – anslag"
    assert overlapping(drawn.canvas) == outside(drawn.canvas) == []


def test_a_period_that_goes_over_the_end_of_the_school_year_is_drawn_in_its_last_month():
    drawn = tiny(frist("a", Tid.periode(date(2024, 7, 29), date(2024, 8, 9))), frist("b", "2023-10-02"))

    assert sorted(marks(drawn.svg())) == ["a", "b"]


def test_a_crowded_wheel_is_drawn_with_smaller_marks():
    rows = [frist(f"r{n}", str(date(2023, 8, 1) + timedelta(days=n * 7 % 360)), hva="Ord " * 700) for n in range(500)]

    drawn = tiny(*rows)

    assert len(marks(drawn.svg())) == 500
    assert overlapping(drawn.canvas) == outside(drawn.canvas) == []


def test_more_rows_on_one_day_than_there_is_room_for_are_all_drawn():
    assert len(marks(tiny(*(frist(f"r{number}", "2023-10-02") for number in range(200))).svg())) == 200


def test_an_empty_wheel_is_drawn():
    assert marks(tiny().svg()) == []


def test_a_year_that_there_is_not_is_refused(arshjul):
    with pytest.raises(KodevaktError, match="noe årshjul for 2019-2020"):
        wheelplot.draw(arshjul, "2019-2020", DAY)
