"""Documents that an authority designates change with a release, and by no modification."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.pipeline import build, subject_of
from tests.command import run
from tests.register import MINIMAL, copy_of, edit, opened

RID = "rid-2030-06"
DESIGNATED = """designations:
- by: DCC
  documents: [schedule-8, section-a]
  says: Brings the next version of the specification into the Code
  seen: 2029-01-20
  source: plan
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The minimal register, in whose release documents change by designation."""
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(
        root / "releases/2030-06/release.yaml",
        "change-requests: none\n",
        f"change-requests: none\n{DESIGNATED}",
    )
    return root


def text_of(root: Path) -> str:
    return build(load_register(root), RID).written("md").decode("utf-8").replace("\u00a0", " ")


def test_the_rid_lists_them_and_says_by_whom(root: Path) -> None:
    text = text_of(root)
    begin = text.index("Also amended by designation of the Data Communications Company:")
    listed = text[begin : text.index("SEC document impact matrix", begin)]
    assert "- **Section A** ‘Definitions and Interpretation’" in listed
    assert "- **Schedule 8** ‘Great Britain Companion Specification’" in listed
    assert "Brings the next version of the specification into the Code." in listed


def test_the_matrix_is_as_it_was(root: Path) -> None:
    def matrix(text: str) -> str:
        begin = text.index("SEC document impact matrix")
        return text[begin : text.index("###", begin)]

    before = build(opened(MINIMAL), RID).written("md").decode("utf-8").replace("\u00a0", " ")
    assert matrix(text_of(root)) == matrix(before)


def test_a_release_whose_modifications_change_no_document(root: Path) -> None:
    for file in (root / "modifications").iterdir():
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"^documents: .*", "documents: none", text, flags=re.MULTILINE))
    text = text_of(root)
    assert "No modification in this release amends a document of the SEC." in text
    assert "\nAmended by designation of the Data Communications Company:" in text


def test_a_rid_of_an_earlier_day_knows_nothing_of_them(root: Path) -> None:
    edit(root / "releases/2030-06/release.yaml", "seen: 2029-01-20", "seen: 2029-02-20")
    assert "designation" not in text_of(root)


def test_they_are_a_fact_of_the_rid(root: Path) -> None:
    with_them = build(load_register(root), RID).imprint.fingerprint
    assert with_them != build(opened(MINIMAL), RID).imprint.fingerprint


def test_release_show(root: Path) -> None:
    shown = run("release", "show", "2030-06", cwd=root).stdout
    assert "Documents changed by designation\n  DCC        schedule-8, section-a: Brings" in shown
    data = json.loads(run("release", "show", "2030-06", "--json", cwd=root).stdout)
    assert data["designations"] == [
        {
            "by": "DCC",
            "documents": ["schedule-8", "section-a"],
            "says": "Brings the next version of the specification into the Code",
            "seen": "2029-01-20",
            "source": "plan",
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[schedule-8, section-a]", "[section-aa]", "there is no document 'section-aa'"),
        ("by: DCC\n  documents", "by: DCX\n  documents", "there is no body 'DCX'"),
        ("seen: 2029-01-20\n  source: plan", "source: plain", "there is no source 'plain'"),
    ],
)
def test_unknown_names_are_found(root: Path, old: str, new: str, words: str) -> None:
    edit(root / "releases/2030-06/release.yaml", old, new)
    loaded = load_register(root)
    found = check_register(loaded, subject_of(loaded, documents=False))
    assert [words in one.message for one in found if one.code == "Y301"] == [True]
