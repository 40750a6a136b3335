"""Git repositories for tests, made without what the machine or its user configures."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_OWN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "a@acme.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    **{f"GIT_{who}_DATE": "2026-02-03T12:00:00+00:00" for who in ("AUTHOR", "COMMITTER")},
}


class Repository:
    """A repository whose branch is `main`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        self.git("-c", "init.defaultBranch=main", "init", "--quiet")

    def git(self, *arguments: str, may_fail: bool = False) -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments], cwd=self.directory, env={**kept, **_OWN}, capture_output=True, text=True, check=False
        )
        assert may_fail or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, text: str, name: str = "ROADMAP.md") -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def commit(self, text: str | None = None, name: str = "ROADMAP.md") -> str:
        """Commit everything, after writing a file where one is given; the commit's name."""
        if text is not None:
            self.write(text, name)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")
        return self.git("rev-parse", "HEAD")
