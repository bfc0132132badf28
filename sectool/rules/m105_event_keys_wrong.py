"""An entry lacks a key that its event needs, or has one that cannot be used with it.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: make the change
    impacts: {suppliers: true}
    documents: none
    history:
    - date: 2029-01-09    # M105
      event: targeted

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: make the change
    impacts: {suppliers: true}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off: {date: 2029-12-20}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file", "modification"}
