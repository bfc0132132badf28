"""Stand-ins: private-use characters that carry values through Markdown, and what can be wrong."""

from __future__ import annotations

import re

FIRST, LAST = 0xF0000, 0x10FFFD


STAND_IN = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")


TARGET = re.compile(r"(https?://|mailto:|#)\S+|[A-Za-z0-9][A-Za-z0-9._-]*")


class BadValue(Exception):
    pass


class BadWording(Exception):
    pass
