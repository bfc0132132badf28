"""A report or an owner is of an acceptance criterion that there is not.

Criteria go by their group and their number in it: `operational-3` is the third operational one.
What is recorded of a number that the release does not have is not reported anywhere.

Bad:

    # releases/2029-11/release.yaml
    id: 2029-11
    name: November 2029 Release
    kind: scheduled
    acceptance-criteria:
      operational: [The service is ready]
      testing: [All tests have been completed]
      owners:
        CSC: [operational-2]    # R160
    acceptance:
    - {criterion: testing-2, seen: 2029-10-02, state: met}    # R160

Good:

    # releases/2029-11/release.yaml
    id: 2029-11
    name: November 2029 Release
    kind: scheduled
    acceptance-criteria:
      operational: [The service is ready]
      testing: [All tests have been completed]
      owners:
        CSC: [operational-1]
    acceptance:
    - {criterion: testing-1, seen: 2029-10-02, state: met, evidence: The report on the tests}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import reference, release_file
from sectool.queries.acceptance import GROUPS, criteria_of
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"criteria", "releases"}
ABOUT = {"release"}

_Owners = Mapping[str, tuple[str, ...]]


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if (standard := register.criteria) is not None:
        many = {group: len(getattr(standard, group)) for group in GROUPS}
        yield from _of_owners(standard.owners, reference("criteria", "owners"), many)
    for release in register.releases.values():
        many = {group: len(texts) for group, texts in criteria_of(register, release).items()}
        at = Address(release_file(release.id))
        if (own := release.acceptance_criteria) is not None:
            yield from _of_owners(own.owners, at.at("acceptance-criteria", "owners"), many)
        for index, report in enumerate(release.acceptance):
            where = at.at("acceptance", index, "criterion")
            yield from _of_name(report.criterion, where, many)


def _of_owners(owners: _Owners, where: Address, many: Mapping[str, int]) -> Iterator[Finding]:
    for body, names in owners.items():
        for index, name in enumerate(names):
            yield from _of_name(name, where.at(body, index), many)


def _of_name(name: str, where: Address, many: Mapping[str, int]) -> Iterator[Finding]:
    group, _, number = name.rpartition("-")
    known = many.get(group, 0)
    if int(number) <= known:
        return
    there = (
        f"there are {known} {group} criteria" if known != 1 else f"there is one {group} criterion"
    )
    yield Finding(
        f"there is no criterion {name!r}: {there if known else f'no {group} criteria are defined'}",
        where,
        f"name one from {group}-1 to {group}-{known}" if known else "remove it, or define them",
        about=(name,),
    )
