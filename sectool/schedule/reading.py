"""A timeline's phrases, rules and deadlines are read; what names nothing or goes round is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from itertools import pairwise
from typing import TypeVar

from sectool.datelang.nodes import (
    Given,
    Phrase,
    Rule,
    anchors_of,
    bodies_counted,
    bodies_of,
)
from sectool.datelang.parser import PhraseError, parse_deadline, parse_phrase, parse_rule
from sectool.diagnostic import Address, Finding, Related, suggestion
from sectool.model.register import REFERENCE_FILES, timeline_file
from sectool.model.release import EarlierPlan, Milestone, Timeline
from sectool.schedule.calendars import Calendars
from sectool.schedule.timeline_on import TimelineOnDay
from sectool.values import dataclass

P = TypeVar("P", bound=Phrase | Rule)

# Days that `falls-on:` may name besides "<BODY> meeting".
DAY_KINDS = ("any day", "weekday", "working day")
# The rule about dates that lie beyond the days that are known so far.
NOT_KNOWN_YET = "T122"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a timeline, with the code of the rule that reports it."""

    code: str
    finding: Finding

    @property
    def is_error(self) -> bool:
        """Whether the files cannot be right; what nobody can know yet is no error."""
        return self.code != NOT_KNOWN_YET


@dataclass(frozen=True)
class ParsedRule:
    """A rule of a milestone: parsed, as it is written, and where it stands."""

    rule: Rule
    words: str
    address: Address


@dataclass
class Reading:
    """What a timeline says, as far as it can be understood, by milestone."""

    plan: TimelineOnDay
    phrases: dict[str, Phrase] = field(default_factory=dict)
    deadlines: dict[str, Rule] = field(default_factory=dict)
    rules: dict[str, list[ParsedRule]] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)  # the kind of day of `falls-on`
    faults: list[Fault] = field(default_factory=list)

    @property
    def timeline(self) -> Timeline:
        return self.plan.timeline

    def at(self, id_: str, *path: str | int) -> Address:
        """The address of a milestone, or of something inside it."""
        if path:
            key, *rest = path
            path = (*self.plan.places.get((id_, str(key)), (key,)), *rest)
        return Address(timeline_file(self.timeline.release), ("milestones", id_, *path))


def read_timeline(plan: TimelineOnDay, calendars: Calendars) -> Reading:
    """The parsed timeline, and T101, T102, T103 and T111 for what cannot be scheduled."""
    reader = _Reader(plan, calendars)
    for id_, milestone in plan.timeline.milestones.items():
        reader.read(id_, milestone)
    for id_, milestone in plan.written.milestones.items():
        for index, row in enumerate(milestone.was):
            reader.read_earlier(row, reader.file_at("milestones", id_, "was", index))
    reader.circles()
    if calendars.working is None:
        reader.no_calendar()
    return reader.reading


class _Reader:
    def __init__(self, plan: TimelineOnDay, calendars: Calendars) -> None:
        self.timeline = plan.timeline
        self.written = plan.written
        self.calendars = calendars
        self.file = timeline_file(plan.release)
        self.reading = Reading(plan)
        self.at = self.reading.at

    def file_at(self, *path: str | int) -> Address:
        return Address(self.file, path)

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
            phrase = self._parsed(parse_phrase, milestone.when, self.at(id_, "when"))
            if phrase is not None:
                self.reading.phrases[id_] = phrase
        if milestone.due is not None:
            deadline = self._parsed(parse_deadline, milestone.due, self.at(id_, "due"))
            if deadline is not None:
                self.reading.deadlines[id_] = deadline
        for index, sourced in enumerate(milestone.rules):
            address = self.at(id_, "rules", index, "rule")
            rule = self._parsed(parse_rule, sourced.rule, address)
            if rule is not None:
                self.reading.rules[id_].append(ParsedRule(rule, sourced.rule, address))
        if milestone.falls_on is not None and self._is_day_kind(
            milestone.falls_on, self.at(id_, "falls-on")
        ):
            self.reading.days[id_] = milestone.falls_on

    def read_earlier(self, row: EarlierPlan, address: Address) -> None:
        """Reads what an earlier plan says, for its faults alone."""
        if row.when is not None:
            self._parsed(parse_phrase, row.when, address.at("when"))
        if row.due is not None:
            self._parsed(parse_deadline, row.due, address.at("due"))
        for index, sourced in enumerate(row.rules):
            self._parsed(parse_rule, sourced.rule, address.at("rules", index, "rule"))
        if row.falls_on is not None:
            self._is_day_kind(row.falls_on, address.at("falls-on"))

    def _parsed(self, parse: Callable[[str], P], text: str, address: Address) -> P | None:
        """What a text says; None where it cannot be understood, or names what is not there."""
        try:
            found = parse(text)
        except PhraseError as error:
            self._bad_phrase(error, address)
            return None
        return found if self._names_known(found, address) else None

    def _bad_phrase(self, error: PhraseError, address: Address) -> None:
        within = (error.start, error.end)
        self.tell(
            "T101", error.message, Address(address.file, address.path, within=within), error.help
        )

    def _names_known(self, phrase: Phrase | Rule, address: Address) -> bool:
        # A row of an earlier plan may name what is no longer planned.
        earlier = "was" in address.path
        known = tuple((self.written if earlier else self.timeline).milestones)
        good = True
        for anchor in anchors_of(phrase):
            if anchor.id not in known:
                good = False
                self.tell(
                    "T102",
                    f"there is no milestone {anchor.id!r} in this timeline"
                    + suggestion(anchor.id, known),
                    Address(address.file, address.path, within=anchor.words),
                )
        for body, words in bodies_of(phrase):
            good = self._body_known(body, words, address) and good
        for body, words in bodies_counted(phrase):
            good = self._is_body(body, words, address) and good
        return good

    def _is_body(self, body: str, words: tuple[int, int], address: Address) -> bool:
        where = Address(address.file, address.path, within=words)
        if self.calendars.register.body_called(body) is not None:
            return True
        if REFERENCE_FILES["bodies"][0] not in self.calendars.register.unread:
            meant = self.calendars.body_meant(body)
            self.tell("T102", f"there is no body called {body!r}{meant}", where)
        return False  # its faults have been told

    def _body_known(self, body: str, words: tuple[int, int], address: Address) -> bool:
        if not self._is_body(body, words, address):
            return False
        where = Address(address.file, address.path, within=words)
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

    def _is_day_kind(self, falls_on: str, address: Address) -> bool:
        """Whether a text of `falls-on` is a kind of day; what is wrong with it is reported."""
        if falls_on in DAY_KINDS:
            return True
        body, blank, kind = falls_on.partition(" ")
        if kind == "working day":
            return self._is_body(body, (0, len(body)), address)
        if kind != "meeting" or not blank:
            self.tell(
                "T101",
                f"{falls_on!r} is not a kind of day",
                address,
                f"write one of: {', '.join(DAY_KINDS)}, or 'CSC meeting'; or leave the line out",
            )
            return False
        return self._body_known(body, (0, len(body)), address)

    # Circles: a milestone whose date is defined by its own date.

    def circles(self) -> None:
        settled: set[str] = set()
        for start in self.timeline.milestones:
            if start in settled:
                continue
            # The path from the start, each milestone with those it depends on that are left.
            path = {start: self._rests_on(start)}
            while path:
                current = next(reversed(path))
                following = next(path[current], None)
                if following is None:
                    settled.add(current)
                    del path[current]
                elif following in path:
                    ids = [*path]
                    circle = ids[ids.index(following) :]
                    self._circle(circle)
                    # What led to it may lead round another way too.
                    settled.update(circle)
                    for id_ in circle:
                        del path[id_]
                elif following not in settled:
                    path[following] = self._rests_on(following)

    def _rests_on(self, id_: str) -> Iterator[str]:
        """The milestones that define this one, by its `when` or its `due`."""
        written = self.reading.phrases.get(id_) or self.reading.deadlines.get(id_)
        return iter([] if written is None else [anchor.id for anchor in anchors_of(written)])

    def _definition(self, id_: str) -> Address:
        return self.at(id_, "when" if id_ in self.reading.phrases else "due")

    def _circle(self, circle: list[str]) -> None:
        first = circle[0]
        around = " -> ".join([*circle, first])
        related = tuple(
            Related(f"{id_!r} depends on {following!r} here", self._definition(id_))
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
