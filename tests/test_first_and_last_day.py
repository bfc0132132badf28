"""The first and the last day that can be written are days like others, asked about or recorded."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sectool.dates import days_after
from sectool.history import a_year_after
from tests.command import run
from tests.register import NOVEMBER_2019, SEED, copy_of

FIRST, LAST = date.min.isoformat(), date.max.isoformat()
DRAFT = "--draft --format md"
# Every command that takes a day, wherever it stands in it.
ASKED = (
    "asof {}",
    "asof {} 2022-11",
    "body list --today {}",
    "body show Panel --as-known-at {}",
    "calendar show 2022 --as-known-at {}",
    "calendar impact --holiday {}",
    "calendar impact --holiday 2022-06-03 --today {}",
    "date 1 working day after {}",
    "date 1 week before 2022-06-01 --as-known-at {}",
    "date 1 week before X --gives {}",
    "mod durations --as-of {}",
    "mod durations --from {}",
    "mod durations --to {}",
    "mod list --as-of {}",
    "mod next --today {}",
    "mod show MP109 --as-of {}",
    "profile show --as-of {}",
    "publication build newsletter-2021-12-17 --as-of {} " + DRAFT,
    "publication build status-report-2020-08 --as-of {} " + DRAFT,
    "publication build unc-update-2017-06 --as-of {} " + DRAFT,
    "publication new newsletter --dated {}",
    "publication new status-report --dated {}",
    "publication new status-report --dated 2021-12-17 --as-of {}",
    "publication new unc-update --dated {}",
    "publication new unc-update --dated 2021-12-17 --since {}",
    "publication withdraw rid-2022-11 --version 0.1 --because No --on {}",
    "release costs 2022-11 --as-of {}",
    "release list --as-of {}",
    "release parts --in-force {}",
    "release show 2022-11 --as-of {}",
    "rid build 2022-11 --as-of {} " + DRAFT,
    "timeline check --today {}",
    "timeline explain 2022-11 go-live --on {}",
    "timeline show 2022-11 --as-known-at {}",
    "timeline show 2022-11 --as-of {}",
)


@pytest.mark.parametrize("day", [FIRST, "0001-01-31", "9999-12-01", LAST])
@pytest.mark.parametrize("words", ASKED)
def test_every_command_answers_or_refuses_them(words: str, day: str, tmp_path: Path) -> None:
    root = SEED
    if words.startswith(("publication", "rid")):
        root = copy_of(SEED, tmp_path / "register")
    done = run(*words.format(day).split(), cwd=root)
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Usage:" not in done.stderr


@pytest.mark.parametrize("day", [FIRST, LAST])
@pytest.mark.parametrize("event", ["cancelled", "date-directed, by: Authority, to: 2020-03-05"])
def test_a_release_may_have_an_entry_of_them(day: str, event: str, tmp_path: Path) -> None:
    root = copy_of(NOVEMBER_2019, tmp_path / "register")
    with (root / "releases" / "2020-02" / "release.yaml").open("a", encoding="utf-8") as file:
        file.write(f"history:\n- {{date: {day}, event: {event}}}\n")
    modification = root / "modifications" / "MP301.yaml"
    text = modification.read_text(encoding="utf-8")
    targeted = f"history:\n- {{date: {FIRST}, event: targeted, release: 2020-02}}\n"
    modification.write_text(text.replace("history:\n", targeted), encoding="utf-8")
    for words in (
        "check",
        "asof 2019-11-15",
        f"asof {day}",
        "release list",
        "release show 2020-02",
        "mod show MP301",
        f"mod show MP301 --as-of {FIRST}",
        f"mod list --as-of {FIRST}",
        "mod next --today 2019-11-15",
        f"mod next --today {FIRST}",
        "timeline show 2020-02",
        "rid build 2019-11 --format md",
        "publication build --format md --draft newsletter-2019-09",
    ):
        done = run(*words.split(), cwd=root)
        assert done.returncode in (0, 1, 2), (words, done.stderr)
    shown = json.loads(run("release", "show", "2020-02", "--json", cwd=root).stdout)
    assert shown["cancelled"] == (event == "cancelled")


def test_beyond_them_there_is_no_day() -> None:
    assert days_after(date(2019, 12, 31), 1) == date(2020, 1, 1)
    assert days_after(date.min, -1) == date.min
    assert days_after(date.max, 91) == date.max
    assert a_year_after(date.max) == date.max
    assert a_year_after(date(9998, 12, 31)) == date.max
