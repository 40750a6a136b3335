"""Text for people: each finding with its line, a caret under the span, the related places and the fix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.report import Result, visible, visible_path
from roadmap_lint.source import Source, Span

# Columns of a document line that are shown around a span: a terminal's width, and no 10 kB lines.
WIDEST = 110

_STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def render(results: Iterable[Result], *, color: bool = False) -> str:
    """Every finding of every file, a blank line between two; empty where there is nothing to say."""
    paint = _paint if color else _plain
    blocks = [
        "\n".join(_finding(result.source, finding, paint)) for result in results for finding in result.diagnostics
    ]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def old(results: Iterable[Result]) -> str:
    """Every finding that the base had already, each on a line of its own; empty where there is none."""
    lines = []
    for result in results:
        for finding in result.old:
            place = result.source.point(finding.span.start)
            where = f"{visible_path(result.source.path)}:{place.line}:{place.column}:"
            lines.append(f"{where} {finding.code} {finding.name} old {visible(finding.message)}\n")
    return "".join(lines)


def summary(results: Iterable[Result]) -> str:
    """One line: how many findings, of which severity, and how many `--fix` would correct."""
    results = list(results)
    findings = [finding for result in results for finding in result.diagnostics]
    read = [result.document for result in results if result.document is not None]
    before = sum(len(result.old) for result in results)
    known = f"; {_count(before, 'finding')} {'was' if before == 1 else 'were'} there before" if before else ""
    checked = f"{_count(len(read), 'file')} checked"
    if not results:
        return checked
    if not findings:
        milestones = sum(len(document.milestones) for document in read)
        tasks = sum(len(document.tasks) for document in read)
        nothing = "nothing new to report" if before else "nothing to report"
        return f"{checked}: {_count(milestones, 'milestone')}, {_count(tasks, 'task')}, {nothing}{known}"
    unread = f", {len(results) - len(read)} could not be read" if len(results) > len(read) else ""
    severities = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    counts = [
        _count(sum(finding.severity is severity for finding in findings), str(severity)) for severity in severities
    ]
    parts = ", ".join(part for part in counts if not part.startswith("0 "))
    fixable = sum(finding.fix is not None and finding.fix.safe for finding in findings)
    return f"{checked}{unread}: {parts}" + (f"; --fix corrects {fixable}" if fixable else "") + known


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _plain(text: str, style: str) -> str:
    return text


def _paint(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


def _finding(source: Source, finding: Diagnostic, painted: Callable[[str, str], str]) -> Iterator[str]:
    place = source.point(finding.span.start)
    style = _STYLES[finding.severity]
    where = painted(f"{visible_path(source.path)}:{place.line}:{place.column}:", "1")
    what = f"{painted(finding.code, style)} {finding.name} {painted(str(finding.severity), style)}"
    yield f"{where} {what} {visible(finding.message)}"
    margin = " " * len(str(place.line))
    if finding.span != Span(0, 0) or source.text:
        line, caret = excerpt(source, finding.span)
        yield f"{margin} {painted('|', '34')}"
        yield f"{painted(str(place.line), '34')} {painted('|', '34')} {line}".rstrip()
        yield f"{margin} {painted('|', '34')} {caret[0]}{painted(caret[1], style)}"
    for related in finding.related:
        point = source.point(related.span.start)
        yield f"{margin} {painted('=', '34')} line {point.line}: {visible(related.message)}"
    if finding.fix is not None:
        safe = "" if finding.fix.safe else " (unsafe: --unsafe-fixes)"
        yield f"{margin} {painted('=', '34')} fix: {visible(finding.fix.title)}{safe}"


def excerpt(source: Source, span: Span) -> tuple[str, tuple[str, str]]:
    """The first line of a span as it can be shown, and the blanks and carets for the line below it."""
    number = source.line_at(span.start)
    line = source.line_span(number)
    text = source.line_text(number)
    start = max(0, span.start - (line.end - len(text)))
    end = min(span.end, line.end) - (line.end - len(text))
    first, last = _window(text, start, end)
    before, marked, after = text[first:start], text[start : min(end, last)], text[max(start, min(end, last)) : last]
    left = "…" if first else ""
    right = "…" if last < len(text) else ""
    shown = left + visible(before) + visible(marked) + visible(after) + right
    blanks = " " * len(left) + "".join("\t" if c == "\t" else " " * _width(c) for c in visible(before))
    carets = "".join("\t" if c == "\t" else "^" * _width(c) for c in visible(marked)).replace("\t", "^")
    return shown, (blanks, carets or "^")


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a line to show: all of it where it fits, else the span and what is around it."""
    if len(text) <= WIDEST:
        return 0, len(text)
    first = max(0, min(start - WIDEST // 4, len(text) - WIDEST))
    return first, min(len(text), first + WIDEST)


def _width(character: str) -> int:
    """Terminal columns of a character."""
    if character.isascii():
        return 1
    import unicodedata

    if unicodedata.combining(character) or character in "\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
