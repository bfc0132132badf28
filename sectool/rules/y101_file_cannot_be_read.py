"""A file cannot be read as a whole.

It is empty or contains only comments, is not UTF-8 text, is larger than one mebibyte, or the system
refuses it. Nothing of it can be used, so the fault is reported at its first line.

Bad:

    # modifications/MP001.yaml    # Y101
    # Only comments stand here.

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
