"""Reminders in words and blocks: golden files show what a county and an admin read, tables what must always be said.

``python tests/test_paminnelsetekster.py`` writes the golden files anew; look at the difference before you commit it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from frist_stage import ESTIMATE, HOSTFERIE, PRIVATSKOLE, RESULTAT, RETT, ROWS, SENSUR, VESTLAND, VILBLI
from slack_stage import buttons, choices, strings
from test_blocks import LONGEST, judged
from tiny_wheel import FYLKER, day, frist, the, wheel

from bot.domain import occurrence
from bot.domain.arshjul import Arshjulene, lasting_key
from bot.domain.kanal import Kanal
from bot.domain.paminnelse import DIGEST, NOTHING, Done, Key, Paminnelse
from bot.domain.reminders import plan
from bot.domain.sendetid import NORWAY
from bot.domain.tid import Tid
from bot.slack.paminnelseblokker import gone, message
from bot.slack.paminnelseknapp import Knapp
from bot.slack.varsel import alert

if TYPE_CHECKING:
    from bot.domain.frist import Frist

GOLDEN = Path(__file__).parent / "golden" / "paminnelse"
OSLO = Kanal(id="C0123456703", fylke="Oslo", ukesoversikt=True, utkast=True)
VEST = Kanal(id="C0123456746", fylke="Vestland", ukesoversikt=True, utkast=True)
DRAFT = replace(ESTIMATE, se_ogsa=(), usikker=("Trykt to ganger.",))


def arshjulene(*rows: Frist) -> Arshjulene:
    """Return a confirmed wheel of *rows*, and a draft with one estimate."""
    return Arshjulene([wheel(*rows), wheel(DRAFT, skolear="2026-2027", draft=True)], (*FYLKER, VESTLAND))


ARSHJUL = arshjulene(*ROWS)


def at(text: str) -> datetime:
    """Return the moment that the clock in Norway shows ``2023-09-18 08:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=NORWAY).astimezone(UTC)


MARK = Done("U012AB3CD", at("2023-09-22 09:14"))


def reminder(row: Frist, when: str, kanal: Kanal = OSLO, arshjul: Arshjulene = ARSHJUL) -> Paminnelse:
    """Return a reminder of *row*: ``-7d``, or ``utsatt-2023-09-20``."""
    key = Key(lasting_key(row), kanal.id, f"{the(row.deadline)}/{when}")
    return the(occurrence.recall(key, kanal, arshjul))


def digest(monday: str, kanal: Kanal = OSLO, arshjul: Arshjulene = ARSHJUL) -> Paminnelse:
    """Return the overview of a week."""
    planned = plan(arshjul, [kanal], NOTHING, at(f"{monday} 07:00"), day(monday), day(monday))
    return next(one for one in planned if one.kind == "digest")


def told(
    row: Frist, when: str = "-7d", kanal: Kanal = OSLO, after: timedelta = timedelta(), **more: Any
) -> dict[str, Any]:
    """Return the message of a reminder as it is when it is sent, or so long *after*."""
    one = reminder(row, when, kanal, more.pop("arshjul", ARSHJUL))
    return message(one, ARSHJUL, one.due_at + after, **more)


def about(kind: str, reason: str | None, *posts: list[str], more: int = 0) -> dict[str, Any]:
    """Return the facts of an alert."""
    return {"kind": kind, "reason": reason, "posts": list(posts), "more": more}


POSTS = (
    ["2023-2024/rett-for-statistikk", "C0123456703", "2023-09-22/-1d"],
    ["2023-2024/ssbresultat", "C0123456703", "2023-09-24/utsatt-2023-09-20"],
    [DIGEST, "C0123456746", "2023-09-18/uke"],
)
SOURCE = {
    "kind": "source",
    "kilde": "regbok-a03",
    "navn": "Registreringshåndboken, A03 Programområdekode",
    "adresse": "https://regbok.udir.no/a03.html",
    "since": "2026-11-23",
    "parts": ["Vg1 over to år", "Fagopplæring"],
    "news": [
        "Elever som tar vg1 over to år, skal ha koden xxxxx1C--- det andre året.",
        "Dette gjelder fra <2027> & ut.",
    ],
    "gone": 1,
    "entries": ["to-ar-ordinar", "to-ar-minoritet", "xxxxx1B---"],
    "more": 4,
    "seen": "0123456789abcdef",
}
GREP = SOURCE | {
    "kilde": "grep",
    "navn": "Grep: programområder og utdanningsprogram",
    "adresse": "https://data.udir.no/kl06/v201906/programomraader",
    "parts": [],
    "news": ["BABAT1---- (Bygg- og anleggsteknikk) har status utgått i Grep, hos oss publisert."],
    "gone": 0,
    "entries": [],
    "more": 0,
}
READ = {
    "kind": "sources",
    "first": ["Kvalitetssikring av elevdata", "Vitnemålsportalen"],
    "trouble": [["Fagbrev på jobb", "siden finnes ikke lenger (404)"], ["Om privatister", "kan ikke lese PDF"]],
}
MESSAGES: dict[str, dict[str, Any]] = {
    "frist": told(RETT),
    "frist_nynorsk": told(RESULTAT, kanal=VEST),
    "frist_over_flere_dager": told(SENSUR),
    "frist_anslag": told(DRAFT),
    "forsinket": told(RETT, after=timedelta(hours=3)),
    "bedt_om": told(RESULTAT, "utsatt-2023-09-20"),
    "utfort": told(RETT, done=MARK),
    "utfort_nynorsk": told(RESULTAT, kanal=VEST, done=MARK),
    "flyttet": told(RETT, moved_from=day("2023-09-21")),
    "flyttet_nynorsk": told(RETT, kanal=VEST, moved_from=day("2023-09-21")),
    "uke": message(digest("2023-09-18"), ARSHJUL, at("2023-09-18 08:00")),
    "uke_nynorsk": message(digest("2023-10-09", VEST), ARSHJUL, at("2023-10-09 08:00")),
    "borte": gone(day("2023-09-22"), "nb"),
    "borte_nynorsk": gone(day("2023-09-22"), "nn"),
    "varsel_avvist": alert(about("failed", "not_in_channel", *POSTS[:2]), ARSHJUL),
    "varsel_for_sent": alert(about("expired", None, *POSTS, more=3), ARSHJUL),
    "varsel_ulest": alert(about("unreadable", "missing_scope", POSTS[0]), ARSHJUL),
    "varsel_kilde_endret": alert(SOURCE, ARSHJUL),
    "varsel_grep_endret": alert(GREP, ARSHJUL),
    "varsel_kilder_lest": alert(READ, ARSHJUL),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_person_reads_what_the_golden_file_says(name: str) -> None:
    assert MESSAGES[name]["text"] == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


def test_every_golden_file_is_compared() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
def test_every_message_is_within_the_limits_of_slack(name: str) -> None:
    judged(MESSAGES[name])


@pytest.mark.parametrize("name", MESSAGES)
def test_the_blocks_show_what_the_text_says(name: str) -> None:
    shown = json.dumps(MESSAGES[name]["blocks"], ensure_ascii=False)
    words = {word.strip(".,:;()–…") for word in MESSAGES[name]["text"].split() if len(word) > 6 and "…" not in word}

    assert {word for word in words if word not in shown} == set()


def test_the_longest_texts_are_within_the_limits_and_leave_the_buttons_in_place() -> None:
    row = frist(
        "x" * 80, "2023-10-23", hva=LONGEST[:3000], kommentar=LONGEST[:3000], fra=(LONGEST[:500],) * 3,
        til=(LONGEST[:500],) * 3, usikker=(LONGEST[:3000],) * 5, rapport=("5A019",) * 30, frist_fylke="2023-10-20",
    )  # fmt: skip
    many = [replace(row, id=f"{n:080}") for n in range(60)]
    arshjul = arshjulene(*many)
    one = reminder(many[0], "utsatt-2023-10-10", arshjul=arshjul)
    sent = message(one, arshjul, one.due_at, moved_from=day("2023-10-19"))
    week = message(digest("2023-10-16", arshjul=arshjul), arshjul, at("2023-10-16 08:00"))
    refused = alert(about("failed", "x" * 999, *([lasting_key(r), "C" * 30, "y" * 99] for r in many)), arshjul)

    source = alert(SOURCE | {"news": [LONGEST] * 10, "entries": [LONGEST] * 12, "parts": [LONGEST] * 5}, arshjul)
    read = alert(READ | {"first": [LONGEST] * 40, "trouble": [[LONGEST, LONGEST]] * 40}, arshjul)

    for made in (sent, week, refused, source, read):
        judged(made)
    assert list(buttons(source)) == ["Godkjenn endringen"]
    assert list(buttons(sent)) == ["Utført", "Vis i kalender"]
    assert len(choices(sent)) == 3
    assert "og 45 til: skriv /frist uke 42" in strings(week)
    assert "og 45 til" in strings(refused)


@pytest.mark.parametrize(
    ("row", "when", "expected"),
    [
        pytest.param(RETT, "-7d", "Frist: fredag 22. september 2023 (om 7 dager)", id="a week before"),
        pytest.param(RETT, "-1d", "Frist: fredag 22. september 2023 (i morgen)", id="the day before"),
        pytest.param(RETT, "-0d", "Frist: fredag 22. september 2023 (i dag)", id="on the day"),
        pytest.param(
            RESULTAT,
            "-7d",
            "Fylkets frist: søndag 24. september 2023, reelt fredag 22. september (om 7 dager)",
            id="a Sunday, from the Friday a week before",
        ),
        pytest.param(SENSUR, "-7d", "Frist: fredag 21. juni 2024 (om 7 dager)", id="the last of several days"),
        pytest.param(
            VILBLI,
            "-14d",
            "Frist: senest lørdag 31. august 2024, reelt fredag 30. august (om 14 dager)",
            id="in the course of a month",
        ),
    ],
)
def test_the_deadline_is_told_with_its_weekday_and_the_days_left(row: Frist, when: str, expected: str) -> None:
    assert expected in told(row, when)["text"].splitlines()


def test_the_days_left_are_counted_from_the_day_in_norway() -> None:
    one = reminder(RETT, "-7d")

    assert "(i morgen)" in message(one, ARSHJUL, datetime(2023, 9, 20, 22, 30, tzinfo=UTC))["text"]
    assert "(om 2 dager)" in message(one, ARSHJUL, datetime(2023, 9, 20, 21, 30, tzinfo=UTC))["text"]


def test_when_the_data_are_in_vigo_is_told() -> None:
    assert "Data i VIGO senest: onsdag 11. oktober 2023" in told(PRIVATSKOLE)["text"]


def test_that_a_date_is_an_estimate_comes_first_and_why_right_after() -> None:
    assert told(DRAFT)["text"].splitlines()[:4] == [
        "Anslag, ikke bekreftet.",
        "Utledet fra: fredag 22. september 2023. samme dag i måneden",
        "Usikkert: Trykt to ganger.",
        "Frist for å kjøre oppdatering av rett for statistikk til Udir/SSB",
    ]
    assert "Anslag" not in told(RETT)["text"]


def test_the_moment_is_shown_in_the_zone_of_the_reader() -> None:
    ends = int(at("2023-09-22 23:59").timestamp())

    assert (
        f"Fristen går ut <!date^{ends}^{{date_short_pretty}} kl. {{time}}|fredag 22. september kl. 23.59 norsk tid>."
        in strings(told(RETT))
    )


@pytest.mark.parametrize(
    ("after", "late"),
    [(timedelta(minutes=15), False), (timedelta(minutes=15, seconds=1), True), (timedelta(days=1), True)],
    ids=["a quarter of an hour", "a second more", "a day"],
)
def test_what_is_late_says_so_first(after: timedelta, late: bool) -> None:
    assert told(RETT, after=after)["text"].startswith("(forsinket, skulle vært sendt <!date^") is late


def test_what_was_sent_in_time_is_not_late_when_it_is_written_anew() -> None:
    one = reminder(RETT, "-7d")

    assert "forsinket" not in message(one, ARSHJUL, one.due_at + timedelta(days=2), sent=one.due_at)["text"]
    assert "forsinket" in message(one, ARSHJUL, one.due_at, sent=one.due_at + timedelta(days=1))["text"]


def test_what_is_done_says_who_and_when_by_the_clock_in_norway_and_is_shorter() -> None:
    done = told(RETT, done=MARK)

    assert done["text"].startswith("Utført av <@U012AB3CD> fredag 22. september kl. 09.14\n")
    assert (list(buttons(done)), choices(done)) == (["Angre", "Vis i kalender"], {})
    assert len(done["text"]) < len(told(RETT)["text"])


def test_who_has_done_it_is_a_person_or_nobody() -> None:
    assert "<" not in told(RETT, done=Done("!channel", MARK.at))["text"].splitlines()[0]


def test_what_has_moved_says_so_also_when_it_is_done() -> None:
    said = "Fristen er flyttet fra torsdag 21. september 2023 til fredag 22. september 2023."

    assert told(RETT, moved_from=day("2023-09-21"))["text"].splitlines()[0] == said
    assert told(RETT, moved_from=day("2023-09-21"), done=MARK)["text"].splitlines()[1] == said


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        pytest.param(
            "-7d",
            ["I morgen, mandag 18. september", "Om 3 dager, mandag 18. september", "Dagen før, torsdag 21. september"],
            id="from a Friday: each day once",
        ),
        pytest.param("-1d", ["I morgen, fredag 22. september"], id="the day before"),
        pytest.param("-0d", [], id="on the day"),
    ],
)
def test_the_days_to_be_reminded_again_are_those_that_there_are_each_once(when: str, expected: list[str]) -> None:
    offered = list(choices(told(RETT, when)))

    assert offered == [label for label in expected if not label.startswith("Om 3 dager, mandag")]


def test_a_screen_reader_hears_what_a_button_is_about() -> None:
    row = buttons(told(RETT))

    assert row["Utført"]["accessibility_label"].startswith("Merk som utført: Frist for å kjøre oppdatering av rett")
    assert all(len(button["accessibility_label"]) <= 75 for button in row.values())


def test_every_button_carries_the_reminder() -> None:
    sent = told(RETT, moved_from=day("2023-09-21"))
    carried = Knapp("2023-2024/rett-for-statistikk", "2023-09-22/-7d", moved_from=day("2023-09-21"))

    assert {button["value"] for button in buttons(sent).values()} == {carried.value()}
    assert Knapp.read(carried.value()) == carried


VALUE = '{"r":"2023-2024/a","o":"2023-09-22/-7d"}'


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", "x", "[]", "{}", "7", "[" * 5000, '{"r":"2023-2024/a"}', '{"o":"2023-09-22/-7d"}'),
        VALUE.replace("2023-2024/a", "../../etc"),
        VALUE.replace("2023-2024/a", "2023-2024/" + "a" * 200),
        VALUE.replace("-7d", "-7d; drop table done"),
        VALUE.replace("2023-09-22", "2023-09-31"),
        VALUE.replace("2023-09-22", "２０２３-09-22"),
        VALUE.replace('"2023-09-22/-7d"', "7"),
    ],
)
def test_a_value_that_is_no_button_of_ours_is_nothing(value: str | None) -> None:
    assert Knapp.read(value) is None


@pytest.mark.parametrize("more", ['"d":"2023-02-30"', '"d":7', '"m":null', '"m":{}'])
def test_a_day_that_is_none_is_left_out(more: str) -> None:
    assert Knapp.read(f"{VALUE[:-1]},{more}}}") == Knapp("2023-2024/a", "2023-09-22/-7d")


def test_a_choice_has_room_for_the_longest_key() -> None:
    longest = Knapp(f"2023-2024/{'x' * 80}", "2023-09-22/utsatt-2023-09-20", day=day("2023-09-21"))

    assert len(longest.value()) == 150


def test_a_week_tells_each_row_once_in_the_first_week_that_it_has_a_day_in() -> None:
    lines = MESSAGES["uke"]["text"].splitlines()
    this, following = lines.index("Denne uken (uke 38):"), lines.index("Neste uke (uke 39):")

    assert [line.partition(" (")[0] for line in lines[this + 1 : following]] == [
        "fre 22. sep.",
        "søn 24. sep., reelt fre 22. sep.",
    ]
    assert lines[following + 1] == "Ingen frister."
    assert buttons(MESSAGES["uke"]) == {}


def test_a_week_that_a_holiday_begins_in_tells_of_it_and_the_next_one_does_not() -> None:
    this, following = MESSAGES["uke_nynorsk"]["text"].split("Neste veke")

    assert [HOSTFERIE.hva in part for part in (this, following)] == [True, False]


def test_what_lasts_all_through_a_week_is_told_in_it() -> None:
    arshjul = arshjulene(frist("uttrekk", Tid.periode(day("2023-09-11"), day("2023-09-27")), hva="Uttrekket"))
    said = message(digest("2023-09-18", arshjul=arshjul), arshjul, at("2023-09-18 08:00"))["text"]

    assert "Denne uken (uke 38):\nman 11. sep.–ons 27. sep. (pågår nå): Uttrekket\nNeste uke (uke 39):" in said


REASONS = {
    "not_in_channel": "/invite @Kodevakt",
    "channel_not_found": "kanaler.yaml",
    "is_archived": "kanaler.yaml",
    "invalid_auth": "SLACK_BOT_TOKEN",
    "token_revoked": "SLACK_BOT_TOKEN",
    "account_inactive": "SLACK_BOT_TOKEN",
    "missing_scope": "manifest.json",
    "msg_blocks_too_long": "Meld den fra",
    "invalid_blocks": "Meld den fra",
    "something_new": "Slå opp ordet",
}


@pytest.mark.parametrize("word", REASONS)
def test_the_admins_are_told_what_to_do_about_each_word_of_slacks(word: str) -> None:
    said = alert(about("failed", word, POSTS[0]), ARSHJUL)

    assert REASONS[word] in said["text"]
    assert f"({word})" in said["text"]
    assert "<#C0123456703>" in said["text"]


def test_each_channel_that_refused_has_a_button_to_try_again() -> None:
    said = alert(about("failed", "is_archived", *POSTS), ARSHJUL)
    rows = [block["elements"] for block in said["blocks"] if block["type"] == "actions"]

    assert [(button["action_id"], button["value"]) for (button,) in rows] == [
        ("paminnelse_igjen", "C0123456703"),
        ("paminnelse_igjen", "C0123456746"),
    ]


@pytest.mark.parametrize("kind", ["expired", "unreadable"])
def test_what_is_too_late_or_unknown_is_not_tried_again(kind: str) -> None:
    assert buttons(alert(about(kind, None, *POSTS), ARSHJUL)) == {}


def test_a_channel_id_that_is_none_names_nobody_and_a_row_that_is_gone_is_named_by_its_key() -> None:
    said = alert(about("expired", None, ["2023-2024/borte", "!channel> <x", "2023-09-22/-7d"]), ARSHJUL)

    assert "<" not in said["text"]
    assert "2023-2024/borte" in said["text"]


def test_every_row_of_the_small_wheel_can_be_told() -> None:
    for row in [row for row in ROWS if row.deadline and row.slag == "frist"]:
        judged(told(row))


def write() -> None:
    """Write the golden files."""
    GOLDEN.mkdir(exist_ok=True)
    for name, said in MESSAGES.items():
        (GOLDEN / f"{name}.txt").write_text(f"{said['text']}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
