"""Registers in git, for the commands that read revisions: the same commits on every machine."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# Neither the settings of who runs the tests, nor the clock.
SURROUNDINGS = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    **{f"GIT_{who}_DATE": "2022-01-04T12:00:00Z" for who in ("AUTHOR", "COMMITTER")},
    # No second process after each commit, which would find nothing to tidy.
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "maintenance.auto",
    "GIT_CONFIG_VALUE_0": "false",
}


def git(folder: Path, *words: str) -> str:
    """What git prints in a folder."""
    done = subprocess.run(
        ["git", *words], cwd=folder, env=SURROUNDINGS, check=True, capture_output=True
    )
    return done.stdout.decode()


def commit(folder: Path, message: str) -> str:
    """Commits all that stands in a folder; the name of the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


def planned(top: Path) -> Path:
    """Makes a repository of a folder and what stands in it, and tags that `planned`.

    The newsletter has an address to respond to, without which none goes out.
    """
    for file in top.rglob("publications/newsletter-*.yaml"):
        text = file.read_text("utf-8")
        if "contact:" in text and "email:" not in text:
            file.write_text(
                text.replace("contact:\n", "contact:\n  email: a@example.org\n"), "utf-8"
            )
    git(top, "init", "--quiet", "--initial-branch=main", "--template=")
    commit(top, "as planned")
    git(top, "tag", "planned")
    return top


def packed(top: Path) -> Path:
    """Keeps a repository in one file: to copy that costs less than a hundred do."""
    git(top, "repack", "-a", "-d", "--quiet")
    git(top, "prune-packed", "--quiet")
    return top
