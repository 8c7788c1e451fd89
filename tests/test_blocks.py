"""Block Kit from words: within Slack's limits whatever the YAML holds, by an oracle that is not ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import slackblocks as oracle
from hypothesis import given, settings
from hypothesis import strategies as st
from test_texts import ANSWERS, ANY_ANSWER, ANY_DECODED, DECODED, LONG

from bot.slack import blocks
from bot.slack.ask import Ask
from bot.slack.replies import Around, Replies

if TYPE_CHECKING:
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
    ) -> Answer:
        """Return the answer."""
        assert (atoms, previous, malform) == (atoms, previous, None)
        return self._answer

    def decode(self, _text: str) -> tuple[Decoded, ...]:
        """Return the explanations."""
        return self._decoded

    def only_codes(self, _text: str) -> bool:
        """True when there are explanations."""
        return bool(self._decoded)


AROUND = Around(share=True, footer="Takk!", shared_by="U012AB3CD")


def message(answer: Answer, *decoded: Decoded, question: str = "hva?", around: Around = AROUND) -> dict[str, Any]:
    """Return the message for an answer, or for explanations."""
    return Replies(Says(answer, *decoded)).reply(Ask(question), around).message


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
        return oracle.RichTextBlock([_rich(section) for section in block["elements"]])
    assert block["type"] == "actions"
    return oracle.ActionsBlock(elements=[_button(button) for button in block["elements"]])


def _text(text: dict[str, Any]) -> Any:
    assert text["text"]
    kind = oracle.TextType.PLAINTEXT if text["type"] == "plain_text" else oracle.TextType.MARKDOWN
    return oracle.Text(text["text"], type_=kind, emoji=bool(text.get("emoji")), verbatim=bool(text.get("verbatim")))


def _rich(section: dict[str, Any]) -> Any:
    assert all(element["text"] for element in section["elements"])
    return oracle.RichTextSection(
        [oracle.RichText(e["text"], code=e.get("style", {}).get("code")) for e in section["elements"]]
    )


def _button(button: dict[str, Any]) -> Any:
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
