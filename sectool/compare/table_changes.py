"""Tables compared row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from sectool.blocks import Block, Bullets, Chart, Table
from sectool.compare.alignment import Pair, kept, likeness, likest, out_of_order, without
from sectool.compare.change import COLUMN, NONE, TEXT, TICK, Topic
from sectool.compare.content import ID, NotedWords, item_of, key_of, speaks_of, start_of, words_of
from sectool.compare.grids import (
    Columns,
    Sheet,
    Spot,
    columns_of,
    groups,
    key_columns,
    matched_tables,
    rows_of,
    sheet_of,
)
from sectool.compare.list_changes import compare_items
from sectool.compare.recorder import Recorder
from sectool.words import listed


def compare_tables(
    recorder: Recorder, before: list[Sheet], after: list[Sheet], *, by_caption: bool
) -> bool:
    """What tables and charts say otherwise; whether rows joined or left them.

    Their captions are named where their section alone would not say which is meant. What a chart
    shows of a table of its section is a change of the table.
    """
    pairs = matched_tables(before, after)
    sides: list[tuple[Sheet | None, Sheet | None]] = [
        *((before[i], after[j]) for i, j in pairs),
        *((before[i], None) for i in without(len(before), [i for i, _ in pairs])),
        *((None, after[j]) for j in without(len(after), [j for _, j in pairs])),
    ]
    sides.sort(key=lambda side: any(sheet and sheet.drawn for sheet in side))
    start = len(recorder.found)
    joined = False
    for one, other in sides:
        caption = next(sheet.caption for sheet in (other, one) if sheet)
        recorder.table = caption if by_caption else ""
        known = recorder.changed_since(start)
        here = len(recorder.found)
        if one and other:
            joined |= _sheet(recorder, one, other)
        elif alone := one or other:
            key = key_columns(alone, alone, columns_of(alone, alone))
            for row in range(len(alone.rows)):
                begun = len(recorder.found)
                _whole_row(recorder, alone, key[0] if key else None, row, come=one is None)
                if one is None:
                    recorder.row(alone.table, row, "new", begun)
        if any(sheet and sheet.drawn for sheet in (one, other)):
            recorder.drop_since(here, known)
    return joined


def _sheet(recorder: Recorder, before: Sheet, after: Sheet) -> bool:
    columns = columns_of(before, after)
    key = key_columns(before, after, columns)
    pairs, gone, come = rows_of(before, after, columns, key)
    captions = [
        speaks_of(sheet.caption, day)
        for sheet, day in zip((before, after), recorder.days, strict=True)
    ]
    if captions[0] != captions[1]:
        recorder.value("Caption", "", before.caption, after.caption)
    whole = before, after
    _columns(recorder, whole, columns, key, pairs)
    steady = []
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        start = len(recorder.found)
        if not _row(recorder, whole, columns, key, pairs, (i, j)):
            steady.append((i, j))
        recorder.row(after.table, j, "changed", start)
    for side, rows in ((0, gone), (1, come)):
        for row in rows:
            start = len(recorder.found)
            _whole_row(recorder, whole[side], key[side] if key else None, row, come=bool(side))
            if side:
                recorder.row(after.table, row, "new", start)
    names = [
        [_row_name(sheet, n, key[side] if key else None) for n in range(len(sheet.rows))]
        for side, sheet in enumerate(whole)
    ]
    lines = [(before.line(i), after.line(j)) for i, j in steady]
    for i, j in out_of_order(steady, lines):
        recorder.order(names[1][j], (names[0], names[1]), (i, j))
    return bool(gone or come)


def _columns(
    recorder: Recorder,
    sheets: tuple[Sheet, Sheet],
    columns: Columns,
    key: Pair | None,
    rows: list[Pair],
) -> None:
    before, after = sheets
    for i, j in columns.pairs:
        if before.headings[i] != after.headings[j]:
            recorder.add("text", "", "heading", before.headings[i], after.headings[j])
    heads = list(columns.pairs)
    names = [list(sheet.headings) for sheet in sheets]
    for i, j in out_of_order(heads, [(names[0][i], names[1][j]) for i, j in heads]):
        recorder.order(names[1][j], (names[0], names[1]), (i, j))
    for side, alone in ((0, columns.gone), (1, columns.come)):
        sheet = sheets[side]
        for column in alone:
            # A cell in a row that one side alone has goes with its row.
            cells = [
                (_row_name(sheet, pair[side], key[side] if key else None), spot.content.words)
                for pair in sorted(rows, key=itemgetter(side))
                if (spot := sheet.at(pair[side], column)) and not spot.is_blank
            ]
            if not cells and not sheet.headings[column]:
                continue
            otherwise = recorder.section.topic or "lists"
            if not cells and _holds_ticks(sheet):
                otherwise = "ticks"
            topic, text = _in_one_line(cells, otherwise)
            both = (None, text) if side else (text, None)
            recorder.add(topic, sheet.headings[column], COLUMN, *both)


def _in_one_line(cells: list[tuple[str, str]], otherwise: Topic) -> tuple[Topic, str]:
    """A row or column in one line, by what it holds: names where it holds ticks alone."""
    if cells and all(words == TICK for _, words in cells):
        return "ticks", ", ".join(name for name, _ in cells)
    if len(cells) == 1:
        return otherwise, cells[0][1]
    text = "; ".join(f"{name}: {words}" if name else words for name, words in cells)
    return otherwise, text


def _whole_row(recorder: Recorder, sheet: Sheet, key: int | None, row: int, *, come: bool) -> None:
    if _is_edition(recorder, sheet.rows[row], key):
        return
    subject = _row_name(sheet, row, key)
    cells = [
        (listed([sheet.headings[c] for c in spot.columns]), spot.content.words)
        for spot in sheet.rows[row]
        if key not in spot.columns and not spot.is_blank and spot.row == row
    ]
    otherwise = recorder.section.topic or recorder.facts.whole
    if not cells and _holds_ticks(sheet):
        otherwise = "ticks"
    topic, text = _in_one_line(cells, otherwise)
    both = (None, text) if come else (text, None)
    recorder.add(topic, subject, "", *both)


def _row(
    recorder: Recorder,
    sheets: tuple[Sheet, Sheet],
    columns: Columns,
    key: Pair | None,
    pairs: list[Pair],
    rows: Pair,
) -> bool:
    """The cells of a row that changed; whether a day or figure did."""
    before, after = sheets
    start = len(recorder.found)
    subject = _row_subject(sheets, columns, key, rows)
    ends = zip(sheets, rows, key or (None, None), strict=True)
    if all(_is_edition(recorder, sheet.rows[row], column) for sheet, row, column in ends):
        return False
    if key:
        _key_cell(recorder, sheets, key, rows)
    for cover, old, new in groups(before.rows[rows[0]], after.rows[rows[1]], columns, key):
        if _above(old, rows[0]) and _above(new, rows[1]) and (old[0].row, new[0].row) in pairs:
            continue
        heads = [after.headings[column] for column in cover]
        aspect = listed([head for head in heads if head])
        if len(old) < 2 and len(new) < 2:
            only = len(columns.pairs) == 2 and not columns.gone and not columns.come
            _cell(recorder, subject, aspect, old, new, only=only)
        else:
            to_before = {j: i for i, j in columns.pairs}
            covers = tuple(to_before[column] for column in cover), cover
            texts = [
                _together(side, columns_, sheet.headings)
                for side, columns_, sheet in zip((old, new), covers, sheets, strict=True)
            ]
            recorder.value(subject, aspect, *texts)
    return recorder.steered(start)


def _is_edition(recorder: Recorder, row: Sequence[Spot], key: int | None) -> bool:
    """Whether a row only says which edition the document is, as one at the front may."""
    cells = [spot for spot in row if key not in spot.columns]
    # In a draft, a row may be there to say what is missing of it.
    if any(spot.content.is_mark for spot in cells) and all(
        spot.content.is_mark or spot.is_blank for spot in cells
    ):
        return True
    if recorder.section.key:
        return False
    return recorder.facts.is_edition(source for spot in cells for source in spot.content.sources)


def _key_cell(recorder: Recorder, sheets: tuple[Sheet, Sheet], key: Pair, rows: Pair) -> None:
    spots = [sheet.at(*place) for sheet, *place in zip(sheets, rows, key, strict=True)]
    if spots[0] is None or spots[1] is None:
        return
    items = item_of(spots[0].blocks), item_of(spots[1].blocks)
    if key_of(items[0].name) and key_of(items[1].name):
        compare_items(recorder, *items)
        return
    one, other = spots[0].content, spots[1].content
    if one.words != other.words:
        head = sheets[1].headings[key[1]] or "name"
        recorder.add("text", one.words, head, one.words, other.words)
    recorder.marginal(other.words, "", one, other)


def _cell(
    recorder: Recorder, subject: str, aspect: str, old: list[Spot], new: list[Spot], *, only: bool
) -> None:
    """A cell; the `only` one beside the name of its row needs no heading to be told by."""
    one, other = (side[0] if side else None for side in (old, new))
    blanks = [spot is None or spot.is_blank for spot in (one, other)]
    if all(blanks) or _is_marked(one, other):
        return
    if not all(spot is None or spot.is_plain for spot in (one, other)):
        _points(recorder, subject, TEXT if only else aspect, one, other)
        return
    words = [spot.content if spot and not spot.is_blank else NotedWords() for spot in (one, other)]
    if words[0].words != words[1].words:
        texts = [
            _with_notes(mine, others) or None
            for mine, others in ((words[0], words[1]), (words[1], words[0]))
        ]
        recorder.value(subject, aspect, *texts)
    recorder.marginal(subject, aspect, words[0], words[1])


def _is_marked(one: Spot | None, other: Spot | None) -> bool:
    """Whether a draft has a mark where the other document says in its own words that a value is
    missing, or nothing."""
    sides = [spot.content if spot is not None else NotedWords() for spot in (one, other)]
    return any(side.is_mark for side in sides) and all(
        side.is_mark or not side.has_value for side in sides
    )


def _points(
    recorder: Recorder, subject: str, aspect: str, one: Spot | None, other: Spot | None
) -> None:
    """Cells that hold lists: each item is a change for itself."""
    sides = [_points_of(spot) for spot in (one, other)]
    pairs = kept(*([point.words for point in side] for side in sides))
    gone = without(len(sides[0]), [i for i, _ in pairs])
    come = without(len(sides[1]), [j for _, j in pairs])
    same = likest(gone, come, lambda i, j: likeness(sides[0][i].words, sides[1][j].words), 0.5)
    for i, j in sorted((*pairs, *same), key=lambda pair: pair[1]):
        recorder.value(subject, aspect, sides[0][i].words, sides[1][j].words)
        recorder.marginal(subject, aspect, sides[0][i], sides[1][j])
    topic: Topic = recorder.section.topic or "text"
    for i in gone:
        if i not in {i for i, _ in same}:
            recorder.add(topic, subject, aspect, sides[0][i].words, None)
    for j in come:
        if j not in {j for _, j in same}:
            recorder.add(topic, subject, aspect, None, sides[1][j].words)


def sheets_in(blocks: Sequence[Block]) -> list[Sheet]:
    """The tables and charts among some blocks; what a table beside it has is in that."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(sheet_of(block))
        elif isinstance(block, Chart) and not block.beside:
            found.append(replace(sheet_of(block.table), drawn=True))
    return found


def _holds_ticks(sheet: Sheet) -> bool:
    return any(spot.content.words == TICK for row in sheet.rows for spot in row)


def _row_name(sheet: Sheet, row: int, key: int | None) -> str:
    """A row by its key: an id alone, where its cell says more than that."""
    if key is None:
        return start_of(" ".join(spot.content.words for spot in sheet.rows[row]))
    words = sheet.words(row, key)
    found = ID.match(words)
    return found[0] if found else words


def _row_subject(
    sheets: tuple[Sheet, Sheet], columns: Columns, key: Pair | None, rows: Pair
) -> str:
    """A row's name; where several rows have it, with what tells this one from them."""
    side = key[1] if key else None
    name = _row_name(sheets[1], rows[1], side)
    if key is None:
        return name
    again = [
        [n for n in range(len(sheet.rows)) if _row_name(sheet, n, key[s]) == name]
        for s, sheet in enumerate(sheets)
    ]
    if max(map(len, again)) < 2:
        return name
    for i, j in columns.pairs:
        words = sheets[1].words(rows[1], j)
        if (i, j) == key or words in (*NONE, TICK) or words != sheets[0].words(rows[0], i):
            continue
        alone = all(
            [sheet.words(n, column) for n in numbers].count(words) == 1
            for sheet, numbers, column in zip(sheets, again, (i, j), strict=True)
        )
        if alone:
            return f"{name} ({words})"
    return name


def _above(spots: list[Spot], row: int) -> bool:
    """Whether a cell reaches down from a row above: it is told there."""
    return len(spots) == 1 and spots[0].row < row


def _together(spots: list[Spot], cover: tuple[int, ...], headings: Sequence[str]) -> str | None:
    """Cells over several columns in one line: what each says, and for which columns."""
    parts = []
    for spot in spots:
        names = [headings[column] for column in spot.columns if column in cover]
        if spot.is_blank:
            continue
        if len(names) == len(cover):
            return f"{spot.content.words} together"
        joint = " together" if len(names) > 1 else ""
        parts.append(f"{listed(names)} {spot.content.words}{joint}".strip())
    return "; ".join(parts) or None


def _points_of(spot: Spot | None) -> list[NotedWords]:
    if spot is None:
        return []
    found = []
    for block in spot.blocks:
        if isinstance(block, Bullets):
            found += [words_of(item) for item in block.items]
        else:
            found.append(words_of((block,)))
    return [one for one in found if one.words]


def _with_notes(mine: NotedWords, others: NotedWords) -> str:
    """A value with the notes that it alone has; a tick's note is no part of it."""
    if mine.words == TICK:
        return TICK
    notes = [note for note in mine.notes if note not in others.notes]
    return mine.words + "".join(f" ({note})" for note in notes)
