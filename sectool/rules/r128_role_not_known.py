"""A document says who does something, and no body is known to have the power.

Documents name bodies by what these do: who decides whether the release goes live, on the day of
that decision, as far as the sources of the register's powers had shown it on the document's day.
Where none is known the document says "TBC", and whoever prepares it should find out. So it does
where its template asks for an act that the `roles.yaml` of the register lacks. Of a document that
has been issued nothing is reported.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - {rule: third Tuesday of each month, from: 2029-01}
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
    release: 2030-06    # R128
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - {rule: third Tuesday of each month, from: 2029-01}
      powers:
      - {act: go-no-go}
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
