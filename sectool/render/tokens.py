"""What every format looks alike by: one accent and its neighbours, and the sizes of type.

Word's styles and drawings take these from here. The style sheets that a register may copy have them
in a part of their own, so that a copy can be read and changed by itself; tests/test_tokens.py
holds these parts, writes them with `pytest --renew`, and compares what mail and Word say.
A register's own style wins, and so does the theme of a house's style.docx.
"""

from __future__ import annotations

# Contrast with white: ink 15, soft 6, accent 8, warning 7 to one; the rule is a line between cells.
INK, SOFT, RULE, SHADE, PAPER = "#1c2430", "#55606e", "#d5dbe2", "#f3f6f9", "#ffffff"
ACCENT, WARNING = "#0b5a6f", "#a3360a"
COLOURS = {
    "accent": ACCENT,
    "ink": INK,
    "soft": SOFT,
    "rule": RULE,
    "shade": SHADE,
    "warning": WARNING,
}

# In points. A section's heading has a rule in the accent above it and is in ink, that of a part of
# a section is in the accent, the next is in ink.
TEXT, TITLE, SECTION, PART, MINOR, TABLE, COMPACT, SMALL = (
    10.5,
    20.0,
    16.0,
    12.5,
    11.0,
    9.5,
    9.0,
    8.5,
)
SIZES = {
    "text": TEXT,
    "title": TITLE,
    "section": SECTION,
    "part": PART,
    "minor": MINOR,
    "table": TABLE,
    "compact": COMPACT,
    "small": SMALL,
}


def of_the_text(size: float) -> float:
    """A size as a multiple of that of the text, for screens, whose text is as large as readers
    want."""
    return round(size / TEXT, 3)
