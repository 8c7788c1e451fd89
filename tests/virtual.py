"""An event loop in which waiting takes no time: when nothing else is to be done, its clock is moved on."""

from __future__ import annotations

import asyncio
import selectors
from typing import Any


class _NeverWaits(selectors.DefaultSelector):
    """Looks what is ready at once, and remembers how long it was told it might wait."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> Any:
        """Return what is ready; with nothing ready, let *timeout* pass."""
        ready = super().select(0 if timeout else timeout)
        self.passed += 0 if ready else timeout or 0
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """The loop. Its time begins at 0."""

    def __init__(self) -> None:
        self._waiting = _NeverWaits()
        super().__init__(self._waiting)

    def time(self) -> float:
        """Return how many seconds have been waited for."""
        return self._waiting.passed
