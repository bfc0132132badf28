"""What people call things of the register, found by id: capitals and spaces do not matter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from sectool.diagnostic import suggestion
from sectool.model.register import Register, modification_file
from sectool.model.release import Release
from sectool.queries.errors import NotFound, Unavailable

__all__ = [
    "Release",
    "body_named",
    "document_named",
    "folded",
    "modification_named",
    "participant_named",
    "release_named",
    "release_of",
]


def folded(text: str) -> str:
    """Words, whatever their capitals and spaces."""
    return " ".join(text.casefold().split())


def _named(kind: str, name: str, names: Mapping[str, Iterable[str]]) -> str:
    """The id that a name is, or belongs to. NotFound."""
    if name in names:
        return name
    for id_, others in names.items():
        if folded(name) in map(folded, (id_, *others)):
            return id_
    raise NotFound(kind, name, sorted(names))


def release_named(register: Register, name: str) -> str:
    """The id of the release with this id or name. NotFound."""
    return _named(
        "release", name, {id_: (release.name,) for id_, release in register.releases.items()}
    )


def release_of(register: Register, id_: str) -> Release:
    """The release with this id. NotFound."""
    found = register.releases.get(id_)
    if found is None:
        raise NotFound("release", id_, sorted(register.releases))
    return found


def participant_named(register: Register, name: str) -> str:
    """The id of the participant with this id or one of these titles. NotFound."""
    known = register.parties.participants if register.parties is not None else {}
    # Several participants may be Parties of one kind: that word is no name then.
    kinds = Counter(folded(one.parties) for one in known.values())
    names = {
        id_: [one.title, *([one.parties] if kinds[folded(one.parties)] == 1 else [])]
        for id_, one in known.items()
    }
    return _named("participant", name, names)


def body_named(register: Register, name: str) -> str:
    """The short name of the body with this id, short name or name. NotFound."""
    names = {
        body.short: (id_, body.name, *(other.name for other in body.known_as))
        for id_, body in register.bodies.items()
    }
    return _named("body", name, names)


def document_named(register: Register, name: str) -> str:
    """The id of the document with this id, label or title. NotFound."""
    names = {id_: (doc.label, doc.title) for id_, doc in register.documents.items()}
    return _named("document", name, names)


def modification_named(register: Register, name: str) -> str:
    """The id that a name means: `DP190` is `MP190`, and small letters do. NotFound, Unavailable."""
    wanted = name.upper()
    ids = register.ids
    if not ids.fits(wanted):
        number = re.fullmatch(r"([A-Z]*)0*([0-9]+)([A-Z]?)", wanted)
        if number is not None:
            wanted = f"{number[1]}{int(number[2]):0{ids.digits_of(number[1])}}{number[3]}"
    wanted = ids.kept(wanted)
    if wanted in register.modifications:
        return wanted
    if modification_file(wanted) in register.unread:
        raise Unavailable(f"{modification_file(wanted)} cannot be read: see 'sectool check'")
    near = suggestion(wanted, [*register.modifications])
    raise NotFound("modification", name, message=f"there is no modification {name!r}{near}")
