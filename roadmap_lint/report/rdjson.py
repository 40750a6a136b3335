"""Reviewdog Diagnostic Format: comments on pull requests, with the fixes as suggestions.

Paths are as they were given, since reviewdog looks from the working directory. Columns from 1 count UTF-8 bytes of the
line as the file has it, a byte order mark included; ends are exclusive.
"""

from __future__ import annotations

import json
from typing import Any

from roadmap_lint.diagnostic import Fix
from roadmap_lint.report import HOMEPAGE, Found, Run, page_url, visible, visible_path
from roadmap_lint.report.levels import LEVELS
from roadmap_lint.source import Source, Span


def render(run: Run) -> str:
    """The run as one DiagnosticResult."""
    places = {id(result): _Places(result.source) for result in run.results if result.diagnostics}
    report = {
        "source": {"name": "roadmap-lint", "url": HOMEPAGE},
        "diagnostics": [_diagnostic(found, places[id(found.result)]) for found in run.found()],
    }
    return json.dumps(report, indent=2, ensure_ascii=True) + "\n"


def _diagnostic(found: Found, places: _Places) -> dict[str, Any]:
    source, finding = found.result.source, found.finding
    url = page_url(finding.code, finding.name)
    path = visible_path(source.path)
    diagnostic: dict[str, Any] = {
        "message": found.message,
        "location": {"path": path, "range": _range(places, finding.span)},
        "severity": LEVELS[finding.severity].rdjson,
        "code": {"value": finding.code, **({"url": url} if url else {})},
    }
    if finding.related:
        diagnostic["related_locations"] = [
            {"message": visible(one.message), "location": {"path": path, "range": _range(places, one.span)}}
            for one in finding.related
        ]
    suggestion = finding.fix and _suggestion(places, finding.fix)
    if suggestion:
        diagnostic["suggestions"] = [suggestion]
    return diagnostic


def _suggestion(places: _Places, fix: Fix) -> dict[str, Any] | None:
    """A fix as one edit from the first of its places to the last: reviewdog takes suggestions one by one."""
    source, edits = places.source, sorted(fix.edits)
    if not edits:
        return None
    whole = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    text, at = "", whole.start
    for edit in edits:
        text += source.text[at : edit.span.start] + edit.text
        at = edit.span.end
    text += source.text[at : whole.end]
    if any("\ud800" <= character <= "\udfff" for character in text):
        return None  # bytes that are not UTF-8, which JSON cannot say
    return {"range": _range(places, whole), "text": text}


class _Places:
    """Places in a source as reviewdog counts them: lines, and columns in bytes of UTF-8, both from 1."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._sums = [0]  # the bytes before every hundredth character: lines may be long, and may have many findings
        for start in range(0, len(source.text), _STEP):
            self._sums.append(self._sums[-1] + _bytes(source.text[start : start + _STEP]))

    def point(self, offset: int) -> dict[str, int]:
        line = self.source.line_at(offset)
        return {"line": line, "column": self._before(offset) - self._before(self.source.line_span(line).start) + 1}

    def _before(self, offset: int) -> int:
        number = offset // _STEP
        return self._sums[number] + _bytes(self.source.text[number * _STEP : offset])


_STEP = 100


def _range(places: _Places, span: Span) -> dict[str, Any]:
    return {"start": places.point(span.start), "end": places.point(span.end)}


def _bytes(text: str) -> int:
    """How many bytes of the file the text stands for: a byte that is not UTF-8 is one character, and one byte."""
    escaped = sum("\udc80" <= character <= "\udcff" for character in text)
    return len(text.encode("utf-8", "surrogatepass")) - 2 * escaped
