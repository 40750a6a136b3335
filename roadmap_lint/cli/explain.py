"""`roadmap-lint explain`."""

from __future__ import annotations

import argparse
import sys

from roadmap_lint.cli.configs import Configs, add_config_options
from roadmap_lint.cli.process import CLEAN, UsageError
from roadmap_lint.cli.terminal import add_color_option, colored


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("rule", metavar="CODE", nargs="?", help="code or name of a rule (RM201, eol-lag)")
    add_color_option(command)
    add_config_options(command)


def run(options: argparse.Namespace) -> int:
    if options.rule is None:
        raise UsageError("explain which rule? `roadmap-lint rules` lists them; give a code or a name")
    config = Configs(options).of(".")
    rule = config.rule(options.rule)
    from roadmap_lint.report import page

    printed = page.render(rule)
    color = colored(options.color, sys.stdout)
    if color or sys.stdout.isatty():  # whatever else reads it gets the page itself
        import shutil

        from roadmap_lint.report import terminal

        printed = terminal.render(printed, columns=shutil.get_terminal_size().columns, color=color)
    print(printed, end="")
    return CLEAN
