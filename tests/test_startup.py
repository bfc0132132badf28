"""What a process of our own does without changes nothing that is printed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import run
from tests.register import BROKEN, MINIMAL, copy_of

MISTAKES = {
    "a": "title: Firmware: a small change\n",
    "b": "history: [\n",
    "c": "title: 'open\n",
    "d": "title: @reserved\n",
    "e": "%YAML 3.0\n---\na: 1\n",
    "f": "title: *nothing\n",
    "g": "a: 1\n b: 2\n",
    "h": "title: \x01\n",
    "i": "- a\nb: 1\n",
    "j": "{a: b: c}\n",
    "k": "\ta: 1\n",
}
START = "from sectool.startup import hurry; hurry(); from sectool.cli.main import main\n"
CHECK = "raise SystemExit(main(['check', '--format', 'json']))\n"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    root = copy_of(MINIMAL, tmp_path / "register")
    for number, text in enumerate(MISTAKES.values(), start=301):
        (root / f"modifications/MP{number}.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "before",
    [
        "",
        # A PyYAML that wants more than is known.
        "import sectool.startup as startup\n"
        "def fill(package):\n    import yaml.error\n    1 / 0\n"
        "startup._fill = fill\n",
    ],
)
def test_every_mistake_in_yaml_is_told_as_with_all_of_pyyaml(before: str, broken: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", before + START + CHECK], cwd=broken, capture_output=True, text=True
    )
    here = run("check", "--format", "json", cwd=broken)
    assert here.stdout.count('"code": "Y1') >= len(MISTAKES)
    assert (done.returncode, done.stdout, done.stderr) == (1, here.stdout, "")


def test_every_fault_of_a_shape_is_told_as_with_all_of_pydantic(tmp_path: Path) -> None:
    root = copy_of(BROKEN, tmp_path / "register")
    done = subprocess.run(
        [sys.executable, "-c", START + CHECK], cwd=root, capture_output=True, text=True
    )
    here = run("check", "--format", "json", cwd=root)
    assert here.stdout.count('"code": "Y2') > 10
    assert (done.returncode, done.stdout, done.stderr) == (1, here.stdout, "")


# What is made late, in the words of Python: alike with and without `hurry`.
ASKED = """\
import dataclasses, sys
import annotated_types as at
from pydantic import AfterValidator, TypeAdapter, ValidationError
from pydantic.types import StringConstraints
from typing import Annotated

class Three(at.Ge):
    pass

def refused(what):
    try:
        what()
    except (AttributeError, TypeError, ValidationError) as error:
        return type(error).__name__
    raise SystemExit(f"{what} was let through")

def renamed(one):
    one.ge = 4

short = StringConstraints(max_length=3, pattern="^[a-z]*$")
print(at.Ge(3), at.Ge(3) == at.Ge(3), at.Ge(3) == at.Le(3), hash(at.Ge(3)) == hash(at.Ge(3)))
print(Three(3), Three(3) == at.Ge(3), dataclasses.is_dataclass(at.Lt), at.Lt.__match_args__)
print([field.name for field in dataclasses.fields(at.Interval)], list(at.Interval(gt=1, le=3)))
print(dataclasses.replace(at.Len(1), max_length=5), at.MinLen(2), short)
print(refused(lambda: renamed(at.Ge(3))), refused(lambda: at.Ge()), refused(lambda: at.Ge(1, 2)))
many = TypeAdapter(Annotated[list[Annotated[str, short]], at.Len(1, 2), AfterValidator(tuple)])
print(many.validate_python(["a"]), refused(lambda: many.validate_python(["A"])))
print(refused(lambda: many.validate_python([])))
"""


def test_what_pydantic_is_made_of_is_as_it_would_be() -> None:
    late = "from sectool.startup import hurry; hurry()\n"
    saved = (
        "import pydantic_core.core_schema as core\n"
        "import yaml\n"
        "reads = hasattr(sys.modules['yaml.reader'], 'Reader')\n"
        "sys.stderr.write(f'{core.StringSchema.__mro__[1].__name__} {reads}')\n"
    )
    told = {
        before: subprocess.run(
            [sys.executable, "-c", before + ASKED + saved], capture_output=True, text=True
        )
        for before in ("", late)
    }
    assert told[""].stdout.count("\n") == 7, told[""].stderr
    assert told[late].stdout == told[""].stdout
    # And it is saved still: a new pydantic or PyYAML may be put together in another way.
    assert (told[""].stderr, told[late].stderr) == ("dict True", "_Keys False")


# What is imported late does what it does.
LATE = """\
import difflib, hashlib, ipaddress, logging, pickle, platform, secrets, subprocess, sys, zoneinfo
from difflib import SequenceMatcher, get_close_matches
from pickle import dumps, loads
import shutil, zipfile

print(get_close_matches("rid", ["rod", "x"]), SequenceMatcher(None, "ab", "abc").ratio())
print(loads(dumps([1])), pickle.loads(pickle.dumps({2})), platform.system())
print(len(secrets.token_hex(4)), secrets.compare_digest("a", "a"))
try:
    subprocess.run([sys.executable, "-c", "raise SystemExit(4)"], check=True)
except subprocess.CalledProcessError as error:
    print(error.returncode, type(error).__module__)
print(hashlib.sha256(b"a").hexdigest(), hashlib.sha1(b"a").hexdigest(), hashlib.md5(b"a").digest())
print(hashlib.blake2b(b"a").hexdigest(), ipaddress.ip_address("10.0.0.1"))
logger = logging.getLogger("one")
logger.debug("nothing %s", 1)
print(logger.manager is logging.root.manager, logger.isEnabledFor(logging.DEBUG))
logger.warning("a warning")
print(len(zoneinfo.available_timezones()) > 0)
"""


def test_what_is_imported_late_is_what_it_would_be() -> None:
    late = "from sectool.startup import hurry; hurry()\n"
    with_, without = (
        subprocess.run([sys.executable, "-c", before + LATE], capture_output=True, text=True)
        for before in (late, "")
    )
    assert without.stdout.count("\n") == 8, without.stderr
    assert with_.stdout == without.stdout, with_.stderr
    assert with_.stderr == without.stderr == "a warning\n"


# What a command does not use, and must not load: a start pays for what is imported.
OF_OTHERS = (
    *("bz2", "difflib", "hashlib", "ipaddress", "logging", "lzma", "pickle", "platform", "secrets"),
    *("shellingham", "subprocess", "typer.completion", "zoneinfo"),
)
NOT_FOR: dict[tuple[str, ...], tuple[str, ...]] = {
    ("rid", "build", "--format", "md"): (
        *("sectool.render.reading", "sectool.render.pdf", "sectool.render.word"),
        *("sectool.issuing.record", "sectool.issuing.sides", "sectool.issuing.verification"),
        *("_hashlib", "logging", "pickle", "jinja2.bccache", "subprocess"),
    ),
    ("mod", "list"): OF_OTHERS,
    ("--help",): OF_OTHERS,
}
LOADED = """\
import sys
from sectool.cli.main import main
code = main(sys.argv[1:])
loaded = (name for name, module in sys.modules.items() if getattr(module, "__spec__", None))
sys.stderr.write(" ".join(loaded))
raise SystemExit(code)
"""


@pytest.mark.parametrize("command", NOT_FOR, ids=" ".join)
def test_a_command_loads_nothing_that_it_does_not_use(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    root = copy_of(MINIMAL, tmp_path / "register")
    start = START.replace("from sectool.cli.main import main\n", LOADED)
    done = subprocess.run(
        [sys.executable, "-c", start, *command], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stderr.split()) & set(NOT_FOR[command]) == set()
