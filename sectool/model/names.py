"""Every name that a register gives to something, and every name by which it means something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sectool.diagnostic import Address
from sectool.model.elements import Element, elements, keys_of, roots, texts_of
from sectool.model.meaning import LOCAL, Defines, Kind, Names
from sectool.model.publication import figures_of
from sectool.model.register import REFERENCE_FILES, Register, modification_file, release_file
from sectool.model.release import Timeline


class Reference(NamedTuple):
    """A name used somewhere, the kind of thing that it names, and the words for that kind."""

    name: str
    names: Names
    words: str
    address: Address


class Definition(NamedTuple):
    """A name that something has, and where it is given."""

    name: str
    kind: Kind
    address: Address


def references(register: Register) -> Iterator[Reference]:
    """All names that one place of a register uses for something in another."""
    for element in elements(register):
        for text, meaning, address in texts_of(element, Names):
            if not _is_other_word(text, meaning, element):
                name = text.rpartition("-")[0] or text if meaning.numbered else text
                yield Reference(name, meaning, _words(meaning.kind, element), address)


def _is_other_word(text: str, names: Names, element: Element) -> bool:
    """Whether the text is a word that stands for no name, given another key of the element."""
    if names.also_where is None:
        return False
    key, value = names.also_where
    return text in names.also and bool(getattr(element.shape, key) == value)


def _words(kind: Kind, element: Element) -> str:
    top = element.top.shape
    if kind == "milestone" and isinstance(top, Timeline):
        return f"milestone of {top.release}"
    return kind


def definitions(register: Register) -> Iterator[Definition]:
    """All names that things of a register have."""
    for root in roots(register):
        for text, meaning, address in keys_of(root, Defines):
            yield Definition(text, meaning.kind, address)
    for element in elements(register):
        for text, meaning, address in texts_of(element, Defines):
            yield Definition(text, meaning.kind, address)


class Known:
    """The names that a register knows, by the kind of thing; some are known to one file alone."""

    def __init__(self, register: Register) -> None:
        self.unread = register.unread
        self.read_all_timelines = not any(
            file.endswith("/timeline.yaml") for file in register.unread
        )
        self.shipped = register.shipped
        self.without_life_cycle = register.life_cycle_table is None
        self.without_id_series = not _says_what_there_is(register, "id_series")
        self.without_release_kinds = not _says_what_there_is(register, "release_kinds")
        self._names: dict[tuple[Kind, str], set[str]] = {}
        for name, kind, address in definitions(register):
            self._names.setdefault(_place(kind, address), set()).add(name)
        # Figures are named by what they count.
        groups = register.life_cycle.groups
        self._names["figure of a report", ""] = {*figures_of(register.assessment_kinds, groups)}
        rows = (id_ for timeline in register.timelines.values() for id_ in timeline.milestones)
        self._names["milestone of a timeline", ""] = {*rows}

    def names(self, reference: Reference) -> set[str]:
        """All names that could have stood where a reference stands."""
        names = reference.names
        found = self._found(reference)
        return found | {*names.also} if found and names.also_where is None else found

    def _found(self, reference: Reference) -> set[str]:
        """The names that the register has for the kind, or for any of the kinds, that is meant."""
        found: set[str] = set()
        for kind in kinds_meant(reference.names):
            found |= self._names.get(_place(kind, reference.address), set())
        return found

    def offered(self, names: Names) -> tuple[set[str], bool]:
        """All names that may stand where one is meant, in any file, and whether no other may.

        What is known to its own file alone is any that some file knows, and others may stand there.
        """
        kinds = kinds_meant(names)
        found = {name for (kind, _), some in self._names.items() if kind in kinds for name in some}
        found |= {*names.also} if found else set()
        closed = bool(found) and names.must_exist and not self._says_nothing_of(names.kind)
        local = names.kind in LOCAL or names.kind == "milestone of a timeline"
        return found, closed and not local and not self._unread_of(names.kind)

    def has(self, kind: Kind, name: str) -> bool:
        """Whether something of a kind is called so, in any file."""
        return any(name in some for (one, _), some in self._names.items() if one == kind)

    def _unread_of(self, kind: Kind) -> bool:
        """Whether a file that was not read may have something of a kind."""
        folders = {"modification": "modifications/", "release": "releases/"}
        if kind in folders:
            return any(file.startswith(folders[kind]) for file in self.unread)
        return not self.unread.isdisjoint(_files_of(kind, ""))

    def _says_nothing_of(self, kind: Kind) -> bool:
        """Whether no table says what there is of a kind: then any name will do."""
        return (
            # M143 says so where there is no life cycle.
            (kind in _OF_THE_CODE and self.without_life_cycle)
            or (kind == "prefix of ids" and self.without_id_series)
            or (kind == "kind of release" and self.without_release_kinds)
        )

    def is_unknown(self, reference: Reference) -> bool:
        """Whether nothing has the name, nor can it be in a file that was not read whole."""
        names = reference.names
        if not names.must_exist or self._says_nothing_of(names.kind):
            return False
        found = self._found(reference)
        if names.kind == "milestone of a timeline" and not (found and self.read_all_timelines):
            return False  # there is nothing to compare it with
        also = names.also if found and names.also_where is None else ()
        if reference.name in found or reference.name in also:
            return False
        # A row of a shipped table names what registers of its Code mostly have: where one has not,
        # the row holds for nothing in it.
        if reference.address.file in self.shipped:
            return False
        return self.unread.isdisjoint(_files_of(names.kind, reference.name))


def _says_what_there_is(register: Register, name: str) -> bool:
    """Whether a table has rows, or stands there without any: that there are none is a fact."""
    return bool(getattr(register, name)) or REFERENCE_FILES[name][0] in register.without_rows


def _place(kind: Kind, address: Address) -> tuple[Kind, str]:
    return kind, address.file if kind in LOCAL else ""


# What is named by the life cycle of a Code, and beside it.
_OF_THE_CODE: frozenset[Kind] = frozenset(
    (
        *("stage", "path", "recommendation", "figure of a report", "act"),
        *("kind of consultation", "kind of assessment"),
    )
)

# What may be meant by a name of one of several kinds.
_ONE_OF: dict[Kind, tuple[Kind, ...]] = {
    "participant, kind or area": ("participant", "kind of participant", "area"),
}


def kinds_meant(names: Names) -> tuple[Kind, ...]:
    """The kinds of things of which a name may be that of one."""
    return _ONE_OF.get(names.kind, (names.kind,))


_FILES: dict[Kind, tuple[str, ...]] = {
    "source": ("sources",),
    "body": ("bodies",),
    "document": ("documents",),
    "specification": ("specifications",),
    "cost phase": ("cost_phases",),
    "participant": ("parties",),
    "participant, kind or area": ("parties",),
    "term": ("glossary",),
    "test phase": ("test_phases",),
    "prefix of ids": ("id_series",),
    "act": ("roles",),
    "stage": ("life_cycle_table",),
    "path": ("life_cycle_table",),
    "recommendation": ("life_cycle_table",),
    "kind of consultation": ("consultations",),
    "kind of assessment": ("assessment_kinds",),
    "kind of release": ("release_kinds",),
    "figure of a report": ("life_cycle_table", "assessment_kinds"),
}


def files_of(kind: Kind) -> tuple[str, ...]:
    """Where things of a kind have their names; nothing for what a file says of its own."""
    if kind in ("modification", "release"):
        return (f"{kind}s/",)
    return _files_of(kind, "")


def _files_of(kind: Kind, name: str) -> tuple[str, ...]:
    """The files of which one would have something of a kind, if it were there."""
    match kind:
        case "modification":
            return (modification_file(name),)
        case "release":
            return (release_file(name),)
        case _:
            return tuple(REFERENCE_FILES[field][0] for field in _FILES.get(kind, ()))
