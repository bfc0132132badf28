"""`sectool calendar impact`: what a holiday moves, and what has moved since a revision of git."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sectool.dates import in_full
from sectool.load import load_register
from sectool.schedule import calendars_of, schedule_release
from tests.command import Done, run
from tests.git import git, planned
from tests.register import SEED, copy_of, edit
from tests.test_slack import nth

TODAY = "2022-01-04"
NAME = "November 2022 SEC Release"


class Impact(Done):
    @property
    def release(self) -> list[str]:
        """The lines about the only release: up to the papers that move, if any do."""
        lines = self.lines[3:]
        return lines[: lines.index("")] if "" in lines else lines


def impact(register: Path, **options: str | bool | None) -> Impact:
    """`sectool calendar impact` on 4 January 2022, unless `today` says another day."""
    given = ["calendar", "impact", "--register", str(register)]
    for name, value in {"today": TODAY, **options}.items():
        if value not in (None, False):
            given += [f"--{name}", value] if isinstance(value, str) else [f"--{name}"]
    return Impact(*run(*given))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The calendar, the bodies and the November 2022 release of this repository, to change."""
    folder = tmp_path / "files" / "register"
    return copy_of(SEED, folder, ("sectool.yaml", "reference", "releases/2022-11"))


# --holiday


def test_a_new_holiday_moves_what_counts_over_it(register: Path) -> None:
    done = impact(register, holiday="2022-10-03")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == f"""\
Mon 3 Oct 2022 as a bank holiday
today: Tue 4 Jan 2022

{NAME}: 3 milestones moved
  regression-results  Thu 1 to Fri 16 Sep 2022 -> Thu 1 to Thu 15 Sep 2022
  uit-closes          Thu 8 to Mon 26 Sep 2022 -> Thu 8 to Fri 23 Sep 2022
  evidence            Tue 27 Sep 2022 -> Mon 26 Sep 2022

papers go out on another day:
  OPSG on Tue 4 Oct 2022: Tue 27 Sep 2022 -> Mon 26 Sep 2022
"""
    )


def test_the_same_for_programs(register: Path) -> None:
    done = impact(register, holiday="2022-10-03", json=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "version": 1,
        "today": TODAY,
        "change": "Mon 3 Oct 2022 as a bank holiday",
        "releases": [
            {
                "release": "2022-11",
                "name": NAME,
                "moved": [
                    {
                        "id": "regression-results",
                        "before": {"earliest": "2022-09-01", "latest": "2022-09-16"},
                        "after": {"earliest": "2022-09-01", "latest": "2022-09-15"},
                        "already-past": False,
                    },
                    {
                        "id": "uit-closes",
                        "before": {"earliest": "2022-09-08", "latest": "2022-09-26"},
                        "after": {"earliest": "2022-09-08", "latest": "2022-09-23"},
                        "already-past": False,
                    },
                    {
                        "id": "evidence",
                        "before": {"earliest": "2022-09-27", "latest": "2022-09-27"},
                        "after": {"earliest": "2022-09-26", "latest": "2022-09-26"},
                        "already-past": False,
                    },
                ],
                "on-a-new-holiday": [],
                "new-faults": [],
            }
        ],
        "papers": [
            {
                "body": "OPSG",
                "meeting": "2022-10-04",
                "before": "2022-09-27",
                "after": "2022-09-26",
                "already-past": False,
            }
        ],
    }


@pytest.mark.parametrize("day", ["2022-01-24", "2022-03-25", "2022-07-21", "2022-09-30"])
def test_what_moves_is_what_counting_day_by_day_moves(register: Path, day: str) -> None:
    """Papers go out five Working Days before a meeting: no pattern moves with a holiday."""
    loaded = load_register(register).register
    calendars = calendars_of(loaded)
    schedule = schedule_release(loaded.timelines["2022-11"], calendars)
    assert calendars.working is not None
    closed = {*calendars.working.holidays, date.fromisoformat(day)}
    papers = {"tad-draft": "tag-tad-draft", "tad-updated": "tag-tad-updated"}
    papers |= {"sit-report": "tag-sit", "evidence": "opsg-status"}
    wanted = {}
    for paper, meeting in papers.items():
        held, was = schedule.milestones[meeting].day, schedule.milestones[paper].day
        assert held is not None
        is_ = nth(lambda d: d.weekday() < 5 and d not in closed, held, -5)
        if is_ != was:
            wanted[paper] = is_.isoformat()
    (release,) = json.loads(impact(register, holiday=day, json=True).stdout)["releases"]
    found = {row["id"]: row["after"]["earliest"] for row in release["moved"] if row["id"] in papers}
    assert found == wanted
    assert wanted


def test_a_holiday_that_is_pinned_is_taken_away_first(register: Path) -> None:
    """The funeral of 19 September 2022 shortened what had been planned before it was known."""
    done = impact(register, holiday="2022-09-19")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.lines[0] == (
        "Mon 19 Sep 2022 as a bank holiday: State Funeral of Queen Elizabeth II, pinned already"
    )
    assert done.release == [
        f"{NAME}: 1 milestone moved",
        "  regression-results  Thu 1 to Mon 19 Sep 2022 -> Thu 1 to Fri 16 Sep 2022",
    ]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2022-10-01", "Sat 1 Oct 2022 as a bank holiday (no weekday, so no count changes)"),
        (
            "2022-12-25",
            "Sun 25 Dec 2022 as a bank holiday: Christmas Day, pinned already (no weekday, so no "
            "count changes)",
        ),
    ],
)
def test_a_weekend_moves_nothing_and_says_why(register: Path, day: str, told: str) -> None:
    done = impact(register, holiday=day)
    assert done == Done(0, f"{told}\ntoday: Tue 4 Jan 2022\n\n{NAME}: no milestones moved\n", "")


@pytest.mark.parametrize(
    ("day", "milestone"),
    [("2022-10-18", "go-no-go"), ("2022-11-03", "go-live"), ("2022-04-19", "csc-tad")],
)
def test_a_day_that_stays_although_it_is_closed_is_named(
    register: Path, day: str, milestone: str
) -> None:
    done = impact(register, holiday=day)
    shown = in_full(date.fromisoformat(day))
    assert f"  {milestone} stays on {shown}, which is then not a Working Day" in done.lines
    (release,) = json.loads(impact(register, holiday=day, json=True).stdout)["releases"]
    assert release["on-a-new-holiday"] == [milestone]


def test_a_holiday_that_leaves_no_plan_says_what_is_then_wrong(register: Path) -> None:
    """The plans for users who start on 15 July are due on the very first day of July."""
    edit(
        register / "releases" / "2022-11" / "timeline.yaml", "when: 2022-08\n", "when: 2022-07-15\n"
    )
    done = impact(register, holiday="2022-07-04")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.release == [
        f"{NAME}: the plan no longer works",
        "  'uit-starts' is on Fri 15 Jul 2022, but by the lines below it cannot be before "
        "Sat 16 Jul 2022",
        "    1. 'regression-plans' is on or after Fri 1 Jul 2022",
        "    2. so 'uit-starts' is on or after Sat 16 Jul 2022",
    ]
    found = json.loads(impact(register, holiday="2022-07-04", json=True).stdout)
    assert found["releases"][0]["new-faults"] == [done.release[1].strip()]


# --today


def test_what_lies_before_today_is_already_past(register: Path) -> None:
    for today, past in (("2022-07-19", False), ("2022-07-20", True), ("2022-08-01", True)):
        done = impact(register, holiday="2022-07-21", today=today)
        (line,) = [line for line in done.lines if line.startswith("  sit-report")]
        assert line.startswith("  sit-report        Wed 20 Jul 2022 -> Tue 19 Jul 2022")
        assert line.endswith("  (already past)") == past, today
        found = json.loads(impact(register, holiday="2022-07-21", today=today, json=True).stdout)
        rows = {row["id"]: row for row in found["releases"][0]["moved"]}
        assert rows["sit-report"]["already-past"] == past


def test_a_window_is_past_when_its_last_day_is(register: Path) -> None:
    # A holiday in July moves the start of the plans' window alone: its end is still to come.
    done = impact(register, holiday="2022-07-20", today="2022-07-20")
    (line,) = [line for line in done.lines if line.startswith("  regression-plans")]
    assert line == "  regression-plans  Mon 18 to Fri 29 Jul 2022 -> Fri 15 to Fri 29 Jul 2022"


@pytest.mark.parametrize(
    ("today", "open_"), [("2022-11-02", True), ("2022-11-03", True), ("2022-11-04", False)]
)
def test_a_release_is_open_until_it_has_gone_live(register: Path, today: str, open_: bool) -> None:
    done = impact(register, holiday="2022-10-03", today=today)
    assert done.returncode == 0
    assert (NAME in done.stdout) == open_
    assert ("no planned release is open: each has gone live" in done.stdout) != open_
    found = json.loads(impact(register, holiday="2022-10-03", today=today, json=True).stdout)
    assert len(found["releases"]) == open_


def test_a_go_live_that_a_holiday_moves_keeps_the_release_open(register: Path) -> None:
    file = register / "releases" / "2022-11" / "timeline.yaml"
    file.write_text(
        "release: 2022-11\nmilestones:\n"
        "  go-live: {title: G, when: 1 working day after 2022-09-30}\n"
    )
    for today, told in (("2022-10-03", ""), ("2022-10-04", "  (already past)")):
        done = impact(register, holiday="2022-10-03", today=today)
        assert done.release[1:] == [f"  go-live  Mon 3 Oct 2022 -> Tue 4 Oct 2022{told}"]
    assert NAME not in impact(register, holiday="2022-10-03", today="2022-10-05").stdout


def test_without_today_the_clock_says(register: Path) -> None:
    done = impact(register, holiday="2022-10-03", today=None)
    assert done.returncode == 0
    assert done.lines[1] == f"today: {in_full(date.today())}"  # noqa: DTZ011


def test_a_release_without_a_go_live_is_open(register: Path) -> None:
    file = register / "releases" / "2022-11" / "timeline.yaml"
    file.write_text(
        "release: 2022-11\nmilestones:\n  m: {title: M, when: 1 working day after 2022-09-30}\n"
    )
    assert impact(register, holiday="2022-10-03", today="2025-01-01").release == [
        f"{NAME}: 1 milestone moved",
        "  m  Mon 3 Oct 2022 -> Tue 4 Oct 2022  (already past)",
    ]


# --against


@pytest.fixture(params=["register", "."])
def committed(register: Path, request: pytest.FixtureRequest) -> Path:
    """The register with its files in git: at the top of a repository, or in a folder of one."""
    top = register if request.param == "register" else register.parent
    planned(top)
    return register


def test_against_the_same_files_nothing_moves(committed: Path) -> None:
    assert impact(committed, against="HEAD") == Done(
        0,
        "the calendar and bodies now, against HEAD\ntoday: Tue 4 Jan 2022\n\n"
        f"{NAME}: no milestones moved\n",
        "",
    )


def test_a_holiday_added_since_a_revision(committed: Path) -> None:
    edit(
        committed / "reference" / "calendar.yaml",
        "holidays:\n",
        "holidays:\n- {date: 2022-10-03, name: Extra, known-from: 2022-01-03, source: public}\n",
    )
    with_holiday = impact(committed, holiday="2022-10-03").lines
    done = impact(committed, against="HEAD")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.lines[1:] == with_holiday[1:]
    assert "  evidence            Tue 27 Sep 2022 -> Mon 26 Sep 2022" in done.lines
    # Committed or not, by branch, tag or hash: what counts are the files as they are now.
    git(committed, "commit", "--quiet", "-a", "-m", "a holiday")
    for revision in ("planned", "HEAD~1", "HEAD^"):
        assert impact(committed, against=revision).lines[1:] == with_holiday[1:]
    assert "no milestones moved" in impact(committed, against="HEAD").stdout


def test_a_meeting_moved_since_a_revision(committed: Path) -> None:
    """The OPSG of October a week later: nothing is then ten Working Days before the decision."""
    edit(
        committed / "reference" / "bodies.yaml",
        "  - date: 2022-01-04\n    number: 63\n",
        "  - date: 2022-10-11\n    because: Moved by a week.\n    source: public\n"
        "  - date: 2022-01-04\n    number: 63\n",
    )
    done = impact(committed, against="planned")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.release == [
        f"{NAME}: the plan no longer works",
        "  'go-live' is on Thu 3 Nov 2022, but by the lines below it cannot be before "
        "Tue 29 Nov 2022",
        "    1. 'uit-closes' is on or after Thu 1 Sep 2022",
        "    2. so 'evidence' is on or after Fri 2 Sep 2022",
        "    3. so 'opsg-status' is on or after Fri 9 Sep 2022",
        "    4. so 'go-no-go' is on or after Tue 25 Oct 2022",
        "    5. so 'go-live' is on or after Tue 29 Nov 2022",
    ]
    rows = json.loads(impact(committed, against="planned", json=True).stdout)["releases"][0][
        "moved"
    ]
    moved = {row["id"]: row["after"]["earliest"] for row in rows}
    assert moved["opsg-status"] == "2022-09-06"
    assert moved["evidence"] == "2022-08-30"


def test_a_holiday_taken_back_since_a_revision_closes_no_day(committed: Path) -> None:
    calendar = committed / "reference" / "calendar.yaml"
    text = calendar.read_text(encoding="utf-8")
    rows = text.split("\n- ")
    kept = [row for row in rows if not row.startswith("date: 2022-08-29")]
    assert len(kept) == len(rows) - 1
    calendar.write_text("\n- ".join(kept), encoding="utf-8")
    (release,) = json.loads(impact(committed, against="HEAD", json=True).stdout)["releases"]
    assert release["on-a-new-holiday"] == []
    back = json.loads(impact(committed, holiday="2022-08-29", json=True).stdout)["releases"][0]
    assert [(r["id"], r["after"], r["before"]) for r in release["moved"]] == [
        (r["id"], r["before"], r["after"]) for r in back["moved"]
    ]


def test_only_the_calendar_and_the_bodies_of_the_revision_count(committed: Path) -> None:
    """A timeline that has changed since is the same on both sides."""
    edit(
        committed / "releases" / "2022-11" / "timeline.yaml",
        "when: first Thursday of November 2022",
        "when: 2022-11-10",
    )
    assert "no milestones moved" in impact(committed, against="HEAD").stdout


def unreadable(register: Path) -> str:
    (register / "reference" / "calendar.yaml").write_text("broken: [\n", encoding="utf-8")
    git(register, "commit", "--quiet", "-a", "-m", "broken")
    git(register, "checkout", "--quiet", "planned", "--", "reference")
    return "HEAD"


def without_reference(register: Path) -> str:
    git(register, "rm", "-r", "--quiet", "--cached", "reference")
    git(register, "commit", "--quiet", "-m", "no reference")
    return "HEAD"


@pytest.mark.parametrize(
    ("revision", "told"),
    [
        (lambda _: "nonsense", "--against: git knows no revision 'nonsense' here"),
        (lambda _: "HEAD~7", "--against: git knows no revision 'HEAD~7' here"),
        (lambda _: "--output=x", "--against: git knows no revision '--output=x' here"),
        (lambda _: "", "--against"),
        (unreadable, "--against HEAD: its reference/calendar.yaml or reference/bodies.yaml cannot"),
        (
            without_reference,
            "--against HEAD: its reference/calendar.yaml or reference/bodies.yaml cannot",
        ),
    ],
)
def test_a_revision_that_will_not_do_is_wrong_use(
    committed: Path, revision: Callable[[Path], str], told: str
) -> None:
    done = impact(committed, against=revision(committed))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"sectool: {told}")
    assert not (committed / "x").exists()


def test_without_a_repository_there_is_no_revision(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(register.parent))
    done = impact(register, against="HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("sectool: --against: git says 'fatal: not a git repository")


def test_without_git_there_is_no_revision(
    committed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    done = impact(committed, against="HEAD")
    assert done == Done(2, "", "sectool: --against needs git, which cannot be started here\n")


# Wrong use


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "say what changes: --holiday DAY, or --against REV (a git revision)"),
        (
            {"holiday": "2022-10-03", "against": "HEAD"},
            "say what changes: --holiday DAY, or --against REV (a git revision)",
        ),
        ({"holiday": "tomorrow"}, "--holiday: 'tomorrow' is not a day written as YYYY-MM-DD"),
        ({"holiday": "2022-10"}, "--holiday: '2022-10' is not a day written as YYYY-MM-DD"),
        ({"holiday": "2022-10-03", "today": "now"}, "--today: 'now' is not a day"),
        (
            {"holiday": "2036-01-01"},
            "--holiday: 2036-01-01 is outside the calendar, which runs from 2012-01-01 to "
            "2035-12-31",
        ),
    ],
)
def test_wrong_use_exits_2(register: Path, options: dict[str, str], told: str) -> None:
    done = impact(register, **options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"sectool: {told}")


def test_nothing_is_written(committed: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in committed.rglob("*.yaml")}
    impact(committed, holiday="2022-10-03")
    impact(committed, against="HEAD")
    assert {path: path.stat().st_mtime_ns for path in committed.rglob("*.yaml")} == before
