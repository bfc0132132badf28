"""A day of the plan is a bank holiday in another part of the country.

Only the bank holidays of the calendar's own part of the country are no Working Days. On a day that
is one elsewhere, everything counts on, but some of the people may be away. `elsewhere` in
`reference/calendar.yaml` lists such days.

Bad:

    # reference/calendar.yaml
    division: England and Wales
    subdivision: ENG
    from: 2029-01-01
    to: 2031-12-31
    source: plan
    known-from: 2029-01-01
    holidays:
    - date: 2030-12-25
      name: Christmas Day
    elsewhere:
    - date: 2029-11-30
      name: St Andrew's Day
      divisions: [Scotland]
    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
      meetings:
      - date: 2029-11-30    # C104
    dcc:
      short: DCC
      name: Data Communications Company

Good:

    # reference/calendar.yaml
    division: England and Wales
    subdivision: ENG
    from: 2029-01-01
    to: 2031-12-31
    source: plan
    known-from: 2029-01-01
    holidays:
    - date: 2030-12-25
      name: Christmas Day
    elsewhere:
    - date: 2029-11-30
      name: St Andrew's Day
      divisions: [Scotland]
    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
      meetings:
      - date: 2029-11-29
    dcc:
      short: DCC
      name: Data Communications Company
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import reference, release_file
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar"}
ABOUT = {"calendar"}


def check(subject: Subject) -> Iterator[Finding]:
    pinned, working = subject.register.calendar, subject.calendars.working
    if pinned is None or working is None:
        return
    rows = {row.date: index for index, row in enumerate(pinned.elsewhere) if not row.withdrawn}
    for day, address in _days(subject):
        index = rows.get(day)
        if index is None or not working.is_working_day(day):
            continue
        row = pinned.elsewhere[index]
        yield Finding(
            f"{in_full(day)} is not a bank holiday in {pinned.division}, so it counts as a Working "
            f"Day, but it is one in {' and '.join(row.divisions)}: {row.name}",
            address,
            related=(
                Related("it is listed here", reference("calendar", "elsewhere", index, "date")),
            ),
        )


def _days(subject: Subject) -> Iterator[tuple[date, Address]]:
    """The days of the plan, and where each is written."""
    met: set[tuple[str, date]] = set()
    unread = any_unread(subject.register, "bodies")
    for id_, body in subject.register.bodies.items():
        for index, meeting in enumerate(body.meetings):
            if meeting.state != "cancelled" and meeting.withdrawn is None:
                met.add((f"{body.short} meeting", meeting.date))
                yield meeting.date, reference("bodies", id_, "meetings", index, "date")
    for schedule in subject.schedules.values():
        for item in schedule.milestones.values():
            # A milestone at such a meeting adds nothing to what the meeting's own row tells.
            kind = item.milestone.falls_on or ""
            is_met = (kind, item.day) in met or (unread and kind.endswith("meeting"))
            if item.day is not None and not is_met:
                key = "when" if item.milestone.when is not None else "due"
                yield item.day, item.address.at(key)
    for id_, release in subject.register.releases.items():
        if release.go_live is not None and id_ not in subject.schedules:
            yield release.go_live, Address(release_file(id_), ("go-live",))
