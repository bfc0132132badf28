"""Phrases of the date language answered in a register: a date, a count, a phrase read backwards."""

from __future__ import annotations

from datetime import date

from sectool.calendar.pattern import WeekdayOfMonth
from sectool.calendar.workdays import OutOfCalendar
from sectool.datelang.conventions import CONVENTIONS, DAYS_OVER
from sectool.datelang.counting import Amount, Tally, holidays_left_out, pairs_of, tallies
from sectool.datelang.evaluate import (
    Context,
    DateStep,
    Givers,
    Reached,
    Window,
    evaluate,
    givers_of,
)
from sectool.datelang.nodes import (
    Anchor,
    Choice,
    Given,
    Named,
    Open,
    anchors_of,
    bodies_counted,
    bodies_of,
)
from sectool.datelang.parser import (
    PhraseError,
    looks_like_a_count,
    parse_backwards,
    parse_count,
    parse_phrase,
)
from sectool.datelang.vocabulary import LETTER
from sectool.diagnostic import suggestion
from sectool.queries.register_as_known import RegisterAsKnown
from sectool.schedule import Schedule, schedule_release
from sectool.values import dataclass

__all__ = [
    "CONVENTIONS",
    "DAYS_OVER",
    "Amount",
    "DateStep",
    "Givers",
    "NoReleaseNamed",
    "NothingToLookFor",
    "OutOfCalendar",
    "PhraseError",
    "Phrases",
    "Reached",
    "ReadBackwards",
    "Tally",
    "TimeBetween",
    "Window",
    "looks_like_a_count",
    "phrases_of",
]


class NoReleaseNamed(PhraseError):
    """A phrase rests on a milestone, and it is not known of which release; `releases` have some."""

    def __init__(self, anchor: Named, releases: list[str]) -> None:
        super().__init__(f"{anchor.id!r} is a milestone, and no release is named", *anchor.words)
        self.releases = releases


class NothingToLookFor(PhraseError):
    """A phrase to be read backwards rests on a date, so no day is open."""

    def __init__(self, words: tuple[int, int]) -> None:
        super().__init__("expected X, found a date", *words, "write X in its place, or a milestone")


@dataclass(frozen=True)
class TimeBetween:
    """How long it is between two days, by every convention; `tally` is the one that was named."""

    start: Reached
    end: Reached
    tallies: tuple[Tally, ...]
    tally: Tally
    left_out: tuple[tuple[date, str], ...]
    runs_backwards: bool

    @property
    def rests_on_proposal(self) -> bool:
        return self.start.rests_on_proposal or self.end.rests_on_proposal


@dataclass(frozen=True)
class ReadBackwards:
    """For which days of its anchor a phrase gives a day."""

    anchor: str
    givers: Givers
    rests_on_proposal: bool


@dataclass(frozen=True)
class Phrases:
    """What phrases mean in a register and, where they name milestones, in one release.

    Each answer raises PhraseError, with the words at fault, or OutOfCalendar.
    """

    known: RegisterAsKnown
    schedule: Schedule | None = None

    def day(self, text: str) -> Reached:
        """The day of a phrase, or the window of days, with the steps that lead there."""
        phrase = parse_phrase(text)
        if isinstance(phrase, Open):
            better = "it says that a date is not known yet; write a date, a milestone or a phrase"
            raise PhraseError("'tba' leaves the day open", *phrase.words, better)
        self._check_names(phrase)
        return evaluate(phrase, self._context)

    def time_between(self, text: str) -> TimeBetween:
        """How long it is between two dates: `working days from A to B`."""
        count = parse_count(text)
        for phrase in (count.start, count.end):
            self._check_names(phrase)
        start, end = (evaluate(phrase, self._context) for phrase in (count.start, count.end))
        pairs = pairs_of(count, start.window, end.window, self._context)
        found = tallies(pairs, self.known.working)
        tally = next(one for one in found if one.name == count.counted)
        left_out: tuple[tuple[date, str], ...] = ()
        first, last = start.window.day, end.window.day
        if first and last:
            left_out = tuple(holidays_left_out(first, last, tally.name, self.known.working))
        back = any(last < first for first, last in pairs)
        return TimeBetween(start, end, tuple(found), tally, left_out, back)

    def backwards(self, text: str, day: date) -> ReadBackwards:
        """For which days of its anchor, a milestone or the letter X, a phrase gives a day."""
        phrase = parse_backwards(text)
        anchor = _open_anchor(phrase)
        if self.schedule is not None and anchor.id != LETTER:
            self._check_anchor(anchor)
        self._check_bodies(phrase)
        found = givers_of(phrase, day, self._context)
        proposal = False
        if found.earliest is not None:
            pinned = self._context.with_anchor_on(found.earliest)
            proposal = evaluate(phrase, pinned).rests_on_proposal
        return ReadBackwards(anchor.id, found, proposal)

    def why_not_working(self, day: date) -> str | None:
        """`a Saturday`, or the name of the holiday; None for a Working Day, or one not known of."""
        working = self.known.working
        if not working.first <= day <= working.last or working.is_working_day(day):
            return None
        return working.why_not_working(day)

    @property
    def _context(self) -> Context:
        return Context(self.known.working, self.known.calendars.meetings, self._window_of)

    def _window_of(self, anchor: Named) -> Window:
        window = self.schedule.milestones[anchor.id].window if self.schedule else None
        if window is None:
            raise PhraseError(f"{anchor.id!r} has no date yet", *anchor.words)
        return window

    def _check_names(self, phrase: Anchor) -> None:
        for anchor in anchors_of(phrase):
            self._check_anchor(anchor)
        self._check_bodies(phrase)

    def _check_bodies(self, phrase: Anchor) -> None:
        calendars = self.known.calendars
        for body, words in bodies_of(phrase):
            if self.known.register.body_called(body) is None:
                near = calendars.body_meant(body)
                raise PhraseError(f"there is no body called {body!r}{near}", *words)
            if calendars.meetings(body) is None:
                raise PhraseError(f"no meetings of the {body} are known", *words)
        for body, words in bodies_counted(phrase):
            if self.known.register.body_called(body) is None:
                near = calendars.body_meant(body)
                raise PhraseError(f"there is no body called {body!r}{near}", *words)

    def _check_anchor(self, anchor: Named) -> None:
        if self.schedule is None:
            raise NoReleaseNamed(anchor, sorted(self.known.register.timelines))
        if anchor.id not in self.schedule.milestones:
            near = suggestion(anchor.id, list(self.schedule.milestones))
            raise PhraseError(f"there is no milestone {anchor.id!r}{near}", *anchor.words)


def phrases_of(known: RegisterAsKnown, release: str | None = None) -> Phrases:
    """What phrases mean, with the milestones of a release; NotFound where it has no timeline.

    As known on a day, its plan is that of the day, as the holidays and meetings are. Unavailable
    where nobody had heard of it by then.
    """
    if release is None:
        return Phrases(known)
    timeline = known.timeline(release, known.known_at)
    known.check_known(release, known.known_at)
    return Phrases(known, schedule_release(timeline, known.calendars))


def _open_anchor(phrase: Anchor) -> Named:
    """The one milestone (or X) of a phrase; a fault where it has none, or several."""
    named = list(anchors_of(phrase))
    if not named:
        raise NothingToLookFor(_last_words(phrase))
    other = next((one for one in named if one.id != named[0].id), None)
    if other is not None:
        message = f"{named[0].id!r} and {other.id!r} are both open, so no day of one follows"
        raise PhraseError(message, *other.words, "read each part backwards by itself")
    return named[0]


def _last_words(phrase: Anchor) -> tuple[int, int]:
    """The words of the date with which a phrase ends."""
    while not isinstance(phrase, Given | Named | WeekdayOfMonth):
        phrase = phrase.second if isinstance(phrase, Choice) else phrase.anchor
    return phrase.words
