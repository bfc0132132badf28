"""The kinds of documents: how each is composed and worded, and what it reads, in one table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal

from sectool.blocks import Opening
from sectool.diagnostic import Path
from sectool.documents.edition import Edition
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.schedule import Calendars
from sectool.values import dataclass

# Composes a document as a value: a frozen dataclass of facts, worded by the kind's template.
# A change that the register does not hold cannot be written: CannotCompose says what is missing.
Compose = Callable[[Register, Publication, Edition, Calendars], Any]


class CannotCompose(Exception):
    """The register does not hold what this document is about; the message says what is missing.

    `path` leads to the place in the publication that asks for it, where there is one.
    """

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.path = path


# Whether a document can do without the words of a section. A new one has a place marked for what
# is needed and for what is usual; the rest it names in a comment.
Need = Literal["needed", "usual", "sometimes"]


@dataclass(frozen=True)
class WrittenSection:
    """A section whose sentences only people can write: which words are wanted there."""

    id: str
    wants: str
    need: Need = "sometimes"


@dataclass(frozen=True)
class Start:
    """What `publication new` needs to be told of a kind, and what else it takes: names of options.

    `carried` are the keys that a new document has from the last one of its kind, in the order of
    the file.
    """

    needs: tuple[str, ...] = ("dated",)
    takes: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()


# What a document is about, and so whose files it reads beside those that all of them read.
About = Literal["a release", "a modification", "the register"]


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document. `module` holds its `compose`; it is imported when one is built.

    One that people send by `mail` has a page of HTML that mail programs can take over. `opening`
    is how it begins, and `contents` whether it is long enough for a list of its sections; one with
    a `glossary` ends with the terms that it uses. `words` are the sections that people may write
    for, by the keys of the publication's `words`.
    """

    name: str
    module: str
    template: str
    about: About = "the register"
    mail: bool = False
    opening: Opening = "title block"
    contents: bool = False
    glossary: bool = False
    words: tuple[WrittenSection, ...] = ()
    start: Start = Start()

    @property
    def compose(self) -> Compose:
        found: Compose = import_module(f"sectool.documents.{self.module}.compose").compose
        return found


_LETTER = (
    WrittenSection(
        "reason", "why the date has to move, and what goes wrong if it does not", "needed"
    ),
    WrittenSection("agreement", "who agrees to the new date, in addition to what the register has"),
    WrittenSection("effect", "what Parties can do from the new date on, and what not yet", "usual"),
    WrittenSection("recommendation", "what is recommended, and why from this date on", "needed"),
    WrittenSection("costs", "what moving the date does to the costs", "usual"),
)
_STATUS_REPORT = (
    WrittenSection("summary", "what readers should know first"),
    WrittenSection("define", "more about the new proposals"),
    WrittenSection(
        "working-groups",
        "what the meetings to come are for, and what is still open about them",
        "usual",
    ),
    WrittenSection("refine", "more about consultations and assessments"),
    WrittenSection("opine", "more about reports, votes and decisions"),
    WrittenSection("releases", "more about what went live and what is to come"),
)
_CROSS_CODE = (
    WrittenSection("code", "more about the version of the code in force"),
    WrittenSection("governance", "what has happened apart from modifications", "usual"),
    WrittenSection("modifications", "what applies to all of the modifications"),
    WrittenSection("decisions", "who decides, and how decisions were given"),
    WrittenSection("referrals", "who referred a decision, and what they ask for"),
)
_NEWSLETTER = (
    WrittenSection("greeting", "a welcome, and what this edition is about", "usual"),
    WrittenSection("consultations", "consultations elsewhere that readers may want to answer"),
    WrittenSection("reading", "papers and pages that are worth reading"),
    WrittenSection("contact", "when somebody is there to answer questions"),
)

_PAPER = ("as_of", "meeting", "item", "classification")

KINDS: dict[str, DocumentKind] = {
    kind.name: kind
    for kind in (
        DocumentKind(
            "rid",
            "rid",
            "rid.md.j2",
            about="a release",
            opening="cover",
            contents=True,
            glossary=True,
            start=Start(
                needs=("release",),
                takes=("classification",),
                carried=("classification", "contact", "annexes"),
            ),
        ),
        DocumentKind(
            "letter",
            "letter",
            "letter.md.j2",
            about="a modification",
            opening="letter",
            words=_LETTER,
            start=Start(
                needs=("dated", "modification", "part"),
                takes=_PAPER,
                carried=("classification", "sender", "addressee", "contact"),
            ),
        ),
        DocumentKind(
            "status-report",
            "status_report",
            "status-report.md.j2",
            contents=True,
            words=_STATUS_REPORT,
            start=Start(
                takes=(*_PAPER, "since", "author"),
                carried=("title", "classification", "author", "annexes"),
            ),
        ),
        DocumentKind(
            "cross-code",
            "cross_code",
            "cross-code.md.j2",
            words=_CROSS_CODE,
            start=Start(
                takes=(*_PAPER, "since", "author", "recipient"),
                carried=("title", "classification", "author"),
            ),
        ),
        DocumentKind(
            "newsletter",
            "newsletter",
            "newsletter.md.j2",
            mail=True,
            opening="masthead",
            words=_NEWSLETTER,
            start=Start(takes=("as_of", "since"), carried=("title", "contact")),
        ),
    )
}
