"""Timelines become dates: read `release` first; `plan` says what each line of one means."""

from sectool.schedule.calendars import Calendars, calendars_of
from sectool.schedule.reading import DAY_KINDS, Fault, ParsedRule
from sectool.schedule.release import Schedule, Scheduled, schedule_release
from sectool.schedule.timeline_on import TimelineOnDay, timeline_on

__all__ = [
    "DAY_KINDS",
    "Calendars",
    "Fault",
    "ParsedRule",
    "Schedule",
    "Scheduled",
    "TimelineOnDay",
    "calendars_of",
    "schedule_release",
    "timeline_on",
]
