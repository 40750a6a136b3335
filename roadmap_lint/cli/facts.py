"""`roadmap-lint facts`."""

from __future__ import annotations

import argparse
import sys

from roadmap_lint.cli.configs import Configs, add_config_options
from roadmap_lint.cli.process import CLEAN, UsageError
from roadmap_lint.facts import Platform, shipped
from roadmap_lint.spelling import nearest


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("platform", metavar="PLATFORM", nargs="?", help="a platform (default: all that are known)")
    command.add_argument("--output", choices=("text", "json"), default="text", help="text (default) or json")
    add_config_options(command)


def run(options: argparse.Namespace) -> int:
    facts = Configs(options).of(".").facts or shipped()
    platforms = list(facts.platforms.values())
    if options.platform:
        platforms = [_named(options.platform, platforms)]
    from roadmap_lint.report import calendar

    sys.stdout.write(calendar.as_json(platforms) if options.output == "json" else calendar.as_text(platforms))
    return CLEAN


def _named(name: str, platforms: list[Platform]) -> Platform:
    folded = name.casefold()
    for platform in platforms:
        if folded in (platform.name.casefold(), *platform.aliases):
            return platform
    known = [platform.name for platform in platforms]
    close = nearest(name, known)
    hint = f"did you mean '{close[0]}'?" if close else f"known are {', '.join(known)}"
    raise UsageError(f"no facts are known of '{name}'; {hint} (a config adds platforms: docs/configuration.md)")
