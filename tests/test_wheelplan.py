"""The geometry of the wheel: angles, marks that do not touch, labels that do not overlap, lines that go around."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import wheelplan
from bot.domain.wheelplan import YEAR, Ring

FIRST = date(2023, 8, 1)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        pytest.param(date(2023, 8, 1), 0.5 / 366, id="the first day is at the top, to the right"),
        pytest.param(date(2024, 7, 31), 365.5 / 366, id="the last day is at the top, to the left"),
        pytest.param(date(2023, 7, 31), 365.5 / 366, id="the day before the first has the angle of the last"),
        pytest.param(date(2024, 8, 1), 0.5 / 366, id="the day after the last has the angle of the first"),
    ],
)
def test_the_year_goes_around_once(day, share):
    assert wheelplan.angle(day, FIRST) == pytest.approx(share * YEAR)


def test_the_edges_of_a_stretch_over_new_year_grow_clockwise():
    begin, end = wheelplan.edges(date(2023, 12, 22), date(2024, 1, 2), FIRST)

    assert end - begin == pytest.approx(12 / 366 * YEAR)


def test_the_months_fill_the_year():
    months = wheelplan.months(FIRST)

    assert (len(months), months[0][0], months[-1][1]) == (12, FIRST, date(2024, 7, 31))
    assert (date(2024, 2, 1), date(2024, 2, 29)) in months


ANGLES = st.lists(st.floats(0, YEAR), max_size=40)


@given(ANGLES)
def test_packed_marks_never_touch(angles):
    radii = wheelplan.pack(angles, Ring(200, -12, 40), 12)

    assert radii is not None
    spots = [wheelplan.point(turn, radius) for turn, radius in zip(angles, radii, strict=True)]
    assert all(math.dist(a, b) > 11.99 for i, a in enumerate(spots) for b in spots[:i])


def test_marks_of_one_day_lie_one_beneath_the_other_without_gaps():
    assert wheelplan.pack([1, 1, 1], Ring(100, -10, 5), 10) == [100, 90, 80]


def test_where_there_is_no_room_nothing_is_packed():
    assert wheelplan.pack([0, 0, 0], Ring(100, -10, 2), 10) is None


@given(st.lists(st.tuples(st.floats(-300, 300), st.floats(10, 60)), min_size=1, max_size=5))
def test_labels_keep_their_order_and_their_distance_within_the_bounds(labels):
    wanted = sorted(want for want, _ in labels)
    heights = [height for _, height in labels]

    middles = wheelplan.spread(wanted, heights, -260, 260, 8)

    tops = [middle - height / 2 for middle, height in zip(middles, heights, strict=True)]
    bottoms = [middle + height / 2 for middle, height in zip(middles, heights, strict=True)]
    assert tops[0] >= -260.001
    assert bottoms[-1] <= 260.001
    assert all(after - before >= 7.999 for before, after in zip(bottoms, tops[1:], strict=False))


def test_a_label_with_room_stands_where_it_wants():
    assert wheelplan.spread([-100, 90], [20, 20], -200, 200, 5) == [-100, 90]


@given(st.floats(0, YEAR), st.floats(-250, 250))
def test_a_line_from_the_rim_to_a_label_never_cuts_the_circle(turn, down):
    begin = wheelplan.point(turn, 263)

    curve = wheelplan.swirl(begin, (280, down))

    assert curve[0] == pytest.approx(begin)
    assert curve[-1] == pytest.approx((280, down))
    assert min(math.hypot(*spot) for spot in curve) > 262.9
