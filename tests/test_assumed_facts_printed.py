"""A fact that only an assumption gives is qualified where it is printed, or stops an issue."""

from __future__ import annotations

from pathlib import Path

import pytest

from sectool.building import assumed_facts
from sectool.load import Loaded, load_register
from sectool.model.modification import Amended, Facts
from sectool.pipeline import build
from sectool.queries.assumed import AssumedFact
from tests.register import NOVEMBER_2019, copy_of

RID = "rid-2019-11"
REPORT, UPDATE, NEWS = "status-report-2019-09", "unc-update-2019-09", "newsletter-2019-09"
LETTER = "letter-402"
EVERY = (RID, REPORT, UPDATE, NEWS, LETTER)

# One fact of each kind, as an entry gives it.
VALUES = {
    "title": "title: Another title",
    "will": "will: do something else",
    "irps": "irps: {count: 7}",
    "impacts": "impacts: {gas-networks: true, dcc: system}",
    "costs": "costs: [{phases: [sit], amount: 12345}]",
    "cut_off": "cut-off: {date: 2019-10-03}",
    "problem": "problem: Nobody can see it.",
    "solution": "solution: Everybody can see it.",
    "path": "path: self-governance",
    "urgent": "urgent: true",
    "fast_track": "fast-track: true",
    "proposer": "proposer: A Supplier Ltd",
    "documents": "documents: [section-h]",
    "specifications": "specifications: {GBCS: [v4]}",
    "parts": "parts: {all-of-it: {title: The whole, documents: [section-a]}}",
}
MODIFICATIONS = {
    # New, and consulted on; voted on later.
    "MP400": """\
will: bring in {irps}
history:
- {date: 2019-09-10, event: raised, as: MP}
- {date: 2019-09-12, event: consultation, kind: refinement, closes: 2019-10-15}
- {date: 2019-09-13, event: expected, what: vote, by: CB, day: 2019-10-23}
""",
    "MP401": """\
will: bring in {irps}
history:
- {date: 2019-01-15, event: raised, as: MP}
- {date: 2019-04-02, event: targeted, release: 2019-11}
""",
    # Approved in the period, and another date asked for.
    "MP402": """\
will: bring in {irps}
history:
- {date: 2019-01-15, event: raised, as: MP}
- {date: 2019-09-05, event: approved, by: CB, release: 2019-11}
- date: 2019-09-20
  event: date-requested
  by: Panel
  of: Authority
  from: 2019-11-07
  to: 2020-02-27
""",
    # In force since the period began.
    "MP403": """\
history:
- {date: 2019-01-15, event: raised, as: MP}
- {date: 2019-04-05, event: approved, by: CB, release: 2019-06}
""",
    # Referred by its proposer.
    "MP404": """\
history:
- {date: 2019-01-15, event: raised, as: MP}
- {date: 2019-09-05, event: approved, by: CB}
- {date: 2019-09-15, event: referred, refer-to: Panel, by: proposer}
""",
}
RELEASE = """\
id: 2019-06
name: June 2019 SEC Release
kind: scheduled
go-live: 2019-09-12
sec-version: 6.5
history:
- {date: 2019-09-12, event: went-live}
"""
REQUEST = """\
kind: letter
dated: 2019-09-30
as-of: 2019-09-30
sender: {name: A. Chair, address: [1 Street]}
addressee: {name: B. Director, address: [2 Street]}
requested: {modification: MP402, part: all}
"""


def register(root: Path, fact: str | None) -> Loaded:
    """A register of whose modifications an assumed entry alone gives a fact."""
    copy_of(NOVEMBER_2019, root)
    given = f", {VALUES[fact]}" if fact else ""
    for id_, text in MODIFICATIONS.items():
        entry = f"- {{date: 2019-09-25, event: noted, assumed: true{given}}}\n"
        head = f"id: {id_}\ntitle: The title of {id_}\n"
        (root / f"modifications/{id_}.yaml").write_text(head + text + entry, encoding="utf-8")
    (root / "releases/2019-06").mkdir()
    (root / "releases/2019-06/release.yaml").write_text(RELEASE, encoding="utf-8")
    letter = REQUEST.replace("part: all", "part: all-of-it") if fact == "parts" else REQUEST
    (root / f"publications/{LETTER}.yaml").write_text(letter, encoding="utf-8")
    loaded = load_register(root)
    assert loaded.diagnostics == ()
    return loaded


def built(loaded: Loaded, name: str) -> tuple[list[str], tuple[AssumedFact, ...]]:
    found = build(loaded, name)
    lines = found.written("md").decode("utf-8").splitlines()
    return lines, assumed_facts(loaded.register, name, found.edition)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    loaded = register(tmp_path_factory.mktemp("without") / "register", None)
    return {name: built(loaded, name)[0] for name in EVERY}


PRINTED_IN = {
    "title": EVERY,
    "problem": (REPORT, UPDATE, NEWS),
    "solution": (UPDATE, NEWS, LETTER),
    "will": (RID,),
    "irps": (RID,),
    "impacts": (RID, LETTER),
    "costs": (RID,),
    "cut_off": (RID,),
    "documents": (RID, UPDATE, LETTER),
    "specifications": (RID, UPDATE, LETTER),
    "parts": (RID, UPDATE, LETTER),
    "path": (REPORT, UPDATE),
    "proposer": (REPORT, UPDATE, NEWS),
    "urgent": (),
    "fast_track": (),
}


def test_every_fact_is_here() -> None:
    assert (
        VALUES.keys() == PRINTED_IN.keys() == {"title", *Facts.model_fields, *Amended.model_fields}
    )


@pytest.mark.parametrize("fact", VALUES)
def test_what_is_assumed_is_qualified_or_stops_an_issue(
    fact: str, without: dict[str, list[str]], tmp_path: Path
) -> None:
    loaded = register(tmp_path / "register", fact)
    printed = []
    for name in EVERY:
        lines, facts = built(loaded, name)
        new = [line for line in lines if line not in without[name] and "fingerprint" not in line]
        if not new:
            continue
        printed.append(name)
        assert facts, (name, new)
        if all(one.qualifier for one in facts):
            assert any("ubject to confirmation" in line for line in new), (name, new)
    assert tuple(printed) == PRINTED_IN[fact]
