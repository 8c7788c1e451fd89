"""Deadlines as blocks: the lines of the page that is shown, and the buttons that turn it. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.slack import blocks, fristtekster
from bot.slack.fristfraser import FRASER

if TYPE_CHECKING:
    from bot.domain.reply import Answer
    from bot.slack.ask import Ask
    from bot.slack.blocks import Block

TURN = "side"
_BESIDE_MAX = 5


def shown(answer: Answer, page: tuple[int, int]) -> list[Block]:
    """Return the deadlines of *answer* that are on *page*, or those beside a rule."""
    if not answer.frister:
        return []
    if fristtekster.in_full(answer):
        return [block for lines in fristtekster.rows(answer, page) for block in blocks.lines(lines)]
    if fristtekster.only_deadlines(answer):
        return blocks.bullets([line for lines in fristtekster.rows(answer, page) for line in lines])
    items = [line for lines in fristtekster.rows(answer, (0, _BESIDE_MAX)) for line in lines]
    return [*blocks.context([blocks.small(FRASER[answer.malform].beside)]), *blocks.bullets(items)]


def turning(ask: Ask, answer: Answer, page: tuple[int, int]) -> list[Block]:
    """Return the buttons to the next page and back, where there is more than one."""
    first, last = page
    total, fraser = len(answer.frister), FRASER[answer.malform]
    if not fristtekster.only_deadlines(answer) or last - first >= total:
        return []
    ways = []
    if last < total:
        ways.append((fraser.more, fraser.more_reader, fristtekster.page_of(answer, last)))
    if first:
        ways.append((fraser.back, fraser.back_reader, fristtekster.page_of(answer, first - fristtekster.PAGE)))
    made = [
        blocks.button(label, f"{TURN}_{number}", value, reader.format(first=to[0] + 1, last=to[1], total=total))
        for number, (label, reader, to) in enumerate(ways)
        if (value := replace(ask, start=to[0]).value())
    ]
    return blocks.actions(made)
