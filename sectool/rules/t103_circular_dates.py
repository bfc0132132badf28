"""Milestones are defined by each other.

Each waits for the date of the other, so none has one. Give one of them a date of its own.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      papers:
        title: Papers go out
        when: 5 working days before meeting    # T103
      meeting:
        title: The committee meets
        when: 5 working days after papers
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      papers:
        title: Papers go out
        when: 5 working days before meeting
      meeting:
        title: The committee meets
        when: first CSC meeting after 2030-02-01
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"timelines"}
ABOUT = {"timeline"}
