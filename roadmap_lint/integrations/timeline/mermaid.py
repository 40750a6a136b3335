"""The timeline as a Mermaid Gantt chart: for Markdown pages, which GitHub, GitLab and others draw.

Mermaid has no open ends and no bars without days: an open end is drawn to the end of the axis and said in words, and
what has no day is a comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roadmap_lint.diagnostic import Severity
from roadmap_lint.integrations.timeline import wording
from roadmap_lint.integrations.timeline.model import MILESTONES, Axis, Bar, Lane, Timeline
from roadmap_lint.lazy import pattern
from roadmap_lint.values import COMPLETED, IN_PROGRESS

# What ends a name or begins something else in a Gantt chart; each becomes a sign that looks like it.
_SIGNS = str.maketrans(
    {
        ":": "\N{RATIO}",
        ";": "\N{REVERSED SEMICOLON}",
        "#": "\N{FULLWIDTH NUMBER SIGN}",
        "<": "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
        ">": "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
        "{": "(",
        "}": ")",
        "`": "'",
        '"': "'",
        "\\": "/",
    }
)
# With these a line of a Gantt chart does not name a task.
_KEYWORD = pattern(
    r"(?i:gantt|title|section|click|href|call|dateformat|axisformat|tickinterval|inclusiveenddates|topaxis|includes"
    r"|excludes|todaymarker|weekday|weekend|acctitle|accdescr|---|[0-9]{4}-[0-9]{2}-[0-9]{2})"
)


def render(timeline: Timeline) -> str:
    """The chart, without a fence around it."""
    return "\n".join(_lines(timeline)) + "\n"


def _lines(timeline: Timeline) -> Iterator[str]:
    yield "gantt"
    yield f"    title {plain(timeline.title)}"
    yield f"    accTitle: Timeline of {plain(timeline.title)}"
    yield f"    accDescr: {plain(wording.overview(timeline))}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    axisFormat %Y-%m"
    yield "    tickInterval 3month"
    yield "    inclusiveEndDates"
    yield "    todayMarker off"  # it would be the day on which the page is read
    if timeline.today is not None and timeline.axis is not None:
        yield "    section Today"
        yield f"    today, {timeline.today} :milestone, today, {timeline.today}, 0d"
    number = 0
    for lane in timeline.lanes:
        drawn = [bar for bar in lane.bars if bar.is_dated]
        if drawn and timeline.axis is not None:
            yield f"    section {plain(lane.title)}"
        for bar in lane.bars:
            if not bar.is_dated or timeline.axis is None:
                yield f"    %% without a date: {plain(bar.name)}"
                continue
            number += 1
            yield _task(lane, bar, timeline.axis, number)


def _task(lane: Lane, bar: Bar, axis: Axis, number: int) -> str:
    first, last = _days(bar, axis)
    tags = {COMPLETED: ["done"], IN_PROGRESS: ["active"]}.get(bar.state, []) if lane.kind == MILESTONES else []
    if any(mark.severity is Severity.ERROR for mark in bar.findings):
        tags = ["crit", *tags]
    return f"    {_name(bar)} :{', '.join([*tags, f'bar{number}', str(first), str(last)])}"


def _days(bar: Bar, axis: Axis) -> tuple[date, date]:
    first = bar.start.earliest if bar.start else min(axis.first, bar.end.latest if bar.end else axis.first)
    return first, bar.end.latest if bar.end else max(axis.last, first)


def _name(bar: Bar) -> str:
    open_end = {(True, False): "start not known", (False, True): "end not known"}.get((not bar.start, not bar.end), "")
    said = [wording.state(bar), wording.progress(bar), open_end, wording.found(bar)]
    name = plain(bar.name)
    if _KEYWORD.match(name):
        name = f"'{name}'"
    told = ", ".join(part for part in said if part)
    return f"{name} ({plain(told)})" if told else name


def plain(text: str) -> str:
    """A text without anything that means something to Mermaid."""
    return text.translate(_SIGNS).replace("%%", "% %").replace("%%", "% %").strip() or "-"
