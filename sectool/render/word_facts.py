"""Facts in Word: paragraphs of a style of their own, each a label, a tab and a value.

As a table they would have no heading row, which Word's accessibility check reports.
"""

from __future__ import annotations

from html import escape as _escape
from typing import Any

from docx.oxml.ns import qn

from sectool.blocks import ROW_MARKS, Cell, Table, cell
from sectool.render.word_styles import Styles
from sectool.render.word_tables import label_width
from sectool.values import dataclass

# How far the words of an item stand from its mark, in twips, as in our lists in cells.
_BULLET, _NUMBER = 200, 300
# The size of type, in half points, where no style says any.
_WORDS_OWN = 20
# Beside a fact that is new or changed since the version before.
_BAR = '<w:left w:val="single" w:sz="24" w:space="4" w:color="auto"/>'


@dataclass(frozen=True)
class Setting:
    """Where labels and values begin, in twips, how large their type is, in half points, and the
    indentation and the stops to clear where those of the style would not do.
    """

    label: int
    value: int
    size: int
    indent: str = ""
    cleared: tuple[str, ...] = ()

    def reaches(self, label: Cell) -> bool:
        """Whether a label may reach into its value, which then has a line of its own."""
        return self.label + _room(label, self.size) > self.value

    def tabs(self, label: Cell) -> str:
        """The stop of the value where the style has another; the mark of a row has one before."""
        tabs = [f'<w:tab w:val="clear" w:pos="{position}"/>' for position in self.cleared]
        stops = [self.label + label_width(label, self.size)] if label.mark else []
        stops += [self.value] if self.indent else []
        tabs += [f'<w:tab w:val="left" w:pos="{position}"/>' for position in stops]
        return f"<w:tabs>{''.join(tabs)}</w:tabs>" if tabs else ""


def setting_of(table: Table, styles: Styles, total: int) -> Setting:
    """As the style has it; where a label would not fit, values begin further on.

    That is at most where two fifths of the width are left for them.
    """
    found = styles.setting("Facts", "ind", "pPr")
    left = _number(found, "left") or _number(found, "start")
    hanging = min(_number(found, "hanging"), left)
    size = _number(styles.setting("Facts", "sz"), "val") or _WORDS_OWN
    rooms = [room for row in table.rows if (room := _room(row[0], size)) <= total * 3 // 5]
    wanted = max(rooms, default=0)
    label = left - hanging
    if hanging and wanted <= hanging:
        return Setting(label, left, size)
    value = label + max(wanted, hanging)
    indent = f'<w:ind w:left="{value}" w:hanging="{value - label}"/>'
    cleared = tuple(one for one in styles.tabs("Facts") if one != str(value))
    return Setting(label, value, size, indent, cleared)


def indented(left: int, level: int, start: int | None, *, hangs: bool) -> str:
    """The indentation of an item in a value, or of what follows in it."""
    step = _BULLET if start is None else _NUMBER
    hanging = f' w:hanging="{step}"' if hangs else ' w:firstLine="0"'
    return f'<w:ind w:left="{left + step * (level + 1)}"{hanging}/>'


def rule_above(styles: Styles) -> str:
    """The rule of a fact as one above it: behind a list, which has none below."""
    borders = styles.setting("Facts", "pBdr", "pPr")
    rule = None if borders is None else borders.find(qn("w:bottom"))
    if rule is None:
        return ""
    edge = (f'w:{name.rpartition("}")[2]}="{_escape(value)}"' for name, value in rule.items())
    return f"<w:top {' '.join(edge)}/>"


def borders_of(above: str, *, marked: bool) -> str:
    """What a paragraph says of its borders beside those of its style."""
    inside = above + _BAR * marked
    return f"<w:pBdr>{inside}</w:pBdr>" if inside else ""


def _room(label: Cell, size: int) -> int:
    """What a label takes at most, with the mark of its row."""
    mark = label_width(cell(ROW_MARKS[label.mark]), size) if label.mark else 0
    return label_width(label, size) + mark


def _number(element: Any, name: str) -> int:
    text = "" if element is None else element.get(qn(f"w:{name}"), "")
    return int(text) if text.isdigit() else 0
