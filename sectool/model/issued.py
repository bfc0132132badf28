"""What was issued of a publication, in a file beside it that no document reads."""

from __future__ import annotations

from typing import Annotated

from sectool.model.shape import Day, Edition, Shape, matching

Fingerprint = Annotated[
    str, matching("a fingerprint of twelve digits, 0 to f, after '2:'", "(?:2:)?[0-9a-f]{12}")
]
Digest = Annotated[str, matching("a SHA-256 of 64 digits, 0 to f", "[0-9a-f]{64}")]
Commit = Annotated[str, matching("the full name of a git commit", "[0-9a-f]{40}(?:[0-9a-f]{24})?")]


class Issue(Shape):
    """One version as it went out: its day, the facts and words it had, and the data it came from.

    `as-of` is the day it speaks of. `fingerprint` is that of its facts, `content` the SHA-256 of
    its Markdown, and `commit` holds the register that gave both.
    """

    version: Edition
    dated: Day
    as_of: Day
    fingerprint: Fingerprint
    content: Digest
    commit: Commit
