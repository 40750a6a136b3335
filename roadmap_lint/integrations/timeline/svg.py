"""The timeline as one SVG picture: nothing is loaded, nothing runs, dark where the reader's system is."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from roadmap_lint.integrations.timeline import layout, wording
from roadmap_lint.integrations.timeline.model import PLATFORM, SUPPORT, TABLE, Axis, Bar, Lane, Timeline
from roadmap_lint.integrations.timeline.palette import variables
from roadmap_lint.report.text import width
from roadmap_lint.report.xml import child, written
from roadmap_lint.values import CANCELLED, COMPLETED, IN_PROGRESS, POSTPONED

_EDGE = 24
_GAP = 16
_NAME = 210  # the widest column of names, and of what is said of bars: longer texts are wrapped
_SAID = 330
_LINE = 17
_ROW = 30
_CHART = 660
_NARROWEST_QUARTER = 34

_STYLE = """
svg { font: 13px system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  color-scheme: light dark; }
.paper { fill: var(--paper); } .band { fill: var(--band); }
text { fill: var(--ink); } .muted { fill: var(--muted); } .title { font-size: 20px; font-weight: 650; }
.lane { font-size: 14px; font-weight: 650; } .small { font-size: 11.5px; }
.line { stroke: var(--line); } .year { stroke: var(--year); }
.today { stroke: var(--today); stroke-dasharray: 4 3; }
.todays { fill: var(--today); font-weight: 600; }
.completed { --bar: var(--completed); } .progress { --bar: var(--progress); }
.planned { --bar: var(--planned); }
.support { --bar: var(--support); } .platform { --bar: var(--platform); }
.outline { fill: var(--wash); stroke: var(--bar); stroke-width: 1.5; } .dashed { stroke-dasharray: 5 3; }
.fill { fill: var(--bar); } .struck { stroke: var(--bar); stroke-width: 1.5; }
.faded { fill: var(--bar); fill-opacity: .45; }
.unsure { fill: var(--bar); fill-opacity: .16; stroke: var(--bar); stroke-dasharray: 3 2.5; }
.error { fill: var(--error); } .warning { fill: var(--warning); } .note { fill: var(--note); }
.count { fill: var(--on-mark); font-size: 11px; font-weight: 700; text-anchor: middle; }
"""

_STATES = {COMPLETED: "completed", IN_PROGRESS: "progress"}


def render(timeline: Timeline) -> str:
    """The picture, as wide as its columns need; it says in words what it shows (`title`, `desc`)."""
    return _Picture(timeline).drawn()


def measured(text: str, size: float = 13) -> float:
    """About how many units wide a text is: no font is at hand, so rather too many."""
    units = 0.0
    for character in text:
        if character in "iljtfrI.,:;'|!()[] ":
            units += 0.36
        elif character in "mwMW@%…—":
            units += 0.95
        elif character.isascii():
            units += 0.7 if character.isupper() else 0.61
        else:
            units += 1.05 if width(character) == 2 else 0.72
    return units * size


def wrapped(text: str, most: float, size: float = 13) -> list[str]:
    """A text in lines of about so many units; a word that is longer is broken."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if measured(longer, size) <= most:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if measured(lines[-1] + character, size) > most:
                lines.append("")
            lines[-1] += character
    return lines


class _Picture:
    """One rendering, from the top down: `_top` is where the next thing is drawn."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        bars = [bar for lane in timeline.lanes for bar in lane.bars]
        self._names = {bar: wrapped(bar.name, _NAME) for bar in bars}
        self._sayings = {bar: wrapped(_said(bar), _SAID) for bar in bars}
        name = max((measured(line) for lines in self._names.values() for line in lines), default=0)
        said = max((measured(line) for lines in self._sayings.values() for line in lines), default=0)
        quarters = len(timeline.axis.quarters) if timeline.axis else 0
        self._left = _EDGE + name + _GAP
        self._chart = max(_CHART, quarters * _NARROWEST_QUARTER) if quarters else 0
        self._said = self._left + self._chart + _GAP
        self._width = max(self._said + said + _EDGE, 480)
        self._top = float(_EDGE)
        self._root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"})

    def drawn(self) -> str:
        timeline, root = self._timeline, self._root
        root.set("aria-labelledby", "timeline-title timeline-description")
        child(root, "title", id="timeline-title").text = f"Timeline of {timeline.title}"
        child(root, "desc", id="timeline-description").text = " ".join(_description(timeline))
        child(root, "style").text = variables("svg") + _STYLE
        paper = child(root, "rect", **{"class": "paper", "width": "100%", "height": "100%"})
        for line in wrapped(timeline.title, self._width - 2 * _EDGE, 20):
            self._top += 20
            self._text(_EDGE, self._top, line, "title")
            self._top += 6
        for line in wrapped(f"{timeline.path}, {wording.extent(timeline.axis)}", self._width - 2 * _EDGE):
            self._top += _LINE
            self._text(_EDGE, self._top, line, "muted")
        self._top += 26
        self._bands, self._grid = child(root, "g"), child(root, "g")  # behind the rows, filled as they are drawn
        if timeline.axis is not None:
            self._axis(timeline.axis)
        for lane in timeline.lanes:
            self._lane(lane)
        if not timeline.lanes:
            self._text(_EDGE, self._top, "There are no milestones to draw.", "muted")
            self._top += _LINE
        self._legend()
        height = self._top + _EDGE - 8
        for key, value in (("width", self._width), ("height", height)):
            root.set(key, _number(value))
        root.set("viewBox", f"0 0 {_number(self._width)} {_number(height)}")
        paper.set("rx", "8")
        return written(root)

    # ---------------------------------------------------------------------------------------------------------- axis

    def _axis(self, axis: Axis) -> None:
        top = self._top
        wide = self._chart / len(axis.quarters)
        labels = child(self._root, "g")
        for index, quarter in enumerate(axis.quarters):
            at = self._at(axis.at(quarter.first))
            left = sum(other.year == quarter.year for other in axis.quarters[index:])
            if (index == 0 or quarter.number == 1) and wide * left >= 34:
                self._text(at + 4, top, str(quarter.year), "lane", labels)
            if wide >= 26:
                self._text(at + 4, top + _LINE, f"Q{quarter.number}", "muted small", labels)
        self._top = top + _LINE + 10
        self._lines_from = self._top

    def _draw_grid(self, axis: Axis, bottom: float) -> None:
        for quarter in axis.quarters:
            kind = "year" if quarter.number == 1 else "line"
            self._vertical(self._at(axis.at(quarter.first)), self._lines_from, bottom, kind, self._grid)
        self._vertical(self._at(1), self._lines_from, bottom, "line", self._grid)
        today = layout.today(self._timeline)
        if today is not None:
            at = self._at(today)
            self._vertical(at, self._lines_from, bottom, "today", self._root)
            said = f"today, {self._timeline.today}"
            anchor = "start" if today < 0.5 else "end"
            text = self._text(at + (4 if today < 0.5 else -4), bottom + 12, said, "todays small", self._root)
            text.set("text-anchor", anchor)

    def _at(self, fraction: float) -> float:
        return self._left + fraction * self._chart

    def _vertical(self, x: float, top: float, bottom: float, kind: str, parent: ElementTree.Element) -> None:
        across = {"x1": _number(x), "x2": _number(x), "y1": _number(top), "y2": _number(bottom)}
        child(parent, "line", **{"class": kind, **across})

    # ---------------------------------------------------------------------------------------------------------- lanes

    def _lane(self, lane: Lane) -> None:
        self._top += 20
        for line in wrapped(lane.title, self._width - 2 * _EDGE, 15):
            self._text(_EDGE, self._top, line, "lane")
            self._top += _LINE
        self._top -= 6
        for number, bar in enumerate(lane.bars):
            self._row(lane, bar, shaded=number % 2 == 0)
        self._top += 4

    def _row(self, lane: Lane, bar: Bar, *, shaded: bool) -> None:
        names, sayings = self._names[bar], self._sayings[bar]
        height = max(_ROW, max(len(names), len(sayings)) * _LINE + 12)
        row = child(self._root, "g")
        child(row, "title").text = wording.sentence(bar)
        if shaded:
            place = {"x": 12, "y": _number(self._top), "width": _number(self._width - 24), "height": _number(height)}
            child(self._bands, "rect", **{"class": "band", "rx": 4, **place})
        middle = self._top + height / 2
        for lines, x, kind in ((names, _EDGE, ""), (sayings, self._said, "muted")):
            first = middle + 4.5 - (len(lines) - 1) * _LINE / 2
            for index, line in enumerate(lines):
                self._text(x, first + index * _LINE, line, kind, row)
        self._bar(lane, bar, middle, row)
        self._top += height

    def _bar(self, lane: Lane, bar: Bar, middle: float, row: ElementTree.Element) -> None:
        place = layout.drawn(bar, self._timeline.axis)
        if place is None:
            if bar.findings:
                self._mark(bar, self._said - 26 if self._chart else self._width - 26, middle, row)
            return
        left, right = self._at(place.left), max(self._at(place.right), self._at(place.left) + 3)
        if lane.kind in (SUPPORT, PLATFORM, TABLE):
            self._window(lane, place, middle, row)
        else:
            self._plan(bar, place, (left, right), middle, row)
        if bar.findings:
            self._mark(bar, right + 16 if right + 30 < self._at(1) else left - 16, middle, row)

    def _plan(
        self, bar: Bar, place: layout.Drawn, ends: tuple[float, float], middle: float, row: ElementTree.Element
    ) -> None:
        left, right = ends
        group = child(row, "g", **{"class": _STATES.get(bar.state, "planned")})
        doubtful = " dashed" if _is_doubtful(bar) else ""
        shape = {"y": _number(middle - 8), "height": 16, "rx": 4}
        child(
            group,
            "rect",
            **{"class": f"outline{doubtful}", "x": _number(left), "width": _number(right - left), **shape},
        )
        done = 0.0 if place.open_right or place.open_left else _done(bar)
        if done:
            child(
                group, "rect", **{"class": "fill", "x": _number(left), "width": _number((right - left) * done), **shape}
            )
        if bar.state == CANCELLED:
            ends_of_line = {"x1": _number(left), "x2": _number(right), "y1": _number(middle), "y2": _number(middle)}
            child(group, "line", **{"class": "struck", **ends_of_line})
        self._tips(place, middle, group, 8)

    def _window(self, lane: Lane, place: layout.Drawn, middle: float, row: ElementTree.Element) -> None:
        group = child(row, "g", **{"class": "support" if lane.kind == SUPPORT else "platform"})
        stretches = [
            ("unsure", place.left, place.sure_left),
            ("fill", place.sure_left, place.sure_right if place.fades is None else place.fades),
            ("faded", place.sure_right if place.fades is None else place.fades, place.sure_right),
            ("unsure", place.sure_right, place.right),
        ]
        for kind, start, end in stretches:
            if end > start:
                x, wide = self._at(start), (end - start) * self._chart
                spot = {"x": _number(x), "y": _number(middle - 5), "width": _number(wide), "height": 10}
                child(group, "rect", **{"class": kind, "rx": 2, **spot})
        self._tips(place, middle, group, 5)

    def _tips(self, place: layout.Drawn, middle: float, group: ElementTree.Element, half: float) -> None:
        """An end that is not known, or not on the axis, is a point."""
        tall = half + 3
        if place.open_right:
            x = self._at(place.right)
            points = f"{_number(x)},{_number(middle - tall)} {_number(x + 10)},{_number(middle)} "
            child(group, "polygon", **{"class": "fill", "points": points + f"{_number(x)},{_number(middle + tall)}"})
        if place.open_left:
            x = self._at(place.left)
            points = f"{_number(x)},{_number(middle - tall)} {_number(x - 10)},{_number(middle)} "
            child(group, "polygon", **{"class": "fill", "points": points + f"{_number(x)},{_number(middle + tall)}"})

    def _mark(self, bar: Bar, x: float, middle: float, row: ElementTree.Element) -> None:
        gravest = str(max(mark.severity for mark in bar.findings))
        group = child(row, "g")
        child(group, "title").text = "\n".join(f"line {mark.line}: {mark.code} {mark.message}" for mark in bar.findings)
        said = str(len(bar.findings))
        wide = max(18.0, measured(said, 11) + 10)
        spot = {"x": _number(x - wide / 2), "y": _number(middle - 9), "width": _number(wide), "height": 18}
        child(group, "rect", **{"class": gravest, "rx": 9, **spot})
        self._text(x, middle + 4, said, "count", group)

    # --------------------------------------------------------------------------------------------------------- legend

    def _legend(self) -> None:
        bottom = self._top
        self._top += 36
        if self._timeline.axis is not None:
            self._draw_grid(self._timeline.axis, bottom)
        x = float(_EDGE)
        for kind, label in _legend(self._timeline):
            wide = 40 + measured(label) + 20
            if x + wide > self._width and x > _EDGE:
                x, self._top = float(_EDGE), self._top + 24
            self._sample(kind, x, self._top - 4)
            self._text(x + 34, self._top, label, "muted")
            x += wide
        self._top += 12

    def _sample(self, kind: str, x: float, middle: float) -> None:
        colour, shape = kind.split()
        group = child(self._root, "g", **{"class": colour})
        spot = {"x": _number(x), "y": _number(middle - 5), "width": 26, "height": 10, "rx": 3}
        if shape == "mark":
            child(group, "circle", **{"class": colour, "cx": _number(x + 13), "cy": _number(middle), "r": 7})
        elif shape == "tip":
            points = f"{_number(x + 10)},{_number(middle - 8)} {_number(x + 20)},{_number(middle)} "
            child(group, "polygon", **{"class": "fill", "points": points + f"{_number(x + 10)},{_number(middle + 8)}"})
        else:
            child(group, "rect", **{"class": shape.replace("-", " "), **spot})

    def _text(
        self, x: float, y: float, text: str, kind: str, parent: ElementTree.Element | None = None
    ) -> ElementTree.Element:
        place = {"x": _number(x), "y": _number(y)}
        element = child(self._root if parent is None else parent, "text", **({"class": kind} if kind else {}), **place)
        element.text = text
        return element


def _is_doubtful(bar: Bar) -> bool:
    """Whether the period is one that nobody relies on."""
    open_ended = bar.start is None or bar.end is None
    return open_ended or bar.state in (POSTPONED, CANCELLED) or (bar.tentative and bar.state != COMPLETED)


def _done(bar: Bar) -> float:
    """How much of a milestone is done, of 1."""
    if bar.state == COMPLETED:
        return 1.0
    return bar.done / bar.total if bar.total and bar.state != CANCELLED else 0.0


def _said(bar: Bar) -> str:
    """What stands behind a bar: the dates, then what there is to know."""
    parts = [wording.when(bar), wording.state(bar), wording.progress(bar)]
    return ", ".join(part for part in parts if part)


def _description(timeline: Timeline) -> Iterator[str]:
    yield wording.overview(timeline)
    for lane in timeline.lanes:
        yield f"{lane.title}:"
        for bar in lane.bars:
            yield f"{wording.sentence(bar)}."


def _legend(timeline: Timeline) -> Iterator[tuple[str, str]]:
    plans = [bar for lane in timeline.lanes for bar in lane.bars if bar.planned_for and bar.is_dated]
    kinds = {lane.kind for lane in timeline.lanes}
    states = {bar.state for bar in plans}
    if COMPLETED in states:
        yield "completed fill", "completed"
    if IN_PROGRESS in states:
        yield "progress outline", "in progress, filled as far as tasks are done"
    if states - {COMPLETED, IN_PROGRESS, CANCELLED, POSTPONED}:
        yield "planned outline", "planned, or not told"
    if states & {CANCELLED, POSTPONED} or any(map(_is_doubtful, plans)):
        yield "planned outline-dashed", "tentative, postponed or cancelled"
    if SUPPORT in kinds:
        yield "support fill", "supported"
    if kinds & {PLATFORM, TABLE}:
        yield "platform fill", "supported upstream" if PLATFORM in kinds else "supported"
    places = [layout.drawn(bar, timeline.axis) for lane in timeline.lanes for bar in lane.bars]
    known = [place for place in places if place]
    if any(place.fades is not None for place in known):
        yield "platform faded", "maintenance only"
    if any(place.left < place.sure_left or place.sure_right < place.right for place in known):
        yield "support unsure", "begins or ends on a day of these"
    if any(place.open_left or place.open_right for place in known):
        yield "planned tip", "end not known"
    if timeline.findings:
        gravest = str(max(mark.severity for mark in timeline.findings))
        yield f"{gravest} mark", "findings"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
