"""Where what a check found is printed, and how."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date

from roadmap_lint import __version__
from roadmap_lint.cli.process import STANDARD_INPUT
from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.record import Record
from roadmap_lint.report import Result, visible, visible_path
from roadmap_lint.reserved import RuleCrashed, UnreadableFile


class Checked(Record):
    """One file of a run, after checking; `fixed` is its text after the fixes that were asked for."""

    result: Result
    fixed: str


def writes(options: argparse.Namespace) -> bool:
    """Whether a run changes documents: with --diff it only says how."""
    return (options.fix or options.add_suppressions) and not options.diff


def print_diffs(checked: Iterable[Checked]) -> bool:
    import difflib

    changed = False
    for item in checked:
        before, after = item.result.source.text, item.fixed
        if item.result.document is None or before == after:
            continue
        changed = True
        path = visible_path(item.result.source.path)
        lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}")
        for line in lines:
            ending = "" if line.endswith("\n") else "\n\\ No newline at end of file\n"
            sys.stdout.write(visible(line.rstrip("\r\n")) + (line[len(line.rstrip("\r\n")) :] or "") + ending)
    return changed


def _lines(text: str) -> list[str]:
    """Lines as diff and patch see them: they end in a line feed, and in nothing else."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]


def print_report(results: list[Result], today: date | None, options: argparse.Namespace) -> None:
    to_error = (writes(options) and options.paths == [STANDARD_INPUT]) or options.diff
    stream = sys.stderr if to_error else sys.stdout
    if options.output == "json":
        from roadmap_lint import facts
        from roadmap_lint.report import json

        errors = [_fault(result, finding) for result in results for finding in result.diagnostics if _is_fault(finding)]
        stream.write(json.render(results, version=__version__, today=today, facts=facts.shipped(), errors=errors))
        return
    from roadmap_lint.report import text

    printed = text.render(results, color=_color(options.color, stream.isatty()))
    stream.write(printed)
    if not options.quiet:
        stream.write(("\n" if printed else "") + text.summary(results) + "\n")


def _is_fault(finding: Diagnostic) -> bool:
    return finding.code in (RuleCrashed.code, UnreadableFile.code)


def _fault(result: Result, finding: Diagnostic) -> dict[str, str]:
    return {"code": finding.code, "path": result.source.path, "message": finding.message}


def _color(choice: str, terminal: bool) -> bool:
    """https://no-color.org and https://force-color.org; the option wins over both."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"
