"""Dataclasses made late are what the standard library would have made at once."""

from __future__ import annotations

import copy
import dataclasses
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sectool import values
from tests.register import SEED

SOURCES = Path(values.__file__).parent
Decorator = Callable[..., Any]


def shapes(dataclass: Decorator) -> dict[str, Any]:
    """Classes of every kind that sectool has, decorated one way or the other."""

    @dataclass(frozen=True)
    class Plain:
        """Two values."""

        one: int
        two: str = "two"

    @dataclass(frozen=True)
    class Kept(Plain):
        many: list[int] = dataclasses.field(default_factory=list)
        hidden: int = dataclasses.field(default=3, repr=False)
        ignored: int = dataclasses.field(default=4, compare=False)

    @dataclass(frozen=True)
    class Checked:
        one: int

        def __post_init__(self) -> None:
            if self.one < 0:
                raise ValueError(self.one)

    @dataclass(frozen=True)
    class Worded:
        one: int

        def __repr__(self) -> str:
            return "words"

        def __eq__(self, other: object) -> bool:
            return True

    @dataclass(frozen=True)
    class Empty:
        pass

    @dataclass(frozen=True, order=True)
    class Ordered:
        one: int
        two: str = "two"

    @dataclass(frozen=True, eq=False)
    class Itself:
        one: int

    @dataclass
    class Open:
        one: int
        many: list[int] = dataclasses.field(default_factory=list)
        made: list[int] = dataclasses.field(default_factory=list, init=False)
        first: int = dataclasses.field(default=1, hash=False, kw_only=True)

    @dataclass(frozen=True)
    class Own:
        one: int

        def __init__(self, text: str) -> None:
            object.__setattr__(self, "one", int(text))

        def __hash__(self) -> int:
            return 5

    class Heir(Plain):
        pass

    found = (Plain, Kept, Checked, Worded, Empty, Ordered, Itself, Open, Own, Heir)
    return {cls.__name__: cls for cls in found}


USES: list[Callable[[dict[str, Any]], Any]] = [
    lambda of: repr(of["Plain"](1)),
    lambda of: repr(of["Kept"](1, many=[2])),
    lambda of: repr(of["Worded"](1)),
    lambda of: repr(of["Empty"]()),
    lambda of: of["Plain"](1) == of["Plain"](1, "two"),
    lambda of: of["Plain"](1) == of["Plain"](2),
    lambda of: of["Plain"](1) == of["Kept"](1),
    lambda of: of["Kept"](1, ignored=1) == of["Kept"](1, ignored=2),
    lambda of: of["Worded"](1) == of["Worded"](2),
    lambda of: of["Empty"]() == of["Empty"](),
    lambda of: of["Plain"](1).__eq__(1),
    lambda of: hash(of["Plain"](1)) == hash(of["Plain"](1, "two")),
    lambda of: hash(of["Kept"](1)),
    lambda of: hash(of["Worded"](1)) == hash(of["Worded"](1)),
    lambda of: of["Kept"](1).many is of["Kept"](1).many,
    lambda of: [field.name for field in dataclasses.fields(of["Kept"])],
    lambda of: dataclasses.is_dataclass(of["Plain"]),
    lambda of: repr(dataclasses.replace(of["Kept"](1), one=5)),
    lambda of: dataclasses.asdict(of["Kept"](1)),
    lambda of: repr(copy.deepcopy(of["Kept"](1))),
    lambda of: vars(of["Kept"](1)),
    lambda of: of["Checked"](-1),
    lambda of: of["Plain"](),
    lambda of: of["Plain"](1, 2, 3),
    lambda of: of["Plain"](1, other=2),
    lambda of: setattr(of["Plain"](1), "one", 2),
    lambda of: setattr(of["Plain"](1), "new", 2),
    lambda of: delattr(of["Kept"](1), "one"),
    lambda of: of["Kept"].__match_args__ if of["Kept"](1) else None,
    lambda of: of["Plain"].__doc__,
    lambda of: of["Ordered"](1) < of["Ordered"](1, "zwei"),
    lambda of: of["Ordered"](1) >= of["Ordered"](2),
    lambda of: sorted(map(repr, [of["Ordered"](2), of["Ordered"](1)])),
    lambda of: of["Ordered"](1) < of["Plain"](1),
    lambda of: of["Ordered"](1) < 1,
    lambda of: of["Plain"](1) < of["Plain"](2),
    lambda of: of["Itself"](1) == of["Itself"](1),
    lambda of: len({of["Itself"](1), of["Itself"](1)}),
    lambda of: repr(of["Open"](1, [2], first=3)),
    lambda of: of["Open"](1, [2], 3),
    lambda of: of["Open"](1, made=[1]),
    lambda of: of["Open"](1) == of["Open"](1),
    lambda of: of["Open"](1).made is of["Open"](1).made,
    lambda of: hash(of["Open"](1)),
    lambda of: setattr(of["Open"](1), "one", 2),
    lambda of: repr(of["Own"]("7")),
    lambda of: of["Own"]("7") == of["Own"]("7"),
    lambda of: hash(of["Own"]("7")),
    lambda of: setattr(of["Own"]("7"), "one", 2),
    lambda of: setattr(of["Heir"](1), "one", 2),
    lambda of: setattr(of["Heir"](1), "new", 2),
    lambda of: delattr(of["Heir"](1), "two"),
]


@pytest.mark.parametrize("use", USES)
def test_a_class_made_late_behaves_as_one_made_at_once(use: Callable[[Any], Any]) -> None:
    def outcome(dataclass: Decorator) -> Any:
        try:
            return use(shapes(dataclass))
        except Exception as error:
            return type(error), str(error).replace("shapes.<locals>.", "")

    assert outcome(values.dataclass) == outcome(dataclasses.dataclass)


def test_every_dataclass_is_made_late() -> None:
    standard = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if path.name != "values.py"
        and re.search(r"^from dataclasses import .*\bdataclass\b", path.read_text("utf-8"), re.M)
    }
    assert standard == set()


def test_a_class_without_an_instance_is_not_made() -> None:
    """Counted in a process of its own: here, other tests have made them."""
    count = (
        "import sys; from sectool import values; from sectool.cli.main import main\n"
        "main(['mod', 'list'])\n"
        "found = {c for n, m in sys.modules.items() if n.startswith('sectool.')\n"
        "    for c in vars(m).values() if isinstance(c, type)}\n"
        "fields = [vars(c).get('__dataclass_fields__') for c in found]\n"
        "waiting = [f for f in fields if isinstance(f, values._Fields)]\n"
        "made = [f for f in fields if isinstance(f, dict)]\n"
        "print(len(made), len(waiting), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", count], cwd=SEED, capture_output=True, text=True, check=True
    )
    made, waiting = map(int, done.stderr.split())
    assert made < waiting
