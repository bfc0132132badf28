"""What was planned ends when a modification is turned down; dates of its release."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sectool.history import Standing
from sectool.model.modification import Modification
from tests.command import run
from tests.life_cycle import gaps_of, refusals, standing_on
from tests.register import MINIMAL, copy_of
from tests.tables import flowing
from tests.test_one_answer import BODIES, PARTS

RAISED = {"date": "2029-02-01", "event": "raised", "as": "MP"}
TARGETED = {"date": "2029-03-01", "event": "targeted", "release": "2030-06"}
REPORT = {"seen": "2029-06-01", "stage": "report"}
REJECTED = {"date": "2029-09-03", "event": "rejected"}


def standing(*history: dict[str, Any], live: str | None = None) -> Standing:
    found = Modification.model_validate(
        {"id": "MP190", "title": "A title", "parts": {"texts": {}, "systems": {}}}
        | {"history": history}
    )
    day = date.fromisoformat(live) if live is not None else None
    then = standing_on(found, None, {"2030-06": day} if day is not None else {})
    assert then is not None
    return then


@pytest.mark.parametrize(
    "end",
    [
        [REJECTED],
        [{"date": "2029-09-03", "event": "withdrawn"}],
        [{"seen": "2029-09-03", "stage": "rejected"}],
        [
            {"date": "2029-09-03", "event": "approved"},
            {"date": "2029-09-10", "event": "referred", "refer-to": "Authority"},
            {"date": "2029-09-17", "event": "overturned"},
        ],
    ],
)
def test_what_comes_back_does_not_go_where_it_was_first_meant_for(
    end: list[dict[str, Any]],
) -> None:
    again = {"seen": "2030-09-02", "event": "approved", "part": "texts"}
    found = standing(RAISED, TARGETED, REPORT, *end, again, live="2030-06-27")
    assert (found.stage, found.targeted, found.releases) == ("approved", None, [])
    assert [(part.release, part.day, part.confirmed) for part in found.parts] == [
        (None, None, None),
        (None, None, None),
    ]


def test_what_is_in_force_stays_when_the_rest_is_withdrawn() -> None:
    found = standing(
        RAISED,
        TARGETED,
        REPORT,
        {"date": "2029-09-03", "event": "approved", "release": "2030-06"},
        {"date": "2029-10-01", "event": "implemented", "part": "texts"},
        {"seen": "2029-11-01", "stage": "withdrawn"},
    )
    assert [(part.id, part.release, str(part.confirmed)) for part in found.parts] == [
        ("texts", "2030-06", "2029-10-01"),
        ("systems", None, "None"),
    ]


def test_a_rejection_that_is_overturned_was_none() -> None:
    found = standing(
        RAISED,
        TARGETED,
        REPORT,
        REJECTED,
        {"date": "2029-09-10", "event": "referred", "refer-to": "Panel"},
        {"date": "2029-10-12", "event": "overturned"},
    )
    assert (found.stage, found.targeted, found.releases) == ("approved", "2030-06", ["2030-06"])


# What is lawful.


def refused(*history: dict[str, Any]) -> list[str | None]:
    found = Modification.model_validate({"id": "MP190", "title": "A title", "history": history})
    return [refusal.entry.event for refusal in refusals(found)]


def test_a_hold_may_be_prolonged() -> None:
    first = {"date": "2029-03-01", "event": "on-hold", "until": "2029-06-29"}
    again = {"date": "2029-06-29", "event": "on-hold", "until": "2029-12-21"}
    assert refused(RAISED, first, again) == []
    assert standing(RAISED, first).held_until == date(2029, 6, 29)
    assert standing(RAISED, first, again).held_until == date(2029, 12, 21)
    resumed = {"date": "2029-07-02", "event": "resumed"}
    assert standing(RAISED, first, again, resumed).held_until is None
    # Nor need the second say how long.
    twice = {"date": "2029-06-29", "event": "on-hold"}
    assert refused(RAISED, first, twice) == []


@pytest.mark.parametrize("event", ["date-requested", "date-directed", "discretion-used"])
def test_a_date_asked_for_a_whole_release_comes_before_one_of_its_approvals(event: str) -> None:
    moved = {"date": "2029-10-01", "event": event, "to": "2030-07-04"}
    approved = {"date": "2029-11-01", "event": "approved", "release": "2030-06"}
    assert refused(RAISED, TARGETED, REPORT, moved, approved) == []
    found = standing(RAISED, TARGETED, REPORT, moved, approved)
    # What was directed holds for what is approved later, too.
    day = date(2030, 7, 4) if event != "date-requested" else None
    assert {part.day for part in found.parts} == {day}
    # Before it is meant for any release there is nothing that a date could be of: an approval in
    # between was told nowhere.
    assert refused(RAISED, REPORT, moved) == []
    alone = Modification.model_validate(
        {"id": "MP190", "title": "A title", "history": (RAISED, REPORT, moved)}
    )
    assert [gap.entry.event for gap in gaps_of(alone)] == [event]


# What commands and documents say of it.

MODIFICATIONS = {
    # An approval that was referred.
    201: """
history:
- {date: 2029-02-01, event: raised, as: MP}
- {date: 2029-03-01, event: targeted, release: 2030-06, cut-off: {date: 2029-10-10}}
- {seen: 2029-06-01, stage: report}
- {date: 2029-09-03, event: approved, by: Panel, release: 2030-06}
- {date: 2029-10-05, event: referred, by: CSC, refer-to: Authority, under: Section D9}
""",
    # A direction for one part.
    202: PARTS
    + """history:
- {date: 2029-02-01, event: raised, as: MP}
- {seen: 2029-06-01, stage: report}
- {date: 2029-09-03, event: approved, by: Panel, release: 2030-06}
- {date: 2029-11-01, event: date-directed, part: texts, to: 2030-03-04, by: Authority}
""",
    # Asked for two parts, of which one was answered.
    203: PARTS
    + """history:
- {date: 2029-02-01, event: raised, as: MP}
- {seen: 2029-06-01, stage: report}
- {date: 2029-09-03, event: approved, by: Panel, release: 2030-06}
- date: 2029-10-01
  event: date-requested
  from: 2030-06-27
  to: 2030-03-04
  by: Panel
  of: Authority
- {date: 2029-11-01, event: date-directed, part: systems, to: 2030-03-04, by: Authority}
""",
    # Asked for the release, which it left.
    204: """history:
- {date: 2029-02-01, event: raised, as: MP}
- {date: 2029-03-01, event: targeted, release: 2030-06, cut-off: {date: 2030-01-10}}
- {date: 2029-10-01, event: date-requested, to: 2030-07-04, by: Panel, of: Authority}
- {date: 2029-11-01, event: dropped, release: 2030-06}
""",
}
LETTER = """
kind: letter
dated: 2029-12-12
as-of: 2029-12-12
sender: {name: A. Chair, address: [1 Street]}
addressee: {name: B. Director, address: [2 Street]}
requested: {modification: MP203, part: texts}
"""


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of(MINIMAL, tmp_path_factory.mktemp("targets-end") / "register")
    with (root / "reference/bodies.yaml").open("a", encoding="utf-8") as bodies:
        bodies.write(BODIES)
    for number, text in MODIFICATIONS.items():
        head = f"id: MP{number}\ntitle: Change {number}\nwill: do so\n"
        text = f"{head}impacts: {{suppliers: true, dcc: system}}\n{text.lstrip()}"
        (root / f"modifications/MP{number}.yaml").write_text(text, encoding="utf-8")
    (root / "publications/letter.yaml").write_text(LETTER, encoding="utf-8")
    assert " error" not in run("check", cwd=root).stdout
    return root


def test_a_referred_approval_is_not_told_as_approved(register: Path) -> None:
    done = run("release", "show", "2030-06", "--as-of", "2029-12-12", "--json", cwd=register)
    shown = json.loads(done.stdout)
    assert [one["id"] for one in shown["approved"]] == ["MP202", "MP203"]
    assert [one["id"] for one in shown["targeted"]] == ["MP002", "MP201"]
    to = register.parent / "rid"
    words = ("--as-of", "2029-12-12", "--draft", "--format", "md", "--output", str(to))
    assert run("rid", "build", *words, cwd=register).returncode == 0
    (file,) = to.rglob("*.md")
    (line,) = [line for line in flowing(file.read_bytes()).splitlines() if "MP201** ‘" in line]
    assert line.replace("\N{NO-BREAK SPACE}", " ") == (
        "- **MP201** ‘Change 201’ proposes to do so. The decision to approve it has been referred "
        "to the Authority, which has not yet decided."
    )


def test_a_part_that_was_directed_elsewhere_does_not_go_with_its_release(register: Path) -> None:
    done = run("mod", "show", "MP202", "--as-of", "2029-12-12", cwd=register)
    assert [line for line in done.lines if "The texts" in line or "The systems" in line] == [
        "  parts         The texts, Mon 4 Mar 2030",
        "                The systems, June 2030 SEC Release, Thu 27 Jun 2030",
    ]


def test_a_letter_says_for_which_of_its_parts_it_was_answered(register: Path) -> None:
    to = register.parent / "letter"
    words = ("--draft", "--format", "md", "--output", str(to))
    assert run("publication", "build", "letter", *words, cwd=register).returncode == 0
    (file,) = to.rglob("*.md")
    text = file.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert ("On 1 November 2029, the Authority directed 4 March 2030 for ‘The systems’.") in text


def test_what_was_asked_about_a_release_goes_with_it(register: Path) -> None:
    done = run("mod", "show", "MP204", "--as-of", "2029-12-12", "--json", cwd=register)
    assert json.loads(done.stdout)["next"] == []
    before = run("mod", "show", "MP204", "--as-of", "2029-10-31", "--json", cwd=register)
    assert [one["what"] for one in json.loads(before.stdout)["next"]] == [
        "cut-off",
        "go-live",
        "date-requested",
    ]
