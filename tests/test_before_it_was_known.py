"""Of a release that nobody had heard of by a day, nothing is told as of that day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.register import NOVEMBER_2019, SEED

CASES = [
    (root, release, day)
    for root, release in ((SEED, "2022-11"), (NOVEMBER_2019, "2019-11"))
    for day in ("2018-12-31", "2019-02-01", "2020-06-01", "2022-02-01")
]


def answer(root: Path, *words: str) -> Any:
    done = run(*words, "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("root", "release", "day"), CASES)
def test_all_answers_agree_whether_it_was_known(root: Path, release: str, day: str) -> None:
    listed = answer(root, "release", "list", "--as-of", day)["releases"]
    known = release in [one["id"] for one in listed]
    asked = answer(root, "asof", day, release)
    assert [one["id"] for one in asked["releases"]] == ([release] if known else [])
    shown = answer(root, "release", "show", release, "--as-of", day)
    assert shown["known"] == known
    planned = answer(root, "timeline", "show", release, "--as-of", day)
    assert planned["known"] == known
    for words in (
        ("asof", day, release),
        ("release", "show", release, "--as-of", day),
        ("timeline", "show", release, "--as-of", day),
    ):
        said = run(*words, cwd=root).stdout
        assert ("othing was known of" in said) == (not known)
        assert known or "2022" not in said.replace("November 2022", "").replace("(2022-11", "")
    if known:
        return
    assert (asked["happened"], asked["expected"]) == ([], [])
    assert (planned["go-live"], planned["milestones"]) == (None, [])
    for asked_then in (
        ("timeline", "explain", release, "go-live", "--as-known-at", day),
        ("date", "go-live", "--release", release, "--as-known-at", day),
    ):
        done = run(*asked_then, cwd=root)
        # Before the holidays of the register were known there is no answer at all.
        refused = done.returncode == 2 and "the holidays of this register" in done.stderr
        assert refused or f"nothing was known of {release} by " in done.stderr
        assert (done.returncode, done.stdout) == (1 + refused, "")
    assert shown["go-live"] is None
    assert shown["sec-version"] is None
    assert (shown["approved"], shown["date-history"]) == ([], [])
    assert (shown["specifications"], shown["change-requests"]) == (None, None)


def test_some_days_are_before_and_some_after() -> None:
    assert "othing was known of" in run("asof", "2018-12-31", "2022-11").stdout
    assert "othing was known of" not in run("asof", "2022-02-01", "2022-11").stdout
