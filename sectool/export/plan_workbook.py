"""What is planned as a workbook that people keep: the dates, their picture, and a legend.

Same events, same bytes. What depends on today is a formula: the program that opens it asks the
clock, and a bar of the picture moves when somebody tries another date in the sheet.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sectool.dates import MONTHS, Month
from sectool.export.sheets import CannotExport
from sectool.queries.planned_sheet import CANCELLED, FIRM, STATUSES, TENTATIVE, WINDOW
from sectool.queries.register_sheet import Cell, RegisterSheet

_NEEDS = "writing spreadsheets needs xlsxwriter: pip install 'sectool[sheets]'"
# When it was made would differ each time: the day of Excel's own calendar.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (written without a zone)
_INK, _SOFT, _PALE, _HEAD = "#1F2933", "#6B7280", "#E5E7EB", "#D9E2EC"
_SOON = "#FFE8A3"
# Columns that have more room than their heading needs, in characters.
_WIDTHS = {
    "what": 58,
    "reason": 46,
    "notes": 46,
    "source": 36,
    "link": 30,
    "place": 42,
    "key": 36,
    "to-go-live": 13,
    "weekday": 6,
    "changes": 8,
}
_WRAPPED = ("what", "reason", "notes", "source")
# What stands beside the picture; its conditions ask for cells of their own sheet alone, since
# older programs follow no others.
_BESIDE = ("what", "owner", "status", "first", "last")
# More weeks than this would be a picture that nobody scrolls through: it is then of months.
_MOST_WEEKS = 130
# What columns mean, where their headings do not say it.
_COLUMNS = (
    (
        "Working Days to go-live",
        "Working Days from the latest date to go-live of the release, bank holidays left out; "
        "negative after it",
    ),
    ("Times moved", "On how many days the planned date changed"),
    ("Known since", "The day from which the present date is known"),
    ("In the register", "The file that gives it, and the key in it"),
    ("Identifier", "Stays the same when the date moves, also in calendars"),
)
_DATES, _PICTURE, _LEGEND = "Dates", "Gantt", "Legend"


def plan_workbook(sheet: RegisterSheet, says: str = "") -> bytes:
    """A workbook of three sheets. CannotExport where nothing is in it, or xlsxwriter is missing.

    `says` is a sentence for the legend: what it is of, and as of which day.
    """
    if not sheet.rows:
        raise CannotExport("nothing is planned that fits, so there is no sheet to write")
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise CannotExport(_NEEDS) from None
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": 0})
    book.set_properties({"title": sheet.title, "created": _CREATED})
    _Book(book, sheet).write(says)
    book.close()
    return made.getvalue()


class _Book:
    """A workbook in the making."""

    def __init__(self, book: Any, sheet: RegisterSheet) -> None:
        self.book, self.sheet = book, sheet
        self.keys = [column.key for column in sheet.columns]
        self.formats: dict[str, Any] = {}

    def write(self, says: str) -> None:
        dates = self.book.add_worksheet(_DATES)
        picture = self.book.add_worksheet(_PICTURE)
        legend = self.book.add_worksheet(_LEGEND)
        self._dates(dates)
        self._picture(picture)
        self._legend(legend, says)

    def _format(self, **looks: object) -> Any:
        key = repr(sorted(looks.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"font_name": "Arial", "font_size": 10, "valign": "top", **looks}
            )
        return self.formats[key]

    def _letter(self, key: str) -> str:
        from xlsxwriter.utility import xl_col_to_name

        return str(xl_col_to_name(self.keys.index(key)))

    # The dates.

    def _dates(self, page: Any) -> None:
        rows = self.sheet.rows
        head = self._format(bold=True, text_wrap=True, bg_color=_HEAD, bottom=2)
        for at, column in enumerate(self.sheet.columns):
            page.write_string(0, at, column.heading, head)
            page.set_column(at, at, _WIDTHS.get(column.key, 13))
        for number, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                self._cell(page, number, at, cell)
        page.set_row(0, 30)
        page.freeze_panes(1, self.keys.index("what") + 1)
        page.autofilter(0, 0, len(rows), len(self.keys) - 1)
        self._colours(page, (1, 0, len(rows), len(self.keys) - 1), 2)
        _on_paper(page, self.sheet.title, 0)

    def _cell(self, page: Any, row: int, column: int, cell: Cell) -> None:
        wrapped = self.keys[column] in _WRAPPED
        match cell:
            case None:
                return
            case Month():
                page.write_string(row, column, str(cell), self._format())
            case date():
                look = self._format(num_format="d mmm yyyy", align="left")
                page.write_datetime(row, column, _moment(cell), look)
            case int():
                page.write_number(row, column, cell, self._format(align="right"))
            case _:
                page.write_string(row, column, cell, self._format(text_wrap=wrapped))

    def _colours(self, page: Any, area: tuple[int, int, int, int], first: int) -> None:
        """What is cancelled, over, soon or open: also told by letters and by hatching."""
        status, start, end = (f"${self._letter(key)}{first}" for key in ("status", "first", "last"))
        looks = (
            (f'{status}="{CANCELLED}"', {"font_color": _SOFT, "font_strikeout": True}),
            (f"{end}<TODAY()", {"font_color": _SOFT}),
            (
                f"AND({start}<=TODAY()+14,{end}>=TODAY())",
                {"bg_color": _SOON, "bold": True},
            ),
            (f'{status}="{WINDOW}"', {"pattern": 14, "fg_color": "#C4CDD8", "bg_color": "#FFFFFF"}),
            (f'{status}="{TENTATIVE}"', {"italic": True}),
        )
        for formula, look in looks:
            self._when(page, area, formula, look)

    def _when(
        self, page: Any, area: tuple[int, int, int, int], formula: str, look: dict[str, Any]
    ) -> None:
        # A look of its own each: that of cells has a font, which no condition may change.
        page.conditional_format(
            *area,
            {
                "type": "formula",
                "criteria": f"={formula}",
                "format": self.book.add_format(look),
                "stop_if_true": True,
            },
        )

    # The picture.

    def _picture(self, page: Any) -> None:
        starts = list(self._starts())
        first_row, fixed = 2, len(_BESIDE)
        head = self._format(bold=True, bg_color=_HEAD, bottom=2)
        for at, key in enumerate(_BESIDE):
            heading = self.sheet.columns[self.keys.index(key)].heading
            page.write_string(1, at, heading, head)
        page.set_column(0, 0, _WIDTHS["what"])
        page.set_column(1, fixed - 1, 12)
        page.set_column(fixed, fixed + len(starts) - 1, 2.6)
        self._months(page, starts, fixed)
        for number, row in enumerate(self.sheet.rows):
            at = first_row + number
            for column, key in enumerate(_BESIDE):
                self._repeated(page, at, column, key, number + 2, row[self.keys.index(key)])
            for column in range(fixed, fixed + len(starts)):
                page.write_blank(at, column, None, self._format(left=4, left_color=_PALE))
        page.freeze_panes(first_row, 1)
        area = (first_row, fixed, first_row + len(self.sheet.rows) - 1, fixed + len(starts) - 1)
        step = 6 if self._in_weeks else 30
        within = f"AND(F$2<=$E3,F$2+{step}>=$D3)"
        for word, look in (
            (CANCELLED, {"pattern": 17, "fg_color": _SOFT, "bg_color": "#FFFFFF"}),
            (WINDOW, {"pattern": 14, "fg_color": _INK, "bg_color": "#FFFFFF"}),
            (TENTATIVE, {"pattern": 2, "fg_color": _INK, "bg_color": "#FFFFFF"}),
            (FIRM, {"bg_color": _INK}),
        ):
            self._when(page, area, f'AND({within},$C3="{word}")', look)
        self._when(page, area, f"AND(F$2<=TODAY(),F$2+{step}>=TODAY())", {"bg_color": _SOON})
        _on_paper(page, self.sheet.title, 1)

    @property
    def _in_weeks(self) -> bool:
        first, last = self._span
        return (last - first).days <= 7 * _MOST_WEEKS

    @property
    def _span(self) -> tuple[date, date]:
        firsts = [row[self.keys.index("first")] for row in self.sheet.rows]
        lasts = [row[self.keys.index("last")] for row in self.sheet.rows]
        return (
            min(day for day in firsts if isinstance(day, date)),
            max(day for day in lasts if isinstance(day, date)),
        )

    def _starts(self) -> Iterator[date]:
        """The Mondays of the weeks across, or the first days of months."""
        first, last = self._span
        day = first - timedelta(days=first.weekday()) if self._in_weeks else first.replace(day=1)
        while day <= last:
            yield day
            day = (
                day + timedelta(days=7)
                if self._in_weeks
                else (day + timedelta(days=32)).replace(day=1)
            )

    def _months(self, page: Any, starts: Sequence[date], fixed: int) -> None:
        """The months, or years, above the weeks, or months, that begin in them."""
        look = self._format(bold=True, left=1)
        day = self._format(num_format="d" if self._in_weeks else "mmm", font_size=7, bottom=2)
        before = None
        for at, start in enumerate(starts, fixed):
            page.write_datetime(1, at, _moment(start), day)
            group = (start.year, start.month if self._in_weeks else 0)
            if group != before:
                name = f"{MONTHS[start.month - 1][:3]} " if self._in_weeks else ""
                page.write_string(0, at, f"{name}{start.year}", look)
            before = group

    def _repeated(self, page: Any, row: int, column: int, key: str, of: int, cell: Cell) -> None:
        """A cell of the dates, followed: its value is there too, for who works out no formulas."""
        where = f"{_DATES}!{self._letter(key)}{of}"
        if isinstance(cell, date):
            look = self._format(num_format="d mmm yyyy", align="left")
            serial = cell.toordinal() - date(1899, 12, 30).toordinal()
            page.write_formula(row, column, f"={where}", look, serial)
        else:
            page.write_formula(row, column, f'={where}&""', self._format(), cell or "")

    # The legend.

    def _legend(self, page: Any, says: str) -> None:
        plain, bold = self._format(text_wrap=True), self._format(bold=True)
        page.set_column(0, 0, 26)
        page.set_column(1, 1, 90)
        page.write_string(0, 0, self.sheet.title, self._format(bold=True, font_size=14))
        page.write_string(1, 0, says, self._format())
        looks = {
            FIRM: self._format(bg_color=_INK, font_color="#FFFFFF"),
            TENTATIVE: self._format(italic=True, pattern=2, fg_color="#C4CDD8"),
            WINDOW: self._format(pattern=14, fg_color="#C4CDD8"),
            CANCELLED: self._format(font_color=_SOFT, font_strikeout=True),
        }
        row = 3
        for status, means in STATUSES.items():
            page.write_string(row, 0, status, looks[status])
            page.write_string(row, 1, means, plain)
            row += 1
        soon = "From today, by the clock of the program that shows this sheet"
        others = (
            ("Within two weeks", self._format(bg_color=_SOON, bold=True), soon),
            ("Past", self._format(font_color=_SOFT), "The latest date is over"),
        )
        for name, look, means in others:
            page.write_string(row, 0, name, look)
            page.write_string(row, 1, means, plain)
            row += 1
        row += 1
        for name, means in _COLUMNS:
            page.write_string(row, 0, name, bold)
            page.write_string(row, 1, means, plain)
            row += 1
        _on_paper(page, self.sheet.title, None)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _on_paper(page: Any, title: str, repeated: int | None) -> None:
    """Across A3, as wide as the paper, with its heading on each page."""
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(1, 0)
    page.set_header(f"&L{title.replace('&', '&&')}&RPage &P of &N")
    if repeated is not None:
        page.repeat_rows(0, repeated)
