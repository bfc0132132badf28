"""A new release: its file, its timeline as releases of its sort are planned, and its document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field, replace
from datetime import date

from sectool.calendar.pattern import WeekdayOfMonth
from sectool.calendar.recurrence import WeekdayOfMonths
from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.evaluate import Context, UnknownBody, Window, evaluate
from sectool.datelang.nodes import Named, Open
from sectool.datelang.parser import PhraseError, parse_pattern, parse_phrase
from sectool.dates import MONTHS, Month, NotADate, in_full, parse_when
from sectool.diagnostic import suggestion
from sectool.drafting import CannotStart, start
from sectool.drafting.as_yaml import comment, pair
from sectool.drafting.open_keys import open_keys
from sectool.drafting.placing import PlacedRow, PlacedTimeline, placed
from sectool.drafting.planned_rows import (
    GO_LIVE,
    NoGoLive,
    PlannedRow,
    rows_like,
    rows_of_pattern,
)
from sectool.drafting.request import DraftRequest, lacking, wrong
from sectool.drafting.timeline_text import timeline_text
from sectool.editing.edit import NewFile, changes_of
from sectool.load import Loaded, load_register
from sectool.model.register import (
    REFERENCE_FILES,
    Register,
    publication_file,
    release_file,
    timeline_file,
)
from sectool.model.release import Release
from sectool.model.release_kinds import GoLivePattern
from sectool.model.shape import RELEASE_ID
from sectool.schedule import Calendars, calendars_of, schedule_release
from sectool.schedule.go_lives import proposed_go_lives
from sectool.values import dataclass
from sectool.workspace.overlay import Overlay

__all__ = ["CannotStart", "NewFile", "NewRelease", "ReleaseRequest", "new_release"]


@dataclass(frozen=True)
class ReleaseRequest:
    """What a new release is to be: `like` another one, or by a `pattern`; None: what is usual.

    `go_live` is a phrase of the date language. `called` is how whoever makes the request calls a
    field of it.
    """

    id: str
    like: str | None = None
    pattern: str | None = None
    go_live: str | None = None
    name: str | None = None
    called: Callable[[str], str] = field(default=repr, compare=False)


@dataclass(frozen=True)
class NewRelease:
    """A release that is not in the register yet: its files, and the rows of its timeline.

    `planned` says in a sentence where the rows are from; `without_document` why it has none.
    """

    id: str
    name: str
    files: tuple[NewFile, ...]
    timeline: PlacedTimeline
    planned: str
    without_document: str | None = None


def new_release(request: ReleaseRequest, loaded: Loaded) -> NewRelease:
    """The files of a new release, none of which is there; CannotStart says why there are none."""
    return _Starting(request, loaded).release()


@dataclass(frozen=True)
class _GoLive:
    """When a release goes live: as it is written, its day, and why."""

    when: str
    day: date
    because: str | None = None
    source: str | None = None
    check: str | None = None


class _Starting:
    def __init__(self, request: ReleaseRequest, loaded: Loaded) -> None:
        self.request, self.loaded = request, loaded
        self.register: Register = loaded.register
        self.calendars: Calendars = calendars_of(self.register)
        self.when = self._when()
        self.working = self._working()

    def _when(self) -> date | Month:
        id_ = self.request.id
        if not re.fullmatch(RELEASE_ID, id_):
            raise wrong(
                f"{id_!r} is not the id of a release: it is the month of its go-live, such as "
                "2023-06, or the day of one on a day of its own, such as 2023-07-20"
            )
        for file in (release_file(id_), timeline_file(id_)):
            if self.loaded.sources.files.kind(file) is not None:
                raise lacking(f"release {id_} is there already: see {file}")
        try:
            return parse_when(id_)
        except NotADate as error:
            raise wrong(str(error)) from None

    def _working(self) -> WorkingCalendar:
        for file in (REFERENCE_FILES["calendar"][0], REFERENCE_FILES["bodies"][0]):
            if file in self.register.unread:
                raise lacking(f"{file} cannot be read: see 'sectool check'")
        working = self.calendars.working
        if working is None:
            file = REFERENCE_FILES["calendar"][0]
            raise lacking(f"a timeline counts Working Days: this register has no {file}")
        return working

    def release(self) -> NewRelease:
        rows, kind, planned = self._rows()
        go_live = self._go_live(kind)
        name = self.request.name or self._name()
        short = next((row for row in rows if row.id == GO_LIVE), None)
        row = replace(
            short or PlannedRow(GO_LIVE, "Release go-live"),
            because=go_live.because,
            source=go_live.source,
            falls_on=None,
            rules=(),
            fixed=True,
        )
        rows = tuple(one if one.id != GO_LIVE else row for one in rows)
        first = PlacedRow(row, go_live.when, None, (), None, go_live.check)
        timeline = placed(rows, first, self.request.id, self.calendars, self.working)
        if not self.working.is_working_day(go_live.day):
            why = self.working.why_not_working(go_live.day)
            note = f"{in_full(go_live.day)} is not a Working Day ({why})"
            timeline = _with_check(timeline, GO_LIVE, note)
        files = [
            NewFile(release_file(self.request.id), self._release_text(name, kind).encode()),
            NewFile(
                timeline_file(self.request.id),
                timeline_text(self.request.id, name, timeline, planned).encode(),
            ),
        ]
        without = None
        try:
            files.append(self._document(files))
        except CannotStart as error:
            without = str(error)
        return NewRelease(self.request.id, name, tuple(files), timeline, planned, without)

    # Which rows.

    def _rows(self) -> tuple[tuple[PlannedRow, ...], str, str]:
        """The rows, the kind of the release, and where the rows are from."""
        request = self.request
        if request.like is not None and request.pattern is not None:
            raise wrong(f"give {request.called('like')} or {request.called('pattern')}, not both")
        if request.like is not None:
            return self._rows_like(request.like)
        patterns = self.register.timeline_patterns
        if request.pattern is not None:
            if request.pattern not in patterns:
                raise wrong(
                    f"{request.called('pattern')}: there is no pattern {request.pattern!r}"
                    f"{suggestion(request.pattern, list(patterns))}"
                )
            name = request.pattern
        else:
            kind = self._usual_kind()
            name = next((id_ for id_, one in patterns.items() if one.kind == kind), "")
            if not name:
                return (), kind, "Only the go-live is planned yet."
        found = patterns[name]
        planned = f"Its rows are those of a {found.title} (pattern {name!r})."
        return rows_of_pattern(found), found.kind, planned

    def _rows_like(self, like: str) -> tuple[tuple[PlannedRow, ...], str, str]:
        called = self.request.called("like")
        release, timeline = self.register.releases.get(like), self.register.timelines.get(like)
        if (
            timeline_file(like) in self.register.unread
            or release_file(like) in self.register.unread
        ):
            raise lacking(f"release {like} cannot be read: see 'sectool check'")
        if release is None:
            known = [id_ for id_ in self.register.releases if id_ in self.register.timelines]
            raise wrong(f"{called}: no release {like!r}{suggestion(like, known)}")
        if timeline is None:
            raise lacking(f"{called}: release {like} has no timeline to be planned like")
        schedule = schedule_release(timeline, self.calendars)
        try:
            rows = rows_like(schedule, self.calendars, self.register)
        except NoGoLive:
            raise lacking(f"{called}: the go-live of {like} has no day to count from") from None
        return rows, release.kind, f"Its rows are those of the {release.name}."

    def _usual_kind(self) -> str:
        """The kind of a release that is named by a month, or by a day of its own."""
        kinds = self.register.release_kinds
        by_day = isinstance(self.when, date)
        found = [id_ for id_, kind in kinds.items() if bool(kind.go_live) != by_day]
        return next(iter(found or kinds), "scheduled")

    # When it goes live.

    def _go_live(self, kind: str) -> _GoLive:
        if self.request.go_live is not None:
            return self._go_live_given(self.request.go_live)
        if isinstance(self.when, date):
            return _GoLive(str(self.when), self._inside(self.when))
        called = self.register.release_kinds.get(kind)
        found = []
        for pattern in called.go_live if called is not None else ():
            try:
                span = (self.when.first, self.when.last)
                days = proposed_go_lives(pattern.rule, span, self.calendars)
            except (OutOfCalendar, UnknownBody, PhraseError):
                continue
            found += [(not _lasts(pattern, self.when), day, pattern) for day in days]
        if not found or called is None:
            month = f"{MONTHS[self.when.month - 1]} {self.when.year}"
            raise wrong(
                f"no release of kind {kind!r} usually goes live in {month}: say when it does with "
                f"{self.request.called('go_live')}, such as 'last Thursday of {month}'"
            )
        early, day, pattern = min(found, key=lambda one: one[:2])
        check = "by a pattern that is known for other years only" if early else None
        because = f"The usual go-live of a {called.title}, the {pattern.rule}"
        return _GoLive(
            _day_in_words(pattern, self.when, day),
            self._inside(day),
            because,
            pattern.source if pattern.source in self.register.sources else None,
            check,
        )

    def _go_live_given(self, text: str) -> _GoLive:
        called = self.request.called("go_live")
        try:
            phrase = parse_phrase(text)
        except PhraseError as error:
            hint = f"; {error.help}" if error.help else ""
            raise wrong(f"{called}: {error.message}{hint}") from None
        if isinstance(phrase, Open):
            raise wrong(f"{called}: a timeline is counted from its go-live, which needs a day")

        def none(anchor: Named) -> Window:
            raise wrong(f"{called}: go-live cannot depend on a milestone, such as {anchor.id!r}")

        context = Context(self.working, self.calendars.meetings, none)
        try:
            day = evaluate(phrase, context).window.day
        except UnknownBody as error:
            raise wrong(f"{called}: no meetings of the {error.body} are known") from None
        except OutOfCalendar as error:
            raise wrong(f"{called}: {error}") from None
        if day is None:
            raise wrong(f"{called}: {text!r} gives no day; name one, such as 2023-06-29")
        if day not in self.when if isinstance(self.when, Month) else day != self.when:
            raise wrong(f"{called}: {in_full(day)} is not that of release {self.request.id}")
        return _GoLive(text, self._inside(day))

    def _inside(self, day: date) -> date:
        if not self.working.first <= day <= self.working.last:
            raise lacking(
                f"the go-live on {in_full(day)} is outside the calendar, which runs from "
                f"{in_full(self.working.first)} to {in_full(self.working.last)}"
            )
        return day

    # Texts.

    def _name(self) -> str:
        short = self.register.settings.code.short if self.register.settings is not None else ""
        when = self.when
        day = f"{when.day} " if isinstance(when, date) else ""
        return f"{day}{MONTHS[when.month - 1]} {when.year} {short} Release".replace("  ", " ")

    def _release_text(self, name: str, kind: str) -> str:
        given = {"id", "name", "kind", "go_live"}
        if not self.register.specifications:
            given.add("specifications")  # the code has none
        lines = [
            *comment(f"The {name}. Its scope is derived from the modifications that name it."),
            f"id: {self.request.id}",
            *pair("name", name),
            *pair("kind", kind),
            "",
            *comment(
                "Not known yet: what stays so is printed as to be confirmed, and 'none' is a "
                "fact. Delete the '#' in front of a key and complete it; 'sectool explain "
                "release.yaml:KEY' shows how it is written."
            ),
            *open_keys(Release, given),
        ]
        return "\n".join(lines) + "\n"

    def _document(self, files: list[NewFile]) -> NewFile:
        """The release document, which needs a register with the release in it."""
        register = load_register(
            Overlay(self.loaded.sources.files, changes_of(self.loaded.sources.files, files))
        ).register
        started = start(
            DraftRequest("rid", release=self.request.id, called=self.request.called),
            register,
            calendars_of(register),
        )
        file = publication_file(started.name)
        if self.loaded.sources.files.kind(file) is not None:
            raise lacking(f"{file} is there already")
        return NewFile(file, started.text.encode())


def _lasts(pattern: GoLivePattern, month: Month) -> bool:
    """Whether a pattern holds in a month."""
    return not (
        (pattern.from_ is not None and month < pattern.from_)
        or (pattern.to is not None and month > pattern.to)
    )


def _day_in_words(pattern: GoLivePattern, month: Month, day: date) -> str:
    """`last Thursday of June 2023`, where the pattern says such a thing; else the day."""
    rule = parse_pattern(pattern.rule)
    if isinstance(rule, WeekdayOfMonths):
        return str(WeekdayOfMonth(rule.ordinal, rule.weekday, month, (0, 0)))
    return day.isoformat()


def _with_check(timeline: PlacedTimeline, id_: str, check: str) -> PlacedTimeline:
    rows = tuple(
        replace(row, check=f"{row.check}; {check}" if row.check else check)
        if row.row.id == id_
        else row
        for row in timeline.rows
    )
    return replace(timeline, rows=rows)
