"""What tells a finding apart from others for longer than a line number does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.source import Source, Span

_LONGEST = 1000


def fingerprints(source: Source, findings: Iterable[Diagnostic]) -> list[str]:
    """One for each finding of a document, in their order: 16 hexadecimal digits, no two alike.

    Made of the code, the marked text and the line it begins on, all blanks as one; of findings that agree in these,
    the order counts. So a fingerprint stays when lines move, are indented or end otherwise, when the message is worded
    anew and when the file is renamed; it goes when someone works on the line.
    """
    seen: Counter[str] = Counter()
    contents = _Contents(source)
    made = []
    for finding in findings:
        content = contents.of(finding)
        made.append(_digest(content, seen[content]))
        seen[content] += 1
    return made


def shared_fingerprints(source: Source, findings: Iterable[Diagnostic]) -> list[str]:
    """The same, but findings that agree in what a fingerprint is made of share that of the first one."""
    contents = _Contents(source)
    return [_digest(contents.of(finding), 0) for finding in findings]


class _Contents:
    """What fingerprints are made of. A line may be long, and may have as many findings: of it a digest is taken."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines: dict[int, str] = {}

    def of(self, finding: Diagnostic) -> str:
        number = self._source.line_at(finding.span.start)
        if number not in self._lines:
            line = _normalised(self._source.line_text(number))
            self._lines[number] = line if len(line) <= _LONGEST else _digest(line, 0)
        return "\0".join((finding.code, self._marked(finding.span), self._lines[number]))

    def _marked(self, span: Span) -> str:
        """The text of a span; of one that is long, its beginning and how long it is."""
        length = span.end - span.start
        if length <= _LONGEST:
            return _normalised(self._source[span])
        return f"{_normalised(self._source[Span(span.start, span.start + _LONGEST)])}\0{length}"


def _digest(content: str, number: int) -> str:
    import hashlib

    return hashlib.sha256(f"{content}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _normalised(text: str) -> str:
    return " ".join(text.split())
