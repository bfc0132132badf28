"""Issued documents speak as the administrator does; what the register has to say goes beside them.

The words of the working voice, and those that are no official English, are looked for in every kind
and format, as issued. People's own words are theirs: what is written in a register is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from sectool.acronyms import Acronyms
from sectool.blocks import text_of
from sectool.building import Built, build, companion_of
from sectool.diagnostic import Address
from sectool.load import Loaded
from sectool.load.shipped import SHARED
from sectool.model.elements import Group, Root, all_texts
from sectool.model.meaning import Meaning
from sectool.model.modification import Modification
from sectool.model.publication import Publication
from sectool.model.release import Release
from tests.command import run
from tests.office import READERS
from tests.register import REPOSITORY, SEED, edit, lean_copy, opened
from tests.tables import lines_of, words

BSC = SEED.parent / "bsc"
DOCUMENTS = [
    (root, name) for root in (SEED, BSC) for name in sorted(opened(root).register.publications)
]

WORKING = re.compile(
    r"\brecord(?:ed)?\b|\bon record\b|\bthe source\b|published (?:RID|report|figures)|"
    r"\bregister\b(?! labels)|worked out again|\b(?:known|named|assumed|stated) here\b|"
    r"comes? out otherwise|\bTODO\b|heard of",
    re.IGNORECASE,
)
# What style has another word for. Of `holds`, `stands` and the like only the idioms are looked for.
OUT = re.compile(
    r"\b(?:holds? the|stands? (?:on|in|for itself)|tells?|rests? on|looks? (?:at|back)|weighs|anew|"
    r"once more|on top|lean on|reckon(?:ed)?|likelier|unmended|see to it|brings? in|put live|"
    r"comes? with|goes with|what follows|aimed at|joins|turned round|goes on|taken back|"
    r"held (?:to|against)|words wanted|no Working Day|no bank holiday|asked for|glad to|"
    r"turn to me|not known yet|last heard)\b",
    re.IGNORECASE,
)


@cache
def written_by_people(root: Path) -> tuple[str, ...]:
    """Every text of a register's own files, and titles and names, longest first."""
    register = opened(root).register
    found = set()
    for kind, things in (
        (Modification, register.modifications),
        (Release, register.releases),
        (Publication, register.publications),
    ):
        for thing in things.values():
            element = Root(Address(""), Group(kind), thing)
            found |= {str(text) for text, *_ in all_texts(element, Meaning)}
    found |= {str(one.title) for one in register.documents.values()}
    rules = register.lead_times if hasattr(register, "lead_times") else ()
    found |= {str(rule.because) for rule in rules if getattr(rule, "because", None)}
    return tuple(sorted((" ".join(one.split()) for one in found if one), key=len, reverse=True))


def without_people(root: Path, text: str) -> str:
    text = " ".join(text.split())
    for written in written_by_people(root):
        bare = written.rstrip(".")
        for form in {bare, bare[:1].upper() + bare[1:]}:
            if len(form) > 3:
                text = text.replace(form, "")
    return text


@cache
def issued(root: Path, name: str) -> Built:
    return build(opened(root), name, state="issued")


def faults(root: Path, text: str, pattern: re.Pattern[str]) -> list[str]:
    text = without_people(root, text)
    return [text[max(0, m.start() - 60) : m.end() + 40] for m in pattern.finditer(text)]


@pytest.mark.parametrize(("root", "name"), DOCUMENTS, ids=lambda one: getattr(one, "name", one))
def test_an_issued_document_has_the_voice_of_the_administrator(root: Path, name: str) -> None:
    assert faults(root, text_of(issued(root, name).document.blocks), WORKING) == []


@pytest.mark.parametrize("format_", sorted(READERS))
@pytest.mark.parametrize("name", sorted(opened(SEED).register.publications))
def test_so_has_what_each_format_adds(name: str, format_: str) -> None:
    """Captions, alternative texts and marks are words too."""
    built = issued(SEED, name)
    # Else people's words would be others in it than in their files.
    as_worded = replace(built.document, acronyms=Acronyms())
    read = READERS[format_](replace(built, document=as_worded).written(format_))
    text = " ".join(words(line) for line in lines_of(read))
    assert faults(SEED, text, WORKING) == []


def templates() -> list[Path]:
    folders = (REPOSITORY / "templates", SHARED)
    return [file for folder in folders for file in sorted(folder.glob("*.j2"))]


@pytest.mark.parametrize("template", templates(), ids=lambda path: path.name)
def test_no_template_has_a_word_that_is_out(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template.read_text("utf-8"), flags=re.S)
    assert [found[0] for found in OUT.finditer(text)] == []


@pytest.mark.parametrize("template", templates(), ids=lambda path: path.name)
def test_no_template_says_in_the_issued_text_what_is_recorded(template: Path) -> None:
    """But for drafts, companions, and the pack, which is never issued."""
    if "reconciliation" in template.name or template.name == "go-no-go.md.j2":
        return
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template.read_text("utf-8"), flags=re.S)
    assert [found[0] for found in WORKING.finditer(text)] == []


def test_the_guards_see_what_they_look_for() -> None:
    assert WORKING.search("No vote is recorded since 1 June.")
    assert WORKING.search("the register’s glossary")
    assert not WORKING.search("Inclusion of Tariff and Register Labels on SMETS2 Devices")
    assert OUT.search("which changes the release brings in")
    assert not OUT.search("The figures available total £1,000.")


# One name for one thing.

# Of each row one document has one; people's own words are left out. Names of participants and terms
# of the Code are its tables': a participant and its Parties are called alike there.
NAMES_OF_ONE_THING = (
    ("written in one way", r"\bad hoc\b", r"\bad-hoc\b"),
    ("written in one way", r"\bemail\b", r"\be-mail\b"),
    ("written in one way", r"\bcut-off\b", r"\bcut ?off\b"),
    ("written in one way", r"\bSub-Committee\b", r"\bSub ?[Cc]ommittee\b"),
    ("written in one way", r"\bGo-live\b|\bgo-live\b", r"\bGo live\b|\bgo live date\b"),
    ("what is not known yet", r"\bto be confirmed\b|\bTo be confirmed\b", r"\bunknown\b"),
    ("what there is none of", r"\bNone\b", r"\bNil\b|\bnone known\b"),
    ("who keeps the Code", r"\badministrator\b", r"\bcode manager\b"),
)


@pytest.mark.parametrize(("root", "name"), DOCUMENTS, ids=lambda one: getattr(one, "name", one))
def test_a_document_has_one_name_for_one_thing(root: Path, name: str) -> None:
    text = without_people(root, text_of(issued(root, name).document.blocks))
    both = [why for why, *forms in NAMES_OF_ONE_THING if all(re.search(f, text) for f in forms)]
    assert both == []


def test_a_participant_and_its_parties_are_called_alike_in_the_profile() -> None:
    """Else a matrix and the table below it have two names for them."""
    file = REPOSITORY / "sectool" / "profiles" / "sec" / "participants.yaml"
    text = file.read_text(encoding="utf-8")
    called = re.findall(r"^    title: (.*)\n    parties: (.*)$", text, re.MULTILINE)
    assert len(called) == 5
    assert [pair for pair in called if pair[0] != pair[1]] == []


# What left the documents is beside them.


def beside(loaded: Loaded, name: str, built: Built | None = None) -> str:
    made = built if built is not None else build(loaded, name, state="issued")
    return " ".join(text_of(companion_of(loaded, name, made).document.blocks).split())


def test_nothing_is_lost_from_the_companion() -> None:
    report = beside(opened(SEED), "status-report-2020-08")
    for kept in (
        "Average of the Preliminary Assessments open 36 39.3",
        "Duration of MP109 PA 46 49",
        "Refine 42 24",
        "Open 54 329 29 3 9.7 10.0 9.7",
        "the stage of 16 proposals is recorded, and that of 23 others is not",
        "assessment of SECMP0007 is recorded as open",
        "No Modification Report Consultation on SECMP0067",
        "‘weekdays both ends’ (both days count; bank holidays count)",
        "26 modifications last reported more than twelve months before",
        "MP135, raised as a Modification Proposal by Gordon Hextall",
        "taken as raised straight as one",
        "change-status-report-2020-08 Change Status Report, August 2020 7 August 2020",
    ):
        assert kept in report, kept
    letter = beside(opened(SEED), "letter-secmp0007-2021-03-25")
    assert "94 Working Days between 24 June 2021 and 4 November 2021 leave out the first" in letter
    assert "No timetable of the November 2021 SEC Release is recorded" in letter


def test_what_is_missing_is_said_with_the_line_that_would_say_it(tmp_path: Path) -> None:
    root = lean_copy(tmp_path / "register")
    edit(
        root / "releases/2022-11/release.yaml",
        "\nother-codes: This release affects no other Code.\n",
        "\n",
    )
    done = run("publication", "reconcile", "rid-2022-11", "--output", tmp_path / "out", cwd=root)
    assert [Path(line).name for line in done.lines] == [
        "rid-0.4-for-issue-reconciliation.md",
        "rid-0.4-for-issue-reconciliation.html",
    ]
    text = Path(done.lines[0]).read_text("utf-8")
    assert re.search(
        r"\| Say what this release means for other Codes, or none \| "
        r"releases/2022-11/release\.yaml:\d+ \|",
        text,
    )
    draft = build(opened(root), "rid-2022-11", draft=True)
    assert "[TODO: say what this release means for other Codes, or none]" in text_of(
        draft.document.blocks
    )
    document = build(opened(root), "rid-2022-11")
    assert "The impacts on other Codes are to be confirmed." in text_of(document.document.blocks)


def test_the_companion_comes_beside_only_where_it_is_wanted(tmp_path: Path) -> None:
    called = ("publication", "build", "unc-update-2017-06", "--format", "md", "--output")
    alone = run(*called, tmp_path / "a", cwd=SEED)
    both = run(*called, tmp_path / "b", "--companion", cwd=SEED)
    assert len(alone.lines) == 1
    assert [Path(line).name for line in both.lines] == [
        "unc-update-2017-06-for-issue.md",
        "unc-update-2017-06-for-issue-reconciliation.md",
        "unc-update-2017-06-for-issue-reconciliation.html",
    ]
    again = run(*called, tmp_path / "b", "--companion", cwd=SEED)
    assert both.lines == again.lines
    assert not Path(both.lines[1]).read_text("utf-8").count("fingerprint 2:")


# The facts are those that went out.


PRINTS = {
    "letter-secmp0007-2021-03-25": "2:3e0901292193",
    "newsletter-2021-12-17": "2:7a907326288a",
    "rid-2022-11": "2:39e5a4bea3e1",
    "status-report-2020-08": "2:aad623f340de",
    "unc-update-2017-06": "2:fab515f4bde4",
}


def test_no_fact_of_a_document_is_another() -> None:
    assert {name: issued(SEED, name).imprint.fingerprint for name in PRINTS} == PRINTS
