"""What people are told when they build: what is left out, what could not be read, in colour."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import PROGRAM, environment, run
from tests.register import SEED, copy_of


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A copy of the real register."""
    return copy_of(SEED, tmp_path)


def test_entries_later_than_the_edition_are_told_of(register: Path) -> None:
    (register / "modifications/MP200.yaml").write_text(
        "id: MP200\ntitle: A change\nwill: make the change\nimpacts: {suppliers: true}\n"
        "history:\n- {date: 2022-01-21, event: targeted, release: 2022-11, "
        "cut-off: {date: 2022-05-03}}\n",
        encoding="utf-8",
    )
    built = run("rid", "build", "--format", "md", cwd=register)
    assert built.returncode == 0
    assert built.stderr.splitlines()[0] == (
        "entries later than Tue 23 Nov 2021 are left out, of MP200; for a draft with them, add a "
        "version without 'dated' to publications/rid-2022-11.yaml"
    )
    # As of a day that was asked for, leaving out is what was meant.
    asked = run("rid", "build", "--format", "md", "--as-of", "2021-11-23", cwd=register)
    assert "left out" not in asked.stderr

    publication = register / "publications/rid-2022-11.yaml"
    text = publication.read_text(encoding="utf-8")
    publication.write_text(
        text.replace("annexes:", "- version: 0.5\n  changes: MP200.\nannexes:"), encoding="utf-8"
    )
    draft = run("rid", "build", "--format", "md", cwd=register)
    assert "left out" not in draft.stderr
    path = register / "out/2022-11/rid-0.5-draft.md"
    assert draft.stdout == f"{path.relative_to(register)}\n"
    assert "**MP200** ‘A change’ proposes to make the change." in path.read_text(encoding="utf-8")


def test_a_draft_names_the_files_it_could_not_read(register: Path) -> None:
    broken = register / "modifications/MP140.yaml"
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("title: CH Stock", "title: CH: Stock"), encoding="utf-8")
    refused = run("rid", "build", "--format", "md", cwd=register)
    assert (refused.returncode, refused.stdout) == (1, "")

    drafted = run("rid", "build", "--format", "md", "--draft", cwd=register)
    assert drafted.returncode == 0
    assert "modifications/MP140.yaml:2:10: error[Y102 not-yaml]" in drafted.stderr
    made = (register / "out/2022-11/rid-0.4-draft.md").read_text(encoding="utf-8")
    assert (
        "The following files could not be read.\nTheir contents are missing from this draft, so "
        "its counts and totals are incomplete:\n\n- modifications/MP140.yaml\n" in made
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("plain", [True, False], ids=["NO_COLOR", "colours"])
def test_findings_have_colours_at_a_terminal_alone(register: Path, plain: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    surroundings = environment(TERM="xterm-256color")
    surroundings.pop("NO_COLOR", None)
    if plain:
        surroundings["NO_COLOR"] = "1"
    told = b""
    with subprocess.Popen(
        [*PROGRAM, "timeline", "check"],
        cwd=register,
        env=surroundings,
        stdout=theirs,
    ) as process:
        os.close(theirs)
        try:
            while piece := os.read(ours, 65536):
                told += piece
        except OSError:
            pass  # the other end is closed
        finally:
            os.close(ours)
    assert process.returncode == 0
    assert (b"\x1b[33mwarning[R101 document-without-tick]\x1b[0m" in told) is not plain
    assert "\x1b" not in run("timeline", "check", cwd=register).stdout
