"""The files of a register as a git revision holds them, read from git's objects into memory.

Nothing is written and nothing fetched. Only git's plumbing is asked (`rev-parse`, `rev-list`,
`merge-base`, `cat-file`, `check-ignore`): it runs no filter, hook, pager or monitor that a
repository's configuration names.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path

from sectool.values import dataclass
from sectool.workspace.files import MAX_ATTACHED, MAX_BYTES, Files, Kind, TooLarge, Unreadable
from sectool.workspace.git_process import GitAnswer
from sectool.workspace.git_process import NoGit as NoGit
from sectool.workspace.git_process import NoRevision as NoRevision
from sectool.workspace.git_process import ask as ask
from sectool.workspace.memory import Memory

# A commit can name one folder a million times over; no register has as many files.
_MOST_NAMES = 100_000
# So many commits of a history are read together: git takes longer to start than to answer.
_AT_ONCE = 50

_FOLDER, _LINK, _SUBMODULE = "40000", "120000", "160000"

# What a commit only points at, by its mode.
_POINTS_AWAY = {_LINK: "a symbolic link", _SUBMODULE: "a submodule"}


class Revision:
    """The register's data at a commit; all else (templates, annexes) is that of today."""

    def __init__(self, then: Memory, today: Files, parts: Collection[str]) -> None:
        self.then, self.today, self.parts = then, today, parts

    def _of(self, name: str) -> Files:
        top = name.partition("/")[0]
        return self.then if not name or top in self.parts else self.today

    def read(self, file: str, limit: int = MAX_BYTES) -> bytes:
        return self._of(file).read(file, limit)

    def names(self, folder: str) -> list[str]:
        return self._of(folder).names(folder)

    def kind(self, name: str) -> Kind | None:
        return self._of(name).kind(name)


@dataclass(frozen=True)
class _Entry:
    """What a git tree holds under a name."""

    mode: str
    object: str


# A commit, and a file or folder in it.
_Place = tuple[str, str]


def files_at(root: Path, revision: str, parts: Collection[str]) -> Memory:
    """What these files and folders of `root` held at a revision; NoRevision where git lacks it."""
    commit = commit_of(root, revision)
    wanted: dict[_Place, str] = {}
    for (_, file), entry in _entries(root, [commit], parts).items():
        if entry.mode in _POINTS_AWAY:
            what = _POINTS_AWAY[entry.mode]
            raise NoRevision(f"{file} is {what}, so what it held at {commit[:12]} is not known")
        wanted[commit, file] = entry.object
    return Memory({file: content for (_, file), content in _contents(root, wanted)})


def commit_of(root: Path, revision: str) -> str:
    """The full name of the commit that `revision` means; NoRevision for none."""
    meant = f"{revision}^{{commit}}"
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", meant)
    if not found:
        raise NoRevision(f"git knows no revision {revision!r} here")
    return found.decode().strip()


def is_kept(root: Path) -> bool:
    """Whether a folder lies in a repository, without asking git, which takes its time to start."""
    top = Path(os.path.realpath(root))
    return any(os.path.lexists(folder / ".git") for folder in (top, *top.parents))


def lacks_history(root: Path) -> bool:
    """Whether a repository was cloned without all of its history."""
    try:
        return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except NoRevision:
        return False


def came_before(root: Path, commit: str, other: str) -> bool:
    """Whether a commit is another, or one that it was made upon; not where git has not both."""
    both = (f"{one}^{{commit}}" for one in (commit, other))
    return not ask(root, "merge-base", "--is-ancestor", "--end-of-options", *both).failed


def past_files(root: Path, *files: str) -> Iterator[tuple[str, str, bytes]]:
    """What some files held in each commit that changed one of them, oldest first.

    Each content of a file once, with the commit and the file's name. A `*` in a name stands for any
    letters. Nothing where there is no git, or nothing committed.
    """
    patterns = [f":(glob){file}" for file in files]
    words = ("rev-list", "--reverse", "--full-history", "HEAD", "--", *patterns)
    try:
        commits = _git(root, *words).decode().split()
    except NoRevision:
        return
    seen: set[tuple[str, str]] = set()
    for start in range(0, len(commits), _AT_ONCE):
        together = commits[start : start + _AT_ONCE]
        try:
            found = _past_in(root, together, files, seen)
        except NoRevision:
            # What is held before a commit that cannot be read is given first.
            for commit in together:
                yield from _past_in(root, [commit], files, seen)
        else:
            yield from found


def _past_in(
    root: Path, commits: Sequence[str], files: Collection[str], seen: set[tuple[str, str]]
) -> list[tuple[str, str, bytes]]:
    """What some files held in these commits, and did not in those seen before."""
    tops = {file.partition("/")[0] for file in files}
    wanted: dict[_Place, str] = {}
    new: set[tuple[str, str]] = set()
    for (commit, file), entry in _entries(root, commits, tops).items():
        held = file, entry.object
        if entry.mode in _POINTS_AWAY or held in seen or held in new:
            continue
        if any(fnmatchcase(file, pattern) for pattern in files):
            new.add(held)
            wanted[commit, file] = entry.object
    found = [
        (commit, file, content)
        for (commit, file), content in _contents(root, wanted)
        if isinstance(content, bytes)
    ]
    seen |= new
    return found


def uncommitted(root: Path, files: Files, parts: Collection[str]) -> list[str]:
    """Which of these files and folders HEAD does not hold as they are, from the repository's top.

    Contents are compared, not what git remembers of them. Ends of lines do not count: git may be
    set to change them. Files that git ignores do not count, nor do those that nothing reads.
    """
    commit = commit_of(root, "HEAD")
    # A part may be a file in a folder of which nothing else is asked.
    tops = {part.partition("/")[0] for part in parts}
    folders = tuple(f"{part}/" for part in parts)
    entries = {
        file: one
        for (_, file), one in _entries(root, [commit], tops).items()
        if file in parts or file.startswith(folders)
    }
    held = {file: one.object for file, one in entries.items() if one.mode != _SUBMODULE}
    links = {file for file, one in entries.items() if one.mode == _LINK}
    there = [file for part in parts for file in _all_in(files, part)]
    changed = sorted(held.keys() - set(there))
    new = [file for file in there if file not in held]
    changed += _not_ignored(root, new)
    sha = hashlib.sha1 if len(commit) == 40 else hashlib.sha256
    for file in there:
        if file not in held:
            continue
        try:
            # A link is committed as the name that it leads to.
            content = (
                os.fsencode((root / file).readlink())
                if file in links
                else files.read(file, MAX_ATTACHED)
            )
        except (Unreadable, OSError):
            changed.append(file)
            continue
        if held[file] not in (
            sha(b"blob %d\0%b" % (len(one), one)).hexdigest()
            for one in (content, content.replace(b"\r\n", b"\n"))
        ):
            changed.append(file)
    top = _prefix(root)
    return sorted(top + file for file in changed)


def _all_in(files: Files, part: str) -> Iterator[str]:
    kind = files.kind(part)
    if kind == "folder":
        for name in files.names(part):
            # Nothing that is read begins with a dot; a file half written does.
            if not name.startswith("."):
                yield from _all_in(files, f"{part}/{name}")
    elif kind is not None:
        yield part


def _not_ignored(root: Path, names: Iterable[str]) -> list[str]:
    given = "".join(f"{name}\0" for name in names)
    if not given:
        return []
    answer = _git(
        *(root, "check-ignore", "-z", "--stdin", "--no-index"),
        given=given.encode("utf-8", "surrogateescape"),
    )
    ignored = set(answer.decode("utf-8", "surrogateescape").split("\0"))
    return [name for name in given.split("\0") if name and name not in ignored]


def _entries(root: Path, commits: Sequence[str], parts: Collection[str]) -> dict[_Place, _Entry]:
    """The files of some parts of the register in each commit, as `root` names them.

    Not by `git archive`, which leaves out and fills in what `.gitattributes` says, nor by
    `ls-tree`, which does not tell a file `a/b` from a file `b` in a folder `a`.
    """
    tops = {(commit, ""): f"{commit}^{{tree}}" for commit in commits}
    for step in filter(None, _prefix(root).split("/")):
        inside = _trees(root, {(commit, step): one for (commit, _), one in tops.items()})
        steps = {(commit, ""): tree.get(step) for (commit, _), tree in inside.items()}
        tops = {
            place: entry.object
            for place, entry in steps.items()
            if entry is not None and entry.mode == _FOLDER
        }
    top = _trees(root, {(commit, "."): one for (commit, _), one in tops.items()})
    level = {
        (commit, name): entry
        for (commit, _), tree in top.items()
        for name, entry in tree.items()
        if name in parts
    }
    files: dict[_Place, _Entry] = {}
    names = 0
    while level:
        names += len(level)
        if names > _MOST_NAMES:
            raise NoRevision(f"commit {commits[0][:12]} names more than {_MOST_NAMES:,} files")
        files |= {place: entry for place, entry in level.items() if entry.mode != _FOLDER}
        folders = {place: entry.object for place, entry in level.items() if entry.mode == _FOLDER}
        level = {
            (commit, f"{name}/{below}"): entry
            for (commit, name), tree in _trees(root, folders).items()
            for below, entry in tree.items()
        }
    order = {commit: number for number, commit in enumerate(commits)}
    return dict(sorted(files.items(), key=lambda each: (order[each[0][0]], each[0][1])))


def _prefix(root: Path) -> str:
    """The folder of the register as its repository names it, with a last `/`; empty for its top."""
    return _git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")


def _trees(root: Path, folders: Mapping[_Place, str]) -> dict[_Place, dict[str, _Entry]]:
    """What some folders held, each given with the name that git has for it."""
    trees: dict[_Place, dict[str, _Entry]] = {}
    for place, raw in _objects(root, folders):
        commit, folder = place
        width = len(commit) // 2
        tree = trees[place] = {}
        at = 0
        # Each entry is `100644 name`, a zero byte, and the bytes of what git calls its content.
        while at < len(raw):
            end = raw.index(b"\0", at)
            mode, _, name = raw[at:end].partition(b" ")
            content = raw[end + 1 : end + 1 + width].hex()
            tree[_checked(name, folder, commit)] = _Entry(mode.decode().lstrip("0"), content)
            at = end + 1 + width
    return trees


# The drive of a path on Windows: `C:`.
_DRIVE = re.compile("[A-Za-z]:")


def _checked(raw: bytes, folder: str, commit: str) -> str:
    """A name in a folder of a commit; refused where it would lead elsewhere as part of a path."""
    name = raw.decode("utf-8", "surrogateescape")
    if name in ("", ".", "..") or "/" in name or "\\" in name or _DRIVE.match(name):
        raise NoRevision(
            f"commit {commit[:12]} names a file {name!r} in {folder}, which no file can be called"
        )
    return name


def _contents(
    root: Path, blobs: Mapping[_Place, str]
) -> Iterator[tuple[_Place, bytes | Unreadable]]:
    """What each file held; one that is too large is not read at all."""
    sizes = _batch(root, "--batch-check", blobs.values()) if blobs else GitAnswer(b"", "", False)
    small: dict[_Place, str] = {}
    for (place, name), row in zip(blobs.items(), _rows(sizes, len(blobs)), strict=True):
        size = _size(row, place, sizes.message)
        if size > MAX_BYTES:
            yield place, TooLarge(MAX_BYTES, size)
        else:
            small[place] = name
    yield from _objects(root, small)


def _objects(root: Path, named: Mapping[_Place, str]) -> Iterator[tuple[_Place, bytes]]:
    """What git holds under some names, each with the file that it is of."""
    if not named:
        return
    first: dict[str, _Place] = {}
    for place, name in named.items():
        first.setdefault(name, place)
    answer = _batch(root, "--batch", first)
    rest = BytesIO(answer.printed)
    held: dict[str, bytes] = {}
    for name, place in first.items():
        size = _size(rest.readline(), place, answer.message)
        held[name] = rest.read(size)
        if len(held[name]) < size:
            raise _not_had(place, answer.message)
        rest.read(1)
    for place, name in named.items():
        yield place, held[name]


def _rows(answer: GitAnswer, many: int) -> list[bytes]:
    rows = answer.printed.splitlines()
    return [*rows, *[b""] * (many - len(rows))]


def _size(row: bytes, place: _Place, message: str) -> int:
    """The size in `0123abcd blob 482`; NoRevision for `0123abcd missing` and for nothing."""
    words = row.split()
    if len(words) != 3 or not words[2].isdigit():
        raise _not_had(place, message)
    return int(words[2])


def _not_had(place: _Place, message: str) -> NoRevision:
    commit, file = place
    why = f": git says {message!r}" if message else " (is it a partial clone?)"
    return NoRevision(f"what {file} held at {commit[:12]} is not in this repository{why}")


def _batch(root: Path, how: str, names: Iterable[str]) -> GitAnswer:
    return ask(root, "cat-file", how, given="".join(f"{name}\n" for name in names).encode())


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What git prints; NoRevision, with what it says, where it fails."""
    answer = ask(root, *words, given=given)
    if answer.failed and answer.message:
        raise NoRevision(f"git says {answer.message!r}")
    return answer.printed
