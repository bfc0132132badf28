"""The terms of the register's glossary that a document uses."""

from __future__ import annotations

import re
from collections.abc import Mapping


def terms_used(text: str, glossary: Mapping[str, str]) -> dict[str, str]:
    """The terms of the glossary that a text uses, and those that their meanings use in turn."""
    found: dict[str, str] = {}
    pending = [text]
    while pending:
        for word in re.findall(r"[A-Za-z][A-Za-z0-9&]*", pending.pop()):
            for term in (word, word.removesuffix("s")):
                if term in glossary and term not in found:
                    found[term] = glossary[term]
                    pending.append(glossary[term])
                    break
    return found
