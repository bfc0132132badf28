"""What was worked out of a document that was begun, a line each."""

from __future__ import annotations

from sectool.building import Described
from sectool.dates import in_full
from sectool.queries.files import reference_file


def what_followed(found: Described) -> list[str]:
    """The meeting that it goes to and its reference, or why it has none."""
    lines = []
    meeting, body = found.publication.meeting, found.body
    if meeting is not None and body is not None:
        number = found.meeting_number
        of = f"{body.name} {number}" if number is not None else body.name
        lines.append(f"meeting: {of}, {in_full(meeting.date)}")
    reference = found.reference
    if reference is not None:
        lines.append(f"reference: {reference}")
    elif meeting is not None and meeting.item is not None:
        has_form = body is not None and body.reference_form is not None
        lacking = "its number is" if has_form else "'series' of its body is"
        lines.append(f"reference: none, since {lacking} not in {reference_file('bodies')}")
    return lines
