r"""A file as lines that can be exchanged, every other byte of it staying as it is.

>>> made = split(b"a\r\nb\r\nc")
>>> made.join([*made.lines[:1], "x", *made.lines[2:]])
'a\r\nx\r\nc'
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple

import yaml


class FileText(NamedTuple):
    """The *lines* of a file, what ends each of them, and the *mark* that some programs begin a file with."""

    mark: str
    lines: list[str]
    end: str

    def join(self, lines: list[str]) -> str:
        """Return the text of the same file with other *lines*."""
        return self.mark + self.end.join(lines)

    def put(self, start: int, count: int, new: list[str]) -> str:
        """Return the text with *count* lines from *start* (counted from 0) exchanged for *new*."""
        return self.join([*self.lines[:start], *new, *self.lines[start + count :]])


def split(raw: bytes) -> FileText:
    """Return the bytes of a file, which must be UTF-8, as lines."""
    text = raw.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    windows = "\r\n" in text and text.count("\r\n") == text.count("\n")
    end = "\r\n" if windows else "\n"
    return FileText(mark, text.split(end), end)


def last_line(text: str) -> int:
    """Return the last line (counted from 0) of *text* that a value stands on: not a comment, and not a blank one.

    *text* is one value of YAML, which `bot.adapters.yamlguard` has let through.
    """
    last = 0
    with suppress(yaml.YAMLError):  # what follows the value need not be a whole part of the file
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            start: Any = event.start_mark
            end: Any = event.end_mark
            is_part = isinstance(event, yaml.ScalarEvent | yaml.CollectionEndEvent)
            if is_part and (start.line, start.column) != (end.line, end.column):
                last = max(last, end.line if end.column else end.line - 1)
    lines = text.split("\n")
    while last and not lines[last].strip():  # a text of several lines keeps no blank ones at its end
        last -= 1
    return last


def dedent(lines: list[str], column: int) -> list[str]:
    """Return *lines* without their first *column* characters, which are spaces but for the first line's dash."""
    return [line[column:] if i == 0 or not line[:column].strip() else line.lstrip() for i, line in enumerate(lines)]


def indent(lines: list[str], column: int, first: str) -> list[str]:
    """Return *lines* after *column* spaces, the first one after *first*."""
    return [(first if i == 0 else " " * column) + line if line.strip() else line for i, line in enumerate(lines)]
