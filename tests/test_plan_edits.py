"""Dates are moved, meetings announced and versions begun, and what was so before is kept."""

from __future__ import annotations

import json
import shlex
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sectool.editing.edit import changes_of
from sectool.editing.milestones import MilestoneChange, milestone_moved
from sectool.editing.yaml_text import YamlText
from sectool.load import Loaded, load_register
from sectool.queries.register_on import register_on
from sectool.workspace.overlay import Overlay
from tests.command import Done, run
from tests.register import MINIMAL, SEED, copy_of, opened

TIMELINE = "releases/2030-06/timeline.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SEED, tmp_path / "register")


def added(done: Done) -> list[str]:
    """The lines that an edit added or took away, and what it says of the plan."""
    assert done.returncode == 0, done.stderr
    return [line for line in done.lines if not line.startswith((" ", "@@", "---", "+++"))]


def in_register(root: Path, *words: str) -> list[str]:
    return added(run(*words, cwd=root))


def errors(root: Path) -> list[str]:
    return [line for line in run("check", cwd=root).lines if " error[" in line]


def planned(root: Path, milestone: str, *more: str) -> str | None:
    """The first day of a milestone, as of a day or now; None where it is not planned."""
    found = run("timeline", "show", "2022-11", "--json", *more, cwd=root)
    rows = json.loads(found.stdout)["milestones"]
    return next((row["earliest"] for row in rows if row["id"] == milestone), None)


# Milestones.


def test_a_moved_milestone_keeps_what_it_was(root: Path) -> None:
    move = ("timeline", "move", "2022-11", "csc-tad", "--on", "2022-01-26")
    # A plan that would contradict itself is refused: what comes later is moved first.
    refused = run(*move, "--to", "2022-05-17", cwd=root)
    assert "'sit-starts' must be on or before Sat 30 Apr 2022" in refused.stderr
    sit = ("timeline", "move", "2022-11", "sit-starts", "--on", "2022-01-26")
    in_register(root, *sit, "--to", "2022-05")
    assert in_register(root, *move, "--to", "2022-05-17", "--because", "Late.", "--by", "CSC") == [
        "-    when: 2022-04-19",
        "+    when: 2022-05-17",
        "-    because: Six months before go-live would give this day, but only in this release",
        "+    because: Late.",
        "+    was:",
        "+    - until: 2022-01-26",
        "+      when: 2022-04-19",
        "+      because: Six months before go-live would give this day, but only in this release",
        "+      moved-by: CSC",
        "2022-11 tad-updated moves from Wed 23 Mar 2022 to Wed 20 Apr 2022 (18 Working Days later)",
        "2022-11 tag-tad-updated moves from Wed 30 Mar 2022 to Wed 27 Apr 2022 "
        "(18 Working Days later)",
        "2022-11 csc-tad moves from Tue 19 Apr 2022 to Tue 17 May 2022 (19 Working Days later)",
        "2022-11 sit-starts moves from a day between Tue 3 May 2022 and Tue 31 May 2022 to "
        "a day between Tue 17 May 2022 and Tue 31 May 2022 (10 Working Days later)",
    ]
    assert planned(root, "csc-tad", "--as-of", "2022-01-25") == "2022-04-19"
    assert planned(root, "csc-tad", "--as-of", "2022-01-26") == "2022-05-17"
    story = run("asof", "2022-01-27", "2022-11", cwd=root).stdout
    assert "CSC reviews SEC Release TAD moved from Tue 19 Apr 2022 to Tue 17 May 2022 by CSC" in (
        " ".join(story.split())
    )
    # Again on the same day: one move, and what it was before is said once.
    assert in_register(root, *sit, "--to", "2022-06")[:3] == [
        "-    when: 2022-05",
        "+    when: 2022-06",
        "note: it was moved on Wed 26 Jan 2022 before: what it was until then stays as recorded",
    ]
    same = run(*sit, "--to", "2022-06", cwd=root)
    assert (same.returncode, same.stdout) == (0, "")
    assert same.stderr == "nothing is to be changed: the timeline says this already\n"
    assert not errors(root)


def test_a_row_of_was_cannot_say_that_there_was_no_reason(root: Path) -> None:
    words = "timeline move 2022-11 sit-starts --to 2022-05 --on 2022-01-26 --because Late."
    assert in_register(root, *words.split())[-2:] == [
        "note: the date before Wed 26 Jan 2022 had no reason; a row of 'was' cannot say that there "
        "was none, so plans of earlier days show the new one, too",
        "2022-11 sit-starts moves from Apr 2022 to May 2022 (9 Working Days later)",
    ]


def test_go_live_is_moved_by_a_decision(root: Path) -> None:
    move = ("timeline", "move", "2022-11", "go-live", "--by", "CSC", "--on")
    lines = in_register(root, *move, "2022-01-26", "--to", "2022-12-01", "--because", "Late.")
    assert lines[:15] == [
        "+history:",
        "+- date: 2022-01-26",
        "+  event: rescheduled",
        "+  by: CSC",
        "+  from: 2022-11-03",
        "+  to: 2022-12-01",
        "+  because: Late.",
        "-    when: first Thursday of November 2022",
        "-    because: November releases go live on the first Thursday of the month",
        "-    source: public",
        "+    when: 2022-12-01",
        "+    because: Late.",
        "+    was:",
        "+    - until: 2022-01-26",
        "+      because: November releases go live on the first Thursday of the month",
    ]
    assert (
        "2022-11 go-no-go moves from Tue 18 Oct 2022 to Tue 15 Nov 2022 (20 Working Days later)"
        in lines
    )
    # The next decision starts from this one, and goes back no further.
    directed = ("release", "record", "2022-11", "date-directed", "--by", "Authority")
    later = in_register(root, *directed, "--date", "2022-02-28", "--to", "2022-11-24")
    assert not [line for line in later if "from:" in line]
    assert planned(root, "go-live", "--as-of", "2022-01-25") == "2022-11-03"
    assert planned(root, "go-live", "--as-of", "2022-02-27") == "2022-12-01"
    assert planned(root, "go-live") == "2022-11-24"
    # One that was decided before the newest decides nothing today.
    earlier = in_register(root, *directed, "--date", "2022-02-01", "--to", "2022-11-17")
    assert earlier[-1] == "nothing moves in the plan"
    assert not errors(root)


def test_milestones_are_added_where_they_belong_and_dropped_from_a_day_on(root: Path) -> None:
    words = ("timeline", "add", "2022-11", "sit-ends", "--title", "SIT ends", "--on", "2022-01-26")
    assert in_register(root, *words, "--when", "2022-07", "--by", "DCC") == [
        "+  sit-ends:",
        "+    title: SIT ends",
        "+    when: 2022-07",
        "+    by: DCC",
        "+    since: 2022-01-26",
        "2022-11 sit-ends is planned: Jul 2022",
    ]
    ids = list(
        YamlText("x", (root / "releases/2022-11/timeline.yaml").read_bytes()).at(("milestones",))
    )
    assert ids[ids.index("sit-ends") - 1 : ids.index("sit-ends") + 2] == [
        "csc-baseline-other",
        "sit-ends",
        "sit-report",
    ]
    assert planned(root, "sit-ends", "--as-of", "2022-01-25") is None
    drop = ("timeline", "drop", "2022-11", "--on", "2022-01-27")
    assert in_register(root, *drop, "opsg-1") == [
        "+    until: 2022-01-27",
        "2022-11 opsg-1 is no longer planned; before: Tue 3 May 2022",
    ]
    assert planned(root, "opsg-1", "--as-of", "2022-01-26") == "2022-05-03"
    done = run(*drop, "tag-tad-updated", cwd=root)
    assert done.stderr == (
        "sectool: tag-tad-updated cannot be dropped while tad-updated is planned by it: move that "
        "first, or change the rules of that\n"
    )
    assert not errors(root)


MISTAKES = {
    "timeline move 2022-11 csc-tadd --to 2022-05-17 --on 2022-01-26": (
        2,
        "there is no milestone 'csc-tadd' in 2022-11; did you mean 'csc-tad'?",
    ),
    "timeline move 2022-11 csc-tad --to 2022-05-17": (
        2,
        "--on is missing: the day on which it was decided, such as 2022-01-26",
    ),
    "timeline move 2022-11 csc-tad --on 2022-01-26": (
        2,
        "--to is missing: its new date: a day, a month or a phrase",
    ),
    "timeline move 2022-11 csc-tad --to '2 days afterwards' --on 2022-01-26": (
        2,
        "--to: '2 days afterwards' is not understood: ",
    ),
    "timeline move 2022-11 csc-tad --to 2022-05-17 --on 2022-01-26 --by CSX": (
        2,
        "--by: there is no body 'CSX'; did you mean 'CSC'?",
    ),
    "timeline move 2022-11 go-live --to 2022-12 --on 2022-01-26": (
        2,
        "--to: go-live is decided for a day, such as 2022-11-03; '2022-12' is not a day",
    ),
    "timeline drop 2022-11 go-live --on 2022-01-26": (
        1,
        "go-live cannot be dropped: a release that is not to be is recorded as 'cancelled'",
    ),
    "timeline add 2022-11 Sit_Ends --title Ends --when 2022-07 --on 2022-01-26": (
        2,
        "'Sit_Ends' is not an id: lower-case letters, digits and hyphens; did you mean 'sit-ends'?",
    ),
    "timeline add 2022-11 sit-ends --when 2022-07 --on 2022-01-26": (
        2,
        "--title is missing: what the timetable is to call it",
    ),
    "timeline add 2022-11 csc-tad --title x --when 2022-07 --on 2022-01-26": (
        1,
        "csc-tad is a milestone of 2022-11 already",
    ),
    "timeline add 2022-11 x --title x --when 2022-07 --on 2022-01-26 --below csc-tadd": (
        2,
        "--below: there is no milestone 'csc-tadd' in 2022-11; did you mean 'csc-tad'?",
    ),
    "body meeting cancel CSC 2022-05-18 --announced 2022-01-26": (
        1,
        "there is no meeting of CSC on Wed 18 May 2022; the nearest are on Tue 17 May 2022 and ",
    ),
    "body meeting cancel CSC 2022-05-17": (
        2,
        "--announced is missing: the day on which it was announced",
    ),
    "body meeting move CSC 2022-05-17 --announced 2022-01-26": (
        2,
        "--to is missing: the new day of the meeting, such as 2022-01-28",
    ),
    "body meeting add CSX 2022-05-17 --announced 2022-01-26": (2, "there is no body 'CSX': "),
    "publication version rid-2022-11 --version 0.4 --because x": (
        2,
        "--version: rid-2022-11 has a version 0.4 already",
    ),
    "publication version rid-2022-11 --version 0.5 --because x --dated 2021-11-01": (
        2,
        "--dated: Mon 1 Nov 2021 is before Tue 23 Nov 2021, the day of 0.4",
    ),
    "publication version newsletter-2021-12-17 --version 0.4 --because x": (
        1,
        "newsletter-2021-12-17 has no versions: it is a newsletter, of one day",
    ),
    "publication version rid --version 0.4 --because x": (2, "there is no publication 'rid'"),
}


@pytest.mark.parametrize("words", MISTAKES)
def test_what_cannot_be_so_is_refused(words: str) -> None:
    done = run(*shlex.split(words), cwd=SEED)
    code, message = MISTAKES[words]
    assert done.stderr.startswith(f"sectool: {message}")
    assert (done.returncode, done.stdout) == (code, "")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["uit-starts", "tag-uit", "go-no-go"]),
            st.dates(date(2030, 3, 1), date(2030, 5, 31)),
            st.integers(0, 40),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_plans_of_earlier_days_stay_whatever_is_moved(
    changes: list[tuple[str, date, int]],
) -> None:
    loaded, day = opened(MINIMAL), date(2029, 1, 9)
    said = {}
    for id_, to, later in changes:
        said[date.fromordinal(day.toordinal() - 1)] = loaded
        before, day = loaded, date.fromordinal(day.toordinal() + later)
        change = MilestoneChange(to.isoformat(), day, because="It was late.")
        edits = milestone_moved(loaded, "2030-06", id_, change).edits
        files = loaded.sources.files
        loaded = load_register(Overlay(files, changes_of(files, edits)))
        assert not loaded.diagnostics
        if edits:
            assert loaded.register.timelines["2030-06"].milestones[id_].when == to.isoformat()
        eve = date.fromordinal(day.toordinal() - 1)
        assert days(loaded, eve) == days(before, eve)
        for known, then in said.items():
            assert days(loaded, known) == days(then, known)
        was = opened(MINIMAL).sources.files.read(TIMELINE)
        now = YamlText(TIMELINE, loaded.sources.files.read(TIMELINE))
        assert now.comments() == YamlText(TIMELINE, was).comments()


def days(loaded: Loaded, day: date) -> dict[str, object]:
    """The plan of a day."""
    schedule = register_on(loaded.register, day).schedule("2030-06")
    assert schedule is not None
    return {id_: (row.earliest, row.latest) for id_, row in schedule.milestones.items()}


# Meetings and versions.


def test_what_was_announced_of_meetings_stays(root: Path) -> None:
    def meeting(*words: str) -> list[str]:
        return in_register(root, "body", "meeting", *words)

    assert meeting(
        "cancel", "CSC", "2022-02-15", "--announced", "2022-01-26", "--because", "x"
    ) == [
        "+  - date: 2022-02-15",
        "+    state: cancelled",
        "+    known-from: 2022-01-26",
        "+    because: x",
        "nothing moves in the plan",
    ]
    # A dated one was announced, until it was announced otherwise.
    moved = ("move", "Panel", "2022-01-14", "--to", "2022-01-21", "--announced", "2022-01-05")
    assert meeting(*moved) == [
        "-    source: newsletter-2021-12-17",
        "+    withdrawn: 2022-01-05",
        "+    source: newsletter-2021-12-17",
        "+  - date: 2022-01-21",
        "+    number: 100",
        "+    instead-of: 2022-01-14",
        "+    known-from: 2022-01-05",
        "nothing moves in the plan",
    ]
    shown = run("body", "show", "Panel", "--year", "2022", cwd=root).stdout
    assert "21 Jan 2022" in shown
    then = run("body", "show", "Panel", "--year", "2022", "--as-known-at", "2022-01-04", cwd=root)
    assert "14 Jan 2022" in then.stdout
    assert meeting("add", "CSC", "2022-03-02", "--announced", "2022-02-01", "--extra")[:3] == [
        "+  - date: 2022-03-02",
        "+    state: extra",
        "+    known-from: 2022-02-01",
    ]
    # One beside the usual one goes alone.
    assert meeting(
        "cancel", "CSC", "2022-03-02", "--announced", "2022-02-08", "--because", "Full."
    )[:-1] == ["+    withdrawn: 2022-02-08", "+    because: Full."]
    usual = run("body", "show", "CSC", "--year", "2022", cwd=root).stdout
    assert "15 Mar 2022" in usual
    assert "2 Mar 2022" not in usual
    more = ("2022-01-21", "--to", "2022-01-28", *moved[-2:])
    again = run("body", "meeting", *moved[:2], *more, cwd=root)
    assert again.stderr == (
        "sectool: --announced: the meeting itself was announced on Wed 5 Jan 2022: give a later "
        "day\n"
    )
    assert not errors(root)


def test_a_version_is_begun(root: Path) -> None:
    version = ("publication", "version", "rid-2022-11", "--because", "A new cut-off.", "--version")
    assert in_register(root, *version, "0.5") == [
        "+- version: 0.5",
        "+  changes: A new cut-off.",
    ]
    done = run(*version, "0.6", cwd=root)
    assert (
        done.stderr == "sectool: --version: version 0.5 is still a draft: give it its day first\n"
    )
