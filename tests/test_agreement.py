"""Another parser, markdown-it-py, reads the same in documents of every kind: blocks, texts and addresses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from agreement import agree, is_plain
from corpus import corpus, read
from hypothesis import HealthCheck, assume, given, settings
from roadmaps import Plan, plans

__all__ = ["corpus"]

ROOT = Path(__file__).parent.parent
EXAMPLES = int(os.environ.get("ROADMAP_LINT_EXAMPLES", "50"))
STEADY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="ROADMAP_LINT_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    database=None,
)


@STEADY
@given(plans())
def test_of_roadmaps(plan: Plan) -> None:
    text = plan.page().text
    assume(is_plain(text))
    agree(text)


@pytest.mark.parametrize("folder", ["docs", "examples"])
def test_of_our_own_documents(folder: str) -> None:
    paths = [path for path in sorted((ROOT / folder).rglob("*.md")) if is_plain(read(path))]
    assert paths
    for path in paths:
        agree(read(path))


def test_of_real_roadmaps(corpus: Path) -> None:
    paths = [path for path in sorted(corpus.rglob("*.md")) if is_plain(read(path))]
    assert len(paths) > 30
    for path in paths:
        agree(read(path))
