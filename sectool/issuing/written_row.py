"""A row of what went out, written into the file of its record: all else there stays as it is."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sectool.issuing.record import CannotIssue
from sectool.issuing.rows import rows_of
from sectool.model.issued import Issue
from sectool.model.register import issued_file

_HEAD = """\
# What was issued of {name}, version by version:
# the day it went out and the day it speaks of, the fingerprint of its facts, the SHA-256 of its
# Markdown and of its annexes, and the commit that contains them. Written by `publication issue` and
# `publication withdraw`. A document takes from it whether it was issued, and no fact.
"""


def with_row(before: bytes | None, name: str, record: Issue) -> bytes:
    """The record's file with one row more: what it contains stays as it is, byte for byte."""
    row: dict[str, Any] = {
        "version": record.version,
        "dated": record.dated.isoformat(),
        "as-of": record.as_of.isoformat(),
        "fingerprint": record.fingerprint,
        "content": record.content,
        "commit": record.commit,
        **({"reference": record.reference} if record.reference is not None else {}),
        **({"replaces": record.replaces} if record.replaces is not None else {}),
        **({"elsewhere": record.elsewhere} if record.elsewhere is not None else {}),
        **({"transcription": str(record.transcription)} if record.again is not None else {}),
        **({"again": record.again} if record.again is not None else {}),
        **({"annexes": dict(record.annexes)} if record.annexes else {}),
    }
    if before is None:
        before = _HEAD.format(name=name).encode()
    ending = b"\r\n" if b"\r\n" in before else b"\n"
    if not before.endswith((b"\n", b"\r")):
        before += ending
    lines = [
        line
        for key, value in row.items()
        for line in (
            [f"  {key}:", *(f"    {one}: {of_it}" for one, of_it in value.items())]
            if isinstance(value, dict)
            else [f"{'-' if key == 'version' else ' '} {key}: {_written(key, value)}"]
        )
    ]
    after = before + b"".join(line.encode() + ending for line in lines)
    if rows_of(after) != (*rows_of(before), row):
        raise CannotIssue(
            f"no row can be added to {issued_file(name)}: begin each of its rows with '- version:' "
            "at the start of a line, and end it with the last of them"
        )
    return after


def _written(key: str, value: str) -> str:
    """A value as it is written: sentences in quotation marks."""
    return json.dumps(value, ensure_ascii=False) if key == "again" else value


def with_withdrawal(before: bytes, name: str, version: str, day: date, because: str) -> bytes:
    """The record's file with what became of a version in its last row; all else stays.

    CannotIssue where that row was withdrawn already, or the file is not written row by row.
    """
    text = before.decode("utf-8", "surrogateescape")
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if "\r\n" in text else "\n"
    starts = [n for n, line in enumerate(lines) if line.split() == ["-", "version:", version]]
    start = starts[-1] if starts else None
    row = {"withdrawn": {"date": day.isoformat(), "because": because}}
    if start is not None:
        end = start + 1
        while end < len(lines) and lines[end].startswith("  "):
            end += 1
        if not lines[end - 1].endswith(("\n", "\r")):
            lines[end - 1] += ending
        lines[end:end] = [
            f"  withdrawn:{ending}",
            f"    date: {day.isoformat()}{ending}",
            f"    because: {json.dumps(because, ensure_ascii=False)}{ending}",
        ]
    after = "".join(lines).encode("utf-8", "surrogateescape")
    wanted = [*rows_of(before)]
    for n in reversed(range(len(wanted))):
        if isinstance(wanted[n], dict) and wanted[n].get("version") == version:
            wanted[n] = {**wanted[n], **row}
            break
    if start is None or rows_of(after) != (*wanted,):
        raise CannotIssue(
            f"version {version} cannot be marked as withdrawn in {issued_file(name)}: begin each "
            "of its rows with '- version:' at the start of a line, a key a line"
        )
    return after
