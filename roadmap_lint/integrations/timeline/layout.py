"""Where bars stand on the axis: fractions of it, the same for every format."""

from __future__ import annotations

from roadmap_lint.integrations.timeline.model import Axis, Bar, Timeline
from roadmap_lint.record import Record


class Drawn(Record):
    """A bar on the axis, which goes from 0 to 1: `left <= sure_left <= sure_right <= right`.

    Between `sure_left` and `sure_right` it is certainly there; beside that, it may be (where the two would cross, no
    stretch is certain). From `fades` on there is only maintenance. `open_left` and `open_right` say that it goes on:
    the end is not known, or not on the axis.
    """

    left: float
    sure_left: float
    sure_right: float
    right: float
    fades: float | None
    open_left: bool
    open_right: bool


def drawn(bar: Bar, axis: Axis | None) -> Drawn | None:
    """How a bar is drawn; `None` where nothing of it is on the axis, or no day of it is known."""
    if axis is None or not bar.is_dated:
        return None
    left, sure_left = (axis.at(bar.start.earliest), axis.at(bar.start.latest)) if bar.start else (0.0, 0.0)
    if bar.start and bar.start.latest > bar.start.earliest:
        sure_left = axis.after(bar.start.latest)
    sure_right, right = (axis.after(bar.end.earliest), axis.after(bar.end.latest)) if bar.end else (1.0, 1.0)
    if bar.end and bar.end.latest > bar.end.earliest:
        sure_right = axis.at(bar.end.earliest)
    if right <= 0 or left >= 1 or left >= right:  # an end before the start is a finding, and no bar
        return None
    open_left, open_right = bar.start is None or left < 0, bar.end is None or right > 1
    left, right = max(left, 0.0), min(right, 1.0)
    sure_left, sure_right = (min(max(at, left), right) for at in (sure_left, sure_right))
    if bar.planned_for:
        sure_left, sure_right = left, right  # a period is what was planned, all of it
    if sure_left > sure_right:
        sure_left = sure_right = right
    fades = axis.at(bar.maintenance) if bar.maintenance else None
    if fades is not None and not sure_left < fades < sure_right:
        fades = None
    return Drawn(left, sure_left, sure_right, right, fades, open_left, open_right)


def today(timeline: Timeline) -> float | None:
    """Where today is marked; `None` where it is not known, or not on the axis."""
    if timeline.axis is None or timeline.today is None:
        return None
    at = timeline.axis.at(timeline.today)
    return at if 0 <= at < 1 else None
