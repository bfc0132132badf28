"""`sectool mod show`: the story of one modification, on a screen."""

from __future__ import annotations

from pathlib import Path

from sectool import words
from sectool.cli.present.costs import phases_in_words
from sectool.cli.present.mod_data import mentions_in_words, next_text, story_data
from sectool.cli.present.tables import folded, on_day, write_json, write_lines
from sectool.cli.session import day_of, misuse, unread
from sectool.dates import last_day, plainly, shortly
from sectool.queries.affected_documents import documents_of, label_of
from sectool.queries.cut_offs import days_in_words, state_in_words, verdict_in_words
from sectool.queries.files import modification_file
from sectool.queries.history_in_words import PATHS, event_in_words, when_in_words
from sectool.queries.impacts import impacts_of, is_silent
from sectool.queries.irps import irps
from sectool.queries.loaded import Register, Sources, load_register
from sectool.queries.names import modification_named
from sectool.queries.register_on import (
    WHOLE,
    Assessment,
    Entry,
    PartStanding,
    Standing,
    register_on,
)
from sectool.queries.stages import stage_in_words, words_of
from sectool.queries.story import Story


def print_modification(root: Path, name: str, as_of: str | None, *, as_json: bool) -> int:
    """Prints the story of a modification on a day."""
    day = day_of("--as-of", as_of)
    loaded = load_register(root)
    id_ = modification_named(loaded.register, name)
    on = register_on(loaded.register, day)
    standing = on.standing(id_)
    if standing is None:
        first = min(last_day(e.when) for e in loaded.register.modifications[id_].history)
        raise misuse(
            f"nothing is known of {id_} {on_day(day)}; its first entry is of {plainly(first)}"
        )
    story = Story(on, standing)
    if as_json:
        write_json(story_data(story, loaded.sources))
    else:
        write_lines(story_lines(story, loaded.sources))
    return unread(loaded, "modifications/", "releases/", "reference/", "publications/")


def story_lines(story: Story, sources: Sources) -> list[str]:
    """The story as lines of at most 80 columns."""
    return _ModificationShown(story, sources).lines()


class _ModificationShown:
    """The story as lines of a terminal."""

    def __init__(self, story: Story, sources: Sources) -> None:
        self.story, self.sources, self.standing = story, sources, story.standing
        self.day = story.on.day
        self.register: Register = story.register

    def lines(self) -> list[str]:
        standing = self.standing
        lines = folded(f"{standing.shown_id}  ", standing.title)
        stage = stage_in_words(standing, words_of(self.register, self.day))
        state = f"{stage}, {_since(standing)}"
        lines += self._row("stands", f"{state}; {on_day(self.day)}")
        flags = [
            *([PATHS[standing.facts.path]] if standing.facts.path else []),
            *(["urgent"] if standing.facts.urgent else []),
            *(["Fast-Track"] if standing.facts.fast_track else []),
        ]
        if flags:
            lines += self._row("path", ", ".join(flags))
        raised = [
            *([plainly(standing.raised)] if standing.raised is not None else []),
            *([f"by {standing.facts.proposer}"] if standing.facts.proposer is not None else []),
        ]
        if raised:
            lines += self._row("raised", " ".join(raised))
        for label, found in (
            ("before", self._parents()),
            ("split into", self._children()),
        ):
            if found:
                lines += self._row(label, ", ".join(found))
        if standing.facts.problem is not None:
            lines += self._row("problem", standing.facts.problem)
        if standing.facts.solution is not None:
            lines += self._row("solution", standing.facts.solution)
        elif standing.facts.will is not None:
            lines += self._row("will", self._will())
        lines += self._row("touches", self._impacts())
        for index, one in enumerate(self.story.upcoming()):
            when = f"{plainly(one.when)}: " if one.when is not None else ""
            overdue = "overdue, " if one.overdue else ""
            if one.not_heard_of_since is not None:
                overdue = f"not heard of since {plainly(one.not_heard_of_since)}, due "
            left = ""
            if one.verdict is not None and one.verdict.state == "open" and self.day is not None:
                left = f", {state_in_words(one.verdict)}"
            text = f"{overdue}{when}{next_text(one)}{left}"
            lines += self._row("next" if index == 0 else "", text)
        cut_off = self._cut_off()
        if cut_off is not None:
            lines += self._row("cut-off", cut_off)
        for index, part in enumerate(standing.parts):
            text = self._part(part)
            if text:
                label = "goes to" if part.id == WHOLE else "parts"
                lines += self._row(label if index == 0 else "", text)
        if standing.facts.costs:
            lines += self._row("costs", self._costs())
        for index, assessment in enumerate(standing.assessments):
            lines += self._row("assessed" if index == 0 else "", self._assessed(assessment))
        for index, mention in enumerate(mentions_in_words(self.story)):
            lines += self._row("mentioned in" if index == 0 else "", mention)
        file = modification_file(self.standing.id)
        heading = folded("", f"History (:7 is line 7 of {file})")
        return [*lines, "", *heading, *self._history()]

    def _row(self, label: str, text: str) -> list[str]:
        return folded(f"  {label:<12}  ", text)

    def _parents(self) -> list[str]:
        return [
            f"part of {parent}, split {when_in_words(entry)}"
            for parent, entry in self.story.parents()
        ]

    def _children(self) -> list[str]:
        splits = self.story.splits()
        named = [name for entry in splits for name in entry.into]
        return named + ["others"] * any(entry.others for entry in splits)

    def _will(self) -> str:
        standing = self.standing
        will = words.without_stop(standing.facts.will or "")
        number = irps([standing])
        return will if number is None else will.replace("{irps}", number)

    def _impacts(self) -> str:
        silent = is_silent(self.standing)
        documents = [
            label_of(self.register, name) for name in documents_of(self.register, self.standing)
        ]
        parties = self.register.parties
        named = ["Parties not recorded"] if silent and documents else []
        if silent and not documents:
            return "not recorded"
        for id_, value in impacts_of(self.standing).items():
            known = parties.participants.get(id_) if parties is not None else None
            title = known.title if known is not None else id_
            if value is True or value == "system":
                named.append(title)
            elif value == "testing":
                named.append(f"{title} (testing only)")
            elif value is None and not silent:
                named.append(f"{title} (to be confirmed)")
        return (", ".join(named) or "nobody") + (f"; {', '.join(documents)}" if documents else "")

    def _cut_off(self) -> str | None:
        """What is not to be waited for: a cut-off set aside, or missed in a release long past."""
        verdict = self.story.cut_off
        if verdict is None or verdict.window is None:
            return None
        past = verdict.state == "missed" and verdict.release_is_past
        if not past and (verdict.state != "ended" or self.standing.admitted is None):
            return None
        says = f"{days_in_words(verdict.window)} for {verdict.release}, {verdict_in_words(verdict)}"
        if not past:
            return says
        return f"{says}; the release is past, and no decision is recorded"

    def _part(self, part: PartStanding) -> str:
        pieces = []
        if part.id != WHOLE:
            pieces.append(part.part.title or part.id)
        if not self.story.goes(part):
            return ", ".join(pieces)
        when = self.story.on.day_of_part(part)
        if part.release is not None and self.story.goes_with_release(part):
            release = self.register.releases.get(part.release)
            pieces.append(release.name if release is not None else part.release)
        since = part.implemented or when
        if part.confirmed is not None and since is not None:
            pieces.append(f"in force since {plainly(since)}")
        elif part.confirmed is not None:
            pieces.append(f"seen in force on {plainly(part.confirmed)}, since when is not recorded")
        elif when is not None:
            pieces.append(plainly(when))
        elif part.id != WHOLE:
            pieces.append("no date")
        until = self.story.on.may_move_until(part)
        if until is not None:
            pieces.append(f"the Panel may move it up to {plainly(until)}")
        if part.id != WHOLE and part.part.owner is not None:
            pieces.append(f"by {part.part.owner}")
        return ", ".join(pieces)

    def _costs(self) -> str:
        costs = self.story.costs
        pieces = []
        if costs.known.high:
            pieces.append(f"{costs.known} known")
        if costs.estimated.high:
            pieces.append(f"{costs.estimated} estimated")
        if costs.unknown:
            pieces.append(f"no figure for {phases_in_words(self.register, costs.unknown)}")
        return "; ".join(pieces) or "none"

    def _assessed(self, assessment: Assessment) -> str:
        pieces = [assessment.id]
        for step in ("requested", "approved", "deferred", "accepted", "returned"):
            when = getattr(assessment, step)
            if when is not None:
                pieces.append(f"{step} {plainly(when)}")
        if getattr(assessment, assessment.state, None) is None:
            pieces.append(f"{assessment.state}, seen {plainly(assessment.seen)}")
        if assessment.took is not None:
            pieces.append(f"took {assessment.took}")
        days = self.story.working_days(assessment)
        if days is not None:
            still = "open for " if assessment.is_open else "" if assessment.took is None else "or "
            pieces.append(f"{still}{days} working day{'' if days == 1 else 's'}")
            heard = self.story.not_heard_of_since(assessment)
            if heard is not None:
                pieces[-1] = f"not heard of since {plainly(heard)}"
        elif assessment.is_open and self.story.has_ended:
            pieces.append("not told of again")
        elif assessment.is_open:
            pieces.append("its return is not recorded")
        if assessment.target is not None:
            due = self.story.due(assessment)
            pieces.append(f"target {assessment.target}" + (f" ({plainly(due)})" if due else ""))
        return ", ".join(pieces)

    def _history(self) -> list[str]:
        lines = []
        for entry in self.story.entries:
            when = plainly(entry.when) if entry.date is not None else f"seen {shortly(entry.seen)}"
            text = event_in_words(entry) + (" (assumed)" if entry.assumed else "")
            source = f"{_source_of(entry)}, " if entry.source is not None else ""
            line = self.story.place(self.sources, entry).span.line
            lines += folded(f"  {when:<16}  ", f"{text} [{source}:{line}]")
        return lines


def _source_of(entry: Entry) -> str:
    if entry.source is None:
        return ""
    return f"{entry.source} l.{entry.line}" if entry.line is not None else entry.source


def _since(standing: Standing) -> str:
    if standing.since is not None:
        return f"since {shortly(standing.since)}"
    return f"seen {shortly(standing.seen)}"
