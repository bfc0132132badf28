"""A text gives a release or a cut-off another day than the register does.

What is checked is the day on which a release goes live, by its current plan, and the cut-off of a
modification, as it was known on the day of the text or is known now. What is open, or said of what
might be or was once planned, is not checked.

Bad:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off: {date: 2029-12-20}
      note: The cut-off date of MP002 is 20 November 2029.    # D118

Good:

    # modifications/MP002.yaml
    id: MP002
    title: Another change
    will: make the change
    impacts: {suppliers: true, dcc: system}
    documents: none
    history:
    - date: 2029-01-09
      event: targeted
      release: 2030-06
      cut-off: {date: 2029-12-20}
      note: The cut-off date of MP002 is 20 December 2029.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from sectool.dates import in_full
from sectool.diagnostic import Finding, Related, Severity
from sectool.model.register import Register, modification_file
from sectool.prose.readings import DateInText, ids_in
from sectool.prose.sentences import END_OVER_LINES, sentence_around
from sectool.prose.texts import Passage, texts_of
from sectool.queries.register_on import register_on
from sectool.rules.go_lives import go_live_of
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "modifications", "timelines", "releases"}
ABOUT = {"document"}

_IS = (
    r"(?:\s+(?:is|was|will\s+be|falls|takes\s+place|took\s+place)(?:\s+on)?\s+(?:the\s+)?"
    r"|:\s+|\s*[,(]\s*)"
)
_GOES = (
    r",?\s+(?:which\s+)?(?:(?:will|then|also|is|to|due|planned|expected|scheduled)\s+)*"
    r"(?:(?:goes|go|went)\s+live|implemented)\s+on\s+(?:the\s+)?"
)
_GO_LIVE = r"(?:[Gg]o-live|[Ii]mplementation)(?:\s+(?:date|day))?"
_CUT_OFF = r"[Cc]ut-?off(?:\s+(?:date|day))?"
_AN_ID = r"(?P<id>(?<!\w)[A-Z]{1,10}\s?[0-9]{3,6}[A-Z]?(?!\w))"
_CUT_OFFS = (
    rf"\b{_CUT_OFF}\s+(?:of|for)\s+{_AN_ID}{_IS}",
    rf"{_AN_ID}(?:[’']s)?\s+{_CUT_OFF}{_IS}",
    rf"{_AN_ID}\s+has\s+(?:a|its|the)\s+{_CUT_OFF}\s+(?:of|on)\s+",
    rf"{_AN_ID}\s*[,(]\s*(?:with\s+)?(?:(?:a|its|the)\s+)?{_CUT_OFF}(?:\s+(?:of|on|is)|:)?\s+",
)
# What might be, is wanted, or was once so.
_NO_FACT = (
    r"\b(?:if|unless|should|would|could|might|(?-i:may)|instead|originally|first|not|never|no|nor|than"
    r"|moved?|moves|moving|options?|propos\w+|ask(?:s|ed)?|request\w*|previous\w*|earlier|former\w*"
    r"|later|until|had|postpone[sd]?|delay(?:s|ed)?|either|or|once|whether|wrong(?:ly)?|error|said"
    r"|says|test\w*|part\w*)\b"
)


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "modifications"):
        return
    named = _names(subject)
    # The forms take long to compile, and few texts have the words of one.
    go_lives = cache(lambda: _compiled(_go_lives(named)))
    cut_offs = cache(lambda: _compiled(_CUT_OFFS))
    for passage in texts_of(register):
        starts = {found.span[0]: found for found in passage.dates}
        if not starts:
            continue
        folded = _folded(passage.text)
        for form in go_lives() if _may_go_live(folded, named) else ():
            for match in form.finditer(passage.text):
                release = named[_folded(match["release"])]
                when = _doubted(passage, match, starts)
                held = go_live_of(subject, release) if when is not None else None
                if when is None or held is None or held[0] in passage.days(when):
                    continue
                name = register.releases[release].name
                yield Finding(
                    f"the {name} goes live on {in_full(held[0])}, not on {_shown(passage, when)}",
                    passage.at(when.span),
                    "correct the day, or the plan of the release",
                    (Related("its go-live is recorded here", held[1]),),
                )
        for form in cut_offs() if "cut-off" in folded or "cutoff" in folded else ():
            for match in form.finditer(passage.text):
                when = _doubted(passage, match, starts)
                id_ = next((one.id for one in ids_in(match["id"], register.ids)), None)
                if when is None or id_ is None:
                    continue
                known = _cut_offs(register, id_, passage)
                if not known or not set(known).isdisjoint(passage.days(when)):
                    continue
                yield Finding(
                    f"the cut-off of {id_} is {in_full(known[-1])}, not {_shown(passage, when)}",
                    passage.at(when.span),
                    f"correct the day, or record the other cut-off in {modification_file(id_)}",
                )


def _doubted(
    passage: Passage, match: re.Match[str], starts: Mapping[int, DateInText]
) -> DateInText | None:
    """The date that a form leads to, where its sentence states a fact."""
    when = starts.get(match.end())
    if when is None or not passage.days(when):
        return None
    sentence = sentence_around(passage.text, (match.start(), when.span[1]), END_OVER_LINES)
    return None if re.search(_NO_FACT, sentence, re.IGNORECASE) else when


def _shown(passage: Passage, when: DateInText) -> str:
    days = passage.days(when)
    return in_full(days[0]) if len(days) == 1 else when.words


def _names(subject: Subject) -> dict[str, str]:
    """The releases by their names, folded, with and without the name of the code."""
    settings = subject.register.settings
    code = f" {settings.code.short} ".lower() if settings is not None else " "
    named: dict[str, str] = {}
    for id_, release in subject.register.releases.items():
        name = _folded(release.name)
        named.setdefault(name, id_)
        named.setdefault(name.replace(code, " "), id_)
    return named


def _may_go_live(folded: str, named: Iterable[str]) -> bool:
    """Whether a folded text has the name of a release and a word for its going live."""
    return ("live" in folded or "implement" in folded) and any(name in folded for name in named)


def _compiled(forms: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in forms)


def _go_lives(named: Mapping[str, str]) -> tuple[str, ...]:
    """How a sentence says when a release goes live, up to the date."""
    if not named:
        return ()
    names = sorted(named, key=lambda name: (-len(name), name))
    written = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
    release = rf"(?<!\w)(?P<release>(?i:{written}))(?!\w)"
    return (
        rf"{release}{_GOES}",
        rf"{release}(?:[’']s)?\s+{_GO_LIVE}{_IS}",
        rf"\b{_GO_LIVE}\s+(?:of|for)\s+(?:the\s+)?{release}{_IS}",
    )


def _cut_offs(register: Register, id_: str, passage: Passage) -> list[date]:
    """The cut-off known on the day of a text, and the one known now; none where none was."""
    if id_ not in register.modifications:
        return []
    standings = [register_on(register, day).standing(id_) for day in (None, passage.last)]
    cut_offs = [one.facts.cut_off for one in standings if one is not None]
    days = [one.date for one in cut_offs if one is not None and one.date is not None]
    return days if len(days) == len(standings) else []


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
