"""What a list of modifications has to say beside its rows: marks, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sectool.dates import shortly
from sectool.history import Standing
from sectool.queries.modifications import Found, is_waited_for
from sectool.queries.stages import stage_named


def stage_shortly(standing: Standing, spoken: Mapping[str, str]) -> str:
    """Its stage; in brackets where nothing was heard of it for long."""
    name = stage_named(standing, spoken)
    return f"({name})" if standing.dormant else name


def since_shortly(standing: Standing) -> str:
    """Since when it is so; with *, a day on which it was seen to be so."""
    return shortly(standing.since) if standing.since is not None else f"{shortly(standing.seen)}*"


def marks_in_words(found: Found, day: date | None) -> Iterator[str]:
    """What the marks of a list mean, and why something silent is in it."""
    listed = found.modifications
    if any(each.since is None for each in listed):
        yield "* seen so on this day; the start date is not recorded"
    if any(each.dormant for each in listed):
        yield "(…) as last known: not reported for twelve months"
    waited_for = [each.shown_id for each in listed if is_waited_for(each, day)]
    if waited_for:
        note = "not reported for twelve months, but listed because an assessment is open"
        yield f"{note}: {', '.join(waited_for)}"


def left_out_in_words(found: Found, day: date | None) -> str | None:
    """How many fit and are left out; None where all are listed."""
    many = len(found.left_out)
    if not many:
        return None
    dormant = ", or not reported for twelve months" if day is not None else ""
    return f"{'one more is' if many == 1 else f'{many} more are'} decided{dormant}"


def silent_in_words(found: Found) -> str | None:
    """How many may fit, since nobody recorded whom they affect; None where there are none."""
    many = len(found.silent)
    if not many:
        return None
    whom = "whom it touches" if many == 1 else "whom they touch"
    have = "one more has" if many == 1 else f"{many} more have"
    return f"{have} no impacts recorded, so it is not known {whom}"


def without_documents_in_words(found: Found) -> str | None:
    """How many may fit, since nobody recorded which documents they change; None as before."""
    many = len(found.without_documents)
    if not many:
        return None
    which = "which it changes" if many == 1 else "which they change"
    have = "one more has" if many == 1 else f"{many} more have"
    return f"{have} no documents recorded, so it is not known {which}"


def not_judged_in_words(found: Found) -> list[str]:
    """What may fit and is not listed, since what is looked for is not recorded of it."""
    return [text for text in (silent_in_words(found), without_documents_in_words(found)) if text]
