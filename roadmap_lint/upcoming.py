"""What will fall due: the days that a roadmap waits for, within a stretch of time.

Nothing here is a mistake. It is for a scheduled job, which tells before the linter has to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap_lint.model import Document, EndOfSupport, TestedWith
from roadmap_lint.platforms import of_platform, platforms
from roadmap_lint.record import Record
from roadmap_lint.rule import Context
from roadmap_lint.source import Span
from roadmap_lint.support import is_open
from roadmap_lint.work import progress

KINDS = ("milestone", "release", "end-of-life")


class Due(Record):
    """A day that comes, why it matters, and the place in the document that says so. `kind` is one of `KINDS`."""

    day: date
    kind: str
    message: str
    span: Span


def upcoming(document: Document, context: Context, last: date) -> tuple[Due, ...]:
    """What falls due from the context's today to the last day, both included, the nearest first.

    Milestones whose period ends, platform releases that an open milestone waits for, and the upstream end of life of
    versions that the document tests or ends. Without a today there is nothing to tell.
    """
    if context.today is None:
        return ()
    found = [*_milestones(document), *_platforms(document, context)]
    chosen = {due for due in found if context.today <= due.day <= last}
    return tuple(sorted(chosen, key=lambda due: (due.day, due.span, due.kind)))


def _milestones(document: Document) -> Iterator[Due]:
    for milestone in document.milestones:
        period = milestone.period
        if period is not None and period.value.end is not None and is_open(milestone):
            done = progress(milestone.tasks)
            told = f", {done} tasks done" if done else ""
            named = "" if milestone.name == period.raw else f" ({period.raw})"
            yield Due(period.value.end, "milestone", f"{milestone.name}{named} is due{told}", period.span)


def _platforms(document: Document, context: Context) -> Iterator[Due]:
    for name in platforms(document, context):
        platform = context.facts.platforms[name]
        told = set()
        for statement in of_platform(document.milestones, name, TestedWith, context):
            expected = platform.expected(statement.version.series)
            if expected is None or not is_open(statement.milestone):
                continue
            comes = "comes out" if expected.is_known else f"is projected for {expected.earliest} to {expected.latest}"
            message = f"{platform.name} {statement.version} {comes}; {statement.milestone.name} tests it"
            yield Due(expected.day, "release", message, statement.claim.version.span)
        for kind in (EndOfSupport, TestedWith):
            for statement in of_platform(document.milestones, name, kind, context):
                last_day = platform.end_of_life(statement.version.series)
                if last_day is None or statement.version.series in told:
                    continue
                told.add(statement.version.series)
                does = "ends support for it" if kind is EndOfSupport else "tests it, and no milestone ends it"
                major, minor = statement.version.series
                message = f"upstream ends {platform.name} {major}.{minor}; {statement.milestone.name} {does}"
                yield Due(last_day, "end-of-life", message, statement.claim.version.span)
