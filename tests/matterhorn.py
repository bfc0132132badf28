"""A tagged PDF walked by the checkpoints of the Matterhorn Protocol 1.1 for ISO 14289-1 (PDF/UA-1).

Each failure names its condition and the clause of the standard. Those that only a person can judge
(whether an alternative text says enough, say) are not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pypdf

# ISO 32000-1, 14.8.4: the standard structure types.
_STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Figure",
        "Formula",
        "Form",
    ]
)
# Which elements some may stand in, and which some may hold (14.8.4.3 and 14.8.4.2).
_PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
_CHILDREN = {
    "Table": {"Caption", "TR", "THead", "TBody", "TFoot"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody", "Div"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
_PAINTS = frozenset(b"f F f* B B* b b* S s Do sh Tj TJ ' \" EI".split())


class Element:
    """An element of the structure: its own tag, the standard one that stands for, what it holds."""

    def __init__(self, found: Any, roles: Any, page: Any) -> None:
        self.found = found
        self.own = found["/S"][1:]
        self.tag = self.own
        seen = set()
        while f"/{self.tag}" in roles and self.tag not in seen:
            seen.add(self.tag)
            self.tag = roles[f"/{self.tag}"][1:]
        self.page = found.raw_get("/Pg").idnum if "/Pg" in found else page
        self.elements: list[Element] = []
        self.marks: list[tuple[int, int]] = []  # the page and the number of marked content
        self.annotations: list[Any] = []
        for kid in _several(found.get("/K")):
            if isinstance(kid, int):
                self.marks.append((self.page, kid))
            elif kid.get("/Type") == "/MCR":
                there = kid.raw_get("/Pg").idnum if "/Pg" in kid else self.page
                self.marks.append((there, kid["/MCID"]))
            elif kid.get("/Type") == "/OBJR":
                self.annotations.append(kid.raw_get("/Obj").idnum)
            else:
                self.elements.append(Element(kid, roles, self.page))

    @property
    def attributes(self) -> dict[str, Any]:
        return {k: v for one in _several(self.found.get("/A")) for k, v in one.items()}

    def walk(self) -> Iterator[Element]:
        yield self
        for one in self.elements:
            yield from one.walk()


def faults(content: bytes) -> list[str]:
    """What keeps a file from PDF/UA-1, each as `condition (clause): what is wrong`."""
    reader = pypdf.PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    if "/StructTreeRoot" not in root:
        return ["01-005 (7.1-1): nothing is tagged"]
    tree = root["/StructTreeRoot"]
    roles = tree.get("/RoleMap", {})
    tops = [Element(one, roles, None) for one in _several(tree["/K"])]
    every = [one for top in tops for one in top.walk()]
    return [
        *_of_file(reader, root, roles, every),
        *_of_content(reader, every),
        *_of_nesting(every),
        *_of_headings(every),
        *_of_tables(every),
        *_of_notes_and_pictures(every),
        *_of_annotations(reader, every),
        *_of_fonts(reader),
    ]


def _of_file(reader: Any, root: Any, roles: Any, every: list[Element]) -> Iterator[str]:
    mark = root.get("/MarkInfo", {})
    if _is(mark.get("/Suspects")):
        yield "01-007 (7.1-11): suspects are left"
    if not _is(mark.get("/Marked")):
        yield "01-005 (7.1-1): the file does not say that it is tagged"
    for one in every:
        if one.tag not in _STANDARD:
            yield f"02-001 (7.1-3): {one.own} stands for no standard type"
    for name, found in roles.items():
        if name[1:] in _STANDARD:
            yield f"02-004 (7.1-4): the standard type {name} is mapped to {found}"
    xmp = root["/Metadata"].get_data().decode("utf-8") if "/Metadata" in root else ""
    if not xmp:
        yield "06-001 (7.1-8): no metadata"
    if "<pdfuaid:part>1</pdfuaid:part>" not in xmp:
        yield "06-002 (5-1): it does not say that it is PDF/UA-1"
    if not re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+<", xmp, re.DOTALL):
        yield "06-003 (7.1-8): no dc:title"
    if not _is(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")):
        yield "07-001 (7.1-9): its title is not displayed"
    if not str(root.get("/Lang", "")):
        yield "11-006 (7.2-2): no language"
    if "/AcroForm" in root and "/XFA" in root["/AcroForm"]:
        yield "25-001 (7.15-1): a dynamic form"
    if reader.is_encrypted:
        yield "26-002 (7.16-1): it is encrypted"


def _of_content(reader: Any, every: list[Element]) -> Iterator[str]:
    tagged = {mark for one in every for mark in one.marks}
    marked = set()
    for number, page in enumerate(reader.pages, start=1):
        inside: list[str | int | None] = []
        for operands, operator in page.get_contents().operations:
            if operator in (b"BDC", b"BMC"):
                facts = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
                kind: str | int | None = facts.get("/MCID")
                kind = "artifact" if operands[0] == "/Artifact" else kind
                if kind == "artifact" and any(isinstance(one, int) for one in inside):
                    yield f"01-003 (7.1-1): page {number}: an artifact inside tagged content"
                if isinstance(kind, int):
                    marked.add((page.indirect_reference.idnum, int(kind)))
                    if "artifact" in inside:
                        yield f"01-004 (7.1-1): page {number}: tagged content inside an artifact"
                inside.append(kind)
            elif operator == b"EMC":
                inside.pop()
            elif operator in _PAINTS and not any(one is not None for one in inside):
                yield f"01-005 (7.1-2): page {number}: {operator!r} is neither tagged nor artifact"
    if marked != tagged:
        yield f"01-005 (7.1-1): the structure has not all that is marked: {marked ^ tagged}"
    times = [mark for one in every for mark in one.marks]
    if len(times) != len(tagged):
        yield "01-006 (7.1-1): content stands in the structure twice"


def _of_nesting(every: list[Element]) -> Iterator[str]:
    for one in every:
        for kid in one.elements:
            parents, kids = _PARENTS.get(kid.tag), _CHILDREN.get(one.tag)
            if parents is not None and one.tag not in parents:
                yield f"09-004 to 09-008 (7.2-1): {kid.tag} in {one.tag}"
            if kids is not None and kid.tag not in kids:
                yield f"09-004 to 09-008 (7.2-1): {one.tag} has {kid.tag}"
            if kid.tag == "Caption" and kid is not one.elements[0] and one.tag != "Figure":
                yield f"09-004 (7.2-1): a caption is not the first of its {one.tag}"
        if one.tag in _CHILDREN and one.marks:
            yield f"09-004 to 09-008 (7.2-1): {one.tag} has words of its own"
        if one.tag in ("P", "H1", "H2", "H3", "LBody", "Link", "Note") and not (
            one.marks or one.elements
        ):
            yield f"01-006 (7.1-1): {one.tag} is empty"


def _of_headings(every: list[Element]) -> Iterator[str]:
    levels = [int(one.tag[1]) for one in every if re.fullmatch("H[1-6]", one.tag)]
    if not levels:
        yield "14-001 (7.4-1): no heading"
    elif levels[0] != 1:
        yield f"14-002 (7.4.2-1): the first heading is of level {levels[0]}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"14-003 (7.4.2-1): a heading of level {after} follows one of {before}"
    if levels and any(one.tag == "H" for one in every):
        yield "14-007 (7.4.4-3): headings with and without level"


def _of_tables(every: list[Element]) -> Iterator[str]:
    for table in (one for one in every if one.tag == "Table"):
        rows = [one for one in table.walk() if one.tag == "TR"]
        cells = [one for row in rows for one in row.elements]
        heads = [one for one in cells if one.tag == "TH"]
        if not heads:
            yield "15-001 (7.5-1): a table without headings"
        if [one for one in heads if one.attributes.get("/Scope") not in ("/Row", "/Column")]:
            yield "15-003 (7.5-2): a heading of a table without scope"
        named = {str(one.found.get("/ID")) for one in heads}
        for one in cells:
            if not {str(id_) for id_ in one.attributes.get("/Headers", [])} <= named:
                yield "15-003 (7.5-2): a cell names a heading that is none"
        widths: dict[int, int] = {}
        for at, row in enumerate(rows):
            for one in row.elements:
                for down in range(int(one.attributes.get("/RowSpan", 1))):
                    wide = int(one.attributes.get("/ColSpan", 1))
                    widths[at + down] = widths.get(at + down, 0) + wide
        if len(set(widths.values())) > 1:
            yield "15-005 (7.5-2): rows of a table are not equally wide"


def _of_notes_and_pictures(every: list[Element]) -> Iterator[str]:
    ids = [str(one.found.get("/ID", "")) for one in every if one.tag == "Note"]
    if "" in ids:
        yield "19-003 (7.9-1): a note without an id"
    if len(set(ids)) != len(ids):
        yield "19-004 (7.9-2): two notes have one id"
    for one in every:
        if one.tag in ("Figure", "Formula") and not one.found.get("/Alt"):
            yield f"13-004 (7.3-1): {one.tag} without alternative text"


def _of_annotations(reader: Any, every: list[Element]) -> Iterator[str]:
    linked = {number for one in every if one.tag == "Link" for number in one.annotations}
    for number, page in enumerate(reader.pages, start=1):
        found = page.get("/Annots") or []
        if len(found) and page.get("/Tabs") != "/S":
            yield f"28-008 (7.18.3-1): page {number}: tabs do not follow the structure"
        for reference in found:
            note = reference.get_object()
            if note["/Subtype"] != "/Link":
                yield f"28-002 (7.18.1-2): page {number}: {note['/Subtype']}"
            if reference.idnum not in linked:
                yield f"28-011 (7.18.5-1): page {number}: a link outside the structure"
            if not note.get("/Contents"):
                yield f"28-012 (7.18.5-2): page {number}: a link without description"


def _of_fonts(reader: Any) -> Iterator[str]:
    for page in reader.pages:
        for name, reference in page["/Resources"].get("/Font", {}).items():
            font = reference.get_object()
            inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
            if "/ToUnicode" not in font:
                yield f"10-001 (7.2-1): {name} has no characters"
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"]):
                yield f"31-009 (7.21.4.1-1): {name} is not embedded"


def _is(found: Any) -> bool:
    return getattr(found, "value", found) is True


def _several(value: Any) -> list[Any]:
    value = value.get_object() if hasattr(value, "get_object") else value
    if value is None:
        return []
    return [one.get_object() for one in value] if isinstance(value, list) else [value]
