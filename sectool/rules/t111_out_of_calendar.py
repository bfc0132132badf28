"""A date is outside the days for which holidays or meetings are known.

Beyond its years the calendar refuses: counting on without holidays would give a wrong day that
looks like a right one.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      first-idea:
        title: The idea is written down
        when: 30 months before 2026-01-05    # T111
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      first-idea:
        title: The idea is written down
        when: 3 months before 2030-01-08
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}
