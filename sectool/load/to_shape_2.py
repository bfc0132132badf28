"""From shape 1 to 2: what is absent is not known, and `none` is a fact.

In shape 1 an empty list and an absent key were one. An empty list was written on purpose, so it
becomes `none`; an absent key stays absent. Of the parts of a modification, one that named no
document beside another that did was told as changing none.
"""

from __future__ import annotations

from typing import Any

from sectool.source.reader import Data

_NONE = "none"
_CHANGED = ("documents", "specifications")


def to_shape_2(file: str, data: Data) -> Data:
    """The data of a file of shape 1 in shape 2: every key keeps its place."""
    folder, _, name = file.rpartition("/")
    if not isinstance(data, dict):
        return data
    if folder == "modifications":
        return _modification(data)
    if name == "release.yaml":
        return _with_none(data, ("change-requests", "specifications", "secas-effort"))
    return data


def _modification(data: dict[str, Any]) -> dict[str, Any]:
    new = _facts(data)
    history = new.get("history")
    if isinstance(history, tuple):
        new["history"] = tuple(
            _facts(entry) if isinstance(entry, dict) else entry for entry in history
        )
    return new


def _facts(group: dict[str, Any]) -> dict[str, Any]:
    """The facts of a modification or of an entry."""
    new = _with_none(group, _CHANGED)
    if new.get("impacts") == {}:
        del new["impacts"]
    parts = new.get("parts")
    if isinstance(parts, dict):
        new["parts"] = _parts(parts)
    return new


def _parts(parts: dict[str, Any]) -> dict[str, Any]:
    some = any(isinstance(part, dict) and any(map(part.get, _CHANGED)) for part in parts.values())
    new = {}
    for id_, part in parts.items():
        if isinstance(part, dict):
            part = _with_none(part, _CHANGED)
            if some and not any(key in part for key in _CHANGED):
                part["documents"] = _NONE
        new[id_] = part
    return new


def _with_none(group: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """A copy of a group in which a list or table that is empty is `none`."""
    return {
        key: _NONE if key in keys and value in ((), {}) else value for key, value in group.items()
    }
