"""The limits of Block Kit that Slack refuses messages for, so that a mistake shows here and not first there.

Source: Slack's Block Kit reference; the numbers are also in slack_sdk's models.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Json = dict[str, Any]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
TEXT = 40_000
_TEXT_OF = {"header": 150, "section": 3000, "button": 75}
_COUNT_OF = {"actions": 25, "context": 10, "overflow": 5, "static_select": 100}
_FIELDS, _FIELD_TEXT, _VALUE = 10, 2000, 2000
_OPTION, _OPTION_VALUE, _PLACEHOLDER, _READER = 75, 150, 150, 75
_KINDS = frozenset(
    ("header", "section", "divider", "image", "actions", "context", "input", "rich_text", "table", "markdown")
)


def faults(blocks: Any, most: int = MESSAGE_BLOCKS) -> list[str]:
    """Return what Slack would say about *blocks*, nothing when they are fine.

    >>> faults([{'type': 'header', 'text': {'type': 'plain_text', 'text': 'x' * 151}}])
    ['must be less than 151 characters [json-pointer:/blocks/0/text/text]']
    """
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return ["must be an array of objects [json-pointer:/blocks]"]
    found = [f"no more than {most} items allowed [json-pointer:/blocks]"] if len(blocks) > most else []
    found += _repeated("block_id", blocks, "/blocks")
    return found + list(chain.from_iterable(_block(block, f"/blocks/{i}") for i, block in enumerate(blocks)))


def _block(block: Json, at: str) -> Iterator[str]:
    if block.get("type") not in _KINDS:
        yield f"unsupported type: {block.get('type')} [json-pointer:{at}/type]"
    yield from _sized(block, at)
    fields = block.get("fields") or []
    if len(fields) > _FIELDS:
        yield f"no more than {_FIELDS} items allowed [json-pointer:{at}/fields]"
    for i, one in enumerate(fields):
        yield from _length(one, _FIELD_TEXT, f"{at}/fields/{i}")
    for i, element in enumerate(block.get("elements") or []):
        yield from _sized(element, f"{at}/elements/{i}")
    yield from _repeated("action_id", block.get("elements") or [], at)


def _sized(part: Json, at: str) -> Iterator[str]:
    kind = str(part.get("type"))
    if kind in ("header", "button") and not part.get("text"):
        yield f"missing required field: text [json-pointer:{at}]"
    if kind == "section" and not part.get("text") and not part.get("fields"):
        yield f"missing required field: text or fields [json-pointer:{at}]"
    if kind in _TEXT_OF:
        yield from _length(part.get("text"), _TEXT_OF[kind], f"{at}/text")
    if kind in _COUNT_OF and not 1 <= len(part.get("elements") or _options(part)) <= _COUNT_OF[kind]:
        yield f"must hold 1 to {_COUNT_OF[kind]} items [json-pointer:{at}/elements]"
    if kind == "image" and not part.get("alt_text"):
        yield f"missing required field: alt_text [json-pointer:{at}]"
    yield from _short(part.get("value", ""), _VALUE, f"{at}/value")
    yield from _short(part.get("accessibility_label", ""), _READER, f"{at}/accessibility_label")
    yield from _length(part.get("placeholder"), _PLACEHOLDER, f"{at}/placeholder")
    for i, option in enumerate(_options(part)):
        yield from _length(option.get("text"), _OPTION, f"{at}/options/{i}/text")
        yield from _short(option.get("value", ""), _OPTION_VALUE, f"{at}/options/{i}/value")


def _options(part: Json) -> list[Json]:
    groups = part.get("option_groups") or [part]
    return [option for group in groups for option in group.get("options") or []]


def _short(words: Any, most: int, at: str) -> Iterator[str]:
    if len(str(words)) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}]"


def _length(text: Any, most: int, at: str) -> Iterator[str]:
    if text is None:
        return
    length = len(str(text.get("text", ""))) if isinstance(text, dict) else 0
    if length == 0:
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    if length > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}/text]"


def _repeated(key: str, parts: Iterable[Json], at: str) -> list[str]:
    names = [part[key] for part in parts if isinstance(part, dict) and part.get(key)]
    return [
        f"`{key}`s must be unique: {name} [json-pointer:{at}]"
        for name in sorted({n for n in names if names.count(n) > 1})
    ]
