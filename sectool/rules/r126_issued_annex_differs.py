"""An annex of the version that was issued last is not the file that went out with it.

The record of a version has the digest of each file that was attached. A file that was replaced, or
written again, is issued with the next version: until that has been begun, the register no longer
gives what was issued, and it is not built. Of a version recorded without the digests of its
annexes, nothing is known of them.

Bad:

    # annexes/plan.yaml
    tests: from June

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}
    annexes:
    - {letter: A, title: Test plan, says: It follows., file: annexes/plan.yaml}    # R126

    # publications/rid-2030-06.issued.yaml
    - version: 0.1
      dated: 2029-02-01
      as-of: 2029-02-01
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567
      annexes:
        A: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef

Good:

    # annexes/plan.yaml
    tests: from June

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}
    annexes:
    - {letter: A, title: Test plan, says: It follows., file: annexes/plan.yaml}

    # publications/rid-2030-06.issued.yaml
    - version: 0.1
      dated: 2029-02-01
      as-of: 2029-02-01
      fingerprint: 2:0123456789ab
      content: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
      commit: 0123456789abcdef0123456789abcdef01234567
      annexes:
        A: 1d03bf8f5198e26e1c49ea6b8a80787b51d8af606672f6d0a102b8832ebb8aab
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.WARNING
NEEDS = {"releases"}
ABOUT = {"document"}
