"""Milestones of a scheduled timeline for programs: windows, slack, misses; null is open."""

from __future__ import annotations

from typing import Any

from sectool.cli.present.tables import fields_of
from sectool.dates import WEEKDAYS
from sectool.queries.timelines import DaysOpen, Miss, Scheduled, ScheduledTimeline


def milestone_data(item: Scheduled, timeline: ScheduledTimeline) -> dict[str, Any]:
    """A milestone as programs get it; null is open."""
    distance = timeline.answers.to_go_live(item)
    slack = timeline.answers.slack(item.id)
    return {
        "id": item.id,
        "title": item.milestone.title,
        **fields_of(item.milestone, "by", "at", "notes", "provisional", "fixed"),
        "rules": [fields_of(rule, "rule", "because", "source") for rule in item.milestone.rules],
        **fields_of(item, "earliest", "latest", "may-be-narrower"),
        "weekday": WEEKDAYS[item.day.weekday()] if item.day else None,
        "working-days-to-go-live": (
            {"most": distance[0], "fewest": distance[1]} if distance else None
        ),
        "room": _span_data(item, slack.room, timeline) if slack else None,
        "float": _span_data(item, slack.float_, timeline) if slack else None,
        "miss": _miss_data(slack.miss, timeline) if slack else None,
        "rests-on-proposal": timeline.answers.rests_on_proposal(item),
        "contradicted": item.contradicted,
    }


def _span_data(item: Scheduled, span: DaysOpen, timeline: ScheduledTimeline) -> dict[str, Any]:
    earlier, later = timeline.answers.movement(item, span)
    return {
        **fields_of(span, "earliest", "latest"),
        "working-days-earlier": earlier,
        "working-days-later": later,
    }


def _miss_data(miss: Miss | None, timeline: ScheduledTimeline) -> dict[str, Any] | None:
    if miss is None:
        return None
    return {
        **fields_of(miss, "next", "go-live"),
        "working-days": timeline.answers.delay(miss),
    }
