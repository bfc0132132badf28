"""Documents name bodies by what these do: by who has the role on the day, as known on the day."""

from __future__ import annotations

import io
import json
import re
import tokenize
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sectool.acronyms import Acronyms
from sectool.blocks import Paragraph, Text, text_of
from sectool.building import Built, build
from sectool.documents.edition import edition_of
from sectool.documents.fingerprint import fingerprint
from sectool.documents.kinds import KINDS
from sectool.documents.roles import Roles
from sectool.load import Loaded, load_register
from sectool.load.shipped import tables_of
from sectool.queries.register_on import register_on
from tests.command import run
from tests.register import (
    MINIMAL,
    NOVEMBER_2019,
    REPOSITORY,
    SEED,
    copy_of,
    edit,
    lean_copy,
    opened,
)
from tests.tables import flowing

SOURCES = REPOSITORY / "sectool"
DECIDES = (
    "Before the decision, {} will review the operational criteria and {} the testing criteria, and "
    "each will advise {}; {} will then decide whether the release is implemented as planned."
)


def sentences(built: Built) -> str:
    # As they are worded: acronyms are written out on the way to a file.
    document = replace(built.document, acronyms=Acronyms())
    words = replace(built, document=document).written("md")
    return flowing(words).replace("\N{NO-BREAK SPACE}", " ")


def roles_in(register: Path, name: str, day: date | None = None) -> Roles:
    """The roles in a document of a register, before it is worded."""
    loaded = opened(register).register
    publication = loaded.publications[name]
    edition = edition_of(publication, day)
    calendars = register_on(loaded, edition.as_of).calendars
    roles = KINDS[publication.kind].compose(loaded, publication, edition, calendars).roles
    assert isinstance(roles, Roles)
    return roles


# The living sentences: those that name whoever has a role, in a document of 2019 and of today.


@pytest.mark.parametrize(
    ("register", "name", "day", "who"),
    [
        (NOVEMBER_2019, "rid-2019-11", "2019-09-02", ["the OPSG", "the TAG", "the Panel"]),
        (NOVEMBER_2019, "rid-2019-11", "2019-10-31", ["the OPSG", "the TAG", "the Panel"]),
        # What came later says nothing of a decision of 2019.
        (NOVEMBER_2019, "rid-2019-11", "2022-01-10", ["the OPSG", "the TAG", "the Panel"]),
        (SEED, "rid-2022-11", "2021-11-23", ["the OPSG", "the TAG", "the CSC"]),
    ],
)
def test_a_rid_names_who_decides_on_the_day_of_the_decision(
    register: Path, name: str, day: str, who: list[str]
) -> None:
    built = build(opened(register), name, date.fromisoformat(day), draft=True)
    assert DECIDES.format(*who, who[-1]) in sentences(built)
    assert built.roles_in_doubt == ()


@pytest.mark.parametrize(
    ("register", "name", "source"),
    [
        (NOVEMBER_2019, "rid-2019-11", "timetable"),
        (SEED, "rid-2022-11", "rid-2022-11-v0.4"),
    ],
)
def test_a_name_keeps_the_source_of_its_power(register: Path, name: str, source: str) -> None:
    assert roles_in(register, name)["go-no-go"].sources == (source,)
    (found,) = (
        block.body
        for block in build(opened(register), name).document.blocks
        if isinstance(block, Paragraph) and "then decide whether" in text_of((block,))
    )
    paths = {one.path for inline in found if isinstance(inline, Text) for one in inline.sources}
    acts = ("review-operations", "review-testing", "go-no-go")
    assert paths == {("roles", act, "the") for act in acts}


REPORT_OF_2019 = [
    "Modifications that are with the Authority, or that were referred after the vote, are included "
    "under Opine.",
    "There is no vote of the Change Board to report since 1 September 2019.",
    "### Change Sub-Committee\n",
    "There is no recommendation for conversion by the Change Sub-Committee to report since",
    "### Working Groups\n",
    "There is no meeting of the Working Group to report since 1 September 2019.",
    "### Change Board votes\n",
    "### With the Authority\n",
    "There is no decision of the Authority to report since 1 September 2019.",
]
REPORT_OF_2020 = [
    "The Change Board approved four Modification Proposals under Self-Governance:",
    "### Working Groups\n",
    "Table: Requests decided by the Change Board\n",
    "The Change Board has voted on five modifications since 30 June 2020.",
    "Votes of the Change Board",
    "There is no decision of the Authority to report since 30 June 2020.",
]
UPDATE_OF_2017 = [
    "SECAS also reports to the SEC Panel each month on all modifications in progress. The current "
    "report is among the papers for meeting 45 of the Panel.",
    "The SEC Panel will next meet on Friday 9 June 2017 (meeting 45).",
    "the SEC Panel upheld the decision that had been referred to it.",
]
LETTER_OF_2021 = ["The SEC Panel requests that", "and asks the Authority to direct the new date."]


@pytest.mark.parametrize(
    ("register", "name", "said"),
    [
        (NOVEMBER_2019, "status-report-2019-09", REPORT_OF_2019),
        (NOVEMBER_2019, "unc-update-2019-09", ["SECAS also reports to the SEC Panel each month"]),
        (SEED, "status-report-2020-08", REPORT_OF_2020),
        (SEED, "unc-update-2017-06", UPDATE_OF_2017),
        (SEED, "letter-secmp0007-2021-03-25", LETTER_OF_2021),
    ],
)
def test_other_documents_name_who_had_the_role(register: Path, name: str, said: list[str]) -> None:
    text = sentences(build(opened(register), name)).replace(" \n", "\n")
    # Captions are set with a colon or in emphasis.
    assert [one for one in said if one.removeprefix("Table: ").strip() not in text] == []


# None, or several.


def register_with(folder: Path, powers: str) -> Loaded:
    """The register of 2019 with other powers to decide on go-live."""
    register = copy_of(NOVEMBER_2019, folder / "register")
    bodies = register / "reference/bodies.yaml"
    text = bodies.read_text("utf-8")
    text = re.sub(r"  - \{act: go-no-go.*\n", "", text)
    bodies.write_text(text + powers, encoding="utf-8")
    return load_register(register)


BOARDS = """\
first:
  short: FB
  name: First Board
  powers: [{act: go-no-go, to: 2019-06, source: timetable}]
second:
  short: SB
  name: Second Board
  powers: [{act: go-no-go, from: 2020-01, source: timetable}]
"""


@pytest.mark.parametrize(
    ("powers", "who", "code", "said"),
    [
        (
            "",
            "TBC",
            "R128",
            "this document says TBC for the body that decides whether a release goes live: no body "
            "is known to have the power on Fri 22 Nov 2019",
        ),
        (
            BOARDS,
            "the FB or the SB",
            "R129",
            "this document says the FB or the SB for the body that decides whether a release goes "
            "live: either may on Fri 22 Nov 2019",
        ),
    ],
)
def test_nobody_and_several_are_said_and_reported(
    powers: str, who: str, code: str, said: str, tmp_path: Path
) -> None:
    loaded = register_with(tmp_path, powers)
    assert loaded.diagnostics == ()
    built = build(loaded, "rid-2019-11")
    assert DECIDES.format("the OPSG", "the TAG", who, who) in sentences(built)
    assert [role.act for role in built.roles_in_doubt] == ["go-no-go"]
    done = run("check", cwd=tmp_path / "register")
    told = [line for line in done.stdout.splitlines() if code in line]
    assert len(told) == 1
    assert told[0].startswith("publications/rid-2019-11.yaml:2:")
    assert told[0].endswith(said)
    built_by_hand = run("publication", "build", "rid-2019-11", cwd=tmp_path / "register")
    assert f"rid-2019-11: {said} ({code})\n" in built_by_hand.stderr


def test_an_act_that_the_code_lacks_is_reported(tmp_path: Path) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    table = register / "reference/roles.yaml"
    text = tables_of("sec")["reference/roles.yaml"].read_text("utf-8")
    table.write_text(text[: text.index("\ngo-no-go:")] + "\n", encoding="utf-8")
    bodies = register / "reference/bodies.yaml"
    power = re.compile(r"  - \{act: go-no-go.*\n")
    bodies.write_text(power.sub("", bodies.read_text("utf-8")), encoding="utf-8")
    assert DECIDES.format("the OPSG", "the TAG", "TBC", "TBC") in sentences(
        build(load_register(register), "rid-2019-11")
    )
    done = run("check", cwd=register)
    (told,) = (line for line in done.stdout.splitlines() if "R128" in line)
    assert told.endswith(
        "this document says TBC for the body that has the power for 'go-no-go': "
        "reference/roles.yaml has no such act"
    )


def test_what_is_shown_later_is_not_known_before(tmp_path: Path) -> None:
    later = "board:\n  short: SB\n  name: Some Board\n  powers: [{act: go-no-go, source: notice}]\n"
    loaded = register_with(tmp_path, later)
    for day, who in (("2019-10-09", "TBC"), ("2019-10-31", "the SB")):
        built = build(loaded, "rid-2019-11", date.fromisoformat(day), draft=True)
        assert DECIDES.format("the OPSG", "the TAG", who, who) in sentences(built)


def test_nothing_is_reported_of_what_was_issued(tmp_path: Path) -> None:
    register = lean_copy(tmp_path / "register")
    edit(register / "reference/bodies.yaml", "  - act: go-no-go\n", "  - act: vote\n")
    loaded = load_register(register)
    name, as_issued = "rid-2022-11", build(load_register(SEED), "rid-2022-11", state="issued")
    built = build(loaded, name, state="issued")
    assert [role.act for role in built.roles_in_doubt] == ["go-no-go"]
    # The text has another name; its facts are the same.
    assert "TBC will then decide" in sentences(built)
    assert built.edition.issued
    assert as_issued.edition.issued


def test_roles_are_no_facts_of_a_document() -> None:
    for register in (SEED, NOVEMBER_2019):
        loaded = opened(register).register
        for name, publication in loaded.publications.items():
            edition = edition_of(publication)
            calendars = register_on(loaded, edition.as_of).calendars
            value = KINDS[publication.kind].compose(loaded, publication, edition, calendars)
            if hasattr(value, "roles"):
                before = fingerprint(value)
                object.__setattr__(value, "roles", Roles())
                assert fingerprint(value) == before, name


# What commands say of who may move a date.


@pytest.mark.parametrize(
    ("powers", "may"),
    [
        ("  - {act: use-discretion, source: direction}\n", "the Panel may move it up to"),
        ("", "it may be moved up to"),
        # The notice is of the 30th.
        ("  - {act: use-discretion, source: notice}\n", "it may be moved up to"),
    ],
)
def test_a_command_names_who_may_move_a_date(powers: str, may: str, tmp_path: Path) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    edit(
        register / "reference/bodies.yaml",
        "  - {act: use-discretion, source: direction}\n",
        powers,
    )
    done = run("mod", "show", "MP304", "--as-of", "2019-10-10", cwd=register)
    said = " ".join(done.stdout.split())
    assert f"{may} Sun 1 Dec 2019" in said


# Every body under another name.

NAMES = {
    **{short: f"{short}X" for short in ("CSC", "CB", "WG", "OPSG", "TAG", "TABASC", "SSC", "PMA")},
    **{name: f"{name}ix" for name in ("Panel", "Authority", "Participants")},
    "Change Board": "Change Boardix",
    "Change Sub-Committee": "Change Sub-Committeeix",
    "Working Group": "Working Groupix",
    "Operations Group": "Operations Groupix",
    "Testing Advisory Group": "Testing Advisory Groupix",
}
RENAMED = re.compile(
    rf"(?<![A-Za-z-])({'|'.join(sorted(NAMES, key=len, reverse=True))})(?=s?(?![A-Za-z]))"
    # Paths are no bodies.
    r"(?!-[LD]| Determination)"
)


def renamed(text: str) -> str:
    return RENAMED.sub(lambda found: NAMES[found[1]], text)


@pytest.mark.parametrize("register", [SEED, NOVEMBER_2019], ids=lambda path: path.name)
def test_bodies_of_other_names_have_the_same_documents(register: Path, tmp_path: Path) -> None:
    other = copy_of(register, tmp_path / "register")
    for file, shipped in tables_of("sec").items():
        if not (other / file).exists():
            (other / file).write_bytes(shipped.read_bytes())
    first = load_register(copy_of(other, tmp_path / "first"))
    for path in other.rglob("*.yaml"):
        path.write_text(renamed(path.read_text("utf-8")), encoding="utf-8")
    second = load_register(other)
    # Shipped tables are of the newest shape, which an older register does not give.
    found = [one for each in (first, second) for one in each.diagnostics]
    assert [one for one in found if "'shape' is missing" not in one.message] == []
    shorts = {body.short for body in second.register.bodies.values()}
    assert shorts.isdisjoint(NAMES)
    for name in first.register.publications:
        before, after = (
            re.sub("fingerprint .*", "", sentences(build(one, name, state="issued")))
            for one in (first, second)
        )
        assert after == renamed(before), name


# No body has its name in Python.

BODY = re.compile(
    r"\b(?:CSC|OPSG|TAG|TABASC|SSC|PMA|TSIRS|CB|WG|Panel|Authority|Change Board|Sub-Committee"
    r"|Working Group|Operations Group|Advisory Group)\b(?!-Led| Determination)"
)
EXAMPLES = re.compile(r"[Ss]uch as [^.;]*|`[^`]*`|'[^']*'")
BELOW = ("documents", "queries", "cli", "building", "history", "drafting", "issuing", "compare")


def bodies_in(text: str) -> Iterator[str]:
    """The bodies that Python names, but for examples in comments, docstrings and helps."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in (tokenize.NAME, tokenize.STRING, tokenize.COMMENT):
            continue
        said = token.string.strip("'\"") if token.type == tokenize.STRING else token.string
        yield from (f"{token.start[0]}: {one[0]}" for one in BODY.finditer(EXAMPLES.sub("", said)))


def test_python_names_no_body_of_a_code() -> None:
    found = {
        file.relative_to(SOURCES).as_posix(): named
        for folder in BELOW
        for file in sorted((SOURCES / folder).rglob("*.py"))
        if (named := list(bodies_in(file.read_text("utf-8"))))
    }
    assert found == {}


def test_a_body_in_python_is_seen() -> None:
    text = '"""What the Panel does, such as the CSC."""\nWG = "CB"\nx = 1  # not `TAG`, the PMA\n'
    assert list(bodies_in(text)) == ["1: Panel", "2: WG", "2: CB", "3: PMA"]


def test_templates_name_no_body_of_a_code() -> None:
    for template in sorted((REPOSITORY / "templates").glob("*.j2")):
        assert BODY.findall(template.read_text("utf-8")) == []


def test_the_small_register_is_in_no_doubt() -> None:
    built = build(opened(MINIMAL), "rid-2030-06")
    assert built.roles_in_doubt == ()


@pytest.mark.parametrize(
    ("day", "held", "shown"),
    [
        # The direction, which shows the second power, is of 8 October 2019.
        ("2019-10-07", "Panel, until Sun 10 Nov 2019", False),
        ("2019-10-08", "Panel, until Sun 10 Nov 2019; at other times CSC, from Mon 11 Nov", True),
        ("2019-11-15", "CSC, from Mon 11 Nov 2019; at other times Panel, until Sun 10 Nov", True),
    ],
)
def test_commands_tell_of_powers_that_were_known(
    day: str, held: str, shown: bool, tmp_path: Path
) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    bodies = register / "reference/bodies.yaml"
    edit(bodies, "{act: go-no-go, to: 2020-12,", "{act: go-no-go, to: 2019-11-10,")
    edit(
        bodies,
        "{act: go-no-go, from: 2021-01, source: later-rid}",
        "{act: go-no-go, from: 2019-11-11, source: direction}",
    )
    roles = run("profile", "show", "roles", "--as-of", day, cwd=register).stdout
    said = " ".join(roles[roles.index("Who has them") :].split())
    rest = said.partition(" go-no-go ")[2]
    assert rest.startswith(held)
    assert ("CSC" in rest) is shown
    (data,) = (
        one
        for one in json.loads(
            run("profile", "show", "roles", "--as-of", day, "--json", cwd=register).stdout
        )["roles"]
        if one["act"] == "go-no-go"
    )
    assert len(data["others"]) == int(shown)
    body = run("body", "show", "CSC", "--as-known-at", day, cwd=register).stdout
    assert ("go-no-go" in body) is shown
    as_data = run("body", "show", "CSC", "--as-known-at", day, "--json", cwd=register).stdout
    assert ("go-no-go" in {one["act"] for one in json.loads(as_data)["powers"]}) is shown


MOVED = {
    "approve-assessment": "csc",
    "recommend-conversion": "panel",
    "determine": "minister",
}
HAPPENED = {
    "MP312": """\
- {date: 2019-01-15, event: raised, as: MP}
- {date: 2019-04-02, event: recommended, towards: report, by: Panel}
- {date: 2019-08-20, event: recommended, towards: authority, by: CB}
- {date: 2019-09-05, event: approved, by: Authority, release: 2020-02}
""",
    "MP313": """\
- {date: 2019-08-15, event: raised, as: DP}
- {date: 2019-09-03, event: recommended, towards: conversion, by: CSC}
""",
    "MP314": """\
- {date: 2019-01-15, event: raised, as: MP}
- {date: 2019-08-15, event: assessment-requested, assessment: ia-1}
- {date: 2019-09-04, event: assessment-approved, assessment: ia-1, by: CB}
""",
}


def test_a_report_names_who_did_something_before_a_power_moved(tmp_path: Path) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    bodies = register / "reference/bodies.yaml"
    text = bodies.read_text("utf-8") + "minister:\n  short: SoS\n  name: Minister\n  powers:\n"
    for act, after in MOVED.items():
        row = f"  - {{act: {act}, source: timetable}}\n"
        assert text.count(row) == 1
        text = text.replace(row, row.replace(", source", ", to: 2019-09-14, source"))
        later = row.replace(", source", ", from: 2019-09-15, source")
        head = re.compile(rf"^{after}:\n(?:  .*\n)*?  powers:\n", re.MULTILINE)
        found = head.search(text)
        assert found is not None
        text = text[: found.end()] + later + text[found.end() :]
    bodies.write_text(text, encoding="utf-8")
    for id_, history in HAPPENED.items():
        (register / f"modifications/{id_}.yaml").write_text(
            f"id: {id_}\ntitle: A change\nimpacts: {{suppliers: true, dcc: system}}\n"
            f"documents: [section-a]\nhistory:\n{history}",
            encoding="utf-8",
        )
    loaded = load_register(register)
    assert loaded.diagnostics == ()
    report = sentences(build(loaded, "status-report-2019-09", draft=True))
    assert (
        "### Change Sub-Committee\n\nThe following Draft Proposal was recommended for conversion"
        in report
    )
    assert "Requests decided by the Change Board" in report
    assert "Decisions of the Authority" in report
    # What is to come is with the one that has the power now.
    assert "### With the SoS" in report
    # An entry that names nobody is under no name.
    edit(
        register / "modifications/MP313.yaml",
        "towards: conversion, by: CSC}",
        "towards: conversion}",
    )
    report = sentences(build(load_register(register), "status-report-2019-09", draft=True))
    assert (
        "### Conversions\n\nThe following Draft Proposal was recommended for conversion" in report
    )


@pytest.mark.parametrize(
    ("until", "since", "said"),
    [
        # The Board meets on 11 October, the Panel on the 18th.
        ("2019-09-30", "2019-10-01", "The SEC Board will next meet on Friday 11 October 2019"),
        ("2019-10-31", "2019-11-01", "The SEC Panel will next meet on Friday 18 October 2019"),
    ],
)
def test_the_next_meeting_is_of_whoever_governs_on_its_day(
    until: str, since: str, said: str, tmp_path: Path
) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    bodies = register / "reference/bodies.yaml"
    text = bodies.read_text("utf-8")
    power = f"  powers:\n  - {{act: govern, to: {until}, source: timetable}}\n"
    pattern = "  pattern:\n  - {rule: third Friday of each month, from: 2019-01}\n"
    text = re.sub(r"(short: Panel\n.*\n)  powers:\n", rf"\1{pattern}{power}", text)
    text += (
        "new-panel:\n  short: Board\n  name: SEC Board\n"
        f"  powers: [{{act: govern, from: {since}, source: timetable}}]\n"
        "  pattern: [{rule: second Friday of each month, from: 2019-01}]\n"
    )
    bodies.write_text(text, encoding="utf-8")
    loaded = load_register(register)
    assert loaded.diagnostics == ()
    assert said in sentences(build(loaded, "unc-update-2019-09", draft=True))
