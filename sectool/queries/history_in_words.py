"""What an entry of a history records, in a line for people."""

from __future__ import annotations

from datetime import date

from sectool.dates import NotADate, parse_day, plainly
from sectool.history import Assessment
from sectool.model.lifecycle import LifeCycle
from sectool.model.modification import FACTS, CutOff, Entry
from sectool.model.register import Register
from sectool.model.release import ReleaseEntry
from sectool.model.shape import kebab


def when_in_words(entry: Entry) -> str:
    """`on Wed 22 Jul 2020`, or `by Fri 7 Aug 2020` where it was only seen then."""
    if entry.date is None:
        return f"by {plainly(entry.when)}"
    return f"{'on' if isinstance(entry.date, date) else 'in'} {plainly(entry.date)}"


def _from_in_words(text: str) -> str:
    """The date that a request moves away from: a day, or words such as `the November release`."""
    try:
        return plainly(parse_day(text))
    except NotADate:
        return text


def cut_off_in_words(cut_off: CutOff) -> str:
    """`cut-off`, or `estimated cut-off`."""
    return "estimated cut-off" if cut_off.basis == "estimated" else "cut-off"


def _day_of_cut_off(cut_off: CutOff) -> str:
    return plainly(cut_off.date) if cut_off.date is not None else f"‘{cut_off.when}’"


def due_in_words(register: Register, assessment: Assessment, *, by_target: bool) -> str:
    """`pa-1 due from the operator, by its target`."""
    return f"{assessment.id} due from {register.words.operator}" + ", by its target" * by_target


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


def expected_in_words(
    cycle: LifeCycle, entry: Entry, *, with_day: bool = True, with_month: bool = True
) -> str:
    """`Refinement Consultation expected in the week of Mon 10 Aug 2020`."""
    what = _EXPECTED.get(entry.what or "", (entry.what or "").replace("-", " "))
    if entry.what == "consultation" and entry.kind is not None:
        what = cycle.consultation_title(entry.kind)
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


def event_in_words(register: Register, entry: Entry) -> str:
    """What an entry records, in a line."""
    cycle, ids = register.life_cycle, register.ids
    by = f" by the {entry.by}" if entry.by is not None else ""
    because = f": {entry.because}" if entry.because is not None else ""
    path = f", {cycle.path_title(entry.path)}" if entry.path else ""
    release = f" for {entry.release}" if entry.release is not None else ""
    part = f" ({', '.join(entry.part)})" if entry.part else ""
    match entry.event:
        case None:
            return f"stage: {cycle.title_of(entry.stage)}"
        case "raised":
            return f"raised as a {ids.title(entry.as_ or '')}" + (
                f" by {entry.proposer}" if entry.proposer else ""
            )
        case "converted":
            return f"converted to a {ids.converted_title}{by}"
        case "retitled":
            return f"retitled, from ‘{entry.from_}’"
        case "split":
            return f"split into {', '.join(entry.into)}" + (" and others" if entry.others else "")
        case "noted":
            return _noted(register, entry)
        case "discussed":
            return f"discussed{by}" + (f": {entry.about}" if entry.about else "")
        case "agreed":
            return f"agreed{by}{part}" + (f": {entry.about}" if entry.about else "")
        case "consultation":
            closes = f", closes {plainly(entry.closes)}" if entry.closes is not None else ""
            closes += f" at {entry.at}" if entry.at is not None else ""
            opening = f", opened {plainly(entry.opened)}" if entry.opened is not None else ""
            return f"{cycle.consultation_title(entry.kind or '')}{opening}{closes}"
        case "recommended":
            meeting = f" (meeting {entry.meeting})" if entry.meeting is not None else ""
            return f"recommended towards {cycle.towards_title(entry.towards or '')}{by}{meeting}"
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
            cut_off_text = ""
            if cut_off is not None:
                cut_off_text = f", {cut_off_in_words(cut_off)} {_day_of_cut_off(cut_off)}"
            return f"targeted{release}{cut_off_text}"
        case "dropped":
            return f"dropped from {entry.release}{by}{because}"
        case "admitted":
            meeting = f" (meeting {entry.meeting})" if entry.meeting is not None else ""
            return f"admitted to {entry.release} by exception{by}{meeting}{because}"
        case "on-hold":
            until = f" until {plainly(entry.until)}" if entry.until is not None else ""
            return f"on hold{until}{because}"
        case "scheduled":
            day = f" for {plainly(entry.day)}" if entry.day is not None else ""
            return f"scheduled{part}{release}{day}{', no date yet' * entry.tba}{because}"
        case "date-requested":
            span = f" from {_from_in_words(entry.from_)}" if entry.from_ is not None else ""
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
            return expected_in_words(cycle, entry)
        case event if event.startswith("assessment-"):
            step = event.removeprefix("assessment-")
            took = f", took {entry.took}" if entry.took is not None else ""
            target = f", target {entry.target}" if entry.target is not None else ""
            until = f" until {plainly(entry.until)}" if entry.until is not None else ""
            return f"{entry.assessment} {step}{by}{until}{took}{target}{because}"
        case event:
            return f"{event.replace('-', ' ')}{by}{because}"


def covered_in_words(register: Register, entry: ReleaseEntry) -> str:
    """Which modifications a baseline covers, where it says so."""
    systems = f"modifications that affect {register.words.systems}"
    return {"system": systems, "other": "all others"}.get(entry.covers or "", "")


def release_event_in_words(register: Register, entry: ReleaseEntry) -> str:
    """What an entry of a release's history records, in a line."""
    by = f" by the {entry.by}" if entry.by is not None else ""
    match entry.event:
        case "went-live":
            return "went live"
        case "baselined":
            covers = f", {covered_in_words(register, entry)}" if entry.covers else ""
            version = f", version {entry.version}" if entry.version is not None else ""
            return f"scope baselined{by}{covers}{version}"
        case "noted":
            return entry.note or "facts given"
        case _:
            return date_event_in_words(entry)


def date_event_in_words(entry: ReleaseEntry) -> str:
    """What was asked or decided about the date of a release, in a line."""
    by = f" by the {entry.by}" if entry.by is not None else ""
    of = f", of the {entry.of}" if entry.of is not None else ""
    start = f" from {plainly(entry.from_)}" if entry.from_ is not None else ""
    to = f" to {plainly(entry.to)}" if entry.to is not None else ""
    until = f", or any up to {plainly(entry.until)}" if entry.until is not None else ""
    because = f": {entry.because}" if entry.because is not None else ""
    match entry.event:
        case "date-requested":
            return f"new date requested{by}{of}{start}{to}{until}{because}"
        case "date-directed":
            return f"date directed{by}{to}{until}{because}"
        case "discretion-used":
            return f"discretion used{by}{to}{because}"
        case event:
            return f"{event}{by}{start}{to}{because}"


# Facts by the words for them; one that has none here goes by its key.
_NAMED = {
    "title": "title",
    "will": "what it does",
    "impacts": "impacts",
    "irps": "irps",
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
_FACTS = {**_NAMED, **{name: kebab(name) for name in sorted(FACTS - _NAMED.keys())}}


def _noted(register: Register, entry: Entry) -> str:
    facts = [
        register.words.counted.several if field == "irps" else name
        for field, name in _FACTS.items()
        if field in entry.model_fields_set
    ]
    if facts:
        return f"facts given: {', '.join(facts)}"
    return f"mentioned{': ' + entry.note if entry.note is not None else ''}"
