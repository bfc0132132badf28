"""A register as its files would have been on a day: what was written later is not in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.register import copy_of

DECIDES = ("date-directed", "discretion-used", "rescheduled", "cancelled")


def cut(register: Path, to: Path, day: date) -> Path:
    """A copy of a register without anything that happened, or was decided, after a day."""
    copy_of(register, to)
    for file in sorted((to / "modifications").glob("*.yaml")):
        _write(file, _modification(_read(file), day))
    for file in sorted((to / "releases").glob("*/timeline.yaml")):
        release = _read(file.with_name("release.yaml"))
        _write(file, _timeline(_read(file), release, day))
    for file in sorted((to / "releases").glob("*/release.yaml")):
        _write(file, _release(_read(file), day))
    for file in sorted((to / "publications").glob("*.yaml")):
        _write(file, _publication(_read(file), day))
    bodies, calendar = to / "reference/bodies.yaml", to / "reference/calendar.yaml"
    found = _read(bodies)
    for body in found.values():
        if "meetings" in body:
            body["meetings"] = _announced(body["meetings"], day)
    _write(bodies, found)
    found = _read(calendar)
    if day >= _last(found["known-from"]):
        found["holidays"] = _announced(found["holidays"], day)
        _write(calendar, found)
    return to


def _read(file: Path) -> Any:
    # Every scalar stays the text that it is written as.
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506


def _write(file: Path, data: Any) -> None:
    if data is None:
        file.unlink()
    else:
        form: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": 10_000}
        file.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, **form), "utf-8")


def _last(text: str) -> date:
    """The day, or the last day of the month, that a text names."""
    if len(text) == 7:
        year, month = map(int, text.split("-"))
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date.fromisoformat(text)


def _on(entry: dict[str, Any]) -> date:
    return _last(entry.get("date") or entry["seen"])


def _modification(found: dict[str, Any], day: date) -> dict[str, Any] | None:
    later = sorted((entry for entry in found["history"] if _on(entry) > day), key=_on)
    titles = [entry["from"] for entry in later if entry.get("event") == "retitled"]
    found["history"] = [entry for entry in found["history"] if _on(entry) <= day]
    if titles:
        found["title"] = titles[0]
    return found if found["history"] else None


def _release(found: dict[str, Any], day: date) -> dict[str, Any]:
    if "go-live" in found and _decisions(found):
        found["go-live"] = _go_live(found, day) or found["go-live"]
    if "history" in found:
        found["history"] = [entry for entry in found["history"] if _on(entry) <= day]
    if isinstance(found.get("change-requests"), list):
        requests = found["change-requests"]
        found["change-requests"] = [
            r for r in requests if _last(r.get("seen", day.isoformat())) <= day
        ]
    return {key: value for key, value in found.items() if value != []}


def _decisions(release: dict[str, Any]) -> list[dict[str, Any]]:
    found = (entry for entry in release.get("history", ()) if entry["event"] in DECIDES)
    return sorted(found, key=_on)


def _go_live(release: dict[str, Any], day: date) -> str | None:
    """The go-live before the first decision that came after a day; None where none came."""
    decided = _decisions(release)
    later = [entry for entry in decided if _on(entry) > day]
    if not later:
        return None
    earlier = [entry for entry in decided if _on(entry) <= day]
    if earlier:
        return str(earlier[-1]["to"])
    asked = [e["from"] for e in release["history"] if e["event"] == "date-requested"]
    return str(later[0].get("from") or (asked or ["tba"])[0])


def _timeline(found: dict[str, Any], release: dict[str, Any], day: date) -> dict[str, Any]:
    # What was not known stays so: that something was recorded later is no fact of then.
    kept: dict[str, Any] = {}
    for id_, row in found["milestones"].items():
        if "since" in row and _last(row["since"]) > day:
            continue
        if "until" in row:
            if _last(row["until"]) <= day:
                continue
            del row["until"]
        rows = row.pop("was", [])
        for earlier in [one for one in rows if _last(one["until"]) > day]:
            if {"when", "due"} & earlier.keys():
                row.pop("when", None)
                row.pop("due", None)
            row |= {key: value for key, value in earlier.items() if key != "until"}
        # What it had been before was written down by then.
        if past := [one for one in rows if _last(one["until"]) <= day]:
            row["was"] = past
        if id_ == "go-live":
            row["when"] = _go_live(release, day) or row["when"]
            rows = rows or _decisions(release)
        if rows:
            # What it was is known, whatever the timeline says of the rest.
            row.setdefault("since", "2000-01-01")
        row.pop("stated", None)
        if row.get("rules") == "none":
            del row["rules"]
        kept[id_] = row
    found["milestones"] = kept
    return found


def _publication(found: dict[str, Any], day: date) -> dict[str, Any] | None:
    if "versions" in found:
        versions = found["versions"]
        found["versions"] = [v for v in versions if "dated" in v and _last(v["dated"]) <= day]
        return found if found["versions"] else None
    return found if "dated" in found and _last(found["dated"]) <= day else None


def _announced(rows: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    kept = [row for row in rows if "known-from" not in row or _last(row["known-from"]) <= day]
    for row in kept:
        if "withdrawn" in row and _last(row["withdrawn"]) > day:
            del row["withdrawn"]
    return kept


_LINES = re.compile(r":[0-9]+\]|\.yaml:[0-9]+")


def without_lines(text: str) -> str:
    """What a command prints, without the numbers of lines."""
    return _LINES.sub("", text)


def lines_that_differ(one: str, other: str) -> Iterator[str]:
    """The lines that only one of two texts has."""
    first, second = without_lines(one).splitlines(), without_lines(other).splitlines()
    yield from (f"- {line}" for line in first if line not in second)
    yield from (f"+ {line}" for line in second if line not in first)
