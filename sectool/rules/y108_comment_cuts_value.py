"""A # inside a value makes the rest of the line a comment.

`title: Faster #2 Firmware` is the title “Faster”: the text after the # is lost without a warning. A
real comment has a space after its #.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: Faster #2 Firmware    # Y108
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: 'Faster #2 Firmware'    # the second one
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file"}
