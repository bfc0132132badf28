"""When nothing is found missing: while a file cannot be read, or where no timeline has a name."""

from __future__ import annotations

from sectool.diagnostic import suggestion
from sectool.model.register import REFERENCE_FILES, Register


def any_unread(register: Register, *names: str) -> bool:
    """Whether files could not be read on which an answer rests: then nothing is found missing.

    `names` are fields of Register; `modifications` stands for all of them, since one that
    cannot be read might belong to any release.
    """
    files = {REFERENCE_FILES[name][0] for name in names if name in REFERENCE_FILES}
    return bool(files & register.unread) or (
        "modifications" in names
        and any(file.startswith("modifications/") for file in register.unread)
    )


def never_in_a_timeline(register: Register, milestone: str) -> str | None:
    """A milestone that no timeline has is never checked: what to say then, else None.

    Where there is no timeline, or one cannot be read, nothing is said.
    """
    timelines = register.timelines.values()
    known = sorted({id_ for timeline in timelines for id_ in timeline.milestones})
    unread = any(file.endswith("/timeline.yaml") for file in register.unread)
    if not known or unread or milestone in known:
        return None
    return f"no timeline has a milestone {milestone!r}{suggestion(milestone, known)}"
