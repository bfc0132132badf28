"""`sectool publication list` and `show`: what the register says of its publications."""

from __future__ import annotations

from pathlib import Path

from sectool.cli.present.output import write_out
from sectool.cli.present.tables import WIDTH, fields_of, folded, write_json, write_lines
from sectool.dates import in_full, iso
from sectool.pipeline import Described, publication_of
from sectool.queries.loaded import load_register


def print_list(root: Path, *, as_json: bool) -> int:
    """Prints every publication: its kind, its day, what it is about."""
    register = load_register(root).register
    publications = [Described(register, name, one) for name, one in register.publications.items()]
    if as_json:
        write_json({"publications": [_as_data(one) for one in publications]})
        return 0
    if not publications:
        write_out("this register has no publications\n")
        return 0
    width = max(len(one.name) for one in publications)
    for found in publications:
        day_in_words = in_full(found.dated) if found.dated is not None else "not dated"
        out = f", issued {found.issued[-1].version}" if found.issued else ""
        out += found.status_remark
        write_lines([f"{found.name:<{width}}  {day_in_words:<15}  {found.title}{out}"])
    return 0


def show(root: Path, name: str, *, as_json: bool) -> int:
    """Prints what a publication's file says of it."""
    loaded = load_register(root)
    publication = publication_of(loaded, name)
    found = Described(loaded.register, name, publication)
    data = _as_data(found)
    if as_json:
        write_json(data)
        return 0
    lines = folded(f"{name}: ", found.title)
    for key, value in data.items():
        if value and key not in ("name", "title", "versions", "wanted", "issued"):
            lines += folded(f"  {key:<14}  ", str(value))
    for version in publication.versions:
        day = in_full(version.dated) if version.dated else "a draft"
        status = found.status_of(version.version)
        known = {"for issue": "for issue", "mentioned": "mentioned"}
        known["unknown"] = "whether it was issued cannot be determined"
        status = f" ({known[status]})" if status in known else ""
        lines += folded(f"  version {version.version:<6}  {day:<15}  ", version.changes + status)
    for record in found.issued:
        origin = f"fingerprint {record.fingerprint}, commit {record.commit[:12]}"
        origin += f", elsewhere ({record.elsewhere})" if record.elsewhere is not None else ""
        if record.again is not None:
            origin += f", transcription {record.transcription}: {record.again}"
        if record.withdrawn is not None:
            withdrawn = record.withdrawn
            origin += f", withdrawn on {in_full(withdrawn.date)}: {withdrawn.because}"
        lines += folded(f"  issued {record.version:<7}  {in_full(record.dated):<15}  ", origin)
    if found.issued and not found.stands:
        lines.append("  no version is in force: the newest was withdrawn")
    write_lines([*lines, *(f"  {line}" for line in wanted_lines(found))])
    return 0


def wanted_lines(found: Described) -> list[str]:
    """Where words are wanted still, for people."""
    wanted = found.wanted
    width = max((len(section) for section, _ in wanted), default=0)
    lines = ["text required:"] if wanted else []
    for section, hint in wanted:
        lines += folded(f"  {section:<{width}}  ", hint, width=WIDTH - 2)
    return lines


def _as_data(found: Described) -> dict[str, object]:
    publication, meeting = found.publication, found.publication.meeting
    return {
        "name": found.name,
        "kind": publication.kind,
        "title": found.title,
        "release": publication.release,
        "dated": iso(found.dated),
        "as-of": iso(publication.as_of),
        "meeting": f"{meeting.body}, {iso(meeting.date)}" if meeting else None,
        "reference": found.reference,
        **fields_of(publication, "classification", "source"),
        "status": found.status,
        "standing-version": found.stands,
        "versions": [
            {**fields_of(one, "version", "dated"), "status": found.status_of(one.version)}
            for one in publication.versions
        ],
        "issued": [
            {
                **fields_of(record, "version", "dated", "fingerprint", "commit"),
                **fields_of(record, "reference", "elsewhere", "transcription", "again"),
                "withdrawn": iso(record.withdrawn.date) if record.withdrawn else None,
                "because": record.withdrawn.because if record.withdrawn else None,
            }
            for record in found.issued
        ],
        "wanted": [{"section": section, "words": hint} for section, hint in found.wanted],
    }
