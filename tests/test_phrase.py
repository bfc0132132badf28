"""The date language: every form, what is refused, and the words that say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sectool.calendar.pattern import ORDINALS, WeekdayOfMonth
from sectool.datelang.nodes import (
    Anchor,
    Bound,
    Choice,
    Count,
    Counted,
    CountedMeeting,
    Direction,
    Distance,
    Given,
    InSpan,
    Named,
    NearestMeeting,
    NearestWeekday,
    Open,
    Order,
    Phrase,
    Rule,
    Unit,
    WeekdayOfWeek,
    Which,
    anchors_of,
    bodies_of,
)
from sectool.datelang.parser import (
    PhraseError,
    looks_like_a_count,
    parse_backwards,
    parse_count,
    parse_deadline,
    parse_pattern,
    parse_phrase,
    parse_rule,
)
from sectool.datelang.phrases import MOST_STEPS
from sectool.datelang.words import phrase_in_words
from sectool.dates import MONTHS, WEEKDAYS, Month, NotADate, Week, parse_when

# A machine that is busy is no fault.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

NOWHERE = (0, 0)
TUESDAY, THURSDAY = 1, 3

GO_LIVE = Named("go-live", NOWHERE)


def counted(n: int, unit: Unit, direction: Direction, anchor: Anchor = GO_LIVE) -> Counted:
    return Counted(Distance(n, unit), direction, anchor)


def nearest(
    body: str, direction: Direction, lead: Distance | None = None, anchor: Anchor = GO_LIVE
) -> NearestMeeting:
    return NearestMeeting(body, NOWHERE, direction, lead, anchor)


def bare_distance(distance: Distance) -> Distance:
    return replace(distance, body_words=NOWHERE if distance.body else None)


def bare(phrase: Anchor) -> Anchor:
    """A phrase without the places of its words."""
    match phrase:
        case Given() | Named() | WeekdayOfMonth():
            return replace(phrase, words=NOWHERE)
        case NearestMeeting(at_least=Distance() as lead):
            lead = bare_distance(lead)
            return replace(phrase, body_words=NOWHERE, at_least=lead, anchor=bare(phrase.anchor))
        case NearestMeeting() | CountedMeeting():
            return replace(phrase, body_words=NOWHERE, anchor=bare(phrase.anchor))
        case Counted():
            return replace(
                phrase, distance=bare_distance(phrase.distance), anchor=bare(phrase.anchor)
            )
        case NearestWeekday() | WeekdayOfWeek():
            return replace(phrase, anchor=bare(phrase.anchor))
        case Choice(first=first, second=second):
            return replace(phrase, first=bare(first), second=bare(second), words=NOWHERE)


def bare_rule(rule: Rule) -> Rule:
    match rule:
        case Bound(phrase=Counted() as phrase):
            return replace(rule, phrase=replace(phrase, anchor=bare(phrase.anchor)))
        case Order():
            return replace(rule, anchor=bare(rule.anchor))
        case _:
            return rule


# Every form.

EVIDENCE = Named("evidence", NOWHERE)
WEEK_33 = Week(date(2020, 8, 10))
WEEK = Given(Week(date(2025, 3, 10)), NOWHERE)
NOVEMBER = WeekdayOfMonth("first", THURSDAY, Month(2022, 11), NOWHERE)

FORMS: list[tuple[str, Phrase]] = [
    ("2022-11-03", Given(date(2022, 11, 3), NOWHERE)),
    ("2022-08", Given(Month(2022, 8), NOWHERE)),
    ("go-live", GO_LIVE),
    ("opsg-1", Named("opsg-1", NOWHERE)),
    ("3 working days before go-live", counted(3, "working day", "before")),
    ("3 working days after go-live", counted(3, "working day", "after")),
    ("1 working day before go-live", counted(1, "working day", "before")),
    ("5 clear working days before go-live", counted(5, "clear working day", "before")),
    ("1 clear working day after go-live", counted(1, "clear working day", "after")),
    ("10 weekdays before go-live", counted(10, "weekday", "before")),
    ("30 days after go-live", counted(30, "day", "after")),
    ("2 weeks before go-live", counted(2, "week", "before")),
    ("6 months before go-live", counted(6, "month", "before")),
    ("99999 months after go-live", counted(99999, "month", "after")),
    ("last CSC meeting before go-live", nearest("CSC", "before")),
    ("first CSC meeting after go-live", nearest("CSC", "after")),
    (
        "last CSC meeting at least 10 working days before go-live",
        nearest("CSC", "before", Distance(10, "working day")),
    ),
    (
        "first TAG meeting at least 2 months after go-live",
        nearest("TAG", "after", Distance(2, "month")),
    ),
    ("2 OPSG meetings before go-live", CountedMeeting(2, "OPSG", NOWHERE, "before", GO_LIVE)),
    ("1 OPSG meeting after go-live", CountedMeeting(1, "OPSG", NOWHERE, "after", GO_LIVE)),
    ("first Thursday of November 2022", NOVEMBER),
    (
        "last Thursday of June 2023",
        WeekdayOfMonth("last", THURSDAY, Month(2023, 6), NOWHERE),
    ),
    (
        "fifth Tuesday of November 2021",
        WeekdayOfMonth("fifth", TUESDAY, Month(2021, 11), NOWHERE),
    ),
    (
        "5 working days before first Thursday of November 2022",
        counted(5, "working day", "before", NOVEMBER),
    ),
    (
        "first CSC meeting after 6 months before go-live",
        nearest("CSC", "after", anchor=counted(6, "month", "before")),
    ),
    (
        "5 working days before 2 OPSG meetings before last CSC meeting before 2022-08",
        counted(
            5,
            "working day",
            "before",
            CountedMeeting(
                2,
                "OPSG",
                NOWHERE,
                "before",
                nearest("CSC", "before", anchor=Given(Month(2022, 8), NOWHERE)),
            ),
        ),
    ),
]

FORMS += [
    ("3 years before go-live", counted(3, "year", "before")),
    ("1 year after go-live", counted(1, "year", "after")),
    (
        "5 DCC working days before go-live",
        Counted(Distance(5, "working day", "DCC", NOWHERE), "before", GO_LIVE),
    ),
    (
        "first CSC meeting at least 2 DCC clear working days after go-live",
        nearest("CSC", "after", Distance(2, "clear working day", "DCC", NOWHERE)),
    ),
    ("2025-W11", WEEK),
    (
        "5 working days before 2025-W11",
        counted(5, "working day", "before", WEEK),
    ),
    ("last Friday before go-live", NearestWeekday(4, "before", False, GO_LIVE)),
    ("first Thursday on or after go-live", NearestWeekday(THURSDAY, "after", True, GO_LIVE)),
    (
        "last CSC meeting on or before go-live",
        NearestMeeting("CSC", NOWHERE, "before", None, GO_LIVE, inclusive=True),
    ),
    ("Tuesday of the 3rd week after go-live", WeekdayOfWeek(TUESDAY, 3, "after", GO_LIVE)),
    ("Tuesday of the 21st week before go-live", WeekdayOfWeek(TUESDAY, 21, "before", GO_LIVE)),
    ("Friday of the week of go-live", WeekdayOfWeek(4, 0, "after", GO_LIVE)),
    ("later of go-live and evidence", Choice("later", GO_LIVE, EVIDENCE, NOWHERE)),
    (
        "5 working days after earlier of 2 weeks after evidence and 2022-11-03",
        counted(
            5,
            "working day",
            "after",
            Choice(
                "earlier",
                counted(2, "week", "after", EVIDENCE),
                Given(date(2022, 11, 3), NOWHERE),
                NOWHERE,
            ),
        ),
    ),
]

RULES: list[tuple[str, Rule]] = [
    (
        "at least 5 working days before go-live",
        Bound("at least", counted(5, "working day", "before")),
    ),
    ("at most 9 working days after go-live", Bound("at most", counted(9, "working day", "after"))),
    ("before go-live", Order("before", GO_LIVE)),
    ("after go-live", Order("after", GO_LIVE)),
    ("on or before go-live", Order("on or before", GO_LIVE)),
    ("on or after go-live", Order("on or after", GO_LIVE)),
    (
        "after first CSC meeting after go-live",
        Order("after", nearest("CSC", "after")),
    ),
]

# Written otherwise, meant the same; the second is how it is printed.
SAME = [
    ("5 working day before go-live", "5 working days before go-live"),
    ("1 working days before go-live", "1 working day before go-live"),
    ("05 working days before go-live", "5 working days before go-live"),
    ("2 OPSG meeting before go-live", "2 OPSG meetings before go-live"),
    ("5 Working Days BEFORE go-live", "5 working days before go-live"),
    ("FIRST thursday OF november 2022", "first Thursday of November 2022"),
    ("week of 2020-08-13", "2020-W33"),
    ("Week of 2020-08-10", "2020-W33"),
    ("tuesday of third week after go-live", "Tuesday of the 3rd week after go-live"),
    ("Friday of the week before go-live", "Friday of the 1st week before go-live"),
    ("Later OF go-live AND evidence", "later of go-live and evidence"),
    ("first Thursday of 2022-11", "first Thursday of November 2022"),
    ("  5   working\tdays\n before\u00a0go-live ", "5 working days before go-live"),
]


def parsed(text: str) -> Anchor:
    phrase = parse_phrase(text)
    assert not isinstance(phrase, Open)
    return phrase


@pytest.mark.parametrize(("text", "phrase"), FORMS)
def test_a_form_is_parsed_and_printed_as_it_was_written(text: str, phrase: Phrase) -> None:
    assert bare(parsed(text)) == phrase
    assert str(phrase) == text


@pytest.mark.parametrize(("text", "words"), [("tba", (0, 3)), (" TBA ", (1, 4))])
def test_tba_is_a_phrase_that_names_nothing(text: str, words: tuple[int, int]) -> None:
    phrase = parse_phrase(text)
    assert phrase == Open(words)
    assert str(phrase) == "tba"
    assert list(anchors_of(phrase)) == []
    assert list(bodies_of(phrase)) == []
    assert phrase_in_words(phrase, str) == "to be announced"


@pytest.mark.parametrize(
    ("text", "rule"),
    [*RULES, ("in 2022-07", InSpan(Month(2022, 7))), ("in 2020-W33", InSpan(WEEK_33))],
)
def test_a_rule_is_parsed_and_printed_as_it_was_written(text: str, rule: Rule) -> None:
    assert bare_rule(parse_rule(text)) == rule
    assert str(rule) == text


DEADLINES: list[tuple[str, Rule]] = [
    (
        "at least 5 working days before go-live",
        Bound("at least", counted(5, "working day", "before")),
    ),
    ("at most 9 working days after go-live", Bound("at most", counted(9, "working day", "after"))),
    ("at most 1 week before go-live", Bound("at most", counted(1, "week", "before"))),
    ("before go-live", Order("before", GO_LIVE)),
    ("on or before go-live", Order("on or before", GO_LIVE)),
    (
        "at least 5 days before earlier of go-live and evidence",
        Bound(
            "at least", counted(5, "day", "before", Choice("earlier", GO_LIVE, EVIDENCE, NOWHERE))
        ),
    ),
    # Only the first word says which way it goes.
    ("before first CSC meeting after go-live", Order("before", nearest("CSC", "after"))),
    (
        "at least 5 days before 2 weeks after go-live",
        Bound("at least", counted(5, "day", "before", counted(2, "week", "after"))),
    ),
]


@pytest.mark.parametrize(("text", "rule"), DEADLINES)
def test_a_deadline_is_parsed_like_a_rule(text: str, rule: Rule) -> None:
    assert bare_rule(parse_deadline(text)) == rule
    assert str(rule) == text


@pytest.mark.parametrize(("text", "printed"), SAME)
def test_small_freedoms_are_allowed(text: str, printed: str) -> None:
    assert str(parse_phrase(text)) == printed


def test_names_know_their_places() -> None:
    text = "last CSC meeting before 2 OPSG meetings before go-live"
    phrase = parse_phrase(text)
    assert [(a.id, text[slice(*a.words)]) for a in anchors_of(phrase)] == [("go-live", "go-live")]
    assert [(body, text[slice(*words)]) for body, words in bodies_of(phrase)] == [
        ("CSC", "CSC"),
        ("OPSG", "OPSG"),
    ]


# How long it is between two phrases.

DAY_ONE, DAY_TWO = Given(date(2021, 11, 30), NOWHERE), Given(date(2022, 11, 3), NOWHERE)

COUNTS: list[tuple[str, Count]] = [
    (
        "working days from 2021-11-30 to 2022-11-03",
        Count("working day", False, DAY_ONE, DAY_TWO),
    ),
    (
        "clear working days from 2021-11-30 to go-live",
        Count("clear working day", False, DAY_ONE, GO_LIVE),
    ),
    (
        "working days both ends from 2021-11-30 to go-live",
        Count("working day", True, DAY_ONE, GO_LIVE),
    ),
    ("weekdays from 2021-11-30 to go-live", Count("weekday", False, DAY_ONE, GO_LIVE)),
    ("weekdays both ends from 2021-11-30 to go-live", Count("weekday", True, DAY_ONE, GO_LIVE)),
    ("days from 2021-11-30 to go-live", Count("day", False, DAY_ONE, GO_LIVE)),
    ("days both ends from 2021-11-30 to go-live", Count("day", True, DAY_ONE, GO_LIVE)),
    ("weeks from 2021-11-30 to go-live", Count("week", False, DAY_ONE, GO_LIVE)),
    ("months from 2021-11-30 to go-live", Count("month", False, DAY_ONE, GO_LIVE)),
    (
        "weeks from first CSC meeting after go-live to 5 working days before first Thursday of "
        "November 2022",
        Count(
            "week",
            False,
            nearest("CSC", "after"),
            counted(5, "working day", "before", NOVEMBER),
        ),
    ),
    # Ids that are words of the language elsewhere.
    (
        "days from a to end",
        Count("day", False, Named("a", NOWHERE), Named("end", NOWHERE)),
    ),
    (
        "days from working to late",
        Count("day", False, Named("working", NOWHERE), Named("late", NOWHERE)),
    ),
]


def bare_count(count: Count) -> Count:
    return replace(count, start=bare(count.start), end=bare(count.end))


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_a_count_is_parsed_and_printed_as_it_was_written(text: str, count: Count) -> None:
    assert bare_count(parse_count(text)) == count
    assert str(count) == text
    assert looks_like_a_count(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Working Day FROM a TO b", "working days from a to b"),
        ("day Both Ends from 2022-08 to b", "days both ends from 2022-08 to b"),
    ],
)
def test_small_freedoms_are_allowed_in_counts(text: str, printed: str) -> None:
    assert str(parse_count(text)) == printed


@pytest.mark.parametrize(
    "text",
    [
        *("working days before go-live", "5 working days from go-live", "weeks after go-live"),
        *("between go-live and evidence", "from go-live to evidence", "days", "go-live", ""),
        *("first Thursday of November 2022", "no later than go-live to evidence"),
    ],
)
def test_other_phrases_do_not_look_like_counts(text: str) -> None:
    assert not looks_like_a_count(text)


# X may stand for the anchor of a phrase that is read backwards, and nowhere else.


@pytest.mark.parametrize("form", ["{}", "5 days before {}", "last CSC meeting before {}"])
def test_x_stands_for_the_anchor_of_a_phrase_read_backwards(form: str) -> None:
    text = form.format("X")
    (anchor,) = anchors_of(parse_backwards(text))
    assert (anchor.id, text[slice(*anchor.words)]) == ("X", "X")
    no_phrase = (
        "X",
        "'X' is neither a date nor the id of a milestone",
        "X is a placeholder for a milestone or a date",
    )
    assert told(parse_phrase, text) == no_phrase
    assert told(parse_count, f"days from {text} to go-live") == no_phrase
    assert told(parse_count, f"days from go-live to {text}") == no_phrase


# Any phrase.

IDS = st.from_regex(r"[a-z]{1,6}-[a-z0-9]{1,4}", fullmatch=True) | st.just("evidence")
BODIES = st.sampled_from(["CSC", "OPSG", "TAG", "Panel", "R&D.2"])
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
ANY_MONTH = st.builds(Month, st.integers(1, 9999), st.integers(1, 12))
UNITS: list[Unit] = ["working day", "clear working day", "weekday", "day", "week", "month"]
OF_A_BODY: list[Unit] = ["working day", "clear working day"]
NUMBERS = st.integers(1, 99999)
DISTANCES = st.builds(Distance, NUMBERS, st.sampled_from([*UNITS, "year"])) | st.builds(
    Distance, NUMBERS, st.sampled_from(OF_A_BODY), BODIES, st.just(NOWHERE)
)
WEEKS = st.builds(Week.of, st.dates(date(1, 1, 8), date(9999, 12, 19)))
DIRECTIONS: st.SearchStrategy[Direction] = st.sampled_from(["before", "after"])
WEEKDAYS_OF_MONTHS = st.builds(
    WeekdayOfMonth, st.sampled_from(ORDINALS), st.integers(0, 6), ANY_MONTH, st.just(NOWHERE)
).filter(lambda found: found.in_month() is not None)


def around(anchors: st.SearchStrategy[Anchor]) -> st.SearchStrategy[Anchor]:
    leads = st.none() | DISTANCES
    nowhere = st.just(NOWHERE)
    return (
        st.builds(Counted, DISTANCES, DIRECTIONS, anchors)
        | st.builds(NearestMeeting, BODIES, nowhere, DIRECTIONS, leads, anchors)
        | st.builds(NearestMeeting, BODIES, nowhere, DIRECTIONS, st.none(), anchors, st.just(True))
        | st.builds(CountedMeeting, st.integers(1, 99999), BODIES, nowhere, DIRECTIONS, anchors)
        | st.builds(NearestWeekday, st.integers(0, 6), DIRECTIONS, st.booleans(), anchors)
        | st.builds(WeekdayOfWeek, st.integers(0, 6), st.integers(1, 9999), DIRECTIONS, anchors)
        | st.builds(WeekdayOfWeek, st.integers(0, 6), st.just(0), st.just("after"), anchors)
    )


ANCHORS: st.SearchStrategy[Anchor] = (
    st.builds(Given, DAYS | ANY_MONTH | WEEKS, st.just(NOWHERE))
    | st.builds(Named, IDS, st.just(NOWHERE))
    | WEEKDAYS_OF_MONTHS
)
PHRASES = st.recursive(ANCHORS, around, max_leaves=6)


def choices(which: Which) -> st.SearchStrategy[Anchor]:
    parts = st.builds(Choice, st.just(which), PHRASES, PHRASES, st.just(NOWHERE))
    return parts | around(parts) | st.builds(Choice, st.just(which), parts, parts, st.just(NOWHERE))


@given(PHRASES | choices("later") | choices("earlier"))
def test_what_is_printed_is_read_as_the_same_phrase(phrase: Anchor) -> None:
    text = str(phrase)
    found = parsed(text)
    assert bare(found) == phrase
    assert bare(parse_backwards(text)) == phrase
    assert all(text[slice(*anchor.words)] == anchor.id for anchor in anchors_of(found))
    assert all(text[slice(*words)] == body for body, words in bodies_of(found))


ENDED: list[Unit] = ["working day", "weekday", "day"]
ANY_COUNT = st.builds(Count, st.sampled_from(UNITS), st.just(False), PHRASES, PHRASES) | st.builds(
    Count, st.sampled_from(ENDED), st.just(True), PHRASES, PHRASES
)


@given(ANY_COUNT)
def test_what_is_printed_of_a_count_is_read_as_the_same_count(count: Count) -> None:
    text = str(count)
    found = parse_count(text)
    assert bare_count(found) == count
    for phrase in (found.start, found.end):
        assert all(text[slice(*anchor.words)] == anchor.id for anchor in anchors_of(phrase))


WORDS = [
    *("from", "to", "both", "ends", "X", "tba", "weekdays"),
    *("first", "last", "fifth", "CSC", "meeting", "meetings", "before", "after", "at", "least"),
    *("most", "on", "or", "in", "of", "each", "month", "working", "clear", "days", "weeks"),
    *("2", "0", "99999", "2022-11-03", "2022-02-30", "2022-11", "9999-12", "0000-01", "November"),
    *("2022", "9999", "0000", "Thursday", "go-live", "the", "later", "and", ",", "(", "10wd"),
    *("every", "other", "except", "day", "working", "1", "10th", "32nd", "April", "2022-01-06"),
    *("week", "3rd", "earlier", "2025-W11", "2025-W53", "years", "Friday", "evidence", "DCC"),
    *("1st", "December", "six", "within", "no", "end", "²", "٣", "\u200b", "\ud800"),
]
TEXTS = st.text() | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


def parsed_or_refused(parse: Callable[[str], object], text: str) -> object:
    try:
        return parse(text)
    except PhraseError as error:
        return error


@pytest.mark.parametrize(
    "parse",
    [parse_phrase, parse_rule, parse_deadline, parse_pattern, parse_count, parse_backwards],
)
@given(text=TEXTS | st.builds("working days from {} to {}".format, TEXTS, TEXTS))
def test_any_text_is_parsed_or_refused_with_a_place(
    parse: Callable[[str], object], text: str
) -> None:
    found = parsed_or_refused(parse, text)
    if isinstance(found, PhraseError):
        assert 0 <= found.start < found.end <= max(1, len(text))
        assert found.message
        assert found.help != ""
    else:
        assert str(parse(str(found))) == str(found)


@given(TEXTS)
def test_any_text_does_or_does_not_look_like_a_count(text: str) -> None:
    assert looks_like_a_count(text) in (True, False)


def chain(length: int) -> str:
    return "1 day before " * (length - 1) + "go-live"


def test_a_phrase_leads_through_so_many_others_and_no_more() -> None:
    assert str(parse_phrase(chain(MOST_STEPS))) == chain(MOST_STEPS)
    for length in (MOST_STEPS + 1, 5000):
        with pytest.raises(PhraseError) as caught:
            parse_phrase(chain(length))
        error = caught.value
        assert (error.message, error.start) == (
            "this phrase leads through more than 50 others",
            len("1 day before " * MOST_STEPS),
        )


def test_each_end_of_a_count_leads_through_so_many_others() -> None:
    text = f"days from {chain(MOST_STEPS)} to {chain(MOST_STEPS)}"
    assert str(parse_count(text)) == text
    with pytest.raises(PhraseError, match="leads through more than 50 others"):
        parse_count(f"days from go-live to {chain(MOST_STEPS + 1)}")


# Mistakes: the words pointed at, what is said, and what to write instead.

Mistake = tuple[str, str, str, str | None]

DATES = "a date is written 2022-11-03, or 2022-11 for a month"
ANCHORS_ARE = f"{DATES}; an id has lower-case letters, digits and hyphens, such as go-live"
MONTHS_ARE = f"{DATES}, or 'first Thursday of November 2022'"
COUNTED_ARE = (
    "one of: working days, clear working days, weekdays, days, weeks, months, years; or "
    "meetings, as in '2 OPSG meetings before X'"
)
MEETINGS_ARE = (
    "write 'last CSC meeting before X', 'first CSC meeting after X' or '2 CSC meetings before X'"
)
ORDINALS_GO = (
    "'first' is used with a weekday ('first Thursday of November 2022') or a body ('last CSC "
    "meeting "
    "before go-live')"
)
RULES_START = "a rule starts with: at least, at most, before, after, on or before, on or after, in"
TWO_RULES = "write two rules instead: '- after A' and '- after B'"
FOR_WHEN = "'{} of' is for 'when' and 'due' alone"
A_CHOICE = "write 'later of X and Y' or 'earlier of X and Y'"
ALONE = "'tba' is used alone, as in 'when: tba': nothing can be counted from it"
UNDER_RULES = "put it under 'rules:' or 'due:'; to see a day, write '5 working days before X'"

MISTAKES: list[Mistake] = [
    ("10 working days", "days", "the phrase ends where 'before' or 'after' should follow", None),
    ("5 working", "working", "the phrase ends where 'days' should follow", None),
    (
        "5",
        "5",
        "the phrase ends where what is counted, such as 'working days', should follow",
        None,
    ),
    (
        "first",
        "first",
        "the phrase ends where a weekday or the short name of a body should follow",
        None,
    ),
    ("first CSC", "CSC", "the phrase ends where 'meeting' should follow", None),
    (
        "first Thursday",
        "Thursday",
        "the phrase ends where 'before', 'after' or 'of November 2022' should follow",
        None,
    ),
    (
        "first Thursday of November",
        "November",
        "the phrase ends where a year, such as 2022, should follow",
        None,
    ),
    (
        "5 working days before",
        "before",
        "the phrase ends where a date, a milestone or a phrase should follow",
        None,
    ),
    ("last CSC meeting at least", "least", "the phrase ends where a number should follow", None),
    ("10wd before go-live", "10wd", "'10wd' is shorthand", "write '10 working days'"),
    ("10wd", "10wd", "'10wd' is shorthand", "write '10 working days'"),
    ("2w before go-live", "2w", "'2w' is shorthand", "write '2 weeks'"),
    ("5 wd before go-live", "wd", "'wd' is shorthand", "write 'working days'"),
    (
        "5 business days before go-live",
        "business",
        "the Code has no business days",
        "write 'working days'",
    ),
    (
        "business days before go-live",
        "business",
        "how many is not said",
        "write the number first: '5 working days before X'",
    ),
    (
        "working days before go-live",
        "working",
        "how many is not said",
        "write the number first: '5 working days before X'",
    ),
    (
        "weeks after go-live",
        "weeks",
        "how many is not said",
        "write the number first: '5 weeks before X'",
    ),
    (
        "clear working days before go-live",
        "clear",
        "how many is not said",
        "write the number first: '5 clear working days before X'",
    ),
    ("five working days before go-live", "five", "'five' is written in letters", "write 5"),
    (
        "fifteen CSC meetings before go-live",
        "fifteen",
        "'fifteen' is written in letters",
        "write 15",
    ),
    ("a week before go-live", "a", "'a' is not a number", "write 1"),
    (
        "within 5 days",
        "within",
        "'within' leaves the day open",
        "write 'at most 5 working days before X' in rules",
    ),
    (
        "about 2022-08",
        "about",
        "'about' leaves the day open",
        "write the number that counts, or a month such as 2022-08",
    ),
    ("by 2022-08", "by", "'by' leaves the day open", "write 'on or before X' in rules"),
    (
        "between go-live and evidence",
        "between",
        "'between' leaves the day open",
        "write two rules instead: '- after A' and '- before B'",
    ),
    (
        "no later than go-live",
        "no",
        "'no' leaves the day open",
        "write 'on or before X' or 'on or after X' in rules",
    ),
    (
        "end of November 2022",
        "end",
        "'end' leaves the day open",
        "write a month such as 2022-08, or the day",
    ),
    ("5 working days from go-live", "from", "'from' is not in the language", "write 'after'"),
    ("5 days prior to go-live", "prior", "'prior' is not in the language", "write 'before'"),
    (
        "5 days following go-live",
        "following",
        "'following' is not in the language",
        "write 'after'",
    ),
    ("5 days of go-live", "of", "'of' is not allowed here", "expected 'before' or 'after'"),
    (
        "0 working days before go-live",
        "0",
        "0 counts nothing: the day counted from is day 0",
        "name that day",
    ),
    (
        "0 CSC meetings before go-live",
        "0",
        "0 counts nothing: the day counted from is day 0",
        "name that day",
    ),
    (
        "100000 days before go-live",
        "100000",
        "'100000' is more than can be counted",
        "99999 is the most",
    ),
    (
        "5.5 days before go-live",
        "5.5",
        "'5.5' is not a number",
        "write a whole number in digits, such as 5",
    ),
    (
        "-5 days after go-live",
        "-5",
        "'-5' is neither a date nor the id of a milestone",
        "write the number without a sign: 'before' and 'after' say which way",
    ),
    (
        "+5 days after go-live",
        "+5",
        "'+5' is neither a date nor the id of a milestone",
        "write the number without a sign: 'before' and 'after' say which way",
    ),
    (
        "5 workdays before go-live",
        "workdays",
        "'workdays' is nothing that can be counted",
        "did you mean 'working days'?",
    ),
    ("5 hours before go-live", "hours", "'hours' is nothing that can be counted", COUNTED_ARE),
    ("3y before go-live", "3y", "'3y' is shorthand", "write '3 years'"),
    (
        "5 clear days before go-live",
        "days",
        "'days' cannot follow 'clear'",
        "write 'clear working days'",
    ),
    (
        "5 calendar days before go-live",
        "calendar",
        "'calendar' is not needed",
        "write '5 days' for calendar days",
    ),
    (
        "5 working weeks before go-live",
        "weeks",
        "'weeks' cannot follow 'working'",
        "write 'working days'",
    ),
    ("2 CSC before go-live", "CSC", "'CSC' is nothing that can be counted", COUNTED_ARE),
    (
        "５ working days before go-live",
        "５",
        "'５' is not a number",
        "write a whole number in digits, such as 5",
    ),
    (
        "² days before go-live",
        "²",
        "'²' is not a number",
        "write a whole number in digits, such as 5",
    ),
    (
        "5 wórking days before go-live",
        "wórking",
        "'wórking' is nothing that can be counted",
        "did you mean 'working days'?",
    ),
    ("5 days, before go-live", ",", "',' is not allowed here", "expected 'before' or 'after'"),
    (
        "(5 days before go-live)",
        "(",
        "'(' is neither a date nor the id of a milestone",
        ANCHORS_ARE,
    ),
    (
        "last CSC before go-live",
        "before",
        "'before' cannot follow 'CSC'",
        "write 'CSC meeting' for a body, or a weekday with 'of November 2022'",
    ),
    ("CSC meeting before go-live", "CSC", "which CSC meeting is not said", MEETINGS_ARE),
    (
        "last CSC meeting after go-live",
        "after",
        "'last CSC meeting after' has no end to count from",
        MEETINGS_ARE,
    ),
    (
        "first CSC meeting before go-live",
        "before",
        "'first CSC meeting before' has no end to count from",
        MEETINGS_ARE,
    ),
    (
        "third CSC meeting before go-live",
        "third",
        "'third' cannot be used with a meeting",
        MEETINGS_ARE,
    ),
    ("5 days before 2022", "2022", "'2022' is neither a date nor a distance", DATES),
    (
        "firts CSC meeting after go-live",
        "firts",
        "'firts' does not say which",
        "one of: first, second, third, fourth, fifth, last",
    ),
    (
        "last CSC meeting at most 5 days before go-live",
        "most",
        "'most' is not allowed here",
        "write 'at least'",
    ),
    (
        "last CSC meeting 5 days before go-live",
        "5",
        "'5' is not allowed here",
        "write 'at least' before it",
    ),
    (
        "last CSC meeting by go-live",
        "by",
        "'by' is not allowed here",
        "expected 'before' or 'after'",
    ),
    (
        "last CSC meetings before go-live",
        "meetings",
        "one meeting is meant here",
        "write 'meeting'",
    ),
    (
        "first meeting of CSC after go-live",
        "meeting",
        "'meeting' cannot follow 'first'",
        ORDINALS_GO,
    ),
    (
        "next CSC meeting after go-live",
        "next",
        "'next' is not in the language",
        "write 'first CSC meeting after X'",
    ),
    (
        "previous CSC meeting",
        "previous",
        "'previous' is not in the language",
        "write 'last CSC meeting before X'",
    ),
    (
        "first Thursday November 2022",
        "November",
        "'November' is not allowed here",
        "write 'first Thursday of November 2022'",
    ),
    ("1st Thursday of November 2022", "1st", "'1st' is written in digits", "write 'first'"),
    (
        "6th Thursday of November 2022",
        "6th",
        "'6th' is written in digits",
        "one of: first, second, third, fourth, fifth, last",
    ),
    (
        "thrid Tuesday of each month",
        "thrid",
        "'thrid' does not say which",
        "one of: first, second, third, fourth, fifth, last",
    ),
    (
        "third Tuesday of each month",
        "each",
        "'of each month' is for a pattern; a date needs one month",
        "write 'third Tuesday of November 2022'",
    ),
    (
        "sixth Tuesday of November 2022",
        "sixth",
        "'sixth' does not say which",
        "one of: first, second, third, fourth, fifth, last",
    ),
    (
        "fifth Thursday of November 2022",
        "fifth",
        "November 2022 has no fifth Thursday",
        "write 'last Thursday' if that is meant",
    ),
    (
        "first Thrusday of November 2022",
        "Thrusday",
        "'Thrusday' is not a weekday",
        "did you mean 'Thursday'?",
    ),
    ("first Thu of November 2022", "Thu", "'Thu' is not a weekday", "did you mean 'Thursday'?"),
    (
        "first Thursday of Novmeber 2022",
        "Novmeber",
        "'Novmeber' is not a month",
        "did you mean 'November'?",
    ),
    ("first Thursday of Smarch 2022", "Smarch", "'Smarch' is not a month", "did you mean 'March'?"),
    (
        "first Thursday of November 22",
        "22",
        "'22' is not a year",
        "write four digits, such as 2022",
    ),
    ("first Thursday of November 0000", "0000", "there is no year 0", "write it as 2022"),
    (
        "first Thursday of 2022-11-03",
        "2022-11-03",
        "'2022-11-03' is a day; expected a month",
        "write 2022-11",
    ),
    (
        "first working day of November 2022",
        "working",
        "'working' cannot follow 'first'",
        "count from outside the month: '1 working day before 2022-12-01' is the last of November "
        "2022, '1 working day after 2022-10-31' its first",
    ),
    (
        "last working day before go-live",
        "working",
        "'working' cannot follow 'last'",
        "write '1 working day before X'",
    ),
    (
        "third Tuesday in October 2022",
        "in",
        "'in' is not allowed here",
        "write 'third Tuesday of October 2022'",
    ),
    (
        "5 working days before 3rd Nov 2022",
        "3rd Nov 2022",
        "a date is written in digits, the year first",
        "write 2022-11-03",
    ),
    ("the later of go-live and evidence", "the", "'the' is not needed", "leave it out"),
    (
        "latest of go-live and evidence",
        "latest",
        "'latest' is not in the language",
        "write 'later of X and Y'",
    ),
    ("go-live and evidence", "and", "a phrase has one anchor", A_CHOICE),
    ("go-live or evidence", "or", "a phrase has one anchor", A_CHOICE),
    (
        "later of go-live or evidence",
        "or",
        "'or' is not allowed here",
        "write 'later of X and Y'",
    ),
    (
        "earlier of go-live, evidence and tests",
        ",",
        "',' is not allowed here",
        "write 'earlier of X and Y', and for three days 'earlier of X and earlier of Y and Z'",
    ),
    (
        "later of go-live",
        "go-live",
        "the phrase ends where 'and' should follow",
        "write 'later of X and Y'",
    ),
    (
        "later of go-live and earlier of evidence and tests",
        "earlier",
        "'later of' and 'earlier of' in one phrase can be read in two ways",
        "give it a milestone of its own: 'when: earlier of X and Y'",
    ),
    # Weekdays and weeks.
    (
        "Friday before go-live",
        "Friday",
        "which Friday is not said",
        "write 'last Friday before go-live'",
    ),
    (
        "first Friday before go-live",
        "before",
        "'first Friday before' has no end to count from",
        "write 'last Friday before X' or 'first Friday after X'",
    ),
    (
        "second Friday after go-live",
        "second",
        "'second' cannot be used with 'after'",
        "write '1 week after first Friday after X'",
    ),
    (
        "last Friday at least 10 working days before go-live",
        "at",
        "'at least' cannot follow 'Friday'",
        "write 'last Friday on or before 10 working days before X'",
    ),
    (
        "Tuesday of week 6",
        "week",
        "which week is not said",
        "count from a milestone in the first week: write 'Tuesday of the 5th week after X'",
    ),
    (
        "Tuesday of the 3 week after go-live",
        "3",
        "'3' does not say which week",
        "write '3rd'",
    ),
    ("Tuesday of the 3th week after go-live", "3th", "'3th' is misspelt", "write '3rd'"),
    (
        "week of go-live",
        "week of go-live",
        "the week of 'go-live' is not one day, and so no date",
        "write one of its days: 'Friday of the week of go-live'",
    ),
    (
        "week commencing 2020-08-10",
        "week",
        "which week is not said",
        "write 'week of 2020-08-10', or its number, such as 2020-W33",
    ),
    (
        "week of 2020-08",
        "2020-08",
        "'2020-08' is not a day written as YYYY-MM-DD, such as 2022-11-03",
        None,
    ),
    (
        "2025-W53",
        "2025-W53",
        "'2025-W53' is not a week: the weeks of 2025 run from 01 to 52",
        None,
    ),
    (
        "X and Y",
        "X",
        "'X' is neither a date nor the id of a milestone",
        "X is a placeholder for a milestone or a date",
    ),
    (
        "5 days before B",
        "B",
        "'B' is neither a date nor the id of a milestone",
        "B is a placeholder for a milestone or a date",
    ),
    (
        "5 days before C",
        "C",
        "'C' is neither a date nor the id of a milestone",
        "an id has lower-case letters, digits and hyphens: 'c'",
    ),
    ("5 days before tba", "tba", "'tba' leaves the day open", ALONE),
    ("last CSC meeting before TBA", "TBA", "'tba' leaves the day open", ALONE),
    ("tba, after go-live", "tba", "'tba' leaves the day open", ALONE),
    ("5 days before the go-live", "the", "'the' is not needed", "leave it out"),
    (
        "at least 5 working days before go-live",
        "at",
        "'at' starts a rule; expected a date",
        UNDER_RULES,
    ),
    ("before go-live", "before", "'before' starts a rule; expected a date", UNDER_RULES),
    ("in 2022-07", "in", "'in' starts a rule; expected a date", UNDER_RULES),
    ("on 2022-11-03", "on", "'on' starts a rule; expected a date", UNDER_RULES),
    ("2022-02-30", "2022-02-30", "'2022-02-30' is not a day: February 2022 has 28 days", None),
    ("2022-13", "2022-13", "'2022-13' is not a month: months run from 01 to 12", None),
    ("2022", "2022", "'2022' is neither a date nor a distance", DATES),
    (
        "3 November 2022",
        "3 November 2022",
        "a date is written in digits, the year first",
        "write 2022-11-03",
    ),
    (
        "November 2022",
        "November 2022",
        "a date is written in digits, the year first",
        "write 2022-11",
    ),
    ("2022/11/03", "2022/11/03", "'2022/11/03' is not written as dates are", DATES),
    ("3.11.2022", "3.11.2022", "'3.11.2022' is not written as dates are", DATES),
    ("11/2022", "11/2022", "'11/2022' is not written as dates are", DATES),
    ("2022-1-5", "2022-1-5", "'2022-1-5' is not written as dates are", DATES),
    ("20221103", "20221103", "'20221103' is not written as dates are", DATES),
    (
        "2022-11-03T17:00",
        "2022-11-03T17:00",
        "'2022-11-03T17:00' is not written as dates are",
        DATES,
    ),
    ("2022-11-03 17:00", "17:00", "the phrase is complete before '17:00'", "remove the rest"),
    ("Thursday", "Thursday", "'Thursday' is neither a date nor the id of a milestone", MONTHS_ARE),
    (
        "GO-LIVE",
        "GO-LIVE",
        "'GO-LIVE' is neither a date nor the id of a milestone",
        "an id has lower-case letters, digits and hyphens: 'go-live'",
    ),
    (
        "go–live",
        "go–live",
        "'go–live' is neither a date nor the id of a milestone",
        "an id has lower-case letters, digits and hyphens: 'go-live'",
    ),
    (
        "go_live",
        "go_live",
        "'go_live' is neither a date nor the id of a milestone",
        "an id has lower-case letters, digits and hyphens: 'go-live'",
    ),
    (
        "go\u200b-live",
        "go\u200b-live",
        "'go\\u200b-live' is neither a date nor the id of a milestone",
        ANCHORS_ARE,
    ),
    (
        "5 working days before go live",
        "live",
        "the phrase is complete before 'live'",
        "write an id as one word, such as 'go-live', or remove the rest",
    ),
    (
        "go-live + 5 days",
        "+ 5 days",
        "the phrase is complete before '+'",
        "a distance goes first: '5 working days before go-live'",
    ),
    (
        "go-live - 5 working days",
        "- 5 working days",
        "the phrase is complete before '-'",
        "a distance goes first: '5 working days before go-live'",
    ),
    (
        "5 working days before go-live, please",
        ", please",
        "the phrase is complete before ','",
        "remove the rest",
    ),
    ("go-live!", "go-live!", "'go-live!' is neither a date nor the id of a milestone", ANCHORS_ARE),
    ("🚀", "🚀", "'🚀' is neither a date nor the id of a milestone", ANCHORS_ARE),
]
MISTAKES_IN_RULES: list[Mistake] = [
    ("5 working days before go-live", "5", "'5' does not start a rule", RULES_START),
    ("go-live", "go-live", "'go-live' does not start a rule", RULES_START),
    ("2022-07", "2022-07", "'2022-07' does not start a rule", RULES_START),
    (
        "on go-live",
        "go-live",
        "'go-live' is not allowed here",
        "write 'on or before X' or 'on or after X'",
    ),
    ("on or in 2022-07", "in", "'in' is not allowed here", "expected 'before' or 'after'"),
    ("at 5 days before go-live", "5", "'5' cannot follow 'at'", "write 'at least' or 'at most'"),
    (
        "at least 5 working days",
        "days",
        "the phrase ends where 'before' or 'after' should follow",
        None,
    ),
    ("at latest go-live", "latest", "'latest' cannot follow 'at'", "write 'at least' or 'at most'"),
    (
        "in July 2022",
        "July",
        "'July' is not a date: write a day as 2022-11-03 or, if no more is known, a month as "
        "2022-08",
        None,
    ),
    (
        "in 2022-07-01",
        "2022-07-01",
        "'2022-07-01' is a day; expected a month",
        "write 2022-07",
    ),
    ("in", "in", "the phrase ends where a month, such as 2022-07, should follow", None),
    (
        "not before go-live",
        "not",
        "'not' leaves the day open",
        "write 'on or before X' or 'on or after X' in rules",
    ),
    ("after go-live and evidence", "and", "a phrase has one anchor", TWO_RULES),
    ("after later of go-live and evidence", "later", FOR_WHEN.format("later"), TWO_RULES),
    (
        "on or before later of go-live and evidence",
        "later",
        FOR_WHEN.format("later"),
        "give it a milestone of its own: 'when: later of X and Y'",
    ),
    (
        "before earlier of go-live and evidence",
        "earlier",
        FOR_WHEN.format("earlier"),
        "write two rules instead: '- before A' and '- before B'",
    ),
    ("tba", "tba", "'tba' leaves the day open", ALONE),
    ("on or before tba", "tba", "'tba' leaves the day open", ALONE),
    ("at most 5 days after tba", "tba", "'tba' leaves the day open", ALONE),
    (
        "within 5 working days after go-live",
        "within",
        "'within' leaves the day open",
        "write 'at most 5 working days before X' in rules",
    ),
]
ONLY_A_FIRST = "a deadline names a last day, and this names only a first"
MOST_AFTER = "write 'at most {} after X' or 'on or before X', or put it under 'rules:'"
MISTAKES_IN_DEADLINES: list[Mistake] = [
    ("in 2022-07", "in", "a deadline names a last day", "put 'in 2022-07' under 'rules:'"),
    ("2022-07-29", "2022-07-29", "'2022-07-29' does not start a rule", RULES_START),
    ("at most five working days after go-live", "five", "'five' is written in letters", "write 5"),
    ("tba", "tba", "'tba' leaves the day open", ALONE),
    ("before tba", "tba", "'tba' leaves the day open", ALONE),
    ("after go-live", "after", ONLY_A_FIRST, MOST_AFTER.format("5 working days")),
    ("after", "after", ONLY_A_FIRST, MOST_AFTER.format("5 working days")),
    ("on or after go-live", "after", ONLY_A_FIRST, MOST_AFTER.format("5 working days")),
    (
        "at least 10 clear working days after first CSC meeting after go-live",
        "after",
        ONLY_A_FIRST,
        MOST_AFTER.format("10 clear working days"),
    ),
    ("at least 1 week after go-live", "after", ONLY_A_FIRST, MOST_AFTER.format("1 week")),
]
FROM_A_TO_B = "write 'working days from A to B'"
MISTAKES_IN_COUNTS: list[Mistake] = [
    (
        "business days from a to b",
        "business",
        "the Code has no business days",
        "write 'working days'",
    ),
    (
        "calendar days from a to b",
        "calendar",
        "'calendar' is not needed",
        "write 'days' for calendar days",
    ),
    (
        "years from a to b",
        "years",
        "years are not counted between two dates",
        "write 'months'",
    ),
    (
        "workdays from a to b",
        "workdays",
        "'workdays' is nothing that can be counted",
        "did you mean 'working days'?",
    ),
    (
        "hours from a to b",
        "hours",
        "'hours' is nothing that can be counted",
        "one of: working days, clear working days, weekdays, days, weeks, months",
    ),
    ("wd from a to b", "wd", "'wd' is shorthand", "write 'working days'"),
    (
        "working weeks from a to b",
        "weeks",
        "'weeks' cannot follow 'working'",
        "write 'working days'",
    ),
    (
        "clear days from a to b",
        "days",
        "'days' cannot follow 'clear'",
        "write 'clear working days'",
    ),
    ("working days between a and b", "between", "'between' is not allowed here", FROM_A_TO_B),
    ("working days to b", "to", "'to' is not allowed here", FROM_A_TO_B),
    ("working days from a and b", "and", "'and' is not allowed here", FROM_A_TO_B),
    ("working days from a until b", "until", "'until' is not allowed here", FROM_A_TO_B),
    (
        "working days from 2022-11-03",
        "2022-11-03",
        "the phrase ends where 'to' should follow",
        FROM_A_TO_B,
    ),
    ("working days", "days", "the phrase ends where 'from' should follow", None),
    (
        "days from a to",
        "to",
        "the phrase ends where a date, a milestone or a phrase should follow",
        None,
    ),
    (
        "days from a to b and c",
        "and",
        "a count goes from one day to one other",
        "count the rest by itself",
    ),
    (
        "days from to b",
        "to",
        "'to' is not allowed here",
        "a date, a milestone or a phrase goes between 'from' and 'to'",
    ),
    (
        "working days inclusive from a to b",
        "inclusive",
        "'inclusive' is not allowed here",
        "write 'working days both ends from A to B'",
    ),
    (
        "working days from a to b inclusive",
        "inclusive",
        "'inclusive' is not allowed here",
        "'both ends' goes before 'from': 'working days both ends from A to B'",
    ),
    ("weeks from a to b both ends", "both", "'both' is not allowed here", "leave it out"),
    ("days both from a to b", "from", "'from' is not allowed here", "write 'both ends'"),
    (
        "clear working days both ends from a to b",
        "both",
        "'both ends' cannot be used with 'clear working days': clear days leave both ends out",
        "it is used with working days, weekdays and days",
    ),
    (
        "weeks both ends from a to b",
        "both",
        "'both ends' cannot be used with 'weeks'",
        "it is used with working days, weekdays and days",
    ),
    ("days from a to tba", "tba", "'tba' leaves the day open", ALONE),
    ("days from tba to a", "tba", "'tba' leaves the day open", ALONE),
    (
        "days from A to b",
        "A",
        "'A' is neither a date nor the id of a milestone",
        "A is a placeholder for a milestone or a date",
    ),
    (
        "days from 3 November 2022 to a",
        "3 November 2022",
        "a date is written in digits, the year first",
        "write 2022-11-03",
    ),
    (
        "days from 2022-02-30 to a",
        "2022-02-30",
        "'2022-02-30' is not a day: February 2022 has 28 days",
        None,
    ),
]


def told(parse: Callable[[str], object], text: str) -> tuple[str, str, str | None]:
    with pytest.raises(PhraseError) as caught:
        parse(text)
    error = caught.value
    return text[error.start : error.end], error.message, error.help


@pytest.mark.parametrize(("text", "at", "message", "help_"), MISTAKES)
def test_a_mistake_is_told(text: str, at: str, message: str, help_: str | None) -> None:
    assert told(parse_phrase, text) == (at, message, help_)


@pytest.mark.parametrize(("text", "at", "message", "help_"), MISTAKES_IN_RULES)
def test_a_mistake_in_a_rule_is_told(text: str, at: str, message: str, help_: str | None) -> None:
    assert told(parse_rule, text) == (at, message, help_)


@pytest.mark.parametrize(("text", "at", "message", "help_"), MISTAKES_IN_DEADLINES)
def test_a_mistake_in_a_deadline_is_told(
    text: str, at: str, message: str, help_: str | None
) -> None:
    assert told(parse_deadline, text) == (at, message, help_)


@pytest.mark.parametrize(("text", "at", "message", "help_"), MISTAKES_IN_COUNTS)
def test_a_mistake_in_a_count_is_told(text: str, at: str, message: str, help_: str | None) -> None:
    assert told(parse_count, text) == (at, message, help_)


@pytest.mark.parametrize("text", ["", " ", " \t\n "])
def test_an_empty_phrase_is_told_at_its_start(text: str) -> None:
    with pytest.raises(PhraseError) as caught:
        parse_phrase(text)
    error = caught.value
    assert (error.message, error.start, error.end) == (
        "expected a date, a milestone or a phrase, found nothing",
        0,
        1,
    )


# Dates as they are written.


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2022-02-29", "'2022-02-29' is not a day: February 2022 has 28 days"),
        ("9999-12-32", "'9999-12-32' is not a day: December 9999 has 31 days"),
        ("2022-00-01", "'2022-00-01' is not a day: there is no month 0"),
        ("0000-01-01", "'0000-01-01' is not a day: there is no year 0"),
        ("2022-13", "'2022-13' is not a month: months run from 01 to 12"),
        ("0000-01", "'0000-01' is not a month: there is no year 0"),
        (
            "3.11.2022",
            "'3.11.2022' is not a date: write a day as 2022-11-03 or, if no more is known, a "
            "month as 2022-08",
        ),
    ],
)
def test_what_is_no_date_is_told(text: str, message: str) -> None:
    with pytest.raises(NotADate) as caught:
        parse_when(text)
    assert str(caught.value) == message


@given(ANY_MONTH)
def test_a_month_runs_from_its_first_day_to_its_last(month: Month) -> None:
    assert parse_when(str(month)) == month
    assert (month.first.year, month.first.month, month.first.day) == (month.year, month.month, 1)
    assert month.last in month
    tomorrow = month.last.toordinal() + 1
    assert tomorrow > date.max.toordinal() or date.fromordinal(tomorrow).day == 1


@given(DAYS)
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_when(day.isoformat()) == day


def test_names_of_days_and_months_are_complete() -> None:
    assert (len(MONTHS), len(WEEKDAYS)) == (12, 7)
