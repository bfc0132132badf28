"""What `import sectool` offers: its names, and the page of examples."""

from __future__ import annotations

import doctest
import subprocess
import sys

import sectool
from tests.register import REPOSITORY, SEED

PAGE = REPOSITORY / "docs" / "python.md"

# A name that goes, or changes its meaning, breaks the programs of others: say it in CHANGELOG.md.
NAMES = [
    "Built",
    "Change",
    "Diagnostic",
    "Loaded",
    "NotFound",
    "Register",
    "RegisterOn",
    "Schedule",
    "Unavailable",
    "__version__",
    "build_document",
    "check_register",
    "compare_documents",
    "in_a_sentence",
    "open_register",
    "register_on",
    "schedule_release",
]


def test_the_public_names_are_these_and_documented() -> None:
    assert sorted(sectool.__all__) == dir(sectool) == NAMES
    page = PAGE.read_text(encoding="utf-8")
    for name in NAMES:
        if name != "__version__":
            assert getattr(sectool, name).__doc__, name
            assert name in page, name


def test_the_examples_of_the_page_are_true() -> None:
    page = doctest.DocTestParser().get_doctest(
        PAGE.read_text(encoding="utf-8").replace("```\n", "\n"),
        {"folder": SEED},
        PAGE.name,
        str(PAGE),
        0,
    )
    assert len(page.examples) > 15
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(page, out=lambda text: sys.stderr.write(text) and None)
    assert runner.summarize(verbose=False).failed == 0


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    asked = "import sys, sectool; print([m for m in sys.modules if m.startswith('sectool.')])"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    assert done.stdout == "[]\n"
