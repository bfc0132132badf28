"""A file is where nothing reads it.

A misnamed file would be left out in silence: its modification would vanish from every count.

Bad:

    # modifications/MP1.yaml    # Y206
    id: MP001
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
