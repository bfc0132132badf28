"""A text gives a meeting a day or a number that it does not have.

A day is only doubted where the register knows when the body met in that month: by a dated meeting,
or by its usual pattern, which is no more than a proposal. The days are also checked against what
was known when the text was written.

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
from collections.abc import Collection, Iterator
from dataclasses import field
from datetime import date
from functools import cached_property

from sectool.dates import Month, in_full, plainly
from sectool.diagnostic import Finding, Severity
from sectool.model.reference import Body
from sectool.model.register import Register
from sectool.prose.readings import DateInText, MonthInText, Span, months_in
from sectool.prose.sentences import END
from sectool.prose.texts import Passage, texts_of
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread
from sectool.schedule import Calendars, calendars_of
from sectool.schedule.diary import Meeting
from sectool.values import dataclass

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar"}
ABOUT = {"document"}

# Where only dated meetings are known, nobody knows how often the body meets: a day so near to one
# of them is a slip, one farther off may be another meeting.
_NEAR = 3

_NEAR_BY = 20  # how far to look back for a word that goes with a meeting
_BACK = 80  # how far to look back for words that tell of something else than a meeting

_NUMBER = r"(?:(?:no\.?|number)\s+)?(?P<number>[0-9]{1,3})"
_IS = r"(?:is|was|will\s+be|takes\s+place|took\s+place|will\s+take\s+place)"
_SET = r"(?:held|due|planned|scheduled)"
_ON = r"(?:on|of|in|for|dated)"
_JOINT = (
    rf"(?:\s*[,(]|\s+{_IS}(?:\s+{_SET})?(?:\s+{_ON})?\b|\s+(?:{_SET}\s+)?{_ON}\b)\s*(?:the\s+)?"
)
_THENS = "next|last|first|then|also|again|usually|will|is|was|to|again|online|monthly"
_THEN = rf"(?:(?:{_THENS})\s+)*"
_KINDS = "next|last|first|monthly|regular|usual|ordinary|annual|coming"
_KIND = rf"(?:(?:{_KINDS})\s+)?"
_PAPERS = re.compile(
    r"\b(?:letters?|e?mails?|notes?|papers?|reports?|decisions?|directions?|requests?|answers?"
    r"|responses?|documents?|minutes|orders?|proposals?|told|asked|wrote)\b[^.;:]*$",
    re.IGNORECASE,
)
# What a body does when it meets, and what it does that to.
_DOES = (
    r"(?:meets?|met|(?:discuss(?:e[sd])?|(?:consider|debate|examine|look)(?:s|e?d)?(?:\s+at)?)\b)"
)
_WHAT = (
    r"(?:\s+(?:it|this|them|these|both|(?:the|its|these|those)\s+(?:modification|proposal|change|matter)s?"
    r"|[A-Z]{1,10}[0-9]{3,6}[A-Z]?))?"
)
# How what follows the name of a body in a form begins, folded: see `_Form`.
_NUMBERED = (" no", " number", *(f" {digit}" for digit in "0123456789"))
_A_MEETING = tuple(f" {word}" for word in (*_KINDS.split("|"), "meeting"))
_OWN_MEETING = tuple(own + word for own in ("", "’", "'", "’s", "'s") for word in _A_MEETING)
_NEXT = tuple(f" {word}" for word in _THENS.split("|"))
_MEETS = (*_NUMBERED, *_NEXT, " meet", " met")
_DISCUSSES = (*_NEXT, " meet", " met", " discuss", " consider", " debate", " examine", " look")
_IS_DISCUSSED = r"(?:[Dd]iscussed|[Cc]onsidered|debated|examined|looked\s+at)\s+by"
_ACTS = re.compile(rf",?\s+{_THEN}{_DOES}")
# Of a date without its year, what is said to come is none of the year that has passed.
_TO_COME = re.compile(r"\b(?:next|coming|will|is|takes|meets|goes)\b")
_WILL = re.compile(r"\s+(?:will|is)\b")
# What is no meeting of the usual kind may be on any day, and one that is not held on any other.
_EXTRA = re.compile(
    r"\b(?:ad[ -]hoc|extra|extraordinary|special|additional|further|[Nn]o|not|never|[Ii]nstead)\b"
)
_OF_ANOTHER = re.compile(
    r"\b(?:(?:instead|in\s+place|move|postponement|cancellation)\s+of|rather\s+than"
    r"|mov(?:e[sd]?|ing)|cancel\w*|postpon\w*|replac\w+|reschedul\w+)"
    r"\s+(?:(?:the|a|its|our|their|next|last|monthly|regular|usual|planned)\s+)*$",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(
    r"\)?,?\s+(?:(?:is|was|has|had|been|be|being|will|would|which|that|now|since|then|therefore"
    r"|already|to)\s+)*(?:mov(?:e[sd]?|ing)|cancelled|postponed|called\s+off|put\s+(?:off|back)"
    r"|brought\s+forward|rescheduled|replaced|deferred|changed\s+to|not|never|no\s+longer|cannot)\b"
)
# What was planned for one day may have been held, or may yet be, on another that is named.
_PLANNED = re.compile(r"\b(?:due|planned|scheduled)\b")
_WAS_PLANNED = re.compile(r"\b(?:was|were|been)\s+(?:due|planned|scheduled)\b")
# "After the CSC meeting, 22 December is the last day": the day is not that of the meeting.
_FRONTED = (
    r"\b(?:at|after|before|following|in|during|since|until|till|to|by|for|from|of|on|with|without"
    r"|through|between|beyond|like|unlike|besides|despite|than|as|under|over)"
    r"\s+(?:(?:the|a|an|its|our|their|this|that|each|every|next|last|first|{code})\s+)*$"
)
_OPENS = re.compile(r"(?P<sign>[,(])\s*(?:the\s+)?\Z")
_IS_A_SUBJECT = re.compile(r"\s+(?:is|was|will|has|had|may|can|would|stays|remains|marks)\b")
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
    for passage in texts_of(register):
        # Every form has a date: a text without one is not looked at any closer.
        if not passage.has_digits or not (
            passage.dates or any(True for _ in months_in(passage.text))
        ):
            continue
        yield from _in_text(passage, known)


@dataclass(frozen=True)
class _Form:
    """A form of a sentence, compiled for the first text in which it may stand: few ever are.

    With the names of all bodies in it a form takes long to compile. It stands only where a folded
    text has the name of a body with one of `behind` right behind it, and one of `ahead` before it.
    """

    source: str
    behind: tuple[str, ...] = ("",)
    ahead: tuple[str, ...] = ("",)

    def may_stand_in(self, folded: str, named: Collection[str]) -> bool:
        """Whether it may stand in a folded text that names these bodies."""
        return any(
            f"{before}{name}{after}" in folded
            for name in named
            for before in self.ahead
            for after in self.behind
        )

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source)


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
    def _written(self) -> str:
        names = sorted(self.by_name, key=lambda name: (-len(name), name))
        return "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)

    @cached_property
    def another(self) -> re.Pattern[str]:
        """Another body just before: "the WG and the CSC meet on …" gives each a day of its own."""
        return re.compile(rf"(?<![\w-])(?i:{self._written})\s*(?:,|\band|\bor)\s+(?:the\s+)?$")

    @cached_property
    def meeting_ahead(self) -> re.Pattern[str]:
        """A meeting behind its day: "17 December SEC Panel Meeting 99, 18 January CSC meeting"."""
        return re.compile(rf"\s+(?:{self.code}\s+)?(?:{self._written})\s+{_KIND}[Mm]eeting\b")

    @cached_property
    def code(self) -> str:
        """What may stand before the name of a body: that of its Code."""
        settings = self.register.settings
        return re.escape(settings.code.short) if settings is not None else "the"

    @cached_property
    def forms(self) -> tuple[_Form, ...]:
        """How a sentence says that a body meets, up to the date; the last has the date ahead."""
        written = self._written
        body = rf"(?<![\w-])(?P<body>{written})(?!\w)"
        # Where a meeting is spoken of, "the change board" is no other board.
        spoken = rf"(?<![\w-])(?P<body>(?i:{written}))(?!\w)"
        meeting = rf"{_KIND}[Mm]eeting(?:\s+{_NUMBER})?"
        meets = rf"{_THEN}(?:meets?|met|meeting)\s+{_THEN}(?:on|in)\s+"
        at = rf"\b(?:[Aa]t|{_IS_DISCUSSED})\s+(?:the\s+)?"
        goes_to = r"\b(?:go|goes|went|taken|brought)\s+to\s+(?:the\s+)?"
        return (
            _Form(rf"{spoken}(?:[’']s?)?\s+{meeting}{_JOINT}", _OWN_MEETING),
            _Form(rf"\b{meeting}\s+of\s+(?:the\s+)?{spoken}{_JOINT}", ahead=(" of ", " of the ")),
            _Form(rf"{spoken}(?:\s+{_NUMBER})?\s+{meets}", _MEETS),
            _Form(rf"{spoken}\s+{_THEN}{_DOES}{_WHAT}\s+on\s+", _DISCUSSES),
            _Form(rf"{at}{spoken}\s+on\s+", (" on ",)),
            _Form(rf"{goes_to}{spoken}(?P<to>)\s+on\s+", (" on ",)),
            _Form(rf"{spoken}(?P<acts>)\s+on\s+", (" on ",)),
            _Form(rf"{body}\s+{_NUMBER}{_JOINT}", _NUMBERED),
            _Form(rf"{body}\s+(?P<bare>of)\s+", (" of ",)),
            _Form(rf"(?P<ahead>(?<=[A-Za-z0-9])\s+){body}\s+{meeting}", _A_MEETING),
        )

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Where a text says in one of the forms that a body meets, form by form."""
        folded = _folded(text)
        named = [name for name in self._by_folded if name in folded]
        for form in self.forms if named else ():
            if form.may_stand_in(folded, named):
                yield from form.pattern.finditer(text)

    def named(self, words: str) -> Body:
        """The body that a match of one of the forms names."""
        return self._by_folded[_folded(words)]

    @cached_property
    def _by_folded(self) -> dict[str, Body]:
        folded: dict[str, Body] = {}
        for name, body in self.by_name.items():
            folded.setdefault(_folded(name), body)
        return folded

    def meets(self, body: Body, days: list[date]) -> bool:
        """Whether a body meets on one of some days; asked first, since a diary takes longer."""
        calendar = self.calendars.meetings(body.short)
        return calendar is not None and any(day in calendar.days for day in days)

    def diary(self, body: Body) -> tuple[Meeting, ...]:
        if body.short not in self._diaries:
            self._diaries[body.short] = self.calendars.diary(body)
        return self._diaries[body.short]

    def takes_papers(self, body: Body, days: list[date]) -> bool:
        """Whether what goes to a body then may be a paper for one of its meetings."""
        return any(meeting.papers in days for meeting in self.diary(body))

    def held_then(self, body: Body, day: date, written: date | None) -> bool:
        """Whether the body was to meet on a day by what was known when a text was written."""
        if written is None:
            return False
        if written not in self._then:
            self._then[written] = calendars_of(self.register, written)
        calendar = self._then[written].meetings(body.short)
        return calendar is not None and day in calendar.days


def _in_text(passage: Passage, known: _Known) -> Iterator[Finding]:
    dates: list[DateInText | MonthInText] = [*passage.dates, *months_in(passage.text)]
    starts = {found.span[0]: found for found in dates}
    ends = {found.span[1]: found for found in dates}
    read: set[int] = set()
    for match in known.matches(passage.text):
        groups = match.groupdict()
        ahead = "ahead" in groups
        when = ends.get(match.start()) if ahead else starts.get(match.end())
        if when is None or when.span[0] in read:
            continue
        body = known.named(match["body"])
        if not ahead and _another_body(passage.text, match, known):
            continue
        start = match.start("body")
        if not ahead and known.another.search(passage.text, max(0, start - _BACK), start):
            continue
        if "acts" in groups and not _ACTS.match(passage.text, when.span[1]):
            continue
        if ("bare" in groups or "to" in groups) and _PAPERS.search(
            passage.text, max(0, match.start() - _BACK), match.start()
        ):
            continue
        days = passage.days(when) if isinstance(when, DateInText) else []
        if "to" in groups and known.takes_papers(body, days):
            continue
        if not ahead and _is_of_something_else(passage.text, match, when, known):
            continue
        read.add(when.span[0])
        if _EXTRA.search(passage.text, max(0, match.start() - _NEAR_BY), match.end()):
            continue
        if _is_elsewhen(passage.text, match, when, starts):
            continue
        digits = groups.get("number")
        number = (int(digits), match.span("number")) if digits else None
        before = passage.text[max(0, match.start() - _NEAR_BY) : match.end()]
        if _TO_COME.search(before) or _WILL.match(passage.text, when.span[1]):
            days = [day for day in days if passage.first is None or day >= passage.first] or days
        yield from _doubt(passage, known, body, when, days, number)


def _is_of_something_else(
    text: str, match: re.Match[str], when: DateInText | MonthInText, known: _Known
) -> bool:
    """Whether a day right behind a comma or a bracket goes with what follows it."""
    joint = _OPENS.search(match.group())
    if joint is None:
        return False
    if _IS_A_SUBJECT.match(text, when.span[1]):
        return True
    if joint["sign"] == "(":
        return False
    in_front = re.compile(_FRONTED.format(code=known.code), re.IGNORECASE)
    fronted = in_front.search(text, max(0, match.start() - _BACK), match.start())
    return fronted is not None or known.meeting_ahead.match(text, when.span[1]) is not None


def _is_elsewhen(
    text: str, match: re.Match[str], when: DateInText | MonthInText, starts: Collection[int]
) -> bool:
    """Whether the sentence says that the meeting was to be, or is not, on that day."""
    if _CALLED_OFF.match(text, when.span[1]):
        return True
    if _OF_ANOTHER.search(text, max(0, match.start() - _BACK), match.start()):
        return True
    if _PLANNED.search(match.group()) is None:
        return False
    end = END.search(text, when.span[1])
    behind = range(when.span[1], end.start() if end is not None else len(text))
    return _WAS_PLANNED.search(match.group()) is not None or any(one in behind for one in starts)


def _another_body(text: str, match: re.Match[str], known: _Known) -> bool:
    """Whether the name is the end of a longer one: "the UNC Modification Panel" is not "the Panel".

    In small letters it may be that of any board or panel, if it is not "the" one.
    """
    place = match.start("body")
    in_other_letters = " ".join(match["body"].split()) not in known.by_name
    the = re.compile(rf"\b(?:the|our|next|last|{known.code})\s+$", re.IGNORECASE)
    if in_other_letters and the.search(text, max(0, place - 40), place) is None:
        return True
    before = _NAME_BEFORE.search(text, max(0, place - 40), place)
    if before is None or before["word"] in _NO_NAMES:
        return False
    settings = known.register.settings
    return settings is None or before["word"] != settings.code.short


def _doubt(
    passage: Passage,
    known: _Known,
    body: Body,
    when: DateInText | MonthInText,
    days: list[date],
    number: tuple[int, Span] | None,
) -> Iterator[Finding]:
    if isinstance(when, MonthInText):
        if number is None:
            return
        there = [meeting for meeting in known.diary(body) if meeting.day in when.month]
    else:
        if not days or (number is None and known.meets(body, days)):
            return
        there = [meeting for meeting in known.diary(body) if meeting.day in days]
        if not there:
            if not any(meeting.instead_of in days for meeting in known.diary(body)):
                yield from _no_meeting(passage, known, body, when, days)
            return
    if number is None or not there or number[0] in {meeting.number for meeting in there}:
        return
    own = next((meeting for meeting in known.diary(body) if meeting.number == number[0]), None)
    if own is None and all(meeting.number is None for meeting in there):
        return
    whose = ", ".join(f"{m.body} {m.number}" for m in there if m.number is not None)
    on = in_full(there[0].day) if isinstance(when, DateInText) else plainly(when.month)
    message = f"the {body.short} meeting of {on} is {whose or 'another one'}, not {number[0]}"
    message += (
        f"; {body.short} {number[0]} is that of {in_full(own.day)}" if own is not None else ""
    )
    proposed = any(meeting.proposed for meeting in there)
    yield Finding(
        message + (" (this is based on its usual pattern)" if proposed else ""),
        passage.at(number[1]),
        "correct the number or the day",
    )


def _no_meeting(
    passage: Passage, known: _Known, body: Body, when: DateInText, days: list[date]
) -> Iterator[Finding]:
    found = [_instead(known, body, day) for day in days]
    if not all(found) or any(known.held_then(body, day, passage.last) for day in days):
        return
    near = passage.last or days[0]
    day, meetings = min(
        zip(days, found, strict=True), key=lambda one: (abs((one[0] - near).days), one[0])
    )
    instead = " and ".join(in_full(meeting.day) for meeting in meetings)
    proposed = any(meeting.proposed for meeting in meetings)
    pattern = " by its usual pattern, which is a proposal and not confirmed" if proposed else ""
    yield Finding(
        f"the {body.short} does not meet on {in_full(day)}, but on {instead}{pattern}",
        passage.at(when.span),
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


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
