"""A git revision is read as data: it writes, runs and fetches nothing, and says what it lacks."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sectool.load import load_register, load_revision
from sectool.workspace import git as reading
from sectool.workspace import git_process
from sectool.workspace.files import Unreadable
from sectool.workspace.folder import Folder
from sectool.workspace.git import NoRevision, commit_of, files_at, uncommitted
from tests.command import Done, run
from tests.git import SURROUNDINGS, commit, git, planned
from tests.register import MINIMAL, copy_of, edit

PARTS = ("sectool.yaml", "reference", "modifications", "releases", "publications", "templates")
FILE = "modifications/MP001.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two commits, the second of which differs in one file."""
    root = planned(copy_of(MINIMAL, tmp_path_factory.mktemp("made") / "register"))
    edit(root / FILE, "title: ", "title: New ")
    commit(root, "another title")
    return root


@pytest.fixture
def register(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    return copy_of(made, tmp_path / "register", [path.name for path in made.iterdir()])


def sectool(root: Path, *words: str, **env: str) -> Done:
    return run(*words, cwd=root, env=env)


def stored(root: Path, kind: str, content: bytes) -> str:
    """Puts an object into a repository, whatever it says; its name."""
    done = subprocess.run(
        ["git", "hash-object", "-t", kind, "-w", "--stdin", "--literally"],
        cwd=root,
        env=SURROUNDINGS,
        input=content,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode().strip()


def tree(root: Path, *entries: tuple[str, str | bytes, str]) -> str:
    rows = (
        mode.encode()
        + b" "
        + (name if isinstance(name, bytes) else name.encode())
        + b"\0"
        + bytes.fromhex(content)
        for mode, name, content in entries
    )
    return stored(root, "tree", b"".join(rows))


def committed(root: Path, top: str) -> str:
    return git(root, "commit-tree", "-m", "odd", top).strip()


def listing(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*") if ".git" not in path.parts)


# Names in trees.

NAMES: dict[str, str | bytes] = {
    "above": "..",
    "here": ".",
    "empty": "",
    "slashes": "../../written",
    "below": "a/b.yaml",
    "absolute": "/written",
    "backslash": "..\\written",
    "drive": "C:written",
    "drive alone": "c:",
}


@pytest.mark.parametrize("where", ["modifications", "releases/2030-06"])
@pytest.mark.parametrize("mode", ["100644", "40000"])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_that_leads_elsewhere_is_refused(
    register: Path, tmp_path: Path, name: str | bytes, mode: str, where: str
) -> None:
    before = listing(tmp_path)
    blob = stored(register, "blob", b"written\n")
    inner = tree(register, ("100644", "written", blob))
    odd = tree(register, (mode, name, blob if mode == "100644" else inner))
    top, *below = where.split("/")
    for folder in reversed(below):
        odd = tree(register, ("40000", folder, odd))
    settings = git(register, "rev-parse", "HEAD:sectool.yaml").strip()
    made = committed(
        register, tree(register, ("40000", top, odd), ("100644", "sectool.yaml", settings))
    )
    with pytest.raises(NoRevision) as caught:
        load_revision(register, made)
    assert str(caught.value) == (
        f"commit {made[:12]} names a file {name!r} in {where}, which no file can be called"
    )
    done = sectool(register, "rid", "diff", made)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"sectool: A: {caught.value}\n"
    assert listing(tmp_path) == before


@pytest.mark.parametrize(
    ("mode", "what"), [("120000", "a symbolic link"), ("160000", "a submodule")]
)
def test_what_a_commit_only_points_at_is_refused(register: Path, mode: str, what: str) -> None:
    there = git(register, "rev-parse", f"HEAD:{FILE}").strip()
    git(register, "update-index", "--cacheinfo", f"{mode},{there},{FILE}")
    git(register, "commit", "-qm", "points away")
    with pytest.raises(NoRevision, match=f"{FILE} is {what}, so what it held at "):
        load_revision(register, "HEAD")


def test_a_commit_that_names_a_folder_over_and_over_is_refused(register: Path) -> None:
    below = tree(register, ("100644", "x.yaml", stored(register, "blob", b"x: 1\n")))
    for _ in range(8):
        below = tree(register, *(("40000", f"{i:02}", below) for i in range(20)))
    made = committed(register, tree(register, ("40000", "modifications", below)))
    with pytest.raises(NoRevision, match="names more than 100,000 files"):
        files_at(register, made, PARTS)


def test_a_file_that_is_too_large_is_told_as_on_disk(register: Path) -> None:
    with (register / FILE).open("ab") as file:
        file.write(b"#" * 2**20)
    commit(register, "a large file")
    with pytest.raises(Unreadable) as caught:
        files_at(register, "HEAD", PARTS).read(FILE)
    on_disk = load_register(register).diagnostics
    assert str(caught.value) == on_disk[0].message
    assert load_revision(register, "HEAD").diagnostics == on_disk


# A revision gives what was there.


def test_a_revision_is_what_was_committed(register: Path) -> None:
    for name in ("HEAD", "planned"):
        git(register, "checkout", "--quiet", name)
        folder = Folder(register)
        then = files_at(register, name, PARTS[:-1])
        assert set(then.contents) == set(git(register, "ls-files").split())
        for file in then.contents:
            assert then.read(file) == folder.read(file)
        assert load_revision(register, name).register == load_register(folder).register
    git(register, "checkout", "--quiet", "main")


def test_a_register_in_a_folder_of_a_repository_is_found(tmp_path: Path) -> None:
    root = copy_of(MINIMAL, tmp_path / "deep" / "er")
    planned(tmp_path / "deep")
    assert load_revision(root, "HEAD").register == load_register(root).register
    (root / FILE).unlink()
    assert uncommitted(root, Folder(root), PARTS) == [f"er/{FILE}"]


# What git does not have.


def damaged(root: Path, name: str, how: str) -> str:
    """Spoils an object of a repository; its name."""
    for pack in (root / ".git" / "objects" / "pack").glob("*.pack"):
        aside = root.parent / pack.name
        pack.rename(aside)
        pack.with_suffix(".idx").unlink()
        with aside.open("rb") as stream:
            subprocess.run(
                ["git", "unpack-objects", "-q"],
                cwd=root,
                env=SURROUNDINGS,
                stdin=stream,
                check=True,
            )
    whole = git(root, "rev-parse", name).strip()
    path = root / ".git" / "objects" / whole[:2] / whole[2:]
    content = path.read_bytes()
    path.unlink()
    if how == "cut short":
        path.write_bytes(content[: len(content) // 2])
    elif how == "overwritten":
        path.write_bytes(b"nonsense")
    elif how == "empty":
        path.write_bytes(b"")
    return whole


@pytest.mark.parametrize("what", [FILE, "modifications", ""])
@pytest.mark.parametrize("how", ["gone", "cut short", "overwritten", "empty"])
def test_what_git_lacks_is_told(register: Path, what: str, how: str) -> None:
    damaged(register, f"HEAD~1:{what}", how)
    done = sectool(register, "rid", "diff", "HEAD~1", "HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    file = what or "."
    assert done.stderr.startswith(f"sectool: A: what {file} held at ")
    assert " is not in this repository" in done.stderr
    assert done.stderr.count("\n") == 1


# What a repository or the environment would have run.


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Path]:
    """A program that must not be started: it leaves a mark where it was."""
    program = tmp_path / "trap"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
    program.chmod(0o755)
    yield program
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize(
    "settings",
    [
        {"core.fsmonitor": "{trap}"},
        {"core.hooksPath": "{hooks}"},
        {"filter.x.clean": "{trap}", "filter.x.smudge": "{trap}", "filter.x.required": "true"},
        {"filter.x.process": "{trap}"},
        {"diff.x.textconv": "{trap}", "diff.external": "{trap}"},
        {"core.pager": "{trap}", "pager.cat-file": "{trap}", "alias.cat-file": "!{trap}"},
        {"core.sshCommand": "{trap}", "core.askPass": "{trap}", "core.editor": "{trap}"},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_nothing_that_a_repository_names_is_run(
    register: Path, tmp_path: Path, trap: Path, settings: dict[str, str]
) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout"):
        (hooks / name).symlink_to(trap)
    index = (register / ".git" / "index").read_bytes()
    (register / ".git" / "info").mkdir(exist_ok=True)
    (register / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")
    for name, value in settings.items():
        git(register, "config", name, value.format(trap=trap, hooks=hooks))
    assert uncommitted(register, Folder(register), PARTS) == []
    done = sectool(register, "rid", "diff", "planned", "HEAD")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("RID of the June 2030 SEC Release: revision planned ")
    (register / FILE).touch()
    assert sectool(register, "publication", "issue", "rid-2030-06").returncode == 0
    assert (register / ".git" / "index").read_bytes() == index


@pytest.mark.parametrize("how", ["remote.origin.uploadpack", "core.sshCommand", "ext", "allowed"])
def test_a_partial_clone_fetches_nothing(
    register: Path, tmp_path: Path, trap: Path, how: str
) -> None:
    git(register, "config", "uploadpack.allowFilter", "true")
    git(register, "config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{register}", str(clone))
    git(clone, "config", "remote.origin.uploadpack", str(trap))
    git(clone, "config", "core.sshCommand", str(trap))
    if how == "core.sshCommand":
        git(clone, "config", "remote.origin.url", "ssh://nowhere.invalid/x")
    elif how == "ext":
        git(clone, "config", "remote.origin.url", f"ext::{trap}")
        git(clone, "config", "protocol.ext.allow", "always")
    elif how == "allowed":
        git(clone, "config", "protocol.file.allow", "always")
        git(clone, "config", "protocol.allow", "always")
    before = sorted((clone / ".git" / "objects").rglob("*"))
    done = sectool(clone, "rid", "diff", "HEAD~1", "HEAD", GIT_PROTOCOL_FROM_USER="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"sectool: A: what {FILE} held at ")
    assert sorted((clone / ".git" / "objects").rglob("*")) == before


@pytest.mark.parametrize(
    "name",
    [
        *("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"),
        *(
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_NAMESPACE",
            "GIT_TRACE",
            "GIT_CONFIG_PARAMETERS",
        ),
        *("GIT_EXTERNAL_DIFF", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_PAGER"),
        *("GIT_EXEC_PATH", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_LITERAL_PATHSPECS"),
    ],
)
def test_the_environment_names_no_other_repository(
    register: Path, tmp_path: Path, trap: Path, name: str
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    value = {"GIT_DIR": str(other / ".git"), "GIT_COMMON_DIR": str(other / ".git")}.get(
        name, str(trap) if "SSH" in name or "DIFF" in name else str(other / "x")
    )
    plain = sectool(register, "rid", "diff", "planned", "HEAD")
    assert plain.returncode == 0
    assert sectool(register, "rid", "diff", "planned", "HEAD", **{name: value}) == plain
    assert not (other / "x").exists()


def test_folders_that_the_environment_calls_safe_stay_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": "trap",
        "GIT_CONFIG_KEY_1": "safe.directory",
        "GIT_CONFIG_VALUE_1": "/srv/register",
    }.items():
        monkeypatch.setenv(key, value)
    assert list(git_process._safe()) == ["-c", "safe.directory=/srv/register"]
    assert not {name for name in git_process._surroundings() if name.startswith("GIT_CONFIG_K")}


def test_a_folder_that_looks_like_a_repository_is_none(register: Path) -> None:
    """A commit can bring the files of one, with settings of its own."""
    (register / "HEAD").write_text("ref: refs/heads/main\n")
    for folder in ("objects", "refs"):
        (register / folder).mkdir()
    assert commit_of(register, "HEAD") == git(register / "reference", "rev-parse", "HEAD").strip()


def test_replaced_objects_are_not_taken(register: Path) -> None:
    other = stored(register, "blob", b"id: MP001\ntitle: Another\n")
    git(register, "replace", git(register, "rev-parse", f"HEAD:{FILE}").strip(), other)
    assert b"title: New " in files_at(register, "HEAD", PARTS).read(FILE)


# What is not committed.


def test_what_is_not_committed_is_found_by_content(register: Path) -> None:
    def found() -> list[str]:
        return uncommitted(register, Folder(register), PARTS)

    assert found() == []
    (register / FILE).touch()
    assert found() == []
    text = (register / FILE).read_bytes()
    (register / FILE).write_bytes(text.replace(b"\n", b"\r\n"))
    assert found() == []
    (register / FILE).write_bytes(text + b"# more\n")
    (register / "modifications" / "MP002.yaml").unlink()
    (register / "templates").mkdir()
    (register / "templates" / "rid.md.j2").write_text("x")
    (register / "publications" / ".rid-2030-06.issued.yaml.28zwphox").write_text("half")
    (register / "notes.txt").write_text("not of the register")
    expected = [FILE, "modifications/MP002.yaml", "templates/rid.md.j2"]
    assert found() == expected
    git(register, "add", "--all")
    assert found() == expected
    git(register, "reset", "--quiet")
    (register / ".gitignore").write_text("templates/\n")
    assert found() == expected[:2]
    git(register, "update-index", "--assume-unchanged", FILE)
    assert found() == expected[:2]


# What files held in the past.


def _with_history(root: Path, commits: int) -> list[tuple[str, str, bytes]]:
    """A repository in which two files changed in turn, and once were a link; what they held."""
    folder = root / "publications"
    folder.mkdir(parents=True)
    (folder / "c.yaml").write_text("nobody asks for it\n", encoding="utf-8")
    planned(root)
    held = []
    for number in range(commits):
        file = f"{'ab'[number % 2]}.issued.yaml"
        (folder / file).write_text(f"{number}\n", encoding="utf-8")
        (folder / f"{number}.yaml").write_text("nobody asks for it\n", encoding="utf-8")
        name = commit(root, f"{number}")
        held.append((name, f"publications/{file}", b"%d\n" % number))
    (folder / "a.issued.yaml").unlink()
    (folder / "a.issued.yaml").symlink_to("b.issued.yaml")
    commit(root, "a link")
    return held


def test_a_long_history_takes_no_more_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one read a commit at a time says the same."""
    asked: list[str] = []
    answer = reading.ask

    def counted(root: Path, *words: str, given: bytes = b"") -> git_process.GitAnswer:
        asked.append(words[0])
        return answer(root, *words, given=given)

    monkeypatch.setattr(reading, "ask", counted)
    started = set()
    for commits in (2, 7):
        root = tmp_path / f"of {commits}"
        held = _with_history(root, commits)
        asked.clear()
        assert list(reading.past_files(root, "publications/*.issued.yaml")) == held
        started.add(len(asked))
        monkeypatch.setattr(reading, "_AT_ONCE", 1)
        assert list(reading.past_files(root, "publications/*.issued.yaml")) == held
        monkeypatch.setattr(reading, "_AT_ONCE", 50)
    assert started == {6}


def test_what_came_before_a_commit_that_is_not_here_is_read(tmp_path: Path) -> None:
    held = _with_history(tmp_path / "register", 4)
    lost = git(tmp_path / "register", "rev-parse", f"{held[2][0]}:{held[2][1]}").strip()
    (tmp_path / "register" / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    past = reading.past_files(tmp_path / "register", "publications/*.issued.yaml")
    assert [next(past), next(past)] == held[:2]
    with pytest.raises(NoRevision, match=r"a\.issued\.yaml held at .* is not in this repository"):
        next(past)
