"""`roadmap-lint init`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from roadmap_lint import files
from roadmap_lint.cli.process import CLEAN, UsageError, say
from roadmap_lint.config import FILE_NAMES, TABLE, holds_config
from roadmap_lint.presets import DEFAULT, PRESETS

CONFIG, ROADMAP = FILE_NAMES[0], "ROADMAP.md"


def add_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--preset", metavar="NAME", choices=tuple(PRESETS), default=DEFAULT, help=f"{', '.join(PRESETS)} ({DEFAULT})")
    add("--roadmap", action="store_true", help=f"write a {ROADMAP} to begin with, too")
    add("--today", metavar="DATE", help="the day on which its milestones begin (today)")
    add("--stdout", action="store_true", help="write nothing, print the config (with --roadmap: the roadmap)")


def run(options: argparse.Namespace) -> int:
    from roadmap_lint import starter

    product = starter.product_name(Path.cwd().name)
    texts = {CONFIG: starter.config_text(product, options.preset)}
    if options.roadmap:
        texts[ROADMAP] = starter.roadmap_text(product, _day(options.today))
    if options.stdout:
        sys.stdout.write(texts[ROADMAP if options.roadmap else CONFIG])
        return CLEAN
    _refuse_to_overwrite(texts)
    for name, text in texts.items():
        try:
            files.create(name, text)
        except files.FileError as error:
            raise UsageError(f"{name}: {error}") from None
        say(f"{name} is written")
    return CLEAN


def _day(text: str | None) -> date:
    if text in (None, "now"):
        return date.today()
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise UsageError(f"--today {text}: give a day such as 2026-11-22") from None


def _refuse_to_overwrite(names: dict[str, str]) -> None:
    """Before anything is written: neither a file that exists, nor a config that another one would hide."""
    for name in dict.fromkeys([*names, *FILE_NAMES[:-1]]):
        if Path(name).exists() or Path(name).is_symlink():
            raise UsageError(f"{name} exists already: nothing was written")
    if Path(FILE_NAMES[-1]).exists() and holds_config(FILE_NAMES[-1]):
        raise UsageError(f"{FILE_NAMES[-1]} holds a config already ([{TABLE}]): nothing was written")
