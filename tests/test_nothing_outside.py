"""Nothing outside a register is read or written, whatever links and odd files stand in it."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sectool.building.build import template_folders
from sectool.load import load_register
from sectool.load.shipped import SHARED
from sectool.pipeline import document_faults
from sectool.wording.environment import WordingError
from sectool.workspace.atomic import NotWritten, write_atomically
from sectool.workspace.files import MAX_BYTES, Unreadable
from sectool.workspace.folder import Folder
from tests.command import run
from tests.register import MINIMAL, REPOSITORY, copy_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links want rights on Windows")

ELSEWHERE = "hunter2: the password of the machine"


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """A pipe that is waited for fails its test, instead of holding up all of them."""

    def stop(*_: object) -> None:
        raise AssertionError("this waited for a file")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with an annex and templates of its own, beside a file that is none of its."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret").write_text(ELSEWHERE)
    root = copy_of(MINIMAL, tmp_path / "register")
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text(ELSEWHERE)
    (root / "annexes").mkdir()
    (root / "annexes" / "plan.txt").write_text("A plan.")
    (root / "templates" / "fonts").mkdir(parents=True)
    for path in (*(REPOSITORY / "templates").iterdir(), *SHARED.iterdir()):
        if path.is_file():
            (root / "templates" / path.name).write_bytes(path.read_bytes())
    (root / "templates" / "picture.txt").write_text("A picture.")
    (root / "templates" / "fonts" / "house.ttf").write_text("A font.")
    rid = root / "publications" / "rid-2030-06.yaml"
    annex = "annexes:\n- {letter: A, title: Plan, says: It follows., file: annexes/plan.txt}\n"
    rid.write_text(rid.read_text() + annex)
    return root


# What may stand where a file of the register is wanted.


def _link(to: str) -> Callable[[Path, Path], None]:
    def put(path: Path, root: Path) -> None:
        path.symlink_to(to.format(root=root, elsewhere=root.parent / "elsewhere"))

    return put


def _relative(path: Path, root: Path) -> None:
    path.symlink_to(os.path.relpath(root.parent / "elsewhere" / "secret", path.parent))


def _twice(path: Path, root: Path) -> None:
    (root / "step").symlink_to(root.parent / "elsewhere" / "secret")
    path.symlink_to(root / "step")


def _pipe(path: Path, root: Path) -> None:
    os.mkfifo(path)


def _linked_pipe(path: Path, root: Path) -> None:
    os.mkfifo(root / "pipe")
    path.symlink_to(root / "pipe")


def _socket(path: Path, root: Path) -> None:
    # Bound by a short name: a long one is no address.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


INSTEAD: dict[str, Callable[[Path, Path], None]] = {
    "link out": _link("{elsewhere}/secret"),
    "relative link out": _relative,
    "link to a link out": _twice,
    "link to a folder out": _link("{elsewhere}"),
    "link to the disk": _link("/"),
    "link into git": _link("{root}/.git/config"),
    "link to a folder within": _link("{root}/annexes"),
    "link to nothing": _link("nowhere"),
    "link to itself": lambda path, root: path.symlink_to(path.name),
    "link to a device": _link("/dev/zero"),
    "link to the environment": _link("/proc/self/environ"),
    "pipe": _pipe,
    "link to a pipe": _linked_pipe,
    "socket": _socket,
}

DATA = (
    "sectool.yaml",
    "reference/sources.yaml",
    "reference/calendar.yaml",
    "modifications/MP001.yaml",
    "releases/2030-06/release.yaml",
    "releases/2030-06/timeline.yaml",
    "publications/rid-2030-06.yaml",
)
TEMPLATES = (
    "templates/rid.md.j2",
    "templates/style.css",
    "templates/style.typ",
    "templates/style.docx",
    "templates/picture.txt",
    "templates/fonts/house.ttf",
)


def put(root: Path, file: str, kind: str) -> None:
    path = root / file
    path.unlink()
    INSTEAD[kind](path, root)


@pytest.mark.parametrize("kind", INSTEAD)
@pytest.mark.parametrize("file", DATA)
def test_data_is_not_read_from_elsewhere(register: Path, file: str, kind: str) -> None:
    put(register, file, kind)
    loaded = load_register(register)
    (told,) = (found for found in loaded.diagnostics if found.place.file == file)
    assert told.code == "Y101"
    assert file in loaded.register.broken
    assert "hunter2" not in f"{loaded.diagnostics}{loaded.register}"
    assert loaded.sources.spans(file).lines in ((), ("",))


@pytest.mark.parametrize("kind", INSTEAD)
@pytest.mark.parametrize("file", TEMPLATES)
def test_templates_styles_and_fonts_are_not_read_from_elsewhere(
    register: Path, file: str, kind: str
) -> None:
    put(register, file, kind)
    loaded = load_register(register)
    with pytest.raises(WordingError) as caught:
        template_folders(loaded)
    assert f"templates/{caught.value.template}" == file
    assert loaded.sources.first_use("ĸ").file == "sectool.yaml"


@pytest.mark.parametrize("kind", INSTEAD)
def test_annexes_are_not_read_from_elsewhere(register: Path, tmp_path: Path, kind: str) -> None:
    put(register, "annexes/plan.txt", kind)
    loaded = load_register(register)
    (fault,) = document_faults(loaded)
    message = "'annexes/plan.txt' is no file of this register that may be read"
    assert (fault.code, fault.finding.message) == ("D105", message)
    out = tmp_path / "out"
    done = run("rid", "build", "--format", "md", "--draft", "--output", out, cwd=register)
    assert done.returncode == 1
    assert "sectool: annex annexes/plan.txt cannot be read: " in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("kind", [kind for kind in INSTEAD if "pipe" in kind or kind == "socket"])
def test_a_document_to_verify_is_a_file(register: Path, kind: str) -> None:
    path = register / "document.md"
    INSTEAD[kind](path, register)
    done = run("rid", "verify", path, cwd=register)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"sectool: {path} cannot be read: this is no ordinary file\n"


# Folders.

FOLDERS = ("reference", "modifications", "releases", "releases/2030-06", "publications")


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_is_no_link(register: Path, folder: str, inside: bool) -> None:
    target = register / "moved" if inside else register.parent / "elsewhere" / "moved"
    (register / folder).rename(target)
    (register / folder).symlink_to(target)
    loaded = load_register(register)
    told = [found for found in loaded.diagnostics if found.place.file.startswith(folder)]
    assert told
    files = Folder(register)
    assert files.kind(folder) == "other"
    for name in target.iterdir():
        with pytest.raises(Unreadable):
            files.read(f"{folder}/{name.name}")


@pytest.mark.parametrize("folder", ["templates", "templates/fonts"])
def test_a_folder_of_templates_is_no_link(register: Path, folder: str) -> None:
    target = register.parent / "elsewhere" / "moved"
    (register / folder).rename(target)
    (register / folder).symlink_to(target)
    with pytest.raises(WordingError) as caught:
        template_folders(load_register(register))
    assert caught.value.template == folder.removeprefix("templates").removeprefix("/")
    done = run("rid", "build", "--format", "md", cwd=register)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{folder}:1:1: error[D106 template-error] this ")


# Names that lead elsewhere by themselves.


@pytest.mark.parametrize(
    "name",
    [
        *("../elsewhere/secret", "annexes/../../elsewhere/secret", "/etc/hostname", "..", "."),
        *("annexes/..", "annexes//plan.txt", ".git/config", "annexes/.GIT/config", ".git", ""),
        *("a" * 300, "\0", "annexes/\0/x"),
    ],
)
def test_names_lead_nowhere_else(register: Path, name: str) -> None:
    files = Folder(register)
    assert files.kind(name) in (("folder",) if not name else (None, "other"))
    with pytest.raises(Unreadable):
        files.read(name)


# What is allowed.


def test_a_link_to_a_file_of_the_register_is_followed(register: Path) -> None:
    file = register / "modifications" / "MP001.yaml"
    file.rename(register / "kept.yaml")
    file.symlink_to(Path("..", "kept.yaml"))
    loaded = load_register(register)
    assert loaded.diagnostics == ()
    assert list(loaded.register.modifications) == ["MP001", "MP002"]
    assert Folder(register).kind("modifications/MP001.yaml") == "file"


def test_a_register_behind_a_link_is_a_register(register: Path) -> None:
    other = register.parent / "another"
    other.symlink_to(register)
    assert load_register(other).diagnostics == ()
    assert run("rid", "build", "--format", "md", cwd=other).returncode == 0


def test_no_more_is_read_than_the_limit(register: Path) -> None:
    with (register / "annexes" / "plan.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(Unreadable) as caught:
        Folder(register).read("annexes/plan.txt")
    told = "this file has 1,048,577 bytes; 1,048,576 is the most that is read"
    assert str(caught.value) == told
    # Of a file that says that it is empty.
    with pytest.raises(Unreadable) as caught:
        Folder(Path("/proc/self")).read("environ", limit=10)
    assert str(caught.value) == "this file has more than 10 bytes; 10 is the most that is read"
    assert Folder(Path("/proc/self")).read("environ").count(b"PATH=")


# Writing.


@pytest.mark.parametrize("link", ["out", "out/2030-06"])
def test_nothing_is_written_outside(register: Path, link: str) -> None:
    (register / "out").mkdir()
    if link == "out":
        (register / "out").rmdir()
    target = register.parent / "elsewhere"
    (register / link).symlink_to(target)
    before = sorted(target.rglob("*"))
    done = run("rid", "build", "--format", "md", cwd=register)
    assert (done.returncode, done.stdout) == (1, "")
    assert "could not be written: " in done.stderr
    assert sorted(target.rglob("*")) == before
    # Where who builds it says so, it goes there.
    done = run("rid", "build", "--format", "md", "--output", target, cwd=register)
    assert done.returncode == 0


def test_a_file_that_is_a_link_is_replaced_not_followed(register: Path) -> None:
    path = register / "out.md"
    path.symlink_to(register.parent / "elsewhere" / "secret")
    write_atomically(path, b"new", within=register)
    assert path.read_bytes() == b"new"
    assert not path.is_symlink()
    assert (register.parent / "elsewhere" / "secret").read_text() == ELSEWHERE
    with pytest.raises(NotWritten):
        write_atomically(register / ("y" * 300), b"", within=register)
