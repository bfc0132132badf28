"""The timeline of November 2022 as a whole, and what is told of timelines that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sectool.dates import Month
from sectool.diagnostic import Address, Finding, Related
from sectool.model.register import Register
from sectool.model.release import Timeline
from sectool.schedule import Calendars, Fault, Schedule, calendars_of, schedule_release
from tests.register import SEED, opened

REGISTER = opened(SEED).register
CALENDARS = calendars_of(REGISTER)
TIMELINE = REGISTER.timelines["2022-11"]
SCHEDULE = schedule_release(TIMELINE, CALENDARS)
FILE = "releases/2022-11/timeline.yaml"


def timeline(**milestones: str | dict[str, object]) -> Timeline:
    """A timeline of milestones, each by its `when` or as a group of keys; `_` stands for `-`."""
    return Timeline.model_validate(
        {
            "release": "2022-11",
            "milestones": {
                id_.replace("_", "-"): {
                    "title": id_,
                    **({"when": given} if isinstance(given, str) else given),
                }
                for id_, given in milestones.items()
            },
        }
    )


def scheduled(
    calendars: Calendars = CALENDARS, /, **milestones: str | dict[str, object]
) -> Schedule:
    return schedule_release(timeline(**milestones), calendars)


def dates(schedule: Schedule) -> dict[str, str | None]:
    """The date of each milestone as it would be written, in order."""
    return {
        id_: None if found.when is None else str(found.when)
        for id_, found in schedule.milestones.items()
    }


def place(milestone: str, *path: str | int, within: tuple[int, int] | None = None) -> Address:
    return Address(FILE, ("milestones", milestone, *path), within=within)


# November 2022.


def test_where_each_date_comes_from() -> None:
    """The sixteen days by origin, and the six rows of which the document gives the month alone."""
    table = []
    for id_, found in SCHEDULE.milestones.items():
        row = found.milestone
        if not isinstance(found.when, date):
            origin = "a month"
        elif row.when is not None and row.when != str(found.when):
            origin = "the order of work" if row.source == "house" else "a sourced rule"
            assert row.source in ("house", "public", "rid-2022-11-v0.4"), id_
        else:
            origin = "a date with its reason"
        assert origin == "a month" or row.because, id_
        table.append((id_, str(found.when), origin))
    assert table == [
        ("csc-baseline-system", "2021-11-30", "a date with its reason"),
        ("tad-draft", "2022-01-19", "a sourced rule"),
        ("tag-tad-draft", "2022-01-26", "a date with its reason"),
        ("tad-consultation", "2022-02", "a month"),
        ("tad-updated", "2022-03-23", "a sourced rule"),
        ("tag-tad-updated", "2022-03-30", "the order of work"),
        ("csc-tad", "2022-04-19", "a date with its reason"),
        ("sit-starts", "2022-04", "a month"),
        ("opsg-1", "2022-05-03", "a date with its reason"),
        ("csc-baseline-other", "2022-05-17", "a sourced rule"),
        ("sit-report", "2022-07-20", "a sourced rule"),
        ("tag-sit", "2022-07-27", "the order of work"),
        ("regression-plans", "2022-07", "a month"),
        ("opsg-2", "2022-08-02", "a date with its reason"),
        ("uit-starts", "2022-08", "a month"),
        ("opsg-3", "2022-09-06", "a date with its reason"),
        ("regression-results", "2022-09", "a month"),
        ("uit-closes", "2022-09", "a month"),
        ("evidence", "2022-09-27", "a sourced rule"),
        ("opsg-status", "2022-10-04", "a sourced rule"),
        ("go-no-go", "2022-10-18", "a sourced rule"),
        ("go-live", "2022-11-03", "a sourced rule"),
    ]
    assert SCHEDULE.faults == ()
    assert SCHEDULE.release == "2022-11"


def test_sixteen_milestones_have_a_day_and_six_a_month() -> None:
    days = {id_: found.day for id_, found in SCHEDULE.milestones.items() if found.day is not None}
    assert days == {
        "csc-baseline-system": date(2021, 11, 30),
        "tad-draft": date(2022, 1, 19),
        "tag-tad-draft": date(2022, 1, 26),
        "tad-updated": date(2022, 3, 23),
        "tag-tad-updated": date(2022, 3, 30),
        "csc-tad": date(2022, 4, 19),
        "opsg-1": date(2022, 5, 3),
        "csc-baseline-other": date(2022, 5, 17),
        "sit-report": date(2022, 7, 20),
        "tag-sit": date(2022, 7, 27),
        "opsg-2": date(2022, 8, 2),
        "opsg-3": date(2022, 9, 6),
        "evidence": date(2022, 9, 27),
        "opsg-status": date(2022, 10, 4),
        "go-no-go": date(2022, 10, 18),
        "go-live": date(2022, 11, 3),
    }
    months = {id_: found.when for id_, found in SCHEDULE.milestones.items() if found.day is None}
    assert months == {
        "tad-consultation": Month(2022, 2),
        "sit-starts": Month(2022, 4),
        "regression-plans": Month(2022, 7),
        "uit-starts": Month(2022, 8),
        "regression-results": Month(2022, 9),
        "uit-closes": Month(2022, 9),
    }
    assert SCHEDULE.go_live == date(2022, 11, 3)


def test_what_the_rid_states_agrees_with_every_date() -> None:
    stated = {id_: row.stated[0].says for id_, row in TIMELINE.milestones.items()}
    assert {id_: found.when for id_, found in SCHEDULE.milestones.items()} == stated


def test_month_only_milestones_narrow_by_the_rules_of_the_others() -> None:
    windows = {
        id_: f"{found.earliest} to {found.latest}"
        for id_, found in SCHEDULE.milestones.items()
        if found.day is None
    }
    assert windows == {
        "tad-consultation": "2022-02-01 to 2022-02-28",
        "sit-starts": "2022-04-19 to 2022-04-29",
        "regression-plans": "2022-07-18 to 2022-07-29",
        "uit-starts": "2022-08-01 to 2022-08-12",
        "regression-results": "2022-09-01 to 2022-09-16",
        "uit-closes": "2022-09-08 to 2022-09-26",
    }


def test_deadlines_and_rules_are_kept_for_the_notes() -> None:
    rules = {
        id_: ([str(found.deadline)] if found.deadline else [])
        + [str(parsed.rule) for parsed in found.rules]
        for id_, found in SCHEDULE.milestones.items()
        if found.deadline or found.rules
    }
    assert rules == {
        "tad-consultation": ["after tag-tad-draft", "before tad-updated"],
        "sit-starts": ["on or after csc-tad"],
        "sit-report": ["after sit-starts"],
        "regression-plans": ["at least 10 working days before uit-starts", "in 2022-07"],
        "regression-results": ["at least 5 working days before uit-closes", "in 2022-09"],
        "uit-closes": ["after uit-starts", "before evidence"],
    }


@pytest.mark.parametrize("known_at", [date(2021, 11, 23), date(2022, 9, 9), date(2022, 9, 10)])
def test_no_date_moves_with_what_was_known(known_at: date) -> None:
    earlier = schedule_release(TIMELINE, calendars_of(REGISTER, known_at))
    assert dates(earlier) == dates(SCHEDULE)
    assert earlier.faults == ()


def test_another_go_live_moves_what_rests_on_it_and_nothing_else() -> None:
    moved_go_live = TIMELINE.milestones["go-live"].model_copy(
        update={"when": "first Thursday of November 2023"}
    )
    milestones = {**TIMELINE.milestones, "go-live": moved_go_live}
    moved = schedule_release(TIMELINE.model_copy(update={"milestones": milestones}), CALENDARS)
    before, after = dates(SCHEDULE), dates(moved)
    assert {id_: day for id_, day in after.items() if day != before[id_]} == {
        "csc-baseline-other": "2023-05-16",
        "evidence": "2023-09-26",
        "opsg-status": "2023-10-03",
        "go-no-go": "2023-10-17",
        "go-live": "2023-11-02",
    }
    assert list(after) == list(before)
    assert moved.faults == ()


# Circles.


def test_a_milestone_defined_by_itself() -> None:
    schedule = scheduled(
        papers="5 working days before papers",
        meeting="1 day after papers",
        go_live="2022-11-03",
    )
    assert schedule.faults == (
        Fault(
            "T103",
            Finding(
                "'papers' is defined by itself",
                place("papers", "when"),
                "one of them probably names the wrong milestone; else give one a date of its own",
            ),
        ),
    )
    assert dates(schedule) == {"papers": None, "meeting": None, "go-live": "2022-11-03"}


def test_two_milestones_defined_by_each_other() -> None:
    schedule = scheduled(
        papers="5 working days before meeting",
        meeting="5 working days after papers",
        go_live="2022-11-03",
    )
    assert schedule.faults == (
        Fault(
            "T103",
            Finding(
                "these milestones are defined by each other: papers -> meeting -> papers",
                place("papers", "when"),
                "one of them probably names the wrong milestone; else give one a date of its own",
                (Related("'meeting' depends on 'papers' here", place("meeting", "when")),),
            ),
        ),
    )
    assert dates(schedule) == {"papers": None, "meeting": None, "go-live": "2022-11-03"}


def test_three_milestones_defined_by_each_other_and_others_that_rest_on_them() -> None:
    schedule = scheduled(
        outside="1 week after b",
        further="1 week after outside",
        a="1 day after b",
        b="1 day after c",
        c="last CSC meeting before a",
        go_live="2022-11-03",
    )
    assert schedule.faults == (
        Fault(
            "T103",
            Finding(
                "these milestones are defined by each other: b -> c -> a -> b",
                place("b", "when"),
                "one of them probably names the wrong milestone; else give one a date of its own",
                (
                    Related("'c' depends on 'a' here", place("c", "when")),
                    Related("'a' depends on 'b' here", place("a", "when")),
                ),
            ),
        ),
    )
    assert dates(schedule) == {
        "outside": None,
        "further": None,
        "a": None,
        "b": None,
        "c": None,
        "go-live": "2022-11-03",
    }


def test_every_circle_is_told_once() -> None:
    schedule = scheduled(
        a="1 day after b",
        b="1 day after a",
        c="1 day after c",
        d="1 day after a",
        e="1 day after c",
    )
    assert [(fault.code, fault.finding.message) for fault in schedule.faults] == [
        ("T103", "these milestones are defined by each other: a -> b -> a"),
        ("T103", "'c' is defined by itself"),
    ]


def test_a_rule_in_a_round_is_no_circle() -> None:
    schedule = scheduled(
        a={"when": "2022-08-01", "rules": ("before b",)},
        b={"due": "at most 5 working days after a", "rules": ("after a", "in 2022-08")},
    )
    assert schedule.faults == ()
    assert dates(schedule) == {"a": "2022-08-01", "b": "2022-08-08"}


def test_a_deadline_defines_as_a_date_does() -> None:
    schedule = scheduled(a="5 working days after b", b={"due": "at least 5 working days before a"})
    assert [(fault.code, fault.finding.message) for fault in schedule.faults] == [
        ("T103", "these milestones are defined by each other: a -> b -> a")
    ]


# Long chains. Written last to first, so that nothing is reached in the order of the file.

LENGTH = 2000


def test_a_chain_of_two_thousand_milestones() -> None:
    links = {f"m{i}": f"1 day after m{i - 1}" for i in range(LENGTH, 0, -1)}
    schedule = scheduled(**links, m0="2022-01-01")
    assert schedule.faults == ()
    first = date(2022, 1, 1).toordinal()
    assert {id_: found.day for id_, found in schedule.milestones.items()} == {
        f"m{i}": date.fromordinal(first + i) for i in range(LENGTH + 1)
    }


def test_a_circle_of_two_thousand_milestones() -> None:
    links = {f"m{i}": f"1 day after m{(i - 1) % LENGTH}" for i in range(LENGTH)}
    schedule = scheduled(**links)
    assert [fault.code for fault in schedule.faults] == ["T103"]
    assert set(dates(schedule).values()) == {None}


# Names.


@pytest.mark.parametrize(
    ("key", "text", "words", "message"),
    [
        (
            "when",
            "5 working days before go-liv",
            "go-liv",
            "there is no milestone 'go-liv' in this timeline; did you mean 'go-live'?",
        ),
        (
            "due",
            "at least 5 working days before xyz",
            "xyz",
            "there is no milestone 'xyz' in this timeline; there are: m, go-live",
        ),
        (
            "rules",
            "before goliv",
            "goliv",
            "there is no milestone 'goliv' in this timeline; did you mean 'go-live'?",
        ),
        (
            "when",
            "last CCS meeting before go-live",
            "CCS",
            "there is no body called 'CCS'; did you mean 'CSC'?",
        ),
        (
            "when",
            "first CSC meeting after 2 OPGS meetings before go-live",
            "OPGS",
            "there is no body called 'OPGS'; did you mean 'OPSG'?",
        ),
        (
            "when",
            "last csc meeting before go-live",
            "csc",
            "there is no body called 'csc'; did you mean 'CSC'?",
        ),
        (
            "falls-on",
            "TGA meeting",
            "TGA",
            "there is no body called 'TGA'; did you mean 'TAG'?",
        ),
    ],
)
def test_an_unknown_name_is_told_at_its_word(key: str, text: str, words: str, message: str) -> None:
    path: tuple[str | int, ...] = (key,)
    milestone: dict[str, object] = {key: text}
    if key == "rules":
        path = ("rules", 1, "rule")
        milestone["rules"] = ("before go-live", text)
    if key in ("rules", "falls-on"):
        milestone["when"] = "2022-08"
    schedule = scheduled(m=milestone, go_live="2022-11-03")
    start = text.index(words)
    assert schedule.faults == (
        Fault("T102", Finding(message, place("m", *path, within=(start, start + len(words))))),
    )


def test_every_unknown_name_of_a_phrase_is_told_and_what_rests_on_it_is_silent() -> None:
    schedule = scheduled(
        a="last XYZ meeting before nowhere", b="1 day after a", go_live="2022-11-03"
    )
    assert [(fault.code, fault.finding.address.within) for fault in schedule.faults] == [
        ("T102", (24, 31)),
        ("T102", (5, 8)),
    ]
    assert dates(schedule) == {"a": None, "b": None, "go-live": "2022-11-03"}


def test_a_body_whose_meetings_nobody_knows_is_told() -> None:
    schedule = scheduled(a="first SECAS meeting after go-live", go_live="2022-11-03")
    assert schedule.faults == (
        Fault(
            "T111",
            Finding(
                "no meetings of the SECAS are known, neither by pattern nor by date",
                place("a", "when", within=(6, 11)),
                "add a 'pattern' or 'meetings' to the body in reference/bodies.yaml",
            ),
        ),
    )


# Phrases that are none, and days beyond the calendar.


@pytest.mark.parametrize(
    ("milestone", "address", "message", "help_"),
    [
        (
            {"when": "5 business days before go-live"},
            place("m", "when", within=(2, 10)),
            "the Code has no business days",
            "write 'working days'",
        ),
        (
            {"due": "in 2022-07"},
            place("m", "due", within=(0, 2)),
            "a deadline names a last day",
            "put 'in 2022-07' under 'rules:'",
        ),
        (
            {"when": "2022-08", "rules": ({"rule": "2022-07"},)},
            place("m", "rules", 0, "rule", within=(0, 7)),
            "'2022-07' does not start a rule",
            "a rule starts with: at least, at most, before, after, on or before, on or after, in",
        ),
        (
            {"when": "2022-08", "falls-on": "a Tuesday"},
            place("m", "falls-on"),
            "'a Tuesday' is not a kind of day",
            "write one of: any day, weekday, working day, or 'CSC meeting'; or leave the line out",
        ),
    ],
)
def test_what_is_not_in_the_language_is_told(
    milestone: dict[str, object], address: Address, message: str, help_: str
) -> None:
    schedule = scheduled(m=milestone, go_live="2022-11-03")
    assert schedule.faults == (Fault("T101", Finding(message, address, help_)),)


def test_a_date_beyond_the_calendar_is_told_where_it_is_counted() -> None:
    schedule = scheduled(
        far="2050-01-01", farther="1 working day after far", farthest="1 day after farther"
    )
    assert schedule.faults == (
        Fault(
            "T122",
            Finding(
                "2050-01-01 is outside the days for which Working Days are known: 2012-01-01 to "
                "2035-12-31",
                place("farther", "when"),
                "correct the phrase, or leave the date open until those days are known",
            ),
        ),
    )
    assert dates(schedule) == {"far": "2050-01-01", "farther": None, "farthest": None}


def test_without_a_calendar_only_given_dates_have_a_day() -> None:
    bare: Register = replace(REGISTER, calendar=None)
    schedule = scheduled(
        calendars_of(bare), a="2022-08", b="2022-11-03", c="5 working days before b"
    )
    (fault,) = schedule.faults
    assert fault.code == "T111"
    assert fault.finding.message == (
        "this register has no reference/calendar.yaml, so no date of this timeline can be counted"
    )
    assert dates(schedule) == {"a": "2022-08", "b": "2022-11-03", "c": None}


def test_a_calendar_with_faults_is_not_told_of_twice() -> None:
    broken = replace(REGISTER, calendar=None, broken=frozenset({"reference/calendar.yaml"}))
    schedule = scheduled(calendars_of(broken), a="2022-08", c="last CSC meeting before 2022-11-03")
    assert schedule.faults == ()
    assert dates(schedule) == {"a": "2022-08", "c": None}


def test_a_deadline_of_a_day_is_a_day() -> None:
    schedule = scheduled(
        a={"due": "at least 5 working days before go-live", "rules": ("in 2022-10",)},
        b={"due": "at least 5 working days before go-live"},
        go_live="2022-11-03",
    )
    assert dates(schedule) == {"a": "2022-10-27", "b": "2022-10-27", "go-live": "2022-11-03"}
