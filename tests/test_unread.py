"""What `roadmap-lint parse` lists as not understood, and that it lists nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import corpus, read
from spans import parse_proven

from roadmap_lint.parser.unread import not_understood

__all__ = ["corpus"]  # a fixture


def told(text: str, path: str = "ROADMAP.md") -> list[str]:
    """`3 cell of End of life (2 times): 'soonish': this is no date`."""
    document = parse_proven(text, path)
    found = []
    for one in not_understood(document):
        assert text[one.text.span.start : one.text.span.end] == one.text.raw
        line, _ = document.source.point(one.text.span.start)
        column = f" of {one.column}" if one.column else ""
        times = f" ({one.times} times)" if one.times > 1 else ""
        found.append(f"{line} {one.kind}{column}{times}: {one.text.value!r}: {one.reason}")
    return found


RELEASES = """\
# Acme releases

| Version | Released | End of life | Kubernetes |
|---------|----------|-------------|------------|
"""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("| 2.8 | 2026-02-20 | 2027-02-20 | 1.33 → 1.35 |", [], id="all of it"),
        pytest.param("| 2.9 | TBD | n/a | |", [], id="what says nothing"),
        pytest.param("| 2.9 | Yes | Release of 2.11 | any |", [], id="words that are no date, and mean something"),
        pytest.param("| main | | | 1.35 |", [], id="a branch"),
        pytest.param("| | | | |", [], id="an empty row"),
        pytest.param("| | May 2026 | | 1.35 |", ["row of Version: ' | May 2026 |  | 1.35': it names no version"]),
        pytest.param("| Acme Next | May 2026 | | |", ["row of Version: 'Acme Next': this is not one version"]),
        pytest.param("| <=2.6 | May 2024 | | |", ["row of Version: '<=2.6': this is not one version"]),
        pytest.param("| 2.9 | soonish | | |", ["cell of Released: 'soonish': this is no date"]),
        pytest.param("| 2.9 | | 18 months | |", ["cell of End of life: '18 months': this is no date"]),
        pytest.param("| 2.9 | | Yes, 18 months | |", ["cell of End of life: 'Yes, 18 months': this is no date"]),
        pytest.param(
            "| 2.9 | | | 1.33, mostly |", ["cell of Kubernetes: '1.33, mostly': this is no range of versions"]
        ),
    ],
)
def test_a_row_of_a_support_table(row: str, expected: list[str]) -> None:
    whole = "| 2.7 | 2025-02-20 | 2026-02-20 | 1.30 → 1.32 |\n"
    assert told(RELEASES + whole + row + "\n") == [f"6 {one}" for one in expected]


@pytest.mark.parametrize(
    ("title", "cells", "expected"),
    [
        ("Preview", ["2026-01-02", "2026-03-02"], ["its dates have no meaning that is known"]),
        ("Untested", ["1.29", "v1.30"], ["its versions have no meaning that is known"]),
        ("Type", ["odd", "even", "odd"], ["its words have no meaning that is known"]),
        ("Type", ["odd", "even"], []),
        ("Size", ["12", "13"], []),
        ("EOL", ["a year on", "later"], ["its heading means end of life, and most of its cells are no dates"]),
        ("EOL", ["", "TBD"], []),
        ("Notes", ["2026-01-02", "2026-03-02"], []),
        ("Release blog", ["Acme 2.8", "Acme 2.9"], []),
        ("Preview", ["", "-"], []),
        ("Release date too", ["2026-01-02", "2026-03-02"], ["another one of this meaning is read: Released"]),
    ],
)
def test_a_column_of_a_support_table(title: str, cells: list[str], expected: list[str]) -> None:
    rows = [f"| 2.{minor} | 202{minor}-02-20 | {cell} |\n" for minor, cell in enumerate(cells)]
    text = f"# Acme\n\n| Version | Released | {title} |\n|---|---|---|\n{''.join(rows)}"
    assert told(text) == [f"3 column: {title!r}: {reason}" for reason in expected]


TASKS = "| Task | Status | Target |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (f"{TASKS}| a | Done | Q1 2026 |\n| b | | Later |\n| c | 🚧 | v2.8 |\n| d | - | Q5 2026 |\n", []),
        (
            f"{TASKS}| a | Baking | Q1 2026 |\n| b | baking | Q2 2026 |\n| c | Done | Futire |\n",
            [
                "5 status of Status (2 times): 'Baking': this is no status that is known",
                "7 cell of Target: 'Futire': this is no time",
            ],
        ),
        (
            "| Task | Status | Filed |\n|---|---|---|\n| a | Done | 2026-01-02 |\n| b | Done | |\n",
            ["3 column: 'Filed': its dates have no meaning that is known"],
        ),
        (
            "| Version | Upgrade |\n|---|---|\n| 2.8.1 to 2.8.4 | 2.9.1 |\n| 2.9.0 – 2.9.4 | 3.0.0 |\n",
            ["3 table: 'Version | Upgrade': its rows are versions, and no other column is understood"],
        ),
        (
            "| Version | Cordova |\n|---|---|\n| 2.8 | cordova-ios |\n| 2.9 | cordova-android |\n",
            ["3 table: 'Version | Cordova': its rows are versions, and no other column is understood"],
        ),
        (
            "| Cherry picks until | Patch on |\n|---|---|\n| 2026-01-09 | 2026-01-14 |\n",
            ["3 table: 'Cherry picks until | Patch on': it has dates, and no columns that say of what"],
        ),
        ("| Area | Q1 2026 | Q2 2026 |\n|---|---|---|\n| Builds | faster | smaller |\n", []),
        (
            "| Users | Q1 2026 | Q2 2026 |\n|---|---|---|\n| new | 12 | 15 |\n",
            ["3 table: 'Users | Q1 2026 | Q2 2026': its columns are periods"],
        ),
        ("| Name | Pet |\n|---|---|\n| Ada | a cat, since 2019 |\n", []),
    ],
)
def test_a_table(table: str, expected: list[str]) -> None:
    assert told(f"# Acme\n\n{table}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### v2.8 (Q1 2026)\n\n**Status**: Done\n", []),
        ("### v2.8 (Q1 2026)\n\n**Status**: Baking\n", ["5 status: 'Baking': this is no status that is known"]),
        ("- ❌ Faster builds\n- ❌ Smaller builds\n", ["3 status (2 times): '❌': this is no status that is known"]),
        ("- ✅ Faster builds\n- [Server] Smaller builds\n", []),
        ("### v2.8 (April)\n", ["3 period: 'April': this is no time"]),
        ("### v2.8 (the small one)\n\n### v2.9\n", []),
        ("### v2.8\n\nRelease date: end of Q3\n", ["5 period: 'end of Q3': this is no time"]),
        ("### v2.8\n\nRelease date: when it is done\n\nTarget: faster builds\n", []),
        ("### v2.8\n\n#### Builds\n\nRelease date: end of Q3\n", []),
        ("### Q3\n\n- Faster builds\n", ["3 period: 'Q3': this is no time"]),
        ("### The end\n\n- Faster builds\n\n### Phase 1\n\n- Smaller builds\n", []),
        ("### v2.8 (Q1 2026)\n\n### v2,9 (Q2 2026)\n", []),  # in `Document.unread`
        ("- v2.8: 2026\n- Ada, Bob and Eve\n", []),
    ],
)  # fmt: skip
def test_what_stands_beside_milestones_and_tasks(text: str, expected: list[str]) -> None:
    assert told(f"# Acme\n\n{text}") == expected


def test_a_sign_that_a_legend_explains_is_understood() -> None:
    table = "\n| Task | Status |\n|---|---|\n| a | ⏳ |\n"
    assert told(f"# Acme\n\n- ⏳ in progress\n- ⛔ blocked\n{table}") == [
        "4 status: '⛔': this is no status that is known"
    ]


def test_what_was_found_knows_where_it_stands() -> None:
    old = f"{RELEASES.partition('| ')[2]}| 2.1 | once | | |\n| 2.2 | May 2025 | | |\n"
    text = f"{RELEASES}| 2.8 | May 2026 | | |\n\n## Old ones\n\n| {old}"
    (found,) = not_understood(parse_proven(text))
    assert (found.section, found.heading, found.table, found.column) == (2, "Old ones", 1, "Released")


# What is listed of other people's documents, judged by reading them: a line each, `kind of column: text`.
LISTED = {
    "MicrosoftDocs/azure-docs": ["column: AKS preview", "column: AKS GA"],
    "cert-manager/website": ["table: Vendor"],
    "electron/electron": ["column: -beta.1"],
    "goharbor/harbor": ["cell of Timeline: Futire"],
    "ionic-team/ionic-docs": ["column: Cordova", "table: Framework", "table: Framework"],
    "kubernetes/website": ["table: Monthly Patch Release"],
    "mui/material-ui": ["status: 🧪"],
    "nodejs/Release": ["column: LTS Start", "row of Release: v.Next"],
    "reactwg/react-native-releases": ["row of Version: <=0.79.x"],
}


def test_of_the_corpus_little_is_listed_and_that_is_true(corpus: Path) -> None:
    found = {}
    for path in sorted((corpus / "other").glob("*.md")):
        listed = [
            f"{one.kind}{f' of {one.column}' if one.column else ''}: {one.text.value.split(' | ')[0]}"
            for one in not_understood(parse_proven(read(path), str(path)))
        ]
        if listed:
            found["/".join(path.name.split("__")[:2])] = listed
    assert found == LISTED
