"""The Change Status Report as a value: where every modification stands on a day.

It looks back to the report before it, and forward as far as anything is expected. `value` is what
it says, `composing` puts it together, `view` is the register as every section looks at it.
"""

from sectool.documents.status_report.composing import compose
from sectool.documents.status_report.months import period_on
from sectool.documents.status_report.value import StatusReport

__all__ = ["StatusReport", "compose", "period_on"]
