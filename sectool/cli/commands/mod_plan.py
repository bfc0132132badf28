"""`sectool mod plan`: back from the cut-off of a modification, the last day of each step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sectool.cli.present.back_plans import plan_data, step_rows
from sectool.cli.present.tables import folded, paragraph, write_answer
from sectool.cli.session import as_known, day_of, unread, value_of
from sectool.dates import plainly
from sectool.planning.back_plan import BackPlan, back_plan
from sectool.planning.next_release import NextRelease, next_release
from sectool.planning.plan_in_words import (
    cut_off_in_words,
    next_in_words,
    next_release_in_words,
    notes_in_words,
    state_of_plan_in_words,
    target_in_words,
)
from sectool.queries.names import modification_named, release_named
from sectool.queries.register_on import on_day, register_on
from sectool.queries.story import story_of
from sectool.words import sentence_start


def print_plan(
    root: Path, name: str, release: str | None, as_of: str | None, *, as_json: bool
) -> int:
    """Prints the plan of a modification for a release, back from its cut-off."""
    day = day_of("--as-of", as_of)
    known = as_known(root)
    if release is not None:
        with value_of("--for"):
            release = release_named(known.register, release)
    on = register_on(known.register, day)
    id_ = modification_named(known.register, name)
    plan = back_plan(on, story_of(on, id_).standing, release)
    later = next_release(plan)
    write_answer(lambda: plan_data(plan, later), lambda: _lines(plan, later), as_json=as_json)
    return unread(known.loaded, "modifications/", "releases/", "reference/")


def _lines(plan: BackPlan, later: NextRelease | None) -> Iterator[str]:
    on, standing = plan.on, plan.standing
    yield from folded(f"{standing.shown_id}  ", standing.title)
    go_live = on.go_live(plan.release) if plan.release is not None else None
    when = f", go-live {plainly(go_live)}" if go_live is not None else ""
    yield from _labelled("planned for", f"{target_in_words(on, plan.release)}{when}")
    if plan.state in ("decided", "ended"):
        stands = f"{state_of_plan_in_words(plan)}: no step is left to plan; {on_day(on.day)}"
        yield from _labelled("stands", stands)
        return
    yield from _labelled("cut-off", f"{cut_off_in_words(plan)}; {on_day(on.day)}")
    if on.day is not None and plan.cut_off is not None:
        yield from _labelled("outlook", state_of_plan_in_words(plan))
        yield from _labelled("next", next_in_words(plan) or "")
    if plan.cut_off is not None:
        yield from _labelled("if missed", next_release_in_words(later))
    yield ""
    yield from step_rows(plan)
    for number, note in enumerate(notes_in_words(plan)):
        if number == 0:
            yield ""
        yield from paragraph(sentence_start(note))
    if on.day is None and plan.cut_off is not None:
        yield from ("", *paragraph("With --as-of DAY, slack and what is late are shown, too."))


def _labelled(label: str, text: str) -> list[str]:
    return folded(f"  {label:<12}  ", text) if text else []
