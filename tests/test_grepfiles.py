import random
import zipfile
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipInfo

import pytest

from bot.adapters import grepfiles
from bot.errors import KnowledgeError

FOLDERS = frozenset({"programomraader"})


def packed(path, entries, method=ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(ZipInfo(name), content, method)
    return path


def read(path, **options):
    return list(grepfiles.members(path, FOLDERS, **options))


def test_only_json_files_straight_in_the_wanted_folders_are_read(tmp_path):
    wanted = {"v201906/programomraader/a.json": "1", "programomraader/b.json": "2"}
    others = {
        "programomraader/c.txt": "",
        "fagkoder/d.json": "",
        "programomraader/x/e.json": "",
        "f.json": "",
    }

    found = read(packed(tmp_path / "d.zip", wanted | others))

    assert found == [("programomraader", name, content.encode()) for name, content in wanted.items()]


@pytest.mark.parametrize(
    "name",
    ["../programomraader/a.json", "/programomraader/a.json", "a/../../b.json", "..\\a.json", "C:/a.json"],
)
def test_a_zip_with_a_path_that_leads_out_of_it_is_refused(tmp_path, name):
    path = packed(tmp_path / "d.zip", {"programomraader/a.json": "{}", name: "{}"})

    with pytest.raises(KnowledgeError, match="peker ut av zip-filen"):
        read(path)


@pytest.mark.parametrize(
    ("sizes", "limit"),
    [
        pytest.param([5_000_000], grepfiles.MAX_UNPACKED, id="one file of 5 MB in a zip of 5 kB"),
        pytest.param([400, 400, 400], 1_000, id="many files that are too much together"),
    ],
)
def test_a_zip_that_unfolds_to_too_much_is_refused(tmp_path, sizes, limit):
    path = packed(tmp_path / "d.zip", {f"programomraader/{n}.json": b" " * size for n, size in enumerate(sizes)})

    with pytest.raises(KnowledgeError, match="for stor"):
        read(path, limit=limit)


def test_at_most_200_mb_are_unpacked():
    assert grepfiles.MAX_UNPACKED == 200_000_000


def test_a_zip_of_endlessly_many_small_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(grepfiles, "_MAX_FILES", 3)

    with pytest.raises(KnowledgeError, match="for stor"):
        read(packed(tmp_path / "d.zip", {f"programomraader/{n}.json": "" for n in range(4)}))


def test_a_size_that_the_zip_lies_about_is_not_believed(tmp_path):
    path = packed(tmp_path / "d.zip", {"programomraader/a.json": b" " * 3_000_000})
    told = (3_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(told, (10).to_bytes(4, "little")))

    with pytest.raises(KnowledgeError, match=r"ikke en hel zip-fil|for stor"):
        read(path)


def test_an_unpacked_folder_has_the_same_limit(tmp_path):
    (tmp_path / "programomraader").mkdir()
    (tmp_path / "programomraader" / "a.json").write_bytes(b" " * 11)

    with pytest.raises(KnowledgeError, match="for stor"):
        read(tmp_path, limit=10)


def test_a_link_in_an_unpacked_folder_is_not_followed(tmp_path):
    (tmp_path / "programomraader").mkdir()
    (tmp_path / "secret").write_text("{}")
    (tmp_path / "programomraader" / "a.json").symlink_to(tmp_path / "secret")

    with pytest.raises(KnowledgeError, match="ikke en vanlig fil"):
        read(tmp_path)


def test_a_method_of_packing_that_is_not_counted_safely_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match="ikke støttes"):
        read(packed(tmp_path / "d.zip", {"programomraader/a.json": "{}"}, ZIP_BZIP2))


@pytest.mark.parametrize("content", [b"", b"PK", b"{}", b"PK\x05\x06" + b"\xff" * 18], ids=repr)
def test_a_file_that_is_no_zip_is_refused(tmp_path, content):
    path = tmp_path / "d.zip"
    path.write_bytes(content)

    with pytest.raises(KnowledgeError, match="ikke en hel zip-fil"):
        read(path)


def test_a_dump_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match="kan ikke leses"):
        read(tmp_path / "d.zip")


def test_a_damaged_zip_is_read_or_refused_but_never_breaks(tmp_path):
    path = packed(tmp_path / "d.zip", {f"programomraader/{n}.json": '{"kode": "x"}' * 9 for n in range(3)})
    whole = path.read_bytes()
    chance = random.Random(4)  # noqa: S311 - the same damage each time
    for _ in range(2_000):
        damaged = bytearray(whole[: chance.choice([len(whole), chance.randrange(len(whole))])])
        for _ in range(chance.randrange(4) if damaged else 0):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        try:
            read(path)
        except KnowledgeError as error:
            assert error.faults  # noqa: PT017 - either outcome is right
