"""What the heading of a column means: our own headings, and those that people often write.

Words of no Code stand here: what it calls its participants and itself comes from the register.
"""

from __future__ import annotations

import re

from sectool.model.register import Register
from sectool.queries.register_sheet import (
    DOCUMENTS,
    ID,
    LINK,
    NOTE,
    ON_HOLD,
    PATH,
    RAISED_AS,
    RELEASE,
    REPORTED,
    SPECIFICATIONS,
    STAGE,
    TITLE,
    affects,
    headings_of,
)

# What stands in a map for a column that is not taken.
LEFT_OUT = "none"

_HEADINGS: dict[str, str] = {
    ID: "id; ids; ref; reference; reference number; number; no; nr; #; code; id number; "
    "identifier; modification; modification id; modification number; modification no; "
    "modification ref; "
    "modification reference; mod; mods; mod id; mod no; mod number; mod ref; mod reference; "
    "change; change id; change no; change number; change ref; proposal; proposal id; proposal no; "
    "proposal number",
    TITLE: "title; name; modification title; modification name; mod title; mod name; full title; "
    "change title; proposal title; subject",
    STAGE: "stage; status; state; current stage; current status; current state; mod status; "
    "mod stage; modification status; modification stage; stage status; stage now; progress",
    ON_HOLD: "on hold; hold; paused",
    REPORTED: "last reported; as at; as of; status date; stage date; status as at; status at; "
    "last updated; last update; updated; date updated; update date; reported; report date; "
    "date reported; date of status; date of report; status updated",
    "raised": "raised; submitted; submission; received; proposed; opened; created",
    "converted": "converted; conversion",
    "approved": "approved; approval",
    "rejected": "rejected; rejection",
    "withdrawn": "withdrawn; withdrawal",
    "implemented": "implemented; implementation; in force; into force; effective",
    RAISED_AS: "raised as",
    RELEASE: "release; target release; targeted release; targeted for; target; planned release; "
    "implementation release; release target",
    PATH: "path; modification path; route; governance path; governance; decision path",
    "urgent": "urgent; urgency; is urgent",
    "fast-track": "fast track; fasttrack; is fast track",
    "proposer": "proposer; raised by; proposed by; originator; submitted by; sponsor",
    DOCUMENTS: "documents; document; documents affected; affected documents; documents impacted; "
    "impacted documents; documents changed; legal text",
    SPECIFICATIONS: "specifications; specification; technical specifications; "
    "specifications affected; affected specifications; specifications changed",
    "will": "will; what it will do",
    "problem": "problem; issue; problem statement; issue statement; the issue; the problem",
    "solution": "solution; proposed solution; the solution",
    LINK: "link; web link; url; web page; webpage; page; web address; website; hyperlink",
    NOTE: "note; notes; comment; comments; remark; remarks",
}
_BESIDE_A_DAY = frozenset(["date", "dates", "day", "on", "of", "the", "when", "was", "actual"])
_BEFORE_A_PARTICIPANT = re.compile(
    r"(?:affects|affected|impacts?(?: on)?|impacted|impacting)\b[: ]*|:"
)


def plain_heading(text: str) -> str:
    """A heading without capitals, marks and what stands in brackets."""
    text = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text.casefold())
    return " ".join(re.sub(r"[^\w#]+", " ", text.replace("_", " ")).split())


class Headings:
    """The headings that are known for a register."""

    def __init__(self, register: Register) -> None:
        self._meant: dict[str, str] = {}
        for key, written in _HEADINGS.items():
            self._meant |= dict.fromkeys(map(str.strip, written.split(";")), key)
        self._meant |= {plain_heading(heading): key for key, heading in headings_of(register)}
        self._whom: dict[str, str] = {}
        known = register.parties.participants if register.parties is not None else {}
        for id_, one in known.items():
            for name in (id_, one.title, one.parties):
                self._whom.setdefault(plain_heading(name), affects(id_))
        self.keys = frozenset((*_HEADINGS, *self._whom.values(), LEFT_OUT))
        # The Code's own name says nothing of a column in its register.
        short = register.settings.code.short if register.settings is not None else ""
        self._code = plain_heading(short)

    def meaning(self, text: str) -> str | None:
        """What a column of this heading is about; None where that is not known."""
        heading = plain_heading(text)
        for words in dict.fromkeys((heading, self._without_code(heading))):
            found = self._meant.get(words) or self._day(words) or self._participant(words)
            if found is not None:
                return found
        return None

    def _without_code(self, heading: str) -> str:
        return " ".join(word for word in heading.split() if word != self._code)

    def _day(self, heading: str) -> str | None:
        """Of `date raised`: what happened on that day."""
        words = heading.split()
        kept = [word for word in words if word not in _BESIDE_A_DAY]
        found = self._meant.get(" ".join(kept))
        days = ("raised", "converted", "approved", "rejected", "withdrawn", "implemented")
        return found if len(kept) < len(words) and found in days else None

    def _participant(self, heading: str) -> str | None:
        return self._whom.get(_BEFORE_A_PARTICIPANT.sub("", heading, count=1).strip())
