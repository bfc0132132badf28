"""What the documents of each kind are called, and what they ask of a release."""

from __future__ import annotations

import re

from sectool.acronyms import ACRONYM, Acronyms
from sectool.model.kind import KIND_NAMES, Kind
from sectool.model.paper import Paper
from sectool.model.register import Register

# Where the Code has no words of its own: what they are called, and what a sentence calls one.
_GENERAL: dict[Kind, tuple[str, str]] = {
    "rid": ("Release document", "release document"),
    "status-report": ("Status report", "status report"),
    "letter": ("Letter", "letter"),
    "cross-code": ("Cross-code update", "cross-code update"),
    "newsletter": ("Newsletter", "newsletter"),
}


def title_of_kind(register: Register, kind: Kind) -> str:
    """`Release Implementation Document`: what documents of a kind are called."""
    called = register.document_kinds.get(kind)
    return called.title if called is not None else _GENERAL[kind][0]


def short_of_kind(register: Register, kind: Kind) -> str:
    """`RID`: what a sentence calls a document of a kind."""
    called = register.document_kinds.get(kind)
    short = called.short if called is not None else None
    return short if short is not None else _GENERAL[kind][1]


def called_in_short(register: Register, kind: Kind) -> str:
    """`RID`, `Newsletter`: what stands for a kind where it begins a line."""
    called = register.document_kinds.get(kind)
    short = called.short if called is not None else None
    return short if short is not None else title_of_kind(register, kind)


def imprint_word(register: Register, kind: Kind) -> str:
    """`RID`, `STATUS-REPORT`: what the imprint of a document calls its kind, in capitals."""
    called = register.document_kinds.get(kind)
    short = called.short if called is not None else None
    return re.sub("[^A-Z]+", "-", (short or kind).upper()).strip("-") or kind.upper()


def paper_in_words(register: Register, paper: Paper) -> str:
    """`the RID of 2022-11`, `the newsletter of 2021-12-17`: which paper a publication is."""
    kind = next(kind for kind in KIND_NAMES if kind == paper[0])
    return f"the {short_of_kind(register, kind)} of {paper[1]}"


# A capital within: of a name, and not of the first word of a phrase.
_NAMES = re.compile(r"(?<!^)[A-Z]")
# An acronym within a term: one of several words.
_WITHIN = re.compile(rf"{ACRONYM.pattern}\s|\s{ACRONYM.pattern}")


def acronyms_of(register: Register, kind: Kind) -> Acronyms:
    """What a document of a kind writes out: terms of the glossary and names of bodies.

    The names of releases stay as they are, and so does what is no name, such as `To be confirmed`.
    So do terms of the Code that have an acronym within: what they mean is defined under that name.
    """
    called = register.document_kinds.get(kind)
    bodies = {body.short: body.name for body in register.bodies.values()}
    terms = bodies | {term: found.means for term, found in register.glossary.items()}
    return Acronyms(
        {
            one: term
            for one, term in terms.items()
            if ACRONYM.fullmatch(one) and term != one and _NAMES.search(term)
        },
        {one: found.plural for one, found in register.glossary.items() if found.plural},
        frozenset(called.known_acronyms if called is not None else ()),
        frozenset(bodies) | {term for term, found in register.glossary.items() if found.takes_the},
        (
            *(release.name for release in register.releases.values()),
            *filter(_WITHIN.search, terms.values()),
            *filter(_WITHIN.search, _defined(register)),
        ),
    )


def _defined(register: Register) -> tuple[str, ...]:
    """The terms that the Code defines under a name of more than one word, in any number."""
    words = register.words
    return (
        words.systems,
        words.systems.removesuffix("s"),
        words.requests.several,
        words.requests.one,
    )


def wants_statement(register: Register, statement: str) -> bool:
    """Whether the document of a release wants the release to say something."""
    called = register.document_kinds.get("rid")
    asks = called.asks if called is not None else None
    return asks is None or statement in asks
