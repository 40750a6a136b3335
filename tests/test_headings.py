"""The table of heading notations: every example that it gives, and every heading that it must leave alone."""

from __future__ import annotations

import pytest
from spans import parse_proven

from roadmap_lint.parser.heading_parts import Seen
from roadmap_lint.parser.headings import HEADING_NOTATIONS, Example, HeadingNotation, HeadingReading, read_heading

Parts = tuple[str | None, str | None, str | None]


def parts(text: str, reading: HeadingReading) -> Parts:
    """Product, version and period as they are written."""
    ranges = (
        reading.product,
        reading.version[1] if reading.version else None,
        reading.period[1] if reading.period else None,
    )
    product, version, period = (text[slice(*part)] if part else None for part in ranges)
    return product, version, period


EXAMPLES = [(row, example) for row in HEADING_NOTATIONS for example in row.examples]
OTHERS = [(row, text) for row in HEADING_NOTATIONS for text in row.others]


@pytest.mark.parametrize(("row", "example"), EXAMPLES, ids=[example.text for _, example in EXAMPLES])
def test_each_notation_reads_the_examples_that_it_gives(row: HeadingNotation, example: Example) -> None:
    reading = row.read(Seen(example.text, example.below))
    assert reading
    assert parts(example.text, reading) == (example.product, example.version, example.period)
    assert read_heading(example.text, example.below) == reading  # no row above it reads something else


@pytest.mark.parametrize(("row", "text"), OTHERS, ids=[text for _, text in OTHERS])
def test_each_notation_leaves_alone_what_comes_close(row: HeadingNotation, text: str) -> None:
    assert row.read(Seen(text, None)) is None


# Every form of a milestone that was counted in the roadmaps of 76 projects, and what its parts are read as.
FORMS = [
    ("## Now", ["now"]),
    ("## Next", ["next"]),
    ("## Backlog (future releases)", ["backlog"]),
    ("## Pending", ["next"]),
    ("### In-Progress (Near-term) ", ["now"]),
    ("## In the works", ["now"]),
    ("## Done", ["done"]),
    ("### Future work 🔮", ["later"]),
    ("#### Up Next", ["next"]),
    ("## Post 1.0 Work", ["later"]),
    ("## v2.0", ["- v2.0 -"]),
    ("## v3.6.0", ["- v3.6.0 -"]),
    ("### 2.5", ["- 2.5 -"]),
    ("## Rook 1.4", ["Rook 1.4 -"]),
    ("## Kubeflow 0.7", ["Kubeflow 0.7 -"]),
    ("## v2.3 and beyond", ["- v2.3 -"]),
    ("### v0.56 (LTS)", ["- v0.56 -"]),
    ("## V0.35 (completed Q3 2021)", ["- V0.35 Q3 2021"]),
    ("| Release | EOL |\n|--|--|\n| [1.12][] | May 2026 |\n\n[1.12]: x", ["release 1.12"]),
    ("| Version | EOL |\n|--|--|\n| 1.27.x | May 2026 |", ["release 1.27.x"]),
    ("| Release | EOL |\n|--|--|\n| v2.24 | May 2026 |", ["release v2.24"]),
    ("| Helm Version | Supported Kubernetes Versions |\n|--|--|\n| 3.3.x | 1.18.x - 1.15.x |", ["release 3.3.x"]),
    ("| Release | EOL |\n|--|--|\n| _v2.2_ | _TBD_ |", ["release v2.2"]),
    ("### v0.9.0 - ~ 2018-06-14", ["- v0.9.0 2018-06-14"]),
    ("## v1.11.0 -- July 2022", ["- v1.11.0 July 2022"]),
    ("## v1.2(Planned on Oct 23,2020)", ["- v1.2 Oct 23,2020"]),
    ("## v0.4.0 Roadmap(Release Plan: 2021.5)", ["- v0.4.0 2021.5"]),
    ("### v0.3 Stability (Mar 11, 2020)", ["- v0.3 Mar 11, 2020"]),
    ("### rkt 1.5 (April)", ["rkt 1.5 -"]),
    ("## V0.36 (expected Q1 2022)", ["- V0.36 Q1 2022"]),
    ("## v0.4 (v1alpha4) ~ Q4 2020", ["- v0.4 Q4 2020"]),
    ("## v1.0 v1beta1/v1 ~ Q2 2021", ["- v1.0 Q2 2021"]),
    ("## Q1 2022", ["- - Q1 2022"]),
    ("## 2024 H1", ["- - 2024 H1"]),
    ("## 2023 H1 ", ["- - 2023 H1"]),
    ("## Q2 2019\n\n### v0.1", ["- - Q2 2019", "- v0.1 -"]),
    ("### 2022\n\n#### Early Q4 (October)", ["- - 2022", "- - Early Q4"]),
    ("# 2025", ["- - 2025"]),
    ("# Fluid Roadmap\n\n## Fluid 2024 Roadmap", ["Fluid - 2024"]),
    ("# Roadmap:  May 2021 - July 2021", []),  # the title: it says the year of what stands below
    ("# Roadmap\n\n## Roadmap:  May 2021 - July 2021", ["- - May 2021 - July 2021"]),
    ("**Near-Term and Medium-Term**\n\n- a", ["next"]),
    ("*0.1*\n\n- a", ["- 0.1 -"]),
    ("## v1.0 Roadmap\n\n**ControlPlane SIG**\n\n- a", ["- v1.0 -"]),
    ("### [v1.3.0](../../milestone/10)", ["- v1.3.0 -"]),
    ("## [B. 🧠 Smart Dialing](https://acme.example)", []),
    ("### ✅ Performance", []),
    ("Roadmap\n=======", []),
    ('<h2 id="supported-releases">Currently supported releases</h2>', []),
    ("<summary>\n  <h2>Completed</h2>\n</summary>", ["done"]),
    ("- [alpha-1](a) one, then [RC-2](b)\n- [alpha-2](c) two", []),
    ("## Beta Requirements", []),
    ("- 🐣 **Phase 1:** extensible", []),
    ("### 2.5\n\n- Planned release: early October 2017", ["- 2.5 early October 2017"]),
    ("## Acme 0.7\n\nAcme 0.7 will be released in October 2019", ["Acme 0.7 October 2019"]),
    ('---\nreleases:\n  - releaseCycle: "1.36"\n    eol: 2027-06-28\n---', []),
    ("## 1.1 Runtime improvements", []),
    ("### 02-client refactor", []),
    ("### 0.4.\\*", [r"- 0.4.\* -"]),
]


@pytest.mark.parametrize(("text", "parts"), FORMS, ids=[text for text, _ in FORMS])
def test_each_counted_form_is_read(text: str, parts: list[str]) -> None:
    document = parse_proven(f"{text}\n")
    found = [(bucket.heading.span.start, bucket.kind.value) for bucket in document.buckets] + [
        (
            milestone.heading.span.start,
            " ".join(value.raw if value else "-" for value in (milestone.product, milestone.version, milestone.period)),
        )
        for milestone in document.milestones
    ]
    releases = [f"release {release.version.raw}" for table in document.support_tables for release in table.releases]
    assert [*(part for _, part in sorted(found)), *releases] == parts
    assert document.unread == ()
