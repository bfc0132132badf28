"""The Change Status Report of August 2020, table by table, in each format; and of other days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TypeGuard
from zipfile import ZipFile

import pytest

from sectool.check.run import check_register
from sectool.dates import Month, in_short
from sectool.documents.edition import edition_of
from sectool.documents.kinds import CannotCompose
from sectool.documents.status_report.compose import compose
from sectool.documents.status_report.course import course
from sectool.documents.status_report.months import period_on
from sectool.documents.status_report.value import Course, StatusReport, Untold
from sectool.documents.status_report.view import View
from sectool.history import by_number
from sectool.load import Loaded, load_register
from sectool.model.modification import Modification
from sectool.model.publication import Publication
from sectool.model.release import Release
from sectool.pipeline import Built, companion_of, subject_of
from sectool.render.formats import FORMATS
from sectool.schedule import calendars_of
from tests import test_register_2020 as seed
from tests.office import READERS, Pages
from tests.register import SEED, built_as, copy_of, lean_copy, opened
from tests.seed_facts import WHITE_MEANS
from tests.tables import (
    Blocks,
    Heading,
    Items,
    Paragraph,
    Table,
    charted,
    charts,
    flowing,
    folded,
    items,
    lines_of,
    section,
    tables,
    words,
)

NAME = "status-report-2020-08"
SEPTEMBER = date(2020, 9, 4)
AGEING = "Of the 11 open assessments, six are past their targets."
COURSE = "Proposals in each stage at the end of the month"


@cache
def loaded() -> Loaded:
    return opened(SEED)


def publication() -> Publication:
    return loaded().register.publications[NAME]


@cache
def built(as_of: date | None = None) -> Built:
    return built_as(loaded(), NAME, publication(), as_of, draft=False)


@cache
def blocks_in(name: str, as_of: date | None = None) -> Blocks:
    return READERS[name](FORMATS[name].write(built(as_of).document, built(as_of).look))


@pytest.fixture(params=sorted(READERS))
def report(request: pytest.FixtureRequest) -> Blocks:
    """The report, read back from each format in turn."""
    return blocks_in(request.param)


@cache
def companion(as_of: date | None = None) -> Blocks:
    """What goes beside the report, read back."""
    found = companion_of(loaded(), NAME, built(as_of))
    return READERS["md"](FORMATS["md"].write(found.document, found.look))


def composed(changed: Publication | None = None, as_of: date | None = None) -> StatusReport:
    meant = changed or publication()
    edition = edition_of(meant, as_of, draft=False)
    register = loaded().register
    found = compose(register, meant, edition, calendars_of(register, edition.as_of))
    assert isinstance(found, StatusReport)
    return found


def table(blocks: Blocks, caption: str) -> Table:
    return tables(blocks)[caption]


def texts(blocks: Blocks, heading: str) -> str:
    """All paragraphs of a section as one text, with ordinary blanks."""
    found = [words(b.body) for b in section(blocks, heading) if isinstance(b, Paragraph)]
    return " ".join(folded(one).replace("\u00a0", " ") for one in found)


def listed(blocks: Blocks, heading: str) -> list[str]:
    lists = [(one,) for one in section(blocks, heading) if isinstance(one, Items)]
    return [words(item).replace("\u00a0", " ") for each in lists for item in items(each)]


def plain(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("\u00a0", " ") for cell in row) for row in rows]


def short(day: date) -> str:
    return in_short(day).replace("\u00a0", " ")


def named(id_: str) -> str:
    title = seed.NAMED[id_.replace("DP", "MP")][0]
    return f"{id_} ‘{title}’"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_all_formats_say_the_same(name: str) -> None:
    read = blocks_in("html")
    assert charted(blocks_in(name), read) == read


def test_the_same_bytes_twice() -> None:
    again = built_as(load_register(SEED), NAME, publication(), None, draft=False)
    for known in FORMATS.values():
        one = known.write(built().document, built().look)
        assert known.write(again.document, again.look) == one


def test_header(report: Blocks) -> None:
    facts, *_ = [block for block in report if isinstance(block, Table)]
    assert plain(facts.texts) == [
        ("Paper reference", "SECP_83_1408_12"),
        ("Meeting", "SEC Panel 83, Friday 14 August 2020"),
        ("Action", "For information"),
        ("Classification", f"White: {WHITE_MEANS}"),
        ("Author", "Holly Burton, SECAS"),
        ("Date", "7 August 2020"),
        ("Period covered", "Since 30 June 2020"),
    ]
    assert listed(report, "Purpose")[0].startswith("Annex A: ")
    assert texts(report, "Recommendation") == "The SEC Panel is asked to note this report."


def test_the_first_page_has_title_facts_sections_and_recommendation() -> None:
    made = {name: FORMATS[name].write(built().document, built().look) for name in ("pdf", "docx")}
    pages = Pages(made["pdf"])
    first = "".join(leaf.text for leaf in pages.structure().leaves() if leaf.page == 1)
    for words_ in ("Change Status Report, August", "SECP_83_1408_12", "is asked to"):
        assert words_ in first.replace("\u00a0", " ")
    [contents] = [node for node in pages.structure().walk() if node.tag == "TOC"]
    listed_ = [one.text.split("\u2060")[0].strip() for one in contents.named("TOCI")]
    assert listed_ == [words(b.body) for b in blocks_in("html") if _is_section(b)]
    assert {leaf.page for leaf in contents.leaves()} == {1}
    with ZipFile(BytesIO(made["docx"])) as package:
        text = package.read("word/document.xml").decode("utf-8")
    assert text.count("<w:sectPr") == 1
    assert r'TOC \o "1-1"' in text


def _is_section(block: object) -> TypeGuard[Heading]:
    return isinstance(block, Heading) and block.level == 2


# Summary.


def test_stages_as_published_and_as_named(report: Blocks) -> None:
    ids = {
        "Define": ["DP136", "DP137", "DP138"],
        # Beside those in the report's lists of what is being refined: the DCC had assessed them,
        # and no decision on them is told of.
        "Refine": sorted(
            [
                *seed.REFINING,
                "MP077",
                *(f"SECMP{n}" for n in ("0024", "0046", "0053", "0056", "0066")),
            ],
            key=by_number,
        ),
        "Opine": ["SECMP0015", "MP088"],
        "Release": seed.FOR_NOVEMBER,
    }
    published = {"Define": "5", "Refine": "42", "Opine": "4", "Release": "13"}
    assert plain(table(report, "Proposals by stage").texts) == [
        (stage, published[stage], ", ".join(named)) for stage, named in ids.items()
    ]
    beside = table(companion(), "Proposals by stage, as stated and as named in the register")
    assert plain(beside.texts) == [
        (stage, published[stage], str(len(named))) for stage, named in ids.items()
    ]
    assert "did not name every proposal that it counted" in texts(
        companion(), "Proposals in each stage"
    )


def test_months_that_the_register_does_not_tell_are_not_drawn(report: Blocks) -> None:
    assert COURSE not in charts(charted(report, blocks_in("html")))
    assert "The last twelve months" not in str(report)
    assert (
        "at the end of June 2020 the stage of 16 proposals is recorded, and that of 23 others is "
        "not."
    ) in texts(companion(), "Proposals in each stage")


def test_recommended(report: Blocks) -> None:
    assert listed(report, "Recommended for the Refinement Process") == []
    assert "No modification is recommended" in texts(
        report, "Recommended for the Refinement Process"
    )
    told = texts(report, "Recommended for the Report Phase")
    assert told.startswith("The following three modifications are recommended")
    assert listed(report, "Recommended for the Report Phase") == [
        named(id_) for id_ in seed.RECOMMENDED_TO_REPORT
    ]


def test_decisions(report: Blocks) -> None:
    assert "approved four Modification Proposals under Self-Governance" in texts(
        report, "Decisions"
    )
    approved = [id_ for id_, outcome, *_ in seed.VOTES if outcome == "approved"]
    assert listed(report, "Decisions") == [named(id_) for id_ in [*approved, "SECMP0015"]]


# Define.


def test_new_proposals(report: Blocks) -> None:
    told = texts(report, "New proposals")
    assert told.startswith(
        "The following four proposals have been raised since 30 June 2020, three as Draft "
        "Proposals."
    )
    wanted = []
    for id_, proposer, raised in seed.NEW_PROPOSALS:
        day = f"{raised.day} July 2020"
        wanted.append(f"Raised on {day} by {proposer}.")
        assert texts(report, named(id_)).startswith(wanted[-1])
        assert len(texts(report, named(id_))) > 250, "its problem"
    assert [told.index(each) for each in wanted] == sorted(told.index(each) for each in wanted)
    assert "MP135 was implemented on 23 July 2020" in texts(report, named("MP135"))


def test_the_sub_committee(report: Blocks) -> None:
    assert texts(report, "Change Sub-Committee") == (
        "There is no recommendation for conversion by the Change Sub-Committee to report "
        "since 30 June 2020."
    )


# Refine.


def test_working_groups(report: Blocks) -> None:
    rows = plain(table(report, "Meetings since 30 June 2020").texts)
    assert [(day, kind) for day, kind, _ in rows] == [
        ("8 Jul 2020", "Ad hoc"),
        ("9 Jul 2020", "Ad hoc"),
        ("28 Jul 2020", "Ad hoc"),
        ("5 Aug 2020", "Monthly"),
    ]
    for (_, ids), (_, _, told) in zip(seed.WORKING_GROUPS.items(), rows, strict=True):
        assert re.findall(r"(\w+) ‘", told) == ids
        assert all(named(id_) in told for id_ in ids)
    assert plain(table(report, "Forthcoming meetings").texts) == [
        ("13 Aug 2020", "Ad hoc", named("MP122")),
        ("2 Sep 2020", "Monthly", "To be announced"),
    ]
    assert "19 August 2020" in texts(report, "Working Groups")


@pytest.mark.parametrize(
    ("heading", "kind", "noun"),
    [
        ("Refinement Consultations", "refinement", "Refinement Consultation"),
        (
            "Modification Report Consultations",
            "modification-report",
            "Modification Report Consultation",
        ),
    ],
)
def test_consultations(report: Blocks, heading: str, kind: str, noun: str) -> None:
    assert texts(report, heading).startswith(f"No Modification Proposal is out for {noun}.")
    assert plain(table(report, f"{noun}s expected").texts) == [
        (named(id_), f"Week commencing {week.day} August 2020")
        for id_, of, week in seed.EXPECTED_CONSULTATIONS
        if of == kind
    ]


def test_requests(report: Blocks) -> None:
    assert plain(table(report, "Requests decided by the Change Board").texts) == [
        (named("MP106"), "IA", "Approved", "Jul 2020", "–"),
        (named("MP122"), "IA", "Approved", "Jul 2020", "16 Jul 2020"),
        (named("MP092"), "IA", "Deferred", "Jul 2020", "–"),
    ]
    assert "MP092 was deferred. " in texts(report, "Impact Assessment requests")
    assert listed(report, "Impact Assessment requests") == [f"{named('MP092')}, in August 2020"]


def test_open_assessments(report: Blocks) -> None:
    published = [284, 127, 76, 75, 64, 46, 14, 13, 12, 9, 3]
    derived = [284, 127, 76, 75, 64, 49, 14, 13, 12, 9, 3]
    working = [276, 123, 74, 73, 62, 49, 14, 13, 12, 9, 3]
    targets = ["28 Aug 2019", "2 Apr 2020", "11 May 2020", "12 May 2020", "2 Jul 2020"]
    targets = [f"{day}, passed" for day in [*targets, "16 Jun 2020"]]
    targets += ["4 Aug 2020", "5 Aug 2020", "11 Sep 2020", "11 Aug 2020", "24 Sep 2020"]
    assert plain(table(report, "Assessments open on 31 July 2020").texts) == [
        (id_, kind, short(day), f"{target.split()[0]} WD", due, str(days))
        for (id_, kind, day, target), due, days in zip(seed.OPEN, targets, published, strict=True)
    ]
    beside = table(companion(), "Durations of single assessments, by both ways of counting")
    assert plain(beside.texts)[: len(derived)] == [
        (f"{id_} {kind}", str(days), str(of_working))
        for (id_, kind, *_), days, of_working in zip(seed.OPEN, derived, working, strict=True)
    ]


def test_open_assessments_are_drawn_against_their_targets(report: Blocks) -> None:
    """Counted as all durations of the report are: a reader finds one figure for each."""
    chart = charts(charted(report, blocks_in("html")))[AGEING]
    taken = [row[5] for row in table(report, "Assessments open on 31 July 2020").texts]
    rows = [
        (f"{id_} {kind}", int(days), int(target.split()[0]))
        for (id_, kind, _, target), days in zip(seed.OPEN, taken, strict=True)
    ]
    over = sorted(rows, key=lambda row: row[2] - row[1])
    assert chart.says == "; ".join(
        f"{of}: Weekdays {days}, Target {target}" for of, days, target in over
    )
    drawn = composed().ageing
    assert drawn.series[0].values == (275, 122, 73, 72, 61, 48, 13, 12, 11, 8, 2)


def test_completed_assessments(report: Blocks) -> None:
    rows = plain(table(report, "Assessments completed from 1 August 2019 to 31 July 2020").texts)
    # As published, but for the row that was printed twice.
    assert [row[:5] for row in rows] == [
        (id_, kind, short(day), f"{target.split()[0]} WD", str(days))
        for id_, kind, day, target, days in seed.COMPLETED[1:]
    ]
    beside = table(companion(), "Durations of single assessments, by both ways of counting")
    assert [int(row[2]) for row in plain(beside.texts)[len(seed.OPEN) :]] == [
        *(18, 30, 34, 38, 64, 38, 34, 55, 189, 2, 17, 27, 258, 15, 16, 9, 128, 41, 18, 30, 287),
    ]


def test_summary_of_assessments(report: Blocks) -> None:
    found = table(report, "Average and median durations in weekdays")
    assert plain(found.texts) == [
        ("Preliminary Assessments open", "6", "36", "31.5", "3"),
        ("Preliminary Assessments completed", "18", "64", "37.0", "3"),
        ("Impact Assessments open", "5", "98", "64.0", "2"),
        ("Impact Assessments completed", "4", "80", "26.0", "3"),
    ]
    beside = table(companion(), "Assessments, by both ways of counting")
    assert plain(beside.texts) == [
        *[("Preliminary Assessments open", "6", "6", "39.3", "31.5", "38.7", "31.5", "3 of 6")],
        (
            "Preliminary Assessments completed",
            *("17", "17", "63.2", "37.0", "61.0", "34.0", "3 of 17"),
        ),
        ("Impact Assessments open", "5", "5", "98.0", "64.0", "95.2", "62.0", "2 of 5"),
        ("Impact Assessments completed", "4", "4", "80.0", "26.0", "77.8", "25.5", "3 of 4"),
    ]
    assert "counted in weekdays, including the first and the last day;" in texts(
        report, "DCC assessment timescales"
    )
    assert "‘weekdays both ends’ (both days count; bank holidays count)" in texts(
        companion(), "Durations"
    )


# Opine and releases.


def test_votes(report: Blocks) -> None:
    releases = {
        None: "–",
        "2020-11": "November 2020 SEC Release",
        "2020-07-23": "Standalone SEC Release of 23 July 2020",
    }
    outcomes = {"approved": "Approved", "rejected": "Rejected, since referred to the Panel"}
    assert plain(table(report, "Votes of the Change Board").texts) == [
        (named(id_), outcomes[outcome], "22 Jul 2020", "Self-Governance", releases[release])
        for id_, outcome, _, release in seed.VOTES
    ]
    assert "voted on five modifications" in texts(report, "Change Board votes")


def test_with_the_authority(report: Blocks) -> None:
    assert "There is no decision of the Authority to report" in texts(report, "With the Authority")
    assert listed(report, "With the Authority") == [named("MP088")]


def test_progression(report: Blocks) -> None:
    assert plain(table(report, "Proposal timescales").texts) == [
        ("Open", "54", "329"),
        ("Concluded", "28", "110"),
    ]
    found = plain(table(companion(), "Proposal timescales, as stated and as derived").texts)
    assert [row[:6] for row in found] == [
        ("Open", "54", "329", "29", "3", "9.7"),
        ("Concluded", "28", "110", "4", "1", "9.0"),
    ]
    assert "are of these and say nothing about the rest" in texts(companion(), "Durations")


def test_releases(report: Blocks) -> None:
    assert listed(report, "Implemented") == [named("MP135")]
    assert "implemented on 23 July 2020" in texts(report, "Implemented")
    assert texts(report, "Approved and to be implemented").startswith(
        "The following 13 modifications are approved for the November 2020 SEC Release, which will "
        "go live on Sunday 29 November 2020:"
    )
    parts = {"SECMP0062": " (Part 2)"}
    assert listed(report, "Approved and to be implemented") == [
        named(id_) + parts.get(id_, "") for id_ in seed.FOR_NOVEMBER
    ]


# The report's own errors.


def test_figures_published_otherwise() -> None:
    assert plain(table(companion(), "Figures as stated and as derived").texts) == [
        ("Average of the Preliminary Assessments open", "36", "39.3"),
        ("Preliminary Assessments completed", "18", "17"),
        ("Average of the Preliminary Assessments completed", "64", "63.2"),
        ("Duration of MP109 PA", "46", "49"),
        ("Rows for SECMP0063 PA", "2", "1"),
        ("Proposals open, against Define, Refine and Opine added up", "54", "51"),
    ]


def test_errors_of_the_report_are_told(report: Blocks) -> None:
    told = listed(companion(), "Expected, and not recorded")
    assert any("assessment of SECMP0007 is recorded as open" in one for one in told)
    assert any("No Modification Report Consultation on SECMP0067" in one for one in told)
    assert "directly as a Modification Proposal" in texts(report, named("MP135"))


def test_errors_of_the_report_are_findings() -> None:
    found = check_register(loaded(), subject_of(loaded(), documents=False))
    told = [(one.code, one.message) for one in found if NAME in str(one)]
    wanted = {
        ("D109", "36 is stated for assessment-average-open-pa; the register gives 39.3"),
        ("D109", "18 is stated for assessments-completed-pa; the register gives 17"),
        ("D109", "64 is stated for assessment-average-completed-pa; the register gives 63.2"),
        ("D109", "46 is stated for MP109 pa-1"),
        ("D109", "SECMP0063 pa-1 is stated twice"),
        ("D109", "54 is stated for proposals-open; the stages before the decision add up to 51"),
    }
    for code, start in wanted:
        assert any(c == code and message.startswith(start) for c, message in told), start
    codes = {(one.code, str(one)) for one in found}
    assert any(code == "T104" for code, _ in codes) is False, "29 November 2020 is waived"


# Other days.


def test_september_with_only_the_dates_changed(tmp_path: Path) -> None:
    copy_of(SEED, tmp_path)
    file = tmp_path / "publications" / f"{NAME}.yaml"
    text = file.read_text(encoding="utf-8")
    (tmp_path / "publications" / "status-report-2020-09.yaml").write_text(
        text.replace("dated: 2020-08-07", "dated: 2020-09-04").replace(
            "as-of: 2020-08-07", "as-of: 2020-09-04"
        ),
        encoding="utf-8",
    )
    other = load_register(tmp_path)
    report = other.register.publications["status-report-2020-09"]
    made = built_as(other, "status-report-2020-09", report, None, draft=False)
    blocks = READERS["md"](FORMATS["md"].write(made.document, made.look))
    facts, *_ = [block for block in blocks if isinstance(block, Table)]
    told = {row[0]: row[1] for row in plain(facts.texts)}
    assert "Paper reference" not in told, "it names the meeting of August"
    assert told["Meeting"] == "SEC Panel 84, date to be confirmed"
    assert told["Period covered"] == "Since 7 August 2020", "the day of the report before it"
    assert table(blocks, "Proposals by stage").headings == ("Stage", "Number", "Proposals")
    found = companion_of(other, "status-report-2020-09", made)
    beside = READERS["md"](FORMATS["md"].write(found.document, found.look))
    expected = listed(beside, "Expected, and not recorded")
    for id_ in seed.RECOMMENDED_TO_REPORT:
        assert (
            f"{id_} was recommended for the Report Phase at an earlier meeting; no answer is "
            in (" ".join(expected))
        )
    for id_ in ("MP107", "MP117", "MP128"):
        assert (
            f"The consultation on {id_} was expected in the week commencing 10 August 2020; it is "
            "not recorded as issued."
        ) in expected
    assert plain(table(blocks, "Meetings since 7 August 2020").texts) == [
        ("13 Aug 2020", "Ad hoc", f"Planned: {named('MP122')}"),
        ("2 Sep 2020", "Monthly", "–"),
    ]
    # The period has moved on: one return of August 2019 is out, open ones are a month older.
    rows = plain(
        table(blocks, "Assessments completed from 1 September 2019 to 31 August 2020").texts
    )
    assert [row[0] for row in rows] == [id_ for id_, *_ in seed.COMPLETED[2:]]
    rows = plain(table(blocks, "Assessments open on 31 August 2020").texts)
    assert [row[5] for row in rows] == [
        *("305", "148", "97", "96", "85", "70", "35", "34", "33", "30", "24")
    ]
    assert "Published figures that differ" not in str(blocks)
    for heading in ("Decisions", "New proposals", "Implemented", "Change Board votes"):
        assert texts(blocks, heading).startswith("There is no "), heading


def test_a_few_months_are_a_table() -> None:
    read = blocks_in("html", SEPTEMBER)
    # That all formats have what is in one of them is held of a report with more months.
    for name in ("md", "html", "docx"):
        blocks = charted(blocks_in(name, SEPTEMBER), read)
        assert COURSE not in charts(blocks)
        found = table(blocks, COURSE)
        assert found.headings == (
            "End of",
            "Define",
            "Refine",
            "Opine",
            "Release",
            "To be confirmed",
        )
        assert plain(found.texts) == [
            ("Jul 2020", "3", "20", "0", "3", "16"),
            ("Aug 2020", "3", "24", "2", "13", "0"),
        ]
    told = texts(companion(SEPTEMBER), "Proposals in each stage")
    assert "some may not have been raised by then." in told
    assert "at the end of June 2020 the stage of 16 proposals is recorded" in told
    # On the last day of August the table says of each stage what the chart says of the month.
    august = composed(as_of=date(2020, 8, 31))
    assert [len(stage.ids) for stage in august.stages] == [
        series.values[-1] for series in august.course.figures.series if not series.unknown
    ]


def test_more_months_are_drawn() -> None:
    day = date(2020, 11, 4)
    read = blocks_in("html", day)
    for name in READERS:
        drawn = charts(charted(blocks_in(name, day), read))[COURSE]
        assert drawn.says.startswith("Jul 2020: Define 3, Refine 18, Opine 0, Release 3, To be c")
        assert drawn.says.count(";") == 3, "four months"


LETTERS = {"define": "D", "refine": "R", "opine": "O", "release": "L", "untold": "?"}
# Three drafts of January: they keep the months of the others in sight.
DRAFTS = [[{"date": "2020-01-01", "event": "raised", "as": "DP"}]] * 3
SEEN_REFINED = {"seen": "2018-06-01", "stage": "refinement"}
ACCEPTED = {"date": "2020-02-10", "event": "assessment-accepted", "assessment": "ia-1", "by": "DCC"}
RETURNED = {"date": "2020-06-20", "event": "assessment-returned", "assessment": "ia-1", "by": "DCC"}
APPROVED = {"date": "2020-07-22", "event": "approved", "by": "CB", "release": "2020-11"}
SEEN_APPROVED = {"seen": "2020-08-07", "stage": "approved"}
COURSES = {
    "DDRRROLLLL..": [
        {"date": "2020-01-10", "event": "raised", "as": "DP"},
        {"date": "2020-03-05", "event": "converted", "by": "CSC"},
        {"date": "2020-06-19", "event": "recommended", "towards": "report", "by": "Panel"},
        APPROVED,
        {"date": "2020-11-05", "event": "implemented", "release": "2020-11"},
    ],
    # Only from when it is known of; a month counts from its last day.
    "..DDDDDDDDDD": [{"date": "2020-03", "event": "raised", "as": "DP"}],
    ".DDDD.......": [
        {"date": "2020-02-29", "event": "raised", "as": "DP"},
        {"date": "2020-06-10", "event": "withdrawn"},
    ],
    # What was seen on a day may have been so before it, and may not have been raised.
    "????RRRRRRRR": [{"seen": "2020-05-15", "stage": "refinement"}],
    # Seen to have moved on: since when, nobody knows.
    "???????LLLLL": [ACCEPTED, SEEN_APPROVED],
    # What stands between proves the stage until then.
    "?RRRR??LLLLL": [ACCEPTED, RETURNED, SEEN_APPROVED],
    # A vote proves that the Report Phase had begun, and not when.
    "??????LLLLLL": [ACCEPTED, APPROVED],
    # Not heard of for more than twelve months, then heard of again; or not at all.
    "????????RRRR": [SEEN_REFINED, {"seen": "2020-09-10", "stage": "refinement"}],
    "............": [SEEN_REFINED],
    "??????RRRRRR": [
        {"seen": "2020-03-02", "event": "noted"},
        {"seen": "2020-07-31", "stage": "refinement"},
    ],
    "????????????": [{"seen": "2020-03-02", "event": "noted"}],
    "????DDDDDDDD": [{"seen": "2020-05-15", "event": "raised", "as": "DP"}],
    # Its release went live on a day, or was seen to have.
    "??LLLLLL....": [{"date": "2020-03-10", "event": "approved", "release": "2020-09"}],
    "?????????...": [{"date": "2020-03-10", "event": "approved", "release": "2020-10"}],
}


def course_of(*histories: list[dict[str, str]], day: date = date(2020, 12, 31)) -> Course:
    """The months of a register that holds modifications with these histories alone."""
    live = {"2020-09": {"date": "2020-09-01"}, "2020-10": {"seen": "2020-10-15"}}
    register = replace(
        loaded().register,
        modifications={
            f"MP{n}": Modification.model_validate(
                {"id": f"MP{n}", "title": "A title", "history": tuple(history)}
            )
            for n, history in enumerate(histories, start=201)
        },
        releases={
            id_: Release.model_validate(
                {
                    "id": id_,
                    "name": id_,
                    "kind": "standalone",
                    "history": ({**when, "event": "went-live"},),
                }
            )
            for id_, when in live.items()
        },
    )
    calendars = calendars_of(register, day)
    assert calendars.working is not None
    return course(View(register, publication(), edition_of(publication(), day), calendars))


@pytest.mark.parametrize("months", COURSES)
def test_where_a_proposal_stood_at_the_end_of_each_month(months: str) -> None:
    found = course_of(*DRAFTS, COURSES[months])
    assert found.untold is None
    assert found.figures.categories == tuple(Month(2020, n) for n in range(1, 13))
    told = ["."] * 12
    for series in found.figures.series:
        for n, value in enumerate(series.values):
            drafts = 3 if series.name == "define" else 0
            assert value in (drafts, drafts + 1)
            told[n] = LETTERS[series.name] if value != drafts else told[n]
    assert "".join(told) == months
    assert found.gaps is ("?" in months)


def test_a_month_is_drawn_where_more_is_told_than_not() -> None:
    seen = [{"seen": "2020-11-20", "stage": "refinement"}]
    found = course_of(*DRAFTS, seen, seen, seen)
    assert found.figures.categories == (Month(2020, 11), Month(2020, 12))
    assert found.untold == Untold(Month(2020, 10), 3, 3)
    assert course_of(*DRAFTS, seen, seen).untold is None
    # A gap ends it: the months before are not drawn, however well they are told.
    assert course_of(seen, seen).months == 2
    assert course_of(seen, day=date(2020, 11, 30)).months == 1
    assert course_of(seen, day=date(2020, 11, 29)).months == 0


def test_months_in_which_there_was_nothing_are_told_as_such() -> None:
    found = course_of()
    assert (found.months, found.is_empty, found.gaps, found.untold) == (12, True, False, None)


def test_on_other_days_each_section_says_something_true() -> None:
    for day in (date(2017, 6, 7), date(2020, 7, 15), date(2021, 12, 17), date(2022, 11, 10)):
        found = composed(as_of=day)
        assert (found.stated_on, found.differing, found.words.working_groups) == (None, (), None)
        assert READERS["md"](FORMATS["md"].write(built(day).document, built(day).look))


def test_parts_are_one_modification_and_what_was_only_seen_has_no_day() -> None:
    found = composed(as_of=date(2021, 12, 17))
    assert [(line.name, line.seen, [n.id for n in line.items]) for line in found.implemented] == [
        ("November 2021 SEC Release", False, ["SECMP0007"]),
        ("", True, ["MP148"]),
    ]
    assert found.implemented[0].items[0].part == (
        "Text of all other documents, Service Request 11.4 in the DCC Systems of the Data "
        "Services Provider"
    )


def test_the_target_day_itself_is_in_time() -> None:
    period = publication().period
    assert period is not None
    ends = period.model_copy(update={"to": date(2020, 6, 16)})
    found = composed(changed(lambda one: {"period": ends}))
    late = {row.named.id: row.late for row in found.open}
    assert (late["MP109"], late["MP107"], late["MP099"]) == (False, True, False)


def test_what_is_decided_is_not_waited_for() -> None:
    found = composed(as_of=date(2021, 12, 17))
    waited = (*found.before_report.overdue, *found.reports.overdue, *found.requests_overdue)
    assert not {"MP107", "SECMP0007"} & {each.named.id for each in waited}


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2020, 8, 7), date(2020, 7, 31)),
        (date(2020, 7, 31), date(2020, 7, 31)),
        (date(2020, 7, 15), date(2020, 6, 30)),
        (date(2020, 9, 4), date(2020, 8, 31)),
        (date(2021, 3, 1), date(2021, 2, 28)),
    ],
)
def test_the_period_moves_with_the_day(day: date, ends: date) -> None:
    start, end = period_on(date(2019, 8, 1), date(2020, 7, 31), day)
    assert end == ends
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == 11


def test_a_period_of_other_days_stays() -> None:
    kept = (date(2019, 8, 2), date(2020, 7, 31))
    assert period_on(*kept, SEPTEMBER) == kept


def changed(update: Callable[[Publication], dict[str, object]]) -> Publication:
    return publication().model_copy(update=update(publication()))


def test_words_for_no_section_are_refused() -> None:
    strange = changed(lambda one: {"words": {"opinion": "Well."}})
    with pytest.raises(CannotCompose, match="'opinion', which is no section of a status-report"):
        composed(strange)


def test_words_and_items_come_at_their_places() -> None:
    found = composed(changed(lambda one: {"words": {"opine": "Well."}}))
    assert found.words.opine == "Well."
    assert found.words.working_groups is None


def test_a_report_in_working_days_prints_one_column() -> None:
    period = publication().period
    assert period is not None
    counted = period.model_copy(update={"counted": "working days"})
    found = composed(changed(lambda one: {"period": counted, "stated": ()}))
    assert (found.convention, found.working) == ("working days", "working days")
    register = replace(
        loaded().register,
        publications={NAME: changed(lambda one: {"period": counted, "stated": ()})},
    )
    other = replace(loaded(), register=register)
    made = built_as(other, NAME, register.publications[NAME], None, draft=False)
    blocks = READERS["md"](FORMATS["md"].write(made.document, made.look))
    assert table(blocks, "Assessments open on 31 July 2020").headings[-2:] == (
        "Target day",
        "Working Days",
    )


def test_a_draft_names_what_could_not_be_read() -> None:
    register = replace(loaded().register, broken=frozenset({"modifications/MP001.yaml"}))
    other = replace(loaded(), register=register)
    made = built_as(other, NAME, publication(), None, draft=True)
    text = FORMATS["md"].write(made.document, made.look).decode()
    assert "**This is a draft.**" in text
    assert "- modifications/MP001.yaml" in text


# What moves in time, and how a report is marked.


def changed_on(to: Path, day: str, **stories: str) -> Built:
    """The report of a day of 2022, from a register with more in the stories of some."""
    lean_copy(to)
    for id_, more in stories.items():
        with (to / f"modifications/{id_}.yaml").open("a", encoding="utf-8") as file:
            file.write(more)
    (to / "publications/status-report-2022-02.yaml").write_text(
        f"kind: status-report\ndated: {day}\nsince: 2022-01-07\n"
        "period: {from: 2021-01-01, to: 2021-12-31, counted: weekdays both ends}\n",
        encoding="utf-8",
    )
    register = load_register(to)
    report = register.register.publications["status-report-2022-02"]
    return built_as(register, "status-report-2022-02", report, None, draft=False)


REQUESTED = (
    "- {date: 2021-12-01, event: date-requested, from: 2022-11-03, to: 2023-06-29, by: Panel, "
    "of: Authority}\n"
)
DIRECTED = "- {date: 2022-01-20, event: date-directed, to: 2023-06-29, by: Authority}\n"
LEFT = "- {date: 2022-01-14, event: dropped, release: 2022-11, by: CSC, because: No price}\n"


def in_markdown(made: Built) -> str:
    return flowing(FORMATS["md"].write(made.document, made.look)).replace("\u00a0", " ")


def test_a_request_for_another_date_is_told_until_it_is_answered(tmp_path: Path) -> None:
    made = changed_on(tmp_path / "a", "2022-02-01", SECMP0056=REQUESTED)
    text = in_markdown(made)
    assert "Another implementation date has been requested, and a decision is awaited:" in text
    assert (
        "‘IHD / PPMID Zigbee Attributes Available on the HAN’: 29 June 2023 instead of 3 November "
        "2022, requested by the Panel on 1 December 2021\n" in text
    )
    assert "A request is with the Authority" not in text
    assert "No modification is with the Authority for decision." in text
    text = in_markdown(changed_on(tmp_path / "b", "2022-02-01", SECMP0056=REQUESTED + DIRECTED))
    assert "asked for" not in text
    assert "’: 29 June 2023, directed by the Authority on 20 January 2022\n" in text
    assert "No modification is with the Authority for decision." in text


def test_a_request_about_one_part_is_told_of_that_part(tmp_path: Path) -> None:
    asked = REQUESTED.replace("event: date-requested", "event: date-requested, part: csp-systems")
    text = in_markdown(changed_on(tmp_path, "2022-02-01", SECMP0007=asked))
    assert (
        "‘Firmware updates to IHDs and PPMIDs’ (DCC Systems of the "
        "Communications Service Providers): 29 June 2023 instead of" in text
    )


def test_what_left_a_release_since_the_last_report(tmp_path: Path) -> None:
    text = in_markdown(changed_on(tmp_path / "a", "2022-02-01", MP140=LEFT))
    assert "### Removed from a release\n" in text
    assert (
        "‘CH Stock Transfer’ was removed from the November 2022 SEC Release on 14 January 2022, "
        "as the Change "
        "Sub-Committee decided. No price.\n" in text
    )
    assert "Removed from a release" not in in_markdown(changed_on(tmp_path / "b", "2022-02-01"))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_it_does_not_say_that_it_was_issued(name: str) -> None:
    text = " ".join(words(line) for line in lines_of(blocks_in(name)))
    assert "Issued" not in text
    made = FORMATS[name].write(built().document, built().look)
    if name == "html":
        assert "Issued" not in made.decode("utf-8")
    if name == "docx":
        with ZipFile(BytesIO(made)) as package:
            pages = [part for part in package.namelist() if "footer" in part or "header" in part]
            assert pages
            assert not [part for part in pages if b"Issued" in package.read(part)]
    if name == "pdf":
        assert not [page for page in Pages(made).furniture if "Issued" in str(page)]
