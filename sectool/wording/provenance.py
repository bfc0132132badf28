"""Where the words of a document come from: each value that is worded takes its path along.

That is worked out when a template is compiled. A printed value has the path of its expression;
words of the template that stand in an `if` lie between two marks, which name what is asked there.
What a macro is given has none. Marks are stand-ins: letters to Markdown, and nothing in blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jinja2 import nodes
from markupsafe import Markup

from sectool.blocks import Path
from sectool.values import dataclass

# No template can name these filters.
PRINTED, MARKED = "value printed", "words of a condition"

# A piece of a template's text that Markdown reads as one: a line, or a cell of a row.
_PIECE = re.compile(r"[^\n|]+")
# What stands before its words and means something to Markdown, or to us.
_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|[0-9]+[.)]|#+)(?:[ \t]+|$))?(?:Table: +)?(?:\[\^[^\]]*\]:)?")
# What is no word, though it holds letters: the mark of a note, an entity.
_NO_WORDS = re.compile(r"\[\^[^\]]*\]|&#?[A-Za-z0-9]+;|\\.")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Printed:
    """A value on its way into the document, and its path."""

    value: Any
    path: Path


@dataclass(frozen=True)
class Mark:
    """From here on, words of the template hang on a value; without a path, they do no more."""

    path: Path = ()
    holds: bool = True


def printed(value: Any, path: Path) -> Any:
    """The filter that a printed value passes last; wording made before keeps its own paths."""
    return value if isinstance(value, Markup) else Printed(value, path)


def marked(_: str, path: Path, holds: bool) -> Mark:
    """The filter that makes a mark."""
    return Mark(path, holds)


Scope = dict[str, Path]
Condition = Mark | None


def keep_paths(tree: nodes.Template) -> None:
    """Changes a template so that its values and words keep where they come from."""
    _statements(tree.body, {}, None)


def _statements(body: list[nodes.Node], scope: Scope, condition: Condition) -> None:
    for statement in body:
        match statement:
            case nodes.Output():
                statement.nodes = [*_output(statement.nodes, scope, condition)]
            case nodes.If():
                _if(statement, scope)
            case nodes.For():
                inner = {**scope, **_targets(statement.target, _path(statement.iter, scope))}
                _statements(statement.body, inner, condition)
                _statements(statement.else_, scope, _condition(statement.iter, scope, holds=False))
            case nodes.Macro():
                inner = {**scope, **{one.name: () for one in statement.args}}
                _statements(statement.body, inner, None)
            case nodes.Assign():
                scope |= _targets(statement.target, _path(statement.node, scope))
            case _:
                for _, found in statement.iter_fields():
                    if isinstance(found, list):
                        inside = [one for one in found if isinstance(one, nodes.Stmt)]
                        _statements(inside, scope, condition)  # type: ignore[arg-type]


def _if(statement: nodes.If, scope: Scope) -> None:
    _statements(statement.body, scope, _condition(statement.test, scope, holds=True))
    for other in statement.elif_:
        _if(other, scope)
    _statements(statement.else_, scope, _condition(statement.test, scope, holds=False))


def _condition(test: nodes.Node, scope: Scope, *, holds: bool) -> Condition:
    while isinstance(test, nodes.Not) or (isinstance(test, nodes.Test) and test.name == "none"):
        test, holds = test.node, not holds
    path = _path(test, scope)
    return Mark(path, holds) if path else None


def _targets(target: nodes.Node, path: Path) -> Scope:
    return {name.name: path for name in _names(target)}


def _names(target: nodes.Node) -> Iterator[nodes.Name]:
    yield from [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)


def _path(expression: nodes.Node, scope: Scope) -> Path:
    """The path of the first value that an expression is about; empty where there is none."""
    match expression:
        case nodes.Name(name=name):
            return scope.get(name, (name,))
        case nodes.Getattr(node=node, attr=attribute):
            path = _path(node, scope)
            return (*path, attribute) if path else ()
        case nodes.Getitem(node=node, arg=nodes.Const(value=str(name))):
            path = _path(node, scope)
            return (*path, name) if path else ()
        case nodes.Call():
            return ()
        case _:
            paths = (_path(node, scope) for node in expression.iter_child_nodes())
            return next((path for path in paths if path), ())


def _output(found: list[nodes.Expr], scope: Scope, condition: Condition) -> Iterator[nodes.Expr]:
    for node in found:
        if not isinstance(node, nodes.TemplateData):
            path = _path(node, scope)
            yield _filter(PRINTED, node, nodes.Const(path)) if path else node
        elif condition is None:
            yield node
        else:
            yield from _between_marks(node, condition)


def _between_marks(data: nodes.TemplateData, condition: Mark) -> Iterator[nodes.Expr]:
    text, last = data.data, 0
    for start, end in _words(text):
        yield nodes.TemplateData(text[last:start], lineno=data.lineno)
        yield _mark(condition, data.lineno)
        yield nodes.TemplateData(text[start:end], lineno=data.lineno)
        yield _mark(Mark(), data.lineno)
        last = end
    yield nodes.TemplateData(text[last:], lineno=data.lineno)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of each line and cell stand, from the first letter to the last."""
    for piece in _PIECE.finditer(text):
        lead = _LEAD.match(text, piece.start(), piece.end())
        start = lead.end() if lead else piece.start()
        # As long as it was, so that places are the same.
        line = _NO_WORDS.sub(lambda found: " " * len(found[0]), text[start : piece.end()])
        letters = [found.start() for found in _LETTER.finditer(line)]
        if letters:
            yield start + letters[0], start + letters[-1] + 1


def _mark(mark: Mark, line: int) -> nodes.Filter:
    nothing = nodes.Const("", lineno=line)
    return _filter(MARKED, nothing, nodes.Const(mark.path), nodes.Const(mark.holds))


def _filter(name: str, node: nodes.Expr, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [*arguments], [], None, None, lineno=node.lineno)
