"""The settings name a profile that does not come with this sectool.

The tables that a register does not have of its own come from its profile: who can be affected, how
a modification moves, when a decision is due. Without them, nothing about a modification is known.

Bad:

    # sectool.yaml
    shape: 4
    code:
      name: Smart Energy Code
      short: SEC
    profile: sce    # Y208
    administrator: SECAS
    classification: White

Good:

    # sectool.yaml
    shape: 4
    code:
      name: Smart Energy Code
      short: SEC
    profile: sec
    administrator: SECAS
    classification: White
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file"}
