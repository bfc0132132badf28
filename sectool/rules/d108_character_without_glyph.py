"""A text contains a character that the fonts of the PDF cannot show.

The reader would see an empty box. The fonts that come with sectool have the letters of
European languages, Greek and Cyrillic among them, and the usual signs.

Bad:

    # modifications/MP002.yaml
    id: MP002
    title: A change to 日 and more    # D108
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}

Good:

    # modifications/MP002.yaml
    id: MP002
    title: A change to the sun and more
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - {date: 2029-01-09, event: targeted, release: 2030-06, cut-off: {date: 2029-12-20}}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"releases"}
ABOUT = {"document"}
