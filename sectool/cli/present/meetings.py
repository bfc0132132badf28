"""Meetings of bodies, in text and as data."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from sectool.cli.present.tables import WIDTH, fields_of
from sectool.dates import in_full, iso
from sectool.queries.bodies import Meeting

PROPOSED = "? proposed by the body's usual pattern, not confirmed"


def folded(start: str, text: str) -> list[str]:
    """Text behind a start, folded so that it stays within a terminal of 80 columns."""
    return wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start) or "  ",
        break_on_hyphens=False,
    ) or [start.rstrip()]


def meeting_lines(meetings: Sequence[Meeting]) -> list[str]:
    """A line for each: its day, number and papers, and what became of it."""
    lines = []
    for meeting in meetings:
        number = "" if meeting.number is None else str(meeting.number)
        shown = in_full(meeting.day) + ("?" if meeting.proposed else "")
        start = f"  {shown:<16}  {number:>4}"
        details = []
        if meeting.papers is not None:
            details.append(f"papers {in_full(meeting.papers)}")
        if meeting.state in ("extra", "cancelled"):
            details.append(meeting.state)
        if meeting.instead_of is not None:
            details.append(f"instead of {in_full(meeting.instead_of)}")
        because = meeting.because
        if because is not None and details and details[-1] in ("extra", "cancelled"):
            details[-1], because = f"{details[-1]}: {because}", None
        lines += folded(f"{start}  ", "; ".join(details)) if details else [start.rstrip()]
        if because is not None:
            lines += folded(" " * (len(start) + 2), because)
    return lines


def meeting_data(meeting: Meeting) -> dict[str, object]:
    """A meeting for programs."""
    return {
        "body": meeting.body,
        "date": iso(meeting.day),
        **fields_of(meeting, "number", "state", "papers", "instead-of", "because"),
    }
