"""What git knows of how a plan slipped: in which commit each change was written, and those that
no file speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from sectool.load import Loaded, load_revision
from sectool.model.register import REFERENCE_FILES
from sectool.planning.slips import Plan, PlannedDays, Slip, SlipHistory, planned_on
from sectool.queries.register_on import register_on
from sectool.schedule.slack import working_days
from sectool.schedule.timeline_on import GO_LIVE
from sectool.values import dataclass
from sectool.workspace.git import NoRevision, is_kept, uncommitted
from sectool.workspace.git_history import Commit, commits_of

__all__ = ["with_commits"]


def with_commits(root: Path, loaded: Loaded, history: SlipHistory, today: date) -> SlipHistory:
    """The history with the commits of its changes, and with changes that only commits know.

    Each commit that changed the files of the release, the calendar or the bodies is read, and its
    plan compared with the one before. One that cannot be read is passed over. What is not
    committed yet is of `today`. Without git the history is as it was.
    """
    if not is_kept(root):
        return history
    files = (
        f"releases/{history.release}/*",
        REFERENCE_FILES["calendar"][0],
        REFERENCE_FILES["bodies"][0],
    )
    slips = list(history.slips)
    before: _Written | None = None
    for commit, now in _plans(root, history.release, commits_of(root, *files)):
        if before is not None:
            _take(loaded, slips, before, now, commit, commit.day)
        before = now
    if before is not None and _is_changed(root, loaded, files):
        _take(loaded, slips, before, _written(loaded, history.release), None, today)
    slips.sort(key=lambda one: one.day)
    return replace(history, slips=tuple(slips))


@dataclass(frozen=True)
class _Written:
    """A plan as files have it, and what they say of the date of each milestone."""

    plan: Plan
    lines: Mapping[str, object]


def _written(loaded: Loaded, release: str) -> _Written:
    timeline = loaded.register.timelines.get(release)
    lines: dict[str, object] = {
        id_: (row.when, row.due, row.rules, row.falls_on, row.until)
        for id_, row in (timeline.milestones.items() if timeline is not None else ())
    }
    return _Written(planned_on(register_on(loaded.register, None), release), lines)


def _plans(
    root: Path, release: str, commits: tuple[Commit, ...]
) -> Iterator[tuple[Commit, _Written]]:
    for commit in commits:
        try:
            then = load_revision(root, commit.id)
        except NoRevision:
            continue
        broken = [file for file in then.register.broken if file.startswith(f"releases/{release}/")]
        written = _written(then, release)
        if written.plan and not broken:
            yield commit, written


def _is_changed(root: Path, loaded: Loaded, files: tuple[str, ...]) -> bool:
    parts = [file.removesuffix("/*") for file in files]
    try:
        return bool(uncommitted(root, loaded.sources.files, parts))
    except NoRevision:
        return False


def _take(
    loaded: Loaded,
    slips: list[Slip],
    before: _Written,
    now: _Written,
    commit: Commit | None,
    day: date,
) -> None:
    """Notes what a commit changed: where the files speak of it, only that it was this one.

    What only follows from changes that the files speak of is left to these.
    """
    ids = dict.fromkeys([*before.plan, *now.plan])
    if {*before.plan} <= {GO_LIVE}:  # What a timeline is begun with did not move.
        ids = dict.fromkeys(before.plan)
    own, others = list[Slip](), list[Slip]()
    any_line = before.lines != now.lines
    for id_ in ids:
        one, other = before.plan.get(id_), now.plan.get(id_)
        if one is not None and other is not None and one.days == other.days:
            continue
        for index, slip in enumerate(slips):
            if slip.id == id_ and slip.recorded is None and _same(slip, one, other):
                name = commit.short if commit is not None else None
                slips[index] = replace(slip, recorded=name)
                break
        else:
            found = _slip(loaded, id_, one, other, commit, day)
            follows = any_line and before.lines.get(id_) == now.lines.get(id_)
            (others if follows else own).append(found)
    slips += own
    if own:
        slips += (replace(one, how="follows") for one in others)


def _same(slip: Slip, before: PlannedDays | None, after: PlannedDays | None) -> bool:
    def days(one: PlannedDays | None) -> object:
        return one.days if one is not None else None

    return (days(slip.before), days(slip.after)) == (days(before), days(after))


def _slip(
    loaded: Loaded,
    id_: str,
    before: PlannedDays | None,
    after: PlannedDays | None,
    commit: Commit | None,
    day: date,
) -> Slip:
    row = after or before
    working = register_on(loaded.register, None).calendars.working
    start = before.latest or before.earliest if before is not None else None
    end = after.latest or after.earliest if after is not None else None
    return Slip(
        day,
        id_,
        row.title if row is not None else id_,
        before,
        after,
        "commit" if commit is not None else "uncommitted",
        working_days(working, start, end) if working and start and end else None,
        commit.author if commit is not None else None,
        commit.subject if commit is not None else None,
        recorded=commit.short if commit is not None else None,
    )
