"""From shape 2 to 3: the table of consultations says what each kind is called and where it is held.

In shape 2 that stood in Python, for the three kinds there were; the table had their lengths alone.
"""

from __future__ import annotations

from sectool.source.reader import Data

# What shape 2 knew of the kinds, whatever a register said of their lengths.
_KNOWN = {
    "rfi": {"title": "Request for Information"},
    "refinement": {"title": "Refinement Consultation", "held-in": "refinement"},
    "modification-report": {"title": "Modification Report Consultation", "held-in": "report"},
}


def to_shape_3(file: str, data: Data) -> Data:
    """The data of a file of shape 2 in shape 3; what it says already stays."""
    if file != "reference/consultations.yaml" or not isinstance(data, dict):
        return data
    rows = {
        kind: {**known, **row} if isinstance(row := data.get(kind, {}), dict) else row
        for kind, known in _KNOWN.items()
    }
    return {**data, **rows}


def is_of_shape_3(file: str, data: Data) -> bool:
    """Whether a file has what shape 2 did not know: kinds of consultations with titles."""
    if file != "reference/consultations.yaml" or not isinstance(data, dict):
        return False
    return any("title" in row for row in data.values() if isinstance(row, dict))
