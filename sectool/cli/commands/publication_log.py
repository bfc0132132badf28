"""`sectool publication log`: what went out, when, from which commit, with which reference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sectool.cli.present.output import write_out
from sectool.cli.present.tables import fields_of, folded, write_json, write_lines
from sectool.cli.session import unread
from sectool.dates import in_full, iso
from sectool.issuing.in_words import issue_in_words
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
    for text in issue_in_words(row):
        yield from folded(" " * 17, text)


def _as_data(row: WentOut) -> dict[str, object]:
    record, keys = row.record, ("commit", "fingerprint", "elsewhere", "transcription", "again")
    withdrawn = record.withdrawn if record is not None else None
    return {
        **fields_of(row, "name", "title"),
        "edition": row.version,
        "dated": iso(row.dated),
        "as-of": iso(record.as_of) if record is not None else None,
        "reference": row.reference,
        **(fields_of(record, *keys) if record is not None else dict.fromkeys(keys)),
        "mentioned": record is None,
        "withdrawn": iso(withdrawn.date) if withdrawn is not None else None,
        "because": withdrawn.because if withdrawn is not None else None,
        "replaced-by": row.replaced_by,
        "stands": row.stands,
    }
