"""What a house places in headers and footers of its own: {title}, {page} and the like.

A content control with such a tag is filled as well. Words that are split over several runs, as Word
leaves them, are read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from sectool.blocks import Document
from sectool.render.openings import foot_of, status_of
from sectool.render.word_runs import field, run
from sectool.render.word_styles import NAMESPACES, Styles

PLACES = ("title", "subtitle", "running", "status", "section", "page", "pages")
_PLACE = re.compile(r"\{([A-Za-z]+)\}")
_P, _R, _T, _RPR = (qn(f"w:{name}") for name in ("p", "r", "t", "rPr"))
_AROUND = ("/header", "/footer")


def placed_of(document: Document, styles: Styles) -> dict[str, str]:
    """The runs for each place: what is known of the document, or a field that Word works out."""
    name = styles.name("Heading1").replace("\\", "\\\\").replace('"', '\\"')
    return {
        "title": run(document.title),
        "subtitle": run(document.subtitle),
        "running": run(foot_of(document)),
        "status": run(status_of(document)),
        "section": field(f'STYLEREF "{name}"'),
        "page": field("PAGE", "1"),
        "pages": field("NUMPAGES", "1"),
    }


def parts_around(file: WordFile) -> Iterator[Any]:
    """The headers and footers that the file has."""
    for rel in file.part.rels.values():
        if rel.reltype.endswith(_AROUND) and not rel.is_external:
            yield rel.target_part


def fill(file: WordFile, placed: Mapping[str, str]) -> None:
    """Puts what is placed where the headers and footers of the house name it."""
    for part in parts_around(file):
        for control in part.element.iter(qn("w:sdt")):
            _fill_control(control, placed)
        for paragraph in list(part.element.iter(_P)):
            _fill_words(paragraph, placed)


def unknown_places(file: WordFile) -> list[str]:
    """What the house names that there is not, each once."""
    names = [
        name
        for part in parts_around(file)
        for paragraph in part.element.iter(_P)
        for name in _PLACE.findall("".join(one.text or "" for one in paragraph.iter(_T)))
    ]
    return [name for name in dict.fromkeys(names) if name not in PLACES]


def _fill_control(control: Any, placed: Mapping[str, str]) -> None:
    """A content control: the first run of it says how the words look."""
    properties, content = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
    tag = None if properties is None else properties.find(qn("w:tag"))
    name = "" if tag is None else tag.get(qn("w:val"), "").strip("{}")
    if name not in placed or content is None:
        return
    for done in ("dataBinding", "showingPlcHdr"):
        for one in properties.findall(qn(f"w:{done}")):
            properties.remove(one)
    runs = list(content.iter(_R))
    if not runs:
        return
    look = runs[0].find(_RPR)
    shown = [] if look is None else [one for one in look if one.tag != qn("w:rStyle")]
    _replace(runs[0], placed[name], shown)
    for one in runs:
        one.getparent().remove(one)


def _fill_words(paragraph: Any, placed: Mapping[str, str]) -> None:
    if "{" not in "".join(one.text or "" for one in paragraph.iter(_T)):
        return
    for holder in list(paragraph.iter(_R)):
        _split(holder)
    while True:
        texts = [one for one in paragraph.iter(_T) if one.getparent().tag == _R]
        words = "".join(one.text or "" for one in texts)
        found = next((one for one in _PLACE.finditer(words) if one[1] in placed), None)
        if found is None:
            return
        at = 0
        within = []
        for one in texts:
            length = len(one.text or "")
            if at < found.end() and at + length > found.start():
                within.append((one, at))
            at += length
        (first, start), (last, end) = within[0], within[-1]
        before = (first.text or "")[: found.start() - start]
        after = (last.text or "")[found.end() - end :]
        holder = first.getparent()
        rest = deepcopy(last.getparent())
        _replace(holder, placed[found[1]], _look(holder), before=False)
        for one, _ in within:
            _set_text(one, "")
        _set_text(first, before)
        if after:
            _set_text(rest.find(_T), after)
            _after(holder, placed[found[1]]).addnext(rest)


def _split(holder: Any) -> None:
    """Makes a run of each thing in a run, so that others can stand between them."""
    look = holder.find(_RPR)
    inside = [one for one in holder if one is not look]
    for one in reversed(inside[1:]):
        alone = parse_xml(f"<w:r {NAMESPACES}/>")
        if look is not None:
            alone.append(deepcopy(look))
        alone.append(one)
        holder.addnext(alone)


def _look(holder: Any) -> list[Any]:
    look = holder.find(_RPR)
    return [] if look is None else list(look)


def _set_text(text: Any, words: str) -> None:
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _replace(holder: Any, runs: str, look: list[Any], *, before: bool = True) -> None:
    """Puts runs before or after one, each with the same look."""
    made = list(parse_xml(f"<w:p {NAMESPACES}>{runs}</w:p>"))
    for one in made if before else reversed(made):
        if look:
            properties = parse_xml(f"<w:rPr {NAMESPACES}/>")
            properties.extend([deepcopy(each) for each in look])
            one.insert(0, properties)
        if before:
            holder.addprevious(one)
        else:
            holder.addnext(one)


def _after(holder: Any, runs: str) -> Any:
    """The last of the runs that were put after a run."""
    for _ in parse_xml(f"<w:p {NAMESPACES}>{runs}</w:p>"):
        holder = holder.getnext()
    return holder
