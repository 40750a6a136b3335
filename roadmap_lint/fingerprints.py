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
    import hashlib

    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        line = source.line_text(source.line_at(finding.span.start))
        content = "\0".join((finding.code, _normalised(source[finding.span]), _normalised(line)))
        data = f"{content}\0{seen[content]}".encode("utf-8", "surrogatepass")
        seen[content] += 1
        made.append(hashlib.sha256(data).hexdigest()[:16])
    return made


def _normalised(text: str) -> str:
    return " ".join(text.split())
