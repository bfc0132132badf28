"""The parts that documents of several kinds share, as values."""

from __future__ import annotations

from sectool.values import dataclass


@dataclass(frozen=True)
class AnnexLine:
    """An annex, and the name of the attached file where there is one."""

    letter: str
    title: str
    says: str
    attached: str | None = None
