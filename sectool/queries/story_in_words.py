"""The story of one modification in words: where it is, what it affects, its parts and history."""

from __future__ import annotations

from collections.abc import Iterator

from sectool import words
from sectool.dates import plainly, shortly
from sectool.history import WHOLE, Assessment, PartStanding
from sectool.model.modification import Entry
from sectool.model.register import publication_file
from sectool.queries.affected_documents import (
    documents_are_known,
    known_documents_of,
    label_of,
)
from sectool.queries.costs import costs_in_words
from sectool.queries.cut_offs import days_in_words, state_in_words, verdict_in_words
from sectool.queries.history_in_words import event_in_words, when_in_words
from sectool.queries.impacts import impacts_of, is_silent, levels_of
from sectool.queries.irps import irps
from sectool.queries.not_known_live import NOT_RECORDED_LIVE, part_not_known_live
from sectool.queries.register_on import on_day
from sectool.queries.roles_in_words import who_may_move_a_date
from sectool.queries.stages import stage_in_words, words_of
from sectool.queries.story import Story
from sectool.queries.upcoming import Upcoming


def story_in_words(story: Story) -> Iterator[tuple[str, str]]:
    """What is known of it but for its history: a label and a text, several of one label in turn."""
    standing, on = story.standing, story.on
    facts = standing.facts
    since = (
        f"since {shortly(standing.since)}" if standing.since else f"seen {shortly(standing.seen)}"
    )
    stage = stage_in_words(standing, words_of(story.register, on.day))
    yield "stands", f"{stage}, {since}; {on_day(on.day)}"
    flags = [
        story.register.life_cycle.path_title(facts.path) if facts.path else "",
        "urgent" if facts.urgent else "",
        "Fast-Track" if facts.fast_track else "",
    ]
    yield "path", ", ".join(filter(None, flags))
    raised = plainly(standing.raised) if standing.raised is not None else ""
    proposer = f"by {facts.proposer}" if facts.proposer is not None else ""
    yield "raised", " ".join(filter(None, (raised, proposer)))
    yield "before", ", ".join(_parents(story))
    yield "split into", ", ".join(_children(story))
    yield "problem", facts.problem or ""
    if facts.solution is not None:
        yield "solution", facts.solution
    elif facts.will is not None:
        yield "will", _will(story)
    yield "touches", _impacts(story)
    for one in story.upcoming():
        yield "next", _next(story, one)
    yield "cut-off", _cut_off(story) or ""
    for part in standing.parts:
        yield "goes to" if part.id == WHOLE else "parts", _part(story, part)
    if facts.costs:
        yield "costs", costs_in_words(story.register, story.costs)
    for assessment in standing.assessments:
        yield "assessed", _assessed(story, assessment)
    for mention in mentions_in_words(story):
        yield "mentioned in", mention


def next_in_words(one: Upcoming) -> str:
    """What is to come, where one modification is spoken of."""
    return f"the {one.text}" if one.what == "consultation-closes" else one.text


def mentions_in_words(story: Story) -> list[str]:
    """The documents that speak of it: sources of its entries, and RIDs whose scope had it."""
    found = []
    for one in story.mentions():
        lines = "line" if len(one.lines) == 1 else "lines"
        found.append(one.title + (f", {lines} {', '.join(one.lines)}" if one.lines else ""))
    for rid in story.scopes():
        found.append(f"{publication_file(rid.publication)}, versions {', '.join(rid.versions)}")
    return found


def history_in_words(story: Story) -> Iterator[tuple[Entry, str, str]]:
    """The entries up to the day: each with its day, and what it records."""
    for entry in story.entries:
        when = plainly(entry.when) if entry.date is not None else f"seen {shortly(entry.seen)}"
        yield (
            entry,
            when,
            event_in_words(story.register, entry) + (" (assumed)" if entry.assumed else ""),
        )


def source_in_words(entry: Entry) -> str | None:
    """`newsletter-2021-12 l.40`: where an entry was read; None where it names no source."""
    if entry.source is None:
        return None
    return f"{entry.source} l.{entry.line}" if entry.line is not None else entry.source


def _parents(story: Story) -> Iterator[str]:
    for parent, entry in story.parents():
        yield f"part of {parent}, split {when_in_words(entry)}"


def _children(story: Story) -> list[str]:
    splits = story.splits()
    named = [name for entry in splits for name in entry.into]
    return named + ["others"] * any(entry.others for entry in splits)


def _will(story: Story) -> str:
    will = words.without_stop(story.standing.facts.will or "")
    number = irps(story.register, [story.standing])
    return will if number is None else will.replace("{irps}", number)


def _impacts(story: Story) -> str:
    """Whom it affects and which documents: what nobody said of either is not none."""
    standing, register = story.standing, story.register
    parties = register.parties
    silent = is_silent(standing) or parties is None
    documents = known_documents_of(register, standing)
    if silent and documents is None:
        return "not recorded"
    named = ["Parties not recorded"] if silent else []
    for id_, value in impacts_of(register, standing).items():
        title = parties.participants[id_].title if parties is not None else id_
        level = levels_of(register, id_).get(str(value))
        if value is True or (level is not None and level.title is None):
            named.append(title)
        elif level is not None:
            named.append(f"{title} ({level.title})")
        elif value is None and not silent:
            named.append(f"{title} (to be confirmed)")
    return f"{', '.join(named) or 'nobody'}; {_documents(story, documents)}"


def _documents(story: Story, documents: list[str] | None) -> str:
    if documents is None:
        return "documents not recorded"
    named = [label_of(story.register, name) for name in documents]
    if not all(documents_are_known(part.part) for part in story.standing.parts):
        named.append("those of other parts not recorded")
    return ", ".join(named) or "no documents"


def _next(story: Story, one: Upcoming) -> str:
    when = f"{plainly(one.when)}: " if one.when is not None else ""
    overdue = "overdue, " if one.overdue else ""
    if one.not_heard_of_since is not None:
        overdue = f"not reported since {plainly(one.not_heard_of_since)}, due "
    left = ""
    if one.verdict is not None and one.verdict.state == "open" and story.on.day is not None:
        left = f", {state_in_words(one.verdict)}"
    return f"{overdue}{when}{next_in_words(one)}{left}"


def _cut_off(story: Story) -> str | None:
    """What is not to be waited for: a cut-off set aside, or missed in a release long past."""
    verdict = story.cut_off
    if verdict is None or verdict.window is None:
        return None
    past = verdict.state == "missed" and verdict.release_is_past
    if not past and (verdict.state != "ended" or story.standing.admitted is None):
        return None
    says = f"{days_in_words(verdict.window)} for {verdict.release}, {verdict_in_words(verdict)}"
    return f"{says}; the release is past, and no decision is recorded" if past else says


def _part(story: Story, part: PartStanding) -> str:
    """What a part is called, what it goes with and when; nothing where that is not known."""
    pieces = []
    if part.id != WHOLE:
        pieces.append(part.part.title or part.id)
    if not story.goes(part):
        return ", ".join(pieces)
    when = story.on.day_of_part(part)
    if part.release is not None and story.goes_with_release(part):
        release = story.register.releases.get(part.release)
        pieces.append(release.name if release is not None else part.release)
        if story.on.awaits_another_release(part):
            pieces.append("which was cancelled")
    since = part.implemented or when
    if part.confirmed is not None and since is not None:
        pieces.append(f"in force since {plainly(since)}")
    elif part.confirmed is not None:
        pieces.append(f"seen in force on {plainly(part.confirmed)}, the start date is not recorded")
    elif when is not None:
        pieces.append(plainly(when))
    elif part.id != WHOLE and not story.on.awaits_another_release(part):
        pieces.append("no date")
    until = story.on.may_move_until(part)
    if until is not None:
        who = who_may_move_a_date(story.on, until)
        may = "it may be moved" if who is None else f"{who} may move it"
        pieces.append(f"{may} up to {plainly(until)}")
    if part.id != WHOLE and part.part.owner is not None:
        pieces.append(f"by {part.part.owner}")
    silent = part_not_known_live(story.on, story.standing, part)
    return ", ".join(pieces) + (f"; {NOT_RECORDED_LIVE}" if silent else "")


def _assessed(story: Story, assessment: Assessment) -> str:
    pieces = [assessment.id]
    for step in ("requested", "approved", "deferred", "accepted", "returned"):
        when = getattr(assessment, step)
        if when is not None:
            pieces.append(f"{step} {plainly(when)}")
    if getattr(assessment, assessment.state, None) is None:
        pieces.append(f"{assessment.state}, seen {plainly(assessment.seen)}")
    if assessment.took is not None:
        pieces.append(f"took {assessment.took}")
    days, heard = story.working_days(assessment), story.not_heard_of_since(assessment)
    if days is not None:
        still = "open for " if assessment.is_open else "" if assessment.took is None else "or "
        pieces.append(f"{still}{days} working day{'' if days == 1 else 's'}")
    elif heard is not None and story.standing.decision == "open":
        pieces.append(f"not reported since {plainly(heard)}")
    elif assessment.is_open and story.has_ended:
        pieces.append("not reported again")
    elif assessment.is_open:
        pieces.append("its return is not recorded")
    if assessment.target is not None:
        due = story.due(assessment)
        pieces.append(f"target {assessment.target}" + (f" ({plainly(due)})" if due else ""))
    return ", ".join(pieces)
