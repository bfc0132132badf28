"""Made-up registers: modifications as large and as varied as real ones, and many timelines.

The same seed gives the same bytes. Every name is one that the register's own `reference/`
knows, and every step is taken by a body that may, so `check` finds no error in them: what is
measured is reading, validating and checking, not reporting.
"""

from __future__ import annotations

import random
import shutil
import textwrap
from datetime import date, timedelta
from pathlib import Path

MODIFICATIONS = 1000
SEED = 2022

SOURCES = ("rid-2022-11-v0.4", "change-status-report-2020-08", "newsletter-2021-12-17")
RELEASES = ("2021-06", "2021-11", "2022-06", "2022-11", "2023-06", "2023-11")
DOCUMENTS = ("appendix-ad", "appendix-af", "section-f", "section-g", "section-h")
SPECIFICATIONS = ("GBCS: [v3, v4]", "ESMETS: [v5]", "GSMETS: [v4]", "CHTS: [v1]", "PPMIDTS: [v1]")
PARTICIPANTS = ("suppliers", "electricity-networks", "gas-networks", "other-parties")
PHASES = ("design-build-pit", "sit", "uit", "implement", "application-support")
# Who may recommend; the other steps are one body's alone.
RECOMMENDING = ("CSC", "TABASC", "OPSG")
WORDS = (
    *("the", "of", "to", "for", "and", "each", "every", "before", "after", "within", "between"),
    *("Device", "Service", "Request", "Response", "Party", "User", "supplier", "network"),
    *("meter", "reading", "supply point", "alert", "firmware", "message", "command", "interface"),
    *("release", "change", "cost", "testing", "installation", "electricity", "gas", "register"),
    *("installed", "operational", "commissioned", "is", "are", "will", "must", "may"),
    *("send", "receive", "store", "update", "align", "remove"),
)


def write_register(folder: Path, repository: Path, count: int = MODIFICATIONS) -> None:
    """Fills `folder` with the repository's reference data, releases and modifications."""
    shutil.copytree(repository / "reference", folder / "reference")
    shutil.copy(repository / "sectool.yaml", folder)
    for release in RELEASES:
        place = folder / "releases" / release
        place.mkdir(parents=True)
        text = f"id: {release}\nname: {release} SEC Release\nkind: scheduled\n"
        (place / "release.yaml").write_text(text, encoding="utf-8")
    modifications = folder / "modifications"
    modifications.mkdir()
    chance = random.Random(SEED)  # noqa: S311 - the same bytes every time, no secret
    # Three digits are soon used up: the older numbers have four.
    ids = [f"MP{n:03d}" if count <= 1000 else f"SECMP{n:04d}" for n in range(count)]
    for id_ in ids:
        text = _modification(chance, id_)
        (modifications / f"{id_}.yaml").write_text(text, encoding="utf-8")


def write_timelines(folder: Path, repository: Path, count: int) -> None:
    """Fills `folder` with the reference data and as many releases of 25 milestones each."""
    shutil.copytree(repository / "reference", folder / "reference")
    shutil.copy(repository / "sectool.yaml", folder)
    day = date(2024, 1, 8)
    for _ in range(count):
        day += timedelta(days=1 if day.weekday() < 4 else 3)
        place = folder / "releases" / str(day)
        place.mkdir(parents=True)
        text = f"id: {day}\nname: Release of {day}\nkind: standalone\n"
        (place / "release.yaml").write_text(text, encoding="utf-8")
        (place / "timeline.yaml").write_text(_timeline(day), encoding="utf-8")


def _timeline(go_live: date) -> str:
    """25 milestones, each with a phrase and most with two rules more."""
    rows = [
        ("go-live", f"{go_live}", []),
        ("go-no-go", "last CSC meeting at least 10 working days before go-live", []),
        ("opsg-status", "last OPSG meeting at least 10 working days before go-no-go", []),
        ("evidence", "5 working days before opsg-status", ["before go-no-go"]),
        ("tag", "last TAG meeting before evidence", ["at most 90 working days before go-live"]),
    ]
    before = "tag"
    for number in range(20):
        rules = [f"before {before}", f"at most {40 + 8 * number} weeks before go-live"]
        rows.append((f"step-{number}", f"{3 + number % 5} working days before {before}", rules))
        before = f"step-{number}"
    lines = [f"release: {go_live}", "milestones:"]
    for id_, when, rules in reversed(rows):
        lines += [f"  {id_}:", f"    title: {id_.capitalize()}", f"    when: {when}"]
        lines += ["    rules:", *(f"    - {rule}" for rule in rules)] if rules else []
    return "\n".join(lines) + "\n"


def _modification(chance: random.Random, id_: str) -> str:
    title = _sentence(chance, 4, 9).rstrip(".")
    page = title.lower().replace(" ", "-")
    lines = [
        f"id: {id_}",
        f"title: {title}",
        f"link: https://smartenergycodecompany.co.uk/modifications/{page}/",
        *_prose(chance, "will", 1),
        "impacts:",
        *(f"  {who}: true" for who in PARTICIPANTS if chance.random() < 0.6),
        f"  dcc: {chance.choice(('none', 'testing', 'system'))}",
    ]
    if chance.random() < 0.5:
        lines += ["specifications:", f"  {chance.choice(SPECIFICATIONS)}"]
    else:
        lines.append(f"documents: [{', '.join(chance.sample(DOCUMENTS, 2))}]")
    lines += _prose(chance, "problem", chance.randint(1, 4))
    lines.append("history:")
    day = date(2019, 1, 7) + timedelta(days=chance.randrange(900))
    for event in _events(chance):
        lines += [f"- date: {day}", *(f"  {line}" for line in event)]
        lines += [f"  source: {chance.choice(SOURCES)}", f"  line: {chance.randrange(1, 900)}"]
        day += timedelta(days=chance.randrange(7, 90))
    return "\n".join(lines) + "\n"


def _events(chance: random.Random) -> list[list[str]]:
    """The lines of each entry of a history, without its date and its source."""
    release = chance.choice(RELEASES)
    events = [
        ["event: raised", "as: DP", "proposer: A Supplier"],
        ["event: converted", "by: Panel"],
        ["event: consultation", "kind: refinement", "closes: 2022-01-04"],
        ["event: targeted", f"release: {release}", *_cut_off(chance)],
        ["event: noted", "costs:", *_costs(chance)],
        ["event: recommended", "towards: report", f"by: {chance.choice(RECOMMENDING)}"],
        ["event: approved", "by: CB", f"release: {release}"],
    ]
    return events[: chance.randint(5, len(events))]


def _cut_off(chance: random.Random) -> list[str]:
    basis = chance.choice(("firm", "estimated"))
    return ["cut-off:", f"  date: 2022-0{chance.randint(1, 9)}-03", f"  basis: {basis}"]


def _costs(chance: random.Random) -> list[str]:
    lines: list[str] = []
    for phase in PHASES[: chance.randint(3, len(PHASES))]:
        lines.append(f"- phases: [{phase}]")
        if chance.random() < 0.3:
            lines += ["  low: 0", f"  high: {chance.randrange(1000, 900000)}", "  basis: estimate"]
        else:
            lines.append(f"  amount: {chance.choice(('tbc', chance.randrange(1000, 900000)))}")
    return lines


def _prose(chance: random.Random, key: str, sentences: int) -> list[str]:
    text = " ".join(_sentence(chance, 12, 24) for _ in range(sentences))
    return [f"{key}: >-", *textwrap.wrap(text, 98, initial_indent="  ", subsequent_indent="  ")]


def _sentence(chance: random.Random, least: int, most: int) -> str:
    words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(least, most)))
    return f"{words[0].upper()}{words[1:]}."
