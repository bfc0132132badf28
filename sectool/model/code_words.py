"""What the Code calls things that Python counts, adds up or names: `reference/words.yaml`.

Without a word of its own a Code has the general one: commands and documents take both from here.
"""

from typing import Annotated

from pydantic import Field

from sectool.model.meaning import Plain
from sectool.model.shape import Number, Shape, matching
from sectool.model.texts import Label, Words

RequestPrefix = Annotated[
    str,
    matching(
        "the prefix of a request's id: capital letters", "[A-Z]{1,10}", small=False, digits=False
    ).meant_as(Plain("what ids of requests begin with")),
]


class CountedThings(Shape):
    """What `irps` of a modification counts."""

    one: Label = "item"
    """What one of them is called, such as IRP."""
    several: Label = "items"
    """What several of them are called, such as IRPs."""
    in_systems: Label | None = None
    """What stands before it where the systems of the operator change."""
    elsewhere: Label | None = None
    """What stands before it where they do not."""


class OperatorRequests(Shape):
    """The operator's own changes, which go live with a release: key `change-requests`."""

    prefix: RequestPrefix | None = None
    """What their ids begin with, such as CR; without it, any id will do."""
    digits: Number = 0
    """How many digits follow; without it, any number of them."""
    one: Label = "change request"
    """What one of them is called."""
    several: Label = "change requests"
    """What several of them are called."""


class CodeWords(Shape):
    """What the Code calls its versions, its operator and what is counted, and who decides."""

    code_version: Label = "Code version"
    """What a version of the Code is called, such as SEC version."""
    operator: Label = "the operator"
    """What a sentence calls the operator, with its article."""
    systems: Label = "systems of the operator"
    """What a sentence calls the systems of the operator, such as DCC Systems."""
    operator_costs: Label = "Costs"
    """What the operator's costs are called in a heading, such as DCC costs."""
    implementation_costs: Label = "implementation costs"
    """What the operator's costs of a change are called, such as DCC implementation costs."""
    assessments: Label = "assessments"
    """What the operator's assessments are called, such as DCC assessments."""
    counted: CountedThings = Field(default_factory=lambda: CountedThings.model_construct())
    """What `irps` of a modification counts."""
    requests: OperatorRequests = Field(default_factory=lambda: OperatorRequests.model_construct())
    """The operator's own changes."""
    classifications: dict[Words, Words] = Field(default_factory=dict)
    """What a classification means for its readers: 'White: may be shared with the public'."""
    steps: dict[Words, Words] = Field(default_factory=dict)
    """What a sentence calls a step of a plan, by its id: 'uit-starts: the start of UIT'."""
