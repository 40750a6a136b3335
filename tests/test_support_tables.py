"""Support tables in the manner of real projects, in our words: what is read of each, and that nothing is said of it."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from spans import parse_proven

from roadmap_lint import lint
from roadmap_lint.model import Release


class Imitation(NamedTuple):
    """A document, the columns of each of its support tables, and some of its releases as they are told."""

    text: str
    columns: tuple[str, ...]
    releases: tuple[str, ...]


def told(release: Release) -> str:
    """`1.9: 2026-07-22 to 2027-01-11, Kubernetes 1.33 to 1.36`."""
    ends = release.end_of_life.raw if release.end_of_life else ""
    ends = f"with {release.ends_with.value}" if release.ends_with else ends
    released = release.released.raw if release.released else ""
    parts = [f"{released} to {ends}", *(f"{supported.platform} {supported.range}" for supported in release.platforms)]
    return f"{release.version}: {', '.join(parts)}"


MESH = Imitation(
    """\
# Support status of Acme Mesh

| Version | Currently supported | Release date | End of life | Supported Kubernetes | Tested, but not supported |
|---------|---------------------|--------------|-------------|----------------------|---------------------------|
| main | No, development only | | | | |
| 1.30 | Yes | May 4, 2026 | ~Jan 2027 (Expected) | 1.32, 1.33, 1.34, 1.35, 1.36 | 1.28, 1.29, 1.30, 1.31 |
| 1.29 | Yes | Feb 16, 2026 | ~Oct 2026 (Expected) | 1.31, 1.32, 1.33, 1.34, 1.35 | 1.28, 1.29, 1.30 |
| 1.28 | No | November 5, 2025 | Jul 1, 2026 | 1.30, 1.31, 1.32, 1.33, 1.34 | 1.26, 1.27, 1.28, 1.29 |

| Minor releases | Patched versions with no known problem |
|----------------|----------------------------------------|
| 1.30.x | 1.30.2+ |
| 1.29.x | 1.29.5+ |
""",
    ("version status released end-of-life platform other",),
    (
        "1.30: May 4, 2026 to Jan 2027, Kubernetes 1.32 to 1.36",
        "1.28: November 5, 2025 to Jul 1, 2026, Kubernetes 1.30 to 1.34",
    ),
)

SERVING = Imitation(
    """\
# Acme Serving releases

A release is supported until the second one after it is out, and never less than half a year.

| Release | Release Date | End of Life | Min K8s Version | Notes |
|---------|--------------|-------------|-----------------|-------|
| 1.21 | 2026-07-28 | 2027-01-26 | 1.33 | [notes](https://acme.example/1.21) |
| 1.20 | 2026-01-27 | 2026-07-28 | v1.32.0 | |
| 1.19 | 2025-07-29 | 2026-01-27 | v1.31 |
| 1.15 | 2024-07-23 | 2025-01-21 | v1.28 | the old rule: four releases[^1] |

[^1]: Until 1.15 it was supported longer.
""",
    ("version released end-of-life platform other",),
    ("1.21: 2026-07-28 to 2027-01-26, K8s 1.33 to …", "1.19: 2025-07-29 to 2026-01-27, K8s v1.31 to …"),
)

METRICS = Imitation(
    """\
# Acme Metrics: long-term support

<table class="table table-bordered">
    <thead>
        <tr><th>Release</th><th>Date</th><th>End of support</th></tr>
    </thead>
    <tbody>
        <tr class="danger"><td>Acme 2.37</td><td>2024-07-14</td><td>2025-07-31</td></tr>
        <tr class="valid">
            <td>Acme 3.5</td>
            <td>2026-07-14</td><td>2027-07-31</td>
        </tr>
    </tbody>
</table>
""",
    ("version released end-of-life",),
    ("2.37: 2024-07-14 to 2025-07-31", "3.5: 2026-07-14 to 2027-07-31"),
)

OPERATOR = Imitation(
    """\
# Supported releases of Acme Operator

| Version | Currently supported | Release date | End of life | Kubernetes versions | Supported Postgres versions |
|---------|---------------------|--------------|-------------|---------------------|-----------------------------|
| 1.29.x | Yes | 1 June 2026 | ~ December 2026 | 1.34, 1.35, 1.36 | 14 - 18 |
| 1.28.x | Yes | 9 March 2026 | ~ September 2026 | 1.33, 1.34, 1.35 | 14 - 18 |
| main | No, development only | | | | 14 - 18 |

Releases of the past:

| Version | Release date | End of life |
|---------|--------------|-------------|
| 1.27.x | 12 Aug 2025 | 9 Mar 2026 |
| 1.26.x | May 23, 2025 | Aug 12, 2025 |
""",
    ("version status released end-of-life platform platform", "version released end-of-life"),
    (
        "1.29.x: 1 June 2026 to December 2026, Kubernetes 1.34 to 1.36, Postgres 14 to 18",
        "1.26.x: May 23, 2025 to Aug 12, 2025",
    ),
)

SECRETS = Imitation(
    """\
# Stability and support

| Acme Version | Kubernetes Version | Release Date | End of Life |
| ------------ | ------------------ | ------------ | ----------- |
| 2.1.x | 1.36 | Aug 4, 2026 | Release of 2.2 |
| 2.0.x | 1.33 → 1.35 | May 2, 2026 | Aug 4, 2026 |
| 1.9.x | 1.19 → 1.34 | Feb 1, 2026 | May 2, 2026 |
""",
    ("version platform released end-of-life",),
    ("2.1.x: Aug 4, 2026 to with 2.2, Kubernetes 1.36", "2.0.x: May 2, 2026 to Aug 4, 2026, Kubernetes 1.33 to 1.35"),
)

RUNTIME = Imitation(
    """\
# Acme Runtime: releases

| Release | Status | Start | End of Life | Owners |
| ------- | ------ | ----- | ----------- | ------ |
| [0.9](https://acme.example/0.9) | End of Life | December 4, 2023 | December 4, 2024 | |
| [1.7](https://acme.example/1.7) | LTS | March 10, 2024 | *September 2026* | @ada |
| [2.1](https://acme.example/2.1) | Active | May 7, 2026 | May 5, 2027 | @ada, @grace |
| 2.2 | _Future_ | ~ November 2026 | TBD | |

| Kubernetes Version | Runtime Version | CRI Version |
|--------------------|-----------------|-------------|
| 1.34 | 2.1.0+, 2.0.6+, 1.7.28+ | v1 |
| 1.35 | 2.1.5+, 1.7.28+ | v1 |
""",
    ("version status released end-of-life other", "version other platform"),
    ("1.7: March 10, 2024 to September 2026", "2.2: November 2026 to TBD"),
)

MODELS = Imitation(
    """\
# Acme Models

## Current releases

| Release | Release date | Status | Kubernetes |
|---------|--------------|--------|------------|
| v0.16 | Sept 28th, 2026 | 🔮 planned | 1.34+ |
| v0.15 | Mar 11, 2026 | ✅ Supported (latest) | 1.32+ |

## Past releases

| Release | Release date | Status | Kubernetes |
|---------|--------------|--------|------------|
| v0.14 | Sep 2025 | ❌ Unsupported | 1.30+ |
| v0.13 | | ❌ Unsupported | 1.29+ |
""",
    ("version released status platform", "version released status platform"),
    ("v0.16: Sept 28th, 2026 to , Kubernetes 1.34 to …", "v0.13:  to , Kubernetes 1.29 to …"),
)

DELIVERY = Imitation(
    """\
# Tested versions

The table shows what each version of Acme is tested with.

| Acme CD version | Kubernetes versions |
|-----------------|---------------------|
| 3.4 | v1.36, v1.35, v1.34, v1.33 |
| 3.3 | v1.35, v1.34, v1.33, v1.32 |
| 3.2 | v1.34, v1.33, v1.32, v1.31 |

{{< release-table >}}
""",
    ("version platform",),
    ("3.4:  to , Kubernetes v1.33 to v1.36",),
)

CLUSTERS = Imitation(
    """\
# Acme Clusters: support

| Minor Release | API Version | Supported Until |
|---------------|-------------|-----------------|
| v1.13.x | v1beta2 | when v1.15.0 will be released, tentatively in December 2026 |
| v1.12.x | v1beta2 | when v1.14.0 is released |
| v1.11.x | **v1beta1** | EOL since 2026-08-12 |

|                  | Acme v1.12 | Acme v1.13 |
|------------------|------------|------------|
| Kubernetes v1.35 | ✓          | ✓          |
| Kubernetes v1.36 |            | ✓ >= v1.13.2 |
""",
    ("version other end-of-life",),
    ("v1.12.x:  to with v1.14.0", "v1.11.x:  to 2026-08-12"),
)

CERTIFICATES = Imitation(
    """\
# Supported releases

## Currently supported releases

| Release  | Release Date | End of Life     | Supported Kubernetes versions | Supported OpenShift versions |
|----------|--------------|-----------------|-------------------------------|------------------------------|
| [1.20][] | Mar 10, 2026 | Release of 1.22 | 1.32 → 1.35                   | 4.19 → 4.22                  |
| [1.19][] | Oct 7, 2025  | Release of 1.21 | 1.31 → 1.34                   | 4.18 → 4.21                  |

## Upcoming releases

| Release  | Release Date | End of Life     | Supported Kubernetes versions | Supported OpenShift versions |
|----------|--------------|-----------------|-------------------------------|------------------------------|
| 1.21     | End of November, 2026 | Release of 1.23 | 1.33 → 1.37          | 4.20 → 4.23                  |

## Old releases

| Release | Release Date | EOL         | Compatible Kubernetes versions | Compatible OpenShift versions |
|---------|--------------|-------------|--------------------------------|-------------------------------|
| 1.18    | Jun 10, 2025 | Mar 10, 2026 | 1.29 → 1.33                   | 4.16 → 4.20                   |

[1.20]: https://acme.example/1.20
[1.19]: https://acme.example/1.19
""",
    ("version released end-of-life platform platform",) * 3,
    ("1.19: Oct 7, 2025 to with 1.21, Kubernetes 1.31 to 1.34, OpenShift 4.18 to 4.21",),
)

MANAGED = Imitation(
    """\
# Supported versions at Acme Cloud

 K8s version | Upstream release | Acme preview | Acme GA | End of life
--------------|-------------------|--------------|---------|-------------
| 1.34 | Aug-27-25 | Oct 2025 | Nov 2025 | Nov 2026
| 1.35 | Dec 2025 | Feb 2026 | Mar 2026 | Mar 2027
| 1.36 | Apr-22-26 | Jun 2026 | Jul 2026 | Jul 2027
""",
    ("version released other released end-of-life",),
    ("1.34: Aug-27-25 to Nov 2026",),
)

MOBILE = Imitation(
    """\
# Releases support

| Version | Type | Support level |
|---------|------|---------------|
| 0.90.x | Next version | Future |
| 0.89.x | Latest stable | Active |
| 0.88.x | Previous (-1) minor series | Active |
| <=0.85.x | Old version | Unsupported |

| Version | JDK version | Xcode Version min. | Cocoapods | Node min. |
|---------|-------------|--------------------|-----------|-----------|
| 0.90 | JDK 17 | 16.1 | 1.13.x/1.14.x/1.15.2 | 22.11.0 |
| 0.89 | JDK 17 | 16.1 | 1.13.x/1.14.x/1.15.2 | 20.19.4 |
""",
    ("version other status", "version platform platform platform platform"),
    ("0.90:  to , JDK 17, Xcode 16.1 to …, Cocoapods 1.13.x to 1.15.2, Node 22.11.0 to …",),
)

NETWORK = Imitation(
    """\
# Acme Network: branches

| Branch | Latest patch | Released | Supported Kubernetes versions | EOL |
|---|---|---|---|---|
| [v1.18](https://acme.example/1.18) | v1.18.4 | 2025-11-12 | 1.30–1.33, 1.34 | when v1.21 is released |
| [v1.17](https://acme.example/1.17) | v1.17.10 | 2025-11-12 | >= 1.29, < 1.34 | when v1.20 will be released |
| [v1.16](https://acme.example/1.16) | v1.16.17 | 2025-11-25 | 1.27, 1.28 (beta: 1.30) | Feb 2026 |
""",
    ("version other other platform end-of-life",),
    (
        "v1.18:  to with v1.21, Kubernetes 1.30 to 1.34",
        "v1.17:  to with v1.20, Kubernetes 1.29 to 1.33",
        "v1.16:  to Feb 2026, Kubernetes 1.27 to 1.28",
    ),
)

PLATFORM = Imitation(
    """\
# Acme Platform: life cycle

| Version | General availability | Full support ends | Maintenance support ends | Extended update support ends |
|---------|----------------------|-------------------|--------------------------|------------------------------|
| 4.20 | 21 October 2025 | GA of 4.21 + 3 months | 21 April 2027 | 21 October 2027 |
| 4.19 | 17 June 2025 | 21 January 2026 | 17 December 2026 | N/A |

| Operator | Kubernetes | OpenShift | Helm |
|:--|:-:|:-:|:-:|
| 2.6 | 1.30<sup>1</sup>–1.33 | 4.17—4.20 | ≥ 3.14 |
| 2.5 | 1.29<br>1.30<br>1.31<br>1.32 | 4.16-4.19 | 3.12+ |
""",
    ("version released maintenance end-of-life end-of-life", "version platform platform platform"),
    (
        "4.20: 21 October 2025 to 21 October 2027",
        "4.19: 17 June 2025 to 17 December 2026",
        "2.6:  to , Kubernetes 1.30 to 1.33, OpenShift 4.17 to 4.20, Helm 3.14 to …",
        "2.5:  to , Kubernetes 1.29 to 1.32, OpenShift 4.16 to 4.19, Helm 3.12 to …",
    ),
)

DESKTOP = Imitation(
    """\
# Acme Desktop timelines

| Desktop | Alpha | Beta | Stable | EOL | Node |
| ------- | ----- | ---- | ------ | --- | ---- |
| 40.0.0 | 2025-Oct-30 | 2025-Dec-03 | 2026-Jan-13 | 2026-Jun-30 | TBD |
| 39.0.0 | 2025-Sep-04 | 2025-Oct-01 | 2025-Oct-28 | 2026-May-05 | v22.20 |

| Release | End date | Deprecation date |
| ------- | -------- | ---------------- |
| 1.3 | 2026-10-27 | 2026-10-01 |
| 1.2 LTS | 2027-05-01 | 2026-11-01 |
""",
    ("version other other released end-of-life platform", "version end-of-life other"),
    ("39.0.0: 2025-Oct-28 to 2026-May-05, Node v22.20", "1.2:  to 2027-05-01"),
)

PRODUCTS = Imitation(
    """\
# Acme products

| Product | Version | Released | EOL | Maintained until |
|---------|---------|----------|-----|------------------|
| Acme Search | 1.4.x | 2026-01-08 | 2027-10-08 | 3.0 |
| Acme Store | 1.3.x | 2026-02-10 | 2027-07-15 | 2.0 |
| Acme Search | 1.3.x | 2025-02-01 | 2026-01-15 | 2.0 |
""",
    ("product version released end-of-life other",),
    ("1.4.x: 2026-01-08 to 2027-10-08",),
)

IMITATIONS = {
    "network": NETWORK,
    "platform": PLATFORM,
    "desktop": DESKTOP,
    "products": PRODUCTS,
    "mesh": MESH,
    "serving": SERVING,
    "metrics": METRICS,
    "operator": OPERATOR,
    "secrets": SECRETS,
    "runtime": RUNTIME,
    "models": MODELS,
    "delivery": DELIVERY,
    "clusters": CLUSTERS,
    "certificates": CERTIFICATES,
    "managed": MANAGED,
    "mobile": MOBILE,
}


@pytest.mark.parametrize("name", IMITATIONS)
def test_what_is_read(name: str) -> None:
    imitation = IMITATIONS[name]
    tables = parse_proven(imitation.text).support_tables
    kinds = tuple(" ".join(column.kind.replace(" ", "-") for column in table.columns) for table in tables)
    assert kinds == imitation.columns
    releases = [told(release) for table in tables for release in table.releases]
    assert [release for release in imitation.releases if release not in releases] == [], releases


@pytest.mark.parametrize("name", IMITATIONS)
def test_nothing_is_said_of_a_healthy_table(name: str) -> None:
    assert [finding.message for finding in lint(IMITATIONS[name].text)] == []


EVENTS = """\
# Acme v1

| Event | Date | Release |
|-------|------|---------|
| End of Life | 2027-03-01 | v2.10 |
| Code freeze | 2026-12-01 | v2.11 |
| Security fixes only | 2026-06 | v2.12 |
"""


@pytest.mark.parametrize("heading", ["Event", "What", "Action", "Phase", "Stage", "Milestone"])
@pytest.mark.parametrize("second", ["Date | Release", "When | Version", "Status | Date | Version"])
def test_the_day_of_an_event_is_none_of_a_release(heading: str, second: str) -> None:
    text = EVENTS.replace("Event | Date | Release", f"{heading} | {second}")
    if "Status" in second:
        text = text.replace("-|\n", "-|---|\n").replace(" | 202", " | planned | 202")
    releases = [release for table in parse_proven(text).support_tables for release in table.releases]
    assert [release.released for release in releases if release.released] == []
    assert [finding.message for finding in lint(text) if finding.code.startswith("RM25")] == []


@pytest.mark.parametrize("heading", ["Event", "Action", "Phase", "Stage"])
def test_an_event_may_stand_behind_its_release(heading: str) -> None:
    rows = "| v2.10 | End of life | 2027-03-01 |\n| v2.11 | Code freeze | 2026-12-01 |\n"
    text = f"| Release | {heading} | Date |\n|---|---|---|\n{rows}"
    releases = [release for table in parse_proven(text).support_tables for release in table.releases]
    assert [release.released for release in releases if release.released] == []
    assert [finding.message for finding in lint(text) if finding.code.startswith("RM25")] == []


@pytest.mark.parametrize(
    "headings", ["Phase | Version | Released", "Phase | Version | Release date", "Stage | Version | GA"]
)
def test_the_day_of_a_release_beside_its_phase_is_its_own(headings: str) -> None:
    rows = "| Maintenance | 1.8 | 2026-01-01 |\n| Active | 1.9 | 2026-06-01 |\n"
    (table,) = parse_proven(f"| {headings} |\n|---|---|---|\n{rows}").support_tables
    assert [release.released and release.released.raw for release in table.releases] == ["2026-01-01", "2026-06-01"]


def test_what_is_in_a_release_is_no_event() -> None:
    for heading in ("What", "Milestone"):
        rows = "| 1.8 | End-to-end tests | 2026-01-01 |\n| 1.9 | Maintenance of nodes | 2026-06-01 |\n"
        (table,) = parse_proven(f"| Release | {heading} | Date |\n|---|---|---|\n{rows}").support_tables
        assert [release.released and release.released.raw for release in table.releases] == ["2026-01-01", "2026-06-01"]


@pytest.mark.parametrize(
    ("heading", "events"),
    [
        ("Event", ("Release", "Release")),
        ("Event", ("Beta", "GA")),
        ("What", ("Release candidate 1", "General availability")),
        ("Phase", ("Foundation", "Growth")),
        ("Milestone", ("M1", "M2")),
        ("Milestone", ("Security hardening", "Support for ARM")),
    ],
)
def test_events_that_are_releases_have_their_days(heading: str, events: tuple[str, str]) -> None:
    rows = f"| {events[0]} | 2026-03-01 | v1.9 |\n| {events[1]} | 2026-06-01 | v2.0 |\n"
    (table,) = parse_proven(f"| {heading} | Date | Release |\n|---|---|---|\n{rows}").support_tables
    assert [release.released and release.released.raw for release in table.releases] == ["2026-03-01", "2026-06-01"]


@pytest.mark.parametrize("cell", ["v1.70 ... v1.76", "1.70 – 1.76", "1.70 to 1.76", "1.70.x → 1.76.x", "v1.70…v1.76"])
def test_several_versions_are_no_release(cell: str) -> None:
    text = f"| Version | Released |\n|---|---|\n| {cell} | 2026-01-01 |\n| 1.69 | 2025-01-01 |\n"
    (table,) = parse_proven(text).support_tables
    assert [str(release.version) for release in table.releases] == ["1.69"]


@pytest.mark.parametrize("cell", ["1.9 - 2026-05-01", "1.9 - 12.05.2026", "1.9 to be released", "1.9 - 1"])
def test_a_version_with_a_remark_is_a_release(cell: str) -> None:
    text = f"| Version | Released |\n|---|---|\n| {cell} | 2026-01-01 |\n| 1.8 | 2025-01-01 |\n"
    (table,) = parse_proven(text).support_tables
    assert [str(release.version) for release in table.releases] == ["1.9", "1.8"]


@pytest.mark.parametrize(
    "line", ["main", "master", "latest", "edge", "nightly", "dev", "HEAD", "trunk", "`next`", "unreleased (main)"]
)
def test_a_row_of_the_line_to_come_leaves_the_others_releases(line: str) -> None:
    text = f"""\
# Supported versions

| Operators | Kafka versions | Kubernetes versions | Comment |
|-----------|----------------|---------------------|---------|
| {line} | 4.1.x, 4.2.x, 4.3.x | 1.30+ | Development |
| 1.1.0 | 4.1.0, 4.1.1 | 1.30+ | |
| 1.0.0 | 4.1.0 - 4.1.1 | 1.30+ | The last one |
"""
    (table,) = parse_proven(text).support_tables
    assert [(column.kind, column.platform) for column in table.columns] == [
        ("version", None),
        ("platform", "Kafka"),
        ("platform", "Kubernetes"),
        ("other", None),
    ]
    assert [told(release) for release in table.releases] == [
        "1.1.0:  to , Kafka 4.1.0 to 4.1.1, Kubernetes 1.30 to …",
        "1.0.0:  to , Kafka 4.1.0 to 4.1.1, Kubernetes 1.30 to …",
    ]


def test_an_unnamed_column_with_a_row_of_the_line_to_come_holds_versions() -> None:
    text = """\
| Chart | Operator | PostgreSQL | Date |
|-------|----------|------------|------|
| nightly | main | 18 | |
| 0.30.1 | 2.9.0 | 14-18 | 2026-11-01 |
| 0.29.0 | 2.8.2 | 13-18 | 2026-07-01 |
"""
    (table,) = parse_proven(text).support_tables
    assert [told(release) for release in table.releases] == [
        "0.30.1: 2026-11-01 to , PostgreSQL 14 to 18",
        "0.29.0: 2026-07-01 to , PostgreSQL 13 to 18",
    ]


def test_the_same_versions_of_several_products_are_releases() -> None:
    spanning = """\
<table>
<tr><th>Product</th><th>Version</th><th>Release date</th><th>End of maintenance</th><th>EOL date</th></tr>
<tr><td rowspan="3">Acme Search</td><td>9.x</td><td>2025-04-15</td><td>2027-10-15</td><td>—</td></tr>
<tr><td>8.x</td><td>2022-02-10</td><td>2025-10-15</td><td>2027-07-15</td></tr>
<tr><td>7.17.x</td><td>2022-02-01</td><td>2025-04-15</td><td>2026-01-15</td></tr>
<tr><td rowspan="2">Acme Beats</td><td>9.x</td><td>2025-04-15</td><td>2027-10-15</td><td>—</td></tr>
<tr><td>8.x</td><td>2022-02-10</td><td>2025-10-15</td><td>2027-07-15</td></tr>
</table>
"""
    named_once = """\
| Product | Version | Released |
|---------|---------|----------|
| Acme Search | 9.x | 2025-04-15 |
| | 8.x | 2022-02-10 |
| | 7.17.x | 2022-02-01 |
| Acme Beats | 9.x | 2025-04-15 |
| | 8.x | 2022-02-10 |
"""
    for text in (spanning, named_once):
        (table,) = parse_proven(text).support_tables
        assert [(release.product and release.product.value, str(release.version)) for release in table.releases] == [
            ("Acme Search", "9.x"),
            ("Acme Search", "8.x"),
            ("Acme Search", "7.17.x"),
            ("Acme Beats", "9.x"),
            ("Acme Beats", "8.x"),
        ]
        assert [finding.message for finding in lint(text)] == []


def test_parts_that_came_with_the_same_release_are_none() -> None:
    for heading in ("Component", "Feature"):
        text = f"| {heading} | Status | Stable since |\n|---|---|---|\n"
        rows = "| a | Stable | 1.0 |\n| b | Stable | 1.0 |\n| c | Beta | 1.1 |\n| d | Beta | 1.1 |\n"
        assert parse_proven(text + rows).support_tables == ()


@pytest.mark.parametrize(
    ("cell", "plain"),
    [("15 SP7", "15"), ("12SP5", "12"), ("11 R2", "11"), ("8 Update 3", "8"), ("15 service pack 1", "15")],
)
def test_a_part_of_a_version_is_not_the_whole(cell: str, plain: str) -> None:
    rows = f"| {cell} | 2024-06-17 |\n| {plain} | 2018-07-16 |\n| 16.0 | 2025-11-04 |\n"
    (table,) = parse_proven(f"| Release | Release date |\n|---|---|\n{rows}").support_tables
    assert [str(release.version) for release in table.releases] == [plain, "16.0"]
