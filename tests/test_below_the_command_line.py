"""Only the command line knows options, exit codes and streams."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.register import REPOSITORY

SOURCES = REPOSITORY / "sectool"
# Text of these is for another program, not for who typed a command.
OTHER_PROGRAMS = {
    "workspace/git.py": "the words of git",
    "workspace/git_history.py": "the words of git",
    "workspace/git_process.py": "the words of git",
    "source/reader.py": "how pip installs libyaml",
}
OPTION = re.compile(r"(?<![\w(-])--[a-z]{2,}")
STREAMS = {"stdout", "stderr", "stdin", "argv", "exit"}


def below() -> list[Path]:
    found = [
        path
        for path in sorted(SOURCES.rglob("*.py"))
        if path.relative_to(SOURCES).parts[0] not in ("cli", "__main__.py", "templates")
        and path.parent.name != "compiled"  # what Jinja wrote, from templates that are read here
    ]
    assert len(found) > 200
    return found


def docstrings(tree: ast.Module) -> set[int]:
    """Where a string explains code, or is the page of a rule."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def faults_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            named = OPTION.search(node.value) or "exit code" in node.value
            if named and id(node) not in explained:
                yield f"{node.lineno}: {node.value!r}"
        match node:
            case ast.Attribute(value=ast.Name(id="sys"), attr=attr) if attr in STREAMS:
                yield f"{node.lineno}: sys.{attr}"
            case ast.Call(func=ast.Name(id="print" | "input" | "exit" | "quit" as name)):
                yield f"{node.lineno}: {name}()"


def test_no_option_exit_code_or_stream_is_named() -> None:
    found = {path.relative_to(SOURCES).as_posix(): list(faults_in(path)) for path in below()}
    assert found
    assert {n: faults for n, faults in found.items() if faults and n not in OTHER_PROGRAMS} == {}


def test_the_exceptions_are_needed() -> None:
    for name in OTHER_PROGRAMS:
        assert list(faults_in(SOURCES / name)), name


def lengths_of(paths: Iterable[Path]) -> dict[Path, int]:
    return {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}


def too_long(lengths: dict[Path, int], most: int) -> list[Path]:
    """The modules of more lines whose docstring does not say why."""
    return [
        path
        for path, length in lengths.items()
        if length > most
        and "Long because"
        not in (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    ]


def test_modules_are_small_or_say_why_not() -> None:
    """No module over 450 lines without its reason; half of all at most 100."""
    lengths = lengths_of(below())
    assert too_long(lengths, 450) == []
    assert sorted(lengths.values())[len(lengths) // 2] <= 100


def test_the_command_line_stays_small() -> None:
    """What grows there answers or words something, and belongs below, where others reach it.

    A new command may bring what it takes to read its options and to print.
    """
    lengths = lengths_of((SOURCES / "cli").rglob("*.py"))
    commands = len((SOURCES / "cli" / "examples.txt").read_text(encoding="utf-8").splitlines())
    assert sum(lengths.values()) <= 158 * commands
    assert too_long(lengths, 250) == []
