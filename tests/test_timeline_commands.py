"""`sectool timeline show` and `explain`: whole outputs, and each claim worked out again."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sectool.datelang.evaluate import Context, Window, evaluate
from sectool.datelang.nodes import Anchor, Bound, Order, anchors_of
from sectool.datelang.parser import parse_deadline, parse_phrase, parse_rule
from sectool.load import Loaded, load_register
from sectool.schedule import calendars_of
from tests.command import Done, run
from tests.register import SEED, copy_of, opened

LOADED = opened(SEED)
CALENDARS = calendars_of(LOADED.register)
assert CALENDARS.working is not None
WORKING = CALENDARS.working
HOLIDAYS = sorted(WORKING.holidays)
IDS = list(LOADED.register.timelines["2022-11"].milestones)
FILE = "releases/2022-11/timeline.yaml"
Golden = Callable[[str, str], None]


class Commands:
    """The commands in a register, within this process: starting one each time is slow."""

    def __init__(self, root: Path = SEED) -> None:
        self.root = root

    def run(self, *arguments: str, **options: str | bool | None) -> Done:
        """An option is given by its name, `_` for `-`; True where it takes no value."""
        given = [*arguments, "--register", str(self.root)]
        for name, value in options.items():
            if value not in (None, False):
                given.append(f"--{name.replace('_', '-')}")
                given += [value] if isinstance(value, str) else []
        return run(*given)

    def show(
        self, release: str = "2022-11", *, slack: bool = True, **options: str | bool | None
    ) -> Done:
        """The figures of slack, unless the plan is asked for in words."""
        return self.run("timeline", "show", release, slack=slack, **options)

    def explain(self, milestone: str, **options: str | bool | None) -> Done:
        return self.run("timeline", "explain", "2022-11", milestone, **options)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The commands in this repository's register, which is read once for all tests."""

    def load(root: Path) -> Loaded:
        return LOADED if root.resolve() == SEED else load_register(root)

    monkeypatch.setattr("sectool.cli.session.load_register", load)
    return Commands()


@pytest.fixture
def planned(tmp_path: Path) -> Callable[[str], Commands]:
    """The commands in a register with another timeline, by the YAML of its milestones."""

    def write(milestones: str) -> Commands:
        root = tmp_path / "register"
        if not root.exists():
            copy_of(SEED, root, ("sectool.yaml", "reference"))
            (root / "releases" / "2022-11").mkdir(parents=True)
        text = f"release: 2022-11\nmilestones:\n{milestones}"
        (root / FILE).write_text(text, encoding="utf-8")
        return Commands(root)

    return write


def fits(done: Done) -> None:
    assert max(map(len, done.lines)) <= 80, [line for line in done.lines if len(line) > 80]


# show


def test_the_table_of_november_2022(commands: Commands, golden: Golden) -> None:
    done = commands.show()
    assert (done.returncode, done.stderr) == (0, "")
    fits(done)
    golden("timeline-2022-11.txt", done.stdout)


def test_only_what_moves_the_go_live(commands: Commands, golden: Golden) -> None:
    done = commands.show(critical=True)
    assert (done.returncode, done.stderr) == (0, "")
    fits(done)
    golden("timeline-2022-11-critical.txt", done.stdout)


def test_the_plan_in_words(commands: Commands, golden: Golden) -> None:
    done = commands.show(slack=False)
    assert (done.returncode, done.stderr) == (0, "")
    fits(done)
    golden("timeline-2022-11-in-words.txt", done.stdout)


def test_as_known_before_the_holiday_of_september_2022(commands: Commands, golden: Golden) -> None:
    done = commands.show(as_known_at="2021-11-23")
    assert (done.returncode, done.stderr) == (0, "")
    fits(done)
    golden("timeline-2022-11-known-2021-11-23.txt", done.stdout)


def test_the_same_for_programs(commands: Commands, golden: Golden) -> None:
    done = commands.show(json=True)
    assert (done.returncode, done.stderr) == (0, "")
    golden("timeline-2022-11.json", done.stdout)


def test_programs_get_the_critical_and_the_known_too(commands: Commands) -> None:
    critical = json.loads(commands.show(critical=True, json=True).stdout)
    text = commands.show(critical=True).lines
    assert [row["id"] for row in critical["milestones"]] == [
        line.split()[0] for line in text[3:] if line and line[0] != " "
    ][:7]
    misses = {row["id"]: row["miss"] for row in critical["milestones"]}
    assert misses.pop("go-live") is None
    assert all(miss["working-days"] > 0 for miss in misses.values())
    known = json.loads(commands.show(as_known_at="2021-11-23", json=True).stdout)
    assert (known["as-known-at"], known["go-live"]) == ("2021-11-23", "2022-11-03")


@pytest.mark.parametrize("known_at", [None, "2021-11-23", "2022-09-09", "2022-09-10"])
def test_the_working_days_ahead_agree_with_numpy(commands: Commands, known_at: str | None) -> None:
    found = json.loads(commands.show(as_known_at=known_at, json=True).stdout)
    late = date(2022, 9, 19)  # announced on 10 September 2022
    holidays = [day for day in HOLIDAYS if day != late or known_at in (None, "2022-09-10")]
    one = timedelta(days=1)
    go_live = date(2022, 11, 3)

    def ahead(day: str) -> int:
        start = date.fromisoformat(day) + one
        return int(np.busday_count(start, go_live + one, holidays=holidays))

    for row in found["milestones"]:
        assert row["working-days-to-go-live"] == {
            "most": ahead(row["earliest"]),
            "fewest": ahead(row["latest"]),
        }, row["id"]


def test_the_columns_say_what_the_json_says(commands: Commands) -> None:
    rows = {row["id"]: row for row in json.loads(commands.show(json=True).stdout)["milestones"]}

    def moves(span: dict[str, Any]) -> str:
        earlier, later = span["working-days-earlier"], span["working-days-later"]
        back = "open" if earlier is None else f"-{earlier}" if earlier else "0"
        on = "open" if later is None else f"+{later}" if later else "0"
        return back if back == on else f"{back} {on}"

    table = commands.show().lines
    end = table.index("", 3)
    assert len(table[3:end]) == len(rows)
    for line in table[3:end]:
        row = rows[line.split()[0]]
        most, fewest = row["working-days-to-go-live"].values()
        ahead = f"{most}" if most == fewest else f"{most}–{fewest}"
        tail = [ahead, *moves(row["room"]).split(), *moves(row["float"]).split()]
        if row["miss"] is not None:  # go-live itself has none
            miss = row["miss"]["working-days"]
            tail.append(f"+{miss}" if miss else "0")
        assert line.split()[-len(tail) :] == tail, line
        assert ("*" in line) == row["rests-on-proposal"], line


def test_the_days_moved_agree_with_numpy(commands: Commands) -> None:
    """Working Days between two days that are both Working Days: those after the first."""
    one = timedelta(days=1)

    def between(start: str, end: str) -> int:
        low, high = date.fromisoformat(start), date.fromisoformat(end)
        return int(np.busday_count(low + one, high + one, holidays=HOLIDAYS))

    for row in json.loads(commands.show(json=True).stdout)["milestones"]:
        for name in ("room", "float"):
            span = row[name]
            if span["earliest"] is None:
                assert span["working-days-earlier"] is None
            else:
                wanted = between(span["earliest"], row["earliest"])
                assert span["working-days-earlier"] == wanted, row["id"]
            if span["latest"] is None:
                assert span["working-days-later"] is None
            else:
                assert span["working-days-later"] == between(row["latest"], span["latest"])
        miss = row["miss"]
        if row["id"] == "go-live":
            assert miss is None
            continue
        assert miss["working-days"] == between("2022-11-03", miss["go-live"]), row["id"]
        assert miss["next"] > row["latest"]


WIDE = """\
  the-board-hears-what-the-committee-has-decided-about-the-release:
    title: An id of 65 characters, in a window over New Year
    when: tba
    falls-on: any day
    rules: [on or after 2020-12-30, on or before 2022-09-28]
  another-id-that-is-long:
    title: Tests
    when: tba
    rules: [on or after 2021-09-29, on or before 2022-09-28, before go-live]
  open:
    title: Open
    when: tba
  from:
    title: From
    when: tba
    rules: [after 2021-12-01]
  until:
    title: Until
    when: tba
    rules: [before go-live]
  review:
    title: After go-live
    when: 2023-02
  proposed-by-a-pattern-and-nothing-else:
    title: A meeting
    when: 2022-09
    falls-on: OPSG meeting
  go-live:
    title: Go-live
    when: 2022-11-03
"""


@pytest.mark.parametrize("critical", [False, True])
def test_a_wide_timeline_stays_within_80_columns(
    planned: Callable[[str], Commands], golden: Golden, critical: bool
) -> None:
    done = planned(WIDE).show(critical=critical)
    assert (done.returncode, done.stderr) == (0, "")
    fits(done)
    golden(f"timeline-wide{'-critical' if critical else ''}.txt", done.stdout)
    fits(planned(WIDE).show(slack=False, critical=critical))


MARKED = """\
  evidence:
    title: Evidence is complete
    when: 2022-03
    by: DCC
  tests:
    title: Tests complete
    when: 2022-W12
    at: "17:00"
  report:
    title: The report goes out
    when: later of 5 working days after evidence and 2 working days after tests
    by: DCC
    provisional: true
    notes: Sent by e-mail.
    rules:
    - {rule: on or after 2022-04-06, because: The committee has to read it, source: house}
  paper:
    title: The paper
    when: 5 working days before decision
    paper-for: decision
    by: DCC
  decision:
    title: The decision
    when: first CSC meeting on or after report
    by: CSC
  plans:
    title: Plans for regression tests
    when: 2022-04-21
    by: Participants
  go-live: {title: Go-live, when: 2022-11-03}
"""


def test_times_and_windows_that_may_be_narrower_are_marked(
    planned: Callable[[str], Commands],
) -> None:
    commands = planned(MARKED)
    done = commands.show(slack=False)
    assert (done.returncode, done.stderr) == (0, "")
    fits(done)
    assert (
        done.stdout
        == """\
2022-11: go-live Thu 3 Nov 2022

Tue 1 to Thu 31 Mar 2022~  Evidence is complete
                           DCC; can slip 6 Working Days, or more if others move
Mon 21 to Fri 25 Mar 2022, 17:00~
                           Tests complete
                           can slip 13 Working Days, or more if others move
Wed 6 to Thu 7 Apr 2022~   The report goes out (provisional)
                           DCC; can slip if others move
Fri 8 Apr 2022*            The paper
                           DCC; can slip if others move
Tue 19 Apr 2022*           The decision
                           CSC; can slip if others move
Thu 21 Apr 2022            Plans for regression tests
                           Participants; no rule says how late it may be
Thu 3 Nov 2022             Go-live

~ may be narrower: which of two decides is not known yet
* depends on a meeting proposed by its body's pattern, not confirmed

figures of slack, and the ids of the milestones: --slack
"""
    )
    figures = commands.show().stdout
    assert "Mon 21 to Fri 25 Mar 2022, 17:00~" in figures
    assert "the window may be narrower" in figures
    rows = {row["id"]: row for row in json.loads(commands.show(json=True).stdout)["milestones"]}
    told = ("by", "at", "notes", "provisional", "rules", "may-be-narrower")
    assert {key: rows["report"][key] for key in told} == {
        "by": "DCC",
        "at": None,
        "notes": "Sent by e-mail.",
        "provisional": True,
        "rules": [
            {
                "rule": "on or after 2022-04-06",
                "because": "The committee has to read it",
                "source": "house",
            }
        ],
        "may-be-narrower": True,
    }
    assert rows["tests"]["at"] == "17:00"
    assert "the window may be narrower" in commands.explain("evidence").stdout


def test_a_day_that_nothing_is_known_to_stand_against(planned: Callable[[str], Commands]) -> None:
    """Neither all at their earliest nor all at their latest is a plan, so none is known."""
    text = MARKED.replace(
        "    when: 2022-04-21\n",
        "    when: earlier of 1 week after evidence and 2 weeks after tests\n"
        "    rules: [on or before 2022-03-15]\n",
    )
    commands = planned(text)
    lines = commands.explain("plans", on="2022-03-14").lines
    assert lines[0] == "plans can be on Mon 14 Mar 2022"
    assert lines[1].startswith("  as far as is known: with 'later of'")
    data = json.loads(commands.explain("plans", on="2022-03-14", json=True).stdout)
    assert (data["possible"], data["is-certain"]) == (True, False)


@pytest.mark.parametrize(
    ("options", "ids", "only"),
    [
        ({"by": "DCC"}, ["evidence", "report", "paper"], "Only what DCC has to do"),
        (
            {"body": "csc"},
            ["paper", "decision"],
            "Only meetings of CSC, papers for them, and what it has to do",
        ),
        ({"party": "suppliers"}, ["plans", "go-live"], "Only what is for suppliers"),
        ({"party": "dcc"}, ["evidence", "report", "paper", "go-live"], "Only what is for dcc"),
        (
            {"by": "DCC", "body": "CSC"},
            ["paper"],
            "Only what DCC has to do; of that, meetings of CSC, papers for them, and what it has "
            "to do",
        ),
        ({"by": "OPSG"}, [], "Only what OPSG has to do"),
    ],
)
def test_a_plan_for_one_of_those_concerned(
    planned: Callable[[str], Commands], options: dict[str, Any], ids: list[str], only: str
) -> None:
    commands = planned(MARKED)
    found = json.loads(commands.show(json=True, **options).stdout)
    assert [row["id"] for row in found["milestones"]] == ids
    assert {key: found[key].lower() for key in options} == {
        key: value.lower() for key, value in options.items()
    }
    lines = commands.show(slack=False, **options).lines
    assert " ".join(lines[1 : lines.index("")]) == only
    if not ids:
        assert lines[-1] == "no such milestone"


def test_names_that_nobody_has_are_refused(commands: Commands) -> None:
    for option, told in (
        ("--by", "--by: there is no body 'DCX'; did you mean 'DCC'?"),
        ("--body", "--body: there is no body 'DCX'; did you mean 'DCC'?"),
        ("--party", "--party: there is no participant 'DCX'; did you mean 'dcc'?"),
    ):
        for command in (("timeline", "show", "2022-11"), ("mod", "next")):
            done = commands.run(*command, option, "DCX")
            assert (done.returncode, done.stderr) == (2, f"sectool: {told}\n")


def test_what_is_to_come_for_one_of_those_concerned(commands: Commands) -> None:
    def coming(**options: str) -> list[tuple[str, str]]:
        done = commands.run("mod", "next", today="2022-07-01", weeks="6", json=True, **options)
        found = json.loads(done.stdout)["coming"]
        return [(row["what"], row["body"] or row["id"] or row["says"]) for row in found]

    everything = coming()
    acts = ("DCC submits", "UIT commences")
    assert coming(by="DCC") == [
        (what, row) for what, row in everything if any(act in row for act in acts)
    ]
    assert {row for _, row in coming(body="TAG") if not row.startswith("2022-11")} == {"TAG"}
    steps = [row for what, row in coming(party="suppliers") if what == "milestone"]
    assert len(steps) == 1
    assert steps[0].startswith("2022-11: Test Participants inform DCC")
    text = commands.run("mod", "next", today="2022-07-01", body="TAG").lines
    assert text[1] == "Only meetings of TAG, papers for them, and what it has to do"


FAR = """\
  m:
    title: A short id
    when: 2022-08-01
  before:
    title: Years before
    when: tba
    rules: [on or after 2013-01-30, on or before 2034-09-27, before n]
    falls-on: any day
  both-ways:
    title: Years both ways
    when: 2022-09-28
    rules: [on or after 2013-01-30, on or before 2034-09-27]
  n:
    title: After go-live
    when: 2028-09-27
    rules: [on or after 2013-01-30, on or before 2034-09-27]
  wide:
    title: A window of years
    when: tba
    rules: [on or after 2028-01-30, on or before 2034-09-27]
  go-live:
    title: Go-live
    when: 2022-11-03
"""


def test_thousands_of_working_days_both_ways_stay_within_80_columns(
    planned: Callable[[str], Commands],
) -> None:
    done = planned(FAR).show()
    fits(done)
    assert done.lines[2].split() == ["milestone"]
    assert done.lines[3].split()[0] == "date"
    both = done.lines.index("both-ways")
    assert done.lines[both + 1].split()[-5:] == ["-2441", "+3033", "-2441", "+3033", "0"]


def test_what_has_no_last_day_cannot_be_missed(planned: Callable[[str], Commands]) -> None:
    commands = planned(WIDE)
    told = commands.show(critical=True).stdout
    assert "\nopen " not in told
    assert "\nfrom " not in told
    for milestone in ("open", "from"):
        lines = commands.explain(milestone).lines
        assert lines[-1] == "missed: nothing says how late it may be"


ERRORS = """\
  plans:
    title: Plans
    when: 2022-08-22
    rules: [before tests]
  tests:
    title: Tests
    when: 2022-08-08
  review:
    title: Review
    when: 5 working days before tests
  circle:
    title: Circle
    when: 1 day after circle
  go-live:
    title: Go-live
    when: 2022-11-03
"""


def test_a_timeline_with_errors_is_shown_and_said_to_have_them(
    planned: Callable[[str], Commands],
) -> None:
    commands = planned(ERRORS)
    done = commands.show()
    assert done.returncode == 1
    assert done.stderr == (
        "sectool: this timeline has 2 errors; see: sectool timeline check 2022-11\n"
    )
    fits(done)
    assert done.stdout.startswith("""\
2022-11: go-live Thu 3 Nov 2022

milestone date or window   ahead  room  float  miss
plans     Mon 22 Aug 2022!    51
tests     Mon 8 Aug 2022!     61
review    Mon 1 Aug 2022      66
circle    open
go-live   Thu 3 Nov 2022       0

""")
    assert done.lines[-1] == "!      the plan contradicts itself here, so no slack is worked out"
    found = commands.show(json=True)
    assert found.returncode == 1
    rows = json.loads(found.stdout)["milestones"]
    assert [row["id"] for row in rows if row["contradicted"]] == ["plans", "tests"]
    assert {row["room"] for row in rows} == {None}
    one = planned(ERRORS.replace("rules: [before tests]", "by: DCC")).show()
    assert one.stderr == (
        "sectool: this timeline has an error; see: sectool timeline check 2022-11\n"
    )
    assert one.returncode == 1


def test_a_date_that_is_no_working_day_does_not_move_backwards(
    planned: Callable[[str], Commands],
) -> None:
    """A Sunday may only move to Friday before or Monday after: that is no `+-1`."""
    done = planned("""\
  m:
    title: On a Sunday
    when: 2022-11-06
    rules: [before 2022-11-07]
  n:
    title: On a Sunday
    when: 2022-11-06
    rules: [after 2022-11-05]
  go-live:
    title: Go-live
    when: 2022-11-17
""").show()
    table = {line.split()[0]: line for line in done.lines[3:6]}
    assert table["m"].split()[-5:] == ["open", "0", "open", "0", "none"]
    assert table["n"].split()[-5:] == ["0", "open", "0", "open", "0"]


def test_a_date_that_is_no_working_day_is_possible_all_the_same(
    planned: Callable[[str], Commands],
) -> None:
    """Somebody chose that Sunday: it is a finding, but neither its room nor its --on denies it."""
    commands = planned("""\
  m:
    title: On a Sunday
    when: 2022-11-06
    rules: [after 2022-11-05, before 2022-11-07]
  go-live:
    title: Go-live
    when: 2022-11-17
""")
    table = {line.split()[0]: line.split() for line in commands.show().lines[3:5]}
    assert table["m"][-3:] == ["0", "0", "none"]
    assert commands.explain("m", on="2022-11-06").returncode == 0


def test_a_timeline_whose_go_live_nothing_moves(planned: Callable[[str], Commands]) -> None:
    done = planned("""\
  m:
    title: A meeting
    when: 2022-08-16
  n:
    title: Another
    when: 2022-08-17
  go-live:
    title: Go-live
    when: 2022-11-03
""").show(critical=True)
    assert [line.split()[0] for line in done.lines[3:5]] == ["go-live", "missed:"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "2022-12"], "no timeline of release '2022-12'; did you mean '2022-11'?"),
        (["show", "nonsense"], "no timeline of release 'nonsense'; there are: "),
        (["show", "2022-11", "--as-known-at", "today"], "--as-known-at: 'today' is not a day"),
        (["explain", "2022-12", "go-live"], "no timeline of release '2022-12'; did you mean"),
        (["explain", "2022-11", "go-liv"], "2022-11 has no milestone 'go-liv'; did you mean 'go-l"),
        (["explain", "2022-11", "xyzzy"], "2022-11 has no milestone 'xyzzy'; there are 22, from"),
        (["explain", "2022-11", "go-live", "--on", "3 Nov"], "--on: '3 Nov' is not a day"),
        (["explain", "2022-11", "go-live", "--on", "2022-02-30"], "--on: "),
        (
            ["explain", "2022-11", "go-live", "--on", "2036-01-01"],
            "--on: 2036-01-01 is outside the calendar, which runs from 2012-01-01 to 2035-12-31",
        ),
        (["explain", "2022-11"], "Missing argument 'MILESTONE'"),
        (["show"], "Missing argument 'RELEASE'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_exits_2(commands: Commands, arguments: list[str], told: str) -> None:
    done = commands.run("timeline", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_the_commands_as_people_call_them(commands: Commands) -> None:
    """The same bytes, wherever it starts."""
    for arguments, here in (
        (["show", "2022-11", "--critical"], commands.show(slack=False, critical=True)),
        (["explain", "2022-11", "evidence", "-v"], commands.explain("evidence", verbose=True)),
        (["explain", "2022-11", "uit-starts", "--on", "2022-08-15"], None),
    ):
        done = run("timeline", *arguments, cwd=SEED / "releases")
        assert done.stderr == ""
        if here is None:
            assert done.returncode == 1
        else:
            assert (done.returncode, done.stdout) == (here.returncode, here.stdout)


def test_files_that_cannot_be_read_are_told(planned: Callable[[str], Commands]) -> None:
    commands = planned("  - [\n")
    done = commands.show()
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{FILE}:3:6: error[Y102 not-yaml]" in done.stderr
    commands = planned(ERRORS)
    (commands.root / "reference" / "calendar.yaml").write_text("broken: [\n", encoding="utf-8")
    done = commands.show()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("reference/calendar.yaml:")
    (commands.root / "reference" / "calendar.yaml").unlink()
    done = commands.explain("plans")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "sectool: this register has no reference/calendar.yaml\n"


# explain


@pytest.mark.parametrize(
    "milestone", ["uit-starts", "go-no-go", "sit-starts", "evidence", "uit-closes"]
)
@pytest.mark.parametrize("verbose", [False, True])
def test_an_explanation_of_november_2022(
    commands: Commands, golden: Golden, milestone: str, verbose: bool
) -> None:
    done = commands.explain(milestone, verbose=verbose)
    assert (done.returncode, done.stderr) == (0, "")
    fits(done)
    golden(f"explain-{milestone}{'-verbose' if verbose else ''}.txt", done.stdout)


def test_what_a_filter_moved_is_said(commands: Commands) -> None:
    assert (
        "       Sat 30 Apr 2022 is not a Working Day; the one before is Fri 29 Apr 2022"
        in commands.explain("sit-starts").lines
    )


MOVED = """\
  plans:
    title: Plans
    due: at least 5 days before tests
    falls-on: working day
  tests:
    title: Tests
    when: 2022-08-12
  papers:
    title: Papers
    due: at least 5 working days before review
    falls-on: CSC meeting
    rules: [on or before 2022-10-01]
  review:
    title: Review
    when: tba
    rules: [after 2022-08-01]
  last:
    title: The last day of July
    due: before 2022-08
    falls-on: working day
  kept:
    title: A deadline on a Working Day
    due: at least 4 days before tests
    falls-on: working day
  go-live:
    title: Go-live
    when: 2022-11-03
"""


def test_a_deadline_that_falls_on_moved_is_said_to_be(planned: Callable[[str], Commands]) -> None:
    """5 days before Fri 12 Aug is a Sunday; 5 Working Days before Tue 2 Aug is Tue 26 July."""
    commands = planned(MOVED)

    def steps(milestone: str, side: str) -> list[tuple[str, str | None, list[str]]]:
        found = json.loads(commands.explain(milestone, json=True).stdout)["because"][side]
        return [(one["date"], one["moved-from"], one["moved-by"]) for one in found]

    day, meeting = ["falls-on: working day"], ["falls-on: CSC meeting"]
    for side in ("earliest", "latest"):
        assert steps("plans", side)[1:] == [("2022-08-05", "2022-08-07", day)]
        assert steps("last", side) == [("2022-07-29", "2022-07-31", day)]
        assert steps("kept", side)[1:] == [("2022-08-08", None, [])]
    assert steps("papers", "earliest")[1:] == [("2022-07-19", "2022-07-26", meeting)]
    assert commands.explain("plans").lines[3:8] == [
        "  1. tests on Fri 12 Aug 2022",
        f"       {FILE}:9  when: 2022-08-12",
        "  2. plans on Fri 5 Aug 2022",
        f"       {FILE}:5  due: at least 5 days before tests",
        "       Sun 7 Aug 2022 is not a Working Day; the one before is Fri 5 Aug 2022",
    ]
    said = "       Tue 26 Jul 2022 is not a CSC meeting; the one before is Tue 19 Jul 2022"
    assert said in commands.explain("papers").lines
    refused = commands.explain("review", on="2022-10-31").lines
    said = "       Mon 24 Oct 2022 is not a CSC meeting; the one before is Tue 18 Oct 2022"
    assert said in refused


def test_a_deadline_read_backwards_says_that_falls_on_has_a_part(
    planned: Callable[[str], Commands],
) -> None:
    """Papers of Tue 20 Sep are due for any review until Mon 24 Oct: Tue 25 Oct is five Working
    Days after Tue 18 Oct, the next CSC."""
    commands = planned(MOVED)
    found = json.loads(commands.explain("review", json=True).stdout)["because"]["latest"][1]
    assert (found["date"], found["read-backwards"]) == ("2022-10-24", True)
    assert (found["moved-from"], found["moved-by"]) == (None, ["falls-on: CSC meeting"])
    assert "       with 'falls-on: CSC meeting' of papers" in commands.explain("review").lines


def test_a_contradiction_names_the_falls_on_that_moved_a_deadline(
    planned: Callable[[str], Commands],
) -> None:
    rule = "    falls-on: working day\n    rules: [after 2022-08-05]\n"
    text = MOVED.replace("    falls-on: working day\n", rule, 1)
    done = planned(text).run("timeline", "check")
    assert done.returncode == 1
    assert "so 'tests' is on or after Sat 13 Aug 2022" in done.stdout
    assert "only such a day will do for 'plans'" in done.stdout


LONG = "the-board-hears-what-the-committee-has-decided-about-the-release"


@pytest.mark.parametrize("day", [None, "2022-08-22", "2022-08-23", "2022-08-27", "2022-09-30"])
@pytest.mark.parametrize("verbose", [False, True])
def test_explanations_of_long_names_fit_80_columns(
    planned: Callable[[str], Commands], day: str | None, verbose: bool
) -> None:
    commands = planned(f"""\
  {LONG}-before:
    title: {"A title that is rather long " * 5}
    due: at least 10 working days before {LONG}
    rules: [in 2022-08, after 2022-08-05]
  {LONG}:
    title: Tests
    when: 2022-08
    fixed: true
    rules: [on or after 2022-08-01]
  go-live:
    title: Go-live
    when: 2022-11-03
""")
    for milestone in (LONG, f"{LONG}-before", "go-live"):
        done = commands.explain(milestone, on=day, verbose=verbose and day is None)
        assert done.lines
        fits(done)


def test_the_words_of_a_line_are_kept_whole_when_they_are_folded(commands: Commands) -> None:
    for milestone in ("uit-closes", "evidence"):
        told = " ".join(commands.explain(milestone).stdout.split())
        for reason in json.loads(commands.explain(milestone, json=True).stdout)["because"][
            "latest"
        ]:
            assert f"{reason['file']}:{reason['line']} " in told
            assert reason["words"] in told


def test_holidays_that_were_skipped_are_named_on_request(
    planned: Callable[[str], Commands],
) -> None:
    commands = planned("""\
  papers:
    title: Papers
    when: 5 working days before meeting
  tests:
    title: Tests
    due: at least 3 working days before papers
    rules: [in 2022-08]
  meeting:
    title: Meeting
    when: tba
    rules: [on or before 2022-09-02]
  results:
    title: Results
    when: 2 working days after 2022-08-26
""")
    done = commands.explain("results", verbose=True)
    assert "       not counted: Mon 29 Aug 2022 (Summer bank holiday)" in done.lines
    assert "not counted" not in commands.explain("results").stdout
    done = commands.explain("meeting", verbose=True)
    assert done.lines[3] == "on or after Thu 11 Aug 2022:"
    assert "not counted" not in done.stdout
    done = commands.explain("papers", verbose=True)
    assert "       not counted: Mon 29 Aug 2022 (Summer bank holiday)" in done.lines


def test_a_milestone_that_nothing_bounds(planned: Callable[[str], Commands]) -> None:
    commands = planned(WIDE)
    assert commands.explain("open") == Done(
        0,
        """\
open: open
Open

nothing bounds it: it is open

room (nothing else moving): earlier is open, later is open
float (go-live kept): earlier is open, later is open
missed: nothing says how late it may be
""",
        "",
    )
    assert commands.explain("from").lines[3:8] == [
        "on or after Thu 2 Dec 2021:",
        "  1. from on or after Thu 2 Dec 2021",
        f"       {FILE}:18  rule: after 2021-12-01",
        "",
        "nothing says how late it may be: that is open",
    ]
    until = commands.explain("until").lines
    assert until[3] == "on or before Wed 2 Nov 2022:"
    assert until[9] == "nothing says how early it may be: that is open"


def test_a_contradicted_milestone_shows_the_contradiction(
    planned: Callable[[str], Commands],
) -> None:
    done = planned(ERRORS).explain("tests")
    assert done.returncode == 1
    assert (
        done.stderr == "sectool: this timeline has 2 errors; see: sectool timeline check 2022-11\n"
    )
    assert done.lines[:4] == [
        "tests: Mon 8 Aug 2022",
        "Tests",
        "",
        "the plan contradicts itself about this milestone:",
    ]
    assert "error[T112 contradictory-dates]" in done.lines[4]


def test_an_explanation_for_programs(commands: Commands, golden: Golden) -> None:
    done = commands.explain("uit-starts", json=True)
    assert (done.returncode, done.stderr) == (0, "")
    golden("explain-uit-starts.json", done.stdout)


# The claims of each chain, worked out again.


def days_around(day: date, by: int = 400) -> Iterator[date]:
    for n in range(-by, by + 1):
        yield day + timedelta(days=n)


def led_to(anchor: Anchor, day: date | None) -> date | None:
    window = Window(day, day) if day is not None else None
    if any(anchors_of(anchor)) != (window is not None):
        return None
    found = evaluate(
        anchor,
        Context(WORKING, CALENDARS.meetings, lambda _: window or Window(date.min, date.max)),
    )
    return found.window.day


Inequality = tuple[str, Anchor, int]


def inequalities(words: str) -> list[Inequality]:
    """What a line says: `<=`, `>=` or `=`, the phrase, and calendar days to add."""
    key, _, text = words.partition(": ")
    if key == "when":
        phrase = parse_phrase(text)
        return [("=", phrase, 0)]  # type: ignore[list-item]
    rule = parse_deadline(text) if key == "due" else parse_rule(text)
    found: list[Inequality] = []
    match rule:
        case Order(relation=relation, anchor=anchor):
            by = {"before": -1, "after": 1}.get(relation, 0)
            found = [("<=" if "before" in relation else ">=", anchor, by)]
        case Bound(relation="at least", phrase=phrase):
            found = [("<=" if phrase.direction == "before" else ">=", phrase, 0)]
        case Bound(phrase=phrase):
            near, far = ("<=", ">=") if phrase.direction == "before" else (">=", "<=")
            found = [(far, phrase, 0), (near, phrase.anchor, 0)]
    if key == "due":
        return [("=", anchor, by) for op, anchor, by in found if op == "<="]
    return found


def kind_of_day(id_: str) -> Callable[[date], bool]:
    milestone = LOADED.register.timelines["2022-11"].milestones[id_]
    falls_on = milestone.falls_on or "working day"
    if falls_on.endswith(" meeting"):
        meetings = CALENDARS.meetings(falls_on.removesuffix(" meeting"))
        assert meetings is not None
        return meetings.days.__contains__
    return WORKING.working_days.__contains__


def follows(reason: dict[str, Any], before: dict[str, Any] | None) -> set[date]:
    """The days that this line gives, from what the step before it says; looked up day by day."""
    upward = reason["bound"] == "earliest"
    words = reason["words"]
    if before is None:
        text = words.partition(": ")[2].removeprefix("in ")
        if len(text) == 7 and text[4] == "-":
            year, month = map(int, text.split("-"))
            return {date(year, month, 1 if upward else monthrange(year, month)[1])}
        root = led_to(inequalities(words)[0][1], None)
        return {root} if root is not None else set()
    start = date.fromisoformat(before["date"])
    found = set()
    for op, anchor, by in inequalities(words):
        if not reason["read-backwards"]:
            if op in ("=", ">=" if upward else "<="):
                day = led_to(anchor, start)
                assert day is not None
                found.add(day + timedelta(days=by))
            continue
        # The line is of the step before; this milestone is its anchor: try every day.
        if op not in ("=", "<=" if upward else ">="):
            continue
        given = {y: led_to(anchor, y) for y in days_around(start)}
        moved = {y: day + timedelta(days=by) for y, day in given.items() if day is not None}
        if upward:
            found.add(min(y for y, x in moved.items() if x >= start))
        else:
            found.add(max(y for y, x in moved.items() if x <= start))
    return found


@pytest.mark.parametrize("milestone", IDS)
def test_each_step_of_each_chain_follows_from_the_one_before(
    commands: Commands, milestone: str
) -> None:
    found = json.loads(commands.explain(milestone, json=True).stdout)
    yaml_lines = (SEED / FILE).read_text(encoding="utf-8").splitlines()
    for side in ("earliest", "latest"):
        chain = found["because"][side]
        assert chain
        assert (chain[-1]["milestone"], chain[-1]["date"]) == (milestone, found[side])
        before = None
        for reason in chain:
            assert reason["bound"] == side
            day = date.fromisoformat(reason["date"])
            raw = date.fromisoformat(reason["moved-from"] or reason["date"])
            assert raw in follows(reason, before), (reason, before)
            if raw != day:
                step = timedelta(days=1 if side == "earliest" else -1)
                allowed = kind_of_day(reason["milestone"])
                while not allowed(raw):
                    raw += step
                assert raw == day, reason
            if before is not None and not reason["read-backwards"]:
                assert reason["written-for"] == reason["milestone"]
            if before is not None and reason["read-backwards"]:
                assert reason["written-for"] == before["milestone"]
            # The line named is the one with these words, below the milestone it is written for.
            assert reason["file"] == FILE
            at = reason["line"] - 1
            assert reason["words"].partition(": ")[2] in yaml_lines[at], reason
            above = [row for row in yaml_lines[: at + 1] if row[:2] == "  " and row[2] != " "]
            assert above[-1].strip() == f"{reason['written-for']}:", reason
            before = reason


@pytest.mark.parametrize("milestone", IDS)
def test_the_text_says_what_the_json_says(commands: Commands, milestone: str) -> None:
    found = json.loads(commands.explain(milestone, json=True).stdout)
    text = commands.explain(milestone).stdout
    chains = found["because"].values()
    for reason in (reason for chain in chains for reason in chain):
        assert f"{reason['file']}:{reason['line']}  " in text
        day = date.fromisoformat(reason["date"])
        assert f"{day:%a} {day.day} {day:%b %Y}" in text
    steps = [line for line in text.splitlines() if line[:2] == "  " and line[2].isdigit()]
    longest = [max(len(chain) for chain in chains), sum(len(chain) for chain in chains)]
    assert len(steps) in longest


# --on


def test_a_day_that_it_may_have_and_what_then_moves(commands: Commands) -> None:
    assert commands.explain("uit-starts", on="2022-08-12") == Done(
        0,
        """\
uit-starts can be on Fri 12 Aug 2022

then:
  regression-plans: Fri 29 Jul 2022 (now: Mon 18 to Fri 29 Jul 2022)
""",
        "",
    )
    assert commands.explain("uit-starts", on="2022-08-12", json=True).stdout == (
        json.dumps(
            {
                "version": 1,
                "release": "2022-11",
                "milestone": "uit-starts",
                "on": "2022-08-12",
                "possible": True,
                "is-certain": True,
                "then": [
                    {"id": "regression-plans", "earliest": "2022-07-29", "latest": "2022-07-29"}
                ],
            },
            indent=2,
        )
        + "\n"
    )


def test_a_day_that_it_cannot_have_and_why(commands: Commands) -> None:
    done = commands.explain("uit-starts", on="2022-08-15")
    yaml_lines = (SEED / FILE).read_text(encoding="utf-8").splitlines()
    milestone = yaml_lines.index("  uit-starts:") + 1
    due = yaml_lines.index("    due: at least 10 working days before uit-starts") + 1
    rule = due + 2
    assert yaml_lines[rule - 1] == "    - in 2022-07"
    assert (done.returncode, done.stderr) == (1, "")
    assert (
        done.stdout
        == f"""\
uit-starts cannot be on Mon 15 Aug 2022:
  1. uit-starts on Mon 15 Aug 2022
       {FILE}:{milestone}  the day asked for
  2. regression-plans on or after Mon 1 Aug 2022
       {FILE}:{due}  due: at least 10 working days before
                                           uit-starts
  but regression-plans must be on or before Sun 31 Jul 2022
       {FILE}:{rule}  rule: in 2022-07
"""
    )
    found = json.loads(commands.explain("uit-starts", on="2022-08-15", json=True).stdout)
    assert found["possible"] is False
    assert found["message"] == (
        "'regression-plans' must be on or before Sun 31 Jul 2022, but by the lines below it "
        "cannot be before Mon 1 Aug 2022"
    )
    assert [item["place"] for item in found["because"]] == [
        f"{FILE}:{milestone}",
        f"{FILE}:{due}",
    ]


@pytest.mark.parametrize(
    ("milestone", "day", "told"),
    [
        (
            "uit-starts",
            "2022-08-13",
            "Sat 13 Aug 2022 is not a Working Day; the next one is Mon 15 A",
        ),
        ("go-live", "2022-11-06", "Sun 6 Nov 2022 is not a Working Day; the next one is Mon 7 Nov"),
        (
            "opsg-2",
            "2022-07-06",
            "the OPSG does not meet that day; its meetings around it: Tue 5 J",
        ),
        (
            "csc-tad",
            "2022-04-20",
            "the CSC does not meet that day; its meetings around it: Tue 19 ",
        ),
    ],
)
def test_a_day_of_the_wrong_kind(commands: Commands, milestone: str, day: str, told: str) -> None:
    done = commands.explain(milestone, on=day)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.lines[1].startswith(f"  {told}")


@pytest.mark.parametrize(
    ("milestone", "day"),
    [
        ("csc-tad", "2022-03-15"),
        ("opsg-2", "2022-07-05"),
        ("go-live", "2022-11-30"),
        ("sit-starts", "2022-05-03"),
        ("tad-consultation", "2022-01-31"),
    ],
)
def test_its_own_date_gives_way_to_the_day_asked_for(
    commands: Commands, milestone: str, day: str
) -> None:
    done = commands.explain(milestone, on=day)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_a_date_that_others_rest_on_takes_them_along(commands: Commands) -> None:
    done = commands.explain("go-live", on="2022-11-30", json=True)
    moved = {row["id"]: (row["earliest"], row["latest"]) for row in json.loads(done.stdout)["then"]}
    assert moved == {
        "csc-baseline-other": ("2022-06-21", "2022-06-21"),
        "regression-results": ("2022-09-01", "2022-09-23"),
        "uit-closes": ("2022-09-08", "2022-09-30"),
        "evidence": ("2022-10-25", "2022-10-25"),
        "opsg-status": ("2022-11-01", "2022-11-01"),
        "go-no-go": ("2022-11-15", "2022-11-15"),
    }


def test_a_defined_milestone_cannot_be_on_another_day(commands: Commands) -> None:
    """A phrase is no date of its own: it does not give way, and names the day it gives."""
    for day in ("2022-09-20", "2022-11-15"):
        done = commands.explain("go-no-go", on=day)
        assert done.returncode == 1
        assert "first Thursday of November 2022" in done.stdout
        told = " ".join(done.stdout.split())
        assert "last CSC meeting at least 10 working days before go-live" in told
    assert commands.explain("go-no-go", on="2022-10-18").returncode == 0


HOLES = """\
  u:
    title: A test window of two months
    when: tba
    falls-on: any day
    rules: [on or after 2022-08-01, on or before 2022-09-30]
  p:
    title: The TAG on or before it
    when: last TAG meeting before 1 day after u
  q:
    title: The OPSG on or after it
    when: first OPSG meeting after 1 day before u
    rules: [at most 5 working days after p]
"""


@pytest.mark.slow
def test_a_window_with_holes_is_answered_day_by_day(
    planned: Callable[[str], Commands], monkeypatch: pytest.MonkeyPatch
) -> None:
    """1 August to 30 September, of which 12 days are possible (timeline-engine, 2.2)."""
    commands = planned(HOLES)
    assert commands.explain("u").lines[0] == "u: Mon 1 Aug to Fri 30 Sep 2022"
    loaded = load_register(commands.root)
    monkeypatch.setattr("sectool.cli.session.load_register", lambda root: loaded)

    def last_wednesday(day: date) -> bool:
        return day.weekday() == 2 and (day + timedelta(days=7)).month != day.month

    def first_tuesday(day: date) -> bool:
        return day.weekday() == 1 and day.day <= 7

    possible = []
    for n in range(61):
        day = date(2022, 8, 1) + timedelta(days=n)
        p = next(d for m in range(40) if last_wednesday(d := day - timedelta(days=m)))
        q = next(d for m in range(40) if first_tuesday(d := day + timedelta(days=m)))
        limit = np.busday_offset(p, 5, roll="preceding", holidays=HOLIDAYS)
        holds = p <= q and np.datetime64(q) <= limit
        possible += [day] * bool(holds)
        done = commands.explain("u", on=day.isoformat())
        assert (done.returncode, done.stderr) == (0 if holds else 1, ""), day
        assert done.lines[0].split(" ")[1] == ("can" if holds else "cannot")
    assert len(possible) == 12


@pytest.mark.slow
def test_every_day_of_a_month_as_the_schedule_says(commands: Commands) -> None:
    """Its own month gives way and no line of another: 1 July and ten Working Days on is 15 July,
    29 July and ten on is 12 August. The meeting of the TAG before it moves along."""
    for n in range(90):
        day = date(2022, 6, 20) + timedelta(days=n)
        code = commands.explain("uit-starts", on=day.isoformat()).returncode
        holds = date(2022, 7, 15) <= day <= date(2022, 8, 12) and day in WORKING.working_days
        assert code == (0 if holds else 1), day


def test_the_yaml_of_the_timeline_is_what_is_explained() -> None:
    """The ids of these tests are those of the file."""
    known = yaml.safe_load((SEED / FILE).read_text(encoding="utf-8"))
    assert list(known["milestones"]) == IDS
