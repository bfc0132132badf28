"""Kinds of releases are a table of the Code: their names, and the days on which they go live."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sectool.calendar.workdays import OutOfCalendar
from sectool.load import load_register
from sectool.model.register import Register
from sectool.queries.register_on import register_on
from sectool.schedule import calendars_of
from sectool.schedule.go_lives import usual_go_lives
from tests.command import run
from tests.register import MINIMAL, SEED, copy_of, edit, opened

FAIRS = """\
fair:
  title: fair
  go-live:
  - {title: Spring, rule: each 1 May, from: 2030-01}
  - {title: Old spring, rule: each 1 April, to: 2029-12}
  - {title: Autumn, rule: first Saturday of each October}
feast: {title: feast}
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = copy_of(MINIMAL, tmp_path / "register")
    (root / "reference/release-kinds.yaml").write_text(FAIRS, encoding="utf-8")
    edit(root / "releases/2030-06/release.yaml", "kind: scheduled", "kind: fair")
    return root


def days(register: Register, kind: str, first: str, last: str) -> list[tuple[str, str | None]]:
    span = date.fromisoformat(first), date.fromisoformat(last)
    found = usual_go_lives(register.release_kinds[kind], span, calendars_of(register))
    return [(one.day.isoformat(), one.pattern.title) for one in found]


def test_scheduled_releases_of_the_sec_go_live_on_the_days_of_their_kind() -> None:
    register = opened(SEED).register
    named = dict(days(register, "scheduled", "2019-01-01", "2022-12-31"))
    assert set(named.values()) == {"February", "June", "November"}
    assert len(named) == 3 * 4
    on = register_on(register, None)
    scheduled = {id_ for id_, one in register.releases.items() if one.kind == "scheduled"}
    apart = {id_ for id_ in scheduled if str(on.go_live(id_)) not in named}
    # It went live on a Sunday, the 29th.
    assert apart == {"2020-11"}
    assert days(register, "standalone", "2017-01-01", "2022-12-31") == []


def test_a_pattern_proposes_days_of_the_months_that_it_holds_for() -> None:
    register = opened(SEED).register
    assert days(register, "scheduled", "2018-06-01", "2019-01-31") == [("2018-11-01", "November")]


def test_another_code_has_its_own_kinds_and_patterns(register: Path) -> None:
    loaded = load_register(register)
    assert loaded.diagnostics == ()
    assert days(loaded.register, "fair", "2029-01-01", "2030-12-31") == [
        ("2029-04-01", "Old spring"),
        ("2029-10-06", "Autumn"),
        ("2030-05-01", "Spring"),
        ("2030-10-05", "Autumn"),
    ]
    assert "2030-06, fair)" in run("release", "show", "2030-06", cwd=register).stdout
    shown = run("profile", "show", "release-kinds", cwd=register).stdout
    assert "title: Old spring" in shown
    assert "reference/release-kinds.yaml" in shown


def test_days_that_are_not_all_known_are_not_proposed(register: Path) -> None:
    edit(register / "reference/release-kinds.yaml", "each 1 May", "first working day of each May")
    with pytest.raises(OutOfCalendar):
        days(load_register(register).register, "fair", "2090-01-01", "2091-12-31")


@pytest.mark.parametrize(
    ("file", "before", "after", "place"),
    [
        ("releases/2030-06/release.yaml", "kind: fair", "kind: fiar", "release.yaml:"),
        ("reference/cut-offs.yaml", "", "- {kind: fiar, when: go-live}\n", "cut-offs.yaml:1:10"),
    ],
)
def test_an_unknown_kind_is_told_where_it_stands(
    register: Path, file: str, before: str, after: str, place: str
) -> None:
    if before:
        edit(register / file, before, after)
    else:
        (register / file).write_text(after, encoding="utf-8")
    done = run("check", cwd=register).stdout
    assert "there is no kind of release 'fiar'; did you mean 'fair'?" in done
    assert f"{place}" in done


def test_where_nothing_says_which_kinds_there_are_any_will_do(tmp_path: Path) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(root / "sectool.yaml", "administrator", "profile: none\nadministrator")
    assert "kind of release" not in run("check", cwd=root).stdout


def test_what_is_no_pattern_is_refused_at_its_words(register: Path) -> None:
    edit(register / "reference/release-kinds.yaml", "each 1 May", "each 1 Mai")
    done = run("check", cwd=register).stdout
    assert "reference/release-kinds.yaml:4:" in done
    assert "error[Y204" in done
