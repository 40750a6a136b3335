"""Support tables: what columns mean, what rows say, and where every cell stands; tables of HTML as those of pipes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import parse_proven

from roadmap_lint import lint
from roadmap_lint.model import SupportTable
from roadmap_lint.parser.unread import not_understood
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
        # ends of life
        *(
            (heading, ["2026-01-01"], "end of life")
            for heading in (
                *("End of Life", "End-of-Life (EOL)", "EOL", "EoS", "EOSL", "Planned EOL", "Final EOL date"),
                *("End of Support", "End of OSS Support", "End of Commercial Support *", "End of extended support"),
                *("Security fixes", "Security Issues", "End of security fixes", "Security updates until"),
                *("Support through", "Support expires", "Maintained until", "Supported Until (including maintenance)"),
                *("LTS ends", "LTS until", "End of LTS", "EOL LTS", "Extended update support Term 2 ends"),
                *("Unsupported since", "Discontinued", "Critical fixes until", "Retirement date", "Sunset"),
                *("Expires", "Valid until", "Ends", "End date", "Last day of support", "Until", "LTSS ends"),
                *("Support ended", "Support ended on", "Security until", "Security ends", "Maintained until"),
            )
        ),
        ("Ext. Support Ends", ["Aug 17, 2026"], "end of life"),
        ("Security Support", ["No", "Ends Feb 01, 2026"], "end of life"),
        ("Supported until", ["Q1 2026"], "end of life"),
        # where active support ends and maintenance begins
        *(
            (heading, ["2026-01-01"], "maintenance")
            for heading in (
                *("End of active support", "Active ends", "Active until", "EOAS", "Full support ends"),
                *("End of Standard Support", "End of mainstream support", "General support", "Premier support until"),
                *("Bug Fixes", "Bug fix support ends", "End of bug fixes", "Maintenance Start", "Enters maintenance"),
                *("EOM", "End of Maintenance", "Normal maintenance until"),
            )
        ),
        ("Maintenance Ends", ["TBD", "2026-01-01"], "maintenance"),
        # releases, as they came and as they are planned
        *(
            (heading, ["2026-01-01"], "released")
            for heading in (
                *("Released", "Release date (UTC)", "First release", "GA", "General Availability (GA)", "Stable"),
                *("Launched", "Launch date", "Published", "Date", "Release month", "Time of first RC"),
                *("Expected", "Planned", "Planned for", "Target release date", "Tentative date", "ETA", "Actual"),
            )
        ),
        ("Release date", ["End of September, 2026"], "released"),
        # other days
        *(
            (heading, ["2026-01-01"], "other")
            for heading in (
                *("Latest release date", "Latest patch date", "Last release", "Patch date", "Last updated", "Updated"),
                *("Next release", "Deprecation date", "Deprecated", "Removed", "Due date", "Final release"),
                *("Code freeze", "Branch cut", "RC date", "Beta", "Beta release", "Release candidate"),
                *("Active LTS Start", "LTS since", "Difference"),
            )
        ),
        ("Support level", ["Active", "End of Cycle"], "status"),
        ("Security fixes", ["Yes", "No"], "other"),
        ("Tested with Kubernetes", ["1.31, 1.32"], "platform"),
        ("Supported OpenShift versions", ["4.9 → 4.14"], "platform"),
        ("Release notes", ["see below"], "other"),
        ("Released by", ["Ada"], "other"),
        ("Stars", ["1200 and more"], "other"),
        # words of the product's own releases name no platform
        *(
            (heading, ["1.9", "1.8"], "other")
            for heading in (
                *("Latest patch", "Current minor", "Latest", "Maintained until", "Docs", "Must upgrade through"),
                *("Target Runtime", "Upgrade from", "App version", "Chart", "Introduced in"),
            )
        ),
        ("Requires PHP", ["8.2+"], "platform"),
    ],
)
def test_a_heading_means_what_its_cells_agree_to(heading: str, cells: list[str], kind: str) -> None:
    rows = "".join(f"| 1.{index} | 2026-0{index + 1}-01 | {cell} |\n" for index, cell in enumerate(cells))
    table = only_table(f"| Version | Date | {heading} |\n|---|---|---|\n{rows}")
    assert table.columns[2].kind == kind


@pytest.mark.parametrize(
    ("headings", "kinds"),
    [
        ("Full support ends | Maintenance support ends", ["maintenance", "end of life"]),
        ("Active LTS Start | Maintenance Start | End-of-life", ["other", "maintenance", "end of life"]),
        ("GA | EOM | EOL", ["released", "maintenance", "end of life"]),
        ("First Release | Final Release", ["released", "end of life"]),
        ("Beta | Final release", ["other", "other"]),
        ("Start | End", ["released", "other"]),
        ("Release date | End", ["released", "end of life"]),
        ("Active support until | Security until", ["maintenance", "end of life"]),
        ("General support ends | LTSS ends", ["maintenance", "end of life"]),
        ("Released | Until", ["released", "end of life"]),
        ("From | Until", ["other", "end of life"]),
        ("Since | Until", ["other", "other"]),
        ("Until | End of life", ["other", "end of life"]),
        ("Start | Until", ["released", "other"]),
        ("Code freeze | Until", ["other", "other"]),
    ],
)
def test_some_headings_mean_what_those_beside_them_let_them(headings: str, kinds: list[str]) -> None:
    width = len(kinds)
    rows = "".join(f"| 1.{index} | Yes |{f' 202{index}-01-01 |' * width}\n" for index in range(3))
    table = only_table(f"| Version | Status | {headings} |\n|---|---|{'---|' * width}\n{rows}")
    assert [column.kind for column in table.columns[2:]] == kinds


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("Latest patch | Released", "other"),
        ("Latest version | Release date", "other"),
        ("Current minor | First release", "released"),
        ("Latest | GA", "released"),
        ("Tag | Released", "other"),
    ],
)
def test_a_day_behind_the_newest_patch_is_the_day_of_that(headings: str, kind: str) -> None:
    rows = "| 1.9 | 1.9.3 | 2026-01-01 | yes |\n| 1.8 | 1.8.12 | 2026-02-01 | no |\n"
    table = only_table(f"| Branch | {headings} | Status |\n|---|---|---|---|\n{rows}")
    assert [column.kind for column in table.columns] == ["version", "other", kind, "status"]


def test_the_day_on_which_a_release_came_wins_over_the_one_that_was_planned() -> None:
    for headings in ("Expected | Actual", "Actual | Planned", "Planned | Released"):
        planned_first = not headings.startswith("Actual")
        rows = (
            ("2026-01-15 | 2026-01-20", "2026-04-15 | ")
            if planned_first
            else ("2026-01-20 | 2026-01-15", " | 2026-04-15")
        )
        body = "".join(f"| 1.{index} | {row} |\n" for index, row in enumerate(rows))
        first, second = only_table(f"| Version | {headings} |\n|---|---|---|\n{body}").releases
        assert first.released is not None
        assert second.released is not None
        assert (first.released.raw, first.released.value.tentative) == ("2026-01-20", False)
        assert (second.released.raw, second.released.value.tentative) == ("2026-04-15", True)


def test_of_several_ends_the_last_that_a_row_tells_counts() -> None:
    table = only_table(
        "| Version | Bug Fixes | Security Issues | Unsupported since |\n|---|---|---|---|\n"
        "| 8.1 | 2026-10-10 | 2027-10-10 | |\n| 7.1 | 2024-10-01 | 2025-10-01 | Nov 2025 |\n| 7.0 | 2023 | N/A | |\n"
    )
    ends = [release.end_of_life and release.end_of_life.raw for release in table.releases]
    assert ends == ["2027-10-10", "Nov 2025", None]


def test_the_end_of_life_may_stand_behind_that_of_maintenance() -> None:
    cell = "in maintenance mode when v1.14.0 will be released, EOL when v1.15.0 will be released"
    (release,) = only_table(f"| Version | Supported until |\n|---|---|\n| 1.13 | {cell} |\n").releases
    assert release.ends_with is not None
    assert (str(release.ends_with.value), release.ends_with.raw) == ("v1.15.0", "EOL when v1.15.0 will be released")


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        ("| Acme | Kubernetes |", ["version", "platform"]),
        ("| Acme | Supported Kubernetes version |", ["version", "platform"]),
        ("| Acme | K8s |", ["version", "platform"]),
        ("| Acme | K8s (RKE2) |", ["version", "platform"]),
    ],
)
def test_a_matrix_with_a_known_platform_is_a_support_table(header: str, kinds: list[str]) -> None:
    table = only_table(f"{header}\n|---|---|\n| v2.18 | v1.31 - v1.33 |\n| v2.17 | v1.30 - v1.32 |\n")
    assert (table.product, [column.kind for column in table.columns]) == ("Acme", kinds)


@pytest.mark.parametrize("heading", ["App", "Component", "Product name", "Name", ""])
def test_a_column_of_products_says_what_the_releases_are_of(heading: str) -> None:
    table = only_table(
        f"| {heading} | App version | Release date |\n|---|---|---|\n| api | 1.4 | 2026-01-01 |\n"
        "| | 1.3 | 2025-06-01 |\n| web | 1.3 | 2026-02-01 |\n"
    )
    assert [column.kind for column in table.columns] == ["product", "version", "released"]
    assert [release.product and release.product.value for release in table.releases] == ["api", "api", "web"]


def test_a_whole_number_behind_a_known_name_is_a_version() -> None:
    table = only_table("| Release | GA |\n|---|---|\n| Next.js 16 | 2025-10-21 |\n| Phase 1 | 2024-10-21 |\n")
    assert [(release.product and release.product.value, str(release.version)) for release in table.releases] == [
        ("Next.js", "16")
    ]


@pytest.mark.parametrize(
    ("cell", "version", "date", "range"),
    [
        ("1.25<sup>1</sup> | 2026-01-01<sup>2</sup> | 1.30<sup>(3)</sup>", "1.25", "2026-01-01", "1.30"),
        ("1.25 | 20<sup>th</sup> Jan 2026 | 1.30<br>1.31<br/>1.32", "1.25", "2026-01-20", "1.30 to 1.32"),
        ("1.25</br> | ~~2026-01-01~~ 2026-01-08 | ~~1.29~~ 1.30", "1.25", "2026-01-08", "1.30"),
        ("1.25 | Jan\u00a08,\u00a02026 | 1.30", "1.25", "2026-01-08", "1.30"),
        ("release-1.25 | 2026\u201101\u201108 | 1.30", "1.25", "2026-01-08", "1.30"),
        ("1.25 | <del>2026-01-01</del> 2026-01-08 | 1.30[^1]", "1.25", "2026-01-08", "1.30"),
        ("~~1.25~~ | ~~2026-01-01~~ | <ul><li>1.30</li><li>1.31</li></ul>", "1.25", "2026-01-01", "1.30 to 1.31"),
    ],
)
def test_marks_in_cells_are_no_part_of_the_values(cell: str, version: str, date: str, range: str) -> None:
    pipes = f"| Version | Released | Kubernetes version |\n|---|---|---|\n| {cell} |\n"
    titles = "".join(f"<th>{title}</th>" for title in ("Version", "Released", "Kubernetes version"))
    cells = "".join(f"<td>{part}</td>" for part in cell.split(" | "))
    html = f"<table><tr>{titles}</tr><tr>{cells}</tr></table>\n"
    for text in (pipes, html) if "~~" not in cell and "[^" not in cell else (pipes,):
        (release,) = only_table(text).releases
        assert release.released is not None
        assert (release.product, str(release.version)) == (None, version)
        assert str(release.released.value.start) == date
        assert [str(supported.range) for supported in release.platforms] == [range]


@pytest.mark.parametrize(
    "text",
    [
        "| API Version | Maintenance Status |\n|---|---|\n| v1beta2 | Supported |\n| v1beta1 | Deprecated |\n",
        "| Rank | Supported Kubernetes version |\n|---|---|\n| Ada | 1.31 |\n| Bob | 1.32 |\n",
        "| Task | Status | Date |\n|---|---|---|\n| Faster builds | done | 2026-01-01 |\n",
        "| OS | Version | Notes |\n|---|---|---|\n| Debian | 12+ | fine |\n| Fedora | 40 | fine |\n",
        "| Version | Notes |\n|---|---|\n| 1.9 | fine |\n",
        "| Year | Released |\n|---|---|\n| 2026 | 2026-01-01 |\n",
        "| Release | Deadline |\n|---|---|\n| January | 2026-01-13 |\n",
        "| a | b |\n|---|---|\n",
    ],
    ids=[
        "API versions",
        "no version of its own",
        "tasks",
        "another product's versions",
        "nothing but versions",
        "years",
        "months",
        "no rows",
    ],
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
                "<p>",
                "<sup>",
                "</sup>",
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
        (">= 1.27, < 1.34", "1.27 to 1.33"),
        (">=1.27 <1.34.0", "1.27 to 1.33"),
        (">=5.8.0 <6.0.0", "5.8.0 to …"),
        (">=1.26 <=1.33", "1.26 to 1.33"),
        ("1.17–1.19, 1.21", "1.17 to 1.21"),
        ("1.16, 1.17 (beta: 1.18)", "1.16 to 1.17"),
        ("1.18-latest", "1.18 to …"),
        ("^20.19.0 || ^22.12.0", "20.19.0 to …"),
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


# Which of the first two numbers is the month is told by any cell in which one of them is none.
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("05/01/2027", "10/12/2026", "20/06/2026"), ("2027-01-05", "2026-12-10", "2026-06-20")),
        (("05/01/2027", "10/12/2026", "06/20/2026"), ("2027-05-01", "2026-10-12", "2026-06-20")),
        (("05-01-2027", "10-12-2026", "20-06-2026"), ("2027-01-05", "2026-12-10", "2026-06-20")),
        (("~ 05/01/2027", "**10/12/2026**", "20/06/2026 (planned)"), ("2027-01-05", "2026-12-10", "2026-06-20")),
        # of years nothing is in doubt
        (("05/01/2027", "10/12/2026", "04/06/2026"), ("2027-01-01", "2026-01-01", "2026-01-01")),
        (("05/01/2027", "06/20/2026", "20/06/2026"), ("2027-01-01", "2026-06-20", "2026-06-20")),
    ],
)
def test_one_cell_tells_the_order_of_days_and_months(cells: tuple[str, ...], expected: tuple[str, ...]) -> None:
    rows = "".join(f"| v1.{2 - index} | {cell} |\n" for index, cell in enumerate(cells))
    text = f"# Acme\n\n| Version | Released |\n|---|---|\n{rows}"
    table = only_table(text)
    assert [column.kind for column in table.columns] == ["version", "released"]
    starts = [release.released and str(release.released.value.start) for release in table.releases]
    assert starts == list(expected)
    assert [finding.message for finding in lint(text)] == []


@pytest.mark.parametrize("cell", ["05/01/2027", "5/1/2027", "13-04-2026"])
def test_a_date_is_no_range_of_a_platform(cell: str) -> None:
    assert read_range(cell) is None
    text = f"# Acme\n\n| Version | Kubernetes |\n|---|---|\n| v1.2 | {cell} |\n| v1.1 | 10/12/2026 |\n"
    assert parse_proven(text).support_tables == ()


@pytest.mark.parametrize("heading", ["Released", "Date", "ETA", "End of life"])
def test_no_finding_hangs_on_a_month_that_nobody_tells(heading: str) -> None:
    rows = "| v1.2 | 02/03/2026 |\n| v1.1 | 03/02/2026 |\n| v1.0 | 01/04/2026 |\n"
    assert [finding.message for finding in lint(f"# Acme\n\n| Version | {heading} |\n|---|---|\n{rows}")] == []


@pytest.mark.parametrize(
    ("headings", "kinds"),
    [
        ("Latest patch | Released", ["other", "other"]),
        ("Latest version | Release date", ["other", "other"]),
        ("Tag | Date", ["other", "other"]),
        ("Latest patch | Patch date", ["other", "other"]),
    ],
)
def test_releases_of_which_only_the_newest_patch_is_told_are_rows_without_a_date(
    headings: str, kinds: list[str]
) -> None:
    rows = "| v1.18 | v1.18.4 | 2026-01-12 |\n| v1.17 | v1.17.10 | 2026-02-12 |\n| v1.16 | v1.16.17 | 2026-01-25 |\n"
    text = f"# Acme\n\n| Branch | {headings} |\n|---|---|---|\n{rows}"
    table = only_table(text)
    assert [column.kind for column in table.columns] == ["version", *kinds]
    assert [(str(release.version), release.released) for release in table.releases] == [
        ("v1.18", None),
        ("v1.17", None),
        ("v1.16", None),
    ]
    assert [finding.message for finding in lint(text)] == []


def test_dates_whose_order_another_cell_tells_are_read_and_the_others_are_listed() -> None:
    head = "# Acme\n\n| Version | Released |\n|---|---|\n| v1.2 | 05/01/2027 |\n| v1.1 | 10/12/2026 |\n"
    assert [found.reason for found in not_understood(parse_proven(head + "| v1.0 | 20/06/2026 |\n"))] == []
    assert [(found.text.raw, found.reason) for found in not_understood(parse_proven(head))] == [
        ("05/01/2027", "only its year is read: nothing tells which number is the month"),
        ("10/12/2026", "only its year is read: nothing tells which number is the month"),
    ]


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        ("Version | Date", ("v1.1 | 06/2026", "v1.0 | 12/2025"), ("2026-06 month", "2025-12 month")),
        ("Release | Target", ("1.1 | 2027.01", "1.0 | 2026.10"), ("2027-01 month", "2026-10 month")),
        ("Acme | Released", ("1.1 | ~ 2027.01", "1.0 | 2026.10"), ("2027-01 month", "2026-10 month")),
    ],
)
def test_months_by_their_numbers_are_dates_of_versions(
    headings: str, cells: tuple[str, str], expected: tuple[str, str]
) -> None:
    text = f"# Acme\n\n| {headings} |\n|---|---|\n| {cells[0]} |\n| {cells[1]} |\n"
    table = only_table(text)
    assert [column.kind for column in table.columns] == ["version", "released"]
    dates = [release.released.value for release in table.releases if release.released]
    assert [f"{date.start:%Y-%m} {date.precision}" for date in dates] == list(expected)
    assert [found.reason for found in not_understood(parse_proven(text))] == []
    assert [finding.message for finding in lint(text)] == []


def test_versions_named_after_months_stay_versions() -> None:
    table = only_table(
        "| Release | EOL | Home Assistant |\n|---|---|---|\n| 2026.01 | 2027-01-31 | 2026.01 |\n"
        "| 2025.07 | 2026-07-31 | 2025.07 |\n"
    )
    assert [column.kind for column in table.columns] == ["version", "end of life", "platform"]
    assert [str(release.version) for release in table.releases] == ["2026.01", "2025.07"]


def test_a_footnote_of_a_heading_is_no_part_of_a_name() -> None:
    notes = "\n[^1]: Of the server.\n\n[^2]: Of the nodes.\n"
    rows = "|---|---|---|---|\n| 1.9 | 1.31 | 1.34 | 2027-01-01 |\n| 1.8 | 1.30 | 1.33 | 2026-01-01 |\n"
    for heading in (
        "| Acme version[^1] | Min. Kubernetes[^2] | Max. Kubernetes[^2] | EOL[^1] |\n",
        "| Acme version¹ | Min. Kubernetes² | Max. Kubernetes | Expires⁽¹⁾ |\n",
        "| Acme[^1] | Min. Kubernetes[^2] | Max. Kubernetes | Ends[^1] |\n",
    ):
        table = only_table(f"# Acme\n\n{heading}{rows}{notes}")
        assert table.product == "Acme"
        assert [(column.kind, column.platform, column.bound) for column in table.columns] == [
            ("version", None, None),
            ("platform", "Kubernetes", "oldest"),
            ("platform", "Kubernetes", "newest"),
            ("end of life", None, None),
        ]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Timeline | Milestone | Status", "Q1 2026 | v1.0 GA | ✅"),
        ("Milestone | Due | Status", "v1.0 | Q1 2026 | Done"),
        ("Milestone | Due date | Kubernetes", "v1.0 | Q1 2026 | 1.34"),
        ("Release | When | Status", "v1.0 | Q1 2026 | Done"),
        ("Version | Timeframe | Status", "1.0 | Q1 2026 | Done"),
        ("Release | When", "v1.0 | Q1 2026"),
    ],
)
def test_what_is_due_are_planned_releases(headings: str, row: str) -> None:
    width = headings.count("|") + 1
    later = row.replace("1.0", "1.1").replace("2026", "2027")
    text = f"# Acme\n\n| {headings} |\n|{'---|' * width}\n| {row} |\n| {later} |\n"
    table = only_table(text)
    assert "released" in [column.kind for column in table.columns]
    dates = [
        release.released and (release.released.raw, release.released.value.tentative) for release in table.releases
    ]
    assert dates == [("Q1 2026", True), ("Q1 2027", True)]
    assert [finding.message for finding in lint(text)] == []


def test_what_is_due_beside_the_date_of_a_release_or_work_is_none() -> None:
    text = "| Version | Released | Due |\n|---|---|---|\n| 1.9 | 2026-02-01 | 2026-01-01 |\n| 1.8 | | 2025-01-01 |\n"
    assert [column.kind for column in only_table(text).columns] == ["version", "released", "other"]
    text = "| Version | Task | Due | Status |\n|---|---|---|---|\n| 1.9 | Probes | 2026-02-01 | Done |\n"
    assert [column.kind for column in only_table(text).columns] == ["version", "other", "other", "status"]


@pytest.mark.parametrize("cell", ["v1", "v1.2", "1.2"])
def test_what_a_release_deprecates_makes_it_no_row(cell: str) -> None:
    for headings in (
        "Component | Deprecation release | Target release for removal | Recommendation",
        "Feature | Deprecated in release | Removed in version | Recommendation",
    ):
        text = (
            f"# Acme\n\n| {headings} |\n|---|---|---|---|\n| Old plugin | acme v2.0 | acme v3.0 | Use the new one |\n"
        )
        document = parse_proven(f"{text}| Old field | acme v2.1 | acme v3.0 | {cell} |\n")
        assert document.support_tables == ()


@pytest.mark.parametrize(
    ("first", "is_table"),
    [
        ("<td><b>Version</b></td><td> <strong>Released</strong> </td>", True),
        ("<td><B>Version</B></td><td>\n<strong class='x'><em>Released</em></strong>\n</td>", True),
        ("<td><b>Version</b></td><td>Released</td>", False),
        ("<td><b>Version</b></td><td><b>Released</b> on</td>", False),
        ("<td><b>Version</b></td><td><br></td>", False),
    ],
)
def test_the_first_row_of_a_table_of_html_is_of_headings_where_all_of_it_is_bold(first: str, is_table: bool) -> None:
    rows = "<tr><td>1.9</td><td>2026-07-22</td></tr>\n<tr><td>1.8</td><td>2026-01-22</td></tr>"
    document = parse_proven(f"# Acme\n\n<table>\n<tr>{first}</tr>\n{rows}\n</table>\n")
    releases = [str(release.version) for table in document.support_tables for release in table.releases]
    assert releases == (["1.9", "1.8"] if is_table else [])


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Feature freeze", ("14.09.", "02.11.", "11.01.")),
        ("Code freeze", ("28.09", "16.11", "25.01")),
        ("Branch cut", ("10.27", "11.24", "12.29")),
        ("Cut-off", ("9/28", "10/26", "1/14")),
        ("Deadline", ("10/12", "11/9", "2/11")),
        ("Soft launch", ("11.03", "12.01", "1.05")),
        ("Rollout", ("27.11", "11.12", "08.01")),
        ("Roll-out week", ("27.11", "11.12", "08.01")),
        ("QA", ("27.11", "11.12", "08.01")),
        ("QA sign-off", ("27.11", "11.12", "08.01")),
        ("Tagging", ("27.11", "11.12", "08.01")),
        ("Go-live", ("27.11", "11.12", "08.01")),
        ("Voting", ("27.11.", "11.12.", "08.01.")),
    ],
)
def test_days_without_a_year_are_no_versions_of_a_platform(heading: str, cells: tuple[str, str, str]) -> None:
    rows = "".join(f"| 2.1{index} | {cell} | yes |\n" for index, cell in enumerate(cells))
    text = f"# Acme\n\n| Version | {heading} | Status |\n|---|---|---|\n{rows}"
    assert [column.kind for column in only_table(text).columns] == ["version", "other", "status"]
    assert [finding.code for finding in lint(text)] == []


@pytest.mark.parametrize("heading", ["External", "Public beta", "Dogfood", "Docs due"])
def test_days_beside_those_of_events_are_no_versions_of_a_platform(heading: str) -> None:
    for event in ("Branch cut", "Public beta"):
        rows = "| 146 | 10.27 | 11.03 | 1.35 |\n| 147 | 11.24 | 12.01 | 1.31 |\n| 148 | 12/29 | 1.05 | 1.30 |\n"
        text = f"| Version | {event} | {heading} | Kubernetes |\n|---|---|---|---|\n{rows}"
        assert [column.kind for column in only_table(text).columns] == ["version", "other", "other", "platform"]
    rows = "| 1.9 | 10.27 | 11.03 |\n| 1.8 | 10.24 | 11.01 |\n"
    table = only_table(f"| Version | Acme engine | {heading.replace('beta', 'API')} |\n|---|---|---|\n{rows}")
    assert table.columns[1].kind == "platform"


def test_the_day_of_an_event_is_no_version_of_the_product() -> None:
    text = "| Branch cut | Release | Kubernetes |\n|---|---|---|\n| 20.11. | 9.31 | 1.35 |\n| 04.12. | 9.32 | 1.36 |\n"
    assert [str(release.version) for release in only_table(text).releases] == ["9.31", "9.32"]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("K8s", "K8s"),
        ("k8s release it follows", "k8s"),
        ("Follows Kubernetes", "Kubernetes"),
        ("Based on Kubernetes", "Kubernetes"),
    ],
)
def test_a_platform_goes_by_the_name_that_is_known_of_it(heading: str, name: str) -> None:
    table = only_table(f"| Version | {heading} |\n|---|---|\n| 1.9 | v1.36 |\n| 1.8 | v1.35 |\n")
    assert [column.platform for column in table.columns if column.platform] == [name]


@pytest.mark.parametrize(
    "heading", ["Successor", "Replaced by", "Replaces", "Superseded by", "Predecessor", "Upgrade to", "Previous"]
)
def test_another_release_is_no_platform(heading: str) -> None:
    table = only_table(
        f"| Version | Released | {heading} |\n|---|---|---|\n| 12 | 2025-08-09 | 13 |\n| 11 | 2023-06-10 | 12 |\n"
    )
    assert [column.kind for column in table.columns] == ["version", "released", "other"]
