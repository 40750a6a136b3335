"""The command line: arguments, files, exit status.

Exit: 0 clean, 1 findings at or above --fail-on, 2 usage, config or unreadable input, 3 internal fault; the highest
wins. Reports go to standard output; what is said of the run itself goes to standard error.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from roadmap_lint import __version__, engine, files
from roadmap_lint.config import Config, ConfigError
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.record import Record
from roadmap_lint.report import Result, visible, visible_path
from roadmap_lint.reserved import RuleCrashed, UnreadableFile
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Source, Span

CLEAN, FINDINGS, USAGE, FAULT = 0, 1, 2, 3
BROKEN_PIPE = 141  # as a shell says it of a program that SIGPIPE ended
STANDARD_INPUT = "-"


class UsageError(Exception):
    """A command line that cannot be followed; the message says what would be right."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; raises nothing but `SystemExit` for --help and --version."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a character still gets it told
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    parser = _parser(arguments[0] if arguments else "")
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return USAGE
    try:
        if sys.stdout is None:
            raise UsageError("standard output is closed")
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except (UsageError, ConfigError) as error:
        _say(f"error: {error}")
        return USAGE
    except KeyboardInterrupt:
        _say("interrupted")
        return 130
    except BrokenPipeError:
        # whoever read the output has seen enough; keep Python from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:  # files have errors of their own: this is the output
        _say(f"error: the output cannot be written: {error.strerror or error}")
        return USAGE
    except Exception as error:  # the last line of defence: a fault of ours is named, not dumped
        _say(f"internal fault, please report it: {type(error).__name__}: {error}")
        if os.environ.get("ROADMAP_LINT_TRACEBACK"):
            raise
        return FAULT


def _say(message: str) -> None:
    if sys.stderr is not None:
        print(f"roadmap-lint: {visible(message)}", file=sys.stderr)


def _standard_input() -> str:
    """What stands on standard input. Raises `FileError` for what is not text."""
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    return files.decode(sys.stdin.buffer.read(files.LARGEST + 1))


# ------------------------------------------------------------------------------------------------------- arguments


class _Help(argparse.HelpFormatter):
    """Help at a width that needs no look at the terminal: argparse makes a formatter for every option it adds."""

    def __init__(self, prog: str) -> None:
        width = os.environ.get("COLUMNS", "")
        known = width.isascii() and width.isdigit() and len(width) < 6
        super().__init__(prog, max_help_position=26, width=max(40, int(width)) - 2 if known else 98)


class _Parser(argparse.ArgumentParser):
    """A parser that repeats arguments without their control characters: a hook passes the names of files."""

    def error(self, message: str) -> NoReturn:
        super().error(visible(message))


def _parser(command: str) -> argparse.ArgumentParser:
    """The parser of the command line; of the commands only the one that is named gets its options."""
    parser = _Parser(
        prog="roadmap-lint",
        description="Check the promises of a roadmap: its dates, versions, support windows, statuses and links.",
        epilog="exit status: 0 clean, 1 findings, 2 usage, config or unreadable input, 3 internal fault",
        formatter_class=_Help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"roadmap-lint {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="roadmap-lint")
    for name, (add_options, run, summary, description) in _COMMANDS.items():
        added = commands.add_parser(
            name, help=summary, description=description, formatter_class=_Help, allow_abbrev=False
        )
        added.set_defaults(run=run)
        if name == command:
            add_options(added)
    return parser


def _add_check(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("paths", metavar="PATH", nargs="*", help="a file, a directory, or - for standard input")
    add("--fix", action="store_true", help="apply the safe fixes")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff: the unsafe ones, too")
    add("--diff", action="store_true", help="print what --fix would change, and change nothing")
    add("--select", metavar="RULES", action="append", default=[], help="run these rules only (RM2,eol-lag)")
    add("--extend-select", metavar="RULES", action="append", default=[], help="run these rules, too")
    add("--ignore", metavar="RULES", action="append", default=[], help="do not run these rules")
    _add_config(command)
    add("--today", metavar="DATE", help="run dated rules as of DATE, 'now' or 'commit' (the day of the last commit)")
    add("--output", choices=("text", "json"), default="text", help="text (default) or json")
    add(
        "--fail-on", choices=("error", "warning", "note"), default="warning", help="least severity for exit 1 (warning)"
    )
    add("--stdin-filename", metavar="NAME", default="<stdin>", help="name of standard input in reports")
    add("--color", choices=("auto", "always", "never"), default="auto", help="colour (auto)")
    add("--quiet", "-q", action="store_true", help="print findings only, no summary")


def _add_rules(command: argparse.ArgumentParser) -> None:
    command.add_argument("--output", choices=("text", "json"), default="text", help="text (default) or json")
    _add_config(command)


def _add_explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("rule", metavar="CODE", help="code or name of a rule (RM201, eol-lag)")
    _add_config(command)


def _add_parse(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a document, or - for standard input")
    command.add_argument("--stdin-filename", metavar="NAME", default="<stdin>", help="name of standard input")


def _add_settings(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", nargs="?", default=".", help="a document (default: this directory)")
    _add_config(command)


def _add_config(command: argparse.ArgumentParser) -> None:
    group = command.add_mutually_exclusive_group()
    group.add_argument("--config", metavar="FILE", help="use this config instead of the nearest one")
    group.add_argument("--isolated", action="store_true", help="use no config")


class _Configs:
    """The config of each file: one for all where the command line says so, else the nearest upwards."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._select = _names(getattr(options, "select", []))
        self._extend = _names(getattr(options, "extend_select", []))
        self._ignore = _names(getattr(options, "ignore", []))
        self._one: Config | None = None
        self._found: dict[Path, Config] = {}
        if options.config:
            self._one = self._chosen(Config.load(options.config))
        elif options.isolated:
            self._one = self._chosen(Config.default())

    def of(self, path: str | Path) -> Config:
        if self._one is not None:
            return self._one
        directory = Path(path).absolute()
        if not directory.is_dir():
            directory = directory.parent
        if directory not in self._found:
            self._found[directory] = self._chosen(Config.discover(directory))
        return self._found[directory]

    def _chosen(self, config: Config) -> Config:
        return config.with_selection(self._select, self._ignore, self._extend)


def _names(values: Iterable[str]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


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


# ----------------------------------------------------------------------------------------------------------- check


class _Checked(Record):
    """One file of a run, after checking; `fixed` is its text after the fixes that were asked for."""

    result: Result
    fixed: str


def _check(options: argparse.Namespace) -> int:
    if options.fix and options.diff:
        raise UsageError("--fix and --diff are two ways to see fixes: give one of them")
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise UsageError("--unsafe-fixes goes with --fix or --diff")
    if options.paths.count(STANDARD_INPUT) and len(options.paths) > 1:
        raise UsageError("standard input (-) is checked alone")
    today = _today(options.today)
    configs = _Configs(options)
    targets = _targets(options, configs)
    if targets.excluded and not options.quiet:
        _say(f"excluded by the config: {', '.join(map(visible_path, targets.excluded))}")
    checked = [_check_one(name, targets, today, options, configs) for name in targets.names]
    if options.diff:
        changed = _print_diffs(checked)
    elif options.paths == [STANDARD_INPUT] and options.fix:
        changed = False
        for item in checked:
            sys.stdout.buffer.write(files.encode(item.fixed))
    else:
        changed = False
    _print_report([item.result for item in checked], today, options)
    return max(_status([item.result for item in checked], options.fail_on), FINDINGS if changed else CLEAN)


class _Targets(Record):
    """What a run is to check, what it was asked for but the config excludes, and which names the config gave."""

    names: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    of_config: frozenset[str] = frozenset()
    config: str = ""


def _targets(options: argparse.Namespace, configs: _Configs) -> _Targets:
    from roadmap_lint import discovery

    if options.paths == [STANDARD_INPUT]:
        return _Targets((STANDARD_INPUT,))
    config = configs.of(".")
    root = config.origin.parent if config.origin else Path()
    if options.paths:
        return _Targets(*discovery.expand(options.paths, config.exclude, root))
    if config.paths:
        here = Path.cwd()
        named = [os.path.relpath(_within(root, path, config), here) for path in config.paths]
        origin = os.path.relpath(config.origin, here) if config.origin else ""
        return _Targets(*discovery.expand(named, config.exclude, root), frozenset(named), origin)
    directory = Path()
    found = discovery.expand(["."], config.exclude, root)
    if found.excluded:
        left_out = f" but what the config excludes ({', '.join(map(visible_path, found.excluded))})"
    elif found.files == (str(directory),):
        left_out = ""
    else:
        return _Targets(found.files)
    raise UsageError(f"no roadmap was found below this directory{left_out}: name a file, or set 'paths' in the config")


def _within(root: Path, path: str, config: Config) -> Path:
    """A path of the config; one that leaves the config's directory is refused: the config may be a stranger's."""
    whole = root.absolute() / path
    if not Path(os.path.realpath(whole)).is_relative_to(os.path.realpath(root)):
        raise ConfigError(f"{config.origin}: 'paths' names {path}, which is not below the directory of the config")
    return whole


def _check_one(
    name: str, targets: _Targets, today: date | None, options: argparse.Namespace, configs: _Configs
) -> _Checked:
    is_input = name == STANDARD_INPUT
    path = options.stdin_filename if is_input else name
    try:
        text = _standard_input() if is_input else files.read(name)
    except files.FileError as error:
        source = f" ('paths' of {targets.config} names it)" if name in targets.of_config else ""
        unread = _unusable(f"this file was not checked: {error}{source}")
        return _Checked(Result(Source("", path), None, (unread,)), "")
    config = configs.of(path if not is_input or path != "<stdin>" else ".")
    context = Context(today=today)
    report = engine.check(text, path=path, config=config, context=context)
    fixed = text
    if (options.fix or options.diff) and any(finding.fix for finding in report.diagnostics):
        fixed = engine.fix(text, path=path, config=config, today=today, unsafe=options.unsafe_fixes)
    if options.fix and fixed != text:
        if not is_input:
            try:
                files.write(name, fixed)
            except files.FileError as error:
                unwritten = _unusable(f"the fixes were not written: {error}")
                return _Checked(Result(report.document.source, report.document, (unwritten, *report.diagnostics)), text)
        report = engine.check(fixed, path=path, config=config, context=context)
    return _Checked(
        Result(Source(text, path) if options.diff else report.document.source, report.document, report.diagnostics),
        fixed,
    )


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


def _print_diffs(checked: Iterable[_Checked]) -> bool:
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


def _print_report(results: list[Result], today: date | None, options: argparse.Namespace) -> None:
    to_error = (options.fix and options.paths == [STANDARD_INPUT]) or options.diff
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


# --------------------------------------------------------------------------------------------------- other commands


def _rules(options: argparse.Namespace) -> int:
    config = _Configs(options).of(".")
    chosen = {rule.code for rule in config.rules}
    rules = sorted(config.catalogue, key=lambda rule: rule.code)
    if options.output == "json":
        import json

        print(json.dumps([_described(rule, rule.code in chosen) for rule in rules], indent=2))
        return CLEAN
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        severity = config.severities.get(rule.code, rule.severity)
        mark = " " if rule.code in chosen else "-"
        print(f"{mark} {rule.code} {rule.name:<{width}} {severity!s:<7} {rule.kind:<7} {rule.summary()}")
    print("\n'-' marks a rule that does not run unless selected; `roadmap-lint explain CODE` prints its page")
    return CLEAN


def _described(rule: type[Rule], enabled: bool) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "class": rule.kind,
        "default": rule.default,
        "enabled": enabled,
        "summary": rule.summary(),
        "options": {
            name: {"default": declared.default, "doc": declared.doc, "choices": list(declared.choices)}
            for name, declared in rule.options.items()
        },
    }


def _explain(options: argparse.Namespace) -> int:
    config = _Configs(options).of(".")
    rule = config.rule(options.rule)
    from roadmap_lint.report import page

    print(page.render(rule), end="")
    return CLEAN


def _parse(options: argparse.Namespace) -> int:
    is_input = options.file == STANDARD_INPUT
    path = options.stdin_filename if is_input else options.file
    try:
        text = _standard_input() if is_input else files.read(options.file)
    except files.FileError as error:
        raise UsageError(f"{visible_path(path)}: {error}") from None
    from roadmap_lint.parser import parse
    from roadmap_lint.report import model

    sys.stdout.write(model.render(parse(text, path)))
    return CLEAN


def _config(options: argparse.Namespace) -> int:
    config = _Configs(options).of(options.file)
    from roadmap_lint.report import settings

    print(settings.render(config, options.file), end="")
    return CLEAN


_Command = tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int], str, str]

_COMMANDS: dict[str, _Command] = {
    "check": (
        _add_check,
        _check,
        "check documents",
        "Check documents. Without PATH: what the config names, else every roadmap below this directory.",
    ),
    "rules": (_add_rules, _rules, "list the rules", "List the rules, and which of them run here."),
    "explain": (_add_explain, _explain, "print the page of a rule", "Print the page of a rule."),
    "parse": (_add_parse, _parse, "print what was understood", "Print, as JSON, what was understood of a document."),
    "config": (_add_settings, _config, "print what applies", "Print what applies to a file, and where it was set."),
}
