"""A style cannot be used.

The look of a document is a style of its format: style.css, style.typ, style.docx. A register
may have its own in templates/; what is wrong with it is said with its line. Of a style.docx that
can be used it is said where it leaves pages without a number, hides words that nobody may miss, or
has words that cannot be read on what is behind them (WCAG 2.2, 1.4.3).

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
