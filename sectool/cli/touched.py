"""Whom and what a modification touches: participants, and documents of the Code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sectool.cli.session import misuse
from sectool.diagnostic import suggestion
from sectool.history import Standing
from sectool.model.modification import Impacts, Part
from sectool.model.register import Register


def named(option: str, what: str, said: str, words: Mapping[str, Iterable[str]]) -> str:
    """The id that was said, or of what goes by the words said, capitals or not; else refused."""
    asked = fold(said)
    if said in words:
        return said
    for id_, names in words.items():
        if asked in map(fold, (id_, *names)):
            return id_
    raise misuse(f"--{option}: there is no {what} {said!r}{suggestion(said, sorted(words))}")


def fold(text: str) -> str:
    """Words, whatever their capitals and blanks."""
    return " ".join(text.casefold().split())


def party_named(register: Register, party: str | None) -> str | None:
    """The id of the participant that was said, by its id or one of its titles."""
    if party is None:
        return None
    known = register.parties.participants if register.parties is not None else {}
    # Several participants may be Parties of one kind: that word is no name then.
    kinds = Counter(fold(one.parties) for one in known.values())
    words = {
        id_: [one.title, *([one.parties] if kinds[fold(one.parties)] == 1 else [])]
        for id_, one in known.items()
    }
    return named("party", "participant", party, words)


def document_named(register: Register, document: str | None) -> str | None:
    """The id of the document that was said, by its id, its label or its title."""
    if document is None:
        return None
    words = {id_: (doc.label, doc.title) for id_, doc in register.documents.items()}
    return named("document", "document", document, words)


def is_silent(standing: Standing) -> bool:
    """Whether nobody recorded any impact: whom it touches is not known then."""
    return standing.impacts == Impacts()


def touches(standing: Standing, party: str | None) -> bool:
    """Whether a modification has a tick for a participant (None: whoever it touches)."""
    if party is None:
        return True
    if party == "dcc":
        return standing.impacts.dcc != "none"
    return bool(getattr(standing.impacts, party.replace("-", "_"), False))


def documents_of_part(register: Register, part: Part) -> list[str]:
    """The documents that a part changes, in the order of the Code.

    Those named, the Schedules of the specifications it changes, and what lists those.
    """
    found = set(part.documents)
    found |= {
        register.specifications[name].schedule
        for name in part.specifications
        if name in register.specifications
    }
    if part.specifications:
        found |= {id_ for id_, doc in register.documents.items() if doc.lists_specifications}
    return [id_ for id_ in register.documents if id_ in found] + sorted(
        found - register.documents.keys()
    )


def documents_of(register: Register, standing: Standing) -> list[str]:
    """The documents that its parts change, whichever release brings them in."""
    found = [name for part in standing.parts for name in documents_of_part(register, part.part)]
    return list(dict.fromkeys(found))


def label_of(register: Register, document: str) -> str:
    """What a document is called for short."""
    return register.documents[document].label if document in register.documents else document
