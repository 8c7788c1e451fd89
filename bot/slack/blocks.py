"""Block Kit from words. Pure.

Codes and prose stand in plain_text and rich_text, where ``~``, ``_`` and ``*`` style nothing. Whatever the
YAML holds, a message stays within Slack's limits: text is cut with an ellipsis, and lists have an end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.slack.plain import escape, escaped, size, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

TEXT_MAX, SECTION_MAX, BUTTON_MAX, READER_MAX = 4000, 3000, 75, 75
LIST_MAX, _LABEL_MAX, _WORDS_MAX = 4200, 200, 1000
PLACEHOLDER_MAX, OPTION_MAX, OPTIONS_MAX = 150, 75, 100
BLOCKS_MAX, BUTTONS_MAX, CONTEXT_MAX, CONTEXT_TEXT_MAX, URL_MAX = 50, 25, 10, 300, 500
# Slack refuses a message as too long from about 13,000 characters in its blocks.
TOTAL_MAX = 11_000
_USER = re.compile(r"[UW][A-Z0-9]{1,20}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{8,20}")
_STYLING, _BREAKS_LINK = frozenset("*_~`"), frozenset("<>|\"' \\")

Block = dict[str, Any]
Message = dict[str, Any]


def message(text: str, blocks: Iterable[Block], above: str = "") -> Message:
    """Return a message: *text* says everything, *blocks* (trimmed to what fits) show it.

    *above* stands before the text, and is markup already: names that Slack fills in.
    """
    shown: list[Block] = []
    total = 0
    for block in blocks:
        total += weight(block)
        if total > TOTAL_MAX or len(shown) == BLOCKS_MAX:
            break
        shown.append(block)
    said = escaped(text, TEXT_MAX - size(above) - 1 if above else TEXT_MAX)
    told = f"{above}\n{said}".strip() or "…"
    return {"text": told, "blocks": shown or section(told)}


def section(text: str, limit: int = SECTION_MAX) -> list[Block]:
    """Return one section of prose, nothing where there is no text."""
    shown = escaped(text, limit)
    return [{"type": "section", "text": _plain(shown)}] if shown.strip() else []


def codes(lines: Sequence[tuple[str, str]], limit: int = SECTION_MAX) -> list[Block]:
    """Return codes in a fixed-width face, each on a line with the words that follow it."""
    elements: list[Block] = []
    for kode, words in lines:
        part = [{"type": "text", "text": escaped(kode, 60), "style": {"code": True}}] if kode else []
        rest = escaped(words, 300) + "\n"
        if sum(size(e["text"]) for e in [*elements, *part]) + size(rest) > limit:
            break
        elements += [*part, {"type": "text", "text": rest}]
    section_ = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "elements": [section_]}] if elements else []


def lines(parts: Iterable[tuple[str, str]], limit: int = SECTION_MAX) -> list[Block]:
    """Return lines one below the other, each with a label that stands out and the words after it."""
    elements: list[Block] = []
    for part in parts:
        line = [*_labelled(*part, _WORDS_MAX), _rich("\n")]
        if elements and sum(size(e["text"]) for e in (*elements, *line)) > limit:
            break
        elements += line
    section_ = {"type": "rich_text_section", "elements": elements[:-1]}
    return [{"type": "rich_text", "elements": [section_]}] if elements else []


def bullets(parts: Sequence[tuple[str, str]], limit: int = LIST_MAX) -> list[Block]:
    """Return a list, each of its items with a label that stands out and the words after it.

    A long item is cut to its share of *limit*, and none is left out.
    """
    share = limit // max(len(parts), 1)
    said = (_labelled(label, words, share - len(label)) for label, words in parts)
    items = [{"type": "rich_text_section", "elements": elements} for elements in said]
    list_ = {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": items}
    return [{"type": "rich_text", "elements": [list_]}] if items else []


def context(elements: Iterable[Block]) -> list[Block]:
    """Return the small print."""
    shown = [element for element in elements if element["text"]][:CONTEXT_MAX]
    return [{"type": "context", "elements": shown}] if shown else []


def small(text: str) -> Block:
    """Return a piece of small print."""
    return _plain(escaped(text, CONTEXT_TEXT_MAX))


def linked(name: str, about: str, address: str | None) -> Block:
    """Return a source, its name as a link where the address can be trusted to make one."""
    words = f"{name}{about}"
    safe = address is not None and address.startswith("https://") and not _BREAKS_LINK.intersection(address)
    if not safe or not name.strip() or len(str(address)) > URL_MAX or _STYLING.intersection(words):
        return small(words)
    target = escaped(str(address), URL_MAX * 5)
    text = f"<{target}|{escaped(name, 150)}>{escaped(about, 150)}"
    return markup(text)


def by_user(words: str, user: str, after: str = "") -> Block:
    """Return small print with a user's name after *words*, which Slack fills in."""
    name = f" <@{user}>" if _USER.fullmatch(user) else ""
    return markup(f"{escape(visible(words))}{name}{escape(visible(f' {after}') if after else '')}")


def markup(text: str) -> Block:
    """Return small print of *text* that is escaped already, with what Slack fills in: names and times."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def at(moment: datetime, fallback: str) -> str:
    """Return *moment* as markup: each reader sees it in a time zone of their own, and *fallback* where that fails."""
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} kl. {{time}}|{escape(fallback)}>"


def channel(id_: str) -> str:
    """Return a channel as markup, with its name where *id_* is one that Slack can give a name."""
    return f"<#{id_}>" if _CHANNEL.fullmatch(id_) else escape(visible(id_))


def fits_button(label: str) -> bool:
    """Tell whether *label* stands whole on a button."""
    return size(escape(visible(label))) <= BUTTON_MAX


def button(label: str, action: str, value: str, reader: str = "") -> Block:
    """Return a button. *reader* is what a screen reader says where *label* is too short to stand alone."""
    made = {
        "type": "button",
        "action_id": action,
        "text": _plain(escaped(label, BUTTON_MAX).strip() or "…"),
        "value": value,
    }
    return made | ({"accessibility_label": escaped(reader, READER_MAX)} if reader else {})


def select(label: str, action: str, options: Sequence[tuple[str, str]]) -> Block:
    """Return a menu that shows *label* until something is chosen. *options* are what is read and what is sent."""
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": _plain(escaped(label, PLACEHOLDER_MAX)),
        "options": [
            {"text": _plain(escaped(words, OPTION_MAX)), "value": value} for words, value in options[:OPTIONS_MAX]
        ],
    }


def actions(buttons: Sequence[Block]) -> list[Block]:
    """Return a row of buttons."""
    return [{"type": "actions", "elements": list(buttons[:BUTTONS_MAX])}] if buttons else []


def _labelled(label: str, words: str, limit: int) -> list[Block]:
    """Return a label in bold and at most *limit* characters of the words after it."""
    bold = _rich(escaped(label, _LABEL_MAX), style={"bold": True})
    rest = _rich(f" {shown}" if (shown := escaped(words, limit)) and label else shown)
    return [part for part in (bold, rest) if part["text"]]


def _rich(text: str, **more: Any) -> Block:
    return {"type": "text", "text": text, **more}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def weight(block: Block) -> int:
    """Return how many characters a block holds: its words and what its buttons carry."""
    if block["type"] == "section":
        return size(block["text"]["text"])
    elements = block["elements"]
    if block["type"] == "rich_text":
        elements = [text for part in elements[0]["elements"] for text in part.get("elements", [part])]
    if block["type"] == "actions":
        elements = [option for element in elements for option in element.get("options", [element])]
        return sum(size(part["text"]["text"]) + size(part["value"]) for part in elements)
    return sum(size(element["text"]) for element in elements)
