"""How often modifications are folded: once for each day a command asks about, however it asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest

from sectool.history import fold
from sectool.load import load_register
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import Modification
from sectool.queries.register_on import register_on
from tests.command import run
from tests.register import MINIMAL, copy_of

REPORT = """
kind: status-report
dated: 2030-01-10
as-of: 2030-01-10
since: 2029-12-01
period: {from: 2029-01-01, to: 2029-12-31, counted: working days}
"""


@contextmanager
def folds() -> Iterator[Counter[str]]:
    """Within it, how often each modification is folded is counted."""
    seen: Counter[str] = Counter()
    begin = fold.Fold.__init__

    def counted(self: fold.Fold, cycle: LifeCycle, modification: Modification) -> None:
        seen[modification.id] += 1
        begin(self, cycle, modification)

    with mock.patch.object(fold.Fold, "__init__", counted):
        yield seen


def register_of(folder: Path, *, modifications: int, releases: int, parts: int = 1) -> Path:
    """A register with so many of each; modifications go to the releases in turn."""
    root = copy_of(MINIMAL, folder)
    ids = ["2030-06", *(f"{2031 + n // 4}-{3 * (n % 4) + 1:02}" for n in range(releases - 1))]
    for id_ in ids[1:]:
        home = root / "releases" / id_
        home.mkdir()
        (home / "release.yaml").write_text(
            f"id: {id_}\nname: Release {id_}\nkind: scheduled\ngo-live: {id_}-20\nsource: plan\n"
        )
    for n in range(modifications):
        release = ids[n % len(ids)]
        (root / "modifications" / f"MP{100 + n}.yaml").write_text(
            f"id: MP{100 + n}\ntitle: Change {n}\nwill: change {n}\nimpacts: {{dcc: system}}\n"
            "history:\n"
            "- {date: 2029-02-01, event: raised, as: MP}\n"
            f"- {{date: 2029-03-01, event: targeted, release: {release}, "
            "cut-off: {date: 2029-12-20}, source: plan}\n"
            "- {seen: 2029-04-01, stage: report}\n"
            f"- {{date: 2029-10-01, event: approved, by: CSC, release: {release}}}\n"
        )
    (root / "publications" / "report.yaml").write_text(REPORT)
    return root


COMMANDS = {
    "mod list": 1,
    "mod next --today 2030-01-01": 1,
    "mod durations --to 2030-01-01": 2,  # as known now, and as it was on the last day
    "release list": 1,
    "release show 2030-06": 3,  # what it holds, what left it, what changed since its baseline
    "release costs 2030-06": 1,
    "release parts --in-force 2031-12-01": 1,
    # Three rules read every history step by step; what releases hold is worked out once.
    "timeline check": 4,
    # As of the day, a year back by months, and as it was on the last day of the period; the rest
    # are the rules, which hold what documents state against the register of their own days, and
    # the question where each would stand without its assumed entries.
    "publication build report --format md --output {out}": 10,
}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_modification_is_folded_oftener_where_there_are_more_releases(
    tmp_path: Path, command: str
) -> None:
    few = register_of(tmp_path / "few", modifications=24, releases=2)
    many = register_of(tmp_path / "many", modifications=24, releases=12)
    words = command.format(out=tmp_path / "out").split()
    with folds() as of_few:
        assert run(*words, cwd=few).returncode == 0
    with folds() as of_many:
        assert run(*words, cwd=many).returncode == 0
    assert max(of_many.values()) <= COMMANDS[command]
    assert of_many.total() <= of_few.total()


def test_one_modification_is_shown_without_folding_the_others(tmp_path: Path) -> None:
    root = register_of(tmp_path / "register", modifications=24, releases=4)
    with folds() as seen:
        assert run("mod", "show", "MP100", cwd=root).returncode == 0
    assert set(seen) == {"MP100"}


def test_whoever_asks_about_a_day_gets_the_same_answer() -> None:
    register = load_register(MINIMAL).register
    assert register_on(register, None) is register_on(register, None)
    assert register_on(register, None).scope("2030-06") is register_on(register, None).scope(
        "2030-06"
    )
    assert load_register(MINIMAL).register.kept == {}
