"""What-if against brute force: its overlay answers as a register that was truly edited does.

The other way round: the same is written into the data by PyYAML, the register is read again, and
each answer is asked of both registers by hand.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
import yaml

from sectool.calendar.workdays import WorkingCalendar
from sectool.editing.edit import changes_of
from sectool.history import Standing
from sectool.load import Loaded, load_register
from sectool.planning.compared import PlanSide, compared
from sectool.planning.scenario import KINDS, Scenario, Supposition
from sectool.planning.scenario_edits import edits_of
from sectool.queries.costs import costs_of
from sectool.queries.cut_offs import cut_off_of
from sectool.schedule.solver.propagate import Graph
from sectool.workspace.folder import Folder
from sectool.workspace.overlay import Overlay
from tests.register import MINIMAL, SEED

RELEASE = "2022-11"
TIMELINE = f"releases/{RELEASE}/timeline.yaml"
CALENDAR, BODIES = "reference/calendar.yaml", "reference/bodies.yaml"
Files = dict[str, Any]


class Edited:
    """The data of some files of the seed, changed as plain data."""

    def __init__(self) -> None:
        self.files: Files = {}

    def data(self, file: str) -> Any:
        if file not in self.files:
            text = (SEED / file).read_text(encoding="utf-8")
            self.files[file] = yaml.load(text, yaml.BaseLoader)  # noqa: S506
        return self.files[file]

    def load(self) -> Loaded:
        written = {
            file: yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode()
            for file, data in self.files.items()
        }
        return load_register(Overlay(Folder(SEED), written))


def mutate(draw: random.Random) -> Edited:
    """A seed whose plan is another one: some of its days lie elsewhere."""
    edited = Edited()
    rows = edited.data(TIMELINE)["milestones"]
    for id_ in draw.sample(["opsg-1", "opsg-2", "opsg-3", "csc-baseline-system"], 2):
        rows[id_].pop("falls-on")
        rows[id_]["when"] = date.fromordinal(
            date(2022, 2, 1).toordinal() + draw.randrange(150)
        ).isoformat()
    rows["go-live"]["when"] = f"2022-11-{draw.randrange(1, 30):02}"
    rows["uit-starts"]["when"] = draw.choice(["2022-08", "2022-07", "2022-08-15"])
    rows["uit-closes"]["when"] = draw.choice(["2022-09", "tba"])
    return edited


# Each kind of supposition, as words and as what is written by hand.

Kind = Callable[[random.Random, Edited, Loaded], Supposition]


def set_date(draw: random.Random, edited: Edited, base: Loaded) -> Supposition:
    id_, when = draw.choice(
        [
            ("go-live", f"2022-12-{draw.randrange(1, 20):02}"),
            ("uit-starts", "2022-09"),
            ("regression-plans", "2022-07-14"),
            ("go-no-go", "15 working days before go-live"),
        ]
    )
    row = edited.data(TIMELINE)["milestones"][id_]
    row.pop("due", None)
    row["when"] = when
    return KINDS["set"](f"{id_}={when}")


def delay(draw: random.Random, edited: Edited, base: Loaded) -> Supposition:
    working = PlanSide(base).on.calendars.working
    assert working is not None
    item = PlanSide(base).milestone(RELEASE, "csc-tad")
    assert item is not None
    assert item.day is not None
    days = draw.randrange(1, 30)
    later = np.busday_offset(item.day, days, holidays=closed(working), roll="backward")
    edited.data(TIMELINE)["milestones"]["csc-tad"]["when"] = str(later)
    return KINDS["delay"](f"csc-tad {days} working days")


def closed(working: WorkingCalendar) -> list[date]:
    return sorted(working.holidays)


def holiday(draw: random.Random, edited: Edited, base: Loaded) -> Supposition:
    day = date.fromordinal(date(2022, 1, 10).toordinal() + draw.randrange(300)).isoformat()
    rows = edited.data(CALENDAR)["holidays"]
    if all(row["date"] != day for row in rows):
        rows.append({"date": day, "name": "A day off"})
        rows.sort(key=lambda row: row["date"])
    return KINDS["holiday"](day)


def cancel(draw: random.Random, edited: Edited, base: Loaded) -> Supposition:
    body = draw.choice(["CSC", "OPSG"])
    day = a_meeting(draw, base, body)
    of_body(edited, body).append({"date": day, "state": "cancelled"})
    return KINDS["cancel"](f"{body} {day}")


def move_meeting(draw: random.Random, edited: Edited, base: Loaded) -> Supposition:
    day = a_meeting(draw, base, "CSC")
    to = date.fromordinal(date.fromisoformat(day).toordinal() + 2).isoformat()
    of_body(edited, "CSC").append({"date": to, "instead-of": day})
    return KINDS["move"](f"CSC {day} to {to}")


def a_meeting(draw: random.Random, base: Loaded, body: str) -> str:
    meetings = PlanSide(base).on.calendars.meetings(body)
    assert meetings is not None
    days = [date.fromordinal(day) for day in meetings.days.days]
    proposed = [day for day in days if date(2022, 2, 1) <= day < date(2022, 12, 1)]
    return draw.choice(proposed).isoformat()


def of_body(edited: Edited, short: str) -> list[Any]:
    (body,) = (one for one in edited.data(BODIES).values() if one["short"] == short)
    rows: list[Any] = body.setdefault("meetings", [])
    return rows


def drop(draw: random.Random, edited: Edited, base: Loaded) -> Supposition:
    id_ = draw.choice(["MP140", "MP078", "MP141", "SECMP0056", "MP099"])
    entry = {"event": "dropped", "release": RELEASE}
    if id_ in ("SECMP0056", "MP099"):  # approved
        entry = {"event": "scheduled", "tba": "true"}
    edited.data(f"modifications/{id_}.yaml")["history"].append({"date": "2021-12-31", **entry})
    return KINDS["drop"](id_)


def other_release(draw: random.Random, edited: Edited, base: Loaded) -> Supposition:
    id_ = draw.choice(["MP140", "MP078", "MP141"])
    entry = {"date": "2021-12-31", "event": "targeted", "release": "2022-06"}
    edited.data(f"modifications/{id_}.yaml")["history"].append(entry)
    return KINDS["move"](f"{id_} 2022-06")


SUPPOSITIONS: tuple[Kind, ...] = (
    *(set_date, delay, holiday, cancel, move_meeting, drop, other_release),
)


def cut_off(side: PlanSide, standing: Standing) -> tuple[object, ...] | None:
    found = cut_off_of(side.on, standing)
    return (found.release, found.state, found.window) if found is not None else None


def answers(loaded: Loaded) -> dict[str, Any]:
    """What is asked of a register, each by itself."""
    side = PlanSide(loaded)
    schedule = side.schedule(RELEASE)
    assert schedule is not None
    releases = sorted(loaded.register.releases)
    return {
        "dates": {id_: (row.earliest, row.latest) for id_, row in schedule.milestones.items()},
        "cut-offs": {one.id: cut_off(side, one) for one in side.on.standings},
        "scopes": {id_: sorted(one.id for one in side.on.scope(id_).all) for id_ in releases},
        "costs": {id_: str(costs_of(loaded.register, side.on.scope(id_)).all) for id_ in releases},
    }


@pytest.mark.parametrize("seed", range(3 * len(SUPPOSITIONS)))
def test_a_scenario_answers_as_the_register_edited_by_hand(seed: int) -> None:
    draw = random.Random(seed)
    edited = mutate(draw)
    base = edited.load()
    assert base.diagnostics == ()
    kinds = [SUPPOSITIONS[seed % len(SUPPOSITIONS)], *draw.sample(SUPPOSITIONS, seed % 3)]
    # One of a kind: two of them might say two things of one milestone.
    kinds = list(dict.fromkeys(kinds))
    if {drop, other_release} <= {*kinds}:
        kinds.remove(drop)
    if {cancel, move_meeting} <= {*kinds}:
        kinds.remove(cancel)
    supposed = tuple(kind(draw, edited, base) for kind in kinds)
    scenario = Scenario("random", supposed)

    edits = edits_of(base, RELEASE, scenario)
    files = base.sources.files
    overlaid = load_register(Overlay(files, changes_of(files, edits)))
    by_hand = edited.load()
    assert overlaid.diagnostics == by_hand.diagnostics == ()
    # Entries are dated differently; of all else the two registers answer the same.
    wanted = answers(by_hand)
    assert answers(overlaid) == wanted

    found = compared(PlanSide(base), PlanSide(overlaid), scenario, RELEASE)
    before = answers(base)
    moved = {id_ for id_, days in wanted["dates"].items() if before["dates"][id_] != days}
    assert {row.id for row in found.dates if row.release == RELEASE} == moved
    for row in found.dates:
        if row.release == RELEASE:
            assert row.after is not None
            assert (row.after.earliest, row.after.latest) == wanted["dates"][row.id]
    changed = {id_ for id_, one in wanted["cut-offs"].items() if before["cut-offs"][id_] != one}
    shown = {base.register.ids.kept(row.id) for row in found.verdicts}
    assert changed <= shown
    assert {row.release for row in found.scopes} == {
        id_ for id_, ids in wanted["scopes"].items() if before["scopes"][id_] != ids
    }
    assert {row.release for row in found.costs} >= {
        id_ for id_, pounds in wanted["costs"].items() if before["costs"][id_] != pounds
    }


# How much work it is.


def big(milestones: int) -> Loaded:
    """A timeline with a date of each milestone and about three rules: four times as many lines."""
    ids = [*(f"m{number}" for number in range(milestones - 1)), "go-live"]
    working = PlanSide(load_register(MINIMAL)).on.calendars.working
    assert working is not None
    days = [date.fromordinal(day) for day in working.working_days.days]
    rows, lines = {}, 0
    for number, id_ in enumerate(ids):
        loose = number % 3 == 1 and id_ != "go-live"
        rules = [f"on or after {one}" for one in ids[max(number - 1, 0) : number]]
        sixth = ids[max(number - 6, 0) : max(number - 5, 0)]
        rules += [f"at least 2 working days after {one}" for one in sixth]
        rules += [f"before {one}" for one in ids[number + 7 : number + 8]]
        when = "tba" if loose else days[number].isoformat()
        rows[id_] = {"title": f"Step {number}", "when": when, "rules": rules}
        lines += 1 + len(rules)
    assert lines > 3.9 * milestones
    text = yaml.safe_dump({"release": "2030-06", "milestones": rows}, sort_keys=False)
    file = "releases/2030-06/timeline.yaml"
    return load_register(Overlay(Folder(MINIMAL), {file: text.replace("'", "").encode()}))


@pytest.mark.anew
def test_one_change_of_a_large_plan_is_solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, runs = big(500), 0
    run = Graph.run

    def counted(self: Graph, *, upward: bool) -> Any:
        nonlocal runs
        runs += 1
        return run(self, upward=upward)

    monkeypatch.setattr(Graph, "run", counted)
    scenario = Scenario("a day later", (KINDS["delay"]("m252 1 working day"),))
    side = PlanSide(loaded)
    schedule = side.schedule("2030-06")
    assert schedule is not None
    assert schedule.faults == ()
    solve, runs = runs, 0
    assert solve == 2  # both sides of the windows

    # Its dates: one solve beyond the plan as it is.
    files = loaded.sources.files
    changes = changes_of(files, edits_of(loaded, "2030-06", scenario))
    changed = load_register(Overlay(files, changes))
    after = PlanSide(changed).milestone("2030-06", "m252")
    assert after is not None
    assert after.day != schedule.milestones["m252"].day
    assert runs == solve

    # All of its answers, slack with them: no more than those of the plan as it is.
    base, other = PlanSide(load_register(files)), PlanSide(load_register(Overlay(files, changes)))
    runs = 0
    answers_ = base.answers("2030-06")
    assert answers_ is not None
    for id_ in schedule.milestones:
        answers_.slack(id_)
    alone, runs = runs, 0
    found = compared(base, other, scenario, "2030-06")
    assert [row.id for row in found.dates][:1] == ["m252"]
    assert found.slack_kept > 0
    assert found.broken == ()
    assert 0 < runs <= 1.5 * alone
