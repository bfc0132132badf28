"""What a text of the register means: the name of something, a sentence, a phrase of dates, or none.

Its type says so, beside its form: `SourceRef` is an id that names a source. From that follow the
unknown names, the sentences that are read, and what an editor may offer.
"""

from typing import Literal

Kind = Literal[
    "source",
    "body",
    "document",
    "specification",
    "cost phase",
    "modification",
    "release",
    "milestone",
    "milestone of a timeline",
    "part of this modification",
    "participant",
    "kind of participant",
    "area",
    "participant, kind or area",
    "change request",
    "term",
    "test phase",
    "prefix of ids",
    "stage",
    "path",
    "kind of consultation",
    "kind of assessment",
    "kind of release",
    "recommendation",
    "figure of a report",
    "act",
]
# What is known to its own file alone.
LOCAL: frozenset[Kind] = frozenset(("milestone", "part of this modification"))


# Plain classes: tuples with names would each be compiled at every start.
class Meaning:
    """What a text means."""

    __slots__ = ()


class Names(Meaning):
    """The name of something that stands elsewhere in the register.

    `also` are words that name nothing of the kind and go there all the same: everywhere, or only
    where another key of the same group has a certain value (`also_where`). One that need not exist
    is no fault where there is nothing of that name; the comment beside its type says why. One that
    is `numbered` has a hyphen and a number behind the name: `pa-1`.
    """

    __slots__ = ("also", "also_where", "kind", "must_exist", "numbered")

    def __init__(
        self,
        kind: Kind,
        must_exist: bool = True,
        also: tuple[str, ...] = (),
        also_where: tuple[str, str] | None = None,
        numbered: bool = False,
    ) -> None:
        self.kind, self.must_exist, self.also, self.also_where = kind, must_exist, also, also_where
        self.numbered = numbered


class Defines(Meaning):
    """The name by which others name the thing it stands on."""

    __slots__ = ("kind",)

    def __init__(self, kind: Kind) -> None:
        self.kind = kind


class Prose(Meaning):
    """Words that a document prints or that tell what happened: what they claim is compared.

    `in_rid` are those that the Release Implementation Document prints.
    """

    __slots__ = ("in_rid",)

    def __init__(self, in_rid: bool = False) -> None:
        self.in_rid = in_rid


class Phrase(Meaning):
    """Words in the language of dates: 'last CSC meeting before go-live'."""

    __slots__ = ()


class Plain(Meaning):
    """Words that name nothing of the register and that no rule reads; `because` says what else."""

    __slots__ = ("because",)

    def __init__(self, because: str) -> None:
        self.because = because
