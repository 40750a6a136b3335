"""Support tables: what columns mean, what rows say, and where every cell stands; tables of HTML as those of pipes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import parse_proven

from roadmap_lint import lint
from roadmap_lint.model import SupportTable
from roadmap_lint.values import RANGE_EXAMPLES, read_range

TABLE = """\
# Acme Releases

| Acme Version | Released | Active support | EOL | Status | Supported Kubernetes versions | Min. Node version |
|---|:-:|--:|---|---|---|---|
| [v1.9][] | ~ Aug 2026 | Yes | TBD | ✅ Current | 1.33 → 1.36 | 20 |
| *1.8.x* | May 22, 2026 | Ended 2026-08-01 | Release of 1.10 | Supported | 1.32, 1.33, 1.34[^1] | v18+ |
| next | TBD |

[v1.9]: https://acme.example/v1.9
"""


def only_table(text: str) -> SupportTable:
    (table,) = parse_proven(text).support_tables
    return table


def test_columns_are_recognised_by_their_headings_and_cells() -> None:
    table = only_table(TABLE)
    assert table.product == "Acme"
    assert [(column.kind, column.platform, column.bound) for column in table.columns] == [
        ("version", None, None),
        ("released", None, None),
        ("maintenance", None, None),
        ("end of life", None, None),
        ("status", None, None),
        ("platform", "Kubernetes", None),
        ("platform", "Node", "oldest"),
    ]


def test_rows_are_releases_and_what_they_do_not_say_is_none() -> None:
    first, second = only_table(TABLE).releases
    assert (str(first.version), first.version.value.series) == ("v1.9", (1, 9))
    assert first.released is not None
    assert (first.released.value.precision, first.released.value.tentative) == ("month", True)
    assert first.maintenance is None
    assert first.end_of_life is not None
    assert first.end_of_life.value.precision == "none"
    assert first.status is not None
    assert first.status.value == "✅ Current"
    assert [str(supported.range) for supported in first.platforms] == ["1.33 to 1.36", "20 to …"]
    assert second.maintenance is not None
    assert second.maintenance.raw == "2026-08-01"
    assert second.end_of_life is None
    assert [str(supported.range) for supported in second.platforms] == ["1.32 to 1.34", "v18 to …"]


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("End of Life", ["2026-01-01"], "end of life"),
        ("Ext. Support Ends", ["Aug 17, 2026"], "end of life"),
        ("Security Support", ["No", "Ends Feb 01, 2026"], "end of life"),
        ("Supported until", ["Q1 2026"], "end of life"),
        ("End of active support", ["2026"], "maintenance"),
        ("Maintenance Ends", ["TBD", "2026-01-01"], "maintenance"),
        ("GA", ["Aug 2026"], "released"),
        ("Release date", ["End of September, 2026"], "released"),
        ("Support level", ["Active", "End of Cycle"], "status"),
        ("Tested with Kubernetes", ["1.31, 1.32"], "platform"),
        ("Supported OpenShift versions", ["4.9 → 4.14"], "platform"),
        ("Release notes", ["see below"], "other"),
        ("Released by", ["Ada"], "other"),
        ("Stars", ["1200 and more"], "other"),
    ],
)
def test_a_heading_means_what_its_cells_agree_to(heading: str, cells: list[str], kind: str) -> None:
    rows = "".join(f"| 1.{index} | 2026-0{index + 1}-01 | {cell} |\n" for index, cell in enumerate(cells))
    table = only_table(f"| Version | Date | {heading} |\n|---|---|---|\n{rows}")
    assert table.columns[2].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "| Task | Status | Date |\n|---|---|---|\n| Faster builds | done | 2026-01-01 |\n",
        "| OS | Version | Notes |\n|---|---|---|\n| Debian | 12+ | fine |\n| Fedora | 40 | fine |\n",
        "| Version | Notes |\n|---|---|\n| 1.9 | fine |\n",
        "| Year | Released |\n|---|---|\n| 2026 | 2026-01-01 |\n",
        "| Release | Deadline |\n|---|---|\n| January | 2026-01-13 |\n",
        "| a | b |\n|---|---|\n",
    ],
    ids=["tasks", "another product's versions", "nothing but versions", "years", "months", "no rows"],
)
def test_other_tables_are_no_support_tables(text: str) -> None:
    document = parse_proven(text)
    assert (len(document.tables), document.support_tables) == (1, ())


HTML = """\
<div>
<table>
  <thead><tr><th>Version</th><th>Released &amp; tagged</th><th>End of life</th></tr></thead>
  <tr>
    <td><a href="https://acme.example">v1.9</a></td>
    <td>2026-07-22</td>
    <td>Aug<br/>2027</td>
  </tr>

  <tr><td><code>v1.8</code> &#9989;</td><td> 2026-05-
  22</td></tr>
</table>
</div>
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_of_html_is_read_with_the_place_of_every_cell(ending: str) -> None:
    document = parse_proven(HTML.replace("\n", ending))
    (table,) = document.tables
    assert [cell.text for cell in table.header] == ["Version", "Released & tagged", "End of life"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["v1.9", "2026-07-22", "Aug 2027"],
        ["v1.8 ✅", "2026-05- 22"],
    ]
    (support,) = document.support_tables
    assert [str(release.version) for release in support.releases] == ["v1.9", "v1.8"]
    assert support.releases[0].version.raw == "v1.9"


def rows_of_html(*rows: str) -> str:
    """A table of HTML: `v` begins a cell, `!` a heading, and `2v`, `v2` are cells over two columns, or two rows."""
    begins = {"v": "<td>", "!": "<th>", "2v": '<td colspan="2">', "v2": '<td rowspan="2">', "2!": '<th colspan="2">'}
    begins |= {"!2": '<th rowspan="2">'}
    lines = [re.sub(r"(\S+)=", lambda match: begins[match[1]], row) for row in rows]
    return "# Acme\n\n<table>\n" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["!=Version !=Status !=Released", "v=1.9 v2=Active v=2026-07-22", "v=1.8 v=2026-05-22", "v=1.7 v=Old v="],
            ["1.9 Active 2026-07-22", "1.8 Active 2026-05-22", "1.7 Old -"],
        ),
        (
            ["!=Version !=Notes !=Status !=Released", "v=1.9 2v=Active v=2026-07-22", "v=1.8 v= v=Active v=2026-05-22"],
            ["1.9 - 2026-07-22", "1.8 Active 2026-05-22"],
        ),
        (
            ["!2=Version 2!=Support", "!=Status !=Released", "v=1.9 v=Active v=2026-07-22"],
            ["1.9 Active 2026-07-22"],
        ),
        (
            ["!=Version !=Status !=Released", "v2=1.9 v=Active v=2026-07-22", "v=Old v=2026-05-22"],
            ["1.9 Active 2026-07-22", "1.9 Old 2026-05-22"],
        ),
    ],
    ids=["a cell over two rows", "a cell over two columns", "headings over headings", "a version over two rows"],
)
def test_cells_of_html_stand_where_they_are_shown(rows: list[str], expected: list[str]) -> None:
    text = rows_of_html(*rows)
    (table,) = parse_proven(text).support_tables
    assert [
        " ".join(value.raw if value else "-" for value in (release.version, release.status, release.released))
        for release in table.releases
    ] == expected
    assert lint(text) == ()


def test_a_status_that_covers_two_rows_is_said_once() -> None:
    rows = ["!=Version !=Status !=Released", "v=1.9 v2=Current v=2026-07-22", "v=1.8 v=2026-05-22"]
    assert lint(rows_of_html(*rows)) == ()


def test_cells_of_html_that_cover_more_than_a_page_are_left_alone() -> None:
    text = "# Acme\n\n<table><tr><th>Version</th></tr>" + '<tr><td colspan="1000">1.9</td></tr>' * 3 + "</table>\n"
    assert parse_proven(text).tables == ()


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>1.9</td></tr></table>",
        "<table><tr><th>Version</th></tr>",
        "<table>",
        "<td>1.9</td></table>",
        "<table><tr><th>Version</th></tr><tr><td>1.9<table><tr><th>x</th></tr></table></td></tr>",
        "<table>\n\n<table>\n\n<tr><th>Version</th></tr>\n\n<tr><td>1.9</td></tr>\n",
        "<table><tr><th>Version</th></tr><tr><td>1.9 <!-- </td></tr></table>",
        '<table><tr><th>Version</th></tr><tr><td>1.9 <a href="x</td></tr></table>',
        "<table><tr><th>Version</th></tr><tr><td>1.9 <style></td></tr></table>",
    ],
    ids=[
        "no headings",
        "not closed",
        "no row",
        "not opened",
        "not closed, with another inside",
        "not closed, over blank lines",
        "with an open comment",
        "with an open tag",
        "with an open style",
    ],
)
def test_html_that_is_no_readable_table_is_passed_over(html: str) -> None:
    assert parse_proven(f"# Acme\n\n{html}\n").tables == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<tr>",
                "</tr>",
                "<td>",
                '<td rowspan="2">',
                '<td colspan="3">',
                "</td>",
                "<th>",
                "<br>",
                "&amp;",
                "&",
                "<",
                "<![",
                "<!--",
                "-->",
                '<a b="',
                "<script>",
                "</",
                "<?",
                "<h2 id=x>",
                "</h2>",
                "&#0;",
                "<code>",
                "1.9",
                " ",
                "\n",
            ]
        ),
        max_size=30,
    )
)
def test_every_span_of_html_lies_where_it_says(parts: list[str]) -> None:
    parse_proven("<table>" + "".join(parts))


def test_html_in_cells_is_read_as_browsers_do() -> None:
    shown = {
        "a < b": "a < b",
        "a<!-- > -->b": "ab",
        "a<!-->b": "ab",
        "a<![CDATA[x]]>b": "ab",
        "a<?php x ?>b": "ab",
        "a</ x>b": "ab",
        "a<b title='x > y'>b</b>": "ab",
        "a<B\nc = d/e>b</B>": "ab",
        "AT&T &amp; b &copy": "AT&T & b ©",
        "a<script>x </td> y</script>b": "ab",
        "a <3 b": "a <3 b",
    }
    for html, text in shown.items():
        (table,) = parse_proven(f"<table><tr><th>{html}</th></tr><tr><td>1</td></tr></table>\n").tables
        assert [cell.text for cell in table.header] == [text]


def test_a_heading_of_html_has_its_own_identifier() -> None:
    for written in ('<h2 id="x">', "<h2 title='id=y' ID = x>", "<h2 class id='x'>"):
        (heading,) = parse_proven(f"{written}Next</h2>\n").headings
        assert heading.identifier is not None
        assert (heading.identifier.value, heading.identifier.raw) == ("x", "x")
    for written in ("<h2>", "<h2 id>", "<h2 id='a&amp;b'>", "<h2 title='id=y'>"):
        assert parse_proven(f"{written}Next</h2>\n").headings[0].identifier is None


def test_cells_that_no_heading_has_are_noted() -> None:
    (table,) = parse_proven("> | a | b |\n> |---|---|\n> | 1 | 2 | 3 \\| 4 | 5 |\n> | 1 |\n").tables
    source = parse_proven("> | a | b |\n> |---|---|\n> | 1 | 2 | 3 \\| 4 | 5 |\n> | 1 |\n").source
    assert [row.excess and source[row.excess] for row in table.rows] == ["3 \\| 4 | 5", None]
    assert [len(row.cells) for row in table.rows] == [2, 1]


def test_an_empty_cell_that_no_heading_has_is_no_loss() -> None:
    (table,) = parse_proven("| a | b |\n|---|---|\n[ | c ||\n").tables
    assert [row.excess for row in table.rows] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.22 → 1.27", "1.22 to 1.27"),
        ("1.18.x - 1.15.x", "1.15.x to 1.18.x"),
        ("1.22-1.27", "1.22 to 1.27"),
        ("v1.31, v1.32 and v1.33", "v1.31 to v1.33"),
        ("1.13.x/1.14.x/1.15.2", "1.13.x to 1.15.2"),
        ("Kubernetes 1.29", "1.29"),
        ("≥ 1.10", "1.10 to …"),
        ("1.10 (min.)", "1.10 to …"),
        ("<=0.79.x", "… to 0.79.x"),
        ("v20.x[^3]", "v20.x"),
        ("2.1.0+, 2.0.0+", None),
        ("Android 7.0", None),
        ("7 SP1+", None),
        ("1.17.a", None),
        ("", None),
        ("1" * 300, None),
    ],
)
def test_ranges_of_versions(text: str, expected: str | None) -> None:
    found = read_range(text, "Kubernetes")
    assert (str(found) if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Android 7.0", "7.0"), ("Android SDK 34+", "34 to …"), ("SDK 34", None), ("iOS 15", None)],
)
def test_the_first_word_of_a_platform_may_stand_for_it(text: str, expected: str | None) -> None:
    found = read_range(text, "Android SDK")
    assert (str(found) if found else None) == expected


def test_every_notation_of_a_range_reads_its_example() -> None:
    assert all(read_range(example) is not None for example in RANGE_EXAMPLES)
