"""What people call things that happen to a modification, and the entries that record them."""

from __future__ import annotations

from collections.abc import Mapping

from sectool.editing.entry_data import Given, WrongValue
from sectool.editing.entry_keys import EntryKey, keys_of_event, ordered
from sectool.editing.recording import NewEntry
from sectool.editing.yaml_scalars import Value
from sectool.history import standing_on
from sectool.model.lifecycle import ASSESSMENT, ASSESSMENT_STEPS
from sectool.model.register import Register
from sectool.values import dataclass

STEP = "step"
_STEPS = tuple(step for step in ASSESSMENT_STEPS if step is not None)


@dataclass(frozen=True)
class ShortForm:
    """A word for one event or several, and the keys that are given as words behind it, in order.

    The last of `words` takes all that is left where it is one of several, as `into` is.
    """

    events: tuple[str, ...]
    words: tuple[str, ...] = ()

    def entry_keys(self) -> tuple[EntryKey, ...]:
        """What may be given."""
        found = {key.key: key for event in self.events for key in keys_of_event(event)}
        if STEP in self.words:
            found[STEP] = EntryKey(STEP, "Which step of the assessment it is.", words=_STEPS)
        return ordered(found.values())


SHORT_FORMS = {
    "target": ShortForm(("targeted",), ("release",)),
    "approve": ShortForm(("approved",)),
    "reject": ShortForm(("rejected",)),
    "drop": ShortForm(("dropped",), ("release",)),
    "move": ShortForm(("scheduled",), ("release",)),
    "split": ShortForm(("split",), ("into",)),
    "withdraw": ShortForm(("withdrawn",)),
    "retitle": ShortForm(("retitled",), ("title",)),
    "consult": ShortForm(("consultation",), ("kind",)),
    "assess": ShortForm(tuple(ASSESSMENT + step for step in _STEPS), ("assessment", STEP)),
}


def outcome_of(register: Register, word: str, id_: str, given: Given) -> NewEntry:
    """What a short form means for a modification as it then stands. WrongValue."""
    form, values = SHORT_FORMS[word], dict(given)
    if word == "assess":
        step = values.pop(STEP, None)
        if step not in _STEPS:
            found = f"{step!r} is not one" if step else "it is missing"
            raise WrongValue(STEP, f"which step of the assessment: {', '.join(_STEPS)}; {found}")
        return NewEntry(id_, f"{ASSESSMENT}{step}", values)
    if word == "retitle" and not values.get("title"):
        raise WrongValue("title", "the new title is missing")
    standing = standing_on(register.life_cycle, register.modifications[id_], None)
    if word == "drop" and standing is not None and not values.get("release"):
        meant = {part.release for part in standing.parts} | {standing.targeted}
        releases = sorted(release for release in meant if release is not None)
        if len(releases) != 1:
            which = f"it is meant for {', '.join(releases)}" if releases else "it is meant for none"
            raise WrongValue("release", f"which release {id_} leaves is not clear: {which}")
        values["release"] = releases[0]
    if word == "move" and standing is not None and standing.is_undecided:
        return _retargeted(id_, values)
    if word == "move" and not any(values.get(key) for key in ("release", "day", "tba")):
        raise WrongValue("release", f"the release that {id_} moves to is missing, or its day")
    return NewEntry(id_, form.events[0], values)


def _retargeted(id_: str, values: Mapping[str, Value]) -> NewEntry:
    """A proposal that is not decided is meant for another release; why is worth a note."""
    only_decided = [key for key in ("day", "part", "tba") if values.get(key)]
    if only_decided:
        raise WrongValue(
            only_decided[0],
            f"{id_} is not decided, so it moves as a whole, and from one release to another",
        )
    given = {key: value for key, value in values.items() if value}
    because = given.pop("because", None)
    if because:
        given["note"] = " ".join(filter(None, (str(because), str(given.get("note") or ""))))
    return NewEntry(id_, "targeted", given)
