"""What went out: recorded, built again, and compared with what the register gives now."""

from __future__ import annotations

from sectool.issuing.agreement import ComparedIssue, compared_issues, issued_otherwise
from sectool.issuing.rebuild import fingerprint_on, issued_version, name_then
from sectool.issuing.record import CannotIssue, record_of, with_row
from sectool.issuing.sides import REVISION, NotComparable, Side, Sides, VersionRow, version_row
from sectool.issuing.verification import NoDocument, Verification, document_at, verification_of
from sectool.model.issued import Issue

__all__ = [
    "REVISION",
    "CannotIssue",
    "ComparedIssue",
    "Issue",
    "NoDocument",
    "NotComparable",
    "Side",
    "Sides",
    "Verification",
    "VersionRow",
    "compared_issues",
    "document_at",
    "fingerprint_on",
    "issued_otherwise",
    "issued_version",
    "name_then",
    "record_of",
    "verification_of",
    "version_row",
    "with_row",
]
