"""A value is of the wrong kind: a list where text is expected, or no value at all.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title:    # Y203
      A small change: with a colon
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change, without a colon
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file"}
