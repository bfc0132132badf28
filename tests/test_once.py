"""What commands take from earlier ones is what they would have worked out, see `once`."""

from __future__ import annotations

import shutil
import weakref
from copy import copy
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from sectool.load import load_register
from sectool.model.register import Register
from sectool.pipeline import build
from sectool.prose.texts import texts_of
from sectool.queries.register_on import RegisterOn, register_on
from tests import once
from tests.command import Done, run
from tests.once import anew, let_go, reused, takes, wants_anew
from tests.register import MINIMAL, NOVEMBER_2019, copy_of, edit

COMMANDS = (
    ("check",),
    ("timeline", "check"),
    ("timeline", "check", "--today", "2030-01-01"),
    ("publication", "build", "--all", "--format", "md,pdf"),
    ("publication", "build", "--all", "--format", "md", "--draft"),
    ("publication", "build", "--all", "--format", "md", "--as-of", "2029-12-01"),
    ("rid", "build", "--format", "md", "--scope", "approved"),
    ("mod", "list", "--all"),
)
EDITS = (
    ("modifications/MP001.yaml", "A small change", "A small change to follow MP009"),
    ("modifications/MP002.yaml", "release: 2030-06", "release: 2030-07"),
    ("releases/2030-06/timeline.yaml", "when: 2030-05-21", "when: 2030-06-21"),
    ("publications/rid-2030-06.yaml", "The first draft.", "A first draft for the XYZ."),
    ("reference/bodies.yaml", "short: CSC", "short: CSD"),
    ("sectool.yaml", "administrator: ", "administrator: Other "),
)


def outcomes(register: Path) -> list[tuple[Done, dict[str, bytes]]]:
    found = []
    for words in COMMANDS:
        out = ("--output", "out") if "build" in words else ()
        done = run(*words, *out, cwd=register)
        made = {path.name: path.read_bytes() for path in (register / "out").rglob("*.*")}
        shutil.rmtree(register / "out", ignore_errors=True)
        found.append((done, made))
    return found


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path / "register")


def test_nothing_comes_out_otherwise(register: Path) -> None:
    """Whatever is edited in between, and whichever command came first."""
    seen = [outcomes(register)]
    for file, old, new in EDITS:
        before = (register / file).read_text(encoding="utf-8")
        edit(register / file, old, new)
        found = outcomes(register)
        assert outcomes(register) == found
        with anew():
            assert outcomes(register) == found, file
        assert found not in seen
        seen.append(found)
        (register / file).write_text(before, encoding="utf-8")
    assert outcomes(register) == seen[0]


def test_a_file_beside_the_register_is_looked_for_each_time(register: Path) -> None:
    with (register / "publications" / "rid-2030-06.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "annexes:\n- {letter: A, title: A plan, says: A plan., file: annexes/plan.pdf}\n"
        )
    (register / "annexes").mkdir()
    for there in (True, False, True):
        plan = register / "annexes" / "plan.pdf"
        plan.write_bytes(b"") if there else plan.unlink()
        assert run("check", cwd=register).returncode == (0 if there else 1)


def test_who_asks_for_a_state_has_that(register: Path) -> None:
    with reused():
        loaded = load_register(register)
        issued = build(loaded, "rid-2030-06", state="issued")
        assert build(loaded, "rid-2030-06").stem == f"{issued.stem}-for-issue"
        assert build(loaded, "rid-2030-06", state="issued") is issued


def test_a_template_of_a_register_is_read_each_time(register: Path) -> None:
    words = ("rid", "build", "--format", "md", "--output", "out")
    run(*words, cwd=register)
    (register / "templates").mkdir()
    for said in ("one", "another"):
        (register / "templates" / "rid.md.j2").write_text(f"Only {said}.\n", encoding="utf-8")
        run(*words, cwd=register)
        (made,) = (register / "out").rglob("*.md")
        assert f"Only {said}." in made.read_text(encoding="utf-8")


def test_a_call_below_the_command_line_takes_nothing() -> None:
    assert not takes()
    with reused():
        assert takes()
        with anew():
            assert not takes()


@pytest.mark.anew
def test_a_test_marked_so_takes_nothing() -> None:
    with reused():
        assert not takes()


def test_nor_one_that_puts_other_code_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with reused():
        assert not takes()


def _with_other_code() -> int:
    with mock.patch.object(once, "_REGISTERS", 1):
        return once._REGISTERS


def test_nor_one_whose_helper_does(request: pytest.FixtureRequest) -> None:
    assert wants_anew(request.node)
    assert _with_other_code() == 1


def test_one_beside_them_takes_it(request: pytest.FixtureRequest) -> None:
    assert not wants_anew(request.node)


def test_the_same_content_is_gone_through_once(register: Path) -> None:
    """And another one anew, in whichever file it stands."""

    def texts(file: str) -> list[str]:
        found = texts_of(load_register(register).register)
        return [one.text for one in found if one.address.file == file]

    first = texts(EDITS[0][0])
    assert texts(EDITS[0][0]) == first
    assert first[0] is texts(EDITS[0][0])[0]
    edit(register / EDITS[0][0], EDITS[0][1], EDITS[0][2])
    assert texts(EDITS[0][0]) != first


# Whoever folds histories, by the names that are kept in their modules.
course: Any = import_module("sectool.documents.status_report.course")
m112: Any = import_module("sectool.rules.m112_cannot_follow")
m116: Any = import_module("sectool.rules.m116_days_contradict")
m130: Any = import_module("sectool.rules.m130_step_not_recorded")


def _folded(register: Register, days: tuple[date | None, ...]) -> list[Any]:
    """All that follows from the histories of a register alone, as its rules and queries see it."""
    found: list[Any] = []
    for id_, modification in register.modifications.items():
        found += [RegisterOn(register, day).standing(id_) for day in days]
        ends = [(day, RegisterOn(register, day).live) for day in days if day is not None]
        found += course.standings_on_days(register.life_cycle, modification, ends)
        for fold, entry in m116.walked(register.life_cycle, modification):
            held = {name: copy(value) for name, value in vars(fold).items() if name != "cycle"}
            found.append((held, entry))
        found += m112.refusals(register.life_cycle, modification)
        found += m130.gaps_of(register.life_cycle, modification)
    return found


@pytest.mark.parametrize("changed", [False, True])
def test_histories_are_folded_to_the_same(tmp_path: Path, changed: bool) -> None:
    """Also in a register in which a release went live on another day, all else as it was."""
    register = copy_of(NOVEMBER_2019, tmp_path / "register")
    days = (None, date(2019, 10, 8), date(2019, 11, 29), date(2022, 1, 4))
    first = _folded(load_register(register).register, days)
    if changed:
        live = "date: 2019-11-29, event: went-live"
        edit(register / "releases/2019-11/release.yaml", live, live.replace("29", "28"))
    known = load_register(register).register
    with anew():
        wanted = _folded(load_register(register).register, days)
    assert _folded(known, days) == wanted
    assert (wanted == first) is not changed


def test_a_register_that_nobody_holds_goes(register: Path) -> None:
    loaded = load_register(register)
    held, gone = loaded.register, load_register(register).register
    for one in (held, gone):
        assert register_on(one, None).standings is not None
    ways = [weakref.ref(held), weakref.ref(gone)]
    del one, gone, loaded
    let_go()
    assert held.kept
    assert [way() is None for way in ways] == [False, True]
