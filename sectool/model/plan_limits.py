"""How far a plan may be from those before it, as `reference/plan-limits.yaml` says."""

from sectool.model.shape import Number, Shape
from sectool.model.texts import ProseText, SourceRef


class PlanLimits(Shape):
    """`reference/plan-limits.yaml`: how far a plan may be from those of the releases before it.

    What goes beyond is mostly left over from the release whose files were copied.
    """

    farther_from_go_live: Number
    """By how many days a milestone may be farther from go-live than in any release before."""
    phases_farther_apart: Number
    """By how many days test phases may be farther apart than in any release before."""
    because: ProseText | None = None
    """Why so many."""
    source: SourceRef | None = None
    """The document that they are taken from."""
