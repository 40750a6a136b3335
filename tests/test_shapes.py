"""How other projects write roadmaps, imitated in our own words: what is read of each, and that nothing is found in it.

The forms are those of public projects: no roadmap of theirs is copied. Each case of tests/shapes is healthy: a finding
above a note would be a false alarm.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import corpus
from spans import parse_proven
from test_rules import cases

from roadmap_lint import Severity, lint
from roadmap_lint.model import Bucket, Document, Milestone
from roadmap_lint.shape import shape_of

__all__ = ["corpus"]  # a fixture

SHAPES = [
    pytest.param(given, expected, id=f"{path.stem}: {title}")
    for path in sorted((Path(__file__).parent / "shapes").glob("*.md"))
    for title, given, expected in cases(path)
]


def described(document: Document) -> Iterator[str]:
    """A line for each milestone, bucket and release, in order, and one for the shape."""
    parts = [*document.milestones, *document.buckets]
    for part in sorted(parts, key=lambda part: part.heading.span):
        yield _milestone(part) if isinstance(part, Milestone) else _bucket(part)
    for table in document.support_tables:
        for release in table.releases:
            dates = [release.released, release.maintenance, release.end_of_life]
            raws = " | ".join(date.raw if date else "-" for date in dates)
            status = f" {release.status.raw}" if release.status else ""
            platforms = "".join(f", {platform.platform} {platform.range.raw}" for platform in release.platforms)
            yield f"release {release.version.raw}: {raws}{status}{platforms}"
    yield "shape: " + ", ".join(f"{part.count} {part.name}" for part in shape_of(document))


def _milestone(milestone: Milestone) -> str:
    said = [milestone.product, milestone.version, milestone.period]
    parts = " | ".join(value.raw if value else "-" for value in said)
    status = f" {milestone.status.status.value.state}" if milestone.status else ""
    return f"milestone {parts}{status}: {len(milestone.tasks)} items"


def _bucket(bucket: Bucket) -> str:
    return f"bucket {bucket.kind.value} | {bucket.kind.raw}: {len(bucket.items)} items"


@pytest.mark.parametrize(("given", "expected"), SHAPES)
def test_a_shape_is_read(given: str, expected: str) -> None:
    assert "\n".join(described(parse_proven(given))) + "\n" == expected


@pytest.mark.parametrize("given", [pytest.param(case.values[0], id=case.id) for case in SHAPES])
def test_a_healthy_shape_is_silent(given: str) -> None:
    assert [finding for finding in lint(given) if finding.severity > Severity.NOTE] == []
