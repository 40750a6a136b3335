"""The command line: arguments, files, exit status.

Exit: 0 clean, 1 findings at or above --fail-on, 2 usage, config or unreadable input, 3 internal fault; the highest
wins. Reports go to standard output; what is said of the run itself goes to standard error.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from roadmap_lint import __version__
from roadmap_lint.cli.process import BROKEN_PIPE, FAULT, INTERRUPTED, USAGE, UsageError, say
from roadmap_lint.config import ConfigError
from roadmap_lint.record import Record
from roadmap_lint.report import visible


class _Command(Record):
    """A command: what the list of commands and its own help say. `roadmap_lint.cli.<name>` has the rest of it,
    `add_options(parser)` and `run(options) -> status`, and is imported when it is asked for."""

    name: str
    summary: str
    description: str

    @property
    def module(self) -> ModuleType:
        return import_module(f"{__name__}.{self.name.replace('-', '_')}")

    def parser(self) -> argparse.ArgumentParser:
        parser = _Parser(
            prog=f"roadmap-lint {self.name}", description=self.description, formatter_class=_Help, allow_abbrev=False
        )
        self.module.add_options(parser)
        return parser


_COMMANDS = (
    _Command(
        "check",
        "check documents",
        "Check documents. Without PATH: what the config names, else every roadmap below this directory.",
    ),
    _Command(
        "diff",
        "tell what changed",
        "Tell what a change does to the roadmaps, in words: since the merge base with BASE (default: the remote's main "
        "branch), up to the files as they are. Without PATH: the same files as for check.",
    ),
    _Command("rules", "list the rules", "List the rules, and which of them run here."),
    _Command("explain", "print the page of a rule", "Print the page of a rule; `roadmap-lint rules` lists them."),
    _Command("parse", "print what was understood", "Print, as JSON, what was understood of a document."),
    _Command(
        "baseline",
        "write down what is known",
        "Write down the findings that are there, so that `check` fails on new ones only.",
    ),
    _Command(
        "drift",
        "check, and judge dates by today",
        "Check as `check` does, and run the dated rules as of today (or --today): for a scheduled job.",
    ),
    _Command(
        "upcoming",
        "list what will fall due",
        "List what will fall due: milestones, platform releases that they wait for, and upstream ends of life.",
    ),
    _Command(
        "timeline",
        "draw what is planned, done and supported",
        "Draw a document over quarters: its milestones, the support windows that it speaks of, and the findings.",
    ),
    _Command("facts", "print what is known of platforms", "Print known and projected releases of platforms."),
    _Command("config", "print what applies", "Print what applies to a file, and where it was set."),
    _Command("init", "write a config to begin with", "Write a commented roadmap-lint.toml; an existing file is kept."),
    _Command(
        "new-rule",
        "write a rule to begin with",
        "Write a rule of your own with its page, examples and test: into the pack in DIR, or with a pack around it.",
    ),
    _Command("cache", "clear the cache", "Remove what `check` keeps for its next run, or print where that is."),
    _Command("server", "serve editors", "Serve an editor (Language Server Protocol): see docs/editors.md."),
    _Command(
        "completion",
        "print a completion script",
        'Print a script that completes this command line in a shell: eval "$(roadmap-lint completion bash)".',
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status; raises nothing but `SystemExit` for --help and --version."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a character still gets it told
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    command = next((known for known in _COMMANDS if arguments[:1] == [known.name]), None)
    if command is None:
        parser = _overview()
        parser.parse_args(arguments)  # which ends for --help, --version, and a command that there is not
        parser.print_help()
        return USAGE
    options = command.parser().parse_args(arguments[1:])
    try:
        if sys.stdout is None:
            raise UsageError("standard output is closed")
        status = int(command.module.run(options))
        sys.stdout.flush()
        return status
    except (UsageError, ConfigError) as error:
        say(f"error: {error}")
        return USAGE
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read the output has seen enough; keep Python from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:  # files have errors of their own: this is the output
        say(f"error: the output cannot be written: {error.strerror or error}")
        return USAGE
    except Exception as error:  # the last line of defence: a fault of ours is named, not dumped
        say(f"internal fault, please report it: {type(error).__name__}: {error}")
        if os.environ.get("ROADMAP_LINT_TRACEBACK"):
            raise
        return FAULT


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


def _overview() -> argparse.ArgumentParser:
    """The parser of what stands before a command; the parser of each command is its own."""
    parser = _Parser(
        prog="roadmap-lint",
        description="Check the promises of a roadmap: its dates, versions, support windows, statuses and links.",
        epilog="exit status: 0 clean, 1 findings, 2 usage, config or unreadable input, 3 internal fault",
        formatter_class=_Help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"roadmap-lint {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="roadmap-lint")
    for known in _COMMANDS:
        commands.add_parser(known.name, help=known.summary, formatter_class=_Help, allow_abbrev=False)
    return parser


def parsers() -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Every command: its name, its summary, and the parser of its options."""
    for known in _COMMANDS:
        yield known.name, known.summary, known.parser()
