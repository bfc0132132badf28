"""`sectool publication log`: what went out, when, from which commit, with which reference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sectool.cli.present.output import write_out
from sectool.cli.present.tables import folded, write_json, write_lines
from sectool.cli.session import unread
from sectool.dates import in_full
from sectool.issuing.log import WentOut, paper_trail
from sectool.pipeline import publication_of
from sectool.queries.loaded import load_register


def print_log(root: Path, name: str | None, *, as_json: bool) -> int:
    """Prints what went out; 1 where files cannot be read, so that some of it may be missing."""
    loaded = load_register(root)
    if name is not None:
        publication_of(loaded, name)
    code = unread(loaded, "publications/")
    rows = paper_trail(loaded.register, name)
    if as_json:
        write_json({"issued": [_as_data(row) for row in rows]})
    elif not rows:
        of = f" of {name}" if name is not None else ""
        write_out(f"nothing{of} is recorded as issued: 'sectool publication issue' records it\n")
    else:
        write_lines([line for row in rows for line in _lines(row)])
    return code


def _lines(row: WentOut) -> Iterator[str]:
    day = in_full(row.dated) if row.dated is not None else "not dated"
    yield from folded(f"{day:<15}  ", f"{row.name} version {row.version}")
    details = [row.title]
    record = row.record
    if row.reference is not None:
        details.append(f"reference {row.reference}")
    if record is None:
        details.append("known only to have been issued")
    else:
        if record.elsewhere is not None:
            details.append(f"issued elsewhere ({record.elsewhere})")
        details.append(f"commit {record.commit[:12]}, fingerprint {record.fingerprint}")
    if row.replaced_by is not None:
        details.append(f"replaced by version {row.replaced_by}")
    for text in details:
        yield from folded(" " * 17, text)
    if record is not None and record.withdrawn is not None:
        withdrawn = f"withdrawn on {in_full(record.withdrawn.date)}: {record.withdrawn.because}"
        yield from folded(" " * 17, withdrawn)


def _as_data(row: WentOut) -> dict[str, Any]:
    record = row.record
    withdrawn = record.withdrawn if record is not None else None
    return {
        "name": row.name,
        "title": row.title,
        "edition": row.version,
        "dated": row.dated.isoformat() if row.dated is not None else None,
        "as-of": record.as_of.isoformat() if record is not None else None,
        "reference": row.reference,
        "commit": record.commit if record is not None else None,
        "fingerprint": record.fingerprint if record is not None else None,
        "elsewhere": record.elsewhere if record is not None else None,
        "mentioned": record is None,
        "withdrawn": withdrawn.date.isoformat() if withdrawn is not None else None,
        "because": withdrawn.because if withdrawn is not None else None,
        "replaced-by": row.replaced_by,
    }
