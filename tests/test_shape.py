"""A kind of value that pydantic's core checks by itself accepts what its own function accepts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError

from sectool.model import events, issued, publication, reference, texts
from sectool.model.shape import Checked, Shape


@cache
def shortcuts() -> dict[str, Checked]:
    """Every kind of value with a shortcut, by its name."""
    found = {
        name: get_args(kind)[1]
        for module in (texts, events, issued, publication, reference)
        for name, kind in vars(module).items()
        if get_origin(kind) is Annotated and isinstance(get_args(kind)[1], Checked)
    }
    return {name: checked for name, checked in found.items() if checked.shortcut is not None}


NAMES = sorted(shortcuts())

# What comes near to being right, and anything at all.
LIKELY = st.text("abMP09v.-_&, \t\n\u00a0C", max_size=12)
ODD = st.sampled_from(
    ["2022-11", "2022-11-\n", "CR4427", "CR4427\n", "v4.2", "4.2\n", "raised", "Raised", "csc", ""]
)
# Control characters are refused before any shape sees them.
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8)
ANYTHING = st.one_of(LIKELY, ODD, TEXT, st.none(), st.just(()), st.just({}))


def test_there_are_shortcuts() -> None:
    wanted = {"ProseText", "ProseLine", "SourceRef", "BodyRef", "ReleaseId", "Version", "EventName"}
    assert wanted <= set(NAMES)


@cache
def validator(name: str) -> SchemaValidator:
    """What pydantic's core makes of a shortcut: to build it takes longer than to ask it."""
    shortcut = shortcuts()[name].shortcut
    assert shortcut is not None
    return SchemaValidator(shortcut)


@given(value=ANYTHING)
@settings(max_examples=400, deadline=None)
def test_a_shortcut_agrees_with_its_check(value: Any) -> None:
    """Every one of them, of each value: to think of a value takes longer than to check it."""
    found = {name: (checked_by(name, value), read_by(name, value)) for name in NAMES}
    assert {name: both for name, both in found.items() if both[0] != both[1]} == {}


def checked_by(name: str, value: Any) -> Any:
    try:
        return shortcuts()[name].check(value)
    except PydanticCustomError:
        return None


def read_by(name: str, value: Any) -> Any:
    try:
        return validator(name).validate_python(value)
    except ValidationError:
        return None


def shapes(above: type[Shape] = Shape) -> Iterator[type[Shape]]:
    for below in above.__subclasses__():
        yield below
        yield from shapes(below)


def test_no_default_is_copied_for_every_element_that_is_read() -> None:
    # A table as a default is copied, deep down, each time: nearly half of what validating took.
    of_all = [field for shape in set(shapes()) for field in shape.model_fields.values()]
    assert any(field.default_factory is dict for field in of_all)
    assert [field for field in of_all if isinstance(field.default, dict | list | set)] == []
