"""What can happen to a modification: a closed list, and the keys that go with each event."""

from keyword import iskeyword
from typing import Annotated, Any, NamedTuple

from pydantic_core.core_schema import literal_schema

from sectool.diagnostic import did_you_mean
from sectool.model.meaning import Plain
from sectool.model.shape import Checked, fault, wrong_kind


class EventShape(NamedTuple):
    """The fields an event takes of its own, and those of them it needs."""

    takes: frozenset[str]
    needs: frozenset[str]


def fields_of(keys: str) -> frozenset[str]:
    """The fields of `Entry` that keys are read into: `week_of` for week-of, `from_` for from."""
    return frozenset(key.replace("-", "_") + "_" * iskeyword(key) for key in keys.split())


def _event(takes: str = "", needs: str = "") -> EventShape:
    own = fields_of(f"{takes} {needs}")
    return EventShape(own, fields_of(needs))


# The closed list of what can happen to a modification.
EVENTS: dict[str, EventShape] = {
    "raised": _event(needs="as"),
    "converted": _event("by"),
    "retitled": _event(needs="from"),
    "split": _event("others", needs="into"),
    "noted": _event("part"),
    "discussed": _event("by about"),
    "agreed": _event("by about part"),
    "assessment-requested": _event("by target took until because", needs="assessment"),
    "assessment-approved": _event("by target took until because", needs="assessment"),
    "assessment-deferred": _event("by target took until because", needs="assessment"),
    "assessment-accepted": _event("by target took until because", needs="assessment"),
    "assessment-returned": _event("by target took until because", needs="assessment"),
    "consultation": _event("opened closes at link", needs="kind"),
    "recommended": _event("by meeting", needs="towards"),
    "approved": _event("by release part"),
    "rejected": _event("by release part"),
    "referred": _event("by under", needs="refer-to"),
    "upheld": _event("by"),
    "overturned": _event("by"),
    "sent-back": _event("by wants because"),
    "targeted": _event(needs="release"),
    "dropped": _event("by because", needs="release"),
    "admitted": _event("by because meeting", needs="release"),
    "scheduled": _event("part release day tba because"),
    "date-requested": _event("part from to until by of under"),
    "date-directed": _event("part to until by"),
    "discretion-used": _event("part to by"),
    "implemented": _event("part release"),
    "withdrawn": _event("because"),
    "on-hold": _event("because until"),
    "resumed": _event("because"),
    "expected": _event(
        "day month week-of by part release kind opened closes link assessment towards meeting "
        "refer-to under to until of from as into",
        needs="what",
    ),
}

NO_EVENT = _event()


def _event_name(value: Any) -> str:
    if type(value) is not str:
        raise wrong_kind(value, "the name of an event")
    if value not in EVENTS:
        near = did_you_mean(value, [*EVENTS])
        hint = f"did you mean {near!r}?" if near else "'sectool rule M104' lists those there are"
        raise fault("M104", f"event {value!r} is not known; {hint}")
    return value


EventName = Annotated[
    str,
    Checked(
        _event_name,
        literal_schema([*EVENTS]),
        form="the name of an event",
        seen_as={"enum": [*EVENTS]},
    ).meant_as(Plain("one of a closed list")),
]
