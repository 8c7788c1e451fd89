"""From a question to the message that answers it, whichever way it came. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.domain.tilstand import Tilstand, changed_since, stated
from bot.slack import blocks, fristblokker, fristtekster, texts, tilstandstekster
from bot.slack.ask import QUESTION_MAX, Ask
from bot.slack.here import Here
from bot.slack.kildeblokk import small_print
from bot.slack.phrases import PHRASES, TOO_LONG, TOO_MANY, USAGE, Phrases
from bot.slack.plain import clip

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.domain.model import Malform
    from bot.domain.reply import Answer, Decoded
    from bot.domain.tilstand import Endret
    from bot.slack.blocks import Block, Message

CODES_MAX, _FULL_MAX, _SUGGESTIONS_MAX = 20, 3, 5
ASK, SHARE, USEFUL, USELESS = "spor", "del", "nyttig_ja", "nyttig_nei"
NOWHERE = Here()


class Asker(Protocol):
    """What answers: `bot.domain.answers.Responder`, or a stand-in in a test."""

    def answer(  # noqa: PLR0913 - all but the question are options
        self,
        question: str,
        *,
        atoms: tuple[str, ...] = (),
        previous: str = "",
        malform: Malform | None = None,
        today: date | None = None,
        fylke: str = "",
    ) -> Answer:
        """Answer a question."""

    def deadlines(self, question: str, *, today: date, fylke: str = "", malform: Malform | None = None) -> Answer:
        """Answer a question from the Årshjul alone."""

    def decode(self, text: str, malform: Malform = "nb") -> tuple[Decoded, ...]:
        """Explain every code in the text."""

    def only_codes(self, text: str) -> bool:
        """Tell whether the text is codes and nothing else."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message, with what feedback needs to know about it: its *kind* and the *entries* it rests on."""

    message: Message
    kind: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an answer: *share* and *judge* are buttons, *footer* a closing line.

    *shared_by* is the id of the one who shares it with a channel: then the question is shown as well.
    """

    share: bool = False
    judge: bool = True
    footer: str = ""
    shared_by: str = ""


class Replies:
    """Makes replies from what *asker* says. *changed* gives the sources that have changed, without a wait."""

    def __init__(self, asker: Asker, changed: Callable[[], Endret] = dict) -> None:
        self._asker = asker
        self._changed = changed

    def are_codes(self, question: str) -> bool:
        """Tell whether *question* is codes and nothing else."""
        return 0 < len(question) <= QUESTION_MAX and self._asker.only_codes(question)

    def reply(self, ask: Ask, around: Around, here: Here = NOWHERE) -> Reply:
        """Answer *ask*: codes are explained, everything else is a question. *here* is when and where it is asked."""
        question, here = ask.question[:QUESTION_MAX], here.on(ask.day)
        if not question:
            return Reply(blocks.message(USAGE, blocks.section(USAGE)), "bruk")
        if not ask.atoms and not ask.frist and self.are_codes(question):
            decoded = self._asker.decode(question, here.malform)
            if decoded:
                decoded = tuple(self._stated(one, here.malform) for one in decoded)
                return _decoded(ask, decoded[:CODES_MAX], _more(question, decoded), around, here.malform)
        return _answered(ask, stated(self._answer(question, ask, here), here.today, self._changed()), around)

    def _stated(self, decoded: Decoded, malform: Malform) -> Decoded:
        """Return *decoded* with a reservation where its source has changed."""
        since = changed_since(decoded.kilder, self._changed())
        if since is None:
            return decoded
        return replace(decoded, notes=(*decoded.notes, tilstandstekster.state(Tilstand("endret", since), malform)))

    def _answer(self, question: str, ask: Ask, here: Here) -> Answer:
        if ask.frist and here.today:
            return self._asker.deadlines(question, today=here.today, fylke=here.fylke, malform=here.malform)
        return self._asker.answer(
            question,
            atoms=ask.atoms,
            previous=ask.previous,
            malform=here.malform,
            today=here.today,
            fylke=here.fylke,
        )


def _answered(ask: Ask, answer: Answer, around: Around) -> Reply:
    phrases = PHRASES[answer.malform]
    page = fristtekster.page_of(answer, ask.start)
    words = texts.answer_words(answer, page)
    asked = f"{phrases.asked}: {clip(ask.question, 300)}" if around.shared_by else ""
    cut = TOO_LONG.format(antall=QUESTION_MAX) if len(ask.question) > QUESTION_MAX else ""
    good = answer.kind == "svar"
    if answer.frister:
        ask = replace(ask, day=answer.today, by=around.shared_by)
    shown = [
        *_sharer(around, phrases),
        *blocks.section(asked),
        *blocks.section("\n".join(part for part in (words.lead, words.look) if part)),
        *blocks.codes(texts.code_lines(answer)),
        *blocks.section("\n".join(part for part in (words.why, words.notes) if part)),
        *fristblokker.shown(answer, page),
        *fristblokker.turning(ask, answer, page),
        *_ways_on(ask, answer, words, phrases),
        *small_print(fristtekster.sources(answer), words.validity, phrases),
        *blocks.section(words.related),
        *_buttons(ask, around, phrases, judge=good, share=good),
        *blocks.context([blocks.small(line) for line in (cut, around.footer)]),
    ]
    text = "\n".join(line for line in (asked, words.text(), cut, around.footer) if line)
    return Reply(blocks.message(text, shown), answer.kind, answer.entries)


def _decoded(ask: Ask, decoded: tuple[Decoded, ...], more: str, around: Around, malform: Malform) -> Reply:
    """Explain each code whole when they are few, in a line each when they are many."""
    phrases, short = PHRASES[malform], len(decoded) > _FULL_MAX
    words = [(texts.decoded_line(one, malform), "") if short else texts.decoded_words(one, malform) for one in decoded]
    shown = [
        *_sharer(around, phrases),
        *(block for said, where in words for block in _explained(said, where, short=short)),
        *(small_print(dict.fromkeys(h for one in decoded for h in one.kilder), "", phrases) if short else []),
        *_near_codes(decoded),
        *_buttons(ask, around, phrases, judge=False, share=any(one.valid for one in decoded)),
        *blocks.context([blocks.small(line) for line in (more, around.footer)]),
    ]
    room = blocks.TEXT_MAX // len(words) - 10
    told = (clip("\n".join(part for part in pair if part), room) for pair in words)
    text = "\n".join(line for line in (*told, more, around.footer) if line)
    return Reply(blocks.message(text, shown), "kode")


def _explained(said: str, where: str, *, short: bool) -> list[Block]:
    small = [blocks.small(where)]
    return [*blocks.section(said, 400 if short else blocks.SECTION_MAX), *blocks.context(small)]


def _sharer(around: Around, phrases: Phrases) -> list[Block]:
    return blocks.context([blocks.by_user(phrases.shared_by, around.shared_by)]) if around.shared_by else []


def _ways_on(ask: Ask, answer: Answer, words: texts.Words, phrases: Phrases) -> list[Block]:
    """Return a button for each choice of an avklaring, or for what could have been asked.

    A choice too long for its button is also written out, since the button then shows only its beginning.
    """
    ways = [(choice.label, ask.choosing(choice.atom)) for choice in answer.choices]
    heading = ""
    if answer.kind != "avklaring":
        ways = [(near, Ask(near, frist=ask.frist)) for near in answer.suggestions[:_SUGGESTIONS_MAX]]
        heading = (phrases.nearest if answer.kind == "ukjent" else f"{phrases.meant}:") if ways else ""
    buttons = _ask_buttons(ways)
    whole = len(buttons) == len(ways) and all(blocks.fits_button(label) for label, _ in ways)
    written = blocks.context([blocks.small(heading)]) if whole else blocks.section(words.options)
    return [*written, *blocks.actions(buttons)]


def _near_codes(decoded: tuple[Decoded, ...]) -> list[Block]:
    near = dict.fromkeys(kode for one in decoded for kode in one.suggestions)
    return blocks.actions(_ask_buttons([(kode, Ask(kode)) for kode in list(near)[:_SUGGESTIONS_MAX]]))


def _ask_buttons(ways: list[tuple[str, Ask]]) -> list[Block]:
    values = [(label, ask.value()) for label, ask in ways[: blocks.BUTTONS_MAX]]
    return [blocks.button(label, f"{ASK}_{n}", value) for n, (label, value) in enumerate(values) if value]


def _buttons(ask: Ask, around: Around, phrases: Phrases, *, judge: bool, share: bool) -> list[Block]:
    value = ask.value()
    row = []
    if value and judge and around.judge:
        row += [
            blocks.button(phrases.yes, USEFUL, value, phrases.yes_reader),
            blocks.button(phrases.no, USELESS, value, phrases.no_reader),
        ]
    useful = blocks.context([blocks.small(phrases.useful)]) if row else []
    if value and share and around.share:
        row.append(blocks.button(phrases.share, SHARE, value))
    return [*useful, *blocks.actions(row)]


def _more(text: str, decoded: tuple[Decoded, ...]) -> str:
    """Say so when codes are left over after the last one that was read."""
    if len(decoded) < CODES_MAX or not decoded[-1].typed:
        return ""
    rest = text.rpartition(decoded[-1].typed)[2]
    return TOO_MANY if any(character.isalnum() for character in rest) else ""
