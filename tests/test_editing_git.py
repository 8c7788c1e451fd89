"""Each change as a commit of the admin who made it, in a real git, with a real remote."""

import subprocess

import pytest

from bot.adapters.editing import git


def run(folder, *words):
    """Return what git says in *folder*."""
    alone = (
        "env",
        "-u",
        "GIT_DIR",
        "-u",
        "GIT_WORK_TREE",
        "-u",
        "GIT_INDEX_FILE",
        "HOME=/dev/null",
        "GIT_CONFIG_NOSYSTEM=1",
    )
    people = ("-c", "user.name=Noen", "-c", "user.email=noen@eksempel.invalid", "-c", "init.defaultBranch=main")
    return subprocess.run(
        (*alone, "git", *people, *words), cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def checkout(tmp_path):
    """A work tree with a file in a folder, and a remote that it follows."""
    run(tmp_path, "init", "--quiet", "--bare", "fjern.git")
    run(tmp_path, "init", "--quiet", "her")
    folder = tmp_path / "her" / "knowledge"
    folder.mkdir()
    (folder / "regler.yaml").write_text("a\n", encoding="utf-8")
    (folder / "annet.yaml").write_text("a\n", encoding="utf-8")
    run(folder, "add", ".")
    run(folder, "commit", "--quiet", "-m", "først")
    run(folder, "remote", "add", "origin", str(tmp_path / "fjern.git"))
    run(folder, "push", "--quiet", "-u", "origin", "main")
    return folder


def change(folder, text="b\n", name="regler.yaml"):
    """Write the file anew and return its path."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize(
    ("author", "written"),
    [
        pytest.param("Åse Ærlig Øst", "Åse Ærlig Øst", id="a name"),
        pytest.param("A <b@c.no>\nEvil: x\u202e", "A b@c.no Evil: x", id="a name with more in it"),
        pytest.param(" <> ", "Kodevakt", id="no name"),
        pytest.param("...", "Kodevakt", id="only dots"),
    ],
)
def test_a_change_is_a_commit_by_the_admin_without_an_address(checkout, author, written):
    made = git.commit(change(checkout), "Endret to-ar", author)

    assert made is not None
    assert made.fault == ""
    assert (
        run(checkout, "log", "-1", "--format=%H|%an|%ae|%cn|%ce|%s").strip()
        == f"{made.id}|{written}||Kodevakt||Endret to-ar"
    )


def test_nothing_else_of_the_work_tree_goes_with_it(checkout):
    change(checkout, "staged\n", "annet.yaml")
    run(checkout, "add", "annet.yaml")
    change(checkout, "ny\n", "helt-ny.yaml")

    git.commit(change(checkout), "Endret", "Noen")

    assert run(checkout, "show", "--name-only", "--format=").split() == ["knowledge/regler.yaml"]
    assert run(checkout, "status", "--porcelain").split("\n")[:2] == [
        "M  knowledge/annet.yaml",
        "?? knowledge/helt-ny.yaml",
    ]


def test_a_new_file_is_committed_too(checkout):
    made = git.commit(change(checkout, name="ny.yaml"), "Ny", "Noen")

    assert made is not None
    assert made.fault == ""


def test_hooks_of_the_work_tree_are_not_run(checkout):
    hook = checkout.parent / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)

    made = git.commit(change(checkout), "Endret", "Noen")

    assert made is not None
    assert made.fault == ""


def test_without_a_work_tree_or_without_git_there_is_no_commit(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    path = change(tmp_path)

    assert git.commit(path, "Endret", "Noen") is None
    assert git.push(tmp_path) is None

    empty = tmp_path / "tom"
    empty.mkdir()
    (empty / "env").symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(empty))
    assert git.commit(path, "Endret", "Noen") is None


def test_why_a_commit_failed_is_told_and_the_file_is_as_saved(checkout):
    (checkout.parent / ".git" / "index.lock").touch()

    made = git.commit(change(checkout), "Endret", "Noen")

    assert made is not None
    assert made.id == ""
    assert "index.lock" in made.fault
    assert (checkout / "regler.yaml").read_text(encoding="utf-8") == "b\n"


def test_a_commit_is_pushed_to_where_the_branch_goes(checkout):
    made = git.commit(change(checkout), "Endret", "Noen")

    assert git.push(checkout) is None
    assert made is not None
    assert run(checkout.parent.parent / "fjern.git", "rev-parse", "main").strip() == made.id


def test_a_branch_that_follows_nothing_goes_to_the_only_remote(checkout):
    run(checkout, "checkout", "--quiet", "-b", "ny")
    git.commit(change(checkout), "Endret", "Noen")

    assert git.push(checkout) is None
    assert run(checkout.parent.parent / "fjern.git", "rev-parse", "ny") == run(checkout, "rev-parse", "HEAD")


def test_without_a_remote_there_is_nothing_to_push(checkout):
    run(checkout, "remote", "remove", "origin")

    assert git.push(checkout) is None


def test_a_push_that_is_rejected_is_told_and_the_commit_stays(checkout, tmp_path):
    run(tmp_path, "clone", "--quiet", "fjern.git", "andre")
    other = tmp_path / "andre" / "knowledge"
    change(other, "c\n", "annet.yaml")
    run(other, "commit", "--quiet", "-am", "deres")
    run(other, "push", "--quiet")
    made = git.commit(change(checkout), "Endret", "Noen")

    told = git.push(checkout)

    assert told is not None
    assert "origin har endringer som ikke er hentet hit" in told
    assert made is not None
    assert run(checkout, "rev-parse", "HEAD").strip() == made.id


def test_a_remote_that_is_gone_is_told_without_the_password_in_its_address(checkout):
    run(checkout, "remote", "set-url", "origin", "https://bruker:hemmelig@127.0.0.1:9/x.git")
    git.commit(change(checkout), "Endret", "Noen")

    told = git.push(checkout)

    assert told is not None
    assert told.startswith("fikk ikke sendt til origin")
    assert "hemmelig" not in told
    assert git._told(git._Done(1, "no: 'https://bruker:hemmelig@x.no/'")) == "no: 'https://x.no/'"
