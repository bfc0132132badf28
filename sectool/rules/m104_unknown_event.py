"""An entry of a history names an event that is not known.

The events are a closed list, so that what happened can be counted and compared.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: razed    # M104
      as: MP

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
