"""The rows of a record as they are written in its file, and as they were in its past."""

from __future__ import annotations

from typing import Any

from sectool.source.reader import decode, read_data


def rows_of(content: bytes) -> tuple[Any, ...]:
    """The rows of a record's bytes, as read; none where they cannot be."""
    text, problem = decode(content)
    data, problems = read_data(text) if problem is None else (None, [problem])
    return data if isinstance(data, tuple) and not problems else ()


def transcription_in(row: dict[str, Any]) -> int:
    """Which row of its version it is, as written; 0 where that is not a number."""
    number = str(row.get("transcription", "1"))
    return int(number) if number.isascii() and number.isdigit() else 0
