"""An example of each key, and the least that a group of keys is: all of them load.

An example is what the line about a key names ("such as MP143"), or what a line about another key
of the same meaning does, or anything of the right form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from sectool.model.elements import Group, Rows, TableContent, content_of, fields_of
from sectool.model.field_docs import doc_of
from sectool.model.file_kinds import FILE_KINDS, FileKind
from sectool.model.meaning import Meaning, Names, Phrase
from sectool.model.shape import Checked, Shape

_SUCH_AS = re.compile(
    r"such as '([^']+)'|such as ([^\s,;:][^,;:]*?)(?=[,;:]|\.?$| or | of a | for | of the )"
    r"|: '([^']+)'"
)
# For what nothing names: the first that fits.
_ANY = (
    *("a-name", "0.4", "2022-11-03", "2022-11", "3", "true", "07", "https://www.example.org/"),
    *("AB123", "NAME", "2:0123456789ab", "0123456789abcdef" * 4, "0123456789" * 4),
    *("first Thursday of each November", "{number}/{item}", "17:00"),
)
_BY_FORM = {
    "text": "What is to be said, in words.",
    "sentences": "What is to be said, in words.",
    "text in one line": "A few words",
    "words in one line": "A title",
    "an amount in pounds, in digits": "437032",
    "the path of a file, from the top of the register": "annexes/plan.pdf",
}
_PHRASE = "5 working days before go-live"


def example_of_file(kind: FileKind) -> Any:
    """The least that a file of a kind has."""
    return _value(kind.holds, (), "")


def example_of(shape: type[Shape], name: str) -> Any:
    """A value of a key that loads: text, or groups and lists of it."""
    field = shape.model_fields[name]
    return _value(field.annotation, tuple(field.metadata), doc_of(shape, name) or "")


@cache
def least_of(shape: type[Shape]) -> dict[str, Any]:
    """The keys that a group always has, and as few others as make it load, in its order."""
    fields = shape.model_fields
    needed = [name for name, field in fields.items() if field.is_required()]
    others = [name for name in fields if name not in needed]
    for number in range(4):
        for more in combinations(others, number):
            names = [name for name in fields if name in needed or name in more]
            found = {fields[name].alias or name: example_of(shape, name) for name in names}
            if _loads(shape, found):
                return found
    raise ValueError(f"no example of {shape.__name__} loads")


def as_yaml(data: Any, indent: int = 0) -> str:
    """Keys, lists and texts as YAML, in blocks."""
    return "\n".join(_lines(data, " " * indent))


def _lines(data: Any, indent: str) -> Iterator[str]:
    rows = data.items() if isinstance(data, dict) else ((None, item) for item in data)
    for key, value in rows:
        start = f"{indent}- " if key is None else f"{indent}{_scalar(key)}:"
        if not value:
            yield f"{start}{'' if key is None else ' '}{{}}"
        elif isinstance(value, str):
            yield f"{start}{'' if key is None else ' '}{_scalar(value)}"
        elif key is not None and (isinstance(value, dict) or all(map(_is_group, value))):
            yield start
            yield from _lines(value, f"{indent}  " if isinstance(value, dict) else indent)
        elif key is not None:
            yield f"{start} [{', '.join(map(_in_list, value))}]"
        else:
            first, *rest = _lines(value, f"{indent}  ")
            yield start + first.lstrip()
            yield from rest


def _is_group(value: Any) -> bool:
    return isinstance(value, dict)


def _in_list(value: Any) -> str:
    return _scalar(value) if "," not in value else f"'{value}'"


def _scalar(text: str) -> str:
    plain = re.fullmatch(r"[A-Za-z0-9](?:[^:#'\"{}\[\]]|:(?=\S))*", text)
    return text if plain else "'" + text.replace("'", "''") + "'"


def _value(annotation: Any, metadata: tuple[Any, ...], doc: str) -> Any:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _value(args[0], (*args[1:], *metadata), doc)
    checked = next((one for one in metadata if isinstance(one, Checked)), None)
    if checked is not None:
        return _text(annotation, checked, doc)
    if origin is Literal:
        return args[0]
    if type(None) in args:
        (inner,) = (arg for arg in args if arg is not type(None))
        return _value(inner, metadata, doc)
    if origin is tuple:
        return [_value(args[0], (), doc)]
    if origin is dict:
        for named in _named(doc):  # such as 'suppliers: true'
            key, colon, value = named.partition(": ")
            if colon:
                return {key: [value[1:-1]] if value.startswith("[") else value}
        return {_value(args[0], (), ""): _value(args[1], (), "")}
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return least_of(annotation)
    meaning = next((one for one in metadata if isinstance(one, Meaning)), None)
    return next(iter(_of_same_meaning(meaning)), "a-name")


def _text(annotation: Any, checked: Checked, doc: str) -> str:
    candidates = [*_named(doc), *_of_same_meaning(checked.meaning), *_named(checked.form)]
    if isinstance(checked.meaning, Phrase):
        candidates += [_PHRASE, "third Tuesday of each month"]
    words = checked.seen_as.get("enum") or ()
    candidates += [word for word in words if isinstance(word, str)]
    candidates += [_BY_FORM[checked.form]] if checked.form in _BY_FORM else []
    return next(
        text for text in (*candidates, *_ANY) if _loads(Annotated[annotation, checked], text)
    )


def _named(doc: str) -> list[str]:
    """What the line about a key names as an example of it."""
    return [next(filter(None, found)) for found in _SUCH_AS.findall(doc)]


@cache
def _of_same_meaning(meaning: Meaning | None) -> tuple[str, ...]:
    """What lines about keys of the same meaning name."""
    kind = getattr(meaning, "kind", None)
    if kind is None:
        return ()
    own = _examples_by_kind().get(kind, ())
    return tuple(f"{one}-1" for one in own) if getattr(meaning, "numbered", False) else own


@cache
def _examples_by_kind() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for shape in _shapes():
        for field in fields_of(shape):
            content: Any = field.content
            while isinstance(content, Rows):
                content = content.item
            meaning = getattr(content, "meaning", None)
            kind = getattr(meaning, "kind", None)
            numbered = isinstance(meaning, Names) and meaning.numbered
            if kind is not None and not numbered:
                found.setdefault(kind, {}).update(dict.fromkeys(_named(_doc(shape, field.name))))
    return {kind: tuple(names) for kind, names in found.items()}


def _doc(shape: type[Shape], name: str) -> str:
    return doc_of(shape, name) or ""


def _shapes() -> Iterator[type[Shape]]:
    left = [content_of(kind.holds) for kind in FILE_KINDS]
    seen: set[type[Shape]] = set()
    while left:
        content = left.pop(0)
        if isinstance(content, Rows | TableContent):
            left.append(content.item if isinstance(content, Rows) else content.value)
        elif isinstance(content, Group) and content.shape not in seen:
            seen.add(content.shape)
            yield content.shape
            left += [field.content for field in fields_of(content.shape)]


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _loads(annotation: Any, data: Any) -> bool:
    try:
        _adapter(annotation).validate_python(_as_loaded(data))
    except ValidationError:
        return False
    return True


def _as_loaded(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _as_loaded(value) for key, value in data.items()}
    return tuple(map(_as_loaded, data)) if isinstance(data, list) else data
