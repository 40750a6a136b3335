"""Text for people: each finding with its line, a caret under the span, the related places and the fix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.report import Result, Run, counted, page_url, visible, visible_path
from roadmap_lint.source import BYTE_ORDER_MARK, Source, Span

# Columns of a document line that are shown around a span: a terminal's width, and no 10 kB lines.
WIDEST = 110

_STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def render(run: Run, *, color: bool = False, links: bool = False) -> str:
    """Every finding of every file, then what the run wants told: counts by rule, and a last line.

    With `links`, codes are links to the pages of their rules (OSC 8), as terminals know them.
    """
    printed = [findings(run.results, color=color, links=links), "" if run.quiet else known_before(run.results)]
    parts = [part for part in printed if part]
    if run.statistics and parts:
        parts.append(statistics(run.results))
    if not run.quiet:
        parts.append(summary(run.results, run.fixed) + "\n")
    return "\n".join(parts)


def findings(results: Iterable[Result], *, color: bool = False, links: bool = False) -> str:
    """Every new finding of every file, a blank line between two; empty where there is nothing to say."""
    paint = _paint if color else _plain
    link = _linked if links else _plain_code
    blocks = [
        "\n".join(_finding(result, finding, paint, link))
        for result in results
        for finding in result.diagnostics
        if finding not in result.old
    ]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def statistics(results: Iterable[Result]) -> str:
    """A line for each rule that found something: how often, and how many of these `--fix` would correct."""
    counts: dict[tuple[str, str], list[int]] = {}
    for result in results:
        for finding in result.diagnostics:
            count = counts.setdefault((finding.code, finding.name), [0, 0])
            count[0] += 1
            count[1] += finding.fix is not None and finding.fix.safe
    width = max((len(str(number)) for number, _ in counts.values()), default=0)
    ranked = sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))
    return "".join(
        f"{number:>{width}} {code} {name}{f' (--fix corrects {fixable})' if fixable else ''}\n"
        for (code, name), (number, fixable) in ranked
    )


def known_before(results: Iterable[Result]) -> str:
    """Every finding that the base had already, each on a line of its own; empty where there is none.

    What the baseline knows is left out: there may be hundreds, and every run would repeat them.
    """
    lines = []
    for result in results:
        for finding in result.diagnostics:
            if finding in result.old - result.baselined:
                place = result.source.point(finding.span.start)
                where = f"{visible_path(result.source.path)}:{place.line}:{place.column}:"
                lines.append(f"{where} {finding.code} {finding.name} old {visible(finding.message)}\n")
    return "".join(lines)


def summary(results: Iterable[Result], fixed: int | None = None) -> str:
    """One line: how many findings, of which severity, how many `--fix` would correct or did, how many are known.

    What the baseline knows is counted once, at the end: of its findings none is shown.
    """
    results = list(results)
    found = [finding for result in results for finding in result.diagnostics]
    new = [finding for result in results for finding in result.diagnostics if finding not in result.old]
    read = [result.size for result in results if result.size is not None]
    checked = f"{counted(len(read), 'file')} checked"
    if not results:
        return checked
    known = sum(finding in result.baselined for result in results for finding in result.diagnostics)
    old = len(found) - len(new) - known
    before = f"; {counted(old, 'finding')} {'was' if old == 1 else 'were'} there before" if old else ""
    before += f"; {counted(known, 'finding')} {'is' if known == 1 else 'are'} in the baseline" if known else ""
    if not new:
        milestones = sum(size.milestones for size in read)
        tasks = sum(size.tasks for size in read)
        nothing = "nothing new to report" if before else "nothing to report"
        return (
            f"{checked}: {counted(milestones, 'milestone')}, {counted(tasks, 'task')}, {nothing}{_fixes(fixed)}{before}"
        )
    unread = f", {len(results) - len(read)} could not be read" if len(results) > len(read) else ""
    parts = ", ".join(_tallied(new))
    shown = (finding for result in results for finding in result.diagnostics if finding not in result.baselined)
    fixable = sum(finding.fix is not None and finding.fix.safe for finding in shown)
    return f"{checked}{unread}: {parts}{_fixes(fixed, fixable)}{before}"


def _fixes(fixed: int | None, left: int = 0) -> str:
    """What `--fix` did or, where it did nothing, would do."""
    if fixed:
        return f"; {fixed} fixed"
    if left:
        return f"; --fix corrects {left}"
    return "" if fixed is None else "; nothing to fix"


def _tallied(found: list[Diagnostic]) -> Iterator[str]:
    """The numbers of findings by severity, graver ones first."""
    for severity in sorted(Severity, reverse=True):
        number = sum(finding.severity is severity for finding in found)
        if number:
            yield counted(number, str(severity))


def _plain(text: str, style: str) -> str:
    return text


def _paint(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


def _plain_code(finding: Diagnostic) -> str:
    return finding.code


def _linked(finding: Diagnostic) -> str:
    url = page_url(finding.code, finding.name)
    return f"\x1b]8;;{url}\x1b\\{finding.code}\x1b]8;;\x1b\\" if url else finding.code


def _finding(
    result: Result, finding: Diagnostic, painted: Callable[[str, str], str], linked: Callable[[Diagnostic], str]
) -> Iterator[str]:
    source = result.source
    place = source.point(finding.span.start)
    style = _STYLES[finding.severity]
    where = painted(f"{visible_path(source.path)}:{place.line}:{place.column}:", "1")
    what = f"{painted(linked(finding), style)} {finding.name} {painted(str(finding.severity), style)}"
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
    if number == 1 and source.text.startswith(BYTE_ORDER_MARK):
        line = Span(line.start + 1, line.end)
    start, end = max(line.start, span.start), min(span.end, line.end)
    first, last = _window(line, start)
    before = source.text[first:start]
    marked, after = source.text[start : min(end, last)], source.text[max(start, min(end, last)) : last]
    left = "…" if first > line.start else ""
    right = "…" if last < line.end else ""
    shown = left + visible(before) + visible(marked) + visible(after) + right
    blanks = " " * len(left) + "".join("\t" if c == "\t" else " " * _width(c) for c in visible(before))
    carets = "".join("\t" if c == "\t" else "^" * _width(c) for c in visible(marked)).replace("\t", "^")
    return shown, (blanks, carets or "^")


def _window(line: Span, start: int) -> tuple[int, int]:
    """The part of a line to show: all of it where it fits, else what is around the start of a span."""
    if line.end - line.start <= WIDEST:
        return line.start, line.end
    first = max(line.start, min(start - WIDEST // 4, line.end - WIDEST))
    return first, min(line.end, first + WIDEST)


def width(text: str) -> int:
    """Terminal columns of a text."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    """Terminal columns of a character."""
    if character.isascii():
        return 1
    import unicodedata

    if unicodedata.combining(character) or character in "\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
