"""Kills `check --fix` at every step of writing: run with the name of a document, in the directory that holds it.

There is a step before and one behind every call that roadmap_lint/files.py makes, and so every system call. At each a
fork of this process, which fixes the document, is killed by SIGKILL, which nothing can catch. Prints a line of JSON:
how many forks were killed, and every text that a killed one left, with the number of times.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from opcode import opname
from pathlib import Path
from types import FrameType
from typing import Any

from roadmap_lint import files
from roadmap_lint.cli import main


def kill_at(step: int) -> Callable[[FrameType, str, Any], Any]:
    left, behind = step, False

    def local(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left, behind
        if event == "opcode":
            calls = "CALL" in opname[frame.f_code.co_code[frame.f_lasti]]
            left -= calls or behind
            behind = calls
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return local

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename != files.__file__ or frame.f_code.co_name in ("read", "_regular", "decode"):
            return None
        frame.f_trace_opcodes = True
        return local

    return trace


def fix_and_die(document: str, step: int) -> bool:
    """Whether the fix was killed before it was through."""
    child = os.fork()
    if not child:
        sys.settrace(kill_at(step))
        main(["check", "--isolated", "--fix", "--quiet", document])
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def run(document: str) -> None:
    before = Path(document).read_bytes()
    main(["check", "--isolated", "--quiet", "--exit-zero", document])  # what is imported late is there in every fork
    killed, left = 0, Counter[str]()
    while fix_and_die(document, killed):
        left[Path(document).read_bytes().decode()] += 1
        Path(document).write_bytes(before)
        killed += 1
    fixed = Path(document).read_bytes().decode()
    sys.stdout.write(json.dumps({"killed": killed, "left": left, "fixed": fixed}) + "\n")


if __name__ == "__main__":
    run(sys.argv[1])
