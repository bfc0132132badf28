"""What each field is, in the line that stands below it in the source.

The lines cost nothing at a start, where nobody asks for them: they are read here, when somebody
does.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache

from sectool.model.shape import Shape


def doc_of(shape: type[Shape], field: str) -> str | None:
    """The line below a field, of the shape itself or of the one that it inherits it from."""
    for owner in shape.__mro__:
        if issubclass(owner, Shape):
            line = _docs(owner.__module__).get((owner.__name__, field))
            if line is not None:
                return line
    return None


@cache
def _docs(module: str) -> dict[tuple[str, str], str]:
    """The lines of a module, by class and field."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {
        (shape.name, field.target.id): inspect.cleandoc(line.value.value)
        for shape in tree.body
        if isinstance(shape, ast.ClassDef)
        for field, line in zip(shape.body, shape.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Constant)
        and isinstance(line.value.value, str)
    }
