"""Charts as they are set: bars that a page has no room for are a second chart on the same scale.

A chart with a table beside it stays one, and its drawing counts the bars that it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sectool.blocks import Block, Blocks, Chart, Series, Text

# How many bars a page has room for with type of nine points.
MOST_BARS = 36
_AGAIN = " (continued)"


def set_charts(blocks: Blocks) -> Blocks:
    """The blocks with every chart as it is set."""
    return tuple(one for block in blocks for one in _set(block))


def _set(block: Block) -> Iterator[Block]:
    if not isinstance(block, Chart) or block.kind != "bars" or block.beside:
        yield block
        return
    count = len(block.categories)
    parts = -(-count // MOST_BARS)
    if parts < 2:
        yield block
        return
    size = -(-count // parts)
    for at in range(0, count, size):
        yield _part(block, slice(at, at + size))


def _part(chart: Chart, which: slice) -> Chart:
    def some(series: Series) -> Series:
        return replace(series, values=series.values[which])

    return replace(
        chart,
        caption=(*chart.caption, Text(_AGAIN)) if which.start else chart.caption,
        categories=chart.categories[which],
        series=tuple(map(some, chart.series)),
        target=some(chart.target) if chart.target is not None else None,
        past=chart.past[which],
        whole=chart,
    )
