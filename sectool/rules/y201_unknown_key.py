"""A key is not known here.

A mistyped key would otherwise be passed over in silence, and its value with it.

Bad:

    # modifications/MP001.yaml
    id: MP001
    titel: A small change    # Y201
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
