"""What is said of a bar: the same words in every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from roadmap_lint.integrations.timeline.model import Axis, Bar, Edge, Timeline
from roadmap_lint.report import counted


def when(bar: Bar) -> str:
    """The period as the document has it, else from when to when as far as that is known; empty where nothing is."""
    if bar.planned_for:
        return bar.planned_for
    if bar.start is None:
        return f"until {edge(bar.end)}" if bar.end else ""
    return f"{edge(bar.start)} to {edge(bar.end)}" if bar.end else f"from {edge(bar.start)}, end not known"


def edge(at: Edge) -> str:
    """A day, or the days between which it lies: a quarter, month or year by its name."""
    first, last = at
    if first == last:
        return str(first)
    return _named(first, last) or f"{first}…{last}"


def short_edge(at: Edge) -> str:
    """The same for where room is short: a stretch without a name by its months."""
    first, last = at
    if first == last or _named(first, last):
        return edge(at)
    if f"{first:%Y-%m}" == f"{last:%Y-%m}":
        return f"{first:%Y-%m}"
    return f"{first:%Y-%m}…{f'{last:%m}' if first.year == last.year else f'{last:%Y-%m}'}"


def _named(first: date, last: date) -> str:
    after = last + timedelta(days=1) if last < date.max else last
    if first.day > 1 or after.day > 1:
        return ""
    months = (after.year - first.year) * 12 + after.month - first.month
    if months == 1:
        return f"{first:%Y-%m}"
    if months == 3 and first.month % 3 == 1:
        return f"Q{first.month // 3 + 1} {first.year}"
    return str(first.year) if months == 12 and first.month == 1 else ""


def state(bar: Bar) -> str:
    """How far it is: the state that the word stands for, else the word itself."""
    return bar.state or bar.status


def progress(bar: Bar) -> str:
    """'2 of 3 tasks'; empty where there are no boxes."""
    return f"{bar.done} of {counted(bar.total, 'task')}" if bar.total else ""


def facts(bar: Bar) -> Iterator[str]:
    """All that is said of a bar besides its name and its days."""
    if state(bar):
        yield state(bar)
    if progress(bar):
        yield progress(bar)
    yield from notes(bar)


def notes(bar: Bar) -> Iterator[str]:
    """What the document and the calendars say of it."""
    if bar.maintenance:
        yield f"maintenance from {bar.maintenance}"
    yield from bar.notes


def found(bar: Bar) -> str:
    """'2 findings'; empty where there is none."""
    return counted(len(bar.findings), "finding") if bar.findings else ""


def sentence(bar: Bar) -> str:
    """Everything in one line: for titles and for who listens."""
    doubt = "tentative" if bar.tentative and bar.planned_for else ""
    parts = [when(bar) or "no date", doubt, *facts(bar), found(bar)]
    return f"{bar.name}: {', '.join(part for part in parts if part)}"


def extent(axis: Axis | None) -> str:
    """From where to where the axis goes."""
    if axis is None:
        return "no dates"
    first, last = axis.quarters[0], axis.quarters[-1]
    ends = [f"Q{first.number} {first.year}", f"Q{last.number} {last.year}"]
    return " to ".join(dict.fromkeys(ends)) + ("" if axis.whole else ", and days outside that are not drawn")


def overview(timeline: Timeline) -> str:
    """One sentence on the whole: how much there is of everything."""
    parts = [f"{lane.title}: {len(lane.bars)}" for lane in timeline.lanes]
    return (
        f"{extent(timeline.axis)}. {'; '.join(parts) or 'No milestones'}. {counted(len(timeline.findings), 'finding')}."
    )
