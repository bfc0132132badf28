"""`sectool release`: what a release holds, what it costs, and what is in force on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sectool import words
from sectool.cli.opened import Refused, day_of, misuse, refuse
from sectool.cli.tables import (
    Column,
    exclusive,
    folded,
    iso,
    money,
    paragraph,
    shortly,
    table,
    unread,
    write_csv,
    write_json,
    write_lines,
)
from sectool.dates import When, last_day, plainly
from sectool.diagnostic import suggestion
from sectool.history import (
    WHOLE,
    PartStanding,
    Scope,
    Standing,
    by_number,
    entries_until,
    scope_of,
    standing_on,
    standings,
    went_live,
)
from sectool.load import Loaded, load_register
from sectool.model.modification import Entry, Impacts, Modification, Part
from sectool.model.register import Register
from sectool.model.release import Release
from sectool.schedule import calendars_of, schedule_release

JSON_VERSION = 1


def on_day(as_of: date | None) -> str:
    """`on Tue 23 Nov 2021`, or that nothing was left out."""
    return f"on {plainly(as_of)}" if as_of is not None else "with all that is recorded"


class Releases:
    """The releases of a register on a day (None: with all that is known)."""

    def __init__(self, loaded: Loaded, as_of: date | None) -> None:
        self.loaded, self.as_of = loaded, as_of
        self.register: Register = loaded.register
        self._go_lives: dict[str, When | None] = {}

    def named(self, id_: str) -> Release:
        """The release of an id; Refused where there is none."""
        found = self.register.releases.get(id_)
        if found is None:
            there = suggestion(id_, sorted(self.register.releases))
            raise misuse(f"there is no release {id_!r}{there}")
        return found

    def known(self) -> list[Release]:
        """The releases that something was known of on the day, by id."""
        named = {
            entry.release
            for modification in self.register.modifications.values()
            for entry in entries_until(modification, self.as_of)
        }
        return [
            release
            for id_, release in sorted(self.register.releases.items())
            if self.as_of is None or id_ in named or self._was_told(release)
        ]

    def _was_told(self, release: Release) -> bool:
        source = self.register.sources.get(release.source or "")
        told = [entry.date or entry.seen for entry in release.history]
        told += [source.dated] if source is not None else []
        return any(
            when is not None and self.as_of is not None and last_day(when) <= self.as_of
            for when in told
        )

    def go_live(self, id_: str) -> When | None:
        """The day of go-live, or the month where no more is known."""
        if id_ not in self._go_lives:
            self._go_lives[id_] = self._go_live(id_)
        return self._go_lives[id_]

    def _go_live(self, id_: str) -> When | None:
        timeline = self.register.timelines.get(id_)
        if timeline is not None:
            row = schedule_release(timeline, calendars_of(self.register)).milestones.get("go-live")
            return row.when if row is not None else None
        release = self.register.releases.get(id_)
        return release.go_live if release is not None else None

    def went_live(self, id_: str) -> bool:
        """Whether an entry says, by the day, that the release has gone live."""
        return id_ in went_live(self.register, self.as_of)

    def scope(self, id_: str) -> Scope:
        return scope_of(self.register, id_, self.as_of)


# The list.


def print_list(root: Path, as_of: str | None, *, as_json: bool) -> int:
    """Prints every release that was known of on a day."""
    try:
        day = day_of("--as-of", as_of)
    except Refused as refused:
        return refuse(refused)
    loaded = load_register(root)
    releases = Releases(loaded, day)
    rows = [(release, releases.scope(release.id)) for release in releases.known()]
    if as_json:
        data = [
            {
                "id": release.id,
                "name": release.name,
                "kind": release.kind,
                "go-live": iso(releases.go_live(release.id)),
                "live": releases.went_live(release.id),
                "approved": [standing.shown_id for standing in scope.approved],
                "targeted": [standing.shown_id for standing in scope.targeted],
            }
            for release, scope in rows
        ]
        write_json({"version": JSON_VERSION, "as-of": iso(day), "releases": data})
    elif not rows:
        write_lines([f"No release is known {on_day(day)}."])
    else:
        columns = (
            Column("release"),
            Column("name", gives=True),
            Column("go-live"),
            Column("approved", right=True),
            Column("targeted", right=True),
        )
        lines = [
            (
                release.id,
                release.name,
                _go_live_in_words(releases, release.id),
                str(len(scope.approved)),
                str(len(scope.targeted)),
            )
            for release, scope in rows
        ]
        write_lines([f"Releases {on_day(day)}", "", *table(columns, lines)])
    return unread(loaded, "releases/", "modifications/")


def _go_live_in_words(releases: Releases, id_: str) -> str:
    when = releases.go_live(id_)
    if when is None:
        return "not known"
    return shortly(when) + (", live" if releases.went_live(id_) else "")


# One release.


@dataclass(frozen=True)
class Change:
    """How a modification's place in a release changed, and by what."""

    id: str
    title: str
    was: str  # not in it | targeted | approved
    now: str
    entry: Entry
    modification: str


OUT, TARGETED, APPROVED = "not in it", "targeted", "approved"


def _place_on(modification: Modification, release: str, day: date | None) -> str:
    standing = standing_on(modification, day)
    if standing is None or standing.decision == "closed" or not standing.parts_in(release):
        return OUT
    return APPROVED if standing.decision == "approved" else TARGETED


def _moves(modification: Modification, release: str, as_of: date | None) -> list[tuple[str, Entry]]:
    """Each place a modification had in a release, with the entry that gave it, in time."""
    entries = list(entries_until(modification, as_of))
    if not any(entry.release == release for entry in entries):
        return []
    found: list[tuple[str, Entry]] = []
    place = OUT
    for day in sorted({last_day(entry.when) for entry in entries}):
        then = _place_on(modification, release, day)
        if then != place:
            of_day = [entry for entry in entries if last_day(entry.when) == day]
            found.append((then, _cause(of_day, then, release)))
            place = then
    return found


_LEAVES = ("dropped", "withdrawn", "rejected", "split", "scheduled", "targeted", "overturned")
_JOINS = ("approved", "overturned", "targeted", "scheduled")


def _cause(entries: Sequence[Entry], place: str, release: str) -> Entry:
    """Which of a day's entries gave a modification its new place."""
    events = _LEAVES if place == OUT else _JOINS
    likely = [entry for entry in entries if entry.event in events]
    if place != OUT:
        likely = [entry for entry in likely if entry.release == release] or likely
    return (
        sorted(likely, key=lambda entry: events.index(entry.event or ""))[0]
        if likely
        else (entries[-1])
    )


def dropped_from(register: Register, release: str, as_of: date | None) -> list[Change]:
    """What was once in a release and is no longer, with the entry that took it out."""
    return [
        change
        for modification in register.modifications.values()
        if (moves := _moves(modification, release, as_of)) and moves[-1][0] == OUT
        for change in [_change(modification, moves[-2][0] if len(moves) > 1 else OUT, *moves[-1])]
    ]


def changes_since(
    register: Register, release: str, since: date, as_of: date | None
) -> list[Change]:
    """What changed in the scope of a release after a day, each by the entry that decided it."""
    found = []
    for modification in register.modifications.values():
        moves = _moves(modification, release, as_of)
        before = OUT
        for place, entry in moves:
            if last_day(entry.when) > since:
                found.append(_change(modification, before, place, entry))
            before = place
    return sorted(found, key=lambda change: (last_day(change.entry.when), by_number(change.id)))


def _change(modification: Modification, was: str, now: str, entry: Entry) -> Change:
    standing = standing_on(modification, last_day(entry.when))
    shown = standing.shown_id if standing is not None else modification.id
    return Change(
        shown,
        standing.title if standing is not None else modification.title,
        was,
        now,
        entry,
        modification.id,
    )


def when_in_words(entry: Entry) -> str:
    """`on Wed 22 Jul 2020`, or `by Fri 7 Aug 2020` where it was only seen then."""
    if entry.date is None:
        return f"by {plainly(entry.when)}"
    return f"{'on' if isinstance(entry.date, date) else 'in'} {plainly(entry.date)}"


def _because(entry: Entry) -> str:
    event = "moved" if entry.event in ("scheduled", "targeted") else entry.event or "seen otherwise"
    by = f" by {entry.by}" if entry.by is not None else ""
    because = f": {entry.because}" if entry.because is not None else ", no reason is recorded"
    return f"{event}{by} {when_in_words(entry)}{because}"


def print_release(root: Path, id_: str, as_of: str | None, *, as_json: bool) -> int:
    """Prints what a release holds on a day, what has left it, and what changed since a baseline."""
    try:
        day = day_of("--as-of", as_of)
        loaded = load_register(root)
        releases = Releases(loaded, day)
        release = releases.named(id_)
    except Refused as refused:
        return refuse(refused)
    shown = _Shown(releases, release)
    if as_json:
        write_json(shown.data())
    else:
        write_lines(shown.lines())
    return unread(loaded, "releases/", "modifications/", "reference/")


class _Shown:
    """One release, for people and for programs."""

    def __init__(self, releases: Releases, release: Release) -> None:
        self.releases, self.release = releases, release
        self.as_of = releases.as_of
        self.scope = releases.scope(release.id)
        self.dropped = dropped_from(releases.register, release.id, self.as_of)
        self.costs = costs_of(releases.register, self.scope)
        self.baselines = [
            (entry, when)
            for entry in release.history
            if entry.event == "baselined"
            and (when := entry.date or entry.seen) is not None
            and (self.as_of is None or last_day(when) <= self.as_of)
        ]
        self.changed = (
            changes_since(
                releases.register, release.id, last_day(self.baselines[-1][1]), self.as_of
            )
            if self.baselines
            else []
        )
        self.requests = [
            request
            for request in release.change_requests
            if self.as_of is None or request.seen is None or request.seen <= self.as_of
        ]

    def lines(self) -> list[str]:
        release = self.release
        lines = folded("", f"{release.name} ({release.id}, {release.kind}), {on_day(self.as_of)}")
        when = self.releases.go_live(release.id)
        state = ", and it went live" if self.releases.went_live(release.id) else ""
        lines += folded("go-live    ", (plainly(when) if when is not None else "not known") + state)
        if release.sec_version is not None:
            lines.append(f"SEC        version {release.sec_version}")
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
        return [*lines, "", *folded("Costs  ", self.costs.in_a_line())]

    def _scope(self, standings: Sequence[Standing]) -> list[str]:
        lines = []
        for standing in standings:
            told = []
            parts = standing.parts_in(self.release.id)
            if len(parts) < len(standing.parts):
                told.append("part " + ", ".join(part.id for part in parts))
            if standing.cut_off is not None and standing.decision != "approved":
                basis = "estimated cut-off" if standing.cut_off.basis == "estimated" else "cut-off"
                told.append(f"{basis} {plainly(standing.cut_off.date)}")
            lines += folded(f"  {standing.shown_id:<9}  ", "; ".join([standing.title, *told]))
        return lines

    def _baselines(self) -> list[str]:
        if not self.baselines:
            return ["No baseline of its scope is recorded."]
        lines = ["Baselines"]
        for entry, when in self.baselines:
            covers = {"system": "modifications that affect DCC Systems", "other": "all others"}
            told = [
                f"by {entry.by}" if entry.by else "",
                covers.get(entry.covers or "", ""),
                f"version {entry.version}" if entry.version else "",
                entry.note or "",
            ]
            seen = "" if entry.date is not None else "seen "
            lines += folded(f"  {seen}{plainly(when)}  ", "; ".join(filter(None, told)))
        if not self.changed:
            return [*lines, "Since the last of them nothing in its scope has changed."]
        lines.append("Since the last of them")
        for change in self.changed:
            by = f" by {change.entry.by}" if change.entry.by else ""
            told_ = f"{change.was} → {change.now}, {change.entry.event or 'seen so'}{by}"
            lines += folded(f"  {change.id:<9}  ", f"{told_} {when_in_words(change.entry)}")
        return lines

    def data(self) -> dict[str, object]:
        release = self.release
        return {
            "version": JSON_VERSION,
            "as-of": iso(self.as_of),
            "id": release.id,
            "name": release.name,
            "kind": release.kind,
            "sec-version": release.sec_version,
            "go-live": iso(self.releases.go_live(release.id)),
            "live": self.releases.went_live(release.id),
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
            "specifications": [
                {"specification": row.specification, "version": row.version, "gbcs": row.gbcs}
                for row in release.specifications
            ],
            "change-requests": [
                {"id": request.id, "title": request.title} for request in self.requests
            ],
            "costs": self.costs.totals(),
        }

    def _item(self, standing: Standing) -> dict[str, object]:
        cut_off = standing.cut_off
        return {
            "id": standing.shown_id,
            "title": standing.title,
            "parts": [part.id for part in standing.parts_in(self.release.id)],
            "cut-off": iso(cut_off.date) if cut_off is not None else None,
            "cut-off-basis": cut_off.basis if cut_off is not None else None,
        }


def _change_data(change: Change) -> dict[str, object]:
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


# What is in force.


@dataclass(frozen=True)
class InForce:
    """A part of a modification that is in force, since when, and whether that was confirmed."""

    standing: Standing
    part: PartStanding
    since: date
    release: str | None
    confirmed: bool

    @property
    def basis(self) -> str:
        return "confirmed" if self.confirmed else "assumed"


def documents_of_part(register: Register, part: Part) -> list[str]:
    """The documents that a part changes, in the order of the Code.

    Those named, the Schedules of the specifications it changes, and what lists those.
    """
    found = set(part.documents)
    found |= {
        register.specifications[name].schedule
        for name in part.specifications
        if name in register.specifications
    }
    if part.specifications:
        found |= {id_ for id_, doc in register.documents.items() if doc.lists_specifications}
    return [id_ for id_ in register.documents if id_ in found] + sorted(
        found - register.documents.keys()
    )


def in_force_on(releases: Releases, day: date) -> Iterator[InForce]:
    """The parts of approved modifications that are in force on a day, by number.

    A part comes into force on the day last directed or scheduled for it, else with its release;
    `assumed` until an entry says that it did.
    """
    for standing in standings(releases.register, day):
        if standing.stage not in ("approved", "implemented"):
            continue
        for part in standing.parts:
            planned = part.day or (releases.go_live(part.release) if part.release else None)
            done = last_day(part.implemented) if part.implemented is not None else None
            # An entry may tell of it later than it happened, or before the day once planned.
            since = planned if isinstance(planned, date) else done
            if since is not None and done is not None and part.day is None:
                since = min(since, done)
            if since is not None and since <= day:
                confirmed = done is not None and done >= since
                yield InForce(standing, part, since, part.release, confirmed)


def print_parts(
    root: Path, in_force: str, party: str | None, *, as_json: bool, as_csv: bool
) -> int:
    """Prints what is in force on a day, a line for each document or part that changed."""
    try:
        clash = exclusive(as_json, as_csv)
        if clash is not None:
            raise misuse(clash)
        day = day_of("--in-force", in_force)
        if day is None:  # pragma: no cover - the option is required
            raise misuse("--in-force: name a day")
        loaded = load_register(root)
        check_party(loaded.register, party)
    except Refused as refused:
        return refuse(refused)
    releases = Releases(loaded, None)
    register = loaded.register
    everything = list(in_force_on(releases, day))
    found = [one for one in everything if touches(one.standing, party)]
    rows = [(document, one) for one in found for document in _documents(register, one)]
    if as_json:
        parts = [
            {
                "id": one.standing.shown_id,
                "title": one.standing.title,
                "part": one.part.id,
                "part-title": one.part.part.title,
                "documents": documents_of_part(register, one.part.part),
                "since": one.since.isoformat(),
                "release": one.release,
                "basis": one.basis,
            }
            for one in found
        ]
        data = {"version": JSON_VERSION, "in-force": day.isoformat(), "party": party}
        write_json({**data, "parts": parts})
    elif as_csv:
        write_csv(
            ("document", "id", "title", "part", "since", "release", "basis"),
            [
                (
                    document,
                    one.standing.shown_id,
                    one.standing.title,
                    one.part.id,
                    one.since.isoformat(),
                    one.release,
                    one.basis,
                )
                for document, one in rows
            ],
        )
    elif not rows:
        whom = f" that touches {party}" if party is not None else ""
        line = f"No part{whom} is recorded as in force on {plainly(day)}."
        write_lines([*paragraph(line), *_silent(everything, party)])
    else:
        write_lines([*_parts_lines(register, day, party, rows), *_silent(everything, party)])
    return unread(loaded, "modifications/", "releases/")


def _documents(register: Register, one: InForce) -> list[str]:
    return documents_of_part(register, one.part.part) or [""]


def _parts_lines(
    register: Register, day: date, party: str | None, rows: Sequence[tuple[str, InForce]]
) -> list[str]:
    order = {id_: index for index, id_ in enumerate(register.documents)}
    ordered = sorted(
        rows,
        key=lambda row: (
            order.get(row[0], len(order)),
            row[1].since,
            by_number(row[1].standing.id),
        ),
    )
    whom = f", of what touches {party}" if party is not None else ""
    columns = (
        Column("document"),
        Column("modification"),
        Column("part or title", gives=True),
        Column("since"),
        Column("basis"),
    )
    cells = [
        (
            _label(register, document, one),
            one.standing.shown_id,
            one.part.part.title or (one.standing.title if one.part.id == WHOLE else one.part.id),
            shortly(one.since),
            one.basis,
        )
        for document, one in ordered
    ]
    lines = [*folded("", f"In force on {plainly(day)}{whom}"), "", *table(columns, cells)]
    if any(not one.confirmed for _, one in rows):
        lines += ["", *paragraph("assumed: its day has come; no entry says yet that it went live")]
    if any(not document and _unrecorded(one) for document, one in rows):
        lines += paragraph("not recorded: no source here says which documents it changes")
    return lines


def _silent(found: Sequence[InForce], party: str | None) -> list[str]:
    """Says whose impacts nobody recorded: whether they touch a party is not known."""
    ids = dict.fromkeys(one.standing.shown_id for one in found if one.standing.impacts == Impacts())
    if party is None or not ids:
        return []
    told = f"Left out, because no impact is recorded of them at all: {', '.join(ids)}"
    return ["", *folded("", told)]


def _unrecorded(one: InForce) -> bool:
    """Whether nobody recorded any document of the modification: then the part may have some."""
    parts = [part.part for part in one.standing.parts]
    return not any(part.documents or part.specifications for part in parts)


def _label(register: Register, document: str, one: InForce) -> str:
    if document in register.documents:
        return register.documents[document].label
    if document:
        return document
    # A part of systems or functions changes no document; of the rest nobody recorded which.
    return "not recorded" if _unrecorded(one) else "–"


def check_party(register: Register, party: str | None) -> None:
    """Refuses a participant that there is not."""
    known = sorted(register.parties.participants) if register.parties is not None else []
    if party is not None and party not in known:
        raise misuse(f"--party: there is no participant {party!r}{suggestion(party, known)}")


def touches(standing: Standing, party: str | None) -> bool:
    """Whether a modification has a tick for a participant (None: whoever it touches)."""
    if party is None:
        return True
    if party == "dcc":
        return standing.impacts.dcc != "none"
    return bool(getattr(standing.impacts, party.replace("-", "_"), False))


# Costs.


@dataclass(frozen=True)
class CostsOf:
    """The costs of one modification: firm and estimated pounds, and the phases without a figure."""

    id: str
    title: str
    decision: str
    firm_low: Decimal
    firm_high: Decimal
    estimated_low: Decimal
    estimated_high: Decimal
    unknown: tuple[str, ...]  # phases

    @property
    def low(self) -> Decimal:
        return self.firm_low + self.estimated_low

    @property
    def high(self) -> Decimal:
        return self.firm_high + self.estimated_high


@dataclass(frozen=True)
class CostsOfRelease:
    """What the DCC's work on a release costs, as far as figures are known."""

    rows: tuple[CostsOf, ...]

    @property
    def low(self) -> Decimal:
        return sum((row.low for row in self.rows), Decimal(0))

    @property
    def high(self) -> Decimal:
        return sum((row.high for row in self.rows), Decimal(0))

    @property
    def unknown(self) -> int:
        return sum(len(row.unknown) for row in self.rows)

    def in_a_line(self) -> str:
        if not self.rows:
            return "none recorded"
        estimated = any(row.estimated_high for row in self.rows)
        line = words.pounds_range(self.low, self.high) + (", estimates included" * estimated)
        if self.unknown == 1:
            line += "; one figure is not known and counts as nothing"
        elif self.unknown:
            line += f"; {self.unknown} figures are not known and count as nothing"
        return line

    def totals(self) -> dict[str, object]:
        zero = Decimal(0)
        return {
            "low": money(self.low),
            "high": money(self.high),
            "known": {
                "low": money(sum((row.firm_low for row in self.rows), zero)),
                "high": money(sum((row.firm_high for row in self.rows), zero)),
            },
            "estimated": {
                "low": money(sum((row.estimated_low for row in self.rows), zero)),
                "high": money(sum((row.estimated_high for row in self.rows), zero)),
            },
            "unknown": self.unknown,
        }


def costs_of(register: Register, scope: Scope) -> CostsOfRelease:
    """The costs of every modification in a scope that touches the DCC, or has figures."""
    return CostsOfRelease(
        tuple(
            costs_of_one(register, standing)
            for standing in scope.all
            if standing.impacts.dcc != "none" or standing.costs
        )
    )


def costs_of_one(register: Register, standing: Standing) -> CostsOf:
    """The costs of a modification; a cell that says n/a costs nothing and is no gap."""
    sums = {(basis, end): Decimal(0) for basis in ("firm", "estimate") for end in ("low", "high")}
    told = {phase for cost in standing.costs for phase in cost.phases}
    unknown = [phase for phase in register.cost_phases if phase not in told]
    for cost in standing.costs:
        if cost.amount == "tbc":
            unknown += cost.phases
        low = cost.low if cost.low is not None else cost.amount
        high = cost.high if cost.high is not None else cost.amount
        if isinstance(low, Decimal) and isinstance(high, Decimal):
            sums[cost.basis, "low"] += low
            sums[cost.basis, "high"] += high
    order = list(register.cost_phases)
    return CostsOf(
        standing.shown_id,
        standing.title,
        standing.decision,
        sums["firm", "low"],
        sums["firm", "high"],
        sums["estimate", "low"],
        sums["estimate", "high"],
        tuple(sorted(unknown, key=lambda p: order.index(p) if p in order else len(order))),
    )


def print_costs(root: Path, id_: str, as_of: str | None, *, as_json: bool) -> int:
    """Prints what the DCC's work on a release costs: known, estimated, not known; low and high."""
    try:
        day = day_of("--as-of", as_of)
        loaded = load_register(root)
        releases = Releases(loaded, day)
        release = releases.named(id_)
    except Refused as refused:
        return refuse(refused)
    costs = costs_of(loaded.register, releases.scope(release.id))
    if as_json:
        data = {"version": JSON_VERSION, "as-of": iso(day), "id": release.id, "name": release.name}
        modifications = [
            {
                "id": row.id,
                "title": row.title,
                "decision": row.decision,
                "known": {"low": money(row.firm_low), "high": money(row.firm_high)},
                "estimated": {
                    "low": money(row.estimated_low),
                    "high": money(row.estimated_high),
                },
                "unknown": list(row.unknown),
            }
            for row in costs.rows
        ]
        write_json({**data, "total": costs.totals(), "modifications": modifications})
    else:
        write_lines(_cost_lines(loaded.register, release, day, costs))
    return unread(loaded, "modifications/", "releases/", "reference/cost-phases.yaml")


def _cost_lines(
    register: Register, release: Release, day: date | None, costs: CostsOfRelease
) -> list[str]:
    lines = folded("", f"DCC costs of the {release.name}, {on_day(day)}")
    if not costs.rows:
        return [*lines, "", *paragraph("No costs are recorded for what it holds.")]
    columns = (
        Column("modification"),
        Column("known", right=True),
        Column("estimated", right=True),
        Column("no figure for", gives=True),
    )
    cells = [
        (
            row.id,
            _pounds(row.firm_low, row.firm_high),
            _pounds(row.estimated_low, row.estimated_high),
            _phases(register, row.unknown),
        )
        for row in costs.rows
    ]
    firm = [sum((getattr(row, key) for row in costs.rows), Decimal(0)) for key in _FIRM]
    estimated = [sum((getattr(row, key) for row in costs.rows), Decimal(0)) for key in _ESTIMATED]
    total = ("all", _pounds(*firm), _pounds(*estimated), f"{costs.unknown} in all")
    return [*lines, "", *table(columns, [*cells, total]), "", *folded("Total  ", costs.in_a_line())]


_FIRM, _ESTIMATED = ("firm_low", "firm_high"), ("estimated_low", "estimated_high")


def _pounds(low: Decimal, high: Decimal) -> str:
    return words.pounds_range(low, high) if high else "–"


def _phases(register: Register, phases: Sequence[str]) -> str:
    if not phases:
        return "–"
    if len(phases) == len(register.cost_phases):
        return "any phase"
    titles = [
        register.cost_phases[phase].title if phase in register.cost_phases else phase
        for phase in phases
    ]
    return ", ".join(titles)
