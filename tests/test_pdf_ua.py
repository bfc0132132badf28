"""Every kind of document as a PDF, held to PDF/UA-1 by a walk of its structure."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sectool.load import Loaded
from sectool.model.kind import KIND_NAMES
from sectool.pipeline import build
from sectool.render.formats import FORMATS
from tests.matterhorn import faults
from tests.register import BSC, SEED, opened


@cache
def loaded(register: Path) -> Loaded:
    return opened(register)


@cache
def content(register: Path, name: str, *, draft: bool = False) -> bytes:
    made = build(loaded(register), name, draft=draft)
    return FORMATS["pdf"].write(made.document, made.look)


PAPERS = [(one, name) for one in (SEED, BSC) for name in loaded(one).register.publications]


def test_there_is_one_of_every_kind() -> None:
    found = {loaded(one).register.publications[name].kind for one, name in PAPERS}
    assert found == set(KIND_NAMES)


# A draft has marks and gaps that are the same in every Code.
@pytest.mark.parametrize(
    ("register", "name", "draft"),
    [
        pytest.param(register, name, draft, id=f"{name}-{'draft' if draft else 'paper'}")
        for register, name in PAPERS
        for draft in ((False, True) if register == SEED else (False,))
    ],
)
def test_it_is_accessible(register: Path, name: str, draft: bool) -> None:
    assert faults(content(register, name, draft=draft)) == []


# What is changed in a file, as long as what was there, and the condition that then fails.
FAULTS: dict[str, tuple[str, str, str]] = {
    "suspects": ("/Suspects false", "/Suspects true ", "01-007"),
    "not marked": ("/Marked true", "/Marked null", "01-005"),
    "words outside the structure": ("/K[1]", "/K[ ]", "01-005"),
    "unknown type": ("/S/LBody", "/S/LBodx", "02-001"),
    "standard type mapped": ("/Strong/Span", "/Figure/Span", "02-004"),
    "not of the standard": ("<pdfuaid:part>1", "<pdfuaid:part>2", "06-002"),
    "no title": ("<dc:title>", "<dc:tixle>", "06-003"),
    "title not displayed": ("/DisplayDocTitle true", "/DisplayDocTitle null", "07-001"),
    "cell outside a row": ("/S/TR", "/S/TD", "09-004"),
    "no language": ("/Lang(en-GB)/Struct", "/Lanx(en-GB)/Struct", "11-006"),
    "picture without words": ("/Alt(", "/Alx(", "13-004"),
    "first heading": ("/Title/H1", "/Title/H2", "14-002"),
    "level skipped": ("/S/H2", "/S/H4", "14-003"),
    "heading without level": ("/S/H2", "/S/H ", "14-007"),
    "heading without scope": ("/Scope/Row", "/Scopx/Row", "15-003"),
    "uneven rows": ("/Scope/Row", "/ColSpan 2", "15-005"),
    "note without id": ("/ID(Note 1)", "/IX(Note 1)", "19-003"),
    "two notes of one id": ("/ID(Note 2)", "/ID(Note 1)", "19-004"),
    "tabs": ("/Tabs/S", "/Tabs/R", "28-008"),
    "link outside": ("/S/Link", "/S/Span", "28-011"),
    "link without words": ("/Contents(", "/Contentx(", "28-012"),
    "no characters": ("/ToUnicode", "/ToUnicodx", "10-001"),
    "font elsewhere": ("/FontFile", "/FontFilx", "31-009"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_condition_is_seen_to_fail(case: str) -> None:
    old, new, condition = FAULTS[case]
    # The smallest first: each is read whole.
    for before in sorted((content(*one) for one in PAPERS), key=len):
        if old.encode() not in before:
            continue
        found = faults(before.replace(old.encode(), new.encode()))
        if any(fault.startswith(condition) for fault in found):
            return
    pytest.fail(f"{condition} is not found")
