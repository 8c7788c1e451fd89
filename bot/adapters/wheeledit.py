"""Confirm rows of a wheel in its file: comments, order and everything else in it stay as people wrote them."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from bot.adapters.wheelwriter import draft_header
from bot.errors import Fault, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    from bot.domain.frist import Bekreftelse

_WIDTH = 4096


def confirm(path: Path, by: Bekreftelse, ids: Collection[str] = ()) -> str:
    """Return the text of the wheel in *path* with the rows of *ids* confirmed, or the whole wheel without any.

    With the whole wheel goes what said that it is a draft.

    Raises `KnowledgeError` for an id that no row has.
    """
    return confirmed(path.read_text(encoding="utf-8"), path.name, by, ids)


def confirmed(text: str, name: str, by: Bekreftelse, ids: Collection[str] = ()) -> str:
    """Return the *text* of the wheel in the file *name*, confirmed as by `confirm`."""
    editor = _editor()
    data = editor.load(text)
    rows: dict[str, Any] = {row["id"]: row for row in data["rader"]}
    unknown = [one for one in ids if one not in rows]
    if unknown:
        raise KnowledgeError([Fault(name, 1, f"ingen rad heter «{one}»") for one in unknown])
    for one in ids or rows:
        rows[one].pop("anslag", None)
    if ids:
        for one in ids:
            rows[one]["bekreftet"] = _signed(by)
    else:
        data["status"] = "bekreftet"
        data["bekreftet"] = _signed(by)
        if "rullet_fra" in data:
            data.pop("merknad", None)
    written = StringIO()
    editor.dump(data, written)
    return written.getvalue() if ids else written.getvalue().replace(draft_header(data.get("rullet_fra", "")), "")


def _signed(by: Bekreftelse) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - as below
    from ruamel.yaml.scalarstring import SingleQuotedScalarString  # noqa: PLC0415 - as below

    signed = CommentedMap(av=by.av, dato=SingleQuotedScalarString(by.dato.isoformat()))
    signed.fa.set_flow_style()
    return signed


def _editor() -> YAML:
    from ruamel.yaml import YAML  # noqa: PLC0415 - a tenth of a second that only this command need pay

    editor = YAML()
    editor.preserve_quotes = True
    editor.width = _WIDTH
    editor.indent(mapping=2, sequence=2, offset=0)
    return editor
