"""Every rule: its code, its name, what it is about, and where its findings are made.

On the ground floor, since faults are found from the reading of a file up, and each is printed
with the name of its rule. A rule's module is named by code and name and says the rest; it is
imported only when the rule is asked. Adding one is a file in `sectool/rules/` and a line here.
"""

from __future__ import annotations

from typing import NamedTuple

# Where findings are made that the rule's own module does not make.
READING = "reading"  # while files are read: `source`, `model`, `load`
SCHEDULING = "scheduling"  # while a timeline is scheduled: `schedule`
DOCUMENTS = "documents"  # while documents are tried out: `pipeline`
WAIVERS = "waivers"  # once the waivers were applied: `check`
RULE = "rule"


class RuleCode(NamedTuple):
    """What is known of a rule without its module; `about` repeats the module's `ABOUT`."""

    code: str
    name: str
    about: frozenset[str]
    made_by: str

    @property
    def module(self) -> str:
        """`t108_order_left_open`."""
        return f"{self.code}_{self.name}".lower().replace("-", "_")


_ROWS: tuple[tuple[str, ...], ...] = (
    ("Y101", "file-cannot-be-read", "file", READING),
    ("Y102", "not-yaml", "file", READING),
    ("Y103", "key-twice", "file", READING),
    ("Y104", "yaml-machinery", "file", READING),
    ("Y105", "invisible-character", "file", READING),
    ("Y106", "comma-in-braces", "file", READING),
    ("Y107", "release-without-file", "file", READING),
    ("Y108", "comment-cuts-value", "file", READING),
    ("Y201", "unknown-key", "file", READING),
    ("Y202", "missing-key", "file", READING),
    ("Y203", "wrong-kind", "file", READING),
    ("Y204", "value-not-valid", "file", READING),
    ("Y205", "file-name-differs", "file", READING),
    ("Y206", "file-not-read", "file", READING),
    ("Y207", "shape-too-new", "file", READING),
    ("Y208", "profile-not-known", "file", READING),
    ("Y301", "unknown-name", "file"),
    ("Y302", "waiver-without-finding", "file", WAIVERS),
    ("Y303", "waiver-by-nobody", "file", WAIVERS),
    ("Y304", "called-alike", "file"),
    ("M104", "unknown-event", "file modification", READING),
    ("M105", "event-keys-wrong", "file modification", READING),
    ("M106", "entry-without-time", "file modification", READING),
    ("M107", "facts-outside-parts", "file modification", READING),
    ("M108", "schedule-listed", "modification"),
    ("M109", "irps-unknown", "modification"),
    ("M110", "unknown-cost-phase", "modification"),
    ("M111", "cut-off-after-go-live", "cut-off modification"),
    ("M112", "cannot-follow", "modification"),
    ("M113", "without-power", "modification"),
    ("M114", "assessment-out-of-order", "modification"),
    ("M115", "history-not-in-time", "modification"),
    ("M116", "days-contradict", "modification"),
    ("M117", "assessment-time-differs", "modification"),
    ("M118", "assessed-before-approved", "modification"),
    ("M119", "cost-left-out", "modification"),
    ("M120", "cut-off-missed", "cut-off modification"),
    ("M121", "approved-after-cut-off", "cut-off modification"),
    ("M122", "joined-after-baseline", "modification"),
    ("M123", "after-its-source", "modification"),
    ("M124", "acted-without-meeting", "modification"),
    ("M125", "cut-off-not-a-working-day", "cut-off modification"),
    ("M126", "cut-off-moved", "cut-off modification"),
    ("M127", "cut-off-not-understood", "cut-off"),
    ("M130", "step-not-recorded", "modification"),
    ("M131", "request-not-recorded", "modification"),
    ("M133", "implemented-on-another-day", "modification"),
    ("M140", "stage-never-reached", "modification"),
    ("M141", "event-without-step", "modification"),
    ("M142", "step-twice", "modification"),
    ("M143", "no-life-cycle", "modification"),
    ("M144", "step-leads-elsewhere", "modification"),
    ("M145", "not-of-its-days", "modification"),
    ("R101", "document-without-tick", "release"),
    ("R102", "not-all-parties", "release"),
    ("R103", "operational-costs-contradict", "release"),
    ("R104", "stated-figure-differs", "release"),
    ("R105", "specification-rows-differ", "release"),
    ("R106", "targeted-without-cut-off", "cut-off release"),
    ("R107", "impact-not-ticked", "release"),
    ("R108", "go-live-twice", "release"),
    ("R109", "scope-without-facts", "release"),
    ("R115", "release-says-nothing", "release"),
    ("R116", "parts-counted-whole", "modification release"),
    ("R117", "statement-out-of-scope", "release"),
    ("R118", "listed-for-an-earlier-release", "release"),
    ("R119", "farther-than-before", "timeline"),
    ("R125", "in-force-before-its-release", "release"),
    ("R126", "issued-annex-differs", "document", DOCUMENTS),
    ("R127", "release-decided-without-power", "release"),
    ("R128", "role-not-known", "document", DOCUMENTS),
    ("R129", "role-of-several", "document", DOCUMENTS),
    ("R130", "unknown-impact", "modification"),
    ("R131", "participants-contradict", "release"),
    ("R132", "request-of-another-form", "release"),
    ("R133", "milestone-of-another-body", "timeline"),
    ("R160", "unknown-criterion", "release"),
    ("T101", "phrase-not-understood", "timeline", SCHEDULING),
    ("T102", "unknown-milestone-or-body", "timeline", SCHEDULING),
    ("T103", "circular-dates", "timeline", SCHEDULING),
    ("T104", "not-a-working-day", "timeline"),
    ("T105", "wrong-kind-of-day", "timeline"),
    ("T106", "stated-date-differs", "timeline"),
    ("T107", "phase-not-closed-out", "timeline"),
    ("T108", "order-left-open", "timeline"),
    ("T109", "meetings-skipped", "timeline"),
    ("T110", "no-go-live", "timeline"),
    ("T111", "out-of-calendar", "timeline", SCHEDULING),
    ("T112", "contradictory-dates", "timeline", SCHEDULING),
    ("T113", "test-phases-out-of-order", "timeline"),
    ("T114", "rows-out-of-order", "timeline"),
    ("T115", "paper-too-late", "timeline"),
    ("T116", "no-meeting-that-day", "timeline"),
    ("T117", "lead-time-too-short", "timeline"),
    ("T118", "in-force-too-late", "timeline"),
    ("T119", "earlier-plans-out-of-order", "timeline"),
    ("T120", "go-live-decided-otherwise", "timeline release"),
    ("T122", "not-known-yet", "timeline", SCHEDULING),
    ("T123", "earlier-plan-contradicts-itself", "timeline"),
    ("C101", "invalid-calendar-row", "calendar"),
    ("C102", "invalid-body", "calendar"),
    ("C103", "meeting-on-a-holiday", "calendar"),
    ("C104", "bank-holiday-elsewhere", "calendar"),
    ("C105", "invalid-lead-time", "calendar"),
    ("C106", "meeting-number-differs", "calendar"),
    ("C107", "pattern-without-meetings", "calendar"),
    ("C108", "replaces-no-proposal", "calendar"),
    ("C109", "invalid-id-series", "modification"),
    ("C130", "step-without-length", "calendar"),
    ("D101", "acronym-unknown", "document"),
    ("D102", "stated-name-differs", "document"),
    ("D103", "other-name-of-body", "document"),
    ("D104", "versions-out-of-order", "document"),
    ("D105", "annex-missing", "document", DOCUMENTS),
    ("D106", "template-error", "document", DOCUMENTS),
    ("D107", "style-error", "document", DOCUMENTS),
    ("D108", "character-without-glyph", "document", DOCUMENTS),
    ("D109", "stated-duration-differs", "document"),
    ("D110", "words-missing", "document"),
    ("D111", "weekday-differs", "document"),
    ("D112", "no-such-date", "document"),
    ("D113", "unknown-id", "document"),
    ("D114", "other-title", "document"),
    ("D115", "list-count-differs", "document"),
    ("D116", "no-such-meeting", "document"),
    ("D117", "document-count-differs", "document"),
    ("D118", "other-day", "document"),
    ("D119", "reference-differs", "document"),
    ("D120", "cannot-be-composed", "document", DOCUMENTS),
    ("D121", "withdrawn-without-successor", "document"),
    ("D122", "issued-version-differs", "document"),
    ("D123", "one-paper-twice", "document"),
    ("D124", "record-broken", "document", DOCUMENTS),
    ("D125", "consultation-without-address", "document"),
    ("D126", "changes-not-shown", "document", DOCUMENTS),
    ("D128", "recorded-again-wrongly", "document"),
)


CODES: dict[str, RuleCode] = {
    code: RuleCode(code, name, frozenset(about.split()), made_by[0] if made_by else RULE)
    for code, name, about, *made_by in _ROWS
}
_BY_NAME = {row.name: row.code for row in CODES.values()}


def code_of(word: str) -> str | None:
    """The code of a rule by its code or name: `T108`, `order-left-open`, `Order_Left_Open`."""
    if word.upper() in CODES:
        return word.upper()
    return _BY_NAME.get(word.lower().replace("_", "-"))
