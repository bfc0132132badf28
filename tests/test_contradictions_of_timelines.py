"""T112 as authors meet it: several at once, circles, and nothing named that does not matter."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from sectool.diagnostic import Address, Finding, Related
from sectool.model.release import Milestone, Timeline
from sectool.schedule import Fault, Schedule, schedule_release
from tests.test_schedule import CALENDARS, TIMELINE, place, scheduled, timeline

OPEN: dict[str, object] = {"when": "tba", "falls-on": "any day"}
ADVICE = "change or remove one of these lines"


def contradictions(schedule: Schedule) -> list[Finding]:
    return [fault.finding for fault in schedule.faults if fault.code == "T112"]


def lines_of(finding: Finding) -> frozenset[tuple[str | int, ...]]:
    """The lines of the YAML that a contradiction names, as paths below `milestones`."""
    places = [finding.address, *(related.address for related in finding.related)]
    return frozenset(found.path[1:] for found in places)


def days(schedule: Schedule) -> dict[str, tuple[str, str]]:
    return {
        id_: (str(found.earliest), str(found.latest)) for id_, found in schedule.milestones.items()
    }


def contradicted(schedule: Schedule) -> list[str]:
    return [id_ for id_, found in schedule.milestones.items() if found.contradicted]


# One at a time, whole.


def test_a_distance_that_two_dates_do_not_leave() -> None:
    schedule = scheduled(
        uit_starts="2022-08-22",
        regression_plans={
            "due": "at least 10 working days before uit-starts",
            "rules": ("in 2022-07",),
        },
        go_live="2022-11-03",
    )
    assert schedule.faults == (
        Fault(
            "T112",
            Finding(
                "'regression-plans' must be on or before Sun 31 Jul 2022, but by the lines below "
                "it cannot be before Mon 8 Aug 2022",
                place("regression-plans", "rules", 0, "rule"),
                ADVICE,
                (
                    Related("1. 'uit-starts' is on Mon 22 Aug 2022", place("uit-starts", "when")),
                    Related(
                        "2. so 'regression-plans' is on or after Mon 8 Aug 2022",
                        place("regression-plans", "due"),
                    ),
                ),
            ),
        ),
    )
    assert contradicted(schedule) == ["uit-starts", "regression-plans"]
    assert days(schedule) == {
        "uit-starts": ("2022-08-22", "2022-08-22"),
        "regression-plans": ("2022-08-08", "2022-08-08"),
        "go-live": ("2022-11-03", "2022-11-03"),
    }


def test_two_dates_in_the_wrong_order_and_the_day_kept_is_the_authors() -> None:
    schedule = scheduled(a={"when": "2022-08-10", "rules": ("before b",)}, b="2022-08-05")
    (finding,) = contradictions(schedule)
    assert finding.message == (
        "'a' is on Wed 10 Aug 2022, but by the lines below it cannot be after Thu 4 Aug 2022"
    ) or finding.message == (
        "'b' is on Fri 5 Aug 2022, but by the lines below it cannot be before Thu 11 Aug 2022"
    )
    assert lines_of(finding) == {("a", "when"), ("a", "rules", 0, "rule"), ("b", "when")}
    assert days(schedule) == {
        "a": ("2022-08-10", "2022-08-10"),
        "b": ("2022-08-05", "2022-08-05"),
    }
    assert contradicted(schedule) == ["a", "b"]


def test_a_month_that_is_contradicted_is_still_the_authors_month() -> None:
    schedule = scheduled(a={"when": "2022-08", "rules": ("before b",)}, b="2022-08-01")
    assert len(contradictions(schedule)) == 1
    assert days(schedule)["a"] == ("2022-08-01", "2022-08-31")
    assert str(schedule.milestones["a"].when) == "2022-08"


def test_the_authors_month_is_kept_whatever_other_lines_would_leave_of_it() -> None:
    schedule = scheduled(
        a={"when": "2022-08", "rules": ("before b", "before 2022-08-20")}, b="2022-08-01"
    )
    assert len(contradictions(schedule)) == 1
    assert days(schedule)["a"] == ("2022-08-01", "2022-08-31")


def test_the_day_that_a_filter_moves_is_told_with_its_reason() -> None:
    """Of the three days left in August one is a bank holiday, and two are a weekend."""
    schedule = scheduled(m={"when": "2022-08", "rules": ("in 2022-08", "before x")}, x="2022-08-01")
    (finding,) = contradictions(schedule)
    assert ("m", "rules", 1, "rule") in lines_of(finding)
    schedule = scheduled(
        m={**OPEN, "falls-on": "working day", "rules": ("after x", "before 2022-08-30")},
        x="2022-08-26",
    )
    (finding,) = contradictions(schedule)
    assert lines_of(finding) == {
        ("m", "falls-on"),
        ("m", "rules", 0, "rule"),
        ("m", "rules", 1, "rule"),
        ("x", "when"),
    }
    assert any("Sat 27 Aug 2022 is not a Working Day" in r.message for r in finding.related)


# Several in one run.


def test_independent_contradictions_are_all_told_and_none_is_to_be_looked_at_first() -> None:
    schedule = scheduled(
        a={"when": "2022-08-10", "rules": ("before b",)},
        b="2022-08-05",
        c={"when": "2022-02", "rules": ("after 2022-03-01",)},
        d={"when": "2022-05-03", "falls-on": "OPSG meeting"},
        e={"when": "5 working days before d", "rules": ("on or after d",)},
        f={"when": "2022-10", "falls-on": "CSC meeting", "rules": ("in 2022-11",)},
        go_live="2022-11-03",
    )
    found = contradictions(schedule)
    assert {lines_of(finding) for finding in found} == {
        frozenset({("a", "when"), ("a", "rules", 0, "rule"), ("b", "when")}),
        frozenset({("c", "when"), ("c", "rules", 0, "rule")}),
        frozenset({("e", "when"), ("e", "rules", 0, "rule")}),
        frozenset({("f", "when"), ("f", "rules", 0, "rule")}),
    }
    assert len(found) == 4
    assert {finding.help for finding in found} == {ADVICE}
    assert contradicted(schedule) == ["a", "b", "c", "e", "f"]
    assert days(schedule)["d"] == ("2022-05-03", "2022-05-03")


def test_the_line_on_which_several_rest_is_named_in_each() -> None:
    schedule = scheduled(
        a={"when": "2022-08-10", "rules": ("before b",)},
        b="2022-08-05",
        c={"when": "2022-08-12", "rules": ("before b",)},
        d={"when": "2022-08-01", "rules": ("after e",)},
        e="2022-08-02",
    )
    found = contradictions(schedule)
    shared = f"{ADVICE}; look first at 'when: 2022-08-05' of 'b', on which other contradictions "
    helps = {tuple(sorted({str(line[0]) for line in lines_of(f)})): f.help for f in found}
    assert helps == {
        ("a", "b"): f"{shared}also depend",
        ("b", "c"): f"{shared}also depend",
        ("d", "e"): ADVICE,
    }


@pytest.mark.parametrize("many", [9, 10, 11, 14])
def test_more_than_ten_are_told_as_far_as_they_need_no_other_milestone(many: int) -> None:
    """Each of them once; where it was given up to look at relations, that is said."""
    alone: dict[str, dict[str, object]] = {
        f"m{n:02}": {"when": f"2022-08-{n + 1:02}", "rules": ("before 2022-07-01",)}
        for n in range(many)
    }
    found = contradictions(scheduled(**alone))
    assert len({lines_of(finding) for finding in found}) == len(found) == many
    further = "after so many, the lines that depend on other milestones are not checked any further"
    assert [finding.help for finding in found] == [
        f"{ADVICE}; {further}" if number == 10 else ADVICE for number in range(1, many + 1)
    ]
    related: dict[str, dict[str, object]] = {
        f"m{n:02}": {"when": f"2022-08-{n + 1:02}", "rules": ("before base",)} for n in range(many)
    }
    schedule = scheduled(base="2022-07-01", **related)
    found = contradictions(schedule)
    assert len(found) == min(many, 10)
    assert sum(further in (finding.help or "") for finding in found) == (many > 9)
    assert days(schedule)["m00"] == ("2022-08-01", "2022-08-01")


# Circles.


def test_a_circle_of_rules_without_dates_is_told_as_one() -> None:
    schedule = scheduled(
        a={**OPEN, "rules": ("at least 5 days after b",)},
        b={**OPEN, "rules": ("after c",)},
        c={**OPEN, "rules": ("on or after a",)},
        go_live="2022-11-03",
    )
    (finding,) = contradictions(schedule)
    assert lines_of(finding) == {(id_, "rules", 0, "rule") for id_ in "abc"}
    start = "whatever the dates, these lines cannot all be met, about "
    assert finding.message.startswith(start)
    assert sorted(finding.message.removeprefix(start).split(", ")) == ["a", "b", "c"]
    words = {"a": "at least 5 days after b", "b": "after c", "c": "on or after a"}
    first = str(finding.address.path[1])  # its line is the finding's own
    assert {related.message for related in finding.related} == {
        f"together with {id_!r}: rule: {said}" for id_, said in words.items() if id_ != first
    }
    assert contradicted(schedule) == ["a", "b", "c"]


@pytest.mark.parametrize("size", [2, 3, 5, 20])
@pytest.mark.parametrize("dated", [False, True])
def test_a_circle_of_any_size_with_and_without_a_date(size: int, dated: bool) -> None:
    circle: dict[str, dict[str, object]] = {
        f"m{n}": {**OPEN, "rules": (f"after m{(n + 1) % size}",)} for n in range(size)
    }
    if dated:
        circle["m0"]["when"] = "2022-08-01"
    (finding,) = contradictions(scheduled(**circle))
    assert lines_of(finding) >= {(f"m{n}", "rules", 0, "rule") for n in range(1, size)}
    # With a date the circle alone is a contradiction, but two lines of it and the date may be one.
    assert lines_of(finding) <= {
        *((f"m{n}", "rules", 0, "rule") for n in range(size)),
        ("m0", "when"),
    }


def test_a_circle_that_leaves_no_gain_is_none() -> None:
    schedule = scheduled(
        a={**OPEN, "rules": ("on or after b",)},
        b={**OPEN, "rules": ("on or after c",)},
        c={**OPEN, "rules": ("on or after a",)},
        x={"when": "2022-08-01", "rules": ("on or before a",)},
    )
    assert schedule.faults == ()
    assert days(schedule) == {
        **dict.fromkeys("abc", ("2022-08-01", "None")),
        "x": ("2022-08-01", "2022-08-01"),
    }


def test_a_circle_of_working_days_that_only_long_weekends_break() -> None:
    """5 working days are at least 7 days: so a week on and back contradicts nothing itself, but
    more than a week does."""
    rules = ("at least 5 working days after a", "at most {} days after a")
    assert not scheduled(
        a=OPEN, b={**OPEN, "rules": (rules[0], rules[1].format(7))}, x="2022-08-01"
    ).faults
    (finding,) = contradictions(
        scheduled(a=OPEN, b={**OPEN, "rules": (rules[0], rules[1].format(4))})
    )
    assert lines_of(finding) == {("b", "rules", 0, "rule"), ("b", "rules", 1, "rule")}
    assert finding.message == "whatever the dates, these lines cannot all be met, about b, a"


@pytest.mark.parametrize(
    ("rule", "when"),
    [
        ("after m", "tba"),
        ("before m", "tba"),
        ("at least 1 working day after m", "tba"),
        ("after m", "2022-08-01"),
        ("before m", "2022-08"),
    ],
)
def test_a_milestone_after_itself(rule: str, when: str) -> None:
    schedule = scheduled(m={"when": when, "rules": (rule,)}, go_live="2022-11-03")
    (finding,) = contradictions(schedule)
    assert finding.message == "'m' would have to come after itself"
    assert (finding.address, finding.related) == (place("m", "rules", 0, "rule"), ())


def test_a_milestone_on_both_sides_of_another_is_not_after_itself() -> None:
    schedule = scheduled(m={**OPEN, "rules": ("after x", "before x")}, x=OPEN)
    (finding,) = contradictions(schedule)
    assert finding.message == "whatever the dates, these lines cannot all be met, about m, x"
    assert lines_of(finding) == {("m", "rules", 0, "rule"), ("m", "rules", 1, "rule")}


# Random broken copies of the real timeline.

Lines = frozenset[tuple[str | int, ...]]


@dataclass
class Copy:
    """A timeline as groups of keys, to change line by line."""

    milestones: dict[str, dict[str, Any]]

    @classmethod
    def of(cls, known: Timeline) -> Copy:
        return cls({id_: cls._keys(found) for id_, found in known.milestones.items()})

    @staticmethod
    def _keys(found: Milestone) -> dict[str, Any]:
        given = {"when": found.when, "due": found.due, "falls-on": found.falls_on}
        keys: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
        if found.rules:
            keys["rules"] = [rule.rule for rule in found.rules]
        return keys

    def timeline(self) -> Timeline:
        rows = {
            id_: {**keys, **({"rules": tuple(keys["rules"])} if "rules" in keys else {})}
            for id_, keys in self.milestones.items()
        }
        return timeline(**rows)

    def schedule(self) -> Schedule:
        return schedule_release(self.timeline(), CALENDARS)

    def only(self, lines: Lines) -> Copy:
        """The timeline with these lines alone: what else had a date is open to any day."""
        kept: dict[str, dict[str, Any]] = {"nothing": dict(OPEN)}
        for id_, keys in self.milestones.items():
            row: dict[str, Any] = {}
            for key in ("when", "due", "falls-on"):
                if (id_, key) in lines and key in keys:
                    row[key] = keys[key]
            # One that says nothing takes the place of a rule left out: others keep their number.
            rules = [
                rule if (id_, "rules", index, "rule") in lines else "on or after nothing"
                for index, rule in enumerate(keys.get("rules", []))
            ]
            if rules:
                row["rules"] = rules
            if "due" not in row and "when" not in row:
                row["when"] = "tba"
            if "falls-on" not in row and row.get("when") == "tba":
                row["falls-on"] = "any day"
            kept[id_] = row
        return Copy(kept)


def shifted(text: str, by: int) -> str:
    """A day or month of the text so many days or months later."""
    parts = text.split("-")
    if len(parts) == 3:
        return (date.fromisoformat(text) + timedelta(days=by)).isoformat()
    index = int(parts[0]) * 12 + int(parts[1]) - 1 + (1 if by > 0 else -1)
    return f"{index // 12}-{index % 12 + 1:02}"


def break_a_date(copy: Copy, chance: random.Random) -> None:
    days_given = [i for i, k in copy.milestones.items() if len(str(k.get("when")).split("-")) == 3]
    id_ = chance.choice([i for i in days_given if copy.milestones[i]["when"][:2] == "20"])
    keys = copy.milestones[id_]
    keys["when"] = shifted(keys["when"], chance.choice([-210, -90, -28, 28, 90, 210]))


def break_a_month(copy: Copy, chance: random.Random) -> None:
    rows = [i for i, k in copy.milestones.items() if len(str(k.get("when"))) == 7]
    keys = copy.milestones[chance.choice(rows)]
    for _ in range(chance.randint(1, 4)):
        keys["when"] = shifted(keys["when"], chance.choice([-1, 1]))


def break_a_rule_of_a_month(copy: Copy, chance: random.Random) -> None:
    rows = [k for k in copy.milestones.values() if any("in 2" in r for r in k.get("rules", []))]
    keys = chance.choice(rows)
    by = chance.choice([-1, 1])
    keys["rules"] = ["in " + shifted(r[3:], by) if r[:4] == "in 2" else r for r in keys["rules"]]


def break_a_distance(copy: Copy, chance: random.Random) -> None:
    rows = [
        (keys, key)
        for keys in copy.milestones.values()
        for key in ("when", "due")
        if "working days before" in keys.get(key, "")
    ]
    keys, key = chance.choice(rows)
    words = keys[key].split(" ")
    at = words.index("working") - 1
    words[at] = str(int(words[at]) * chance.choice([3, 6, 12]))
    keys[key] = " ".join(words)


def add_a_rule(copy: Copy, chance: random.Random) -> None:
    one, other = chance.sample(list(copy.milestones), 2)
    rule = chance.choice(["after", "before", "on or after", "at least 20 working days after"])
    copy.milestones[one].setdefault("rules", []).append(f"{rule} {other}")


BREAKS: Sequence[Callable[[Copy, random.Random], None]] = (
    break_a_date,
    break_a_month,
    break_a_rule_of_a_month,
    break_a_distance,
    add_a_rule,
)


def broken(seed: int) -> Copy:
    chance = random.Random(seed)
    copy = Copy.of(TIMELINE)
    for _ in range(chance.randint(1, 3)):
        chance.choice(BREAKS)(copy, chance)
    return copy


def told(schedule: Schedule) -> set[Lines]:
    return {lines_of(finding) for finding in contradictions(schedule)}


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_nothing_is_named_that_does_not_matter_and_nothing_is_missing(block: int) -> None:
    """The lines named contradict each other alone; without any one of them they do not."""
    seen = several = 0
    for seed in range(block, 200, 4):
        copy = broken(seed)
        found = told(copy.schedule())
        several += len(found) > 1
        for lines in found:
            seen += 1
            assert told(copy.only(lines).schedule()) == {lines}, (seed, lines)
            for line in lines:
                rest = copy.only(lines - {line}).schedule()
                assert told(rest) == set(), (seed, lines, line)
    assert seen > 15
    assert several > 3


def test_what_is_left_out_of_a_broken_timeline_leaves_the_rest_as_it_would_be() -> None:
    """Milestones that no contradiction names keep windows that some plan without it has."""
    for seed in range(30):
        schedule = broken(seed).schedule()
        for id_, found in schedule.milestones.items():
            if found.contradicted or found.window is None:
                continue
            assert found.window.earliest <= found.window.latest, (seed, id_)
        named = {str(line[0]) for lines in told(schedule) for line in lines}
        assert set(contradicted(schedule)) <= named, seed


# The order in the file says nothing.


def test_the_order_of_milestones_does_not_change_any_window() -> None:
    whole = Copy.of(TIMELINE)
    wanted = days(whole.schedule())
    for seed in range(12):
        ids = list(wanted)
        random.Random(seed).shuffle(ids)
        shuffled = Copy({id_: whole.milestones[id_] for id_ in ids})
        schedule = shuffled.schedule()
        assert schedule.faults == ()
        assert days(schedule) == wanted, seed
        assert list(schedule.milestones) == ids


def test_the_order_of_milestones_does_not_change_whether_it_is_broken() -> None:
    """Which contradiction is the one told may differ: that there is one, and where, does not."""
    for seed in range(24):
        copy = broken(seed)
        schedule = copy.schedule()
        ids = list(copy.milestones)
        random.Random(seed).shuffle(ids)
        other = Copy({id_: copy.milestones[id_] for id_ in ids}).schedule()
        assert bool(schedule.faults) == bool(other.faults), seed
        if not schedule.faults:
            assert days(other) == days(schedule), seed


def test_an_address_of_a_line_leads_to_the_yaml() -> None:
    """Every place named is a key of the timeline that is there."""
    for seed in range(20):
        copy = broken(seed)
        for finding in contradictions(copy.schedule()):
            for where in (finding.address, *(r.address for r in finding.related)):
                assert isinstance(where, Address)
                assert where.file == "releases/2022-11/timeline.yaml"
                _, id_, key, *rest = where.path
                keys = copy.milestones[str(id_)]
                assert key in keys, where
                if rest:
                    assert isinstance(rest[0], int)
                    assert rest[0] < len(keys["rules"])
