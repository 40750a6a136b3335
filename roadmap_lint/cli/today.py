"""The day on which dated rules judge: an argument, never the clock unless the user says so."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from roadmap_lint.cli.process import UsageError


def add_today_option(command: argparse.ArgumentParser | argparse._ArgumentGroup, *, default: str | None = None) -> None:
    command.add_argument(
        "--today",
        metavar="DATE",
        default=default,
        help=(
            f"the day to judge by: a date, 'now' or 'commit' (the last commit's); default: {default}"
            if default
            else "run dated rules as of DATE, 'now' or 'commit' (the last commit's day)"
        ),
    )


def read_today(text: str | None) -> date | None:
    """The day that a text means; `None` for none. Raises `UsageError`."""
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
