"""People's words are held to facts: true ones raise nothing, each fault is told at its place."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from sectool.check.run import check_register, schedules_of
from sectool.dates import MONTHS, WEEKDAYS
from sectool.diagnostic import Finding, Span
from sectool.load import load_register
from sectool.model.elements import Element
from sectool.model.id_series import Ids, IdSeries
from sectool.model.reference import BodyMeeting
from sectool.model.register import REFERENCE_FILES, Register
from sectool.model.shape import SENTENCES, TEXT
from sectool.pipeline import subject_of
from sectool.prose.readings import counts_in, dates_in, ids_in
from sectool.prose.texts import Passage, texts_of
from sectool.rules import d118_other_day as d118
from sectool.rules.d116_no_such_meeting import _Known
from sectool.rules.go_lives import go_live_of
from sectool.rules.rule import Subject
from sectool.rules.table import RULES
from sectool.schedule import Schedule, calendars_of
from sectool.schedule.diary import Meeting
from sectool.source.reader import read_data, read_spans
from sectool.words import count
from tests.life_cycle import standing_on
from tests.register import MINIMAL, SEED, copy_of, opened

NEWSLETTER = "newsletter-2021-12-17"
ITS_DAY = date(2021, 12, 17)
PATH = ("words", "greeting")
CODES = ("D101", "D111", "D112", "D113", "D114", "D115", "D116", "D117", "D118")


@cache
def real() -> tuple[Register, dict[str, Schedule]]:
    register = opened(SEED).register
    schedules = schedules_of(register)
    for code in CODES:  # What they ask of the register on a day is kept with it.
        list(_check(code, Subject(register, schedules)))
    return register, schedules


def greeted(text: str) -> Subject:
    """The real register, with a text as the greeting of its newsletter."""
    register, schedules = real()
    own = register.publications[NEWSLETTER]
    publication = own.model_copy(update={"words": {"greeting": text}})
    publications = {**register.publications, NEWSLETTER: publication}
    return Subject(replace(register, publications=publications), schedules)


def found(text: str) -> list[tuple[str, Finding]]:
    """What the rules about words find in a text.

    A greeting changes nothing of what the register was on a day, and nothing in other files: they
    are not read again for each of a thousand texts.
    """
    subject = greeted(text)
    publication = subject.register.publications[NEWSLETTER]
    kept = {key: one for key, one in real()[0].kept.items() if key is not Element}
    alone = texts_of(Register(publications={NEWSLETTER: publication}))
    subject.register.kept.update(kept | {Passage: alone})
    return found_by(subject)


def found_by(subject: Subject) -> list[tuple[str, Finding]]:
    return [
        (code, finding)
        for code in CODES
        for finding in _check(code, subject)
        if finding.address.path == PATH
    ]


def _check(code: str, subject: Subject) -> Iterable[Finding]:
    return RULES[code].findings(subject)


@pytest.mark.parametrize(
    "text",
    [
        "It closes on Tuesday 3 January 2022, as MP999 (Title) and the XYZ say on 31 February.",
        "There are three new proposals: MP143 and MP078 (CH Stock Exchange). The CSC met on "
        "24 December 2021; MP143 was raised on 2 January 2021.",
    ],
)
def test_alone_a_text_has_the_findings_that_it_has_among_all_others(text: str) -> None:
    alone = found(text)
    assert len({code for code, _ in alone}) >= 2
    assert alone == found_by(greeted(text))


# Sentences that are true.

ORDINAL = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def dated(day: date, weekday: int, form: int) -> str:
    """A date with a weekday, right or wrong, in one of the forms that people use."""
    name, month, number = WEEKDAYS[weekday], MONTHS[day.month - 1], day.day
    th = ORDINAL.get(number, "th")
    return (
        f"{name} {number} {month} {day.year}",
        f"{name}, {number} {month} {day.year}",
        f"{name[:3]} {number} {month[:3]} {day.year}",
        f"{name} {number}{th} {month} {day.year}",
        f"{name} the {number}{th} of {month} {day.year}",
        f"{number} {month} {day.year} ({name})",
        f"{number} {month} {day.year}, a {name}",
        f"{name}, {month} {number}, {day.year}",
        f"{name} {day.isoformat()}",
        f"{name[:3]}. {number} {month[:3]}. {day.year}",
    )[form]


FORMS = st.integers(0, 9)
DAYS = st.dates(date(2014, 1, 1), date(2032, 12, 31))


def plain(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@st.composite
def weekday_sentences(draw: st.DrawFn) -> str:
    day = draw(DAYS)
    return f"Answers are wanted by {dated(day, day.weekday(), draw(FORMS))}."


@st.composite
def yearless_sentences(draw: st.DrawFn) -> str:
    day = draw(st.dates(ITS_DAY - timedelta(300), ITS_DAY + timedelta(300)))
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"It begins on {words} and takes a while."


@st.composite
def stretch_sentences(draw: st.DrawFn) -> str:
    first = draw(DAYS.filter(lambda day: day.day < 25))
    last = first + timedelta(draw(st.integers(1, 3)))
    stretch = draw(st.sampled_from(("{} to {}", "{} and {}", "{}-{}")))
    days = [f"{WEEKDAYS[day.weekday()]} {day.day}" for day in (first, last)]
    return f"It runs from {stretch.format(*days)} {MONTHS[last.month - 1]} {last.year}."


@st.composite
def opening_sentences(draw: st.DrawFn) -> str:
    """Weekdays ahead of a stretch of days are not those of its first and last day."""
    first = draw(DAYS.filter(lambda day: day.day < 25))
    last = first + timedelta(draw(st.integers(1, 3)))
    weekdays = draw(st.sampled_from(("{} to {}", "{} - {}", "{}–{}", "Every {} and {}")))
    days = weekdays.format(*draw(st.lists(st.sampled_from(WEEKDAYS), min_size=2, max_size=2)))
    stretch = draw(st.sampled_from(("{} to {}", "{}–{}"))).format(first.day, last.day)
    return f"It is open as follows. {days}, {stretch} {MONTHS[last.month - 1]} {last.year}."


def run_of_days(first: date, length: int, weekdays: list[int]) -> str:
    days = [f"{WEEKDAYS[weekdays[n]]} {first.day + n}" for n in range(length)]
    return f"{', '.join(days[:-1])} and {days[-1]} {MONTHS[first.month - 1]} {first.year}"


@st.composite
def run_of_days_sentences(draw: st.DrawFn) -> str:
    first, length = draw(DAYS.filter(lambda day: day.day < 25)), draw(st.integers(2, 5))
    weekdays = [(first.weekday() + n) % 7 for n in range(length)]
    return f"Answers are read on {run_of_days(first, length, weekdays)}."


@cache
def meetings() -> list[tuple[str, Meeting]]:
    """Every meeting of the register's bodies, by each name that the body goes by."""
    register, _ = real()
    calendars = calendars_of(register)
    return [
        (name, meeting)
        for body in register.bodies.values()
        for meeting in calendars.diary(body)
        if meeting.day < date(2026, 1, 1)
        for name in (body.short, body.name)
    ]


MEETING_FORMS = (
    "the {} meeting on {}",
    "the {} meeting of {}",
    "the {} meeting held on {}",
    "the meeting of the {} on {}",
    "the {} meeting ({})",
    "when the {} met on {}",
    "the {} of {}",
    "the next meeting of the {} is {}",
    "what was discussed at the {} on {}",
    "what the {} on {} discussed",
)


def sentence(words: str) -> str:
    return f"It was so at {words}."


@st.composite
def meeting_sentences(draw: st.DrawFn) -> str:
    name, meeting = draw(st.sampled_from(meetings()))
    form = draw(st.sampled_from(MEETING_FORMS))
    if meeting.number is not None and "{} meeting" in form and draw(st.booleans()):
        form = form.replace(" meeting", f" meeting {meeting.number}")
    return sentence(form.format(name, plain(meeting.day)))


ABOUT_ANOTHER_DAY = (
    "At the {} meeting, {} was named as the last day for answers.",
    "After the {} meeting, {} is the last day for answers.",
    "Before our next {} meeting, {} is the last day for answers.",
    "Following the {} meeting, {} stays the last day for answers.",
    "The {} meeting planned for {} has moved.",
    "The {} meeting on {} has been moved.",
    "The day was taken instead of the {} meeting on {}.",
)


@st.composite
def other_day_sentences(draw: st.DrawFn) -> str:
    """A meeting and a day on which it is not said to be."""
    name, _ = draw(st.sampled_from(meetings()))
    return draw(st.sampled_from(ABOUT_ANOTHER_DAY)).format(name, plain(draw(DAYS)))


QUOTES = ("‘{}’", "“{}”", '"{}"', "'{}'")


@st.composite
def title_sentences(draw: st.DrawFn) -> str:
    register, _ = real()
    id_ = draw(st.sampled_from([*register.modifications]))
    found = register.modifications[id_]
    titles = [found.title, *(entry.from_ for entry in found.history if entry.from_)]
    title = draw(st.sampled_from(titles))
    if draw(st.booleans()):
        words = title.split()
        kept = draw(st.integers(1, len(words)))
        title = f"{' '.join(words[:kept])}{draw(st.sampled_from(('…', '...', ' …', ' ...')))}"
    quoted = draw(st.sampled_from(QUOTES)).format(title)
    shown = "DP" + id_[2:] if id_.startswith("MP") and draw(st.booleans()) else id_
    form = draw(st.sampled_from(("{} {}", "{}, {},", "{} ({})")))
    turned = draw(st.booleans())
    return f"It builds on {f'{quoted} ({shown})' if turned else form.format(shown, quoted)} alone."


@st.composite
def document_sentences(draw: st.DrawFn) -> str:
    register, _ = real()
    document = draw(st.sampled_from([*register.documents.values()]))
    form = draw(st.sampled_from(("{} ‘{}’", "{} ({})", "{} “{}”")))
    return f"It amends {form.format(document.label, document.title)} again."


ITEMS = (
    *("apples", "pears", "plums", "cherries", "grapes", "figs", "dates", "quinces", "melons"),
    *("limes", "lemons", "oranges"),
)
LISTS = ("listed", "dashes", "folded", "letters", "semicolons")


def enumeration(said: int, listed: int, form: str) -> str:
    items = ITEMS[:listed]
    number = count(said)
    match form:
        case "dashes":
            return f"There are {number} kinds of fruit:\n" + "\n".join(f"  - {i}" for i in items)
        case "folded":
            return f"There are {number} kinds of fruit: " + " ".join(f"- {i}" for i in items)
        case "letters":
            marks = " ".join(f"({chr(97 + n)}) {item};" for n, item in enumerate(items))
            return f"It has {number} ripe parts: {marks}"
        case "semicolons":
            return f"It has {number} ripe parts: {'; '.join(items)}."
        case _:
            return f"It has {number} ripe parts: {', '.join(items[:-1])} and {items[-1]}."


@st.composite
def list_sentences(draw: st.DrawFn) -> str:
    listed = draw(st.integers(3, 9))
    return enumeration(listed, listed, draw(st.sampled_from(LISTS)))


@cache
def ids() -> list[str]:
    register, _ = real()
    return [*register.modifications]


def run_of(number: str, some: list[str]) -> str:
    return f"The {number} modifications {', '.join(some[:-1])} and {some[-1]} wait."


@st.composite
def run_sentences(draw: st.DrawFn) -> str:
    some = draw(st.lists(st.sampled_from(ids()), min_size=2, max_size=9, unique=True))
    return run_of(count(len(some)), some)


GO_LIVE_FORMS = (
    "The {} goes live on {}.",
    "The {} will go live on {}, as planned.",
    "The go-live of the {} is on {}.",
    "It comes with the {}, which goes live on {}.",
)


@cache
def go_lives() -> list[tuple[str, date]]:
    register, schedules = real()
    subject = Subject(register, schedules)
    days = [(found.name, go_live_of(subject, id_)) for id_, found in register.releases.items()]
    return [(name, day[0]) for name, day in days if day is not None]


@st.composite
def go_live_sentences(draw: st.DrawFn) -> str:
    name, day = draw(st.sampled_from(go_lives()))
    shown = draw(st.sampled_from((name, name.replace(" SEC ", " "))))
    return draw(st.sampled_from(GO_LIVE_FORMS)).format(shown, plain(day))


CUT_OFF_FORMS = (
    "The cut-off date of {} is {}.",
    "The cut-off for {} is {}, by the plan.",
    "{} has a cut-off of {}.",
    "It waits for {} (cut-off {}).",
)


@cache
def cut_offs() -> list[tuple[str, date]]:
    register, _ = real()
    then = (standing_on(found, ITS_DAY) for found in register.modifications.values())
    known = ((one.id, one.facts.cut_off) for one in then if one is not None)
    return [(id_, one.date) for id_, one in known if one is not None and one.date is not None]


@st.composite
def cut_off_sentences(draw: st.DrawFn) -> str:
    id_, day = draw(st.sampled_from(cut_offs()))
    return draw(st.sampled_from(CUT_OFF_FORMS)).format(id_, plain(day))


TRUE = st.one_of(
    run_sentences(),
    go_live_sentences(),
    cut_off_sentences(),
    weekday_sentences(),
    yearless_sentences(),
    stretch_sentences(),
    opening_sentences(),
    run_of_days_sentences(),
    other_day_sentences(),
    meeting_sentences(),
    title_sentences(),
    document_sentences(),
    list_sentences(),
)


def folded(paragraphs: Iterable[str]) -> str:
    """A file with the paragraphs as people write them; lines that stand further in keep apart."""
    lines = []
    for paragraph in paragraphs:
        for line in paragraph.split("\n"):
            lines += (
                [line] if line.startswith(" ") else textwrap.wrap(line, 70, break_on_hyphens=False)
            )
        lines.append("")
    return "words:\n  greeting: >-\n" + "\n".join(f"    {line}".rstrip() for line in lines[:-1])


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(TRUE, min_size=1, max_size=5))
def test_true_sentences_raise_nothing(sentences: list[str]) -> None:
    assert found(read_data(folded(sentences))[0]["words"]["greeting"]) == []


# Faults, each planted once among true sentences.


@dataclass(frozen=True)
class Fault:
    """A sentence with one fault in it: which rule tells of it, and the words that are wrong."""

    code: str
    sentence: str
    wrong: str


@st.composite
def wrong_weekdays(draw: st.DrawFn) -> Fault:
    day, form = draw(DAYS), draw(FORMS)
    weekday = (day.weekday() + draw(st.integers(1, 6))) % 7
    words = dated(day, weekday, form)
    name = re.search("|".join(f"{w}|{w[:3]}" for w in WEEKDAYS), words)
    assert name is not None
    return Fault("D111", f"Answers are wanted by {words}.", name.group())


@st.composite
def wrong_runs_of_days(draw: st.DrawFn) -> Fault:
    first, length = draw(DAYS.filter(lambda day: day.day < 25)), draw(st.integers(2, 5))
    weekdays = [(first.weekday() + n) % 7 for n in range(length)]
    place = draw(st.integers(0, length - 1))
    others = [weekday for weekday in range(7) if weekday not in weekdays]
    weekdays[place] = draw(st.sampled_from(others))
    run = run_of_days(first, length, weekdays)
    return Fault("D111", f"Answers are read on {run}.", WEEKDAYS[weekdays[place]])


@st.composite
def no_dates(draw: st.DrawFn) -> Fault:
    year = draw(st.integers(2014, 2032))
    no_leap_year = draw(st.sampled_from((2014, 2015, 2017, 2021, 2100)))
    wrong = draw(
        st.sampled_from(
            (
                f"31 June {year}",
                f"31st of November {year}",
                f"30 February {year}",
                f"29 February {no_leap_year}",
                f"{year}-13-01",
                f"{year}-04-31",
                f"September 31, {year}",
            )
        )
    )
    return Fault("D112", f"It ends on {wrong} at noon.", wrong)


@st.composite
def unknown_ids(draw: st.DrawFn) -> Fault:
    register, _ = real()
    number = draw(st.integers(0, 9999))
    wrong = draw(
        st.sampled_from((f"MP{number % 1000:03}", f"DP{number % 1000:03}", f"SECMP{number:04}"))
    )
    known = "MP" + wrong[2:] if wrong.startswith("DP") else wrong
    if known in register.modifications:
        wrong = "SECMP9999"
    return Fault("D113", f"It waits for {wrong} to be decided.", wrong)


@st.composite
def wrong_titles(draw: st.DrawFn) -> Fault:
    register, _ = real()
    known = {i: m for i, m in register.modifications.items() if not m.title.startswith("(")}
    id_ = draw(st.sampled_from([*known]))
    title = draw(
        st.sampled_from(("some other name", "Quite Another Matter", f"{known[id_].title} Again"))
    )
    quoted = draw(st.sampled_from(QUOTES)).format(title)
    form = draw(st.sampled_from(("{} {} alone", "{} ({}) alone", "{1} ({0}) alone")))
    return Fault("D114", f"It builds on {form.format(id_, quoted)}.", title)


@st.composite
def wrong_numbers(draw: st.DrawFn) -> Fault:
    listed = draw(st.integers(3, 9))
    said = draw(st.integers(2, 10).filter(lambda number: number != listed))
    return Fault("D115", enumeration(said, listed, draw(st.sampled_from(LISTS))), count(said))


@cache
def known_meetings() -> list[tuple[str, date]]:
    """A day beside each meeting of a body with a pattern, on which it surely does not meet."""
    register, _ = real()
    patterned = {
        name
        for body in register.bodies.values()
        for name in (body.short, body.name)
        if body.pattern
    }
    held = {(meeting.body, meeting.day) for _, meeting in meetings()}
    beside = []
    for name, meeting in meetings():
        day = meeting.day + timedelta(1 if meeting.day.day < 28 else -1)
        covered = meeting.state in ("confirmed", "proposed") and meeting.day.year >= 2022
        if name in patterned and covered and (meeting.body, day) not in held:
            beside.append((name, day))
    return beside


@st.composite
def wrong_meetings(draw: st.DrawFn) -> Fault:
    name, day = draw(st.sampled_from(known_meetings()))
    form = draw(st.sampled_from(MEETING_FORMS))
    return Fault("D116", sentence(form.format(name, plain(day))), plain(day))


@st.composite
def wrong_meeting_numbers(draw: st.DrawFn) -> Fault:
    numbered = [(name, m) for name, m in meetings() if m.number is not None]
    name, meeting = draw(st.sampled_from(numbered))
    number = (meeting.number or 0) + draw(st.sampled_from((-2, -1, 1, 2)))
    words = f"the {name} meeting {number} on {plain(meeting.day)}"
    return Fault("D116", sentence(words), str(number))


@st.composite
def unknown_acronyms(draw: st.DrawFn) -> Fault:
    wrong = draw(st.sampled_from(("QXZ", "ZQXs", "WXYZ")))
    return Fault("D101", f"It is told to the {wrong} first.", wrong)


@st.composite
def too_many(draw: st.DrawFn) -> Fault:
    number = draw(st.integers(8, 20))
    things = draw(
        st.sampled_from(
            ("new Draft Proposals", "Refinement Consultations", "Modification Report Consultations")
        )
    )
    return Fault("D117", f"We bring you {count(number)} {things}.", count(number))


@st.composite
def wrong_runs(draw: st.DrawFn) -> Fault:
    some = draw(st.lists(st.sampled_from(ids()), min_size=2, max_size=9, unique=True))
    said = draw(st.integers(2, 10).filter(lambda number: number != len(some)))
    return Fault("D115", run_of(count(said), some), count(said))


@st.composite
def wrong_days(draw: st.DrawFn) -> Fault:
    held, forms = draw(st.sampled_from(((go_lives, GO_LIVE_FORMS), (cut_offs, CUT_OFF_FORMS))))
    name, day = draw(st.sampled_from(held()))
    wrong = plain(day + timedelta(draw(st.integers(1, 40))))
    return Fault("D118", draw(st.sampled_from(forms)).format(name, wrong), wrong)


FAULTS = st.one_of(
    wrong_runs(),
    wrong_days(),
    wrong_weekdays(),
    wrong_runs_of_days(),
    no_dates(),
    unknown_ids(),
    wrong_titles(),
    wrong_numbers(),
    wrong_meetings(),
    wrong_meeting_numbers(),
    unknown_acronyms(),
    too_many(),
)


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(st.lists(TRUE, max_size=3), FAULTS, st.lists(TRUE, max_size=3))
def test_each_fault_is_told_once_and_at_its_place(
    before: list[str], fault: Fault, after: list[str]
) -> None:
    file = folded((*before, fault.sentence, *after))
    text = read_data(file)[0]["words"]["greeting"]
    start = len("".join("".join(before).split()))
    inside = fault.sentence.index(fault.wrong)
    if fault.code == "D115":  # the number, not the same letters in another word
        inside = re.search(rf"\b{fault.wrong}\b", fault.sentence).start()  # type: ignore[union-attr]
    start += len("".join(fault.sentence[:inside].split()))
    wanted = range(start, start + len("".join(fault.wrong.split())))
    results = found(text)
    assert [code for code, _ in results] == [fault.code]
    place = read_spans(file).find(
        PATH, within=results[0][1].address.within, word=results[0][1].address.word
    )
    told = letters_before(file, place)
    if told is None:
        # All of its words stand in the text already, so that only the text can be told.
        earlier = text[: text.index(fault.wrong.split()[0]) + 1000]
        assert all(word in earlier for word in fault.wrong.split())
        assert place.line == 2
    else:
        assert told in wanted


def letters_before(file: str, place: Span) -> int | None:
    """How many letters and signs of the folded text stand before a place; None for its key."""
    if place.line <= 2:
        return None
    lines = file.split("\n")
    text = "".join(lines[2 : place.line - 1]) + lines[place.line - 1][: place.column - 1]
    return len("".join(text.split()))


def test_a_short_text_on_one_line_is_told_by_its_characters() -> None:
    file = "words:\n  greeting: 'It closes on Tuesday 3 January, or Monday 4 January 2022.'\n"
    results = found(read_data(file)[0]["words"]["greeting"])
    places = [read_spans(file).find(PATH, within=one.address.within) for _, one in results]
    line = file.split("\n")[1]
    assert [line[place.column - 1 : place.end_column - 1] for place in places] == [
        "Tuesday",
        "Monday",
    ]


# What people write, and what is told of it: (code, the wrong words), in order of the rules.

_BAD_IDS = ("mp919", "MP 918", "SECMP-9999")

TOLD: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    # Weekdays and dates.
    ("Closed from Friday 24 December to Monday 3 January 2022.", ()),
    ("Closed from Friday 24 December to Tuesday 3 January 2022.", (("D111", "Tuesday"),)),
    ("On Monday 27 and Tuesday 28 December we rest.", ()),
    ("On Monday 26 and Tuesday 28 December we rest.", (("D111", "Monday"),)),
    ("Monday to Friday, 4 January to 7 January 2022.", ()),
    ("Each Friday, 4 January 2022 being an exception.", ()),
    ("Open Monday to Friday, 3 to 7 January 2022, or Monday - Friday, 3–7 January 2022.", ()),
    ("Every Monday and Friday, 3 to 7 January; Monday, Wednesday & Friday, 3 to 7 January.", ()),
    ("Open from Friday, 3 to 7 January 2022.", (("D111", "Friday"),)),
    ("On Tuesday 4, Wednesday 5 and Thursday 6 January 2022, or Tuesday 4, Wednesday 5 May.", ()),
    ("Wednesday 4, Thursday 6 and Friday 7 January 2022.", (("D111", "Wednesday"),)),
    (
        "On Wednesday 4, Thursday 5, Friday 6, and Friday 7 January 2022.",
        (("D111", "Wednesday"), ("D111", "Thursday"), ("D111", "Friday")),
    ),
    ("Open on Monday 27, Friday 31 and Monday 3 January 2022.", ()),
    ("It was on 04/01/2022 (Tuesday), Monday 12/12/2022.", ()),
    ("It was on Wednesday 04/01/2022.", (("D111", "Wednesday"),)),
    ("It ends on 30/02/2022, not on 12/31/2021.", (("D112", "30/02/2022"),)),
    ("In December 31 changes were made; by March 3 Parties had answered.", ()),
    ("Panel meeting 83 August 2020 and sections 31 and 12 June 2020.", ()),
    ("It ends on 32 January 2022 or on 0 May.", (("D112", "32 January 2022"), ("D112", "0 May"))),
    ("Feb 22, Version 2022-13, order 2022-13-01-7, 4 January 2022.5", ()),
    ("It is due on 31 September.", (("D112", "31 September"),)),
    # Ids and titles.
    ("MP141, DP141, DP196, SECMP0007; IRP999 is not ours.", ()),
    ("MP14 and MP0141.", (("D113", "MP14"), ("D113", "MP0141"))),
    ("MP999 is defined here, and MP999 again.", (("D113", "MP999"),)),
    ("mp143, Mp143, MP 143, SECMP 0007; www.sec.example/mp919-a, mp919.pdf, the MP 2021.", ()),
    ("It waits for mp919, MP 918 and SECMP-9999.", (*(("D113", id_) for id_ in _BAD_IDS),)),
    ("Proposals are numbered from MP197; the next free number is DP198.", ()),
    ("Proposals are numbered from MP104.", (("D113", "MP104"),)),
    ("The number of MP997 is wrong.", (("D113", "MP997"),)),
    ("MP141 (withdrawn), SECMP0062 (part 2) and MP143 ‘as is’.", ()),
    ("In MP141, ‘Device’ means what it says; “nobody knows” was said of MP141 “at all”.", ()),
    ("MP090 ‘Anything at all’, whose title is not recorded.", ()),
    ("MP141 ‘SRV Visibility for…’ and MP141 ‘Srv Visibility for Devices on SSI,’", ()),
    ("MP193 ‘Incorporation of Category 3...’, MP193 ‘Incorporation of ... Batch 6’.", ()),
    ("MP193 ‘Incorporation of Category 3 […]’, MP193 ‘… Resolution Proposals … Batch 6’.", ()),
    ("MP141 'SRV...' and 'Incorporation of ...' (MP193), MP141 'SRV?'.", (("D114", "SRV?"),)),
    ("MP193 ‘Incorporation of Nothing...’", (("D114", "Incorporation of Nothing..."),)),
    ("MP193 ‘Incorporation … Batch 5’", (("D114", "Incorporation … Batch 5"),)),
    ("MP141 (Credit Cover Review)", (("D114", "Credit Cover Review"),)),
    ("MP141 (SRV Visibility on Devices for SSI)", (("D114", "SRV Visibility on Devices for SSI"),)),
    # Kinds of dashes, and spaces around a dash or a stroke, make no other title.
    *(
        (
            "MP099 ‘Incorporation of multiple Issue Resolution Proposals into the SEC"
            f"{dash}Batch 4’",
            (),
        )
        for dash in ("–", " – ", " — ", "-", " -- ", " \N{MINUS SIGN} ", "\N{NON-BREAKING HYPHEN}")
    ),
    ("SECMP0056 ‘IHD/PPMID Zigbee Attributes Available on the HAN’", ()),
    (
        "MP099 ‘Incorporation of multiple Issue Resolution Proposals into the SEC Batch 4’",
        (("D114", "Incorporation of multiple Issue Resolution Proposals into the SEC Batch 4"),),
    ),
    ("The Credit Cover Review (MP159) goes on.", ()),
    ("The Credit Cover Review (MP141) goes on.", (("D114", "Credit Cover Review"),)),
    ("Appendix AD (DUIS), Appendix R ‘CTSD’ and Section H8.16 ‘Service Desk’.", ()),
    ("Appendix AD (MMC)", (("D114", "MMC"),)),
    ("the Message Mapping Catalogue (Appendix AD)", (("D114", "Message Mapping Catalogue"),)),
    ("Appendix R ‘Common Testing Scenarios’", (("D114", "Common Testing Scenarios"),)),
    ("What a ‘Device’ is (MP141), and ‘Some Quite Other Name’ (MP141 and MP143).", ()),
    ("‘Some Quite Other Name’ (MP141)", (("D114", "Some Quite Other Name"),)),
    # Behind a dash or a colon.
    ("MP143 - Incorporating IRPs into GBCS v3 series - costs most.", ()),
    ("MP141: SRV Visibility for Devices.", ()),
    (
        "MP143 - Incorporating IRPs into the v3 series - costs most.",
        (("D114", "Incorporating IRPs into the v3 series"),),
    ),
    ("MP141: Credit Cover Review", (("D114", "Credit Cover Review"),)),
    ("- MP141: Approved\n- MP143: Modification Report Consultation", ()),
    (
        "- MP141: SRV Visibility for Devices on SSI\n- MP143: Another title\n- MP170: it waits",
        (("D114", "Another title"),),
    ),
    # What published documents got wrong.
    ("MP117 ‘CH Bulk returns’", (("D114", "CH Bulk returns"),)),
    ("Schedule 8 ‘GB Companion Specification’", (("D114", "GB Companion Specification"),)),
    # Acronyms.
    ("COVID-19, 3 GB, SECP_83_1408_12, www.ABC.example, a@ABC.example, GBCS v4 and Annex AA.", ()),
    ("BEIS and the UNC know IRPs, DUIS, SIM cards and PMA.", ()),
    ("New DP numbers: a DP becomes an MP. The FAQ does NOT name CRs; ask IT by 1 PM GMT.", ()),
    ("An MRCX and a NOSUCH.", (("D101", "MRCX"), ("D101", "NOSUCH"))),
    # Numbers and lists.
    ("Three Parties asked: why, when, how and where.", ()),
    ("Three changes have the following results: more, less, none and some.", ()),
    ("Two of the three changes were made: red, green and blue.", ()),
    ("It took three weeks: talking, writing, reading and voting.", ()),
    ("See section 3: red, green, blue and white. At least two colours: red, green and blue.", ()),
    ("Three colours, such as: red, green, blue and white.", ()),
    ("Two colours: red, green and others.", ()),
    ("Two pairs: Ann and Bob, Cid and Dee.", ()),
    ("Three people: Ann, the Chair, Bob and Cid.", ()),
    ("One thing is clear: costs, dates and scope follow.", ()),
    ("There are four new colours in this edition: red, green and blue.", (("D115", "four"),)),
    ("The Panel made 4 decisions: 1. one 2. two 3. three", (("D115", "4"),)),
    ("Two hundred changes: red, green and blue. Two dozen changes: red, green and blue.", ()),
    ("Forty two changes: red, green and blue. A hundred and two: red, green and blue.", ()),
    ("Between two and four changes: red, green and blue.", ()),
    # Numbers and ids.
    ("The three modifications MP078, MP085A, MP141 and MP143.", (("D115", "three"),)),
    ("Two proposals (MP078 ‘…’, MP141, MP143) came.", (("D115", "Two"),)),
    ("The two modifications MP078 and MP141, and MP143 as a third.", ()),
    ("Five changes MP078, MP141 and others. Two changes MP078 and MP141 to MP143.", ()),
    ("Besides the three modifications MP078 and MP141 wait.", ()),
    ("Two of the three modifications MP078, MP085A and MP141 wait.", ()),
    # Meetings.
    ("Panel 101 meets on 14 January 2022.", (("D116", "101"),)),
    (
        "The next meeting of the CSC is Wednesday 19 January 2022.",
        (("D116", "Wednesday 19 January 2022"),),
    ),
    ("The TAG on 25 January 2022 will discuss it.", (("D116", "25 January 2022"),)),
    ("The TAG on 25 January 2022 sent a note.", ()),
    ("The CSC considers MP141 on 19 January 2022.", (("D116", "19 January 2022"),)),
    ("The CSC discussed the go-live on 3 November 2022.", ()),
    ("Papers go to the CSC on 12 January 2022; it went to the CSC on 11 January 2022.", ()),
    ("MP141 goes to the CSC on 17 January 2022.", (("D116", "17 January 2022"),)),
    ("The change board meeting on 27 January 2022.", (("D116", "27 January 2022"),)),
    ("The next Change Board meeting is on 27 January.", (("D116", "27 January"),)),
    # A year before, the fourth Wednesday.
    ("The Change Board meeting on 27 January.", ()),
    ("An expert panel meeting and their change board meeting on 13 January 2022.", ()),
    ("There is no CSC meeting on 25 December 2021.", ()),
    ("The CSC meeting on 19 January 2022 was moved.", ()),
    ("The CSC meeting on 20 December 2021 will not take place.", ()),
    ("The CSC meeting on 20 December 2021 has moved to 21 December 2021.", ()),
    ("The CSC meeting planned for 20 December 2021 takes place on 21 December 2021.", ()),
    ("The CSC meeting (20 December 2021), which was brought forward, is short.", ()),
    ("The CSC meeting was planned for 20 December 2021.", ()),
    ("The CSC meeting planned for 20 December 2021.", (("D116", "20 December 2021"),)),
    ("We moved the CSC meeting on 20 December 2021 by a day.", ()),
    ("It is held instead of the monthly CSC meeting on 20 December 2021.", ()),
    ("After the CSC meeting (22 December 2021 is the last day for answers) we wait.", ()),
    ("After the CSC meeting, the 20th of December 2021 was named.", ()),
    ("In the run-up to the CSC meeting, 20 December 2021 is full.", ()),
    ("At its next CSC meeting, 20 December 2021 may be named.", ()),
    ("The next CSC meeting, 20 December 2021, is long.", (("D116", "20 December 2021"),)),
    ("17 December 2021 SEC Panel Meeting 99, 18 January 2022 CSC Meeting 35.", ()),
    ("17 December 2021 SEC Panel Meeting 99, 18 January 2022 CSC Meeting 36.", (("D116", "36"),)),
    ("MP141 was moved to the CSC meeting on 20 December 2021.", (("D116", "20 December 2021"),)),
    ("The move of the CSC meeting of 20 December 2021 was wise.", ()),
    ("The WG and the CSC meet on 5 January 2022 and 18 January 2022.", ()),
    ("The CSC meeting on 29 November 2021.", (("D116", "29 November 2021"),)),
    ("The Panel of 13 August 2020.", (("D116", "13 August 2020"),)),
    ("The letter to the Panel of 13 August 2020.", ()),
    ("The DCC told the CSC on 29 November 2021 what it knew.", ()),
    ("The UNC Modification Panel met on 8 June 2017.", ()),
    ("The SMKI PMA Working Group meeting on 14 January 2022.", ()),
    ("The ad hoc Working Group meeting on 14 January 2022.", ()),
    # The SSC meets more than once a month, and nobody knows when; the day beside is a slip.
    ("The SSC meeting on 26 January 2022.", ()),
    ("The SSC meeting on 13 January 2022.", (("D116", "13 January 2022"),)),
    ("The CSC meeting on 14 September 2021.", ()),
    ("The CSC meeting is due on 17 January.", (("D116", "17 January"),)),
    ("SEC Panel meeting 99 on 14 January 2022.", (("D116", "99"),)),
    ("Panel meeting 101 in January 2022, Panel meeting 100 of January 2022.", (("D116", "101"),)),
    ("CSC 34 (21 December 2021) and CSC 36 (18 January 2022).", (("D116", "36"),)),
    ("The Panel's meeting of December 2021.", ()),
    ("17 December SEC Panel Meeting 99, 18 January Change Sub-Committee Meeting 35.", ()),
    (
        "17 December SEC Panel Meeting 98, and the 29 November CSC meeting.",
        (("D116", "98"), ("D116", "29 November")),
    ),
    ("On 20 December the CSC meeting papers went out.", ()),
    # Numbers of what this document lists.
    ("There are seven new Draft Proposals, of which two new Draft Proposals are on SMETS1.", ()),
    ("This year we had 40 new Draft Proposals.", ()),
    ("Eight new Draft Proposals were raised last month.", ()),
    ("In November, eight new proposals were raised; in Sept we had eight new proposals.", ()),
    ("The Panel may see nine new proposals next month, or nine new proposals later.", ()),
    ("By the spring there were nine new proposals. Nine new proposals will come.", ()),
    ("You will find nine new proposals in this month's newsletter.", (("D117", "nine"),)),
    ("There are twenty two new Draft Proposals.", ()),
    ("There are six new Draft Proposals.", (("D117", "six"),)),
    ("Five Refinement Consultations are open.", (("D117", "Five"),)),
    # Days of releases and cut-offs.
    ("The November 2022 Release goes live on 10 November.", (("D118", "10 November"),)),
    ("If the November 2022 SEC Release goes live on 10 November 2022, we wait.", ()),
    ("The DCC asks that the November 2022 SEC Release goes live on 10 November 2022.", ()),
    ("The RID of the November 2022 SEC Release (23 November 2021).", ()),
    ("The cut-off of MP190 is 3 March 2022.", ()),
    ("MP141's cut-off is 3 March.", (("D118", "3 March"),)),
    ("Three Refinement Consultations close soon.", ()),
)


@pytest.mark.parametrize(("text", "told"), TOLD, ids=[text for text, _ in TOLD])
def test_what_is_told_of_a_text(text: str, told: tuple[tuple[str, str], ...]) -> None:
    results = found(text)
    assert [code for code, _ in results] == [code for code, _ in told]
    for (_, finding), (_, wrong) in zip(results, told, strict=True):
        if finding.address.within is not None:
            start, end = finding.address.within
            assert text[start:end] == wrong
        else:
            assert finding.address.word is not None
            assert finding.address.word in wrong


def test_a_form_of_a_meeting_is_tried_wherever_it_stands() -> None:
    known = _Known(real()[0], calendars_of(real()[0]))
    texts = [text for text, _ in TOLD]
    texts += [said.text for said in texts_of(real()[0])]
    texts += [
        f"{lead}{name}{behind} 5 May 2022 {name} {kind}"
        for kind in ("Meeting 9", "next\nmeeting", "annual meeting no. 7")
        for name in ("Panel", "sec\nPANEL", "CSC")
        for lead in ("", f"the {kind} of\n", "went to  the ", "At\n", "discussed by ")
        for behind in (
            *(f"’s {kind} on", f"' {kind},", " 9 met on", "\nmeets in", " looked at it on"),
            *(" on\n", " 9, ", " No. 9 (", " of"),
        )
    ]
    seen = set()
    for text in texts:
        matches = [(form, match) for form in known.forms for match in form.pattern.finditer(text)]
        seen |= {form.source for form, _ in matches}
        assert [match.span() for match in known.matches(text)] == [
            match.span() for _, match in matches
        ]
    assert len(seen) == len(known.forms)


def test_a_form_of_going_live_is_tried_wherever_it_stands() -> None:
    named = d118._names(Subject(*real()))
    forms = [re.compile(form) for form in d118._go_lives(named)]
    name = "November\n2022 SEC Release"
    texts = [
        f"The {words} 5 May 2022."
        for words in (
            *(
                f"{name} goes live on",
                f"{name} will be due to go live on",
                f"{name} implemented on",
            ),
            *(
                f"{name}’s\ngo-live:",
                f"{name} Implementation date is",
                f"Go-live day of the {name},",
            ),
        )
    ]
    matched = [any(form.search(text) for form in forms) for text in texts]
    assert matched.count(True) >= 5
    for text, found_in_it in zip(texts, matched, strict=True):
        assert d118._may_go_live(d118._folded(text), named) or not found_in_it


def test_a_meeting_that_a_pattern_proposes_says_so() -> None:
    (_, one), (_, other) = found(
        "The OPSG meeting of 5 April 2023 comes after the CSC meeting on 17 January 2022."
    )
    assert one.message == (
        "the OPSG does not meet on Wed 5 Apr 2023, but on Tue 4 Apr 2023 by its usual pattern, "
        "which is a proposal and not confirmed"
    )
    assert other.message == "the CSC does not meet on Mon 17 Jan 2022, but on Tue 18 Jan 2022"


def test_a_wrong_id_is_answered_with_those_that_are_one_slip_away() -> None:
    text = "DP204, DP914, SECMP141, MP102, MP085B, MP0141 and MP 919."
    assert [finding.message for _, finding in found(text)] == [
        "the register has no DP204",
        "the register has no DP914; did you mean 'DP194'?",
        "the register has no SECMP141; did you mean 'MP141'?",
        "the register has no MP102; did you mean 'MP102A'?",
        "the register has no MP085B; did you mean 'MP085' or 'MP085A'?",
        "the register has no MP0141; did you mean 'MP141'?",
        "the register has no MP 919; did you mean 'MP119'?",
    ]


def test_a_list_of_none_is_called_so() -> None:
    register, schedules = real()
    own = register.publications[NEWSLETTER]
    words = {"greeting": "We bring four news items."}
    publication = own.model_copy(update={"words": words, "items": ()})
    subject = Subject(replace(register, publications={NEWSLETTER: publication}), schedules)
    assert [finding.message for finding in _check("D117", subject)] == [
        "'four' is said of news items, and this document lists none"
    ]


def test_what_was_known_when_a_text_was_written_counts_too() -> None:
    """A meeting taken back since, one that was called off, and the day that one was moved from."""
    subject = greeted(
        "The CSC meeting on 20 January 2022, that of the TAG, and the OPSG meeting on 1 February "
        "2022; the TABASC meeting on 3 February 2022, and the CSC meeting on 19 January 2022."
    )
    rows: dict[str, list[dict[str, Any]]] = {
        "csc": [
            {
                "date": date(2022, 1, 20),
                "known-from": date(2021, 12, 1),
                "withdrawn": date(2022, 1, 5),
            },
            {
                "date": date(2022, 1, 19),
                "known-from": date(2022, 1, 5),
                "withdrawn": date(2022, 1, 6),
            },
        ],
        "opsg": [{"date": date(2022, 2, 1), "state": "cancelled"}],
        "tabasc": [{"date": date(2022, 2, 4), "instead-of": date(2022, 2, 3)}],
    }
    bodies = dict(subject.register.bodies)
    for id_, more in rows.items():
        added = tuple(
            BodyMeeting.model_construct(**{key.replace("-", "_"): v for key, v in row.items()})
            for row in more
        )
        meetings = (*bodies[id_].meetings, *added)
        bodies[id_] = bodies[id_].model_copy(update={"meetings": meetings})
    subject = Subject(replace(subject.register, bodies=bodies), subject.schedules)
    assert [finding.message for finding in _check("D116", subject)] == [
        "the CSC does not meet on Wed 19 Jan 2022, but on Tue 18 Jan 2022"
    ]


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("status-report-2020-08", "There are 30 new Draft Proposals.", 1),
        ("status-report-2020-08", "There are 30 open Refinement Consultations.", 1),
        ("status-report-2020-08", "There are 30 open Modification Report Consultations.", 1),
        ("unc-update-2017-06", "There are 28 open Modification Proposals.", 0),
        ("unc-update-2017-06", "There are 27 open Modification Proposals.", 1),
        ("unc-update-2017-06", "There are three new Modification Proposals.", 0),
        ("unc-update-2017-06", "There are four new Modification Proposals.", 1),
        ("letter-secmp0007-2021-03-25", "The change comes in five parts.", 0),
        ("letter-secmp0007-2021-03-25", "The change comes in six parts.", 1),
    ],
)
def test_numbers_in_each_kind_of_document(name: str, words: str, told: int) -> None:
    register, schedules = real()
    own = register.publications[name]
    key = {"status-report": "define", "cross-code": "decisions", "letter": "effect"}[own.kind]
    changed = own.model_copy(update={"words": {key: words}})
    subject = Subject(replace(register, publications={name: changed}), schedules)
    assert len(list(_check("D117", subject))) == told


# Which texts are looked at.

# Notes on where facts come from and reasons of waivers are for those who keep the register.
UNPRINTED = {
    ("Source", "note"),
    ("Holiday", "note"),
    ("Elsewhere", "note"),
    ("Vocabulary", "note"),
    ("StageRow", "note"),
    ("Waiver", "because"),
}


def test_every_text_of_the_register_is_looked_at() -> None:
    register, _ = real()
    looked_at = {said.text for said in texts_of(register)}
    own = [
        field.name
        for field in fields(register)
        if field.compare
        and (
            field.name not in REFERENCE_FILES
            or REFERENCE_FILES[field.name][0] not in register.shipped
        )
    ]
    texts = [found for name in own for found in _texts(getattr(register, name))]
    assert len(texts) > 200
    assert {place for place in texts if place[2] not in looked_at} == {
        place for place in texts if place[:2] in UNPRINTED and place[2] not in looked_at
    }


def _texts(value: Any) -> Iterator[tuple[str, str, str]]:
    """(shape, field, text) of all prose below a value: what may be of several lines."""
    if isinstance(value, BaseModel):
        for name, prose in _fields_of(type(value)):
            held = getattr(value, name)
            if prose:
                for text in _leaves(held):
                    yield type(value).__name__, name, text
            else:
                yield from _texts(held)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


@cache
def _fields_of(shape: type[BaseModel]) -> list[tuple[str, bool]]:
    """The fields of a shape, and which of them is prose."""
    return [
        (name, _is_prose((field.annotation, *field.metadata)))
        for name, field in shape.model_fields.items()
    ]


def _is_prose(pieces: Iterable[Any]) -> bool:
    return any(
        getattr(piece, "check", None) in (TEXT.check, SENTENCES.check)
        or (get_args(piece) and _is_prose(get_args(piece)))
        for piece in pieces
    )


def _leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = tuple(value.values())
    return [value] if isinstance(value, str) else list(value or ())


def test_each_text_is_looked_at_where_it_stands(tmp_path: Path) -> None:
    """A wrong weekday in every text of a file is told once for each, on its own line."""
    root = copy_of(MINIMAL, tmp_path / "register")
    wrong = "by Monday 4 January 2022"
    file = root / "modifications/MP003.yaml"
    file.write_text(
        f"""\
id: MP003
title: A change {wrong}
will: change it {wrong}
problem: >-
  It is wrong on a long day that is described in more words than one line holds, and it has to be
  mended {wrong}.
solution: Mend it {wrong}.
costs:
- phases: [sit]
  amount: 1
  note: Paid {wrong}
history:
- date: 2029-01-09
  event: raised
  as: MP
  note: Told {wrong}
- date: 2029-02-09
  event: discussed
  about: What is to be done {wrong}
- date: 2029-02-12
  event: on-hold
  because: It waits {wrong}
""",
        encoding="utf-8",
    )
    lines = file.read_text(encoding="utf-8").split("\n")
    assert findings_in(root) == [
        ("D111", number, line.index("Monday") + 1)
        for number, line in enumerate(lines, start=1)
        if "Monday" in line
    ]


WAIVER = "  waive: [{code: D111, because: It was printed so., allowed-by: The Panel}]\n"


def test_a_waiver_silences_one_of_them(tmp_path: Path) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    file = root / "modifications/MP001.yaml"
    text = file.read_text(encoding="utf-8").partition("history:")[0]
    entry = (
        "history:\n- date: 2029-01-09\n  event: raised\n  as: MP\n"
        "  note: By Monday 6 February 2029, or by Monday 20 February 2029.\n"
    )
    file.write_text(text + entry, encoding="utf-8")
    assert [code for code, *_ in findings_in(root)] == ["D111", "D111"]
    file.write_text(text + entry + WAIVER, encoding="utf-8")
    assert [code for code, *_ in findings_in(root)] == ["D111"]


ANNEX = "annexes:\n- {letter: A, title: 'The QXZY, the QXZ and the ZQX', says: It follows.}\n"


def test_a_waiver_may_name_the_word_that_it_is_for(tmp_path: Path) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    file = root / "publications/rid-2030-06.yaml"
    text = file.read_text(encoding="utf-8") + ANNEX
    waiver = (
        "waive:\n"
        "- {code: D101, says: ZQX, because: It is so called., allowed-by: The Panel}\n"
        "- {code: D101, says: QXZ, because: It is so called., allowed-by: The Panel}\n"
    )
    file.write_text(text + waiver, encoding="utf-8")
    loaded = load_register(root)
    diagnostics = check_register(loaded, subject_of(loaded, documents=True))
    assert [(one.code, one.message) for one in diagnostics] == [
        ("D101", "'QXZY' is not in the glossary")
    ]


def test_an_acronym_is_told_once_in_each_file(tmp_path: Path) -> None:
    """What is waived in one document is not waived in another."""
    root = copy_of(MINIMAL, tmp_path / "register")
    file = root / "publications/rid-2030-06.yaml"
    waiver = "waive: [{code: D101, because: It is so called., allowed-by: The Panel}]\n"
    annex = "annexes:\n- {letter: A, title: 'The QXZ and the QXZ', says: The QXZ.}\n"
    before = file.read_text(encoding="utf-8")
    file.write_text(before + annex, encoding="utf-8")
    other = root / "modifications/MP003.yaml"
    other.write_text(
        "id: MP003\ntitle: For the QXZ\nwill: change the QXZ\nproblem: No QXZ.\n"
        "history:\n- {date: 2029-01-09, event: raised, as: MP}\n" + waiver,
        encoding="utf-8",
    )
    lines = before.count("\n")
    assert findings_in(root) == [("D101", lines + 2, annex.split("\n")[1].index("QXZ") + 1)]


def findings_in(root: Path) -> list[tuple[str, int, int]]:
    loaded = load_register(root)
    diagnostics = check_register(loaded, subject_of(loaded, documents=False))
    return [(found.code, found.place.span.line, found.place.span.column) for found in diagnostics]


def test_the_real_register_raises_none_of_them() -> None:
    register, schedules = real()
    subject = Subject(register, schedules)
    assert [finding for code in CODES for finding in _check(code, subject)] == []


# Reading.


SERIES = Ids(
    TypeAdapter(tuple[IdSeries, ...]).validate_python(
        (
            {"prefix": "SECMP", "digits": "4", "title": "Modification Proposal"},
            {"prefix": "MP", "digits": "3", "title": "Modification Proposal", "draft": "DP"},
        )
    )
)


@pytest.mark.slow
@settings(deadline=None)
@given(st.text(alphabet="0123456789/-.,: ‘’'“”\"()MPDSECtuesdayJanuaryFebMononof", max_size=60))
def test_reading_ends_on_any_text(text: str) -> None:
    for one in dates_in(text):
        assert 0 <= one.span[0] < one.span[1] <= len(text)
        assert all(isinstance(day, date) for day in one.days(range(2020, 2022)))
    for id_ in ids_in(text, SERIES):
        assert text[slice(*id_.span)] == id_.words
    for counted in counts_in(text, 0, len(text)):
        assert text[slice(*counted.things_span)] == counted.things
    assert isinstance(found(text), list)
