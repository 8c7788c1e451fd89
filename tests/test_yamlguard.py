"""What the YAML reader lets through, and what it refuses with a line that an admin can find."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters import plaintext, yamlguard
from bot.adapters.document import Document


def parse(text: str | bytes) -> Document:
    return yamlguard.parse(text.encode() if isinstance(text, str) else text, "fil.yaml")


def told(text: str | bytes) -> list[str]:
    return [str(fault).removeprefix("fil.yaml:") for fault in parse(text).faults]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("no", "no", id="no is not false"),
        pytest.param("on", "on", id="on is not true"),
        pytest.param("True", "True", id="only lower-case true is true"),
        pytest.param("~", "~", id="a tilde is not null"),
        pytest.param("NULL", "NULL", id="only lower-case null is null"),
        pytest.param("null", None, id="null"),
        pytest.param("", None, id="nothing is null"),
        pytest.param("true", True, id="true"),
        pytest.param("false", False, id="false"),
        pytest.param("42", 42, id="a whole number"),
        pytest.param("08", 8, id="a number with a leading zero"),
        pytest.param("12:30", "12:30", id="a time is not base sixty"),
        pytest.param("0x1F", "0x1F", id="not hexadecimal"),
        pytest.param("1_000", "1_000", id="not a number with underscores"),
        pytest.param("1.5", "1.5", id="not a decimal number"),
        pytest.param("2026-02-30", "2026-02-30", id="not a date"),
        pytest.param("9" * 5000, "9" * 5000, id="a number too long for Python"),
        pytest.param("'08'", "08", id="single quotes"),
        pytest.param('"null"', "null", id="double quotes"),
        pytest.param("|\n  to\n  linjer", "to\nlinjer", id="a block of text"),
        pytest.param("blåbær på ærlig vis", "blåbær på ærlig vis", id="Norwegian letters"),
    ],
)
def test_a_value_is_what_was_written(written, value):
    document = parse(f"felt: {written}")
    assert document.faults == []
    assert document.data == {"felt": value}
    assert type(document.data["felt"]) is type(value) or isinstance(value, int)


def test_a_number_remembers_how_it_was_written():
    assert parse("fylke: 08").data["fylke"].written == "08"


def test_every_part_knows_its_line():
    document = parse("a:\n  - id: en\n    liste:\n      - x\n      - [y, z]\n\n  - id: to\n")
    lines = {
        ("a",): 1,
        ("a", 0): 2,
        ("a", 0, "liste"): 3,
        ("a", 0, "liste", 1, 1): 5,
        ("a", 1, "id"): 7,
        ("a", 1, "mangler"): 7,
        ("finnes ikke", 3): 1,
    }
    assert {where: document.line(where) for where in lines} == lines


PLACES = {
    "a field stands where its name does": ("a:\n  - id: en\n    svar: x", ("a", 0, "svar"), (3, 5)),
    "an entry stands after its dash": ("a:\n  - id: en", ("a", 0), (2, 5)),
    "an item of a flow": ("a: [x, blå, z]", ("a", 2), (1, 13)),
    "a field of a flow": ("a: {b: 1, c: 2}", ("a", "c"), (1, 11)),
    "what is not there stands where the nearest part around it does": ("a:\n  b: {c: 1}", ("a", "b", "d", 0), (2, 3)),
}


@pytest.mark.parametrize(("text", "where", "place"), PLACES.values(), ids=PLACES.keys())
def test_every_part_knows_its_column(text, where, place):
    assert parse(text).place(where) == place


COLUMNS = {
    "an anchor": ("a: &x b", (1, 4)),
    "a duplicate key": ("a: {b: 1,  b: 2}", (1, 12)),
    "a hidden character": ("a: b\nblå: d\u200b", (2, 7)),
    "a byte that is no letter": ("å: b\nb: blå".encode() + b"\xe5", (2, 7)),
    "a tab": ("a:\n\t- b", (2, 1)),
    "an open list": ("a: [b\n", (1, 6)),
    "too deep": ("a: " + "[" * 12, (1, 15)),
    "a directive": ("a: b\n%X", (2, 1)),
}


@pytest.mark.parametrize(("text", "place"), COLUMNS.values(), ids=COLUMNS.keys())
def test_a_fault_is_told_with_its_column(text, place):
    faults = parse(text).faults

    assert [(fault.line, fault.column) for fault in faults] == [place]


def test_a_value_is_found_by_its_place_in_the_data():
    document = parse("a:\n  - {b: 08}\n")

    assert [document.value(where) for where in ((), ("a", 0, "b"), ("a", 3), ("a", "b"), ("a", 0, "b", 0))] == [
        {"a": [{"b": 8}]},
        8,
        None,
        None,
        None,
    ]


def test_composed_and_decomposed_letters_are_the_same_word():
    assert parse("a: bla\u030abær").data == {"a": "blåbær"}


def test_a_mark_at_the_start_of_a_utf8_file_is_forgiven():
    assert parse("\ufeffa: b").data == {"a": "b"}


def test_windows_line_ends_count_as_one_line():
    assert told("a: b\r\na: c\r\n") == ["2: «a» står to ganger, også på linje 1"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("a: &x b", "1: ankeret «&x» er ikke tillatt", id="anchor"),
        pytest.param("a: b\nc: *x", "2: aliaset «*x» er ikke tillatt", id="alias"),
        pytest.param("*x : b", "1: aliaset «*x» er ikke tillatt", id="alias as a key"),
        pytest.param("a: !!python/object:os.system b", "1: taggen", id="Python tag"),
        pytest.param("a: !x b", "1: taggen «!x» er ikke tillatt", id="own tag"),
        pytest.param("a: !!str 1", "1: taggen", id="even a harmless tag"),
        pytest.param("!x {a: b}", "1: taggen «!x»", id="tag on a mapping"),
        pytest.param("a:\n  <<: {b: c}", "2: sammenslåing med «<<»", id="merge key"),
        pytest.param("a: 1\nb: 2\na: 3", "3: «a» står to ganger, også på linje 1", id="duplicate key"),
        pytest.param("a: {b: 1, b: 2}", "1: «b» står to ganger", id="duplicate key in a flow"),
        pytest.param("'a': 1\n\"a\": {b: 2}", "2: «a» står to ganger", id="duplicate key, quoted otherwise"),
        pytest.param("a: b\n---\nc: d", "2: «---» begynner et nytt dokument", id="two documents"),
        pytest.param("? [a]\n: b", "1: et feltnavn må være tekst", id="a list as a key"),
        pytest.param("%TAG ! x\n---\na: b", "1: en linje kan ikke begynne med «%»", id="directive"),
        pytest.param('a: "\\u202e"', "1: usynlig eller ulovlig tegn U+202E", id="bidi in an escape"),
        pytest.param('a: "\\0"', "1: usynlig eller ulovlig tegn U+0000", id="NUL in an escape"),
        pytest.param("a: b\nc: \u202ed", "2: usynlig eller ulovlig tegn U+202E", id="bidi"),
        pytest.param("a: b\x00", "1: usynlig eller ulovlig tegn U+0000", id="NUL"),
        pytest.param("a: \x1b[31m", "1: usynlig eller ulovlig tegn U+001B", id="escape sequence"),
        pytest.param("a: b\u200bc", "1: usynlig eller ulovlig tegn U+200B", id="zero width"),
        pytest.param("a: \ufeffb", "1: usynlig eller ulovlig tegn U+FEFF", id="mark inside the file"),
        pytest.param("a: b\u2028c: d", "1: usynlig eller ulovlig tegn U+2028", id="foreign line separator"),
        pytest.param("a: b\rc: d", "1: usynlig eller ulovlig tegn U+000D", id="lone carriage return"),
        pytest.param("a: \ufffd", "1: usynlig eller ulovlig tegn U+FFFD", id="lost letter"),
        pytest.param("a: b".encode("utf-16"), "1: filen er lagret som UTF-16", id="UTF-16"),
        pytest.param("a: b".encode("utf-32"), "1: filen er lagret som UTF-16 eller UTF-32", id="UTF-32"),
        pytest.param("a: b\nc: blå".encode("latin-1"), "2: byte 0xe5 er ikke UTF-8", id="Latin-1"),
        pytest.param("a: [b", "1: ugyldig YAML: listen mangler komma", id="open list"),
        pytest.param("a: {b: c", "1: ugyldig YAML: det mangler komma eller", id="open braces"),
        pytest.param("a: 'b", "1: ugyldig YAML: et anførselstegn er ikke avsluttet", id="open quotes"),
        pytest.param("a: b: c", "1: ugyldig YAML: kolon inni en verdi", id="colon in a value"),
        pytest.param("a:\n  - b\n c: d", "3: ugyldig YAML: innrykket stemmer ikke", id="indentation"),
        pytest.param("- a\nb: c", "2: ugyldig YAML: innrykket stemmer ikke", id="list and mapping mixed"),
        pytest.param("a:\n\t- b", "2: ugyldig YAML: verdien begynner med tabulator", id="tab"),
        pytest.param("a: - b", "1: ugyldig YAML: «-» kan ikke stå her", id="list on the line of its key"),
        pytest.param('a: "\\q"', "1: ugyldig YAML: ukjent tegn etter «\\»", id="unknown escape"),
        pytest.param("a: }", "1: ugyldig YAML: her mangler det en verdi", id="stray brace"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_line(text, fault):
    assert any(line.startswith(fault) for line in told(text)), told(text)


def test_a_syntax_error_says_where_the_broken_part_begins():
    assert told("a: 'b\nc: d\n") == ["2: ugyldig YAML: et anførselstegn er ikke avsluttet (begynte på linje 1)"]


def test_all_faults_that_do_not_stop_the_reading_are_told_at_once():
    text = "a: &x b\na: *x\nc: !t d\ne: [\n"
    assert [line.split(":")[0] for line in told(text)] == ["1", "2", "2", "3", "4"]


def test_the_first_of_two_equal_keys_is_kept():
    assert parse("a: {b: 1}\na: {c: 2}").data == {"a": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("a: " + "[" * 12 + "]" * 12, "mer enn 12 nivåer", id="13 levels"),
        pytest.param("[" * 300_000, "mer enn 12 nivåer", id="300,000 lists that crash libyaml's composer"),
        pytest.param("{" * 300_000, "et feltnavn må være tekst", id="300,000 mappings"),
        pytest.param("- " * 300_000, "mer enn 12 nivåer", id="300,000 lists on one line"),
        pytest.param("a: [" + "x," * 250_000 + "]", "mer enn 200000 verdier", id="250,000 values"),
        pytest.param("&a x: *a\n" * 100_000, "mer enn 100 feil", id="100,000 faults"),
        pytest.param("".join(f"%TAG !a{i}! a\n" for i in range(90_000)), "begynne med «%»", id="90,000 directives"),
        pytest.param("a" * 2_000_001, "filen er større enn 2 MB", id="one byte too many"),
        pytest.param("\n".join(f"{' ' * i}a:" for i in range(1_500)), "mer enn 12 nivåer", id="a staircase"),
        pytest.param('"' + "a\\n" * 600_000, "ikke avsluttet", id="600,000 escapes"),
    ],
)
def test_a_file_made_to_hurt_is_refused_within_a_second(text, fault):
    raw = text.encode()
    begun = time.process_time()
    faults = told(raw)
    assert time.process_time() - begun < 1
    assert fault in faults[-1]


def test_twelve_levels_are_allowed():
    assert told("a: " + "[" * 11 + "]" * 11) == []


def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path):
    (fault,) = yamlguard.read(tmp_path / "borte.yaml").faults
    assert str(fault).startswith("borte.yaml:1: kan ikke leses")


def test_a_file_is_read_no_further_than_its_limit(tmp_path):
    path = tmp_path / "stor.yaml"
    path.write_bytes(b"#" * (plaintext.MAX_BYTES + 100))
    (fault,) = yamlguard.read(path).faults
    assert "større enn" in fault.message


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_bytes_make_it_raise(raw):
    assert isinstance(parse(raw), Document)


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=9)
PLAIN = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcæøå", min_size=1), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcdef", min_size=1), PLAIN, max_size=5))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_plain_data_comes_back_as_the_standard_loader_gives_it(data):
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    document = parse(text)
    assert document.faults == []
    assert document.data == yaml.safe_load(plaintext.decode(text.encode()))
