"""Everything that can go wrong in a way that a person can put right.

    KodevaktError
    ├── InvalidCode        what was typed cannot be a programområdekode
    ├── KnowledgeError     the YAML files have faults: all of them, each with file and line
    ├── ConfigError        settings are missing or bad: all of them, each by name
    ├── DatabaseError      the database cannot be reached, is locked, full or read-only
    ├── SourceError        a page that knowledge rests on cannot be read
    └── WriteRefused       a file could not be saved; the old one is intact
        └── Conflict       somebody else has changed the entry meanwhile

Text in an exception is for people: Norwegian where a user reads it, English where an operator does.
"""

from __future__ import annotations

from dataclasses import dataclass, field


class KodevaktError(Exception):
    """The root: raised by our own code, with a message that says what to do."""


class InvalidCode(KodevaktError):  # noqa: N818 - the name says what was typed, as in the field's own libraries
    """What was typed cannot be a programområdekode: *nb* and *nn* say why, to a person.

    *kind* is the word of the command-line contract (``feil_lengde``, ``ugyldig_tegn`` …), *position* counts
    from 1 where one character is to blame, *suggestion* is the corrected code where there is only one.
    """

    def __init__(
        self, kind: str, nb: str, nn: str, *, position: int | None = None, suggestion: str | None = None
    ) -> None:
        super().__init__(nb)
        self.kind = kind
        self.nb = nb
        self.nn = nn
        self.position = position
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in a file: where it stands, what stands there and what was expected.

    *line* and *column* count from 1; the column is 1 where only the line is known. *value* is what stands there,
    when that is one value and may be shown.
    """

    file: str
    line: int
    column: int = field(default=1, kw_only=True)
    message: str
    value: str | None = field(default=None, kw_only=True, compare=False)

    def __str__(self) -> str:
        """Return ``file:line: message``, the form that editors make into a link."""
        return f"{self.file}:{self.line}: {self.message}"


class KnowledgeError(KodevaktError):
    """The YAML files cannot be used. *faults* holds every fault found, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ConfigError(KodevaktError):
    """Settings are missing or bad. The message names every one of them."""


class DatabaseError(KodevaktError):
    """The database cannot be used just now. Nothing of what was begun is kept; it is to be tried again."""


class WriteRefused(KodevaktError):  # noqa: N818 - the name says what happened
    """A file that people keep could not be saved. The file is as it was; the message says what stands in the way."""


class Conflict(WriteRefused):
    """The entry is no longer what the admin saw: somebody else has changed it. Nothing is overwritten."""


class SourceError(KodevaktError):
    """A source cannot be read just now; the message says why, to an admin. It tells nothing about what it says.

    *lasting*: it will be so until somebody acts. What may pass by itself is not.
    """

    def __init__(self, message: str, *, lasting: bool = True) -> None:
        super().__init__(message)
        self.lasting = lasting
