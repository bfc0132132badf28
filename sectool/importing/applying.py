"""What a row says beside what the register has on its day: the entries that are new, or why not.

A cell that says what the register had from this sheet before has not changed: where the register
differs by now, somebody else has changed it, and it stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sectool.dates import Month, When, first_day, last_day, plainly
from sectool.importing.before import RegisterBefore, Working
from sectool.importing.entry_values import (
    FACT_KEYS,
    EntryData,
    as_read,
    as_written,
    names_of,
    same_values,
    shown,
    within,
)
from sectool.importing.rows import IMPACTS, SheetRow
from sectool.model.modification import Entry, Modification
from sectool.model.shape import TO_BE_CONFIRMED
from sectool.queries.affected_documents import NO_TITLE
from sectool.queries.register_sheet import (
    DAYS,
    DOCUMENTS,
    LINK,
    NOTE,
    ON_HOLD,
    RAISED_AS,
    RELEASE,
    SPECIFICATIONS,
    STAGE,
    TITLE,
)
from sectool.values import dataclass


@dataclass(frozen=True)
class Applied:
    """What a row came to: the words for what is new, what was guessed and what could not be."""

    working: Working
    new: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def apply_row(before: RegisterBefore, row: SheetRow, working: Working | None) -> Applied:
    """What a row adds to a modification, or to one that is not there yet."""
    return _OneRow(before, row, working).applied()


class _OneRow:
    def __init__(self, before: RegisterBefore, row: SheetRow, working: Working | None) -> None:
        if row.id is None or row.day is None:
            raise ValueError("a row without an id or a day cannot be applied")
        self.before, self.row, self.id, self.day = before, row, row.id, row.day
        self.register, self.cycle = before.register, before.cycle
        self.values: Mapping[str, Any] = row.values
        self.working = working
        self.new: list[str] = []
        self.guessed: list[str] = []
        self.refused: list[str] = []
        self.kept: list[str] = []
        self.last = last_day(row.day)

    def applied(self) -> Applied:
        if self.working is None:
            self._begin()
        self._take_days()
        facts = self._changed_facts()
        self._take_title()
        self._take_sighting(facts)
        self._take_link()
        working = self.working
        if working is None or not working.modification.history:
            raise ValueError("a modification has an entry")
        return Applied(
            working,
            tuple(self.new),
            tuple(self.guessed),
            tuple(self.refused),
            tuple(self.kept),
        )

    # What is worked upon.

    @property
    def _now(self) -> Modification:
        assert self.working is not None  # noqa: S101 (begun first)
        return self.working.modification

    def _begin(self) -> None:
        title = self.values.get(TITLE)
        if title is None:
            self.guessed.append(f"it has no title: recorded as {NO_TITLE!r}")
        head = {"id": self.id, "title": title or NO_TITLE}
        made = Modification.model_construct(
            {"id", "title", "history"}, id=self.id, title=head["title"], history=()
        )
        made._draft_id = self.register.ids.as_draft(self.id)
        self.working = Working(made, True, head)
        self.new.append("new")

    def _add(self, data: EntryData, words: str) -> None:
        """Puts an entry into the history."""
        # A month is written as its text is: no reader of YAML takes that for anything else.
        ordered = {
            key: str(value) if isinstance(value, Month) else value
            for key, value in data.items()
            if value is not None
        }
        ordered["source"] = self.before.source
        ordered |= {
            key: ordered.pop(key) for key in (NOTE, *FACT_KEYS, SPECIFICATIONS) if key in data
        }
        entry = Entry.model_validate(as_read(ordered), context=self.register.ids)
        assert self.working is not None  # noqa: S101
        changed = self._now.model_copy(update={"history": (*self._now.history, entry)})
        self.working = replace(
            self.working, modification=changed, entries=(*self.working.entries, ordered)
        )
        self.new.append(words)

    def _head(self, key: str, value: str) -> None:
        assert self.working is not None  # noqa: S101
        self.working = replace(
            self.working,
            modification=self._now.model_copy(update={key: value}),
            head={**self.working.head, key: value},
        )

    def _known(self, key: str) -> Any:
        return self.before.value(self._now, self.last, key)

    def _is_news(self, key: str, value: Any, known: Any) -> bool:
        """Whether a cell that differs from the register has changed since sheets before this."""
        if self.working is None or self.working.is_new:
            return True
        since = self.before.unchanged_since(self.id, self.last, key, value)
        if since is None:
            if known is None:
                return True
            there = self.before.entry_of_that_day(self.id, self.last, key)
            if there is None:
                return True
            by = f" ({there.source})" if there.source is not None else ""
            self.refused.append(
                f"{key}: of {plainly(self.day)} itself the register has {shown(known)}{by}; give "
                "the row the day on which it was changed, or correct whichever is wrong"
            )
            return False
        stays = "nothing" if known is None else shown(known)
        self.kept.append(
            f"{key}: the sheet has not changed, but the register has since {plainly(since)}: it "
            f"stays {stays}"
        )
        return False

    # Days of events.

    def _take_days(self) -> None:
        days = {event: self.values[event] for event in DAYS if event in self.values}
        for event, when in sorted(days.items(), key=lambda each: last_day(each[1])):
            if self._has(event, when):
                continue
            if first_day(when) > self.last:
                self._expect(event, when)
            else:
                self._take_day(event, when)

    def _has(self, event: str, when: When) -> bool:
        """Whether the register knows the day already, or refuses another."""
        dated = [
            entry.date
            for entry in self._now.history
            if entry.event == event and entry.date is not None and not entry.part
        ]
        if any(within(day, when) for day in dated):
            return True
        if dated and last_day(dated[-1]) <= self.last:
            self.refused.append(
                f"{event} on {plainly(when)}: the register has {plainly(dated[-1])}; correct "
                "whichever is wrong"
            )
            return True
        return False

    def _take_day(self, event: str, when: When) -> None:
        data: EntryData = {"date": when, "event": event}
        if event == "raised":
            data["as"] = self._raised_as()
            if data["as"] is None:
                self.refused.append(f"raised on {plainly(when)}: nothing says as what")
                return
        if event == "implemented" and RELEASE in self.values:
            data["release"] = self.values[RELEASE]
        self._add(data, f"{event} on {plainly(when)}")

    def _raised_as(self) -> str | None:
        """As what it was raised: as the sheet says, else as ids of its series are usually."""
        given: str | None = self.values.get(RAISED_AS)
        if given is not None:
            return given
        table = self.register.life_cycle_table
        rows = [one for one in (table.steps if table else ()) if "raised" in one.event]
        own = [one.as_ for one in rows if one.prefix and self.id.startswith(one.prefix)]
        draft = re.sub("[0-9].*", "", self.register.ids.as_draft(self.id))
        general = [one.as_ for one in rows if not one.prefix]
        found = own[0] if own else draft if draft in general else next(iter(general), None)
        if found is not None and len({one.as_ for one in rows}) > 1:
            self.guessed.append(f"raised as {found}, since no column says as what")
        return found

    def _expect(self, event: str, when: When) -> None:
        if event == "raised":
            self.refused.append(f"raised on {plainly(when)}, after the day of the sheet")
            return
        key = "month" if isinstance(when, Month) else "day"
        there = any(
            entry.event == "expected"
            and entry.what == event
            and when in (entry.day, entry.month)
            and last_day(entry.when) <= self.last
            for entry in self._now.history
        )
        if not there:
            data = {"seen": self.day, "event": "expected", "what": event, key: when}
            self._add(data, f"{event} expected on {plainly(when)}")

    # Facts, and the stage they were seen with.

    def _changed_facts(self) -> EntryData:
        found: EntryData = {}
        in_parts = bool(self._now.parts) or any(entry.parts for entry in self._now.history)
        for key in (*FACT_KEYS, SPECIFICATIONS):
            if key not in self.values:
                continue
            value, known = self.values[key], self._known(key)
            if key == IMPACTS:
                value = self._whole_impacts(value, known)
            if same_values(key, known, value) or (value is False and not known):
                continue
            if not self._is_news(key, value, known):
                continue
            if in_parts and key in (DOCUMENTS, SPECIFICATIONS, IMPACTS):
                self.refused.append(f"{key}: it has parts, so this is said of each of them")
                continue
            found[key] = as_written(key, value)
        if DOCUMENTS in found or SPECIFICATIONS in found:  # One without the other says none of it.
            found |= {key: as_written(key, self.values[key]) for key in (DOCUMENTS, SPECIFICATIONS)}
        note = self.values.get(NOTE)
        if note is not None and not self._has_note(note):
            found[NOTE] = note
        return found

    def _whole_impacts(self, value: dict[str, str], known: dict[str, str] | None) -> dict[str, str]:
        """The impacts with those that no column is about: a group that is given is whole."""
        parties = self.register.parties
        others = [id_ for id_ in (parties.participants if parties else {}) if id_ not in value]
        words = {id_: (known or {}).get(id_, TO_BE_CONFIRMED) for id_ in others}
        open_ones = [id_ for id_, word in words.items() if word == TO_BE_CONFIRMED]
        if open_ones and value != {id_: (known or {}).get(id_) for id_ in value}:
            self.guessed.append(
                f"no column is about {', '.join(open_ones)}: recorded as to be confirmed"
            )
        return {**words, **value}

    def _has_note(self, note: str) -> bool:
        plain = " ".join(note.split())
        return any(
            entry.note is not None and " ".join(entry.note.split()) == plain
            for entry in self._now.history
        )

    def _take_title(self) -> None:
        title = self.values.get(TITLE)
        if title is None or self.working is None or self.working.is_new:
            return
        known = self._known(TITLE)
        if same_values(TITLE, known, title):
            return
        if self._now.title == NO_TITLE:
            self._head(TITLE, title)
            self.new.append("title")
            return
        if not self._is_news(TITLE, title, known):
            return
        later = [e for e in self._now.history if e.event == "retitled"]
        if self._now.title != known or any(last_day(e.when) > self.last for e in later):
            self.refused.append(
                f"title: on {plainly(self.day)} the register has {shown(known)}, and another later"
            )
            return
        self._add(
            {"seen": self.day, "event": "retitled", "from": self._now.title},
            f"title (before: {shown(known)})",
        )
        self._head(TITLE, title)

    def _take_sighting(self, facts: EntryData) -> None:
        """What was seen on the day: its stage where that is news, and facts with it."""
        stage, held = self.values.get(STAGE) or (None, False)
        if ON_HOLD in self.values:
            held = self.values[ON_HOLD]
        carried = [facts] if facts else []
        if stage is not None and self._stage_is_news(stage):
            self._add_stage(stage, carried.pop() if carried else {})
        self._take_release(carried)
        self._take_hold(held)
        if carried:
            self._add({"seen": self.day, "event": "noted", **carried.pop()}, names_of(facts))
        if self.working is not None and self.working.is_new and not self._seen_on_its_day():
            if stage is not None:
                self._add_stage(stage, {})
            else:
                self._add({"seen": self.day, "event": "noted"}, "seen on that day")
        if stage is not None:
            self._doubt(stage)

    def _doubt(self, stage: str) -> None:
        """Says where the days of a row and its stage contradict each other."""
        ended = ("approved", "rejected", "withdrawn", "implemented")
        over = [
            f"{event} on {plainly(self.values[event])}"
            for event in ended
            if event in self.values and first_day(self.values[event]) <= self.last
        ]
        title = self.cycle.title_of(stage)
        if over and self.cycle.kind_of(stage) in ("draft", "open"):
            self.guessed.append(f"{over[-1]}, and in the stage {title} after that: both are taken")
        standing = self.before.standing(self._now, self.last)
        if standing is not None and standing.stage != stage and not self.kept:
            comes_to = self.cycle.title_of(standing.stage)
            self.guessed.append(f"the sheet has {title}; all that is recorded gives {comes_to}")

    def _add_stage(self, stage: str, facts: EntryData) -> None:
        release = self.values.get(RELEASE)
        if release is not None and self.cycle.event_to(stage, "implemented") is not None:
            # Which release brought it is known by that entry alone.
            more = f", {names_of(facts)}" if facts else ""
            data = {"seen": self.day, "event": "implemented", "release": release, **facts}
            self._add(data, f"in force with {release}{more}")
            return
        title = self.cycle.title_of(stage)
        more = f", {names_of(facts)}" if facts else ""
        self._add({"seen": self.day, "stage": stage, **facts}, f"stage {title}{more}")

    def _seen_on_its_day(self) -> bool:
        return any(last_day(entry.when) == self.last for entry in self._now.history)

    def _stage_is_news(self, stage: str) -> bool:
        standing = self.before.standing(self._now, self.last)
        if standing is None:
            return True
        if standing.stage == stage:
            return standing.dormant
        return self._is_news(STAGE, stage, standing.stage)

    def _take_release(self, carried: list[EntryData]) -> None:
        release = self.values.get(RELEASE)
        if release is None:
            return
        standing = self.before.standing(self._now, self.last)
        if standing is not None and standing.releases == [release]:
            return
        known = standing.releases if standing is not None else []
        if len(known) > 1:
            self.refused.append(f"release {release}: its parts are for {', '.join(known)}")
            return
        if standing is not None and not self._is_news(
            RELEASE, release, known[0] if known else None
        ):
            return
        stage = standing.stage if standing is not None else self.cycle.unknown
        if standing is not None and standing.is_implemented:
            which = f"with {known[0]}" if known else "and not with which release"
            self.refused.append(
                f"release {release}: the register has that it is in force, {which}; correct "
                "whichever is wrong"
            )
            return
        if standing is not None and standing.is_pending:
            event = "scheduled"
        else:
            event = "targeted"
            # Of a draft it would say that it is one no longer.
            follows = self.cycle.may_follow(event, stage)
            if not follows or self.cycle.stage_after(event, stage) != stage:
                self.refused.append(
                    f"release {release}: what is in the stage {self.cycle.title_of(stage)} is "
                    "targeted for none"
                )
                return
        facts = carried.pop() if carried else {}
        more = f", {names_of(facts)}" if facts else ""
        self._add(
            {"seen": self.day, "event": event, "release": release, **facts},
            f"release {release}{more}",
        )

    def _take_hold(self, held: bool) -> None:
        standing = self.before.standing(self._now, self.last)
        now = standing is not None and standing.on_hold
        if held and not now:
            self._add({"seen": self.day, "event": "on-hold"}, "on hold")
        elif now and not held and self.values.get(ON_HOLD) is False:
            self._add({"seen": self.day, "event": "resumed"}, "resumed")

    def _take_link(self) -> None:
        address = self.values.get(LINK) or self.row.link
        if address is None or self.working is None:
            return
        known = self._now.link
        if known is None:
            self._head(LINK, address)
            self.new.append(LINK)
        elif known.rstrip("/") != address.rstrip("/"):
            self.kept.append(f"link: the register has {known}, the sheet {address}")
