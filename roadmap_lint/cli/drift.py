"""`roadmap-lint drift`: what `check` says when time is let in, for a scheduled job."""

from __future__ import annotations

import argparse

from roadmap_lint.cli import check


def add_options(command: argparse.ArgumentParser) -> None:
    check.add_options(command)
    command.set_defaults(today="now")


def run(options: argparse.Namespace) -> int:
    return check.run(options)
