"""How long assessments and proposals took, in words: a number, at least or at most so many."""

from __future__ import annotations

from fractions import Fraction

from sectool.dates import When, plainly, shortly
from sectool.history import Between
from sectool.queries.durations import CONVENTIONS, DAYS_OVER, Counting, Durations, Summary
from sectool.queries.silence_in_words import NOT_HEARD_OF
from sectool.queries.spells import Spell
from sectool.words import decimal

_OF_KIND = {"proposal": "of proposals", "in-force": "from raising to in force"}


def durations_heading(found: Durations) -> str:
    """`Durations of assessments from Thu 1 Jul 2021 to Fri 17 Dec 2021`."""
    kinds, period = found.counting.kinds, found.counting.period
    start = f"from {plainly(period.from_)} " if period.from_ is not None else ""
    known = f", with what was known on {plainly(found.on.day)}" if found.on.day else ""
    what = "Durations"
    if set(kinds) <= found.on.register.assessment_kinds.keys():
        what = f"Durations of {found.on.register.words.assessments}"
    elif len(kinds) == 1:
        what = f"Durations {_OF_KIND[kinds[0]]}"
    return f"{what} {start}to {plainly(period.to)}{known}"


def convention_in_words(name: str) -> str:
    """A way of counting and what it means: `weeks (whole ones, days over are left out)`."""
    meaning = "whole ones, days over are left out" if name in DAYS_OVER else CONVENTIONS[name]
    return f"{name} ({meaning})"


def other_units_in_words(found: Durations, name: str) -> str | None:
    """That targets are in other units than what is counted; None where they are not."""
    units = sorted({unit for group in found.groups for unit in group.units} - {name})
    if not units:
        return None
    return f"within target: the targets are in {' and '.join(units)}, not in {name}"


def within_in_words(summary: Summary, *, still: bool) -> str:
    """`4 of 6 (67%)`: how many kept their target; `still` where they may miss it yet."""
    share = summary.share
    if share is None:
        return "–"
    kept = f"{'still ' * still}{summary.within} of {summary.with_target}"
    return f"{kept} ({_percent(share)})"


def _percent(share: Fraction) -> str:
    return f"{decimal(share * 100, 0).removesuffix('.0')}%"


def number_in_words(summary: Summary) -> str:
    """How many were counted, and of how many."""
    of = f" of {summary.n + summary.uncounted}" if summary.uncounted else ""
    return f"{summary.n}{of}"


def start_in_words(spell: Spell) -> str:
    """The day on which it began, with * where that was reckoned."""
    return _day_in_words(spell.began, spell.began_on) + ("*" if spell.reckoned else "")


def end_in_words(spell: Spell) -> str:
    ended = spell.ended
    return _day_in_words(ended, spell.ended_on) if ended is not None else "open"


def _day_in_words(found: Between, when: When | None) -> str:
    """A day or month that is known, or the day by which something had happened."""
    if when is not None or found.day is not None:
        return shortly(when or found.day)
    return f"by {shortly(found.last)}" if found.last is not None else "not known"


def days_taken_in_words(spell: Spell, name: str, counting: Counting) -> str:
    """A number; else at least so many, at most so many, or between two numbers."""
    days = spell.count(name, counting.working)
    if days is not None:
        return str(days)
    least, most = spell.least(name, counting.working), spell.most(name, counting.working)
    if least is None or most is None:
        return f"≥{least}" if least is not None else f"≤{most}" if most is not None else "–"
    return f"{least}–{most}" if least != most else str(least)


def notes_in_words(found: Durations) -> list[str]:
    """What a reader of the figures has to know: what bounds them, and what was left out."""
    counting, notes = found.counting, []
    first = counting.counted[0]
    if any(spell.count(first, counting.working) is None for spell in found.placed):
        notes.append("of m: the others have no first or last day on record")
    shown = [
        days_taken_in_words(s, name, counting) for s in found.placed for name in counting.counted
    ]
    if any(not text.isdigit() and text != "–" for text in shown):
        notes.append(
            "≥ at least, ≤ at most, and between two numbers either: a first or last day was only "
            "seen to have passed (by …), or its month alone is known"
        )
    if found.left_out:
        named = [s.shown if s.what == s.kind else f"{s.shown} {s.what}" for s in found.left_out]
        ids = ", ".join(dict.fromkeys(named))
        notes.append(f"left out, since it is not known whether they belong to this period: {ids}")
    if any(spell.reckoned for spell in found.placed):
        notes.append("* not recorded: calculated back from the duration that the source states")
    if found.silent:
        notes.append(f"open as far as is recorded, but {NOT_HEARD_OF}")
    return notes
