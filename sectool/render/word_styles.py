"""The look of a Word document: the styles of the file it is built on, and ours where it has none.

A house's file keeps every style it brings. What it lacks is grafted, with the numbering that leans
on it. Styles are found by their name, whatever their id: Word translates ids ("berschrift1"), but
not the names of built-in styles.

Long because it is one table of styles, each with its own row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from sectool.render import tokens
from sectool.render.word_theme import (
    BLACK,
    TEXT,
    WHITE,
    Theme,
    colour_of,
    contrast,
    fill_of,
    follow,
)
from sectool.values import dataclass

NAMESPACES = nsdecls("w", "r")

_ACCENT, _SHADE, _RULE, _SOFT, _WARNING = (
    one.lstrip("#").upper()
    for one in (tokens.ACCENT, tokens.SHADE, tokens.RULE, tokens.SOFT, tokens.WARNING)
)


def _size(points: float) -> str:
    """A size of type, in half points."""
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'


_TEXT, _TITLE, _SECTION, _PART, _MINOR, _TABLE, _COMPACT, _SMALL = map(_size, tokens.SIZES.values())

# The same by what a theme calls them: a house that has one has its own.
_IN_ACCENT = f'w:val="{_ACCENT}" w:themeColor="accent1"'
_IN_SOFT = f'w:val="{_SOFT}" w:themeColor="text2"'
_IN_WHITE = 'w:val="FFFFFF" w:themeColor="background1"'
_EDGE = f'w:color="{_ACCENT}" w:themeColor="accent1"'
_GROUND = f'w:fill="{_ACCENT}" w:themeFill="accent1"'
_LIGHT_GROUND = f'w:fill="{_SHADE}" w:themeFill="background2"'
_HEADING_FONT = (
    '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi" '
    'w:eastAsiaTheme="majorEastAsia" w:cstheme="majorBidi"/>'
)

# Lists have so many levels; deeper ones look like the last.
LEVELS = 3

# Every style a document may ask for. A style says how it differs from Normal, so that it follows
# the house's own Normal where it is grafted. The numId of a list style is a key of _LISTS.
OUR_STYLES = f"""<w:styles {NAMESPACES}>

<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
  <w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>
  <w:rPr>{_TEXT}</w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
  <w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
    <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style>

<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
  <w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepLines/>
    <w:pBdr><w:top w:val="single" w:sz="24" w:space="10" {_EDGE}/></w:pBdr>
    <w:spacing w:before="0" w:after="200" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr>{_HEADING_FONT}<w:b/><w:bCs/>{_TITLE}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
  <w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/>
    <w:pBdr><w:top w:val="single" w:sz="12" w:space="8" {_EDGE}/></w:pBdr>
    <w:spacing w:before="480" w:after="140" w:line="240" w:lineRule="auto"/>
    <w:outlineLvl w:val="0"/></w:pPr>
  <w:rPr>{_HEADING_FONT}<w:b/><w:bCs/>{_SECTION}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/>
  <w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/>
    <w:spacing w:before="280" w:after="80" w:line="240" w:lineRule="auto"/>
    <w:outlineLvl w:val="1"/></w:pPr>
  <w:rPr>{_HEADING_FONT}<w:b/><w:bCs/><w:color {_IN_ACCENT}/>
    {_PART}</w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/>
  <w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/>
    <w:spacing w:before="200" w:after="60" w:line="240" w:lineRule="auto"/>
    <w:outlineLvl w:val="2"/></w:pPr>
  <w:rPr>{_HEADING_FONT}<w:b/><w:bCs/>{_MINOR}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/>
  <w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepNext/>
    <w:spacing w:after="200" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr>{_HEADING_FONT}<w:b/><w:bCs/>{_SECTION}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:basedOn w:val="Normal"/>
  <w:next w:val="Normal"/>
  <w:pPr><w:spacing w:before="120" w:after="20"/></w:pPr>
  <w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TOC2"><w:name w:val="toc 2"/><w:basedOn w:val="Normal"/>
  <w:next w:val="Normal"/>
  <w:pPr><w:spacing w:after="20"/><w:ind w:left="280"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/>
  <w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/>
    <w:spacing w:before="240" w:after="100" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:spacing w:after="200" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:color {_IN_SOFT}/>{_SMALL}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:color {_IN_SOFT}/>{_SMALL}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="DraftMark"><w:name w:val="Draft Mark"/>
  <w:basedOn w:val="Normal"/><w:qFormat/>
  <w:pPr><w:spacing w:after="60" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>
  <w:rPr><w:b/><w:bCs/><w:color w:val="{_WARNING}"/><w:spacing w:val="120"/>
    <w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>
  <w:basedOn w:val="Normal"/>
  <w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr>{_SMALL}</w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>
  <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
  <w:rPr><w:color {_IN_ACCENT}/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>
  <w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:qFormat/>
  <w:rPr><w:i/><w:iCs/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Estimate"><w:name w:val="Estimate"/>
  <w:qFormat/><w:rPr><w:i/><w:iCs/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Tick"><w:name w:val="Tick"/>
  <w:qFormat/><w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol"
    w:eastAsia="Segoe UI Symbol" w:cs="Segoe UI Symbol"/><w:color {_IN_ACCENT}/></w:rPr>
</w:style>

<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/>
  <w:basedOn w:val="Normal"/><w:qFormat/>
  <w:pPr><w:numPr><w:numId w:val="bullets"/></w:numPr><w:spacing w:after="80"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet2"><w:name w:val="List Bullet 2"/>
  <w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="bullets"/></w:numPr>
  <w:spacing w:after="80"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet3"><w:name w:val="List Bullet 3"/>
  <w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="bullets"/></w:numPr>
  <w:spacing w:after="80"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListNumber"><w:name w:val="List Number"/>
  <w:basedOn w:val="Normal"/><w:qFormat/>
  <w:pPr><w:numPr><w:numId w:val="numbers"/></w:numPr><w:spacing w:after="80"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListNumber2"><w:name w:val="List Number 2"/>
  <w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="numbers"/></w:numPr>
  <w:spacing w:after="80"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListNumber3"><w:name w:val="List Number 3"/>
  <w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="numbers"/></w:numPr>
  <w:spacing w:after="80"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListContinue"><w:name w:val="List Continue"/>
  <w:basedOn w:val="Normal"/>
  <w:pPr><w:spacing w:after="80"/><w:ind w:left="380"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListContinue2"><w:name w:val="List Continue 2"/>
  <w:basedOn w:val="Normal"/>
  <w:pPr><w:spacing w:after="80"/><w:ind w:left="760"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListContinue3"><w:name w:val="List Continue 3"/>
  <w:basedOn w:val="Normal"/>
  <w:pPr><w:spacing w:after="80"/><w:ind w:left="1140"/></w:pPr></w:style>

<w:style w:type="table" w:customStyle="1" w:styleId="ReleaseTable"><w:name w:val="Release Table"/>
  <w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>
    <w:left w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>
    <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>
    <w:right w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>
    <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>
    <w:insideV w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/></w:tblBorders>
  <w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr>
    <w:shd w:val="clear" w:color="auto" {_GROUND}/><w:vAlign w:val="bottom"/></w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="firstCol"><w:tcPr>
    <w:shd w:val="clear" w:color="auto" {_LIGHT_GROUND}/></w:tcPr></w:tblStylePr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/>
  <w:basedOn w:val="Normal"/><w:qFormat/>
  <w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr>{_TABLE}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeading">
  <w:name w:val="Table Heading"/><w:basedOn w:val="TableText"/><w:qFormat/>
  <w:rPr><w:b/><w:bCs/><w:color {_IN_WHITE}/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableRowHeading">
  <w:name w:val="Table Row Heading"/><w:basedOn w:val="TableText"/><w:qFormat/>
  <w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Facts"><w:name w:val="Facts"/>
  <w:basedOn w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepLines/>
    <w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{_RULE}"/>
      <w:between w:val="single" w:sz="4" w:space="4" w:color="{_RULE}"/></w:pBdr>
    <w:tabs><w:tab w:val="left" w:pos="2300"/></w:tabs>
    <w:spacing w:before="70" w:after="0" w:line="240" w:lineRule="auto"/>
    <w:ind w:left="2300" w:hanging="2300"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="FactsOpen"><w:name w:val="Facts Open"/>
  <w:basedOn w:val="Facts"/>
  <w:pPr><w:pBdr><w:bottom w:val="none"/><w:between w:val="none"/></w:pBdr></w:pPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="FactsLabel">
  <w:name w:val="Facts Label"/><w:qFormat/>
  <w:rPr><w:b/><w:bCs/><w:color {_IN_SOFT}/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableTextCompact">
  <w:name w:val="Table Text Compact"/><w:basedOn w:val="TableText"/>
  <w:rPr>{_COMPACT}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeadingCompact">
  <w:name w:val="Table Heading Compact"/><w:basedOn w:val="TableHeading"/>
  <w:rPr>{_COMPACT}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableRowHeadingCompact">
  <w:name w:val="Table Row Heading Compact"/><w:basedOn w:val="TableRowHeading"/>
  <w:rPr>{_COMPACT}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableFigure">
  <w:name w:val="Table Figure"/><w:basedOn w:val="TableText"/><w:qFormat/>
  <w:pPr><w:jc w:val="right"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableTick">
  <w:name w:val="Table Tick"/><w:basedOn w:val="TableText"/><w:qFormat/>
  <w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeadingFigure">
  <w:name w:val="Table Heading Figure"/><w:basedOn w:val="TableHeading"/>
  <w:pPr><w:jc w:val="right"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeadingTick">
  <w:name w:val="Table Heading Tick"/><w:basedOn w:val="TableHeading"/>
  <w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableFigureCompact">
  <w:name w:val="Table Figure Compact"/><w:basedOn w:val="TableFigure"/>
  <w:rPr>{_COMPACT}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableTickCompact">
  <w:name w:val="Table Tick Compact"/><w:basedOn w:val="TableTick"/>
  <w:rPr>{_COMPACT}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeadingFigureCompact">
  <w:name w:val="Table Heading Figure Compact"/><w:basedOn w:val="TableHeadingFigure"/>
  <w:rPr>{_COMPACT}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeadingTickCompact">
  <w:name w:val="Table Heading Tick Compact"/><w:basedOn w:val="TableHeadingTick"/>
  <w:rPr>{_COMPACT}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableBullet">
  <w:name w:val="Table Bullet"/><w:basedOn w:val="TableText"/><w:qFormat/>
  <w:pPr><w:numPr><w:numId w:val="cell bullets"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableNumber">
  <w:name w:val="Table Number"/><w:basedOn w:val="TableText"/><w:qFormat/>
  <w:pPr><w:numPr><w:numId w:val="cell numbers"/></w:numPr></w:pPr></w:style>

</w:styles>"""

# The styles of documents that do not open with a cover, grafted onto theirs only.
OPENING_STYLES = f"""<w:styles {NAMESPACES}>

<w:style w:type="paragraph" w:customStyle="1" w:styleId="PaperTitle"><w:name w:val="Paper Title"/>
  <w:basedOn w:val="Title"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/>
    <w:pBdr><w:top w:val="single" w:sz="24" w:space="10" {_EDGE}/></w:pBdr>
    <w:spacing w:before="0" w:after="200" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:b/><w:bCs/>{_TITLE}</w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Masthead"><w:name w:val="Masthead"/>
  <w:basedOn w:val="Title"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/>
    <w:pBdr><w:top w:val="single" w:sz="4" w:space="10" {_EDGE}/>
      <w:left w:val="single" w:sz="4" w:space="10" {_EDGE}/>
      <w:bottom w:val="single" w:sz="4" w:space="10" {_EDGE}/>
      <w:right w:val="single" w:sz="4" w:space="10" {_EDGE}/></w:pBdr>
    <w:shd w:val="clear" w:color="auto" {_GROUND}/>
    <w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>
    <w:ind w:left="210" w:right="210"/></w:pPr>
  <w:rPr><w:b/><w:bCs/><w:color {_IN_WHITE}/><w:sz w:val="52"/><w:szCs w:val="52"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="DateLine"><w:name w:val="Date Line"/>
  <w:basedOn w:val="Masthead"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:spacing w:after="320"/></w:pPr>
  <w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterHead"><w:name w:val="Letter Head"/>
  <w:basedOn w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepLines/><w:spacing w:after="320"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterSender">
  <w:name w:val="Letter Sender"/><w:basedOn w:val="LetterHead"/><w:qFormat/>
  <w:pPr><w:ind w:left="5300"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="LetterSubject">
  <w:name w:val="Letter Subject"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/>
    <w:spacing w:after="180" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:b/><w:bCs/><w:sz w:val="23"/><w:szCs w:val="23"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Closing"><w:name w:val="Closing"/>
  <w:basedOn w:val="Normal"/><w:next w:val="Signature"/><w:qFormat/>
  <w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="800"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Signature"><w:name w:val="Signature"/>
  <w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:keepLines/></w:pPr></w:style>

</w:styles>"""

_ID, _TYPE, _DEFAULT, _VAL = (qn(f"w:{name}") for name in ("styleId", "type", "default", "val"))
_NAME, _ALIASES = qn("w:name"), qn("w:aliases")
_NUM, _NUM_ID = qn("w:num"), qn("w:numId")
_ABSTRACT, _ABSTRACT_ID = qn("w:abstractNum"), qn("w:abstractNumId")
_CLEANUP = qn("w:numIdMacAtCleanup")
_STYLE, _SHADING = qn("w:style"), qn("w:shd")
_NAMESPACE = _STYLE.removesuffix("style")
_NUM_PR = f"{qn('w:pPr')}/{qn('w:numPr')}"
_OUTLINE = f"{qn('w:pPr')}/{qn('w:outlineLvl')}"

# The numbering that our list styles lean on: indentation a level in twips, number format, marks.
_BULLETS = (("bullet", "•"), ("bullet", "–"), ("bullet", "•"))
_NUMBERS = (("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3."))
_LISTS = {
    "bullets": (380, _BULLETS),
    "numbers": (380, _NUMBERS),
    "cell bullets": (200, _BULLETS),
    "cell numbers": (300, _NUMBERS),
}


def insert(parent: Any, element: Any, successors: frozenset[str] = frozenset()) -> None:
    """Puts an element before those that the schema wants after it.

    Those are the named ones, and all of another namespace: what newer versions of Word add.
    """
    for one in parent:
        if one.tag in successors or not str(one.tag).startswith(_NAMESPACE):
            one.addprevious(element)
            return
    parent.append(element)


@dataclass(frozen=True)
class NumberForm:
    """How paragraphs are numbered: in which list, at which level of it, and how that looks."""

    list_: int
    level: int
    text: str

    def shown(self, number: int, above: int = 0) -> str:
        """A number in this form, below another one of the level above."""
        text = self.text.replace(f"%{self.level + 1}", str(number))
        return text.replace(f"%{self.level}", str(above)).strip() if self.level else text.strip()


class Styles:
    """The styles of a document by our ids. Making it grafts onto the file what that lacks.

    With `opening`, also what only documents that do not open with a cover ask for.
    """

    def __init__(
        self, styles: Any, numbering: Any, theme: Theme | None = None, *, opening: bool = False
    ) -> None:
        self._numbering = numbering
        self.theme = theme
        self._defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
        self._lists: dict[str, tuple[int, int]] = {}
        self._ids: dict[str, str] = {}
        self._by_id: dict[str, Any] = {one.get(_ID): one for one in styles.iterfind(_STYLE)}
        lacking = []
        wanted = [*parse_xml(OUR_STYLES), *(parse_xml(OPENING_STYLES) if opening else ())]
        for ours in wanted:
            found = self._find(ours)
            if found is None:
                lacking.append(ours)
                self._ids[ours.get(_ID)] = self._unused(ours.get(_ID))
            else:
                self._ids[ours.get(_ID)] = found.get(_ID)
        for ours in lacking:
            follow(ours, theme)
            self._graft(ours)
            styles.append(ours)
        own = {ours.get(_ID) for ours in lacking}
        for id_, ground in (("TableHeading", self.fill("firstRow")), ("Masthead", self._ground())):
            if self._ids.get(id_) in own:
                self._make_readable(self._ids[id_], ground or WHITE)

    def __getitem__(self, id_: str) -> str:
        """The id that one of our styles has in this file."""
        return self._ids[id_]

    def name(self, id_: str) -> str:
        """The name of one of our styles in this file, as a field names it."""
        name = _names(self._by_id[self[id_]])[0]
        return name.capitalize() if name.startswith("heading ") else name

    def is_numbered(self, id_: str) -> bool:
        """Whether the house numbers the paragraphs of this style by itself."""
        return self._numbering_of(self[id_]) is not None

    def number_form(self, id_: str) -> NumberForm | None:
        """How the house numbers one of our styles: None where it does not, or not by 1, 2, 3."""
        numbering = self._numbering_of(self[id_])
        if numbering is None:
            return None
        _, abstract, level = numbering
        for one in self._numbering.iterfind(_ABSTRACT):
            if one.get(_ABSTRACT_ID) != str(abstract):
                continue
            for at in one.iterfind(qn("w:lvl")):
                form, text, start = (
                    found.get(_VAL, "") if (found := at.find(qn(f"w:{name}"))) is not None else ""
                    for name in ("numFmt", "lvlText", "start")
                )
                own = at.get(qn("w:ilvl")) == str(level)
                counts = form in ("decimal", "") and start in ("1", "")
                if own and counts and f"%{level + 1}" in text:
                    return NumberForm(abstract, level, text)
        return None

    def setting(self, id_: str, tag: str, holder: str = "rPr") -> Any:
        """What one of our styles says of its words (or `pPr`), by itself or by what it follows.

        None where nothing is said, or only that something is not so.
        """
        chain = [*self._chain(self[id_]), self._defaults]
        for style in chain:
            found = None if style is None else style.find(f"{qn(f'w:{holder}')}/{qn(f'w:{tag}')}")
            if found is not None:
                return None if found.get(_VAL) in ("0", "false", "off") else found
        return None

    def tabs(self, id_: str) -> list[str]:
        """The tab stops, in twips, of one of our styles and of those it is based on."""
        stops: list[str] = []
        for style in self._chain(self[id_]):
            tabs = style.iterfind(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}")
            stops += [tab.get(qn("w:pos")) for tab in tabs if tab.get(_VAL) != "clear"]
        return sorted(set(stops), key=int)

    def fill(self, part: str) -> str:
        """The colour that our table style has for its `firstRow` or `firstCol`, or nothing."""
        for one in self._chain(self["ReleaseTable"]):
            for kind in one.iterfind(qn("w:tblStylePr")):
                shade = kind.find(f"{qn('w:tcPr')}/{_SHADING}")
                if kind.get(qn("w:type")) == part and shade is not None:
                    return fill_of(shade, self.theme)
        return ""

    def is_bold(self, id_: str) -> bool:
        """Whether the words of a paragraph in one of our styles are bold as they are.

        In such words Word turns bold off where a character style says it once more.
        """
        return self._is_on(id_, "b")

    def is_italic(self, id_: str) -> bool:
        return self._is_on(id_, "i")

    def _is_on(self, id_: str, tag: str) -> bool:
        for style in self._chain(self[id_]):
            found = style.find(f"{qn('w:rPr')}/{qn(f'w:{tag}')}")
            if found is not None:
                return found.get(_VAL, "1") not in ("0", "false", "off")
        return False

    def _ground(self) -> str:
        """The colour behind the words of a masthead, or nothing."""
        for style in self._chain(self._ids.get("Masthead", "")):
            shade = style.find(f"{qn('w:pPr')}/{_SHADING}")
            if shade is not None:
                return fill_of(shade, self.theme)
        return ""

    def _make_readable(self, id_: str, ground: str) -> None:
        """Sets words of ours that would be white on a light ground in the colour of the text."""
        for colour in self._by_id[id_].iterfind(f"{qn('w:rPr')}/{qn('w:color')}"):
            if contrast(colour_of(colour, self.theme) or BLACK, ground) < TEXT:
                colour.attrib.clear()
                colour.set(_VAL, "auto")

    def list_(self, level: int, start: int | None, *, in_cell: bool) -> tuple[str, str]:
        """Our id for a list's style and the numbering its paragraphs need beside it, as XML.

        A numbered list is a numbering of its own each time: that is how it restarts.
        """
        kind = "Bullet" if start is None else "Number"
        level = min(level, LEVELS - 1)
        id_ = f"Table{kind}" if in_cell else f"List{kind}{level + 1 if level else ''}"
        own = self._numbering_of(self[id_])
        if own is None:
            number, abstract = self._list(f"{'cell ' if in_cell else ''}{kind.lower()}s")
        else:
            number, abstract, at = own
            level = level if in_cell else at
            if start is None and not (in_cell and level):
                return id_, ""
        if start is not None:
            number = self._append_num(abstract, level, start)
        return id_, _num_pr(number, level)

    def _find(self, ours: Any) -> Any:
        """The file's own style for one of ours: by name, as the default, or by outline level."""
        kind = ours.get(_TYPE)
        same = [one for one in self._by_id.values() if one.get(_TYPE) == kind]
        if ours.get(_DEFAULT):
            for one in same:
                if one.get(_DEFAULT) in ("1", "true", "on"):
                    return one
        wanted = _names(ours)[0].casefold()
        for one in same:
            if wanted in (name.casefold() for name in _names(one)):
                return one
        level = ours.find(_OUTLINE)
        if level is None:
            return None
        # A house may have headings under names of its own: Word knows them by their level.
        for one in same:
            outline = one.find(_OUTLINE)
            if outline is not None and outline.get(_VAL) == level.get(_VAL):
                return one
        return None

    def _unused(self, id_: str) -> str:
        taken = {*self._by_id, *self._ids.values()}
        number, unused = 1, id_
        while unused in taken:
            unused, number = f"{id_}{number}x", number + 1
        return unused

    def _graft(self, style: Any) -> None:
        """Makes one of our styles refer to the styles and the numbering of this file."""
        self._by_id[self._ids[style.get(_ID)]] = style
        style.set(_ID, self._ids[style.get(_ID)])
        for tag in ("w:basedOn", "w:next"):
            other = style.find(qn(tag))
            if other is not None:
                other.set(_VAL, self._ids[other.get(_VAL)])
        number = style.find(f"{_NUM_PR}/{qn('w:numId')}")
        if number is not None:
            number.set(_VAL, str(self._list(number.get(_VAL))[0]))

    def _numbering_of(self, id_: str) -> tuple[int, int, int] | None:
        """The numbering, abstract numbering and level that a style has or inherits."""
        level: str | None = None
        for style in self._chain(id_):
            num_pr = style.find(_NUM_PR)
            if num_pr is None:
                continue
            at, number = num_pr.find(qn("w:ilvl")), num_pr.find(qn("w:numId"))
            if level is None and at is not None:
                level = at.get(_VAL)
            if number is not None:
                return self._resolved(number.get(_VAL), level, style.get(_ID))
        return None

    def _chain(self, id_: str) -> Iterator[Any]:
        """A style and those it is based on; a file may have them go round in a circle."""
        seen: set[str] = set()
        while id_ in self._by_id and id_ not in seen:
            seen.add(id_)
            yield self._by_id[id_]
            based = self._by_id[id_].find(qn("w:basedOn"))
            id_ = "" if based is None else based.get(_VAL)

    def _resolved(self, number: str, level: str | None, id_: str) -> tuple[int, int, int] | None:
        """A style's numbering, if the file has it; its level may be said only over there."""
        for num in self._numbering.iterfind(_NUM):
            if num.get(_NUM_ID) != number:
                continue
            abstract = num.find(_ABSTRACT_ID).get(_VAL)
            for one in self._numbering.iterfind(_ABSTRACT):
                if one.get(_ABSTRACT_ID) != abstract:
                    continue
                for at in one.iterfind(qn("w:lvl")):
                    linked = at.find(qn("w:pStyle"))
                    if level is None and linked is not None and linked.get(_VAL) == id_:
                        level = at.get(qn("w:ilvl"))
                return int(number), int(abstract), int(level or 0)
        return None

    def _list(self, key: str) -> tuple[int, int]:
        """One of our own numberings and its abstract numbering, added when first asked for."""
        if key not in self._lists:
            used = [int(one.get(_ABSTRACT_ID)) for one in self._numbering.iterfind(_ABSTRACT)]
            abstract = max(used, default=-1) + 1
            element = parse_xml(_abstract_num(abstract, *_LISTS[key]))
            # The schema wants abstract numberings before the numberings that use them.
            insert(self._numbering, element, frozenset({_NUM, _CLEANUP}))
            self._lists[key] = self._append_num(abstract), abstract
        return self._lists[key]

    def _append_num(self, abstract: int, level: int = 0, start: int | None = None) -> int:
        used = [int(one.get(_NUM_ID)) for one in self._numbering.iterfind(_NUM)]
        number = max(used, default=0) + 1
        override = (
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        )
        element = parse_xml(
            f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f"{'' if start is None else override}</w:num>"
        )
        insert(self._numbering, element, frozenset({_CLEANUP}))
        return number


def _names(style: Any) -> list[str]:
    """The name of a style and its aliases."""
    name, aliases = style.find(_NAME), style.find(_ALIASES)
    found = [] if aliases is None else aliases.get(_VAL, "").split(",")
    return ["" if name is None else name.get(_VAL, ""), *(alias.strip() for alias in found)]


def _num_pr(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _abstract_num(abstract: int, indent: int, levels: tuple[tuple[str, str], ...]) -> str:
    inside = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent * (level + 1)}" w:hanging="{indent}"/></w:pPr></w:lvl>'
        for level, (form, mark) in enumerate(levels)
    )
    return (
        f'<w:abstractNum {NAMESPACES} w:abstractNumId="{abstract}">'
        f'<w:multiLevelType w:val="multilevel"/>{inside}</w:abstractNum>'
    )
