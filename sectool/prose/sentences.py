"""Where sentences end, and the one that something stands in."""

from __future__ import annotations

import re

from sectool.prose.readings import Span

# A sentence ends with its stop, or with the line; one that is read over lines, with a semicolon or
# the paragraph.
END = re.compile(r"[.!?](?:\s|$)|\n")
END_OVER_LINES = re.compile(r"[.!?;](?:\s|$)|\n\s*\n")
FAR = 300  # the longest sentence that is read, to either side


def sentence_around(text: str, span: Span, end: re.Pattern[str]) -> str:
    """The sentence that some characters of a text stand in, without the stop at its end."""
    start, behind = span
    before = text[max(0, start - FAR) : start]
    begins = max((match.end() for match in end.finditer(before)), default=0)
    ends = end.search(text, behind, behind + FAR)
    return before[begins:] + text[start : ends.start() if ends is not None else behind + FAR]
