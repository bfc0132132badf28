"""A release whose go-live is past, and of which nobody recorded that it went live."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.register import MINIMAL, copy_of

# Thursday 27 June 2030 is the go-live of the one release.
SAYS = "go-live of June 2030 SEC Release: no entry says that it went live"
LINE = (
    "2030-06: its go-live, Thu 27 Jun 2030, was more than twelve months ago, and no entry says "
    "that it went live, nor is a decision recorded on MP002"
)
WENT = "history:\n- {seen: 2030-09-02, event: went-live}\n"
CANCELLED = "history:\n- {date: 2030-02-04, event: cancelled}\n"


def answer(register: Path, *words: str) -> dict[str, Any]:
    done = run(*words, "--json", cwd=register)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def words(register: Path, *asked: str) -> str:
    done = run(*asked, cwd=register)
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path / "register")


def add(register: Path, history: str) -> None:
    with (register / "releases/2030-06/release.yaml").open("a", encoding="utf-8") as file:
        file.write(history)


@pytest.mark.parametrize(
    ("day", "asked", "told"),
    [
        # On the day itself nothing is late.
        ("2030-06-27", False, False),
        ("2030-06-28", True, False),
        ("2031-06-27", True, False),
        ("2031-06-28", False, True),
        ("2040-01-01", False, True),
    ],
)
def test_all_who_are_asked_agree_on_it(register: Path, day: str, asked: bool, told: bool) -> None:
    ahead = answer(register, "mod", "next", "--today", day)
    rows = [one for one in ahead["coming"] if one["what"] == "went-live"]
    assert [(one["says"], one["when"], one["overdue"]) for one in rows] == (
        [(SAYS, "2030-06-27", True)] if asked else []
    )
    assert ahead["not-known-live"] == [{"release": "2030-06", "go-live": "2030-06-27"}] * told
    out = words(register, "mod", "next", "--today", day)
    assert (SAYS in out, LINE in out) == (asked, told)

    for of in ((), ("2030-06",)):
        known = answer(register, "asof", day, *of)
        assert [one["what"] for one in known["expected"]].count("went-live") == asked
        assert [one["release"] for one in known["long-past"]] == ["2030-06"] * told
        out = words(register, "asof", day, *of)
        assert (SAYS in out, LINE in out) == (asked, told)

    shown = answer(register, "release", "show", "2030-06", "--as-of", day)
    assert shown["not-known-live"] is (asked or told)
    out = words(register, "release", "show", "2030-06", "--as-of", day)
    assert ("Thu 27 Jun 2030; no entry says that it went live" in out) is (asked or told)


@pytest.mark.parametrize("history", [WENT, CANCELLED])
def test_of_one_that_is_live_or_cancelled_nothing_is_asked(register: Path, history: str) -> None:
    add(register, history)
    day = "2030-10-01"
    assert "no entry says" not in words(register, "mod", "next", "--today", day)
    assert "no entry says" not in words(register, "asof", day)
    assert "no entry says" not in words(register, "release", "show", "2030-06", "--as-of", day)


def test_it_is_asked_until_somebody_saw_it(register: Path) -> None:
    add(register, WENT)
    assert SAYS in words(register, "mod", "next", "--today", "2030-09-01")
    assert SAYS not in words(register, "mod", "next", "--today", "2030-09-02")


def test_of_what_is_known_live_only_the_decisions_are_asked(register: Path) -> None:
    add(register, WENT)
    out = words(register, "mod", "next", "--today", "2031-06-28")
    assert "was more than twelve months ago, and no decision is recorded on MP002" in out


# A part that has a day of its own goes live alone.
ALONE = """\
id: MP150
title: A change with a day of its own
will: change one point
impacts: {suppliers: true}
documents: [section-h]
history:
- {date: 2029-02-05, event: raised, as: MP}
- {date: 2029-03-01, event: approved, by: CSC, path: self-governance, release: 2030-06}
- {date: 2029-03-08, event: date-directed, by: Authority, to: 2030-05-09}
"""
ALONE_SAYS = "go-live: no entry says that it went live"


@pytest.mark.parametrize(
    ("day", "asked", "told"),
    [
        ("2030-05-09", False, False),
        ("2030-05-10", True, True),
        ("2031-05-09", True, True),
        ("2031-05-10", False, True),
    ],
)
def test_a_part_with_a_day_of_its_own_is_asked_about_too(
    register: Path, day: str, asked: bool, told: bool
) -> None:
    file = register / "modifications/MP150.yaml"
    file.write_text(ALONE, encoding="utf-8")
    ahead = answer(register, "mod", "next", "--today", day)["coming"]
    known = answer(register, "asof", day)["expected"]
    for rows in (ahead, known):
        found = [one for one in rows if (one["what"], one["id"]) == ("went-live", "MP150")]
        assert [(one["when"], one["overdue"]) for one in found] == [("2030-05-09", True)] * asked
    for out in (words(register, "mod", "next", "--today", day), words(register, "asof", day)):
        assert (f"MP150: {ALONE_SAYS}" in out) is asked
    shown = answer(register, "mod", "show", "MP150", "--as-of", day)
    assert [one["says"] for one in shown["next"] if one["overdue"]] == [ALONE_SAYS] * asked
    out = words(register, "mod", "show", "MP150", "--as-of", day)
    assert ("goes to Thu 9 May 2030; no entry says that it went live" in out) is told

    file.write_text(ALONE + "- {date: 2030-05-09, event: implemented}\n", encoding="utf-8")
    for asking in (("mod", "next", "--today"), ("asof",), ("mod", "show", "MP150", "--as-of")):
        assert f"MP150: {ALONE_SAYS}" not in words(register, *asking, day)
    assert "no entry" not in words(register, "mod", "show", "MP150", "--as-of", day)


def test_a_part_that_follows_its_release_says_the_same_as_it(register: Path) -> None:
    file = register / "modifications/MP150.yaml"
    file.write_text(ALONE.rpartition("- {date")[0], encoding="utf-8")
    release = "June 2030 SEC Release, Thu 27 Jun 2030"
    out = words(register, "mod", "show", "MP150", "--as-of", "2030-06-27")
    assert release in out
    assert "no entry" not in out
    out = words(register, "mod", "show", "MP150", "--as-of", "2030-06-28")
    assert f"goes to {release}; no entry says that it went live" in out
    assert "no entry" not in words(register, "mod", "show", "MP150")
    # The release asks once, for all that goes with it.
    assert "MP150: go-live" not in words(register, "mod", "next", "--today", "2030-06-28")
    # What nobody approved was not to go live.
    targeted = "- {date: 2029-03-01, event: targeted, release: 2030-06}\n"
    file.write_text(ALONE.rpartition("- {date: 2029-03-01")[0] + targeted, encoding="utf-8")
    assert "no entry" not in words(register, "mod", "show", "MP150", "--as-of", "2030-06-28")
