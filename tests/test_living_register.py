"""The register at the top of this repository, as people plan in it: it holds together.

The only test that reads it. What it says may change any day; an error in it may not stand.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from sectool.check.reports import where
from sectool.check.run import check_register
from sectool.diagnostic import Severity
from sectool.issuing.rebuild import BrokenRecord, as_issued
from sectool.load import Loaded, load_register
from sectool.model.issued import Issue
from sectool.pipeline import build, subject_of
from sectool.queries.errors import Unavailable
from sectool.render.formats import FORMATS
from tests.register import REPOSITORY

TESTS = REPOSITORY / "tests"
# What other tests may want of the repository's top, and who finds it for them.
OURS = re.compile(r'REPOSITORY(?! / "(?:docs\b|templates\b|sectool"|LICENSE"))|__file__')
FINDS = {
    "command.py": "the folder in which a process finds sectool",
    "conftest.py": "tests/golden",
    "once.py": "the modules of sectool",
    "register.py": "the repository itself",
    "test_cli.py": "the folder in which a process finds sectool",
    "test_edit_register.py": "the folder in which a process finds sectool",
    "test_floors.py": "the import contracts",
    "test_front_page.py": "the handbook",
    "test_identifiers.py": "the modules of sectool",
    "test_issued_commands.py": "a template",
    "test_journal.py": "the folder in which a process finds sectool",
    "test_living_register.py": "the living register",
    "test_own_sentences.py": "the handbook and the templates",
    "test_pdf.py": "a font, beside its module",
    "test_public_api.py": "the folder in which a process finds sectool",
    "test_roles_in_documents.py": "a template",
    "test_same_bytes.py": "the folder in which a process finds sectool",
    "test_values.py": "the modules of sectool",
    "test_wheel.py": "what goes into a wheel",
    "test_words_that_are_out.py": "the handbook",
}


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
    built = build(loaded, name)
    for format_ in FORMATS.values():
        assert format_.write(built.document, built.look)


ROWS = [(name, row) for name, rows in living().register.issued.items() for row in rows]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{n}-{row.version}" for n, row in ROWS])
def test_what_went_out_can_be_had_from_its_commit_again(name: str, row: Issue) -> None:
    """By this sectool, whatever the register has come to say since."""
    try:
        built = as_issued(REPOSITORY, name, row)
    except BrokenRecord as error:
        pytest.fail(str(error))
    except Unavailable as error:
        pytest.skip(f"this clone has not the commit: {error}")
    assert built.imprint.fingerprint == row.fingerprint


def test_there_is_a_register() -> None:
    assert living().files > 15
    assert living().register.publications


def test_no_other_test_reads_it() -> None:
    def lines(path: Path) -> list[str]:
        return [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if OURS.search(line) and not line.startswith("from tests.register import ")
        ]

    assert {path.name for path in TESTS.glob("*.py") if lines(path)} == set(FINDS)
