"""`sectool release new`: a release planned by a pattern or like another one, and what is left."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sectool.check.run import check_register
from sectool.dates import Month, When
from sectool.diagnostic import Severity
from sectool.drafting.registers import RegisterRequest, new_register
from sectool.drafting.releases import NewRelease, ReleaseRequest, new_release
from sectool.editing.edit import changes_of
from sectool.load import Loaded, load_register
from sectool.model.release import Release
from sectool.model.shape import kebab
from sectool.pipeline import subject_of
from sectool.schedule import calendars_of, schedule_release
from sectool.workspace.memory import Memory
from sectool.workspace.overlay import Overlay
from tests.command import run
from tests.register import SEED, copy_of, edit, opened

SCHEDULED = [f"{year}-{month}" for year in range(2021, 2031) for month in ("02", "06", "11")]
BEFORE = [f"{year}-{month}" for year in (2018, 2019, 2020) for month in ("02", "06", "11")]
# What the calendar itself may be the reason of.
OF_THE_CALENDAR = {"C104", "T104"}


@cache
def starter(example: bool) -> Loaded:
    """A register as `init` makes it."""
    return load_register(Memory(new_register(RegisterRequest(example=example), Memory({}))))


def with_it(new: NewRelease, loaded: Loaded) -> Loaded:
    files = loaded.sources.files
    return load_register(Overlay(files, changes_of(files, new.files)))


def checked(request: ReleaseRequest, loaded: Loaded) -> tuple[NewRelease, set[str], Loaded]:
    """The release, the codes of what is found in a register with it, and that register."""
    new = new_release(request, loaded)
    after = with_it(new, loaded)
    found = check_register(after, subject_of(after, documents=False))
    assert [one for one in found if one.severity is Severity.ERROR] == []
    return new, {one.code for one in found}, after


def checked_together(new: list[NewRelease], loaded: Loaded) -> tuple[Loaded, dict[str, set[str]]]:
    """A register with releases, and the codes of what is found in the files of each."""
    files = loaded.sources.files
    after = load_register(
        Overlay(files, changes_of(files, [file for one in new for file in one.files]))
    )
    codes: dict[str, set[str]] = {one.id: set() for one in new}
    for found in check_register(after, subject_of(after, documents=False)):
        assert found.severity is not Severity.ERROR, found
        for id_ in codes:
            if id_ in found.place.file:
                codes[id_].add(found.code)
    return after, codes


@pytest.mark.parametrize("like", [None, "2024-06"])
def test_each_release_of_ten_years_checks_clean_or_names_a_problem(like: str | None) -> None:
    loaded = starter(like is not None)
    new = [new_release(ReleaseRequest(id_, like=like), loaded) for id_ in SCHEDULED if id_ != like]
    after, codes = checked_together(new, loaded)
    # In 2021 the CSC changed its day: no whole month was left between two meetings of that plan.
    squeezed = {one for one, found in codes.items() if "T108" in found}
    assert squeezed == ({"2021-11"} if like else set())
    for one in new:
        # What its document lacks is not known yet.
        assert codes[one.id] - {"R115", "T108"} <= OF_THE_CALENDAR, one.id
        open_rows = [row for row in one.timeline.rows if row.open]
        for row in open_rows:
            assert row.check is not None
            assert re.search("are known|is known near|is open itself", row.check), row.check
        schedule = schedule_release(after.register.timelines[one.id], calendars_of(after.register))
        assert schedule.faults == (), one.id
        assert schedule.go_live is not None
        assert f"{schedule.go_live:%Y-%m}" == one.id
        # Of some months of 2020 and 2021 no meetings of a committee are known.
        assert not open_rows or one.id < "2023"


def test_where_no_meeting_was_recorded_each_row_says_so() -> None:
    loaded = starter(example=False)
    new = [new_release(ReleaseRequest(id_), loaded) for id_ in BEFORE]
    _, codes = checked_together(new, loaded)
    for one in new:
        assert codes[one.id] <= {"R115", *OF_THE_CALENDAR}
        silent = [row.row.id for row in one.timeline.rows if row.when and row.check is None]
        if one.id < "2020":
            assert {*silent} <= {"go-live"}, one.id
            assert any("CSC meetings are known" in (row.check or "") for row in one.timeline.rows)
        assert any(row.open for row in one.timeline.rows)


def test_the_pattern_gives_back_the_plan_it_was_taken_from() -> None:
    """But for months: where the published plan has one, the pattern has a day of it."""
    loaded = opened(SEED)
    gone = {f"releases/2022-11/{one}.yaml": None for one in ("release", "timeline")}
    before = load_register(Overlay(loaded.sources.files, gone))
    new = new_release(ReleaseRequest("2022-11"), before)
    dates: dict[str, list[When | None]] = {}
    for register in (loaded.register, with_it(new, before).register):
        schedule = schedule_release(register.timelines["2022-11"], calendars_of(register))
        for id_, item in schedule.milestones.items():
            dates.setdefault(id_, []).append(item.when)
    both = {id_: found for id_, found in dates.items() if len(found) == 2}
    assert len(both) == 21
    other = {id_: found for id_, found in both.items() if found[0] != found[1]}
    for published, ours in other.values():
        assert isinstance(published, Month)
        assert isinstance(ours, date)
        assert ours in published
    assert {*other} == {
        *("sit-starts", "regression-plans", "uit-starts", "regression-results", "uit-closes")
    }


def test_each_day_is_found_again_as_its_kind_of_day(tmp_path: Path) -> None:
    register = copy_of(SEED, tmp_path)
    edit(
        register / "releases/2022-11/timeline.yaml",
        "  uit-starts:\n    title: UIT commences\n    when: 2022-08\n",
        "  uit-starts:\n    title: UIT commences\n    when: 2022-08-08\n",
    )
    new = new_release(ReleaseRequest("2023-06", like="2022-11"), load_register(register))
    rows = {row.row.id: row for row in new.timeline.rows}
    assert (rows["csc-tad"].when, rows["csc-tad"].falls_on, rows["csc-tad"].check) == (
        "2022-12-20",
        "CSC meeting",
        "was Tue 19 Apr 2022, 19 Working Days before 'csc-baseline-other'",
    )
    # A Monday stays a Monday, a month a month, and a phrase the phrase that it was.
    assert rows["uit-starts"].when == "2023-02-06"
    assert rows["uit-starts"].check == "was Mon 8 Aug 2022, 34 Working Days before 'evidence'"
    assert rows["sit-starts"].when == "2022-12"
    assert rows["go-no-go"].when == "last CSC meeting at least 10 working days before go-live"
    assert rows["go-no-go"].check is None
    assert rows["go-live"].when == "last Thursday of June 2023"
    # No two reviews of a body fall on one of its meetings.
    reviews = [rows[id_].when for id_ in ("opsg-1", "opsg-2", "opsg-3")]
    assert len({*reviews}) == 3


def test_nothing_of_the_other_release_is_carried_over() -> None:
    loaded = opened(SEED)
    new = new_release(ReleaseRequest("2023-06", like="2022-11"), loaded)
    texts = {file.file: file.content.decode() for file in new.files}
    assert set(texts) == {
        "releases/2023-06/release.yaml",
        "releases/2023-06/timeline.yaml",
        "publications/rid-2023-06.yaml",
    }
    for text in texts.values():
        plain = re.sub("# check: .*", "", text)
        assert not re.search(r"CR[0-9]|MP[0-9]|was:|stated|known-from", re.sub("#.*", "", plain))
    # Every key of a release is there, as what is known or as a comment.
    keys = set(re.findall(r"^(?:# )?([a-z-]+):", texts["releases/2023-06/release.yaml"], re.M))
    assert keys == {kebab(name) for name in Release.model_fields} - {"go-live"}
    assert load_register(Overlay(loaded.sources.files, changes_of(loaded.sources.files, new.files)))


def test_the_other_patterns_and_a_day_of_its_own() -> None:
    loaded = starter(example=True)
    ids = {
        pattern: [
            row.row.id
            for row in new_release(ReleaseRequest(id_, pattern=pattern), loaded).timeline.rows
        ]
        for pattern, id_ in ((None, "2025-07-17"), ("documents", "2025-06"))
    }
    assert ids == {
        None: ["csc-baseline-other", "go-no-go", "go-live"],
        "documents": ["csc-baseline-other", "go-no-go", "go-live"],
    }
    on_a_saturday = new_release(ReleaseRequest("2025-07", go_live="2025-07-19"), loaded)
    assert (
        on_a_saturday.timeline.rows[-1].check == "Sat 19 Jul 2025 is not a Working Day (a Saturday)"
    )


def test_rows_of_bodies_that_are_not_there_are_left_out() -> None:
    loaded = starter(example=False)
    files = loaded.sources.files
    bodies = files.read("reference/bodies.yaml").decode()
    without = re.sub(r"(?ms)^tag:\n(  .*?\n)+", "", bodies)
    lacking = load_register(Overlay(files, {"reference/bodies.yaml": without.encode()}))
    new, codes, _ = checked(ReleaseRequest("2025-06"), lacking)
    # What rests on the rows of tests has nothing to rest on.
    assert codes <= {"R115", "C104", "T107", "T118"}
    assert new.timeline.left_out["tag-sit"] == "the register has no body 'TAG'"
    assert new.timeline.left_out["sit-report"] == "it depends on 'tag-sit', which is left out"
    assert "go-no-go" in {row.row.id for row in new.timeline.rows}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ("june",),
            2,
            "'june' is not the id of a release: it is the month of its go-live, such as ",
        ),
        (("2022-11",), 1, "release 2022-11 is there already: see releases/2022-11/release.yaml"),
        (
            ("2023-09",),
            2,
            "no release of kind 'scheduled' usually goes live in September 2023: ",
        ),
        (("2023-06", "--like", "2022-12"), 2, "--like: no release '2022-12'; did you mean "),
        (("2023-06", "--like", "2020-11"), 1, "--like: release 2020-11 has no timeline to be "),
        (
            ("2023-06", "--pattern", "sistem"),
            2,
            "--pattern: there is no pattern 'sistem'; ",
        ),
        (
            ("2023-06", "--pattern", "system", "--like", "2022-11"),
            2,
            "give --like or --pattern",
        ),
        (("2023-06", "--go-live", "tba"), 2, "--go-live: a timeline is counted from its go-live, "),
        (
            ("2023-06", "--go-live", "uit-starts"),
            2,
            "--go-live: go-live cannot depend on a ",
        ),
        (("2023-06", "--go-live", "2023-07-06"), 2, "--go-live: Thu 6 Jul 2023 is not that of rel"),
        (
            ("2023-06", "--go-live", "5 XYZ meetings before 2023-06-30"),
            2,
            "--go-live: no meet",
        ),
        (
            ("2036-06",),
            1,
            "the go-live on Thu 26 Jun 2036 is outside the calendar, ",
        ),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], code: int, message: str) -> None:
    done = run("release", "new", *arguments)
    assert done.stderr.startswith(f"sectool: {message}"), done.stderr
    assert (done.returncode, done.stdout) == (code, "")


def test_it_is_written_and_what_is_left_is_printed(tmp_path: Path) -> None:
    files = new_register(RegisterRequest(), Memory({}))
    for file, content in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(content)
    done = run("release", "new", "2025-02", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.lines if line.startswith(("- ", "Left"))] == [
        "Left to decide for the February 2025 SEC Release:",
        "- Go-live is planned for Thu 27 Feb 2025. Its rows are those of a release that changes "
        "DCC Systems (pattern 'system').",
        "- Check seven days marked '# check' in releases/2025-02/timeline.yaml: "
        "csc-baseline-system, tag-tad-draft, tad-consultation, csc-tad, sit-starts, uit-starts and "
        "uit-closes.",
        "- Move 'tag-uit', or say why it stays: Wed 25 Dec 2024 is Christmas Day.",
        "- Complete releases/2025-02/release.yaml as it becomes known: further-additions, "
        "change-requests, administrator-impacts, specifications, other-codes, test-strategy, costs "
        "and administrator-effort.",
        "- No modification is targeted for it yet.",
    ]
    assert done.stderr.endswith("'sectool undo' reverses it\n")
    assert run("undo", cwd=tmp_path).returncode == 0
    assert not (tmp_path / "releases/2025-02").exists()
