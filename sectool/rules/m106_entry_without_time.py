"""An entry does not say when, or not what.

`date` is the day or month on which something happened; `seen` says that it was so on a day; the
start date is not known. An entry has one of the two, and an event or (with `seen`) a stage.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: make the change
    impacts: {suppliers: true}
    documents: none
    history:
    - event: targeted    # M106
      release: 2030-06

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: make the change
    impacts: {suppliers: true}
    documents: none
    history:
    - seen: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off: {date: 2029-12-20}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file", "modification"}
