"""`sectool mod list` and `sectool mod show`: where modifications stand, and their stories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sectool import words
from sectool.calendar.counting import between
from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.cli.opened import Refused, day_of, misuse, refuse
from sectool.cli.release import (
    Releases,
    check_party,
    costs_of_one,
    documents_of_part,
    on_day,
    touches,
    when_in_words,
)
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
from sectool.diagnostic import Address, suggestion
from sectool.durations import target_days
from sectool.history import (
    WHOLE,
    Assessment,
    Expected,
    PartStanding,
    Standing,
    entries_until,
    scope_of,
    standings,
)
from sectool.load import Loaded, load_register
from sectool.model.modification import Entry, Impacts, Modification
from sectool.model.register import Register, modification_file, publication_file
from sectool.model.shape import MODIFICATION_ID, kebab
from sectool.schedule import calendars_of

JSON_VERSION = 1

# What a stage is called where the papers of the day have no word for it.
_PLAIN = {
    "draft": "Draft Proposal",
    "initial-consideration": "Initial Consideration",
    "refinement": "Refinement",
    "report": "Report Phase",
    "with-authority": "With the Authority",
    "sent-back": "Sent back",
    "referred": "Referred",
    "approved": "Approved",
    "implemented": "Implemented",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
    "split": "Split",
    "unknown": "Not known",
}
_ON_HOLD = "on-hold"
_DECIDED = ("approved", "implemented", "rejected", "withdrawn", "split")


def words_of(register: Register, as_of: date | None) -> dict[str, str]:
    """What the stages are called in the newest paper seen by a day, or in the oldest before it.

    Without a day in the words that no day was put to: those of the Code's website.
    """
    dated = sorted(
        (found for found in register.vocabularies.values() if found.as_of is not None),
        key=lambda found: last_day(found.as_of) if found.as_of is not None else date.max,
    )
    chosen = [found for found in register.vocabularies.values() if found.as_of is None]
    if as_of is not None or not chosen:
        by_then = [f for f in dated if f.as_of and as_of and last_day(f.as_of) <= as_of]
        chosen = by_then or (dated[-1:] if as_of is None else dated[:1])
    own = {str(stage): name for stage, name in chosen[-1].stages.items()} if chosen else {}
    return {**_PLAIN, **own}


def stage_in_words(standing: Standing, spoken: Mapping[str, str]) -> str:
    """The stage in the words of the day; of a dormant one, what it was last known as."""
    name = spoken[standing.stage]
    if standing.on_hold:
        name = f"{name}, on hold"
    return f"last known: {name}" if standing.dormant else name


def since_in_words(standing: Standing) -> str:
    if standing.since is not None:
        return f"since {shortly(standing.since)}"
    return f"seen {shortly(standing.seen)}"


# The list.


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; None for whatever there is."""

    stage: str | None = None
    release: str | None = None
    party: str | None = None
    document: str | None = None

    def check(self, register: Register) -> None:
        """Refuses values that there are not."""
        for option, value, known in (
            ("stage", self.stage, [*_PLAIN, _ON_HOLD]),
            ("release", self.release, sorted(register.releases)),
            ("document", self.document, sorted(register.documents)),
        ):
            if value is not None and value not in known:
                raise misuse(
                    f"--{option}: there is no {option} {value!r}{suggestion(value, known)}"
                )
        check_party(register, self.party)

    def fits(self, register: Register, standing: Standing) -> bool:
        if self.stage == _ON_HOLD:
            if not standing.on_hold:
                return False
        elif self.stage is not None and standing.stage != self.stage:
            return False
        if self.release is not None and self.release not in releases_of(standing):
            return False
        if self.document is not None and self.document not in documents_of(register, standing):
            return False
        return touches(standing, self.party)

    def in_words(self) -> str:
        told = [
            f"{name} {value}"
            for name, value in (
                ("stage", self.stage),
                ("release", self.release),
                ("party", self.party),
                ("document", self.document),
            )
            if value is not None
        ]
        return f", {', '.join(told)}" if told else ""


def releases_of(standing: Standing) -> list[str]:
    """The releases that its parts are meant for, in order; none once it was turned down."""
    if standing.decision == "closed":
        return []
    return sorted({part.release for part in standing.parts if part.release is not None})


def documents_of(register: Register, standing: Standing) -> list[str]:
    """The documents that its parts change, whichever release brings them in."""
    found = [name for part in standing.parts for name in documents_of_part(register, part.part)]
    return list(dict.fromkeys(found))


def print_list(
    root: Path,
    as_of: str | None,
    wanted: Wanted,
    *,
    everything: bool,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Prints the proposals that were open on a day; with `everything`, all modifications."""
    try:
        clash = exclusive(as_json, as_csv)
        if clash is not None:
            raise misuse(clash)
        day = day_of("--as-of", as_of)
        loaded = load_register(root)
        wanted.check(loaded.register)
    except Refused as refused:
        return refuse(refused)
    register = loaded.register
    fitting = [each for each in standings(register, day) if wanted.fits(register, each)]
    # A stage after the decision was asked for: then what is decided is meant.
    decided = wanted.stage in _DECIDED
    found = [
        each for each in fitting if everything or each.is_open or (decided and not each.dormant)
    ]
    if as_json:
        data = [_listed(each) for each in found]
        write_json({"version": JSON_VERSION, "as-of": iso(day), "modifications": data})
    elif as_csv:
        headings = list(_listed_keys())
        rows = [list(_csv_row(each)) for each in found]
        write_csv(headings, rows)
    else:
        spoken = words_of(register, day)
        lines = _list_lines(found, day, wanted, spoken, everything=everything)
        if len(found) < len(fitting):
            left = len(fitting) - len(found)
            more = "one more is" if left == 1 else f"{left} more are"
            lines += [
                "",
                *paragraph(f"{more} decided, or not heard of for twelve months: see --all"),
            ]
        write_lines(lines)
    return unread(loaded, "modifications/", "releases/")


def _list_lines(
    found: Sequence[Standing],
    day: date | None,
    wanted: Wanted,
    spoken: Mapping[str, str],
    *,
    everything: bool,
) -> list[str]:
    what = "Modifications" if everything or wanted.stage in _DECIDED else "Open proposals"
    if not found:
        return paragraph(f"No {what.lower()} {on_day(day)}{wanted.in_words()}.")
    columns = (Column("id"), Column("title", gives=True), Column("stage"), Column("since or seen"))
    rows = [
        (each.shown_id, each.title, stage_in_words(each, spoken), since_in_words(each))
        for each in found
    ]
    heading = f"{what} {on_day(day)}{wanted.in_words()}: {len(found)}"
    return [*folded("", heading), "", *table(columns, rows)]


def _listed(standing: Standing) -> dict[str, object]:
    return {
        "id": standing.shown_id,
        "title": standing.title,
        "stage": standing.stage,
        "since": iso(standing.since),
        "seen": iso(standing.seen),
        "open": standing.is_open,
        "dormant": standing.dormant,
        "on-hold": standing.on_hold,
        "releases": releases_of(standing),
    }


def _listed_keys() -> tuple[str, ...]:
    return ("id", "title", "stage", "since", "seen", "open", "dormant", "on-hold", "releases")


def _csv_row(standing: Standing) -> Iterator[object]:
    data = _listed(standing)
    for key in _listed_keys():
        value = data[key]
        if isinstance(value, bool):
            yield "true" if value else "false"
        elif isinstance(value, list):
            yield " ".join(value)
        else:
            yield value


# One modification.


def id_named(register: Register, name: str) -> str:
    """The id that a name means: DP190 is MP190, and small letters do. Refused for none."""
    asked = name.upper()
    if MODIFICATION_ID.fullmatch(asked) is None:
        number = re.fullmatch(r"([A-Z]+)0*([0-9]+)([A-Z]?)", asked)
        if number is not None:
            width = 4 if number[1] == "SECMP" else 3
            asked = f"{number[1]}{int(number[2]):0{width}}{number[3]}"
    if asked.startswith("DP"):
        asked = "MP" + asked.removeprefix("DP")
    if asked in register.modifications:
        return asked
    if modification_file(asked) in register.broken:
        raise Refused(f"sectool: {modification_file(asked)} cannot be read: see 'sectool check'", 1)
    raise misuse(f"there is no modification {name!r}{suggestion(asked, [*register.modifications])}")


@dataclass(frozen=True)
class Next:
    """Something that is to come, by a day or month, or is overdue."""

    what: str
    when: When | None
    text: str
    overdue: bool = False


def print_modification(root: Path, name: str, as_of: str | None, *, as_json: bool) -> int:
    """Prints the story of a modification on a day."""
    try:
        day = day_of("--as-of", as_of)
        loaded = load_register(root)
        id_ = id_named(loaded.register, name)
        standing = next((s for s in standings(loaded.register, day) if s.id == id_), None)
        if standing is None:
            first = min(last_day(e.when) for e in loaded.register.modifications[id_].history)
            raise misuse(
                f"nothing is known of {id_} {on_day(day)}; its first entry is of {plainly(first)}"
            )
    except Refused as refused:
        return refuse(refused)
    story = Story(loaded, standing, day)
    if as_json:
        write_json(story.data())
    else:
        write_lines(story.lines())
    return unread(loaded, "modifications/", "releases/", "reference/", "publications/")


class Story:
    """One modification on a day, for people and for programs."""

    def __init__(self, loaded: Loaded, standing: Standing, as_of: date | None) -> None:
        self.loaded, self.register = loaded, loaded.register
        self.standing, self.as_of = standing, as_of
        self.modification: Modification = self.register.modifications[standing.id]
        self.releases = Releases(loaded, as_of)
        self.working: WorkingCalendar | None = calendars_of(self.register).working
        # What is to come is seen from the day asked about, else from the newest entry.
        self.day = as_of or last_day(standing.seen)
        self.costs = costs_of_one(self.register, standing)

    def lines(self) -> list[str]:
        standing = self.standing
        lines = folded(f"{standing.shown_id}  ", standing.title)
        stage = stage_in_words(standing, words_of(self.register, self.as_of))
        state = f"{stage}, {since_in_words(standing)}"
        lines += self._row("stands", f"{state}; {on_day(self.as_of)}")
        flags = [
            *([_PATHS[standing.path]] if standing.path else []),
            *(["urgent"] if standing.urgent else []),
            *(["Fast-Track"] if standing.fast_track else []),
        ]
        if flags:
            lines += self._row("path", ", ".join(flags))
        raised = [
            *([plainly(standing.raised)] if standing.raised is not None else []),
            *([f"by {standing.proposer}"] if standing.proposer is not None else []),
        ]
        if raised:
            lines += self._row("raised", " ".join(raised))
        for label, found in (("before", self.parents()), ("split into", self.children())):
            if found:
                lines += self._row(label, ", ".join(found))
        if standing.problem is not None:
            lines += self._row("problem", standing.problem)
        if standing.solution is not None:
            lines += self._row("solution", standing.solution)
        elif standing.will is not None:
            lines += self._row("will", self._will())
        lines += self._row("touches", self._impacts())
        for index, coming in enumerate(self.next()):
            when = f"{plainly(coming.when)}: " if coming.when is not None else ""
            overdue = "overdue, " if coming.overdue else ""
            lines += self._row("next" if index == 0 else "", f"{overdue}{when}{coming.text}")
        for index, part in enumerate(standing.parts):
            text = self._part(part)
            if text:
                label = "goes to" if part.id == WHOLE else "parts"
                lines += self._row(label if index == 0 else "", text)
        if standing.costs:
            lines += self._row("costs", self._costs())
        for index, assessment in enumerate(standing.assessments):
            lines += self._row("assessed" if index == 0 else "", self._assessed(assessment))
        for index, mention in enumerate(self.mentions()):
            lines += self._row("told in" if index == 0 else "", mention)
        file = modification_file(self.standing.id)
        heading = folded("", f"History (:7 is line 7 of {file})")
        return [*lines, "", *heading, *self._history()]

    def _row(self, label: str, text: str) -> list[str]:
        return folded(f"  {label:<10}  ", text)

    def _will(self) -> str:
        standing = self.standing
        will = words.without_stop(standing.will or "")
        if standing.irps is not None:
            will = will.replace("{irps}", words.irps([(standing.irps, standing.impacts)]))
        return will

    def _impacts(self) -> str:
        impacts = self.standing.impacts
        if impacts == Impacts():
            return "not recorded"
        parties = self.register.parties
        named = []
        for field in Impacts.model_fields:
            value = getattr(impacts, field)
            id_ = kebab(field)
            known = parties.participants.get(id_) if parties is not None else None
            title = known.title if known is not None else id_
            if value is True or value == "system":
                named.append(title)
            elif value == "testing":
                named.append(f"{title} (testing only)")
        documents = [
            self.register.documents[name].label if name in self.register.documents else name
            for name in documents_of(self.register, self.standing)
        ]
        return ", ".join(named) + (f"; {', '.join(documents)}" if documents else "")

    def _part(self, part: PartStanding) -> str:
        told = []
        if part.id != WHOLE:
            told.append(part.part.title or part.id)
        if part.release is not None:
            release = self.register.releases.get(part.release)
            told.append(release.name if release is not None else part.release)
        when = part.day or (self.releases.go_live(part.release) if part.release else None)
        if part.implemented is not None:
            told.append(f"in force since {plainly(when or part.implemented)}")
        elif when is not None:
            told.append(plainly(when))
        elif part.id != WHOLE:
            told.append("no date")
        if part.until is not None:
            told.append(f"the Panel may move it up to {plainly(part.until)}")
        if part.id != WHOLE and part.part.owner is not None:
            told.append(part.part.owner)
        return ", ".join(told)

    def _costs(self) -> str:
        costs = self.costs
        told = []
        if costs.firm_high:
            told.append(f"{words.pounds_range(costs.firm_low, costs.firm_high)} known")
        if costs.estimated_high:
            span = words.pounds_range(costs.estimated_low, costs.estimated_high)
            told.append(f"{span} estimated")
        if costs.unknown:
            phases = [
                self.register.cost_phases[p].title if p in self.register.cost_phases else p
                for p in costs.unknown
            ]
            told.append(f"no figure for {', '.join(phases)}")
        return "; ".join(told) or "none"

    def _assessed(self, assessment: Assessment) -> str:
        told = [assessment.id]
        for step in ("requested", "approved", "deferred", "accepted", "returned"):
            when = getattr(assessment, step)
            if when is not None:
                told.append(f"{step} {plainly(when)}")
        if getattr(assessment, assessment.state, None) is None:
            told.append(f"{assessment.state}, seen {plainly(assessment.seen)}")
        if assessment.took is not None:
            told.append(f"took {assessment.took}")
        days = self.working_days(assessment)
        if days is not None:
            still = "open for " if assessment.is_open else "" if assessment.took is None else "or "
            told.append(f"{still}{days} working day{'' if days == 1 else 's'}")
        elif assessment.is_open:
            told.append("its return is not recorded")
        if assessment.target is not None:
            due = self._due(assessment)
            told.append(f"target {assessment.target}" + (f" ({plainly(due)})" if due else ""))
        return ", ".join(told)

    def working_days(self, assessment: Assessment) -> int | None:
        """True Working Days from the acceptance to the return, or to the day asked about."""
        start, end = assessment.accepted, assessment.returned
        if assessment.is_open and self.standing.decision == "open":
            end = self.day
        if not (isinstance(start, date) and isinstance(end, date)) or self.working is None:
            return None
        try:
            return between(start, end, self.working)["working days"].whole
        except OutOfCalendar:
            return None

    def _due(self, assessment: Assessment) -> date | None:
        """The target as a day: so many Working Days after the acceptance."""
        days = target_days(assessment.target)
        known = isinstance(assessment.accepted, date) and self.working is not None
        if not known or days is None or "working days" not in (assessment.target or ""):
            return None
        if self.working is None or not isinstance(assessment.accepted, date):
            return None
        try:
            return self.working.working_days.after(assessment.accepted, days)
        except OutOfCalendar:
            return None

    # What is next.

    def next(self) -> list[Next]:
        """What is to come, overdue first, then in the order of days; nothing once it is decided."""
        standing, day = self.standing, self.day
        found: list[Next] = []
        if standing.decision == "open":
            for expected in standing.expected:
                if not expected.met:
                    found.append(expectation(expected, day))
            for consultation in standing.consultations:
                if consultation.closes is not None and consultation.closes >= day:
                    what = f"the {consultation_in_words(consultation.kind)} closes"
                    found.append(Next("consultation-closes", consultation.closes, what))
            for assessment in standing.assessments:
                due = self._due(assessment)
                if assessment.is_open:
                    late = due is not None and due < day
                    text = f"{assessment.id} due from the DCC" + (", by its target" if due else "")
                    found.append(Next("assessment-due", due, text, late))
            cut_off = standing.cut_off
            if cut_off is not None and cut_off.date >= day:
                basis = "estimated cut-off" if cut_off.basis == "estimated" else "cut-off"
                release = f" for {standing.targeted}" if standing.targeted else ""
                found.append(Next("cut-off", cut_off.date, basis + release))
        if standing.decision != "closed":
            for part in standing.parts:
                when = part.day or (self.releases.go_live(part.release) if part.release else None)
                if part.implemented is None and when is not None and last_day(when) >= day:
                    whole = "go-live" if part.id == WHOLE else f"go-live of {part.id}"
                    release = f" with {part.release}" if part.release else ""
                    found.append(Next("go-live", when, whole + release))
        far = date.max
        return sorted(
            found,
            key=lambda n: (not n.overdue, last_day(n.when) if n.when is not None else far),
        )

    # Its history.

    def entries(self) -> list[tuple[Entry, str]]:
        """The entries up to the day, each with the line of its file where it stands."""
        file = modification_file(self.standing.id)
        places = {id(entry): index for index, entry in enumerate(self.modification.history)}
        return [
            (entry, f"{file}:{self._line(file, places[id(entry)])}")
            for entry in entries_until(self.modification, self.as_of)
        ]

    def _line(self, file: str, index: int) -> int:
        return self.loaded.sources.place(Address(file, ("history", index))).span.line

    def _history(self) -> list[str]:
        lines = []
        for entry, place in self.entries():
            when = plainly(entry.when) if entry.date is not None else f"seen {shortly(entry.seen)}"
            text = event_in_words(entry) + (" (assumed)" if entry.assumed else "")
            source = f"{_source_of(entry)}, " if entry.source is not None else ""
            line = place.rpartition(":")[2]
            lines += folded(f"  {when:<16}  ", f"{text} [{source}:{line}]")
        return lines

    def parents(self) -> list[str]:
        """The modifications that this one was split from."""
        return [
            f"part of {parent.id}, split {when_in_words(entry)}"
            for parent in self.register.modifications.values()
            for entry in entries_until(parent, self.as_of)
            if entry.event == "split" and self.standing.id in entry.into
        ]

    def children(self) -> list[str]:
        found = [
            (entry.into, entry.others)
            for entry in entries_until(self.modification, self.as_of)
            if entry.event == "split"
        ]
        return [name for into, _ in found for name in into] + (
            ["others"] if any(others for _, others in found) else []
        )

    def mentions(self) -> list[str]:
        """The documents that tell of it: sources of its entries, and RIDs whose scope had it."""
        found: dict[str, list[str]] = {}
        for entry in entries_until(self.modification, self.as_of):
            if entry.source is not None:
                source = self.register.sources.get(entry.source)
                title = source.title if source is not None else entry.source
                lines = found.setdefault(title, [])
                if entry.line is not None and str(entry.line) not in lines:
                    lines.append(str(entry.line))
        told = []
        for title, lines in found.items():
            many = "line" if len(lines) == 1 else "lines"
            told.append(title + (f", {many} {', '.join(lines)}" if lines else ""))
        return [*told, *(f"{file}, versions {', '.join(v)}" for file, v in self._rids())]

    def _rids(self) -> Iterator[tuple[str, list[str]]]:
        for name, publication in self.register.publications.items():
            release = publication.release
            if publication.kind != "rid" or release is None:
                continue
            versions = [
                version.version
                for version in publication.versions
                if version.dated is not None
                and (self.as_of is None or version.dated <= self.as_of)
                and self.standing.id in scope_of(self.register, release, version.dated).ids
            ]
            if versions:
                yield publication_file(name), versions

    def data(self) -> dict[str, object]:
        standing, costs = self.standing, self.costs
        cut_off = standing.cut_off
        return {
            "version": JSON_VERSION,
            "as-of": iso(self.as_of),
            **_listed(standing),
            "link": standing.link,
            "path": standing.path,
            "urgent": standing.urgent,
            "fast-track": standing.fast_track,
            "raised": iso(standing.raised),
            "proposer": standing.proposer,
            "problem": standing.problem,
            "solution": standing.solution,
            "targeted": standing.targeted,
            "cut-off": iso(cut_off.date) if cut_off is not None else None,
            "cut-off-basis": cut_off.basis if cut_off is not None else None,
            "impacts": {
                kebab(name): getattr(standing.impacts, name) for name in Impacts.model_fields
            },
            "documents": documents_of(self.register, standing),
            "next": [
                {"what": n.what, "when": iso(n.when), "says": n.text, "overdue": n.overdue}
                for n in self.next()
            ],
            "parts": [
                {
                    "id": part.id,
                    "title": part.part.title,
                    "documents": documents_of_part(self.register, part.part),
                    "release": part.release,
                    "day": iso(
                        part.day or (self.releases.go_live(part.release) if part.release else None)
                    ),
                    "until": iso(part.until),
                    "implemented": iso(part.implemented),
                }
                for part in standing.parts
            ],
            "costs": {
                "known": {"low": money(costs.firm_low), "high": money(costs.firm_high)},
                "estimated": {
                    "low": money(costs.estimated_low),
                    "high": money(costs.estimated_high),
                },
                "unknown": list(costs.unknown) if standing.costs else None,
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
                    "working-days": self.working_days(one),
                }
                for one in standing.assessments
            ],
            "consultations": [
                {
                    "kind": one.kind,
                    "opened": iso(one.opened),
                    "closes": iso(one.closes),
                    "link": one.link,
                    "seen": iso(one.seen),
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
                    "place": place,
                }
                for entry, place in self.entries()
            ],
            "mentioned-in": self.mentions(),
        }


def _source_of(entry: Entry) -> str:
    if entry.source is None:
        return ""
    return f"{entry.source} l.{entry.line}" if entry.line is not None else entry.source


def consultation_in_words(kind: str) -> str:
    """`Refinement Consultation`, `Modification Report Consultation`, `Request for Information`."""
    if kind == "rfi":
        return "Request for Information"
    return kind.replace("-", " ").title() + " Consultation"


_PATHS = {
    "authority-led": "Authority-Led",
    "authority-determination": "Authority Determination",
    "self-governance": "Self-Governance",
}
# What is expected goes by the event that it will be; these read better as nouns.
_EXPECTED = {
    "discussed": "discussion",
    "agreed": "agreement",
    "converted": "conversion",
    "recommended": "recommendation",
    "approved": "approval",
    "targeted": "targeting",
    "implemented": "implementation",
    "assessment-requested": "request for assessment",
    "assessment-approved": "approval of the request",
    "assessment-accepted": "acceptance",
    "assessment-returned": "return",
}


def expectation(expected: Expected, day: date) -> Next:
    """Something expected, as seen from a day: overdue once its time has passed."""
    entry = expected.entry
    when: When | None = entry.day or entry.month or entry.week_of
    last = expected_by(entry)
    text = expected_in_words(entry, with_day=False, with_month=False)
    return Next("expected", when, text, overdue=last is not None and last < day)


def expected_by(entry: Entry) -> date | None:
    """The last day on which what is expected is not yet overdue; a week runs to its Friday."""
    if entry.week_of is not None:
        return date.fromordinal(entry.week_of.toordinal() + 4)
    when = entry.day or entry.month
    return last_day(when) if when is not None else None


def expected_in_words(entry: Entry, *, with_day: bool = True, with_month: bool = True) -> str:
    """`Refinement Consultation expected in the week of Mon 10 Aug 2020`."""
    what = _EXPECTED.get(entry.what or "", (entry.what or "").replace("-", " "))
    if entry.what == "consultation" and entry.kind is not None:
        what = consultation_in_words(entry.kind)
    of = [
        f"of {entry.assessment}" if entry.assessment else "",
        f"by the {entry.by}" if entry.by else "",
        f"for {entry.release}" if entry.release else "",
    ]
    when = ""
    if entry.week_of is not None:
        when = f"in the week of {plainly(entry.week_of)}"
    elif entry.month is not None and with_month:
        when = f"{'on' if isinstance(entry.month, date) else 'in'} {plainly(entry.month)}"
    elif entry.day is not None and with_day:
        when = f"on {plainly(entry.day)}"
    return " ".join(filter(None, [what, *of, "expected", when]))


def event_in_words(entry: Entry) -> str:
    """What an entry records, in a line."""
    by = f" by the {entry.by}" if entry.by is not None else ""
    because = f": {entry.because}" if entry.because is not None else ""
    path = f", {_PATHS[entry.path]}" if entry.path else ""
    release = f" for {entry.release}" if entry.release is not None else ""
    part = f" ({', '.join(entry.part)})" if entry.part else ""
    match entry.event:
        case None:
            return f"stage: {_PLAIN[entry.stage or 'unknown']}"
        case "raised":
            kind = "Draft Proposal" if entry.as_ == "DP" else "Modification Proposal"
            return f"raised as a {kind}" + (f" by {entry.proposer}" if entry.proposer else "")
        case "converted":
            return f"converted to a Modification Proposal{by}"
        case "retitled":
            return f"retitled, from ‘{entry.from_}’"
        case "split":
            return f"split into {', '.join(entry.into)}" + (" and others" if entry.others else "")
        case "noted":
            return _noted(entry)
        case "discussed":
            return f"discussed{by}" + (f": {entry.about}" if entry.about else "")
        case "agreed":
            return f"agreed{by}{part}" + (f": {entry.about}" if entry.about else "")
        case "consultation":
            closes = f", closes {plainly(entry.closes)}" if entry.closes is not None else ""
            opened = f", opened {plainly(entry.opened)}" if entry.opened is not None else ""
            return f"{consultation_in_words(entry.kind or '')}{opened}{closes}"
        case "recommended":
            meeting = f" (meeting {entry.meeting})" if entry.meeting is not None else ""
            towards = {"report": "the Report Phase", "authority": "approval by the Authority"}
            where = towards.get(entry.towards or "", entry.towards or "")
            return f"recommended towards {where}{by}{meeting}"
        case "approved" | "rejected":
            return f"{entry.event}{by}{part}{release}{path}"
        case "referred":
            under = f" under {entry.under}" if entry.under is not None else ""
            return f"referred to the {entry.refer_to}{by}{under}"
        case "sent-back":
            wants = f", for {' and '.join(entry.wants).replace('-', ' ')}" if entry.wants else ""
            return f"sent back{by}{wants}{because}"
        case "targeted":
            cut_off = entry.cut_off
            basis = "estimated " if cut_off is not None and cut_off.basis == "estimated" else ""
            told = f", {basis}cut-off {plainly(cut_off.date)}" if cut_off is not None else ""
            return f"targeted{release}{told}"
        case "dropped":
            return f"dropped from {entry.release}{by}{because}"
        case "scheduled":
            day = f" for {plainly(entry.day)}" if entry.day is not None else ""
            return f"scheduled{part}{release}{day}{', no date yet' * entry.tba}{because}"
        case "date-requested":
            span = f" from {plainly(entry.from_)}" if isinstance(entry.from_, date) else ""
            span = span or (f" from {entry.from_}" if entry.from_ else "")
            to = f" to {plainly(entry.to)}" if entry.to is not None else ""
            of = f", of the {entry.of}" if entry.of is not None else ""
            return f"new date requested{by}{of}{part}{span}{to}"
        case "date-directed" | "discretion-used":
            to = f" to {plainly(entry.to)}" if entry.to is not None else ""
            until = f", or any up to {plainly(entry.until)}" if entry.until is not None else ""
            what = "date directed" if entry.event == "date-directed" else "discretion used"
            return f"{what}{by}{part}{to}{until}"
        case "implemented":
            return f"implemented{part}{f' with {entry.release}' if entry.release else ''}"
        case "expected":
            return expected_in_words(entry)
        case event if event.startswith("assessment-"):
            step = event.removeprefix("assessment-")
            took = f", took {entry.took}" if entry.took is not None else ""
            target = f", target {entry.target}" if entry.target is not None else ""
            until = f" until {plainly(entry.until)}" if entry.until is not None else ""
            return f"{entry.assessment} {step}{by}{until}{took}{target}{because}"
        case event:
            return f"{event.replace('-', ' ')}{by}{because}"


_FACTS = {
    "title": "title",
    "will": "what it does",
    "impacts": "impacts",
    "irps": "IRPs",
    "documents": "documents",
    "specifications": "specifications",
    "parts": "parts",
    "costs": "costs",
    "cut_off": "cut-off",
    "problem": "problem",
    "solution": "solution",
    "path": "path",
    "urgent": "urgency",
    "fast_track": "Fast-Track",
    "proposer": "proposer",
}


def _noted(entry: Entry) -> str:
    facts = [name for field, name in _FACTS.items() if field in entry.model_fields_set]
    if facts:
        return f"told: {', '.join(facts)}"
    return f"mentioned{': ' + entry.note if entry.note is not None else ''}"
