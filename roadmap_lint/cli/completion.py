"""`roadmap-lint completion`."""

from __future__ import annotations

import argparse
import sys

from roadmap_lint.cli.process import CLEAN

SHELLS = ("bash", "zsh", "fish")


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))


def run(options: argparse.Namespace) -> int:
    from roadmap_lint.cli import shells

    sys.stdout.write(shells.script(options.shell))
    return CLEAN
