"""A document in another state is what would have been composed in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from sectool.documents.edition import State, edition_of
from sectool.documents.kinds import KINDS
from sectool.load import load_register
from sectool.model.publication import Annex
from sectool.queries.register_on import register_on
from tests.register import SEED

REGISTER = load_register(SEED).register
ANNEX = Annex.model_validate(
    {"letter": "A", "title": "A", "says": "More.", "file": "annexes/a.pdf"}
)


@pytest.mark.parametrize("annexed", [False, True])
@pytest.mark.parametrize("state", get_args(State))
@pytest.mark.parametrize("name", REGISTER.publications)
def test_a_state_changes_what_composing_in_it_would(name: str, state: State, annexed: bool) -> None:
    publication = REGISTER.publications[name]
    if annexed:
        publication = publication.model_copy(update={"annexes": (ANNEX,)})
    paper = edition_of(publication).as_a_paper
    more: dict[str, Any] = {}
    if state == "withdrawn":
        more = {"withdrawn_on": date(2023, 1, 5), "withdrawn_because": "A figure was wrong."}
    edition = replace(paper, state=state, **more)
    compose, calendars = (
        KINDS[publication.kind].compose,
        register_on(REGISTER, paper.as_of).calendars,
    )
    value = compose(REGISTER, publication, paper, calendars)
    whole = compose(REGISTER, publication, edition, calendars)
    assert value.in_state(edition) in (None, whole)
    assert value == whole or value.in_state(edition) != value
    if publication.kind != "rid":
        assert value.in_state(edition) is not None
