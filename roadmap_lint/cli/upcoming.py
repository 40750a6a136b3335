"""`roadmap-lint upcoming`."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date, timedelta
from typing import Any

from roadmap_lint import files
from roadmap_lint.cli.configs import Configs, add_config_options
from roadmap_lint.cli.process import CLEAN, USAGE, UsageError, given_path, say
from roadmap_lint.cli.targets import targets
from roadmap_lint.cli.today import add_today_option, read_today
from roadmap_lint.model import Document
from roadmap_lint.parser import parse
from roadmap_lint.report import visible, visible_path
from roadmap_lint.rule import Context
from roadmap_lint.upcoming import Due, upcoming

_DAYS = {"d": 1, "w": 7, "m": 31}


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths", metavar="PATH", nargs="*", type=given_path, help="a file or a directory (default: as for check)"
    )
    command.add_argument("--within", metavar="TIME", default="60d", help="how far to look: 60d (default), 8w, 3m")
    add_today_option(command, default="now")
    command.add_argument("--output", choices=("text", "json"), default="text", help="text (default) or json")
    add_config_options(command)


def run(options: argparse.Namespace) -> int:
    today = read_today(options.today) or date.today()
    last = _last_day(today, options.within)
    configs = Configs(options)
    found: list[tuple[Document, tuple[Due, ...]]] = []
    status = CLEAN
    for name in targets(options.paths, configs).names:
        try:
            document = parse(files.read(name), name)
        except files.FileError as error:
            say(f"error: {visible_path(name)}: {error}")
            status = USAGE
            continue
        config = configs.of(name)
        context = Context(today=today, project=config.project, facts=config.facts)
        found.append((document, upcoming(document, context, last)))
    if options.output == "json":
        import json

        due = [_plain(document, item) for document, items in found for item in items]
        sys.stdout.write(json.dumps({"today": str(today), "last": str(last), "due": due}, indent=2) + "\n")
        return status
    lines = [_line(document, item) for document, items in found for item in items]
    for line in sorted(lines):
        print(line)
    if not lines and status == CLEAN:
        print(f"nothing falls due from {today} to {last}")
    return status


def _last_day(today: date, within: str) -> date:
    match = re.fullmatch(r"(?P<number>[0-9]{1,4})(?P<unit>[dwm]?)", within)
    if match is None:
        raise UsageError(f"--within {within}: give a number of days, weeks or months, such as 60d, 8w or 3m")
    try:
        return today + timedelta(days=int(match["number"]) * _DAYS[match["unit"] or "d"])
    except OverflowError:
        raise UsageError(f"--within {within}: the calendar ends before that") from None


def _line(document: Document, due: Due) -> str:
    point = document.source.point(due.span.start)
    return f"{due.day}  {visible_path(document.path)}:{point.line}:{point.column}  {visible(due.message)}"


def _plain(document: Document, due: Due) -> dict[str, Any]:
    line, column = document.source.point(due.span.start)
    return {
        "day": str(due.day),
        "kind": due.kind,
        "message": due.message,
        "path": document.path,
        "line": line,
        "column": column,
    }
