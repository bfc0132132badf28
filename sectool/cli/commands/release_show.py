"""`sectool release show`: what a release holds, what left it, what changed since a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sectool.cli.present.costs import release_data
from sectool.cli.present.cut_offs import cut_off_data
from sectool.cli.present.tables import folded, write_json, write_lines
from sectool.cli.session import day_of, unread
from sectool.dates import iso, last_day, plainly
from sectool.queries.costs import costs_of, total_in_words
from sectool.queries.cut_offs import cut_off_for, days_in_words, verdict_in_words
from sectool.queries.history_in_words import release_event_in_words, when_in_words
from sectool.queries.loaded import load_register
from sectool.queries.names import Release, release_of
from sectool.queries.register_on import Entry, RegisterOn, Standing, on_day, register_on
from sectool.queries.release_dates import facts_of_release, is_cancelled, known_on, steps_of_date
from sectool.queries.releases import baselines_of, change_requests_of, designations_of
from sectool.queries.scope_changes import ScopeChange, changes_since, dropped_from


def _because(entry: Entry) -> str:
    event = "moved" if entry.event in ("scheduled", "targeted") else entry.event or "seen otherwise"
    by = f" by {entry.by}" if entry.by is not None else ""
    because = f": {entry.because}" if entry.because is not None else ", no reason is recorded"
    return f"{event}{by} {when_in_words(entry)}{because}"


def print_release(root: Path, id_: str, as_of: str | None, *, as_json: bool) -> int:
    """Prints what a release holds on a day, what has left it, and what changed since a baseline."""
    day = day_of("--as-of", as_of)
    loaded = load_register(root)
    shown = _ReleaseShown(register_on(loaded.register, day), release_of(loaded.register, id_))
    if as_json:
        write_json(shown.data())
    else:
        write_lines(shown.lines())
    return unread(loaded, "releases/", "modifications/", "reference/")


class _ReleaseShown:
    """One release, for people and for programs."""

    def __init__(self, on: RegisterOn, release: Release) -> None:
        self.on, self.release = on, release
        self.as_of = on.day
        self.scope = on.scope(release.id)
        self.dropped = dropped_from(on.register, release.id, self.as_of)
        self.costs = costs_of(on.register, self.scope)
        self.baselines = baselines_of(on, release)
        changed = (
            changes_since(on.register, release.id, last_day(self.baselines[-1][1]), self.as_of)
            if self.baselines
            else []
        )
        self.changed = [change for change in changed if change.certain]
        self.seen_since = [change for change in changed if not change.certain]
        self.requests = change_requests_of(on, release)
        self.designations = designations_of(on, release)
        self.facts = facts_of_release(release, on.day)
        self.steps = steps_of_date(on, release)
        self.until = on.release_may_move_until(release.id)

    def lines(self) -> list[str]:
        release = self.release
        lines = folded("", f"{release.name} ({release.id}, {release.kind}), {on_day(self.as_of)}")
        lines += folded("go-live    ", self._go_live())
        for step in self.steps:
            seen = "" if step.date is not None else "seen "
            when = f"{seen}{plainly(step.date or known_on(step))}: "
            lines += folded("           ", when + release_event_in_words(step))
        if self.facts.sec_version is not None:
            published = self.facts.published
            more = f", published {plainly(published)}" if published is not None else ""
            lines.append(f"SEC        version {self.facts.sec_version}{more}")
        if self.scope.approved:
            lines += ["", f"Approved ({len(self.scope.approved)})"]
            lines += self._scope(self.scope.approved)
        else:
            lines += ["", "No approved modification is recorded for it."]
        if self.scope.targeted:
            lines += ["", f"Targeted, not yet decided ({len(self.scope.targeted)})"]
            lines += self._scope(self.scope.targeted)
        else:
            lines += ["", "No undecided modification is aimed at it."]
        if self.dropped:
            lines += ["", f"No longer in it ({len(self.dropped)})"]
            for change in self.dropped:
                lines += folded(f"  {change.id:<9}  ", f"{change.title}; {_because(change.entry)}")
        lines += ["", *self._baselines()]
        if release.specifications:
            named = [
                f"{row.specification} {row.version}" + (f" (GBCS {row.gbcs})" if row.gbcs else "")
                for row in release.specifications
            ]
            lines += ["", *folded("Specifications  ", ", ".join(named))]
        if self.requests:
            lines += ["", "DCC Change Requests"]
            for request in self.requests:
                lines += folded(f"  {request.id:<9}  ", request.title)
        if self.designations:
            lines += ["", "Documents changed by designation"]
            for one in self.designations:
                says = f": {one.says}" if one.says else ""
                lines += folded(f"  {one.by:<9}  ", ", ".join(one.documents) + says)
        return [*lines, "", *folded("Costs  ", total_in_words(self.costs))]

    def _go_live(self) -> str:
        if is_cancelled(self.release, self.as_of):
            return "cancelled"
        when = self.on.go_live(self.release.id)
        state = ", and it went live" if self.release.id in self.on.live else ""
        if self.until is not None:
            state += f"; it may be moved up to {plainly(self.until)}"
        return (plainly(when) if when is not None else "not known") + state

    def _scope(self, standings: Sequence[Standing]) -> list[str]:
        lines = []
        for standing in standings:
            details = []
            parts = standing.parts_in(self.release.id)
            if len(parts) < len(standing.parts):
                details.append("part " + ", ".join(part.id for part in parts))
            verdict = cut_off_for(self.on, standing, self.release.id)
            if verdict is not None and verdict.window is not None and verdict.state != "decided":
                says = f"{verdict.name} {days_in_words(verdict.window)}"
                state = verdict_in_words(verdict)
                details.append(f"{says}, {state}" if state is not None else says)
            lines += folded(f"  {standing.shown_id:<9}  ", "; ".join([standing.title, *details]))
        return lines

    def _baselines(self) -> list[str]:
        if not self.baselines:
            return ["No baseline of its scope is recorded."]
        lines = ["Baselines"]
        for entry, when in self.baselines:
            covers = {"system": "modifications that affect DCC Systems", "other": "all others"}
            details = [
                f"by {entry.by}" if entry.by else "",
                covers.get(entry.covers or "", ""),
                f"version {entry.version}" if entry.version else "",
                entry.note or "",
            ]
            seen = "" if entry.date is not None else "seen "
            lines += folded(f"  {seen}{plainly(when)}  ", "; ".join(filter(None, details)))
        if not self.changed and self.seen_since:
            lines.append("Since the last of them no change of its scope is dated.")
        elif not self.changed:
            return [*lines, "Since the last of them nothing in its scope has changed."]
        else:
            lines.append("Since the last of them")
        for change in self.changed:
            by = f" by {change.entry.by}" if change.entry.by else ""
            sentence = f"{change.was} → {change.now}, {change.entry.event or 'seen so'}{by}"
            lines += folded(f"  {change.id:<9}  ", f"{sentence} {when_in_words(change.entry)}")
        if self.seen_since:
            lines.append("First seen after it, so perhaps so before")
        for change in self.seen_since:
            lines += folded(f"  {change.id:<9}  ", f"{change.now} {when_in_words(change.entry)}")
        return lines

    def data(self) -> dict[str, object]:
        release = self.release
        return {
            "as-of": iso(self.as_of),
            "id": release.id,
            "name": release.name,
            "kind": release.kind,
            "sec-version": self.facts.sec_version,
            "published": iso(self.facts.published),
            "go-live": iso(self.on.go_live(release.id)),
            "live": release.id in self.on.live,
            "cancelled": is_cancelled(release, self.as_of),
            "may-move-until": iso(self.until),
            "date-history": [
                {
                    "date": iso(step.date),
                    "seen": iso(step.seen),
                    "event": step.event,
                    "by": step.by,
                    "from": iso(step.from_),
                    "to": iso(step.to),
                    "until": iso(step.until),
                    "of": step.of,
                    "under": step.under,
                    "because": step.because,
                    "source": step.source,
                }
                for step in self.steps
            ],
            "approved": [self._item(standing) for standing in self.scope.approved],
            "targeted": [self._item(standing) for standing in self.scope.targeted],
            "dropped": [_change_data(change) for change in self.dropped],
            "baselines": [
                {
                    "date": iso(entry.date),
                    "seen": iso(entry.seen),
                    "by": entry.by,
                    "covers": entry.covers,
                    "version": entry.version,
                    "source": entry.source,
                }
                for entry, _ in self.baselines
            ],
            "changed-since-baseline": [_change_data(change) for change in self.changed],
            "first-seen-since-baseline": [_change_data(change) for change in self.seen_since],
            "specifications": [
                {"specification": row.specification, "version": row.version, "gbcs": row.gbcs}
                for row in release.specifications or ()
            ],
            "change-requests": [
                {"id": request.id, "title": request.title} for request in self.requests
            ],
            "designations": [
                {
                    "by": one.by,
                    "documents": list(one.documents),
                    "says": one.says,
                    "seen": iso(one.seen),
                    "source": one.source,
                }
                for one in self.designations
            ],
            "costs": release_data(self.costs),
        }

    def _item(self, standing: Standing) -> dict[str, object]:
        return {
            "id": standing.shown_id,
            "title": standing.title,
            "parts": [part.id for part in standing.parts_in(self.release.id)],
            **cut_off_data(cut_off_for(self.on, standing, self.release.id)),
        }


def _change_data(change: ScopeChange) -> dict[str, object]:
    entry = change.entry
    return {
        "id": change.id,
        "title": change.title,
        "was": change.was,
        "now": change.now,
        "event": entry.event,
        "by": entry.by,
        "date": iso(entry.date),
        "seen": iso(entry.seen),
        "because": entry.because,
        "source": entry.source,
    }
