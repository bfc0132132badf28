"""A date is beyond the days for which holidays or meetings are known so far.

Nobody can know it yet: the calendar ends before it, or the body has not said when it meets. The
milestone stays open, and documents print it without a day.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live: {title: Go-live, when: last Thursday of June 2030}
      review:
        title: The release is reviewed
        when: first CSC meeting after 2031-12-20    # T122

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live: {title: Go-live, when: last Thursday of June 2030}
      review:
        title: The release is reviewed
        when: tba
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}
