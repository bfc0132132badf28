"""A waiver does not say who allowed it.

`allowed-by: unknown` is allowed for a time; find out who it was.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: 2030-06-30
        waive:
        - code: T104
          because: It went live on a Sunday.
          allowed-by: unknown    # Y303

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: 2030-06-30
        waive:
        - code: T104
          because: It went live on a Sunday.
          allowed-by: The Authority, letter of 9 January 2029
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.WARNING
ABOUT = {"file"}
