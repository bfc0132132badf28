"""The text of a new timeline: its rows, each day that a person has to check marked as such."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.drafting.as_yaml import WIDTH, comment, indented, pair
from sectool.drafting.placing import PlacedRow, PlacedTimeline
from sectool.model.release import SourcedRule


def timeline_text(release: str, name: str, placed: PlacedTimeline, planned: str) -> str:
    """`timeline.yaml` of a release; `planned` says in a sentence where its rows are from."""
    lines = [
        *comment(
            f"The timetable of the {name}, in the order in which it is printed. {planned} Each day "
            "marked '# check' was found for this release and nobody has decided it yet: check it, "
            "and delete the mark."
        ),
        f"release: {release}",
        "milestones:",
        *indented([line for row in placed.rows for line in _row(row)]),
    ]
    lines += [
        line for id_, why in placed.left_out.items() for line in comment(f"Left out: {id_}: {why}.")
    ]
    return "\n".join(lines) + "\n"


def _row(placed: PlacedRow) -> Iterator[str]:
    row = placed.row
    yield f"{row.id}:"
    lines = [*pair("title", row.title)]
    key, given = ("due", placed.due) if placed.due is not None else ("when", placed.when)
    dated = pair(key, given)
    if placed.check is not None:
        check = f"# check: {placed.check}"
        # Two of indentation for the milestones, two for the row.
        if len(dated) == 1 and len(dated[0]) + len(check) + 2 <= WIDTH - 4:
            dated = [f"{dated[0]}  {check}"]
        else:
            dated = [*comment(f"check: {placed.check}"), *dated]
    lines += dated
    if placed.rules:
        lines.append("rules:")
        lines += [line for rule in placed.rules for line in _rule(rule)]
    for name, value in (
        ("falls-on", placed.falls_on),
        ("because", row.because),
        ("source", row.source),
        ("by", row.by),
        ("paper-for", row.paper_for),
        ("notes", row.notes),
    ):
        if value is not None:
            lines += pair(name, value)
    if row.provisional:
        lines.append("provisional: true")
    if row.fixed:
        lines.append("fixed: true")
    yield from indented(lines)


def _rule(rule: SourcedRule) -> list[str]:
    first, *more = pair("rule", rule.rule)
    if rule.because is None and rule.source is None:
        return [f"- {first.removeprefix('rule: ')}"]
    for name, value in (("because", rule.because), ("source", rule.source)):
        if value is not None:
            more += pair(name, value)
    return [f"- {first}", *indented(more)]
