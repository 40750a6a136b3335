"""`timeline`: a roadmap becomes lanes of bars, and these a text, a picture, a page and a chart, whatever it says."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Iterator
from datetime import date
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree

import pytest
from browser import DARK, Browser, started
from commands import GOOD, Run, write
from corpus import corpus as corpus
from corpus import read
from test_docs import DOCS, module

from roadmap_lint.cli import main
from roadmap_lint.cli import timeline as command
from roadmap_lint.config import Config
from roadmap_lint.engine import check
from roadmap_lint.facts import shipped
from roadmap_lint.integrations.timeline import FORMATS, format_named, html, mermaid, svg, text
from roadmap_lint.integrations.timeline.layout import drawn
from roadmap_lint.integrations.timeline.model import MOST_QUARTERS, Bar, Timeline, timeline
from roadmap_lint.integrations.timeline.wording import when
from roadmap_lint.model import OPAQUE
from roadmap_lint.report.text import width
from roadmap_lint.rule import Context, Project


def of(source: str, *, today: date | None = None, context: Context | None = None) -> Timeline:
    """The timeline of a text, with all that the rules find in it."""
    context = context or Context(today=today)
    report = check(dedent(source), context=context)
    return timeline(report.document, context, report.diagnostics)


def bars(source: str, lane: str, context: Context | None = None) -> dict[str, Bar]:
    """The bars of a lane of that kind or title, by name."""
    lanes = [found for found in of(source, context=context).lanes if lane in (found.kind, found.title)]
    return {bar.name: bar for found in lanes for bar in found.bars}


def days(bar: Bar) -> str:
    """When a bar begins and ends, `-` where that is not known."""
    return " ".join("-" if edge is None else f"{edge.earliest}/{edge.latest}" for edge in (bar.start, bar.end))


# ------------------------------------------------------------------------------------------------------------ the model


@pytest.mark.parametrize(
    ("period", "lane", "expected"),
    [
        ("Q1 2026", "milestones", "2026-01-01/2026-01-01 2026-03-31/2026-03-31"),
        ("2026-04-22", "milestones", "2026-04-22/2026-04-22 2026-04-22/2026-04-22"),
        ("Q4 2026 or later", "milestones", "2026-10-01/2026-10-01 -"),
        ("by Q3 2026", "milestones", "- 2026-09-30/2026-09-30"),
        ("from Q3 2026 on", "milestones", "2026-07-01/2026-07-01 -"),
        ("TBA", "undated", "- -"),
    ],
)
def test_a_milestone_takes_its_period_and_no_more(period: str, lane: str, expected: str) -> None:
    bar = bars(f"## v2.8 ({period})\n\n- [x] One\n- [ ] Two\n- Three\n\n## v2.7 (Q1 2020)\n", lane)["v2.8"]
    assert (days(bar), bar.done, bar.total, bar.line) == (expected, 1, 2, 1)
    assert (bar.planned_for, when(bar)) == (period, period)


@pytest.mark.parametrize(
    ("status", "state", "word"),
    [
        ("Completed", "completed", "Completed"),
        ("Provisional", "planned", "Provisional"),
        ("In Progres", "", "In Progres"),
        ("Postponed", "postponed", "Postponed"),
    ],
)
def test_a_milestone_has_the_state_that_it_tells(status: str, state: str, word: str) -> None:
    bar = bars(f"## v2.8 (Q1 2026)\n\n**Status**: {status}\n", "milestones")["v2.8"]
    assert (bar.state, bar.status) == (state, word)


def test_milestones_stand_by_time_and_the_undated_in_a_lane_of_their_own() -> None:
    made = of("## v3 (TBA)\n\n## v2.9 (Q2 2026)\n\n## v2.8 (Q1 2026)\n\n## v2.7 (Q1 2026 or later)\n")
    names = {lane.title: [bar.name for bar in lane.bars] for lane in made.lanes}
    assert names == {"Milestones": ["v2.8", "v2.7", "v2.9"], "Without a date": ["v3"]}


SUPPORTED = """\
# Acme Roadmap

## v2.6 (Q1 2025)

**Status**: Completed on 2025-02-20

- End support for Acme v2.4.x

## v2.7 (Q2 2025)

- End support for Acme v2.5.x

## v2.8 (Q1 2026)

- End support for Acme v2.6.x

## v2.9 (Q4 2026 or later)

- End support for Acme v2.7.x

## v2.10 (TBA)

## v2.11 (Q1 2027)

**Status**: Cancelled

- End support for Acme v2.8.x
"""


def test_a_version_lives_from_its_milestone_to_the_one_that_ends_it() -> None:
    found = bars(SUPPORTED, "support")
    assert {name: days(bar) for name, bar in found.items()} == {
        "Acme v2.4": "- 2025-02-20/2025-02-20",
        "Acme v2.5": "- 2025-04-01/2025-06-30",
        "Acme v2.6": "2025-02-20/2025-02-20 2026-01-01/2026-03-31",
        "Acme v2.7": "2025-04-01/2025-06-30 -",  # what ends it has no known end itself
        "Acme v2.8": "2026-01-01/2026-03-31 -",  # what was to end it is cancelled
        "Acme v2.9": "- -",
        "Acme v2.10": "- -",
    }
    assert found["Acme v2.6"].notes == ("v2.6 (Q1 2025) brings it", "v2.8 (Q1 2026) ends its support")


def test_a_version_that_is_not_known_to_come_is_not_drawn_as_old() -> None:
    source = SUPPORTED.replace("Q4 2026 or later", "Q4 2026").replace("(Q2 2025)", "(TBA)")
    assert days(bars(source, "support")["Acme v2.7"]) == "- -"  # and not until Q4 2026, from the beginning on


def test_statements_that_contradict_each_other_are_both_told() -> None:
    source = "# Acme\n\n" + "".join(
        f"## v2.{minor} (Q{quarter} 2026)\n\n- End support for Acme v2.5.x\n\n" for minor, quarter in ((8, 1), (9, 2))
    )
    bar = bars(source, "support")["Acme v2.5"]
    assert days(bar) == "- 2026-01-01/2026-06-30"
    assert len(bar.notes) == 2


def test_where_no_support_is_ended_no_support_is_drawn() -> None:
    made = of("# Acme Roadmap\n\n## v2.8 (Q1 2026)\n\n## v2.9 (Q2 2026)\n")
    assert [lane.kind for lane in made.lanes] == ["milestones"]


PLATFORMS = """\
# Roadmap

## v2.8 (Q1 2026)

- [ ] End-to-end testing for Acme Grid 1.2
- End support for grid v1.1.x
- End support for grid v1.0.x

## v2.9 (Q3 2026)

- [ ] End-to-end testing for Acme Grid 1.3
"""
GRID = {
    "grid": {
        "name": "Acme Grid",
        "updated": "2026-01-01",
        "cadence": 2,
        "releases": {
            "1.0": {"released": "2025-01-10"},
            "1.1": {"released": "2025-07-10", "maintenance": "2026-05-10", "end-of-life": "2026-07-10"},
            "1.2": {"released": "2026-01-10", "end-of-life": "2027-01-10"},
        },
    }
}


def test_a_platform_has_the_days_that_are_known_of_it() -> None:
    found = bars(PLATFORMS, "Acme Grid", Context(facts=shipped().with_tables(GRID)))
    assert {name: days(bar) for name, bar in found.items()} == {
        "Acme Grid 1.0": "2025-01-10/2025-01-10 -",
        "Acme Grid 1.1": "2025-07-10/2025-07-10 2026-07-10/2026-07-10",
        "Acme Grid 1.2": "2026-01-10/2026-01-10 2027-01-10/2027-01-10",
        "Acme Grid 1.3": "2026-06-11/2026-08-12 -",
    }
    assert found["Acme Grid 1.1"].maintenance == date(2026, 5, 10)
    assert found["Acme Grid 1.1"].notes == ("v2.8 (Q1 2026) ends support for it",)
    assert found["Acme Grid 1.3"].notes == ("release projected", "v2.9 (Q3 2026) tests it")


TABLE = """\
# Releases

## Supported versions

| Version | Released | End of life |
|---|---|---|
| 1.3 | 2026-03-04 | Sep 2026 |
| 1.2 | 2025-09-01 | |
| 1.1 | | 2025-12-01 |
"""


def test_a_table_of_releases_is_a_lane() -> None:
    found = bars(TABLE, "Supported versions")
    assert {name: days(bar) for name, bar in found.items()} == {
        "1.3": "2026-03-04/2026-03-04 2026-09-01/2026-09-30",
        "1.2": "2025-09-01/2025-09-01 -",
        "1.1": "- 2025-12-01/2025-12-01",
    }


def test_a_table_without_ends_is_of_days_and_not_of_support() -> None:
    source = "# Releases\n\n| Version | Release date |\n|---|---|\n| 1.3 | 2026-03-04 |\n| 1.2 | 2025-09-01 |\n"
    found = bars(source, "table")
    assert [(days(bar), when(bar)) for bar in found.values()] == [
        ("2026-03-04/2026-03-04 2026-03-04/2026-03-04", "2026-03-04"),
        ("2025-09-01/2025-09-01 2025-09-01/2025-09-01", "2025-09-01"),
    ]


def test_findings_stand_on_what_they_speak_of() -> None:
    made = of((DOCS.parent / "examples/roadmap/ROADMAP.md").read_text(encoding="utf-8"))
    found = {bar.name: {mark.code for mark in bar.findings} for lane in made.lanes for bar in lane.bars if bar.findings}
    assert {"RM108", "RM505"} <= found["v2.8"]
    assert {"RM101", "RM106"} <= found["v2.9"]
    assert "RM301" in found["v2.10"] & found["Kubernetes 1.35"]
    assert made.elsewhere == ()


def test_a_finding_outside_of_all_bars_is_kept() -> None:
    made = of("# Roadmap\n\nSee [it](<https://example.com/a b>) \u202e\n\n## v2.8 (Q1 2026)\n")
    assert [mark.code for mark in made.elsewhere] == [mark.code for mark in made.findings]
    assert made.elsewhere


def test_templates_and_images_are_left_out_of_names_unless_they_are_all_there_is() -> None:
    source = (
        "# ![logo](a.png) Acme {{< icon >}} Roadmap\n\n## {{< icon >}} Big Bang ![b](b.png) (Q1 2025)\n\n"
        "## {{ release }} (Q2 2025)\n\n**Status**: Completed\n\n- [ ] One\n\n## {{< icon >}} v2.4 (Q3 2025)\n\n"
        "## Versions {{ v }}\n\n| Version | Released |\n|---|---|\n| 1.3 {{ y }} | 2026-03-04 |\n"
    )
    made = of(source)
    assert made.title == "Acme Roadmap"
    assert [bar.name for bar in made.lanes[0].bars] == ["Big Bang", "{{ release }} (Q2 2025)", "v2.4"]
    assert [(lane.title, bar.name) for lane in made.lanes[1:] for bar in lane.bars] == [("Versions", "1.3")]
    assert "{{ release }} (Q2 2025) is completed and this task is open" in " ".join(
        one.message for one in made.findings
    )
    assert of("# {{ page.title }}\n").title == "{{ page.title }}"
    for name in FORMATS:
        assert OPAQUE not in format_named(name).render(made)


def test_a_milestone_within_another_keeps_its_findings() -> None:
    made = of("# Roadmap\n\n## 2026\n\n### v2.8 (Q1 2026)\n\n**Status**: In Progres\n\n### v2.9 (Q2 2026)\n")
    found = [bar.name for lane in made.lanes for bar in lane.bars if bar.findings]
    assert found == ["v2.8"]


@pytest.mark.parametrize(
    ("periods", "first", "last", "whole"),
    [
        (["Q1 2026"], "2026-01-01", "2026-03-31", True),
        (["2025-11-30", "Q2 2026"], "2025-10-01", "2026-06-30", True),
        (["Q1 2016", "Q4 2025"], "2016-01-01", "2025-12-31", True),
        (["Q1 2026", "Q2 2026", "Q3 2096"], "2026-01-01", "2026-06-30", False),
        (["Q3 1996", "Q1 2026", "Q2 2026"], "2026-01-01", "2026-06-30", False),
    ],
)
def test_the_axis_has_whole_quarters_and_no_more_than_can_be_read(
    periods: list[str], first: str, last: str, whole: bool
) -> None:
    made = of("".join(f"## v2.{minor} ({period})\n\n" for minor, period in enumerate(periods)))
    assert made.axis is not None
    assert (str(made.axis.first), str(made.axis.last), made.axis.whole) == (first, last, whole)
    assert len(made.axis.quarters) <= MOST_QUARTERS


def test_the_axis_ends_with_the_calendar() -> None:
    table = {"grid": {"releases": {"1.1": {"released": "9999-11-30"}}}}
    source = "# R\n\n## v2.8 (TBA)\n\n- End support for grid v1.1.x\n"
    axis = of(source, context=Context(facts=shipped().with_tables(table))).axis
    assert axis is not None
    assert (axis.first, axis.last) == (date(9999, 10, 1), date.max)


def test_where_no_day_is_known_there_is_no_axis() -> None:
    made = of("# Roadmap\n\n## v2.8 (TBA)\n")
    assert made.axis is None
    assert drawn(made.lanes[0].bars[0], made.axis) is None


def test_bars_stand_where_their_days_are() -> None:
    made = of("# R\n\n## v2.8 (Q1 2026)\n\n## v2.9 (2026-04-01)\n\n## v2.10 (Q2 2026 or later)\n\n## v2.11 (Q4 2026)\n")
    places = {bar.name: place for bar in made.lanes[0].bars if (place := drawn(bar, made.axis))}
    assert {name: [round(at * 365) for at in (place.left, place.right)] for name, place in places.items()} == {
        "v2.8": [0, 90],
        "v2.9": [90, 91],
        "v2.10": [90, 365],
        "v2.11": [273, 365],
    }
    assert [name for name, place in places.items() if place.open_right] == ["v2.10"]


# ---------------------------------------------------------------------------------------------------------- the formats

HOSTILE = """\
# Title: <b>x</b> # ; %%{init: {"theme":"dark"}}%% `<script>alert(1)</script>`

### section 5: "Quotes" & 'more' `<img src=x onerror=alert(1)>` (Q1 2026)

**Status**: <i>Odd</i> `"><svg onload=alert(1)>`

- [ ] One

### [evil](javascript:alert(1)) %%%% ; `]]>` `-->` `</style>` (Q2 2026)

- [x] Two

### click here :done, a1, 2020-01-01 (Q4 2026)

### \u202edlrow \x07 日本語の長い名前 {brace} (2027-01-02)

### 2027-03-04

### v9 (TBA)

| Version | Released | End of life |
|---|---|---|
| 1.3 `<x>` | 2026-03-04 | 2026-09-05 |
"""


def generated(count: int) -> str:
    """A roadmap of so many milestones, of every state, with support windows, doubts and undated ones."""
    states = ("Completed", "In Progress", "Provisional", "Postponed", "Cancelled")
    parts = ["# Acme Roadmap\n"]
    for number in range(count):
        year, quarter = 2020 + number // 24, number // 6 % 4 + 1
        period = ("TBA", f"Q{quarter} {year} or later", f"~Q{quarter} {year}", f"Q{quarter} {year}")[min(number % 9, 3)]
        parts.append(f"## v{number // 20 + 1}.{number % 20} ({period})\n\n**Status**: {states[number % 5]}\n")
        parts.append(f"- [x] One\n- [ ] Two\n- End support for Acme v{number // 20 + 1}.{max(0, number % 20 - 3)}.x\n")
    return "\n".join(parts)


BACKWARDS = """\
# Releases

## v2.8 (Q3 2026)

**Status**: Completed on 2026-09-20

## v2.9 (Q1 2026)

- End support for Acme v2.8.x

## v2.10 (Q3 2096)

- End support for Acme v2.9.x

## Versions

| Version | Released | End of life |
|---|---|---|
| 1.3 | 2026-03-04 | 2025-03-04 |
| 1.2 | 2026-03-04 | 2026-03-04 |
| 1.1 | | 1999-03-04 |
| 1.0 | 1999-03-04 | 2026-02-04 |
"""

SOURCES = {
    "hostile": HOSTILE,
    "many": generated(200),
    "example": (DOCS.parent / "examples/roadmap/ROADMAP.md").read_text(encoding="utf-8"),
    "supported": SUPPORTED,
    "table": TABLE,
    "good": GOOD,
    "empty": "",
    "backwards": BACKWARDS,
    "undated": "# Roadmap\n\n## v2.8 (TBA)\n",
}


@pytest.fixture(params=SOURCES, scope="module")
def drawing(request: pytest.FixtureRequest) -> Timeline:
    return of(SOURCES[request.param], today=date(2026, 5, 5))


@pytest.mark.parametrize("columns", [0, 60, 80, 100, 300])
def test_the_text_fits(drawing: Timeline, columns: int) -> None:
    for line in text.render(drawing, columns=columns).splitlines():
        assert width(line) <= min(max(columns, 60), 100), line
        assert line.isprintable(), line


def test_the_text_does_with_ascii(drawing: Timeline) -> None:
    assert text.render(drawing, unicode=False).isascii()


def test_colours_change_nothing_else(drawing: Timeline) -> None:
    coloured = text.render(drawing, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text.render(drawing)


def test_the_text_of_a_small_roadmap() -> None:
    made = of("# Acme\n\n## v2.8 (Q1 2026)\n\n**Status**: Completed\n\n- [x] One\n\n## v2.9 (Q3 2026 or later)\n")
    assert text.render(made, columns=60) == dedent(
        """\
        Acme
        Q1 2026 to Q3 2026, ROADMAP.md

                2026
                Q1      Q2      Q3
                ────────────────────────

        Milestones
          v2.8  ████████                  Q1 2026, completed, 1/1
          v2.9                  ╌╌╌╌╌╌╌▸  Q3 2026 or later

        ██ completed   ◂ ▸ goes on
        """
    )


SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_is_whole_and_runs_nothing(drawing: Timeline) -> None:
    picture = svg.render(drawing)
    root = ElementTree.fromstring(picture.encode())
    assert root.get("role") == "img"
    identities = [element.get("id") for element in root.iter() if element.get("id")]
    assert (root.get("aria-labelledby") or "").split() == identities
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "g", "rect", "line", "text", "circle", "polygon"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name or name == "style"]
    assert "url(" not in picture
    assert "@import" not in picture


def test_texts_of_the_picture_stand_within_it(drawing: Timeline) -> None:
    root = ElementTree.fromstring(svg.render(drawing).encode())
    wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
    rows: dict[str, list[tuple[float, float]]] = {}
    for element in root.iter(f"{SVG}text"):
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        assert 0 <= y <= high
        if "count" in element.get("class", "") or element.get("text-anchor") == "end":
            continue
        end = x + svg.measured(element.text or "", 20 if element.get("class") == "title" else 13)
        assert end <= wide + 1, element.text
        if element.get("class", "") in ("", "muted"):
            rows.setdefault(element.get("y", ""), []).append((x, end))
    for places in rows.values():
        places.sort()
        assert all(first[1] <= second[0] + 1 for first, second in pairwise(places))


def test_the_picture_names_every_bar(drawing: Timeline) -> None:
    root = ElementTree.fromstring(svg.render(drawing).encode())
    described = root.findtext(f"{SVG}desc") or ""
    for lane in drawing.lanes:
        for bar in lane.bars:
            assert f"{bar.name}: " in described


class _Reader(HTMLParser):
    """Reads a page strictly: every element is closed where it should be, every attribute stands once."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, attrs)
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]


def test_the_page_is_well_formed_and_loads_nothing(drawing: Timeline) -> None:
    page = html.render(drawing)
    reader = _Reader(page)
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    tags = {tag for tag, _ in reader.elements}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "form", "svg", "base", "source"}
    assert not [name for _, attributes in reader.elements for name in attributes if name.startswith("on")]
    assert "src" not in {name for _, attributes in reader.elements for name in attributes}
    assert "url(" not in page
    assert "@import" not in page


def test_links_of_the_page_lead_somewhere(drawing: Timeline) -> None:
    reader = _Reader(html.render(drawing))
    identities = reader.values("id")
    assert len(identities) == len(set(identities))
    for target in reader.values("href"):
        assert target.removeprefix("#") in identities or target.startswith("https://github.com/roadmap-lint/"), target
    for labels in reader.values("aria-labelledby"):
        assert set(labels.split()) <= set(identities)


def test_the_page_has_its_order_of_headings_and_landmarks(drawing: Timeline) -> None:
    reader = _Reader(html.render(drawing))
    tags = [tag for tag, _ in reader.elements]
    assert [tag for tag in tags if re.fullmatch("h[1-6]", tag)] == ["h1", *["h2"] * (len(drawing.lanes) + 1)]
    assert [tags.count(tag) for tag in ("main", "header", "nav", "footer")] == [1, 1, 1, 1]
    assert next(attributes for tag, attributes in reader.elements if tag == "a") == {"class": "skip", "href": "#main"}
    assert ("html", {"lang": "en"}) in reader.elements


def test_every_row_of_the_page_has_every_column(drawing: Timeline) -> None:
    """Whoever hears the page hears a table: as many cells in a row as headers, and the row's own header first."""
    for table in re.findall(r"<table.*?</table>", html.render(drawing), re.DOTALL):
        counts = {len(re.findall(r"<t[hd] role", row)) for row in re.findall(r"<tr .*?</tr>", table, re.DOTALL)}
        assert len(counts) == 1


def test_what_a_document_says_stays_text(drawing: Timeline) -> None:
    said = "".join(_Reader(html.render(drawing)).texts)
    for lane in drawing.lanes:
        for bar in lane.bars:
            assert bar.name in said
    for mark in drawing.findings:
        assert mark.message in said


def test_hostile_text_is_shown() -> None:
    said = "".join(_Reader(html.render(of(HOSTILE))).texts)
    assert "<img src=x onerror=alert(1)>" in said
    assert "\\u202edlrow \\x07" in said


_TASK = re.compile(r" {4}(?P<name>[^:#;\n]+) :(?:crit, |done, |active, )*bar\d+, (?P<first>\S+), (?P<last>\S+)")
_OTHER = re.compile(
    r" {4}(?:section [^:#;\n]+|%% (?:without a date|not on the axis|its end is before its start): [^:#;\n]+"
    r"|today, \S+ :milestone, today, \S+, 0d)"
)
_KEYWORDS = ("gantt", "title", "section", "click", "dateFormat", "excludes", "acc", "2")
_HEAD = re.compile(
    r"gantt\n    title [^:#;\n]+\n    accTitle: [^:#;\n]+\n    accDescr: [^:#;\n]+\n    dateFormat YYYY-MM-DD\n"
    r"    axisFormat %Y-%m\n    tickInterval 3month\n    inclusiveEndDates\n    todayMarker off\n"
)


def test_the_chart_is_what_mermaid_reads(drawing: Timeline) -> None:
    """The grammar of a Gantt chart, as far as we use it. Mermaid itself needs a browser, and was tried by hand."""
    chart = mermaid.render(drawing)
    head = _HEAD.match(chart)
    assert head is not None
    for line in chart[head.end() :].splitlines():
        if _OTHER.fullmatch(line):
            continue
        task = _TASK.fullmatch(line)
        assert task, line
        assert drawing.axis is not None
        assert drawing.axis.first <= date.fromisoformat(task["first"])
        assert date.fromisoformat(task["last"]) <= drawing.axis.last
        assert not task["name"].startswith(_KEYWORDS)
        assert date.fromisoformat(task["first"]) <= date.fromisoformat(task["last"])
    assert "%%{" not in chart


def test_the_chart_draws_what_is_on_the_axis_and_no_bar_that_ends_before_it_begins() -> None:
    made = of(BACKWARDS, today=date(2050, 1, 1))
    chart = mermaid.render(made)
    assert dedent(chart[chart.index("    section") :]) == dedent(
        """\
            section Milestones
            v2.9 (2 findings) :crit, bar1, 2026-01-01, 2026-03-31
            v2.8 (completed) :done, bar2, 2026-07-01, 2026-09-30
            %% not on the axis: v2.10, Q3 2096
            section Support of Acme
            %% its end is before its start: Acme v2.8, 2026-09-20 to Q1 2026
            Acme v2.9 (until Q3 2096) :bar3, 2026-01-01, 2026-09-30
            %% not on the axis: Acme v2.10, from Q3 2096, end not known
            section Versions
            %% its end is before its start: 1.3, 2026-03-04 to 2025-03-04
            1.2 (1 finding) :crit, bar4, 2026-03-04, 2026-03-04
            %% not on the axis: 1.1, until 1999-03-04
            1.0 (from 1999-03-04) :bar5, 2025-01-01, 2026-02-04
        """
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_draws_the_corpus(corpus: Path, name: str) -> None:
    for path in sorted(corpus.rglob("*.md")):
        made = of(read(path), today=date(2026, 5, 5))
        rendered = format_named(name).render(made)
        assert rendered.endswith("\n")
        rendered.encode()
        if name == "svg":
            ElementTree.fromstring(rendered)
        elif name == "html":
            _Reader(rendered)


# ---------------------------------------------------------------------------------------------------------- the command


def test_the_command_prints_a_text(run: Run) -> None:
    assert run("timeline", write(GOOD), "--isolated", "--today", "2026-02-02") == 0
    assert "today, 2026-02-02" in run.out
    assert "▓" in run.out
    assert "\x1b" not in run.out


def test_findings_do_not_fail_the_command_and_may_be_selected(run: Run) -> None:
    name = write(GOOD.replace("In Progress", "In Progres"))
    assert run("timeline", name, "--isolated") == 0
    assert "RM106" in run.out
    assert run("timeline", name, "--isolated", "--ignore", "RM106") == 0
    assert "RM106" not in run.out


def test_the_config_tells_of_platforms(run: Run) -> None:
    write(PLATFORMS)
    table = GRID["grid"]
    lines = [f"{key} = {json.dumps(table[key])}" for key in ("name", "updated", "cadence")]
    for minor, row in dict(table["releases"]).items():  # type: ignore[call-overload]
        lines += [f'[platforms.grid.releases."{minor}"]', *(f"{key} = {day}" for key, day in row.items())]
    write("[platforms.grid]\n" + "\n".join(lines) + "\n", "roadmap-lint.toml")
    assert run("timeline", "ROADMAP.md") == 0, run.err
    assert "Acme Grid 1.1" in run.out


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_writes_a_file(run: Run, name: str) -> None:
    write(GOOD)
    assert run("timeline", "ROADMAP.md", "--isolated", "--format", name) == 0
    printed = run.out
    assert run("timeline", "ROADMAP.md", "--isolated", "--format", name, "--output", "drawn") == 0
    assert (run.out, Path("drawn").read_text(encoding="utf-8")) == ("", printed)
    assert sorted(path.name for path in Path().iterdir()) == [".git", "ROADMAP.md", "drawn"]


def test_the_document_is_never_written_over(run: Run) -> None:
    write(GOOD)
    assert run("timeline", "ROADMAP.md", "--isolated", "--output", "./ROADMAP.md") == 2
    assert "this is the document" in run.err
    assert Path("ROADMAP.md").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["missing.md"], "missing.md: there is no such file"),
        (["ROADMAP.md", "--output", "no/where"], "--output no/where: it cannot be written"),
        (["ROADMAP.md", "--today", "soon"], "--today soon: give a day"),
        (["ROADMAP.md", "--format", "png"], "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, arguments: list[str], error: str) -> None:
    write(GOOD)
    assert run("timeline", *arguments) == 2
    assert error in run.err


def test_standard_input_is_drawn(run: Run) -> None:
    assert run("timeline", "-", "--isolated", "--stdin-filename", "plan.md", stdin=GOOD.encode()) == 0
    assert "plan.md" in run.out


def test_the_command_knows_every_format() -> None:
    assert command._FORMATS == FORMATS


def test_the_product_may_be_told() -> None:
    source = "# Roadmap\n\n## v2.8 (Q1 2026)\n\n- End support for Acme v2.5.x\n"
    assert bars(source, "support") == {}
    assert [*bars(source, "support", Context(project=Project("acme")))] == ["Acme v2.5", "Acme v2.8"]
    assert Config.default().project == Project()


# ------------------------------------------------------------------------------------------------------------- the docs


def test_the_page_and_its_picture_are_fresh() -> None:
    build = module("build_timeline")
    run = "run: python docs/build_timeline.py"
    page = build.PAGE.read_text(encoding="utf-8")
    assert page == build.page(page), run
    assert build.PICTURE.read_text(encoding="utf-8") == build.picture(), run


def test_the_page_shows_what_the_command_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(DOCS.parent)
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["timeline", "examples/roadmap/ROADMAP.md", "--isolated", "--today", "2026-05-05"]) == 0
    assert f"```text\n{capsys.readouterr().out}```\n" in (DOCS / "timeline.md").read_text(encoding="utf-8")


# --------------------------------------------------------------------------------------------------------- in a browser


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return started(tmp_path)


_MEASURE = """
<script>
const wide = document.documentElement.clientWidth, told = {};
told.overflow = [...document.querySelectorAll('body *')].filter(e => !e.closest('[aria-hidden], .hidden, .skip, thead'))
  .filter(e => e.getBoundingClientRect().right > wide + 1).map(e => e.outerHTML.slice(0, 90));
told.cut = [...document.querySelectorAll('th, td, li, h1, h2, p')].filter(e => !e.closest('thead'))
  .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 90));
told.bars = [...document.querySelectorAll('.track .bar')].filter(e => e.getBoundingClientRect().width < 3).length;
told.dark = matchMedia('(prefers-color-scheme: dark)').matches;
told.paper = getComputedStyle(document.body).backgroundColor;
told.focusable = [...document.querySelectorAll('a')].every(e => { e.focus(); return document.activeElement === e; });
told.requests = performance.getEntriesByType('resource').length;
parent.postMessage(JSON.stringify(told), '*');
</script>
"""


def measured(browser: Browser, page: str, wide: int) -> dict[str, object]:
    """What a page measures in a frame of that width, without the policy that keeps scripts from running in it."""
    open_page = re.sub(r"<meta http-equiv=[^>]*>", "", page).replace("</body>", _MEASURE + "</body>")
    content = open_page.replace("&", "&amp;").replace('"', "&quot;")
    listening = "<script>onmessage = e => { document.querySelector('pre').textContent = e.data }</script>"
    frame = f'<iframe width="{wide}" height="900" srcdoc="{content}"></iframe>'
    shown = browser.after_scripts(f'<!DOCTYPE html><meta charset="utf-8"><pre></pre>{listening}{frame}')
    found = re.search(r"<pre>(.*?)</pre>", shown, re.DOTALL)
    assert found is not None
    told: dict[str, object] = json.loads(unescape(found[1]))
    return told


@pytest.mark.parametrize("wide", [320, 1280])
@pytest.mark.parametrize("source", ["hostile", "example"])
def test_a_browser_shows_the_page_whole(browser: Browser, source: str, wide: int) -> None:
    told = measured(browser, html.render(of(SOURCES[source], today=date(2026, 5, 5))), wide)
    assert told == {
        "overflow": [],
        "cut": [],
        "bars": 0,
        "dark": False,
        "paper": "rgb(255, 255, 255)",
        "focusable": True,
        "requests": 0,
    }


def test_a_browser_runs_nothing_of_a_document(browser: Browser) -> None:
    """A script is put into the page itself: the policy keeps even that from running."""
    page = html.render(of(HOSTILE)).replace("</body>", "<script>document.title = 'ran'</script></body>")
    assert "<title>ran</title>" not in browser.after_scripts(page)


def pixels(png: bytes) -> Iterator[tuple[int, int, int]]:
    """The colours of the first row of a screenshot: enough to see paper."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, _, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    size = {2: 3, 6: 4}[kind]
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    row = zlib.decompressobj().decompress(data, 1 + wide * size)
    previous = [0] * size
    for start in range(1, len(row), size):
        raw = row[start : start + size]
        # of the filters, those that look to the left: above the first row is nothing
        shares = [old if row[0] in (1, 4) else old // 2 if row[0] == 3 else 0 for old in previous]
        values = [(value + share) % 256 for value, share in zip(raw, shares, strict=True)]
        previous = values
        yield values[0], values[1], values[2]


@pytest.mark.parametrize(("flags", "paper"), [((), (255, 255, 255)), (DARK, (18, 21, 27))])
@pytest.mark.parametrize("name", ["html", "svg"])
def test_a_browser_paints_it_light_or_dark(
    browser: Browser, name: str, flags: tuple[str, ...], paper: tuple[int, int, int]
) -> None:
    rendered = format_named(name).render(of(SOURCES["example"], today=date(2026, 5, 5)))
    first_row = list(pixels(browser.screenshot(rendered, *flags, suffix=f".{name}")))
    assert first_row.count(paper) > 400
