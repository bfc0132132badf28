"""A request of the operator has an id of another form than the profile gives.

`words.yaml` says what the ids of requests begin with and how many digits follow.

Bad:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    change-requests:
    - {id: RC1234, title: A request, will: make the change}    # R132
    # the rest as it was

Good:

    # releases/2030-06/release.yaml
    id: 2030-06
    name: June 2030 SEC Release
    kind: scheduled
    change-requests:
    - {id: CR1234, title: A request, will: make the change}
    # the rest as it was
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import release_file
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR
NEEDS = {"code_words", "releases"}
ABOUT = {"release"}


def check(subject: Subject) -> Iterator[Finding]:
    words = subject.register.words.requests
    if words.prefix is None:
        return
    form = re.compile(f"{words.prefix}[0-9]{f'{{{words.digits}}}' if words.digits else '+'}")
    such_as = words.prefix + "123456789"[: words.digits or 4]
    for id_, release in subject.register.releases.items():
        for index, request in enumerate(release.change_requests or ()):
            if not form.fullmatch(request.id):
                yield Finding(
                    f"{request.id!r} has another form than ids of {words.several}, such as "
                    f"{such_as}",
                    Address(release_file(id_), ("change-requests", index, "id")),
                    about=(request.id,),
                )
