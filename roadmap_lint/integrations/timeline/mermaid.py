"""The timeline as a Mermaid Gantt chart: for Markdown pages, which GitHub, GitLab and others draw.

Mermaid has no open ends and no bars without days, and its axis reaches as far as the bars: an end that is open, or not
on our axis, is drawn to the end of the axis and said in words, and what other formats do not draw is a comment.
"""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_lint.diagnostic import Severity
from roadmap_lint.integrations.timeline import layout, wording
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
    axis = timeline.axis
    if layout.today(timeline) is not None:
        yield "    section Today"
        yield f"    today, {timeline.today} :milestone, today, {timeline.today}, 0d"
    number = 0
    for lane in timeline.lanes:
        if any(layout.drawn(bar, axis) for bar in lane.bars):
            yield f"    section {plain(lane.title)}"
        for bar in lane.bars:
            place = layout.drawn(bar, axis)
            if place is None or axis is None:
                yield f"    %% {_left_out(bar)}"
                continue
            number += 1
            yield _task(lane, bar, place, axis, number)


def _task(lane: Lane, bar: Bar, place: layout.Drawn, axis: Axis, number: int) -> str:
    first = axis.first if place.open_left or bar.start is None else bar.start.earliest
    last = axis.last if place.open_right or bar.end is None else bar.end.latest
    tags = {COMPLETED: ["done"], IN_PROGRESS: ["active"]}.get(bar.state, []) if lane.kind == MILESTONES else []
    if any(mark.severity is Severity.ERROR for mark in bar.findings):
        tags = ["crit", *tags]
    return f"    {_name(bar, place)} :{', '.join([*tags, f'bar{number}', str(first), str(last)])}"


def _left_out(bar: Bar) -> str:
    """What a comment says of a bar that is not drawn."""
    if not bar.is_dated:
        return f"without a date: {plain(bar.name)}"
    backwards = bar.start and bar.end and bar.start.earliest > bar.end.latest
    reason = "its end is before its start" if backwards else "not on the axis"
    return f"{reason}: {plain(f'{bar.name}, {wording.when(bar)}')}"


def _name(bar: Bar, place: layout.Drawn) -> str:
    begins = f"from {wording.edge(bar.start)}" if bar.start else "start not known"
    ends = f"until {wording.edge(bar.end)}" if bar.end else "end not known"
    open_ends = [begins] * place.open_left + [ends] * place.open_right
    said = [wording.state(bar), wording.progress(bar), *open_ends, wording.found(bar)]
    name = plain(bar.name)
    if _KEYWORD.match(name):
        name = f"'{name}'"
    told = ", ".join(part for part in said if part)
    return f"{name} ({plain(told)})" if told else name


def plain(text: str) -> str:
    """A text without anything that means something to Mermaid."""
    return text.translate(_SIGNS).replace("%%", "% %").replace("%%", "% %").strip() or "-"
