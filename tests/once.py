"""What commands work out of a register, worked out once for the many that tests try upon it.

A register is a frozen value: whatever was made of one that held the same is right for the next.
So within `run` a command is given the register that an earlier one read from the same texts, and
with it what the rules found and which documents were made. Whoever calls the functions below the
command line gets them as they are, but for what is made of one file alone, of a body's meetings
or of a document's values: the same are the same in any register. A test that puts other code in
their place (`mock`, `monkeypatch`), or is marked `anew`, as one that counts calls is, gets
everything anew. `test_once.py` holds that nothing comes out otherwise.
"""

from __future__ import annotations

import inspect
import sys
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any
from unittest import mock

import pytest
import typst

import sectool
from sectool import history, load
from sectool.calendar.meetings import meetings_of
from sectool.calendar.recurrence import DayOfMonths, WeekdayByMeeting
from sectool.check import run as checking
from sectool.codes import RULE
from sectool.documents.roles import Roles
from sectool.documents.status_report import course
from sectool.load import Loaded
from sectool.load.shipped import SHARED, USUAL, templates_of
from sectool.model import elements, names
from sectool.model import register as model_register
from sectool.model.issued import Issue
from sectool.model.lifecycle import LifeCycle
from sectool.model.register import Register
from sectool.prose import texts as prose
from sectool.queries import register_on, scope_changes
from sectool.queries.register_on import RegisterOn
from sectool.render import reading
from sectool.rules import histories
from sectool.rules import m112_cannot_follow as m112
from sectool.rules import m114_assessment_out_of_order as m114
from sectool.rules import m116_days_contradict as m116
from sectool.rules import m121_approved_after_cut_off as m121
from sectool.rules import m122_joined_after_baseline as m122
from sectool.rules import m127_cut_off_not_understood as m127
from sectool.rules import m130_step_not_recorded as m130
from sectool.rules import m131_request_not_recorded as m131
from sectool.rules.rule import Rule, Subject
from sectool.schedule import Calendars, calendars
from sectool.wording.environment import Wording
from sectool.workspace.files import Unreadable

# Registers and written documents are kept as long as so many later ones have not come.
_REGISTERS = 10
_DOCUMENTS = 50
_SET = 300
_WORDED = 60
_MEETINGS = 500
_FILES = 5_000
_TEXTS = 50_000
_CYCLES = 50
_FOLDED = 5_000
_WALKS = 1_000

# The folders of a register: a field that holds an item a file. Any other holds what one file does.
_FOLDERS = ("modifications", "releases", "timelines", "publications", "issued")
_NAMES = ("broken", "misnamed", "shipped")

SOURCES = Path(sectool.__file__).parent


class _Switch:
    """Whether a command is running, and a test that wants nothing of what was made before; and the
    name of other code that a test has in place."""

    running = False
    anew = False
    marked = False
    apart = ""


_SWITCH = _Switch()


def takes() -> bool:
    """Whether what was made before is taken."""
    return _SWITCH.running and not _SWITCH.anew


@contextmanager
def reused() -> Iterator[None]:
    """Within it, what was worked out of the same before is taken again."""
    before, _SWITCH.running = _SWITCH.running, True
    try:
        yield
    finally:
        _SWITCH.running = before


@contextmanager
def anew(*, marked: bool = True) -> Iterator[None]:
    """Within it, nothing is; but for what Typst has set, where no mark says so.

    That is no code of ours: whatever a test has in place, the same comes of the same source.
    """
    before = _SWITCH.anew, _SWITCH.marked
    _SWITCH.anew, _SWITCH.marked = True, marked
    try:
        yield
    finally:
        _SWITCH.anew, _SWITCH.marked = before


@contextmanager
def apart(name: str) -> Iterator[None]:
    """Within it, what is found and built is kept by itself, under the name of what is otherwise.

    For a test that has other code in place which neither reads a register nor words a document.
    """
    before, _SWITCH.apart, _SWITCH.anew = (_SWITCH.apart, _SWITCH.anew), name, False
    try:
        yield
    finally:
        _SWITCH.apart, _SWITCH.anew = before


def is_marked(item: pytest.Item) -> bool:
    """Whether a test says that it counts on everything being worked out anew."""
    return item.get_closest_marker("anew") is not None


def wants_anew(item: pytest.Item) -> bool:
    """Whether a test puts other code in place of what it tries, or says that it counts on more."""
    if is_marked(item):
        return True
    named = getattr(item, "fixturenames", ())
    return "monkeypatch" in named or _calls_mock(item)


def _calls_mock(item: pytest.Item) -> bool:
    """Whether a test, a fixture of its file or a function of it that they call names `mock`."""
    of_the_file = vars(getattr(item, "module", None) or object)
    if "mock" not in of_the_file:
        return False
    fixtures = getattr(item, "_fixtureinfo").name2fixturedefs.values()  # noqa: B009
    todo = [getattr(item, "function", None), *(one.func for found in fixtures for one in found)]
    seen: set[str] = set()
    while todo:
        function = todo.pop()
        function = getattr(getattr(function, "hypothesis", None), "inner_test", function)
        code = getattr(inspect.unwrap(function) if callable(function) else None, "__code__", None)
        if code is None or function.__module__ != of_the_file["__name__"]:
            continue
        new = {*_names_in(code)} - seen
        seen |= new
        todo += [of_the_file[name] for name in new if name in of_the_file]
    return "mock" in seen


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names_in(inner)


# Every register that was read and not let go yet.
_READ: list[weakref.ref[Register]] = []


def let_go() -> None:
    """Empties what is kept with registers that nobody holds any more.

    Some of it holds its register in turn, so that both would stay until the collector looks
    through everything, which it seldom does here: a worker then grows to gigabytes.
    """
    left = []
    for one in _READ:
        register = one()
        if register is None:
            continue
        own = sum(isinstance(kept, RegisterOn | Calendars) for kept in register.kept.values())
        # Held by the name above and by the call that counts, beside what is kept with it.
        if sys.getrefcount(register) <= own + 2:
            register.kept.clear()
        else:
            left.append(one)
    _READ[:] = left


class _Kept:
    """The newest of what was made, by what it was made of."""

    def __init__(self, most: int) -> None:
        self.most = most
        # What was made, and the key under which it is: that one is found by what it is alone.
        self.found: OrderedDict[Any, tuple[Any, Any]] = OrderedDict()

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        known = self.found.get(key)
        if known is not None:
            self.found.move_to_end(known[1])
            return known[0]
        made = make()
        self.found[key] = made, key
        if len(self.found) > self.most:
            self.found.popitem(last=False)
        return made


class _Valued:
    """A value as part of a key, which is gone through once to be looked up, not at every step."""

    def __init__(self, value: Any) -> None:
        self.value, self.hash = value, hash(value)

    def __hash__(self) -> int:
        return self.hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Valued) and self.value == other.value


def meetings_once(make: Callable[..., Any]) -> Callable[..., Any]:
    """`meetings_of`, once for equal patterns and the same rows, whatever register has them."""
    known = _Kept(_MEETINGS)

    def once_(body: str, patterns: Any, rows: Any, *, known_at: Any, context: Any) -> Any:
        # What others hold, and Working Days, are those of one register.
        apart = any(isinstance(one.rule, WeekdayByMeeting | DayOfMonths) for one in patterns)
        apart = apart or bool(context.closed)
        if _SWITCH.anew or apart:
            return make(body, patterns, rows, known_at=known_at, context=context)
        key = (body, *patterns, None, known_at, *map(id, rows))
        more = {"known_at": known_at, "context": context}
        # The rows are kept too, so that no others get their numbers.
        return known.get(key, lambda: (make(body, patterns, rows, **more), rows))[0]

    return once_


def gathered_once(gather: Callable[..., None]) -> Callable[..., None]:
    """`_gather`, once for the same content of the same file, whatever register has it."""
    known = _Kept(_FILES)

    def once_(content: Any, value: Any, place: Any, above: Any, found: list[Any]) -> None:
        file, path = place
        if _SWITCH.anew or path:
            gather(content, value, place, above, found)
            return

        def made() -> Any:
            inner: list[Any] = []
            gather(content, value, place, above, inner)
            # The value is kept too, so that no other one gets its number.
            return inner, value

        found += known.get((file, id(value)), made)[0]

    return once_


def texts_once(read: Callable[..., Any]) -> Callable[..., Any]:
    """`texts_of` an element, once for the same element, which `gathered_once` gives."""
    known = _Kept(_TEXTS)

    def once_(element: Any, kind: Any) -> Any:
        if _SWITCH.anew:
            return read(element, kind)
        return known.get((id(element), kind), lambda: (element, [*read(element, kind)]))[1]

    return once_


def cycle_once(make: Callable[..., Any]) -> Callable[..., Any]:
    """`LifeCycle`, once for the same tables and equal holders of powers."""
    known = _Kept(_CYCLES)

    def once_(table: Any, consultations: Any, holders: Iterable[Any]) -> Any:
        held = tuple(holders)
        if _SWITCH.anew:
            return make(table, consultations, held)
        key = (id(table), id(consultations), held)
        # The tables are kept too, so that no others get their numbers.
        made = known.get(key, lambda: (make(table, consultations, held), table, consultations))
        return made[0]

    return once_


def folded_once(fold: Callable[..., Any]) -> Callable[..., Any]:
    """What follows from a history alone, once for the same life cycle and modification.

    Of a walk through it, each fold is kept as it was when its entry came.
    """
    known = _Kept(_WALKS)

    def once_(cycle: Any, modification: Any) -> Any:
        if _SWITCH.anew:
            return fold(cycle, modification)

        def made() -> Any:
            return [*map(_as_it_is, fold(cycle, modification))], cycle, modification

        return iter(known.get((id(cycle), id(modification)), made)[0])

    return once_


def _as_it_is(found: Any) -> Any:
    """What was found, with a copy of a fold that is taken on to the next entry."""
    if not isinstance(found, tuple):
        return found
    fold, entry = found
    kept = copy(fold)
    for name, value in vars(fold).items():
        if isinstance(value, dict | list):
            setattr(kept, name, copy(value))
    return kept, entry


def standing_once(fold: Callable[..., Any]) -> Callable[..., Any]:
    """`standing_on`, once for the same of a modification and the same releases gone live.

    Where a part has a day of its own, its register is asked about it.
    """
    known = _Kept(_FOLDED)

    def once_(cycle: Any, modification: Any, as_of: Any, live: Any = None, *asked: Any) -> Any:
        if _SWITCH.anew:
            return fold(cycle, modification, as_of, live, *asked)
        key = (id(cycle), id(modification), as_of, frozenset((live or {}).items()), bool(asked))
        if key in known.found:
            return known.get(key, tuple)[0]
        standing = fold(cycle, modification, as_of, live, *asked)
        if standing is None or all(part.day is None for part in standing.parts):
            known.get(key, lambda: (standing, cycle, modification))
        return standing

    return once_


def standings_once(fold: Callable[..., Any]) -> Callable[..., Any]:
    """`standings_on_days`, in the same way."""
    known = _Kept(_FOLDED)

    def once_(cycle: Any, modification: Any, days: Iterable[Any]) -> Any:
        wanted = list(days)
        if _SWITCH.anew:
            return fold(cycle, modification, wanted)
        asked = tuple((day, frozenset(live.items())) for day, live in wanted)

        def made() -> Any:
            return fold(cycle, modification, wanted), cycle, modification

        return list(known.get((id(cycle), id(modification), asked), made)[0])

    return once_


# The folders in which templates are, for a register that has none of its own.
_SHIPPED = [templates_of(USUAL), SHARED]


def worded_once() -> type[Wording]:
    """`Wording` as a build uses it: by templates that are shipped, equal values get equal words."""
    worded = _Kept(_WORDED)

    class Worded(Wording):
        def blocks(self, values: Mapping[str, Any]) -> Any:
            return self._once(super().blocks, values)

        def text(self, values: Mapping[str, Any]) -> Any:
            return self._once(super().text, values)

        def _once(self, word: Callable[[Mapping[str, Any]], Any], values: Mapping[str, Any]) -> Any:
            if _SWITCH.anew or self.folders != _SHIPPED:
                return word(values)
            roles = values.get("roles", Roles())

            def word_and_ask() -> tuple[Any, frozenset[str]]:
                return word(values), frozenset(roles.worded)

            key = (word.__name__, self.template, *((n, _by_value(v)) for n, v in values.items()))
            words, asked_for = worded.get(key, word_and_ask)
            roles.worded.update(asked_for)
            return words

    return Worded


def set_once(compile_: Callable[..., Any]) -> Callable[..., Any]:
    """What Typst sets of the same source, words and style; one that tests change is read anew."""
    known = _Kept(_SET)

    def once_(source: bytes, **named: Any) -> Any:
        if _SWITCH.marked or "root" not in named or not Path(named["root"]).is_relative_to(SOURCES):
            return compile_(source, **named)
        key = sha256(repr((source, sorted(named.items()))).encode()).digest()
        return known.get(key, lambda: compile_(source, **named))

    return once_


def _by_value(value: Any) -> Any:
    """A value, or what it consists of where a mapping in it cannot be part of a key."""
    try:
        return _Valued(value)
    except TypeError:
        pass
    if isinstance(value, Mapping):
        return type(value), *((name, _by_value(one)) for name, one in value.items())
    if isinstance(value, tuple | list):
        return type(value), *map(_by_value, value)
    if is_dataclass(value):
        return type(value), *(_by_value(getattr(value, one.name)) for one in fields(value))
    return repr(value)


def _has_templates(loaded: Loaded) -> bool:
    """Whether a register has templates of its own; one that may not be read is one."""
    try:
        return loaded.sources.templates is not None
    except Unreadable:
        return True


def _told_apart(value: Any) -> Any:
    """A value, or its number where it cannot be part of a key."""
    return value if isinstance(value, Hashable) and not isinstance(value, Issue) else id(value)


def _key_of(register: Register) -> tuple[Any, ...]:
    """The same for two registers of the same texts: each text is read once (`read_once`)."""
    key: list[Any] = []
    for field in fields(register):
        value = getattr(register, field.name)
        if field.name in _FOLDERS:
            key.append(tuple((name, id(one)) for name, one in value.items()))
        elif field.name in _NAMES:
            key.append(tuple(sorted(value.items() if isinstance(value, dict) else value)))
        elif field.compare:
            key.append(id(value) if value else None)
    return tuple(key)


@contextmanager
def installed() -> Iterator[None]:
    """Puts the keeping in place, for a whole session."""
    # By its whole name: `build` in that package is the function.
    building: Any = import_module("sectool.building.build")
    load_, found, edition = load._Loading.load, checking._found, building.build_edition
    findings = Rule.findings
    registers, documents = _Kept(_REGISTERS), _Kept(_DOCUMENTS)

    def load_once(self: Any) -> Loaded:
        loaded = load_(self)
        if takes():
            register = registers.get(_key_of(loaded.register), lambda: loaded.register)
            loaded = replace(loaded, register=register)
        if not any(one() is loaded.register for one in _READ):
            _READ.append(weakref.ref(loaded.register))
        return loaded

    def found_once(subject: Subject, chosen: Any) -> Any:
        if not takes():
            return found(subject, chosen)
        kept, schedules = subject.register.kept, tuple(subject.schedules.values())
        key = (
            "found",
            _SWITCH.apart,
            chosen,
            subject.today,
            subject.document_faults,
            *map(id, schedules),
        )
        if key not in kept:
            kept[key] = found(subject, chosen), schedules
        return list(kept[key][0])

    def findings_once(self: Rule, subject: Subject) -> Any:
        # What else finds something may do so with other documents.
        if not takes() or self.row.made_by != RULE:
            return findings(self, subject)
        kept, schedules = subject.register.kept, tuple(subject.schedules.values())
        key = ("rule", _SWITCH.apart, self.code, subject.today, *map(id, schedules))
        if key not in kept:
            kept[key] = (*findings(self, subject),), schedules
        return kept[key][0]

    def edition_once(loaded: Loaded, name: str, *more: Any, **named: Any) -> Any:
        kept = loaded.register.kept
        # Its own templates may say other words each time, and other files may go with it.
        publication, *others = more
        if not takes() or _has_templates(loaded) or publication.annexes:
            return edition(loaded, name, *more, **named)
        given = [*others, *named.values()]
        key = ("built", _SWITCH.apart, name, id(publication), *named, *map(_told_apart, given))
        if key not in kept:
            # What is known by its number alone is kept, so that no other one gets it.
            kept[key] = edition(loaded, name, *more, **named), publication, given
        return kept[key][0]

    def written_once(write: Callable[..., bytes]) -> Callable[..., bytes]:
        def once(document: Any, style: Path, *pages: dict[str, int]) -> bytes:
            if not takes() or style.parent != SHARED:
                return write(document, style, *pages)
            key = write, _Valued(document), *(tuple(one.items()) for one in pages)
            made: bytes = documents.get(key, lambda: write(document, style, *pages))
            return made

        return once

    def read_once(content: bytes) -> list[str]:
        if not takes():
            return read_pdf(content)
        return list(documents.get(content, lambda: read_pdf(content)))

    read_pdf = reading._READERS["pdf"]
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(load._Loading, "load", load_once))
        stack.enter_context(mock.patch.object(checking, "_found", found_once))
        stack.enter_context(mock.patch.object(Rule, "findings", findings_once))
        stack.enter_context(mock.patch.object(building, "build_edition", edition_once))
        stack.enter_context(mock.patch.object(building, "Wording", worded_once()))
        stack.enter_context(mock.patch.dict(reading._READERS, pdf=read_once))
        meetings = meetings_once(meetings_of)
        stack.enter_context(mock.patch.object(calendars, "meetings_of", meetings))
        stack.enter_context(mock.patch.object(elements, "_gather", gathered_once(elements._gather)))
        texts = texts_once(elements.texts_of)
        for module, called in ((elements, "texts_of"), (names, "texts_of"), (prose, "texts_in")):
            stack.enter_context(mock.patch.object(module, called, texts))
        stack.enter_context(mock.patch.object(model_register, "LifeCycle", cycle_once(LifeCycle)))
        for module, called, anew_or_not in _folding():
            stack.enter_context(mock.patch.object(module, called, anew_or_not))
        for called in ("compile", "compile_with_warnings"):
            made = set_once(getattr(typst, called))
            stack.enter_context(mock.patch.object(typst, called, made))
        for module in _writers():
            stack.enter_context(mock.patch.object(module, "write", written_once(module.write)))
        yield


def _folding() -> Iterator[tuple[Any, str, Any]]:
    """Where histories are folded: the module, what it calls, and what that is for tests."""
    standing, standings = (
        standing_once(history.standing_on),
        standings_once(history.standings_on_days),
    )
    walk = folded_once(history.walked)
    yield from ((module, "standing_on", standing) for module in (register_on, m122))
    yield from ((module, "standings_on_days", standings) for module in (course, scope_changes))
    yield from ((module, "walked", walk) for module in (m116, m121, m127, m131, histories))
    yield m112, "refusals", folded_once(history.refusals)
    yield m114, "assessment_refusals", folded_once(history.assessment_refusals)
    yield m130, "gaps_of", folded_once(history.gaps_of)
    yield m130, "shorter_holds", folded_once(history.shorter_holds)


def _writers() -> tuple[Any, Any]:
    from sectool.render import pdf, word

    return pdf, word
