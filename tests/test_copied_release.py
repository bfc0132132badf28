"""A release that was copied from the last one does not keep in silence what is of the last one."""

from __future__ import annotations

import shutil
from pathlib import Path

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.pipeline import subject_of
from tests.register import SEED, copy_of, edit

LIMITS = "farther-from-go-live: 60\nphases-farther-apart: 60\n"


def copied(to: Path) -> Path:
    """The November 2022 release copied as people do it: id, name and go-live are new."""
    root = copy_of(SEED, to / "register")
    (root / "reference/plan-limits.yaml").write_text(LIMITS, encoding="utf-8")
    new = root / "releases/2023-06"
    shutil.copytree(root / "releases/2022-11", new)
    edit(new / "release.yaml", "id: 2022-11", "id: 2023-06")
    edit(new / "release.yaml", "November 2022 SEC Release", "June 2023 SEC Release")
    edit(new / "timeline.yaml", "release: 2022-11", "release: 2023-06")
    edit(new / "timeline.yaml", "first Thursday of November 2022", "last Thursday of June 2023")
    return root


def test_what_a_copy_keeps_of_the_last_release_is_told(tmp_path: Path) -> None:
    loaded = load_register(copied(tmp_path))
    found = check_register(loaded, subject_of(loaded, documents=False))
    of_copy = [one for one in found if one.place.file.startswith("releases/2023-06/")]
    by_code = {
        code: [one for one in of_copy if one.code == code] for code in ("R117", "R118", "R119")
    }
    assert len({one.place.span.line for one in by_code["R117"]}) == 19
    requests = {one.about[1] for one in by_code["R118"]}
    assert {"CR4427", "CR4465", "GBCS v4.2", "CHTS v1.6"} <= requests
    assert len(requests) == 9
    far = {one.about[1] for one in by_code["R119"]}
    assert {"uit-starts", "uit-closes"} <= far
    assert len(far) > 8


def test_the_release_that_was_copied_keeps_its_peace(tmp_path: Path) -> None:
    loaded = load_register(copied(tmp_path))
    found = check_register(loaded, subject_of(loaded, documents=False))
    new = {"R117", "R118", "R119"}
    assert [one for one in found if one.code in new and "/2022-11/" in one.place.file] == []


def test_without_limits_no_distance_is_judged(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "reference/plan-limits.yaml").unlink()
    edit(root / "sectool.yaml", "administrator:", "profile: none\nadministrator:")
    loaded = load_register(root)
    found = check_register(loaded, subject_of(loaded, documents=False))
    assert [one for one in found if one.code == "R119"] == []
