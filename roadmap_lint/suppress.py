"""Suppressions: comments that keep a finding quiet. One that is unused or cannot work is itself a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from roadmap_lint.config import Config, matching
from roadmap_lint.diagnostic import Diagnostic, Edit, Fix
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Value
from roadmap_lint.record import Record
from roadmap_lint.reserved import SuppressionExpired, SuppressionInvalid, SuppressionUnused
from roadmap_lint.rule import Rule
from roadmap_lint.source import Source, Span
from roadmap_lint.spelling import nearest

VERBS = ("disable-next-line", "disable-line", "disable", "enable", "disable-file")

_DIRECTIVE = pattern(r"roadmap-lint-(?P<verb>[A-Za-z-]+)(?:[\s,:]+(?P<rest>.*))?$", re.DOTALL)
_ARGUMENT = pattern(r"(?P<key>reason|until)\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>\S+))")
_NO_END = 2**31


class Directive(Record):
    """A suppression that can work: the rules it names, and the lines (from 1, half open) that it covers."""

    comment: Value[str]
    names: tuple[tuple[str, frozenset[str]], ...]
    first_line: int
    end_line: int


class Suppressed(Record):
    """What is left of the findings, and what the suppressions kept quiet."""

    shown: list[Diagnostic]
    hidden: list[Diagnostic]


def apply(
    document: Document, found: Iterable[Diagnostic], config: Config, ran: Iterable[Rule], today: date | None
) -> Suppressed:
    """Sort findings into shown and hidden, and add those about the suppressions themselves."""
    if not any(comment.value.startswith("roadmap-lint") for comment in document.comments):
        return Suppressed(list(found), [])
    directives, own = _read(document, config, today)
    used: set[tuple[Span, str]] = set()
    shown: list[Diagnostic] = []
    hidden: list[Diagnostic] = []
    for finding in found:
        by = [item for item in directives if _covers(item, finding, document.source)]
        (hidden if by else shown).append(finding)
        for directive in by:
            used.update((directive.comment.span, name) for name, codes in directive.names if finding.code in codes)
    own.extend(_unused(document, directives, used, frozenset(rule.code for rule in ran)))
    enabled = {rule.code for rule in config.rules}
    return Suppressed(shown + [finding for finding in own if finding.code in enabled], hidden)


def _covers(directive: Directive, finding: Diagnostic, source: Source) -> bool:
    line = source.line_at(finding.span.start)
    return directive.first_line <= line < directive.end_line and any(
        finding.code in codes for _, codes in directive.names
    )


def _read(document: Document, config: Config, today: date | None) -> tuple[list[Directive], list[Diagnostic]]:
    directives: list[Directive] = []
    own: list[Diagnostic] = []
    for comment in document.comments:
        if not comment.value.startswith("roadmap-lint"):
            continue
        match = _DIRECTIVE.match(comment.value)
        verb = match["verb"].lower() if match else ""
        if match is None or verb not in VERBS:
            own.append(_invalid(comment, _malformed(comment.value, verb)))
            continue
        rest = match["rest"] or ""
        arguments = {
            argument["key"]: argument["quoted"] or argument["single"] or argument["bare"] or ""
            for argument in _ARGUMENT.finditer(rest)
        }
        names, problems = _names(comment, _ARGUMENT.sub(" ", rest), config)
        own.extend(problems)
        if verb == "enable":
            _end(directives, document, comment, {code for _, codes in names for code in codes})
            continue
        if config.require_reason and not arguments.get("reason"):
            own.append(_invalid(comment, 'this suppression gives no reason, and the config asks for one (reason="…")'))
        expired = _expired(comment, arguments.get("until"), today, own)
        if names and not expired:
            directives.append(Directive(comment, names, *_lines(document.source, comment, verb)))
    return directives, own


def _malformed(text: str, verb: str) -> str:
    words = text.split()[0]
    close = nearest(verb, VERBS) if verb else []
    meant = f"; did you mean 'roadmap-lint-{close[0]}'?" if close else f" (roadmap-lint-{', -'.join(VERBS)})"
    return f"'{words[:60]}' is not a directive{meant}"


def _names(
    comment: Value[str], text: str, config: Config
) -> tuple[tuple[tuple[str, frozenset[str]], ...], list[Diagnostic]]:
    names, problems = [], []
    for name in re.split(r"[\s,]+", text.strip()):
        if not name:
            continue
        rules = matching(name, config.catalogue) if name.upper() != "ALL" else []
        if rules:
            names.append((name, frozenset(rule.code for rule in rules)))
        else:
            known = [known for rule in config.catalogue for known in (rule.name, rule.code)]
            close = nearest(name, known)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            problems.append(_invalid(comment, f"this suppression names no rule: '{name[:60]}'{hint}"))
    if not names and not problems:
        problems.append(_invalid(comment, "this suppression names no rule: say which ones it is for"))
    return tuple(names), problems


def _expired(comment: Value[str], until: str | None, today: date | None, own: list[Diagnostic]) -> bool:
    if until is None:
        return False
    try:
        day = date.fromisoformat(until)
    except ValueError:
        own.append(_invalid(comment, f"until={until[:60]} is not a day such as 2027-01-31"))
        return False
    if today is None or today <= day:
        return False
    message = f"this suppression ended on {day}: what it hid is shown again; correct that, or give a later day"
    rule = SuppressionExpired()
    own.append(rule.finding(comment.span, message))
    return True


def _lines(source: Source, comment: Value[str], verb: str) -> tuple[int, int]:
    line = source.line_at(comment.span.end)
    if verb == "disable-file":
        return 1, _NO_END
    if verb == "disable-line":
        return line, line + 1
    line += 1
    while line < source.line_count and not source.line_text(line).strip():
        line += 1
    return (line, line + 1) if verb == "disable-next-line" else (line, _NO_END)


def _end(directives: list[Directive], document: Document, comment: Value[str], codes: set[str]) -> None:
    """Let `enable` end the open `disable` of the same rules (of all rules, where it names none)."""
    line = document.source.line_at(comment.span.start)
    for index, directive in enumerate(directives):
        same = any(not codes or named <= codes for _, named in directive.names)
        if directive.end_line == _NO_END and directive.first_line > 1 and same:
            directives[index] = directive._replace(end_line=line)


def _invalid(comment: Value[str], message: str) -> Diagnostic:
    return SuppressionInvalid().finding(comment.span, message)


def _unused(
    document: Document, directives: list[Directive], used: set[tuple[Span, str]], ran: frozenset[str]
) -> Iterator[Diagnostic]:
    rule = SuppressionUnused()
    for directive in directives:
        idle = [name for name, codes in directive.names if (directive.comment.span, name) not in used and codes <= ran]
        if not idle:
            continue
        every = len(idle) == len(directive.names)
        names = ", ".join(idle)
        fix = _removal(document.source, directive.comment) if every else _shortened(directive.comment, idle)
        yield rule.finding(
            directive.comment.span, f"this suppression is not needed: nothing here breaks {names}", fix=fix
        )


def _removal(source: Source, comment: Value[str]) -> Fix | None:
    """Take the comment away, with its line where it has one to itself."""
    text = source.text
    start = text.rfind("<!--", 0, comment.span.start)
    end = text.find("-->", comment.span.end) + 3
    if start < 0 or end < 3 or text[start + 4 : comment.span.start].strip():
        return None
    line = source.line_span(source.line_at(start))
    if not text[line.start : start].strip() and not text[end : line.end].strip():
        start, end = line
        while end < len(text) and text[end] in "\r\n":
            end += 2 if text.startswith("\r\n", end) else 1
            break
    return Fix("remove the suppression", (Edit(Span(start, end), ""),))


def _shortened(comment: Value[str], idle: list[str]) -> Fix:
    text = comment.raw
    for name in idle:
        text = re.sub(rf"(?<=[\s,]){re.escape(name)}(?:,?\s+|$)", "", text, count=1)
    return Fix(f"no longer name {', '.join(idle)}", (Edit(comment.span, text),))
