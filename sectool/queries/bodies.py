"""What bodies are called in sentences."""

from __future__ import annotations

from sectool.model.register import Register


def body_in_words(register: Register, short: str) -> tuple[str, str | None]:
    """A body as a sentence names it: `Testing Advisory Group` and its `TAG`, but `Panel` alone."""
    body = register.body_called(short)
    if body is None or not short.isupper():
        return short, None
    return body.name, short
