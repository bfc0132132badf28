"""A file is not YAML.

The most common cause is a colon followed by a space inside a title. The rest of the file is not
checked until this is fixed; other files are.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: Firmware: a small change    # Y102
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: 'Firmware: a small change'
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file"}
