"""The registers that tests read, and copies of them to change.

No test reads the register at the top of this repository: people plan their releases there, and what
they plan must turn no test red. `SEED` is what that register was when the tests were written, and
stays as it is. `tests/test_living_register.py` alone holds the living one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from sectool.building import Built, build_edition
from sectool.documents.edition import edition_of
from sectool.load import Loaded, load_register
from sectool.model.publication import Publication

REPOSITORY = Path(__file__).resolve().parent.parent
REGISTERS = REPOSITORY / "tests" / "registers"
SEED = REGISTERS / "seed"
MINIMAL = REGISTERS / "minimal"
BROKEN = REGISTERS / "broken"
NOVEMBER_2019 = REGISTERS / "november-2019"
BSC = REGISTERS / "bsc"

# What a register is made of. Templates are the product's: every register has those it ships.
PARTS = ("sectool.yaml", "reference", "modifications", "releases", "publications")

# The modifications of the seed that its RID is about have this line.
IN_THE_RID = "release: 2022-11"

_AT_ONCE = 1 << 24


@cache
def opened(register: Path) -> Loaded:
    """A register as read, once: for tests that change nothing in its folder."""
    return load_register(register)


def copy_of(register: Path, to: Path, parts: Iterable[str] = PARTS) -> Path:
    """A copy of a register, or of some files and folders of it, to change and to build in."""
    for part in parts:
        source, target = register / part, to / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            _copy_folder(source, target)
        else:
            shutil.copyfile(source, target)
    return to


@cache
def left_out() -> frozenset[str]:
    """The files of most modifications of the seed: all but those of its RID and of its letter, and
    every eighth. Without them each of its documents has what it lists, in a third of the time."""
    found = set()
    for number, path in enumerate(sorted((SEED / "modifications").iterdir())):
        text = path.read_text(encoding="utf-8")
        if number % 8 and IN_THE_RID not in text and "id: SECMP0007\n" not in text:
            found.add(f"modifications/{path.name}")
    return frozenset(found)


def lean(register: Path) -> Path:
    """A copy of the seed without most of its modifications, see `left_out`."""
    for file in left_out():
        (register / file).unlink()
    return register


def lean_copy(to: Path, also: Iterable[str] = ()) -> Path:
    """A copy of the seed, to change and to build in, without most of its modifications but
    `also` these."""
    copy_of(SEED, to, [part for part in PARTS if part != "modifications"])
    names = {file.rpartition("/")[2] for file in left_out()} - {f"{id_}.yaml" for id_ in also}
    _copy_folder(SEED / "modifications", to / "modifications", frozenset(names))
    return to


def _copy_folder(source: Path, target: Path, but: frozenset[str] = frozenset()) -> None:
    """As `shutil.copytree` does, in half the time: no times and modes of files are wanted."""
    target.mkdir()
    with os.scandir(source) as found:
        for one in found:
            if one.name in but:
                continue
            if one.is_dir():
                _copy_folder(source / one.name, target / one.name)
                continue
            given = os.open(one.path, os.O_RDONLY)
            made = os.open(f"{target}/{one.name}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            while content := os.read(given, _AT_ONCE):
                os.write(made, content)
            os.close(given)
            os.close(made)


def built_as(
    loaded: Loaded,
    name: str,
    publication: Publication,
    as_of: date | None = None,
    draft: bool = False,
) -> Built:
    """A publication as it would go out of a register, whether that holds it or not."""
    edition = edition_of(publication, as_of, draft=draft)
    return build_edition(loaded, name, publication, edition, state="issued")


def edit(file: Path, old: str, new: str) -> None:
    """Replaces the first place in a file where `old` stands."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {file}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
