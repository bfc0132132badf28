"""The releases of a register on a day: what is known of them, when they go live, what they hold."""

from __future__ import annotations

from datetime import date

from sectool.cli.session import misuse
from sectool.dates import When, last_day, plainly
from sectool.diagnostic import suggestion
from sectool.history import PartStanding, Scope, entries_until
from sectool.load import Loaded
from sectool.model.register import Register
from sectool.model.release import Release
from sectool.queries.register_on import register_on


def on_day(as_of: date | None) -> str:
    """`on Tue 23 Nov 2021`, or that nothing was left out."""
    return f"on {plainly(as_of)}" if as_of is not None else "with all that is recorded"


class Releases:
    """The releases of a register on a day (None: with all that is known)."""

    def __init__(self, loaded: Loaded, as_of: date | None) -> None:
        self.loaded, self.as_of = loaded, as_of
        self.register: Register = loaded.register
        self.on = register_on(self.register, as_of)

    def named(self, id_: str) -> Release:
        """The release of an id; Refused where there is none."""
        found = self.register.releases.get(id_)
        if found is None:
            there = suggestion(id_, sorted(self.register.releases))
            raise misuse(f"there is no release {id_!r}{there}")
        return found

    def known(self) -> list[Release]:
        """The releases that something was known of on the day, by id."""
        named = {
            entry.release
            for modification in self.register.modifications.values()
            for entry in entries_until(modification, self.as_of)
        }
        return [
            release
            for id_, release in sorted(self.register.releases.items())
            if self.as_of is None or id_ in named or self._was_told(release)
        ]

    def _was_told(self, release: Release) -> bool:
        source = self.register.sources.get(release.source or "")
        told = [entry.date or entry.seen for entry in release.history]
        told += [source.dated] if source is not None else []
        return any(
            when is not None and self.as_of is not None and last_day(when) <= self.as_of
            for when in told
        )

    def go_live(self, id_: str) -> When | None:
        """The day of go-live, or the month where no more is known."""
        return self.on.go_live(id_)

    def day_of_part(self, part: PartStanding) -> When | None:
        """The day last scheduled or directed for a part, else that of its release."""
        return part.day or (self.go_live(part.release) if part.release else None)

    def went_live(self, id_: str) -> bool:
        """Whether an entry says, by the day, that the release has gone live."""
        return id_ in self.on.live

    def scope(self, id_: str) -> Scope:
        return self.on.scope(id_)
