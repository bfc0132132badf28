"""The words that papers for other codes use for stages and paths."""

from __future__ import annotations

from datetime import date

from sectool.dates import last_day
from sectool.model.modification import Entry
from sectool.model.reference import Vocabulary
from sectool.model.register import Register

# How the vocabularies of these papers are called in reference/stages.yaml.
PAPERS = "paper-"


class PaperWords:
    """The words of such papers as of a day: the newest by then first, then those of no day."""

    def __init__(self, register: Register, as_of: date | None) -> None:
        self.cycle = register.life_cycle
        known = register.vocabularies.items()
        papers = sorted(
            (
                (last_day(one.as_of), one)
                for id_, one in known
                if id_.startswith(PAPERS) and one.as_of is not None
            ),
            key=lambda dated: dated[0],
        )
        by_then = [one for day, one in papers if as_of is None or day <= as_of]
        chosen = by_then[-1:] or [one for _, one in papers[:1]]
        undated = (one for _, one in known if one.as_of is None)
        self.vocabularies: tuple[Vocabulary, ...] = (*chosen, *undated)

    def stage(self, stage: str) -> str:
        words = (vocabulary.stages.get(stage) for vocabulary in self.vocabularies)
        return next((word for word in words if word is not None), self.cycle.title_of(stage))

    def path(self, path: str | None) -> str | None:
        if path is None:
            return None
        words = (vocabulary.paths.get(path) for vocabulary in self.vocabularies)
        return next((word for word in words if word is not None), self.cycle.path_title(path))


# What moves a modification in time, by event, and what the paper calls it.
CHANGES = {
    "date-directed": "directed",
    "discretion-used": "chosen",
    "scheduled": "scheduled",
    "dropped": "dropped",
}


def path_by(entries: tuple[Entry, ...], entry: Entry) -> str | None:
    """The path last said on or before an entry."""
    upto = entries[: entries.index(entry) + 1]
    return next((one.path for one in reversed(upto) if one.path is not None), None)
