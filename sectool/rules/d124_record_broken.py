"""The row of a version that was issued contradicts the data that it names.

A row is one: the version, its days, the fingerprint of its facts, the digest of its words, and the
commit that gives them. Where one of them was changed, by hand or when a history was rewritten, it
proves nothing, and the document is built as a draft alone. `sectool check` builds the version from
the commit of its row, where it does not find the same in the register of today. That a later
sectool composes more of the same data is no fault of a row that git has as it was recorded. Restore
the row as it was recorded; where the history was rewritten, name the commit that contains the same
data now.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-03-01, changes: First}
    - {version: 0.2, dated: 2029-03-05, changes: Second}

    # publications/rid-2030-06.issued.yaml
    - version: 0.2    # D124
      dated: 2029-03-05
      as-of: 2029-03-01
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-03-01, changes: First}
    - {version: 0.2, dated: 2029-03-05, changes: Second}

    # publications/rid-2030-06.issued.yaml
    - version: 0.2
      dated: 2029-03-05
      as-of: 2029-03-05
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"publications"}
ABOUT = {"document"}
