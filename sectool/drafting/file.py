"""What the file of a new publication says: derived, carried over from the last one, or marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sectool.dates import days_after
from sectool.diagnostic import suggestion
from sectool.documents.kinds import KINDS
from sectool.documents.placeholders import mark, sections_of
from sectool.drafting.as_yaml import comment, folded, group, indented, pair
from sectool.drafting.meeting import meeting_lines
from sectool.drafting.request import DraftRequest, lacking, wrong
from sectool.model.publication import Publication
from sectool.model.register import Register, publication_file, release_file
from sectool.queries.document_kinds import short_of_kind
from sectool.schedule import Calendars

# What a report's durations are counted in where no earlier one says it.
CONVENTION = "working days"


class File:
    """The lines of a publication's file, as far as they can be told."""

    def __init__(self, request: DraftRequest, register: Register, calendars: Calendars) -> None:
        self.request, self.register, self.calendars = request, register, calendars
        self.kind = request.kind
        self.before = self._before()
        self.previous = register.publications.get(self.before)

    def _before(self) -> str:
        """The name of the newest publication of the kind, and for the same recipient, by then.

        Letters of one day have the same sender; news of the same day is not news again.
        """
        wanted, dated = (self.request.recipient or "").lower(), self.request.dated
        found = [
            (day, name)
            for name, other in self.register.publications.items()
            if other.kind == self.kind
            and (not wanted or (other.recipient and other.recipient.short.lower() == wanted))
            and (day := _day_of(other)) is not None
            and (dated is None or day < dated or (day == dated and self.kind == "letter"))
        ]
        return max(found)[1] if found else ""

    def lines(self) -> list[str]:
        """The whole file. CannotStart says what it lacks."""
        own: dict[str, Callable[[], list[str]]] = {
            "rid": self._rid,
            "status-report": self._status_report,
            "letter": self._letter,
            "cross-code": self._cross_code,
            "newsletter": self._newsletter,
        }
        return own.get(self.kind, self._plain)()

    # What each kind has of its own.

    def _dated(self, *own: str) -> list[str]:
        """A kind that speaks of a day and has words of people, around what is its own."""
        request = self.request
        return [
            *comment(
                "Whatever is not said here comes from the register, as of the day of the document. "
                "Write over each '[TODO: …]'."
            ),
            f"kind: {self.kind}",
            *pair("dated", request.dated),
            *(pair("as-of", request.as_of) if request.as_of is not None else ()),
            *own,
            *self._words(),
        ]

    def _plain(self) -> list[str]:
        """A kind that is asked for nothing but what any paper is."""
        start_ = KINDS[self.kind].start
        takes = {*start_.needs, *start_.takes}
        return self._dated(
            *(self._news_since() if "since" in takes else ()),
            *(self._meeting() if "meeting" in takes else ()),
            *self._carried(),
        )

    def _rid(self) -> list[str]:
        release = self.request.release or ""
        releases = self.register.releases
        if release_file(release) in self.register.unread:
            raise lacking(f"{release_file(release)} cannot be read: see 'sectool check'")
        if release not in releases:
            raise wrong(
                f"{self.request.called('release')}: no release {release!r}"
                f"{suggestion(release, list(releases))}"
            )
        for name, other in self.register.publications.items():
            if other.kind == "rid" and other.release == release:
                short = short_of_kind(self.register, "rid")
                raise lacking(
                    f"{publication_file(name)} is the {short} of release {release}: add a version "
                    "to it"
                )
        return [
            *comment("Whatever is not said here comes from the register."),
            "kind: rid",
            *pair("release", release),
            *self._carried(),
            *comment("A version is a draft until it is given its 'dated'."),
            *("versions:", "- version: 0.1", "  changes: The first draft."),
        ]

    def _status_report(self) -> list[str]:
        dated = self.request.dated or date.min
        if self.calendars.working is None:
            raise lacking("a status-report counts Working Days: it needs reference/calendar.yaml")
        to = days_after(date(dated.year, dated.month, 1), -1)
        # The twelve months that were over by then.
        start = date(max(dated.year - 1, date.min.year), dated.month, 1)
        counted = CONVENTION
        if self.previous is not None and self.previous.period is not None:
            counted = self.previous.period.counted
        period = [*pair("from", start), *pair("to", to), *pair("counted", counted)]
        return self._dated(
            *self._news_since(),
            *comment("What durations look back on: the twelve months that were over by then."),
            *("period:", *indented(period)),
            *self._meeting(),
            *self._carried(),
            *_items("a news item for the end"),
        )

    def _letter(self) -> list[str]:
        request = self.request
        requested = [
            *pair("modification", (request.modification or "").upper()),
            *pair("part", request.part),
        ]
        lines = ["requested:", *indented(requested), *self._meeting(), *self._carried()]
        if self.previous is None:
            lines += ["sender:", *indented(folded("name", mark("who signs the letter")))]
            lines += ["addressee:", *indented(folded("name", mark("whom the letter goes to")))]
        return self._dated(*lines)

    def _cross_code(self) -> list[str]:
        request = self.request
        known = self.previous.recipient if self.previous is not None else None
        if known is not None:
            lines = comment(f"As in {self.before}.")
            recipient = group(known, without=("last_met",))
        elif request.recipient is None:
            raise wrong(
                "no earlier update says which code it goes to: name it with "
                f"{request.called('recipient')}, such as UNC"
            )
        elif request.since is None:
            raise wrong(
                f"no earlier update for {request.recipient} is on record: say with "
                f"{request.called('since')} after which day things are new"
            )
        else:
            lines = []
            recipient = [
                *folded("code", mark("the name of the code")),
                *pair("short", request.recipient),
                *folded("panel", mark("the name of its panel")),
            ]
        if request.since is None:
            recipient += comment("last-met: YYYY-MM-DD")
        return self._dated(
            *self._news_since("'last-met' says when that panel last met"),
            *lines,
            *("recipient:", *indented(recipient)),
            *self._meeting(),
            *self._carried(),
            *_items("something of governance that is no modification's fact"),
        )

    def _newsletter(self) -> list[str]:
        return self._dated(
            *self._news_since(),
            *self._carried(),
            *_items("news that is not about a modification", closes=True),
        )

    # What several have.

    def _news_since(self, otherwise: str = "'since' says a day") -> list[str]:
        if self.request.since is not None:
            return pair("since", self.request.since)
        if self.previous is None:
            return comment(f"No earlier one is recorded to show what is new, unless {otherwise}.")
        return comment(f"News since {self.before}, unless {otherwise}.")

    def _carried(self) -> list[str]:
        """What the previous one of the kind said, and what was asked for in place of it."""
        given = {"classification": self.request.classification, "author": self.request.author}
        lines, carried = [], []
        stays = KINDS[self.kind].start.carried
        for key in dict.fromkeys((*stays, *given)):
            value = given.get(key)
            if value is not None:
                lines += pair(key, value)
            elif key in stays and self.previous and (own := getattr(self.previous, key)):
                if key == "annexes":
                    # The file of an annex is that of its own document.
                    own = tuple(annex.model_copy(update={"file": None}) for annex in own)
                carried += pair(key, own)
        if carried:
            lines += [*comment(f"As in {self.before}: is it still correct?"), *carried]
        return lines

    def _meeting(self) -> list[str]:
        earlier = self.previous.meeting if self.previous is not None else None
        return meeting_lines(self.request, earlier.body if earlier else None, self.calendars)

    def _words(self) -> list[str]:
        lines, others = [], []
        sections = sections_of(self.kind)
        # A key without a value is an error.
        alone = sum(section.need != "sometimes" for section in sections) == 1
        deletable = "This can be deleted" + (", and 'words' with it." if alone else ".")
        for section in sections:
            text = folded(section.id, mark(section.wants))
            if section.need == "sometimes":
                others += [f"# {line}" for line in text]
                continue
            needed = section.need == "needed"
            hint = comment("The document needs this." if needed else deletable)
            lines += indented([*hint, *text])
        head = "words:" if lines else "# words:"
        if others:
            lines += indented([*comment("Where there is something to say:"), *others])
        return [head, *lines] if lines else []


def _day_of(publication: Publication) -> date | None:
    """The day of a publication, or of the newest version of it that has one."""
    days = [version.dated for version in publication.versions if version.dated is not None]
    return publication.dated or max(days, default=None)


def _items(what: str, *, closes: bool = False) -> list[str]:
    """How to write an item, as a remark: whoever has one takes the # away."""
    lines = ["items:", "- title: …", "  says: >-", "    …"]
    if closes:
        lines += ["  closes: YYYY-MM-DD", '  at: "17:00"']
    return [*comment(f"For {what}:"), *(f"# {line}" for line in lines)]
