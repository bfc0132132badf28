"""A modification on a day: its entries up to that day, folded into what then held."""

from sectool.history.between import (
    Between,
    between,
    concluded_between,
    exactly,
    raised_between,
)
from sectool.history.entries import a_year_after, entries_until
from sectool.history.fold import Fold, standing_on
from sectool.history.on_days import standings_on_days
from sectool.history.scope import Scope, scopes_of
from sectool.history.standing import (
    WHOLE,
    Assessment,
    Consultation,
    CostsOfParts,
    Decision,
    Expected,
    PartStanding,
    Seen,
    Standing,
    by_number,
)
from sectool.history.transitions import (
    AssessmentRefusal,
    Gap,
    Refusal,
    ShorterHold,
    assessment_before,
    assessment_refusals,
    gaps_of,
    refusals,
    shorter_holds,
    walked,
)

__all__ = [
    "WHOLE",
    "Assessment",
    "AssessmentRefusal",
    "Between",
    "Consultation",
    "CostsOfParts",
    "Decision",
    "Expected",
    "Fold",
    "Gap",
    "PartStanding",
    "Refusal",
    "Scope",
    "Seen",
    "ShorterHold",
    "Standing",
    "a_year_after",
    "assessment_before",
    "assessment_refusals",
    "between",
    "by_number",
    "concluded_between",
    "entries_until",
    "exactly",
    "gaps_of",
    "raised_between",
    "refusals",
    "scopes_of",
    "shorter_holds",
    "standing_on",
    "standings_on_days",
    "walked",
]
