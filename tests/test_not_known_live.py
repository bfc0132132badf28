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
