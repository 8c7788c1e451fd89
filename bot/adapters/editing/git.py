"""Keep each change as a commit, where the files that people keep are in a git work tree.

The file is saved before git hears of it: whatever git says, nothing is lost. Nothing here ever waits for a person.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BOT = "Kodevakt"
_COMMIT_SECONDS, _PUSH_SECONDS = 10, 30
_LONGEST_NAME = 100
# No question is ever asked: there is nobody to answer. The git of the work tree counts, not one that started us.
_ALONE = ("-u", "GIT_DIR", "-u", "GIT_WORK_TREE", "-u", "GIT_INDEX_FILE")
_SILENT = (
    "GIT_TERMINAL_PROMPT=0",
    "GIT_ASKPASS=true",
    "SSH_ASKPASS=true",
    "GIT_SSH_COMMAND=ssh -oBatchMode=yes",
    "LC_ALL=C",
)
# Hooks of the work tree are not run: they are code that whoever can write there may leave, they may ask, wait or change
# the file, and what the shipped one does (``kodevakt sjekk``) has been done. Those of the server are, when we push.
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "commit.gpgSign=false",
    "push.gpgSign=false",
    "gc.auto=0",
    "maintenance.auto=false",
)
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")
_NOT_A_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f<>\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_EDGES = " .,:;\"'\\"
_REJECTED = ("[rejected]", "non-fast-forward", "fetch first", "[remote rejected]")


@dataclass(frozen=True, slots=True)
class Commit:
    """What became of a commit: its *id*, or the *fault* that kept it from being made. The file is saved in any case."""

    id: str = ""
    fault: str = ""


def commit(path: Path, message: str, author: str) -> Commit | None:
    """Commit the file at *path*, and nothing else, as made by *author* (a name; no address is known or kept).

    None: the folder is in no work tree, or there is no git.
    """
    folder, file = path.resolve().parent, path.resolve().name
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if inside is None or "not a git repository" in inside.said:
        return None
    if inside.code:
        return Commit(fault=_told(inside))
    people = (
        f"GIT_AUTHOR_NAME={name(author)}",
        "GIT_AUTHOR_EMAIL=",
        f"GIT_COMMITTER_NAME={BOT}",
        "GIT_COMMITTER_EMAIL=",
    )
    # With a path, a commit takes that file as it is on the disk, and nothing of what is staged.
    said = f"--message={message.replace(chr(0), '')}"
    for step in (("add", "--", file), ("commit", "--quiet", said, "--", file)):
        done = _git(folder, "--literal-pathspecs", *step, people=people)
        if done is None or done.code:
            return Commit(fault=_told(done))
    made = _git(folder, "rev-parse", "HEAD")
    return Commit(id=made.said.strip()) if made and not made.code else Commit(fault=_told(made))


def push(folder: Path) -> str | None:
    """Push the current branch to where it goes, and return what went wrong; None when all is well or it goes nowhere.

    A commit that cannot be pushed stays, and goes with the next push.
    """
    branch = _line(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
    remotes = _line(folder, "remote").split()
    if not branch or not remotes:
        return None
    remote = _line(folder, "config", f"branch.{branch}.remote") or ("origin" if "origin" in remotes else remotes[0])
    there = _line(folder, "config", f"branch.{branch}.merge") or f"refs/heads/{branch}"
    done = _git(folder, "push", "--quiet", remote, f"HEAD:{there}", seconds=_PUSH_SECONDS)
    if done and not done.code:
        return None
    if done and any(sign in done.said for sign in _REJECTED):
        return f"{remote} har endringer som ikke er hentet hit, eller tar ikke imot: {_told(done)}"
    return f"fikk ikke sendt til {remote}: {_told(done)}"


def name(author: str) -> str:
    r"""Return *author* as git takes a name.

    >>> name("  Åse <Nordmann>\n"), name(" .<> ")
    ('Åse Nordmann', 'Kodevakt')
    """
    plain = " ".join(_NOT_A_NAME.sub(" ", author).split())[:_LONGEST_NAME].strip(_EDGES)
    return plain or BOT


@dataclass(frozen=True, slots=True)
class _Done:
    code: int
    said: str


def _line(folder: Path, *words: str) -> str:
    done = _git(folder, *words)
    return done.said.strip() if done and not done.code else ""


def _git(folder: Path, *words: str, people: Sequence[str] = (), seconds: int = _COMMIT_SECONDS) -> _Done | None:
    """Run git in *folder*, or return None when there is no git."""
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = ["env", *_ALONE, *_SILENT, *people, "git", *settings, *words]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the words are ours
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
            start_new_session=True,  # without a terminal nothing can ask for a password
        )
    except subprocess.TimeoutExpired:
        return _Done(1, f"git svarte ikke innen {seconds} sekunder")
    except OSError:
        return None
    if done.returncode == 127:
        return None
    return _Done(done.returncode, done.stdout.decode("utf-8", "replace"))


def _told(done: _Done | None) -> str:
    """Return what git said, without what may be a password."""
    said = " ".join(_SECRET.sub("", done.said).split()) if done else "git er ikke installert"
    return said[:300] or "git sa ikke hvorfor"
