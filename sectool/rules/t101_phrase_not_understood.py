"""A date, rule or deadline is not in the date language.

`sectool date PHRASE` tries a phrase out. The language is small so that everybody reads it the
same way: what is counted is always named, and nothing is left open by "about" or "within".

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      papers:
        title: Papers go out
        when: 5 business days before go-live    # T101
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
NEEDS = {"timelines"}
ABOUT = {"timeline"}
