"""`sectool publication`: every kind through one command, and what is said where one cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sectool.cli.commands import publication_list as command
from sectool.cli.commands.publication_verify import verify
from sectool.cli.main import main
from tests.register import SEED, copy_of

NAMES = [
    "letter-secmp0007-2021-03-25",
    "newsletter-2021-12-17",
    "rid-2022-11",
    "status-report-2020-08",
    "unc-update-2017-06",
]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The register with these publications alone, whatever else is issued from it one day."""
    files = [f"publications/{name}.yaml" for name in NAMES]
    return copy_of(
        SEED,
        tmp_path / "register",
        ("sectool.yaml", "reference", "modifications", "releases", *files),
    )


def build(root: Path, name: str | None, out: Path, **more: object) -> int:
    words = ["publication", "build", "-C", str(root), "--output", str(out)]
    words += [name] if name is not None else []
    words += ["--all"] if more.pop("everything", name is None) else []
    words += ["--draft"] if more.pop("draft", False) else []
    words += ["--format", str(more.pop("formats", "md"))]
    for option, value in more.items():
        words += [f"--{option.replace('_', '-')}", str(value)]
    return main(words)


@pytest.mark.slow
def test_all_of_them_and_each_is_verified(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert build(register, None, out, formats="md,html") == 0
    paths = capsys.readouterr().out.splitlines()
    made = {Path(path).relative_to(out).as_posix() for path in paths}
    others = [f"{name}-for-issue" for name in NAMES if name != "rid-2022-11"]
    assert made == {
        *(f"publications/{name}.{ending}" for name in others for ending in ("md", "html")),
        *("2022-11/rid-0.4-for-issue.md", "2022-11/rid-0.4-for-issue.html"),
        # The words of the mail.
        "publications/newsletter-2021-12-17-for-issue.txt",
    }
    assert [verify(register, Path(path)) for path in paths] == [0] * (2 * len(NAMES) + 1)


def test_a_changed_fact_is_told(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(register, "unc-update-2017-06", tmp_path / "out") == 0
    (path,) = capsys.readouterr().out.splitlines()
    file = register / "modifications" / "SECMP0028.yaml"
    text = file.read_text(encoding="utf-8")
    assert "Prioritising Service Requests" in text
    changed = text.replace("Prioritising Service Requests", "Putting Service Requests first")
    file.write_text(changed, encoding="utf-8")
    assert verify(register, Path(path)) == 1
    told = capsys.readouterr().out
    assert "no longer gives this document" in told
    assert "Putting Service Requests first" in told


def test_another_day_and_a_draft_have_names_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(SEED, "newsletter-2021-12-17", tmp_path, as_of="2021-12-20") == 0
    assert build(SEED, "newsletter-2021-12-17", tmp_path, draft=True) == 0
    assert [Path(line).name for line in capsys.readouterr().out.splitlines()] == [
        "newsletter-2021-12-17-as-of-2021-12-20.md",
        "newsletter-2021-12-17-draft.md",
    ]


def test_errors_elsewhere_do_not_stop_a_document_and_its_own_do(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = register / "publications" / "newsletter-2021-12-17.yaml"
    text = file.read_text(encoding="utf-8").replace("\ndated:", "\ndatd:", 1)
    file.write_text(text, encoding="utf-8")
    assert build(register, "unc-update-2017-06", tmp_path / "out") == 0
    assert capsys.readouterr().err == ""
    assert build(register, "newsletter-2021-12-17", tmp_path / "out") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "publications/newsletter-2021-12-17.yaml" in told.err


def test_a_modification_with_an_error_stops_all_but_a_draft(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (register / "modifications" / "MP900.yaml").write_text("id: MP900\n", encoding="utf-8")
    assert build(register, "unc-update-2017-06", tmp_path / "out") == 1
    told = "unc-update-2017-06 not built: 2 errors in the files it uses. Fix them"
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert build(register, "unc-update-2017-06", tmp_path / "out", draft=True) == 0


@pytest.mark.parametrize(
    ("name", "everything", "message"),
    [
        (None, False, "sectool: name a publication, or say --all\n"),
        ("rid-2022-11", True, "sectool: name a publication, or say --all\n"),
        (
            "newsletter-2021-12",
            False,
            "sectool: no publication 'newsletter-2021-12'; did you mean 'newsletter-2021-12-17'?\n",
        ),
    ],
)
def test_what_is_asked_in_a_wrong_way(
    name: str | None,
    everything: bool,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert build(SEED, name, tmp_path, everything=everything) == 2
    assert capsys.readouterr().err == message


def test_the_list_and_one_of_it(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.print_list(register, as_json=False) == 0
    rows = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert rows == NAMES
    assert command.print_list(register, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert [(row["name"], row["kind"]) for row in data["publications"]] == list(
        zip(NAMES, ["letter", "newsletter", "rid", "status-report", "cross-code"], strict=True)
    )
    assert command.show(register, "rid-2022-11", as_json=False) == 0
    told = capsys.readouterr().out
    assert "version 0.4" in told
    for name in NAMES:
        assert command.show(register, name, as_json=False) == 0
        told += capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= 80
