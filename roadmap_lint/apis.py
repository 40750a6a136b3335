"""The life of an API in a roadmap: which milestone is the first to deprecate it, and to remove it."""

from __future__ import annotations

from typing import Generic, TypeVar

from roadmap_lint.model import Deprecates, Document, Milestone, Removes
from roadmap_lint.order import comes_before
from roadmap_lint.record import Record
from roadmap_lint.values import ApiVersion

Claim = TypeVar("Claim", Deprecates, Removes)


class Step(Record, Generic[Claim]):
    """A statement about an API, and the milestone that makes it."""

    milestone: Milestone
    claim: Claim


def first_steps(document: Document, kind: type[Claim]) -> dict[ApiVersion, Step[Claim]]:
    """Of the statements of a kind the earliest about each API, in the order of the document."""
    steps: dict[ApiVersion, Step[Claim]] = {}
    for milestone in document.milestones:
        for claim in milestone.claims:
            if isinstance(claim, kind):
                first = steps.get(claim.api.value)
                if first is None or comes_before(milestone, first.milestone, document):
                    steps[claim.api.value] = Step(milestone, claim)
    return steps
