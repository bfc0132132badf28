"""How the columns of a sheet are taken, as a person has written it down: a small YAML file."""

from typing import Literal

from pydantic import Field, ValidationError

from sectool.editing.yaml_scalars import in_block
from sectool.importing.cells import CannotImport
from sectool.model.faults import faults_of
from sectool.model.shape import Flag, Number, Shape
from sectool.model.texts import SourceRef, StageRef, Words
from sectool.source.reader import decode, read_data


class MappedSheet(Shape):
    """How one sheet is read."""

    header_row: Number | None = None
    """The row of its headings, counted from 1."""
    columns: dict[Words, Words] = Field(default_factory=dict)
    """What each column is about, by its heading or letter: 'Mod No': id; 'none' leaves it out."""
    skip: Flag = False
    """Whether the sheet is left out."""


class SheetMap(Shape):
    """A map of a workbook, such as `register import --save-map` writes one."""

    source: SourceRef | None = None
    """The source that entries are to name."""
    dates: Literal["day-first", "month-first"] | None = None
    """Which comes first in dates such as 03/04/2022."""
    stages: dict[Words, StageRef] = Field(default_factory=dict)
    """Words of the sheet for stages, each with the stage of the Code that it means."""
    sheets: dict[Words, MappedSheet] = Field(default_factory=dict)
    """The sheets, by their names."""


def read_map(content: bytes, file: str) -> SheetMap:
    """A map as written. CannotImport says what is wrong with it, and in which line."""
    text, problem = decode(content)
    data, problems = (None, [problem]) if problem is not None else read_data(text)
    for one in problems:
        raise CannotImport(f"{file}:{one.span.line}: {one.message}")
    if data is None:
        return SheetMap()
    try:
        return SheetMap.model_validate(data)
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, one.path))}: {one.message}" if one.path else one.message
            for one in faults_of(error, data, SheetMap)
        ]
        raise CannotImport(f"{file}: {'; '.join(faults)}") from None


def written_map(mapped: SheetMap) -> bytes:
    """A map as a file."""
    data: dict[str, object] = {}
    if mapped.source is not None:
        data["source"] = mapped.source
    if mapped.dates is not None:
        data["dates"] = mapped.dates
    if mapped.stages:
        data["stages"] = mapped.stages
    sheets: dict[str, object] = {}
    for name, sheet in mapped.sheets.items():
        one: dict[str, object] = {}
        if sheet.skip:
            one["skip"] = True
        if sheet.header_row is not None:
            one["header-row"] = sheet.header_row
        if sheet.columns:
            one["columns"] = sheet.columns
        sheets[name] = one
    if sheets:
        data["sheets"] = sheets
    head = "# How a spreadsheet is read into the register. What a column is about may be changed\n"
    head += "# here; 'none' leaves it out.\n"
    return (head + in_block(data, 0, 0, "\n") + "\n").encode()
