"""What a file is that is called style.docx and is no Word document: said in plain words."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_SAVE = "open it in Word, and save it as a Word document (.docx)"
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
# A file of Word that is protected by a password is a file of the old kind with this inside.
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_BEGIN = {
    b"{\\rtf": "this is a file of rich text (.rtf), not a Word document",
    b"%PDF": "this is a PDF, not a Word document",
}
_TYPES = "[Content_Types].xml"
# By what the content types name, the first that is there.
_KINDS = {
    b"macroEnabledTemplate": "this is a Word template with macros (.dotm), not a Word document",
    b"template.main+xml": "this is a Word template (.dotx), not a Word document",
    b"document.macroEnabled": "this is a Word document with macros (.docm)",
    b"spreadsheetml.sheet.main": "this is a workbook of Excel, not a Word document",
    b"presentationml.presentation.main": "this is a presentation, not a Word document",
}
_STRICT = b"http://purl.oclc.org/ooxml"
# A style unpacks to a few hundred kilobytes; one with pictures, to some megabytes.
_LARGEST = 200_000_000


def other_kind(content: bytes) -> str:
    """Why a file cannot be taken for a Word document, and what to do; nothing where it can."""
    if content.startswith(_OLD):
        if _PROTECTED in content:
            return "this Word document is protected by a password: save it without one"
        return f"this is a file of Word 97 to 2003 (.doc), not a Word document (.docx): {_SAVE}"
    for begin, reason in _BEGIN.items():
        if content.startswith(begin):
            return f"{reason}: {_SAVE}"
    if not content.startswith(b"PK"):
        return f"this is no Word document (.docx): {_SAVE}"
    try:
        with ZipFile(BytesIO(content)) as package:
            return _of_package(package)
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, zlib.error):
        return "this Word document is damaged: it cannot be unpacked"
    except (KeyError, ValueError):
        return "this Word document is damaged: a part of it is missing"


def _of_package(package: ZipFile) -> str:
    names = package.namelist()
    if sum(one.file_size for one in package.infolist()) > _LARGEST:
        return "this Word document unpacks to more than 200 MB"
    if "mimetype" in names and b"opendocument" in package.read("mimetype"):
        return f"this is a file of OpenDocument (.odt), not a Word document: {_SAVE}"
    if _TYPES not in names:
        return f"this is a zip file, not a Word document (.docx): {_SAVE}"
    types = package.read(_TYPES)
    for named, reason in _KINDS.items():
        if named in types:
            return f"{reason}: {_SAVE}"
    if _STRICT in package.read("_rels/.rels"):
        return (
            "this Word document is in the Strict form of Open XML: open it in Word, and save it as "
            "‘Word Document (.docx)’"
        )
    return ""
