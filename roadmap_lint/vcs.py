"""What git knows, asked without running anything that the repository configures."""

from __future__ import annotations

import os
import subprocess
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
    return date.fromisoformat(_git(directory, "log", "-1", "--format=%cs", "--end-of-options", "HEAD", "--"))


def _git(directory: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(
            ["git", *_HARDENED, *arguments],
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git cannot be run: {error}") from None
    if done.returncode:
        reason = " ".join(done.stderr.split()) or f"it ended with status {done.returncode}"
        raise GitError(f"git does not answer: {reason}")
    return done.stdout.strip()
