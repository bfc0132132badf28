"""Rules about a whole timeline, where the examples of their pages say too little.

Windows, open ends, gaps in what is known, and every order of rows: against brute force.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import chain, combinations, permutations
from pathlib import Path
from typing import Any

import pytest

from sectool.check.run import schedules_of
from sectool.datelang.evaluate import Window
from sectool.datelang.nodes import anchors_of
from sectool.datelang.parser import parse_rule
from sectool.dates import Month
from sectool.diagnostic import Address, Finding
from sectool.load import load_register
from sectool.model.modification import Modification
from sectool.model.reference import Body, LeadTime, SecDocument
from sectool.model.register import Register
from sectool.model.release import Milestone, Release, Timeline
from sectool.rules import t113_test_phases_out_of_order as t113
from sectool.rules import t114_rows_out_of_order as t114
from sectool.rules import t117_lead_time_too_short as t117
from sectool.rules.rule import Subject
from sectool.rules.table import RULES
from sectool.schedule.row_order import in_order
from tests.register import MINIMAL as MINIMAL_REGISTER
from tests.register import SEED, copy_of, opened

REAL = opened(SEED).register
MINIMAL = opened(MINIMAL_REGISTER).register


def timeline(release: str, **milestones: str | dict[str, object]) -> Timeline:
    """A timeline of milestones, each by its `when` or as a group of keys; `_` stands for `-`."""
    rows = {
        id_.replace("_", "-"): {
            "title": id_,
            **({"when": given} if isinstance(given, str) else given),
        }
        for id_, given in milestones.items()
    }
    return Timeline.model_validate({"release": release, "milestones": rows})


def planned(register: Register = MINIMAL, /, **milestones: str | dict[str, object]) -> Register:
    """A register with this timeline for its only release with one."""
    (release,) = register.timelines
    return replace(register, timelines={release: timeline(release, **milestones)})


def found(code: str, register: Register) -> list[Finding]:
    return list(RULES[code].findings(Subject(register, schedules_of(register))))


def places(code: str, register: Register) -> list[tuple[str, ...]]:
    """Where each finding stands in its file, and whom it names beside that."""
    return [
        (
            *map(str, finding.address.path),
            *(str(other.address.path[-1]) for other in finding.related),
        )
        for finding in found(code, register)
    ]


# The real register.


@pytest.mark.parametrize("code", ["T104", "T113", "T114", "T115", "T116", "T117", "T118", "C105"])
def test_the_november_2022_release_has_none(code: str) -> None:
    expected = ["releases/2020-11/release.yaml"] if code == "T104" else []  # waived there
    assert [finding.address.file for finding in found(code, REAL)] == expected


def moved(milestone: str, when: str) -> Register:
    """The real register, with one milestone on another date."""
    plan = REAL.timelines["2022-11"]
    row = Milestone.model_validate({"title": milestone, "when": when}).when
    rows = dict(plan.milestones)
    rows[milestone] = rows[milestone].model_copy(update={"when": row, "falls_on": None})
    return replace(REAL, timelines={"2022-11": plan.model_copy(update={"milestones": rows})})


@pytest.mark.parametrize(
    ("code", "milestone", "when", "told"),
    [
        ("T113", "tag-sit", "2022-09-28", ["uit-starts"]),
        ("T114", "opsg-2", "2022-10-04", ["opsg-2"]),
        ("T115", "sit-report", "2022-07-21", ["sit-report"]),
        ("T115", "evidence", "2022-09-28", ["evidence"]),
        ("T116", "csc-tad", "2022-04-26", ["csc-tad"]),
        ("T117", "go-no-go", "2022-10-21", ["go-no-go"]),
        ("T117", "opsg-status", "2022-10-05", ["opsg-status"]),
    ],
)
def test_a_milestone_moved_too_far_is_told(
    code: str, milestone: str, when: str, told: list[str]
) -> None:
    assert [str(finding.address.path[1]) for finding in found(code, moved(milestone, when))] == told


@pytest.mark.parametrize(
    ("code", "milestone", "when"),
    [
        ("T113", "tag-sit", "2022-08-10"),
        ("T113", "uit-closes", "2022-11-03"),  # contradicts its own rule, which T112 tells
        ("T114", "uit-starts", "2022-08-10"),
        ("T115", "sit-report", "2022-07"),
        ("T116", "csc-tad", "2022-05-17"),
        ("T117", "go-no-go", "2022-10-20"),
        ("T117", "go-no-go", "2022-10"),
    ],
)
def test_a_milestone_moved_as_far_as_it_may_is_not(code: str, milestone: str, when: str) -> None:
    assert found(code, moved(milestone, when)) == []


def test_with_a_timeline_a_release_is_not_told_of_its_go_live_twice() -> None:
    told = release("2030-06", "2030-06-30")
    register = replace(planned(go_live="2030-06-30"), releases={"2030-06": told})
    assert [finding.address.file for finding in found("T104", register)] == [
        "releases/2030-06/timeline.yaml"
    ]
    alone = replace(register, timelines={})
    assert [finding.address.file for finding in found("T104", alone)] == [
        "releases/2030-06/release.yaml"
    ]
    far = replace(alone, releases={"2040-06": release("2040-06", "2040-07-01")})  # a Sunday
    assert found("T104", far) == []


# Rows as the rules see them, with any window; None is an open end.


@dataclass
class Row:
    id: str
    earliest: date | None
    latest: date | None
    rules: tuple[Any, ...] = ()
    deadline: Any = None
    contradicted: bool = False
    milestone: Milestone = field(
        default_factory=lambda: Milestone.model_validate({"title": "x", "when": "2030-01"})
    )

    @property
    def address(self) -> Address:
        return Address("timeline.yaml", ("milestones", self.id))

    @property
    def window(self) -> Window | None:
        if self.earliest is None or self.latest is None:
            return None
        return Window(self.earliest, self.latest)

    @property
    def day(self) -> date | None:
        return self.window.day if self.window else None

    @property
    def when(self) -> date | Month | None:
        return self.day


START = date(2030, 4, 15)  # Easter follows: Good Friday is the 19th
DAYS = [START + timedelta(days=n) for n in range(14)]


def any_row(randomly: random.Random, id_: str) -> Any:
    one, other = sorted(randomly.choices(DAYS, k=2))
    match randomly.randrange(6):
        case 0:
            return Row(id_, None, other)
        case 1:
            return Row(id_, one, None)
        case 2 | 3:
            return Row(id_, one, one)
        case _:
            return Row(id_, one, other)


def may_follow(upper: Row, lower: Row) -> bool:
    """Whether some day of the lower row is not before some day of the upper one."""
    return (upper.earliest or date.min) <= (lower.latest or date.max)


# T114.


def orders(rows: Sequence[Any], kept: Sequence[int]) -> bool:
    return all(may_follow(rows[a], rows[b]) for a, b in combinations(kept, 2))


def test_the_most_rows_are_kept_and_each_other_one_is_told_where_it_belongs() -> None:
    randomly = random.Random(7)
    misplaced = 0
    for _ in range(1500):
        rows = [any_row(randomly, f"row-{n}") for n in range(randomly.randrange(9))]
        kept = in_order(rows)
        assert kept == sorted(set(kept))
        assert orders(rows, kept)
        ways = chain.from_iterable(combinations(range(len(rows)), n) for n in range(len(kept) + 2))
        assert len(kept) == max(len(way) for way in ways if orders(rows, way))
        for index in set(range(len(rows))) - set(kept):
            above = [rows[n] for n in kept if n < index]
            below = [rows[n] for n in kept if n > index]
            message = t114._misplaced(rows[index], above, below).message
            assert f"{rows[index].id!r} is on " in message
            misplaced += 1
    assert misplaced > 1000


def test_a_row_far_from_its_place_is_one_finding() -> None:
    dates = {f"row_{n}": f"2030-03-{n:02}" for n in range(4, 9)}
    last_first = planned(go_live="2030-06-27", **dates)
    assert places("T114", last_first) == [("milestones", "go-live", "when", "row-8")]
    first_last = planned(**dates, go_live="2030-06-27", idea="2030-01-08")
    assert places("T114", first_last) == [("milestones", "idea", "when", "row-4")]


def test_two_rows_the_wrong_way_round_are_told_at_the_lower_one() -> None:
    register = planned(a="2030-03-05", c="2030-03-07", b="2030-03-06", go_live="2030-06-27")
    (finding,) = found("T114", register)
    assert finding.message == (
        "'b' is on Wed 6 Mar 2030 and should be listed before 'c', which is on Thu 7 Mar 2030"
    )
    assert finding.help == "move the row up, or correct its date"


def test_months_belong_wherever_one_of_their_days_does() -> None:
    assert (
        found("T114", planned(a="2030-03-15", b="2030-03", c="2030-03-14", go_live="2030-04")) != []
    )
    assert (
        found("T114", planned(a="2030-03-15", b="2030-03", c="2030-03-15", go_live="2030-03")) == []
    )
    (finding,) = found("T114", planned(a="2030-04", b="2030-03", go_live="2030-06-27"))
    assert finding.message == (
        "'b' is on Fri 29 Mar 2030 at the latest and should be listed before 'a', which is in "
        "Apr 2030"
    )


def test_many_rows_are_soon_in_order() -> None:
    rows: list[Any] = [Row("late", date(2031, 1, 1), date(2031, 1, 1))]
    rows += [Row(f"row-{n}", date(2030, 1, 1), date(2030, 1, 31)) for n in range(20_000)]
    assert in_order(rows) == list(range(1, 20_001))


def test_a_contradicted_date_proves_nothing() -> None:
    late, early = Row("late", DAYS[9], DAYS[9]), Row("early", DAYS[0], DAYS[0])
    rows: list[Any] = [late, early]
    assert in_order(rows) == [0]
    assert t113._against(rows[0], rows[1])
    late.contradicted = True
    assert in_order(rows) == [0, 1]
    assert not t113._against(rows[0], rows[1])


# T113.


def test_phases_on_one_day_are_in_order_but_not_on_the_day_of_go_live() -> None:
    same = "2030-05-14"
    assert (
        found("T113", planned(uit_starts=same, uit_report=same, tag_uit=same, go_live=same)) != []
    )
    after = "2030-05-15"
    assert (
        found("T113", planned(uit_starts=same, uit_report=same, tag_uit=same, go_live=after)) == []
    )


def test_a_phase_after_the_go_live_is_told_at_the_phase() -> None:
    register = planned(uit_starts="2030-04-02", tag_uit="2030-06-27", go_live="2030-06-27")
    (finding,) = found("T113", register)
    assert finding.message == (
        "'tag-uit' is on Thu 27 Jun 2030, but it must come before 'go-live', which is on "
        "Thu 27 Jun 2030"
    )
    assert finding.address.path == ("milestones", "tag-uit", "when")


def test_one_row_out_of_order_is_told_once_by_the_nearest_row() -> None:
    register = planned(
        uit_starts="2030-05-28", uit_report="2030-05-14", tag_uit="2030-05-21", go_live="2030-06-27"
    )
    assert places("T113", register) == [("milestones", "uit-report", "when", "uit-starts")]


def test_the_far_rows_are_compared_where_the_near_one_is_open() -> None:
    register = planned(
        uit_starts="2030-05-28", uit_report="2030-05", tag_uit="2030-05-21", go_live="2030-06-27"
    )
    assert places("T113", register) == [("milestones", "tag-uit", "when", "uit-starts")]
    missing = planned(uit_starts="2030-05-28", tag_uit="2030-05-21", go_live="2030-06-27")
    assert places("T113", missing) == [("milestones", "tag-uit", "when", "uit-starts")]


def test_a_phase_waits_for_the_review_of_the_one_before() -> None:
    real = REAL.test_phases
    dates = {"sit_starts": "2030-03-05", "tag_sit": "2030-04-24", "uit_starts": "2030-04-23"}
    register = planned(replace(MINIMAL, test_phases=real), **dates, go_live="2030-06-27")
    assert places("T113", register) == [("milestones", "uit-starts", "when", "tag-sit")]
    (finding,) = found("T113", register)
    assert finding.message == (
        "'uit-starts' is on Tue 23 Apr 2030, but it cannot come before 'tag-sit', which is on "
        "Wed 24 Apr 2030"
    )
    turned = replace(register, test_phases=dict(reversed(real.items())))
    assert places("T113", turned) == [("milestones", "sit-starts", "when", "uit-starts")]


def test_whatever_is_out_of_order_is_told_and_nothing_else() -> None:
    phases = list(REAL.test_phases.values())
    order = set(t113._order(phases))
    names = sorted({name for pair in order for name in pair})
    assert ("sit-starts", "tag-uit") in order
    assert not {(b, a) for a, b in order} & order
    randomly = random.Random(11)
    for _ in range(300):
        rows = {name: any_row(randomly, name) for name in names if randomly.random() < 0.8}
        wrong = {
            (a, b) for a, b in order if a in rows and b in rows and t113._against(rows[a], rows[b])
        }
        for a, b in wrong:
            assert (rows[a].earliest, rows[b].latest).count(None) == 0
            assert rows[a].earliest > rows[b].latest - timedelta(days=b == "go-live")
        told = {pair for pair in wrong if not t113._found_nearer(*pair, order, wrong)}
        assert bool(told) == bool(wrong)


# T115.

PAPERS = MINIMAL.bodies["csc"].model_copy(update={"papers": "5 working days before meeting"})
WITH_PAPERS = replace(MINIMAL, bodies={**MINIMAL.bodies, "csc": PAPERS})


@pytest.mark.parametrize(
    ("meeting", "late"),
    [
        ({"when": "2030-03-19", "falls-on": "CSC meeting", "by": "DCC"}, True),
        ({"when": "first CSC meeting after 2030-03-01", "by": "DCC"}, True),
        ({"when": "1 CSC meeting after 2030-03-01"}, True),
        ({"when": "2030-03-19", "by": "CSC"}, True),
        ({"when": "2030-03-19", "falls-on": "working day", "by": "CSC"}, True),
        ({"when": "2030-03-19", "by": "DCC"}, False),  # gives no day for papers
        ({"when": "2030-03-19"}, False),  # nobody meets
        ({"when": "2030-03", "by": "CSC"}, False),  # by 22 March, perhaps
        ({"when": "2030-03-25", "by": "CSC"}, False),
    ],
)
def test_whose_paper_day_counts(meeting: dict[str, object], late: bool) -> None:
    report: dict[str, object] = {"when": "2030-03-18", "paper-for": "review"}
    register = planned(WITH_PAPERS, report=report, review=meeting, go_live="2030-06-27")
    expected = [("milestones", "report", "when", "review", "papers")] if late else []
    assert places("T115", register) == expected


@pytest.mark.parametrize("papers", [None, "soon", "5 working days before go-live"])
def test_a_body_without_a_paper_day_says_nothing(papers: str | None) -> None:
    body = PAPERS.model_copy(update={"papers": papers})
    register = replace(MINIMAL, bodies={**MINIMAL.bodies, "csc": body})
    report: dict[str, object] = {"when": "2030-03-18", "paper-for": "review"}
    meeting: dict[str, object] = {"when": "2030-03-19", "by": "CSC"}
    assert found("T115", planned(register, report=report, review=meeting)) == []


def test_a_paper_day_beyond_the_calendar_says_nothing() -> None:
    report: dict[str, object] = {"when": "2029-01-03", "paper-for": "review"}
    meeting: dict[str, object] = {"when": "2029-01-04", "by": "CSC"}
    assert found("T115", planned(WITH_PAPERS, report=report, review=meeting)) == []


def test_a_paper_for_no_row_is_told_with_the_row_that_was_meant() -> None:
    report: dict[str, object] = {"when": "2030-03-12", "paper-for": "reviews"}
    register = planned(report=report, review="2030-03-19", go_live="2030-06-27")
    (finding,) = found("Y301", register)
    assert finding.message == "there is no milestone of 2030-06 'reviews'; did you mean 'review'?"
    assert finding.address.path == ("milestones", "report", "paper-for")


def test_a_paper_may_not_be_for_a_row_of_another_timeline() -> None:
    report: dict[str, object] = {"when": "2030-03-12", "paper-for": "review"}
    timelines = {
        "2030-06": timeline("2030-06", report=report, go_live="2030-06-27"),
        "2030-11": timeline("2030-11", review="2030-10-01", go_live="2030-11-07"),
    }
    (finding,) = found("Y301", replace(MINIMAL, timelines=timelines))
    assert finding.address.file == "releases/2030-06/timeline.yaml"


# T116.


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"when": "2030-03-20", "by": "CSC"}, True),
        ({"when": "2030-03-19", "by": "CSC"}, False),
        ({"when": "2030-03", "by": "CSC"}, False),
        ({"when": "2030-03-20", "by": "DCC"}, False),  # of which no meetings are known
        ({"when": "2030-03-20"}, False),
        ({"when": "2030-03-20", "by": "CSC", "falls-on": "working day"}, False),
        ({"when": "2030-03-20", "by": "CSC", "falls-on": "CSC meeting"}, False),  # T105 tells
        ({"due": "at least 5 working days before 2030-03-20", "by": "CSC"}, False),
    ],
)
def test_what_is_held_to_the_meetings_of_a_body(row: dict[str, object], told: bool) -> None:
    assert bool(found("T116", planned(decision=row, go_live="2030-06-27"))) == told


def csc(**keys: object) -> Register:
    body = Body.model_validate({"short": "CSC", "name": "Change Sub-Committee", **keys})
    return replace(MINIMAL, bodies={"csc": body})


PATTERNS = (
    {"rule": "fourth Tuesday of each month", "from": "2029-01", "to": "2030-01"},
    {"rule": "third Tuesday of each month", "from": "2030-05"},
)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2030-01-21", True),
        ("2030-01-22", False),
        ("2030-02-19", False),  # nobody knows when the CSC met from February to April
        ("2030-03-05", False),
        ("2030-04-30", False),
        ("2030-05-01", True),
        ("2029-01-02", True),
        ("2028-12-29", False),  # before all that is known
    ],
)
def test_months_without_known_meetings_say_nothing(day: str, told: bool) -> None:
    register = planned(csc(pattern=PATTERNS), decision={"when": day, "by": "CSC"})
    assert bool(found("T116", register)) == told


def test_a_dated_meeting_makes_its_month_known_and_is_no_pattern() -> None:
    register = csc(pattern=PATTERNS, meetings=({"date": "2030-03-12"},))
    (finding,) = found("T116", planned(register, decision={"when": "2030-03-19", "by": "CSC"}))
    assert finding.message == (
        "'decision' is a milestone of the CSC, which does not meet on Tue 19 Mar 2030"
    )
    assert finding.help == (
        "it meets on Tue 12 Mar 2030; if this needs no meeting, say 'falls-on: working day'"
    )


def test_a_meeting_that_is_only_a_pattern_is_said_to_be_one() -> None:
    (finding,) = found("T116", planned(decision={"when": "2030-03-20", "by": "CSC"}))
    assert finding.message == (
        "'decision' is a milestone of the CSC, which by its pattern does not meet on "
        "Wed 20 Mar 2030"
    )
    assert finding.help is not None
    assert finding.help.startswith("it meets on Tue 19 Mar 2030 and Tue 16 Apr 2030; ")


# T117: a lead time is broken if no days of the two rows keep to it.

HOLIDAYS = {date(2030, 4, 19), date(2030, 4, 22)}


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


@cache
def stepped(day: date, n: int, sign: int) -> date:
    """So many Working Days from a day, one by one."""
    while n:
        day += timedelta(days=sign)
        n -= is_working_day(day)
    return day


def keeps(text: str, day: date, anchor: date) -> bool:
    """Whether two days keep to a rule: read off the words, counted one by one."""
    words = text.split()
    sign = -1 if "before" in words else 1
    if words[0] != "at":
        limit = anchor if words[0] == "on" else anchor + timedelta(days=sign)
        return day <= limit if sign < 0 else day >= limit
    limit = stepped(anchor, int(words[2]), sign)
    if words[1] == "least":
        return day <= limit if sign < 0 else day >= limit
    return min(limit, anchor) <= day <= max(limit, anchor)


DISTANCES = ("at least 1", "at least 3", "at most 1", "at most 4")
RULES_OF_LEAD = [
    f"{start} {way} b".strip()
    for start in ("", "on or", *(f"{distance} working days" for distance in DISTANCES))
    for way in ("before", "after")
]


def days_of(row: Row) -> Iterator[date]:
    """The days of a row; an open end is followed far enough to matter."""
    far = timedelta(days=40)
    day, last = row.earliest or START - far, row.latest or DAYS[-1] + far
    while day <= last:
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("text", RULES_OF_LEAD)
def test_a_lead_time_is_told_exactly_where_no_days_keep_to_it(text: str) -> None:
    item = LeadTime.model_validate({"milestone": "a", "rule": text})
    parsed = parse_rule(text)
    anchors = tuple(anchors_of(parsed))
    lead = t117._Lead(item, parsed, anchors, Address("lead-times.yaml", (0,)))
    calendars = Subject(MINIMAL, {}).calendars
    randomly = random.Random(text)
    outcomes = set()
    for _ in range(120):
        rows = {"a": any_row(randomly, "a"), "b": any_row(randomly, "b")}
        schedule: Any = Plan(rows)
        broken = not any(
            keeps(text, day, anchor) for anchor in days_of(rows["b"]) for day in days_of(rows["a"])
        )
        outcomes.add(broken)
        assert (t117._too_short(lead, schedule, calendars) is not None) == broken, rows
    assert outcomes == {True, False}


@dataclass
class Plan:
    milestones: dict[str, Row]


def with_leads(*leads: dict[str, object]) -> Register:
    found = tuple(LeadTime.model_validate(lead) for lead in leads)
    return replace(
        MINIMAL, lead_times=found, shipped=MINIMAL.shipped - {"reference/lead-times.yaml"}
    )


LEAD: dict[str, object] = {
    "milestone": "decision",
    "rule": "at least 10 working days before go-live",
    "because": "What was decided has to be prepared",
    "source": "plan",
}


def test_an_assumed_lead_time_says_so() -> None:
    plan = {"decision": "2030-06-18", "go_live": "2030-06-27"}
    (finding,) = found("T117", planned(with_leads(LEAD), **plan))
    assert finding.message == (
        "'decision' is on Tue 18 Jun 2030, but the lead time is 'at least 10 working days before "
        "go-live' and 'go-live' is on Thu 27 Jun 2030: it has to be Thu 13 Jun 2030 or earlier"
    )
    assert finding.help == "What was decided has to be prepared; source: plan"
    (finding,) = found("T117", planned(with_leads({**LEAD, "assumed": "true"}), **plan))
    assert "the lead time, which is assumed, is 'at least" in finding.message
    (finding,) = found(
        "T117", planned(with_leads({**LEAD, "milestone": "go-live", "rule": "in 2030-07"}), **plan)
    )
    assert finding.message.endswith("is 'in 2030-07': it has to be Mon 1 Jul 2030 or later")


def test_the_rule_of_the_timeline_itself_is_not_told_twice() -> None:
    own: dict[str, object] = {
        "when": "2030-06-18",
        "rules": ("at least 10 working days before go-live",),
    }
    assert found("T117", planned(with_leads(LEAD), decision=own, go_live="2030-06-27")) == []
    due: dict[str, object] = {"due": "at least 10 working days before go-live"}
    assert found("T117", planned(with_leads(LEAD), decision=due, go_live="2030-06-27")) == []
    other: dict[str, object] = {
        "when": "2030-06-18",
        "rules": ("at least 5 working days before go-live",),
    }
    assert len(found("T117", planned(with_leads(LEAD), decision=other, go_live="2030-06-27"))) == 1


def test_a_lead_time_is_for_timelines_with_all_its_milestones() -> None:
    lead = {**LEAD, "rule": "after first CSC meeting after uit-starts"}
    without = {"2030-06": timeline("2030-06", decision="2030-03-01", go_live="2030-06-27")}
    timelines = {**without, "2030-11": timeline("2030-11", uit_starts="2030-04-02")}
    assert found("T117", replace(with_leads(lead), timelines=timelines)) == []
    both = planned(with_leads(lead), decision="2030-03-01", uit_starts="2030-04-02")
    assert len(found("T117", both)) == 1


def test_a_lead_time_that_leads_out_of_the_calendar_proves_nothing() -> None:
    lead = {**LEAD, "rule": "at least 10 working days after go-live"}
    assert len(
        found("T117", planned(with_leads(lead), go_live="2031-12-12", decision="2031-12-29"))
    )
    assert (
        found("T117", planned(with_leads(lead), go_live="2031-12-29", decision="2031-12-30")) == []
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("at least 10 buisness days before go-live", "'buisness' is nothing that can be counted"),
        ("before go-live and uit-starts", "a phrase has one anchor"),
        ("after first CSX meeting after go-live", "there is no body called 'CSX'; did you mean "),
        ("after first DCC meeting after go-live", "no meetings of the DCC are known, neither by"),
    ],
)
def test_a_lead_time_nobody_can_check_is_told_with_its_words(text: str, message: str) -> None:
    rows = {"decision": "2030-06-03", "uit_starts": "2030-04-02", "go_live": "2030-06-27"}
    register = planned(with_leads(LEAD, {**LEAD, "rule": text}), **rows)
    (finding,) = found("C105", register)
    assert finding.message.startswith(message)
    assert finding.address.path == (1, "rule")
    assert finding.address.within is not None
    assert found("T117", register) == []
    unread = replace(register, bodies={}, calendar=None)
    for file in ("reference/bodies.yaml", "reference/calendar.yaml"):
        left = found("C105", replace(unread, broken=frozenset({file})))
        assert bool(left) == ("meeting" not in text)


def test_a_broken_file_of_lead_times_or_documents_is_told_with_its_line(tmp_path: Path) -> None:
    root = copy_of(MINIMAL_REGISTER, tmp_path / "register")
    leads = root / "reference" / "lead-times.yaml"
    leads.write_text("- milestone: go-no-go\n  rul: before go-live\n", encoding="utf-8")
    documents = root / "reference" / "documents.yaml"
    text = documents.read_text(encoding="utf-8")
    more = "section-x: {label: x, title: x, in-force-by: UIT starts}\n"
    documents.write_text(text + more, encoding="utf-8")
    loaded = load_register(root)
    assert [(found.code, found.place.file, found.message) for found in loaded.diagnostics] == [
        (
            "Y204",
            "reference/documents.yaml",
            "'UIT starts' is not an id: lower-case letters, digits and hyphens; did you mean "
            "'uit-starts'?",
        ),
        ("Y202", "reference/lead-times.yaml", "'rule' is missing"),
        (
            "Y201",
            "reference/lead-times.yaml",
            "unknown key 'rul'; did you mean 'rule'?",
        ),
    ]
    assert loaded.diagnostics[0].place.source_line == more.rstrip()
    assert loaded.register.lead_times == ()


def test_sources_of_lead_times_and_documents_are_looked_up() -> None:
    want = {"milestone": "uit-starts", "source": "letter"}
    keys = {"label": "x", "title": "x", "in-force-by": want}
    register = replace(
        with_leads(LEAD, {**LEAD, "source": "plam"}),
        documents={**MINIMAL.documents, "section-x": SecDocument.model_validate(keys)},
    )
    told = {(finding.message, finding.address.path) for finding in found("Y301", register)}
    assert told == {
        ("there is no source 'plam'; did you mean 'plan'?", (1, "source")),
        ("there is no source 'letter'; there are: plan", ("section-x", "in-force-by", "source")),
    }


def test_what_no_timeline_has_is_told_unless_one_could_not_be_read() -> None:
    register = planned(
        with_leads({**LEAD, "rule": "before golive"}), decision="2030-06-03", go_live="2030-06-27"
    )
    (finding,) = found("T117", register)
    assert finding.message == "no timeline has a milestone 'golive'; did you mean 'go-live'?"
    assert finding.address.within == (7, 13)
    unread = replace(register, broken=frozenset({"releases/2030-11/timeline.yaml"}))
    assert found("T117", unread) == []
    assert found("T117", replace(register, timelines={})) == []


def test_a_register_without_calendar_compares_dates_all_the_same() -> None:
    register = replace(with_leads(LEAD, {**LEAD, "rule": "after go-live"}), calendar=None)
    plan = planned(register, decision="2030-06-18", go_live="2030-06-27")
    assert found("T117", plan) == []  # a phrase needs a calendar; a wrong guess would be worse


# T118.

DOCUMENTS = {
    id_: SecDocument.model_validate({"label": id_, "title": id_, **keys})
    for id_, keys in {
        "section-a": {},
        "section-h": {"in-force-by": "uit-starts"},
        "schedule-8": {"in-force-by": "uit-starts"},
    }.items()
}


def released(**keys: object) -> Modification:
    top = {key: value for key, value in keys.items() if key != "history"}
    history = keys.get("history", ())
    assert isinstance(history, tuple)
    approved = {"date": "2029-01-09", "event": "approved", "release": "2030-06"}
    return Modification.model_validate(
        {"id": "MP007", "title": "x", "history": (approved, *history), **top}
    )


def release(id_: str, go_live: str | None) -> Release:
    given = {} if go_live is None else {"go-live": go_live}
    return Release.model_validate({"id": id_, "name": id_, "kind": "scheduled", **given})


RELEASES = {
    **MINIMAL.releases,
    **{
        id_: release(id_, go_live)
        for id_, go_live in {
            "2030-02": "2030-02-28",
            "2030-04": "2030-04-02",
            "2030-11": "2030-11-07",
            "2031-02": None,
        }.items()
    },
}


def scheduled(part: str, to: str | None) -> dict[str, object]:
    where = {"tba": "true"} if to is None else {"release": to}
    return {"date": "2029-02-09", "event": "scheduled", "part": part, **where}


TWO_PARTS = {"tests": {"documents": ("section-h",)}, "rest": {"documents": ("section-a",)}}
PART = ("parts", "tests", "documents", "0")


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ({"documents": ("section-a",)}, None),
        ({"documents": ("section-a", "section-h")}, ("documents", "1")),
        ({"specifications": {"GBCS": ("v4",)}}, ("specifications",)),
        ({"parts": TWO_PARTS}, PART),
        ({"parts": TWO_PARTS, "history": (scheduled("tests", "2030-02"),)}, None),
        # On the day itself it is in force.
        ({"parts": TWO_PARTS, "history": (scheduled("tests", "2030-04"),)}, None),
        ({"parts": TWO_PARTS, "history": (scheduled("tests", "2030-11"),)}, PART),
        # Nobody knows yet.
        ({"parts": TWO_PARTS, "history": (scheduled("tests", "2031-02"),)}, None),
        ({"parts": TWO_PARTS, "history": (scheduled("tests", None),)}, None),
        ({"parts": TWO_PARTS, "history": (scheduled("rest", "2030-11"),)}, PART),
        (
            {"history": ({"date": "2029-03-01", "event": "noted", "documents": ("section-h",)},)},
            ("history", "1", "documents", "0"),
        ),
        (
            {
                "documents": ("section-h",),
                "history": ({"date": "2029-03-01", "event": "noted", "documents": ("section-h",)},),
            },
            ("history", "1", "documents", "0"),
        ),
        (
            {"history": ({"date": "2029-03-01", "event": "noted", "parts": TWO_PARTS},)},
            ("history", "1", *PART),
        ),
    ],
)
def test_where_a_text_comes_too_late(keys: dict[str, Any], place: tuple[str, ...] | None) -> None:
    register = replace(
        MINIMAL,
        documents=DOCUMENTS,
        releases=RELEASES,
        modifications={"MP007": released(**keys)},
    )
    told = found("T118", register)
    assert [tuple(map(str, finding.address.path)) for finding in told] == [place] * bool(place)
    assert {finding.address.file for finding in told} <= {"modifications/MP007.yaml"}


def test_a_month_and_an_open_milestone_leave_a_text_time() -> None:
    text = {"parts": TWO_PARTS, "history": (scheduled("tests", "2030-04"),)}
    register = replace(
        MINIMAL,
        documents=DOCUMENTS,
        releases=RELEASES,
        modifications={"MP007": released(**text)},
    )
    assert found("T118", planned(register, uit_starts="2030-04", go_live="2030-06-27")) == []
    assert len(found("T118", planned(register, uit_starts="2030-03", go_live="2030-06-27"))) == 1


def test_a_text_too_late_for_two_releases_is_told_once() -> None:
    text = {"parts": TWO_PARTS, "history": (scheduled("tests", "2030-11"),)}
    second = timeline("2030-11", uit_starts="2030-09-03", go_live="2030-11-07")
    register = replace(
        MINIMAL,
        documents=DOCUMENTS,
        releases=RELEASES,
        timelines={**MINIMAL.timelines, "2030-11": second},
        modifications={"MP007": released(**text)},
    )
    (finding,) = found("T118", register)
    assert "'uit-starts' of 2030-06" in finding.message


def test_a_milestone_of_a_document_that_no_timeline_has_is_told() -> None:
    register = replace(planned(uit_start="2030-04-02"), documents=DOCUMENTS)
    told = {finding.message for finding in found("T118", register)}
    assert told == {"no timeline has a milestone 'uit-starts'; did you mean 'uit-start'?"}


@pytest.mark.parametrize("names", list(permutations(("uit_starts", "uit_report", "tag_uit"))))
def test_one_wrong_order_of_a_phase_is_at_least_one_finding(names: tuple[str, ...]) -> None:
    days = dict(zip(names, ("2030-05-14", "2030-05-15", "2030-05-16"), strict=True))
    right = names == ("uit_starts", "uit_report", "tag_uit")
    assert (found("T113", planned(**days, go_live="2030-06-27")) == []) == right
