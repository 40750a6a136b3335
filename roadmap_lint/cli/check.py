"""`roadmap-lint check`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from roadmap_lint import files
from roadmap_lint.cli.configs import Configs, add_config_options, add_selection_options
from roadmap_lint.cli.document import Checked, Checker, writes
from roadmap_lint.cli.output import outputs, print_diffs, print_report
from roadmap_lint.cli.process import CLEAN, FAULT, FINDINGS, STANDARD_INPUT, UNNAMED, USAGE, UsageError, given_path, say
from roadmap_lint.cli.targets import targets
from roadmap_lint.cli.terminal import add_color_option, followed
from roadmap_lint.cli.today import add_today_option, read_today
from roadmap_lint.diagnostic import Severity
from roadmap_lint.report import FORMATS, Result, Run, counted, visible_path
from roadmap_lint.reserved import RuleCrashed, UnreadableFile

if TYPE_CHECKING:
    from roadmap_lint.cli.baselines import Baselines
    from roadmap_lint.cli.bases import Bases

MOST_JOBS = 256


def add_options(command: argparse.ArgumentParser) -> None:
    command.usage = f"{command.prog} [OPTIONS] [PATH ...]"
    command.add_argument(
        "paths", metavar="PATH", nargs="*", type=given_path, help="a file, a directory, or - for standard input"
    )
    fixes = command.add_argument_group("fixes").add_argument
    fixes("--fix", action="store_true", help="apply the safe fixes")
    fixes("--unsafe-fixes", action="store_true", help="with --fix or --diff: the unsafe ones, too")
    fixes("--add-suppressions", action="store_true", help="write comments that keep quiet what is found")
    fixes("--reason", metavar="TEXT", default="", help="with --add-suppressions: what the comments say of why")
    fixes("--diff", action="store_true", help="print what would change, and change nothing")
    rules = command.add_argument_group("rules and config")
    add_selection_options(rules)
    add_config_options(rules)
    add_today_option(rules)
    rules.add_argument("--base", metavar="REV", help="findings that the merge base with REV had already fail nothing")
    known = rules.add_mutually_exclusive_group().add_argument
    known("--baseline", metavar="FILE", type=given_path, help="use this baseline instead of that of the config")
    known("--no-baseline", action="store_true", help="use no baseline: what it knows fails as new findings do")
    rules.add_argument("--strict-baseline", action="store_true", help="exit 1 where a baseline knows what is gone, too")
    output = command.add_argument_group("output (several may be asked for), exit status, speed")
    add = output.add_argument
    add(
        "--output",
        metavar="FORMAT[=FILE]",
        action="append",
        default=[],
        help=", ".join(FORMATS),
    )
    add(
        "--fail-on",
        metavar="LEVEL",
        choices=[str(level) for level in sorted(Severity, reverse=True)],
        default="warning",
        help="exit 1 from error, warning (default) or note",
    )
    add("--exit-zero", action="store_true", help="exit 0 whatever is found; errors of the run itself still count")
    add("--statistics", action="store_true", help="count the findings by rule, too")
    add("--stdin-filename", metavar="NAME", type=given_path, default=UNNAMED, help="name of standard input in reports")
    add_color_option(output)
    add("--quiet", "-q", action="store_true", help="print findings only: no last line, no progress")
    add("--no-cache", action="store_true", help="check every file anew, and keep nothing for the next run")
    add("--jobs", metavar="N", type=_jobs, help="check with N processes, or 'auto': as many as pay (the default)")


def run(options: argparse.Namespace) -> int:
    _refuse_contradictions(options)
    today = read_today(options.today)
    asked = outputs(options.output)
    configs = Configs(options)
    bases = _bases(options)
    baselines = _baselines(options)
    chosen = targets(options.paths, configs)
    if chosen.excluded and not options.quiet:
        say(f"excluded by the config: {', '.join(map(visible_path, chosen.excluded))}")
    checker = Checker(options, configs, chosen, today, bases, baselines)
    checked = _checked(checker, chosen.names)
    if options.strict_baseline and not baselines.are_used:
        raise UsageError("--strict-baseline needs a baseline: give --baseline FILE, or name it in the config")
    changed = print_diffs(checked) if options.diff else []
    if options.paths == [STANDARD_INPUT] and writes(options):
        for item in checked:
            sys.stdout.buffer.write(files.encode(item.fixed))
    results = tuple(item.result for item in checked)
    run = Run(
        results,
        rules=configs.rules(),
        today=today,
        base=options.base,
        fail_on=Severity[options.fail_on.upper()],
        quiet=options.quiet,
        statistics=options.statistics,
        fixed=sum(item.fixes for item in checked) if options.fix else None,
    )
    print_report(run, asked, options)
    status = _status(results, run.fail_on)
    if any(_corrects_new(item, options) for item in changed):
        status = max(status, FINDINGS)
    if _tell_what_is_gone(baselines, options):
        status = max(status, FINDINGS)
    return CLEAN if status == FINDINGS and options.exit_zero else status


def _jobs(text: str) -> int | None:
    """A number of processes; `None` where it is left to us."""
    if text == "auto":
        return None
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:9]) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"give a number from 1 to {MOST_JOBS}, or 'auto', not '{text}'")
    return int(text)


def _checked(checker: Checker, names: Sequence[str]) -> list[Checked]:
    if len(names) > 1:
        from roadmap_lint.cli import many

        if many.is_many(checker, names):
            return many.check_many(checker, names)
    return [checker.check(name) for name in followed(names, quiet=checker.options.quiet)]


def _refuse_contradictions(options: argparse.Namespace) -> None:
    if options.fix and options.diff:
        raise UsageError("--fix and --diff are two ways to see fixes: give one of them")
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise UsageError("--unsafe-fixes goes with --fix or --diff")
    if options.reason and not options.add_suppressions:
        raise UsageError("--reason goes with --add-suppressions")
    if options.strict_baseline and options.no_baseline:
        raise UsageError("--strict-baseline needs the baseline that --no-baseline leaves out")
    if options.paths.count(STANDARD_INPUT) and len(options.paths) > 1:
        raise UsageError("standard input (-) is checked alone")
    if options.base is not None and options.paths == [STANDARD_INPUT] and options.stdin_filename == UNNAMED:
        raise UsageError("--base needs to know which file this is: give --stdin-filename")


def _bases(options: argparse.Namespace) -> Bases | None:
    if options.base is None:
        return None
    from roadmap_lint.cli.bases import Bases

    return Bases(options.base, "--base")


def _baselines(options: argparse.Namespace) -> Baselines:
    from roadmap_lint.cli.baselines import Baselines

    return Baselines(options)


def _corrects_new(item: Checked, options: argparse.Namespace) -> bool:
    """Whether what would change is due to more than findings that were there before."""
    result = item.result
    new = (finding for finding in result.diagnostics if finding not in result.old)
    return options.add_suppressions or any(
        finding.fix is not None and (finding.fix.safe or options.unsafe_fixes) for finding in new
    )


def _tell_what_is_gone(baselines: Baselines, options: argparse.Namespace) -> bool:
    """Say of each baseline what it knows in vain; whether that fails the run."""
    failed = False
    for file, number in baselines.gone():
        if options.strict_baseline or not options.quiet:
            are, them = ("is", "it") if number == 1 else ("are", "them")
            output = f" --output {file}" if options.baseline else ""
            remedy = f"'roadmap-lint baseline --prune{output}' takes {them} out"
            say(f"{file}: {counted(number, 'finding')} that it knows {are} gone: {remedy}")
        failed = options.strict_baseline
    return failed


def _status(results: Iterable[Result], least: Severity) -> int:
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
