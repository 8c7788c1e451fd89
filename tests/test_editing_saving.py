"""Changes on the disk: written whole or not at all, never over somebody else's, and undone to the byte."""

import errno
import os
import stat
import threading
from datetime import date

import editing_stage
import pytest
from editing_stage import accepted, refused
from filelock import FileLock

from bot.adapters import atomic, editing
from bot.domain.frist import Bekreftelse
from bot.errors import Conflict, WriteRefused

BY = Bekreftelse("Novari IKS", date(2026, 8, 21))


@pytest.fixture
def folders(tmp_path):
    return editing_stage.build(tmp_path)


def moved(folders, day="2026-10-02"):
    """Return the change of a row's date."""
    return accepted(editing.propose(folders.the("elevtelling"), {"dato": day}))


def test_a_change_is_written_and_nothing_is_left_beside_the_file(folders):
    before = folders.bytes()
    folders.wheel.chmod(0o640)

    written = editing.write(moved(folders))

    after = folders.bytes()
    assert folders.texts("elevtelling")["dato"] == "2026-10-02"
    assert stat.S_IMODE(folders.wheel.stat().st_mode) == 0o640
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {"2026-2027.yaml"}
    assert after["2026-2027.yaml"].decode() == written.file_text


def test_the_second_of_two_admins_at_the_same_entry_is_told_and_nothing_is_overwritten(folders):
    first, second = moved(folders, "2026-10-02"), moved(folders, "2026-10-03")
    editing.write(first)
    after = folders.bytes()

    with pytest.raises(Conflict, match="«2026-2027/elevtelling» er endret av noen andre"):
        editing.write(second)

    assert folders.bytes() == after


def test_an_entry_that_is_gone_is_a_conflict(folders):
    change = moved(folders)
    folders.wheel.write_text(
        folders.wheel.read_text(encoding="utf-8").replace("elevtelling", "telling"), encoding="utf-8"
    )

    with pytest.raises(Conflict, match="finnes ikke lenger"):
        editing.write(change)


def test_what_others_do_to_the_rest_of_the_file_is_kept(folders):
    change = moved(folders)
    other = accepted(editing.propose(folders.the("hostferie"), {"hva": "Ferie"}))
    editing.write(other)
    top = folders.wheel.read_text(encoding="utf-8").replace("# Et lite årshjul.", "# Årshjulet.\n# To linjer.")
    folders.wheel.write_text(top, encoding="utf-8")

    editing.write(change)

    assert folders.texts("hostferie")["hva"] == "Ferie"
    assert folders.texts("elevtelling")["dato"] == "2026-10-02"
    assert folders.wheel.read_text(encoding="utf-8").startswith("# Årshjulet.\n# To linjer.\n")


def test_a_change_that_no_longer_fits_with_the_rest_is_not_written(folders):
    change = accepted(editing.propose(folders.the("elevtelling"), {"kategori": "intern"}))
    text = (
        folders.wheel.read_text(encoding="utf-8")
        .replace("id: intern", "id: internt")
        .replace("kategori: intern", "kategori: internt")
    )
    folders.wheel.write_text(text, encoding="utf-8")
    before = folders.bytes()

    with pytest.raises(WriteRefused, match="ikke lagret, for da får filene feil"):
        editing.write(change)

    assert folders.bytes() == before


@pytest.mark.parametrize(
    ("fails", "number", "told"),
    [
        pytest.param("fsync", errno.ENOSPC, "disken er full", id="the disk is full"),
        pytest.param("fsync", errno.EDQUOT, "diskkvoten er brukt opp", id="the quota is used up"),
        pytest.param("replace", errno.EROFS, "mappen er skrivebeskyttet", id="a folder that is read only"),
        pytest.param("replace", errno.EACCES, "ikke lov til å skrive", id="no right to write"),
        pytest.param("replace", errno.EIO, "Input/output error", id="a broken disk"),
    ],
)
def test_when_the_disk_says_no_the_old_file_is_intact(folders, monkeypatch, fails, number, told):
    change, before = moved(folders), folders.bytes()

    def refuse(*_args, **_kwargs):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os if fails == "fsync" else type(folders.wheel), fails, refuse)
        with pytest.raises(WriteRefused, match=told):
            editing.write(change)

    assert folders.bytes() == before


def test_a_folder_that_is_gone_is_told(folders):
    change = moved(folders)
    folders.wheel.parent.rename(folders.schedules / "borte")

    with pytest.raises(WriteRefused, match="finnes ikke lenger"):
        editing.write(change)


def test_what_a_crash_leaves_behind_harms_nothing_and_goes_with_the_next_write(folders):
    left = folders.wheel.with_name(".2026-2027.yaml.ny")
    left.write_text("halv", encoding="utf-8")

    assert len(editing.find(folders.knowledge, folders.schedules, "elevtelling")) == 1
    editing.write(moved(folders))

    assert not left.exists()


def test_one_writes_at_a_time(folders, monkeypatch):
    monkeypatch.setattr(atomic, "PATIENCE", 0.05)
    change = moved(folders)

    with FileLock(folders.wheel.parent / atomic.LOCK), pytest.raises(WriteRefused, match="noen andre lagrer"):
        editing.write(change)


def test_of_many_who_write_at_once_nobody_is_lost(folders):
    names = {"elevtelling": "a", "hostferie": "b"}
    changes = [
        accepted(editing.propose(folders.the(name), {"hva": said})) for name, said in names.items() for _ in range(2)
    ]
    refusals = []

    def save(change):
        try:
            editing.write(change)
        except Conflict as conflict:
            refusals.append(conflict)

    threads = [threading.Thread(target=save, args=(change,)) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {name: folders.texts(name)["hva"] for name in names} == names
    assert len(refusals) == 2


def test_a_link_stays_a_link(folders):
    real = folders.schedules.parent / "ekte.yaml"
    folders.wheel.rename(real)
    folders.wheel.symlink_to(real)

    editing.write(moved(folders))

    assert folders.wheel.is_symlink()
    assert "2026-10-02" in real.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        pytest.param("elevtelling", {"dato": "2026-10-02", "kommentar": "Ny"}, id="a row"),
        pytest.param("to-ar", {"svar.nb": "Noe annet.", "kontrollert": ""}, id="a rule"),
        pytest.param("C0123456701", {"utkast": "ja"}, id="a channel on one line"),
    ],
)
def test_a_change_is_undone_to_the_byte(folders, name, values):
    before = folders.bytes()
    written = editing.write(accepted(editing.propose(folders.the(name), values)))

    undone = editing.write(
        editing.restore(folders.knowledge, folders.schedules, written.entry.target, written.before, written.after)
    )

    assert folders.bytes() == before
    assert undone.differences


def test_a_change_that_somebody_has_built_on_is_not_undone(folders):
    written = editing.write(moved(folders))
    editing.write(moved(folders, "2026-10-05"))

    with pytest.raises(Conflict, match="er endret av noen andre"):
        editing.restore(folders.knowledge, folders.schedules, written.entry.target, written.before, written.after)


NEW = {"tittel.nb": "Påbygg: når?", "svar.nb": "Nå.", "kilder": "regbok-a03: Vg1", "sporsmal": "når er det\nkor tid"}


@pytest.mark.parametrize("last", [True, False], ids=["with the last line ended", "without"])
def test_a_new_entry_is_the_last_of_its_section_and_can_be_taken_away_again(folders, last):
    path = folders.knowledge / "regler.yaml"
    if not last:
        path.write_bytes(path.read_bytes().rstrip(b"\n"))
    before = folders.bytes()

    change = editing.write(accepted(editing.new("regel", NEW, folders.knowledge, folders.schedules)))

    entry = folders.the("pabygg-nar")
    assert (change.before, change.entry.target, entry.text) == ("", "pabygg-nar", change.after)
    assert 'tittel: {nb: "Påbygg: når?"}' in entry.text
    assert folders.texts("pabygg-nar")["sporsmal"] == NEW["sporsmal"]
    editing.write(editing.restore(folders.knowledge, folders.schedules, "pabygg-nar", change.before, change.after))
    assert folders.bytes() == before


def test_a_new_entry_stands_apart_where_the_others_do(folders):
    path = folders.knowledge / "regler.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  - id: to-ar", "\n  - id: to-ar"), encoding="utf-8")
    before = folders.bytes()

    change = editing.write(accepted(editing.new("regel", NEW, *folders)))

    assert f"\n\n{change.after}\n" in change.file_text
    editing.write(editing.restore(folders.knowledge, folders.schedules, "pabygg-nar", change.before, change.after))
    assert folders.bytes() == before


@pytest.mark.parametrize(
    ("values", "key", "told"),
    [
        pytest.param({"id": "begrep-grep"}, "id", "er i bruk i begreper.yaml:2", id="a name in use"),
        pytest.param({"id": "Å"}, "id", "ventet små bokstaver", id="a bad name"),
        pytest.param({"svar.nb": ""}, "svar.nb", "mangler", id="no answer"),
        pytest.param({"kilder": "borte: side 1"}, "kilder", "finnes ikke i kilder.yaml", id="no such source"),
    ],
)
def test_a_new_entry_is_judged_like_any_other(folders, values, key, told):
    faults = refused(editing.new("regel", {**NEW, **values}, folders.knowledge, folders.schedules))

    assert list(faults) == [key]
    assert told in faults[key]


def test_the_form_of_a_new_entry_is_empty_and_open(folders):
    form = editing.fields(editing.blank("begrep", folders.knowledge))

    assert [field.key for field in form[:3]] == ["id", "tittel.nb", "tittel.nn"]
    assert {field.locked for field in form} == {""}
    assert {field.text for field in form} == {""}


def test_two_new_entries_at_once_both_get_in(folders):
    one = accepted(editing.new("regel", NEW, folders.knowledge, folders.schedules))
    two = accepted(editing.new("regel", {**NEW, "tittel.nb": "En annen"}, folders.knowledge, folders.schedules))

    editing.write(one)
    editing.write(two)

    assert {folders.the(name).index for name in ("pabygg-nar", "en-annen")} == {1, 2}


def test_the_same_new_entry_twice_is_a_conflict(folders):
    change = accepted(editing.new("regel", NEW, folders.knowledge, folders.schedules))
    editing.write(change)

    with pytest.raises(Conflict):
        editing.write(change)


@pytest.mark.parametrize("rows", [(), ("elevtelling",)], ids=["the whole wheel", "one row"])
def test_a_wheel_is_confirmed_and_that_undone(folders, rows):
    before = folders.bytes()

    change = editing.write(accepted(editing.confirm(folders.knowledge, folders.schedules, "2026-2027", rows, BY)))

    assert change.entry.target == "2026-2027"
    assert {one.label for one in change.differences} >= {"Rader som er anslag"}
    assert folders.texts("elevtelling")["anslag"] == "nei"
    editing.write(
        editing.restore(folders.knowledge, folders.schedules, change.entry.target, change.before, change.after)
    )
    assert folders.bytes() == before


def test_what_cannot_be_confirmed_is_told(folders):
    assert (
        "ingen rad heter «borte»"
        in refused(editing.confirm(folders.knowledge, folders.schedules, "2026-2027", ["borte"], BY))[None]
    )
    assert (
        "noe årshjul for 2031-2032"
        in refused(editing.confirm(folders.knowledge, folders.schedules, "2031-2032", [], BY))[None]
    )
