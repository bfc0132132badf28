"""The register as a git revision of its files holds it."""

from __future__ import annotations

import os
import subprocess
import tarfile
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from sectool.cli.opened import misuse
from sectool.load import Loaded, Sources, load_register
from sectool.model.register import REGISTER_FOLDERS, SETTINGS_FILE


def loaded_at(root: Path, revision: str, option: str) -> Loaded:
    """The register in `root` as `revision` holds it; Refused, naming `option`, where none is there.

    Its templates, annexes and style are those of `root` today: only what people edit as data is
    taken from the revision. Faults of its files stand in `diagnostics`, as always.
    """
    commit = commit_of(root, revision, option)
    # Names below `root` alone, which need not be the top of the repository.
    listed = _git(root, option, "ls-tree", "--name-only", commit).decode().splitlines()
    wanted = [name for name in (SETTINGS_FILE, *REGISTER_FOLDERS) if name in listed]
    if SETTINGS_FILE not in wanted:
        raise misuse(f"{option} {revision}: no {SETTINGS_FILE} was there, so it was no register")
    packed = _git(root, option, "archive", "--format=tar", commit, "--", *wanted)
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(scratch, filter="data")
        loaded = load_register(Path(scratch))
    return replace(loaded, sources=Sources(root))


def commit_of(root: Path, revision: str, option: str) -> str:
    """The full name of the commit that `revision` means; Refused, naming `option`, for none."""
    meant = f"{revision}^{{commit}}"
    found = _git(root, option, "rev-parse", "--verify", "--quiet", "--end-of-options", meant)
    if not found:
        raise misuse(f"{option}: git knows no revision {revision!r} here")
    return found.decode().strip()


def uncommitted(root: Path, option: str) -> list[str]:
    """What documents are made of and HEAD does not hold as it is, from the repository's top."""
    paths = [SETTINGS_FILE, *REGISTER_FOLDERS, "templates"]
    words = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all")
    said = _git(root, option, *words, "--", *paths).decode("utf-8", "replace")
    # Each row begins with two letters for what became of the file, and a blank.
    return sorted(row[3:] for row in said.split("\0") if row)


def _git(root: Path, option: str, *words: str) -> bytes:
    """What git prints; Refused, naming `option`, with what it says where it fails."""
    command = ["git", *words]
    english = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=False, env=english)
    except OSError:
        raise misuse(f"{option} needs git, which cannot be started here") from None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if done.returncode != 0 and said:
        raise misuse(f"{option}: git says {said[0]!r}")
    return done.stdout
