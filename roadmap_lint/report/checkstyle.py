"""Checkstyle's XML, which many tools read. Lines and columns from 1, columns in code points."""

from __future__ import annotations

from xml.etree import ElementTree

from roadmap_lint.report import Run, visible
from roadmap_lint.report.levels import LEVELS
from roadmap_lint.report.xml import child, written


def render(run: Run) -> str:
    """The run as one document; files without findings are in it, too."""
    root = ElementTree.Element("checkstyle", version="4.3")
    for result in run.results:
        file = child(root, "file", name=result.location)
        for finding in result.diagnostics:
            line, column = result.source.point(finding.span.start)
            child(
                file,
                "error",
                line=line,
                column=column,
                severity=LEVELS[finding.severity].checkstyle,
                message=visible(finding.message) or finding.name,
                source=f"roadmap-lint.{finding.name}",
            )
    return written(root)
