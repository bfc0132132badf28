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

from sectool.dates import plainly
from sectool.diagnostic import Finding, Related, Severity
from sectool.rules.of_their_day import register_of_source
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for release, now in subject.schedules.items():
        source = now.timeline.stated_by
        by = source or "a published timetable"
        # Holidays, meetings and plans that came later make no published date wrong.
        schedule = register_of_source(subject.register, source).schedule(release) or now
        for item in schedule.milestones.values():
            stated = item.milestone.stated
            if stated is None or item.when is None or stated == item.when:
                continue
            yield Finding(
                f"{by} states {plainly(stated)} for {item.id!r}, the timeline gives "
                f"{plainly(item.when)}",
                item.address.at("stated"),
                "either the timeline is wrong, or the date has moved since: then correct 'stated' "
                "when a new version is published",
                (Related("the timeline's date comes from here", item.address.at("when")),),
            )
