"""A release whose date moved twice: every command is right on every day between.

Asked for on 1 October 2019 for 24 November, with room to 1 December; directed on the 8th; moved to
the 29th on 30 October at discretion. It is recorded once, for the release, and ten modifications
follow.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.register import NOVEMBER_2019, copy_of, edit
from tests.tables import flowing

ASKED, DIRECTED, MOVED = date(2019, 10, 1), date(2019, 10, 8), date(2019, 10, 30)
FIRST, SECOND, THIRD = date(2019, 11, 7), date(2019, 11, 24), date(2019, 11, 29)
ROOM = date(2019, 12, 1)
FOLLOWERS = [f"MP{number}" for number in range(301, 311)]
# Those around each turn, which are enough for what takes longest, and others between them.
TURNS = sorted(
    {day + timedelta(days=step) for day in (ASKED, DIRECTED, MOVED, THIRD) for step in (-1, 0, 1)}
)
DAYS = sorted({*TURNS, FIRST, SECOND, *(date(2019, 9, 27) + timedelta(5 * n) for n in range(14))})


def go_live(day: date) -> date:
    return FIRST if day < DIRECTED else SECOND if day < MOVED else THIRD


def room(day: date) -> str | None:
    return ROOM.isoformat() if DIRECTED <= day < THIRD else None


def answer(*words: str) -> Any:
    done = run(*words, "--json", cwd=NOVEMBER_2019)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_release_and_what_follows_it_have_one_date(day: date) -> None:
    as_of, expected = ("--as-of", day.isoformat()), go_live(day).isoformat()
    shown = answer("release", "show", "2019-11", *as_of)
    assert (shown["go-live"], shown["may-move-until"]) == (expected, room(day))
    assert shown["live"] == (day >= THIRD)
    assert shown["sec-version"] == ("7.0" if day < MOVED else "7.1")
    assert [step["event"] for step in shown["date-history"]] == [
        *["date-requested"] * (day >= ASKED),
        *["date-directed"] * (day >= DIRECTED),
        *["discretion-used"] * (day >= MOVED),
    ]
    listed = answer("release", "list", *as_of)["releases"]
    assert [one["go-live"] for one in listed if one["id"] == "2019-11"] == [expected]
    assert answer("timeline", "show", "2019-11", *as_of)["go-live"] == expected
    known = answer("asof", day.isoformat(), "2019-11")
    assert [one["go-live"] for one in known["releases"]] == [expected]
    for id_ in FOLLOWERS[2:5]:
        for part in answer("mod", "show", id_, *as_of)["parts"]:
            if part["release"] is not None:
                assert (part["day"], part["until"]) == (expected, room(day)), id_
    (alone,) = answer("mod", "show", "MP311", *as_of)["parts"]
    assert (alone["day"], alone["until"]) == ("2019-12-12", None)


@pytest.mark.parametrize("day", TURNS, ids=str)
def test_all_ten_follow_and_are_in_force_together(day: date) -> None:
    for id_ in FOLLOWERS:
        parts = answer("mod", "show", id_, "--as-of", day.isoformat())["parts"]
        assert {part["day"] for part in parts} <= {go_live(day).isoformat(), None}, id_
    found = answer("release", "parts", "--in-force", day.isoformat())["parts"]
    assert [(one["id"], one["since"], one["basis"]) for one in found] == (
        [(id_, THIRD.isoformat(), "confirmed") for id_ in FOLLOWERS] if day >= THIRD else []
    )


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_next_is_what_was_known(day: date) -> None:
    coming = answer("mod", "next", "--today", day.isoformat(), "--weeks", "12")["coming"]
    dates = [
        one["when"]
        for one in coming
        if (one["what"], one["release"], one["id"]) == ("go-live", "2019-11", None)
    ]
    expected = go_live(day)
    assert dates == ([expected.isoformat()] if expected >= day else [])
    asked = [one for one in coming if one["what"] == "date-requested"]
    assert [one["when"] for one in asked] == (
        [SECOND.isoformat()] if ASKED <= day < DIRECTED else []
    )


def test_one_screen_says_one_thing_after_go_live() -> None:
    shown = run("mod", "show", "MP304", "--as-of", "2019-12-05", cwd=NOVEMBER_2019).stdout
    assert "in force since Fri 29 Nov 2019" in shown
    assert "may move it" not in shown
    goes_to = next(line for line in shown.splitlines() if "goes to" in line)
    assert "24 Nov" not in goes_to


@pytest.mark.parametrize("day", TURNS, ids=str)
def test_the_rid_of_a_day_has_the_timetable_of_that_day(day: date, tmp_path: Path) -> None:
    words = ("publication", "build", "rid-2019-11", "--as-of", day.isoformat(), "--draft")
    done = run(*words, "--format", "md", "--output", tmp_path, cwd=NOVEMBER_2019)
    assert done.returncode == 0, done.stderr
    text = flowing(Path(done.lines[0]).read_text("utf-8")).replace("\N{NO-BREAK SPACE}", " ")
    row = next(line for line in text.splitlines() if line.endswith("| Go-live |  |"))
    assert row.startswith(f"| {go_live(day).day} Nov"), row
    others = {one.day for one in (FIRST, SECOND, THIRD)} - {go_live(day).day}
    assert not any(f"| {other} Nov" in row for other in others)
    assert ("The timetable shown is that of" in text) is False
    requested = "Another go-live date, 24 November 2019, has been requested" in text
    assert requested == (ASKED <= day < DIRECTED)
    assert ("may be moved to a date no later than 1 December 2019" in text) == (
        DIRECTED <= day < THIRD
    )
    reviews = "CSC reviews the tests" in text
    assert reviews == (day >= DIRECTED)


# What documents tell of the release as a whole, by the day from which they do and the one before
# which they do (none: to the end).

TEN = "with the ten modifications included in it"
REPORT, UPDATE, NEWS = "status-report-2019-09", "unc-update-2019-09", "newsletter-2019-09"
SENTENCES: dict[str, list[tuple[str, date, date | None]]] = {
    REPORT: [
        (
            f"- The November 2019 SEC Release, {TEN}: 24 November 2019 instead of 7 November 2019, "
            "requested by the Panel on 1 October 2019, with discretion to choose a date up to "
            "1 December 2019. The tests with Users have not ended.",
            ASKED,
            DIRECTED,
        ),
        (
            f"- The November 2019 SEC Release, {TEN}: 24 November 2019 instead of 7 November 2019, "
            "directed by the Authority on 8 October 2019, with discretion to choose a date up to "
            "1 December 2019.",
            DIRECTED,
            None,
        ),
        (
            f"- The November 2019 SEC Release, {TEN}: 29 November 2019 instead of "
            "24 November 2019, chosen at discretion by the Panel on 30 October 2019. A fault found "
            "in the tests is corrected first.",
            MOVED,
            None,
        ),
    ],
    UPDATE: [
        (
            f"- **November 2019 SEC Release**, {TEN}. The SEC Panel asked the Authority on "
            "1 October 2019 for 24 November 2019 as its implementation date, instead of "
            "7 November 2019, with discretion to choose a date up to 1 December 2019. The tests "
            "with Users "
            "have not ended. A decision is awaited.",
            ASKED,
            DIRECTED,
        ),
        (
            f"- **November 2019 SEC Release**, {TEN}. The Authority directed 24 November 2019 as "
            ""
            "its implementation date on 8 October 2019, instead of 7 November 2019, with "
            "discretion to "
            "choose a date up to 1 December 2019.",
            DIRECTED,
            None,
        ),
        (
            f"- **November 2019 SEC Release**, {TEN}. The SEC Panel moved its implementation date "
            "to 29 November 2019, at its discretion, on 30 October 2019, instead of "
            "24 November 2019. A fault found in the tests is corrected first.",
            MOVED,
            None,
        ),
    ],
    NEWS: [
        (
            "| **November 2019 SEC Release** | 10 | Implementation date 24 Nov 2019 directed "
            "| Gas and Electricity Markets Authority | 8 Oct 2019 |",
            DIRECTED,
            None,
        ),
        (
            "| **November 2019 SEC Release** | 10 | Implementation date moved to 29 Nov 2019, "
            "at discretion | SEC Panel | 30 Oct 2019 |",
            MOVED,
            None,
        ),
    ],
}


def document(register: Path, name: str, day: date, to: Path) -> str:
    words = ("publication", "build", name, "--as-of", day.isoformat(), "--draft")
    done = run(*words, "--format", "md", "--output", to, cwd=register)
    assert done.returncode == 0, done.stderr
    return flowing(Path(done.lines[0]).read_text("utf-8")).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", SENTENCES)
@pytest.mark.parametrize("day", TURNS, ids=str)
def test_documents_tell_it_once_for_the_release(day: date, name: str, tmp_path: Path) -> None:
    lines = document(NOVEMBER_2019, name, day, tmp_path).splitlines()
    # MP303 was approved on 3 October 2019.
    nine = TEN.replace("ten", "nine") + ", and one more if approved"
    expected = [
        sentence if day >= date(2019, 10, 3) else sentence.replace(TEN, nine)
        for sentence, first, end in SENTENCES[name]
        if first <= day and (end is None or day < end)
    ]
    starts = ("- The November 2019", "- **November 2019", "| **November 2019")
    assert [line for line in lines if line.startswith(starts)] == expected
    # What was directed for one alone is told of that one, and what repeats the release is not.
    moved = [line for line in lines if "24 Nov" in line or "12 Dec" in line]
    alone = [line for line in moved if line not in expected and "which will go live" not in line]
    assert [line.find("MP311") >= 0 for line in alone] == [True], alone


@pytest.mark.parametrize("name", SENTENCES)
def test_documents_tell_what_came_since_the_last_one(name: str, tmp_path: Path) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    file = register / "publications" / f"{name}.yaml"
    text = file.read_text("utf-8").replace("2019-09-30", "2019-11-04")
    text = text.replace("2019-09-01", "2019-10-08")
    file.write_text(text, "utf-8")
    told = document(register, name, date(2019, 11, 4), tmp_path / "out")
    directed, moved = (sentence for sentence, *_ in SENTENCES[name][-2:])
    assert moved in told
    assert directed not in told


@pytest.mark.parametrize(
    ("entry", "sentences"),
    [
        (
            "- {date: 2019-12-03, event: cancelled, by: Panel, because: It is empty.}",
            {
                REPORT: "- The February 2020 SEC Release: cancelled by the Panel on "
                "3 December 2019; its date was 27 February 2020. It is empty.",
                UPDATE: "- **February 2020 SEC Release**. The SEC Panel cancelled it on "
                "3 December 2019; its date was 27 February 2020. It is empty.",
                NEWS: "| **February 2020 SEC Release** | 0 | Cancelled | SEC Panel | 3 Dec 2019 |",
            },
        ),
        (
            "- {date: 2019-12-03, event: rescheduled, by: Panel, from: 2020-02-27, to: 2020-03-05}",
            {
                REPORT: "- The February 2020 SEC Release: 5 March 2020 instead of "
                "27 February 2020, rescheduled by the Panel on 3 December 2019.",
                UPDATE: "- **February 2020 SEC Release**. The SEC Panel moved its implementation "
                "date to 5 March 2020 on 3 December 2019, instead of 27 February 2020.",
                NEWS: "| **February 2020 SEC Release** | 0 | Implementation date moved to "
                "5 Mar 2020 | SEC Panel | 3 Dec 2019 |",
            },
        ),
        (
            "- {seen: 2019-12-02, event: cancelled}\n- {seen: 2019-12-04, event: cancelled}",
            {
                REPORT: "- The February 2020 SEC Release: cancelled by 2 December 2019; its date "
                "was 27 February 2020.",
                UPDATE: "- **February 2020 SEC Release**. The body responsible had "
                "cancelled it by 2 December 2019; its date was 27 February 2020.",
                # Of what was only seen a newsletter does not say that it is new.
                NEWS: None,
            },
        ),
    ],
)
def test_a_release_that_is_cancelled_or_moved_is_news(
    entry: str, sentences: dict[str, str | None], tmp_path: Path
) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    release = register / "releases" / "2020-02" / "release.yaml"
    release.write_text(release.read_text("utf-8") + f"history:\n{entry}\n", "utf-8")
    for name, sentence in sentences.items():
        lines = document(register, name, date(2019, 12, 5), tmp_path / name).splitlines()
        starts = ("- The February 2020", "- **February 2020", "| **February 2020")
        found = [line for line in lines if line.startswith(starts)]
        assert found == [sentence] * (sentence is not None)


def test_before_its_dates_are_known_rows_have_no_day(tmp_path: Path) -> None:
    words = ("publication", "build", "rid-2019-11", "--as-of", "2019-06-10", "--draft")
    done = run(*words, "--format", "md", "--output", tmp_path, cwd=NOVEMBER_2019)
    text = flowing(Path(done.lines[0]).read_text("utf-8"))
    assert "| TBC | DCC | DCC submits its evidence |" in text
    assert "7\N{NO-BREAK SPACE}Nov" in text  # what the first decision moved it from


def test_the_register_is_right() -> None:
    done = run("check", cwd=NOVEMBER_2019)
    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout, done.stdout


def test_a_later_decision_that_names_the_part_wins(tmp_path: Path) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    file = register / "modifications" / "MP304.yaml"
    file.write_text(
        file.read_text("utf-8")
        + "- {date: 2019-11-04, event: date-directed, by: Authority, to: 2019-11-24}\n",
        "utf-8",
    )
    done = run("mod", "show", "MP304", "--as-of", "2019-11-05", "--json", cwd=register)
    assert [part["day"] for part in json.loads(done.stdout)["parts"]] == ["2019-11-24"]


def test_a_cancelled_release_has_no_date(tmp_path: Path) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    release = register / "releases" / "2020-02" / "release.yaml"
    release.write_text(
        release.read_text("utf-8")
        + "history:\n- {date: 2019-12-03, event: cancelled, by: Panel}\n",
        "utf-8",
    )
    for day, expected in (("2019-12-02", "2020-02-27"), ("2019-12-04", None)):
        done = run("release", "show", "2020-02", "--as-of", day, "--json", cwd=register)
        shown = json.loads(done.stdout)
        assert (shown["go-live"], shown["cancelled"]) == (expected, day > "2019-12-03")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "when: 2019-11-29",
            "when: 2019-11-28",
            "2019-11 goes live on Thu 28 Nov 2019, but Fri 29",
        ),
        (
            "    falls-on: any day\n",
            "    falls-on: any day\n    was:\n    - {until: 2019-10-30, when: 2019-11-24}\n",
            "what go-live was before Wed 30 Oct 2019 follows from a decision of that day",
        ),
    ],
)
def test_go_live_against_decisions(tmp_path: Path, old: str, new: str, message: str) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    edit(register / "releases" / "2019-11" / "timeline.yaml", old, new)
    found = run("check", cwd=register).stdout
    assert "T120" in found
    assert message in found.replace("\n", " ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{date: 2019-11-29, event: went-live", "{date: 2019-11-28, event: went-live", "T120"),
        ("  to: 2019-11-29\n", "  to: 2019-12-02\n", "later than the last day that may be chosen"),
    ],
)
def test_decisions_against_each_other(tmp_path: Path, old: str, new: str, message: str) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    edit(register / "releases" / "2019-11" / "release.yaml", old, new)
    assert message in run("check", cwd=register).stdout.replace("\n", " ")


FEBRUARY = "releases/2020-02/release.yaml"
UNKNOWN = "this decides go-live, and what it was before Tue 3 Dec 2019 is not known"
EVENTS = ("date-directed", "discretion-used", "rescheduled")


def with_history(to: Path, *entries: str) -> Path:
    """A register whose release of February 2020, which has no timeline, has a history."""
    register = copy_of(NOVEMBER_2019, to)
    edit(register / FEBRUARY, "go-live: 2020-02-27", "go-live: 2020-03-05")
    with (register / FEBRUARY).open("a", encoding="utf-8") as file:
        file.write("history:\n" + "".join(f"- {{{entry}}}\n" for entry in entries))
    return register


def found_by_t120(register: Path) -> list[str]:
    """What T120 says of a register, each in a line."""
    checked = json.loads(run("check", "--format", "json", cwd=register).stdout)
    return [one["message"] for one in checked["findings"] if one["code"] == "T120"]


@pytest.mark.parametrize("event", EVENTS)
def test_the_first_decision_says_what_it_moved_go_live_from(event: str, tmp_path: Path) -> None:
    entry = f"date: 2019-12-03, event: {event}, by: Panel, to: 2020-03-05"
    silent = with_history(tmp_path / "silent", entry)
    assert found_by_t120(silent) == [UNKNOWN]
    told = with_history(tmp_path / "told", f"{entry}, from: 2020-02-27")
    assert found_by_t120(told) == []
    shown = run("release", "show", "2020-02", "--as-of", "2019-12-02", "--json", cwd=told)
    assert json.loads(shown.stdout)["go-live"] == "2020-02-27"


@pytest.mark.parametrize("event", EVENTS)
def test_a_decision_starts_from_what_was_so_before(event: str, tmp_path: Path) -> None:
    asked = "date: 2019-11-29, event: date-requested, from: 2020-02-27, to: 2020-03-12"
    entry = f"date: 2019-12-03, event: {event}, by: Panel, to: 2020-03-05"
    assert found_by_t120(with_history(tmp_path / "asked", asked, entry)) == []
    other = with_history(tmp_path / "other", asked, f"{entry}, from: 2020-02-20")
    assert found_by_t120(other) == [
        "go-live is moved from Thu 20 Feb 2020 here, but Thu 27 Feb 2020 was the date before"
    ]
    again = "date: 2019-12-10, event: date-requested, from: 2020-02-27, to: 2020-03-12"
    later = with_history(tmp_path / "later", asked, entry, again)
    assert found_by_t120(later) == [
        "go-live was to be moved from Thu 27 Feb 2020 here, but Thu 5 Mar 2020 had been decided "
        "before"
    ]


WAS = "    falls-on: any day\n    was:\n"


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        ("    - {until: 2019-10-08, when: 2019-11-07}\n", []),
        # It says nothing of the day.
        (
            "    - {until: 2019-10-08, rules: none}\n",
            ["this decides go-live, and what it was before Tue 8 Oct 2019 is not known"],
        ),
        (
            "    - {until: 2019-10-15, when: 2019-11-07}\n",
            [
                "this decides go-live, and what it was before Tue 8 Oct 2019 is not known",
                "go-live is decided for Sun 24 Nov 2019 here, but the plan of Tue 8 Oct 2019 has "
                "Thu 7 Nov 2019",
            ],
        ),
    ],
)
def test_a_row_of_was_may_say_what_the_first_decision_moved(
    rows: str, messages: list[str], tmp_path: Path
) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    release = register / "releases" / "2019-11"
    edit(release / "timeline.yaml", "known-from: 2019-08-12\n", "")
    edit(release / "timeline.yaml", "    falls-on: any day\n", WAS + rows)
    edit(release / "release.yaml", "  from: 2019-11-07\n", "")
    assert sorted(found_by_t120(register)) == sorted(messages)


RID = "rid-2019-11"
MOVES = (
    "On 8 October 2019 the Authority directed that go-live be moved from 7 November 2019 to "
    "24 November 2019.",
    "On 30 October 2019 the Panel moved go-live from 24 November 2019 to 29 November 2019. A fault "
    "found in the tests is corrected first.",
)


def rid_of(register: Path, day: str, to: Path, name: str = RID) -> str:
    words = ("publication", "build", name, "--as-of", day, "--draft", "--format", "md")
    done = run(*words, "--output", to, cwd=register)
    assert done.returncode == 0, done.stderr
    return flowing(Path(done.lines[0]).read_text("utf-8")).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("day", "many"), [("2019-10-07", 0), ("2019-10-08", 1), ("2019-10-30", 2), ("2019-12-09", 2)]
)
def test_a_rid_says_that_go_live_was_moved(day: str, many: int, tmp_path: Path) -> None:
    text = rid_of(NOVEMBER_2019, day, tmp_path)
    assert [sentence in text for sentence in MOVES] == [number < many for number in range(2)]


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (
            "seen: 2019-12-03, event: rescheduled, to: 2020-03-05, from: 2020-02-27",
            "By 3 December 2019 go-live had been moved from 27 February 2020 to 5 March 2020.",
        ),
        (
            "date: 2019-12, event: date-directed, to: 2020-03-05, from: 2020-02-27",
            "In December 2019 go-live was directed to be moved from 27 February 2020 to 5 March "
            "2020.",
        ),
        (
            "date: 2019-12-03, event: discretion-used, by: Panel, to: 2020-03-05",
            "On 3 December 2019 the Panel moved go-live to 5 March 2020.",
        ),
        (
            "date: 2019-12-03, event: cancelled, by: Panel, because: It is empty",
            "**Cancelled.** The Panel cancelled this release on 3 December 2019. It was due to go "
            "live on 5 March 2020. It is empty.",
        ),
        (
            "seen: 2019-12-03, event: cancelled",
            "**Cancelled.** This release was cancelled by 3 December 2019. It was due to go live "
            "on 5 March 2020.",
        ),
    ],
)
def test_how_a_rid_says_it(entry: str, sentence: str, tmp_path: Path) -> None:
    register = with_history(tmp_path / "register", entry)
    file = register / "publications" / f"{RID}.yaml"
    text = file.read_text("utf-8").replace("2019-11\n", "2020-02\n", 1)
    file.with_name("rid-2020-02.yaml").write_text(text, "utf-8")
    assert sentence in rid_of(register, "2020-01-02", tmp_path, "rid-2020-02")


def test_what_was_alone_moved_is_told(tmp_path: Path) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    release = register / "releases" / "2019-11"
    rows = "    was:\n    - {until: 2019-10-30, when: 2019-11-07}\n    because: More time to test\n"
    edit(release / "timeline.yaml", "    falls-on: any day\n", f"    falls-on: any day\n{rows}")
    text = (release / "release.yaml").read_text("utf-8")
    (release / "release.yaml").write_text(text.partition("- date: 2019-10-01")[0], "utf-8")
    for words in (("asof", "2019-10-30"), ("asof", "2019-10-30", "2019-11")):
        told = json.loads(run(*words, "--json", cwd=register).stdout)
        says = [one["says"] for one in told["happened"] if one["date"] == "2019-10-30"]
        assert says == [
            "Panel decides on go-live moved from Fri 15 Nov 2019 to Fri 22 Nov 2019",
            "Go-live moved from Thu 7 Nov 2019 to Fri 29 Nov 2019: More time to test",
        ]
    eve = json.loads(run("asof", "2019-10-29", "--json", cwd=register).stdout)
    assert not [one for one in eve["happened"] if "Go-live" in one["says"]]
    sentence = (
        "On 30 October 2019 go-live was moved from 7 November 2019 to 29 November 2019. More time "
        "to test."
    )
    assert sentence in rid_of(register, "2019-10-30", tmp_path)
    assert sentence not in rid_of(register, "2019-10-29", tmp_path)


def test_what_a_decision_moved_is_told_once() -> None:
    told = json.loads(run("asof", "2019-10-30", "--json", cwd=NOVEMBER_2019).stdout)
    of_the_day = [one["says"] for one in told["happened"] if one["date"] == "2019-10-30"]
    assert [says for says in of_the_day if "discretion used" in says or "Go-live" in says] == [
        "discretion used by the Panel to Fri 29 Nov 2019: A fault found in the tests is corrected "
        "first."
    ]


TARGETED = (
    "targeted, release: 2019-11, cut-off: {date: 2019-09-10}",
    "targeted, release: 2019-11, cut-off: {date: 2019-11-12}",
)
ALL_BY = "will be included only if it is approved by its cut-off date:"
SOME_BY = (
    "will be included only if it is approved and, where its cut-off date has not passed, only if "
    "it is approved by that date:"
)


@pytest.mark.parametrize(
    ("more", "opening", "line"),
    [
        ((), ALL_BY, "Cut-off date: **12 November 2019**."),
        (
            ("2019-10-05, event: admitted, release: 2019-11, by: Panel, because: It is urgent",),
            SOME_BY,
            "Admitted to this release by exception by the Panel on 5 October 2019; its cut-off "
            "date was 12 November 2019.",
        ),
    ],
)
def test_what_is_targeted_past_its_cut_off_is_told_truly(
    more: tuple[str, ...], opening: str, line: str, tmp_path: Path
) -> None:
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    late, early = TARGETED

    def written(id_: str, *entries: str) -> None:
        head = f"id: {id_}\ntitle: One more\nwill: do more\nimpacts: none\ndocuments: none\n"
        rows = "".join(f"- {{date: {entry}}}\n" for entry in entries)
        file = register / "modifications" / f"{id_}.yaml"
        file.write_text(f"{head}history:\n- {{date: 2019-01-15, event: raised, as: MP}}\n{rows}")

    written("MP398", f"2019-09-02, event: {early}", *more)
    text = rid_of(register, "2019-10-09", tmp_path)
    item = next(one for one in text.splitlines() if one.startswith("- **MP398**"))
    assert opening in text
    assert line in item
    assert ("Cut-off date:" in item) == (not more)
    words = ("mod", "list", "--release", "2019-11", "--as-of", "2019-10-09")
    row = next(one for one in run(*words, cwd=register).lines if one.startswith("MP398"))
    assert row.endswith("admitted") == bool(more)
    written("MP399", f"2019-09-02, event: {late}")
    text = rid_of(register, "2019-10-09", tmp_path)
    assert SOME_BY in text
    assert "This date has passed without a decision." in text


@pytest.mark.parametrize("day", TURNS, ids=str)
def test_a_date_as_known_on_a_day_follows_the_plan_of_that_day(day: date) -> None:
    known = ("--as-known-at", day.isoformat())
    found = answer("date", "go-live", "--release", "2019-11", *known)
    assert found["date"] == go_live(day).isoformat()
    explained = answer("timeline", "explain", "2019-11", "go-live", *known)
    assert explained["earliest"] == go_live(day).isoformat()
