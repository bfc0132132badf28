"""Which errors stop a document: those in files that it uses, whichever command asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sectool.building import errors_stopping
from sectool.diagnostic import Address, Finding, Severity
from sectool.documents.kinds import KINDS
from tests.command import run
from tests.git import planned
from tests.register import BROKEN, MINIMAL, SEED, copy_of, edit, lean_copy, opened

LETTER, RID, REPORT, PAPER, NEWS = NAMES = (
    "letter-secmp0007-2021-03-25",
    "rid-2022-11",
    "status-report-2020-08",
    "unc-update-2017-06",
    "newsletter-2021-12-17",
)
ALL = set(NAMES)

# A file, and the documents that use it.
USED: dict[str, set[str]] = {
    "sectool.yaml": ALL,
    "reference/bodies.yaml": ALL,
    "reference/holidays.yaml": {REPORT, PAPER, NEWS},
    "modifications/MP077.yaml": {REPORT, PAPER, NEWS},
    "modifications/MP143.yaml": {RID, REPORT, PAPER, NEWS},
    "modifications/SECMP0007.yaml": {LETTER, REPORT, PAPER, NEWS},
    "releases/2022-11/release.yaml": ALL,
    "releases/2022-11/timeline.yaml": ALL,
    "releases/2022-06/release.yaml": {LETTER, REPORT, PAPER, NEWS},
    f"publications/{RID}.yaml": {RID},
    f"publications/{NEWS}.yaml": {NEWS},
    f"publications/{RID}.issued.yaml": set(),
}


def test_every_kind_is_among_them() -> None:
    publications = opened(SEED).register.publications
    assert {publications[name].kind for name in NAMES} == set(KINDS)


@pytest.mark.parametrize("file", USED)
def test_an_error_stops_the_documents_that_use_its_file(file: str) -> None:
    loaded = opened(SEED)
    error = loaded.sources.diagnose("Y101", Severity.ERROR, Finding("wrong", Address(file)))
    warning = loaded.sources.diagnose("Y101", Severity.WARNING, Finding("odd", Address(file)))
    for name in NAMES:
        stopping = [error] if name in USED[file] else []
        assert errors_stopping(loaded.register, name, [error, warning]) == stopping, name


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return planned(lean_copy(tmp_path / "register"))


# An error that a rule finds, and one that keeps a file from being read.
OUT_OF_POWER = ("modifications/MP077.yaml", "- {date: 2015-01-01, event: approved, by: CSC}\n")
UNKNOWN_KEY = ("modifications/MP077.yaml", "titel: x\n")


@pytest.mark.parametrize(
    ("file", "more", "stopped", "compared"),
    [
        (*OUT_OF_POWER, {REPORT, PAPER, NEWS}, ALL),
        # What it holds is not known: it might be meant for the release.
        (*UNKNOWN_KEY, ALL - {LETTER}, {LETTER}),
    ],
    ids=["of a rule", "of reading"],
)
def test_all_commands_agree(
    register: Path, file: str, more: str, stopped: set[str], compared: set[str]
) -> None:
    with (register / file).open("a", encoding="utf-8") as text:
        text.write(more)
    for name in NAMES:
        build = run("publication", "build", name, "--format", "md", cwd=register)
        assert (build.returncode == 1) == (name in stopped), name
        assert (f"{name} not built: 1 error in the files it uses" in build.stderr) == (
            name in stopped
        ), name
        issue = run("publication", "issue", name, cwd=register)
        assert issue.returncode == 1
        assert ("cannot be issued with errors" in issue.stderr) == (name in stopped), name
        diff = run("publication", "diff", name, cwd=register)
        assert (diff.returncode == 0) == (name in compared), diff.stderr


def test_the_rid_of_a_release_is_the_publication_of_its_name(register: Path) -> None:
    """Whichever of the two commands builds it."""
    commands = (("rid", "build", "2022-11"), ("publication", "build", RID))
    for more, code in (("", 0), (OUT_OF_POWER[1], 0), (UNKNOWN_KEY[1], 1)):
        with (register / OUT_OF_POWER[0]).open("a", encoding="utf-8") as text:
            text.write(more)
        one, other = (run(*words, "--format", "md", cwd=register) for words in commands)
        assert (one.returncode, one.stdout) == (other.returncode, other.stdout)
        assert one.returncode == code
        if code:
            assert one.stderr == other.stderr


def test_errors_are_counted_in_one_number(register: Path) -> None:
    for many, words in (
        (1, "1 error in the files it uses. Fix it, or use --draft\n"),
        (2, "2 errors in the files it uses. Fix them, or use --draft\n"),
    ):
        with (register / "sectool.yaml").open("a", encoding="utf-8") as text:
            text.write(f"unknown-{many}: x\n")
        done = run("rid", "build", "--format", "md", cwd=register)
        assert done.stderr.endswith(f"\nsectool: {RID} not built: {words}")


# A RID whose release is missing or cannot be read.


@pytest.mark.parametrize("draft", [(), ("--draft",)], ids=["issued", "draft"])
def test_a_rid_without_its_release_is_an_error_at_its_file(
    tmp_path: Path, draft: tuple[str, ...]
) -> None:
    missing = copy_of(MINIMAL, tmp_path / "missing")
    edit(missing / "publications/rid-2030-06.yaml", "release: 2030-06", "release: 2031-02")
    unread = copy_of(MINIMAL, tmp_path / "unread")
    (unread / "releases/2030-06/release.yaml").write_text("id: [\n", encoding="utf-8")
    for register in (missing, unread, BROKEN):
        out = ("--format", "md", "--output", tmp_path / "out")
        done = run("publication", "build", "--all", *draft, *out, cwd=register)
        assert done.returncode == 1
        assert "publications/rid-2030-06.yaml:" in done.stderr or not draft
        assert run("check", cwd=register).returncode == 1
