"""What people are told when they build: what is left out, what could not be read, in colour."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
PARTS = ("sectool.yaml", "reference", "modifications", "releases", "publications", "templates")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A copy of the real register."""
    for part in PARTS:
        source = REPOSITORY / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part)
        else:
            shutil.copy(source, tmp_path / part)
    return tmp_path


def sectool(register: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sectool", *words],
        cwd=register,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_entries_later_than_the_edition_are_told_of(register: Path) -> None:
    (register / "modifications/MP200.yaml").write_text(
        "id: MP200\ntitle: A change\nwill: make the change\nimpacts: {suppliers: true}\n"
        "history:\n- {date: 2022-01-21, event: targeted, release: 2022-11, "
        "cut-off: {date: 2022-05-03}}\n",
        encoding="utf-8",
    )
    built = sectool(register, "rid", "build", "--format", "md")
    assert built.returncode == 0
    assert built.stderr.splitlines()[0] == (
        "entries later than Tue 23 Nov 2021 are left out, of MP200; for a draft with them, add a "
        "version without 'dated' to publications/rid-2022-11.yaml"
    )
    # As of a day that was asked for, leaving out is what was meant.
    asked = sectool(register, "rid", "build", "--format", "md", "--as-of", "2021-11-23")
    assert "left out" not in asked.stderr

    publication = register / "publications/rid-2022-11.yaml"
    text = publication.read_text(encoding="utf-8")
    publication.write_text(
        text.replace("annexes:", "- version: 0.5\n  changes: MP200.\nannexes:"), encoding="utf-8"
    )
    draft = sectool(register, "rid", "build", "--format", "md")
    assert "left out" not in draft.stderr
    path = register / "out/2022-11/rid-0.5-draft.md"
    assert draft.stdout == f"{path.relative_to(register)}\n"
    assert "**MP200** ‘A change’ proposes to make the change." in path.read_text(encoding="utf-8")


def test_a_draft_names_the_files_it_could_not_read(register: Path) -> None:
    broken = register / "modifications/MP140.yaml"
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("title: CH Stock", "title: CH: Stock"), encoding="utf-8")
    refused = sectool(register, "rid", "build", "--format", "md")
    assert (refused.returncode, refused.stdout) == (1, "")

    drafted = sectool(register, "rid", "build", "--format", "md", "--draft")
    assert drafted.returncode == 0
    assert "modifications/MP140.yaml:2:10: error[Y102]" in drafted.stderr
    made = (register / "out/2022-11/rid-0.4-draft.md").read_text(encoding="utf-8")
    assert (
        "These files could not be read, so what they hold is missing here and counts and totals "
        "are not complete:\n\n- modifications/MP140.yaml\n" in made
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("plain", [True, False], ids=["NO_COLOR", "colours"])
def test_findings_have_colours_at_a_terminal_alone(register: Path, plain: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    if plain:
        environment["NO_COLOR"] = "1"
    told = b""
    with subprocess.Popen(
        [sys.executable, "-m", "sectool", "timeline", "check"],
        cwd=register,
        env=environment,
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
    assert (b"\x1b[33mwarning[R101]\x1b[0m" in told) is not plain
    assert "\x1b" not in sectool(register, "timeline", "check").stdout
