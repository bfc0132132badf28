"""A value is not allowed here: a day that does not exist, an amount with commas.

Days are written 2022-11-03 and months 2022-11; amounts are pounds in digits; true and false
are written so, since yes, no, on and off are plain text in YAML 1.2.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-02-30    # Y204
      event: raised
      as: MP

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-02-28
      event: raised
      as: MP
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file"}
