"""One module per output format: results -> text. Document text is never trusted by a format."""

from __future__ import annotations

from roadmap_lint.diagnostic import Diagnostic, visible, visible_path
from roadmap_lint.model import Document
from roadmap_lint.record import Record
from roadmap_lint.source import Source


class Result(Record):
    """One file of a run. `document` is `None` where it could not be read; then `diagnostics` says why.

    `old` are the findings that the base revision had already.
    """

    source: Source
    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    old: tuple[Diagnostic, ...] = ()


__all__ = ["Result", "visible", "visible_path"]
