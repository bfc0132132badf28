"""What a file of the wrong shape is told, at the very key."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic_core import ErrorDetails, PydanticCustomError, ValidationError

from sectool.diagnostic import Path, slip_of, suggestion
from sectool.model.shape import _CHECKS, Shape, quoted, wrong_kind


class ShapeFault(NamedTuple):
    """What is wrong, and where: at a key, at a value, or `within` the characters of a text."""

    code: str
    message: str
    path: Path
    key: bool
    help: str | None = None
    within: tuple[int, int] | None = None
    better: str | None = None


def faults_of(error: ValidationError, data: Any, shape: type[Shape]) -> list[ShapeFault]:
    """Each fault that pydantic found in `data`."""
    return [_words(detail, data, shape) for detail in error.errors(include_url=False)]


def _words(detail: ErrorDetails, data: Any, shape: type[Shape]) -> ShapeFault:
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    if kind == "missing":
        return ShapeFault("Y202", f"{loc[-1]!r} is missing", tuple(loc[:-1]), False)
    if kind == "extra_forbidden":
        known = _keys_of(_shape_at(shape, loc[:-1]))
        return ShapeFault(
            "Y201",
            f"unknown key {loc[-1]!r}{suggestion(str(loc[-1]), known)}",
            tuple(loc),
            True,
            better=_free(slip_of(str(loc[-1]), known), data, loc),
        )
    path, key = _resolve(data, loc)
    value = detail["input"]
    if kind in _CHECKS:
        try:
            _CHECKS[kind](value)
        except PydanticCustomError as error:
            kind, context = error.type, error.context or {}
    if "message" in context:
        help_, within = context.get("help"), context.get("within")
        better = context.get("better")
        return ShapeFault(kind, str(context["message"]), path, key, help_, within, better)
    if kind == "literal_error" and key:
        known = _choices(_key_at(shape, loc[:-2]))
        message = f"unknown key {quoted(value)}{suggestion(str(value), known)}"
        return ShapeFault("Y201", message, path, key, better=slip_of(str(value), known))
    if kind == "literal_error":
        choices = _choices(_annotation_at(shape, loc))
        if type(value) is str:
            message = f"{quoted(value)} is not one of the words that go here"
            better = slip_of(value, choices)
            message += suggestion(value, choices)
            return ShapeFault("Y204", message, path, key, better=better)
        wanted = "one of " + ", ".join(choices)
    elif kind in ("tuple_type", "list_type"):
        wanted = "a list (each item on a line that starts with '- ')"
    elif kind in ("model_type", "model_attributes_type"):
        keys = _keys_of(_shape_at(shape, loc))
        shown = ", ".join(keys[:4]) + (", …" if len(keys) > 4 else "")
        wanted = f"a group of keys ({shown})"
    elif kind == "dict_type":
        wanted = "a group of keys"
    else:
        wanted = "something else"
    fallback = wrong_kind(value, wanted)
    return ShapeFault("Y203", str(fallback), path, key)


def _free(key: str | None, data: Any, loc: tuple[int | str, ...]) -> str | None:
    """A key, unless the group in which another should be called so has it."""
    path, _ = _resolve(data, loc)
    for step in path[:-1]:
        data = data[step]
    return None if key in data else key


def _resolve(data: Any, loc: tuple[int | str, ...]) -> tuple[Path, bool]:
    """The path in `data` that a pydantic location names: looked up, never guessed from words."""
    path: list[str | int] = []
    for index, step in enumerate(loc):
        inside_map = isinstance(data, dict) and step in data
        inside_list = isinstance(data, tuple) and isinstance(step, int) and step < len(data)
        if inside_map or inside_list:
            data = data[step]
            path.append(step)
        elif step == "[key]" and index == len(loc) - 1:
            return tuple(path), True
        else:
            break
    return tuple(path), False


def _annotation_at(shape: Any, loc: tuple[int | str, ...]) -> Any:
    """The annotation of the place that `loc` leads to, starting from a shape."""
    current: Any = shape
    for step in loc:
        current = _unwrap(current)
        if isinstance(current, type) and issubclass(current, Shape):
            current = next(
                (
                    field.annotation
                    for name, field in current.model_fields.items()
                    if (field.alias or name) == step
                ),
                None,
            )
        elif get_origin(current) is dict:
            current = get_args(current)[1]
        elif get_origin(current) is tuple:
            current = get_args(current)[0]
        else:
            return None
    return _unwrap(current)


def _key_at(shape: Any, loc: tuple[int | str, ...]) -> Any:
    """The annotation of the keys of the table that `loc` leads to."""
    table = _annotation_at(shape, loc)
    return _unwrap(get_args(table)[0]) if get_origin(table) is dict else None


def _unwrap(annotation: Any) -> Any:
    """An annotation without Annotated and without `| None`."""
    while True:
        args = get_args(annotation)
        if get_origin(annotation) is Annotated:
            annotation = args[0]
        elif type(None) in args and get_origin(annotation) is not Literal:
            annotation = next(arg for arg in args if arg is not type(None))
        else:
            return annotation


def _shape_at(shape: type[Shape], loc: tuple[int | str, ...]) -> type[Shape]:
    found = _annotation_at(shape, loc)
    return found if isinstance(found, type) and issubclass(found, Shape) else shape


def _keys_of(shape: type[Shape]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in shape.model_fields.items())


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(choice) for choice in get_args(annotation))
    return ()
