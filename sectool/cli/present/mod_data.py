"""The story of one modification for programs: the shape of docs/json.md."""

from __future__ import annotations

from sectool.cli.commands.mod_list import listed_data
from sectool.cli.present.costs import span_data
from sectool.cli.present.cut_offs import cut_off_data
from sectool.dates import iso
from sectool.queries.affected_documents import documents_of, documents_of_part
from sectool.queries.files import modification_file, publication_file
from sectool.queries.history_in_words import event_in_words
from sectool.queries.impacts import impacts_of
from sectool.queries.loaded import Sources
from sectool.queries.story import Story
from sectool.queries.upcoming import Upcoming

JSON_VERSION = 1


def next_text(one: Upcoming) -> str:
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


def story_data(story: Story, sources: Sources) -> dict[str, object]:
    register, standing, costs = story.register, story.standing, story.costs
    file = modification_file(standing.id)
    return {
        "version": JSON_VERSION,
        "as-of": iso(story.on.day),
        **listed_data(standing),
        "link": standing.link,
        "path": standing.facts.path,
        "urgent": standing.facts.urgent,
        "fast-track": standing.facts.fast_track,
        "raised": iso(standing.raised),
        "proposer": standing.facts.proposer,
        "problem": standing.facts.problem,
        "solution": standing.facts.solution,
        "targeted": standing.targeted if not story.has_ended else None,
        **cut_off_data(story.cut_off),
        "admitted": standing.admitted,
        "held-until": iso(standing.held_until),
        "impacts": impacts_of(standing),
        "documents": documents_of(register, standing),
        "next": [
            {
                "what": n.what,
                "when": iso(n.when),
                "says": next_text(n),
                "overdue": n.overdue,
                "not-heard-of-since": iso(n.not_heard_of_since),
            }
            for n in story.upcoming()
        ],
        "parts": [
            {
                "id": part.id,
                "title": part.part.title,
                "documents": documents_of_part(register, part.part),
                "release": part.release if story.goes(part) else None,
                "day": iso(story.on.day_of_part(part)) if story.goes(part) else None,
                "until": iso(story.on.may_move_until(part)),
                "implemented": iso(part.implemented),
                "confirmed": iso(part.confirmed),
            }
            for part in standing.parts
        ],
        "costs": {
            "known": span_data(costs.known),
            "estimated": span_data(costs.estimated),
            "unknown": list(costs.unknown) if standing.facts.costs else None,
        },
        "assessments": [
            {
                "id": one.id,
                "kind": one.kind,
                "state": one.state,
                "seen": iso(one.seen),
                "requested": iso(one.requested),
                "approved": iso(one.approved),
                "deferred": iso(one.deferred),
                "accepted": iso(one.accepted),
                "returned": iso(one.returned),
                "target": one.target,
                "took": one.took,
                "working-days": story.working_days(one),
            }
            for one in standing.assessments
        ],
        "consultations": [
            {
                "kind": one.kind,
                "opened": iso(one.opened),
                "closes": iso(one.closes),
                "at": one.at,
                "link": one.link,
                "seen": iso(one.seen),
                "open": one in story.consultations_open,
            }
            for one in standing.consultations
        ],
        "history": [
            {
                "date": iso(entry.date),
                "seen": iso(entry.seen),
                "event": entry.event,
                "stage": entry.stage,
                "says": event_in_words(entry),
                "source": entry.source,
                "line": entry.line,
                "assumed": entry.assumed,
                "place": f"{file}:{story.place(sources, entry).span.line}",
            }
            for entry in story.entries
        ],
        "mentioned-in": mentions_in_words(story),
    }
