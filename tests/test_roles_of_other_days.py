"""What a document says of another day than its own names who had the role on that day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sectool.building import Built, build
from sectool.load import load_register
from tests.command import run
from tests.register import NOVEMBER_2019, REPOSITORY, copy_of

NAMES = {"FB": "First Board", "SB": "Second Board"}
VOTED = """\
id: {id}
title: A change
impacts: {{suppliers: true, dcc: system}}
documents: [section-a]
history:
- {{date: 2019-01-15, event: raised, as: MP}}
- {{date: 2019-04-02, event: recommended, towards: report, by: Panel}}
- {{date: {day}, event: recommended, towards: authority, by: CB}}
"""


def register_with(
    folder: Path, powers: Mapping[str, str], votes: Mapping[str, str] | None = None, more: str = ""
) -> Path:
    """The register of 2019, in which boards have the powers given: `determine, to: 2019-09-14`.

    Nobody else has the powers for the same acts.
    """
    register = copy_of(NOVEMBER_2019, folder / "register")
    bodies = register / "reference/bodies.yaml"
    text = bodies.read_text("utf-8")
    for given in powers.values():
        text = re.sub(rf"  - \{{act: {given.partition(',')[0]},.*\n", "", text)
    for short, given in powers.items():
        row = f"  - {{act: {given}, source: timetable}}\n"
        text += f"{short.lower()}:\n  short: {short}\n  name: {NAMES[short]}\n"
        text += f"{more}  powers:\n{row}"
    # A body that has lost its only power has no such key.
    bodies.write_text(re.sub(r"  powers:\n(?!  - )", "", text), encoding="utf-8")
    for id_, day in (votes or {}).items():
        file = register / f"modifications/{id_}.yaml"
        file.write_text(VOTED.format(id=id_, day=day), encoding="utf-8")
    return register


def report_of(register: Path) -> tuple[Built, str]:
    loaded = load_register(register)
    assert loaded.diagnostics == ()
    built = build(loaded, "status-report-2019-09", draft=True)
    return built, built.written("md").decode("utf-8").replace("\N{NO-BREAK SPACE}", " ")


# Votes that are not the last word.

VOTES = {"MP312": "2019-09-10", "MP313": "2019-09-20"}


def recommended(report: str) -> list[str]:
    """To whom the sentences and the rows of the report say that something was recommended."""
    text = re.findall(r"The Change Board recommended to (.*) (\w+) Modification Proposal", report)
    rows = re.findall(r"Recommended to ([^|]*) \| (\d+ \w+) 2019", report)
    return [" ".join(one) for one in (*text, *rows)]


@pytest.mark.parametrize(
    ("powers", "said"),
    [
        # The turn lies before both votes, between them, and after both: on the 30th, the day of
        # the report, it is the same body in all three.
        (
            {"FB": "determine, to: 2019-09-05", "SB": "determine, from: 2019-09-06"},
            ["the Second Board two", "the Second Board 10 Sep", "the Second Board 20 Sep"],
        ),
        (
            {"FB": "determine, to: 2019-09-14", "SB": "determine, from: 2019-09-15"},
            [
                "the First Board one",
                "the Second Board one",
                "the First Board 10 Sep",
                "the Second Board 20 Sep",
            ],
        ),
        (
            {"FB": "determine, to: 2019-09-25", "SB": "determine, from: 2019-09-26"},
            ["the First Board two", "the First Board 10 Sep", "the First Board 20 Sep"],
        ),
    ],
)
def test_a_vote_recommends_to_who_determined_then(
    powers: Mapping[str, str], said: list[str], tmp_path: Path
) -> None:
    built, report = report_of(register_with(tmp_path, powers, VOTES))
    assert recommended(report) == said
    assert "### With the Second Board\n" in report
    assert built.roles_in_doubt == ()


@pytest.mark.parametrize(
    ("powers", "said", "code"),
    [
        (
            {"FB": "determine, to: 2019-09-14", "SB": "determine, from: 2019-09-25"},
            "this document says the FB or the SB for the body that determines "
            "modifications on which a vote is not the last word: either may on Fri 20 Sep 2019",
            "R129",
        ),
        (
            {"SB": "determine, from: 2019-09-25"},
            "this document says TBC for the body that determines modifications on which a vote is "
            "not the last word: no body is known to have the power on Tue 10 Sep 2019",
            "R128",
        ),
    ],
)
def test_whoever_determined_then_may_be_in_doubt(
    powers: Mapping[str, str], said: str, code: str, tmp_path: Path
) -> None:
    register = register_with(tmp_path, powers, VOTES)
    done = run("check", cwd=register)
    (found,) = (line for line in done.stdout.splitlines() if code in line)
    assert found.startswith("publications/status-report-2019-09.yaml:")
    assert found.endswith(said)


# Meetings of those who work out solutions.

MONTHLY = "  pattern:\n  - {rule: second Tuesday of each month, from: 2019-01}\n"
# The second Tuesdays are 10 September and 8 October 2019.
MEETINGS = {
    "refine, to: 2019-09-20": ("refine, from: 2019-09-21", "First", "Second"),
    "refine, to: 2019-09-05": ("refine, from: 2019-09-06", "Second", "Second"),
    "refine, to: 2019-10-15": ("refine, from: 2019-10-16", "First", "First"),
}


@pytest.mark.parametrize("until", MEETINGS)
def test_a_meeting_counts_if_its_body_had_the_role_on_its_day(until: str, tmp_path: Path) -> None:
    since, met, meets = MEETINGS[until]
    register = register_with(tmp_path, {"FB": until, "SB": since}, more=MONTHLY)
    _, report = report_of(register)
    refine = report[report.index("## 3. Refine") : report.index("### Refinement Consultations")]
    rows = re.findall(r"\| (\d+ \w+) 2019 \| (.*?) \|", refine)
    if met == meets:
        assert f"### {met} Boards\n" in refine
        monthly = "Monthly (subject to confirmation)"
        assert rows == [("10 Sep", monthly), ("8 Oct", monthly)]
    else:
        assert f"### Meetings of the {met} Board and the {meets} Board\n" in refine
        assert rows == [
            ("10 Sep", f"Monthly, of the {met} Board (subject to confirmation)"),
            ("8 Oct", f"Monthly, of the {meets} Board (subject to confirmation)"),
        ]


# What did not happen since the last report.

NOT = {
    "vote": "There is no vote of {} to report since 1 September 2019.",
    "determine": "There is no decision of {} to report since 1 September 2019.",
    "refine": "There is no meeting of {} to report since 1 September 2019.",
    "recommend-conversion": "There is no recommendation for conversion by {} to report "
    "since 1 September 2019.",
}


@pytest.mark.parametrize("act", NOT)
def test_what_did_not_happen_is_said_of_all_who_had_the_role(act: str, tmp_path: Path) -> None:
    both = "the First Board or the Second Board"
    powers = {"FB": f"{act}, to: 2019-09-14", "SB": f"{act}, from: 2019-09-15"}
    built, report = report_of(register_with(tmp_path / "both", powers))
    assert NOT[act].format(both) in report
    # That each had it in its turn is no doubt.
    assert built.roles_in_doubt == ()
    # On the day after the last report, one had it and the other not any more.
    powers = {"FB": f"{act}, to: 2019-09-01", "SB": f"{act}, from: 2019-09-02"}
    built, report = report_of(register_with(tmp_path / "one", powers))
    assert "First Board" not in report
    assert built.roles_in_doubt == ()


@pytest.mark.parametrize("act", ["vote", "refine"])
def test_nobody_had_a_role_since_the_last_report(act: str, tmp_path: Path) -> None:
    powers = {"FB": f"{act}, to: 2019-06", "SB": f"{act}, to: 2019-07"}
    built, report = report_of(register_with(tmp_path, powers))
    assert NOT[act].format("TBC") in report
    assert [role.act for role in built.roles_in_doubt] == [act]


def test_templates_ask_for_a_span_where_they_speak_of_one() -> None:
    """No sentence of what happened since a day names who has a role on the document's day."""
    sentence = re.compile(r"[^.\n]*\bsince \{\{[^.\n]*")
    for template in sorted((REPOSITORY / "templates").glob("*.j2")):
        found = sentence.findall(template.read_text("utf-8"))
        assert [one for one in found if "roles[" in one] == [], template.name
