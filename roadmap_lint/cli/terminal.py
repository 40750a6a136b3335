"""What a terminal can do, and what it is told while a run takes its time."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

# Fewer files are done before anybody wonders.
MANY_FILES = 100

# What terminals that know links (OSC 8) say of themselves: a variable, and how its values begin.
_LINKING = {
    "TERM_PROGRAM": ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"),
    "TERM": ("xterm-kitty", "alacritty", "foot", "xterm-ghostty", "wezterm", "contour"),
    "WT_SESSION": ("",),
    "KONSOLE_VERSION": ("",),
    "DOMTERM": ("",),
}
_FIRST_LINKING_VTE = 5000


def add_color_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colour (auto)")


def colored(choice: str, stream: TextIO) -> bool:
    """https://no-color.org and https://force-color.org; the option wins over both."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def linked(choice: str, stream: TextIO) -> bool:
    """Whether codes are links: `FORCE_HYPERLINK` says so (0: they are not), else where the terminal is known for it."""
    forced = os.environ.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    if choice == "never" or os.environ.get("NO_COLOR") or not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    vte = os.environ.get("VTE_VERSION", "")
    if vte.isascii() and vte.isdigit() and int(vte[:9]) >= _FIRST_LINKING_VTE:
        return True
    return any(name in os.environ and os.environ[name].startswith(values) for name, values in _LINKING.items())


def followed(names: Sequence[str], *, quiet: bool) -> Iterator[str]:
    """The same names; of many of them a line on a terminal tells how far the run is, and is gone at its end."""
    stream = sys.stderr
    if quiet or len(names) <= MANY_FILES or stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield from names
        return
    try:
        for number, name in enumerate(names):
            if number % 10 == 0:
                stream.write(f"\rchecking {number} of {len(names)} files")
                stream.flush()
            yield name
    finally:
        stream.write("\r\x1b[K")
        stream.flush()
