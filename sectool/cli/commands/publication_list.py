"""`sectool publication list` and `show`: what the register says of its publications."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sectool.cli.present.output import write_out
from sectool.cli.present.tables import WIDTH, folded, write_json, write_lines
from sectool.dates import in_full
from sectool.documents.kinds import KINDS
from sectool.documents.paper_references import reference_of
from sectool.documents.placeholders import wanted_in
from sectool.load import load_register
from sectool.model.issued import Issue
from sectool.model.publication import Publication
from sectool.pipeline import publication_of
from sectool.schedule import Calendars, calendars_of

JSON_VERSION = 1


def print_list(root: Path, *, as_json: bool) -> int:
    """Prints every publication: its kind, its day, what it is about."""
    loaded = load_register(root)
    publications = loaded.register.publications
    if as_json:
        calendars = calendars_of(loaded.register)
        issued = loaded.register.issued
        rows = [
            _as_data(name, one, calendars, issued.get(name, ()))
            for name, one in publications.items()
        ]
        data = {"version": JSON_VERSION, "publications": rows}
        write_json(data)
        return 0
    if not publications:
        write_out("this register has no publications\n")
        return 0
    width = max(map(len, publications))
    for name, publication in publications.items():
        day = _dated(publication)
        told = in_full(day) if day is not None else "not dated"
        records = loaded.register.issued.get(name)
        out = f", issued {records[-1].version}" if records else ""
        write_lines([f"{name:<{width}}  {told:<15}  {_title(publication)}{out}"])
    return 0


def show(root: Path, name: str, *, as_json: bool) -> int:
    """Prints what a publication's file says of it."""
    loaded = load_register(root)
    publication = publication_of(loaded, name)
    records = loaded.register.issued.get(name, ())
    data = _as_data(name, publication, calendars_of(loaded.register), records)
    if as_json:
        document = {"version": JSON_VERSION, **data}
        write_json(document)
        return 0
    lines = folded(f"{name}: ", _title(publication))
    for key, value in data.items():
        if value and key not in ("name", "title", "versions", "wanted", "issued"):
            lines += folded(f"  {key:<14}  ", value)
    for version in publication.versions:
        day = in_full(version.dated) if version.dated else "a draft"
        lines += folded(f"  version {version.version:<6}  {day:<15}  ", version.changes)
    for record in records:
        origin = f"fingerprint {record.fingerprint}, commit {record.commit[:12]}"
        lines += folded(f"  issued {record.version:<7}  {in_full(record.dated):<15}  ", origin)
    write_lines([*lines, *(f"  {line}" for line in wanted_lines(publication))])
    return 0


def wanted_lines(publication: Publication) -> list[str]:
    """Where words are wanted still, for people."""
    wanted = wanted_in(publication)
    width = max((len(section) for section, _ in wanted), default=0)
    lines = ["words wanted:"] if wanted else []
    for section, hint in wanted:
        lines += folded(f"  {section:<{width}}  ", hint, width=WIDTH - 2)
    return lines


def _dated(publication: Publication) -> date | None:
    if publication.dated is not None or not publication.versions:
        return publication.dated
    return publication.versions[-1].dated


def _title(publication: Publication) -> str:
    if publication.title is not None:
        return publication.title
    title = KINDS[publication.kind].title
    return f"{title}, {publication.release}" if publication.release is not None else title


def _as_data(
    name: str, publication: Publication, calendars: Calendars, issued: Sequence[Issue]
) -> dict[str, Any]:
    day = _dated(publication)
    meeting = publication.meeting
    return {
        "name": name,
        "kind": publication.kind,
        "title": _title(publication),
        "release": publication.release,
        "dated": day.isoformat() if day else None,
        "as-of": publication.as_of.isoformat() if publication.as_of else None,
        "meeting": f"{meeting.body}, {meeting.date.isoformat()}" if meeting else None,
        "reference": reference_of(publication, calendars),
        "classification": publication.classification,
        "source": publication.source,
        "versions": [
            {"version": one.version, "dated": one.dated.isoformat() if one.dated else None}
            for one in publication.versions
        ],
        "issued": [
            {
                "version": record.version,
                "dated": record.dated.isoformat(),
                "fingerprint": record.fingerprint,
                "commit": record.commit,
            }
            for record in issued
        ],
        "wanted": [{"section": section, "words": hint} for section, hint in wanted_in(publication)],
    }
