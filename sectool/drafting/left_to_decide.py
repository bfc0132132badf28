"""What is left to decide of a new release, for whoever has just made it."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.drafting.releases import NewRelease
from sectool.load import Loaded
from sectool.model.register import release_file, timeline_file
from sectool.queries.register_on import register_on
from sectool.queries.unsettled import unsettled_of
from sectool.schedule import schedule_release
from sectool.words import counted, listed

# The keys of its file by what the document has a place for.
_KEYS = {
    "change-requests": "change-requests",
    "administrator-impacts": "administrator-impacts",
    "specifications": "specifications",
    "other-codes": "other-codes",
    "test-strategy": "test-strategy",
    "operational-costs": "costs",
    "administrator-effort": "administrator-effort",
}


def left_to_decide(new: NewRelease, after: Loaded) -> Iterator[str]:
    """Sentences, the most urgent first; `after` is the register with the release in it."""
    register, file = after.register, timeline_file(new.id)
    release, timeline = register.releases.get(new.id), register.timelines.get(new.id)
    if release is None or timeline is None:
        return
    on = register_on(register, None)
    schedule = schedule_release(timeline, on.calendars)
    if schedule.go_live is not None:
        yield f"Go-live is planned for {in_full(schedule.go_live)}. {new.planned}"
    found = [row.row.id for row in new.timeline.rows if row.check is not None and not row.open]
    unknown = [row.row.id for row in new.timeline.rows if row.open]
    dated = [id_ for id_ in found if schedule.milestones[id_].when is not None]
    if dated:
        yield f"Check {counted(len(dated), 'day')} marked '# check' in {file}: {listed(dated)}."
    if unknown:
        days = "the day" if len(unknown) == 1 else "days"
        why = "the comment there says why none was found"
        yield f"Give {days} of {listed(unknown)} in {file}: {why}."
    for id_, item in schedule.milestones.items():
        working = on.calendars.working
        if item.day is not None and working is not None and not working.is_working_day(item.day):
            why = working.why_not_working(item.day)
            yield f"Move {id_!r}, or say why it stays: {in_full(item.day)} is {why}."
    for id_, why in new.timeline.left_out.items():
        yield f"The row {id_!r} was left out: {why}."
    lacking = unsettled_of(on, release, on.scope(new.id))
    keys = [key for what, key in _KEYS.items() if what in lacking]
    if release.further_additions is None:
        keys.insert(0, "further-additions")
    if keys:
        yield f"Complete {release_file(new.id)} as it becomes known: {listed(keys)}."
    if not on.scope(new.id).all:
        yield "No modification is targeted for it yet."
    if new.without_document is not None:
        yield f"It has no release document: {new.without_document}."
