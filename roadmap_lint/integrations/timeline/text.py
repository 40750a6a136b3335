"""The timeline for terminals: a line for each bar, at most 100 columns wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from roadmap_lint.diagnostic import Severity
from roadmap_lint.integrations.timeline import layout, wording
from roadmap_lint.integrations.timeline.model import MILESTONES, Axis, Bar, Lane, Mark, Timeline
from roadmap_lint.record import Record
from roadmap_lint.report import counted
from roadmap_lint.report.text import width
from roadmap_lint.values import CANCELLED, COMPLETED, IN_PROGRESS, POSTPONED

WIDEST = 100
_NARROWEST = 60
_WIDEST_QUARTER = 8


class Signs(Record):
    """The characters that bars are made of, and the few others that not every encoding has."""

    completed: str
    progress: str
    planned: str
    postponed: str
    cancelled: str
    supported: str
    maintained: str
    unsure: str
    before: str
    after: str
    today: str
    rule: str
    cut: str
    finding: str


UNICODE = Signs("█", "▓", "░", "┄", "×", "━", "─", "╌", "◂", "▸", "│", "─", "…", "▲")
ASCII = Signs("#", "%", ":", "~", "x", "=", "-", ".", "<", ">", "|", "-", "...", "!")

_STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_STATES = {COMPLETED: "32", IN_PROGRESS: "34", CANCELLED: "2", POSTPONED: "2"}

_Paint = Callable[[str, str], str]


def render(timeline: Timeline, *, columns: int = WIDEST, unicode: bool = True, color: bool = False) -> str:
    """The timeline in lines of at most so many columns (60 to 100); only findings may be wrapped to several lines."""
    return (
        "\n".join(_Page(timeline, max(_NARROWEST, min(columns, WIDEST)), unicode=unicode, color=color).lines()) + "\n"
    )


def is_drawable(encoding: str) -> bool:
    """Whether an encoding has the characters of bars."""
    try:
        "".join(UNICODE).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _painted(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if style and text.strip() else text


def _plain(text: str, style: str) -> str:
    return text


class _Page:
    """One rendering: how wide its three columns are, and what they are made of."""

    def __init__(self, timeline: Timeline, columns: int, *, unicode: bool, color: bool) -> None:
        self._timeline = timeline
        self._columns = columns
        self._signs = UNICODE if unicode else ASCII
        self._paint: _Paint = _painted if color else _plain
        bars = [bar for lane in timeline.lanes for bar in lane.bars]
        self._name = min(max((width(self._safe(bar.name)) for bar in bars), default=0), columns // 4)
        self._quarter, self._chart = self._scale()

    def _scale(self) -> tuple[float, int]:
        """Columns of a quarter and of the chart: whole ones, if there is room for them."""
        if self._timeline.axis is None:
            return 0, 0
        count = len(self._timeline.axis.quarters)
        info = max((width(self._info(bar)) for lane in self._timeline.lanes for bar in lane.bars), default=0)
        room = self._columns - self._name - 6 - min(info, self._columns * 2 // 5)
        quarter = min(room // count, _WIDEST_QUARTER)
        return (quarter, quarter * count) if quarter else (room / count, room)

    def lines(self) -> Iterator[str]:
        timeline = self._timeline
        yield self._cut(self._paint(self._safe(timeline.title), "1"))
        yield self._cut(self._safe(f"{wording.extent(timeline.axis)}, {timeline.path}"))
        if timeline.axis is not None:
            yield ""
            yield from self._header(timeline.axis)
        for lane in timeline.lanes:
            yield ""
            yield self._paint(self._clipped(self._safe(lane.title), self._columns), "1;4")
            yield from (self._row(lane, bar) for bar in lane.bars)
        if not timeline.lanes:
            yield ""
            yield "There are no milestones to draw."
        yield from self._findings()
        yield from self._legend()

    def _header(self, axis: Axis) -> Iterator[str]:
        margin = " " * (self._name + 4)
        years = [" "] * (self._chart + 4)
        numbers = [" "] * self._chart
        for index, quarter in enumerate(axis.quarters):
            at = int(index * self._quarter)
            room = (
                self._chart - at if index == len(axis.quarters) - 1 else int((4 - quarter.number + 1) * self._quarter)
            )
            if (index == 0 or quarter.number == 1) and room >= 4 + (index == 0 < len(axis.quarters) - 1):
                years[at : at + 4] = f"{quarter.year:04}"
            if self._quarter >= 3:
                numbers[at : at + 2] = f"Q{quarter.number}"
        yield (margin + "".join(years)).rstrip()
        if self._quarter >= 3:
            yield (margin + "".join(numbers)).rstrip()
        line = list(self._signs.rule * self._chart)
        today = layout.today(self._timeline)
        if today is not None:
            line[int(today * self._chart)] = self._signs.today
        yield margin + "".join(line)

    def _row(self, lane: Lane, bar: Bar) -> str:
        name = self._clipped(self._safe(bar.name), self._name)
        flag = self._flag(bar)
        style = _STYLES[max(mark.severity for mark in bar.findings)] if bar.findings else ""
        before = f"{self._paint(flag, style)} {name}{' ' * (self._name - width(name))}  "
        chart = self._drawn(lane, bar) if self._chart else ""
        left = 2 + self._name + 2 + self._chart
        info = self._clipped(self._info(bar), self._columns - left - 2)
        row = f"{before}{self._paint(chart if info else chart.rstrip(), self._style(lane, bar))}  {info}"
        return row.rstrip()

    def _flag(self, bar: Bar) -> str:
        return self._signs.finding if bar.findings else " "

    @staticmethod
    def _style(lane: Lane, bar: Bar) -> str:
        return _STATES.get(bar.state, "") if lane.kind == MILESTONES else "36"

    def _drawn(self, lane: Lane, bar: Bar) -> str:
        signs = self._signs
        cells = [" "] * self._chart
        today = layout.today(self._timeline)
        if today is not None:
            cells[int(today * self._chart)] = signs.today
        place = layout.drawn(bar, self._timeline.axis)
        if place is None:
            return "".join(cells)
        first = min(round(place.left * self._chart), self._chart - 1)
        last = max(round(place.right * self._chart), first + 1)
        for cell in range(first, last):
            middle = min(max((cell + 0.5) / self._chart, place.left), place.right)  # a day is less than a cell
            cells[cell] = self._cell(lane, bar, place, middle)
        if place.open_left:
            cells[first] = signs.before
        if place.open_right:
            cells[last - 1] = signs.after
        return "".join(cells)

    def _cell(self, lane: Lane, bar: Bar, place: layout.Drawn, at: float) -> str:
        signs = self._signs
        if lane.kind == MILESTONES:
            if bar.start is None or bar.end is None:
                return signs.unsure
            states = {
                COMPLETED: signs.completed,
                IN_PROGRESS: signs.progress,
                POSTPONED: signs.postponed,
                CANCELLED: signs.cancelled,
            }
            return states.get(bar.state, signs.planned)
        if not place.sure_left <= at <= place.sure_right:
            return signs.unsure
        return signs.maintained if place.fades is not None and at > place.fades else signs.supported

    def _info(self, bar: Bar) -> str:
        """What stands behind a bar: as much as there is room for, the most telling first."""
        if bar.planned_for or not bar.is_dated:
            parts = [bar.planned_for, wording.state(bar), f"{bar.done}/{bar.total}" if bar.total else ""]
        elif bar.end is not None:
            parts = [f"until {wording.short_edge(bar.end)}"]
        else:
            assert bar.start is not None
            parts = [f"from {wording.short_edge(bar.start)}"]
        return self._safe(", ".join(part for part in parts if part))

    def _findings(self) -> Iterator[str]:
        if not self._timeline.findings:
            return
        yield ""
        yield self._paint("Findings", "1;4")
        for mark in self._timeline.findings:
            yield from self._finding(mark)

    def _finding(self, mark: Mark) -> Iterator[str]:
        import textwrap

        label = f"line {mark.line}: {mark.code} "
        message = self._safe(mark.message)
        lines = textwrap.wrap(label + message, self._columns - 4, break_on_hyphens=False) or [label]
        yield f"{self._paint(self._signs.finding, _STYLES[mark.severity])} {lines[0]}"
        yield from (f"    {line}" for line in lines[1:])

    def _legend(self) -> Iterator[str]:
        signs = self._signs
        bars = [(lane, bar) for lane in self._timeline.lanes for bar in lane.bars if bar.is_dated]
        milestones = [bar for lane, bar in bars if lane.kind == MILESTONES]
        states = {bar.state for bar in milestones if bar.start and bar.end}
        parts = []
        if milestones:
            parts += [
                f"{sign * 2} {state}"
                for state, sign in (
                    (COMPLETED, signs.completed),
                    (IN_PROGRESS, signs.progress),
                    (POSTPONED, signs.postponed),
                    (CANCELLED, signs.cancelled),
                )
                if state in states
            ]
            if states - {COMPLETED, IN_PROGRESS, POSTPONED, CANCELLED}:
                parts.append(f"{signs.planned * 2} planned{' or not told' if '' in states else ''}")
        places = [place for item in bars if item[0].kind != MILESTONES if (place := self._place(item))]
        if places:
            parts.append(f"{signs.supported * 2} supported")
        if any(place.fades is not None for place in places):
            parts.append(f"{signs.maintained * 2} maintenance only")
        if any(place.left < place.sure_left or place.sure_right < place.right for place in places):
            parts.append(f"{signs.unsure * 2} at some day of these")
        if any(place and (place.open_left or place.open_right) for place in map(self._place, bars)):
            parts.append(f"{signs.before} {signs.after} goes on")
        if self._timeline.today is not None:
            parts.append(f"{signs.today} today, {self._timeline.today}{self._far_off()}")
        if self._timeline.findings:
            parts.append(f"{signs.finding} {counted(len(self._timeline.findings), 'finding')}")
        if parts:
            yield ""
            yield from self._flowing(parts)

    def _far_off(self) -> str:
        return " (not on the axis)" if layout.today(self._timeline) is None else ""

    def _place(self, item: tuple[Lane, Bar]) -> layout.Drawn | None:
        return layout.drawn(item[1], self._timeline.axis)

    def _flowing(self, parts: list[str]) -> Iterator[str]:
        line = ""
        for part in parts:
            longer = f"{line}   {part}" if line else part
            if width(longer) > self._columns:
                yield line
                longer = part
            line = longer
        yield line

    def _safe(self, text: str) -> str:
        """A text in characters that the terminal has."""
        if self._signs is UNICODE:
            return text
        return text.replace("…", "...").encode("ascii", "backslashreplace").decode("ascii")

    def _cut(self, text: str) -> str:
        return text if text.startswith("\x1b") else self._clipped(text, self._columns)

    def _clipped(self, text: str, most: int) -> str:
        if width(text) <= most:
            return text
        if most <= len(self._signs.cut):
            return ""
        while width(text) > most - len(self._signs.cut):
            text = text[:-1]
        return text.rstrip() + self._signs.cut
