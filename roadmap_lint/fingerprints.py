"""What tells a finding apart from others for longer than a line number does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.source import Source, Span

_LONGEST_LINE = 1000


def fingerprints(source: Source, findings: Iterable[Diagnostic]) -> list[str]:
    """One for each finding of a document, in their order: 16 hexadecimal digits, no two alike.

    Made of the code, the marked text and the line it begins on, all blanks as one; of findings that agree in these,
    the order counts. So a fingerprint stays when lines move, are indented or end otherwise, when the message is worded
    anew and when the file is renamed; it goes when someone works on the line.
    """
    import hashlib

    seen: Counter[str] = Counter()
    lines: dict[int, str] = {}
    made = []
    for finding in findings:
        number = source.line_at(finding.span.start)
        if number not in lines:
            line = _normalised(source.line_text(number))
            # a line may be long, and may have as many findings
            shortened = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
            lines[number] = line if len(line) <= _LONGEST_LINE else shortened
        content = "\0".join((finding.code, _marked(source, finding.span), lines[number]))
        data = f"{content}\0{seen[content]}".encode("utf-8", "surrogatepass")
        seen[content] += 1
        made.append(hashlib.sha256(data).hexdigest()[:16])
    return made


def _marked(source: Source, span: Span) -> str:
    """The text of a span; of one that is long, its beginning and how long it is."""
    length = span.end - span.start
    if length <= _LONGEST_LINE:
        return _normalised(source[span])
    return f"{_normalised(source[Span(span.start, span.start + _LONGEST_LINE)])}\0{length}"


def _normalised(text: str) -> str:
    return " ".join(text.split())
