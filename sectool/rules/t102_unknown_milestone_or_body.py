"""A phrase names a milestone or body that is not there.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      papers:
        title: Papers go out
        when: 5 working days before golive    # T102
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      papers:
        title: Papers go out
        when: 5 working days before go-live
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "timelines"}
ABOUT = {"timeline"}
