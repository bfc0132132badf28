"""The kinds of releases, and the days on which those of a kind usually go live."""

from pydantic import Field

from sectool.model.shape import Flag, Lasting, MonthOnly, Shape
from sectool.model.texts import Label, Pattern, Remark, SourceRef


class GoLivePattern(Lasting):
    """When releases of a kind usually go live: what the rule gives are proposals.

    What the file of a release says of its own go-live goes before. A rule that is `assumed` was
    seen in use, but no text was found that requires it.
    """

    title: Label | None = None
    """What the releases of these days are called, such as November."""
    rule: Pattern
    """On which days they go live, such as 'first Thursday of each November'."""
    from_: MonthOnly | None = None
    """The first month that the rule holds for."""
    to: MonthOnly | None = None
    """The last month that it holds for."""
    source: SourceRef | None = None
    """The document that gives it."""
    assumed: Flag = False
    """Whether no document was found that gives it."""
    note: Remark | None = None
    """Anything else worth knowing about it."""


class ReleaseKind(Shape):
    """An item of `reference/release-kinds.yaml`: a kind of release, by the name that files use."""

    title: Label
    """What one of them is called."""
    go_live: tuple[GoLivePattern, ...] = Field(default=())
    """When they usually go live; without any, each on a day of its own."""
    note: Remark | None = None
    """Anything else worth knowing about it."""
