"""A designation: an authority changes documents of the Code without a modification."""

from typing import Self

from pydantic import model_validator

from sectool.model.shape import Day, Shape, fault
from sectool.model.texts import BodyRef, DocumentRef, RidText, SourceRef


class Designation(Shape):
    """Documents that an authority designates, and that so change without a modification."""

    by: BodyRef
    """The body that designates them, by its short name."""
    documents: tuple[DocumentRef, ...]
    """The documents of the Code that it designates, such as section-a."""
    says: RidText | None = None
    """What it is for, in a sentence."""
    seen: Day | None = None
    """The day on which it was seen to come with the release."""
    source: SourceRef | None = None
    """The document or page that says so."""

    @model_validator(mode="after")
    def _names_documents(self) -> Self:
        if not self.documents:
            raise fault("Y202", "'documents' names at least one document")
        return self
