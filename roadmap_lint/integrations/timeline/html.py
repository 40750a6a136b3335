"""The timeline as one HTML file: tables whose rows have bars, so that one thing serves eyes, ears and keyboards.

Nothing is loaded and nothing runs: the policy in the page forbids it. Whatever is shown as a bar stands beside it in
words. Every name is a link to its own row, every count of findings to what was found, and from there back.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from roadmap_lint import __version__
from roadmap_lint.integrations.timeline import layout, wording
from roadmap_lint.integrations.timeline.model import MILESTONES, SUPPORT, UNDATED, Axis, Bar, Lane, Mark, Timeline
from roadmap_lint.integrations.timeline.page_style import STYLE
from roadmap_lint.integrations.timeline.palette import variables
from roadmap_lint.lazy import pattern
from roadmap_lint.report import counted, page_url
from roadmap_lint.values import CANCELLED, COMPLETED, IN_PROGRESS, POSTPONED

_YEAR = 0.13  # of the axis: the room that the name of a year takes on a phone
_MANY_YEARS = 7  # of so many a phone shows every other one
_ROOM = 0.93  # behind that there is none for a mark
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STATES = {COMPLETED: "completed", IN_PROGRESS: "progress", POSTPONED: "postponed", CANCELLED: "cancelled"}


def render(timeline: Timeline) -> str:
    """The page, whole: it may be opened, sent or put on a server as it is."""
    return "\n".join(_Page(timeline).lines()) + "\n"


class _Page:
    """One rendering: which row each finding belongs to."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._rows: dict[int, list[tuple[str, str]]] = {}
        for place, lane in enumerate(timeline.lanes, 1):
            for number, bar in enumerate(lane.bars, 1):
                for mark in bar.findings:
                    self._rows.setdefault(mark.number, []).append((_row_id(place, number), bar.name))

    def lines(self) -> Iterator[str]:
        timeline = self._timeline
        title = escape(timeline.title)
        yield "<!DOCTYPE html>"
        yield '<html lang="en">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="color-scheme" content="light dark">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f'<meta name="generator" content="roadmap-lint {escape(__version__)}">'
        yield f"<title>Timeline of {title}</title>"
        yield f"<style>\n{variables(':root')}\n{STYLE}{_grid(timeline)}</style>"
        yield "</head>"
        yield "<body>"
        yield '<a class="skip" href="#main">Skip to the timeline</a>'
        yield "<header>"
        yield f'<h1 dir="auto">{title}</h1>'
        extent = escape(wording.extent(timeline.axis))
        yield f'<p class="under"><code>{escape(timeline.path)}</code> · {extent}{self._today()}</p>'
        yield "</header>"
        yield from self._contents()
        yield '<main id="main" tabindex="-1">'
        yield from self._legend()
        for place, lane in enumerate(timeline.lanes, 1):
            yield from self._lane(place, lane)
        if not timeline.lanes:
            yield "<p>There are no milestones to draw.</p>"
        yield from self._findings()
        yield "</main>"
        yield "<footer><p>Drawn by roadmap-lint. Ends that nobody told are open; nothing is guessed.</p></footer>"
        yield "</body>"
        yield "</html>"

    def _today(self) -> str:
        today = self._timeline.today
        return f' · <span class="todays">today, <time>{today}</time></span>' if today else ""

    def _contents(self) -> Iterator[str]:
        yield '<nav aria-label="On this page"><ul>'
        for place, lane in enumerate(self._timeline.lanes, 1):
            title = escape(lane.title)
            yield f'<li><a href="#lane-{place}"><bdi>{title}</bdi></a> <span class="count">{len(lane.bars)}</span></li>'
        count = len(self._timeline.findings)
        yield f'<li><a href="#findings">Findings</a> <span class="count">{count}</span></li>'
        yield "</ul></nav>"

    # ---------------------------------------------------------------------------------------------------------- lanes

    def _lane(self, place: int, lane: Lane) -> Iterator[str]:
        axis = self._timeline.axis if lane.kind != UNDATED else None
        label = f"lane-{place}"
        yield f'<section aria-labelledby="{label}">'
        yield f'<h2 id="{label}" dir="auto">{escape(lane.title)}</h2>'
        yield f'<table role="table" aria-labelledby="{label}"{"" if axis else " class=undated"}>'
        yield '<thead role="rowgroup"><tr role="row">'
        first = "Milestone" if lane.kind in (MILESTONES, UNDATED) else "Version"
        yield _header(first)
        if axis is not None:
            yield f'<th role="columnheader" scope="col" class="axis">{_axis(axis)}</th>'
        yield from map(_header, ("When", "What", "Findings"))
        yield "</tr></thead>"
        yield '<tbody role="rowgroup">'
        for number, bar in enumerate(lane.bars, 1):
            yield from self._row(_row_id(place, number), lane, bar, axis)
        yield "</tbody></table></section>"

    def _row(self, identity: str, lane: Lane, bar: Bar, axis: Axis | None) -> Iterator[str]:
        line = f' <span class="line">line {bar.line}</span>' if bar.line else ""
        yield f'<tr role="row" id="{identity}">'
        yield f'<th role="rowheader" scope="row"><a href="#{identity}"><bdi>{escape(bar.name)}</bdi></a>{line}</th>'
        if axis is not None:
            yield f'<td role="cell" class="chart">{_drawn(lane, bar, axis)}</td>'
        when = _DAY.sub(r'<span class="day">\g<0></span>', escape(wording.when(bar) or "no date")) + (
            ' <span class="doubt">tentative</span>' if bar.tentative and bar.planned_for else ""
        )
        yield f'<td role="cell" class="when">{when}</td>'
        yield f'<td role="cell" class="what">{_what(bar)}</td>'
        yield f'<td role="cell" class="found">{_count(bar)}</td>'
        yield "</tr>"

    # ------------------------------------------------------------------------------------------------------- findings

    def _findings(self) -> Iterator[str]:
        yield '<section aria-labelledby="findings">'
        yield '<h2 id="findings">Findings</h2>'
        if not self._timeline.findings:
            yield "<p>Nothing was found.</p>"
        else:
            yield '<ol class="findings">'
            for mark in self._timeline.findings:
                yield self._finding(mark)
            yield "</ol>"
        yield "</section>"

    def _finding(self, mark: Mark) -> str:
        url = page_url(mark.code, mark.name)
        code = escape(f"{mark.code} {mark.name}")
        page = f'<a href="{escape(url)}" rel="noreferrer">{code}</a>' if url else code
        rows = self._rows.get(mark.number, [])
        back = ", ".join(f'<a href="#{row}"><bdi>{escape(name)}</bdi></a>' for row, name in rows)
        where = f"line {mark.line}" + (f", at {back}" if back else "")
        return (
            f'<li id="finding-{mark.number}" tabindex="-1"><span class="badge {mark.severity}">{mark.severity}</span> '
            f'<span class="message" dir="auto">{escape(mark.message)}</span> '
            f'<span class="where">{page} · {where}</span></li>'
        )

    # --------------------------------------------------------------------------------------------------------- legend

    def _legend(self) -> Iterator[str]:
        samples = list(_samples(self._timeline))
        if samples:
            yield '<ul class="legend" aria-label="What the bars mean">'
            for sample, label in samples:
                yield f'<li><span class="sample" aria-hidden="true">{sample}</span> {label}</li>'
            yield "</ul>"


def _row_id(place: int, number: int) -> str:
    return f"row-{place}-{number}"


def _header(text: str) -> str:
    return f'<th role="columnheader" scope="col">{text}</th>'


def _percent(fraction: float) -> str:
    return f"{100 * fraction:.2f}%"


def _at(left: float, wide: float) -> str:
    return f"left:{_percent(left)};width:{_percent(wide)}"


def _grid(timeline: Timeline) -> str:
    """The lines between quarters behind the bars, and today's."""
    if timeline.axis is None:
        return ""
    lines = []
    today = layout.today(timeline)
    if today is not None:
        lines.append(f"linear-gradient(var(--today) 0 0) {_percent(today)} 0 / 2px 100% no-repeat")
    for quarter in timeline.axis.quarters:
        colour = "year" if quarter.number == 1 else "line"
        at = _percent(timeline.axis.at(quarter.first))
        lines.append(f"linear-gradient(var(--{colour}) 0 0) {at} 0 / 1px 100% no-repeat")
    return ".track { background: " + ", ".join(lines) + "; }\n"


def _axis(axis: Axis) -> str:
    """The head of the chart: years and quarters to see, and one phrase to hear."""
    labels = []
    years = len({quarter.year for quarter in axis.quarters})
    for index, quarter in enumerate(axis.quarters):
        at = f"left:{_percent(axis.at(quarter.first))}"
        left = sum(other.year == quarter.year for other in axis.quarters[index:])
        share = left / len(axis.quarters)
        if (quarter.number == 1 and share >= _YEAR / 2) or (index == 0 and (share >= _YEAR or years == 1)):
            other = years >= _MANY_YEARS and (axis.quarters[-1].year - quarter.year) % 2 == 0
            kind = "year other" if other else "year"
            labels.append(f'<span class="{kind}" style="{at}">{quarter.year}</span>')
        if len(axis.quarters) <= 16:
            labels.append(f'<span class="quarter" style="{at}">Q{quarter.number}</span>')
    return (
        f'<span class="hidden">Drawn, {escape(wording.extent(axis))}</span>'
        f'<span class="labels" aria-hidden="true">{"".join(labels)}</span>'
    )


def _drawn(lane: Lane, bar: Bar, axis: Axis) -> str:
    place = layout.drawn(bar, axis)
    parts = _parts(lane, bar, place) + _mark(bar, place) if place else ""
    return f'<div class="track" aria-hidden="true">{parts}</div>'


def _mark(bar: Bar, place: layout.Drawn) -> str:
    """The number of findings beside a bar: behind it, before it where that is off the axis, or on its end."""
    if not bar.findings:
        return ""
    inner, at = ("", place.right) if place.right < _ROOM else (" inner", place.left if place.left > 1 - _ROOM else 1.0)
    gravest = max(mark.severity for mark in bar.findings)
    return f'<span class="mark badge {gravest}{inner}" style="left:{_percent(at)}">{len(bar.findings)}</span>'


def _parts(lane: Lane, bar: Bar, place: layout.Drawn) -> str:
    open_ends = (" open-left" if place.open_left else "") + (" open-right" if place.open_right else "")
    at = _at(place.left, place.right - place.left)
    if lane.kind == MILESTONES:
        kind = (
            _STATES.get(bar.state, "planned")
            + (" tentative" if bar.tentative and bar.state != COMPLETED else "")
            + open_ends
        )
        return f'<span class="bar plan {kind}" style="{at}">{_filled(bar)}</span>'
    long = place.right - place.left
    fades = place.sure_right if place.fades is None else place.fades
    stretches = (
        ("unsure", place.left, place.sure_left),
        ("sure", place.sure_left, fades),
        ("faded", fades, place.sure_right),
        ("unsure", place.sure_right, place.right),
    )
    inner = "".join(
        f'<span class="{kind}" style="{_at((start - place.left) / long, (end - start) / long)}"></span>'
        for kind, start, end in stretches
        if end > start
    )
    colour = "support" if lane.kind == SUPPORT else "platform"
    return f'<span class="bar window {colour}{open_ends}" style="{at}">{inner}</span>'


def _filled(bar: Bar) -> str:
    if bar.state in (COMPLETED, CANCELLED) or not bar.done:
        return ""
    return f'<span class="done" style="width:{_percent(bar.done / bar.total)}"></span>'


def _what(bar: Bar) -> str:
    lines = [" · ".join(part for part in (wording.state(bar), wording.progress(bar)) if part), *wording.notes(bar)]
    return "<br>".join(f'<span dir="auto">{escape(line)}</span>' for line in lines if line)


def _count(bar: Bar) -> str:
    if not bar.findings:
        return '<span class="hidden">none</span>'
    gravest = max(mark.severity for mark in bar.findings)
    said = f'<span class="badge {gravest}">{len(bar.findings)}</span>'
    label = f"{counted(len(bar.findings), 'finding')} at {bar.name}, the gravest: {gravest}"
    return f'<a href="#finding-{bar.findings[0].number}" aria-label="{escape(label)}">{said}</a>'


def _samples(timeline: Timeline) -> Iterator[tuple[str, str]]:
    """What stands for what, of all that is drawn here."""
    milestones = [bar for lane in timeline.lanes if lane.kind == MILESTONES for bar in lane.bars]
    windows = [lane for lane in timeline.lanes if lane.kind not in (MILESTONES, UNDATED)]
    states = {bar.state if bar.state in _STATES else "" for bar in milestones}
    for state, name in _STATES.items():
        if state in states:
            filled = '<span class="done" style="width:50%"></span>' if state == IN_PROGRESS else ""
            words = "in progress, filled as far as tasks are done" if state == IN_PROGRESS else state
            yield f'<span class="bar plan {name}">{filled}</span>', words
    if "" in states:
        yield '<span class="bar plan planned"></span>', "planned, or not told"
    if any(bar.tentative and bar.state != COMPLETED for bar in milestones):
        yield '<span class="bar plan planned tentative"></span>', "tentative"
    if any(lane.kind == SUPPORT for lane in windows):
        yield '<span class="bar window support"><span class="sure" style="width:100%"></span></span>', "supported"
    if any(lane.kind != SUPPORT for lane in windows):
        yield (
            '<span class="bar window platform"><span class="sure" style="width:100%"></span></span>',
            "upstream support",
        )
    places = [layout.drawn(bar, timeline.axis) for lane in windows for bar in lane.bars]
    known = [place for place in places if place]
    if any(place.fades is not None for place in known):
        yield (
            '<span class="bar window platform"><span class="faded" style="width:100%"></span></span>',
            "maintenance only",
        )
    if any(place.left < place.sure_left or place.sure_right < place.right for place in known):
        sample = '<span class="bar window support"><span class="unsure" style="width:100%"></span></span>'
        yield sample, "begins or ends on a day of these"
    if any(place.open_left or place.open_right for place in known):
        sample = '<span class="bar window support open-right"><span class="sure" style="width:100%"></span></span>'
        yield sample, "end not known"
