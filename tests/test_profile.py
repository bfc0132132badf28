"""The tables of a profile stand for what a register does not have of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sectool.load import load_register
from sectool.load.shipped import PROFILES, tables_of
from sectool.model.register import REFERENCE_FILES, SHIPPED_TABLES, reference
from tests.command import run
from tests.register import MINIMAL, SEED, copy_of, edit, opened


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path / "register")


@pytest.mark.parametrize("name", sorted(SHIPPED_TABLES))
def test_a_shipped_table_is_what_the_same_file_of_a_register_would_be(
    small: Path, name: str
) -> None:
    file = REFERENCE_FILES[name][0]
    (small / file).unlink(missing_ok=True)
    shipped = load_register(small)
    assert file in shipped.register.shipped
    (small / file).write_bytes(tables_of("sec")[file].read_bytes())
    own = load_register(small)
    assert own.diagnostics == ()
    assert getattr(own.register, name) == getattr(shipped.register, name)
    assert getattr(own.register, name) not in (None, (), {})
    assert file not in own.register.shipped


def test_a_table_of_the_register_replaces_the_shipped_one_whole(small: Path) -> None:
    (small / "reference/cost-phases.yaml").write_text("build:\n  title: Build\n", encoding="utf-8")
    assert [*load_register(small).register.cost_phases] == ["build"]


def test_a_place_in_a_shipped_table_is_named_as_it_is_shipped(small: Path) -> None:
    place = load_register(small).sources.place(reference("lead_times", 1, "rule"))
    assert place.file == "profiles/sec/lead-times.yaml"
    text = (PROFILES / "sec/lead-times.yaml").read_text(encoding="utf-8")
    assert place.source_line == text.splitlines()[place.span.line - 1]


def test_without_a_profile_nothing_stands_for_what_is_missing(small: Path) -> None:
    edit(small / "sectool.yaml", "administrator", "profile: none\nadministrator")
    register = load_register(small).register
    assert register.shipped == frozenset()
    assert register.lead_times == ()


def test_a_profile_that_is_not_shipped_is_refused_at_its_line(small: Path) -> None:
    edit(small / "sectool.yaml", "administrator", "profile: sce\nadministrator")
    done = run("check", cwd=small)
    assert done.returncode == 1
    assert "this sectool has no profile 'sce'; did you mean 'sec'?" in done.stdout
    assert "sectool.yaml:" in done.stdout


def test_the_tables_in_force_are_shown_with_who_says_so(small: Path) -> None:
    (small / "reference/lead-times.yaml").write_text("[]\n", encoding="utf-8")
    done = run("profile", "show", cwd=small)
    assert done.returncode == 0
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["lead-times", "0", "reference/lead-times.yaml"] in rows
    assert ["cut-offs", "2", "profiles/sec/cut-offs.yaml"] in rows
    shown = {row[0] for row in rows if len(row) == 3 and row[1].isdigit()}
    assert len(shown) == len(SHIPPED_TABLES)


def test_the_rows_of_a_table_are_shown_as_they_stand_in_its_file(small: Path) -> None:
    done = run("profile", "show", "cut-offs", cwd=small)
    text = (PROFILES / "sec/cut-offs.yaml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(text, start=1):
        if not line.startswith("#"):
            assert f"{number:>5}  {line}" in done.stdout.splitlines()


def test_what_did_not_hold_on_the_day_is_left_out(small: Path) -> None:
    """A stage that the Code had for a time, and rules that nobody knew before their paper."""
    assert run("profile", "copy", "life-cycle", cwd=small).returncode == 0
    stages = small / "reference/life-cycle.yaml"
    dated = "    title: Sent back\n    from: 2029-01\n    to: 2029-06\n"
    edit(stages, "    title: Sent back\n", dated)
    edit(stages, "  referred:\n", "  # Decided, and to be reviewed.\n  referred:\n")
    rows = {
        day: run("profile", "show", "life-cycle", "--as-of", day, cwd=small).stdout
        for day in ("2028-12-31", "2029-01-01", "2029-06-30", "2029-07-01")
    }
    assert {day: "title: Sent back" in out for day, out in rows.items()} == {
        "2028-12-31": False,
        "2029-01-01": True,
        "2029-06-30": True,
        "2029-07-01": False,
    }
    assert {day: "not in force on that day: 1" in out for day, out in rows.items()} == {
        "2028-12-31": True,
        "2029-01-01": False,
        "2029-06-30": False,
        "2029-07-01": True,
    }
    # Its neighbours stay, and the lines keep their numbers.
    whole, left = (rows[day].splitlines()[1:] for day in ("2029-01-01", "2029-07-01"))
    assert [line for line in left[:-2] if line not in whole] == []
    assert "title: Refinement" in rows["2029-07-01"]
    assert "  # Decided, and to be reviewed." in rows["2029-07-01"]

    found = {
        day: json.loads(run("profile", "show", "--as-of", day, "--json", cwd=SEED).stdout)
        for day in ("2021-11-22", "2021-11-23")
    }
    counts = {
        day: next((t["rows"], t["in_force"]) for t in one["tables"] if t["name"] == "cut-offs")
        for day, one in found.items()
    }
    assert counts == {"2021-11-22": (2, 0), "2021-11-23": (2, 2)}
    shown = run("profile", "show", "cut-offs", "--as-of", "2021-11-22", cwd=SEED).stdout
    assert shown.endswith("\nLeft out, since not in force on that day: 2\n")
    listed = run("profile", "show", "--as-of", "2021-11-22", cwd=SEED).stdout
    assert listed.startswith("Profile sec on Mon 22 Nov 2021\n")
    assert ["cut-offs", "0"] in [line.split()[:2] for line in listed.splitlines()]


def test_a_table_is_copied_once(small: Path) -> None:
    done = run("profile", "copy", "cut-offs.yaml", cwd=small)
    assert (done.returncode, done.stdout) == (0, "reference/cut-offs.yaml\n")
    copied = (small / "reference/cut-offs.yaml").read_bytes()
    assert copied == tables_of("sec")["reference/cut-offs.yaml"].read_bytes()
    again = run("profile", "copy", "cut-offs", cwd=small)
    assert again.returncode == 1
    assert "reference/cut-offs.yaml is there already" in again.stderr
    assert (small / "reference/cut-offs.yaml").read_bytes() == copied


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["show", "cutoffs"], "there is no table of a profile 'cutoffs'; did you mean 'cut-offs'?"),
        (["copy", "cutoffs"], "there is no file of the profile 'cutoffs'; did you mean"),
        (
            ["copy", "cut-offs", "--profile", "bsc"],
            "no profile 'bsc'; did you mean 'sec'?",
        ),
    ],
)
def test_what_is_not_there_is_refused(small: Path, given: list[str], said: str) -> None:
    done = run("profile", *given, cwd=small)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_register_without_a_profile_is_told_how_a_shipped_table_is_copied(small: Path) -> None:
    """What is said to be done can be done as it is said."""
    edit(small / "sectool.yaml", "administrator", "profile: none\nadministrator")
    tail = run("profile", "show", cwd=small).stdout.splitlines()[-1]
    assert tail.endswith("'sectool profile copy FILE --profile sec' puts a shipped one there.")
    for name in ("stages", "life-cycle.yaml", "letter.md.j2"):
        done = run("profile", "copy", name, cwd=small)
        assert done.returncode == 2
        hint = re.search(r"'sectool (profile copy .*?)' copies that of profile sec", done.stderr)
        assert hint is not None
        assert run(*hint[1].split(), cwd=small).returncode == 0
    assert "copies that of" not in run("profile", "copy", "no-such", cwd=small).stderr


def test_who_has_which_role_is_shown_with_the_acts() -> None:
    shown = run("profile", "show", "roles", "--as-of", "2021-08-20", cwd=SEED)
    tail = shown.stdout.partition("Who has them on Fri 20 Aug 2021\n")[2].splitlines()
    rows = [line for line in tail if line[2] != " "]
    assert len(rows) == len(opened(SEED).register.roles)
    assert "  vote                  CB" in tail
    assert "  decide-referral       Panel or Authority: either may" in tail
    # That the CSC came after is shown by a paper of November 2021.
    assert "  baseline-release      no body is known to; at other times Panel, until Fri 14" in tail
    later = run("profile", "show", "roles", "--as-of", "2022-01-10", cwd=SEED).stdout
    assert "CSC, from Tue 30 Nov 2021; at other times Panel, until\n" in later
    data = json.loads(run("profile", "show", "roles", "--json", cwd=MINIMAL).stdout)
    held = {one["act"]: (one["bodies"], one["usual"]) for one in data["roles"]}
    assert held["go-no-go"] == (["CSC"], False)
    assert held["review-testing"] == (["TAG"], True)
    assert held["vote"] == ([], False)
    assert "roles" not in json.loads(run("profile", "show", "stages", "--json", cwd=SEED).stdout)
