"""A folder of a release has no `release.yaml`.

The folder names a release, but nothing says what it is.

Bad:

    # releases/2030-11/release.yaml    # Y107
    (no such file)

Good:

    # releases/2030-11/release.yaml
    id: 2030-11
    name: November 2030 SEC Release
    kind: scheduled
    go-live: 2030-11-07
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file"}
