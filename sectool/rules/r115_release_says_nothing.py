"""A release with a RID does not say something that its RID has a place for.

What nobody said is not known: a draft has a TODO there, and a dated RID says that it is to be
confirmed, or nothing. Such a RID is not issued. Where there is nothing to say, that is a fact:
write `none`. The document of another Code may ask for less: `asks` in `document-kinds.yaml` lists
what it does.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06    # R115
    name: June 2030 SEC Release
    kind: scheduled
    impact-statements:
    - for: suppliers
      says: Suppliers can see more.
      rests-on: [MP002]
    - for: dsp
      says: The titles of requests are kept and shown.
      rests-on: [MP002]

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    change-requests: none
    impact-statements:
    - for: suppliers
      says: Suppliers can see more.
      rests-on: [MP002]
    - for: dsp
      says: The titles of requests are kept and shown.
      rests-on: [MP002]
    administrator-impacts: The texts of the Code are brought up to date.
    other-codes: none
    test-strategy:
    - The DCC tests the release first by itself and then together with its Users.
    costs:
      operational: none
    administrator-effort: none
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import release_file
from sectool.queries.document_kinds import wants_statement
from sectool.queries.register_on import register_on
from sectool.queries.releases import releases_with_rid
from sectool.queries.unsettled import participants_without_statement, unsettled_of
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.WARNING
NEEDS = {"parties", "modifications", "releases", "publications", "document_kinds"}
ABOUT = {"release"}

# What a release does not say, and the key that says it; the rest is said by its modifications, and
# R105 tells of specifications.
_LACKING = {
    "change-requests": ("which {requests} go live with it", "'change-requests', or none"),
    "administrator-impacts": (
        "what it means for the administrator of the Code",
        "'administrator-impacts', or none",
    ),
    "other-codes": ("what it means for other Codes", "'other-codes', or none"),
    "test-strategy": ("how it is tested", "'test-strategy', or none"),
    "operational-costs": (
        "whether operational costs change",
        "'costs: {operational: …}', with none or some",
    ),
    "administrator-effort": (
        "what effort it takes the administrator",
        "'administrator-effort', or none",
    ),
}


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "modifications", "parties", "document_kinds"):
        return
    for id_ in sorted(releases_with_rid(register) & register.releases.keys()):
        release, scope = register.releases[id_], subject.scopes[id_]
        where = Address(release_file(id_), ("id",))
        for lacking in unsettled_of(register_on(register, None), release, scope):
            if lacking in _LACKING and wants_statement(register, lacking):
                what, key = _LACKING[lacking]
                what = what.format(requests=register.words.requests.several)
                yield Finding(f"{id_} does not say {what}", where, f"add {key}", about=(lacking,))
        if not wants_statement(register, "impact-statements"):
            continue
        for whom in participants_without_statement(register, release, scope):
            yield Finding(
                f"{id_} does not say what changes for {whom!r}, whom its modifications affect",
                where,
                "add a row to 'impact-statements'",
                about=("impact-statements", whom),
            )
