"""A modification with parts names documents or specifications outside them.

With `parts`, each document belongs to one: otherwise nobody knows with which part it changes.

Bad:

    # modifications/MP001.yaml
    id: MP001    # M107
    title: A small change
    documents: [section-a]
    parts:
      text: {documents: [section-a]}
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    parts:
      text: {documents: [section-a]}
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file", "modification"}
