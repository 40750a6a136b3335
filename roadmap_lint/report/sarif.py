"""SARIF 2.1.0 with what GitHub's code scanning needs, and within its limits.

Lines and columns from 1, columns in code points (`columnKind`), ends exclusive. Addresses are relative to the root of
the repository (`%SRCROOT%`).
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from roadmap_lint import __version__
from roadmap_lint.diagnostic import Edit, Fix
from roadmap_lint.report import HOMEPAGE, Found, Result, Run, clipped, is_fault, page, page_url, visible
from roadmap_lint.report.levels import LEVELS
from roadmap_lint.report.line_hashes import line_hashes
from roadmap_lint.rule import Rule
from roadmap_lint.source import Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# GitHub refuses a run with more results, and a result with more related places; descriptions are cut.
MOST_RESULTS = 25_000
MOST_RELATED = 1000
LONGEST_DESCRIPTION = 1024


def render(run: Run) -> str:
    """The run as one SARIF log."""
    found = list(run.found())
    shown = found if len(found) <= MOST_RESULTS else run.gravest_first()[:MOST_RESULTS]
    faults = [one for one in found if is_fault(one.finding)]
    notifications = [_notification(one) for one in faults]
    if len(shown) < len(found):
        left_out = f"{len(found) - len(shown)} findings are left out: a run has at most {MOST_RESULTS} results"
        notifications.append({"level": "warning", "message": {"text": left_out}})
    results = _Results(run)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "roadmap-lint",
                        "informationUri": HOMEPAGE,
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [_rule(rule) for rule in run.rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the root of the repository"}}},
                "invocations": [{"executionSuccessful": not faults, "toolExecutionNotifications": notifications}],
                "results": [results.result(one) for one in shown],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=True) + "\n"


def _rule(rule: type[Rule]) -> dict[str, Any]:
    levels = LEVELS[rule.severity]
    summary = clipped(rule.summary() or rule.name, LONGEST_DESCRIPTION)
    detail = clipped(_what_it_checks(rule) or summary, LONGEST_DESCRIPTION)
    url = page_url(rule.code, rule.name)
    described = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": detail},
        "help": {"text": "\n\n".join(filter(None, (summary, detail, url))), "markdown": page.render(rule)},
        "defaultConfiguration": {"level": levels.sarif},
        "properties": {
            "tags": ["roadmap", rule.kind],
            "precision": "very-high" if rule.kind == "static" else "high",
            "problem.severity": levels.problem,
        },
    }
    return {**described, "helpUri": url} if url else described


def _what_it_checks(rule: type[Rule]) -> str:
    """The first paragraph of a page that is not a heading, as one line."""
    for paragraph in rule.page().split("\n\n"):
        if paragraph.strip() and not paragraph.lstrip().startswith(("#", "```", "|")):
            return " ".join(paragraph.split())
    return ""


def _notification(found: Found) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": found.finding.code},
        "message": {"text": _message(found.message)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(found.result)}}],
    }


class _Results:
    """Makes the results of a run, and keeps what findings of one file share."""

    def __init__(self, run: Run) -> None:
        self._compared = run.base is not None or any(result.old for result in run.results)
        self._indices = {rule.code: index for index, rule in enumerate(run.rules)}
        self._hashes: dict[int, list[str]] = {}

    def result(self, found: Found) -> dict[str, Any]:
        source, finding = found.result.source, found.finding
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "level": LEVELS[finding.severity].sarif,
            "message": {"text": _message(found.message)},
            "locations": [_location(found.result, finding.span)],
            "fingerprints": {"roadmapLint/v1": found.fingerprint},
            "partialFingerprints": {"primaryLocationLineHash": self._line_hash(source, finding.span)},
        }
        if finding.code in self._indices:
            result["ruleIndex"] = self._indices[finding.code]
        if self._compared:
            result["baselineState"] = "unchanged" if found.old else "new"
        if finding.related:
            result["relatedLocations"] = [
                {
                    "id": number,
                    "message": {"text": _message(visible(one.message) or "here")},
                    **_location(found.result, one.span),
                }
                for number, one in enumerate(finding.related[:MOST_RELATED], start=1)
            ]
        if finding.fix is not None and finding.fix.edits and all(map(_is_text, finding.fix.edits)):
            result["fixes"] = [_fix(found.result, finding.fix)]
        return result

    def _line_hash(self, source: Source, span: Span) -> str:
        if id(source) not in self._hashes:
            self._hashes = {id(source): line_hashes(source.text)}  # results come file by file
        return self._hashes[id(source)][source.line_at(span.start) - 1]


def _location(result: Result, span: Span) -> dict[str, Any]:
    region = _region(result.source, span)
    return {"physicalLocation": {"artifactLocation": _artifact(result), "region": region}}


def _artifact(result: Result) -> dict[str, Any]:
    path = quote(result.location, errors="surrogateescape")
    if result.location.startswith("/"):
        return {"uri": f"file://{path}"}
    if result.location[1:3] == ":/":
        return {"uri": f"file:///{quote(result.location, safe='/:', errors='surrogateescape')}"}
    return {"uri": path, "uriBaseId": "%SRCROOT%"}


def _region(source: Source, span: Span) -> dict[str, int]:
    start, end = source.point(span.start), source.point(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _fix(result: Result, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(result.source, edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": visible(fix.title) or "fix"},
        "artifactChanges": [{"artifactLocation": _artifact(result), "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _is_text(edit: Edit) -> bool:
    """Whether JSON can say what the edit puts: bytes that are not UTF-8 it cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in edit.text)


def _message(text: str) -> str:
    """A plain message: `[text](target)` would be a link, so the brackets of one are escaped as the standard has it."""
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return text or "here"  # GitHub takes no empty one
