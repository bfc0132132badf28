"""Every text of every shape says what it means, and every name that is given is looked up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.model.elements import (
    Content,
    Group,
    Rows,
    TableContent,
    TextContent,
    content_of,
    fields_of,
)
from sectool.model.issued import Issue
from sectool.model.modification import Modification
from sectool.model.names import Known, definitions, references
from sectool.model.publication import Publication
from sectool.model.register import REFERENCE_FILES
from sectool.model.release import Release, Timeline
from sectool.model.settings import Settings
from sectool.model.shape import Shape
from sectool.model.waiver import Waiver
from sectool.pipeline import subject_of
from tests.register import MINIMAL, SEED, copy_of, opened

FILES = (
    *(annotation for _, annotation in REFERENCE_FILES.values()),
    *(Settings, Modification, Release, Timeline, Publication, Issue),
)


def shapes() -> set[type[Shape]]:
    """Every shape that some file of a register holds."""
    found: set[type[Shape]] = set()

    def take(content: Content) -> None:
        match content:
            case Rows(item) | TableContent(_, item):
                take(item)
            case Group(shape) if shape not in found:
                found.add(shape)
                for field in fields_of(shape):
                    take(field.content)

    for annotation in FILES:
        take(content_of(annotation))
    return found


def without_meaning(content: Content) -> Iterator[str]:
    match content:
        case TextContent(None):
            yield "a text"
        case Rows(item):
            yield from without_meaning(item)
        case TableContent(key, item):
            if key is None:
                yield "a key"
            yield from without_meaning(item)


def test_the_walk_reaches_every_shape() -> None:
    bases = {base for shape in shapes() for base in shape.__mro__}
    assert len(shapes()) > 50
    # Files of scenarios and maps of sheets are no files of a register.
    apart = {"WrittenScenario", "SheetMap", "MappedSheet"}
    assert {shape.__name__ for shape in _all_below(Shape) if shape not in bases} <= apart


def _all_below(shape: type[Shape]) -> Iterator[type[Shape]]:
    for below in shape.__subclasses__():
        if below.__module__.startswith("sectool."):
            yield below
            yield from _all_below(below)


@pytest.mark.parametrize("shape", sorted(shapes(), key=str))
def test_every_text_says_what_it_means(shape: type[Shape]) -> None:
    """A name of something in the register, a sentence, a phrase, or plainly none of these."""
    silent = {
        field.name: list(without_meaning(field.content))
        for field in fields_of(shape)
        if list(without_meaning(field.content))
    }
    assert silent == {}


@pytest.mark.parametrize("annotation", FILES, ids=lambda a: re.sub(" at 0x[0-9a-f]+", "", str(a)))
def test_every_key_of_a_file_says_what_it_means(annotation: object) -> None:
    assert list(without_meaning(content_of(annotation))) == []


def test_a_text_without_a_meaning_is_seen() -> None:
    assert list(without_meaning(content_of(dict[str, tuple[str, ...]]))) == ["a key", "a text"]
    assert list(without_meaning(content_of(str | None))) == ["a text"]


def test_every_name_of_the_seed_is_known() -> None:
    register = opened(SEED).register
    found = list(references(register))
    known = Known(register)
    assert [reference for reference in found if known.is_unknown(reference)] == []
    kinds = {reference.names.kind for reference in found}
    assert kinds == {
        *("source", "body", "document", "specification", "cost phase", "modification", "release"),
        *("milestone", "milestone of a timeline", "part of this modification", "stage"),
        "prefix of ids",
        *("participant", "participant, kind or area"),
        *("path", "recommendation", "kind of consultation", "kind of assessment"),
        *("figure of a report", "kind of release", "act", "test phase"),
    }
    defined = {definition.kind for definition in definitions(register)}
    # Figures are named by what they count, statements are about any of several kinds, and
    # acts are done at a milestone of whichever timeline has it.
    without = {"figure of a report", "participant, kind or area", "milestone of a timeline"}
    assert defined == (kinds | {"term", "change request", "area"}) - without


def test_every_source_that_the_files_name_is_looked_up() -> None:
    """As another reader finds them, by their key alone."""
    written = Counter[str]()
    for file in SEED.rglob("*.yaml"):
        written.update(_sources(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)))
    register = opened(SEED).register
    walked = Counter(
        ref.name
        for ref in references(register)
        if ref.names.kind == "source" and ref.address.file not in register.shipped
    )
    assert walked == written
    assert sum(written.values()) > 200


def _sources(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("source", "stated-by") and isinstance(value, str):
                yield value
            else:
                yield from _sources(value)
    elif isinstance(data, list):
        for item in data:
            yield from _sources(item)


def test_the_body_of_which_a_date_is_requested_must_exist(tmp_path: Path) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    (root / "modifications" / "MP009.yaml").write_text(
        "id: MP009\n"
        "title: A change\n"
        "documents: [section-a]\n"
        "history:\n"
        "- {date: 2021-01-05, event: raised, as: MP}\n"
        "- {date: 2021-06-01, event: approved}\n"
        "- {date: 2021-07-01, event: date-requested, to: 2021-11-04, of: Autority}\n",
        encoding="utf-8",
    )
    loaded = load_register(root)
    found = check_register(loaded, subject_of(loaded, documents=False))
    told = [(one.code, one.place.span.line) for one in found if "Autority" in one.message]
    assert told == [("Y301", 7)]


def test_a_waiver_stands_wherever_a_shape_takes_one() -> None:
    assert {shape.__name__ for shape in shapes() if "waive" in shape.model_fields} == {
        *("Body", "SecDocument", "Term", "Modification", "CutOff", "Entry", "Release", "Costs"),
        *("ImpactStatement", "ReleaseEntry", "Timeline", "Milestone", "Publication"),
    }
    assert Waiver in shapes()
