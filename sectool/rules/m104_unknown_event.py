"""An entry of a history names an event that is not known.

The events are a closed list, so that what happened can be counted and compared:

- how it began: raised, converted, retitled, split
- its assessment: assessment-requested, assessment-approved, assessment-deferred,
  assessment-accepted, assessment-returned
- what was said: discussed, agreed, consultation, recommended, noted (facts only)
- the decision: approved, rejected, referred, upheld, overturned, sent-back
- its release: targeted, dropped (left a release), admitted (by exception, after its cut-off),
  scheduled, implemented
- its date: date-requested, date-directed, discretion-used
- its end or pause: withdrawn, on-hold, resumed
- what is to come: expected

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: razed    # M104
      as: MP

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
"""

from sectool.diagnostic import Severity

SEVERITY = Severity.ERROR
ABOUT = {"file", "modification"}
