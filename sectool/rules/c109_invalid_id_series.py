"""Two series of ids cannot be distinguished, or one has no number.

What an id begins with says what it is: one prefix is of one series, as a modification or as a
draft.

Bad:

    # reference/id-series.yaml
    - prefix: MP
      digits: 3
      title: Modification Proposal
      draft: DP
    - prefix: DP    # C109
      digits: 0    # C109
      title: Draft Proposal

Good:

    # reference/id-series.yaml
    - prefix: MP
      digits: 3
      title: Modification Proposal
      draft: DP
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"id_series"}
ABOUT = {"modification"}


def check(subject: Subject) -> Iterator[Finding]:
    first: dict[str, Address] = {}
    for index, series in enumerate(subject.register.id_series):
        for key, prefix in (("prefix", series.prefix), ("draft", series.draft)):
            if prefix is None:
                continue
            here = reference("id_series", index, key)
            if prefix in first:
                yield Finding(
                    f"the prefix {prefix!r} is of another series already",
                    here,
                    "give each series a prefix of its own",
                    related=(Related("it is listed here", first[prefix]),),
                )
            first.setdefault(prefix, here)
        if not 0 < series.digits <= 6:
            yield Finding(
                f"the ids of {series.prefix} have {series.digits} digits; from 1 to 6 are possible",
                reference("id_series", index, "digits"),
            )
