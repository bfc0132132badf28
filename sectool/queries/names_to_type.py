"""The names that people type, for shells that complete them: read in a moment, whatever is wrong.

Names of files are listed, and of other things one file is read, without its shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sectool.codes import CODES
from sectool.source.reader import decode, read_data
from sectool.workspace.files import Files, Unreadable
from sectool.workspace.journal import register_files

__all__ = ["KINDS_OF_NAMES", "names_to_type"]


def names_to_type(root: Path, kind: str, within: str | None = None) -> list[str]:
    """The names of a kind of thing that a register has, in their order.

    `within` is the release of whose timeline milestones are wanted. What cannot be read has none.
    """
    try:
        return [*KINDS_OF_NAMES[kind](register_files(root), within)]
    except (Unreadable, OSError):
        return []


def _stems(files: Files, folder: str, ending: str = ".yaml") -> Iterator[str]:
    for name in files.names(folder):
        if name.endswith(ending) and not name.startswith("."):
            yield name.removesuffix(ending)


def _publications(files: Files, _: str | None) -> Iterator[str]:
    return (name for name in _stems(files, "publications") if not name.endswith(".issued"))


def _releases(files: Files, _: str | None) -> Iterator[str]:
    return (name for name in files.names("releases") if files.kind(f"releases/{name}") == "folder")


def _data(files: Files, file: str) -> Any:
    """What a file of the register, or the shipped table in its place, holds."""
    if files.kind(file) is not None:
        raw = files.read(file)
    else:
        # Imported here: it takes long, and names of files need none of it.
        from sectool.load.shipped import USUAL, profiles, tables_of

        settings = read_data(decode(files.read("sectool.yaml"))[0])[0]
        profile = settings.get("profile", USUAL) if isinstance(settings, dict) else USUAL
        shipped = tables_of(profile).get(file) if profile in profiles() else None
        raw = shipped.read_bytes() if shipped is not None else b""
    return read_data(decode(raw)[0])[0]


def _keys(file: str, *below: str) -> Callable[[Files, str | None], Iterator[str]]:
    def keys(files: Files, _: str | None) -> Iterator[str]:
        data = _data(files, file)
        for key in below:
            data = data.get(key) if isinstance(data, dict) else None
        yield from data if isinstance(data, dict) else ()

    return keys


def _bodies(files: Files, _: str | None) -> Iterator[str]:
    data = _data(files, "reference/bodies.yaml")
    for row in data.values() if isinstance(data, dict) else ():
        if isinstance(row, dict) and isinstance(row.get("short"), str):
            yield row["short"]


def _milestones(files: Files, release: str | None) -> Iterator[str]:
    if release is not None:
        yield from _keys(f"releases/{release}/timeline.yaml", "milestones")(files, None)


def _rules(files: Files, _: str | None) -> Iterator[str]:
    for code, rule in CODES.items():
        yield from (code, rule.name)


def _profiles(_: Files, __: str | None) -> Iterator[str]:
    from sectool.load.shipped import profiles

    yield from profiles()


def _tables(_: Files, __: str | None) -> Iterator[str]:
    from sectool.model.register import REFERENCE_FILES, SHIPPED_TABLES

    for file in sorted(REFERENCE_FILES[name][0] for name in SHIPPED_TABLES):
        yield file.rpartition("/")[2].removesuffix(".yaml")


KINDS_OF_NAMES: dict[str, Callable[[Files, str | None], Iterator[str]]] = {
    "modification": lambda files, _: _stems(files, "modifications"),
    "release": _releases,
    "publication": _publications,
    "milestone": _milestones,
    "body": _bodies,
    "participant": _keys("reference/participants.yaml", "participants"),
    "document": _keys("reference/documents.yaml"),
    "source": _keys("reference/sources.yaml"),
    "stage": _keys("reference/life-cycle.yaml", "stages"),
    "kind of assessment": _keys("reference/assessments.yaml"),
    "rule": _rules,
    "profile": _profiles,
    "table": _tables,
}
