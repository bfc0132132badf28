"""What the stages are called on a day, and where a modification stands in those words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sectool.dates import last_day
from sectool.diagnostic import did_you_mean
from sectool.history import Standing
from sectool.model.register import Register
from sectool.queries.errors import NotFound
from sectool.queries.names import folded

ON_HOLD = "on-hold"


def words_of(register: Register, as_of: date | None) -> dict[str, str]:
    """What the stages are called in the newest paper seen by a day, or in the oldest before it.

    Without a day in the words that no day was put to: those of the Code's website.
    """
    dated = sorted(
        (found for found in register.vocabularies.values() if found.as_of is not None),
        key=lambda found: last_day(found.as_of) if found.as_of is not None else date.max,
    )
    chosen = [found for found in register.vocabularies.values() if found.as_of is None]
    if as_of is not None or not chosen:
        by_then = [f for f in dated if f.as_of and as_of and last_day(f.as_of) <= as_of]
        chosen = by_then or (dated[-1:] if as_of is None else dated[:1])
    own = {str(stage): name for stage, name in chosen[-1].stages.items()} if chosen else {}
    return {**_plain(register), **own}


def _plain(register: Register) -> dict[str, str]:
    """What the stages are called where the papers of the day have no word for them."""
    cycle = register.life_cycle
    return {stage: cycle.title_of(stage) for stage in (*cycle.stages, cycle.unknown)}


def stages_meant(register: Register, name: str) -> frozenset[str]:
    """The stages that a word means, in whichever vocabulary; it may mean several. NotFound."""
    wanted, plain_ones = folded(name), _plain(register)
    words: set[tuple[str, str]] = {(ON_HOLD, "on hold")}
    words |= {(stage, word) for stage, plain in plain_ones.items() for word in (stage, plain)}
    for vocabulary in register.vocabularies.values():
        words |= {(str(stage), word) for stage, word in vocabulary.stages.items()}
    found = frozenset(stage for stage, word in words if wanted == folded(word))
    if found or wanted == ON_HOLD:
        return found or frozenset({ON_HOLD})
    known = [*plain_ones, ON_HOLD]
    near = did_you_mean(wanted, known)
    there = f"; did you mean {near!r}? There are" if near is not None else "; there are"
    known_ones = ", ".join(known)
    raise NotFound("stage", name, message=f"there is no stage {name!r}{there}: {known_ones}")


def is_after_decision(register: Register, stages: Collection[str]) -> bool:
    """Whether one of some stages is one after the decision."""
    return not register.life_cycle.of_kinds("decided", "ended").isdisjoint(stages)


def stage_named(standing: Standing, spoken: Mapping[str, str]) -> str:
    """The stage in the words of the day, and whether it is on hold."""
    name = spoken.get(standing.stage, standing.stage)
    return f"{name}, on hold" if standing.on_hold else name


def stage_in_words(standing: Standing, spoken: Mapping[str, str]) -> str:
    """The stage in the words of the day; of a dormant one, what it was last known as."""
    name = stage_named(standing, spoken)
    return f"last known: {name}" if standing.dormant else name
