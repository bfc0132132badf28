"""The version before is no longer what the register says of its day.

A new version says on its first page what has changed since the version before. The two are compared
as the register has them now: where what it says of the earlier day has changed since, the readers
of that version never saw what the comparison starts from. So the new version leaves it out, and
marks no rows, until the register says again what was issued.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}
    - {version: 0.2, dated: 2029-03-05, changes: Second}    # D126

    # publications/rid-2030-06.issued.yaml
    - version: 0.1
      dated: 2029-02-01
      as-of: 2029-02-01
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}
    - {version: 0.2, dated: 2029-03-05, changes: Second}

    # publications/rid-2030-06.issued.yaml
    - version: 0.1
      dated: 2029-02-01
      as-of: 2029-02-01
      fingerprint: 2:622a14b6b1df
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "roles", "releases", "timelines"}
ABOUT = {"document"}
