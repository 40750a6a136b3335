"""What tells a finding apart from others for longer than a line number does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.source import Source


def fingerprints(source: Source, findings: Iterable[Diagnostic]) -> list[str]:
    """One for each finding of a document, in their order: 16 hexadecimal digits, no two alike.

    Made of the code, the marked text and the line it begins on, all blanks as one; of findings that agree in these,
    the order counts. So a fingerprint stays when lines move, are indented or end otherwise, when the message is worded
    anew and when the file is renamed; it goes when someone works on the line.
    """
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        content = _content(source, finding)
        made.append(_digest(content, seen[content]))
        seen[content] += 1
    return made


def shared_fingerprints(source: Source, findings: Iterable[Diagnostic]) -> list[str]:
    """The same, but findings that agree in what a fingerprint is made of share that of the first one."""
    return [_digest(_content(source, finding), 0) for finding in findings]


def _content(source: Source, finding: Diagnostic) -> str:
    line = source.line_text(source.line_at(finding.span.start))
    return "\0".join((finding.code, _normalised(source[finding.span]), _normalised(line)))


def _digest(content: str, number: int) -> str:
    import hashlib

    return hashlib.sha256(f"{content}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _normalised(text: str) -> str:
    return " ".join(text.split())
