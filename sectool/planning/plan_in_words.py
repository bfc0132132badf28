"""A plan back from a cut-off in words: what has to happen by when, and what that means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.datelang.nodes import Distance
from sectool.dates import plainly, shortly
from sectool.planning.back_plan import BackPlan, PlannedStep
from sectool.planning.experience import Experience
from sectool.planning.next_release import NextRelease
from sectool.queries.cut_offs import Window, days_in_words, verdict_in_words
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass
from sectool.words import decimal, listed, sentence_start

_UNITS = {"working day": "Working Day", "clear working day": "clear Working Day"}
_BASIS = {"firm": "", "estimated": " (estimated)", "by-rule": " (by rule)"}
_COUNTED = {"working days": "Working Day", "weekdays": "weekday", "days": "day"}


def length_in_words(distance: Distance) -> str:
    """`40 Working Days`."""
    unit = _UNITS.get(distance.unit, distance.unit)
    return f"{distance.n} {unit}{'' if distance.n == 1 else 's'}"


def working_days_in_words(n: int) -> str:
    return f"{n} Working Day{'' if n == 1 else 's'}"


def target_in_words(on: RegisterOn, release: str | None) -> str:
    """What a plan is for: the name of the release, or that there is none."""
    if release is None:
        return "no release"
    found = on.register.releases.get(release)
    return found.name if found is not None else release


def cut_off_in_words(plan: BackPlan) -> str:
    """`Wed 23 Feb 2022 (estimated), open, 62 Working Days left`; or why there is none."""
    if plan.cut_off is None:
        return no_cut_off_in_words(plan)
    basis = _BASIS[plan.basis] if plan.basis is not None else ""
    says = verdict_in_words(plan.verdict) if plan.verdict is not None else None
    open_days = ", a window" if plan.cut_off.day is None else ""
    return ", ".join(filter(None, (f"{days_in_words(plan.cut_off)}{basis}{open_days}", says)))


def no_cut_off_in_words(plan: BackPlan) -> str:
    if plan.release is None:
        return "not known: it is targeted for no release"
    if plan.on.cancellation(plan.release) is not None:
        return f"none: {plan.release} was cancelled"
    if plan.state == "admitted":
        return "none: it was admitted by exception, and no later one is recorded"
    if plan.on.go_live(plan.release) is None:
        return "not known: no go-live is known that a rule could count from"
    return "not known: none is recorded, and no rule for cut-offs gives one"


def state_of_plan_in_words(plan: BackPlan) -> str:
    """What the plan comes to, as of its day: one sentence without its full stop."""
    late = [step for step in plan.to_do if step.outlook == "late"]
    open_ = [step for step in plan.to_do if step.outlook == "may-be-late"]
    match plan.state:
        case "decided":
            return "it is approved"
        case "ended":
            return "it was referred" if plan.standing.is_referred else "it has ended undecided"
        case "admitted":
            return "it was admitted by exception"
        case "no-cut-off":
            return f"its cut-off date is {no_cut_off_in_words(plan)}"
        case "missed":
            says = verdict_in_words(plan.verdict) if plan.verdict is not None else None
            return f"its cut-off date has {says or 'passed'}".replace("has missed", "was missed")
        case "on-hold":
            return "it is on hold"
        case "late":
            return _late_in_words(late)
        case "not-recorded":
            return _unrecorded_in_words(late)
        case "may-be-late":
            return _open_in_words(open_)
        case "fits":
            return _fits_in_words(plan)


def _late_in_words(late: list[PlannedStep]) -> str:
    step = next(one for one in late if one.progress.state != "not-recorded")
    if step.progress.state == "under-way":
        due = f", and is due on {plainly(step.due)}" if step.due is not None else ""
        return f"the {step.title} had to be complete by {_last(step.done_by)}{due}"
    return f"too late for the {step.title}: {_obliged(step)} by {_last(step.begins_by)}"


def _unrecorded_in_words(late: list[PlannedStep]) -> str:
    step = late[0]
    if step.has_begun:
        day = _last(step.done_by)
        return f"no record that the {step.title} was complete by {day}, the last possible day"
    if has_papers(step):
        what = f"papers for the {step.title} were submitted"
    else:
        what = f"the {step.title} {'took place' if step.is_meeting else 'began'}"
    return f"no record that {what} by {_last(step.begins_by)}, the last possible day"


def _open_in_words(open_: list[PlannedStep]) -> str:
    if not open_:
        return "the cut-off date depends on what is open, and may have passed"
    step = open_[0]
    if step.has_begun:
        window, what = step.done_by, f"the {step.title} had to be complete"
    else:
        subject = f"for the {step.title}, " if has_papers(step) else f"the {step.title} "
        window, what = step.begins_by, f"{subject}{_obliged(step).removeprefix('it ')}"
    first = plainly(window.earliest) if window is not None else "an earlier day"
    return f"{what} by {first} to be in time in any case; {_last(window)} is the last possible day"


def _obliged(step: PlannedStep) -> str:
    """`it had to begin`: what a step had to do by its last day."""
    if has_papers(step):
        return "papers had to be submitted"
    return f"it had to {'take place' if step.is_meeting else 'begin'}"


def _fits_in_words(plan: BackPlan) -> str:
    slacks = [step.slack for step in plan.to_do if step.slack is not None]
    if not slacks:
        return "every step is in time" if plan.on.day is not None else "open"
    return f"every step is in time, by {working_days_in_words(min(slacks))} at the least"


def _last(window: Window | None) -> str:
    return plainly(window.latest) if window is not None else "a day before the calendar begins"


def has_papers(step: PlannedStep) -> bool:
    """Whether the papers of a meeting have a last day of their own."""
    return step.is_meeting and step.begins_by != step.done_by


def next_in_words(plan: BackPlan) -> str | None:
    """What has to happen next, and by when: `Impact Assessment to begin by Tue 28 Sep 2021`."""
    step, day = _next(plan), plan.on.day
    if step is None or plan.cut_off is None:
        return None
    if step.has_begun:
        return f"{step.title} to be complete by {bound_in_words(step.done_by, day)}"
    if has_papers(step):
        who = f" to the {'/'.join(step.bodies)}" if step.bodies else ""
        by = bound_in_words(step.begins_by, day)
        return f"papers for the {step.title} to be submitted{who} by {by}"
    at = f" at the {'/'.join(step.bodies)}" if step.bodies and step.is_meeting else ""
    verb = "" if step.is_meeting else " to begin"
    return f"{step.title}{verb}{at} by {bound_in_words(step.begins_by, day)}"


def _next(plan: BackPlan) -> PlannedStep | None:
    """The first step ahead that may still be in time; one that is surely required goes first."""
    ahead = [step for step in plan.to_do if step.outlook != "late"]
    return next((step for step in ahead if step.needed), next(iter(ahead), None))


def bound_in_words(window: Window | None, day: date | None) -> str:
    """A last day; of a window, the sound one while it lies ahead, and the last possible one."""
    if window is None:
        return "a day before the calendar begins"
    if window.day is not None:
        return plainly(window.day)
    if day is not None and day > window.earliest:
        return f"{plainly(window.latest)} at the latest"
    return f"{plainly(window.earliest)} (at the latest {plainly(window.latest)})"


def step_state_in_words(plan: BackPlan, step: PlannedStep) -> str:
    """What is so with a step as of the day, for a cell: `under way, due 5 Dec 2021`."""
    progress = step.progress
    when = f" {shortly(progress.when)}" if progress.when is not None else ""
    match progress.state:
        case "done":
            return f"done{when}" if progress.recorded else "passed"
        case "under-way":
            overdue = step.due is not None and plan.on.day is not None and step.due < plan.on.day
            due = f", {'was ' * overdue}due {shortly(step.due)}" if step.due is not None else ""
            return f"under way{due}{_late(step)}"
        case "to-come":
            return f"{'to come' if step.needed else 'if required'}{_late(step)}"
        case _:
            since = f" since {shortly(progress.when)}" if progress.when is not None else ""
            return f"no record{since}" + _late(step).replace("too late", "past its last day")


def _late(step: PlannedStep) -> str:
    return {"late": ", too late", "may-be-late": ", perhaps too late"}.get(step.outlook or "", "")


@dataclass(frozen=True)
class StepLine:
    """A line of a plan: a last day, the slack of its step, and what has to be done by then.

    Without a day it says what became of a step, or what is on record of its kind (`aside`).
    """

    text: str
    window: Window | None = None
    slack: int | None = None
    aside: bool = False


def lines_of_plan(plan: BackPlan) -> Iterator[StepLine]:
    """A line for each last day of a step, in order; what is on record of its kind below it."""
    for step in plan.steps:
        yield from _lines_of(step, sentence_start(step.title), step_state_in_words(plan, step))
        if step.experience is not None and step.is_to_do:
            yield StepLine(experience_in_words(step, step.experience), aside=True)


def _lines_of(step: PlannedStep, title: str, state: str) -> Iterator[StepLine]:
    who = f" ({'/'.join(step.bodies)})" if step.bodies else ""
    mark = "?" if step.proposed else ""
    if not step.is_to_do or step.begins_by is None:
        yield StepLine(f"{title}{who}: {state}")
    elif has_papers(step):
        text = f"Papers{who} for the {step.title}: {state}"
        yield StepLine(text, step.begins_by, step.slack)
        yield StepLine(f"{title}{who}{mark}{_then(step)}", step.done_by)
    elif step.is_meeting:
        text = f"{title}{who}{mark}: {state}{_then(step)}"
        yield StepLine(text, step.done_by, step.slack)
    elif step.has_begun:
        yield StepLine(f"{title}{who} complete: {state}", step.done_by, step.slack)
    else:
        takes = f", {length_in_words(step.takes)}" if step.takes is not None else ""
        text = f"{title}{who} begins{takes}: {state}"
        yield StepLine(text, step.begins_by, step.slack)
        yield StepLine(f"{title}{who} complete", step.done_by)


def _then(step: PlannedStep) -> str:
    """When the body meets next, were the last meeting in time missed."""
    if step.next_chance is None:
        return ""
    return f"; the next meeting is on {shortly(step.next_chance)}"


def notes_in_words(plan: BackPlan) -> Iterator[str]:
    """What a reader of the plan has to know: what is assumed, and what is open."""
    perhaps = [step.title for step in plan.to_do if step.needed is None]
    open_days = plan.cut_off is not None and plan.cut_off.day is None
    if perhaps:
        they, are = ("it", "is") if len(perhaps) == 1 else ("them", "are")
        note = f"It is not recorded whether the {listed(perhaps)} {are} required"
        if plan.cut_off is not None:
            note += (
                ": of two days, the first is in time in either case, the second only without "
                f"{they}"
            )
        yield f"{note}."
    if open_days:
        yield (
            "The cut-off date is a window: of two days, the first is in time in any case, the "
            "second only if the cut-off date is the last day of the window."
        )
    unknown = [step for step in plan.to_do if step.is_meeting and not step.meeting_known]
    if unknown:
        bodies = " and ".join(dict.fromkeys(b for s in unknown for b in s.bodies)) or "body"
        yield (
            f"No meeting of the {bodies} is known for these weeks: the last day on which there "
            "could be one is given, and the real one may be earlier."
        )
    lacking = [s.title for s in plan.to_do if s.takes is None and not s.is_meeting]
    if lacking:
        yield f"No usual time is defined for the {' and '.join(lacking)}: none is allowed for."
    if any(step.slack is not None for step in plan.to_do):
        yield (
            "slack: the Working Days by which a step could slip and be in time in any case; below "
            "zero it is late by so many."
        )
    if any(step.proposed for step in plan.to_do):
        yield "? proposed by the body's usual pattern, not confirmed"


def experience_in_words(step: PlannedStep, found: Experience) -> str:
    """`17 on record took 33 Working Days (median), 3 of them within the 15 planned; …`."""
    unit = _COUNTED[found.counted]
    median = decimal(found.median).removesuffix(".0")
    text = f"{found.cases} on record, median {median} {unit}s"
    if found.planned is not None:
        share = round(100 * found.within / found.cases)
        text += f", {found.within} within the planned {found.planned} ({share}%)"
    if found.begins_by is not None and not step.has_begun:
        text += f"; one as long as the median would have to begin by {plainly(found.begins_by)}"
    return text


def next_release_in_words(found: NextRelease | None) -> str:
    """To which release it falls if it misses this one."""
    if found is None:
        return "no later release of this kind is known whose cut-off date could be kept"
    named = found.title or "the next release"
    known = "" if found.release is not None else ", not planned yet"
    go_live = f"go-live {days_in_words(found.go_live)}{known}"
    cut_off = "cut-off date not known"
    if found.cut_off is not None:
        cut_off = f"cut-off {days_in_words(found.cut_off)} (by rule)"
    return f"{named} ({go_live}; {cut_off}): decided {plainly(found.decided_by)} at the earliest"
