"""A timeline's phrases, rules and deadlines are read; what names nothing or goes round is told."""

from __future__ import annotations

from dataclasses import field
from itertools import pairwise

from sectool.datelang.nodes import Given, Phrase, Rule, anchors_of, bodies_of
from sectool.datelang.parser import PhraseError, parse_deadline, parse_phrase, parse_rule
from sectool.diagnostic import Address, Finding, Related, suggestion
from sectool.model.register import REFERENCE_FILES, timeline_file
from sectool.model.release import Milestone, Timeline
from sectool.schedule.calendars import Calendars
from sectool.values import dataclass

# Days that `falls-on:` may name besides "<BODY> meeting".
DAY_KINDS = ("any day", "weekday", "working day")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a timeline, with the code of the rule that reports it."""

    code: str
    finding: Finding


@dataclass(frozen=True)
class ParsedRule:
    """A rule of a milestone: parsed, as it is written, and where it stands."""

    rule: Rule
    words: str
    address: Address


@dataclass
class Reading:
    """What a timeline says, as far as it can be understood, by milestone."""

    timeline: Timeline
    phrases: dict[str, Phrase] = field(default_factory=dict)
    deadlines: dict[str, Rule] = field(default_factory=dict)
    rules: dict[str, list[ParsedRule]] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)  # the kind of day of `falls-on`
    faults: list[Fault] = field(default_factory=list)

    def at(self, id_: str, *path: str | int) -> Address:
        """The address of a milestone, or of something inside it."""
        return Address(timeline_file(self.timeline.release), ("milestones", id_, *path))


def read_timeline(timeline: Timeline, calendars: Calendars) -> Reading:
    """The parsed timeline, and T101, T102, T103 and T111 for what cannot be scheduled."""
    reader = _Reader(timeline, calendars)
    for id_, milestone in timeline.milestones.items():
        reader.read(id_, milestone)
    reader.circles()
    if calendars.working is None:
        reader.no_calendar()
    return reader.reading


class _Reader:
    def __init__(self, timeline: Timeline, calendars: Calendars) -> None:
        self.timeline = timeline
        self.calendars = calendars
        self.file = timeline_file(timeline.release)
        self.reading = Reading(timeline)
        self.at = self.reading.at

    def tell(
        self,
        code: str,
        message: str,
        address: Address,
        help_: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        self.reading.faults.append(Fault(code, Finding(message, address, help_, related)))

    def no_calendar(self) -> None:
        """Tells once that nothing can be counted; a calendar with faults has been told of."""
        file = REFERENCE_FILES["calendar"][0]
        counted = any(not isinstance(phrase, Given) for phrase in self.reading.phrases.values())
        if counted and file not in self.calendars.register.unread:
            self.tell(
                "T111",
                f"this register has no {file}, so no date of this timeline can be counted",
                Address(self.file, ("milestones",)),
                "write one, as in the register of the November 2022 release",
            )

    # Parsing, and the names in what was parsed.

    def read(self, id_: str, milestone: Milestone) -> None:
        self.reading.rules[id_] = []
        if milestone.when is not None:
            address = self.at(id_, "when")
            try:
                phrase = parse_phrase(milestone.when)
            except PhraseError as error:
                self._bad_phrase(error, address)
            else:
                if self._names_known(phrase, address):
                    self.reading.phrases[id_] = phrase
        if milestone.due is not None:
            address = self.at(id_, "due")
            try:
                deadline = parse_deadline(milestone.due)
            except PhraseError as error:
                self._bad_phrase(error, address)
            else:
                if self._names_known(deadline, address):
                    self.reading.deadlines[id_] = deadline
        for index, sourced in enumerate(milestone.rules):
            address = self.at(id_, "rules", index, "rule")
            try:
                rule = parse_rule(sourced.rule)
            except PhraseError as error:
                self._bad_phrase(error, address)
            else:
                if self._names_known(rule, address):
                    self.reading.rules[id_].append(ParsedRule(rule, sourced.rule, address))
        self._falls_on(id_, milestone)

    def _bad_phrase(self, error: PhraseError, address: Address) -> None:
        within = (error.start, error.end)
        self.tell(
            "T101", error.message, Address(address.file, address.path, within=within), error.help
        )

    def _names_known(self, phrase: Phrase | Rule, address: Address) -> bool:
        known = tuple(self.timeline.milestones)
        good = True
        for anchor in anchors_of(phrase):
            if anchor.id not in self.timeline.milestones:
                good = False
                self.tell(
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
            if REFERENCE_FILES["bodies"][0] in self.calendars.register.unread:
                return False  # its faults have been told
            meant = self.calendars.body_meant(body)
            self.tell("T102", f"there is no body called {body!r}{meant}", where)
            return False
        if self.calendars.working is not None and self.calendars.meetings(body) is None:
            if body in self.calendars.misread:
                return False  # its pattern has been told of
            self.tell(
                "T111",
                f"no meetings of the {body} are known, neither by pattern nor by date",
                where,
                "add a 'pattern' or 'meetings' to the body in reference/bodies.yaml",
            )
            return False
        return True

    def _falls_on(self, id_: str, milestone: Milestone) -> None:
        if milestone.falls_on is None:
            return
        if milestone.falls_on in DAY_KINDS:
            self.reading.days[id_] = milestone.falls_on
            return
        address = self.at(id_, "falls-on")
        body, blank, kind = milestone.falls_on.partition(" ")
        if kind != "meeting" or not blank:
            self.tell(
                "T101",
                f"{milestone.falls_on!r} is not a kind of day",
                address,
                f"write one of: {', '.join(DAY_KINDS)}, or 'CSC meeting'; or leave the line out",
            )
            return
        if self._body_known(body, (0, len(body)), address):
            self.reading.days[id_] = milestone.falls_on

    # Circles: a milestone whose date is defined by its own date.

    def circles(self) -> None:
        settled: set[str] = set()
        for start in self.timeline.milestones:
            path: list[str] = []
            current: str | None = start
            while current is not None and current not in settled and current not in path:
                path.append(current)
                current = self._rests_on(current)
            if current is not None and current in path and current not in settled:
                self._circle(path[path.index(current) :])
            settled.update(path)

    def _rests_on(self, id_: str) -> str | None:
        """The milestone that defines this one, by its `when` or its `due`."""
        written = self.reading.phrases.get(id_) or self.reading.deadlines.get(id_)
        named = [] if written is None else [anchor.id for anchor in anchors_of(written)]
        return named[0] if named else None

    def _definition(self, id_: str) -> Address:
        return self.at(id_, "when" if id_ in self.reading.phrases else "due")

    def _circle(self, circle: list[str]) -> None:
        first = circle[0]
        around = " -> ".join([*circle, first])
        related = tuple(
            Related(f"{id_!r} rests on {following!r} here", self._definition(id_))
            for id_, following in pairwise([*circle[1:], first])
        )
        message = (
            f"{first!r} is defined by itself"
            if len(circle) == 1
            else f"these milestones are defined by each other: {around}"
        )
        where = self._definition(first)
        self.tell(
            "T103",
            message,
            where,
            "one of them probably names the wrong milestone; else give one a date of its own",
            related,
        )
        for id_ in circle:
            self.reading.phrases.pop(id_, None)
            self.reading.deadlines.pop(id_, None)
