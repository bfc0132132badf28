"""A test phase starts, and the timeline shows no Completion Report or no review of it.

The acceptance criteria are judged on these reports; without a row nobody plans for them.
`reference/test-phases.yaml` says which milestones a phase should have.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      uit-starts:    # T107
        title: UIT commences
        when: 2030-04-02
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      uit-starts:
        title: UIT commences
        when: 2030-04-02
      uit-report:
        title: DCC submits UIT Completion Report
        when: 2030-05-15
      tag-uit:
        title: TAG reviews UIT Completion Report
        when: 2030-05-22
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Finding, Severity
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {"test_phases", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for schedule in subject.schedules.values():
        for phase in subject.register.test_phases.values():
            if phase.starts not in schedule.milestones:
                continue
            missing = []
            if phase.report not in schedule.milestones:
                missing.append(f"no {phase.title} Completion Report ({phase.report!r})")
            if phase.review not in schedule.milestones:
                missing.append(f"no review of it by the {phase.reviewed_by} ({phase.review!r})")
            if missing:
                yield Finding(
                    f"{phase.title} starts here, but the timeline has {' and '.join(missing)}",
                    schedule.milestones[phase.starts].address,
                    "add the milestones, or change what reference/test-phases.yaml asks for",
                )
