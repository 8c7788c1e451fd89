"""Words to the admins: which reminders were not posted, or perhaps not, why, and what to do about it. Pure.

The admins' channel is no county's, so it is always bokmål.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.domain import datoer
from bot.domain.arshjul import lasting_key
from bot.domain.fristoppslag import title
from bot.domain.occurrence import parse
from bot.domain.paminnelse import DIGEST
from bot.slack import blocks, kildevarsel
from bot.slack.paminnelseknapp import RETRY
from bot.slack.plain import clip, escape, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.arshjul import Arshjulene
    from bot.slack.blocks import Block, Message

_POSTS_MAX, _TITLE_MAX, _WORD_MAX = 15, 100, 60


class _Told(NamedTuple):
    """What happened, or why, and what to do."""

    happened: str
    advice: str


_FAILED = "Slack tar ikke imot {antall}: {hvorfor}"
_EXPIRED = _Told(
    "{antall} ble ikke sendt i tide, og blir ikke sendt.",
    advice="Enten har Kodevakt vært nede, eller så har ikke Slack tatt imot. Si fra i kanalen selv hvis noe av dette "
    "haster. «kodevakt paminnelser --fylke …» viser hva som kommer.",
)
_UNREADABLE = _Told(
    "Jeg vet ikke om {antall} kom fram: Slack svarte ikke, og jeg får ikke lest kanalens historikk.",
    advice="Derfor sendes det ikke på nytt, for da kunne det kommet to ganger. Se etter i kanalen. Mangler appen "
    "tillatelsen channels:history, installer den på nytt fra manifest.json. Er Kodevakt ikke med i kanalen, skriv "
    "/invite @Kodevakt der.",
)
_FILES = _Told(
    "En endring i filene er ikke tatt i bruk, for det er feil i dem. Kodevakt svarer som før endringen.",
    advice="Rett feilene og lagre, så tas alt i bruk innen to sekunder. «kodevakt sjekk» viser det samme.",
)
_NOT_MEMBER = _Told(
    "Kodevakt er ikke med i kanalen.",
    "Skriv /invite @Kodevakt i kanalen, og trykk så «Prøv igjen».",
)
_NO_CHANNEL = _Told(
    "kanalen finnes ikke, er arkivert, eller er privat uten at Kodevakt er med.",
    "Rett id-en i schedules/kanaler.yaml og start Kodevakt på nytt, eller slipp Kodevakt inn i kanalen.",
)
_TOKEN = _Told(
    "tokenet til Kodevakt gjelder ikke lenger.",
    "Installer appen på nytt, sett det nye SLACK_BOT_TOKEN, og start Kodevakt på nytt. Trykk så «Prøv igjen».",
)
_SCOPE = _Told(
    "appen mangler en tillatelse.",
    "Installer appen på nytt fra manifest.json, og trykk så «Prøv igjen».",
)
_CLOSED = _Told(
    "Kodevakt får ikke skrive i kanalen.",
    "La apper skrive der under innstillingene til kanalen, og trykk så «Prøv igjen».",
)
_SHAPE = _Told(
    "meldingen er ikke laget slik Slack vil ha den.",
    "Det er en feil i Kodevakt. Meld den fra til dem som lager Kodevakt, med ordet i parentesen og fristene over.",
)
_OTHER = _Told(
    "Slack sier nei.",
    "Slå opp ordet i parentesen under chat.postMessage hos Slack, rett det, og trykk så «Prøv igjen».",
)
_MISSHAPEN = (
    *("msg_blocks_too_long", "msg_too_long", "no_text", "invalid_blocks", "invalid_blocks_format"),
    *("invalid_arguments", "metadata_too_large", "invalid_metadata_format"),
)
_OF_SOURCES = {"source": kildevarsel.changed, "sources": kildevarsel.read}
_REFUSED = {
    "not_in_channel": _NOT_MEMBER,
    **dict.fromkeys(("channel_not_found", "is_archived"), _NO_CHANNEL),
    **dict.fromkeys(("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"), _TOKEN),
    **dict.fromkeys(("missing_scope", "no_permission"), _SCOPE),
    **dict.fromkeys(("restricted_action", "restricted_action_read_only_channel"), _CLOSED),
    **dict.fromkeys(_MISSHAPEN, _SHAPE),
}


def alert(about: Mapping[str, Any], arshjul: Arshjulene) -> Message:
    """Return what to tell the admins of *about*, an alert's facts out of the ledger.

    Its *kind* is ``expired``, ``failed`` or ``unreadable``, *reason* Slack's word for it or None, *posts* the keys of
    what it is about (at most some of them), and *more* how many there are beside those. With the kind ``files`` it has
    *faults* instead, a line for each; ``source`` and ``sources`` are those of `bot.slack.kildevarsel`.
    """
    if about["kind"] in _OF_SOURCES:
        return _OF_SOURCES[about["kind"]](about)
    if about["kind"] == "files":
        return _files([str(fault) for fault in about["faults"]], about["more"])
    posts = [(str(reminder), str(channel), str(when)) for reminder, channel, when in about["posts"]]
    told = _told(about, len(posts) + about["more"])
    channels = list(dict.fromkeys(channel for _, channel, _ in posts))
    shown = [*blocks.section(told.happened)]
    text = [escape(told.happened)]
    for channel in channels:
        lines = [_line(reminder, when, arshjul) for reminder, where, when in posts[:_POSTS_MAX] if where == channel]
        if lines:
            heading = f"I {blocks.channel(channel)}:"
            shown += [*blocks.context([blocks.markup(heading)]), *blocks.bullets(lines), *_retry(about, channel)]
            text += [heading, *(escape(f"– {what} {days}") for what, days in lines)]
    left = len(posts[_POSTS_MAX:]) + about["more"]
    rest = [f"og {left} til"] if left else []
    shown += [*blocks.section("\n".join(rest)), *blocks.section(told.advice)]
    return blocks.message("", shown, "\n".join([*text, *rest, escape(told.advice)]))


def _files(faults: list[str], more: int) -> Message:
    """Return that an edit is not in use, what is wrong with it and where."""
    items = [(place, clip(visible(what), _TITLE_MAX * 2)) for place, _, what in (one.partition(": ") for one in faults)]
    rest = [f"og {more} til"] if more else []
    above, below = blocks.section(_FILES.happened), blocks.section("\n".join([*rest, _FILES.advice]))
    shown = [*above, *blocks.bullets(items), *below]
    text = [_FILES.happened, *(f"– {place} {what}" for place, what in items), *rest, _FILES.advice]
    return blocks.message("\n".join(text), shown)


def _told(about: Mapping[str, Any], count: int) -> _Told:
    antall = "én påminnelse" if count == 1 else f"{count} påminnelser"
    word = clip(visible(about["reason"] or ""), _WORD_MAX)
    if about["kind"] == "failed":
        why, advice = _REFUSED.get(word, _OTHER)
        return _Told(_named(_FAILED.format(antall=antall, hvorfor=why), word), advice)
    happened, advice = _EXPIRED if about["kind"] == "expired" else _UNREADABLE
    said = happened.format(antall=antall)
    return _Told(_named(said[0].upper() + said[1:], word), advice)


def _named(said: str, word: str) -> str:
    return f"{said} ({word})" if word else said


def _retry(about: Mapping[str, Any], channel: str) -> list[Block]:
    """Return the button to try again with, where Slack's no stands until somebody acts."""
    return blocks.actions([blocks.button("Prøv igjen", RETRY, channel)]) if about["kind"] == "failed" else []


def _line(reminder: str, when: str, arshjul: Arshjulene) -> tuple[str, str]:
    """Return what a post was about, and of which day it was."""
    told = parse(when)
    if reminder == DIGEST:
        return "Ukesoversikten", f"for uke {told.day.isocalendar().week}" if told else when
    row = next((row for row in arshjul.rows() if lasting_key(row) == reminder), None)
    what = f"{visible(clip(title(row) if row else reminder, _TITLE_MAX))}:"
    if told is None:
        return what, clip(visible(when), _WORD_MAX)
    if told.asked:
        return what, f"frist {datoer.long(told.day)}, minnes igjen {datoer.long(told.asked, year=False)}"
    before = told.days_before or 0
    how = "på dagen" if before == 0 else "dagen før" if before == 1 else f"{before} dager før"
    return what, f"frist {datoer.long(told.day)}, påminnelsen {how}"
