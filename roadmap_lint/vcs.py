"""What git knows, asked without running anything that the repository configures."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path

# No hooks, no file system monitor, no prompts, no lazy fetches, no pager: the repository may be hostile.
_HARDENED = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
    "-c",
    "log.showSignature=false",
    "--no-pager",
    "--no-optional-locks",
)


class GitError(Exception):
    """A question that git did not answer; the message says which and what to do."""


def commit_date(directory: Path) -> date:
    """The day of the commit that a repository has checked out. Raises `GitError`."""
    return date.fromisoformat(_git(directory, "log", "-1", "--format=%cs", "--end-of-options", "HEAD", "--").strip())


def ignored(directory: Path, names: Iterable[str]) -> frozenset[str]:
    """Which of the files (relative to the directory) git ignores, by .gitignore and the like. Raises `GitError`.

    A file that is tracked is not ignored, whatever the patterns say.
    """
    # check-ignore takes no literal paths; behind "./" none looks like a pattern
    asked = "\0".join(f"./{name}" for name in names)
    command = ("check-ignore", "-z", "--stdin")
    try:
        answer = _git(directory, *command, given=asked, statuses=(0, 1), literal=False)
    except GitError:
        # of a file in a submodule git refuses to tell, and with it of all the others, unless the index is left alone
        answer = _git(directory, *command, "--no-index", given=asked, statuses=(0, 1), literal=False)
    return frozenset(name.removeprefix("./") for name in answer.split("\0") if name)


def _git(
    directory: Path, *arguments: str, given: str = "", statuses: tuple[int, ...] = (0,), literal: bool = True
) -> str:
    """What git prints of a question, as it prints it; `given` goes to its standard input."""
    environment = {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_LITERAL_PATHSPECS": "1" if literal else "0",
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(
            ["git", *_HARDENED, *arguments],
            cwd=directory,
            env=environment,
            input=given,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git cannot be run: {error}") from None
    if done.returncode not in statuses:
        reason = " ".join(done.stderr.split()) or f"it ended with status {done.returncode}"
        raise GitError(f"git does not answer: {reason}")
    return done.stdout
