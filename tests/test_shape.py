"""A kind of value that pydantic's core checks by itself accepts what its own function accepts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError

from sectool.model import events, issued, publication, reference, texts
from sectool.model.shape import Checked, Shape


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


@pytest.mark.parametrize("name", NAMES)
@given(value=ANYTHING)
@settings(max_examples=150, deadline=None)
def test_a_shortcut_agrees_with_its_check(name: str, value: Any) -> None:
    checked = shortcuts()[name]
    assert checked.shortcut is not None
    try:
        wanted = checked.check(value)
    except PydanticCustomError:
        wanted = None
    try:
        got = SchemaValidator(checked.shortcut).validate_python(value)
    except ValidationError:
        got = None
    assert got == wanted


def shapes(above: type[Shape] = Shape) -> Iterator[type[Shape]]:
    for below in above.__subclasses__():
        yield below
        yield from shapes(below)


def test_no_default_is_copied_for_every_element_that_is_read() -> None:
    # A table as a default is copied, deep down, each time: nearly half of what validating took.
    of_all = [field for shape in set(shapes()) for field in shape.model_fields.values()]
    assert any(field.default_factory is dict for field in of_all)
    assert [field for field in of_all if isinstance(field.default, dict | list | set)] == []
