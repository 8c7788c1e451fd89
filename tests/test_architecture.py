"""The house rules of CONTRIBUTING.md, held against the source itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
MODULE_MAX, FUNCTION_MAX = 250, 40
FILES = sorted(BOT.rglob("*.py"))
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}

# Which part of bot/ may import which at run time. What is not named here (cli, app) may import everything.
ARROWS = {
    "errors": set(),
    "config": {"errors"},
    "domain": {"errors"},
    "adapters": {"domain", "errors"},
    "slack": {"domain", "errors"},
    "web": {"slack", "domain", "errors"},
    "reminding": {"domain", "errors"},
}
# Where a library is at home: a folder or a module of bot/.
HOMES = {
    "slack_sdk": ("slack/", "adapters/poster.py", "app.py"),
    "slack_bolt": ("slack/", "adapters/poster.py", "app.py"),
    "sqlalchemy": ("adapters/store/",),
    "alembic": ("adapters/store/",),
    "filelock": ("adapters/store/", "adapters/atomic.py"),
    "prometheus_client": ("web/metrics.py",),
    "apscheduler": ("worker.py",),
    "yaml": ("adapters/",),
    "ruamel": ("adapters/wheeledit.py", "adapters/editing/"),
    "icalendar": ("adapters/ics.py",),
    "matplotlib": ("adapters/",),
    "holidays": ("domain/workdays.py",),
    "stdnum": ("domain/privacy.py",),
    "typer": ("cli/",),
}
DOMAIN_NEEDS = {
    *(
        "__future__",
        "bisect",
        "collections",
        "contextlib",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "hashlib",
        "itertools",
        "math",
        "re",
    ),
    *(
        "operator",
        "string",
        "types",
        "typing",
        "unicodedata",
        "zoneinfo",
        "bot",
        "holidays",
        "rapidfuzz",
        "stdnum",
        "Stemmer",
    ),
}
CLOCK_READERS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")


def running(tree):
    """Yield every node of *tree* but those that only type checkers read (``if TYPE_CHECKING:``)."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        if not (isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")):
            yield from running(child)


def imported(nodes):
    """Yield the name of every module that *nodes* import, ``bot.adapters.clock`` rather than ``bot.adapters``."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written from the root"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(path):
    """Return the part of bot/ that *path* belongs to, a folder or a module."""
    return Path(path).relative_to("bot").parts[0].removesuffix(".py")


def is_at(path, homes):
    """Tell whether *path* is one of *homes* or lies in one."""
    inside = path.removeprefix("bot/")
    return any(inside == home or (home.endswith("/") and inside.startswith(home)) for home in homes)


@pytest.mark.parametrize("path", TREES)
def test_imports_follow_the_arrows(path):
    allowed = ARROWS.get(part_of(path))
    modules = [name.split(".") for name in imported(running(TREES[path])) if name.startswith("bot.")]
    parts = {names[1] for names in modules} - {part_of(path)}

    assert allowed is None or parts <= allowed


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_one_home(library):
    users = [path for path, tree in TREES.items() if library in {m.split(".")[0] for m in imported(ast.walk(tree))}]

    assert [path for path in users if not is_at(path, HOMES[library])] == []


def test_the_domain_needs_no_input_no_output_and_no_framework():
    domain = {path: tree for path, tree in TREES.items() if part_of(path) == "domain"}
    needed = {name.split(".")[0] for tree in domain.values() for name in imported(ast.walk(tree))}

    assert len(domain) > 5
    assert needed <= DOMAIN_NEEDS


def calls(tree):
    """Yield the words of what every call in *tree* calls."""
    return (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_the_domain_opens_no_file():
    opened = [path for path, tree in TREES.items() if part_of(path) == "domain" and "open" in set(calls(tree))]

    assert opened == []


def test_only_the_settings_read_the_environment():
    readers = [
        path
        for path, tree in TREES.items()
        if any(isinstance(n, ast.Attribute) and n.attr in ("environ", "environb", "getenv") for n in ast.walk(tree))
        or {"os.environ", "os.getenv"} & set(imported(ast.walk(tree)))
    ]

    assert readers == ["bot/config.py"]


def reads_the_clock(tree):
    """Tell whether *tree* names a function that says what time it is, or the module of such functions."""
    named = (ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    loaded = {name.split(".")[0] for name in imported(ast.walk(tree))}
    return "time" in loaded or any(name.endswith(CLOCK_READERS) for name in named)


def test_only_the_clock_reads_the_clock():
    assert [path for path, tree in TREES.items() if reads_the_clock(tree)] == ["bot/adapters/clock.py"]


def test_only_the_command_line_prints():
    printing = [path for path, tree in TREES.items() if "print" in set(calls(tree))]

    assert [path for path in printing if part_of(path) != "cli"] == []


def is_blanket(handler):
    """Tell whether *handler* takes every exception there is."""
    caught = {"BaseException"} if handler.type is None else set(ast.unparse(handler.type).strip("()").split(", "))
    return bool(caught & {"Exception", "BaseException"})


def test_at_most_one_handler_takes_every_exception():
    blanket = [
        f"{path}:{node.lineno}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and is_blanket(node)
    ]

    assert len(blanket) <= 1


def test_no_module_is_longer_than_a_room_is_wide():
    lines = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}

    assert {path: count for path, count in lines.items() if count > MODULE_MAX} == {}


def functions():
    """Yield every function with the path of its module."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_no_function_is_longer_than_a_screen():
    lines = {f"{path} {node.name}": (node.end_lineno or 0) - node.lineno + 1 for path, node in functions()}

    assert len(lines) > 300
    assert {name: count for name, count in lines.items() if count > FUNCTION_MAX} == {}


DESCRIBED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def test_every_module_and_everything_public_in_it_says_what_it_is():
    silent = [
        f"{path} {getattr(node, 'name', '')}"
        for path, tree in TREES.items()
        for node in (tree, *tree.body)
        if isinstance(node, DESCRIBED) and not getattr(node, "name", "").startswith("_")
        if not path.endswith("__init__.py") and not ast.get_docstring(node)
    ]

    assert silent == []


def test_no_text_of_ours_is_marked_as_left_for_later():
    marks = ("TODO", "FIXME", "XXX:", "HACK")
    marked = [str(path) for path in FILES if any(mark in path.read_text(encoding="utf-8") for mark in marks)]

    assert marked == []
