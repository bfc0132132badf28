"""A pattern depends on the meetings of a body of which none can be known.

`Thursday before the Panel meeting` is a day next to each meeting of the Panel. Either there is no
such body, or neither a pattern nor a date says when it meets, or its pattern depends on this one.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
    tag:
      short: TAG
      name: Testing Advisory Group
      pattern:
      - rule: Thursday before the Pannel meeting    # C107
        from: 2029-01
    panel:
      short: Panel
      name: Panel
      pattern:
      - rule: Monday after the Panel meeting    # C107
        from: 2029-01
    dcc:
      short: DCC
      name: Data Communications Company

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
    tag:
      short: TAG
      name: Testing Advisory Group
      pattern:
      - rule: Thursday before the Panel meeting
        from: 2029-01
    panel:
      short: Panel
      name: Panel
      pattern:
      - rule: second Friday of each month
        from: 2029-01
    dcc:
      short: DCC
      name: Data Communications Company
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from sectool.calendar.recurrence import WeekdayByMeeting
from sectool.datelang.parser import PhraseError, parse_pattern
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "calendar", "release_kinds"}
ABOUT = {"calendar"}

# The bodies that each body's patterns depend on, and where a pattern names them.
_Named = Mapping[str, Mapping[str, Address]]


def check(subject: Subject) -> Iterator[Finding]:
    calendars = subject.calendars
    if calendars.working is None:
        return
    named = _named(subject)
    for circle in _circles(named):
        yield _circle(circle, named)
    for short, others in {**named, **_of_kinds(subject)}.items():
        for other, where in others.items():
            if subject.register.body_called(other) is None:
                meant = calendars.body_meant(other)
                message = f"there is no body called {other!r}{meant}"
                yield Finding(message, where, about=(short, other))
            elif calendars.meetings(other) is None and other not in calendars.misread:
                yield Finding(
                    f"no meetings of the {other} are known, neither by pattern nor by date",
                    where,
                    f"add a 'pattern' or 'meetings' to the {other}",
                    about=(short, other),
                )


def _named(subject: Subject) -> dict[str, dict[str, Address]]:
    found: dict[str, dict[str, Address]] = {}
    for id_, body in subject.register.bodies.items():
        for index, pattern in enumerate(body.pattern):
            path = reference("bodies", id_, "pattern", index, "rule")
            for other, where in _body_in(pattern.rule, path):
                found.setdefault(body.short, {}).setdefault(other, where)
    return found


def _of_kinds(subject: Subject) -> dict[str, dict[str, Address]]:
    """The bodies on whose meetings the usual go-lives of kinds of releases depend, by the kind."""
    return {
        id_: {
            other: where
            for index, pattern in enumerate(kind.go_live)
            for other, where in _body_in(
                pattern.rule, reference("release_kinds", id_, "go-live", index, "rule")
            )
        }
        for id_, kind in subject.register.release_kinds.items()
    }


def _body_in(pattern: str, path: Address) -> Iterator[tuple[str, Address]]:
    """The body that a pattern names, and where."""
    try:
        rule = parse_pattern(pattern)
    except PhraseError:
        return
    if isinstance(rule, WeekdayByMeeting):
        yield rule.body, Address(path.file, path.path, within=rule.body_words)


def _circles(named: _Named) -> list[list[str]]:
    """The circles in which bodies depend on themselves: each once, from its first body on."""
    circles: list[list[str]] = []
    settled: set[str] = set()
    for start in named:
        path: list[str] = []
        ahead = [iter(named[start])] if start not in settled else []
        if ahead:
            path.append(start)
        while ahead:
            other = next(ahead[-1], None)
            if other is None:
                ahead.pop()
                settled.add(path.pop())
            elif other in path:
                circles.append(path[path.index(other) :])
            elif other in named and other not in settled:
                path.append(other)
                ahead.append(iter(named[other]))
    return circles


def _circle(circle: list[str], named: _Named) -> Finding:
    first = circle[0]
    steps = list(pairwise([*circle, first]))
    message = f"the meetings of the {first} are defined by themselves"
    if len(circle) > 1:
        around = " -> ".join([*circle, first])
        message = f"the meetings of these bodies are defined by each other: {around}"
    related = tuple(
        Related(f"the {one} meets by the meetings of the {other}", named[one][other])
        for one, other in steps[1:]
    )
    return Finding(
        message,
        named[first][steps[0][1]],
        "give one of them a pattern that names no meeting, such as 'second Friday of each month'",
        related,
        tuple(circle),
    )
