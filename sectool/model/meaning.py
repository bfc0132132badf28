"""What a text of the register means: the name of something, a sentence, a phrase of dates, or none.

Its type says so, beside its form: `SourceRef` is an id that names a source. From that follow the
unknown names, the sentences that are read, and what an editor may offer.
"""

from typing import Literal, NamedTuple

Kind = Literal[
    "source",
    "body",
    "document",
    "specification",
    "cost phase",
    "modification",
    "release",
    "milestone",
    "part of this modification",
    "participant or DCC area",
    "change request",
    "term",
    "test phase",
]
# What is known to its own file alone.
LOCAL: frozenset[Kind] = frozenset(("milestone", "part of this modification"))


class Names(NamedTuple):
    """The name of something that stands elsewhere in the register.

    `also` are words that name nothing of the kind and go there all the same: everywhere, or only
    where another key of the same group has a certain value (`also_where`). One that need not exist
    is no fault where there is nothing of that name; the comment beside its type says why.
    """

    kind: Kind
    must_exist: bool = True
    also: tuple[str, ...] = ()
    also_where: tuple[str, str] | None = None


class Defines(NamedTuple):
    """The name by which others name the thing it stands on."""

    kind: Kind


class Prose(NamedTuple):
    """Words that a document prints or that tell what happened: what they claim is compared.

    `in_rid` are those that the Release Implementation Document prints.
    """

    in_rid: bool = False


class Phrase(NamedTuple):
    """Words in the language of dates: 'last CSC meeting before go-live'."""


class Plain(NamedTuple):
    """Words that name nothing of the register and that no rule reads; `because` says what else."""

    because: str


Meaning = Names | Defines | Prose | Phrase | Plain
