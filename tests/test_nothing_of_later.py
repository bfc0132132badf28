"""As of a day nothing of later is told: a register cut at that day says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from sectool.history import entries_until
from tests.command import run
from tests.cut import cut, lines_that_differ
from tests.register import NOVEMBER_2019, SEED, copy_of, lean, opened

# Days between which something happened in each register, one for each of its turns.
DAYS = [
    *((NOVEMBER_2019, date(2019, 9, 30) + timedelta(days=9 * step)) for step in range(8)),
    *((NOVEMBER_2019, day) for day in (date(2019, 10, 8), date(2019, 10, 30), date(2019, 11, 29))),
    (NOVEMBER_2019, date(2019, 7, 1)),
    (SEED, date(2017, 6, 7)),
    (SEED, date(2020, 8, 7)),
    (SEED, date(2021, 3, 25)),
    (SEED, date(2021, 10, 20)),
    (SEED, date(2021, 11, 23)),
]


Cut = Callable[[Path, date], tuple[Path, Path]]


@pytest.fixture(scope="module")
def both_of(tmp_path_factory: pytest.TempPathFactory) -> Cut:
    """A register, without most of its modifications where it has many, and the same cut at a day,
    once for those that ask about that day: none writes into it."""

    @cache
    def now(register: Path) -> Path:
        copy = copy_of(register, tmp_path_factory.mktemp("now"))
        return lean(copy) if register == SEED else copy

    @cache
    def made(register: Path, day: date) -> tuple[Path, Path]:
        return now(register), cut(now(register), tmp_path_factory.mktemp("then"), day)

    return made


@pytest.mark.parametrize(
    ("register", "day"), DAYS, ids=[f"{register.name}-{day}" for register, day in DAYS]
)
def test_a_register_cut_at_a_day_says_the_same(register: Path, day: date, both_of: Cut) -> None:
    register, then = both_of(register, day)
    as_of = ("--as-of", day.isoformat())
    known = opened(register).register
    # Every sixth modification: all are in the lists.
    some = [
        id_
        for id_, found in [*known.modifications.items()][day.day % 6 :: 6]
        if any(entries_until(found, day))
    ]
    commands = [
        ("release", "list", *as_of),
        ("mod", "list", "--all", *as_of),
        ("mod", "next", "--today", day.isoformat(), "--weeks", "26"),
        ("release", "parts", "--in-force", day.isoformat()),
        ("asof", day.isoformat()),
        *(("release", "show", id_, *as_of) for id_ in known.releases),
        *(("timeline", "show", id_, *as_of) for id_ in known.timelines),
        *(("asof", day.isoformat(), id_) for id_ in known.timelines),
        *(("mod", "show", id_, *as_of) for id_ in some),
    ]
    for command in commands:
        one, other = run(*command, "--json", cwd=register), run(*command, "--json", cwd=then)
        assert list(lines_that_differ(one.stdout, other.stdout)) == [], command
        assert one.returncode == other.returncode, command


# A newsletter, too; between turns every other day does.
OF_DOCUMENTS = [*DAYS[1:8:2], *DAYS[8:], (SEED, date(2021, 12, 20))]


@pytest.mark.parametrize(
    ("register", "day"),
    OF_DOCUMENTS,
    ids=[f"{register.name}-{day}" for register, day in OF_DOCUMENTS],
)
def test_documents_of_a_day_say_the_same(
    register: Path, day: date, both_of: Cut, tmp_path: Path
) -> None:
    register, then = both_of(register, day)
    for name in opened(then).register.publications:
        texts = []
        for folder in (register, then):
            out = tmp_path / ("now" if folder == register else "then")
            words = ("publication", "build", name, "--as-of", day.isoformat(), "--draft")
            done = run(*words, "--format", "md", "--output", out, cwd=folder)
            assert done.returncode == 0, done.stderr
            texts.append(Path(done.lines[0]).read_text("utf-8"))
        assert list(lines_that_differ(*texts)) == []
