"""git, started and asked: with nothing that a repository's configuration could have it run.

Nothing is fetched, and only one folder's repository answers, whatever the environment names.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from sectool.values import dataclass

# Given with every call, so that they win over what a repository says of itself.
_SETTINGS = (
    *("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never", "-c", "safe.bareRepository=explicit"),
)


class NoRevision(Exception):
    """A revision cannot be read; where it is known, `revision` is what was asked for."""

    def __init__(self, message: str, revision: str = "") -> None:
        super().__init__(message)
        self.revision = revision


class NoGit(NoRevision):
    """There is no git to be asked."""


@dataclass(frozen=True)
class GitAnswer:
    """What git printed, and the first line of what it had to say."""

    printed: bytes
    message: str
    failed: bool


# What git answered within `answers_kept`, by the folder, the words and what was given to it.
_Question = tuple[Path, tuple[str, ...], bytes]
_answers: ContextVar[dict[_Question, GitAnswer] | None] = ContextVar("_answers", default=None)


@contextmanager
def answers_kept() -> Iterator[None]:
    """Asks git nothing twice within it. Whoever opens it commits nothing meanwhile."""
    if _answers.get() is not None:
        yield
        return
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def ask(root: Path, *words: str, given: bytes = b"") -> GitAnswer:
    """What git answers to these words, in a folder; NoGit where it cannot be started."""
    known, key = _answers.get(), (root, words, given)
    if known is None:
        return _started(root, *words, given=given)
    if key not in known:
        known[key] = _started(root, *words, given=given)
    return known[key]


def _started(root: Path, *words: str, given: bytes) -> GitAnswer:
    command = ["git", "--no-pager", "--no-replace-objects", *_SETTINGS, *_safe(), *words]
    try:
        done = subprocess.run(
            command, cwd=root, input=given, capture_output=True, check=False, env=_surroundings()
        )
    except OSError:
        raise NoGit("git cannot be started here") from None
    messages = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return GitAnswer(done.stdout, messages[0] if messages else "", done.returncode != 0)


# What of git's own variables is obeyed: where its settings lie, which say whose repositories are
# trusted. The others would have it answer about another repository, or run something.
_KEPT = {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES"}


def _surroundings() -> dict[str, str]:
    """The environment that git is started in: English, and without leave to fetch anything."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or name.upper() in _KEPT
    }
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _safe() -> Iterator[str]:
    """The folders that the environment calls safe, as servers do: nothing else of its settings."""
    many = os.environ.get("GIT_CONFIG_COUNT", "")
    for index in range(int(many) if many.isdecimal() and len(many) < 4 else 0):
        if os.environ.get(f"GIT_CONFIG_KEY_{index}", "").lower() == "safe.directory":
            yield from ("-c", f"safe.directory={os.environ.get(f'GIT_CONFIG_VALUE_{index}', '')}")
