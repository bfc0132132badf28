"""Each class has a name of its own, and a name says what a thing is, not that it is told."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sectool

HERE = Path(sectool.__file__).parent
# Made by a program.
LEFT_OUT = ("wording/compiled/",)

# Words that tell nothing of a thing: a message, a request, an authored text is what it is.
EMPTY = frozenset(("told", "said", "coming", "touched", "opened", "moves", "asked"))

# (file, name): why it is called so.
EXCEPTIONS = {
    ("model/modification.py", "opened"): "the key of a history, as authors write it",
    ("history/standing.py", "opened"): "that key, folded",
    ("history/fold.py", "_moves_to"): "a verb: whether an entry moves a modification to a stage",
    # The names of a value's fields go into its fingerprint, which was recorded of issued documents.
    ("documents/status_report/value.py", "opened"): "in fingerprints",
    ("documents/status_report/value.py", "coming"): "in fingerprints",
    ("documents/rid/value.py", "asked"): "in fingerprints",
    ("documents/letter/value.py", "asked_for"): "in fingerprints",
}


@cache
def names_in_sources() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Of each module: the names of its classes, and all that it gives."""
    return tuple(
        (file, tuple(classes_of(tree)), tuple(names_given(tree))) for file, tree in sources()
    )


def classes_of(tree: ast.Module) -> Iterator[str]:
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(HERE.rglob("*.py")):
        name = path.relative_to(HERE).as_posix()
        if not name.startswith(LEFT_OUT):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def names_given(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives: to functions, classes, arguments, variables, attributes."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.alias(asname=str(name)) | ast.MatchAs(name=str(name)):
                yield name
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name
            case ast.ExceptHandler(name=str(name)):
                yield name


@cache
def words_in(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name))


def test_no_class_name_is_given_twice() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for file, classes, _ in names_in_sources():
        for name in classes:
            found[name].append(file)
    assert len(found) > 300
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


def test_no_name_is_made_of_a_word_that_tells_nothing() -> None:
    found = {
        (file, name)
        for file, _, names in names_in_sources()
        for name in names
        if words_in(name) & EMPTY
    }
    assert found == EXCEPTIONS.keys()


def test_the_words_of_a_name_are_found_in_all_its_forms() -> None:
    text = """
import os as told
def series_touched(asked, *said, **opened): self.coming = 1
class SaidDate: opened: int
try:
    for moves in (_told_whole := []): ...
except Exception as told: ...
match 1:
    case [*coming]: ...
    case {**asked}: ...
    case said_: ...
"""
    found = [name for name in names_given(ast.parse(text)) if words_in(name) & EMPTY]
    assert sorted(found) == [
        *("SaidDate", "_told_whole", "asked", "asked", "coming", "coming", "moves", "opened"),
        *("opened", "said", "said_", "series_touched", "told", "told"),
    ]
    assert not words_in("untold_removes_basked") & EMPTY
