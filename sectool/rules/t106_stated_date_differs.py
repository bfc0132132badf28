"""A published timetable states another date than the timeline gives.

`stated` is what was published: it is compared and never used. What counts is what was known on
the day of the document that `stated-by` names. Either a rule of the timeline is not the one that
was followed, or the published date was wrong.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      papers:
        title: Papers go out
        when: 5 working days before go-live
        stated: 2030-06-19    # T106
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      papers:
        title: Papers go out
        when: 5 working days before go-live
        stated: 2030-06-20
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import When, plainly
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import timeline_file
from sectool.rules.of_their_day import register_of_source
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for id_, timeline in subject.register.timelines.items():
        for name, milestone in timeline.milestones.items():
            for index, stated in enumerate(milestone.stated):
                named = stated.source or timeline.stated_by
                given = _given(subject, id_, name, named)
                if given is None or given == stated.says:
                    continue
                where = Address(timeline_file(id_), ("milestones", name))
                yield Finding(
                    f"{named or 'a published timetable'} states {plainly(stated.says)} for "
                    f"{name!r}, the timeline gives {plainly(given)}",
                    where.at("stated", *([index] if len(milestone.stated) > 1 else [])),
                    "either the timeline is wrong, or the date has moved since: then say in 'was' "
                    "what it was before",
                    (Related("the timeline's date comes from here", where.at("when")),),
                )


def _given(subject: Subject, release: str, milestone: str, source: str | None) -> When | None:
    """The date that the timeline gave a milestone on the day of a source, if that is known.

    Holidays, meetings and plans that came later make no published date wrong.
    """
    on = register_of_source(subject.register, source)
    schedule = subject.schedules[release] if on.day is None else on.schedule(release)
    row = schedule.milestones.get(milestone) if schedule is not None else None
    return row.when if row is not None else None
