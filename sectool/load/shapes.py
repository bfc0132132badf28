"""Data of files written in an older shape, brought to today's as they are read.

`shape: n` in sectool.yaml says in which shape the files of a register are written. A change of
shape that readers of today would misread adds a function to `STEPS`; it runs in memory, wherever a
register is read, so that what a git revision holds stays readable as it was committed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from sectool.diagnostic import Path
from sectool.load.to_shape_2 import to_shape_2
from sectool.load.to_shape_3 import is_of_shape_3, to_shape_3
from sectool.load.to_shape_4 import is_of_shape_4, to_shape_4
from sectool.source.reader import Data
from sectool.values import dataclass


@dataclass(frozen=True)
class Reshaped:
    """The data of a file in a newer shape.

    `moved` says of what has another place in it than in the file, which place that was: by the path
    now, the path before. What is below goes with it.
    """

    data: Data
    moved: Mapping[Path, Path] = field(default_factory=dict)


# A file's name and its data in one shape → the same in the next. It changes nothing in place.
Step = Callable[[str, Data], Reshaped]

# From shape 1 to 2, from 2 to 3 …
STEPS: tuple[Step, ...] = (
    lambda file, data: Reshaped(to_shape_2(file, data)),
    lambda file, data: Reshaped(to_shape_3(file, data)),
    lambda file, data: Reshaped(*to_shape_4(file, data)),
)

# Whether a file has what only files of a shape, or of later ones, have; of shape 1 and 2 nothing
# tells them apart.
_SIGNS: tuple[tuple[int, Callable[[str, Data], bool]], ...] = (
    (4, is_of_shape_4),
    (3, is_of_shape_3),
)

FIRST = 1


def newest_shape() -> int:
    """The shape that files are written in today."""
    return FIRST + len(STEPS)


def shape_of(settings: Data) -> int:
    """The shape that sectool.yaml names; today's, where what it names is no shape."""
    written = settings.get("shape", str(FIRST)) if isinstance(settings, dict) else None
    if isinstance(written, str) and re.fullmatch("[1-9][0-9]{0,8}", written):
        return int(written)
    return newest_shape()


def seen_shape(file: str, data: Data) -> int:
    """The first shape that a file can be of, by the keys that it has."""
    return next((shape for shape, is_of in _SIGNS if is_of(file, data)), FIRST)


def reshaped(file: str, data: Data, shape: int) -> tuple[Data, tuple[Mapping[Path, Path], ...]]:
    """The data of a file in today's shape, and what each step moved in it, in their order."""
    relocations = []
    for step in STEPS[shape - FIRST :]:
        done = step(file, data)
        data = done.data
        if done.moved:
            relocations.append(done.moved)
    return data, tuple(relocations)


def path_in_file(path: Path, relocations: tuple[Mapping[Path, Path], ...]) -> Path:
    """Where something stands in the file as it is written, by its path in today's shape."""
    for moved in reversed(relocations):
        for length in range(len(path), -1, -1):
            if path[:length] in moved:
                path = moved[path[:length]] + path[length:]
                break
    return path
