"""One line of JSON an event, with allow-listed fields only: no text, name or address gets into a log."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.types import EventDict, Processor, WrappedLogger

ALLOWED = frozenset(
    "event level timestamp logger reason error where kind status via outcome"
    " count new changed struck written fault kilde".split()
)

log = structlog.get_logger("kodevakt")


def allowed_only(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every field that nobody has judged harmless (structlog's own begin with an underscore)."""
    return {key: value for key, value in event.items() if key in ALLOWED or key.startswith("_")}


def where(error: BaseException) -> str:
    """Return the line that raised, ``answers.py:42``: a message could hold what a user wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_filename.replace(chr(92), '/').rpartition('/')[2]}:{trace.tb_lineno}"


def configure(level: str) -> None:
    """Send our own log and the libraries' warnings to standard error, as JSON lines."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, allowed_only, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
        )
    )
    # Below WARNING, Slack's packages log whole messages.
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
