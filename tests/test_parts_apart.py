"""A modification whose parts go live with different releases is counted part by part."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sectool.history import Standing
from sectool.load import Loaded, load_register
from sectool.pipeline import build
from sectool.queries.costs import costs_of
from sectool.queries.impacts import impacts_of
from sectool.queries.register_on import register_on
from sectool.queries.scope_changes import changes_since, dropped_from
from tests.command import run
from tests.register import MINIMAL, copy_of, edit
from tests.tables import flowing, read_markdown, tables

LATER = """\
id: 2030-11
name: November 2030 SEC Release
kind: scheduled
go-live: 2030-11-07
"""
APART = """\
id: MP003
title: A change in two steps
parts:
  text:
    title: Text of Section H
    documents: [section-h]
    will: write the change down
    impacts: {suppliers: true}
  systems:
    title: DCC Systems
    documents: none
    will: send Network Parties an alert
    impacts: {gas-networks: true, dcc: system}
history:
- {date: 2029-01-09, event: approved, release: 2030-06, part: text}
- {date: 2029-01-09, event: scheduled, release: 2030-11, part: systems}
- date: 2029-01-10
  event: noted
  part: systems
  costs: [{phases: [sit, uit], amount: 5000}]
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    root = copy_of(MINIMAL, tmp_path / "register")
    (root / "releases/2030-11").mkdir()
    (root / "releases/2030-11/release.yaml").write_text(LATER, encoding="utf-8")
    (root / "modifications/MP003.yaml").write_text(APART, encoding="utf-8")
    return root


def loaded(root: Path) -> Loaded:
    found = load_register(root)
    assert found.diagnostics == ()
    return found


def in_scope(root: Path, release: str) -> Standing:
    scope = register_on(loaded(root).register, None).scope(release)
    (found,) = (one for one in scope.all if one.id == "MP003")
    return found


def test_each_release_has_what_its_part_does(register: Path) -> None:
    now, later = in_scope(register, "2030-06"), in_scope(register, "2030-11")
    assert (now.facts.will, later.facts.will) == (
        "write the change down",
        "send Network Parties an alert",
    )
    held = loaded(register).register
    assert [id_ for id_, value in impacts_of(held, now).items() if value is True] == ["suppliers"]
    assert [impacts_of(held, one)["dcc"] for one in (now, later)] == ["none", "system"]
    assert (len(now.facts.costs), len(later.facts.costs)) == (0, 1)


def test_the_whole_does_what_all_parts_do(register: Path) -> None:
    held = loaded(register).register
    standing = register_on(held, None).standing("MP003")
    assert standing is not None
    affected = [
        id_ for id_, how in impacts_of(held, standing).items() if how not in (False, "none")
    ]
    assert affected == ["suppliers", "gas-networks", "dcc"]
    assert standing.facts.will == "write the change down and send Network Parties an alert"
    assert run("mod", "list", "--party", "gas-networks", cwd=register).stdout.count("MP003") == 0
    shown = run("mod", "show", "MP003", cwd=register).stdout
    assert "Suppliers, Gas Networks, DCC" in shown


def test_the_rid_says_where_the_rest_goes(register: Path) -> None:
    text = flowing(build(loaded(register), "rid-2030-06").written("md"))
    assert (
        "**MP003** ‘A change in two steps’ will write the change down. Not part of this release: "
        "‘DCC Systems’ (with the November 2030 SEC Release)."
    ) in text
    assert "alert" not in text
    assert "5,000" not in text
    row = next(line for line in text.splitlines() if line.startswith("| **MP003**"))
    assert row.count("✓") == 1


def test_costs_of_several_parts_add_up(register: Path) -> None:
    edit(
        register / "modifications/MP003.yaml",
        "- date: 2029-01-10",
        "- date: 2029-01-10\n  event: noted\n  part: text\n"
        "  costs: [{phases: [sit, uit], amount: 300}]\n- date: 2029-01-10",
    )
    register_now = loaded(register).register
    on = register_on(register_now, None)
    whole = on.standing("MP003")
    assert whole is not None
    assert [one.parts for one in whole.costs_by] == [("text",), ("systems",)]
    known = [
        int(costs_of(register_now, on.scope(release)).known.low)
        for release in ("2030-06", "2030-11")
    ]
    assert known == [120300, 5000]
    both = register / "modifications/MP003.yaml"
    edit(both, "release: 2030-11, part: systems", "release: 2030-06, part: systems")
    built = build(loaded(register), "rid-2030-06")
    costs = tables(read_markdown(built.written("md")))["Breakdown of DCC implementation costs"]
    assert [row[:2] for row in costs.texts] == [
        ("MP002", "£120,000"),
        ("MP003: Text of Section H", "£300"),
        ("MP003: DCC Systems", "£5,000"),
        ("Total of the figures available", "£125,300"),
    ]


def test_new_costs_of_a_part_leave_those_of_others(register: Path) -> None:
    edit(
        register / "modifications/MP003.yaml",
        "- date: 2029-01-10",
        "- date: 2029-01-09\n  event: noted\n  costs: [{phases: [sit], amount: 1}]\n"
        "- date: 2029-01-10\n  event: noted\n  part: text\n"
        "  costs: [{phases: [sit, uit], amount: 300}]\n- date: 2029-01-10",
    )
    on = register_on(loaded(register).register, None)
    whole = on.standing("MP003")
    assert whole is not None
    assert [(one.parts, len(one.costs)) for one in whole.costs_by] == [
        (("text",), 1),
        (("systems",), 1),
    ]


@pytest.mark.parametrize("line", ["will: write the change down", "impacts: {suppliers: true}"])
def test_where_one_part_has_its_own_each_part_has(register: Path, line: str) -> None:
    edit(register / "modifications/MP003.yaml", f"    {line}\n", "")
    (found,) = load_register(register).diagnostics
    assert found.code == "Y202"
    assert f"'{line.partition(':')[0]}' is missing on 'text' of 'parts'" in found.message


# A part whose date was directed to a day of its own.

DIRECTED = "- {date: 2029-01-09, event: scheduled, release: 2030-11, part: systems}\n"


def directed(root: Path, day: str) -> None:
    """Both parts were approved for June; then one of them was directed to another day."""
    edit(
        root / "modifications/MP003.yaml",
        DIRECTED,
        f"- {{date: 2029-01-09, event: approved, release: 2030-06, part: systems}}\n"
        f"- {{date: 2029-02-01, event: date-directed, by: Authority, part: systems, to: {day}}}\n",
    )


def scopes(root: Path) -> dict[str, list[str]]:
    on = register_on(loaded(root).register, None)
    return {
        release: [
            part.id
            for standing in on.scope(release).all
            if standing.id == "MP003"
            for part in standing.parts_in(release)
        ]
        for release in ("2030-06", "2030-11")
    }


@pytest.mark.parametrize(
    ("day", "june", "november", "goes"),
    [
        ("2030-09-05", ["text"], [], "on 5 September 2030"),
        ("2030-11-07", ["text"], ["systems"], "with the November 2030 SEC Release"),
        ("2030-06-27", ["text", "systems"], [], None),
    ],
    ids=["to no release", "to another release", "to the same day"],
)
def test_a_directed_part_goes_with_the_release_of_its_day(
    register: Path, day: str, june: list[str], november: list[str], goes: str | None
) -> None:
    directed(register, day)
    assert scopes(register) == {"2030-06": june, "2030-11": november}
    text = flowing(build(loaded(register), "rid-2030-06").written("md"))
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    if goes is None:
        assert "Not part of this release" not in text
        assert "£5,000" in text
        return
    assert f"Not part of this release: ‘DCC Systems’ ({goes})." in text
    assert "£5,000" not in text
    assert "alert" not in text
    shown = run("mod", "show", "MP003", cwd=register).stdout
    (line,) = (line for line in shown.splitlines() if "DCC Systems" in line)
    assert "June 2030" not in line
    assert ("November 2030 SEC Release" in line) == bool(november)


@pytest.mark.parametrize("day", ["2030-09-05", "2030-11-07"])
def test_a_modification_directed_elsewhere_left_the_release(register: Path, day: str) -> None:
    directed(register, day)
    edit(register / "modifications/MP003.yaml", ", part: systems, to", ", to")
    assert scopes(register) == {
        "2030-06": [],
        "2030-11": ["text", "systems"] if day == "2030-11-07" else [],
    }
    text = flowing(build(loaded(register), "rid-2030-06").written("md"))
    assert "MP003" not in text
    found = register_on(loaded(register).register, None).register
    (left,) = (one for one in dropped_from(found, "2030-06", None) if one.modification == "MP003")
    assert (left.was, left.now, left.entry.event) == ("approved", "not in it", "date-directed")
    came = changes_since(found, "2030-11", date(2029, 1, 20), None)
    assert [(one.modification, one.now) for one in came] == (
        [("MP003", "approved")] if day == "2030-11-07" else []
    )


def test_a_directed_part_is_in_force_with_the_release_of_its_day(register: Path) -> None:
    directed(register, "2030-11-07")
    later = register / "releases/2030-11/release.yaml"
    later.write_text(LATER + "history:\n- {date: 2030-11-07, event: went-live}\n", encoding="utf-8")
    standing = register_on(loaded(register).register, None).standing("MP003")
    assert standing is not None
    found = {part.id: (part.release, part.implemented) for part in standing.parts}
    assert found == {"text": ("2030-06", None), "systems": ("2030-11", date(2030, 11, 7))}


def test_what_an_entry_says_came_with_a_release_did(register: Path) -> None:
    directed(register, "2030-11-07")
    path = register / "modifications/MP003.yaml"
    path.write_text(
        path.read_text("utf-8")
        + "- {date: 2030-06-27, event: implemented, release: 2030-06, part: systems}\n",
        encoding="utf-8",
    )
    assert scopes(register) == {"2030-06": ["text", "systems"], "2030-11": []}
