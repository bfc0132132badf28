"""A report states a figure that the register derives differently.

The figures of a report on a period are kept as it published them and never used. Where the register
counts otherwise, by the report's own convention and to the end of its period, one of the two is
wrong. An average is also checked against the rows that the report itself prints; a row printed
twice counts twice there. Numbers of all proposals are based on modifications that the register does
not name: they are only checked against each other.

Bad:

    # modifications/MP003.yaml
    id: MP003
    title: A third change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-03-05, event: assessment-accepted, assessment: pa-1}

    # publications/report-2029-04.yaml
    kind: status-report
    dated: 2029-04-06
    period: {from: 2029-03-01, to: 2029-03-29, counted: weekdays both ends}
    stated:
    - {figure: assessment-duration, of: MP003 pa-1, says: 16}    # D109
    - {figure: assessments-open-pa, says: 2}    # D109
    - {figure: assessment-average-open-pa, says: 12}    # D109

Good:

    # modifications/MP003.yaml
    id: MP003
    title: A third change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
    - {date: 2029-03-05, event: assessment-accepted, assessment: pa-1}

    # publications/report-2029-04.yaml
    kind: status-report
    dated: 2029-04-06
    period: {from: 2029-03-01, to: 2029-03-29, counted: weekdays both ends}
    stated:
    - {figure: assessment-duration, of: MP003 pa-1, says: 19}
    - {figure: assessments-open-pa, says: 1}
    - {figure: assessment-average-open-pa, says: 19}
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.publication import OF_ONE, Publication, ReportPeriod
from sectool.model.register import Register, publication_file
from sectool.queries.durations import Summary, summed
from sectool.queries.register_on import register_on
from sectool.queries.spells import Period, Spell, assessment_spells
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread
from sectool.values import dataclass

SEVERITY = Severity.WARNING
NEEDS = {"calendar", "modifications"}
ABOUT = {"document"}

_ADVICE = "complete the register, or keep this as what was published"
_COUNT, _AVERAGE = "assessments-", "assessment-average-"
_OPEN = "proposals-open"


def check(subject: Subject) -> Iterator[Finding]:
    if any_unread(subject.register, "modifications", "calendar"):
        return
    before = [f"proposals-{group}" for group in subject.register.life_cycle.undecided_groups]
    for name, publication in subject.register.publications.items():
        # Holidays announced later were no part of what the report counted.
        day = publication.as_of or publication.dated
        working = register_on(subject.register, day).calendars.working
        if publication.period is None or working is None:
            continue
        where = Address(publication_file(name), ("stated",))
        try:
            report = _Report.of(subject.register, publication, publication.period, working)
        except OutOfCalendar:  # a calendar that ends too early has findings of its own
            continue
        yield from _durations(report, where)
        yield from _of_groups(report, where)
        yield from _of_proposals(before, publication, where)


@dataclass(frozen=True)
class _Report:
    """A report's figures, and the assessments that the register has of its period."""

    publication: Publication
    convention: str
    counted: dict[tuple[str, str], tuple[Spell, int | None]]

    @classmethod
    def of(
        cls,
        register: Register,
        publication: Publication,
        period: ReportPeriod,
        working: WorkingCalendar,
    ) -> _Report:
        """What was known on the day that the report speaks of, counted as it counts."""
        day = publication.as_of or publication.dated
        span = Period(period.from_, period.to)
        spells = [
            spell
            for standing in register_on(register, day).standings
            for spell in assessment_spells(
                standing.id, standing.shown_id, standing.assessments, span, working
            )
        ]
        counted = {
            (s.of, s.what): (s, s.count(period.counted, working) if s.placed else None)
            for s in spells
        }
        return cls(publication, period.counted, counted)

    def stated(self) -> dict[tuple[str, str], list[int]]:
        """What the report says of each assessment, as often as it says it."""
        found: dict[tuple[str, str], list[int]] = {}
        for figure in self.publication.stated:
            if figure.figure == OF_ONE:
                found.setdefault(figure.assessment, []).append(figure.says)
        return found

    def group(self, name: str, *, printed: bool) -> Summary:
        """A group such as `open-pa`: from the register, or as the rows of the report have it."""
        state, kind = name.split("-")
        stated = self.stated()
        rows: list[int | None] = []
        for key, (spell, days) in self.counted.items():
            of_group = spell.kind.lower() == kind and spell.open is (state == "open")
            if spell.placed and of_group:
                rows += stated.get(key, [days]) if printed else [days]
        return summed((days, None) for days in rows)


def _durations(report: _Report, where: Address) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for index, figure in enumerate(report.publication.stated):
        if figure.figure != OF_ONE:
            continue
        here, key = where.at(index), figure.assessment
        if key not in report.counted:
            yield Finding(
                f"the register has no {figure.of} that was open at the end of the period or "
                "completed in it",
                here.at("of"),
                _ADVICE,
            )
            continue
        spell, days = report.counted[key]
        if key in seen:
            yield Finding(
                f"{figure.of} is stated twice: the report counts it as two",
                here.at("of"),
                "keep it as what was published; the register needs it only once",
            )
        seen.add(key)
        if days is not None and days != figure.says:
            start = in_full(spell.start) if spell.start is not None else "a day not recorded"
            end = in_full(spell.end or spell.to)
            yield Finding(
                f"{figure.says} is stated for {figure.of}; {report.convention} from {start} to "
                f"{end} are {days}",
                here.at("says"),
                _ADVICE,
            )


def _of_groups(report: _Report, where: Address) -> Iterator[Finding]:
    for index, figure in enumerate(report.publication.stated):
        name = figure.figure
        if name.startswith(_AVERAGE):
            group = name.removeprefix(_AVERAGE)
            own = report.group(group, printed=False).mean
            rows = report.group(group, printed=True).mean
            wrong = own is None or abs(own - figure.says) > Fraction(1, 2)
            given, printed = _decimal(own), _decimal(rows)
        elif name.startswith(_COUNT):
            group = name.removeprefix(_COUNT)
            own_n, rows_n = (report.group(group, printed=p).n for p in (False, True))
            wrong, given, printed = own_n != figure.says, str(own_n), str(rows_n)
        else:
            continue
        if wrong:
            from_rows = f", the rows that it prints give {printed}" if printed != given else ""
            yield Finding(
                f"{figure.says} is stated for {name}; the register gives {given}{from_rows}",
                where.at(index, "says"),
                _ADVICE,
            )


def _of_proposals(before: list[str], publication: Publication, where: Address) -> Iterator[Finding]:
    says = {figure.figure: figure.says for figure in publication.stated}
    if not before or _OPEN not in says or not says.keys() >= set(before):
        return
    together = sum(says[name] for name in before if name in says)
    if together != says[_OPEN]:
        index = [figure.figure for figure in publication.stated].index(_OPEN)
        yield Finding(
            f"{says[_OPEN]} is stated for {_OPEN}; the stages before the decision add up to "
            f"{together}",
            where.at(index, "says"),
            "keep it as what was published",
        )


def _decimal(number: Fraction | None) -> str:
    return f"{float(number):.1f}" if number is not None else "none"
