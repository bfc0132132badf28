"""Every command and every document gives one answer to one question, on a register made to tell.

Each modification here is a case in which two rooms once could differ. What each room says is read
from what it prints, and held against the one list of what is so.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.register import MINIMAL, copy_of
from tests.tables import flowing, led_nowhere

DAY = "2029-12-12"  # a Wednesday

BODIES = """
panel:
  short: Panel
  name: SEC Panel
authority:
  short: Authority
  name: Gas and Electricity Markets Authority
working-group:
  short: WG
  name: Working Group
"""

BEFORE = """
- {date: 2029-02-01, event: raised, as: MP}
- {date: 2029-03-01, event: targeted, release: 2030-06, cut-off: {date: 2030-01-10}}
- {seen: 2029-06-01, stage: report}
"""
APPROVED = BEFORE + "- {date: 2029-09-03, event: approved, by: Authority, release: 2030-06}\n"
REQUEST = """
- date: 2029-10-01
  event: date-requested
  part: texts
  from: 2030-06-27
  to: 2030-03-04
  by: Panel
  of: Authority
  under: Section D10.5
"""
REQUEST_ALL = REQUEST.replace("  part: texts\n", "")

PARTS = """
parts:
  texts: {title: The texts, documents: [section-h]}
  systems: {title: The systems, specifications: {GBCS: [v4]}}
"""


def modification(number: int, history: str, more: str = PARTS, will: str = "do so") -> str:
    impacts = "" if "impacts:" in more else "impacts: {suppliers: true, dcc: system}\n"
    return f"id: MP{number}\ntitle: Change {number}\nwill: {will}\n{impacts}{more}history:{history}"


MODIFICATIONS = {
    # A date was asked for one part, and nobody has answered.
    101: modification(101, APPROVED + REQUEST),
    # So it was, and then a date was directed for the whole modification.
    102: modification(
        102,
        APPROVED + REQUEST + "- {date: 2029-11-01, event: date-directed, to: 2030-03-04, "
        "by: Authority}\n",
    ),
    # It was overtaken by another plan for that part, so that the request has lapsed.
    103: modification(
        103,
        APPROVED + REQUEST + "- {date: 2029-11-01, event: scheduled, part: texts, tba: true}\n",
    ),
    # Asked for all, one part of which came into force early.
    104: modification(
        104,
        APPROVED + "- {date: 2029-09-10, event: scheduled, part: texts, day: 2029-09-20}\n"
        "- {date: 2029-09-20, event: implemented, part: texts}" + REQUEST_ALL,
    ),
    # Asked for all, answered for one part.
    105: modification(
        105,
        APPROVED + REQUEST_ALL + "- {date: 2029-11-01, event: date-directed, part: texts, "
        "to: 2030-03-04, by: Authority}\n",
    ),
    # Nobody recorded whom it affects.
    106: modification(106, BEFORE, "documents: [section-a]\n").replace(
        "impacts: {suppliers: true, dcc: system}\n", ""
    ),
    # Discussed in this week, so not late; what was meant for the week before is.
    107: modification(
        107,
        BEFORE + "- {seen: 2029-11-20, event: expected, what: discussed, by: WG, "
        "week-of: 2029-12-10}\n",
    ),
    108: modification(
        108,
        BEFORE + "- {seen: 2029-11-20, event: expected, what: discussed, by: WG, "
        "week-of: 2029-12-03}\n",
    ),
    # The same of consultations.
    111: modification(
        111,
        BEFORE + "- {seen: 2029-11-20, event: expected, what: consultation, "
        "kind: modification-report, week-of: 2029-12-10}\n",
    ),
    112: modification(
        112,
        BEFORE + "- {seen: 2029-11-20, event: expected, what: consultation, "
        "kind: modification-report, week-of: 2029-12-03}\n",
    ),
    # Its approval was referred: it is not decided, and a decision is expected.
    109: modification(
        109,
        APPROVED + "- {date: 2029-10-05, event: referred, by: CSC, refer-to: Authority, "
        "under: Section D9}\n"
        "- {seen: 2029-11-20, event: expected, what: decision, by: Authority, day: 2029-12-20}\n",
    ),
    # Nobody has heard of it for more than a year.
    110: modification(
        110,
        "\n- {date: 2028-06-01, event: raised, as: MP}\n"
        "- {seen: 2028-07-01, event: expected, what: discussed, by: WG, day: 2028-07-18}\n",
    ),
}
RUNNING = "\n- {date: 2029-10-01, event: raised, as: MP}\n"
MODIFICATIONS |= {
    # Its approval was only seen, twice, and its raising too.
    113: modification(
        113,
        "\n- {seen: 2029-07-02, event: raised, as: MP}\n"
        "- {seen: 2029-08-01, stage: report}\n"
        "- {seen: 2029-10-17, event: approved, by: Authority}\n"
        "- {seen: 2029-11-28, event: approved, by: Authority}\n",
        "",
    ),
    # Consultations without a closing day: one that runs, one that has run its usual three weeks,
    # and one that a later entry shows to be over.
    114: modification(
        114, RUNNING + "- {date: 2029-11-26, event: consultation, kind: refinement}\n", ""
    ),
    115: modification(
        115, RUNNING + "- {date: 2029-11-20, event: consultation, kind: refinement}\n", ""
    ),
    116: modification(
        116,
        RUNNING + "- {date: 2029-12-03, event: consultation, kind: refinement}\n"
        "- {seen: 2029-12-10, stage: report}\n",
        "",
    ),
    # With one: it closes on the day, closed the day before, or opens later.
    117: modification(
        117,
        RUNNING + "- {date: 2029-11-21, event: consultation, kind: refinement, "
        "closes: 2029-12-12, at: '17:00'}\n",
        "",
    ),
    118: modification(
        118,
        RUNNING + "- {date: 2029-11-20, event: consultation, kind: refinement, "
        "closes: 2029-12-11}\n",
        "",
    ),
    119: modification(
        119,
        RUNNING + "- {seen: 2029-12-05, event: consultation, kind: refinement, "
        "opened: 2029-12-20, closes: 2030-01-10}\n",
        "",
    ),
}
PUBLICATIONS = {
    "news": f"""
kind: newsletter
dated: {DAY}
since: 2029-09-01
""",
    "report": f"""
kind: status-report
dated: {DAY}
as-of: {DAY}
since: 2029-09-01
period: {{from: 2029-01-01, to: 2029-12-11, counted: working days}}
""",
    "update": f"""
kind: cross-code
dated: {DAY}
as-of: {DAY}
recipient: {{code: Uniform Network Code, short: UNC, panel: UNC Panel, last-met: 2029-01}}
""",
    **{
        f"letter-{number}": f"""
kind: letter
dated: {DAY}
as-of: {DAY}
sender: {{name: A. Chair, address: [1 Street]}}
addressee: {{name: B. Director, address: [2 Street]}}
requested: {{modification: MP{number}, part: texts}}
"""
        for number in (101, 102)
    },
}

# What is so on that day.
EVERY = ["MP001", "MP002", *(f"MP{number}" for number in sorted(MODIFICATIONS))]
PENDING = {"MP101": {"texts"}, "MP104": {"systems"}, "MP105": {"systems"}}
DORMANT = {"MP110"}
OPEN = {"MP001", "MP002", "MP106", "MP107", "MP108", "MP109", "MP111", "MP112"} | {
    f"MP{number}" for number in range(114, 120)
}
# The consultations that take responses, and the day on which each closes, if that is known.
CONSULTATIONS = {"MP114": None, "MP117": "2029-12-12"}
# What is expected of those that are heard of, and whether it is overdue.
EXPECTED = {"MP107": False, "MP108": True, "MP109": False, "MP111": False, "MP112": True}
SILENT = {"MP001", "MP106"}
# MP102, and the texts of MP105, were directed to a day on which no release goes live.
SECTION_H = {"MP002", "MP101", "MP107", "MP108", "MP109", "MP111", "MP112"}
SCHEDULE_8 = SECTION_H - {"MP002"} | {"MP103", "MP104", "MP105"}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of(MINIMAL, tmp_path_factory.mktemp("one-answer") / "register")
    with (root / "reference/bodies.yaml").open("a", encoding="utf-8") as bodies:
        bodies.write(BODIES)
    for number, text in MODIFICATIONS.items():
        (root / f"modifications/MP{number}.yaml").write_text(text, encoding="utf-8")
    usual = "refinement: {held-in: refinement, weeks: 3}\nmodification-report: {held-in: report}\n"
    (root / "reference/consultations.yaml").write_text(usual, encoding="utf-8")
    for name, text in PUBLICATIONS.items():
        (root / f"publications/{name}.yaml").write_text(text, encoding="utf-8")
    assert " error" not in run("check", cwd=root).stdout
    return root


def answer(register: Path, *words: str) -> dict[str, Any]:
    done = run(*words, "--json", cwd=register)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@cache
def document(register: Path, name: str, *, beside: bool = False) -> str:
    """A document as Markdown, or its companion: all as of one day, as drafts, since some words
    are people's."""
    to = register.parent / (name + "-beside" * beside)
    words = ("--as-of", DAY, "--draft", "--output", str(to))
    command = ("reconcile", name) if beside else ("build", name, "--format", "md")
    done = run("publication", *command, *words, cwd=register)
    assert done.returncode == 0, done.stderr
    (file,) = to.rglob("*.md")
    text = led_nowhere(flowing(file.read_bytes())).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\*\*(?:Table|Figure) [0-9]+: ", "**", text)


def section(text: str, start: str) -> str:
    """The list that follows a sentence."""
    return text.partition(start)[2].lstrip("*:,. \n").partition("\n\n")[0]


def shown(register: Path, id_: str) -> dict[str, Any]:
    return answer(register, "mod", "show", id_, "--as-of", DAY)


def weeks_ahead(register: Path) -> dict[str, Any]:
    return answer(register, "mod", "next", "--today", DAY, "--weeks", "60")


def parts_named(title: str | None) -> set[str]:
    """The parts that a document names in brackets."""
    named = (title or "texts, systems").removeprefix("The ").replace("The ", "")
    return set(named.split(", "))


def by_part(lines: list[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for id_, parts in lines:
        found.setdefault(id_, set()).update(parts_named(parts or None))
    return found


# What is pending: dates that were asked for, and that nobody has answered.


def test_mod_show_and_mod_next_know_which_requests_are_pending(register: Path) -> None:
    asked = re.compile(r"go-live(?: of ([a-z, ]+))? as asked of the Authority, no answer yet")
    one_by_one: list[tuple[str, str]] = []
    for id_ in EVERY:
        for one in shown(register, id_)["next"]:
            if one["what"] == "date-requested":
                match = asked.fullmatch(one["says"])
                assert match is not None, one
                one_by_one.append((id_, match[1] or ""))
    assert by_part(one_by_one) == PENDING
    together = []
    for one in weeks_ahead(register)["coming"]:
        if one["what"] == "date-requested":
            match = asked.fullmatch(one["says"].partition(": ")[2])
            assert match is not None, one
            together.append((one["id"], match[1] or ""))
    assert sorted(together) == sorted(one_by_one)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("report", r"- (MP\d+) ‘[^’]*’(?: \(([^)]*)\))?: [^,]*, requested by the Panel"),
        ("update", r"- \*\*(MP\d+)\*\* ‘[^’]*’(?: \(([^)]*)\))?\. .* A decision is awaited"),
        ("rid-2030-06", r"- \*\*(MP\d+)\*\* .* has been requested(?: \(([^)]*)\))?\."),
    ],
)
def test_documents_know_which_requests_are_pending(register: Path, name: str, pattern: str) -> None:
    text = document(register, name)
    assert by_part(re.findall(pattern, text)) == PENDING


def test_a_letter_knows_whether_its_request_is_pending(register: Path) -> None:
    answered = "the Authority directed 4 March 2030"
    assert answered not in document(register, "letter-101")
    assert answered in document(register, "letter-102")


# What is open and what is expected.


def test_everyone_knows_what_is_open(register: Path) -> None:
    listed = answer(register, "mod", "list", "--as-of", DAY)["modifications"]
    assert {one["id"] for one in listed} == OPEN
    assert {id_ for id_ in EVERY if shown(register, id_)["open"]} == OPEN
    table = document(register, "update").partition("### Open proposals")[2]
    assert set(re.findall(r"^\| \*\*(MP\d+)\*\*", table, re.M)) == OPEN
    rows = section(document(register, "report"), "**Proposals by stage**\n\n").splitlines()
    before = [row for row in rows if not row.startswith("| **Release**")]
    assert set(re.findall(r"MP\d+", "\n".join(before))) == OPEN


def test_everyone_knows_what_is_expected_and_overdue(register: Path) -> None:
    one_by_one = {
        id_: one["overdue"]
        for id_ in EVERY
        for one in shown(register, id_)["next"]
        if one["what"] == "expected" and id_ not in DORMANT
    }
    assert one_by_one == EXPECTED
    ahead = weeks_ahead(register)
    together = {one["id"]: one["overdue"] for one in ahead["coming"] if one["what"] == "expected"}
    assert together == EXPECTED
    assert set(ahead["not-heard-of"]) == DORMANT
    update = document(register, "update")
    assert "The Working Group will discuss MP107 in the week commencing 10 December" in update
    assert "The Working Group was to discuss MP108 in the week commencing 3 December" in update
    assert "**MP109** ‘Change 109’. The Authority will vote on 20 December" in update
    report = document(register, "report")
    expected = section(report, "**Modification Report Consultations expected**")
    assert set(re.findall(r"MP\d+", expected)) == {"MP111"}
    overdue = document(register, "report", beside=True)
    assert re.findall(r"The consultation on (MP\d+) was expected", overdue) == ["MP112"]


def test_everyone_knows_which_consultations_are_open(register: Path) -> None:
    one_by_one = {
        id_: one["closes"]
        for id_ in EVERY
        for one in shown(register, id_)["consultations"]
        if one["open"]
    }
    assert one_by_one == CONSULTATIONS
    ahead = weeks_ahead(register)["coming"]
    together = {
        one["id"]: one["when"]
        for one in ahead
        if one["what"] in ("closing", "consultation-open") and one["id"] != "MP119"
    }
    assert together == CONSULTATIONS
    report = section(document(register, "report"), "There are two open Refinement Consultations")
    assert report.splitlines() == [
        "- MP117 ‘Change 117’, issued 21 November 2029, closing 12 December 2029",
        "- MP114 ‘Change 114’, issued 26 November 2029, closing **\\[TODO: record on which day it "
        "closes\\]**",
    ]
    news = document(register, "news").partition("## Refinement Consultations")[2]
    assert re.findall(r"^### (MP\d+) ‘[^’]*’\s+\*\*(Clos[^(\n]*)", news, re.M)[:2] == [
        ("MP117", "Closes:** Wednesday 12 December 2029 at 17:00 "),
        ("MP114", "Closing date to be confirmed.**"),
    ]
    assert "**Closes:** Wednesday 12 December 2029 at 17:00 (today)." in news
    assert "**Closing date to be confirmed.**" in news


def test_a_report_and_a_command_count_the_same_proposals(register: Path) -> None:
    """Also one whose last day is not known: it is concluded, and nobody can count it."""
    words = ("--as-of", DAY, "--to", "2029-12-11", "--from", "2029-01-01", "--kind", "proposal")
    data = answer(register, "mod", "durations", *words)
    counted = {
        group["state"]: (one["n"] + one["uncounted"], one["n"], one["mean"])
        for group in data["groups"]
        for one in group["summaries"]
    }
    beside = document(register, "report", beside=True)
    table = beside.partition("**Proposal timescales, as stated and as derived**")[2]
    rows = re.findall(
        r"^\| \*\*(Open|Concluded)\*\* \| – \| – \| (\d+) \| (\d+) \| ([0-9.]+) \|", table, re.M
    )
    assert [(name, int(total), int(n)) for name, total, n, _ in rows] == [
        ("Open", counted["open"][0], counted["open"][1]),
        ("Concluded", counted["completed"][0], counted["completed"][1]),
    ]
    assert [round(float(mean), 1) for *_, mean in rows] == [
        round(counted[state][2], 1) for state in ("open", "completed")
    ]
    (seen,) = [one for one in data["durations"] if one["id"] == "MP113"]
    assert (seen["from"], seen["to"], seen["to-latest"]) == (None, None, "2029-10-17")


# Whom a modification affects, which documents it changes, and where it goes.


def ticks(table: str) -> dict[str, list[bool]]:
    """A table of ticks by the first cell of each row."""
    rows = (row.strip("|").split("|") for row in table.splitlines()[2:])
    return {first.strip(" *"): ["✓" in cell for cell in rest] for first, *rest in rows}


def test_everyone_knows_whom_a_modification_affects(register: Path) -> None:
    found = answer(register, "mod", "list", "--all", "--as-of", DAY, "--party", "suppliers")
    affected = {one["id"] for one in found["modifications"]}
    assert affected == set(EVERY) - SILENT
    assert set(found["not-recorded"]) == SILENT
    assert {id_ for id_ in EVERY if shown(register, id_)["impacts"]["suppliers"]} == affected
    matrix = ticks(section(document(register, "rid-2030-06"), "**Participant impact matrix**"))
    assert {id_ for id_, row in matrix.items() if row[0]} == affected & matrix.keys()
    assert {id_ for id_, row in matrix.items() if not any(row)} == SILENT & matrix.keys()


@pytest.mark.parametrize(
    ("label", "id_", "ids"),
    [("Section H", "section-h", SECTION_H), ("Schedule 8", "schedule-8", SCHEDULE_8)],
)
def test_everyone_knows_which_documents_change(
    register: Path, label: str, id_: str, ids: set[str]
) -> None:
    """The RID counts what goes with its release; in `mod list` all that a modification changes."""
    parts = {
        mod: {
            document
            for part in shown(register, mod)["parts"]
            if part["release"] == "2030-06"
            for document in part["documents"] or ()
        }
        for mod in EVERY
    }
    assert {mod for mod, documents in parts.items() if id_ in documents} == ids
    text = section(document(register, "rid-2030-06"), "**SEC document impact matrix**")
    # There are more modifications than documents, so they are its rows.
    _, *columns = [cell.strip() for cell in text.splitlines()[0].strip("|").split("|")]
    at = columns.index(label)
    assert {mod for mod, row in ticks(text).items() if row[at]} == ids
    listed = answer(register, "mod", "list", "--all", "--as-of", DAY, "--document", id_)
    changes = {mod for mod in EVERY if id_ in (shown(register, mod)["documents"] or ())}
    assert {one["id"] for one in listed["modifications"]} == changes >= ids
    letter = document(register, "letter-101")
    assert f"- {label} ‘" in letter


def test_everyone_knows_what_a_release_holds(register: Path) -> None:
    release = answer(register, "release", "show", "2030-06", "--as-of", DAY)
    approved = {one["id"] for one in release["approved"]}
    targeted = {one["id"] for one in release["targeted"]}
    (row,) = answer(register, "release", "list", "--as-of", DAY)["releases"]
    assert (set(row["approved"]), set(row["targeted"])) == (approved, targeted)
    rid = document(register, "rid-2030-06")
    assert set(re.findall(r"- \*\*(MP\d+)\*\* ‘[^’]*’ will", rid)) == approved
    assert set(re.findall(r"- \*\*(MP\d+)\*\* ‘[^’]*’ proposes to", rid)) == targeted
    listed = answer(register, "mod", "list", "--all", "--as-of", DAY, "--release", "2030-06")
    assert {one["id"] for one in listed["modifications"]} == approved | targeted


def test_everyone_knows_which_parts_are_in_force(register: Path) -> None:
    found = answer(register, "release", "parts", "--in-force", DAY)["parts"]
    assert [(one["id"], one["part"]) for one in found] == [("MP104", "texts")]
    confirmed = [
        (id_, part["id"])
        for id_ in EVERY
        for part in shown(register, id_)["parts"]
        if part["confirmed"] is not None
    ]
    assert confirmed == [("MP104", "texts")]
    report = document(register, "report")
    implemented = section(report, "The following modification was implemented on 20 September 2029")
    assert implemented == "- MP104 ‘Change 104’ (The texts)"
