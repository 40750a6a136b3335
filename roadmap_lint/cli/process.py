"""What every command shares with the process around it: exit statuses, streams, the error of a wrong command line."""

from __future__ import annotations

import sys

from roadmap_lint import files
from roadmap_lint.report import visible

CLEAN, FINDINGS, USAGE, FAULT = 0, 1, 2, 3
BROKEN_PIPE = 141  # as a shell says it of a program that SIGPIPE ended
INTERRUPTED = 130
STANDARD_INPUT = "-"


class UsageError(Exception):
    """A command line that cannot be followed; the message says what would be right."""


def say(message: str) -> None:
    if sys.stderr is not None:
        print(f"roadmap-lint: {visible(message)}", file=sys.stderr)


def standard_input() -> str:
    """What stands on standard input. Raises `FileError` for what is not text."""
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    data = sys.stdin.buffer.read(files.LARGEST + 1)
    if len(data) > files.LARGEST:
        raise files.FileError(f"it is too large (more than {files.LARGEST:,} bytes)")
    return files.decode(data)
