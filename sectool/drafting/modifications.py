"""A new modification: its file, with what is known of it and a place for all that is not yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from datetime import date

from pydantic import ValidationError

from sectool.dates import MONTHS, Month, NotADate, day_as_written, parse_when
from sectool.diagnostic import suggestion
from sectool.drafting.as_yaml import comment, folded, indented, pair
from sectool.drafting.forms import LISTS, ReadForm
from sectool.drafting.open_keys import open_keys
from sectool.drafting.request import CannotStart, lacking, wrong
from sectool.editing.edit import NewFile
from sectool.load import Loaded
from sectool.model.faults import faults_of
from sectool.model.id_series import Ids, prefix_of
from sectool.model.modification import Modification
from sectool.model.register import Register, modification_file
from sectool.source.reader import read_data
from sectool.values import dataclass
from sectool.words import listed, slug

__all__ = [
    "CannotStart",
    "ModificationFile",
    "ModificationRequest",
    "NewFile",
    "new_modification",
    "next_free_id",
    "with_form",
]


@dataclass(frozen=True)
class ModificationRequest:
    """What a new modification is to be; None: not known, and left open.

    `id` None: the next that is free. `raised_as` is the prefix that it was raised with: without it,
    as a draft, unless it is targeted for a release. `affects` are participants, each with the way
    in which it is affected where there are several. `called` is how whoever makes the request calls
    a field of it.
    """

    raised: date
    id: str | None = None
    title: str | None = None
    raised_as: str | None = None
    proposer: str | None = None
    problem: str | None = None
    solution: str | None = None
    will: str | None = None
    path: str | None = None
    urgent: bool = False
    link: str | None = None
    documents: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    release: str | None = None
    cut_off: date | None = None
    called: Callable[[str], str] = field(default=repr, compare=False)


@dataclass(frozen=True)
class ModificationFile:
    """A modification that is not in the register yet, and its file."""

    id: str
    file: NewFile


def next_free_id(register: Register) -> str | None:
    """The id after the highest of the newest series; None where there is none, or no series."""
    if not register.ids.series:
        return None
    newest = register.ids.series[-1]
    numbers = [
        int(digits[0])
        for id_ in register.modifications
        if prefix_of(id_) == newest.prefix and (digits := re.findall("[0-9]+", id_))
    ]
    number = max(numbers, default=0) + 1
    return f"{newest.prefix}{number:0{newest.digits}}" if number < 10**newest.digits else None


def new_modification(request: ModificationRequest, loaded: Loaded) -> ModificationFile:
    """The file of a new modification, which is not there; CannotStart says why there is none."""
    register = loaded.register
    id_, raised_as = _id(request, loaded)
    if not (request.title or "").strip():
        raise wrong(f"a modification needs a title: give {request.called('title')}")
    if request.cut_off is not None and request.release is None:
        raise wrong(f"{request.called('cut_off')} requires {request.called('release')}")
    if request.release is not None and request.release not in register.releases:
        raise wrong(
            f"{request.called('release')}: no release {request.release!r}"
            f"{suggestion(request.release, list(register.releases))}"
        )
    text = "\n".join(_lines(request, id_, raised_as, register)) + "\n"
    _read(text, register.ids)
    return ModificationFile(id_, NewFile(modification_file(id_), text.encode()))


def _id(request: ModificationRequest, loaded: Loaded) -> tuple[str, str]:
    """The id that it goes by in the register, and the prefix with which it was raised."""
    ids, free = loaded.register.ids, next_free_id(loaded.register)
    after = f"; the next free one is {free}" if free is not None else ""
    given = (request.id or free or "").upper()
    if not given:
        raise wrong(f"give {request.called('id')}: no series says which id is next")
    if not ids.fits(given):
        raise wrong(
            f"{request.id!r} is not an id of this code; one is such as "
            f"{listed(ids.examples())}{after}"
        )
    id_ = ids.kept(given)
    if not ids.file_name.fullmatch(id_):
        raise wrong(f"{request.id!r} is not the id of a modification{after}")
    if loaded.sources.files.kind(modification_file(id_)) is not None:
        raise lacking(f"{id_} is there already: see {modification_file(id_)}{after}")
    prefix = prefix_of(given)
    raised_as = request.raised_as
    if raised_as is None:
        draft = prefix_of(ids.as_draft(id_))
        raised_as = prefix if ids.is_draft(given) or request.release is not None else draft
    elif raised_as.upper() not in ids.prefixes and ids.series:
        raise wrong(
            f"{request.called('raised_as')}: {raised_as!r} is not the prefix of an id"
            f"{suggestion(raised_as, list(ids.prefixes))}"
        )
    return id_, raised_as.upper()


# What stands in the file in another way than the fields of a request.
_FACTS = ("link", "will", "problem", "solution", "path", "proposer")


def _lines(
    request: ModificationRequest, id_: str, raised_as: str, register: Register
) -> Iterator[str]:
    yield f"id: {id_}"
    yield from pair("title", request.title)
    given = {"id", "title", "history", "stated", "waive"}
    if not register.specifications:
        given.add("specifications")  # the code has none
    for name in _FACTS:
        value = getattr(request, name)
        if value:
            given.add(name)
            long = name in ("will", "problem", "solution") and "\n" not in value
            yield from folded(name, value) if long else pair(name, value)
    if request.urgent:
        given.add("urgent")
        yield "urgent: true"
    if request.affects:
        given.add("impacts")
        words = dict(_affected(request, register))
        yield f"impacts: {{{', '.join(f'{key}: {how}' for key, how in words.items())}}}"
    if request.documents:
        given.add("documents")
        named = [_document(request, register, one) for one in request.documents]
        yield f"documents: [{', '.join(dict.fromkeys(named))}]"
    yield from comment(
        "Not known yet: what is never said is printed as to be confirmed, and 'none' is a fact. "
        "Delete the '#' in front of a key and complete it; 'sectool explain modification.yaml:KEY' "
        "shows how it is written."
    )
    yield from open_keys(Modification, given)
    yield "history:"
    yield f"- {{date: {request.raised}, event: raised, as: {raised_as}}}"
    if request.release is not None:
        yield f"- date: {request.raised}"
        rest = ["event: targeted", f"release: {request.release}"]
        if request.cut_off is not None:
            rest.append(f"cut-off: {{date: {request.cut_off}}}")
        yield from indented(rest)


def _affected(request: ModificationRequest, register: Register) -> Iterator[tuple[str, str]]:
    """Whom it affects and how, as the file says it."""
    parties, called = register.parties, request.called("affects")
    for text in request.affects:
        name, _, how = text.partition("=")
        there = parties.participants if parties is not None else {}
        key = next(
            (
                id_
                for id_, one in there.items()
                if slug(name) in (id_, slug(one.title), slug(one.parties))
            ),
            None,
        )
        if key is None:
            raise wrong(f"{called}: no participant {name!r}{suggestion(name, list(there))}")
        levels = [*there[key].levels] or ["true"]
        how = how.strip().lower() or ("true" if levels == ["true"] else "")
        if how not in (*levels, "none", "tbc"):
            ways = ", ".join(f"{key}={level}" for level in (*levels, "none"))
            raise wrong(f"{called}: say how {there[key].title} is affected: {ways}")
        yield key, how


def _document(request: ModificationRequest, register: Register, text: str) -> str:
    for id_, one in register.documents.items():
        if slug(text) in (id_, slug(one.label), slug(one.title), slug(f"{one.label} {one.title}")):
            return id_
    near = suggestion(slug(text), list(register.documents))
    raise wrong(
        f"{request.called('documents')}: no document {text!r}{near}; others are added in "
        "reference/documents.yaml"
    )


def _read(text: str, ids: Ids) -> None:
    """Refuses values that are of no use in the file."""
    data, problems = read_data(text)
    if problems or data is None:
        raise wrong("; ".join(problem.message for problem in problems))
    try:
        Modification.model_validate(data, context=ids)
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, one.path))}: {one.message}" if one.path else one.message
            for one in faults_of(error, data, Modification)
        ]
        raise wrong("; ".join(faults)) from None


def with_form(
    request: ModificationRequest, form: ReadForm, register: Register
) -> tuple[ModificationRequest, tuple[str, ...]]:
    """A request with the answers of a form where it says nothing itself, and those of no use."""
    given = dict[str, object]()
    left_out = list(form.not_understood)
    trial = replace(request, called=lambda name: name)
    for name, text in form.answers.items():
        parts = _listed(text) if name in LISTS else [text]
        for part in parts:
            try:
                found = _of_answer(name, part, trial, register)
            except CannotStart as error:
                why = str(error).removeprefix("documents: ").removeprefix("affects: ")
                left_out.append(f"{name.replace('_', '-')} {part!r}: {why}")
                continue
            for key, value in found.items():
                earlier = given.get(key)
                if isinstance(earlier, tuple) and isinstance(value, tuple):
                    value = (*earlier, *value)
                given[key] = value
    raised = given.pop("raised", None)
    own = {key: value for key, value in given.items() if not getattr(request, key)}
    if raised is not None:
        own["raised"] = raised
    return _changed(request, own), tuple(left_out)


def _changed(request: ModificationRequest, own: dict[str, object]) -> ModificationRequest:
    fields = {name: getattr(request, name) for name in request.__dataclass_fields__}
    return ModificationRequest(**{**fields, **own})


def _of_answer(
    name: str, text: str, request: ModificationRequest, register: Register
) -> dict[str, object]:
    """What an answer gives; CannotStart where it is of no use."""
    match name:
        case "raised" | "cut_off":
            day = day_as_written(text)
            if day is None:
                raise wrong("this is no day that can be read in one way only")
            return {name: day}
        case "release":
            release = _release(text)
            if release not in register.releases:
                raise wrong(f"there is no release {release!r} yet")
            return {name: release}
        case "urgent":
            return {name: text.lower().startswith(("yes", "true"))}
        case "documents":
            return {name: (_document(request, register, text),)}
        case "impacts":
            affects = (re.sub(r"\s*\((.*)\)$", r"=\1", text),)
            ready = dict(_affected(replace(request, affects=affects), register))
            return {"affects": tuple(f"{key}={how}" for key, how in ready.items())}
        case _:
            return {name: text}


def _listed(text: str) -> list[str]:
    return [one.strip(" .") for one in re.split(r"[,;]|\band\b|\n", text) if one.strip(" .")]


def _release(text: str) -> str:
    """`2023-06` of `June 2023 Release`, or what is written as an id."""
    found = re.search(rf"({'|'.join(MONTHS)})\s+([0-9]{{4}})", text, re.IGNORECASE)
    if found is not None:
        return str(Month(int(found[2]), MONTHS.index(found[1].capitalize()) + 1))
    try:
        parse_when(text)
    except NotADate:
        raise wrong("this names no release: write its month, such as June 2023") from None
    return text
