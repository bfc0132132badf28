"""What is assumed is printed with a qualifier, and why it was is told to the builder alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sectool.load import load_register
from sectool.pipeline import build
from tests.command import Done, run
from tests.git import planned
from tests.register import MINIMAL, SEED, copy_of, edit, opened

REASON = "A colleague remembers it"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The minimal register, of which somebody assumes that MP002 is targeted."""
    root = copy_of(MINIMAL, tmp_path / "register")
    edit(
        root / "modifications/MP002.yaml",
        "  source: plan\n",
        f"  assumed: true\n  note: {REASON}.\n",
    )
    return root


def rid(root: Path) -> str:
    return build(load_register(root), "rid-2030-06").written("md").decode("utf-8")


def built(root: Path) -> Done:
    return run("rid", "build", "2030-06", "--format", "md", cwd=root)


def issued(root: Path) -> Done:
    planned(root)
    return run("publication", "issue", "rid-2030-06", cwd=root)


def test_a_place_that_is_assumed_is_qualified(register: Path) -> None:
    text = rid(register)
    assert "Its place in this release is subject to confirmation." in text
    assert "Cut-off date: **20 December 2029**, subject to confirmation." in text.replace(
        "\u00a0", " "
    )
    assert REASON not in text


def test_the_builder_is_told_why(register: Path) -> None:
    told = built(register).stderr
    assert (
        "assumed, and printed as 'subject to confirmation': MP002 is targeted for 2030-06: "
        f"{REASON}." in told
    )


def test_what_is_qualified_goes_out(register: Path) -> None:
    assert issued(register).returncode == 0


def test_a_decision_that_is_assumed_stops_an_issue(register: Path) -> None:
    edit(register / "modifications/MP002.yaml", "event: targeted", "event: approved")
    assert "approved for 2030-06" in built(register).stderr
    done = issued(register)
    assert done.returncode == 1
    assert "MP002 is approved for 2030-06" in done.stderr


def test_costs_of_an_assumed_entry_are_qualified(register: Path) -> None:
    edit(
        register / "modifications/MP002.yaml",
        "  assumed: true\n",
        "  assumed: true\n  costs: [{phases: [sit], amount: 5}, {phases: [uit], amount: tbc}]\n",
    )
    text = rid(register)
    note = text[text.index(": Subject to confirmation.") - 4 :][:4]
    assert text.count(note) == 2  # of the one figure, and the note


def test_what_only_dates_its_source_back_is_no_assumption(register: Path) -> None:
    edit(
        register / "modifications/MP002.yaml",
        "- date: 2029-01-09",
        "- seen: 2020-01-09",
    )
    edit(
        register / "modifications/MP002.yaml",
        "  assumed: true\n",
        "  assumed: true\n  source: plan\n",
    )
    assert "subject to confirmation" not in rid(register)


def test_the_real_rid_speaks_to_its_readers() -> None:
    text = build(opened(SEED), "rid-2022-11").written("md").decode("utf-8")
    assert "assumed here" not in text
    assert "The phases that this figure covers are subject to confirmation." in text
    assert "This figure is an estimate, subject to confirmation." in text
