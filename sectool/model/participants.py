"""Who a release can affect, and how: the participants of the Code, one of them its operator.

`reference/participants.yaml` lists them. Python knows no participant by name, and of their levels
no more than the order in which they stand and what each says of itself.
"""

from typing import Annotated, Any

from pydantic import Field

from sectool.model.meaning import Defines, Names, Plain
from sectool.model.shape import (
    ID,
    ID_PATTERN,
    NONE,
    TO_BE_CONFIRMED,
    Checked,
    Flag,
    Shape,
    fault,
    wrong_kind,
)
from sectool.model.texts import AnyBodyRef, Label, RidLine

# What a file may say of a participant beside its levels.
AFFECTED, UNAFFECTED = "true", "false"
_FLAGS = {
    **dict.fromkeys(("true", "True", "TRUE"), AFFECTED),
    **dict.fromkeys(("false", "False", "FALSE", NONE), UNAFFECTED),
}
# What is text in YAML 1.2, and the word that was meant.
_NO_FLAGS = {
    **dict.fromkeys(("yes", "Yes", "y", "on"), AFFECTED),
    **dict.fromkeys(("no", "No", "n", "off"), UNAFFECTED),
}
# Words that say something of every participant: none of its levels can be called so.
RESERVED = frozenset((*_FLAGS, *_NO_FLAGS, TO_BE_CONFIRMED))


def _impact(value: Any) -> str:
    if type(value) is not str:
        raise wrong_kind(value, _WANTED)
    if value in _NO_FLAGS:
        right = _NO_FLAGS[value]
        raise fault("Y204", f"{value!r} is text in YAML 1.2; write {right}", better=right)
    # Whether it is a level of its participant, R130 says.
    return _FLAGS[value] if value in _FLAGS else ID.check(value)


_WORDS = {
    "type": ["boolean", "string", "number"],
    "pattern": f"^(?:{ID_PATTERN}|True|TRUE|False|FALSE)$",
    "not": {"enum": [*_NO_FLAGS]},
}
_Word = Annotated[str, Plain("true, false, tbc or a level of the participant")]
_WANTED = "true, false, tbc or the level of an impact"
ImpactWord = Annotated[_Word, Checked(_impact, form=_WANTED, seen_as=_WORDS)]
# One word in a file; of several parts together, the word of each, once.
ImpactWords = Annotated[
    tuple[_Word, ...], Checked(lambda value: (_impact(value),), form=_WANTED, seen_as=_WORDS)
]
ParticipantRef = Annotated[str, ID.meant_as(Names("participant"))]
# Whom something affects, and how; who is not named is not affected.
Impacts = dict[ParticipantRef, ImpactWords]

ParticipantId = Annotated[str, ID.meant_as(Defines("participant"))]
ParticipantKindId = Annotated[str, ID.meant_as(Defines("kind of participant"))]
AreaId = Annotated[str, ID.meant_as(Defines("area"))]
LevelId = Annotated[str, ID.meant_as(Plain("known to its participant alone"))]


class ImpactLevel(Shape):
    """A way in which a participant may be affected, where it may be so in several."""

    title: Label | None = None
    """What follows the participant's name on a screen, such as 'testing only'."""
    ticked: Flag = True
    """Whether one affected so counts as affected."""
    sign: Label | None = None
    """What stands in the matrix for it; without it a tick, or nothing where it is not ticked."""
    note: RidLine | None = None
    """A note to its sign, printed below the matrix."""
    changes_systems: Flag = False
    """Whether the systems of the operator change."""


class ParticipantKind(Shape):
    """Some of the Parties that a participant stands for, such as the large ones among them."""

    title: Label
    """What documents call them."""


class OperatorArea(Shape):
    """A part of the operator's systems or services that an impact statement may be about."""

    title: Label
    """What documents call it."""


class Participant(Shape):
    """A kind of Party to the Code: a column of the impact matrix, a row of the impact tables."""

    title: Label
    """The heading of its column and row."""
    parties: Label
    """Which Parties it stands for."""
    kinds: dict[ParticipantKindId, ParticipantKind] = Field(default_factory=dict)
    """The kinds of Parties among them that an impact statement may be about."""
    levels: dict[LevelId, ImpactLevel] = Field(default_factory=dict)
    """How it may be affected, the greatest effect first; without levels, it is so or not."""
    operator: Flag = False
    """Whether it operates the systems that modifications change."""
    areas: dict[AreaId, OperatorArea] = Field(default_factory=dict)
    """Of the operator: the parts of its systems that an impact statement may be about."""


class Parties(Shape):
    """`reference/participants.yaml`: who can be affected, in the order of the tables."""

    everyone: Label
    """What statements about all of them are headed by."""
    participants: dict[ParticipantId, Participant]
    """The participants, in the order of the tables."""
    acting: tuple[AnyBodyRef, ...] = ()
    """The bodies whose steps in a timetable are for Parties to take, by their short names."""

    @property
    def operator(self) -> str | None:
        """The id of the participant that operates the systems, if one does."""
        return next((id_ for id_, one in self.participants.items() if one.operator), None)

    @property
    def areas(self) -> dict[str, OperatorArea]:
        """The areas of the operator's systems."""
        operator = self.operator
        return self.participants[operator].areas if operator is not None else {}

    def participant_of(self, affected: str) -> str:
        """Whose kind or area something is; a participant, or any other word, is its own."""
        for id_, one in self.participants.items():
            if affected in one.kinds or affected in one.areas:
                return id_
        return affected


def greatest(words: tuple[str, ...], levels: tuple[str, ...]) -> str:
    """The one word that several come to, of a participant with some levels, or with none.

    The greatest effect counts. What is not known counts for more than any effect but the greatest,
    since it may be that. A word that is no level is told elsewhere: it counts as not known.
    """
    order = levels or (AFFECTED,)
    if order[0] in words:
        return order[0]
    if any(word not in order and word != UNAFFECTED for word in words):
        return TO_BE_CONFIRMED
    return next((word for word in order if word in words), UNAFFECTED)
