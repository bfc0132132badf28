"""`sectool explain`, and the reference pages: what every key of every file is for.

`pytest tests/test_explain.py --renew` writes the pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter

from sectool.model.elements import Content, Group, Rows, TableContent, content_of, fields_of
from sectool.model.file_kinds import FILE_KINDS, FileKind
from sectool.model.shape import Shape
from sectool.queries.keys_explained import explained_file, explained_key
from sectool.queries.keys_in_words import index_page, page
from sectool.source.reader import Data, read_data
from tests.command import run
from tests.register import REPOSITORY

PAGES = REPOSITORY / "docs" / "reference" / "files"


def pages() -> dict[str, str]:
    return {"README.md": index_page(), **{f"{kind.name}.md": page(kind) for kind in FILE_KINDS}}


def test_the_reference_pages_are_those_of_the_shapes(request: pytest.FixtureRequest) -> None:
    made = pages()
    if request.config.getoption("--renew"):
        PAGES.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (PAGES / name).write_text(text, encoding="utf-8")
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir()}
    assert there == made, "write them with 'pytest tests/test_explain.py --renew'"


def read(text: str) -> Data:
    data, problems = read_data(text)
    assert problems == []
    return data


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.name)
def test_every_example_loads(kind: FileKind) -> None:
    """As it is printed: the least of a file and of each group, and each key in its group."""
    file = explained_file(kind)
    if file.example:
        TypeAdapter(kind.holds).validate_python(read(file.example))
    for group in file.groups:
        least = read(group.example) if group.example else {}
        TypeAdapter(group.shape).validate_python(least)
        for key in group.keys:
            example = read(key.example)
            assert [*example] == [key.key]
            # Whether it goes with the others of the least, is another question.
            (field,) = (one for one in fields_of(group.shape) if one.key == key.key)
            info = group.shape.model_fields[field.name]
            alone: Any = (
                Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
            )
            TypeAdapter(alone).validate_python(example[key.key])


def paths_of(
    content: Content, above: tuple[str, ...] = (), seen: tuple[type[Shape], ...] = ()
) -> list[str]:
    match content:
        case Rows(item) | TableContent(_, item):
            return paths_of(item, above, seen)
        case Group(shape) if shape not in seen:
            found = []
            for field in fields_of(shape):
                path = (*above, field.key)
                found += [".".join(path), *paths_of(field.content, path, (*seen, shape))]
            return found
    return []


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.name)
def test_every_key_is_found_by_its_path(kind: FileKind) -> None:
    paths = paths_of(content_of(kind.holds))
    assert paths
    for path in paths:
        whole, key, _ = explained_key(kind, path)
        assert (whole, key.key) == (path, path.rpartition(".")[2])
        assert key.about.endswith(".")


def test_a_key_says_its_form_and_with_what_it_goes() -> None:
    done = run("explain", "modification.yaml:history.closes")
    assert done.stdout == (
        "modification.yaml:history.closes\n"
        "The last day for responses.\n"
        "Form: a day written as YYYY-MM-DD\n"
        "Only with event: consultation, expected\n"
        "\n"
        "Example:\n"
        "\n"
        "    closes: 2022-11-03\n"
    )


@pytest.mark.parametrize(
    ("what", "first"),
    [
        ("timeline.yaml:milestones.was.until", "timeline.yaml:milestones.was.until (needed)"),
        (
            "releases/2022-11/timeline.yaml:milestones.go-live.was[0].until",
            "timeline.yaml:milestones.was.until (needed)",
        ),
        ("bodies:csc.papers", "bodies.yaml:papers"),
        ("MP143.yaml:title", "modification.yaml:title (needed)"),
        ("release", "release.yaml (releases/*/release.yaml)"),
        ("release.yaml:", "release.yaml (releases/*/release.yaml)"),
    ],
)
def test_a_key_is_found_however_it_is_written(what: str, first: str, tmp_path: Path) -> None:
    done = run("explain", what, cwd=tmp_path)  # no register is needed
    assert (done.returncode, done.lines[0]) == (0, first)


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("relase.yaml", "there is no kind of file 'relase.yaml'; did you mean release.yaml?"),
        (
            "cake",
            "there is no kind of file 'cake'; there are release.yaml, timeline.yaml and others",
        ),
        ("timeline.yaml:milestones.wass", "timeline.yaml:milestones has no key 'wass'"),
        (
            "modification:history.refer-too",
            "modification.yaml:history has no key 'refer-too'; did you mean 'refer-to'?",
        ),
        ("release.yaml:id.x", "release.yaml:id has no keys below it"),
    ],
)
def test_a_slip_is_told(what: str, message: str) -> None:
    done = run("explain", what)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"sectool: {message}")


def test_the_list_and_the_keys_of_a_file_name_all() -> None:
    listed = run("explain").stdout
    assert [kind.called for kind in FILE_KINDS if f"  {kind.called} " not in listed] == []
    for kind in FILE_KINDS[:6]:
        shown = run("explain", kind.called).lines
        for key in explained_file(kind).groups[0].keys:
            assert any(line.startswith(f"  {key.key} ") for line in shown)
