"""`timeline whatif`, `plan year` and `release history`: whole outputs, and mistakes."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sectool.load import load_register
from sectool.queries.register_on import register_on
from tests.command import Done, run
from tests.register import MINIMAL, PARTS, SEED, copy_of, edit

Golden = Callable[[str, str], None]
RELEASE = "2022-11"
DECIDED = ("--by", "CSC", "--because", "SIT found too many defects.", "--source", "house")

SCENARIOS = """\
a week later:
  set: {go-live: 2022-11-10}
without MP140:
  note: Its costs are not agreed yet.
  drop: MP140
a day off:
  holiday: 2022-09-28
fewer meetings:
  cancel: CSC 2022-10-18
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SEED, tmp_path / "register")


def whatif(*arguments: str, root: Path = SEED, release: str = RELEASE) -> Done:
    return run("timeline", "whatif", release, *arguments, "-C", str(root))


# What if.


def test_one_scenario_says_what_changes_and_what_does_not(golden: Golden) -> None:
    done = whatif("--set", "go-live=2022-11-10", "--drop", "MP140")
    assert (done.returncode, done.stderr) == (0, "")
    golden("planning/whatif.txt", done.stdout)
    # A plan that no longer holds: the reason, and no dates, which would be those of no plan.
    broken = whatif("--cancel", "CSC 2022-10-18", "--as-of", "2022-02-01")
    golden("planning/whatif-broken.txt", broken.stdout)
    assert max(map(len, [*done.lines, *broken.lines])) <= 80


def test_nothing_changes_is_an_answer_too() -> None:
    done = whatif("--holiday", "2022-09-19", "--set", "go-live=first Thursday of November 2022")
    assert done.lines == [
        "What if, for 2022-11, with all that is recorded:",
        "  - go-live is on: first Thursday of November 2022",
        "  - Mon 19 Sep 2022 is a bank holiday already: State Funeral of Queen Elizabeth",
        "    II",
        "",
        "Nothing changes: all 28 dates stay as they are.",
    ]


def test_scenarios_of_a_file_stand_side_by_side(tmp_path: Path, golden: Golden) -> None:
    file = tmp_path / "scenarios.yaml"
    file.write_text(SCENARIOS, encoding="utf-8")
    done = whatif("--scenario", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    golden("planning/whatif-scenarios.txt", done.stdout)
    data = json.loads(whatif("--scenario", str(file), "--json").stdout)
    assert [one["name"] for one in data["scenarios"]] == [
        "a week later",
        "without MP140",
        "a day off",
        "fewer meetings",
    ]
    later, without, off, fewer = data["scenarios"]
    assert [row["working-days"] for row in later["dates"]] == [[5, 5]]
    assert without["scope"] == [{"release": RELEASE, "entering": [], "leaving": ["MP140"]}]
    assert [row["id"] for row in without["cut-offs"]] == ["MP140"]
    assert {one["kind"] for one in off["clashes"]["new"]} == {"holiday"}
    assert len(off["clashes"]["new"][0]["places"]) == 2
    assert [one["release"] for one in fewer["broken"]] == [RELEASE]
    # The same with options.
    alone = json.loads(whatif("--set", "go-live=2022-11-10", "--json").stdout)
    (given,) = alone["scenarios"]
    assert given | {"name": later["name"]} == later


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give what is supposed, by --set, --delay, --holiday, --cancel, --move, --drop or"),
        (("--set", "go-live"), "--set: 'go-live' sets no date; write the milestone and its date"),
        (("--set", "golive=2022-11-10"), "2022-11 has no milestone 'golive'; did you mean 'go-"),
        (("--set", "go-live=2022-13-10"), "--set: '2022-13-10' is not a day: there is no month 13"),
        (("--set", "go-live=first Thrusday of May 2022"), "did you mean 'Thursday'?"),
        (("--delay", "go-live 5"), "--delay: 'go-live 5' is no delay; write the milestone"),
        (("--delay", "go-live 5 wroking days"), "did you mean 'working days'?"),
        (("--holiday", "2050-01-01"), "2050-01-01 is outside the calendar, which runs from"),
        (("--cancel", "CSC 2022-10-19"), "its meetings around it: Tue 18 Oct 2022 and Tue 15 Nov"),
        (("--cancel", "CSX 2022-10-18"), "there is no body called 'CSX'; did you mean 'CSC'?"),
        (("--drop", "MP999"), "there is no modification 'MP999'"),
        (("--drop", "MP107"), "MP107 is in no release, so it cannot leave one"),
        (("--move", "MP140"), "--move: 'MP140' moves nothing; write a modification and its new"),
        (("--move", "MP140 2031-06"), "there is no release '2031-06'"),
        (("--scenario", "none.yaml"), "--scenario: none.yaml cannot be read"),
        (("--apply", "--drop", "MP140"), "--apply needs --by BODY, which decided, and --because"),
        (
            ("--cancel", "CSC 2022-10-18", "--apply", *DECIDED),
            "record it with: sectool body meeting cancel",
        ),
        (
            ("--holiday", "2022-09-28", "--apply", *DECIDED),
            "record it with: sectool calendar update --write, once it is announced",
        ),
    ],
)
def test_mistakes_are_refused_in_the_words_of_who_made_them(
    arguments: tuple[str, ...], message: str
) -> None:
    done = whatif(*arguments)
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_in_a_file_of_scenarios_is_shown_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("later:\n  set: {go-live: 2022-11-31}\n  delay: {go-live: soon}\n")
    done = whatif("--scenario", str(file))
    assert done.returncode == 1
    assert re.findall(r"mine\.yaml:\d+:\d+: error\[\w+", done.stderr) == [
        "mine.yaml:2:18: error[Y204",
        "mine.yaml:3:20: error[Y204",
    ]
    file.write_text("later:\n  sett: {go-live: 2022-11-30}\n")
    assert "unknown key 'sett'; did you mean 'set'?" in whatif("--scenario", str(file)).stderr


def test_a_delay_shifts_days_months_and_windows(root: Path) -> None:
    def row(*arguments: str, id_: str) -> dict[str, str] | None:
        done = whatif(*arguments, "--json", root=root)
        (one,) = json.loads(done.stdout)["scenarios"]
        found = [each["after"] for each in one["dates"] if each["id"] == id_]
        return found[0] if found else None

    moved = row("--delay", "csc-tad 10 working days", id_="csc-tad")
    assert moved is not None
    assert moved["earliest"] == moved["latest"] == "2022-05-04"
    earlier = row("--delay", "go-live 1 week earlier", id_="go-live")
    assert earlier is not None
    assert earlier["latest"] == "2022-10-27"
    month = row("--delay", "tad-consultation 1 month", id_="tad-consultation")
    assert month is not None
    assert month["earliest"] == "2022-03-01"
    # A window keeps its length; the rule for its month goes with its date.
    window = row("--delay", "sit-starts 10 working days", id_="sit-starts")
    assert window == {"earliest": "2022-05-04", "latest": "2022-05-16", "contradicted": False}


def test_a_decided_scenario_is_written_and_the_plan_before_it_stays(root: Path) -> None:
    files = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    before = load_register(root).register
    arguments = (
        *("--set", "go-live=2022-11-10", "--delay", "sit-starts 10 working days"),
        *("--drop", "MP140", "--drop", "SECMP0056", "--move", "MP141 2022-06"),
        *("--apply", "--on", "2022-01-12", *DECIDED),
    )
    dry = whatif(*arguments, "--dry-run", root=root)
    assert dry.returncode == 0
    assert {path: path.read_bytes() for path in files} == files
    done = whatif(*arguments, root=root)
    assert done.returncode == 0
    assert dry.stdout == done.stdout
    assert "'sectool undo' reverses it" in done.stderr

    after = load_register(root).register
    eve, day = date(2022, 1, 11), date(2022, 1, 12)

    def plan(register: object, on: date | None) -> dict[str, tuple[object, object]]:
        schedule = register_on(register, on).schedule(RELEASE)  # type: ignore[arg-type]
        assert schedule is not None
        return {id_: (row.earliest, row.latest) for id_, row in schedule.milestones.items()}

    assert plan(after, eve) == plan(before, eve)
    assert plan(after, day)["go-live"] == (date(2022, 11, 10),) * 2
    assert plan(after, None)["sit-starts"] == (date(2022, 5, 4), date(2022, 5, 16))
    scopes = {
        on: {one.id for one in register_on(after, on).scope(RELEASE).all} for on in (eve, day)
    }
    assert scopes[eve] - scopes[day] == {"MP140", "MP141", "SECMP0056"}
    assert "MP141" in {one.id for one in register_on(after, day).scope("2022-06").all}
    entry = after.releases[RELEASE].history[-1]
    assert (entry.event, entry.by, entry.because) == ("rescheduled", "CSC", DECIDED[3])
    rows = after.timelines[RELEASE].milestones
    assert (rows["sit-starts"].was[0].moved_by, rows["sit-starts"].source) == ("CSC", "house")

    # Of the plan before that, nothing can be supposed: it would change the plan after it.
    earlier = whatif("--set", "go-live=2022-12-01", "--as-of", "2022-01-11", root=root)
    assert "go-live was planned otherwise after Tue 11 Jan 2022" in earlier.stderr
    # A decision that is dated before the last one is refused, and so is a body that is not there.
    again = ("--delay", "sit-starts 5 working days", "--apply", "--on", "2022-01-10", *DECIDED)
    assert "a decision of Mon 10 Jan 2022 would be before that" in whatif(*again, root=root).stderr
    month = whatif("--set", "go-live=2022-12", "--apply", "--on", "2022-02-10", *DECIDED, root=root)
    assert "the go-live of a release is decided for a day; '2022-12' is none" in month.stderr
    nobody = ("--drop", "MP078", "--apply", "--by", "XYZ", "--because", "It is late.")
    refused = run("timeline", "whatif", RELEASE, *nobody, "-C", str(root), today=day)
    assert refused.returncode == 1
    assert "XYZ" in refused.stderr
    assert run("undo", "-C", str(root)).returncode == 0
    assert {path: path.read_bytes() for path in files} == files


# The whole year.

SECOND = """\
id: 2030-11
name: November 2030 SEC Release
kind: scheduled
"""
ITS_TIMELINE = """\
release: 2030-11
milestones:
  uit-starts:
    title: Users start to test
    when: 2030-05-13
  uit-report:
    title: The report on the tests is written
    when: 2030-05
    rules: [on or after uit-starts]
  tag-uit:
    title: The committee reviews the report on the tests
    when: 2030-05-21
    falls-on: CSC meeting
  go-live:
    title: Go-live
    when: 2030-12-20
"""
FREEZES = """\
- title: Christmas change freeze
  from: 2030-12-16
  to: 2031-01-03
  by: DCC
  known-from: 2029-06-01
  source: plan
- title: Spring change freeze
  from: 2030-05-20
  to: 2030-05-24
  milestones: [uit-report]
  source: plan
- {title: Withdrawn freeze, from: 2030-06-01, to: 2030-07-01, withdrawn: 2029-02-01}
"""


@pytest.fixture
def crowded(tmp_path: Path) -> Path:
    """Two releases that are in each other's way, a freeze, and a meeting on a bank holiday."""
    root = copy_of(MINIMAL, tmp_path / "register")
    folder = root / "releases/2030-11"
    folder.mkdir()
    (folder / "release.yaml").write_text(SECOND)
    (folder / "timeline.yaml").write_text(ITS_TIMELINE)
    (root / "reference/change-freezes.yaml").write_text(FREEZES)
    edit(root / "releases/2030-06/timeline.yaml", "by: CSC", "by: CSC\n    falls-on: CSC meeting")
    edit(root / "reference/bodies.yaml", "OPSG\n", "OPSG\n  meetings: [{date: 2030-08-26}]\n")
    return root


def test_a_year_is_on_one_page_with_its_clashes(crowded: Path, golden: Golden) -> None:
    done = run("plan", "year", "2030", "-C", str(crowded))
    assert (done.returncode, done.stderr) == (0, "")
    golden("planning/year.txt", done.stdout)
    data = json.loads(run("plan", "year", "2030", "--json", "-C", str(crowded)).stdout)
    assert {one["kind"] for one in data["clashes"]} == {"releases", "agenda", "holiday", "freeze"}
    for clash in data["clashes"]:
        assert len({place.partition(":")[0] for place in clash["places"]}) == 2
    # Before it was announced, nobody knew of the freeze.
    early = run("plan", "year", "2030", "--as-of", "2029-03-01", "--json", "-C", str(crowded))
    titles = [one["title"] for one in json.loads(early.stdout)["freezes"]]
    assert titles == ["Spring change freeze", "Withdrawn freeze"][:1]
    # What-if reports the clashes of a scenario: out of the freeze, and into the other release.
    moved = whatif("--set", "go-live=2030-06-27", root=crowded, release="2030-11")
    assert "- go-live of 2030-11 is in the Christmas change freeze" in moved.stdout
    assert "+ 2030-06 and 2030-11 both go live on Thu 27 Jun 2030" in moved.stdout


def test_a_year_of_a_real_register_is_short(golden: Golden) -> None:
    done = run("plan", "year", "2022", "-C", str(SEED))
    golden("planning/year-2022.txt", done.stdout)
    assert max(map(len, done.lines)) <= 80
    for year, message in (("22", "is not a year written with four"), ("2050", "is outside the")):
        refused = run("plan", "year", year, "-C", str(SEED))
        assert refused.returncode == 2
        assert message in refused.stderr


# How a plan slipped.


def git(root: Path, *words: str) -> None:
    who = {"GIT_AUTHOR_NAME": "A Planner", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A"}
    dates = {"GIT_AUTHOR_DATE": "2022-06-01T12:00:00", "GIT_COMMITTER_DATE": "2022-06-01T12:00:00"}
    surroundings = {**who, **dates, "GIT_COMMITTER_EMAIL": "a@b", "PATH": "/usr/bin:/bin"}
    subprocess.run(["git", *words], cwd=root, env=surroundings, check=True, capture_output=True)


@pytest.fixture
def slipped(tmp_path: Path) -> Path:
    """A plan that slipped by a decision, by a change that only git knows, and by one in hand."""
    root = copy_of(SEED, tmp_path / "register", [*PARTS])
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    written = whatif(
        *("--set", "go-live=2022-12-01", "--delay", "uit-starts 10 working days"),
        *("--apply", "--on", "2022-05-20", "--force", *DECIDED),
        root=root,
    )
    assert written.returncode == 0
    git(root, "commit", "-qam", "Move go-live")
    timeline = root / "releases/2022-11/timeline.yaml"
    edit(timeline, "when: 2022-08-02", "when: 2022-09-06")
    git(root, "commit", "-qam", "Correct a meeting\n\nIts day was wrong.")
    edit(timeline, "when: 2022-05-03", "when: 2022-05-10")
    return root


def history(root: Path, *arguments: str) -> Done:
    words = ("release", "history", RELEASE, *arguments, "-C", str(root))
    return run(*words, today=date(2022, 6, 15))


def test_every_change_of_a_plan_has_who_made_it_and_why(slipped: Path, golden: Golden) -> None:
    done = history(slipped)
    assert (done.returncode, done.stderr) == (0, "")
    golden("planning/history.txt", re.sub(r"commit [0-9a-f]{10}", "commit 0123456789", done.stdout))
    changes = json.loads(history(slipped, "--json").stdout)["changes"]
    assert [one["how"] for one in changes if one["milestone"] == "go-live"] == ["decision"]
    assert {one["how"] for one in changes} == {
        *("decision", "row", "follows", "commit", "uncommitted")
    }
    # What the files say was written by a commit, too; what is in hand by none.
    commits = {one["milestone"]: one["commit"] for one in changes if one["how"] != "follows"}
    assert commits["go-live"] == commits["uit-starts"] != commits["opsg-2"]
    assert commits["opsg-1"] is None
    # Without git, and as known on a day, the register alone is asked.
    alone = json.loads(history(slipped, "--json", "--no-git").stdout)["changes"]
    assert {one["how"] for one in alone} == {"decision", "row", "follows"}
    assert history(slipped, "--as-of", "2022-05-19").lines[-1] == (
        "no change of its plan is recorded"
    )
    # In the seed nothing was decided, and a bank holiday was announced.
    announced = json.loads(history(SEED, "--json", "--no-git").stdout)["changes"]
    assert [(one["how"], one["milestone"], one["working-days"]) for one in announced] == [
        ("calendar", "regression-results", -1)
    ]
    only = json.loads(history(slipped, "--json", "--milestone", "opsg-1").stdout)["changes"]
    assert [one["how"] for one in only] == ["uncommitted"]


def test_slips_are_drawn_the_same_each_time(slipped: Path, tmp_path: Path, golden: Golden) -> None:
    file = tmp_path / "slips.svg"
    assert history(slipped, "--svg", str(file), "--no-git").returncode == 0
    drawn = file.read_bytes()
    golden("planning/history.svg", drawn.decode())
    assert history(slipped, "--svg", str(file), "--no-git").returncode == 0
    assert file.read_bytes() == drawn
    tree = ElementTree.fromstring(drawn)  # noqa: S314
    words = [
        (one.text or "").replace("\u00a0", " ")
        for one in tree.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert "go-live" in words
    assert "3 Nov 2022 to 1 Dec 2022" in words
    width = float(tree.attrib["width"])
    for one in tree.iter("{http://www.w3.org/2000/svg}text"):
        assert 0 <= float(one.attrib["x"]) <= width
    # Nothing that moved is nothing to draw, and said.
    refused = run("release", "history", "2021-11", "--svg", str(file), "-C", str(SEED))
    assert refused.returncode == 1
    assert "no date of 2021-11 moved, so there is nothing to draw" in refused.stderr
    unknown = history(slipped, "--milestone", "golive")
    assert unknown.returncode == 2
    assert "did you mean 'go-live'?" in unknown.stderr
