"""Exchange values in a few lines of YAML: comments, order and the way that each value is written stay."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ruamel.yaml import YAML

_WIDTH = 1_000_000  # never folded: one line stays one line
_SHORT = 100
_NAME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*|[0-9]{4}-[0-9]{2}")
_MAY_BE_BARE = re.compile(r"[A-Za-zÆØÅæøå][\wÆØÅæøå-]*( [\wÆØÅæøå-]+)*|[0-9]+-[0-9]+")
_DIGITS = re.compile(r"[0-9.:-]+")
_WORDS = {*"y n yes no on off true false null none nan inf ja nei".split()}


@dataclass(frozen=True)
class Style:
    """How values are written: how far a list's dashes are from its name, and what a neighbour's line looks like."""

    offset: int
    like: str = ""

    def of(self, line: str) -> Style:
        """Return the style with the *line* on which a neighbour begins the same field."""
        return replace(self, like=line)

    @property
    def flow(self) -> bool | None:
        """Return whether the neighbour writes lists and groups on one line, or None when there is no neighbour."""
        value = self.like.partition(":")[2].strip()
        return True if value.startswith(("[", "{")) else None if value or not self.like else False

    @property
    def quote(self) -> str:
        """Return what the neighbour's text begins with."""
        return self.like.partition(":")[2].strip()[:1].strip("[{")


def rewritten(text: str, before: dict[str, Any], after: dict[str, Any], style: Style) -> list[str]:
    """Return the lines of *text*, which says *before*, saying *after*."""
    editor = _editor(style)
    data = editor.load(text)
    _exchange(data, before, after, style)
    return _dumped(editor, data)


def written(name: str, value: Any, style: Style) -> list[str]:
    """Return the lines of a field that was not there."""
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - only those who edit need it

    return _dumped(_editor(style), CommentedMap({name: _made(value, style)}))


def _dumped(editor: YAML, data: Any) -> list[str]:
    out = StringIO()
    editor.dump(data, out)
    return out.getvalue().removesuffix("\n").split("\n")


def _exchange(data: Any, before: dict[str, Any], after: dict[str, Any], style: Style) -> None:
    """Make *data*, a group of ruamel's that says *before*, say *after*."""
    for name in [name for name in before if name not in after]:
        del data[name]
    for at, (name, value) in enumerate(after.items()):
        if name not in before:
            data.insert(at, name, _made(value, style))
        elif value != before[name]:
            _put(data, name, before[name], value, style)


def _exchange_items(data: Any, before: list[Any], after: list[Any], style: Style) -> None:
    """Make *data*, a list of ruamel's that says *before*, say *after*: items that stay keep their comments."""
    for kind, start, end, first, last in reversed(_differences(before, after)):
        if kind == "replace" and end - start == last - first:
            for at, value in enumerate(after[first:last], start):
                _put(data, at, before[at], value, style)
            continue
        like = _like(data)
        below = [line for at in range(start, end) for line in _comments_below(data, at)]
        for _ in range(start, end):
            del data[start]
        if below and start < len(data):
            data.yaml_set_comment_before_after_key(start, before="\n".join(below), indent=style.offset)
        for value in reversed(after[first:last]):
            data.insert(start, _like_this(value, like) if isinstance(value, str) else _made(value, style, flow=True))


def _comments_below(data: Any, at: int) -> list[str]:
    """Return the comments on the lines below an item, which are about the next one whatever becomes of this."""
    token = data.ca.items.get(at, [None])[0]
    lines = token.value.split("\n")[1:] if token else []
    return [line.strip().removeprefix("#").removeprefix(" ") for line in lines if line.strip()]


def _differences(before: list[Any], after: list[Any]) -> list[tuple[str, int, int, int, int]]:
    words = [[json.dumps(one, sort_keys=True) for one in side] for side in (before, after)]
    steps = SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes()
    return [step for step in steps if step[0] != "equal"]


def _put(data: Any, at: Any, before: Any, after: Any, style: Style) -> None:
    if isinstance(before, dict) and isinstance(after, dict):
        _exchange(data[at], before, after, style)
    elif isinstance(before, list) and before and isinstance(after, list) and after:
        _exchange_items(data[at], before, after, style)
    elif isinstance(after, str) and isinstance(before, str):
        data[at] = _like_this(after, data[at])
    else:
        data[at] = _made(after, style)


def _like(data: Any) -> Any:
    return next((one for one in data if isinstance(one, str)), None)


def _like_this(text: str, old: Any) -> Any:
    """Return *text* quoted the way that *old* is."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString  # noqa: PLC0415 - as above

    if isinstance(old, SingleQuotedScalarString) and "\n" not in text:
        return SingleQuotedScalarString(text)
    if type(old) is str and _is_safe(text):
        return _bare(text)
    return _text(text) if type(old) is not DoubleQuotedScalarString else DoubleQuotedScalarString(text)


def _is_safe(text: str) -> bool:
    """Tell whether every reader of YAML takes *text* without quotes as text."""
    return bool(_MAY_BE_BARE.fullmatch(text)) and text.casefold() not in _WORDS


def _text(text: str, quote: str = "") -> Any:
    """Return a text with the quotes of a neighbour, or those that texts of its kind have."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString  # noqa: PLC0415 - as above

    bare = _is_safe(text) and (quote.isalnum() if quote else bool(_NAME.fullmatch(text)))
    if bare:
        return _bare(text)
    single = quote == "'" or (quote != '"' and bool(_DIGITS.fullmatch(text)))
    return SingleQuotedScalarString(text) if single and "\n" not in text else DoubleQuotedScalarString(text)


def _bare(text: str) -> Any:
    """Return *text* without quotes, which ruamel would else take over from what stood there."""
    from ruamel.yaml.scalarstring import PlainScalarString  # noqa: PLC0415 - as above

    return PlainScalarString(text)


def _made(value: Any, style: Style, *, flow: bool | None = None) -> Any:
    """Return plain data as ruamel writes it."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq  # noqa: PLC0415 - as above

    if isinstance(value, str):
        return _text(value, style.quote)
    if not isinstance(value, dict | list):
        return _bare("null" if value is None else str(value).lower())
    wanted = style.flow if flow is None else flow
    short = len(json.dumps(value, ensure_ascii=False)) <= _SHORT if wanted is None else wanted
    inner = replace(style, like="")
    made: Any
    if isinstance(value, dict):
        made = CommentedMap({_key(name): _made(one, inner, flow=short or None) for name, one in value.items()})
    else:
        made = CommentedSeq([_made(one, inner, flow=True) for one in value])
    if short:
        made.fa.set_flow_style()
    return made


def _key(name: str) -> Any:
    return _text(name) if not name.isdigit() else _text(name, '"')


def _editor(style: Style) -> YAML:
    """Return ruamel's reader and writer, which is to take every value as the text that stands there.

    What is text and what is not is said by `bot.adapters.yamlguard` alone: here ``null``, ``8`` and ``2026-08-01`` are
    words like others, which are written as they were read.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 - as above
    from ruamel.yaml.nodes import ScalarNode  # noqa: PLC0415 - as above
    from ruamel.yaml.resolver import VersionedResolver  # noqa: PLC0415 - as above

    class _OnlyText(VersionedResolver):
        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)

    editor = YAML()
    editor.Resolver = _OnlyText
    editor.preserve_quotes = True
    editor.width = _WIDTH
    editor.indent(mapping=2, sequence=style.offset + 2, offset=style.offset)
    return editor
