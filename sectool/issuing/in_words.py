"""What became of issued documents in words: verified, compared, listed, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sectool.dates import NO_BREAK, in_full, in_words
from sectool.issuing.agreement import other_annexes
from sectool.words import counted, listed

if TYPE_CHECKING:
    from sectool.compare.stated import OtherFact
    from sectool.issuing.agreement import ComparedIssue
    from sectool.issuing.log import WentOut
    from sectool.issuing.sides import Side
    from sectool.issuing.verification import Verification
    from sectool.model.issued import Issue

_KINDS = {
    "date": "a date",
    "amount": "an amount",
    "id": "an id",
    "version": "a version",
    "tick": "a tick",
    "count": "a number",
    "word": "a word that decides",
}


def verdict_in_words(found: Verification) -> list[str]:
    """Whether the register gives a file: a sentence, and what goes below it."""
    same = f"the register gives this document ({found.now})"
    match found.verdict:
        case "same" if found.recorded == "replaced":
            return [f"this is what was issued ({found.now})"]
        case "same":
            return [same]
        case "recalculated":
            return [f"{same}, whose fingerprint was calculated in another way"]
        case "edited":
            kinds = listed(list(dict.fromkeys(_KINDS[fact.kind] for fact in found.facts)))
            changed = f"but its text was changed, {kinds} among it:"
            return [
                f"its stamp is that of the register ({found.now}), {changed}",
                *map(_other_fact, found.facts),
            ]
        case "reworded":
            return [
                f"its stamp is that of the register ({found.now}), but its words differ: it was "
                "edited, or the wording has changed since",
                *map(_other_fact, found.facts),
            ]
        case "differs":
            return [
                "the register no longer gives this document",
                f"it shows  {found.imprint}",
                f"now it is {found.now}",
            ]


def _other_fact(fact: OtherFact) -> str:
    was, is_ = ("nothing" if value is None else value for value in (fact.before, fact.after))
    return f"{fact.kind}: {was}, where the register gives {is_}"


def recorded_in_words(found: Verification) -> Iterator[str]:
    """What the record of issued versions adds, a line each."""
    record = found.record
    if found.annexes:
        yield f"it went out with {other_annexes(found.annexes)} than the register has now"
    for name in found.beside:
        yield f"{name} next to it is not the file that was issued with it"
    if found.recorded == "not recorded":
        yield "it says that it was issued, but the register has no record of it"
    if found.recorded == "unknown":
        yield "whether it was issued cannot be determined: the record of it cannot be read"
    if record is not None and found.recorded == "replaced":
        shown = found.shown or record
        if shown.version == record.version:
            which = f"transcription {shown.transcription} of version {shown.version}"
            yield f"it is {which}, which transcription {record.transcription} has replaced"
        else:
            yield f"it is version {shown.version}, which version {record.version} has replaced"
    if record is not None and found.recorded == "issued since":
        yield f"it was for issue; version {record.version} has been issued since"
    if record is not None and found.recorded == "withdrawn":
        yield f"it was {withdrawal_in_words(record)}"


def withdrawal_in_words(record: Issue) -> str | None:
    """`withdrawn on Fri 3 Dec 2021: …`; None for a version that was not."""
    withdrawn = record.withdrawn
    if withdrawn is None:
        return None
    return f"withdrawn on {in_full(withdrawn.date)}: {withdrawn.because}"


def issue_in_words(row: WentOut) -> Iterator[str]:
    """What is known of a version that went out: title, reference, record, what became of it."""
    yield row.title
    if row.reference is not None:
        yield f"reference {row.reference}"
    record = row.record
    if record is None:
        yield "known only to have been issued"
    else:
        if record.elsewhere is not None:
            yield f"issued elsewhere ({record.elsewhere})"
        yield f"commit {record.commit[:12]}, fingerprint {record.fingerprint}"
        if record.again is not None:
            yield f"transcription {record.transcription}: {record.again}"
    if row.again:
        yield "recorded again since"
    if row.replaced_by is not None:
        also = ", which was withdrawn" if row.replaced_by_withdrawn else ""
        yield f"replaced by version {row.replaced_by}{also}"
    withdrawal = withdrawal_in_words(record) if record is not None else None
    if withdrawal is not None:
        yield withdrawal
        if row.replaced_by is None:
            yield f"no version of {row.name} is in force"


_STATES = {
    "agrees": "agrees with the register",
    "reworded": "agrees with the register, which now words it differently",
    "superseded": "was replaced by version",
    "retranscribed": "was recorded again",
    "withdrawn": "was withdrawn",
    "differs": "no longer agrees with the register",
    "broken": "has a record that is broken",
    "unknown": "cannot be compared with the register",
}


def state_in_words(held: ComparedIssue, found: Sequence[ComparedIssue]) -> str:
    """Whether one of the issued versions still agrees; with a colon where the reasons follow."""
    record = held.record
    ending = ":" if held.changes or held.because else ""
    if held.state == "superseded":
        newest = next(one for one in found if one.name == held.name and one.is_newest)
        also = ", which was withdrawn" if newest.record.withdrawn is not None else ""
        ending = f" {held.by}{also}"
    state = _STATES[held.state]
    if record.withdrawn is not None:
        state += f" on {in_full(record.withdrawn.date)}"
    return f"{held.name} version {record.version} of {in_full(record.dated)} {state}{ending}"


def states_in_words(found: Sequence[ComparedIssue]) -> Iterator[str]:
    """Of which publications no version stands, how many were compared, and whether they agree."""
    for held in found:
        if held.is_newest and held.state == "withdrawn":
            version = held.record.version
            yield f"{held.name}: version {version} is withdrawn, and no version is in force"
    past = ("superseded", "retranscribed", "withdrawn")
    states = [held.state for held in found if held.state not in past]
    if not states:
        return
    differ, unknown = states.count("differs"), states.count("unknown")
    broken = states.count("broken")
    lines = [
        *([f"{differ} no longer agree{'s' if differ == 1 else ''}"] if differ else []),
        *([f"the record of {broken} is broken"] if broken else []),
        *([f"{unknown} cannot be determined"] if unknown else []),
    ]
    verdict = " and ".join(lines) or "all agree with the register"
    yield f"{counted(len(states), 'issued document')} compared: {verdict}"


def side_in_words(side: Side) -> str:
    """Which state of a document is compared: `version 0.4 (23 November 2021, as issued)`."""
    edition = side.built.edition
    match side.how:
        case "version":
            dated = _day(edition.dated) if edition.dated else "a draft"
            dated += ", as issued" if side.commit else ""
            dated += ", reconstructed" if edition.state == "reconstructed" else ""
            return f"version {edition.version} ({dated})"
        case "day":
            version = f" (version {edition.version})" if edition.version else ""
            return f"as of {_day(edition.as_of)}{version}"
        case "revision":
            return f"revision {side.given} ({(side.commit or '')[:10]})"
        case "now":
            return "the register as it is now"


def _day(day: date | None) -> str:
    return in_words(day).replace(NO_BREAK, " ") if day is not None else "no day"


def files_in_words(files: Sequence[str], version: str) -> list[str]:
    """Which files still say that a version was issued which is withdrawn, a line each."""
    if not files:
        return []
    one = len(files) == 1
    says = f"this file is of version {version} and says"
    if not one:
        says = f"these files are of version {version} and say"
    head = f"{says} that it was issued; delete {'it' if one else 'them'}:"
    return [head, *(f"  {file}" for file in files)]
