"""A template cannot be turned into a document.

The wording of a kind of document is a template in the folder templates/. What went wrong is
said with its place there. `sectool check` tries every document out.

Bad:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}

    # templates/rid.md.j2
    # {{ release_nam }}    {# D106 #}

Good:

    # publications/rid-2030-06.yaml
    kind: rid
    release: 2030-06
    versions:
    - {version: 0.1, dated: 2029-02-01, changes: First}

    # templates/rid.md.j2
    # {{ release_name }}
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"releases"}
ABOUT = {"document"}
