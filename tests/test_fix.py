"""Findings that have one right answer get it, and nothing else changes."""

from __future__ import annotations

import inspect
import shutil
from datetime import date
from pathlib import Path

import pytest

from sectool.codes import READING, WAIVERS
from sectool.dates import day_as_written
from sectool.diagnostic import ReorderFix, slip_of
from sectool.editing.edit import CannotEdit, changes_of
from sectool.editing.yaml_text import YamlText
from sectool.load import load_register
from sectool.pipeline import check, fixes_of
from sectool.rules.table import RULES
from sectool.workspace.overlay import Overlay
from tests.command import run
from tests.register import MINIMAL, SEED, edit, opened
from tests.test_rules import Example

FILE = "modifications/MP001.yaml"

# Rules whose own bad example has one right answer.
FIXED = {"Y302", "M115", "D111", "T114"}


def test_the_examples_of_rules_with_fixes_are_fixed(tmp_path: Path) -> None:
    """Where the bad example of a rule has fixes, they leave no finding that had one."""
    with_fixes = set()
    offering = {
        code: rule
        for code, rule in RULES.items()
        if rule.row.made_by in (READING, WAIVERS) or "fix=" in inspect.getsource(rule.module)
    }
    for code, rule in offering.items():
        root = Example.of(rule, "Bad").laid_over(MINIMAL, tmp_path / code)
        loaded = load_register(root)
        found = [one for one in loaded.diagnostics if one.fix is not None]
        found = found or [one for one in check(loaded) if one.fix is not None]
        if not found:
            continue
        with_fixes.add(code)
        done = fixes_of(loaded)
        changes = changes_of(loaded.sources.files, done.edits)
        left = check(load_register(Overlay(loaded.sources.files, changes)))
        assert done.left == (), code
        assert changes, code
        assert [one for one in left if one.fix is not None] == [], code
    assert with_fixes >= FIXED


def test_slips_dates_and_order_are_fixed_and_the_rest_stays(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINIMAL, tmp_path / "register"))
    wrong = root / "modifications" / "MP002.yaml"
    right = wrong.read_bytes()
    for old, new in (
        ("title:", "titel:"),
        ("[section-h]", "[ sectoin-h ]  # Users"),
        ("date: 2029-12-20", "date: 20th December 2029"),
        ("amount: 120000", 'amount: "£120,000"'),
        ("- date: 2029-01-09", "- date:   9 Jan 2029"),
        ("suppliers: true", "suppliers: yes"),
        ("- {date: 2029-01-02, event: raised, as: DP}\n", ""),
    ):
        edit(wrong, old, new)
    with wrong.open("a") as file:
        file.write("# at first\n- {date: 2029-01-02, event: raised, as: DP}  # of all\n")
    other = root / "modifications" / "MP001.yaml"
    edit(other, "as: MP}", "as: MP, note: 'Send it by Mon 6 February 2029.'}")
    other.rename(other.with_name("mp001.yml"))

    before = {path: path.read_bytes() for path in root.rglob("*.y*ml")}
    dry = run("fix", "--diff", "-C", root)
    assert (dry.returncode, dry.stderr) == (0, "")
    assert {path: path.read_bytes() for path in root.rglob("*.y*ml")} == before

    done = run("fix", "-C", root)
    assert (done.returncode, done.stdout) == (0, done.stdout)
    assert done.stderr == (
        "written: modifications/MP001.yaml, modifications/MP002.yaml; "
        "removed: modifications/mp001.yml; 'sectool undo' reverses it\n"
    )
    text = wrong.read_text()
    assert "documents: [ section-h ]  # Users\n" in text
    first = "# at first\n- {date: 2029-01-02, event: raised, as: DP}  # of all\n"
    assert f"\n{first}- date:   2029-01-09\n" in text
    restored = (
        text.replace("[ section-h ]  # Users", "[section-h]")
        .replace("# at first\n", "")
        .replace("  # of all", "")
        .replace("date:   2029", "date: 2029")
    )
    assert restored.encode() == right
    assert "'Send it by Tue 6 February 2029.'" in other.read_text()
    assert run("check", "-C", root).returncode == 0
    assert run("fix", "-C", root) == (0, "", "nothing to fix\n")
    assert run("undo", "-C", root).returncode == 0
    assert {path: path.read_bytes() for path in root.rglob("*.y*ml")} == before


def test_characters_that_keep_a_file_from_being_read_are_fixed(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINIMAL, tmp_path / "register"))
    path = root / FILE
    right = path.read_bytes()
    wrong = right.replace(b"A small", "A\u202e small".encode()).replace(b"\n", b"\r\n")
    path.write_bytes(wrong.replace(b", event", ",\u00a0event".encode()))
    assert run("fix", "-C", root).returncode == 0
    assert path.read_bytes() == right.replace(b"\n", b"\r\n")


def test_only_some_rules_are_fixed_where_they_are_named(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINIMAL, tmp_path / "register"))
    wrong = root / "modifications" / "MP002.yaml"
    edit(wrong, "amount: 120000", "amount: '120,000'")
    edit(wrong, "title:", "titel:")
    assert run("fix", "unknown-key", "-C", root).returncode == 0
    assert "\ntitle: " in wrong.read_text()
    assert "'120,000'" in wrong.read_text()
    none = run("fix", "Y999", "-C", root)
    assert (none.returncode, none.stdout) == (2, "")
    assert none.stderr.startswith("sectool: there is no rule 'Y999'")


def test_what_cannot_be_fixed_is_left_with_its_reason(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINIMAL, tmp_path / "register"))
    rows = "[{date: 2029-02-09, event: discussed}, {date: 2029-01-09, event: raised, as: MP}]"
    (root / FILE).write_text(f"id: MP001\ntitle: A small change\nhistory: {rows}\n")
    done = run("fix", "-C", root)
    assert (done.returncode, done.stderr) == (1, "nothing to fix\n")
    why = f"{FILE}: history is written in one line: put it in order by hand"
    assert done.lines == [f"{FILE}:3:56: M115 history-not-in-time is left: {why}"]


def test_the_seed_has_nothing_to_fix() -> None:
    assert [one for one in opened(SEED).diagnostics if one.fix is not None] == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("tittles", "title"),
        ("cut off", "cut-off"),
        ("data", None),  # as near to date as to dates
        ("id", "id"),
        ("ix", None),  # nothing is left of it
        ("another", None),
    ],
)
def test_a_slip_is_of_one_word(word: str, meant: str | None) -> None:
    known = ["title", "date", "dots", "cut-off", "id", "dato"]
    assert slip_of(word, known) == meant


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3 November 2022", date(2022, 11, 3)),
        ("Thursday, 3rd Nov 2022", date(2022, 11, 3)),
        ("3-Sept-2022", date(2022, 9, 3)),
        ("2022/11/3", date(2022, 11, 3)),
        ("20221103", date(2022, 11, 3)),
        ("23/11/2022", date(2022, 11, 23)),
        ("03/11/2022", None),  # or is it March?
        ("31 June 2022", None),
        ("3 Brumaire 2022", None),
    ],
)
def test_days_that_can_mean_one_day(written: str, day: date | None) -> None:
    assert day_as_written(written) == day


def test_rows_are_put_in_order_with_their_comments() -> None:
    text = YamlText(
        "a.yaml", b"# of all\na:\n# of b\n- b: 1\n  # in b\n# of c\n- {c: 2} # by c\nz: 1"
    )
    assert text.reorder(("a",), (1, 0)).of(text.text) == (
        "# of all\na:\n# of c\n- {c: 2} # by c\n# of b\n- b: 1\n  # in b\nz: 1"
    )
    flow = YamlText("a.yaml", b"a: [b, c]\n")
    with pytest.raises(CannotEdit, match="is written in one line: put it in order by hand"):
        flow.reorder(("a",), (1, 0))
    at_end = YamlText("a.yaml", b"a:\r\n  b: 1\r\n  c: 2")
    assert at_end.reorder(("a",), ("c", "b")).of(at_end.text) == "a:\r\n  c: 2\r\n  b: 1"
    assert ReorderFix(("a",), ("c", "b")).order == ("c", "b")
