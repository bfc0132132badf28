"""What was issued of a publication, in a file beside it that holds no fact of a document."""

from typing import Annotated

from pydantic import Field

from sectool.model.meaning import Plain
from sectool.model.shape import Day, Number, Shape, matching
from sectool.model.texts import Edition, ProseText, ShortName, SourceRef, Words

_COMPUTED = Plain("computed, and written by the tool alone")
Fingerprint = Annotated[
    str,
    matching("a fingerprint of twelve digits, 0 to f, after '2:'", "(?:2:)?[0-9a-f]{12}").meant_as(
        _COMPUTED
    ),
]
Digest = Annotated[
    str, matching("a SHA-256 of 64 digits, 0 to f", "[0-9a-f]{64}").meant_as(_COMPUTED)
]
Commit = Annotated[
    str,
    matching("the full name of a git commit", "[0-9a-f]{40}(?:[0-9a-f]{24})?").meant_as(_COMPUTED),
]


class Withdrawal(Shape):
    """That a version which went out holds no longer: from which day, and why."""

    date: Day
    """The day it was withdrawn."""
    because: ProseText
    """Why it was withdrawn."""


class Issue(Shape):
    """One version as it went out: its day, the facts and words it had, and the data it came from.

    `as-of` is the day it speaks of. `fingerprint` is that of its facts, `content` the SHA-256 of
    its words (as Markdown, a paragraph a line), `annexes` are those of the files that went with it,
    and `commit` holds the register that gave them. Rows are added and stay; the
    last one of a version counts.
    """

    version: Edition
    """The version that went out, such as 0.4."""
    dated: Day
    """The day printed on it."""
    as_of: Day
    """The day it speaks of."""
    fingerprint: Fingerprint
    """The fingerprint of its facts."""
    content: Digest
    """The SHA-256 of its words."""
    commit: Commit
    """The commit that holds the register it was made from."""
    reference: Words | None = None
    """The reference that it went out with, of a paper that had one."""
    replaces: Edition | None = None
    """The version that it replaced, of a document whose file has no versions."""
    elsewhere: SourceRef | None = None
    """The document as it went out, where that was not made here: this is accepted as the same."""
    transcription: Number = 1
    """Which row of its version it is: one that was issued elsewhere can be recorded again."""
    again: ProseText | None = None
    """Why it was recorded again, of a row that is not the first of its version."""
    annexes: dict[ShortName, Digest] = Field(default_factory=dict)
    """The SHA-256 of the files that were attached as annexes, by letter."""
    withdrawn: Withdrawal | None = None
    """That it was withdrawn."""
