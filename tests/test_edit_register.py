"""Edits are tried against the checks, shown, written together and taken back."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sectool.editing.edit import CannotEdit, Edit, NewFile, RemovedFile
from sectool.editing.yaml_text import YamlText
from sectool.load import Loaded
from sectool.pipeline import ChangedMeanwhile, NewErrors, difference, edit_register, undo_edit
from sectool.workspace.journal import NothingToUndo
from tests.command import code_of, run
from tests.register import MINIMAL, REPOSITORY

FILE = "modifications/MP001.yaml"
THIRD = b"id: MP003\ntitle: Third\nhistory:\n- {date: 2029-01-09, event: raised, as: MP}\n"
Decide = Callable[[Loaded], Sequence[Edit]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "register"))


def titled(title: str, *more: Edit) -> Decide:
    def decide(loaded: Loaded) -> Sequence[Edit]:
        return [YamlText(FILE, loaded.sources.files.read(FILE)).set(("title",), title), *more]

    return decide


def held(root: Path) -> dict[str, bytes]:
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in files
        if ".sectool" not in path.parts
    }


def test_an_edit_is_tried_written_and_taken_back(root: Path) -> None:
    before = held(root)
    news = NewFile("modifications/MP003.yaml", THIRD)
    gone = RemovedFile("modifications/MP001.yaml")

    tried = edit_register(root, titled("New words", news), write=False)
    assert held(root) == before
    assert not (root / ".sectool").exists()
    assert list(difference(tried.changes, new_files=False)) == [
        "--- a/modifications/MP001.yaml",
        "+++ b/modifications/MP001.yaml",
        "@@ -1,5 +1,5 @@",
        " # Raised, and meant for no release yet.",
        " id: MP001",
        "-title: A small change",
        "+title: New words",
        " history:",
        " - {date: 2029-01-09, event: raised, as: MP}",
        "new file modifications/MP003.yaml (4 lines)",
    ]
    assert tried.before.register.modifications["MP001"].title == "A small change"
    assert tried.after.register.modifications["MP001"].title == "New words"

    edit_register(root, titled("New words", news), expected=tried)
    assert held(root).keys() - before.keys() == {"modifications/MP003.yaml"}
    assert b"New words" in held(root)[FILE]
    edit_register(root, lambda _: [gone])
    assert [change.file for change in undo_edit(root, write=False)] == [FILE]
    assert FILE not in held(root)
    undo_edit(root)
    assert b"New words" in held(root)[FILE]
    with pytest.raises(NothingToUndo, match="undone already"):
        undo_edit(root)


def test_an_edit_that_brings_an_error_is_refused_unless_forced(root: Path) -> None:
    before = held(root)
    bad = NewFile("modifications/MP003.yaml", THIRD.replace(b"title", b"titel"))
    with pytest.raises(NewErrors) as caught:
        edit_register(root, titled("New words", bad))
    assert {one.code for one in caught.value.findings} == {"Y201", "Y202"}
    assert held(root) == before
    edit_register(root, titled("New words", bad), force=True)
    # An error that was there before is no reason to refuse another edit, wherever it stands now.
    edit_register(root, titled("Other words"))
    assert b"Other words" in held(root)[FILE]


def test_an_edit_that_is_no_longer_the_one_shown_is_refused(root: Path) -> None:
    shown = edit_register(root, titled("New words"), write=False)
    path = root / FILE
    path.write_text(path.read_text().replace("A small change", "A great change"))
    with pytest.raises(ChangedMeanwhile, match="nothing was written"):
        edit_register(root, titled("New words"), expected=shown)
    assert "A great change" in path.read_text()


def test_commands_show_write_and_say_what_they_did(root: Path) -> None:
    import sectool.cli.present.edits as edits

    def refusing(_: Loaded) -> Sequence[Edit]:
        raise CannotEdit("MP009 is not there")

    before = held(root)
    assert code_of(lambda: edits.make_edit(root, titled("New words"), dry_run=True)) == 0
    assert code_of(lambda: edits.make_edit(root, refusing)) == 1
    assert code_of(lambda: edits.make_edit(root, titled("x"), confirm=lambda _: False)) == 1
    assert code_of(lambda: edits.make_edit(root, titled("A small change"))) == 0
    assert held(root) == before
    assert run("undo", "-C", root) == (
        1,
        "",
        "sectool: there is nothing to undo: no edit is recorded\n",
    )

    assert code_of(lambda: edits.make_edit(root, titled("New"), confirm=lambda _: True)) == 0
    dry = run("undo", "-C", root, "--dry-run")
    assert (dry.returncode, dry.stderr) == (0, "")
    assert dry.lines[-3:] == [
        "+title: A small change",
        " history:",
        " - {date: 2029-01-09, event: raised, as: MP}",
    ]
    assert held(root) != before
    done = run("undo", "-C", root)
    assert done == (0, dry.stdout, f"the last edit was undone; written: {FILE}\n")
    assert held(root) == before


WRITE = """
import sys
from pathlib import Path
from sectool.editing.yaml_text import YamlText
from sectool.pipeline import edit_register
root, name = Path(sys.argv[1]), "modifications/MP001.yaml"
def decide(loaded):
    text = YamlText(name, loaded.sources.files.read(name))
    return [text.set(("title",), text.at(("title",)) + sys.argv[2])]
for _ in range(3):
    edit_register(root, decide, force=True)
"""


def test_commands_that_edit_at_once_lose_nothing(root: Path) -> None:
    """The calendar's pins among them, which are written by a way of their own."""
    words = [[sys.executable, "-c", WRITE, str(root), letter] for letter in "ab"]
    words.append(
        [sys.executable, "-m", "sectool", "calendar", "update", "--write", "-C", str(root)]
    )
    done = [subprocess.Popen(each, cwd=REPOSITORY, stdout=subprocess.DEVNULL) for each in words]
    codes = [process.wait(timeout=60) for process in done]
    assert codes[:2] == [0, 0]
    title = (root / FILE).read_text().splitlines()[2]
    assert sorted(title.removeprefix("title: A small change")) == ["a"] * 3 + ["b"] * 3
