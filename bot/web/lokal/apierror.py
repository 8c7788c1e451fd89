"""The error that a Web API method answers with."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """Slack's word for what is wrong (``channel_not_found``), and what stands beside it in the answer."""

    def __init__(self, word: str, **more: Any) -> None:
        super().__init__(word)
        self.word = word
        self.more = more
