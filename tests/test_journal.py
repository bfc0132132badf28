"""All files of an edit are written or none, whatever stops the writer and wherever."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from sectool.editing.edit import spliced
from sectool.editing.yaml_text import YamlText
from sectool.load import load_register
from sectool.workspace import journal
from sectool.workspace.atomic import NotWritten
from sectool.workspace.files import MAX_BYTES, Files
from sectool.workspace.folder import Folder
from sectool.workspace.journal import (
    ChangedMeanwhile,
    NothingToUndo,
    register_files,
    state_of,
    writing,
)
from tests.register import MINIMAL, REPOSITORY

OLD: dict[str, bytes | None] = {"a/x.yaml": b"old x", "a/y.yaml": b"old y", "b/c/z.yaml": None}
OLD |= {"d/e/w.yaml": b"old w"}
NEW: dict[str, bytes | None] = {"a/x.yaml": b"new x", "a/y.yaml": b"new y", "b/c/z.yaml": b"new z"}
NEW |= {"d/e/w.yaml": None}
CALLS = ("open", "write", "fsync", "close", "replace", "unlink", "mkdir", "rmdir", "chmod")


class Killed(BaseException):
    """The process is no more."""


class Mortal:
    """`os` of a process that is killed before its call number `last`, or within a write."""

    def __init__(self, last: int, *, halfway: bool) -> None:
        self.last, self.halfway, self.calls = last, halfway, 0
        self.handles: set[int] = set()

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in CALLS:
            return real

        def call(*arguments: Any) -> Any:
            self.calls += 1
            if self.calls > self.last:
                if self.calls == self.last + 1 and self.halfway and name == "write":
                    os.write(arguments[0], arguments[1][: len(arguments[1]) // 2])
                self.bury()
                raise Killed
            result = real(*arguments)
            if name == "open":
                self.handles.add(result)
            elif name == "close":
                self.handles.discard(arguments[0])
            return result

        return call

    def bury(self) -> None:
        """Closes what is open, as the kernel does, and with it the lock."""
        for handle in self.handles:
            os.close(handle)
        self.handles.clear()


@contextmanager
def mortal(last: int, *, halfway: bool = False) -> Iterator[Mortal]:
    layer = Mortal(last, halfway=halfway)
    with mock.patch.object(journal, "os", layer):
        yield layer
    layer.bury()


def register(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, content in OLD.items():
        if content is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    return folder


def held(files: Files) -> dict[str, bytes | None]:
    return {name: files.read(name) if files.kind(name) else None for name in OLD}


def edit(root: Path) -> None:
    with writing(root) as writer:
        writer.write(NEW, held(writer.files))


def undo(root: Path) -> None:
    with writing(root) as writer:
        writer.undo()


@pytest.mark.parametrize("halfway", [False, True])
@pytest.mark.parametrize("back", [False, True])
def test_a_kill_at_any_call_leaves_all_old_or_all_new(
    tmp_path: Path, back: bool, halfway: bool
) -> None:
    what, before, after = (undo, NEW, OLD) if back else (edit, OLD, NEW)
    seen: list[bool] = []
    number = 0
    while True:
        root = register(tmp_path / str(number))
        if back:
            edit(root)
        with mortal(number, halfway=halfway) as layer, suppress(Killed):
            what(root)
        found = held(register_files(root))
        assert found in (before, after), number
        seen.append(found == after)
        # The next writer finishes it: what is on disk is what readers saw.
        with writing(root) as writer:
            assert held(writer.files) == found
        assert held(register_files(root)) == found
        # Git does not see what is left, which is nothing where no edit was begun.
        if (root / ".sectool").exists():
            assert (root / ".sectool" / ".gitignore").read_bytes() == b"*\n"
        # No scratch file is left among the register's own.
        on_disk = {p.relative_to(root).as_posix() for p in root.glob("[!.]*/**/*") if p.is_file()}
        assert on_disk == {name for name, content in found.items() if content is not None}
        if layer.calls <= number:
            break
        number += 1
    assert number > 30
    # Old up to one call, new from there on.
    assert seen == sorted(seen)
    assert seen[0] is False
    assert seen[-1] is True


def test_a_writer_killed_while_it_finishes_is_finished_by_the_next(tmp_path: Path) -> None:
    number = 0
    while True:
        root = register(tmp_path / str(number))
        # Killed right after its journal had its name: 21 is looked for, not known.
        for last in range(200):  # pragma: no branch
            with mortal(last), suppress(Killed):
                edit(root)
            if (root / ".sectool" / "journal").exists():
                break
        with mortal(number) as layer, suppress(Killed), writing(root):
            pass
        assert held(register_files(root)) == NEW
        if layer.calls <= number:
            return
        number += 3


def test_undo_takes_back_the_last_edit_once(tmp_path: Path) -> None:
    root = register(tmp_path / "r")
    with pytest.raises(NothingToUndo, match="no edit is recorded"):
        undo(root)
    before = state_of(root)
    edit(root)
    assert state_of(root) != before
    assert held(register_files(root)) == NEW
    assert not (root / "d/e").exists()
    undo(root)
    assert held(register_files(root)) == OLD
    with pytest.raises(NothingToUndo, match="undone already"):
        undo(root)


def test_what_was_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    root = register(tmp_path / "r")
    edit(root)
    (root / "a/y.yaml").write_bytes(b"by hand")
    with pytest.raises(ChangedMeanwhile, match=r"a/y\.yaml was changed meanwhile"):
        undo(root)
    with writing(root) as writer, pytest.raises(ChangedMeanwhile):
        writer.write(OLD, NEW)
    assert held(register_files(root)) == {**NEW, "a/y.yaml": b"by hand"}


def test_what_somebody_wrote_after_a_kill_stays_theirs(tmp_path: Path) -> None:
    root = register(tmp_path / "r")
    for last in range(200):
        with mortal(last), suppress(Killed):
            edit(root)
        if (root / ".sectool" / "journal").exists():
            break
    (root / "a/y.yaml").write_bytes(b"by hand")
    both = {**NEW, "a/y.yaml": b"by hand"}
    assert held(register_files(root)) == both
    with writing(root) as writer:
        assert held(writer.files) == both


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", ".git/config", ".sectool/lock", "C:x"])
def test_nothing_outside_is_written(tmp_path: Path, name: str) -> None:
    root = register(tmp_path / "r")
    with writing(root) as writer, pytest.raises(NotWritten):
        writer.write({name: b"x"}, {})
    # Nor where a journal says so that came from elsewhere.
    assert not (root / ".sectool").exists()
    (root / ".sectool").mkdir()
    planted = journal.Journal((journal.FileChange(name, None, b"x"),)).written()
    (root / ".sectool" / "journal").write_bytes(planted)
    with pytest.raises(NotWritten), writing(root):
        pass
    assert held(register_files(root)) == OLD


def test_a_damaged_journal_is_told(tmp_path: Path) -> None:
    root = register(tmp_path / "r")
    edit(root)
    (root / ".sectool" / "journal").write_bytes(b"{")
    assert held(register_files(root)) == NEW
    with pytest.raises(NotWritten, match="then delete that file"), writing(root):
        pass


def test_who_waits_too_long_is_refused(tmp_path: Path) -> None:
    root = register(tmp_path / "r")
    with (
        writing(root),
        mock.patch.object(journal, "_PATIENCE", 2),
        mock.patch.object(journal, "_PAUSE", 0),
        pytest.raises(NotWritten, match="another command is writing"),
        writing(root),
    ):
        pass


def test_what_is_loaded_is_of_one_edit(tmp_path: Path) -> None:
    """Both of a stopped writer, and of one that writes while it is read."""
    root = tmp_path / "r"
    shutil.copytree(MINIMAL, root)
    files = [f"modifications/MP00{number}.yaml" for number in (1, 2)]
    titled = {name: YamlText(name, (root / name).read_bytes()) for name in files}
    new: dict[str, bytes | None] = {
        name: spliced((root / name).read_bytes(), text.set(("title",), "New"))
        for name, text in titled.items()
    }
    old: dict[str, bytes | None] = {name: (root / name).read_bytes() for name in files}

    def titles() -> set[bool]:
        return {each.title == "New" for each in load_register(root).register.modifications.values()}

    assert titles() == {False}
    for last in range(200):
        with mortal(last), suppress(Killed), writing(root) as writer:
            writer.write(new, old)
        if (root / ".sectool" / "journal").exists():
            break
    assert old == {name: (root / name).read_bytes() for name in files}
    assert titles() == {True}

    real, begun = Folder.read, list[str]()

    def read(self: Folder, file: str, limit: int = MAX_BYTES) -> bytes:
        content = real(self, file, limit)
        if file in files and not begun:
            begun.append(file)
            with writing(root) as writer:
                writer.write(old, new)
        return content

    with writing(root):
        pass
    with mock.patch.object(Folder, "read", read):
        assert titles() == {False}
    assert begun


COUNT = """
import sys
from pathlib import Path
from sectool.workspace.journal import writing
root = Path(sys.argv[1])
for _ in range(40):
    with writing(root) as writer:
        old = writer.files.read("n")
        writer.write({"n": b"%d" % (int(old) + 1), "m": old}, {
            "n": old, "m": writer.files.read("m") if writer.files.kind("m") else None})
"""


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "n").write_bytes(b"0")
    words = [sys.executable, "-c", COUNT, str(tmp_path)]
    both = [subprocess.Popen(words, cwd=REPOSITORY) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert (tmp_path / "n").read_bytes() == b"80"
    assert (tmp_path / "m").read_bytes() == b"79"
