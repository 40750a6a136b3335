"""`roadmap-lint cache`."""

from __future__ import annotations

import argparse
import sys

from roadmap_lint import cache
from roadmap_lint.cli.process import CLEAN, UsageError, say
from roadmap_lint.report import counted, visible_path


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("clear", "dir"), help="clear: remove what is kept; dir: print where it is")


def run(options: argparse.Namespace) -> int:
    place = cache.directory()
    if place is None:
        raise UsageError(f"there is no cache: you have no home directory; {cache.DIRECTORY_VARIABLE} can name one")
    name = visible_path(str(place))
    if options.action == "dir":
        sys.stdout.write(f"{name}\n")
        return CLEAN
    try:
        number = cache.clear(place)
    except OSError as error:
        raise UsageError(f"{name}: the cache cannot be removed: {error.strerror or error}") from None
    told = f"the results of {counted(number, 'project')} are removed" if number else "there was nothing"
    say(f"{name}: {told}")
    return CLEAN
