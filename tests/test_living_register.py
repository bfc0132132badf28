"""The register at the top of this repository, as people plan in it: it holds together.

The only test that reads it. What it says may change any day; an error in it may not stand.
"""

from __future__ import annotations

from functools import cache

import pytest

from sectool.check.run import check_register
from sectool.cli.present.findings import where
from sectool.diagnostic import Severity
from sectool.load import Loaded, load_register
from sectool.pipeline import build_publication, subject_of
from sectool.render.formats import FORMATS
from tests.register import REPOSITORY


@cache
def living() -> Loaded:
    return load_register(REPOSITORY)


def test_it_has_no_errors() -> None:
    loaded = living()
    found = check_register(loaded, subject_of(loaded, documents=True))
    errors = [one for one in found if one.severity is Severity.ERROR]
    assert [f"{where(one.place)} {one.code} {one.message}" for one in errors] == []


@pytest.mark.parametrize("name", sorted(living().register.publications))
def test_every_publication_is_built_in_every_format(name: str) -> None:
    loaded = living()
    publication = loaded.register.publications[name]
    built = build_publication(loaded, name, publication, None, draft=False)
    for format_ in FORMATS.values():
        assert format_.write(built.document, built.look)


def test_there_is_a_register() -> None:
    assert living().files > 15
    assert living().register.publications
