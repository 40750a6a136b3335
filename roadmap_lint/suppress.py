"""Suppressions: comments, and a field of the front matter, that keep findings quiet.

One that is unused or cannot work is itself a finding.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from datetime import date
from typing import TYPE_CHECKING

from roadmap_lint.config import Config
from roadmap_lint.diagnostic import Diagnostic, Edit, Fix
from roadmap_lint.model import Document, FrontMatterField, Value
from roadmap_lint.record import Record
from roadmap_lint.reserved import SuppressionUnused
from roadmap_lint.rule import Rule
from roadmap_lint.source import BYTE_ORDER_MARK, Source, Span

if TYPE_CHECKING:
    from roadmap_lint.directives import Directive, Named

_SEPARATORS = " \t\r\n,"
_BLANKS = " \t"
_NO_CONTENT = _BLANKS + BYTE_ORDER_MARK
# Of more idle names not all are told.
_MOST_NAMED = 20


class Suppressed(Record):
    """What is left of the findings, and what the suppressions kept quiet."""

    shown: list[Diagnostic]
    hidden: list[Diagnostic]


def apply(
    document: Document, found: Iterable[Diagnostic], config: Config, ran: Iterable[Rule], today: date | None
) -> Suppressed:
    """Sort findings into shown and hidden, and add those about the suppressions themselves."""
    comments = [comment for comment in document.comments if comment.value.startswith("roadmap-lint")]
    fields = [field for field in document.front_matter.fields if _is_ours(field)] if document.front_matter else []
    if not comments and not fields:
        return Suppressed(list(found), [])
    from roadmap_lint.directives import Reader  # most documents have none

    reader = Reader(document, config, today)
    for field in fields:
        reader.read_field(field)
    for comment in comments:
        reader.read(comment)
    names = [name for directive in reader.directives for name in directive.names]
    covered = _covered(names)
    shown: list[Diagnostic] = []
    hidden: list[Diagnostic] = []
    lines: dict[str, list[int]] = {}
    for finding in found:
        held = covered.get(finding.code)
        if held is None:
            shown.append(finding)
            continue
        line = document.source.line_at(finding.span.start)
        lines.setdefault(finding.code, []).append(line)
        (hidden if line < _last_at(held, line).stop else shown).append(finding)
    for numbers in lines.values():
        numbers.sort()
    used = {name.word.span for name in names if name.is_used(lines)}
    own = [*reader.problems, *_unused(document, reader.directives, used, {rule.code for rule in ran})]
    enabled = {rule.code for rule in config.rules}
    return Suppressed(shown + [finding for finding in own if finding.code in enabled], hidden)


def _covered(names: Iterable[Named]) -> dict[str, list[range]]:
    """The lines that any of the names covers, for each rule: ranges in order and apart."""
    by_code: dict[str, list[range]] = {}
    for name in names:
        for code, held in name.lines.items():
            by_code.setdefault(code, []).append(held)
    for code, ranges in by_code.items():
        apart: list[range] = []
        for held in sorted(ranges, key=lambda held: held.start):
            if apart and held.start <= apart[-1].stop:
                apart[-1] = range(apart[-1].start, max(apart[-1].stop, held.stop))
            elif held:
                apart.append(held)
        by_code[code] = apart
    return by_code


def _last_at(ranges: list[range], line: int) -> range:
    """The last of the ranges that begins at a line or before; an empty one where there is none."""
    index = bisect_right(ranges, line, key=lambda held: held.start)
    return ranges[index - 1] if index else range(0)


def _is_ours(field: FrontMatterField) -> bool:
    """Whether a field is meant for us: it has our name, or almost that of the one field that there is."""
    return field.key.value.lower().replace("_", "-").startswith("roadmap-lint")


def _unused(document: Document, directives: list[Directive], used: Set[Span], ran: Set[str]) -> Iterator[Diagnostic]:
    source, rule = document.source, SuppressionUnused()
    for directive in directives:
        idle = [
            name for name in directive.names if name.lines and name.word.span not in used and name.lines.keys() <= ran
        ]
        if not idle:
            continue
        names = ", ".join(name.word.value for name in idle[:_MOST_NAMED])
        names += f" and {len(idle) - _MOST_NAMED} more" if len(idle) > _MOST_NAMED else ""
        message = f"this suppression is not needed: nothing here breaks {names}"
        kept: list[Named] = []
        if len(idle) < len(directive.names):
            places = {name.word.span for name in idle}
            kept = [name for name in directive.names if name.word.span not in places]
        place = directive.comment
        if isinstance(place, FrontMatterField):
            span = Span(idle[0].word.span.start, idle[-1].word.span.end) if kept else place.key.span
            yield rule.finding(span, message, fix=None if kept else _field_removal(document, place))
            continue
        edit = _shortening(source, place, idle, kept) if kept else (_removal(source, place),)
        fix = Fix(f"no longer name {names}" if kept else "remove the suppression", edit)
        yield rule.finding(place.span, message, fix=fix)


def _field_removal(document: Document, field: FrontMatterField) -> Fix | None:
    """Take the lines of a field away; not in JSON, where commas would be left."""
    source = document.source
    if document.front_matter is None or document.front_matter.format == "json":
        return None
    start = source.line_span(source.line_at(field.key.span.start)).start
    if source[Span(start, field.key.span.start)].strip():
        return None
    value = source[field.value.span].rstrip()
    end = _line_behind(source, source.line_at(field.value.span.start + len(value)))
    return Fix("remove the suppression", (Edit(Span(start, end), ""),))


def _removal(source: Source, comment: Value[str]) -> Edit:
    """Take the comment away, with its lines where it has them to itself, else with the blanks that would end a line."""
    from roadmap_lint.directives import with_marks

    start, end = with_marks(source, comment)
    first_line = source.line_at(start)
    begin, last = source.line_span(first_line)
    last_line = first_line
    if end > last:
        last_line = source.line_at(end)
        last = source.line_span(last_line).end
    if not source.text[end:last].strip():
        before = source.text[begin:start]
        if before.strip(_NO_CONTENT):
            start, end = begin + len(before.rstrip(_BLANKS)), last
        else:
            start = begin + before.startswith(BYTE_ORDER_MARK)
            end = _line_behind(source, last_line)
    return Edit(Span(start, end), "")


def _line_behind(source: Source, line: int) -> int:
    """Where the line behind another begins, or the text ends."""
    return source.line_span(line + 1).start if line < source.line_count else len(source.text)


def _shortening(source: Source, comment: Value[str], idle: list[Named], kept: list[Named]) -> tuple[Edit, ...]:
    """Take names away, each with the separators before it, or behind it where no name that is kept comes before."""
    first_kept = min(name.word.span.start for name in kept)
    edits = []
    for name in idle:
        start, end = name.word.span
        if start < first_kept:
            while end < comment.span.end and source.text[end] in _SEPARATORS:
                end += 1
        else:
            while start > comment.span.start and source.text[start - 1] in _SEPARATORS:
                start -= 1
        edits.append(Edit(Span(start, end), ""))
    return tuple(edits)
