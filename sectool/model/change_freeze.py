"""Days on which nothing may be put live, as `reference/change-freezes.yaml` says."""

from sectool.model.shape import Day, Lasting
from sectool.model.texts import AnyMilestoneRef, BodyRef, Label, ProseText, SourceRef


class ChangeFreeze(Lasting):
    """An item of `reference/change-freezes.yaml`: days on which nothing may be put live.

    A plan that was made before a freeze was announced could not know of it.
    """

    title: Label
    """What it is called, such as Christmas change freeze."""
    from_: Day
    """Its first day."""
    to: Day
    """Its last day."""
    by: BodyRef | None = None
    """The body that imposes it, by its short name."""
    milestones: tuple[AnyMilestoneRef, ...] = ()
    """The milestones that may not fall in it, by their ids; without any, go-live alone."""
    known_from: Day | None = None
    """The day on which it was announced."""
    withdrawn: Day | None = None
    """The day on which it was announced that it would not be imposed."""
    because: ProseText | None = None
    """The reason for it."""
    source: SourceRef | None = None
    """The document or page that announces it."""
