"""What was not heard of: which return, decision, answer or date, the same for all who ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.register import MINIMAL, SEED, copy_of

HEAD = "id: MP150\ntitle: A change\nhistory:\n- {date: 2029-02-05, event: raised, as: MP}\n"
ASSESSED = "- {date: 2029-03-01, event: assessment-accepted, assessment: pa-1"
# What is missing by 2 March 2031, of which the last word is of 1 March 2029.
MISSING = {
    ASSESSED + ", target: 15 working days}\n": (
        "return",
        "the return of pa-1, due Thu 22 Mar 2029",
        "2029-03-22",
    ),
    # Nobody said when it was to come back: it is open all the same.
    ASSESSED + "}\n": ("return", "the return of pa-1", None),
    "- {seen: 2029-03-01, event: expected, what: decision, by: CSC, day: 2029-03-28}\n": (
        "expected",
        "the decision by the CSC expected on Wed 28 Mar 2029",
        "2029-03-28",
    ),
    "- {date: 2029-03-01, event: on-hold, until: 2029-04-30}\n": (
        "hold",
        "what became of the hold until Mon 30 Apr 2029",
        "2029-04-30",
    ),
    "- {date: 2029-03-01, event: approved, by: CSC, path: self-governance, release: 2030-06}\n"
    "- {date: 2029-03-01, event: date-requested, to: 2029-11-08}\n": (
        "answer",
        "an answer to the request for go-live on Thu 8 Nov 2029",
        "2029-11-08",
    ),
}


def asked(register: Path, *words: str) -> list[dict[str, Any]]:
    done = run("mod", *words, "--json", cwd=register)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["missing"]
    return found


@pytest.mark.parametrize("entries", MISSING)
def test_it_is_said_what_was_not_heard_of(tmp_path: Path, entries: str) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    (register / "modifications/MP150.yaml").write_text(HEAD + entries, encoding="utf-8")
    what, says, due = MISSING[entries]
    words = ("next", "--today", "2031-03-02")
    (found,) = (one for one in asked(register, *words) if one["id"] == "MP150")
    assert found == {
        "id": "MP150",
        "what": what,
        "assessment": "pa-1" if what == "return" else None,
        "says": says,
        "due": due,
        "since": "2029-03-01",
    }
    out = " ".join(run("mod", *words, cwd=register).stdout.split())
    assert f"not reported since Thu 1 Mar 2029: {says} (MP150)" in out


@pytest.mark.parametrize("day", ["2021-04-17", "2021-04-18", "2021-08-09", "2022-04-01"])
def test_what_lies_ahead_and_how_long_it_took_agree_on_it(day: str) -> None:
    ahead = [one for one in asked(SEED, "next", "--today", day) if one["what"] == "return"]
    assert asked(SEED, "durations", "--as-of", day) == ahead
    # MP078 was heard of since, its assessment was not.
    assert ("MP078" in {one["id"] for one in ahead}) is (day > "2021-04-17")
    out = " ".join(run("mod", "durations", "--as-of", day, cwd=SEED).stdout.split())
    for one in ahead:
        assert f"{one['says']} ({one['id']}" in out or f", {one['id']}" in out


@pytest.mark.parametrize("entries", MISSING)
def test_what_was_known_on_a_day_names_them_too(tmp_path: Path, entries: str) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    (register / "modifications/MP150.yaml").write_text(HEAD + entries, encoding="utf-8")
    in_release = "release: 2030-06" in entries
    for day, heard in (("2030-03-01", []), ("2031-03-02", ["MP150"])):
        for words, ids in (((), heard), (("2030-06",), heard if in_release else [])):
            known = json.loads(run("asof", day, *words, "--json", cwd=register).stdout)
            assert [id_ for id_ in known["not-heard-of"] if id_ == "MP150"] == ids
            out = " ".join(run("asof", day, *words, cwd=register).stdout.split())
            left_out = out.partition("Left out, because")[2].partition("; 'sectool mod next")[0]
            assert ("MP150" in left_out) is bool(ids)
        ahead = json.loads(run("mod", "next", "--today", day, "--json", cwd=register).stdout)
        assert "MP150" in ahead["not-heard-of"] or not heard
