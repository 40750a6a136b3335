"""What must hold of any input at all: asked by the property tests and by the fuzzer (fuzz/)."""

from __future__ import annotations

import tomllib
from datetime import date

from spans import parse_proven

from roadmap_lint import Config, fix, parse
from roadmap_lint.config import ConfigError
from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.engine import Report, check, fixed
from roadmap_lint.parser.unread import not_understood
from roadmap_lint.report import FORMATS, Result, Run, Size, format_named
from roadmap_lint.reserved import CODES as NEVER_SUPPRESSED
from roadmap_lint.reserved import RULES as RESERVED
from roadmap_lint.reserved import RuleCrashed
from roadmap_lint.rule import Context
from roadmap_lint.rules import RULES
from roadmap_lint.silence import silenced
from roadmap_lint.testing import Files

TODAY = date(2026, 6, 1)


def prove(text: str, path: str = "ROADMAP.md") -> Report:
    """Everything that holds of any document: what is read, found, fixed, suppressed and printed."""
    for one in not_understood(parse_proven(text, path)):
        assert text[one.text.span.start : one.text.span.end] == one.text.raw, one
    report = check(text, path=path)
    everything = Context(today=TODAY, base=parse(text[: len(text) // 2], path), files=Files(("docs/a.md",)))
    told = check(text, path=path, context=everything)
    for finding in (*report.diagnostics, *told.diagnostics, *told.old):
        assert finding.code != RuleCrashed.code, finding.message
        _prove_finding(finding, len(text))
    _prove_fixes(text, path)
    _prove_suppressions(text, path, report)
    _prove_formats(report)
    return report


def _prove_finding(finding: Diagnostic, length: int) -> None:
    edits = finding.fix.edits if finding.fix else ()
    for span in (finding.span, *(edit.span for edit in edits), *(related.span for related in finding.related)):
        assert 0 <= span.start <= span.end <= length, finding
    assert "\n" not in finding.message, finding
    assert finding.message.strip(), finding


def _prove_fixes(text: str, path: str) -> None:
    once = fix(text, path=path)
    assert fix(once, path=path) == once
    config, context = Config.default(), Context()
    unsafe = fixed(text, path=path, config=config, context=context, unsafe=True)
    assert fixed(unsafe, path=path, config=config, context=context, unsafe=True) == unsafe


def _prove_suppressions(text: str, path: str, report: Report) -> None:
    codes = {finding.code for finding in report.diagnostics} - NEVER_SUPPRESSED
    if not codes:
        return
    without = Config.default().with_selection(ignore=sorted(codes))
    left = [one for one in check(text, path=path, config=without).diagnostics if one.code not in NEVER_SUPPRESSED]
    # suppressions of a rule that does not run are not judged, so that nothing new may come up
    assert not left, left
    quiet = silenced(text, path=path, config=Config.default(), context=Context())
    assert len(check(quiet, path=path).diagnostics) <= len(report.diagnostics)


def _prove_formats(report: Report) -> None:
    from consumers import READERS

    run = Run(
        (Result(report.document.source, Size.of(report.document), report.diagnostics),), rules=(*RESERVED, *RULES)
    )
    for name in FORMATS:
        output = format_named(name).render(run)
        output.encode("utf-8")
        if name in READERS:
            READERS[name](output)


def prove_config(text: str) -> None:
    """A config is used, or refused in one line that says why."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    refused = None
    try:
        config = Config.from_table(table, text=text)
    except ConfigError as error:
        refused = str(error)
    if refused is not None:
        assert refused.isprintable()
        return
    check("# Acme\n\n### v2.8 (Q5 2026)\n", config=config.for_path("ROADMAP.md"))


__all__ = ["prove", "prove_config"]
