"""The fingerprint: every fact of a document that is used is in it, and nothing else is."""

from __future__ import annotations

from dataclasses import field, fields, make_dataclass, replace
from functools import cache
from typing import Any

import pytest

from sectool.documents.edition import edition_of
from sectool.documents.fingerprint import comparable, fingerprint
from sectool.documents.kinds import KINDS
from sectool.schedule import calendars_of
from tests.register import SEED, opened

NAMES = sorted(opened(SEED).register.publications)


@cache
def value_of(name: str) -> Any:
    """A document of the seed as a value."""
    register = opened(SEED).register
    publication = register.publications[name]
    edition = edition_of(publication)
    calendars = calendars_of(register, edition.as_of)
    return KINDS[publication.kind].compose(register, publication, edition, calendars)


def composed(**more: Any) -> Any:
    """A document made for the test; `more` are optional fields that a later sectool might add."""
    added = [(name, Any, field(default=value)) for name, value in more.items()]
    row = make_dataclass("Row", [("id", str), *added], frozen=True)
    whole = make_dataclass("Whole", [("title", str), ("rows", Any), *added], frozen=True)
    return whole("A title", (row("one"), row("two")))


def test_a_field_added_later_leaves_the_fingerprint_of_what_does_not_use_it() -> None:
    before, after = composed(), composed(sponsor=None, asked=())
    assert len(fields(after)) == len(fields(before)) + 2
    assert fingerprint(after) == fingerprint(before)
    # What is given and is the default all the same is no other fact.
    assert fingerprint(replace(after, sponsor=None, asked=())) == fingerprint(before)


def test_a_field_added_later_is_in_the_fingerprint_of_what_uses_it() -> None:
    after = composed(sponsor=None, asked=())
    first, second = after.rows
    others = (
        replace(after, sponsor="Panel"),
        replace(after, sponsor=""),
        replace(after, rows=(replace(first, asked=("x",)), second)),
        replace(after, rows=(first, replace(second, asked=("x",)))),
        replace(after, rows=(first,)),
    )
    assert len({fingerprint(other) for other in (after, *others)}) == 1 + len(others)


def test_the_name_of_a_class_is_no_fact() -> None:
    one, other = (make_dataclass(name, ["id"], frozen=True)("x") for name in ("Row", "Line"))
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_document_is_in_its_fingerprint(name: str) -> None:
    value = value_of(name)
    for each in fields(value):
        assert fingerprint(replace(value, **{each.name: "other"})) != fingerprint(value), each.name


def test_fingerprints_of_two_ways_tell_nothing_of_each_other() -> None:
    assert comparable("2:0123456789ab", "2:ba9876543210")
    assert comparable("0123456789ab", "ba9876543210")
    assert not comparable("2:0123456789ab", "0123456789ab")
