"""The keys that a new file leaves open, each as a comment that says what it is for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from sectool.drafting.as_yaml import WIDTH, comment
from sectool.model.field_docs import doc_of
from sectool.model.shape import Shape, kebab

# The examples of a key may be those of one code alone: 'sectool explain' has them.
_WITHOUT = re.compile(r"(?:, such as |; \{|: ')[^,]*(?=[,.])")


def open_keys(shape: type[Shape], given: Collection[str]) -> Iterator[str]:
    """The keys of a shape but those given, by field name: `# link:  # Its page on the web.`"""
    for name in shape.model_fields:
        if name not in given:
            about = _WITHOUT.sub("", " ".join((doc_of(shape, name) or "").split()))
            line = f"# {kebab(name)}:  # {about}"
            yield from [line] if len(line) <= WIDTH else [*comment(about), f"# {kebab(name)}:"]
