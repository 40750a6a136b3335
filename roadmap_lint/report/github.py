"""Workflow commands: GitHub Actions makes annotations of them, on the lines of a pull request.

GitHub shows ten annotations of a level for a step and drops the others without a word; so the tenth of too many says
how many more there are. The log has every finding, as people read it, in a block in which no command works: what a
document holds is never taken for one. Columns count code points; the end column is exclusive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from roadmap_lint.diagnostic import Severity
from roadmap_lint.report import Found, Run, clipped, counted, text, visible, visible_path
from roadmap_lint.report.levels import LEVELS

MOST_ANNOTATIONS = 10
# The runner cuts longer messages itself, wherever that is.
LONGEST_MESSAGE = 4000


def render(run: Run) -> str:
    """The log for people, then the annotations: errors first; old findings have none."""
    return _without_commands(text.render(run)) + "".join(f"{command}\n" for command in _commands(run))


def _without_commands(log: str) -> str:
    """A text that the runner prints and does not look into: nothing in it can hold its own hash, which ends it."""
    if not log:
        return ""
    token = hashlib.sha256(log.encode("utf-8", "surrogatepass")).hexdigest()
    return f"::stop-commands::{token}\n{log}::{token}::\n"


def _commands(run: Run) -> Iterator[str]:
    new = [found for found in run.gravest_first() if not found.old]
    for severity in sorted(Severity, reverse=True):
        of_level = [found for found in new if found.finding.severity is severity]
        fit = len(of_level) <= MOST_ANNOTATIONS
        shown = of_level if fit else of_level[: MOST_ANNOTATIONS - 1]
        yield from map(_annotation, shown)
        if not fit:
            more = f"{counted(len(of_level) - len(shown), f'more {severity}')}: the log of this step has them all"
            yield f"::{LEVELS[severity].github} title=roadmap-lint::{_data(more)}"


def _annotation(found: Found) -> str:
    source, finding = found.result.source, found.finding
    start, end = source.point(finding.span.start), source.point(finding.span.end)
    properties = {"file": visible_path(found.result.location), "line": start.line, "endLine": end.line}
    if start.line == end.line:  # over several lines the runner refuses columns
        properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = f"{finding.code} {finding.name}"
    related = [f"line {source.line_at(one.span.start)}: {visible(one.message)}" for one in finding.related]
    message = clipped("\n".join([found.message, *related]), LONGEST_MESSAGE)
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{LEVELS[finding.severity].github} {written}::{_data(message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
