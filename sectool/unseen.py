"""Characters that cannot be seen, shown: what a terminal or a log would obey.

Names of files, titles and lines of the register may hold characters that clear a screen, turn the
order of letters round, or begin a line of their own in the log of a server.
"""

from __future__ import annotations

import re

# Controls but for line feeds and tabs, what else ends a line, and what turns letters round.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


def visible(text: str) -> str:
    """A text with `\\x1b` for what would be obeyed; line feeds and tabs stay."""
    return _UNSEEN.sub(_escape, text)


def in_line(text: str) -> str:
    """A text that stays in its line: a name, a message."""
    return visible(text).replace("\n", "\\n")


def visible_in_json(text: str) -> str:
    """A JSON text, in whose strings the same characters are escaped as JSON does."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return {0x0D: "\\r"}.get(code) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
