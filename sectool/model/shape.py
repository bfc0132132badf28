"""What every shape of the register shares: strictness, kinds of text, and words for faults.

A scalar arrives as the text its author wrote (see `source`), so each kind of value is a
function from text. No field is a union: a fault's location is then exactly the path to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    custom_error_schema,
    no_info_before_validator_function,
    no_info_plain_validator_function,
    str_schema,
)

from sectool import dates
from sectool.dates import Month, When
from sectool.model.meaning import Meaning
from sectool.words import pounds_as_written


def kebab(name: str) -> str:
    """The YAML key of a Python field: `known_from` is written `known-from`."""
    return name.rstrip("_").replace("_", "-")


# A scalar of any kind is text to us; only a group, a list and an empty value are none.
ANY_SCALAR: Mapping[str, Any] = {"type": ["string", "number", "boolean"]}

# The checks that have a shortcut, by the kind of error that sends a value back to them.
_CHECKS: dict[str, Callable[[Any], Any]] = {}


class Checked:
    """Says of a field that one function checks it: it returns the value, or raises its fault.

    pydantic's PlainValidator says the same, but first works out each function's signature and
    how to write the value as JSON: a third of the time that a small register takes to load.
    A `shortcut` is a schema that pydantic's compiled core checks by itself, several times as
    fast; the function then only says what is wrong with a value that fails. The two must agree.
    `meaning` says what a text names or tells (`model.meaning`), `form` in words what fits, and
    `seen_as`, in those of JSON Schema, which scalars do for a reader that tells numbers from text.
    """

    def __init__(
        self,
        check: Callable[[Any], Any],
        shortcut: CoreSchema | None = None,
        *,
        form: str,
        seen_as: Mapping[str, Any] = ANY_SCALAR,
    ) -> None:
        self.check, self.shortcut, self.form, self.seen_as = check, shortcut, form, seen_as
        self.meaning: Meaning | None = None
        self.kind = f"checked-{len(_CHECKS)}"
        if shortcut is not None:
            _CHECKS[self.kind] = check

    def meant_as(self, meaning: Meaning) -> Checked:
        """The same check, of a text that means something."""
        other = copy(self)
        other.meaning = meaning
        return other

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        if self.shortcut is None:
            return no_info_plain_validator_function(self.check)
        return custom_error_schema(
            self.shortcut, custom_error_type=self.kind, custom_error_message="see the check"
        )


class Shape(BaseModel):
    """A group of keys: frozen, strict, unknown keys refused.

    Modules with shapes do without `from __future__ import annotations`: pydantic would have to
    compile the text of each annotation, one by one, at every start. Below each field stands a
    line that says what it is; `model.field_docs` reads them where somebody asks.
    """

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        alias_generator=kebab,
        defer_build=True,
        arbitrary_types_allowed=True,
    )


S = TypeVar("S", bound=Shape)
_set = object.__setattr__


def made_of_checked(shape: type[S], values: dict[str, Any]) -> S:
    """A group of keys of values that were checked where they were read: one for each field.

    As `model_construct` makes one that gives all of them, in a fraction of the time: histories are
    folded a thousand times where a register is checked.
    """
    made = shape.__new__(shape)
    _set(made, "__dict__", values)
    _set(made, "__pydantic_fields_set__", set(values))
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


class Lasting(Shape):
    """A group of keys that holds for a time: its `from`, if any, is not later than its `to`."""

    @model_validator(mode="after")
    def _runs_forwards(self) -> Self:
        since, until = getattr(self, "from_", None), getattr(self, "to", None)
        if since and until and dates.first_day(since) > dates.last_day(until):
            raise fault("Y204", f"'from' ({since}) must not be later than 'to' ({until})")
        return self


class Shortened(Shape):
    """A group of keys that may be written as just the text of one of them, its `SHORT`."""

    SHORT: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {cls.SHORT: value} if type(value) is str else value


def _one_or_many(value: Any) -> Any:
    return (value,) if type(value) is str else value


# A list of one item may be written without its brackets.
ONE_OR_MANY = BeforeValidator(_one_or_many)


NONE = "none"


class OrNone:
    """Says of a field that the word `none` may stand in it: that there are none is a fact.

    A key that is absent says nothing, and its value is None. `empty` makes what `none` stands for.
    """

    def __init__(self, empty: Callable[[], Any]) -> None:
        self.empty = empty

    def _check(self, value: Any) -> Any:
        if value == NONE:
            return self.empty()
        if value in ((), {}):
            raise fault(
                "Y203",
                "this is empty, which does not say whether there are none: write 'none' where that "
                "is known, or remove the key",
            )
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return no_info_before_validator_function(self._check, handler(source))


def _none_or_many(value: Any) -> Any:
    return () if value == "none" else value


# A list that may say 'none' where an empty one is a statement.
NONE_OR_MANY = BeforeValidator(_none_or_many)


def fault(
    code: str,
    message: str,
    help_: str | None = None,
    within: tuple[int, int] | None = None,
    better: str | None = None,
) -> PydanticCustomError:
    """An author's fault with its code; braces in `message` are not placeholders.

    `within` says which characters of a text are wrong, `help_` what to write, and `better` what is
    right in its place, where only one text is.
    """
    return PydanticCustomError(
        code,
        "{message}",
        {"message": message, "help": help_, "within": within, "better": better},
    )


def wrong_kind(value: Any, wanted: str) -> PydanticCustomError:
    """The fault of a list where text is wanted, and the like."""
    if value is None:
        return fault("Y203", f"this has no value; expected {wanted}")
    if isinstance(value, dict):
        got = "a group of keys"
    elif isinstance(value, tuple):
        got = "a list"
    else:
        return fault("Y203", f"expected {wanted}, found {quoted(value)}")
    return fault("Y203", f"expected {wanted}, found {got}")


def quoted(value: Any) -> str:
    """A value as messages show it: in quotes, and not longer than a line takes."""
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "…")


def text_of(value: Any, wanted: str = "text") -> str:
    """A value that is text, or the fault of one that is not."""
    if type(value) is not str:
        raise wrong_kind(value, wanted)
    return value


def _prose(value: Any) -> str:
    text = text_of(value).strip()
    if not text:
        raise fault("Y203", "this has no value; expected text")
    return text


def _sentences(value: Any) -> str:
    """Text that people read: `none` among it would be printed as that word."""
    text = _prose(value)
    if text == NONE:
        raise fault(
            "Y204",
            "'none' is not allowed here, where sentences are expected: write what is known, or "
            "remove the "
            "key",
        )
    return text


def _sentence(value: Any) -> str:
    return one_line(_sentences(value))


def one_line(value: Any) -> str:
    text = _prose(value)
    if "\n" in text:
        raise fault("Y204", "this must be one line; use '>-' to fold several lines into one")
    return text


def _pattern(wanted: str, pattern: str, *, small: bool = True) -> Callable[[Any], str]:
    """A check; `small` where small letters and hyphens are what was probably meant."""

    def check(value: Any) -> str:
        # `re` keeps what it compiles: with a shortcut, few patterns are ever asked for here.
        if type(value) is str and re.fullmatch(pattern, value):
            return value
        text = text_of(value, wanted)
        likely = re.sub(r"[\s_]+", "-", text.strip().lower())
        fits = small and likely != text and re.fullmatch(pattern, likely)
        better = f"; did you mean {likely!r}?" if fits else ""
        raise fault(
            "Y204",
            f"{quoted(text)} is not {wanted}{better}",
            better=likely if fits else None,
        )

    return check


def matching(wanted: str, pattern: str, *, small: bool = True, digits: bool = True) -> Checked:
    """Text that matches a pattern; the pattern means the same to Python, Rust and ECMAScript.

    Where it may consist of `digits`, a reader of YAML may take what fits for a number.
    """
    anchored = f"^(?:{pattern})$"
    kinds = ["string", "number"] if digits else "string"
    return Checked(
        _pattern(wanted, pattern, small=small),
        str_schema(strict=True, pattern=anchored),
        form=wanted,
        seen_as={"type": kinds, "pattern": anchored},
    )


def _dated(parse: Callable[[str], Any], wanted: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is not str:
            raise wrong_kind(value, wanted)
        try:
            return parse(value)
        except dates.NotADate as error:
            likely = dates.day_as_written(value) if parse is not dates.parse_month else None
            better = None if likely is None else likely.isoformat()
            raise fault("Y204", str(error), better=better) from None

    return check


def _flag(value: Any) -> bool:
    if value in ("true", "True", "TRUE"):
        return True
    if value in ("false", "False", "FALSE"):
        return False
    if value in ("yes", "no", "on", "off", "Yes", "No", "y", "n"):
        wanted = "true" if value in ("yes", "on", "Yes", "y") else "false"
        raise fault("Y204", f"{value!r} is text in YAML 1.2; write {wanted}", better=wanted)
    raise wrong_kind(value, "true or false")


TO_BE_CONFIRMED = "tbc"


_NUMBER = re.compile("[0-9]{1,12}")


def _number(value: Any) -> int:
    text = text_of(value, "a whole number")
    if not _NUMBER.fullmatch(text):
        raise fault("Y204", f"{quoted(text)} is not a whole number written in digits")
    return int(text)


_POUNDS = re.compile(r"[0-9]{1,12}(\.[0-9]{2})?")


def _pounds(value: Any) -> Decimal:
    text = text_of(value, "an amount in pounds")
    if not _POUNDS.fullmatch(text):
        raise fault(
            "Y204",
            f"{quoted(text)} is not an amount: write pounds in digits, without £, commas "
            "or spaces, such as 437032",
            better=pounds_as_written(text),
        )
    return Decimal(text)


def _amount(value: Any) -> Decimal | str:
    if value in ("tbc", "n/a"):
        return str(value)
    text = text_of(value, "an amount in pounds, tbc or n/a")
    if text.lower() in ("tbc", "n/a", "na", "tba"):
        right = "n/a" if "n" in text.lower() else "tbc"
        raise fault("Y204", f"write {right} in lower case", better=right)
    return _pounds(text)


RELEASE_ID = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")

_PROSE = str_schema(strict=True, strip_whitespace=True, min_length=1)
_ONE_LINE = str_schema(strict=True, strip_whitespace=True, min_length=1, pattern="^[^\\n]*$")

TEXT = Checked(_prose, _PROSE, form="text")
_IN_A_LINE = {"pattern": r"^[^\n]*\n*$"}
LINE = Checked(one_line, _ONE_LINE, form="text in one line", seen_as={**ANY_SCALAR, **_IN_A_LINE})
# Without looking ahead, which the compiled core cannot: any text but the word `none`.
_BUT_NONE = r"^(?:[^n]|n(?:$|[^o])|no(?:$|[^n])|non(?:$|[^e])|none[\s\S])"
_LINE_BUT_NONE = r"^(?:(?:[^n\n]|n[^o\n]|no[^n\n]|non[^e\n]|none[^\n])[^\n]*|n|no|non)$"
_NOT_NONE = {**ANY_SCALAR, "not": {"const": NONE}}
_SENTENCES = str_schema(strict=True, strip_whitespace=True, pattern=_BUT_NONE)
SENTENCES = Checked(_sentences, _SENTENCES, form="sentences", seen_as=_NOT_NONE)
SENTENCE = Checked(
    _sentence,
    str_schema(strict=True, strip_whitespace=True, pattern=_LINE_BUT_NONE),
    form="words in one line",
    seen_as={**_NOT_NONE, **_IN_A_LINE},
)
ID_PATTERN = "[a-z0-9]+(?:[-.][a-z0-9]+)*"
ID = matching("an id: lower-case letters, digits and hyphens", ID_PATTERN)
NAME = matching("a short name without spaces", "[A-Za-z0-9][A-Za-z0-9&.-]*", small=False)
RELEASE = matching(
    "a release's id, such as 2022-11 or 2020-07-23", RELEASE_ID.pattern, digits=False
)
CHANGE_REQUEST = matching(
    "the id of a request: capital letters and digits, such as AB1234",
    "[A-Z]{1,10}[0-9]{1,9}",
    small=False,
    digits=False,
)
# A document's own version: its file is named by it.
EDITION = re.compile(r"[0-9]+(?:\.[0-9]+)+")

Day = Annotated[
    date,
    Checked(
        _dated(dates.parse_day, "a day written as YYYY-MM-DD"),
        form="a day written as YYYY-MM-DD",
        seen_as={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    ),
]
MonthOnly = Annotated[
    Month,
    Checked(
        _dated(dates.parse_month, "a month as YYYY-MM"),
        form="a month as YYYY-MM",
        seen_as={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    ),
]
DayOrMonth = Annotated[
    When,
    Checked(
        _dated(dates.parse_when, "a day or a month"),
        form="a day or a month: YYYY-MM-DD or YYYY-MM",
        seen_as={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?$"},
    ),
]
_FLAG = {"type": ["boolean", "string"], "pattern": "^(?:true|True|TRUE|false|False|FALSE)$"}
Flag = Annotated[bool, Checked(_flag, form="true or false", seen_as=_FLAG)]
Number = Annotated[
    int,
    Checked(
        _number,
        form="a whole number",
        seen_as={"type": ["integer", "string"], "minimum": 0, "pattern": f"^{_NUMBER.pattern}$"},
    ),
]
_IN_POUNDS = {"type": ["number", "string"], "minimum": 0}
Pounds = Annotated[
    Decimal,
    Checked(
        _pounds,
        form="an amount in pounds, in digits",
        seen_as={**_IN_POUNDS, "pattern": f"^{_POUNDS.pattern}$"},
    ),
]
Amount = Annotated[
    Decimal | str,
    Checked(
        _amount,
        form="an amount in pounds, in digits, or tbc, or n/a",
        seen_as={**_IN_POUNDS, "pattern": f"^(?:{_POUNDS.pattern}|tbc|n/a)$"},
    ),
]


def number_of(version: str) -> tuple[int, ...]:
    """A version as numbers, in whose order versions stand: 0.10 follows 0.9."""
    return tuple(int(piece) for piece in version.removeprefix("v").split("."))
