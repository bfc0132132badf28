"""Another Code is data: the Balancing and Settlement Code, without a line of Python for it.

`tests/registers/bsc` has no profile; all tables and templates are its own. Whatever is built from
it and printed about it is in its words, and in none of the Smart Energy Code's.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from sectool.cli.main import COMMANDS
from sectool.documents.imprint import without_imprint
from sectool.load import load_register
from sectool.queries.register_on import register_on
from sectool.render.reading import lines_of
from sectool.schedule import calendars_of
from sectool.schedule.go_lives import usual_go_lives
from tests.command import Done, run
from tests.git import commit, packed, planned
from tests.register import BSC, PARTS, copy_of, edit

Golden = Callable[[str, bytes | str], None]

# What no other Code calls anything. What the register is about, it calls the BSC Panel.
FOREIGN = re.compile(
    r"\bSEC\b|SECAS|SECMP|SECP_|Smart Energy|[Ss]mart [Mm]etering|\bDCC\b|(?<!BSC[ -])\bPanel\b"
    r"|Change Board|Sub-Committee|\b(?:CB|CSC|OPSG|TAG|TABASC|SMKI|SSC|PMA|SIT|UIT|TAD|GBCS|SSI)\b"
    r"|\bIRPs?\b|[Rr]efinement|Modification Report|\bDraft Proposal|Modification Proposal"
    r"|\b(?:DP|MP)[0-9]|Technical Specification|\bSchedules?\b [0-9]|\bWorking Group\b|\bRIDs?\b"
    r"|Release Implementation Document|Change Status|Gemserv"
)
TODAY = date(2022, 4, 1)
ALL = (*PARTS, "templates")
PAPERS = (
    "change-report-2020-02",
    "circular-2019-06",
    "circular-2022-06",
    "circular-2022-11",
    "newsletter-2020-02-28",
)
GOLDEN = {
    "check.txt": "check",
    "mod-list.txt": "mod list --as-of 2019-04-01",
    "mod-show-p399.txt": "mod show P399",
    "mod-show-cp1558.txt": "mod show CP1558 --as-of 2022-04-01",
    "mod-next-2020-02-28.txt": "mod next --today 2020-02-28",
    "mod-next-2022-03-20.txt": "mod next --today 2022-03-20",
    "release-list.txt": "release list --as-of 2022-04-01",
    "release-show-2019-03-29.txt": "release show 2019-03-29",
    "release-show-2022-06.txt": "release show 2022-06 --as-of 2022-04-01",
    "release-show-2022-11.txt": "release show 2022-11 --as-of 2022-04-01",
    "timeline-show-2019-04-03.txt": "timeline show 2019-04-03",
    "timeline-check.txt": "timeline check",
    "calendar-2020.txt": "calendar show 2020",
    "body-show-panel.txt": "body show BSC-Panel --year 2020",
    "profile-show.txt": "profile show",
    "profile-show-life-cycle.txt": "profile show life-cycle",
    "profile-show-roles.txt": "profile show roles",
}
# Every command there is, and lines to run one after the other in a copy of the register: those of
# other commands lead up to it.
RUNS: dict[str, tuple[str, ...]] = {
    "fix": ("fix --diff", "fix"),
    "undo": ("undo --dry-run", "undo"),
    "check": (
        *("check", "check --strict", "check --format json", "check modifications/P399.yaml"),
        "check --errors-only",
    ),
    "date": (
        "date '5 working days after 2019-03-27'",
        "date 'last BSC-Panel meeting before go-live' --release 2019-06",
        "date 'working days from 2019-03-27 to 2019-04-03'",
        "date 'first Bord meeting after 2019-03-27'",
    ),
    "rid build": (
        "rid build 2019-06 --output out",
        "rid build 2022-11 --draft --scope approved --output out",
        "rid build 2018-02",
    ),
    "rid verify": (
        "rid build 2019-06 --output out",
        "rid verify out/2019-06/rid-1.0-for-issue.docx",
    ),
    "rid diff": ("rid diff --release 2019-06", "rid diff 0.1 0.2 --release 2022-06"),
    "timeline check": (
        *("timeline check", "timeline check 2022-11", "timeline check --format json"),
        "timeline check --today 2022-12-01",
    ),
    "timeline show": (
        *("timeline show 2022-11", "timeline show 2019-06 --critical"),
        "timeline show 2019-04-03 --json",
    ),
    "timeline explain": (
        "timeline explain 2022-11 committee-decision",
        "timeline explain 2022-11 circular --on 2022-10-07",
    ),
    "calendar show": ("calendar show 2020", "calendar show 2022 --json"),
    "calendar update": ("calendar update",),
    "calendar impact": (
        *("calendar impact --holiday 2022-10-28", "calendar impact --against planned"),
    ),
    "body list": ("body list", "body list --json"),
    "body show": (
        *("body show BSC-Panel", "body show ISG --year 2022", "body show authority --json"),
        "body show Board",
    ),
    "publication build": (
        "publication build --all --output out",
        "publication build newsletter-2020-02-28 --output out --draft",
    ),
    "publication verify": (
        "publication build --all --output out",
        "publication verify out/publications/newsletter-2020-02-28-for-issue.pdf",
    ),
    "publication diff": (
        *("publication diff newsletter-2020-02-28", "publication diff circular-2019-06 planned"),
    ),
    "release new": (
        *("release new 2019-02", "release new 2023-07-20 --go-live 2023-07-20 --dry-run"),
        "release new 2024-06 --like 2019-06 --go-live 2024-06-27",
    ),
    "mod new": (
        *("mod new P498 --title 'Longer notice' --dry-run", "mod new --title 'Longer notice'"),
    ),
    "publication issue": (
        "publication issue circular-2022-11 --output out",
        "publication issue newsletter-2020-02-28 --output out",
        "git commit",
        "publication issue newsletter-2020-02-28 --output out",
    ),
    "publication withdraw": (
        "publication issue circular-2022-11 --output out",
        "git commit",
        "publication withdraw circular-2022-11 --version 0.1 --because 'It was wrong.'",
        "publication withdraw circular-2019-06 --version 1.0 --because 'It was wrong.'",
        *("publication build circular-2022-11 --output out", "check"),
    ),
    "publication reconcile": (
        *("publication reconcile newsletter-2020-02-28 --output out",),
        *("publication reconcile circular-2019-06 --as-of 2019-06-01 --output out",),
    ),
    "publication log": (
        *("publication log", "publication issue newsletter-2020-02-28 --output out"),
        *("publication log", "publication log --json"),
    ),
    "publication check": (
        *("publication check", "publication issue circular-2022-11 --output out", "git commit"),
        *("publication check", "publication check --json"),
    ),
    "publication new": (
        "publication new rid --release 2020-11",
        "publication new newsletter --dated 2020-03-31",
        "publication new status-report --dated 2020-03-31",
        "publication new cross-code --dated 2020-03-31 --since 2020-01-01 --recipient CUSC",
        "publication new letter --dated 2019-03-28 --modification P344 --part stage-1",
        *("publication list --json", "check"),
    ),
    "publication list": ("publication list", "publication list --json"),
    "publication show": (
        *("publication show circular-2022-11", "publication show newsletter-2020-02-28 --json"),
    ),
    "mod list": ("mod list", "mod list --json", "mod list --csv", "mod list --as-of 2018-05-20"),
    "mod show": (
        *("mod show P359", "mod show P370", "mod show CP1468", "mod show P399 --json"),
        *("mod show P001", "mod show p400"),
    ),
    "mod plan": (
        *(
            "mod plan P399 --for 2022-11",
            "mod plan CP1558 --as-of 2022-09-01",
            "mod plan CP1558 --json",
        ),
    ),
    "mod next": (
        *("mod next --today 2019-03-28", "mod next --today 2022-04-01 --json"),
        *("mod next --today 2018-05-20", "mod next --today 2020-12-01"),
    ),
    "mod durations": (
        *("mod durations --as-of 2022-04-01", "mod durations --as-of 2022-04-01 --json"),
    ),
    "release list": ("release list", "release list --json"),
    "release show": (
        *("release show 2019-06", "release show 2019-03-29 --json", "release show 2019-02"),
        "release show 2024-02",
    ),
    "release readiness": (
        "release readiness 2022-11 --today 2022-09-01",
        "release readiness 2022-11 --today 2022-09-01 --json",
        "release readiness 2022-11 --today 2022-09-01 --pack --output out",
    ),
    "release parts": (
        *("release parts --in-force 2020-01-01", "release parts --in-force 2020-01-01 --json"),
        "release parts --in-force 2020-01-01 --party suppliers",
    ),
    "release costs": ("release costs 2019-06", "release costs 2019-06 --json"),
    "asof": (
        *("asof 2019-04-01", "asof 2022-04-01", "asof 2022-04-01 --json"),
        "asof 2019-04-01 2019-06",
    ),
    "profile show": (
        *("profile show", "profile show participants", "profile show words"),
        "profile show lead-times",
    ),
    "profile copy": ("profile copy cut-offs.yaml",),
    "schema": ("schema",),
    "register export": ("register export --output sheet.csv --format csv",),
    "register import": (
        "register export --output sheet.csv --format csv",
        "register import sheet.csv --dry-run",
    ),
    "calendar import": ("calendar import meetings.csv --dry-run",),
    "mod record": (
        "mod record CP1558 noted --date 2022-03-01 --note Reviewed --dry-run",
        "mod record CP1558 noted",
    ),
    "mod target": ("mod target CP1558 2022-06 --date 2022-03-01 --dry-run",),
    "mod approve": ("mod approve CP1558 --date 2022-03-01 --by BSC-Panel --dry-run",),
    "mod reject": ("mod reject CP1558 --date 2022-03-01 --by BSC-Panel --dry-run",),
    "mod drop": ("mod drop CP1558 --date 2022-03-01 --because Late --dry-run",),
    "mod move": ("mod move CP1558 2022-11 --date 2022-03-01 --because Late --dry-run",),
    "mod split": ("mod split CP1558 --into CP1559,CP1560 --date 2022-03-01 --dry-run",),
    "mod withdraw": ("mod withdraw CP1558 --date 2022-03-01 --dry-run",),
    "mod retitle": ("mod retitle CP1558 Better --date 2022-03-01 --dry-run",),
    "mod consult": ("mod consult CP1558 industry --date 2022-03-01 --dry-run",),
    "mod assess": ("mod assess CP1558 ia-1 requested --date 2022-03-01 --dry-run",),
    "meeting agenda": ("meeting agenda BSC-Panel 2022-03-10",),
    "meeting record": (
        "meeting record BSC-Panel 2022-03-10 --outcome 'CP1558 approved' --dry-run",
        "meeting record BSC-Panel 2022-03-10",
    ),
    "release record": ("release record 2019-06 baselined --date 2019-03-01 --dry-run",),
    "release history": ("release history 2019-06 --no-git", "release history 2022-11 --no-git"),
    "timeline move": (
        "timeline move 2019-06 circular --to 2019-06-05 --on 2019-05-01 --because Late --dry-run",
    ),
    "timeline drop": ("timeline drop 2019-06 circular --on 2019-05-01 --dry-run",),
    "timeline add": (
        "timeline add 2019-06 review --title Review --when 2019-06-04 --on 2019-05-01 --dry-run",
    ),
    "timeline whatif": ("timeline whatif 2019-06 --set go-live=2019-07-04",),
    "plan year": ("plan year 2019", "plan year 2019 --json"),
    "body meeting add": ("body meeting add BSC-Panel 2022-05-19 --announced 2022-01-26 --dry-run",),
    "body meeting move": (
        "body meeting move BSC-Panel 2022-05-12 --to 2022-05-19 --announced 2022-01-26 --dry-run",
    ),
    "body meeting cancel": (
        "body meeting cancel BSC-Panel 2022-05-12 --announced 2022-01-26 --because Late --dry-run",
    ),
    "publication version": (
        "publication version circular-2019-06 --version 2.0 --because Late --dry-run",
    ),
    "timeline export": (
        "timeline export 2019-06 --format csv",
        "timeline export 2019-06 --format ics",
    ),
    "calendar export": ("calendar export 2019 --format csv",),
    "completion bash": ("completion bash",),
    "completion zsh": ("completion zsh",),
    "completion fish": ("completion fish",),
}
# The pages of rules and of keys have examples, and an example is of some Code: of the one sectool
# comes from. What shells are offered is not for people.
EXCEPTED = {"rule", "explain", "completion offer", "init"}


def commands() -> Iterator[str]:
    """Every command of the app, by its words."""

    def within(command: Any, words: tuple[str, ...]) -> Iterator[str]:
        below = getattr(command, "commands", None)
        if below is None:
            yield " ".join(words)
        for name, one in (below or {}).items():
            yield from within(one, (*words, name))

    for name in COMMANDS:
        app = import_module(f"sectool.cli.commands.{name}").app
        yield from within(get_command(app), (name,))


def sectool(words: str, cwd: Path = BSC) -> Done:
    """A command line as people type it, with single quotes."""
    return run(
        *(each.strip("'") for each in re.findall(r"'[^']*'|\S+", words)), cwd=cwd, today=TODAY
    )


def foreign_in(text: str) -> set[str]:
    plain = " ".join(text.replace("\u2011", "-").split())
    return {found[0] for found in FOREIGN.finditer(plain)}


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packed(planned(copy_of(BSC, tmp_path_factory.mktemp("bsc") / "register", ALL)))


@pytest.fixture
def register(committed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(committed, tmp_path / "register")


def test_no_profile_stands_behind_it() -> None:
    loaded = load_register(BSC)
    assert loaded.diagnostics == ()
    assert loaded.register.settings is not None
    assert (loaded.register.settings.profile, loaded.register.shipped) == ("none", frozenset())


def test_the_words_of_another_code_are_seen() -> None:
    assert foreign_in("the SEC Panel and the BSC Panel") == {"SEC", "Panel"}
    assert foreign_in("BSC-Panel, second meeting; Change Proposal CP1558; sectool") == set()


@pytest.mark.parametrize("name", GOLDEN)
def test_commands_answer_in_its_words(name: str, golden: Golden) -> None:
    done = sectool(GOLDEN[name])
    assert (done.returncode, done.stderr) == (0, "")
    assert foreign_in(done.stdout) == set()
    golden(f"bsc/{name}", done.stdout)


@pytest.mark.parametrize("name", PAPERS)
def test_documents_are_worded_by_its_own_templates(
    name: str, tmp_path: Path, golden: Golden
) -> None:
    done = sectool(f"publication build {name} --output {tmp_path}")
    assert done.returncode == 0, done.stderr
    files = {Path(line).suffix[1:]: Path(line) for line in done.lines}
    assert set(files) - {"txt"} == {"md", "html", "pdf", "docx"}
    # A mail has its words apart, too.
    assert ("txt" in files) == name.startswith("newsletter")
    golden(f"bsc/{name}.md", files["md"].read_bytes())
    for format_, file in files.items():
        text = "\n".join(lines_of(file.read_bytes(), format_))
        assert foreign_in(text) == set(), format_


def test_every_command_is_run() -> None:
    assert {*RUNS, *EXCEPTED} == {*commands()}
    for command, lines in RUNS.items():
        assert any(line.startswith(command) for line in lines), command


@pytest.mark.parametrize("command", RUNS)
def test_no_command_says_a_word_of_another_code(command: str, register: Path) -> None:
    for line in RUNS[command]:
        if line == "git commit":
            commit(register, "as it is now")
            continue
        done = sectool(line, register)
        said = without_imprint(done.stdout + done.stderr)
        assert done.returncode in (0, 1, 2), said
        assert "Usage:" not in said, said
        assert foreign_in(said) == set(), f"{line}\n{said}"
    for file in (register / "publications").iterdir():
        assert foreign_in(file.read_text(encoding="utf-8")) == set(), file.name


def test_working_days_after_a_decision_are_a_standing_rule(register: Path) -> None:
    timeline = register / "releases" / "2019-04-03" / "timeline.yaml"
    assert "nothing to report" in sectool("timeline check 2019-04-03", register).stdout
    edit(timeline, "when: 5 working days after authority-decision", "when: 2019-04-02")
    done = sectool("timeline check 2019-04-03", register)
    assert "warning[T117 lead-time-too-short]" in done.stdout
    assert "at least 5 working days after authority-decision" in done.stdout
    assert "reference/lead-times.yaml" in done.stdout
    # The Authority's decision came a day later: so does what follows from it.
    edit(timeline, "when: 2019-04-02", "when: 5 working days after authority-decision")
    edit(timeline, "when: 2019-03-27", "when: 2019-03-28")
    shown = sectool("timeline show 2019-04-03", register).stdout
    assert "go-live Thu 4 Apr 2019" in shown


def test_what_the_panel_approves_itself_waits_for_appeals(register: Path) -> None:
    timeline = register / "releases" / "2020-04-08" / "timeline.yaml"
    assert "nothing to report" in sectool("timeline check 2020-04-08", register).stdout
    edit(timeline, "when: 2020-04-08", "when: 2020-04-01")
    found = sectool("timeline check 2020-04-08", register).stdout
    assert "at least 15 working days after self-governance-decision" in found


def test_papers_have_references_of_their_own_form(register: Path) -> None:
    paper = register / "publications" / "report-2020-10.yaml"
    period = "{from: 2019-10-01, to: 2020-09-30, counted: working days}"
    meeting = '{body: BSC-Panel, date: 2020-10-08, item: "07"}'
    paper.write_text(
        f"kind: status-report\ndated: 2020-10-01\nperiod: {period}\nmeeting: {meeting}\n",
        encoding="utf-8",
    )
    done = sectool("publication build report-2020-10 --format md --output out", register)
    text = (register / done.lines[0]).read_text(encoding="utf-8")
    assert "| **Paper** | 307/07 |" in text
    paper.write_text(paper.read_text(encoding="utf-8") + "reference: 306/07\n", encoding="utf-8")
    found = sectool("check", register).stdout
    assert "gives 307/07: another number" in found


def test_standard_releases_are_on_the_days_of_their_kind() -> None:
    register = load_register(BSC).register
    span = date(2016, 1, 1), date(2022, 12, 31)
    usual = usual_go_lives(register.release_kinds["standard"], span, calendars_of(register))
    on = register_on(register, date(2022, 1, 1))
    standard = {id_ for id_, one in register.releases.items() if one.kind == "standard"}
    days = {on.go_live(id_) for id_ in standard}
    assert len(standard) == 8
    assert days <= {one.day for one in usual}


def test_a_release_without_scope_rolls_over(register: Path) -> None:
    def held(release: str, day: str) -> list[str]:
        on = register_on(load_register(register).register, date.fromisoformat(day))
        return [standing.id for standing in on.scope(release).all]

    assert (held("2022-06", "2022-03-14"), held("2022-11", "2022-03-14")) == (["CP1558"], [])
    assert (held("2022-06", "2022-03-15"), held("2022-11", "2022-03-15")) == ([], ["CP1558"])
    news = register / "publications" / "newsletter-2022-03-31.yaml"
    news.write_text("kind: newsletter\ndated: 2022-03-31\nsince: 2022-03-01\n", encoding="utf-8")
    done = sectool("publication build newsletter-2022-03-31 --format md --output out", register)
    text = (register / done.lines[0]).read_text(encoding="utf-8").replace("\u00a0", " ")
    assert (
        "**June 2022 BSC Release**: it does not take place, and what was targeted for it is "
        "carried over to the November 2022 BSC Release."
    ) in text


def test_what_was_not_passed_on_is_overdue(register: Path) -> None:
    change = register / "modifications" / "CP1558.yaml"
    text = change.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "release: 2022-11" not in line]
    change.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = sectool("mod next --today 2022-04-01", register).stdout
    assert "CP1558: needs another release: 2022-06 was cancelled" in said
    built = sectool("publication build circular-2022-11 --format md --output out", register)
    text = (register / built.lines[0]).read_text(encoding="utf-8")
    assert "Unless that changes, it will not take place." in text
