"""Every element of a register with its place, and every text in it with what it means.

An element is a group of keys, at whatever depth: a modification, an entry of its history, a cost.
What an element holds is read off the types of its fields, so nothing that a shape gains is
forgotten by those who ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar, get_args, get_origin

from sectool.diagnostic import Address, Path
from sectool.model.issued import Issue
from sectool.model.meaning import Meaning
from sectool.model.modification import Modification
from sectool.model.publication import Publication
from sectool.model.register import (
    REFERENCE_FILES,
    SETTINGS_FILE,
    Register,
    issued_file,
    modification_file,
    publication_file,
    release_file,
    timeline_file,
)
from sectool.model.release import Release, Timeline
from sectool.model.settings import Settings
from sectool.model.shape import Checked, Shape


class TextContent(NamedTuple):
    """A text with a meaning of its own; as one or as a `list` of them, for all its items."""

    meaning: Meaning | None


class Rows(NamedTuple):
    """A list; an item of one written without brackets is found where the list stands."""

    item: Content


class TableContent(NamedTuple):
    """Keys of the author's own, and what stands below each."""

    key: Meaning | None
    value: Content


class Group(NamedTuple):
    """An element of its own."""

    shape: type[Shape]


# None: a number, a day, a word of a closed list.
Content = TextContent | Rows | TableContent | Group | None


class Field(NamedTuple):
    """A field of a shape, its key, and what it holds."""

    name: str
    key: str
    content: Content


def content_of(annotation: Any, metadata: tuple[Any, ...] = ()) -> Content:
    """What a value of some type holds."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return content_of(args[0], (*args[1:], *metadata))
    if origin is Literal:
        return None
    if type(None) in args:
        (inner,) = (arg for arg in args if arg is not type(None))
        return content_of(inner, metadata)
    if origin is tuple:
        return Rows(content_of(args[0]))
    if origin is dict:
        return TableContent(_meaning_in(get_args(args[0])[1:]), content_of(args[1]))
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return Group(annotation)
    return TextContent(_meaning_in(metadata)) if annotation is str else None


def _meaning_in(metadata: tuple[Any, ...]) -> Meaning | None:
    """What is said of a text, beside that it is one, that it means."""
    meanings = (one.meaning if isinstance(one, Checked) else one for one in metadata)
    return next((one for one in meanings if isinstance(one, Meaning)), None)


@cache
def fields_of(shape: type[Shape]) -> tuple[Field, ...]:
    """The fields of a shape, in their order."""
    return tuple(
        Field(name, field.alias or name, content_of(field.annotation, tuple(field.metadata)))
        for name, field in shape.model_fields.items()
    )


class Element(NamedTuple):
    """A group of keys, where it stands, and the element that it stands in."""

    address: Address
    shape: Shape
    above: Element | None

    @property
    def top(self) -> Element:
        """The outermost element of the file, or of the entry of a file of many."""
        return self if self.above is None else self.above.top


class Root(NamedTuple):
    """All that one file holds."""

    address: Address
    content: Content
    value: Any


def roots(register: Register) -> Iterator[Root]:
    """What each file of a register holds, as far as it could be read."""
    if register.settings is not None:
        yield Root(Address(SETTINGS_FILE), Group(Settings), register.settings)
    for name, (file, _) in REFERENCE_FILES.items():
        value = getattr(register, name)
        if value is not None:
            yield Root(Address(file), _content_of_file(name), value)
    for id_, modification in register.modifications.items():
        yield Root(Address(modification_file(id_)), Group(Modification), modification)
    for id_, release in register.releases.items():
        yield Root(Address(release_file(id_)), Group(Release), release)
    for id_, timeline in register.timelines.items():
        yield Root(Address(timeline_file(id_)), Group(Timeline), timeline)
    for name, publication in register.publications.items():
        yield Root(Address(publication_file(name)), Group(Publication), publication)
    for name, issues in register.issued.items():
        yield Root(Address(issued_file(name)), Rows(Group(Issue)), issues)


@cache
def _content_of_file(name: str) -> Content:
    """What a file of `reference/` holds, by the field of Register that it fills."""
    return content_of(REFERENCE_FILES[name][1])


def elements(register: Register) -> tuple[Element, ...]:
    """Every element of a register, each before those that stand in it; kept with the register."""
    kept: tuple[Element, ...] | None = register.kept.get(Element)
    if kept is None:
        found: list[Element] = []
        for root in roots(register):
            _gather(root.content, root.value, (root.address.file, root.address.path), None, found)
        kept = register.kept[Element] = tuple(found)
    return kept


def _gather(
    content: Content,
    value: Any,
    place: tuple[str, Path],
    above: Element | None,
    found: list[Element],
) -> None:
    """Adds the elements of a value to those found."""
    file, path = place
    if isinstance(content, Group):
        element = Element(Address(file, path), value, above)
        found.append(element)
        given = value.model_fields_set
        for name, key, inner in _holding_elements(content.shape):
            if name in given:
                below = getattr(value, name)
                if below:
                    _gather(inner, below, (file, (*path, key)), element, found)
    elif isinstance(content, Rows):
        for index, one in enumerate(value):
            _gather(content.item, one, (file, (*path, index)), above, found)
    elif isinstance(content, TableContent):
        for key, one in value.items():
            _gather(content.value, one, (file, (*path, key)), above, found)


@cache
def _holding_elements(shape: type[Shape]) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(shape) if _holds_elements(field.content))


def _holds_elements(content: Content) -> bool:
    match content:
        case Rows(item) | TableContent(_, item):
            return _holds_elements(item)
        case _:
            return isinstance(content, Group)


M = TypeVar("M", bound=Meaning)


class MeantText(NamedTuple, Generic[M]):
    """A text of the register, what it means, and where it stands."""

    text: str
    meaning: M
    address: Address


def texts_of(element: Element, kind: type[M]) -> Iterator[MeantText[M]]:
    """The texts of an element itself that have a meaning of this kind."""
    shape = element.shape
    meant: Any = kind
    fields = _fields_that_mean(type(shape), meant)
    given = shape.model_fields_set if fields else ()
    for name, key, content in fields:
        if name in given:
            value = getattr(shape, name)
            if value is not None:
                yield from _texts(content, value, element.address.at(key), kind)


def keys_of(root: Root, kind: type[M]) -> Iterator[MeantText[M]]:
    """The keys of a file of many elements, as far as they have a meaning of this kind."""
    yield from _texts(root.content, root.value, root.address, kind)


def all_texts(root: Root, kind: type[M]) -> Iterator[MeantText[M]]:
    """The texts of a whole file with a meaning of this kind, in the order of its shapes' fields."""
    yield from _texts_below(root.content, root.value, root.address, kind)


def _texts_below(
    content: Content, value: Any, address: Address, kind: type[M]
) -> Iterator[MeantText[M]]:
    match content:
        case Group(shape):
            for name, key, inner in fields_of(shape):
                below = getattr(value, name)
                if below:
                    yield from _texts_below(inner, below, address.at(key), kind)
        case Rows(item) if _holds_elements(item):
            for index, one in enumerate(value):
                yield from _texts_below(item, one, address.at(index), kind)
        case TableContent(_, item) if _holds_elements(item):
            for name, one in value.items():
                yield from _texts_below(item, one, address.at(name), kind)
        case _:
            yield from _texts(content, value, address, kind)


@cache
def _fields_that_mean(shape: type[Shape], kind: Any) -> tuple[Field, ...]:
    """The fields of a shape that hold texts with a meaning of a kind."""
    return tuple(field for field in fields_of(shape) if _means(field.content, kind))


def _means(content: Content, kind: Any) -> bool:
    match content:
        case Rows(item):
            return _means(item, kind)
        case TableContent(key, item):
            return isinstance(key, kind) or _means(item, kind)
        case _:
            return isinstance(content, TextContent) and isinstance(content.meaning, kind)


def _texts(content: Content, value: Any, address: Address, kind: type[M]) -> Iterator[MeantText[M]]:
    match content:
        case TextContent(meaning) if isinstance(meaning, kind):
            yield MeantText(value, meaning, address)
        case Rows(item):
            for index, one in enumerate(value):
                yield from _texts(item, one, address.at(index), kind)
        case TableContent(key, item):
            for name, one in value.items():
                if isinstance(key, kind):
                    yield MeantText(name, key, address.of_key(name))
                yield from _texts(item, one, address.at(name), kind)
