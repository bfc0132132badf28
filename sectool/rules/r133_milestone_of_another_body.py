"""A timetable names another body for an act than has the power for it that day.

`roles.yaml` says at which milestone an act is done, and `powers` of the bodies who has it on which
day: sentences of a document name that body. Where the timetable of the same document names another,
in `by`, in the title or in the notes of the milestone, the two contradict each other; mostly the
milestone was copied from a release of years before. One of several bodies in a title is enough, and
of a day that is not known, or on which either may, whoever may have had the power. Bodies that are
in no role are only looked for in `by`.

Bad:

    # reference/bodies.yaml
    panel:
      short: Panel
      name: SEC Panel
      powers:
      - {act: go-no-go, to: 2029-12}
    csc:
      short: CSC
      name: Change Sub-Committee
      powers:
      - {act: go-no-go, from: 2030-01}
    dcc:
      short: DCC
      name: Data Communications Company
    opsg:
      short: OPSG
      name: Operations Group
    tag:
      short: TAG
      name: Testing Advisory Group

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-no-go:
        title: Panel go/no-go decision    # R133
        when: 2030-06-11
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # reference/bodies.yaml
    panel:
      short: Panel
      name: SEC Panel
      powers:
      - {act: go-no-go, to: 2029-12}
    csc:
      short: CSC
      name: Change Sub-Committee
      powers:
      - {act: go-no-go, from: 2030-01}
    dcc:
      short: DCC
      name: Data Communications Company
    opsg:
      short: OPSG
      name: Operations Group
    tag:
      short: TAG
      name: Testing Advisory Group

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-no-go:
        title: CSC go/no-go decision
        when: 2030-06-11
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sectool.dates import last_day, plainly
from sectool.diagnostic import Finding, Related, Severity
from sectool.model.register import REFERENCE_FILES, Register, reference
from sectool.queries.register_on import RegisterOn, register_on
from sectool.queries.roles import RoleOn, role_on
from sectool.rules.rule import Subject
from sectool.schedule import Schedule, Scheduled
from sectool.schedule.bounds import earliest_of, latest_of

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "releases", "roles", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    acts: dict[str, list[str]] = {}
    for act, role in register.roles.items():
        if role.milestone is not None:
            acts.setdefault(role.milestone, []).append(act)
    on, names = register_on(register, None), _Names(_called(register))
    for id_, schedule in subject.schedules.items():
        if on.cancellation(id_) is not None:
            continue
        for milestone, of in acts.items():
            row = schedule.milestones.get(milestone)
            if row is not None and not row.contradicted:
                yield from _other_than(
                    on, row, [_role(on, schedule, row, act) for act in of], names
                )


def _role(on: RegisterOn, schedule: Schedule, row: Scheduled, act: str) -> RoleOn:
    """Who may have an act that is done at a milestone, whichever is its day."""
    known = row.id not in schedule.unknown
    first, last = (earliest_of(row), latest_of(row)) if known else (None, None)
    if row.milestone.when is None:
        first = None  # a deadline: it is done by then, on whichever day
    go_live = on.go_live(schedule.release)
    if last is None:
        last = last_day(go_live) if go_live is not None else date.max
    first = first if first is not None else date.min
    return role_on(on.register, act, first, until=max(first, last))


def _other_than(
    on: RegisterOn, row: Scheduled, roles: list[RoleOn], names: _Names
) -> Iterator[Finding]:
    """That a milestone names others than those who may have its acts: once for each milestone."""
    register, act = on.register, roles[0].act
    may = list(dict.fromkeys(body.short for role in roles for body in role.bodies))
    places = list(_named_by(register, row, set(may), [role.act for role in roles], names))
    if not may or not places:
        return
    (key, message, shorts), *others = places
    who = _listed(may, "or")
    yield Finding(
        f"{message}, but {_when(roles[0])}it is {who} that {register.roles[act].title}",
        row.address.at(key),
        f"name {who} here, or correct in {REFERENCE_FILES['bodies'][0]} who has the power for "
        f"{act!r} then",
        (
            *(Related(other, row.address.at(at)) for at, other, _ in others),
            *_powers_of(register, roles),
        ),
        about=(row.id, *shorts),
    )


def _powers_of(register: Register, roles: list[RoleOn]) -> Iterator[Related]:
    held = [each for role in roles for each in role.held]
    for id_, body in register.bodies.items():
        for index, power in enumerate(body.powers):
            if (body, power) in held:
                at = reference("bodies", id_, "powers", index)
                yield Related(f"the {body.short} has the power here", at)


def _when(role: RoleOn) -> str:
    """`on Tue 11 Jun 2030 `, or the days of which one is it, as far as they are known."""
    first = role.day if role.day != date.min else None
    last = role.until if role.until != date.max else None
    if first is not None and first == last:
        return f"on {plainly(first)} "
    if first is not None and last is not None:
        return f"between {plainly(first)} and {plainly(last)} "
    since = f"from {plainly(first)} on " if first is not None else ""
    return since + (f"until {plainly(last)} " if last is not None else "")


def _listed(shorts: Sequence[str], joined: str = "and") -> str:
    *before, last = (f"the {short}" for short in shorts)
    return f"{', '.join(before)} {joined} {last}" if before else last


def _named_by(
    register: Register, row: Scheduled, may: set[str], acts: list[str], names: _Names
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The keys of a milestone that give an act to others, in words, and to whom."""
    milestone = row.milestone
    by = milestone.by
    if by is not None and by not in may and register.body_called(by) is not None:
        yield "by", f"{row.id!r} is by the {by}", (by,)
    in_title = names.acting(milestone.title)
    if in_title and may.isdisjoint(names.named(milestone.title)):
        yield "title", f"the title of {row.id!r} names {_listed(in_title)}", in_title
    # Notes tell of many things: only who had the very power at another time is meant to have it.
    once = {
        body.short
        for body in register.bodies.values()
        for power in body.powers
        if power.act in acts
    }
    notes = milestone.notes or ""
    in_notes = tuple(short for short in names.beginning(notes) if short in once)
    if in_notes and may.isdisjoint(names.named(notes)):
        yield "notes", f"the notes on {row.id!r} name {_listed(in_notes)}", in_notes


def _called(register: Register) -> dict[str, str]:
    """The short name of a body for each of its names, of the bodies that have, had or usually have
    a role; but for these, the names stand for themselves."""
    usual = {role.usually for role in register.roles.values()}
    return {
        name: body.short
        for body in register.bodies.values()
        if body.powers or body.short in usual
        for name in (body.short, body.name, *(other.name for other in body.known_as))
    }


# What a body gives, and what is done to it: neither makes it the one that acts.
_NO_ACTOR = (
    r"(?!(?:['\N{RIGHT SINGLE QUOTATION MARK}]s?)? (?:advice|recommendations?|reports?|papers?"
    r"|views?|responses?|feedback|evidence|informed|notified|advised|asked)\b)"
)
_BEFORE = (
    r"(?:^|[:;(\N{EN DASH}\N{EM DASH}] ?|\b(?:by|at) |\b(?:decision|approval|review|vote) of )"
)


class _Names:
    """Finds the names of bodies in a text, and those that are the subject of what it says."""

    def __init__(self, called: Mapping[str, str]) -> None:
        self._called = called
        longest = sorted(called, key=lambda name: (-len(name), name))
        one = "|".join(map(re.escape, longest)) or r"(?!)"
        name = rf"(?<![\w-])(?:{one})(?![\w-])"
        the = r"(?:[Tt]he )?"
        # Taken whole: of "the Panel and the CSC’s advice", neither acts.
        several = rf"(?>{the}{name}(?:(?:, and |, | and | or | & | ?/ ?){the}{name})*)"
        self._name = re.compile(name)
        self._acting = re.compile(rf"{_BEFORE}({several}){_NO_ACTOR}")
        self._beginning = re.compile(rf"(?:^|[.;:] )({several}){_NO_ACTOR}")

    def named(self, text: str) -> tuple[str, ...]:
        """The bodies that a text names at all."""
        found = self._name.findall(_in_a_line(text))
        return tuple(dict.fromkeys(self._called[one] for one in found))

    def acting(self, title: str) -> tuple[str, ...]:
        """Those that a title gives its step to: `the CSC`, in `CSC and TAG review the DCC's plans`
        and in `Decision of the CSC`."""
        found = self._acting.findall(_in_a_line(title))
        return tuple(dict.fromkeys(short for each in found for short in self.named(each)))

    def beginning(self, notes: str) -> tuple[str, ...]:
        """Those with which a sentence begins."""
        found = self._beginning.findall(_in_a_line(notes))
        return tuple(dict.fromkeys(short for each in found for short in self.named(each)))


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
