"""`roles.yaml`: what bodies of a Code do by a power, as data; who has it stands with the bodies.

Python and templates ask for an act. Of the acts that it cannot do without, Python knows a general
name; what a Code calls each of them, and which others it has, is the Code's own.
"""

from collections.abc import Mapping
from typing import Literal

from sectool.model.shape import Shape
from sectool.model.texts import BodyRef, Remark, SourceRef, TimelineMilestoneRef, Words

# Leads the Code, and is reported to · works out solutions · recommends what is to become of a draft
# · votes · has the last word where a vote is not enough · fixes the scope of a release · decides
# whether a release goes live.
GeneralAct = Literal["govern", "refine", "recommend", "vote", "determine", "baseline", "go-live"]


class Role(Shape):
    """An act for which a body needs a power, by the name that the powers of bodies have for it."""

    title: Words
    """What a body with the power does, such as 'decides whether a release goes live'."""
    about: Literal["modifications", "releases", "the Code"]
    """What the act is about."""
    general: GeneralAct | None = None
    """What Python knows the act as; without it, the Code alone knows it."""
    milestone: TimelineMilestoneRef | None = None
    """The milestone of a timeline at which it is done."""
    usually: BodyRef | None = None
    """The body that has it as long as no body is known to have the power."""
    source: SourceRef | None = None
    """The document or page that shows it."""
    note: Remark | None = None
    """Anything else worth knowing about it."""


def acts_known_as(roles: Mapping[str, Role], general: GeneralAct) -> tuple[str, ...]:
    """The acts of a Code that are one of those that Python knows; mostly one."""
    return tuple(act for act, role in roles.items() if role.general == general)
