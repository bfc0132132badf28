"""Which bodies could do something on a day, by what the register knew on another."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sectool.load import load_register
from sectool.load.shipped import tables_of
from sectool.model.register import Register
from sectool.queries.roles import role_on
from tests.command import run
from tests.register import MINIMAL, SEED, copy_of, edit, lean_copy, opened


@pytest.mark.parametrize(
    ("act", "day", "known", "shorts"),
    [
        # The Panel fixed the scope of releases until May 2021, the CSC from 30 November 2021.
        ("baseline-release", "2020-11-13", None, ["Panel"]),
        ("baseline-release", "2022-05-17", None, ["CSC"]),
        # When the one took over from the other is not known: either could.
        ("baseline-release", "2021-08-20", None, ["Panel", "CSC"]),
        # By what was known before the RID of 23 November 2021, nobody could any more.
        ("baseline-release", "2021-08-20", "2021-08-20", []),
        ("baseline-release", "2020-11-13", "2021-08-20", ["Panel"]),
        # Two bodies may have the same power at once.
        ("decide-referral", "2020-01-06", None, ["Panel", "Authority"]),
        ("vote", "2020-07-22", None, ["CB"]),
        # The paper that shows the power is of June 2017, and that of another of August 2020.
        ("vote", "2020-07-22", "2020-07-22", ["CB"]),
        ("approve-assessment", "2020-07-22", "2020-07-22", []),
        # The Code says who usually has it where no body is known to.
        ("refine", "2020-07-22", "2020-07-22", ["WG"]),
        # No body is known to have it.
        ("no-such-act", "2020-07-22", None, []),
    ],
)
def test_who_could_do_something_on_a_day(
    act: str, day: str, known: str | None, shorts: list[str]
) -> None:
    by = date.fromisoformat(known) if known is not None else None
    found = role_on(opened(SEED).register, act, date.fromisoformat(day), by)
    assert [body.short for body in found.bodies] == shorts


# A Code of its own has acts of its own.


def board_of(folder: Path, act: str) -> Path:
    """A small register in which a board votes, and the DCC rejects a modification."""
    register = copy_of(MINIMAL, folder / "register")
    bodies = register / "reference/bodies.yaml"
    text = bodies.read_text(encoding="utf-8")
    board = f"board:\n  short: SB\n  name: Some Board\n  powers:\n  - act: {act}\n"
    bodies.write_text(text + board, encoding="utf-8")
    history = "- {date: 2029-06-19, event: rejected, by: DCC}\n"
    modification = register / "modifications/MP001.yaml"
    modification.write_text(
        "id: MP001\ntitle: A small change\nhistory:\n"
        "- {date: 2029-01-09, event: raised, as: MP}\n" + history,
        encoding="utf-8",
    )
    return register


def test_a_power_for_no_act_of_the_code_is_reported_with_the_nearest(tmp_path: Path) -> None:
    done = run("check", cwd=board_of(tmp_path, "votes"))
    line = next(line for line in done.stdout.splitlines() if "Y301" in line)
    assert line.startswith("reference/bodies.yaml:")
    assert line.endswith("there is no act 'votes'; did you mean 'vote'?")


@pytest.mark.parametrize("act", ["vote", "ballot"])
def test_a_code_calls_its_acts_what_it_likes(act: str, tmp_path: Path) -> None:
    register = board_of(tmp_path, act)
    for file in ("reference/roles.yaml", "reference/life-cycle.yaml"):
        (register / file).write_bytes(tables_of("sec")[file].read_bytes())
    roles, cycle = register / "reference/roles.yaml", register / "reference/life-cycle.yaml"
    edit(roles, "\nvote:\n", f"\n{act}:\n")
    cycle.write_text(cycle.read_text("utf-8").replace("[vote, ", f"[{act}, "), encoding="utf-8")
    edit(cycle, "act: vote\n", f"act: {act}\n")
    done = run("check", cwd=register)
    assert "there is no act" not in done.stdout
    assert "M113" in done.stdout
    assert "who had it then: the SB" in done.stdout


@pytest.mark.parametrize(
    ("key", "name", "said"),
    [
        ("usually", "OPSG", "there is no body 'OPGS'; did you mean 'OPSG'?"),
        (
            "milestone",
            "go-no-go",
            "there is no milestone of a timeline 'go-nogo'; did you mean 'go-no-go'?",
        ),
    ],
)
def test_a_slip_in_the_table_of_acts_is_reported(
    key: str, name: str, said: str, tmp_path: Path
) -> None:
    register = lean_copy(tmp_path / "register")
    table = register / "reference/roles.yaml"
    table.write_bytes(tables_of("sec")["reference/roles.yaml"].read_bytes())
    assert "Y301" not in run("check", cwd=register).stdout
    slip = said.split("'")[1]
    edit(table, f"{key}: {name}\n", f"{key}: {slip}\n")
    told = [line for line in run("check", cwd=register).stdout.splitlines() if "Y301" in line]
    assert len(told) == 1
    assert told[0].startswith("reference/roles.yaml:")
    assert told[0].endswith(said)


def test_the_milestone_of_an_act_is_compared_with_the_timelines_there_are(tmp_path: Path) -> None:
    """One that is like none of them would make an act be done on the day of go-live, unsaid."""
    register = copy_of(MINIMAL, tmp_path / "register")
    table = register / "reference/roles.yaml"
    table.write_text(
        "prepare:\n  title: prepares\n  about: releases\n  milestone: rehearsal\n",
        encoding="utf-8",
    )
    edit(register / "reference/bodies.yaml", "act: go-no-go", "act: prepare")
    done = run("check", cwd=register).stdout
    told = [line for line in done.splitlines() if "Y301" in line]
    assert len(told) == 1
    assert told[0].startswith("reference/roles.yaml:4:")
    assert "there is no milestone of a timeline 'rehearsal'; there are: " in told[0]
    timeline = register / "releases/2030-06/timeline.yaml"
    text = timeline.read_bytes()
    timeline.write_bytes(b"broken: [\n")  # one of these may have it
    assert "rehearsal" not in run("check", cwd=register).stdout
    timeline.write_bytes(text)
    edit(
        timeline, "milestones:\n", "milestones:\n  rehearsal: {title: A trial, when: 2030-05-01}\n"
    )
    assert "Y301" not in run("check", cwd=register).stdout
    timeline.unlink()  # there is nothing to compare with
    assert "Y301" not in run("check", cwd=register).stdout


def boards(folder: Path, powers: dict[str, str]) -> Register:
    """A small register in which bodies have the powers to decide on go-live that are given."""
    register = copy_of(MINIMAL, folder / "register")
    bodies = register / "reference/bodies.yaml"
    text = re.sub(r"  powers:\n(  - .*\n)+", "", bodies.read_text("utf-8"))
    for short, given in powers.items():
        rows = "".join(f"  - {{act: go-no-go, {span}}}\n" for span in given.split("; "))
        text += f"{short.lower()}:\n  short: {short}\n  name: Board {short}\n  powers:\n{rows}"
    bodies.write_text(text, encoding="utf-8")
    loaded = load_register(register)
    assert loaded.diagnostics == ()
    return loaded.register


@pytest.mark.parametrize(
    ("powers", "days", "shorts"),
    [
        # In the gap of one body's own power none is known to have it.
        ({"FB": "to: 2030-05-10; from: 2030-06-01"}, "2030-05-10", ["FB"]),
        ({"FB": "to: 2030-05-10; from: 2030-06-01"}, "2030-05-21", []),
        ({"FB": "to: 2030-05-10; from: 2030-06-01"}, "2030-06-01", ["FB"]),
        # Between two bodies either may.
        ({"FB": "to: 2030-05-10", "SB": "from: 2030-06-01"}, "2030-05-21", ["FB", "SB"]),
        # Whoever has it on one of some days is named, in the order of the days.
        (
            {"FB": "to: 2030-05-10; from: 2030-05-25", "SB": "from: 2030-05-11, to: 2030-05-24"},
            "2030-05-01 2030-05-31",
            ["FB", "SB"],
        ),
        ({"FB": "from: 2030-05-10, to: 2030-05-24"}, "2030-05-01 2030-05-31", ["FB"]),
        ({"FB": "from: 2030-05-10, to: 2030-05-24"}, "2030-05-01 2030-05-09", []),
        ({"FB": "to: 2030-05-30", "SB": "from: 2030-05-31"}, "2030-05-01 2030-05-31", ["FB", "SB"]),
        ({"FB": "to: 2030-05-31", "SB": "from: 2030-06"}, "2030-05-01 2030-05-31", ["FB"]),
        (
            {
                "FB": "to: 2030-05-02",
                "SB": "from: 2030-05-10, to: 2030-05-11",
                "TB": "from: 2030-06",
            },
            "2030-05-04 2030-05-31",
            ["FB", "SB", "TB"],
        ),
    ],
)
def test_gaps_and_windows(
    powers: dict[str, str], days: str, shorts: list[str], tmp_path: Path
) -> None:
    first, *until = (date.fromisoformat(day) for day in days.split())
    found = role_on(boards(tmp_path, powers), "go-no-go", first, None, *until)
    assert [body.short for body in found.bodies] == shorts
