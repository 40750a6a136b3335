"""JSON for other tools: stable, versioned, everything that is known of each finding.

`roadmap_lint/data/report.schema.json` is its JSON Schema. Lines and columns from 1, offsets from 0, all in code points;
ends exclusive.
"""

from __future__ import annotations

import json
from typing import Any

from roadmap_lint import __version__
from roadmap_lint.report import Found, Run, is_fault, page_url, visible
from roadmap_lint.source import Source, Span

SCHEMA_VERSION = 1


def render(run: Run) -> str:
    """The run as one JSON object."""
    found = list(run.found())
    report = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "roadmap-lint", "version": __version__},
        "today": run.today.isoformat() if run.today else None,
        "base": run.base,
        "facts": {
            name: platform.updated.isoformat() if platform.updated else None
            for name, platform in run.facts.platforms.items()
        },
        "errors": [
            {"code": one.finding.code, "path": one.result.source.path, "message": one.message}
            for one in found
            if is_fault(one.finding)
        ],
        "files": [
            {
                "path": result.source.path,
                "milestones": result.size.milestones,
                "tasks": result.size.tasks,
            }
            for result in run.results
            if result.size is not None
        ],
        "diagnostics": [_diagnostic(one) for one in found],
    }
    # surrogates stand for bytes that are not UTF-8; as \udc80 they survive any output encoding
    return json.dumps(report, indent=2, ensure_ascii=True) + "\n"


def _diagnostic(found: Found) -> dict[str, Any]:
    source, finding, fix = found.result.source, found.finding, found.finding.fix
    return {
        "code": finding.code,
        "name": finding.name,
        "class": finding.kind,
        "severity": str(finding.severity),
        "old": found.old,
        "baselined": found.baselined,
        "url": page_url(finding.code, finding.name),
        "path": source.path,
        "message": found.message,
        **_range(source, finding.span),
        "related": [
            {"message": visible(related.message), **_range(source, related.span)} for related in finding.related
        ],
        "fix": fix
        and {
            "title": visible(fix.title),
            "safe": fix.safe,
            "edits": [{**_range(source, edit.span), "text": edit.text} for edit in fix.edits],
        },
        "fingerprint": found.fingerprint,
    }


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _point(source, span.start), "end": _point(source, span.end)}


def _point(source: Source, offset: int) -> dict[str, int]:
    line, column = source.point(offset)
    return {"line": line, "column": column, "offset": offset}
