"""`roadmap-lint check`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from roadmap_lint import engine, files
from roadmap_lint.cli.configs import Configs, add_config_options
from roadmap_lint.cli.output import Checked, outputs, print_diffs, print_report
from roadmap_lint.cli.process import CLEAN, FAULT, FINDINGS, STANDARD_INPUT, USAGE, UsageError, say, standard_input
from roadmap_lint.cli.targets import Targets, targets
from roadmap_lint.cli.terminal import add_color_option, followed
from roadmap_lint.cli.today import add_today_option, read_today
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.parser import parse
from roadmap_lint.probe import file_tree
from roadmap_lint.report import FORMATS, Result, Run, visible_path
from roadmap_lint.reserved import RuleCrashed, UnreadableFile
from roadmap_lint.rule import Context
from roadmap_lint.source import Source, Span

if TYPE_CHECKING:
    from roadmap_lint.cli.bases import Bases

if TYPE_CHECKING:
    from roadmap_lint.cli.bases import Bases


def add_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("paths", metavar="PATH", nargs="*", help="a file, a directory, or - for standard input")
    add("--fix", action="store_true", help="apply the safe fixes")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff: the unsafe ones, too")
    add("--diff", action="store_true", help="print what --fix would change, and change nothing")
    add("--select", metavar="RULES", action="append", default=[], help="run these rules only (RM2,eol-lag)")
    add("--extend-select", metavar="RULES", action="append", default=[], help="run these rules, too")
    add("--ignore", metavar="RULES", action="append", default=[], help="do not run these rules")
    add_config_options(command)
    add(
        "--base",
        metavar="REV",
        help="judge what changed since the merge base with REV; older findings fail nothing",
    )
    add_today_option(command)
    add(
        "--output",
        metavar="FORMAT[=FILE]",
        action="append",
        default=[],
        help=f"{', '.join(FORMATS)} (text); to a file, or one of them to standard output; may be repeated",
    )
    add("--statistics", action="store_true", help="count the findings by rule, too")
    add(
        "--fail-on", choices=("error", "warning", "note"), default="warning", help="least severity for exit 1 (warning)"
    )
    add("--stdin-filename", metavar="NAME", default="<stdin>", help="name of standard input in reports")
    add_color_option(command)
    add("--quiet", "-q", action="store_true", help="print findings only: no last line, no progress")


def run(options: argparse.Namespace) -> int:
    if options.fix and options.diff:
        raise UsageError("--fix and --diff are two ways to see fixes: give one of them")
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise UsageError("--unsafe-fixes goes with --fix or --diff")
    if options.paths.count(STANDARD_INPUT) and len(options.paths) > 1:
        raise UsageError("standard input (-) is checked alone")
    today = read_today(options.today)
    asked = outputs(options.output)
    bases = _bases(options)
    configs = Configs(options)
    chosen = targets(options.paths, configs)
    if chosen.excluded and not options.quiet:
        say(f"excluded by the config: {', '.join(map(visible_path, chosen.excluded))}")
    checked = [
        _check_one(name, chosen, today, options, configs, bases) for name in followed(chosen.names, quiet=options.quiet)
    ]
    if options.diff:
        changed = print_diffs(checked)
    elif options.paths == [STANDARD_INPUT] and options.fix:
        changed = False
        for item in checked:
            sys.stdout.buffer.write(files.encode(item.fixed))
    else:
        changed = False
    run = Run(
        tuple(item.result for item in checked),
        rules=configs.rules(),
        today=today,
        base=options.base,
        fail_on=Severity[options.fail_on.upper()],
        quiet=options.quiet,
        statistics=options.statistics,
    )
    print_report(run, asked, options)
    return max(_status([item.result for item in checked], options.fail_on), FINDINGS if changed else CLEAN)


def _bases(options: argparse.Namespace) -> Bases | None:
    if options.base is None:
        return None
    if options.paths == [STANDARD_INPUT] and options.stdin_filename == "<stdin>":
        raise UsageError("--base needs to know which file this is: give --stdin-filename")
    from roadmap_lint.cli.bases import Bases

    return Bases(options.base, "--base")


def _check_one(
    name: str,
    chosen: Targets,
    today: date | None,
    options: argparse.Namespace,
    configs: Configs,
    bases: Bases | None,
) -> Checked:
    is_input = name == STANDARD_INPUT
    path = options.stdin_filename if is_input else name
    try:
        text = standard_input() if is_input else files.read(name)
    except files.FileError as error:
        source = f" ('paths' of {chosen.config} names it)" if name in chosen.of_config else ""
        unread = _unusable(f"this file was not checked: {error}{source}")
        return Checked(Result(Source("", path), None, (unread,)), "")
    config = configs.of(path if not is_input or path != "<stdin>" else ".")
    # standard input without a name stands nowhere
    tree = None if is_input and path == "<stdin>" else file_tree(path, config.origin)
    base = bases.of(path) if bases else None
    before = parse(base.text, base.path) if base else None
    context = Context(today=today, files=tree, base=before, base_files=base.files if base else None)
    report = engine.check(text, path=path, config=config, context=context)
    fixed = text
    if (options.fix or options.diff) and any(finding.fix for finding in (*report.diagnostics, *report.old)):
        fixed = engine.fix(text, path=path, config=config, today=today, files=tree, unsafe=options.unsafe_fixes)
    if options.fix and fixed != text:
        if not is_input:
            try:
                files.write(name, fixed)
            except files.FileError as error:
                unwritten = _unusable(f"the fixes were not written: {error}")
                result = _result(report, report.document.source)
                return Checked(result._replace(diagnostics=(unwritten, *result.diagnostics)), text)
        report = engine.check(fixed, path=path, config=config, context=context)
    return Checked(_result(report, Source(text, path) if options.diff else report.document.source), fixed)


def _result(report: engine.Report, source: Source) -> Result:
    """New findings and old ones, in the order of the text."""
    found = sorted((*report.diagnostics, *report.old), key=lambda item: (item.span, item.code, item.message))
    return Result(source, report.document, tuple(found), frozenset(report.old))


def _unusable(reason: str) -> Diagnostic:
    return UnreadableFile().finding(Span(0, 0), reason)


def _status(results: Iterable[Result], fail_on: str) -> int:
    least = Severity[fail_on.upper()]
    status = CLEAN
    for result in results:
        for finding in result.diagnostics:
            if finding.code == RuleCrashed.code:
                status = max(status, FAULT)
            elif finding.code == UnreadableFile.code:
                status = max(status, USAGE)
            elif finding.severity >= least and finding not in result.old:
                status = max(status, FINDINGS)
    return status
