"""What was chosen in an element, as Slack puts it in ``actions`` and in ``state.values``. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
_ONE_OPTION = frozenset({"static_select", "radio_buttons", "overflow"})
_MANY_OPTIONS = frozenset({"multi_static_select", "checkboxes"})
_PLAIN = {"datepicker": "selected_date", "timepicker": "selected_time"}


class UnknownElementError(Exception):
    """There is no such element in the message or the view."""


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield every element with an action_id, with the block that it stands in."""
    for block in blocks:
        parts = [*(block.get("elements") or []), block.get("accessory"), block.get("element")]
        yield from ((block, part) for part in parts if isinstance(part, dict) and part.get("action_id"))


def action(blocks: list[Json], block_id: str, action_id: str, value: Any, ts: str) -> Json:
    """Return the entry of ``actions`` for one element: what the bot wrote is sent, not what the page says.

    Raises:
        UnknownElementError: no such element, or a value that it does not offer.
    """
    for block, element in elements_of(blocks):
        if (block["block_id"], element["action_id"]) == (block_id, action_id):
            sent = {"action_id": action_id, "block_id": block_id, "type": element["type"], "action_ts": ts}
            return sent | _named(element) | (_chosen(element, value) if element["type"] != "button" else {})
    raise UnknownElementError(f"{block_id}/{action_id}")


def state(blocks: list[Json], values: Json) -> Json:
    """Return ``state.values`` for *blocks* from the page's ``{block_id: {action_id: value}}``."""
    found: Json = {}
    for block, element in elements_of(blocks):
        if element["type"] in ("button", "overflow"):
            continue
        value = (values.get(block["block_id"]) or {}).get(element["action_id"])
        found.setdefault(block["block_id"], {})[element["action_id"]] = {
            "type": element["type"],
            **_chosen(element, value),
        }
    return found


def _named(element: Json) -> Json:
    return {key: element[key] for key in ("text", "value") if key in element}


def _chosen(element: Json, value: Any) -> Json:
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"selected_option": _option(element, value) if value else None}
    if kind in _MANY_OPTIONS:
        return {"selected_options": [_option(element, one) for one in value or []]}
    return {_PLAIN.get(kind, "value"): value or None}


def _option(element: Json, value: Any) -> Json:
    groups = element.get("option_groups") or [element]
    for option in (option for group in groups for option in group.get("options") or []):
        if option["value"] == value:
            return dict(option)
    raise UnknownElementError(f"{element['action_id']}: {value}")
