"""A file says another id than its name.

The name of a file (or of a release's folder) is its id; two answers to the same question
cannot both be right.

Bad:

    # modifications/MP001.yaml
    id: MP010    # Y205
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file"}
