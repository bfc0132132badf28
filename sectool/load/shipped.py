"""The tables and templates of the profiles that come with sectool, and what all Codes share.

Tables stand for files of `reference/` that a register does not have, and go by their names; what a
register has of its own replaces the shipped one whole. So it is with templates.
"""

from __future__ import annotations

from pathlib import Path

from sectool.model.register import REFERENCE_FILES, SHIPPED_TABLES

PROFILES = Path(__file__).parents[1] / "profiles"
# Styles and macros, which know no Code.
SHARED = Path(__file__).parents[1] / "templates"
# That of registers that name none.
USUAL = "sec"


def profiles() -> tuple[str, ...]:
    """The names of all profiles that are shipped, in order."""
    return tuple(sorted(each.name for each in PROFILES.iterdir() if each.is_dir()))


def tables_of(profile: str) -> dict[str, Path]:
    """The files of a profile by the names that a register's own would have.

    `none` has no tables.
    """
    folder = PROFILES / profile
    found = {}
    for name in SHIPPED_TABLES:
        file = REFERENCE_FILES[name][0]
        shipped = folder / file.rpartition("/")[2]
        if shipped.is_file():
            found[file] = shipped
    return found


def templates_of(profile: str) -> Path | None:
    """The folder of the templates that a profile ships: the documents of its Code.

    Those of the usual one stand at the top of the repository and are packed with it.
    """
    packed = PROFILES / profile / "templates"
    if packed.is_dir():
        return packed
    top = PROFILES.parents[1] / "templates"
    return top if profile == USUAL and top.is_dir() else None


def printed(shipped: Path) -> str:
    """How messages name a shipped file: `profiles/sec/participants.yaml`."""
    return shipped.relative_to(PROFILES.parent).as_posix()


def starter_of(profile: str) -> dict[str, bytes]:
    """The files of a new register of a profile, by their names there; empty where it has none.

    In the package a leading dot is written `dot-`, since programs that pack files leave hidden ones
    out.
    """
    folder = PROFILES / profile / "start"
    found = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            found[f".{name.removeprefix('dot-')}" if name.startswith("dot-") else name] = (
                path.read_bytes()
            )
    return found
