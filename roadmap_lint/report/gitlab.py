"""GitLab Code Quality: one array, which GitLab compares with that of the target branch by fingerprints."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from roadmap_lint.report import Found, Run, visible_path
from roadmap_lint.report.levels import LEVELS


def render(run: Run) -> str:
    """The findings as GitLab's subset of the Code Climate format; it knows lines, and no columns."""
    return json.dumps([_issue(found) for found in run.found()], indent=2, ensure_ascii=True) + "\n"


def _issue(found: Found) -> dict[str, Any]:
    finding = found.finding
    path = visible_path(found.result.location).removeprefix("./")
    return {
        "description": f"{finding.code} {finding.name}: {found.message}",
        "check_name": finding.code,
        "fingerprint": hashlib.sha256(f"{path}\0{found.fingerprint}".encode()).hexdigest(),
        "severity": LEVELS[finding.severity].gitlab,
        "location": {"path": path, "lines": {"begin": found.result.source.line_at(finding.span.start)}},
    }
