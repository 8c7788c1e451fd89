"""One line of JSON an event, with allow-listed fields only: no text, name or address gets into a log.

What a library has to say may hold anything, and so may the message of an exception: of those only who said it, the
type and the place are written. Of the web server's own words the first line is.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from typing import TYPE_CHECKING

import structlog

from bot.domain.privacy import HIDDEN, mask

if TYPE_CHECKING:
    from types import TracebackType

    from structlog.types import EventDict, Processor, WrappedLogger

ALLOWED = frozenset(
    "event level timestamp logger reason error where kind status via outcome"
    " count new changed struck written fault kilde".split()
)

LIBRARY, _SERVER = "library", "uvicorn"
_SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=://)[^/\s@]*:[^\s@]*(?=@)|(?<=[?&]ticket=)[^&\s]+", re.ASCII)

log = structlog.get_logger("kodevakt")


def allowed_only(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every field that nobody has judged harmless, and hide what must not stand in the others.

    Structlog's own fields begin with an underscore.
    """
    return {
        key: clean(value) if isinstance(value, str) else value
        for key, value in event.items()
        if key in ALLOWED or key.startswith("_")
    }


def clean(text: str) -> str:
    """Hide identity numbers and secrets in *text*: what was wrong in a file may be quoted there.

    >>> clean("kanaler.yaml:3: «010203 12345»"), clean("postgresql://bot:hemmelig@db/kodevakt")
    ('kanaler.yaml:3: «[skjult]»', 'postgresql://[skjult]@db/kodevakt')
    """
    return _SECRET.sub(HIDDEN, mask(text).text)


def of_library(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep of a line of a library's what nobody outside can have written."""
    record: logging.LogRecord = event["_record"]
    error = record.exc_info[1] if record.exc_info else None
    told = {"event": LIBRARY, "logger": record.name, "where": f"{record.filename}:{record.lineno}"}
    if record.name.partition(".")[0] == _SERVER:
        told["reason"] = clean(str(event["event"]).strip().partition("\n")[0])
    if error:
        told |= {"error": type(error).__name__, "where": where(error)}
    own = {key: value for key, value in event.items() if key.startswith("_") or key in {"level", "timestamp"}}
    return own | told


def crashed(_kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None = None) -> None:
    """Log what nobody has caught; Python would print its message."""
    if isinstance(error, KeyboardInterrupt):
        return
    log.error("crashed", error=type(error).__name__, where=where(error) if error else "")


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
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    shared: list[Processor] = [structlog.stdlib.add_log_level, stamp]
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            allowed_only,
            stamp,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
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
            foreign_pre_chain=[*shared, of_library],
        )
    )
    # Below WARNING, Slack's packages log whole messages.
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    sys.excepthook = crashed
    threading.excepthook = lambda told: crashed(told.exc_type, told.exc_value)
    sys.unraisablehook = lambda told: crashed(told.exc_type, told.exc_value)
