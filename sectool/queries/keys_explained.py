"""What each key of a file is for, its form and an example, read off the shapes of the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, get_args, get_origin

from sectool.diagnostic import did_you_mean, suggestion
from sectool.model.elements import Content, Group, Rows, TableContent, content_of, fields_of
from sectool.model.field_docs import doc_of
from sectool.model.file_kinds import FILE_KINDS, FileKind, kind_of_file
from sectool.model.id_form import ANY_ID
from sectool.model.json_schema import about, title_of
from sectool.model.key_conditions import used_with, words_of
from sectool.model.meaning import Names, Phrase
from sectool.model.names import files_of
from sectool.model.shape import (
    NONE_OR_MANY,
    ONE_OR_MANY,
    Checked,
    OrNone,
    Shape,
    Shortened,
    kebab,
)
from sectool.queries.errors import NotFound
from sectool.queries.key_examples import as_yaml, example_of, example_of_file, least_of
from sectool.values import dataclass

__all__ = [
    "FILE_KINDS",
    "ExplainedFile",
    "ExplainedGroup",
    "ExplainedKey",
    "FileKind",
    "explained_file",
    "explained_key",
    "kind_called",
]


@dataclass(frozen=True)
class ExplainedKey:
    """A key of a group: what it is for, in which form it is written, and an example as YAML.

    `needed` where the group always has it. `with_` is the key by whose value it is allowed, and the
    values with which it is; None where it goes with all. `below` is the group that it holds.
    """

    key: str
    about: str
    form: str
    needed: bool
    example: str
    with_: tuple[str, list[str]] | None
    below: type[Shape] | None

    @property
    def below_title(self) -> str:
        """What the group that it holds is called."""
        return title_of(self.below) if self.below is not None else ""


@dataclass(frozen=True)
class ExplainedGroup:
    """A group of keys: what it is, which of its keys need or exclude each other, and the least."""

    shape: type[Shape]
    title: str
    about: str
    conditions: tuple[str, ...]
    keys: tuple[ExplainedKey, ...]
    example: str


@dataclass(frozen=True)
class ExplainedFile:
    """A kind of file: how it is written as a whole, and the groups of keys in it, outermost first.

    `form` says of one that is a list, or a table with names of its own, what it is.
    """

    kind: FileKind
    form: str
    groups: tuple[ExplainedGroup, ...]
    example: str


def kind_called(name: str) -> FileKind:
    """The kind of a file by its path, such as `releases/2022-11/release.yaml`, or its name.

    NotFound. Some files have a name of their own, so the kind alone will do: `release.yaml`.
    """
    for one in FILE_KINDS:
        if name in (one.name, one.called, one.pattern):
            return one
    is_id = re.fullmatch(rf"{ANY_ID}\.yaml", name)
    found = kind_of_file(f"modifications/{name}" if is_id else name)
    if found is None:
        near = did_you_mean(PurePosixPath(name).stem, [one.name for one in FILE_KINDS])
        hint = (
            f"did you mean {near}.yaml?"
            if near
            else "there are release.yaml, timeline.yaml and others"
        )
        raise NotFound("kind of file", name, message=f"there is no kind of file {name!r}; {hint}")
    return found


def explained_file(kind: FileKind) -> ExplainedFile:
    """A kind of file with all its keys."""
    groups: dict[type[Shape], None] = {}
    for shape in _groups(content_of(kind.holds)):
        _gather(shape, groups)
    whole = "" if isinstance(content_of(kind.holds), Group) else form_of(kind.holds)
    example = as_yaml(example_of_file(kind))
    return ExplainedFile(kind, whole, tuple(map(_group, groups)), example)


def explained_key(kind: FileKind, path: str) -> tuple[str, ExplainedKey, ExplainedGroup | None]:
    """The key at a path such as `milestones.was.until`, as its whole path and with its group.

    Names of the author's own and places in lists may be left out or given. NotFound.
    """
    steps = [step for step in path.replace("[", ".").replace("]", "").split(".") if step]
    content = content_of(kind.holds)
    found: ExplainedKey | None = None
    whole: list[str] = []
    while steps:
        if isinstance(content, Rows):
            steps = steps[steps[0].isdigit() :]
            content = content.item
            continue
        if isinstance(content, TableContent):
            inner = _keys_in(content.value)
            if steps[0] not in inner:
                # A name of the author's own, or a slip.
                if len(steps) == 1 and did_you_mean(steps[0], inner) is not None:
                    raise _no_key(steps[0], kind, whole, inner)
                steps = steps[1:]
            content = content.value
            continue
        if not isinstance(content, Group):
            raise _no_key(steps[0], kind, whole, [])
        step, *steps = steps
        keys = {one.key: one for one in fields_of(content.shape)}
        if step not in keys:
            raise _no_key(step, kind, whole, [*keys])
        whole.append(step)
        found = _key(content.shape, keys[step].name)
        content = keys[step].content
    if found is None:
        raise _no_key(path, kind, [], [one.key for one in explained_file(kind).groups[0].keys])
    return ".".join(whole), found, None if found.below is None else _group(found.below)


def _keys_in(content: Content) -> list[str]:
    return [one.key for one in fields_of(content.shape)] if isinstance(content, Group) else []


def _no_key(step: str, kind: FileKind, above: list[str], keys: list[str]) -> NotFound:
    where = f"{kind.called}:{'.'.join(above)}" if above else kind.called
    if not keys:
        return NotFound("key", step, message=f"{where} has no keys below it")
    return NotFound("key", step, message=f"{where} has no key {step!r}{suggestion(step, keys)}")


def _groups(content: Content) -> Iterator[type[Shape]]:
    match content:
        case Rows(item) | TableContent(_, item):
            yield from _groups(item)
        case Group(shape):
            yield shape


def _gather(shape: type[Shape], groups: dict[type[Shape], None]) -> None:
    if shape in groups:
        return
    groups[shape] = None
    for field in fields_of(shape):
        for below in _groups(field.content):
            _gather(below, groups)


@cache
def _group(shape: type[Shape]) -> ExplainedGroup:
    keys = tuple(_key(shape, name) for name in shape.model_fields)
    example = as_yaml(least_of(shape))
    return ExplainedGroup(
        shape, title_of(shape), about(shape), tuple(words_of(shape)), keys, example
    )


@cache
def _key(shape: type[Shape], name: str) -> ExplainedKey:
    field = shape.model_fields[name]
    key = field.alias or name
    metadata = tuple(field.metadata)
    below = [*_groups(content_of(field.annotation, metadata))]
    return ExplainedKey(
        key,
        doc_of(shape, name) or "",
        form_of(field.annotation, metadata),
        field.is_required(),
        as_yaml({key: example_of(shape, name)}),
        used_with(shape, name),
        below[0] if below else None,
    )


def form_of(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """In which form a value of some type is written, in words."""
    origin, args = get_origin(annotation), get_args(annotation)
    checked = next((one for one in metadata if isinstance(one, Checked)), None)
    if origin is Annotated:
        return form_of(args[0], (*args[1:], *metadata))
    if checked is not None:
        return _form(checked)
    if or_none := [one for one in metadata if isinstance(one, OrNone)]:
        rest = tuple(one for one in metadata if one not in or_none)
        return f"{form_of(annotation, rest)}; or none"
    if origin is Literal:
        return f"one of: {', '.join(map(str, args))}"
    if type(None) in args:
        (inner,) = (arg for arg in args if arg is not type(None))
        return form_of(inner, metadata)
    if origin is tuple:
        item = form_of(args[0])
        if ONE_OR_MANY in metadata:
            return f"{item}; or a list of such"
        return f"a list; each item: {item}" + ("; or none" if NONE_OR_MANY in metadata else "")
    if origin is dict:
        key = form_of(args[0])
        key = "a name of your own" if key == "text" else key
        return f"a table; each key: {key}; each value: {form_of(args[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Shortened):
        short = annotation.SHORT
        field = annotation.model_fields[short]
        only = form_of(field.annotation, tuple(field.metadata))
        return f"a group of keys, or only its {kebab(short)!r}: {only}"
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return "a group of keys"
    return "text"


def _form(checked: Checked) -> str:
    match checked.meaning:
        case Names() as names:
            files = files_of(names.kind)
            where = f" ({', '.join(files)})" if files else ""
            number = ", a hyphen and a number" if names.numbered else ""
            also = "".join(f", or {word}" for word in names.also)
            a = "an" if names.kind[0] in "aeiou" else "a"
            return f"the name of {a} {names.kind}{where}{number}{also}"
        case Phrase() if checked.form.startswith("text"):
            return "a day, a month or a phrase of the date language"
    words = [] if checked.form.startswith("one of") else checked.seen_as.get("enum", [])
    return f"{checked.form}: {', '.join(words)}" if words else checked.form
