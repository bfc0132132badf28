"""What documents of each kind state, by the values that they word: in one table.

Nothing here looks at words: who rewords a template, or its headings, changes nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field

from sectool.blocks import Paragraph, Path, Provenance, paths_in
from sectool.compare.change import Topic
from sectool.compare.content import ListItem, Section
from sectool.values import dataclass


@dataclass(frozen=True)
class StatedFact:
    """A fact that items of a list state: the field it stands in, and those that go with it."""

    field: str
    estimated: str = ""
    because: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        return self.field, self.estimated, self.because


@dataclass(frozen=True)
class KindFacts:
    """What the values of a kind are about; what only says which edition a document is.

    `topics` go by the value at the top, and so do `versions`, the list of them in rows that begin
    with their numbers, and `derived`, what follows from the rest. What only shows the rest again,
    such as the answers of a first page, is `again`: it is compared where it stands first. `items`
    are facts of the items of lists, by the aspect that they are.
    """

    edition: frozenset[Path] = frozenset()
    versions: str = ""
    derived: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    whole: Topic = "lists"
    topics: dict[str, Topic] = field(default_factory=dict)
    items: dict[str, StatedFact] = field(default_factory=dict)

    def with_topics(self, sections: Sequence[Section]) -> list[Section]:
        """The sections with what they are about, which is the first of their values that says so.

        One whose values do not is about what the section above it is about.
        """
        known: dict[tuple[str, ...], Topic | None] = {}
        for section in sections:
            found = (self.topics.get(path[0]) for path in section.paths)
            above = known.get(section.key[:-1])
            section.derived = any(path[0] in self.derived for path in section.paths)
            section.topic = known[section.key] = next((one for one in found if one), above)
        return list(sections)

    def without_repeats(self, sections: Sequence[Section]) -> list[Section]:
        """The sections without what only shows again what another one says."""
        kept = []
        for section in sections:
            if not section.key:
                section.blocks = [
                    block
                    for block in section.blocks
                    if not isinstance(block, Paragraph) or not self._is_again(paths_in(block))
                ]
            elif self._is_again(section.paths):
                continue
            kept.append(section)
        return kept

    def _is_again(self, paths: Iterable[Path]) -> bool:
        return any(path[0] in self.again for path in paths)

    def is_versions(self, section: Section) -> bool:
        return any(path[0] == self.versions for path in section.paths)

    def is_edition(self, sources: Iterable[Provenance]) -> bool:
        """Whether words come from what says which edition it is, and from nothing else."""
        paths = {source.path for source in sources}
        return bool(paths) and paths <= self.edition

    def hangs_on_edition(self, sources: Sequence[Provenance]) -> bool:
        """Whether words begin with those that the template has for some sort of edition only."""
        first = next(iter(sources), None)
        return first is not None and first.holds is not None and first.path in self.edition

    def is_signature(self, sources: Sequence[Provenance]) -> bool:
        """Whether words begin with who writes the paper, and so belong to its edition."""
        first = next(iter(sources), None)
        return first is not None and first.path in _SIGNATURE

    def stated(self, item: ListItem) -> tuple[dict[str, str | None], str]:
        """The facts that an item states, and what else it says."""
        found: dict[str, str | None] = {}
        taken: list[tuple[int, int]] = []
        for aspect, fact in self.items.items():
            mine = [one for one in item.sources if self._is_of(one.path, fact)]
            found[aspect] = _value(item.rest, fact, mine)
            if mine:
                start, end = min(one.start for one in mine), max(one.end for one in mine)
                end += len(_STOPS.match(item.rest, end)[0])  # type: ignore[index]
                taken.append((start, end))
        rest, last = "", 0
        for start, end in sorted(taken):
            rest += item.rest[last:start]
            last = max(last, end)
        return found, " ".join((rest + item.rest[last:]).split())

    def _is_of(self, path: Path, fact: StatedFact) -> bool:
        return self.topics.get(path[0]) == "scope" and path[-1] in fact.fields and len(path) == 2


# What ends a sentence, and stays behind when its words are taken out.
_STOPS = re.compile(r"[^\w ]*")


def _value(text: str, fact: StatedFact, sources: Iterable[Provenance]) -> str | None:
    """The value that is printed for a fact, with what is said of it in brackets."""
    values: dict[str, str] = {}
    estimated = False
    for source in sources:
        if source.holds is None:
            values[source.path[1]] = text[source.start : source.end]
        elif source.path[1] == fact.estimated:
            estimated |= source.holds
    if fact.field not in values:
        return None
    because = values.get(fact.because)
    return (
        values[fact.field]
        + (" (estimated)" if estimated else "")
        + (f" ({because})" if because else "")
    )


_NOTICE: tuple[Path, ...] = (
    (),
    *((name,) for name in ("status", "for_issue", "withdrawn", "reconstructed", "differs")),
    *((name,) for name in ("unknown", "dated", "withdrawn_on", "because", "version", "replaces")),
)
_EDITION: frozenset[Path] = frozenset(
    {
        *(("edition", name) for name in ("status", "draft", "issued", "as_of", "of_its_day")),
        *(("edition", "notice", *name) for name in _NOTICE),
        *(("notice", *name) for name in _NOTICE),
        *(("status",), ("draft",), ("speaks_of",)),
    }
)

FACTS: dict[str, KindFacts] = {
    "rid": KindFacts(
        edition=_EDITION
        | {("edition", "version"), ("edition", "dated"), ("timetable_of",)}
        | {("first_page", "contact", name) for name in ("name", "telephone", "email")}
        | {("first_page", "contact")},
        versions="history",
        derived=frozenset({"glossary", "roles"}),
        again=frozenset({"first_page"}),
        whole="text",
        topics={
            **dict.fromkeys(("approved", "targeted", "change_requests"), "scope"),
            **dict.fromkeys(("further_system", "further_other"), "scope"),
            **dict.fromkeys(("documents", "also_named", "designated", "document_matrix"), "ticks"),
            **dict.fromkeys(("specification_matrix", "assumptions"), "versions"),
            **dict.fromkeys(("timetable", "timetable_of", "has_unknown_dates"), "dates"),
            **dict.fromkeys(("go_live_requested", "go_live_until", "go_live_changes"), "dates"),
            **dict.fromkeys(("costs", "cost_total", "costs_determined", "has_estimates"), "costs"),
            **dict.fromkeys(("operational_costs", "operational_note", "effort"), "costs"),
        },
        items={
            "cut-off date": StatedFact("cut_off", "estimated", "cut_off_because"),
            "admission by exception": StatedFact("admitted", because="admitted_by"),
            "what it does": StatedFact("says"),
        },
    ),
}
# Who writes a paper belongs to its edition: a working copy is nobody's.
_SIGNATURE: frozenset[Path] = frozenset(
    {("author",), *(("sender", name) for name in ("lines", "name", "office"))}
)
ANY = KindFacts(edition=_EDITION | _SIGNATURE | {("administrator",)})
