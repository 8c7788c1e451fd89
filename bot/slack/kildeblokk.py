"""Where something is written, as small print with links. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack import blocks, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.model import Henvisning
    from bot.slack.blocks import Block
    from bot.slack.phrases import Phrases

_SOURCES_MAX = 4


def small_print(kilder: Iterable[Henvisning], validity: str, phrases: Phrases) -> list[Block]:
    """Return each source once, and after them how far they can be trusted."""
    named = texts.sources(kilder)
    heading = f"{phrases.source if len(named) == 1 else phrases.sources}:" if named else ""
    more = len(named) - _SOURCES_MAX
    return blocks.context(
        [
            blocks.small(heading),
            *(blocks.linked(*source) for source in named[:_SOURCES_MAX]),
            blocks.small(phrases.more.format(antall=more) if more > 0 else ""),
            blocks.small(validity),
        ]
    )
