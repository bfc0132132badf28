"""A release in words: its go-live, what it holds, what left it, its baselines."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import When, plainly, shortly
from sectool.history import Standing
from sectool.model.designation import Designation
from sectool.model.release import ReleaseEntry, SpecificationVersion
from sectool.queries.cut_offs import cut_off_for, days_in_words, verdict_in_words
from sectool.queries.history_in_words import covered_in_words, date_event_in_words, when_in_words
from sectool.queries.not_known_live import NOT_RECORDED_LIVE
from sectool.queries.register_on import RegisterOn
from sectool.queries.release_dates import known_on
from sectool.queries.release_story import ReleaseStory
from sectool.queries.scope_changes import ScopeChange
from sectool.words import listed


def go_live_in_words(story: ReleaseStory) -> str:
    """`Thu 3 Nov 2022; it may be moved up to Thu 24 Nov 2022`, `cancelled: …` or `not known`."""
    if story.cancelled:
        some = "some of " if story.rolled_over.is_part else ""
        if story.instead:
            return f"cancelled: {some}its scope is now included in {listed([*story.instead])}"
        if story.rolled_over.waiting:
            return f"cancelled: {some}its scope needs another release"
        return "cancelled"
    state = ", and it went live" if story.live else ""
    state = f"; {NOT_RECORDED_LIVE}" if story.not_known_live else state
    if story.may_move_until is not None:
        state += f"; it may be moved up to {plainly(story.may_move_until)}"
    return (plainly(story.go_live) if story.go_live is not None else "not known") + state


def go_live_shortly(on: RegisterOn, release: str) -> str:
    """`3 Nov 2022, live`, `cancelled` or `not known`, for cells."""
    if on.cancellation(release) is not None:
        return "cancelled"
    when = on.go_live(release)
    if when is None:
        return "not known"
    return shortly(when) + (", live" if release in on.live else "")


def step_in_words(step: ReleaseEntry) -> str:
    """What was asked or decided about its date, and when: `seen Fri 20 Aug 2021: …`."""
    seen = "" if step.date is not None else "seen "
    return f"{seen}{plainly(step.date or known_on(step))}: {date_event_in_words(step)}"


def cancellation_in_words(entry: ReleaseEntry) -> str:
    """That a release was cancelled, and that its dates are those planned until then."""
    says = date_event_in_words(entry).removesuffix(".")
    when = plainly(entry.date or known_on(entry))
    return f"{when}: {says}. The dates are those planned until then: none of them applies"


def plan_before_cancelling(name: str, entry: ReleaseEntry) -> str:
    """Above a reason of a plan that holds no longer: that its release was cancelled."""
    return f"{name} was {date_event_in_words(entry).removesuffix('.')}. This was its plan:"


def version_in_words(story: ReleaseStory) -> tuple[str, str] | None:
    """The Code, and the version of it that it brings, with the day of its publication.

    `SEC` and `version 49.0`; of what has a name of its own, that and the number.
    """
    facts = story.facts
    if facts.code_version is None:
        return None
    named = story.on.register.words.code_version
    code, _, called = named.rpartition(" ")
    more = f", published {plainly(facts.published)}" if facts.published is not None else ""
    if called != called.lower():
        return named, f"{facts.code_version}{more}"
    return code, f"{called} {facts.code_version}{more}"


def held_in_words(story: ReleaseStory, standing: Standing) -> str:
    """A modification of its scope: title, the parts that go with it, its cut-off."""
    details = [standing.title]
    parts = standing.parts_in(story.id)
    if len(parts) < len(standing.parts):
        details.append("part " + ", ".join(part.id for part in parts))
    verdict = cut_off_for(story.on, standing, story.id)
    if verdict is not None and verdict.window is not None and verdict.state != "decided":
        says = f"{verdict.name} {days_in_words(verdict.window)}"
        state = verdict_in_words(verdict)
        details.append(f"{says}, {state}" if state is not None else says)
    return "; ".join(details)


def dropped_in_words(change: ScopeChange) -> str:
    """What left it, by whom, when and why."""
    entry = change.entry
    event = "moved" if entry.event in ("scheduled", "targeted") else entry.event or "seen otherwise"
    by = f" by {entry.by}" if entry.by is not None else ""
    because = f": {entry.because}" if entry.because is not None else ", no reason is recorded"
    return f"{change.title}; {event}{by} {when_in_words(entry)}{because}"


def change_in_words(change: ScopeChange) -> str:
    """`targeted → approved, approved by Panel on …`; of what was only seen, how it is now."""
    entry = change.entry
    if not change.certain:
        return f"{change.now} {when_in_words(entry)}"
    by = f" by {entry.by}" if entry.by else ""
    how = f"{entry.event or 'seen so'}{by} {when_in_words(entry)}"
    return f"{change.was} → {change.now}, {how}"


def baselines_in_words(story: ReleaseStory) -> Iterator[tuple[str, str]]:
    """The day of each baseline of its scope, and who set it for what."""
    for entry, when in story.baselines:
        details = [
            f"by {entry.by}" if entry.by else "",
            covered_in_words(story.on.register, entry),
            f"version {entry.version}" if entry.version else "",
            entry.note or "",
        ]
        yield _seen_or_on(entry, when), "; ".join(filter(None, details))


def _seen_or_on(entry: ReleaseEntry, when: When) -> str:
    return f"{'' if entry.date is not None else 'seen '}{plainly(when)}"


def specifications_in_words(story: ReleaseStory) -> str:
    """The versions of the specifications that it brings: none, or not recorded."""
    rows = story.release.specifications
    if rows is None:
        return "not recorded"
    return ", ".join(map(_specification, rows)) or "none"


def _specification(row: SpecificationVersion) -> str:
    return f"{row.specification} {row.version}" + (f" (GBCS {row.gbcs})" if row.gbcs else "")


def designation_in_words(one: Designation) -> str:
    return ", ".join(one.documents) + (f": {one.says}" if one.says else "")
