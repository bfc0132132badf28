"""A document says who does something, and several bodies may.

Between the last day of one body and the first of the next nobody knows which had the power, and
two bodies may have it at once. The document then names all of them: "the Panel or the CSC". Whoever
prepares it should find out which it is. Of a document that has been issued nothing is reported.

Bad:

    # reference/bodies.yaml
    panel:
      short: Panel
      name: SEC Panel
      powers:
      - {act: go-no-go, to: 2030-01}
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - {rule: third Tuesday of each month, from: 2029-01}
      powers:
      - {act: go-no-go, from: 2031-01}
    dcc:
      short: DCC
      name: Data Communications Company
    opsg:
      short: OPSG
      name: Operations Group
    tag:
      short: TAG
      name: Testing Advisory Group

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06    # R129
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}

Good:

    # reference/bodies.yaml
    panel:
      short: Panel
      name: SEC Panel
      powers:
      - {act: go-no-go, to: 2030-01}
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - {rule: third Tuesday of each month, from: 2029-01}
      powers:
      - {act: go-no-go, from: 2030-02}
    dcc:
      short: DCC
      name: Data Communications Company
    opsg:
      short: OPSG
      name: Operations Group
    tag:
      short: TAG
      name: Testing Advisory Group

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "roles", "releases", "timelines"}
ABOUT = {"document"}
