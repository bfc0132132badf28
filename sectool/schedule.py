"""A timeline becomes dates: every milestone's day or month, and how it was got."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from sectool.calendar.evaluate import (
    Context,
    Reached,
    UnknownBody,
    Window,
    evaluate,
)
from sectool.calendar.meetings import MeetingCalendar, Proposals, meetings_of
from sectool.calendar.phrase import (
    Given,
    InMonth,
    Named,
    Phrase,
    PhraseError,
    Rule,
    anchors_of,
    bodies_of,
    parse_deadline,
    parse_pattern,
    parse_phrase,
    parse_rule,
)
from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.dates import Month, When
from sectool.diagnostic import Address, Finding, Related, did_you_mean, suggestion
from sectool.model.register import REFERENCE_FILES, Register, timeline_file
from sectool.model.release import Milestone, Timeline

# Days that `falls-on:` may name besides "<BODY> meeting".
DAY_KINDS = ("any day", "weekday", "working day")


@dataclass
class Calendars:
    """The Working Days and meetings of a register, as known on one day (or now)."""

    working: WorkingCalendar | None
    register: Register
    known_at: date | None = None
    _meetings: dict[str, MeetingCalendar | None] = field(default_factory=dict)

    def meetings(self, short: str) -> MeetingCalendar | None:
        """The meetings of the body called `short`; None where none are known."""
        if short not in self._meetings:
            self._meetings[short] = self._meetings_of(short)
        return self._meetings[short]

    def body_meant(self, short: str) -> str:
        """What to suggest for a body that is not there: rather one whose meetings are known."""
        shorts = sorted(body.short for body in self.register.bodies.values())
        meeting = [known for known in shorts if self.meetings(known) is not None]
        if did_you_mean(short, meeting) is None and did_you_mean(short, shorts) is not None:
            return suggestion(short, shorts)
        return suggestion(short, meeting)

    def _meetings_of(self, short: str) -> MeetingCalendar | None:
        body = self.register.body_called(short)
        if body is None or self.working is None:
            return None
        end = Month(self.working.last.year, self.working.last.month)
        patterns = []
        for pattern in body.pattern:
            try:
                rule = parse_pattern(pattern.rule)
            except PhraseError:
                continue
            patterns.append(Proposals(rule, pattern.from_, pattern.to or end))
        return meetings_of(short, patterns, body.meetings, known_at=self.known_at)


def calendars_of(register: Register, known_at: date | None = None) -> Calendars:
    """The calendars of a register; `known_at` leaves out what was announced later."""
    pinned = register.calendar
    working = None
    if pinned is not None and pinned.from_ <= pinned.to:
        working = WorkingCalendar.of(
            pinned.holidays,
            pinned.from_,
            pinned.to,
            known_from=pinned.known_from,
            known_at=known_at,
        )
    return Calendars(working, register, known_at)


@dataclass(frozen=True)
class ParsedRule:
    """A rule of a milestone: its phrase, parsed, and where it stands."""

    rule: Rule
    address: Address


@dataclass(frozen=True)
class Scheduled:
    """A milestone with its date. `window` is None where the date could not be found.

    A deadline (`due:`) and the rules are parsed and shown; windows do not narrow by them yet.
    """

    id: str
    milestone: Milestone
    address: Address
    phrase: Phrase | None
    deadline: Rule | None
    rules: tuple[ParsedRule, ...]
    reached: Reached | None

    @property
    def window(self) -> Window | None:
        return self.reached.window if self.reached else None

    @property
    def day(self) -> date | None:
        """The day, where the timeline fixes one."""
        return self.window.day if self.window else None

    @property
    def when(self) -> When | None:
        """The day, or the month where no more is said; None where neither is known."""
        if isinstance(self.phrase, Given) and isinstance(self.phrase.when, Month):
            return self.phrase.when
        if self.day is not None:
            return self.day
        for parsed in self.rules:
            if isinstance(parsed.rule, InMonth):
                return parsed.rule.month
        return None

    @property
    def by_rule(self) -> bool:
        """Whether a rule gives the date, rather than an author who wrote it down."""
        return self.phrase is not None and not isinstance(self.phrase, Given)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a timeline, with the code of the rule that reports it."""

    code: str
    finding: Finding


@dataclass(frozen=True)
class Schedule:
    """The milestones of a release in the order of its timetable, and the timeline's faults."""

    release: str
    timeline: Timeline
    milestones: dict[str, Scheduled]
    faults: tuple[Fault, ...]

    @property
    def go_live(self) -> date | None:
        found = self.milestones.get("go-live")
        return found.day if found else None

    @property
    def unevaluated(self) -> int:
        """How many rules and deadlines are parsed but do not yet narrow any date."""
        return sum(
            len(item.rules) + (item.deadline is not None) for item in self.milestones.values()
        )


def schedule_release(timeline: Timeline, calendars: Calendars) -> Schedule:
    """The date of every milestone of a timeline, and every fault found on the way."""
    return _Scheduling(timeline, calendars).schedule()


class _Scheduling:
    def __init__(self, timeline: Timeline, calendars: Calendars) -> None:
        self.timeline = timeline
        self.calendars = calendars
        self.file = timeline_file(timeline.release)
        self.faults: list[Fault] = []
        self.phrases: dict[str, Phrase] = {}
        self.deadlines: dict[str, Rule] = {}
        self.rules: dict[str, list[ParsedRule]] = {}
        self.reached: dict[str, Reached | None] = {}

    def schedule(self) -> Schedule:
        for id_, milestone in self.timeline.milestones.items():
            self._parse(id_, milestone)
        self._circles()
        if self.calendars.working is None:
            self._no_calendar()
        for id_ in self.timeline.milestones:
            self._reach(id_)
        milestones = {
            id_: Scheduled(
                id_,
                milestone,
                self._at(id_),
                self.phrases.get(id_),
                self.deadlines.get(id_),
                tuple(self.rules.get(id_, ())),
                self.reached.get(id_),
            )
            for id_, milestone in self.timeline.milestones.items()
        }
        return Schedule(self.timeline.release, self.timeline, milestones, tuple(self.faults))

    def _at(self, id_: str, *path: str | int) -> Address:
        return Address(self.file, ("milestones", id_, *path))

    def _tell(
        self,
        code: str,
        message: str,
        address: Address,
        help_: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        self.faults.append(Fault(code, Finding(message, address, help_, related)))

    def _no_calendar(self) -> None:
        """Tells once that nothing can be counted; a calendar with faults has been told of."""
        file = REFERENCE_FILES["calendar"][0]
        counted = any(not isinstance(phrase, Given) for phrase in self.phrases.values())
        if counted and file not in self.calendars.register.broken:
            self._tell(
                "T111",
                f"this register has no {file}, so no date of this timeline can be counted",
                Address(self.file, ("milestones",)),
                "write one, as in the register of the November 2022 release",
            )

    # Parsing, and the names in what was parsed.

    def _parse(self, id_: str, milestone: Milestone) -> None:
        self.rules[id_] = []
        if milestone.when is not None:
            address = self._at(id_, "when")
            try:
                phrase = parse_phrase(milestone.when)
            except PhraseError as error:
                self._bad_phrase(error, address)
            else:
                if self._names_known(phrase, address):
                    self.phrases[id_] = phrase
        if milestone.due is not None:
            address = self._at(id_, "due")
            try:
                deadline = parse_deadline(milestone.due)
            except PhraseError as error:
                self._bad_phrase(error, address)
            else:
                if self._names_known(deadline, address):
                    self.deadlines[id_] = deadline
        for index, sourced in enumerate(milestone.rules):
            address = self._at(id_, "rules", index, "rule")
            try:
                rule = parse_rule(sourced.rule)
            except PhraseError as error:
                self._bad_phrase(error, address)
            else:
                if self._names_known(rule, address):
                    self.rules[id_].append(ParsedRule(rule, address))
        self._falls_on(id_, milestone)

    def _bad_phrase(self, error: PhraseError, address: Address) -> None:
        within = (error.start, error.end)
        self._tell(
            "T101", error.message, Address(address.file, address.path, within=within), error.help
        )

    def _names_known(self, phrase: Phrase | Rule, address: Address) -> bool:
        known = tuple(self.timeline.milestones)
        good = True
        for anchor in anchors_of(phrase):
            if anchor.id not in self.timeline.milestones:
                good = False
                self._tell(
                    "T102",
                    f"there is no milestone {anchor.id!r} in this timeline"
                    + suggestion(anchor.id, known),
                    Address(address.file, address.path, within=anchor.words),
                )
        for body, words in bodies_of(phrase):
            good = self._body_known(body, words, address) and good
        return good

    def _body_known(self, body: str, words: tuple[int, int], address: Address) -> bool:
        where = Address(address.file, address.path, within=words)
        if self.calendars.register.body_called(body) is None:
            if REFERENCE_FILES["bodies"][0] in self.calendars.register.broken:
                return False  # its faults have been told
            meant = self.calendars.body_meant(body)
            self._tell("T102", f"there is no body called {body!r}{meant}", where)
            return False
        if self.calendars.working is not None and self.calendars.meetings(body) is None:
            self._tell(
                "T111",
                f"no meetings of the {body} are known, neither by pattern nor by date",
                where,
                "add a 'pattern' or 'meetings' to the body in reference/bodies.yaml",
            )
            return False
        return True

    def _falls_on(self, id_: str, milestone: Milestone) -> None:
        if milestone.falls_on is None or milestone.falls_on in DAY_KINDS:
            return
        address = self._at(id_, "falls-on")
        body, blank, kind = milestone.falls_on.partition(" ")
        if kind != "meeting" or not blank:
            self._tell(
                "T101",
                f"{milestone.falls_on!r} is not a kind of day",
                address,
                f"write one of: {', '.join(DAY_KINDS)}, or 'CSC meeting'",
            )
            return
        self._body_known(body, (0, len(body)), address)

    # Circles: a milestone whose date is defined by its own date.

    def _circles(self) -> None:
        settled: set[str] = set()
        for start in list(self.phrases):
            path: list[str] = []
            current: str | None = start
            while current is not None and current not in settled and current not in path:
                path.append(current)
                phrase = self.phrases.get(current)
                named = [] if phrase is None else [anchor.id for anchor in anchors_of(phrase)]
                current = named[0] if named else None
            if current is not None and current in path and current not in settled:
                circle = path[path.index(current) :]
                self._circle(circle)
            settled.update(path)

    def _circle(self, circle: list[str]) -> None:
        first = circle[0]
        around = " -> ".join([*circle, first])
        related = tuple(
            Related(f"{id_!r} rests on {following!r} here", self._at(id_, "when"))
            for id_, following in pairwise([*circle[1:], first])
        )
        message = (
            f"{first!r} is defined by itself"
            if len(circle) == 1
            else f"these milestones are defined by each other: {around}"
        )
        self._tell(
            "T103", message, self._at(first, "when"), "give one of them a date of its own", related
        )
        for id_ in circle:
            del self.phrases[id_]

    # Dates.

    def _reach(self, id_: str) -> Reached | None:
        """The date of a milestone. Chains are followed with a stack: they may be long."""
        pending = [id_]
        while pending:
            current = pending[-1]
            phrase = self.phrases.get(current)
            if current in self.reached or phrase is None:
                self.reached.setdefault(current, None)
                pending.pop()
                continue
            waiting = [a.id for a in anchors_of(phrase) if a.id not in self.reached]
            if waiting:
                pending.extend(waiting)
                continue
            self.reached[current] = self._evaluate(current, phrase)
            pending.pop()
        return self.reached[id_]

    def _evaluate(self, id_: str, phrase: Phrase) -> Reached | None:
        if any(self.reached[anchor.id] is None for anchor in anchors_of(phrase)):
            return None
        if self.calendars.working is None:
            if isinstance(phrase, Given):
                window = Window.of(phrase.when)
                return Reached(window, ())
            return None
        context = Context(self.calendars.working, self.calendars.meetings, self._window_of)
        address = self._at(id_, "when")
        try:
            return evaluate(phrase, context)
        except OutOfCalendar as error:
            self._tell("T111", str(error), address, "correct the phrase, or extend what is known")
        except UnknownBody as error:  # pragma: no cover - names were checked when parsing
            self._tell("T111", f"no meetings of the {error.body} are known", address)
        return None

    def _window_of(self, anchor: Named) -> Window:
        reached = self.reached[anchor.id]
        if reached is None:  # pragma: no cover - asked for only once it is known
            raise LookupError(anchor.id)
        return reached.window
