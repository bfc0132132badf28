r"""A file contains a character that cannot be seen.

Control characters, marks that turn the direction of text, and halves of characters come with
pasted text; a reviewer cannot see what they do, and Word refuses some of them.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: "A small\u202e change"    # Y105
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
