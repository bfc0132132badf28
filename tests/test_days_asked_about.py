"""Every command that takes a day answers as of that day, or refuses it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from sectool.cli.main import app
from sectool.dates import in_full, iso, plainly, shortly
from tests.command import run
from tests.register import SEED, copy_of

DAYS = ("--as-of", "--today")
# Each command with two days on which it has different things to say.
ASKED = {
    "timeline check --today": ("", "2021-12-01", "2022-04-01"),
    "timeline show --as-of": ("2022-11", "2020-10-20", "2022-04-01"),
    "calendar impact --today": ("--holiday 2022-06-03", "2021-11-23", "2022-10-20"),
    "body list --today": ("", "2020-08-07", "2021-12-17"),
    "mod list --as-of": ("", "2020-08-07", "2021-12-17"),
    "mod show --as-of": ("MP109", "2020-08-07", "2021-12-17"),
    "mod plan --as-of": ("MP140", "2021-11-23", "2022-04-01"),
    "mod next --as-of": ("", "2020-08-07", "2021-12-17"),
    "mod next --today": ("", "2020-08-07", "2021-12-17"),
    "mod durations --as-of": ("", "2020-08-07", "2021-12-17"),
    "release list --as-of": ("", "2020-08-07", "2021-12-17"),
    "release show --as-of": ("2022-11", "2021-11-23", "2022-04-01"),
    "release readiness --as-of": ("2022-11", "2021-11-23", "2022-04-01"),
    "release readiness --today": ("2022-11", "2021-11-23", "2022-04-01"),
    "release costs --as-of": ("2022-11", "2021-09-30", "2021-11-23"),
    "release history --as-of": ("2022-11 --no-git", "2021-11-23", "2022-10-20"),
    "timeline export --as-of": ("2022-11 --format csv", "2021-11-23", "2022-10-20"),
    "timeline export --today": ("2022-11 --format csv", "2021-11-23", "2022-10-20"),
    "calendar export --as-of": ("2022 --format csv", "2021-11-23", "2022-10-20"),
    "calendar export --today": ("2022 --format csv", "2021-11-23", "2022-10-20"),
    "plan year --as-of": ("2022", "2021-11-23", "2022-10-20"),
    "register export --as-of": ("", "2020-08-07", "2021-12-17"),
    "profile show --as-of": ("", "2020-08-07", "2021-11-23"),
    "rid build --as-of": ("2022-11 --draft --format md", "2021-11-05", "2021-11-23"),
    "publication build --as-of": (
        "status-report-2020-08 --draft --format md",
        "2020-07-15",
        "2020-08-07",
    ),
    "publication reconcile --as-of": ("status-report-2020-08 --draft", "2020-07-15", "2020-08-07"),
    "publication new --as-of": ("status-report --dated 2021-12-17", "2020-08-07", "2021-12-17"),
}
# What a file that is begun takes from the day is the day: its facts are of no day yet.
WRITES_THE_DAY = {"publication new --as-of"}


def commands(group: Any, named: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    context = group.make_context("sectool", [], resilient_parsing=True)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            yield from commands(command, (*named, name))
        else:
            yield " ".join((*named, name)), command


def test_each_command_that_offers_a_day_is_tried() -> None:
    offered = {
        f"{name} {option}"
        for name, command in commands(get_command(app))
        for parameter in command.params
        for option in parameter.opts
        if option in DAYS
    }
    # Of what is taken in, the day is that of the file; a scenario compares two plans of a day.
    apart = {"register import --as-of", "calendar import --as-of", "timeline whatif --as-of"}
    assert offered == {*ASKED} | apart


def answer(register: Path, asked: str, day: str) -> str:
    """What is printed and written, with the days themselves taken out of it."""
    command, option = asked.rsplit(" ", 1)
    words = f"{command} {ASKED[asked][0]}".split()
    done = run(*words, option, day, cwd=register)
    assert done.returncode in (0, 1), done.stderr
    written = sorted((register / "out").rglob("*.md"))
    written += sorted((register / "publications").glob("*.yaml"))
    told = [done.stdout, *(file.read_text(encoding="utf-8") for file in written)]
    # Lines break elsewhere where a day is longer.
    text = " ".join(" ".join(told).split())
    for each in ASKED[asked][1:]:
        if asked not in WRITES_THE_DAY:
            for way in (iso, plainly, shortly, in_full):
                text = text.replace(str(way(date.fromisoformat(each))), "DAY")
    return text


@pytest.mark.parametrize("asked", ASKED)
def test_it_answers_as_of_the_day(asked: str, tmp_path: Path) -> None:
    found = []
    for day in ASKED[asked][1:]:
        register = copy_of(SEED, tmp_path / "register")
        found.append(answer(register, asked, day))
        shutil.rmtree(register)
    assert found[0] != found[1]


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_no_day_is_refused(asked: str) -> None:
    command, option = asked.rsplit(" ", 1)
    done = run(*f"{command} {ASKED[asked][0]}".split(), option, "2022-02-30", cwd=SEED)
    assert (done.returncode, done.stdout) == (2, "")
    assert "2022-02-30" in done.stderr


@pytest.mark.parametrize("command", ["timeline check", "check", "calendar show"])
def test_where_no_day_is_offered_none_is_taken(command: str) -> None:
    done = run(*command.split(), "--as-of", "2022-04-01", cwd=SEED)
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such option: --as-of" in done.stderr
