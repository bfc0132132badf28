"""A key appears twice in the same group.

Most readers of YAML silently keep the last one, so that half of what was written is lost.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    title: A large change    # Y103
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A large change
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file"}
