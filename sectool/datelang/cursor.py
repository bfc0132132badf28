"""The words of one phrase, taken one after another; a fault points at the word that failed."""

from __future__ import annotations

import re
from typing import NoReturn

from sectool.datelang.vocabulary import near_weekday
from sectool.values import dataclass


class PhraseError(Exception):
    """A phrase that is not in the language: which characters failed, and what would do."""

    def __init__(self, message: str, start: int, end: int, help_: str | None = None) -> None:
        super().__init__(message)
        self.message, self.start, self.end, self.help = message, start, end, help_


@dataclass(frozen=True)
class PhraseWord:
    """A word of a phrase, and from which character to which it stands."""

    text: str
    start: int
    end: int


class Cursor:
    """Where reading has come to in the words of a phrase."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [
            PhraseWord(m.group(), m.start(), m.end())
            for m in re.finditer(r"[^\s,;()]+|[,;()]", text)
        ]
        self.index = 0

    def peek(self, wanted: str = "a date, a milestone or a phrase") -> PhraseWord:
        if self.index < len(self.words):
            return self.words[self.index]
        if not self.words:
            raise PhraseError(f"expected {wanted}, found nothing", 0, 1)
        self.fail(self.words[-1], f"the phrase ends where {wanted} should follow", None)

    def take(self, wanted: str = "more") -> PhraseWord:
        word = self.peek(wanted)
        self.index += 1
        return word

    def expect(self, text: str, help_: str | None = None, after: PhraseWord | None = None) -> None:
        word = self.take(repr(text))
        if word.text.lower() == text:
            return
        if after is not None and text == "meeting":
            if word.text.lower() == "meetings":
                self.fail(word, "one meeting is meant here", "write 'meeting'")
            near = near_weekday(after.text)
            if near is not None:
                self.fail(after, f"{after.text!r} is not a weekday", f"did you mean {near!r}?")
            self.fail(
                word,
                f"{word.text!r} cannot follow {after.text!r}",
                f"write '{after.text} meeting' for a body, or a weekday with 'of November 2022'",
            )
        self.fail(word, f"{word.text!r} is not allowed here", help_ or f"expected {text!r}")

    def fail(self, word: PhraseWord, message: str, help_: str | None) -> NoReturn:
        raise PhraseError(message, word.start, word.end, help_)
