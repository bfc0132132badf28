"""A file uses machinery of YAML that a register does without.

Tags, anchors and aliases, several documents in one file, and nesting deeper than a hundred
levels: each hides what a value is from the person who reviews it.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: &name A small change    # Y104
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
