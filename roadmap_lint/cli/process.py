"""What every command shares with the process around it: exit statuses, streams, the error of a wrong command line."""

from __future__ import annotations

import argparse
import sys

from roadmap_lint import files
from roadmap_lint.report import visible, visible_path

CLEAN, FINDINGS, USAGE, FAULT = 0, 1, 2, 3
BROKEN_PIPE = 141  # as a shell says it of a program that SIGPIPE ended
INTERRUPTED = 130
STANDARD_INPUT = "-"
UNNAMED = "<stdin>"  # what standard input is called where nobody names it


class UsageError(Exception):
    """A command line that cannot be followed; the message says what would be right."""


def given_path(text: str) -> str:
    """The type of every argument that is a path. An empty one would mean this directory, which nobody means by it."""
    if not text:
        raise argparse.ArgumentTypeError("an empty path names nothing: give a path")
    return text


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


def read_document(name: str, input_name: str) -> tuple[str, str, str]:
    """What the one document of a command is called, its text, and the path whose config applies to it.

    `input_name` is what standard input is called. Raises `UsageError` for what cannot be read.
    """
    is_input = name == STANDARD_INPUT
    path = input_name if is_input else name
    try:
        text = standard_input() if is_input else files.read(path)
    except files.FileError as error:
        raise UsageError(f"{visible_path(path)}: {error}") from None
    return path, text, "." if is_input and path == UNNAMED else path
