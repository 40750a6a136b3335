"""Where rules run: a text becomes findings, and findings with fixes become a text."""

from __future__ import annotations

import os
from bisect import bisect_right, insort
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from roadmap_lint import baseline, suppress
from roadmap_lint.baseline import Known
from roadmap_lint.config import Config
from roadmap_lint.diagnostic import Diagnostic, Fix
from roadmap_lint.facts import Facts
from roadmap_lint.model import Document
from roadmap_lint.parser import parse
from roadmap_lint.record import Record
from roadmap_lint.reserved import RuleCrashed, UnreadableFile
from roadmap_lint.rule import CAPABILITIES, NEEDS, Context, FileProbe, Rule, Tracker
from roadmap_lint.source import Source, Span

# A fix may make room for another, as many that overlap do; more rounds than this mean that there is no end.
MOST_ROUNDS = 100


class Report(Record):
    """What a check of one text found: findings in the order of the text, and those that suppressions kept quiet.

    Where the context has a base, `old` are the findings that the base had already; where a baseline was given,
    `baselined` are those that it knows, and `gone` is what it knows and is not there. None of them is among
    `diagnostics`. `unjudged` are the codes of rules that did not run, or failed.
    """

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]
    old: tuple[Diagnostic, ...] = ()
    baselined: tuple[Diagnostic, ...] = ()
    gone: tuple[Known, ...] = ()
    unjudged: frozenset[str] = frozenset()

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """New findings, old ones and those of the baseline, in the order of the text."""
        return _in_order((*self.diagnostics, *self.old, *self.baselined))


def check(
    text: str,
    *,
    path: str = "ROADMAP.md",
    config: Config | None = None,
    context: Context | None = None,
    known: Iterable[Known] = (),
) -> Report:
    """Check a text and say everything there is to say; `lint` is the short form. `known` is what the baseline knows."""
    return check_document(parse(text, path), config or _recommended(), context or Context(), known)


@cache
def _recommended() -> Config:
    return Config.default()


def check_document(document: Document, config: Config, context: Context, known: Iterable[Known] = ()) -> Report:
    """Run the rules of a config over a document that is already read.

    What the config tells of the project and of platforms holds unless the context tells of them.
    """
    context = context.told(config.project, config.facts)
    report = _judge(document, config, context)
    before = None if context.base is None else _judge(context.base, config, context.of_base())
    baselined, missing = baseline.divided(document.source, report.diagnostics, known)
    new, old = _divided(report, before) if before else (report.diagnostics, ())
    in_baseline = {id(finding) for finding in baselined}
    return report._replace(
        diagnostics=tuple(finding for finding in new if id(finding) not in in_baseline),
        old=tuple(finding for finding in old if id(finding) not in in_baseline),
        baselined=tuple(baselined),
        gone=tuple(one for one in missing if one.code not in report.unjudged),
    )


def _judge(document: Document, config: Config, context: Context) -> Report:
    # of a document of which nothing could be read no rule can tell
    readable = document.texts or not document.problems
    given = frozenset(name for name in CAPABILITIES if getattr(context, name) is not None)
    able, unjudged = _divided_by(given, config)
    if not readable:
        unjudged = unjudged.union(rule.code for rule in able)
        able = ()
    found = _unread(document)
    failed: list[Rule] = []
    for rule in able:
        of_rule = _run(rule, document, context)
        if of_rule:
            found.extend(of_rule)
            if any(finding.code == RuleCrashed.code for finding in of_rule):
                failed.append(rule)
    # of those that failed nobody knows which suppressions they need
    finished = [rule for rule in able if rule not in failed] if failed else able
    shown, hidden = suppress.apply(document, found, config, finished, context.today)
    unjudged = unjudged.union(rule.code for rule in failed)
    return Report(document, _ordered(shown, config), _ordered(hidden, config), unjudged=unjudged)


@lru_cache(maxsize=16)
def _divided_by(given: frozenset[str], config: Config) -> tuple[tuple[Rule, ...], frozenset[str]]:
    """The rules that run where these capabilities are given, and the codes of all the others; alike for each file."""
    able = tuple(rule for rule in config.rules if NEEDS[rule.kind] | rule.needs <= given)
    others = {rule.code for rule in config.catalogue} - {rule.code for rule in able}
    return able, frozenset(others)


def _unread(document: Document) -> list[Diagnostic]:
    """The first of what was not read: silence about it would be taken for approval."""
    if not document.problems:
        return []
    (start, end), message = document.problems[0]
    line = document.source.line_span(document.source.line_at(start))
    return [UnreadableFile().finding(Span(start, min(end, line.end)), message)]


def _divided(report: Report, before: Report) -> tuple[Iterable[Diagnostic], Iterable[Diagnostic]]:
    """The findings that are new, and those that the base had already: each once, wherever it stands now.

    One on a line that the base has, too, is matched with it; else with one on a line that is mostly the same.
    """
    from roadmap_lint.history import Lines

    source, base = report.document.source, before.document.source
    known: dict[tuple[str, ...], list[str]] = {}
    for finding in before.diagnostics:
        known.setdefault(_identity(finding, base), []).append(_line(finding, base))
    waiting = {identity: Lines(lines) for identity, lines in known.items()}
    # of these the base cannot tell: what became of it, and what could not be read or judged
    left = [
        (finding, waiting[identity], _line(finding, source))
        for finding in report.diagnostics
        if finding.kind != "history" and finding.code not in baseline.NEVER_KNOWN
        if (identity := _identity(finding, source)) in waiting
    ]
    changed = [(finding, lines, line) for finding, lines, line in left if not lines.take(line)]
    new = {id(finding) for finding, lines, line in changed if not lines.take_alike(line, 0.5)}
    old = {id(finding) for finding, _, _ in left} - new
    return (
        [finding for finding in report.diagnostics if id(finding) not in old],
        [finding for finding in report.diagnostics if id(finding) in old],
    )


# Of a longer line, so much on either side of a finding is compared.
_NEAR = 500


def _identity(finding: Diagnostic, source: Source) -> tuple[str, ...]:
    start, end = finding.span
    return finding.code, finding.message, " ".join(source.text[start : min(end, start + _NEAR)].split())


def _line(finding: Diagnostic, source: Source) -> str:
    at = finding.span.start
    start, end = source.line_span(source.line_at(at))
    return " ".join(source.text[max(start, at - _NEAR) : min(end, at + _NEAR)].split())


def lint(
    text: str,
    *,
    path: str = "ROADMAP.md",
    config: Config | None = None,
    today: date | None = None,
    base: Document | None = None,
    facts: Facts | None = None,
    files: FileProbe | None = None,
    tracker: Tracker | None = None,
) -> tuple[Diagnostic, ...]:
    """The findings in a text, in the order of the text.

    Rules that need a *today*, a base revision, files or a tracker run only where these are given. Pure: nothing is
    printed, read or kept; safe to call from threads. Nothing is raised for any text: a rule that fails is one finding,
    RM000. Spans count code points of `text`. Without a config the recommended rules run, and without facts the shipped
    ones count. With a base the findings that it had already are left out.
    """
    context = Context(today=today, base=base, facts=facts, files=files, tracker=tracker)
    return check(text, path=path, config=config, context=context).diagnostics


def fix(
    text: str,
    *,
    path: str = "ROADMAP.md",
    config: Config | None = None,
    today: date | None = None,
    base: Document | None = None,
    facts: Facts | None = None,
    files: FileProbe | None = None,
    tracker: Tracker | None = None,
    unsafe: bool = False,
) -> str:
    """The text with every safe fix applied (with `unsafe`, every fix); fixing it again changes nothing.

    Overlapping fixes are applied in rounds. What no fix touches stays as it is, to the last line ending. The rest is as
    for `lint`: rules run where they are given what they need, and nothing is printed, read or kept.
    """
    context = Context(today=today, base=base, facts=facts, files=files, tracker=tracker)
    return fixed(text, path=path, config=config or _recommended(), context=context, unsafe=unsafe)


def fixed(text: str, *, path: str, config: Config, context: Context, unsafe: bool = False) -> str:
    """The same, given all that rules know at once."""
    return corrected(text, path=path, config=config, context=context, unsafe=unsafe)[0]


def corrected(text: str, *, path: str, config: Config, context: Context, unsafe: bool = False) -> tuple[str, int]:
    """The same, and how many fixes it took.

    Fixes that undo each other, or never end, change nothing at all: whichever round were the last, the next run would
    go on from there.
    """
    seen = [text]
    number = 0
    for _ in range(MOST_ROUNDS):
        report = check(seen[-1], path=path, config=config, context=context)
        chosen = _applicable(seen[-1], [finding.fix for finding in report.found if finding.fix], unsafe=unsafe)
        applied = _edited(seen[-1], chosen)
        if applied == seen[-1]:
            return applied, number
        if applied in seen:
            break
        number += len(chosen)
        seen.append(applied)
    return text, 0


# What front matter looks like that a stray character keeps from being read as such.
_READ_OF_FRONT_MATTER = frozenset({"headings", "links", "paragraphs, items and cells"})


def _parts(document: Document) -> dict[str, int]:
    """What a document is made of, and how often it has it: no fix of ours takes one of these away."""
    milestones = document.milestones
    return {
        "milestones": len(milestones),
        "milestones with a version": sum(milestone.version is not None for milestone in milestones),
        "milestones with a period": sum(milestone.period is not None for milestone in milestones),
        "milestones with a status": sum(milestone.status is not None for milestone in milestones),
        "headings": len(document.headings),
        "tasks": len(document.tasks),
        "groups of tasks": len(document.groups),
        "links": len(document.links),
        "tables": len(document.tables),
        # one without a letter may be an invisible character, which is rightly removed
        "paragraphs, items and cells": sum(any(map(str.isalnum, text.text)) for text in document.texts),
    }


def damage(before: Report, after: Report) -> str | None:
    """What a fixed document would lose; `None` where it is no worse than it was.

    A fix that takes something away, makes a part unreadable, or makes a rule fail is a mistake of its rule. How many
    findings there are says nothing: 'Completd' corrected, the open tasks of that milestone are found.
    """
    was, now = before.document, after.document
    left = _parts(now)
    found_front_matter = was.front_matter is None and now.front_matter is not None
    for name, had in _parts(was).items():
        if left[name] < had and not (found_front_matter and name in _READ_OF_FRONT_MATTER):
            return f"with them the document would have fewer {name} ({left[name]}, and not {had}); please report this"
    if was.front_matter is not None and now.front_matter is None:
        return "with them the document would lose its front matter; please report this"
    if len(now.unread) > len(was.unread):
        return "with them a part that can be read could not be read any more; please report this"
    failing = sorted(after.unjudged - before.unjudged)
    return f"with them {failing[0]} would fail on this file; please report this" if failing else None


def apply_fixes(text: str, fixes: Iterable[Fix], *, unsafe: bool = False) -> str:
    """One round: the fixes, in their order, that do not overlap one applied before."""
    return _edited(text, _applicable(text, fixes, unsafe=unsafe))


def _applicable(text: str, fixes: Iterable[Fix], *, unsafe: bool) -> list[Fix]:
    """The fixes, in their order, that do not overlap one before."""
    chosen = []
    taken: list[tuple[Span, str]] = []  # in the order of the text, and apart
    for candidate in fixes:
        if not (candidate.safe or unsafe) or not candidate.edits or not _can_be_applied(candidate, text):
            continue
        if any(_is_taken(edit.span, taken) for edit in candidate.edits):
            continue
        for edit in candidate.edits:
            insort(taken, (edit.span, edit.text))
        chosen.append(candidate)
    return chosen


def _edited(text: str, fixes: Iterable[Fix]) -> str:
    """The text with fixes that lie in it and apart."""
    parts, position = [], 0
    for span, replacement in sorted((edit.span, edit.text) for fix in fixes for edit in fix.edits):
        parts += [text[position : span.start], replacement]
        position = span.end
    return "".join([*parts, text[position:]])


def _is_taken(span: Span, taken: list[tuple[Span, str]]) -> bool:
    """Whether an edit would overlap one of those that are taken; only its neighbours can."""
    index = bisect_right(taken, span.end, key=lambda edit: edit[0].start)
    while index and taken[index - 1][0].end >= span.start:
        index -= 1
        if _overlap(span, taken[index][0]):
            return True
    return False


def _can_be_applied(fix: Fix, text: str) -> bool:
    """Whether the edits of a fix lie in the text and apart from each other. Of ours they do; a pack may err."""
    spans = sorted(edit.span for edit in fix.edits)
    inside = all(0 <= span.start <= span.end <= len(text) for span in spans)
    return inside and all(first.end <= second.start and first != second for first, second in pairwise(spans))


def _overlap(first: Span, second: Span) -> bool:
    if first.start == first.end or second.start == second.end:
        return first.start <= second.end and second.start <= first.end
    return first.start < second.end and second.start < first.end


def _run(rule: Rule, document: Document, context: Context) -> list[Diagnostic]:
    try:
        given = rule.check(document, context)
        if given is None:  # says no type checker, but authors forget the return
            return _crashed(rule, "check() returned None: yield findings, or return a list")
        found = list(given)
    except Exception as error:  # one rule's failure must not silence the others
        reason = " ".join(str(error).split())[:200]
        said = f"{type(error).__name__}: {reason}" if reason else type(error).__name__
        return _crashed(rule, f"{said} ({_place(rule, error)})")
    for finding in found:
        if not isinstance(finding, Diagnostic):
            kind = type(finding).__name__
            return _crashed(rule, f"check() gave a {kind}: give findings made by self.finding(span, message)")
    return found


def _crashed(rule: Rule, reason: str) -> list[Diagnostic]:
    message = f"rule {rule.code} ({rule.name}) failed on this file, the others ran: {reason}"
    return [RuleCrashed().finding(Span(0, 0), message)]


def _place(rule: Rule, error: Exception) -> str:
    """File and line where a rule failed: the last one in its own module, else the last of all."""
    place, own = "", False
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        here = frame.f_globals.get("__name__") == type(rule).__module__
        if here or not own:
            place, own = f"{os.path.basename(frame.f_code.co_filename)}:{trace.tb_lineno}", here
        trace = trace.tb_next
    return place


def _ordered(found: Iterable[Diagnostic], config: Config) -> tuple[Diagnostic, ...]:
    levelled = (
        finding._replace(severity=config.severities[finding.code]) if finding.code in config.severities else finding
        for finding in found
    )
    # dict.fromkeys: a finding that a rule gives twice is one
    return _in_order(dict.fromkeys(levelled))


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda finding: (finding.span, finding.code, finding.message)))
