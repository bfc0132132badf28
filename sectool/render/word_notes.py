"""Real footnotes in a Word document: python-docx has none, so this keeps their part itself."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from sectool.render.word_styles import NAMESPACES, Styles, insert

_ID, _TYPE = qn("w:id"), qn("w:type")

# What Word draws between the text and its notes. Its own ids are these; a note's are above them.
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)

# What the schema wants after footnotePr in the settings; so does all of another namespace.
_AFTER_NOTES = frozenset(
    qn(f"w:{name}")
    for name in (
        "endnotePr",
        "compat",
        "docVars",
        "rsids",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
        "doNotIncludeSubdocsInStats",
        "doNotAutoCompressPictures",
        "forceUpgrade",
        "captions",
        "readModeInkLockDown",
        "smartTagType",
        "shapeDefaults",
        "doNotEmbedSmartTags",
        "decimalSymbol",
        "listSeparator",
    )
)


class Notes:
    """The footnotes of a document. The texts that its style file brought are dropped."""

    def __init__(self, main: Part, settings: Any, styles: Styles) -> None:
        self._styles = styles
        ours = parse_xml(f"<w:footnotes {NAMESPACES}>{_SEPARATORS}</w:footnotes>")
        self._root: Any = ours
        name = PackURI("/word/footnotes.xml")
        for rel in [rel for rel in main.rels.values() if rel.reltype == RT.FOOTNOTES]:
            self._root = parse_xml(rel.target_part.blob)
            name = rel.target_part.partname
            del main.rels[rel.rId]
        for note in list(self._root):
            if note.get(_TYPE) in (None, "normal"):
                self._root.remove(note)
        if not len(self._root):
            self._root.extend(list(ours))
        self.part = XmlPart(name, CT.WML_FOOTNOTES, self._root, main.package)
        main.relate_to(self.part, RT.FOOTNOTES)
        ids = [int(note.get(_ID)) for note in self._root]
        self._next = max(0, max(ids)) + 1
        _name_separators(settings, ids)

    def add(self, runs: str) -> str:
        """Adds a note; the run that refers to it."""
        mark = f'<w:rPr><w:rStyle w:val="{self._styles["FootnoteReference"]}"/></w:rPr>'
        self._root.append(
            parse_xml(
                f'<w:footnote {NAMESPACES} w:id="{self._next}"><w:p>'
                f'<w:pPr><w:pStyle w:val="{self._styles["FootnoteText"]}"/></w:pPr>'
                f"<w:r>{mark}<w:footnoteRef/></w:r>"
                f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{runs}</w:p></w:footnote>'
            )
        )
        self._next += 1
        return f'<w:r>{mark}<w:footnoteReference w:id="{self._next - 1}"/></w:r>'


def ask_for_nothing(settings: Any) -> None:
    """Word would ask whoever opens the document whether its fields may be brought up to date."""
    for update in settings.findall(qn("w:updateFields")):
        settings.remove(update)


def _name_separators(settings: Any, ids: list[int]) -> None:
    """The settings list the separators by id, beside what the house says of its notes."""
    properties = settings.find(qn("w:footnotePr"))
    if properties is None:
        properties = parse_xml(f"<w:footnotePr {NAMESPACES}/>")
        insert(settings, properties, _AFTER_NOTES)
    for listed in properties.findall(qn("w:footnote")):
        properties.remove(listed)
    for id_ in ids:
        properties.append(parse_xml(f'<w:footnote {NAMESPACES} w:id="{id_}"/>'))
