"""The register as a git revision of its files holds it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from sectool.cli.session import misuse
from sectool.load import Loaded, Sources, load_register
from sectool.model.register import REGISTER_FOLDERS, SETTINGS_FILE


def loaded_at(root: Path, revision: str, option: str) -> Loaded:
    """The register in `root` as `revision` holds it; Refused, naming `option`, where none is there.

    Its templates, annexes and style are those of `root` today: only what people edit as data is
    taken from the revision. Faults of its files stand in `diagnostics`, as always.
    """
    commit = commit_of(root, revision, option)
    blobs = dict(_blobs(root, commit, option))
    if SETTINGS_FILE not in blobs:
        raise misuse(f"{option} {revision}: no {SETTINGS_FILE} was there, so it was no register")
    with tempfile.TemporaryDirectory() as scratch:
        for (file, _), content in zip(blobs.items(), _contents(root, blobs, option), strict=True):
            path = Path(scratch, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        loaded = load_register(Path(scratch))
    return replace(loaded, sources=Sources(root))


def _blobs(root: Path, commit: str, option: str) -> Iterator[tuple[str, str]]:
    """The files of the register in a commit, as `root` names them, and what git names them.

    Not `git archive`: that leaves out and fills in what `.gitattributes` says.
    """
    words = ("ls-tree", "-r", "-z", commit, "--", SETTINGS_FILE, *REGISTER_FOLDERS)
    for row in _git(root, option, *words).decode("utf-8", "replace").split("\0"):
        if not row:
            continue
        about, _, file = row.partition("\t")
        mode, _, name = about.split(" ")
        if mode in _LINKS:
            raise misuse(
                f"{option}: {file} is {_LINKS[mode]}, so what it held at {commit[:12]} is not known"
            )
        yield file, name


# What a commit only points at, by its mode.
_LINKS = {"120000": "a symbolic link", "160000": "a submodule"}


def _contents(root: Path, blobs: Mapping[str, str], option: str) -> Iterator[bytes]:
    """What each file holds, in the order of the names."""
    names = "".join(f"{name}\n" for name in blobs.values()).encode()
    answer = BytesIO(_git(root, option, "cat-file", "--batch", given=names))
    for _ in blobs:
        size = int(answer.readline().split()[-1])
        yield answer.read(size)
        answer.read(1)


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


def _git(root: Path, option: str, *words: str, given: bytes = b"") -> bytes:
    """What git prints; Refused, naming `option`, with what it says where it fails."""
    command = ["git", *words]
    english = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command, cwd=root, input=given, capture_output=True, check=False, env=english
        )
    except OSError:
        raise misuse(f"{option} needs git, which cannot be started here") from None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if done.returncode != 0 and said:
        raise misuse(f"{option}: git says {said[0]!r}")
    return done.stdout
