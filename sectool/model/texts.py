"""The types of texts: names of things in the register, sentences, phrases of dates, plain words.

Every field that holds text has one of these types, or one made in the same way beside its shape,
so that what the text means is known to every reader of the register: `model.elements` walks it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from sectool.calendar.pattern import ORDINALS
from sectool.dates import WEEKDAYS
from sectool.model.id_form import MODIFICATION
from sectool.model.meaning import Defines, Names, Phrase, Plain, Prose
from sectool.model.shape import (
    CHANGE_REQUEST,
    EDITION,
    ID,
    LINE,
    NAME,
    RELEASE,
    SENTENCE,
    SENTENCES,
    TEXT,
    Checked,
    fault,
    matching,
    one_line,
    quoted,
    text_of,
)

# What impact statements say of everybody.
ALL_PARTIES = "all-parties"

# Names of things that stand elsewhere.
SourceRef = Annotated[str, ID.meant_as(Names("source"))]
BodyRef = Annotated[str, NAME.meant_as(Names("body"))]
DocumentRef = Annotated[str, ID.meant_as(Names("document"))]
SpecificationRef = Annotated[str, NAME.meant_as(Names("specification"))]
TestPhaseRef = Annotated[str, ID.meant_as(Names("test phase"))]
CostPhaseRef = Annotated[str, ID.meant_as(Names("cost phase"))]
ModificationRef = Annotated[str, MODIFICATION.meant_as(Names("modification"))]
ReleaseRef = Annotated[str, RELEASE.meant_as(Names("release"))]
MilestoneRef = Annotated[str, ID.meant_as(Names("milestone"))]
PartRef = Annotated[str, ID.meant_as(Names("part of this modification"))]
AffectedRef = Annotated[str, ID.meant_as(Names("participant, kind or area", also=(ALL_PARTIES,)))]
StageRef = Annotated[str, ID.meant_as(Names("stage"))]
PathRef = Annotated[str, ID.meant_as(Names("path"))]
ConsultationRef = Annotated[str, ID.meant_as(Names("kind of consultation"))]
AssessmentKindRef = Annotated[str, ID.meant_as(Names("kind of assessment"))]
ReleaseKindRef = Annotated[str, ID.meant_as(Names("kind of release"))]
ActRef = Annotated[str, ID.meant_as(Names("act"))]
RecommendationRef = Annotated[str, ID.meant_as(Names("recommendation"))]
# A milestone of any timeline: it counts only in those that have it.
AnyMilestoneRef = Annotated[str, ID.meant_as(Names("milestone", must_exist=False))]
# Nor need any timeline have it: but what is nearly the name of one that is there is a slip.
TimelineMilestoneRef = Annotated[str, ID.meant_as(Names("milestone of a timeline"))]
# A timeline lies in the folder of its release: where that has no file, Y107 says so.
OwnReleaseRef = Annotated[str, RELEASE.meant_as(Names("release", must_exist=False))]
# A register need not have its administrator among its bodies.
AnyBodyRef = Annotated[str, NAME.meant_as(Names("body", must_exist=False))]

# Names that others use. Keys of a file are any text: nothing checks them here.
SourceId = Annotated[str, Defines("source")]
DocumentId = Annotated[str, Defines("document")]
SpecificationName = Annotated[str, Defines("specification")]
CostPhaseId = Annotated[str, Defines("cost phase")]
TermName = Annotated[str, Defines("term")]
TestPhaseId = Annotated[str, Defines("test phase")]
StageId = Annotated[str, ID.meant_as(Defines("stage"))]
PathId = Annotated[str, ID.meant_as(Defines("path"))]
ReleaseKindId = Annotated[str, ID.meant_as(Defines("kind of release"))]
ConsultationId = Annotated[str, ID.meant_as(Defines("kind of consultation"))]
AssessmentKindId = Annotated[str, ID.meant_as(Defines("kind of assessment"))]
ActId = Annotated[str, ID.meant_as(Defines("act"))]
RecommendationId = Annotated[str, ID.meant_as(Defines("recommendation"))]
GroupId = Annotated[str, ID.meant_as(Plain("the group in which reports count a stage"))]
BodyKey = Annotated[str, Plain("phrases and entries call a body by its short name")]
PatternKey = Annotated[str, Plain("what a new release names to be planned so")]
KindKey = Annotated[str, Plain("a kind of document that has words of its own")]
BodyName = Annotated[str, NAME.meant_as(Defines("body"))]
ModificationId = Annotated[str, MODIFICATION.meant_as(Defines("modification"))]
ReleaseId = Annotated[str, RELEASE.meant_as(Defines("release"))]
MilestoneId = Annotated[str, ID.meant_as(Defines("milestone"))]
PartId = Annotated[str, ID.meant_as(Defines("part of this modification"))]
ChangeRequestId = Annotated[str, CHANGE_REQUEST.meant_as(Defines("change request"))]

# Sentences, and the titles and half sentences that stand among them.
ProseText = Annotated[str, SENTENCES.meant_as(Prose())]
ProseLine = Annotated[str, SENTENCE.meant_as(Prose())]
RidText = Annotated[str, SENTENCES.meant_as(Prose(in_rid=True))]
RidLine = Annotated[str, SENTENCE.meant_as(Prose(in_rid=True))]
# The same, or the word `none`, which is a fact.
RidTextOrNone = Annotated[str, TEXT.meant_as(Prose(in_rid=True))]

PhraseLine = Annotated[str, LINE.meant_as(Phrase())]


def link(value: Any) -> str:
    text = text_of(value, "a web address")
    if re.search(r".https?://", text):
        raise fault("Y204", "two web addresses are joined here; keep one")
    if not re.fullmatch(r"https?://[^\s<>\"|\\^`{}]+", text):
        raise fault("Y204", f"{quoted(text)} is not a web address: it starts with https://")
    return text


def relative_path(value: Any) -> str:
    text = one_line(value)
    if text.startswith(("/", "\\")) or ":" in text or ".." in re.split(r"[/\\]", text):
        raise fault("Y204", f"{quoted(text)} must lie inside the register: no '..', no drive")
    return text.replace("\\", "/")


def _pattern(value: Any) -> str:
    # Imported here: no file of a register needs it whose patterns are right in the eyes of a rule.
    from sectool.datelang.parser import PhraseError, parse_pattern

    text = one_line(value)
    try:
        parse_pattern(value)  # as it is written: faults know their characters
    except PhraseError as error:
        raise fault("Y204", error.message, error.help, (error.start, error.end)) from None
    return text


def _starts() -> str:
    """The words with which a pattern starts, in letters of either size."""
    words = [*ORDINALS, "each", "every", *WEEKDAYS]
    either = ("".join(f"[{a.upper()}{a.lower()}]" for a in word) for word in words)
    return f"^[ \\t]*(?:[0-9]+[A-Za-z]+|{'|'.join(either)})[ \\t][^\\n]*\\n*$"


# A pattern of days that come again, 'last Thursday of each June': wrong ones are refused. The
# patterns of bodies are texts that rule C102 reads, so that a wrong one costs that body alone.
Pattern = Annotated[
    str,
    Checked(
        _pattern,
        form="days that come again, such as 'last Thursday of each June'",
        seen_as={"type": "string", "pattern": _starts()},
    ).meant_as(Phrase()),
]

# Words that name nothing and claim nothing.
Remark = Annotated[str, TEXT.meant_as(Plain("said to those who keep the register"))]
Label = Annotated[str, LINE.meant_as(Plain("what something is called, for people"))]
Quotation = Annotated[str, LINE.meant_as(Plain("what a document says, as it says it"))]
Words = Annotated[str, LINE.meant_as(Plain("a few words of its own"))]
ShortName = Annotated[str, NAME.meant_as(Plain("a short name that nothing else goes by"))]
Link = Annotated[
    str,
    Checked(
        link, form="a web address", seen_as={"type": "string", "pattern": "^https?://"}
    ).meant_as(Plain("a web address")),
]
RelativePath = Annotated[
    str,
    Checked(relative_path, form="the path of a file, from the top of the register").meant_as(
        Plain("a file of the register")
    ),
]
Version = Annotated[
    str,
    matching("a version, such as 0.4 or v4.2", r"v?[0-9]+(?:\.[0-9]+)*").meant_as(
        Plain("a version")
    ),
]
TimeOfDay = Annotated[
    str,
    matching("a time of day, such as 17:00", r"(?:[01][0-9]|2[0-3]):[0-5][0-9]").meant_as(
        Plain("a time of day")
    ),
]
Edition = Annotated[
    str, matching("a version, such as 0.4", EDITION.pattern).meant_as(Plain("a version"))
]
