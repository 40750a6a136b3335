"""`roadmap-lint explain`."""

from __future__ import annotations

import argparse

from roadmap_lint.cli.configs import Configs, add_config_options
from roadmap_lint.cli.process import CLEAN


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("rule", metavar="CODE", help="code or name of a rule (RM201, eol-lag)")
    add_config_options(command)


def run(options: argparse.Namespace) -> int:
    config = Configs(options).of(".")
    rule = config.rule(options.rule)
    from roadmap_lint.report import page

    print(page.render(rule), end="")
    return CLEAN
