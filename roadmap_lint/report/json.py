"""JSON for other tools: stable, versioned, everything that is known of each finding."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.facts import Facts
from roadmap_lint.report import Result
from roadmap_lint.source import Source, Span

SCHEMA_VERSION = 1
DOCS = "https://github.com/roadmap-lint/roadmap-lint/blob/main/docs/rules"


def render(
    results: Iterable[Result], *, version: str, today: date | None, facts: Facts, errors: Iterable[dict[str, Any]] = ()
) -> str:
    """The run as one JSON object. Lines and columns from 1, offsets from 0, all in code points; ends exclusive."""
    results = list(results)
    report = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "roadmap-lint", "version": version},
        "today": today.isoformat() if today else None,
        "facts": {name: platform.updated.isoformat() for name, platform in facts.platforms.items()},
        "errors": list(errors),
        "files": [
            {
                "path": result.source.path,
                "milestones": len(result.document.milestones),
                "tasks": len(result.document.tasks),
            }
            for result in results
            if result.document is not None
        ],
        "diagnostics": [item for result in results for item in _diagnostics(result)],
    }
    # surrogates stand for bytes that are not UTF-8; as \udc80 they survive any output encoding
    return json.dumps(report, indent=2, ensure_ascii=True) + "\n"


def _diagnostics(result: Result) -> Iterable[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in sorted((*result.diagnostics, *result.old), key=lambda finding: finding.span):
        identity = f"{finding.code}\0{finding.message}\0{result.source[finding.span]}"
        occurrence = seen[identity]
        seen[identity] += 1
        yield {**_diagnostic(result.source, finding, fingerprint(identity, occurrence)), "old": finding in result.old}


def _diagnostic(source: Source, finding: Diagnostic, identity: str) -> dict[str, Any]:
    fix = finding.fix
    return {
        "code": finding.code,
        "name": finding.name,
        "class": finding.kind,
        "severity": str(finding.severity),
        "url": f"{DOCS}/{finding.code}-{finding.name}.md" if finding.code.startswith("RM") else None,
        "path": source.path,
        "message": finding.message,
        **_range(source, finding.span),
        "related": [{"message": related.message, **_range(source, related.span)} for related in finding.related],
        "fix": fix
        and {
            "title": fix.title,
            "safe": fix.safe,
            "edits": [{**_range(source, edit.span), "text": edit.text} for edit in fix.edits],
        },
        "fingerprint": identity,
    }


def fingerprint(identity: str, occurrence: int) -> str:
    """What stays the same when lines move: a hash of code, message and marked text, and a counter for repetitions."""
    data = f"{identity}\0{occurrence}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:16]


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _point(source, span.start), "end": _point(source, span.end)}


def _point(source: Source, offset: int) -> dict[str, int]:
    line, column = source.point(offset)
    return {"line": line, "column": column, "offset": offset}
