"""`sectool release show`: what a release holds, what left it, what changed since a baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sectool.cli.present.costs import release_data
from sectool.cli.present.cut_offs import cut_off_data
from sectool.cli.present.tables import fields_of, folded, write_answer
from sectool.cli.session import day_of, unread
from sectool.dates import iso
from sectool.queries.costs import total_in_words
from sectool.queries.cut_offs import cut_off_for
from sectool.queries.loaded import load_register
from sectool.queries.names import release_of
from sectool.queries.register_on import Standing, on_day, register_on
from sectool.queries.release_in_words import (
    baselines_in_words,
    change_in_words,
    designation_in_words,
    dropped_in_words,
    go_live_in_words,
    held_in_words,
    specifications_in_words,
    step_in_words,
    version_in_words,
)
from sectool.queries.release_story import ReleaseStory
from sectool.queries.scope_changes import ScopeChange
from sectool.words import sentence_start


def print_release(root: Path, id_: str, as_of: str | None, *, as_json: bool) -> int:
    """Prints what a release holds on a day, what has left it, and what changed since a baseline."""
    day = day_of("--as-of", as_of)
    loaded = load_register(root)
    story = ReleaseStory(register_on(loaded.register, day), release_of(loaded.register, id_))
    write_answer(lambda: _data(story), lambda: _lines(story), as_json=as_json)
    return unread(loaded, "releases/", "modifications/", "reference/")


def _lines(story: ReleaseStory) -> Iterator[str]:
    named = f"{story.name} ({story.id}, {story.kind})"
    yield from folded("", f"{named}, {on_day(story.on.day)}")
    if not story.known:
        yield "nothing was known of it by then"
        return
    yield from folded("go-live    ", go_live_in_words(story))
    for step in story.steps:
        yield from folded("           ", step_in_words(step))
    version = version_in_words(story)
    if version is not None:
        yield from folded(f"{version[0]:<10} ", version[1])
    approved, targeted = story.scope.approved, story.scope.targeted
    if not approved:
        yield from ("", "No approved modification is recorded for it.")
    yield from _held(story, "Approved", approved)
    if not targeted:
        yield from ("", "No undecided modification is targeted for it.")
    yield from _held(story, "Targeted, not yet decided", targeted)
    dropped = [(one.id, dropped_in_words(one)) for one in story.dropped]
    yield from _under(f"No longer in it ({len(dropped)})", dropped)
    yield from _since_baseline(story)
    yield from ("", *folded("Specifications  ", specifications_in_words(story)))
    requests = story.change_requests
    called = sentence_start(story.on.register.words.requests.several)
    if not requests:
        yield from ("", f"{called}  {'not recorded' if requests is None else 'none'}")
    yield from _under(called, [(one.id, one.title) for one in requests or ()])
    designations = [(one.by, designation_in_words(one)) for one in story.designations]
    yield from _under("Documents changed by designation", designations)
    yield from ("", *folded("Costs  ", total_in_words(story.costs)))


def _held(story: ReleaseStory, heading: str, standings: Iterable[Standing]) -> Iterator[str]:
    rows = [(one.shown_id, held_in_words(story, one)) for one in standings]
    yield from _under(f"{heading} ({len(rows)})", rows)


def _under(heading: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A heading after an empty line, and a line for each row; nothing where there is none."""
    for number, row in enumerate(rows):
        if number == 0:
            yield from ("", heading)
        yield from _row(row)


def _row(row: tuple[str, str]) -> list[str]:
    return folded(f"  {row[0]:<9}  ", row[1])


def _since_baseline(story: ReleaseStory) -> Iterator[str]:
    yield ""
    if not story.baselines:
        yield "No baseline of its scope is recorded."
        return
    yield "Baselines"
    for when, text in baselines_in_words(story):
        yield from folded(f"  {when}  ", text)
    if story.changed:
        yield "Since the last of them"
    elif story.seen_since:
        yield "Since the last of them no change of its scope is dated."
    else:
        yield "Since the last of them nothing in its scope has changed."
    for change in story.changed:
        yield from _row((change.id, change_in_words(change)))
    if story.seen_since:
        yield "First seen after it, so perhaps so before"
    for change in story.seen_since:
        yield from _row((change.id, change_in_words(change)))


_STEP = ("date", "seen", "event", "by", "from", "to", "until", "of", "under", "because", "source")
_BASELINE = ("date", "seen", "by", "covers", "version", "source")


def _data(story: ReleaseStory) -> dict[str, object]:
    """What is shown; nothing but its name of a release that nobody had heard of by then."""
    data = _all_data(story)
    if story.known:
        return data
    kept = ("as-of", "id", "name", "kind", "known", "live", "cancelled", "costs")
    empty: dict[str, object] = {
        key: [] if isinstance(value, list) else None for key, value in data.items()
    }
    return {**empty, "specifications": None, "change-requests": None} | {
        key: data[key] for key in kept
    }


def _all_data(story: ReleaseStory) -> dict[str, object]:
    return {
        "as-of": iso(story.on.day),
        **fields_of(story, "id", "name", "kind", "known"),
        "sec-version": story.facts.code_version,
        **fields_of(story.facts, "code-version", "published"),
        **fields_of(story, "go-live", "live", "not-known-live"),
        **fields_of(story, "cancelled", "instead", "may-move-until"),
        "date-history": [fields_of(step, *_STEP) for step in story.steps],
        "approved": [_item(story, standing) for standing in story.scope.approved],
        "targeted": [_item(story, standing) for standing in story.scope.targeted],
        "dropped": [_change_data(change) for change in story.dropped],
        "baselines": [fields_of(entry, *_BASELINE) for entry, _ in story.baselines],
        "changed-since-baseline": [_change_data(change) for change in story.changed],
        "first-seen-since-baseline": [_change_data(change) for change in story.seen_since],
        "specifications": _rows(story.release.specifications, "specification", "version", "gbcs"),
        "change-requests": _rows(story.change_requests, "id", "title"),
        "designations": [
            fields_of(one, "by", "documents", "says", "seen", "source")
            for one in story.designations
        ],
        "costs": release_data(story.costs),
    }


def _rows(values: Iterable[object] | None, *names: str) -> list[dict[str, object]] | None:
    """Each as its fields; None where nobody said which there are."""
    return [fields_of(one, *names) for one in values] if values is not None else None


def _item(story: ReleaseStory, standing: Standing) -> dict[str, object]:
    return {
        "id": standing.shown_id,
        "title": standing.title,
        "parts": [part.id for part in standing.parts_in(story.id)],
        **cut_off_data(cut_off_for(story.on, standing, story.id)),
    }


def _change_data(change: ScopeChange) -> dict[str, object]:
    return {
        **fields_of(change, "id", "title", "was", "now"),
        **fields_of(change.entry, "event", "by", "date", "seen", "because", "source"),
    }
