"""Which commits changed some files, with who made them, when and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from sectool.values import dataclass
from sectool.workspace.git_process import NoRevision, ask

# So many commits are looked at; of a longer history the newest.
MOST_COMMITS = 500
_HEAD = re.compile(rb"(author) (.*?) <[^>]*> (\d+) ([+-]\d{4})")


@dataclass(frozen=True)
class Commit:
    """A commit: its author, the day on which it was written where that was, and its subject."""

    id: str
    author: str
    day: date
    subject: str

    @property
    def short(self) -> str:
        return self.id[:10]


def commits_of(root: Path, *files: str) -> tuple[Commit, ...]:
    """The commits up to HEAD that changed one of some files, oldest first.

    None where there is no git, nothing committed, or no repository.
    """
    patterns = [f":(glob){file}" for file in files]
    words = ("rev-list", f"--max-count={MOST_COMMITS}", "HEAD", "--", *patterns)
    try:
        found = ask(root, *words)
        if found.failed:
            return ()
        names = found.printed.decode().split()[::-1]
        return tuple(_commits(root, names))
    except NoRevision:
        return ()


def _commits(root: Path, names: list[str]) -> Iterator[Commit]:
    if not names:
        return
    given = "".join(f"{name}\n" for name in names).encode()
    rest = ask(root, "cat-file", "--batch", given=given).printed
    for name in names:
        line, _, rest = rest.partition(b"\n")
        words = line.split()
        if len(words) != 3 or not words[2].isdigit():
            raise NoRevision(f"commit {name[:12]} is not in this repository")
        size = int(words[2])
        raw, rest = rest[:size], rest[size + 1 :]
        yield _commit(name, raw)


def _commit(name: str, raw: bytes) -> Commit:
    head, _, message = raw.partition(b"\n\n")
    found = _HEAD.search(head)
    author, day = "", date(1970, 1, 1)
    if found is not None:
        author = found[2].decode("utf-8", "replace")
        sign = -1 if found[4].startswith(b"-") else 1
        minutes = int(found[4][1:3]) * 60 + int(found[4][3:5])
        zone = timezone(sign * timedelta(minutes=min(minutes, 1439)))
        try:
            day = datetime.fromtimestamp(int(found[3]), UTC).astimezone(zone).date()
        except (OverflowError, ValueError, OSError):
            day = date(1970, 1, 1)
    subject = message.decode("utf-8", "replace").strip().partition("\n")[0]
    return Commit(name, author, day, subject)
