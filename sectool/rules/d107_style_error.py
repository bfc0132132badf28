"""A style cannot be used.

The look of a document is a style of its format: style.css, style.typ, style.docx. A register
may have its own in templates/; what is wrong with it is said with its line.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}

    // templates/style.typ
    #let accent = rgbb("#0b5a6f")    // D107

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"releases"}
ABOUT = {"document"}
