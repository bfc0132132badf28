"""A document names the file of an annex that is not there.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}
    annexes:
    - {letter: A, title: Test plan, says: It follows., file: annexes/plan.pdf}    # D105

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}
    annexes:
    - {letter: A, title: Test plan, says: It follows.}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"releases"}
ABOUT = {"document"}
