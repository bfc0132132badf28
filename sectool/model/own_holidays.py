"""The days on which a body does not work although others do."""

from typing import Self

from pydantic import model_validator

from sectool.model.shape import Day, Shape, fault
from sectool.model.texts import Label, SourceRef


class OwnHoliday(Shape):
    """A day, or several in a row, on which a body does not work although others do.

    They count for phrases that name the body, `5 CSC working days before X`, and its pattern
    proposes no meeting on them.
    """

    date: Day
    """The first day, or the only one."""
    to: Day | None = None
    """The last day, where there are several."""
    name: Label
    """What the day is called, such as 'Summer recess'."""
    known_from: Day | None = None
    """The day of the announcement."""
    withdrawn: Day | None = None
    """The day it was announced that it would be worked after all."""
    source: SourceRef | None = None
    """The document or page that says so."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.date:
            message = f"'to' is {self.to.isoformat()}, which is before {self.date.isoformat()}"
            raise fault("Y202", message)
        return self
