"""Acronyms in sentences: where one stands, its full term, and the forms that both take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property

from sectool.values import dataclass

# Two capitals at least, and no digit: ids, versions and codes are not acronyms. Neither are the
# letters of an annex, of a code that goes on behind a hyphen or a stroke, or of an address.
ACRONYM = re.compile(
    r"(?<![A-Za-z0-9_@/.])(?<!Appendix )(?<!Annex )(?=[a-z]*[A-Z][a-z]*[A-Z])[A-Za-z]++"
    r"(?![A-Za-z0-9_@]|[-/.][A-Za-z]*[0-9]|\.[a-z])"
)
# Titles and quotations are printed as they are.
_QUOTED = re.compile(r"‘[^‘]*?’(?![A-Za-z])|“[^“”]*”")
_POSSESSIVE = re.compile(r"[’']s?(?![A-Za-z])")
_ARTICLE = re.compile(r"(?<![A-Za-z])[Aa]n?(?=[ \u00a0]\Z)")
# Letters whose names begin with a vowel: "an SRV".
_SPELT_WITH_AN = "AEFHILMNORSX"
# An acronym that is read as a word: "a SIT", where "an SRV" is spelt.
_READ_AS_A_WORD = re.compile(r"[^AEIOU]+[AEIOU]+[^AEIOU]", re.IGNORECASE)
# Words that begin with a vowel to the eye alone.
_NOT_A_VOWEL = re.compile(r"(?:uni|use|user|euro|one)", re.IGNORECASE)
# What stands before a name that has no article.
_BEFORE_A_NAME = re.compile(
    r"(?:,|(?<![A-Za-z])(?:about|after|and|as|ask|at|before|between|but|by|contact|for|from|in|"
    r"inform|of|on|or|since|tell|than|that|through|to|under|when|where|whether|which|while|with))"
    r"[ \u00a0]\Z",
    re.IGNORECASE,
)
# What may stand between the words of a term.
_GAPS = r"[\s\u00a0\u2011-]+"
# Nouns without a plural.
_UNCOUNTED = ("Equipment", "Information", "Software", "Firmware", "Testing")


@dataclass(frozen=True)
class Acronyms:
    """The full terms of acronyms, those that readers know, and names that are never altered.

    `plurals` are those of terms that are not formed with an s, and `with_the` the acronyms whose
    full term takes `the` where they are used as names.
    """

    means: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    with_the: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    def term_of(self, word: str) -> tuple[str, bool] | None:
        """The acronym that a word is, and whether it is one of several: `CSPs`."""
        if word in self.means:
            return word, False
        one = word.removesuffix("s")
        return (one, True) if one != word and one in self.means else None

    def in_full(self, word: str) -> str | None:
        """The full term of an acronym that readers need not know, in the same number."""
        found = self.term_of(word)
        if found is None or found[0] in self.known:
            return None
        return self._several(found[0]) if found[1] else self.means[found[0]]

    def _several(self, one: str) -> str:
        return self.plurals.get(one) or plural(self.means[one])

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        words = sorted(filter(None, self.names), key=len, reverse=True)
        return re.compile("|".join(map(_loosely, words))) if words else None

    @cached_property
    def _written_out(self) -> Mapping[str, re.Pattern[str]]:
        return {
            one: re.compile(rf"(?<![A-Za-z]){self._in_any_form(term)}\Z", re.IGNORECASE)
            for one, term in self.means.items()
        }

    def _in_any_form(self, term: str) -> str:
        """A term however it is set, each word in any number, acronyms in it in any form."""
        return _GAPS.join(
            rf"(?:{one}|{_in_any_number(self.means[one])}(?: \({one}\))?)"
            if one in self.means
            else _in_any_number(one)
            for one in term.split()
        )

    def left_alone(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of a text that are titles, quotations and names."""
        yield from (found.span() for found in _QUOTED.finditer(text))
        if self._named is not None:
            yield from (found.span() for found in self._named.finditer(text))

    def edits(
        self,
        text: str,
        used: set[str],
        kept: tuple[tuple[int, int], ...] = (),
        *,
        sentences: bool = True,
    ) -> list[tuple[int, int, str]]:
        """What to put in place of which stretches of a running text, in order.

        The first use of an acronym is written out, and a term that is written out again gives way
        to its acronym. `used` are those used before, and comes to be those used by its end. What
        is `kept` does not change and is no use. In a text that is none of `sentences`, none is
        written out, and only one that people wrote out counts as a use.
        """
        alone = (*kept, *self.left_alone(text))
        done: list[tuple[int, int, str]] = []
        for found in ACRONYM.finditer(text):
            start, end = found.span()
            named = self.term_of(found[0])
            if named is None or any(a < end and start < b for a, b in alone):
                continue
            if text[start - 1 : start] == "-" or text[end : end + 1] in ("-", "/"):
                continue
            one, several = named
            owned = _POSSESSIVE.match(text, end)
            close = owned.end() if owned else end
            if text[start - 1 : start] == "(" and text[close : close + 1] == ")":
                before = self._before(text, start - 1, one)
                if before is None:
                    continue
                if one in used:
                    done = [edit for edit in done if edit[1] <= before]
                    _put(done, text, before, close + 1, text[start:close])
                used.add(one)
            elif one in used or one in self.known or not sentences:
                continue
            elif self._follows(text, end, one):
                used.add(one)
            else:
                full = self._whole(one, used, several=several)
                if owned:
                    full += text[end] if full.endswith("s") else f"{text[end]}s"
                starts = _at_a_start(text, start)
                if one in self.with_the and _is_named(text, start, close):
                    full = f"{'The' if starts else 'the'} {full}"
                elif not starts:
                    full = _within(full)
                _put(done, text, start, close, f"{full} ({text[start:close]})")
        return done

    def _before(self, text: str, bracket: int, one: str) -> int | None:
        """Where the full term begins that stands before an acronym in brackets."""
        front = text[:bracket].rstrip(" \u00a0")
        owned = re.search(r"[’']s?\Z", front)
        found = self._written_out[one].search(front[: owned.start()] if owned else front)
        return found.start() if found else None

    def _follows(self, text: str, end: int, one: str) -> bool:
        """Whether the full term stands in brackets behind its acronym."""
        behind = re.match(r"[ \u00a0]\(([^()]*)\)", text[end:])
        return behind is not None and bool(self._written_out[one].search(behind[1]))

    def _whole(self, one: str, used: set[str], *, several: bool) -> str:
        """The full term, with the acronyms in it written out where none has been used."""
        used.add(one)
        term = self._several(one) if several else self.means[one]
        for start, end, new in reversed(self.edits(term, used)):
            term = term[:start] + new + term[end:]
        return term


def plural(term: str) -> str:
    """`Data Services Providers`, `Changes of Tenancy`, `Smart Metering Equipment`."""
    head, of, rest = term.partition(" of ")
    word = head.rpartition(" ")[2]
    if word in _UNCOUNTED:
        return term
    if head.endswith(("ss", "x", "ch", "sh")):
        head += "es"
    elif re.search("[^aeiou]y$", head):
        head = head[:-1] + "ies"
    elif not head.endswith("s"):
        head += "s"
    return head + of + rest


def article_before(words: str) -> str:
    """`a` or `an`, as the first of the words is said."""
    first = re.match(r"[A-Za-z]*", words)
    word = first[0] if first else ""
    if ACRONYM.fullmatch(word) and not _READ_AS_A_WORD.match(word):
        return "an" if word[0].upper() in _SPELT_WITH_AN else "a"
    vowel = word[:1].lower() in "aeiou" and word and not _NOT_A_VOWEL.match(word)
    return "an" if vowel else "a"


def _put(done: list[tuple[int, int, str]], text: str, start: int, end: int, new: str) -> None:
    """Puts words in the place of others; the article before them follows."""
    article = _ARTICLE.search(text[:start])
    if article is not None:
        other = article_before(new)
        if article[0].lower() != other:
            kept = other if article[0].islower() else other.capitalize()
            done.append((article.start(), article.end(), kept))
    done.append((start, end, new))


def _at_a_start(text: str, start: int) -> bool:
    """Whether a sentence begins there."""
    front = text[:start].rstrip(" \u00a0")
    return not front or front.endswith((".", "!", "?", ":"))


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether a name stands there by itself, and not before a noun: `by SECAS`, `SECAS has`."""
    if re.match(r"[ \u00a0][A-Z]", text[end:]):
        return False
    return _at_a_start(text, start) or bool(_BEFORE_A_NAME.search(text[:start]))


def _within(full: str) -> str:
    """A term in the middle of a sentence: one without names has no capital there."""
    return full if re.search("(?<!^)[A-Z]", full) else full[:1].lower() + full[1:]


def _loosely(words: str) -> str:
    return _GAPS.join(map(re.escape, words.split()))


def _in_any_number(term: str) -> str:
    pieces = re.split(_GAPS, term)
    return _GAPS.join(re.escape(one.removesuffix("s")) + "(?:e?s)?" for one in pieces)
