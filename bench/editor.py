"""`make editor-test`: what an editor of YAML shows and offers, by its language server, headless.

Good files of the register must be clean, planted faults be told at their place in these words, and
completion offer the register's ids. `npm install` in this folder brings the server.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sectool.editing.edit import changes_of
from sectool.editing.schemas import schema_edits
from sectool.queries.loaded import load_register

REPOSITORY = Path(__file__).resolve().parent.parent
SERVER = Path(__file__).with_name("node_modules") / ".bin" / "yaml-language-server"
PARTS = ("sectool.yaml", "reference", "modifications", "releases", "publications")
SEED = REPOSITORY / "tests" / "registers" / "seed"


class Fault(NamedTuple):
    """A file of the seed in which some words are replaced, and what is shown: line and message."""

    file: str
    old: str
    new: str
    shown: tuple[tuple[int, str], ...]


class Offered(NamedTuple):
    """A place in a file, behind some words that are put into it, and what is offered there."""

    file: str
    old: str
    new: str
    some: frozenset[str]


MODIFICATION = "modifications/MP143.yaml"
RELEASE = "releases/2022-11/release.yaml"
TIMELINE = "releases/2022-11/timeline.yaml"
LETTER = "publications/letter-secmp0007-2021-03-25.yaml"
EITHER_DATE = "a milestone has either 'when' (its date) or 'due' (its last permitted day)"
FAULTS: tuple[Fault, ...] = (
    Fault(
        MODIFICATION,
        "title: Inc",
        "titel: Inc",
        ((1, 'Missing property "title".'), (2, "Property titel is not allowed.")),
    ),
    Fault(MODIFICATION, "link: https", "link: htps", ((3, "expected a web address"),)),
    Fault(
        MODIFICATION,
        "  suppliers: true",
        "  suplier: true",
        ((9, "there is no such participant in this register"),),
    ),
    Fault(
        MODIFICATION,
        "  dcc: testing",
        "  dcc: tesing",
        ((11, "expected system, testing, none, tbc"),),
    ),
    Fault(
        MODIFICATION, "  suppliers: true", "  suppliers: yes", ((9, "expected true, false, tbc"),)
    ),
    Fault(
        MODIFICATION,
        "  release: 2022-11",
        "  release: 2022-12",
        ((17, "there is no such release in this register"),),
    ),
    Fault(
        MODIFICATION,
        "  event: targeted\n  release: 2022-11\n",
        "  event: targeted\n",
        ((15, "event 'targeted' needs 'release'"),),
    ),
    Fault(
        MODIFICATION,
        "  event: targeted",
        "  event: targetted",
        ((16, "expected the name of an event"),),
    ),
    Fault(
        MODIFICATION,
        "  event: noted",
        "  event: withdrawn\n  by: CSC",
        ((33, "this key cannot be used with event 'withdrawn', which takes 'because'"),),
    ),
    Fault(
        MODIFICATION,
        "- seen: 2021-09-27\n",
        "- seen: 2021-09-27\n  date: 2021-09-27\n",
        ((15, "an entry has either 'date' or 'seen'"),),
    ),
    Fault(
        MODIFICATION,
        "    low: 0\n",
        "",
        ((36, "a cost has either 'amount', or 'low' and 'high'"),),
    ),
    Fault(MODIFICATION, "  line: 618", "  line: many", ((34, "expected a whole number"),)),
    Fault(
        RELEASE,
        "rests-on: [MP141]",
        "rests-on: [MP14]",
        ((46, "there is no such modification in this register"),),
    ),
    Fault(
        RELEASE,
        "version: v3.3}",
        "version: three}",
        ((34, "expected a version, such as 0.4 or v4.2"),),
    ),
    Fault(
        TIMELINE,
        "    when: 2021-11-30",
        "    when: 2021-11-30\n    due: 2021-11-30",
        ((10, EITHER_DATE),),
    ),
    Fault(TIMELINE, "    when: 2021-11-30\n", "", ((7, EITHER_DATE),)),
    Fault(
        TIMELINE, "    by: CSC", "    by: CCC", ((12, "there is no such body in this register"),)
    ),
    Fault(LETTER, "dated: 2021-03-25\n", "", ((4, "a letter needs 'dated'"),)),
    Fault(
        LETTER,
        "dated: 2021-03-25",
        "dated: 25/03/2021",
        ((5, "expected a day written as YYYY-MM-DD"),),
    ),
    Fault(
        LETTER,
        "  part: ctsd",
        "  part: ctsd\nversions: []",
        ((24, "this is not a key of a letter"),),
    ),
)
OFFERS: tuple[Offered, ...] = (
    Offered(
        MODIFICATION,
        "  release: 2022-11",
        "  release: ",
        frozenset(("2020-07-23", "2022-06", "2022-11")),
    ),
    Offered(MODIFICATION, "  event: noted", "  event: ", frozenset(("approved", "withdrawn"))),
    Offered(MODIFICATION, "  suppliers: true", "  s", frozenset(("suppliers",))),
    Offered(MODIFICATION, "  dcc: testing", "  dcc: ", frozenset(("system", "testing", "none"))),
    Offered(
        RELEASE, "rests-on: [MP141]", "rests-on:\n  - ", frozenset(("MP141", "MP143", "SECMP0007"))
    ),
    Offered(RELEASE, "document: appendix-ad", "document: ", frozenset(("appendix-ad",))),
    Offered(TIMELINE, "    by: CSC", "    by: ", frozenset(("CSC", "Panel", "OPSG"))),
    Offered(
        TIMELINE,
        "    paper-for: tag-tad-draft",
        "    paper-for: ",
        frozenset(("tag-tad-draft", "go-live")),
    ),
    Offered(LETTER, "  modification: SECMP0007", "  modification: ", frozenset(("SECMP0007",))),
)


class Editor:
    """The language server with a folder opened, as an editor speaks to it."""

    def __init__(self, folder: Path, *, modelines: bool = False) -> None:
        self.folder = folder
        settings = json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8"))
        settings = {} if modelines else settings
        yaml = {key.removeprefix("yaml."): value for key, value in settings.items()}
        self.settings = {"yaml": {**yaml, "validate": True, "schemaStore": {"enable": False}}}
        self._server = subprocess.Popen(
            [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        if self._server.stdin is None or self._server.stdout is None:
            raise SystemExit("the language server has no streams")
        self._into, self._out_of = self._server.stdin, self._server.stdout
        self._last = self._version = 0
        self._shown: dict[str, list[Any]] = {}
        root = folder.as_uri()
        capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}}
        folders = [{"uri": root, "name": "register"}]
        self.ask(
            "initialize",
            processId=None,
            rootUri=root,
            capabilities=capabilities,
            workspaceFolders=folders,
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings=self.settings)

    def close(self) -> None:
        self.ask("shutdown")
        self._tell("exit")
        self._server.wait(timeout=20)

    def shown(self, files: dict[str, str]) -> dict[str, list[tuple[int, str]]]:
        """What is shown of files with some texts: line and message."""
        uris = {file: self._open(file, text) for file, text in files.items()}
        while not {*uris.values()} <= self._shown.keys():
            self._take(self._receive())
        found = {
            file: [(one["range"]["start"]["line"] + 1, one["message"]) for one in self._shown[uri]]
            for file, uri in uris.items()
        }
        self._shown = {}
        for uri in uris.values():
            self._close(uri)
        while not {*uris.values()} <= self._shown.keys():  # empty, as they are closed
            self._take(self._receive())
        self._shown = {}
        return found

    def offered(self, file: str, text: str, behind: str) -> list[str]:
        """What is offered behind some words of a file."""
        uri = self._open(file, text)
        before = text[: text.index(behind) + len(behind)]
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        answer = self.ask("textDocument/completion", textDocument={"uri": uri}, position=place)
        self._close(uri)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return [item["label"] for item in items]

    def _open(self, file: str, text: str) -> str:
        uri = (self.folder / file).as_uri()
        self._version += 1  # what was worked out of a text is kept by it
        document = {"uri": uri, "languageId": "yaml", "version": self._version, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        return uri

    def _close(self, uri: str) -> None:
        self._tell("textDocument/didClose", textDocument={"uri": uri})

    def ask(self, method: str, **of: Any) -> Any:
        self._last += 1
        asked = self._last
        self._send({"id": asked, "method": method, "params": of})
        while True:
            message = self._receive()
            if message.get("id") == asked and "method" not in message:
                return message.get("result")
            self._take(message)

    def _tell(self, method: str, **of: Any) -> None:
        self._send({"method": method, "params": of})

    def _take(self, message: dict[str, Any]) -> None:
        """Keeps what is shown, and answers what the server asks."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self._shown[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            answer = None
            if message["method"] == "workspace/configuration":
                sections = [item.get("section", "") for item in message["params"]["items"]]
                answer = [self.settings.get(section, {}) for section in sections]
            self._send({"id": message["id"], "result": answer})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._into.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._into.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while line := self._out_of.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            raise SystemExit("the language server has stopped")
        message: dict[str, Any] = json.loads(self._out_of.read(length))
        return message


@contextmanager
def editor_of(register: Path, *, modelines: bool = False) -> Iterator[Editor]:
    """An editor with a copy of a register opened, its schemas in it.

    They are known by the settings of VS Code, or else by the first lines of the files.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for part in PARTS:
            source = register / part
            copy = shutil.copytree if source.is_dir() else shutil.copyfile
            copy(source, folder / part)
        loaded = load_register(folder)
        edits = schema_edits(loaded, modelines=modelines)
        for file, content in changes_of(loaded.sources.files, edits).items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content or b"")
        editor = Editor(folder, modelines=modelines)
        try:
            yield editor
        finally:
            editor.close()


def clean(editor: Editor) -> Iterator[str]:
    """What is shown of files that are right: nothing should be."""
    texts = {
        path.relative_to(editor.folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(editor.folder.rglob("*.yaml"))
    }
    for file, found in editor.shown(texts).items():
        yield from (f"{file}:{line}: {message}" for line, message in found)


def changed(editor: Editor, file: str, old: str, new: str) -> str:
    text = (editor.folder / file).read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{old!r} does not stand in {file}")
    return text.replace(old, new, 1)


def told(editor: Editor, *, lines_more: int = 0) -> Iterator[str]:
    """Planted faults that are not told, or in other words; each so many lines further down."""
    for one in FAULTS:
        text = changed(editor, one.file, one.old, one.new)
        found = [
            (line if line == 1 else line - lines_more, message)
            for line, message in editor.shown({one.file: text})[one.file]
        ]
        if found != [*one.shown]:
            yield f"{one.file}, {one.new!r}: expected {[*one.shown]}, found {found}"


def offered(editor: Editor) -> Iterator[str]:
    """Ids that are not offered."""
    for one in OFFERS:
        found = editor.offered(one.file, changed(editor, one.file, one.old, one.new), one.new)
        if not one.some <= {*found}:
            yield f"{one.file}, behind {one.new!r}: {sorted(one.some - {*found})} not in {found}"


def main() -> int:
    if not SERVER.exists():
        print("editor-test needs the language server: run npm install in bench/", file=sys.stderr)
        return 2
    wrong: list[str] = []
    with editor_of(REPOSITORY) as editor:
        wrong += clean(editor)
    with editor_of(SEED) as editor:
        wrong += [*clean(editor), *told(editor), *offered(editor)]
    with editor_of(SEED, modelines=True) as editor:
        wrong += [*clean(editor), *told(editor, lines_more=1)]
    for line in wrong:
        print(line)
    print(
        f"{len(FAULTS)} planted faults and {len(OFFERS)} places of completion tried: "
        f"{'all as expected' if not wrong else f'{len(wrong)} differ'}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
