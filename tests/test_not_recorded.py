"""What nobody recorded is nowhere printed as a fact, and a fact is not told as not recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sectool.acronyms import Acronyms
from sectool.check.run import check_register
from sectool.load import Loaded, load_register
from sectool.model.register import Register
from sectool.pipeline import build, subject_of
from sectool.render.formats import FORMATS
from tests.command import run
from tests.register import MINIMAL, NOVEMBER_2019, SEED, copy_of, edit, opened
from tests.tables import flowing

THREE_LINES = "id: 2030-06\nname: June 2030 SEC Release\nkind: scheduled\n"
# As people begin: of the first nothing is recorded, of the second one thing is open, of the third
# it is known that it affects nobody, and the fourth is complete.
FOUR = {
    "MP002": "title: Of which nothing is recorded\n",
    "MP003": "title: Of which one thing is open\n"
    "will: make the first change\nimpacts: {suppliers: true, gas-networks: tbc, dcc: tbc}\n",
    "MP004": "title: Which affects nobody\nwill: correct a reference\nimpacts: none\n"
    "documents: [section-h]\n",
    "MP005": "title: A change that is complete\nwill: make the second change\n"
    "impacts: {other-parties: true, dcc: testing}\nspecifications: {GBCS: [v4]}\n"
    "costs:\n- {phases: [sit, uit], amount: 1000}\n",
}
TARGETED = (
    "history:\n- {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}"
)


@pytest.fixture
def beginning(tmp_path: Path) -> Path:
    """A release of three lines with four modifications."""
    root = copy_of(MINIMAL, tmp_path / "register")
    (root / "releases/2030-06/release.yaml").write_text(THREE_LINES, encoding="utf-8")
    for id_, text in FOUR.items():
        (root / f"modifications/{id_}.yaml").write_text(
            f"id: {id_}\n{text}{TARGETED}\n", encoding="utf-8"
        )
    return root


def as_draft(root: Path) -> None:
    file = root / "publications/rid-2030-06.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(" dated: 2029-02-01,", ""), encoding="utf-8")


def markdown(loaded: Loaded, name: str) -> str:
    """A document as it is worded: where an acronym is met first is another matter."""
    built = build(loaded, name)
    return flowing(FORMATS["md"].write(replace(built.document, acronyms=Acronyms()), built.look))


def test_a_dated_rid_of_three_lines(
    beginning: Path, golden: Callable[[str, bytes | str], None]
) -> None:
    golden("rid-three-lines.md", build(load_register(beginning), "rid-2030-06").written("md"))


def test_a_draft_of_three_lines(
    beginning: Path, golden: Callable[[str, bytes | str], None]
) -> None:
    as_draft(beginning)
    golden("rid-three-lines-draft.md", build(load_register(beginning), "rid-2030-06").written("md"))


STATEMENTS = (
    "affects no other Code",
    "No DCC Change Request",
    "No new version of a Technical Specification",
    "No impact on",
    "does not affect",
    "not expected to change",
)


@pytest.mark.parametrize("draft", [False, True])
def test_nothing_is_stated_that_nobody_said(beginning: Path, draft: bool) -> None:
    if draft:
        as_draft(beginning)
    text = markdown(load_register(beginning), "rid-2030-06")
    assert [words for words in STATEMENTS if words in text] == []
    assert ("TODO" in text) == draft


def test_each_thing_that_a_release_lacks_is_one_warning(beginning: Path) -> None:
    loaded = load_register(beginning)
    found = check_register(loaded, subject_of(loaded, documents=True))
    lacking = [one.about for one in found if one.code == "R115"]
    assert sorted(lacking) == [
        ("administrator-effort",),
        ("administrator-impacts",),
        ("change-requests",),
        ("impact-statements", "dcc"),
        ("impact-statements", "other-parties"),
        ("impact-statements", "suppliers"),
        ("operational-costs",),
        ("other-codes",),
        ("test-strategy",),
    ]
    without_facts = {one.place.file: one.message for one in found if one.code == "R109"}
    assert list(without_facts) == ["modifications/MP002.yaml", "modifications/MP003.yaml"]


def test_without_a_rid_nothing_is_asked_of_a_release(beginning: Path) -> None:
    (beginning / "publications/rid-2030-06.yaml").unlink()
    loaded = load_register(beginning)
    found = check_register(loaded, subject_of(loaded, documents=True))
    assert [one for one in found if one.code in ("R109", "R115")] == []


FACTS = """\
id: 2030-06
name: June 2030 SEC Release
kind: scheduled
change-requests: none
specifications: none
other-codes: none
costs: {operational: none}
administrator-effort: none
"""


def test_none_is_a_fact(beginning: Path) -> None:
    (beginning / "releases/2030-06/release.yaml").write_text(FACTS, encoding="utf-8")
    for id_ in FOUR:
        (beginning / f"modifications/{id_}.yaml").write_text(
            f"id: {id_}\ntitle: Change {id_}\nwill: correct a reference\nimpacts: none\n"
            f"documents: none\nirps: none\n{TARGETED}\n",
            encoding="utf-8",
        )
    text = markdown(load_register(beginning), "rid-2030-06")
    for words in (
        "No other Codes are impacted by this release.",
        "No DCC Change Request is planned for this release.",
        "No new version of a Technical Specification will come into force with this release.",
        "This release does not affect SEC Parties.",
        "This release does not affect the DCC.",
        "This release does not amend any document of the SEC.",
        "No modification in this release changes DCC Systems",
        "Operational costs are not expected to change.",
        "This release does not require any effort from SECAS beyond its usual work.",
    ):
        assert words in text
    assert "TBC" not in text
    shown = run("mod", "show", "MP003", cwd=beginning).stdout
    assert "touches       nobody" in shown
    listed = run("mod", "list", "--party", "suppliers", cwd=beginning).stdout
    assert "have no impacts recorded" not in listed


def test_a_list_without_items_says_neither(beginning: Path) -> None:
    file = beginning / "modifications/MP002.yaml"
    text = file.read_text(encoding="utf-8")
    for written in ("documents: []", "specifications: {}", "impacts: {}"):
        file.write_text(text.replace("history:", f"{written}\nhistory:"), encoding="utf-8")
        (found,) = load_register(beginning).diagnostics
        assert (found.code, found.place.span.line) == ("Y203", 3)
        assert "write 'none'" in found.message


def test_one_of_documents_and_specifications_tells_both(beginning: Path) -> None:
    text = markdown(load_register(beginning), "rid-2030-06")
    matrix = text[text.index("SEC document impact matrix") :].splitlines()[2:]
    rows = [[cell.strip() for cell in row.split("|")] for row in matrix[:6]]
    assert [row[1] for row in rows[2:]] == ["**MP002**", "**MP003**", "**MP004**", "**MP005**"]
    ticks = [re.sub(r"[^A-Z✓]", "", row[3]) for row in rows[2:]]
    assert ticks == ["TBC", "TBC", "✓", ""]


# Whatever is taken away, no document says more than it did.

OF_RELEASE = (
    *("change_requests", "specifications", "other_codes", "administrator_effort", "operational"),
)
Change = Callable[[Register], Register]


def without_fact(keys: tuple[str, ...]) -> Change:
    """Takes facts away from every modification, from its parts and its entries."""

    def taken(found: Any) -> Any:
        update: dict[str, Any] = {key: None for key in keys if key in type(found).model_fields}
        if getattr(found, "parts", None):
            update["parts"] = {id_: taken(part) for id_, part in found.parts.items()}
        if getattr(found, "history", None):
            update["history"] = tuple(map(taken, found.history))
        left = found.model_copy(update=update)
        left.model_fields_set.difference_update(keys)
        return left

    return lambda register: replace(
        register,
        modifications={id_: taken(found) for id_, found in register.modifications.items()},
    )


def without_release_fact(key: str) -> Change:
    def taken(release: Any) -> Any:
        if key != "operational":
            return release.model_copy(update={key: None})
        costs = release.costs
        return release.model_copy(
            update={"costs": costs and costs.model_copy(update={"operational": None})}
        )

    return lambda register: replace(
        register, releases={id_: taken(found) for id_, found in register.releases.items()}
    )


CHANGES: dict[str, Change] = {
    "impacts": without_fact(("impacts",)),
    "documents and specifications": without_fact(("documents", "specifications")),
    "irps": without_fact(("irps",)),
    **{f"release: {key}": without_release_fact(key) for key in OF_RELEASE},
}
# TBC and its note, and what says that something is open.
# A heading of rows that are modifications, or versions of which none is known, is a fact of none.
OPEN = re.compile(
    r"\AVersion or modification\Z|TBC|to be confirmed|has not been settled|been estimated yet"
    r"|at least"
)
NAMES = (
    "part ‘Text of the Common Test Scenarios Document’",
    "Text of the Common Test Scenarios Document",
    "changes to Appendix R ‘Common Test Scenarios Document’",
    "Appendix R ‘Common Test Scenarios Document’",
)
IRPS = re.compile(
    r"(?:(?:one|two|three|four|five|six|seven|\d+) )?(?:(?:non-)?DCC System impacting )?IRPs?\b"
)


def sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith("<small>") or "fingerprint" in line.lower():
            continue
        plain = re.sub(r"\[\^?[\w-]+\]:?|\\|<[^>]*>|<sup>.*?</sup>", "", line)
        # A table goes by its number, which the tables before it decide.
        plain = re.sub(r"(Table|Figure)\s[0-9]+", r"\1", plain)
        # A letter names a part by its documents or, where these are not known, by its title.
        for name in NAMES:
            plain = plain.replace(name, "Appendix R")
        for piece in re.split(r"\||(?<=[.;:]) ", plain):
            said = IRPS.sub("IRPs", piece.replace("*", "")).strip(" -–")
            if said:
                yield said


@cache
def said_by(register: Path, name: str) -> frozenset[str]:
    return frozenset(sentences(markdown(opened(register), name)))


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("root", [SEED, MINIMAL], ids=["seed", "minimal"])
def test_what_is_taken_away_is_nowhere_a_statement(root: Path, what: str) -> None:
    loaded = opened(root)
    left = replace(loaded, register=CHANGES[what](loaded.register))
    for name in loaded.register.publications:
        before, after = said_by(root, name), set(sentences(markdown(left, name)))
        # What ends sooner says less.
        shorter = {one for one in after if any(all_.startswith(one[:-1]) for all_ in before)}
        new = [one for one in after - before - shorter if not OPEN.search(one)]
        assert new == [], name


def test_something_is_taken_away() -> None:
    loaded = opened(SEED)
    for what in ("impacts", "documents and specifications", "release: other_codes"):
        left = replace(loaded, register=CHANGES[what](loaded.register))
        assert set(sentences(markdown(left, "rid-2022-11"))) != said_by(SEED, "rid-2022-11")


EACH_TO_BE_CONFIRMED = (
    "{suppliers: tbc, electricity-networks: tbc, gas-networks: tbc, other-parties: tbc, dcc: tbc}"
)


@pytest.mark.parametrize(
    ("impacts", "codes"),
    [
        ("", set()),
        (EACH_TO_BE_CONFIRMED, set()),
        ("none", {"R102", "R107"}),
        ("{suppliers: true, dcc: system}", {"R102"}),
    ],
)
def test_whom_nobody_named_is_not_left_out(tmp_path: Path, impacts: str, codes: set[str]) -> None:
    """A statement about all Parties is not held against impacts that nobody recorded."""
    root = copy_of(MINIMAL, tmp_path / "register")
    modification = root / "modifications" / "MP002.yaml"
    edit(
        modification,
        "impacts: {suppliers: true, dcc: system}\n",
        f"impacts: {impacts}\n" if impacts else "",
    )
    edit(
        root / "releases" / "2030-06" / "release.yaml", "- for: suppliers\n", "- for: all-parties\n"
    )
    loaded = load_register(root)
    found = check_register(loaded, subject_of(loaded, documents=False))
    assert {one.code for one in found} & {"R102", "R107"} == codes


PARTS = (
    "parts:\n  text: {title: The text, documents: [section-h]}\n  systems: {title: The systems}\n"
)


@pytest.mark.parametrize(
    ("facts", "lacking"),
    [
        ("", ["MP003 is in the scope of 2030-06 and has no 'documents'"]),
        ("documents: none\n", []),
        ("specifications: none\n", []),
        (PARTS, ["MP003 is in the scope of 2030-06 and has no 'documents'"]),
        (PARTS.replace("The systems}", "The systems, documents: none}"), []),
    ],
    ids=["nothing", "documents", "specifications", "one part of two", "both parts"],
)
def test_what_it_changes_in_the_code_is_asked_for(
    facts: str, lacking: list[str], tmp_path: Path
) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    (root / "modifications/MP003.yaml").write_text(
        "id: MP003\ntitle: One of unknown effect\nwill: do it\nimpacts: {suppliers: true}\n"
        f"{facts}history:\n- {{date: 2029-01-09, event: approved, release: 2030-06}}\n",
        encoding="utf-8",
    )
    loaded = load_register(root)
    found = check_register(loaded, subject_of(loaded, documents=True))
    assert [one.message for one in found if one.code == "R109"] == lacking
    (root / "publications/rid-2030-06.yaml").unlink()
    loaded = load_register(root)
    found = check_register(loaded, subject_of(loaded, documents=True))
    assert [one.message for one in found if one.code == "R109"] == []


# What a screen and a program are told of documents.

SAID = {None: "documents not recorded", "none": "no documents", "[section-h]": "Section H"}


@pytest.mark.parametrize("documents", SAID, ids=str)
def test_no_documents_and_documents_not_recorded_are_told_apart(
    documents: str | None, tmp_path: Path
) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    file = register / "modifications" / "MP309.yaml"
    text = "".join(
        line for line in file.read_text("utf-8").splitlines(True) if "documents" not in line
    )
    line = f"documents: {documents}\n" if documents is not None else ""
    file.write_text(text.replace("history:", f"{line}history:"), "utf-8")
    known = {None: None, "none": [], "[section-h]": ["section-h"]}[documents]
    shown = run("mod", "show", "MP309", cwd=register).stdout
    assert SAID[documents] in " ".join(shown.split())
    data = json.loads(run("mod", "show", "MP309", "--json", cwd=register).stdout)
    assert (data["documents"], [part["documents"] for part in data["parts"]]) == (known, [known])
    words = ("mod", "list", "--all", "--document", "section-h")
    listed = json.loads(run(*words, "--json", cwd=register).stdout)
    assert ("MP309" in [one["id"] for one in listed["modifications"]]) == bool(known)
    assert ("MP309" in listed["not-recorded"]) == (known is None)
    many = len(listed["not-recorded"])
    assert (f"{many} more have no documents recorded" in run(*words, cwd=register).stdout) == (
        many > 1
    )


@pytest.mark.parametrize(
    ("line", "known", "told"),
    [("", None, "not recorded"), ("none", [], "none")],
)
def test_what_a_release_brings_in_is_told_apart(
    line: str, known: list[str] | None, told: str, tmp_path: Path
) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    file = register / "releases" / "2020-02" / "release.yaml"
    with file.open("a", encoding="utf-8") as opened_:
        for key in ("specifications", "change-requests"):
            opened_.write(f"{key}: {line}\n" if line else "")
    data = json.loads(run("release", "show", "2020-02", "--json", cwd=register).stdout)
    assert (data["specifications"], data["change-requests"]) == (known, known)
    shown = run("release", "show", "2020-02", cwd=register).stdout
    assert f"Specifications  {told}\n" in shown
    assert f"DCC Change Requests  {told}\n" in shown
