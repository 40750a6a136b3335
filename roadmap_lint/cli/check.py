"""`roadmap-lint check`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from roadmap_lint import engine, files
from roadmap_lint.cli.configs import Configs, add_config_options, add_selection_options
from roadmap_lint.cli.output import Checked, print_diffs, print_report, writes
from roadmap_lint.cli.process import CLEAN, FAULT, FINDINGS, STANDARD_INPUT, USAGE, UsageError, say, standard_input
from roadmap_lint.cli.targets import Targets, targets
from roadmap_lint.config import Config
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.report import Result, visible_path
from roadmap_lint.reserved import RuleCrashed, UnreadableFile
from roadmap_lint.rule import Context
from roadmap_lint.source import Source, Span


def add_options(command: argparse.ArgumentParser) -> None:
    command.usage = "roadmap-lint check [OPTIONS] [PATH ...]"
    command.add_argument("paths", metavar="PATH", nargs="*", help="a file, a directory, or - for standard input")
    fixes = command.add_argument_group("fixes").add_argument
    fixes("--fix", action="store_true", help="apply the safe fixes")
    fixes("--unsafe-fixes", action="store_true", help="with --fix or --diff: the unsafe ones, too")
    fixes("--add-suppressions", action="store_true", help="write comments that keep quiet what is found")
    fixes("--reason", metavar="TEXT", default="", help="with --add-suppressions: what the comments say of why")
    fixes("--diff", action="store_true", help="print what would change, and change nothing")
    rules = command.add_argument_group("rules and config")
    add_selection_options(rules)
    add_config_options(rules)
    rules.add_argument("--today", metavar="DATE", help="run dated rules as of DATE, 'now' or 'commit' (the last one)")
    add = command.add_argument_group("output and exit status").add_argument
    add("--output", metavar="FORMAT", choices=("text", "json"), default="text", help="text (default) or json")
    levels = ("error", "warning", "note")
    add(
        "--fail-on",
        metavar="LEVEL",
        choices=levels,
        default="warning",
        help="exit 1 from error, warning (default) or note",
    )
    add("--exit-zero", action="store_true", help="exit 0 whatever is found; errors of the run itself still count")
    add("--stdin-filename", metavar="NAME", default="<stdin>", help="name of standard input in reports")
    choices = ("auto", "always", "never")
    add("--color", metavar="WHEN", choices=choices, default="auto", help="auto (default), always or never")
    add("--quiet", "-q", action="store_true", help="print findings only, no summary")


def run(options: argparse.Namespace) -> int:
    if options.fix and options.diff:
        raise UsageError("--fix and --diff are two ways to see fixes: give one of them")
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise UsageError("--unsafe-fixes goes with --fix or --diff")
    if options.reason and not options.add_suppressions:
        raise UsageError("--reason goes with --add-suppressions")
    if options.paths.count(STANDARD_INPUT) and len(options.paths) > 1:
        raise UsageError("standard input (-) is checked alone")
    today = _today(options.today)
    configs = Configs(options)
    chosen = targets(options.paths, configs)
    if chosen.excluded and not options.quiet:
        say(f"excluded by the config: {', '.join(map(visible_path, chosen.excluded))}")
    checked = [_check_one(name, chosen, today, options, configs) for name in chosen.names]
    if options.diff:
        changed = print_diffs(checked)
    elif options.paths == [STANDARD_INPUT] and writes(options):
        changed = False
        for item in checked:
            sys.stdout.buffer.write(files.encode(item.fixed))
    else:
        changed = False
    print_report([item.result for item in checked], today, options)
    status = max(_status([item.result for item in checked], options.fail_on), FINDINGS if changed else CLEAN)
    return CLEAN if status == FINDINGS and options.exit_zero else status


def _today(text: str | None) -> date | None:
    if text is None:
        return None
    if text == "now":
        return date.today()
    if text == "commit":
        from roadmap_lint import vcs

        try:
            return vcs.commit_date(Path())
        except vcs.GitError as error:
            raise UsageError(f"--today commit: {error}") from None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--today {text}: give a day such as 2026-11-22, 'now', or 'commit'") from None


def _check_one(
    name: str, chosen: Targets, today: date | None, options: argparse.Namespace, configs: Configs
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
    context = Context(today=today)
    report = engine.check(text, path=path, config=config, context=context)
    fixed = text
    if (options.fix or (options.diff and not options.add_suppressions)) and any(
        finding.fix for finding in report.diagnostics
    ):
        fixed = engine.fix(text, path=path, config=config, today=today, unsafe=options.unsafe_fixes)
    if options.add_suppressions:
        fixed = _silenced(fixed, path, config, context, options.reason)
    if writes(options) and fixed != text:
        if not is_input:
            try:
                files.write(name, fixed)
            except files.FileError as error:
                unwritten = _unusable(f"the fixes were not written: {error}")
                return Checked(Result(report.document.source, report.document, (unwritten, *report.diagnostics)), text)
        report = engine.check(fixed, path=path, config=config, context=context)
    return Checked(
        Result(Source(text, path) if options.diff else report.document.source, report.document, report.diagnostics),
        fixed,
    )


def _silenced(text: str, path: str, config: Config, context: Context, reason: str) -> str:
    from roadmap_lint import silence

    if config.require_reason and not reason.strip():
        raise UsageError(f"{visible_path(path)}: the config asks for the reason of a suppression: give --reason, too")
    try:
        return silence.silenced(text, path=path, config=config, context=context, reason=reason)
    except silence.ReasonError as error:
        raise UsageError(f"--reason: {error}") from None


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
            elif finding.severity >= least:
                status = max(status, FINDINGS)
    return status
