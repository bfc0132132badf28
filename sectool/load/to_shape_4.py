"""From shape 3 to 4: participants and what affects them are data, and keys are those of any Code.

In shape 3 Python knew who operates the systems and in which ways it is affected, whatever a file
said of the participants; its areas stood beside them, and rules of cut-offs spoke of it alone. Keys
and figures of a release were called after one Code and its administrator.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sectool.diagnostic import Path
from sectool.source.reader import Data

# The participant of shape 3 that operates the systems, and what was known of it.
_OPERATOR = "dcc"
_KNOWN: dict[str, Any] = {
    "operator": "true",
    "levels": {
        "system": {"changes-systems": "true"},
        "testing": {
            "title": "testing only",
            "note": "The DCC takes part by testing; its systems do not change.",
        },
    },
}
_AREAS = f"{_OPERATOR}-areas"
# Keys of a release and of its history, and the figures that documents state of it.
_KEYS = {"sec-version": "code-version", "secas-effort": "administrator-effort"}
_FIGURES = {"system-irps": "counted-in-systems", "secas-pounds": "administrator-pounds"}


def to_shape_4(file: str, data: Data) -> tuple[Data, dict[Path, Path]]:
    """The data of a file of shape 3 in shape 4, and what has another place in it than in the file.

    What it says already stays.
    """
    moved: dict[Path, Path] = {}
    if file == "reference/participants.yaml" and isinstance(data, dict):
        return _participants(data, moved), moved
    if file == "reference/cut-offs.yaml" and isinstance(data, tuple):
        return tuple(_cut_off(row, index, moved) for index, row in enumerate(data)), moved
    if file.startswith("releases/") and file.endswith("/release.yaml") and isinstance(data, dict):
        return _release(data, moved), moved
    return data, moved


def is_of_shape_4(file: str, data: Data) -> bool:
    """Whether a file has keys that shape 3 did not know."""
    match file, data:
        case "reference/participants.yaml", {"participants": dict(rows)}:
            return _any_has(rows.values(), ("operator", "levels", "areas"))
        case "reference/cut-offs.yaml", tuple(rows):
            return _any_has(rows, ("impacts",))
        case _, dict() if file.startswith("releases/") and file.endswith("/release.yaml"):
            history = data.get("history")
            entries = history if isinstance(history, tuple) else ()
            return _any_has((data, *entries), _KEYS.values())
        case _:
            return False


def _any_has(groups: Iterable[Any], keys: Collection[str]) -> bool:
    return any(key in group for group in groups if isinstance(group, dict) for key in keys)


def _participants(data: dict[str, Any], moved: dict[Path, Path]) -> dict[str, Any]:
    rows = data.get("participants")
    if not isinstance(rows, dict) or not isinstance(rows.get(_OPERATOR, {}), dict):
        # That is told; what the row should hold is not told besides.
        return {key: value for key, value in data.items() if key != _AREAS}
    if _OPERATOR not in rows:
        return data
    operator = rows[_OPERATOR]
    named = any("operator" in row for row in rows.values() if isinstance(row, dict))
    known = {} if named else _KNOWN
    new = {**data, "participants": {**rows, _OPERATOR: {**known, **operator}}}
    if _AREAS in data and "areas" not in operator:
        new["participants"][_OPERATOR]["areas"] = new.pop(_AREAS)
        moved["participants", _OPERATOR, "areas"] = (_AREAS,)
    return new


def _cut_off(row: Any, index: int, moved: dict[Path, Path]) -> Any:
    if not isinstance(row, dict) or _OPERATOR not in row or "impacts" in row:
        return row
    moved[index, "impacts", _OPERATOR] = (index, _OPERATOR)
    levels = {_OPERATOR: row[_OPERATOR]}
    return {"impacts": levels, **{key: row[key] for key in row if key != _OPERATOR}}


def _release(data: dict[str, Any], moved: dict[Path, Path]) -> dict[str, Any]:
    new = _renamed(data, (), moved)
    if isinstance(history := new.get("history"), tuple):
        new["history"] = tuple(
            _renamed(entry, ("history", index), moved) if isinstance(entry, dict) else entry
            for index, entry in enumerate(history)
        )
    if isinstance(stated := new.get("stated"), tuple):
        new["stated"] = tuple(map(_with_figure, stated))
    return new


def _renamed(group: dict[str, Any], where: Path, moved: dict[Path, Path]) -> dict[str, Any]:
    new: dict[str, Any] = {}
    for key, value in group.items():
        now = _KEYS.get(key, key)
        if now != key and now not in group:  # where both are given, the former one is told
            moved[*where, now] = (*where, key)
            key = now
        new[key] = value
    return new


def _with_figure(row: Any) -> Any:
    figure = row.get("figure") if isinstance(row, dict) else None
    now = _FIGURES.get(figure) if isinstance(figure, str) else None
    return {**row, "figure": now} if now is not None else row
