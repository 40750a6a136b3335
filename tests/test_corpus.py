"""Real roadmaps: quiet where they are healthy, and right where they are not. Each finding was read and judged."""

from __future__ import annotations

from pathlib import Path

from corpus import corpus as corpus

from roadmap_lint import Severity, Source, lint


def found(path: Path) -> set[tuple[str, str, int]]:
    text = path.read_bytes().decode("utf-8")
    source = Source(text)
    return {
        (path.name.split("__")[1] if "__" in path.name else path.name, finding.code, source.line_at(finding.span.start))
        for finding in lint(text, path=str(path))
        if finding.severity > Severity.NOTE
    }


def test_the_home_shape_is_healthy(corpus: Path) -> None:
    documents = sorted((corpus / "flux").glob("*.md"))
    assert len(documents) == 7
    assert [finding for path in documents for finding in found(path)] == []


def test_what_is_found_in_other_projects_is_true(corpus: Path) -> None:
    documents = sorted((corpus / "other").glob("*.md"))
    assert len(documents) == 42
    assert {finding for path in documents for finding in found(path)} == {
        # anchors of headings that were renamed, or whose slash leaves no hyphen
        ("argo-cd", "RM508", 16),
        ("argo-cd", "RM508", 17),
        ("argo-cd", "RM508", 22),
        ("rust-libp2p", "RM508", 18),
        ("rust-libp2p", "RM508", 58),
        ("rust-libp2p", "RM508", 108),
        # a year that was not changed: 1.7 came out before 1.6
        ("website", "RM252", 38),
        # 'x ]' for '[x]'
        ("kind", "RM601", 38),
    }
