"""The story of one modification for programs: the shape of docs/json.md."""

from __future__ import annotations

from sectool.cli.commands.mod_list import listed_data
from sectool.cli.present.costs import span_data
from sectool.cli.present.cut_offs import cut_off_data
from sectool.cli.present.tables import fields_of
from sectool.dates import iso
from sectool.queries.affected_documents import known_documents_of, known_documents_of_part
from sectool.queries.files import modification_file
from sectool.queries.history_in_words import event_in_words
from sectool.queries.impacts import impacts_of
from sectool.queries.loaded import Sources
from sectool.queries.register_on import Assessment, Entry, PartStanding
from sectool.queries.story import Story
from sectool.queries.story_in_words import mentions_in_words, next_in_words
from sectool.queries.upcoming import Upcoming


def story_data(story: Story, sources: Sources) -> dict[str, object]:
    register, standing, costs = story.register, story.standing, story.costs
    return {
        "as-of": iso(story.on.day),
        **listed_data(standing),
        **fields_of(standing, "link"),
        **fields_of(standing.facts, "path", "urgent", "fast-track"),
        **fields_of(standing, "raised"),
        **fields_of(standing.facts, "proposer", "problem", "solution"),
        "targeted": standing.targeted if not story.has_ended else None,
        **cut_off_data(story.cut_off),
        **fields_of(standing, "admitted", "held-until"),
        "impacts": impacts_of(register, standing),
        "documents": known_documents_of(register, standing),
        "next": [_next(one) for one in story.upcoming()],
        "parts": [_part(story, part) for part in standing.parts],
        "costs": {
            "known": span_data(costs.known),
            "estimated": span_data(costs.estimated),
            "unknown": list(costs.unknown) if standing.facts.costs else None,
        },
        "assessments": [_assessment(story, one) for one in standing.assessments],
        "consultations": [
            {
                **fields_of(one, "kind", "opened", "closes", "at", "link", "seen"),
                "open": one in story.consultations_open,
            }
            for one in standing.consultations
        ],
        "history": [_entry(story, sources, entry) for entry in story.entries],
        "mentioned-in": mentions_in_words(story),
    }


def _next(one: Upcoming) -> dict[str, object]:
    return {
        **fields_of(one, "what", "when"),
        "says": next_in_words(one),
        **fields_of(one, "overdue", "not-heard-of-since"),
    }


def _part(story: Story, part: PartStanding) -> dict[str, object]:
    goes = story.goes(part)
    return {
        "id": part.id,
        "title": part.part.title,
        "documents": known_documents_of_part(story.register, part.part),
        "release": part.release if goes else None,
        "day": iso(story.on.day_of_part(part)) if goes else None,
        "until": iso(story.on.may_move_until(part)),
        **fields_of(part, "implemented", "confirmed"),
        "needs-release": story.on.awaits_another_release(part),
    }


def _assessment(story: Story, one: Assessment) -> dict[str, object]:
    days = ("seen", "requested", "approved", "deferred", "accepted", "returned")
    return {
        **fields_of(one, "id", "kind", "state", *days, "target", "took"),
        "working-days": story.working_days(one),
    }


def _entry(story: Story, sources: Sources, entry: Entry) -> dict[str, object]:
    line = story.place(sources, entry).span.line
    return {
        **fields_of(entry, "date", "seen", "event", "stage"),
        "says": event_in_words(story.register, entry),
        **fields_of(entry, "source", "line", "assumed"),
        "place": f"{modification_file(story.standing.id)}:{line}",
    }
