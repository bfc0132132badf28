"""What the parts of a modification do together, and which of them are in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sectool.dates import When, first_day, last_day
from sectool.history.standing import PartStanding, Seen
from sectool.model.modification import Entry, Modification, Part
from sectool.model.participants import UNAFFECTED, Impacts
from sectool.model.shape import made_of_checked
from sectool.words import without_stop

# Whether a part goes live with its release, whatever day was once given for it.
GoesAlong = Callable[[PartStanding], bool]

# A part with the release that it goes with, by the day that it has.
Placed = Callable[[PartStanding], PartStanding]


def facts_of_parts(parts: Sequence[Part], will: str | None = None) -> dict[str, Any]:
    """The facts that parts have of their own, together; none where they have the modification's.

    `will` is the sentence for the whole of the modification, if it is the whole that they are.
    """
    own: dict[str, Any] = {}
    if any(part.impacts is not None for part in parts):
        own["impacts"] = _together([part.impacts for part in parts])
    sentences = [without_stop(part.will) for part in parts if part.will is not None]
    if sentences and will is None:
        own["will"] = " and ".join(dict.fromkeys(sentences))
    return own


def _together(found: Iterable[Impacts | None]) -> Impacts:
    """What several say of each participant, each word once.

    To what these words come, the levels of the participant say: those are not known here.
    """
    given = [impacts for impacts in found if impacts is not None]
    named = dict.fromkeys(participant for impacts in given for participant in impacts)
    return {
        participant: tuple(
            dict.fromkeys(
                word for impacts in given for word in impacts.get(participant, (UNAFFECTED,))
            )
        )
        for participant in named
    }


_NOTHING: dict[str, Any] = dict.fromkeys(Part.model_fields)


def the_whole(modification: Modification) -> Part:
    """What a modification changes that has no parts of its own, as its one part."""
    own = {"documents": modification.documents, "specifications": modification.specifications}
    return made_of_checked(Part, _NOTHING | own)


def implemented_by(part: PartStanding, entry: Entry) -> PartStanding:
    """A part after an entry that it is in force; what was seen before may be dated by it."""
    if part.confirmed is None:
        return replace(
            part,
            release=entry.release or part.release,
            implemented=entry.date,
            confirmed=entry.when,
            came_with=entry.release is not None,
        )
    if part.implemented is not None or entry.date is None:
        return part
    # The day says more than the sighting.
    seen_then = first_day(entry.date) <= last_day(part.confirmed)
    return replace(part, implemented=entry.date) if seen_then else part


def parts_on(
    parts: Mapping[str, PartStanding],
    live: Mapping[str, When | Seen],
    goes_along: GoesAlong | None,
    placed: Placed | None,
) -> dict[str, PartStanding]:
    """The parts, each with the release that it goes with, and those confirmed that went live.

    One with a day of its own is confirmed by the release that it was taken out of, too: what was to
    come before it has come.
    """
    found = _in_force(parts, live, goes_along)
    if placed is None or all(part.day is None for part in found.values()):
        return found
    return _in_force({id_: placed(part) for id_, part in found.items()}, live, goes_along)


def _in_force(
    parts: Mapping[str, PartStanding],
    live: Mapping[str, When | Seen],
    goes_along: GoesAlong | None,
) -> dict[str, PartStanding]:
    """The parts, those confirmed too that went live with their release.

    What was only seen in force after the day on which its release went live came into force then:
    the sighting and the day are one fact, and the day says more.
    """
    found = dict(parts)
    for id_, part in parts.items():
        seen = live.get(part.release or "")
        if part.implemented is not None or seen is None:
            continue
        if part.confirmed is not None and (
            isinstance(seen, Seen) or last_day(seen) > last_day(part.confirmed)
        ):
            continue
        day, when = (None, seen.when) if isinstance(seen, Seen) else (seen, seen)
        if part.day is not None and goes_along is not None and not goes_along(part):
            # It came on the day of its own, which may be still to come.
            if part.day > last_day(when):
                continue
            day = part.day if day is not None else None
        found[id_] = replace(part, implemented=day, confirmed=when)
    return found
