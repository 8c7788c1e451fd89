"""The modals of an admin: an entry's fields, what will change, what came of it. Pure.

A field's block carries its key, so that a fault finds its way back to the field that it is about.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import LCSseq

from bot.slack import blocks
from bot.slack.plain import clip, escaped, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.adapters.editing import Difference, Entry, Field, FieldFault
    from bot.slack.blocks import Block

View = dict[str, Any]
EDIT, SAVE, VOUCH = "kodeadmin_endre", "kodeadmin_lagre", "kodeadmin_bekreft"
INPUT_MAX, ERROR_MAX = 3000, 150
_TITLE_MAX, _HINT_MAX, _LABEL_MAX, _BLOCKS_MAX = 24, 2000, 150, 100
_SAID_MAX, _AROUND = 1400, 6
_FIELD, _VALUE = "felt:", "verdi"
_EMPTY = "(tomt)"
# Slack shows what is wrong with a field as it stands: escaped, it would be read with the escapes in it.
_NO_MARKUP = str.maketrans("<>", "‹›")


def edit(entry: Entry, fields: Sequence[Field], about: Sequence[str], carried: Mapping[str, Any]) -> View:
    """Return the form of *entry*. *about* are lines above the fields, *carried* comes back when it is submitted."""
    title = "Ny oppføring" if not entry.text else "Endre oppføringen"
    shown = [*blocks.lines([(visible(entry.target), "")]), *blocks.context([blocks.small(line) for line in about])]
    shown += [block for field in fields for block in _field(field)]
    return _view(title, shown[:_BLOCKS_MAX], EDIT, submit="Se hva som endres", carried=carried)


def vouch(skolear: str, about: Sequence[str], listed: Sequence[tuple[str, str]], carried: Mapping[str, Any]) -> View:
    """Return the form that asks who vouches for the dates of *skolear*; *listed* are days and what is due on them."""
    field = {
        "type": "input",
        "block_id": block_of("av"),
        "label": _plain("Hvem går god for datoene?"),
        "hint": _plain("Etaten eller kontoret, som i «Inntakskontoret i Vestland». Ikke navn på personer."),
        "element": {"type": "plain_text_input", "action_id": _VALUE, "max_length": 200},
    }
    shown = [*blocks.lines([(f"Årshjulet {skolear}", "")]), *blocks.section("\n".join(about)), field]
    shown += blocks.bullets(listed)
    return _view("Bekrefte datoer", shown, VOUCH, submit="Se hva som endres", carried=carried)


def review(target: str, differences: Iterable[Difference], token: str) -> View:
    """Return what will change, to be said yes to. *token* is what the change is kept under."""
    shown = blocks.lines([(visible(target), "")])
    for one in differences:
        shown += difference(one.label, one.before, one.after)
    return _view("Dette blir endret", shown[:_BLOCKS_MAX], SAVE, submit="Lagre", close="Tilbake", carried=token)


def note(title: str, *said: str, last: bool = True) -> View:
    """Return a view that only tells something. The *last* one closes what lies under it too."""
    shown = [block for text in said for block in blocks.section(text)]
    return _view(title, shown, "", close="Lukk") | ({"clear_on_close": True} if last else {})


def difference(label: str, before: str, after: str) -> list[Block]:
    """Return one field before and after; what is gone is struck out, what is new stands out."""
    old, new = _words(before), _words(after)
    steps = LCSseq.opcodes(old, new)
    gone = list(_parts(((step.tag != "equal", old[step.src_start : step.src_end]) for step in steps), "strike"))
    come = list(_parts(((step.tag != "equal", new[step.dest_start : step.dest_end]) for step in steps), "bold"))
    heading = [{"type": "text", "text": escaped(label, _LABEL_MAX), "style": {"bold": True}}]
    lines = (heading, [_text("Før: "), *gone], [_text("Etter: "), *come])
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": line} for line in lines]}]


def values(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in the fields of a submitted *view*, by key."""
    state = view.get("state", {}).get("values", {})
    named = {block: inputs.get(_VALUE, {}) for block, inputs in state.items() if block.startswith(_FIELD)}
    return {block.removeprefix(_FIELD): _entered(entered) for block, entered in named.items()}


def errors(faults: Iterable[FieldFault], shown: Iterable[str]) -> dict[str, str]:
    """Return *faults* as Slack shows them at their fields. *shown* are the keys of the fields that are there.

    What is about no field that is shown stands at the first one.
    """
    keys = list(shown)
    told: dict[str, list[str]] = {}
    for fault in faults:
        key = fault.key if fault.key in keys else keys[0]
        told.setdefault(block_of(key), []).append(visible(fault.message).translate(_NO_MARKUP))
    return {block: clip(" ".join(said), ERROR_MAX) for block, said in told.items()}


def block_of(key: str) -> str:
    """Return the block of the field *key*."""
    return f"{_FIELD}{key}"


def carried(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return what *view* carried, nothing when it is none of ours."""
    try:
        data = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def token_of(view: Mapping[str, Any]) -> str:
    """Return the token that a `review` carried."""
    return str(view.get("private_metadata", ""))


def _view(title: str, shown: list[Block], callback: str, **more: Any) -> View:
    what, close = more.get("carried", ""), more.get("close", "Avbryt")
    view = {
        "type": "modal",
        "title": _plain(title[:_TITLE_MAX]),
        "close": _plain(close),
        "private_metadata": what if isinstance(what, str) else json.dumps(what, ensure_ascii=False),
        "blocks": shown,
    }
    heard = {"callback_id": callback, "submit": _plain(more["submit"])} if callback else {}
    return view | heard


def _field(field: Field) -> Iterator[Block]:
    """Yield the block of a field, or what stands there and why it is not changed here."""
    if field.locked:
        yield from blocks.context([blocks.small(f"{field.label}: {clip(field.text, 200) or _EMPTY} ({field.locked})")])
        return
    block = {
        "type": "input",
        "block_id": block_of(field.key),
        "optional": not field.required,
        "label": _plain(field.label[:_LABEL_MAX]),
        "element": _chooser(field) if field.shape == "choice" else _writer(field),
    }
    yield block | ({"hint": _plain(escaped(field.hint, _HINT_MAX))} if field.hint else {})


def _writer(field: Field) -> Block:
    box = {"type": "plain_text_input", "action_id": _VALUE, "max_length": INPUT_MAX, "multiline": field.shape != "line"}
    return box | ({"initial_value": field.text} if field.text else {})


def _chooser(field: Field) -> Block:
    options = {choice: {"text": _plain(choice), "value": choice} for choice in field.choices}
    menu = {"type": "static_select", "action_id": _VALUE, "options": list(options.values())}
    return menu | ({"initial_option": options[field.text]} if field.text in options else {})


def _entered(entered: Mapping[str, Any]) -> str:
    chosen = entered.get("selected_option") or {}
    return str(entered.get("value") or chosen.get("value") or "")


def _words(text: str) -> list[str]:
    """Return the words of *text*, each with the white space after it."""
    return [word for line in text.splitlines(keepends=True) for word in line.replace(" ", " \0").split("\0") if word]


def _parts(steps: Iterable[tuple[bool, list[str]]], style: str) -> Iterator[Block]:
    """Yield the words with what differs marked; of a long stretch that is the same only the ends."""
    left, empty = _SAID_MAX, True
    for differs, runs in groupby(steps, key=lambda step: step[0]):
        words = [word for _, run in runs for word in run]
        if not differs and len(words) > 3 * _AROUND:
            words = [*words[:_AROUND], "… ", *words[-_AROUND:]]
        said = escaped("".join(words), max(left, 1))
        left -= len(said)
        if said and left > 0:
            empty = False
            yield _text(said) | ({"style": {style: True}} if differs else {})
    if empty:
        yield _text(_EMPTY)


def _text(text: str) -> Block:
    return {"type": "text", "text": text}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
