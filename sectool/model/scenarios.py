"""Scenarios as a file has them: by name, what is supposed in each."""

from typing import Annotated

from pydantic import Field

from sectool.model.shape import ONE_OR_MANY, Shape
from sectool.model.texts import Label, Remark


class WrittenScenario(Shape):
    """What a scenario supposes, in the words of the options of the same names."""

    note: Remark | None = None
    """What it is about, for people."""
    set: dict[Label, Label] = Field(default_factory=dict)
    """Milestones and their other dates: 'go-live: 2022-11-10'."""
    delay: dict[Label, Label] = Field(default_factory=dict)
    """Milestones and by how much they are later: 'sit-starts: 10 working days'."""
    holiday: Annotated[tuple[Label, ...], ONE_OR_MANY] = ()
    """Bank holidays."""
    cancel: Annotated[tuple[Label, ...], ONE_OR_MANY] = ()
    """Meetings that are not held: the body and the day."""
    move: Annotated[tuple[Label, ...], ONE_OR_MANY] = ()
    """Modifications with another release, and meetings on another day."""
    drop: Annotated[tuple[Label, ...], ONE_OR_MANY] = ()
    """Modifications that leave their release."""
