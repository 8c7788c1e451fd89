"""Block Kit from words: within Slack's limits whatever the YAML holds, by an oracle that is not ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import slackblocks as oracle
from frist_stage import ESTIMATE, HOSTFERIE, MANY, RESULTAT, ROWS, TODAY
from frist_stage import answer as deadlines
from hypothesis import given, settings
from hypothesis import strategies as st
from test_texts import ANSWERS, ANY_ANSWER, ANY_DECODED, DECODED, LONG
from tiny_wheel import frist

from bot.slack import blocks, fristtekster
from bot.slack.ask import Ask
from bot.slack.here import Here
from bot.slack.replies import Around, Replies

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.model import Malform
    from bot.domain.reply import Answer, Decoded


class Says:
    """A responder that says what it was given."""

    def __init__(self, answer: Answer, *decoded: Decoded) -> None:
        self._answer, self._decoded = answer, decoded

    def answer(
        self,
        _question: str,
        *,
        atoms: tuple[str, ...] = (),
        previous: str = "",
        malform: Malform | None = None,
        today: date | None = None,
        fylke: str = "",
    ) -> Answer:
        """Return the answer."""
        assert (atoms, previous, malform, today, fylke) == ((), "", "nb", TODAY, "")
        return self._answer

    def deadlines(
        self,
        _question: str,
        *,
        today: date,
        fylke: str = "",
        malform: Malform | None = None,
    ) -> Answer:
        """Return the answer."""
        assert (today, fylke, malform) == (TODAY, "", "nb")
        return self._answer

    def decode(self, _text: str, _malform: Malform = "nb") -> tuple[Decoded, ...]:
        """Return the explanations."""
        return self._decoded

    def only_codes(self, _text: str) -> bool:
        """True when there are explanations."""
        return bool(self._decoded)


LONGEST = "registrering & kontroll av alle elever <b> " * 70
HUGE_ROWS = [
    frist(
        f"rad{n:03}",
        "2023-11-01",
        hva=f"rad{n:03} {LONGEST}"[:3000],
        kommentar=LONGEST[:3000],
        fra=(LONGEST[:500],) * 3,
        til=(LONGEST[:500],) * 3,
        rapport=("5A019",) * 30,
        usikker=(LONGEST[:3000],) * 5,
        frist_fylke="2023-10-29",
    )
    for n in range(500)
]
HUGE = deadlines(*HUGE_ROWS, title="Frister " + "november " * 100, fylke="Møre og Romsdal", notes=(LONGEST,) * 3)
DEADLINES = {
    "one": deadlines(RESULTAT),
    "two": deadlines(RESULTAT, HOSTFERIE),
    "list": deadlines(*ROWS, title="Neste frister"),
    "estimate": deadlines(ESTIMATE, title="Neste frist", notes=("Datoene er anslag.",)),
    "one with the longest texts": deadlines(HUGE_ROWS[0]),
    "two with the longest texts": deadlines(*HUGE_ROWS[:2]),
    "beside a rule": deadlines(*MANY, entries=("regel",), text="Søk innen 1. november."),
    "beside a long rule": deadlines(*HUGE_ROWS[:20], entries=("regel",), text=LONG, why=LONG, notes=(LONG,)),
}
AROUND = Around(share=True, footer="Takk!", shared_by="U012AB3CD")


def message(
    answer: Answer, *decoded: Decoded, question: str = "hva?", ask: Ask | None = None, around: Around = AROUND
) -> dict[str, Any]:
    """Return the message for an answer, or for explanations."""
    return Replies(Says(answer, *decoded)).reply(ask or Ask(question), around, Here(today=TODAY)).message


def _items(block: dict[str, Any]) -> list[dict[str, Any]]:
    return list(block["elements"][0]["elements"])


def judged(sent: dict[str, Any]) -> None:
    """Hold *sent* against slackblocks, which refuses what Slack would refuse, and our own numbers."""
    built = [_built(block) for block in sent["blocks"]]
    oracle.Message(channel="C1", text=sent["text"], blocks=built).to_dict()
    assert 0 < len(sent["text"]) <= blocks.TEXT_MAX
    assert 0 < len(sent["blocks"]) <= blocks.BLOCKS_MAX
    assert sum(blocks.weight(block) for block in sent["blocks"]) <= blocks.TOTAL_MAX
    for block in sent["blocks"]:
        if block["type"] == "actions":
            identifiers = [button["action_id"] for button in block["elements"]]
            assert len(identifiers) == len(set(identifiers)) > 0
    assert "\ud800" not in json.dumps(sent, ensure_ascii=False)


def _built(block: dict[str, Any]) -> Any:
    if block["type"] == "section":
        return oracle.SectionBlock(text=_text(block["text"]))
    if block["type"] == "context":
        assert block["elements"]
        return oracle.ContextBlock(elements=[_text(element) for element in block["elements"]])
    if block["type"] == "rich_text":
        return oracle.RichTextBlock([_rich(part) for part in block["elements"]])
    assert block["type"] == "actions"
    return oracle.ActionsBlock(elements=[_element(element) for element in block["elements"]])


def _text(text: dict[str, Any]) -> Any:
    assert text["text"]
    kind = oracle.TextType.PLAINTEXT if text["type"] == "plain_text" else oracle.TextType.MARKDOWN
    return oracle.Text(text["text"], type_=kind, emoji=bool(text.get("emoji")), verbatim=bool(text.get("verbatim")))


def _rich(part: dict[str, Any]) -> Any:
    if part["type"] == "rich_text_list":
        assert part["elements"]
        return oracle.RichTextList(part["style"], [_rich(item) for item in part["elements"]])
    assert all(element["text"] for element in part["elements"])
    return oracle.RichTextSection([oracle.RichText(e["text"], **e.get("style", {})) for e in part["elements"]])


def _element(button: dict[str, Any]) -> Any:
    if button["type"] == "static_select":
        options = [oracle.Option(_text(option["text"]), option["value"]) for option in button["options"]]
        return oracle.StaticSelectMenu(button["action_id"], options, placeholder=button["placeholder"]["text"])
    return oracle.Button(
        text=button["text"]["text"],
        action_id=button["action_id"],
        value=button["value"],
        accessibility_label=button.get("accessibility_label"),
    )


@pytest.mark.parametrize("name", ANSWERS)
def test_every_kind_of_answer_is_within_the_limits(name: str) -> None:
    judged(message(ANSWERS[name]))


@settings(max_examples=200, deadline=None)
@given(
    ANY_ANSWER,
    st.text(max_size=30) | st.sampled_from(["&" * 1500, '«\\"»' * 500, "😀" * 1000, LONG]),
    st.booleans(),
)
def test_no_answer_breaks_a_limit_of_slack(answer: Answer, question: str, bare: bool) -> None:
    judged(message(answer, question=question, around=Around() if bare else AROUND))


@pytest.mark.parametrize("name", DEADLINES)
def test_every_kind_of_answer_with_deadlines_is_within_the_limits(name: str) -> None:
    judged(message(DEADLINES[name]))


@pytest.mark.parametrize("start", range(0, 500, 90))
def test_a_wheel_of_500_rows_with_the_longest_texts_is_within_the_limits_on_every_page(start: int) -> None:
    sent = message(HUGE, ask=Ask("&" * 1000, frist=True, start=start))

    judged(sent)
    assert [word in str(sent) for word in ("Vis flere", "Vis forrige")] == [True, start > 0]


def test_of_a_long_list_each_row_is_on_one_page_and_on_no_other() -> None:
    starts = range(0, 500, fristtekster.PAGE)
    pages = [message(HUGE, ask=Ask("alt", frist=True, start=start), around=Around()) for start in starts]
    items = [
        item for sent in pages for block in sent["blocks"] if block["type"] == "rich_text" for item in _items(block)
    ]

    assert len(pages) == 50
    assert [item["elements"][1]["text"].split()[0] for item in items] == [f"rad{n:03}" for n in range(500)]


def test_in_a_list_a_long_item_is_cut_to_its_share_and_none_is_left_out() -> None:
    (block,) = blocks.bullets([("dato:", "&" * 900), ("dato:", "ord " * 300)] * 5)

    assert len(_items(block)) == 10
    assert blocks.weight(block) <= blocks.LIST_MAX
    assert all("…" in item["elements"][1]["text"] for item in _items(block))


@pytest.mark.parametrize("name", [name for name in DEADLINES if "long" not in name])
def test_the_blocks_of_deadlines_show_what_the_text_says(name: str) -> None:
    sent = message(DEADLINES[name], around=Around())
    shown = json.dumps(sent["blocks"], ensure_ascii=False)
    words = {word.strip(".,:;()–…") for word in sent["text"].split() if len(word) > 6 and "…" not in word}

    assert {word for word in words if word not in shown} == set()


@settings(max_examples=100, deadline=None)
@given(st.lists(ANY_DECODED, min_size=1, max_size=25))
def test_no_explanation_breaks_a_limit_of_slack(decoded: list[Decoded]) -> None:
    judged(message(ANSWERS["kode"], *decoded))


def test_the_oracle_refuses_what_slack_refuses() -> None:
    with pytest.raises(oracle.errors.InvalidUsageError):
        judged({"text": "x", "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "x" * 3001}}]})
    with pytest.raises(oracle.errors.InvalidUsageError):
        judged({"text": "x", "blocks": [blocks.section("x")[0]] * 51})


def test_a_message_with_too_much_in_it_is_cut_at_a_whole_block() -> None:
    many = blocks.message("x", blocks.section("kort") * 60)
    heavy = blocks.message("x", blocks.section("æ" * 3000) * 10)

    assert len(many["blocks"]) == blocks.BLOCKS_MAX
    assert len(heavy["blocks"]) == blocks.TOTAL_MAX // 3000
    judged(many)
    judged(heavy)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_blocks_show_what_the_text_says(name: str) -> None:
    sent = message(ANSWERS[name], around=Around())
    shown = json.dumps(sent["blocks"], ensure_ascii=False).replace("\\n", " ")
    told = {word for line in sent["text"].splitlines() for word in line.split() if len(word) > 6 and "…" not in word}

    missing = {word for word in told if word.strip(".,:;()–") not in shown}
    assert missing == set()


def test_codes_stand_where_nothing_can_style_them() -> None:
    for block in message(ANSWERS["kode"], DECODED["dekodet"])["blocks"] + message(ANSWERS["kode"])["blocks"]:
        for part in _texts(block):
            assert "---" not in part["text"] or part["type"] in ("plain_text", "text")


def test_a_choice_too_long_for_its_button_is_written_out() -> None:
    from bot.domain.reply import Choice  # noqa: PLC0415

    asked = ANSWERS["avklaring"]
    wordy = type(asked)(
        asked.kind, asked.title, asked.text, asked.malform, choices=(Choice("a", f"{'lang ' * 20}slutt"),)
    )
    sent = message(wordy)

    assert "slutt" in json.dumps(sent["blocks"][1:])
    assert "slutt" in sent["text"]


def test_a_source_is_a_link_only_when_its_address_can_be_trusted() -> None:
    trusted = blocks.linked("Håndboken", ", A03", "https://www.udir.no/?a=1&b=2")
    assert trusted["text"] == "<https://www.udir.no/?a=1&amp;b=2|Håndboken>, A03"
    for address in (
        None,
        "http://udir.no",
        "javascript:x",
        "https://x|y",
        "https://x>y",
        "https://x y",
        "https://" + "x" * 500,
    ):
        assert blocks.linked("Håndboken", "", address)["type"] == "plain_text"
    assert blocks.linked("Hånd*boken*", "", "https://udir.no")["type"] == "plain_text"


def test_only_a_user_id_becomes_a_mention() -> None:
    assert blocks.by_user("Delt av", "U012AB3CD")["text"] == "Delt av <@U012AB3CD>"
    assert blocks.by_user("Delt av", "!channel")["text"] == "Delt av"


def _texts(value: Any) -> list[dict[str, Any]]:
    """Return every text object in a block."""
    if isinstance(value, dict):
        own = [value] if isinstance(value.get("text"), str) and "type" in value else []
        return own + [text for part in value.values() for text in _texts(part)]
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else []
