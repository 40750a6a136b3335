"""Real roadmaps: quiet where they are healthy, and right where they are not. Each finding was read and judged."""

from __future__ import annotations

from datetime import date
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


def test_the_home_shape_is_healthy_but_for_two_links(corpus: Path) -> None:
    documents = sorted((corpus / "flux").glob("*.md"))
    assert len(documents) == 7
    assert {finding for path in documents for finding in found(path)} == {
        # the German page of a proposal, in an English document
        ("2025-12-23-a8a2d4de.md", "RM511", 70),
        ("2026-02-28-b838fa80.md", "RM511", 80),
        ("roadmap.md", "RM511", 76),
        # 'blob' before the directory of a proposal
        ("2025-12-23-a8a2d4de.md", "RM512", 135),
        ("2026-02-28-b838fa80.md", "RM512", 146),
        ("2026-06-19-694b3331.md", "RM512", 203),
        ("2026-06-19-694b3331.md", "RM512", 204),
        ("roadmap.md", "RM512", 141),
    }


def test_the_newest_home_roadmap_to_the_line(corpus: Path) -> None:
    path = corpus / "flux" / "roadmap.md"
    static = {("RM306", 120), ("RM511", 76), ("RM512", 141)}
    assert places(path, None) == sorted(static)
    dated = {("RM109", 31), ("RM109", 72), ("RM109", 101), ("RM308", 116)}
    assert places(path, date(2026, 11, 22)) == sorted(static | dated)


def places(path: Path, today: date | None) -> list[tuple[str, int]]:
    text = path.read_bytes().decode("utf-8")
    return sorted((finding.code, Source(text).line_at(finding.span.start)) for finding in lint(text, today=today))


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
        # 'Futire' among times
        ("harbor", "RM106", 28),
        # a year that was not changed: 1.7 came out before 1.6
        ("website", "RM252", 38),
        # definitions left behind
        ("azure-docs", "RM514", 279),
        ("azure-docs", "RM514", 284),
        ("azure-docs", "RM514", 285),
        ("kind", "RM514", 90),
        # 'x ]' for '[x]'
        ("kind", "RM601", 38),
    }
