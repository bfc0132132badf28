"""Documents built: a value and its wording become what a format can write, for every kind."""

from __future__ import annotations

from sectool.building.annexes import annex_digests, annexes_otherwise
from sectool.building.assumed import assumed_facts
from sectool.building.build import NOT_BUILT, Built, build, build_edition, build_now
from sectool.building.choice import publication_of, rid_in, rid_of
from sectool.building.companion import COMPANION_FORMATS, companion_of
from sectool.building.described import Described
from sectool.building.faults import building_errors, building_faults, doubts
from sectool.building.left_out import modifications_left_out
from sectool.building.plan_on_paper import NothingPlanned, plan_picture
from sectool.building.recorded import record_of_edition, record_unread
from sectool.building.stopping import errors_stopping
from sectool.building.write import files_of, formats_named, write_built

__all__ = [
    "COMPANION_FORMATS",
    "NOT_BUILT",
    "Built",
    "Described",
    "NothingPlanned",
    "annex_digests",
    "annexes_otherwise",
    "assumed_facts",
    "build",
    "build_edition",
    "build_now",
    "building_errors",
    "building_faults",
    "companion_of",
    "doubts",
    "errors_stopping",
    "files_of",
    "formats_named",
    "modifications_left_out",
    "plan_picture",
    "publication_of",
    "record_of_edition",
    "record_unread",
    "rid_in",
    "rid_of",
    "write_built",
]
