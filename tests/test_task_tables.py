"""Task tables: which tables are read as such, what their rows say, and what emoji mean by the document's legend."""

from __future__ import annotations

import pytest
from spans import parse_proven

from roadmap_lint import lint
from roadmap_lint.model import TaskRow, TaskTable


def only_table(text: str) -> TaskTable:
    (table,) = parse_proven(text).task_tables
    return table


def told(row: TaskRow) -> tuple[str, ...]:
    status = f"{row.status.value.text}={row.status.value.state}" if row.status else ""
    values = (row.period, row.priority, row.owner)
    category = row.category.value if row.category else ""
    return (category, row.title.value, status, *(value.raw if value else "" for value in values))


def test_columns_are_told_by_their_headings() -> None:
    table = only_table("""\
| Title | Priority | Status | Target Release | Lead | Issue/PR | Note |
|---|---|---|---|---|---|---|
| [Fast *builds*](https://acme.example) | P0 | In progress | Q3 / 2026 | @ada | [#1](https://acme.example/i/1) | soon |
| Slow builds | priority/backlog | ✅ | v1.9 | | |
| | | | | | | |
""")
    assert [column.kind for column in table.columns] == [
        "title",
        "priority",
        "status",
        "period",
        "owner",
        "tracking",
        "other",
    ]
    assert [told(row) for row in table.rows] == [
        ("", "Fast builds", "In progress=in progress", "Q3 / 2026", "P0", "@ada"),
        ("", "Slow builds", "✅=completed", "", "priority/backlog", ""),
    ]
    assert [[link.text.value for link in row.links] for row in table.rows] == [["Fast builds", "#1"], []]


def test_an_empty_theme_is_that_of_the_row_above() -> None:
    table = only_table("""\
> |Theme|Description|Timeline|
> |--|--|--|
> |Storage|Faster writes|2026 H2|
> ||Snapshots|Future|
> |Networks|Dual stack|?? / 2027|
""")
    assert [told(row)[:4] for row in table.rows] == [
        ("Storage", "Faster writes", "", "2026 H2"),
        ("Storage", "Snapshots", "Future=planned", ""),
        ("Networks", "Dual stack", "", "?? / 2027"),
    ]


def test_the_only_row_of_a_table_without_titles_is_about_its_heading() -> None:
    table = only_table("""\
## Offline builds

| Category | Status | Target Completion | Tracking |
|----------|--------|-------------------|----------|
| Builds   | todo   | Q4/2026           | https://acme.example/issues/4 |
""")
    (row,) = table.rows
    assert told(row) == ("Builds", "Offline builds", "todo=planned", "Q4/2026", "", "")
    assert [link.destination.value for link in row.links] == ["https://acme.example/issues/4"]


@pytest.mark.parametrize(
    ("legend", "state"),
    [
        ("- ⏳ Planning to build\n- 🧪 Close to becoming stable\n", "planned"),
        ("Legend: ✅ = done, ⏳ = in progress, ❌ = dropped\n", "in progress"),
        ("✅ Done · ⏳ On hold\n", "postponed"),
        ("", None),
        ("⏳ It takes time.\n", None),
        ("- ⏳ Planned: one thing\n- ⏳ Done: another\n", None),
    ],
)
def test_a_legend_tells_what_emoji_mean(legend: str, state: str | None) -> None:
    table = only_table(
        f"{legend}\n| Name | Product | Status |\n|---|---|---|\n| Charts | Acme | ⏳ |\n| Trees | Acme | ✅ |\n"
    )
    assert [row.status and row.status.value.state for row in table.rows] == [state, "completed"]


def test_a_table_of_html_is_read_as_one_of_pipes() -> None:
    table = only_table(
        "<table><tr><th>Feature</th><th>Status</th></tr><tr><td>Fast builds</td><td>🚧 In work</td></tr></table>\n"
    )
    assert [told(row)[1:3] for row in table.rows] == [("Fast builds", "🚧=in progress")]


@pytest.mark.parametrize(
    "header",
    [
        "| Name | Company | Contact |",
        "| OS | Version | Notes |",
        "| Name | Type | Default |",
        "| Vendor | Oldest release | Others |",
        "| Parameter | Description | Required |",
        "| Day | Topic of the meeting | Notes |",
    ],
)
def test_other_tables_are_no_task_tables(header: str) -> None:
    document = parse_proven(f"{header}\n|---|---|---|\n| a | b | c |\n")
    assert (len(document.tables), document.task_tables) == (1, ())


@pytest.mark.parametrize("heading", ["Version", "Versions"])
def test_what_has_versions_is_no_work(heading: str) -> None:
    text = f"| Component | {heading} | Default |\n|---|---|---|\n| PostgreSQL | 18, 17 | 18 |\n| Pooler | 1.2 | 1.2 |\n"
    document = parse_proven(text)
    assert (document.support_tables, document.task_tables) == ((), ())


@pytest.mark.parametrize("heading", ["Target version", "Planned version", "Release"])
def test_the_version_that_work_will_be_part_of_is_its_time(heading: str) -> None:
    (table,) = parse_proven(f"| Feature | {heading} |\n|---|---|\n| Pools | 1.2 |\n").task_tables
    assert [column.kind for column in table.columns] == ["title", "period"]


def test_a_table_of_releases_is_none_of_tasks() -> None:
    document = parse_proven("| Milestone | Release Date |\n|---|---|\n| 2.0 | Q2 2026 |\n| 2.1 | Q3 2026 |\n")
    assert (len(document.support_tables), document.task_tables) == (1, ())


@pytest.mark.parametrize(
    ("header", "row", "kinds"),
    [
        ("KEP | Stage | Status", "#12 | alpha | at risk", ["title", "other", "status"]),
        ("Feature | Stage | Owner", "a | alpha | ada", ["title", "status", "owner"]),
        ("Milestone | ETA | Progress", "v1.0 | 2026-12 | 80%", ["title", "period", "status"]),
        ("Milestone | Due | Progress", "v1.0 | 2026-12 | 80%", ["title", "period", "status"]),
        ("Feature | Milestone | Owner", "a | v1.0 | ada", ["title", "period", "owner"]),
    ],
)
def test_a_column_that_is_called_so_wins_over_one_that_may_mean_it(header: str, row: str, kinds: list[str]) -> None:
    table = only_table(f"| {header} |\n|---|---|---|\n| {row} |\n")
    assert [column.kind for column in table.columns] == kinds


def test_struck_words_beside_others_are_void_and_a_picture_is_called_by_its_words() -> None:
    picture = "https://acme.example/a.png"
    table = only_table(
        "| Feature | Owner | Status | ETA |\n|---|---|---|---|\n"
        f"| a | ![ada]({picture}) | ~~In progress~~ Done | ~~2026-04-01~~ 2026-04-08 |\n"
        f"| b | ![]({picture}) | ~~Done~~ | 2026-05-01 |\n"
    )
    first, second = table.rows
    assert first.status is not None
    assert (first.owner and first.owner.value, first.status.value.text, first.period and first.period.raw) == (
        "ada",
        "Done",
        "2026-04-08",
    )
    assert (second.owner, second.status and second.status.raw) == (None, "Done")


def test_what_cannot_be_a_period_is_kept_as_such() -> None:
    rows = only_table("| Task | When |\n|---|---|\n| a | Q5 / 2026 |\n| b | *Q4 2026* |\n| c | after Q0 |\n").rows
    assert [row.malformed_period and row.malformed_period.raw for row in rows] == ["Q5 / 2026", None, None]
    assert [row.period and row.period.raw for row in rows] == [None, "Q4 2026", None]


def test_an_emoji_may_be_written_by_its_name() -> None:
    rows = "| a | :white_check_mark: |\n| b | :construction: Building |\n| c | :x: |\n"
    (table,) = parse_proven(f"# Acme\n\n| Task | Status |\n|---|---|\n{rows}").task_tables
    states = [(row.status.raw, row.status.value.state) for row in table.rows if row.status]
    assert states == [(":white_check_mark:", "completed"), (":construction:", "in progress"), (":x:", None)]


def test_a_table_of_a_column_for_each_period_has_the_work_in_its_cells() -> None:
    rows = "| Builds | Faster builds | ✅ Smaller builds |\n| Tests | | [Fewer tests](a.md) |\n"
    (table,) = parse_proven(f"# Acme\n\n| Area | Q1 2026 | **H2 2026** |\n|---|---|---|\n{rows}").task_tables
    told = [(row.title.value, row.category and row.category.raw, row.period and row.period.raw) for row in table.rows]
    assert told == [
        ("Faster builds", "Builds", "Q1 2026"),
        ("✅ Smaller builds", "Builds", "H2 2026"),
        ("Fewer tests", "Tests", "H2 2026"),
    ]
    assert [row.status.value.state if row.status else None for row in table.rows] == [None, "completed", None]
    assert [len(row.links) for row in table.rows] == [0, 0, 1]


def test_a_column_whose_period_cannot_be_is_told_once() -> None:
    text = "# Acme\n\n| Q3 2026 | Q4 2026 | Q5 2026 |\n|---|---|---|\n| Builds | Tests | Docs |\n| Speed | | Size |\n"
    assert [(finding.code, text[slice(*finding.span)]) for finding in lint(text)] == [("RM111", "Q5 2026")]


@pytest.mark.parametrize(
    "table",
    [
        "| Users | Q1 2026 | Q2 2026 |\n|---|---|---|\n| new | 12 | 15 |\n",
        "| Feature | Q1 2026 | Q2 2026 |\n|---|---|---|\n| Builds | ✅ | x |\n",
        "| Q1 2026 | Notes |\n|---|---|\n| Builds | fine |\n",
        "| Area | Q1 2026 | Notes | Q2 2026 |\n|---|---|---|---|\n| Builds | a | b | c |\n",
        "| Q1 2026 | Q2 2026 |\n|---|---|\n| | |\n",
    ],
    ids=["numbers", "marks", "one period", "another column", "empty"],
)
def test_periods_above_something_else_make_no_table_of_tasks(table: str) -> None:
    assert parse_proven(f"# Acme\n\n{table}").task_tables == ()


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("# | Goal | DRI | ETA", ("1 | Faster builds | @ada | Oct 2026", "2 | Dual stack | @bob | Q4 2026")),
        ("# | Task | Owner | ETA", ("1.1 | Faster builds | @ada | 2026-10-01", "1.2 | Dual stack | @bob | Q4 2026")),
        ("Step | Task | Lead | Date", ("1 | Faster builds | @ada | 2026-10-01", "2 | Dual stack | @bob | Q4 2026")),
        (
            "Section | Task | Who | Date",
            ("1.1 | Faster builds | @ada | 2026-10-01", "1.2 | Dual stack | @bob | Q4 2026"),
        ),
        ("Phase | Item | DRI | Date", ("1 | Faster builds | @ada | Oct 2026", "2 | Dual stack | @bob | Q4 2026")),
        ("No. | Item | DRI | Target", ("1 | Faster builds | @ada | Oct 2026", "2 | Dual stack | @bob | Q4 2026")),
        ("ID | Title | Assignee | Target", ("1 | Faster builds | @ada | Oct 2026", "2 | Dual stack | @bob | Q4 2026")),
        ("Version | Goal | DRI | ETA", ("1.8 | Faster builds | @ada | Oct 2026", "1.9 | Dual stack | @bob | Q4 2026")),
    ],
)
def test_a_running_number_is_no_version(header: str, rows: tuple[str, str]) -> None:
    table = only_table("\n".join((f"| {header} |", "|---|---|---|---|", *(f"| {row} |" for row in rows))) + "\n")
    expected = [tuple(row.split(" | ")[1:]) for row in rows]
    assert [
        (row.title.value, row.owner and row.owner.raw, row.period and row.period.raw) for row in table.rows
    ] == expected


def test_tasks_that_go_back_in_time_are_no_releases() -> None:
    for text in (
        "| # | Task | ETA |\n|---|---|---|\n| 1.1 | Design | 2026-06-01 |\n| 1.2 | Beta | 2026-05-01 |\n",
        "| # | Feature | Kubernetes |\n|---|---|---|\n| 1.1 | Pools | 1.33 |\n| 1.2 | Probes | 1.32 |\n",
        "| # | Title | Status |\n|---|---|---|\n| 1 | Pools | Current |\n| 2 | Probes | Current |\n",
        "| Step | Task | Date | End |\n|---|---|---|---|\n| 1 | Design | 2026-06-01 | 2026-06-01 |\n",
        "| Priority | Item | Release date |\n|---|---|---|\n| 1 | Pools | 2026-06-01 |\n| 2 | Ports | 2026-05-01 |\n",
        "| Sprint | Start | End |\n|---|---|---|\n| 1 | 2026-06-01 | 2026-06-15 |\n| 2 | 2026-05-01 | 2026-05-15 |\n",
    ):
        assert parse_proven(text).support_tables == ()
        assert [finding.message for finding in lint("# Acme\n\n" + text)] == []


def test_milestones_with_names_are_work_with_periods() -> None:
    for header, row in (
        ("Timeline | Milestone | Status", "Q1 2026 | Public beta | ✅"),
        ("Milestone | Due | Status", "Public beta | Q1 2026 | Done"),
        ("Milestone | Due[^1] | Status[^1]", "Public beta | Q1 2026 | Done"),
    ):
        text = f"# Acme\n\n| {header} |\n|---|---|---|\n| {row} |\n\n[^1]: Of the plan.\n"
        (read,) = only_table(text).rows
        assert read.period is not None
        assert read.status is not None
        assert (read.title.value, read.period.raw, read.status.value.state) == ("Public beta", "Q1 2026", "completed")
