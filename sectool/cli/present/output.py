"""Everything that is printed goes through here: what cannot be seen is shown, not sent."""

from __future__ import annotations

import sys

from sectool.unseen import visible


def write_out(text: str) -> None:
    """Prints an answer."""
    sys.stdout.write(visible(text))


def write_error(text: str) -> None:
    """Prints what is no answer: a refusal, a warning, what was left out."""
    sys.stderr.write(visible(text))


def write_bytes(content: bytes) -> None:
    """As bytes, or Windows would make two ends of a line out of one."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(content.decode())
        return
    sys.stdout.flush()
    buffer.write(content)
    buffer.flush()
