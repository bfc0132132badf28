"""Dates and rules of a timeline contradict each other.

No plan fits all the lines named; without any one of them the others can be met. So change or remove
one. `sectool timeline explain RELEASE MILESTONE` shows what a milestone's dates depend on.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-05-21
      tests:
        title: Tests commence
        when: 2030-05    # T112
        rules:
        - at least 10 working days after decision
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      decision:
        title: The committee decides
        when: 2030-05-21
      tests:
        title: Tests commence
        when: 2030-06
        rules:
        - at least 10 working days after decision
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}
