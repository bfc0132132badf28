"""A waiver silences nothing.

`waive` on an element of the register silences one finding about it, by code, with the reason
and who allowed it. Once the finding is gone, the waiver would hide the next one unseen.

Bad:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: last Thursday of June 2030
        waive:
        - code: T104    # Y302
          because: The Authority moved it to a Sunday.
          allowed-by: The Authority, letter of 9 January 2029

Good:

    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      go-live:
        title: Go-live
        when: 2030-06-30
        waive:
        - code: T104
          because: The Authority moved it to a Sunday.
          allowed-by: The Authority, letter of 9 January 2029
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.WARNING
ABOUT = {"file"}
