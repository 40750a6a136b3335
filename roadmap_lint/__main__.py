"""The program: `roadmap-lint` and `python -m roadmap_lint`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def run() -> NoReturn:
    """Run the command line and end the process.

    A hook is run a thousand times a day: the garbage collector does not meet a small run, and the interpreter is left
    without taking apart, piece by piece, what the system takes back at once.
    """
    gc.set_threshold(200_000, 20, 50)
    try:
        from roadmap_lint.cli import main

        status = main()
    except KeyboardInterrupt:  # while the modules were imported
        status = 130
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # what could not be written has its status already
            if stream is not None:
                stream.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
