import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot.adapters import grep, grepdump
from bot.errors import KnowledgeError

SHIPPED = Path(__file__).parent.parent / "knowledge" / "grep"
API = "https://data.udir.no/kl06/v201906"
PSI = "http://psi.udir.no/kl06"
DAY = date(2026, 11, 2)


def ref(kind, kode):
    return {"kode": kode, "uri": f"{PSI}/{kode}", "url-data": f"{API}/{kind}/{kode}", "tittel": kode}


def titles(**names):
    return [{"spraak": language, "verdi": name} for language, name in names.items() if name]


def area(kode, navn="Navn", **fields):
    """A programområde as Grep writes it, with the fewest fields it can have."""
    return {
        "kode": kode,
        "tittel": titles(default=navn),
        "status": f"{API}/status/status_publisert",
        **fields,
    }


def dump(path, areas, programs):
    """Write a zip like ``v201906.json.zip``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fagkoder/NOR1211.json", "not read")
        for folder, objects in (("programomraader", areas), ("utdanningsprogram", programs)):
            for obj in objects:
                archive.writestr(f"{folder}/{obj['kode']}.json", json.dumps(obj))
    return path


@pytest.fixture
def convert(tmp_path):
    """Convert objects into a folder; returns the summary and the values read back."""

    def run(areas, programs=(), folder=tmp_path / "grep"):
        path = dump(tmp_path / "dump.zip", areas, programs or [area("TP")])
        return grepdump.convert(path, folder, DAY), grep.read(folder)

    return run


def as_grep(row):
    """A line of our own catalogue, as the object in Grep that would give it."""
    steder = [{"uri": f"{PSI}/opplaeringssted_{sted}"} for sted in row["opplaringssted"]]
    status = {"publisert": "publisert", "utgatt": "utgaatt", "ukjent": "under_arbeid"}[row["status"]]
    navn = row["navn"]
    return area(
        row["kode"],
        tittel=titles(default=navn["nb"], nob=navn["nb"], nno=navn["nn"], eng=navn["en"]),
        status=f"{API}/status/status_{status}",
        aarstrinn=ref("aarstrinn", row["trinn"]),
        opplaeringssted=steder,
        **{"bygger-paa-programomraade": [ref("programomraader", k) for k in row["bygger_pa"] * 2]},
        aarstimer=row["arstimer"],
        merkelapper=[ref("merkelapper", m) for m in row["merkelapper"]],
    )


def rows(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))[name.removesuffix(".json")]


def test_a_dump_of_the_shipped_catalogue_gives_the_same_catalogue_back(tmp_path):
    folder = tmp_path / "grep"
    folder.mkdir()
    for name in (grep.AREAS, grep.PROGRAMS):
        (folder / name).write_bytes((SHIPPED / name).read_bytes())
    programs = [
        area(
            r["kode"],
            tittel=titles(nob=r["navn"]["nb"], nno=r["navn"]["nn"]),
            status=f"/status_{r['status']}",
        )
        for r in rows(SHIPPED, grep.PROGRAMS)
        if r["i_grep"]
    ]
    path = dump(tmp_path / "d.zip", [as_grep(r) for r in rows(SHIPPED, grep.AREAS)], programs)

    first = grepdump.convert(path, folder, DAY)
    again = grepdump.convert(path, folder, DAY)

    inferred = {"trinn_utledet": False, "status_utledet": False}
    assert rows(folder, grep.AREAS) == [{**row, **inferred} for row in rows(SHIPPED, grep.AREAS)]
    assert (first.added, first.removed) == ((), ())
    assert again == grepdump.Summary((), (), ())
    assert grep.read(folder).utdanningsprogram["PB"] == grep.read(SHIPPED).utdanningsprogram["PB"]


def test_an_object_with_the_fewest_fields_is_enough(convert):
    _, data = convert([area("TPTIP1----", "Teknologi")])

    found = data.programomrader["TPTIP1----"]
    assert (found.navn.nb, found.navn.nn, found.navn_en) == ("Teknologi", None, None)
    assert (found.utdanningsprogram, found.trinn, found.status) == ("TP", "vg1", "publisert")
    assert (found.opplaringssted, found.bygger_pa, found.arstimer) == ((), (), None)
    assert data.hentet == DAY


@pytest.mark.parametrize("odd", [7, True, "x", {}, [None], [[]], [{"kode": 7}], {"uri": ["x"]}], ids=repr)
def test_an_optional_field_of_another_kind_does_not_stop_the_refresh(convert, odd):
    optional = ("status", "aarstrinn", "opplaeringssted", "merkelapper", "utdanningsprogram-referanse")
    obj = area("TPTIP1----") | dict.fromkeys(optional, odd) | {"bygger-paa-programomraade": odd}
    obj["tittel"] = [odd, {"spraak": odd, "verdi": "x"}, {"spraak": "nno", "verdi": odd}, *obj["tittel"]]

    _, data = convert([obj])

    assert data.programomrader["TPTIP1----"].navn.nb == "Navn"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        pytest.param(f"{API}/status/status_publisert", "publisert", id="published"),
        pytest.param(f"{PSI}/status_utgaatt", "utgatt", id="discontinued, at another address"),
        pytest.param(f"{API}/status/status_under_arbeid", "ukjent", id="in preparation"),
        pytest.param(ref("status", "status_publisert"), "publisert", id="a reference"),
        pytest.param(None, "ukjent", id="missing"),
    ],
)
def test_status_is_read_from_the_end_of_its_address(convert, status, expected):
    _, data = convert([area("TPTIP1----", status=status)])

    assert data.programomrader["TPTIP1----"].status == expected


@pytest.mark.parametrize(
    ("kode", "aarstrinn", "expected"),
    [
        pytest.param("TPTIP1----", ref("aarstrinn", "vg1"), ("vg1", False), id="stated"),
        pytest.param("TPTIP3----", None, ("vg3", True), id="missing"),
        pytest.param("ELAVI4----", ref("aarstrinn", "opplaering_bedrift"), ("vg4", True), id="no trinn"),
        pytest.param("ELAVI4----", ref("aarstrinn", "aarstrinn_vg4"), ("vg4", False), id="vg4"),
        pytest.param("R94VKI----", None, ("ukjent", False), id="no trinn in the code either"),
        pytest.param("R94VKI----", {"uri": f"{PSI}/vg2"}, ("vg2", False), id="a reference without kode"),
    ],
)
def test_trinn_is_what_grep_states_else_inferred_from_the_code(convert, tmp_path, kode, aarstrinn, expected):
    summary, _ = convert([area(kode, aarstrinn=aarstrinn)])

    [row] = rows(tmp_path / "grep", grep.AREAS)
    assert (row["trinn"], row["trinn_utledet"]) == expected
    assert summary.notes == ()


def test_a_trinn_that_disagrees_with_the_code_is_kept_and_told(convert):
    summary, data = convert([area("TPTIP1----", aarstrinn=ref("aarstrinn", "vg2"))])

    assert data.programomrader["TPTIP1----"].trinn == "vg2"
    assert summary.notes == ("TPTIP1----: Grep oppgir vg2, men tegn 6 i koden sier vg1",)


def test_names_lose_double_spaces_and_hidden_characters(convert):
    _, data = convert([area("TPTIP1----", "  Tekno\u00adlogi \u200b og\u00a0 fag\n")])

    assert data.programomrader["TPTIP1----"].navn.nb == "Teknologi og fag"


def test_what_is_built_on_but_not_held_is_declared_and_told(convert):
    built_on = [ref("programomraader", "TPGML1----"), {"kode": "gammel"}]
    summary, data = convert([area("TPTIP1----", **{"bygger-paa-programomraade": built_on})])

    assert data.programomrader["TPTIP1----"].bygger_pa == ("TPGML1----",)
    assert [note[:10] for note in summary.notes] == ["TPGML1----", "TPTIP1----"]


def test_type_is_read_when_stated_and_else_kept_as_inferred(convert, tmp_path):
    stated = area("TP", **{"type-utdanningsprogram": ref("utdanningsprogramtype", "yrkesfaglig")})
    convert([area("TPTIP1----")], [stated])
    before = rows(tmp_path / "grep", grep.PROGRAMS)[0]
    convert([area("TPTIP1----")], [area("TP")])
    after = rows(tmp_path / "grep", grep.PROGRAMS)[0]

    assert (before["type"], before["type_utledet"]) == ("yrkesfaglig", False)
    assert (after["type"], after["type_utledet"]) == ("yrkesfaglig", True)


def test_the_summary_names_what_came_what_changed_and_what_went(convert):
    convert([area("TPAAA1----"), area("TPBBB1----"), area("TPCCC1----")])
    summary, _ = convert([area("TPBBB1----"), area("TPCCC1----", "Nytt navn"), area("TPDDD1----")])

    assert summary == grepdump.Summary(("TPDDD1----",), ("TPCCC1----",), ("TPAAA1----",))


def test_an_unpacked_folder_is_read_like_the_zip(convert, tmp_path):
    convert([area("TPTIP1----")])
    with zipfile.ZipFile(tmp_path / "dump.zip") as archive:
        archive.extractall(tmp_path / "unpacked")

    summary = grepdump.convert(tmp_path / "unpacked", tmp_path / "grep", DAY)

    assert summary == grepdump.Summary((), (), ())


@pytest.mark.parametrize(
    ("content", "line", "expected"),
    [
        pytest.param("{\n\n", 3, "er ikke JSON", id="cut off"),
        pytest.param("[]", 1, "kode: mangler", id="a list"),
        pytest.param("[" * 100_000, 1, "recursion", id="deep nesting"),
        pytest.param('{"kode": "TP"}', 1, "kode: mangler eller har feil form", id="not a code"),
        pytest.param('{"kode": "TPTIP2----"}', 1, "tittel: mangler", id="no name"),
        pytest.param(json.dumps(area("TPTIP1----")), 1, "står i flere filer", id="a code twice"),
    ],
)
def test_a_bad_object_is_refused_and_nothing_is_written(convert, tmp_path, content, line, expected):
    convert([area("TPTIP1----")])
    before = (tmp_path / "grep" / grep.AREAS).read_bytes()
    with zipfile.ZipFile(tmp_path / "dump.zip", "a") as archive:
        archive.writestr("programomraader/x.json", content)

    with pytest.raises(KnowledgeError) as caught:
        grepdump.convert(tmp_path / "dump.zip", tmp_path / "grep", DAY)

    [fault] = caught.value.faults
    assert (fault.file, fault.line) == ("programomraader/x.json", line)
    assert expected in fault.message
    assert (tmp_path / "grep" / grep.AREAS).read_bytes() == before


def test_what_the_reader_would_refuse_is_not_written(convert, tmp_path):
    with pytest.raises(KnowledgeError, match=r"merkelapper\[0\]: er for lang"):
        convert([area("TPTIP1----", merkelapper=[{"kode": "x" * 201}])])

    assert not (tmp_path / "grep").exists()


def test_a_dump_without_programomrader_is_refused(convert):
    with pytest.raises(KnowledgeError, match="har ingen filer i mappen programomraader/"):
        convert([])
