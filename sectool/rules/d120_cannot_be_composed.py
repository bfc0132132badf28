"""A document asks for what the register does not hold.

Words for a section that the document does not have would be left out unseen, and a letter that
asks for another implementation date needs the request on record. `sectool check` tries every
document out.

Bad:

    # publications/newsletter-2029-04-06.yaml
    kind: newsletter
    dated: 2029-04-06
    words:
      greetings: Welcome to the newsletter of April 2029.    # D120

Good:

    # publications/newsletter-2029-04-06.yaml
    kind: newsletter
    dated: 2029-04-06
    words:
      greeting: Welcome to the newsletter of April 2029.
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
NEEDS = {"modifications", "timelines", "releases"}
ABOUT = {"document"}
