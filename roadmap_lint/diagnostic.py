"""What rules say: a finding with its place, its related places and, where the correction is certain, its fix."""

from __future__ import annotations

from enum import IntEnum

from roadmap_lint.record import Record
from roadmap_lint.source import Span


class Severity(IntEnum):
    """How grave a finding is; a larger one is graver. `check` fails at `WARNING` and above unless told otherwise."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Edit(Record):
    """Put `text` in the place of `span` (an empty span inserts)."""

    span: Span
    text: str


class Fix(Record):
    """A correction: all of its edits, or none. A safe one needs no second look."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Related(Record):
    """Another place that a finding speaks of."""

    span: Span
    message: str


class Diagnostic(Record):
    """One finding. The message is one line and says what is wrong and what would be right."""

    code: str
    name: str
    span: Span
    message: str
    severity: Severity
    kind: str = "static"
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
