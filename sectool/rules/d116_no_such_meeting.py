"""A text gives a meeting a day or a number that it does not have.

A day is only doubted where the register knows when the body met in that month: by a dated
meeting, or by its usual pattern, which is no more than a proposal. The days are also held
against what was known when the text was written.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: It goes to the CSC meeting on 15 January 2029.    # D116

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: It goes to the CSC meeting on 16 January 2029.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sectool.calendar.diary import Meeting
from sectool.dates import Month, in_full, plainly
from sectool.diagnostic import Finding, Severity
from sectool.model.reference import Body
from sectool.model.register import Register
from sectool.rules.common import any_unread
from sectool.rules.prose import Said, texts_of
from sectool.rules.rule import Subject
from sectool.rules.sentences import SaidDate, SaidMonth, Span, months_in
from sectool.schedule import Calendars, calendars_of

SEVERITY = Severity.WARNING

# Where only dated meetings are known, nobody knows how often the body meets: a day so near to one
# of them is a slip, one farther off may be another meeting.
_NEAR = 3

_BACK = 80  # how far to look back for words that tell of something else than a meeting

_NUMBER = r"(?:(?:no\.?|number)\s+)?(?P<number>[0-9]{1,3})"
_JOINT = (
    r"\s*(?:,|\(|\b(?:(?:is|was|will\s+be|takes\s+place|took\s+place)\b\s*)?"
    r"(?:held|due|planned|scheduled)?\s*\b(?:on|of|in|for|dated)\b)\s*(?:the\s+)?"
)
_THEN = r"(?:(?:next|last|first|then|also|again|usually|will|is|was|to|again|online|monthly)\s+)*"
_KIND = r"(?:(?:next|last|first|monthly|regular|usual|ordinary|annual|coming)\s+)?"
_PAPERS = re.compile(
    r"\b(?:letters?|e?mails?|notes?|papers?|reports?|decisions?|directions?|requests?|answers?"
    r"|responses?|documents?|minutes|orders?|proposals?|told|asked|wrote)\b[^.;:]*$"
)
# What is no meeting of the usual kind may be on any day.
_EXTRA = re.compile(r"\b(?:ad[ -]hoc|extra|extraordinary|special|additional|further)\b")
_NAME_BEFORE = re.compile(r"(?P<word>[A-Z][\w&’'-]*)\s+$")
_NO_NAMES = frozenset(
    (
        *("The", "This", "That", "A", "An", "Next", "Last", "At", "In", "On", "By", "For", "From"),
        *("Of", "To", "Each", "Every", "When", "Where", "After", "Before", "Our", "Its", "And"),
    )
)


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "bodies", "calendar") or subject.calendars.working is None:
        return
    known = _Known(register, subject.calendars)
    if not known.by_name:
        return
    for said in texts_of(register):
        # Every form has a date: a text without one is not looked at any closer.
        if not said.has_digits or not (said.dates or any(True for _ in months_in(said.text))):
            continue
        yield from _in_text(said, known)


@dataclass(frozen=True)
class _Known:
    """The bodies by every name they go by, and their meetings."""

    register: Register
    calendars: Calendars
    _diaries: dict[str, tuple[Meeting, ...]] = field(default_factory=dict)
    _then: dict[date, Calendars] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> dict[str, Body]:
        named: dict[str, Body] = {}
        for body in self.register.bodies.values():
            if self.calendars.meetings(body.short) is not None:
                for name in (body.short, body.name, *(other.name for other in body.known_as)):
                    named.setdefault(name, body)
        return named

    @cached_property
    def forms(self) -> tuple[re.Pattern[str], ...]:
        """How a sentence says that a body meets, up to the date; the last has the date ahead."""
        names = sorted(self.by_name, key=lambda name: (-len(name), name))
        body = rf"(?<![\w-])(?P<body>{'|'.join(map(re.escape, names))})(?!\w)"
        meeting = rf"{_KIND}[Mm]eeting(?:\s+{_NUMBER})?"
        return tuple(
            re.compile(form)
            for form in (
                rf"{body}(?:[’']s?)?\s+{meeting}{_JOINT}",
                rf"\b{meeting}\s+of\s+(?:the\s+)?{body}{_JOINT}",
                rf"{body}\s+{_THEN}(?:meets?|met|meeting)\s+{_THEN}(?:on|in)\s+",
                rf"{body}\s+{_NUMBER}{_JOINT}",
                rf"{body}\s+(?P<bare>of)\s+",
                rf"(?P<ahead>(?<=[A-Za-z0-9])\s+){body}\s+{meeting}",
            )
        )

    def meets(self, body: Body, days: list[date]) -> bool:
        """Whether a body meets on one of some days; asked first, since a diary takes longer."""
        calendar = self.calendars.meetings(body.short)
        return calendar is not None and any(day in calendar.days for day in days)

    def diary(self, body: Body) -> tuple[Meeting, ...]:
        if body.short not in self._diaries:
            self._diaries[body.short] = self.calendars.diary(body)
        return self._diaries[body.short]

    def held_then(self, body: Body, day: date, written: date | None) -> bool:
        """Whether the body was to meet on a day by what was known when a text was written."""
        if written is None:
            return False
        if written not in self._then:
            self._then[written] = calendars_of(self.register, written)
        calendar = self._then[written].meetings(body.short)
        return calendar is not None and day in calendar.days


def _in_text(said: Said, known: _Known) -> Iterator[Finding]:
    dates: list[SaidDate | SaidMonth] = [*said.dates, *months_in(said.text)]
    starts = {found.span[0]: found for found in dates}
    ends = {found.span[1]: found for found in dates}
    told: set[int] = set()
    for form in known.forms:
        for match in form.finditer(said.text):
            groups = match.groupdict()
            ahead = "ahead" in groups
            when = ends.get(match.start()) if ahead else starts.get(match.end())
            if when is None or when.span[0] in told:
                continue
            body = known.by_name[match["body"]]
            if not ahead and _another_body(said.text, match.start("body"), known):
                continue
            if "bare" in groups and _PAPERS.search(
                said.text, max(0, match.start() - _BACK), match.start()
            ):
                continue
            told.add(when.span[0])
            if _EXTRA.search(said.text, max(0, match.start() - 20), match.end()):
                continue
            digits = groups.get("number")
            number = (int(digits), match.span("number")) if digits else None
            yield from _doubt(said, known, body, when, number)


def _another_body(text: str, place: int, known: _Known) -> bool:
    """Whether the name is the end of a longer one: the UNC Modification Panel is not the Panel."""
    before = _NAME_BEFORE.search(text, max(0, place - 40), place)
    if before is None or before["word"] in _NO_NAMES:
        return False
    settings = known.register.settings
    return settings is None or before["word"] != settings.code.short


def _doubt(
    said: Said,
    known: _Known,
    body: Body,
    when: SaidDate | SaidMonth,
    number: tuple[int, Span] | None,
) -> Iterator[Finding]:
    if isinstance(when, SaidMonth):
        if number is None:
            return
        there = [meeting for meeting in known.diary(body) if meeting.day in when.month]
    else:
        days = said.days(when)
        if not days or (number is None and known.meets(body, days)):
            return
        there = [meeting for meeting in known.diary(body) if meeting.day in days]
        if not there:
            if not any(meeting.instead_of in days for meeting in known.diary(body)):
                yield from _no_meeting(said, known, body, when, days)
            return
    if number is None or not there or number[0] in {meeting.number for meeting in there}:
        return
    own = next((meeting for meeting in known.diary(body) if meeting.number == number[0]), None)
    if own is None and all(meeting.number is None for meeting in there):
        return
    whose = ", ".join(f"{m.body} {m.number}" for m in there if m.number is not None)
    on = in_full(there[0].day) if isinstance(when, SaidDate) else plainly(when.month)
    message = f"the {body.short} meeting of {on} is {whose or 'another one'}, not {number[0]}"
    message += (
        f"; {body.short} {number[0]} is that of {in_full(own.day)}" if own is not None else ""
    )
    proposed = any(meeting.proposed for meeting in there)
    yield Finding(
        message + (" (this rests on its usual pattern)" if proposed else ""),
        said.at(number[1]),
        "correct the number or the day",
    )


def _no_meeting(
    said: Said, known: _Known, body: Body, when: SaidDate, days: list[date]
) -> Iterator[Finding]:
    found = [_instead(known, body, day) for day in days]
    if not all(found) or any(known.held_then(body, day, said.last) for day in days):
        return
    near = said.last or days[0]
    day, meetings = min(
        zip(days, found, strict=True), key=lambda one: (abs((one[0] - near).days), one[0])
    )
    instead = " and ".join(in_full(meeting.day) for meeting in meetings)
    proposed = any(meeting.proposed for meeting in meetings)
    pattern = " by its usual pattern, which is a proposal and not confirmed" if proposed else ""
    yield Finding(
        f"the {body.short} does not meet on {in_full(day)}, but on {instead}{pattern}",
        said.at(when.span),
        "correct the day, or record the meeting in reference/bodies.yaml",
    )


def _instead(known: _Known, body: Body, day: date) -> tuple[Meeting, ...]:
    """The meetings of a body in the month of a day without one; none where nobody can know."""
    month = Month(day.year, day.month)
    held = tuple(
        meeting
        for meeting in known.diary(body)
        if meeting.day in month and meeting.state != "cancelled"
    )
    monthly = body.numbering is not None or any(
        pattern.from_ <= month and (pattern.to is None or month <= pattern.to)
        for pattern in body.pattern
    )
    if monthly and any(meeting.state != "extra" for meeting in held):
        return held
    return tuple(meeting for meeting in held if abs((meeting.day - day).days) <= _NEAR)
