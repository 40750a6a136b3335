"""What each format calls our severities: the one table."""

from __future__ import annotations

from roadmap_lint.diagnostic import Severity
from roadmap_lint.record import Record


class Levels(Record):
    """One severity in the words of the formats."""

    github: str
    sarif: str
    problem: str  # what code scanning calls it in the properties of a rule
    gitlab: str
    rdjson: str
    checkstyle: str


LEVELS: dict[Severity, Levels] = {
    Severity.ERROR: Levels("error", "error", "error", "major", "ERROR", "error"),
    Severity.WARNING: Levels("warning", "warning", "warning", "minor", "WARNING", "warning"),
    Severity.NOTE: Levels("notice", "note", "recommendation", "info", "INFO", "info"),
}
