"""Keys of files explained in words: pages in Markdown, and lines for a screen."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.queries.keys_explained import (
    FILE_KINDS,
    ExplainedFile,
    ExplainedGroup,
    ExplainedKey,
    FileKind,
    explained_file,
)
from sectool.words import sentence_start

__all__ = ["file_lines", "index_lines", "index_page", "key_lines", "page"]

_MADE = "<!-- Made from the shapes of the files; tests/test_explain.py writes it. -->\n"


def about_file(file: ExplainedFile) -> str:
    """What a kind of file is for, in a sentence."""
    about = file.groups[0].about
    # `release.yaml`: the package.
    names_file = about.startswith(("`", "An item of `"))
    return sentence_start(about.partition(": ")[2] if names_file else about)


def index_lines() -> Iterator[str]:
    """Each kind of file for a screen, and what it is."""
    width = max(len(kind.called) for kind in FILE_KINDS)
    for kind in FILE_KINDS:
        yield f"  {kind.called:<{width}}  {about_file(explained_file(kind))}"
    yield ""
    yield "'sectool explain FILE' lists its keys."


def index_page() -> str:
    """The list of all pages."""
    rows = "".join(
        f"| [{kind.called}]({kind.name}.md) | `{kind.pattern}` "
        f"| {about_file(explained_file(kind))} |\n"
        for kind in FILE_KINDS
    )
    return (
        f"# The files of a register, key by key\n\n{_MADE}\n"
        "`sectool explain release.yaml:go-live` prints the same for one key.\n\n"
        f"| kind | files | what it is |\n|---|---|---|\n{rows}"
    )


def page(kind: FileKind) -> str:
    """The reference page of a kind of file."""
    file = explained_file(kind)
    first, *others = file.groups
    parts = [
        f"# {kind.called}\n\n{_MADE}\n`{kind.pattern}`: {about_file(file)}\n",
        f"\nThe whole file is {file.form}.\n" if file.form else "",
        f"\nThe least that such a file has:\n\n```yaml\n{file.example}\n```\n"
        if file.example
        else "",
        *_table(first),
    ]
    for group in others:
        parts += [f"\n## {group.title}\n\n{group.about}\n", *_table(group)]
    return "".join(parts)


def _table(group: ExplainedGroup) -> Iterator[str]:
    for condition in group.conditions:
        yield f"\n{sentence_start(condition)}.\n"
    by = next((key.with_[0] for key in group.keys if key.with_ is not None), None)
    yield f"\n| key | needed | what it is for | form |{f' with {by} |' if by else ''}\n"
    yield f"|---|---|---|---|{'---|' if by else ''}\n"
    for key in group.keys:
        cells = [f"`{key.key}`", "yes" if key.needed else "", key.about, _form(key)]
        cells += [_with(key)] if by else []
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |\n"


def _form(key: ExplainedKey) -> str:
    anchor = key.below_title.lower().replace(" ", "-")
    return key.form.replace("a group of keys", f"a group of keys ([{key.below_title}](#{anchor}))")


def _with(key: ExplainedKey) -> str:
    return ", ".join(key.with_[1]) if key.with_ is not None else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def file_lines(file: ExplainedFile) -> Iterator[str]:
    """A kind of file for a screen: what it is, its outermost keys, and the least that it has."""
    kind = file.kind
    yield f"{kind.called} ({kind.pattern})"
    yield about_file(file)
    if file.form:
        yield f"The whole file is {file.form}."
    yield ""
    yield from _keys(file.groups[0])
    yield ""
    if file.example:
        yield "The least that such a file has:"
        yield ""
        yield from (f"    {line}" for line in file.example.splitlines())
        yield ""
    yield f"'sectool explain {kind.called}:KEY' explains a key."


def key_lines(
    kind: FileKind, path: str, key: ExplainedKey, below: ExplainedGroup | None
) -> Iterator[str]:
    """A key for a screen: what it is for, its form, when it goes, an example, what is below it."""
    yield f"{kind.called}:{path}{' (needed)' if key.needed else ''}"
    yield key.about
    yield f"Form: {key.form}"
    if key.with_ is not None:
        by, values = key.with_
        yield f"Only with {by}: {', '.join(values)}"
    yield ""
    yield "Example:"
    yield ""
    yield from (f"    {line}" for line in key.example.splitlines())
    if below is not None:
        yield ""
        yield from _keys(below)


def _keys(group: ExplainedGroup) -> Iterator[str]:
    yield "Keys (* needed):"
    width = max(len(key.key) for key in group.keys) + 2
    for key in group.keys:
        yield f"  {key.key + (' *' if key.needed else ''):<{width}}  {key.about}"
    for condition in group.conditions:
        yield f"{sentence_start(condition)}."
