"""What Word demands of a .docx file, as checks on its bytes, and the style file that is shipped.

Word calls a file damaged where other readers shrug: elements out of the order of the schema, ids
used twice, relationships that lead nowhere. `faults` lists all that. It knows nothing of sectool.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree  # type: ignore[import-untyped]

from sectool.render.word_styles import NAMESPACES, Styles
from sectool.render.word_theme import Theme

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# The order in which the schema wants the children of an element.
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike "
    "outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern "
    "position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
    "specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader "
    "tblCellSpacing jc hidden ins del trPrChange",
    "sectPr": "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings sectPrChange",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime "
    "doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText "
    "printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
    "activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter "
    "stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves "
    "doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet "
    "defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps "
    "showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
    "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
    "drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning "
    "characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter "
    "noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml "
    "ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly "
    "useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields "
    "hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema "
    "themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures "
    "forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults "
    "doNotEmbedSmartTags decimalSymbol listSeparator",
    "footnotePr": "pos numFmt numStart numRestart footnote",
    "numPr": "ilvl numId numberingChange ins",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "lvlOverride": "startOverride lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr "
    "tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tbl": "bookmarkStart|bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sdt": "sdtPr sdtEndPr sdtContent",
}
# What may stand more than once where the order above has it.
_MANY = {
    *("headerReference", "footerReference", "footnote", "abstractNum", "num", "numPicBullet"),
    *("lvl", "lvlOverride", "style", "tblStylePr", "tr", "tc", "bookmarkStart", "bookmarkEnd"),
    *("activeWritingStyle", "attachedSchema", "smartTagType"),
}
_PLACES = {
    name: {tag: place for place, tags in enumerate(order.split()) for tag in tags.split("|")}
    for name, order in _ORDER.items()
}
# The styles that an element may name, by the kind they must be of.
_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_URI = re.compile(r"[A-Za-z0-9%/:?#\[\]@!$&'()*+,;=~._-]+")


def faults(file: bytes) -> list[str]:
    """Everything about a .docx file that Word would not have; empty for a good one."""
    package = _Package(file)
    found = [*package.faults()]
    for name, root in package.roots.items():
        if name.startswith("word/") and not name.endswith(".rels"):
            found += [f"{name}: {fault}" for fault in _faults_of_part(root, package)]
    return found + _faults_across(package)


class _Package:
    """The parts of a file by name, and where their relationships lead."""

    def __init__(self, file: bytes) -> None:
        with ZipFile(BytesIO(file)) as source:
            self.names = source.namelist()
            content = {name: source.read(name) for name in self.names}
        self.roots: dict[str, Any] = {
            name: etree.fromstring(text)
            for name, text in content.items()
            if name.endswith((".xml", ".rels"))
        }
        self.styles = self._root("styles")
        self.numbering = self._root("numbering")
        self.kinds = {
            style.get(W + "styleId"): style.get(W + "type")
            for style in self.styles.iter(W + "style")
        }
        self.numbers = {num.get(W + "numId") for num in self.numbering.iter(W + "num")} | {"0"}

    def _root(self, name: str) -> Any:
        return self.roots.get(f"word/{name}.xml", etree.Element("none"))

    def relationships(self, name: str) -> dict[str, tuple[str, bool]]:
        """By id: what a part leads to, and whether that is inside."""
        path = PurePosixPath(name)
        rels = self.roots.get(f"{path.parent}/_rels/{path.name}.rels", ())
        return {
            rel.get("Id"): (
                rel.get("Target")
                if rel.get("TargetMode") == "External"
                else _joined(path.parent, rel.get("Target")),
                rel.get("TargetMode") != "External",
            )
            for rel in rels
        }

    def faults(self) -> Iterator[str]:
        if self.names[0] != "[Content_Types].xml":
            yield "the content types do not come first"
        for name, times in Counter(self.names).items():
            if times > 1:
                yield f"{name} is there {times} times"
        types = self.roots["[Content_Types].xml"]
        overrides = {one.get("PartName") for one in types if one.tag.endswith("}Override")}
        defaults = {one.get("Extension") for one in types if one.tag.endswith("}Default")}
        for name in self.names[1:]:
            if f"/{name}" not in overrides and name.rpartition(".")[2] not in defaults:
                yield f"{name} has no content type"
        for name in sorted(overrides - {f"/{name}" for name in self.names}):
            yield f"{name} has a content type, but is not there"
        reached = {"[Content_Types].xml", "_rels/.rels"}
        for part in ["", *self.names]:
            rels = self.relationships(part) if part else self._top()
            for id_, (target, inside) in rels.items():
                if inside and target not in self.names:
                    yield f"{part}: {id_} leads to {target}, which is not there"
                if not inside and not _URI.fullmatch(target):
                    yield f"{part}: {id_} leads to {target!r}, which is no address"
                path = PurePosixPath(target)
                reached |= {target, f"{path.parent}/_rels/{path.name}.rels"}
        for name in sorted(set(self.names) - reached):
            yield f"nothing leads to {name}"

    def _top(self) -> dict[str, tuple[str, bool]]:
        return {rel.get("Id"): (rel.get("Target"), True) for rel in self.roots["_rels/.rels"]}


def _joined(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts = list(folder.parts)
    for step in PurePosixPath(target).parts:
        if step == "..":
            parts.pop()
        else:
            parts.append(step)
    return "/".join(parts)


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _faults_of_part(root: Any, package: _Package) -> Iterator[str]:
    name = next(name for name, one in package.roots.items() if one is root)
    rels = package.relationships(name)
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            if key.startswith(R) and value not in rels:
                yield f"{_local(element)} names {value}, which is no relationship"
        if element.tag.startswith(W):
            yield from _misplaced(element)
            kind = _STYLED.get(_local(element))
            value = element.get(W + "val")
            if kind is not None and package.kinds.get(value) != kind:
                yield f"there is no {kind} style {value!r}"
            if _local(element) == "numId" and value not in package.numbers:
                yield f"there is no numbering {value!r}"
    for table in root.iter(W + "tbl"):
        yield from _faults_of_table(table)
    for holder in root.iter(W + "tc", W + "footnote", W + "hdr", W + "ftr"):
        if root.tag != W + "settings" and (not len(holder) or holder[-1].tag != W + "p"):
            yield f"{_local(holder)} does not end with a paragraph"
    yield from _faults_of_fields(root)
    starts = [one.get(W + "id") for one in root.iter(W + "bookmarkStart")]
    ends = [one.get(W + "id") for one in root.iter(W + "bookmarkEnd")]
    if Counter(starts) != Counter(set(ends)) or len(ends) != len(starts):
        yield "bookmarks share an id, or do not end"


def _misplaced(element: Any) -> Iterator[str]:
    places = _PLACES.get(_local(element))
    if places is None:
        return
    last, seen = -1, set()
    for child in element:
        if not str(child.tag).startswith(W):
            continue
        name = _local(child)
        if name not in places:
            yield f"{name} is not allowed in {_local(element)}"
            continue
        if places[name] < last:
            yield f"{name} stands too late in {_local(element)}"
        if name in seen and name not in _MANY:
            yield f"{name} appears twice in {_local(element)}"
        last = max(last, places[name])
        seen.add(name)


def _faults_of_table(table: Any) -> Iterator[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    above: set[tuple[int, int]] = set()
    for row in table.iterfind(W + "tr"):
        column, open_ = 0, set()
        for cell in row.iterfind(W + "tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            wide = 1 if span is None else int(span.get(W + "val"))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                open_.add((column, wide))
                if merge.get(W + "val") != "restart" and (column, wide) not in above:
                    yield "a cell goes on with a cell above that is not there"
            column += wide
        if column != columns:
            yield f"a row has {column} columns, its table {columns}"
        above = open_


def _faults_of_fields(root: Any) -> Iterator[str]:
    open_: list[str] = []
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            open_.append("begin")
        elif not open_ or (kind == "separate" and open_[-1] != "begin"):
            yield f"a field has a {kind!r} where it cannot have one"
            return
        elif kind == "separate":
            open_[-1] = "separate"
        else:
            open_.pop()
    if open_:
        yield "a field does not end"


def _faults_across(package: _Package) -> list[str]:
    main = package.roots["word/document.xml"]
    found = []
    body = main.find(W + "body")
    if body[-1].tag != W + "sectPr" or len(body) < 2 or body[-2].tag != W + "p":
        found.append("the text does not end with a paragraph and its section")
    # Names and ids that must be there once, by what they are of.
    names = [one.get(W + "name") for one in main.iter(W + "bookmarkStart")]
    notes = package.roots.get("word/footnotes.xml", etree.Element("none"))
    ids = [one.get(W + "id") for one in notes.iter(W + "footnote")]
    drawings = [
        one.get("id")
        for root in package.roots.values()
        for one in root.iter("{*}docPr")
        if one.get("id") is not None
    ]
    style_names = [
        style.find(W + "name").get(W + "val").casefold()
        for style in package.styles.iter(W + "style")
    ]
    style_ids = [style.get(W + "styleId") for style in package.styles.iter(W + "style")]
    abstracts = [one.get(W + "abstractNumId") for one in package.numbering.iter(W + "abstractNum")]
    numbers = [one.get(W + "numId") for one in package.numbering.iter(W + "num")]
    for what, values in {
        "bookmark": names,
        "footnote": ids,
        "drawing": drawings,
        "style name": style_names,
        "style id": style_ids,
        "abstract numbering": abstracts,
        "numbering": numbers,
    }.items():
        found += [f"{what} {value!r} twice" for value, n in Counter(values).items() if n > 1]
    found += [f"the bookmark {name!r} is too long" for name in names if len(name) > 40]
    # Names and ids that must be there, by who asks for them.
    asked = {
        "bookmark": (
            [one.get(W + "anchor") for one in main.iter(W + "hyperlink")]
            + re.findall(
                r"(?:NOTEREF|PAGEREF|REF) (\S+)", " ".join(main.itertext(W + "instrText")) or ""
            ),
            {None, *names},
        ),
        "footnote": (
            [one.get(W + "id") for one in main.iter(W + "footnoteReference")],
            set(ids),
        ),
        "separator": (
            [
                one.get(W + "id")
                for one in package.roots["word/settings.xml"].iterfind(f"{W}footnotePr/{W}footnote")
            ],
            set(ids),
        ),
        "abstract numbering": (
            [one.get(W + "val") for one in package.numbering.iter(W + "abstractNumId")],
            set(abstracts),
        ),
        "style": (
            [
                one.get(W + "val")
                for tag in ("basedOn", "next", "link")
                for one in package.styles.iter(W + tag)
            ],
            set(style_ids),
        ),
    }
    for what, (wanted, there) in asked.items():
        found += [f"there is no {what} {value!r}" for value in wanted if value not in there]
    return found


def without_heading_row(file: bytes) -> list[str]:
    """The tables that Word's accessibility check reports: those whose first row is no heading."""
    body = _Package(file).roots["word/document.xml"]
    found = []
    for table in body.iter(W + "tbl"):
        first = table.find(W + "tr")
        if first is None or first.find(f"{W}trPr/{W}tblHeader") is None:
            found.append("no heading row: " + "".join(table.itertext(W + "t"))[:60])
    return found


# The shipped style file.

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = ("styles", "numbering", "settings", "fontTable")
_THEME = "theme/theme1"

_DEFAULTS = """<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi"
w:cstheme="minorHAnsi"/><w:sz w:val="21"/><w:szCs w:val="21"/>
<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"""

# Who has no Calibri is to see a font as wide as it.
_FONTS = f"""<w:fonts {NAMESPACES}><w:font w:name="Calibri"><w:altName w:val="Carlito"/>
<w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/><w:family w:val="swiss"/>
<w:pitch w:val="variable"/></w:font><w:font w:name="Segoe UI Symbol">
<w:panose1 w:val="020B0502040204020203"/><w:charset w:val="00"/><w:family w:val="swiss"/>
<w:pitch w:val="variable"/></w:font></w:fonts>"""

_SETTINGS = f"""<w:settings {NAMESPACES}><w:zoom w:percent="100"/>
<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"
w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"
w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5"
w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
<w:decimalSymbol w:val="."/>
<w:listSeparator w:val=","/></w:settings>"""

# The colours are those of our other formats; a theme wants three fills, lines and effects too.
_COLOURS = {
    "dk1": "1C2430",
    "lt1": "FFFFFF",
    "dk2": "55606E",
    "lt2": "F3F6F9",
    **{f"accent{n}": c for n, c in enumerate(("0B5A6F", "A3360A", "4B6B1F", "6B4E9B"), start=1)},
    "accent5": "1F5FA8",
    "accent6": "8A6100",
    "hlink": "0B5A6F",
    "folHlink": "6B4E9B",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_STYLES_OF_SHAPES = "".join(
    f"<a:{name}>{content * 3}</a:{name}>"
    for name, content in (
        ("fillStyleLst", _FILL),
        ("lnStyleLst", f'<a:ln w="6350">{_FILL}</a:ln>'),
        ("effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>"),
        ("bgFillStyleLst", _FILL),
    )
)
_FACES = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="sectool">'
    '<a:themeElements><a:clrScheme name="sectool">'
    + "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in _COLOURS.items())
    + '</a:clrScheme><a:fontScheme name="sectool">'
    f"<a:majorFont>{_FACES}</a:majorFont><a:minorFont>{_FACES}</a:minorFont></a:fontScheme>"
    f'<a:fmtScheme name="sectool">{_STYLES_OF_SHAPES}</a:fmtScheme></a:themeElements></a:theme>'
)

_SAID = (
    "sectool takes the look of its Word documents from this file: change its styles, its page, or "
    "give it headers and footers of your own. The words in it are not used."
)


def style_file() -> bytes:
    """The shipped style.docx: the styles of sectool.render.word_styles, and a page.

    To make it anew: python -c "import sys; from tests.word_checks import style_file as f;
    sys.stdout.buffer.write(f())" > sectool/templates/style.docx
    """
    parser = etree.XMLParser(remove_blank_text=True)
    styles = etree.fromstring(f"<w:styles {NAMESPACES}>{_DEFAULTS}</w:styles>", parser)
    numbering = etree.fromstring(f"<w:numbering {NAMESPACES}/>", parser)
    Styles(styles, numbering, Theme(THEME.encode()))  # which lack everything
    shown = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style.get(W + "styleId")}"/></w:pPr>'
        f"<w:r><w:t>{style.find(W + 'name').get(W + 'val')}</w:t></w:r></w:p>"
        for style in styles.iter(f"{W}style")
        if style.get(W + "type") == "paragraph" and "TableHeading" not in style.get(W + "styleId")
    )
    return zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
            + "".join(
                f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{name}+xml"/>'
                for name in _PARTS
            )
            + f'<Override PartName="/word/{_THEME}.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>',
            "_rels/.rels": _relationships({"officeDocument": "word/document"}),
            "word/_rels/document.xml.rels": _relationships(
                {**dict(zip(_PARTS, _PARTS, strict=True)), "theme": _THEME}
            ),
            "word/document.xml": f"{_HEAD}<w:document {NAMESPACES}><w:body><w:p><w:r>"
            f"<w:t>{_SAID}</w:t></w:r></w:p>{shown}<w:sectPr>"
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" '
            'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
            "</w:sectPr></w:body></w:document>",
            "word/styles.xml": _HEAD + etree.tostring(styles, encoding="unicode"),
            "word/numbering.xml": _HEAD + etree.tostring(numbering, encoding="unicode"),
            "word/settings.xml": _HEAD + _SETTINGS.replace("\n", " "),
            f"word/{_THEME}.xml": _HEAD + THEME,
            "word/fontTable.xml": _HEAD + _FONTS.replace("\n", ""),
        }
    )


def _relationships(targets: dict[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}.xml"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip file of these files, in this order, without dates."""
    made = BytesIO()
    with ZipFile(made, "w") as target:
        for name, content in files.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, content)
    return made.getvalue()
