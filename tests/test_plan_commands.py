"""`mod plan` and `release readiness`: what people are told, and the go/no-go pack."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sectool.load import load_register
from sectool.planning.readiness import readiness_of
from sectool.queries.names import release_of
from sectool.queries.register_on import register_on
from tests.command import Done, run
from tests.register import MINIMAL, NOVEMBER_2019, SEED, copy_of, edit

Golden = Callable[[str, bytes | str], None]
READINESS = ("release", "readiness", "2022-11", "--today")


def test_what_the_commands_print(golden: Golden) -> None:
    """What a planner and a release manager ask first, each answered by one command."""
    asked = (
        "mod plan MP140 --as-of 2021-11-23",
        "mod plan mp078 --as-of 2021-11-23",
        "mod plan MP143",
        "mod plan MP195 --for 2022-11 --as-of 2021-12-17",
        "mod plan MP099 --as-of 2022-04-01",
        "release readiness 2022-11 --today 2021-11-23",
        "release readiness 2022-11 --today 2022-04-01",
    )
    outputs = []
    for line in asked:
        done = run(*line.split())
        assert (done.returncode, done.stderr) == (0, ""), line
        assert max(map(len, done.lines)) <= 80
        outputs.append(f"$ sectool {line}\n{done.stdout}")
    golden("plans.txt", "\n".join(outputs))


def data(*words: str, cwd: Path = SEED) -> Any:
    done = run(*words, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_programs_are_given_the_same() -> None:
    plan = data("mod", "plan", "MP140", "--as-of", "2021-11-23")
    assert (plan["state"], plan["cut-off-basis"], plan["release"]) == (
        *("not-recorded", "estimated"),
        "2022-11",
    )
    assert [step["title"] for step in plan["steps"]][-2:] == ["vote", "determination"]
    vote = plan["steps"][-2]
    assert vote["done-by"] == {"earliest": "2021-12-22", "latest": "2022-02-23"}
    assert (vote["bodies"], vote["proposed"], vote["next-chance"]) == (["CB"], True, "2022-03-23")
    assert plan["steps"][0]["on-record"] == {
        "cases": 17,
        "counted": "working days",
        "median": 33.0,
        "within": 3,
        "planned": 15,
        "begins-by": "2021-08-05",
    }
    ready = data(*READINESS, "2022-04-01")
    states = {row["id"]: row["state"] for row in ready["modifications"]}
    assert states == {
        **dict.fromkeys(("SECMP0015", "SECMP0056", "MP099"), "in"),
        **dict.fromkeys(("MP078", "MP140", "MP141"), "missed"),
        **dict.fromkeys(("MP085A", "MP143"), "at-risk"),
    }
    assert (ready["missed"], ready["at-risk"], len(ready["criteria"])) == (True, True, 17)


@pytest.mark.parametrize(
    ("day", "fail_on", "code"),
    [
        ("2022-04-01", None, 0),
        ("2022-04-01", "missed", 1),
        ("2022-04-01", "at-risk", 1),
        ("2021-11-23", "missed", 0),
        ("2021-11-23", "at-risk", 1),
    ],
)
def test_a_run_fails_on_what_was_named(day: str, fail_on: str | None, code: int) -> None:
    more = ("--fail-on", fail_on) if fail_on else ()
    assert run(*READINESS, day, *more).returncode == code


def refused(done: Done, code: int) -> str:
    assert (done.returncode, done.stdout) == (code, "")
    return done.stderr.removeprefix("sectool: ").strip()


def test_what_cannot_be_answered_is_refused(tmp_path: Path) -> None:
    assert refused(run(*READINESS, "2022-04-01", "--fail-on", "late"), 2) == (
        "--fail-on: 'late' is not one of missed, at-risk"
    )
    assert refused(run(*READINESS, "2022-04-01", "--pack", "--json"), 2) == (
        "choose one of --json and --pack"
    )
    assert "there is no release '2022-12'" in refused(run("release", "readiness", "2022-12"), 2)
    assert "--for: there is no release" in refused(run("mod", "plan", "MP140", "--for", "2022"), 2)
    assert refused(run(*READINESS, "2016-01-01"), 1) == (
        "nothing was known of 2022-11 by Fri 1 Jan 2016"
    )
    assert "nothing is known of MP140" in refused(
        run("mod", "plan", "MP140", "--as-of", "2020-01-01"), 2
    )
    register = copy_of(SEED, tmp_path / "register")
    (register / "reference/back-plan.yaml").write_text("[]\n", encoding="utf-8")
    assert "no steps before a cut-off are defined" in refused(
        run("mod", "plan", "MP140", cwd=register), 1
    )
    # By the cut-offs alone a release can still be judged.
    states = data(*READINESS, "2022-04-01", cwd=register)["modifications"]
    assert {row["state"] for row in states} == {"in", "missed", "on-course"}


def with_entry(register: Path, id_: str, entry: str) -> None:
    file = register / f"modifications/{id_}.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}- {entry}\n", encoding="utf-8")


def test_each_state_has_its_reason(tmp_path: Path) -> None:
    register = copy_of(SEED, tmp_path / "register")
    with_entry(
        register,
        "MP141",
        "{date: 2022-03-18, event: admitted, release: 2022-11, by: Panel, because: It is small}",
    )
    with_entry(register, "MP143", "{date: 2022-03-18, event: on-hold, until: 2022-06-01}")
    with_entry(register, "MP078", "{date: 2022-03-18, event: dropped, release: 2022-11}")
    with_entry(register, "MP140", "{date: 2022-02-23, event: approved, by: CB, release: 2022-11}")
    edit(register / "modifications/MP085A.yaml", "  cut-off:\n    date: 2022-05-03\n", "")
    (register / "reference/cut-offs.yaml").write_text("[]\n", encoding="utf-8")
    ready = data(*READINESS, "2022-04-01", cwd=register)
    rows = {row["id"]: (row["state"], row["why"]) for row in ready["modifications"]}
    assert {id_: rows.get(id_) for id_ in ("MP141", "MP143", "MP078", "MP140", "MP085A")} == {
        "MP141": (
            "let-in",
            "admitted on Fri 18 Mar 2022 by the Panel although its cut-off date had passed; it is "
            "not yet decided",
        ),
        "MP143": ("at-risk", "on hold until Wed 1 Jun 2022"),
        "MP078": None,
        "MP140": ("in", "approved"),
        "MP085A": (
            "not-known",
            "its cut-off date is not known: none is recorded, and no rule for cut-offs gives one",
        ),
    }


REPORTS = """acceptance:
- {criterion: testing-2, seen: 2022-09-01, state: expected, owner: TAG, because: UIT is open.}
- {criterion: testing-2, seen: 2022-09-28, state: met, evidence: UIT Completion Report}
- {criterion: testing-2, seen: 2022-10-03, where: "https://example.org/uit"}
- {criterion: operational-9, seen: 2022-09-28, state: not-met, because: Two documents are late.}
history:
"""


@pytest.fixture
def reported(tmp_path: Path) -> Path:
    """The release with reports of its criteria, and the owners that the profile names."""
    register = copy_of(SEED, tmp_path / "register")
    file = register / "releases/2022-11/release.yaml"
    text = file.read_text(encoding="utf-8")
    added = REPORTS if "\nhistory:\n" in text else REPORTS.removesuffix("history:\n")
    text = text.replace("history:\n", added) if added is REPORTS else text + added
    file.write_text(text, encoding="utf-8")
    (register / "reference/acceptance-criteria.yaml").unlink()
    return register


def test_a_criterion_has_an_owner_its_evidence_and_a_state(reported: Path) -> None:
    def criterion(name: str, day: str) -> list[Any]:
        found = data(*READINESS, day, cwd=reported)["criteria"]
        one = next(each for each in found if each["name"] == name)
        return [one[key] for key in ("state", "seen", "owners", "evidence", "where", "because")]

    assert criterion("testing-2", "2022-08-31") == [None, None, ["DCC"], None, None, None]
    assert criterion("testing-2", "2022-09-27") == [
        *("expected", "2022-09-01", ["TAG"], None, None),
        "UIT is open.",
    ]
    # Of a state of its own day the reason of the one before says nothing.
    assert criterion("testing-2", "2022-10-04") == [
        *("met", "2022-10-03", ["TAG"], "UIT Completion Report", "https://example.org/uit"),
        None,
    ]
    assert criterion("operational-9", "2022-10-04")[:3] == ["not-met", "2022-09-28", ["SECAS"]]
    shown = run(*READINESS, "2022-10-04", cwd=reported).stdout
    assert "17 acceptance criteria: 1 met, 1 not met and 15 not reported" in shown
    assert "operational-1 to 8   not reported; owner DCC; no evidence recorded" in shown


def test_a_criterion_that_is_not_met_puts_a_release_at_risk(reported: Path) -> None:
    loaded = load_register(reported)
    on = register_on(loaded.register, None)
    found = readiness_of(on, release_of(loaded.register, "2022-11"))
    assert [one.name for one in found.criteria if one.state == "not-met"] == ["operational-9"]
    assert found.at_risk


def test_the_pack_says_what_was_found(reported: Path) -> None:
    done = run(*READINESS, "2022-10-04", "--pack", cwd=reported)
    assert (done.returncode, done.lines) == (
        0,
        ["out/2022-11/go-no-go.md", "out/2022-11/go-no-go.html"],
    )
    assert done.stderr == "sectool: 8 modifications: 3 approved and 5 past the cut-off date\n"
    folder = reported / "out/2022-11"
    text = (folder / "go-no-go.md").read_text(encoding="utf-8").replace("\xa0", " ")
    for wanted in (
        "# Go/no-go pack: November 2022 SEC Release",
        "| **CSC go/no-go decision** | 18 October 2022, CSC |",
        "| **Information as at** | 4 October 2022 |",
        "| Cut-off missed | 5 |",
        "| Not reported | 15 |",
        "[UIT Completion Report](https://example.org/uit)",
        "| SECAS | Not met, reported Wed 28 Sep 2022: Two documents are late. |",
        "| 3 November 2022 | Release go-live |",
    ):
        assert wanted in text, wanted
    assert "19 January 2022" not in text  # what is past is no step to go-live
    page = (folder / "go-no-go.html").read_bytes()
    assert b"UIT Completion Report" in page
    run(*READINESS, "2022-10-04", "--pack", cwd=reported)
    assert (folder / "go-no-go.html").read_bytes() == page


def test_a_fault_of_the_template_is_told_at_its_line(reported: Path) -> None:
    own = reported / "templates/go-no-go.md.j2"
    own.parent.mkdir()
    own.write_text("# A title\n\n{{ nothing_of_that_name }}\n", encoding="utf-8")
    message = refused(run(*READINESS, "2022-10-04", "--pack", cwd=reported), 1)
    assert message.startswith("the pack was not built: go-no-go.md.j2:3: ")
    assert not (reported / "out").exists()


def test_releases_of_all_sorts_have_an_answer(tmp_path: Path) -> None:
    """One without a timeline, one that is live, one that was cancelled, one without a scope."""
    for register in (SEED, NOVEMBER_2019, MINIMAL):
        for release in sorted(load_register(register).register.releases):
            for day in ("2019-11-01", "2022-04-01", "2030-01-01"):
                done = run("release", "readiness", release, "--today", day, cwd=register)
                assert done.returncode in (0, 1), done.stderr
                assert "Traceback" not in done.stderr
                assert done.returncode == 0 or "nothing was known of" in done.stderr
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    for pack in (("2019-11",), ("2019-11", "--today", "2019-10-01")):
        done = run("release", "readiness", *pack, "--pack", cwd=register)
        assert done.returncode in (0, 1)
