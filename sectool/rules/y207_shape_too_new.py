"""A register is written in a shape that this sectool does not know.

A later sectool may give a key another meaning. Nothing of the register is read then, since what an
older reader would make of it could be untrue. A register in an older shape is no fault.

Bad:

    # sectool.yaml
    shape: 999    # Y207
    code:
      name: Smart Energy Code
      short: SEC
    administrator: SECAS
    classification: White

Good:

    # sectool.yaml
    shape: 4
    code:
      name: Smart Energy Code
      short: SEC
    administrator: SECAS
    classification: White
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file"}
