"""Directories in which other people's tools build and test, with our adapters installed as pyproject.toml says."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from environments import ROOT, run

# v2.8 is completed with a task that is open (line 14), and v2.9 stands before it (line 19).
BAD = """\
---
title: Fahrplan für Zürich
---

# Acme Roadmap 🚀

Größere Pläne für alle.

## v2.8 (Q1 2026)

**Status**: Completed

- [x] Ship a 🚀
- [ ] Ümläute
- [x] End-to-end testing for Kubernetes 1.35
- End support for Acme v2.5.x
- End support for Kubernetes v1.32.x

## v2.9 (Q2 2025)

**Status**: In Progress

- End support for Acme v2.6.x
"""
GOOD = BAD.replace("- [ ] Ümläute", "- [x] Ümläute").replace("Q2 2025", "Q2 2026")
NOTHING = "# Acme Roadmap\n\nSoon.\n"  # a note, RM004

# Names of files that could write more into a log than a name, and what they are in it. Sphinx reads no name with a
# line break.
EVIL_NAME, SHOWN_NAME = "roadmap\x1b[31m\u202e", r"roadmap\x1b[31m\u202e"
EVIL_LINES, SHOWN_LINES = f"{EVIL_NAME}\nx", rf"{SHOWN_NAME}\x0ax"

OPEN_TASK = "RM108 v2.8 is completed and this task is open"
BEFORE = "RM101 Q2 2025 is before Q1 2026 of v2.8"


class Site:
    """A repository in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory / "projekt-ü"
        self.registered = directory / "registered"
        self.directory.mkdir()
        (self.directory / ".git").mkdir()
        self.register("roadmap-lint", ROOT / "pyproject.toml")

    def register(self, name: str, pyproject: Path) -> None:
        """Make the entry points of a distribution known, as pip would from its wheel."""
        groups = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["entry-points"]
        lines = [
            f"[{group}]\n" + "".join(f"{key} = {groups[group][key]}\n" for key in groups[group]) for group in groups
        ]
        metadata = self.registered / f"{name.replace('-', '_')}-0.1.0.dist-info"
        metadata.mkdir(parents=True)
        (metadata / "entry_points.txt").write_text("".join(lines), encoding="utf-8")
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n", encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.directory / name).read_text(encoding="utf-8")

    def run(self, module: str, *arguments: str, path: tuple[Path, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run `python -m MODULE` there; both outputs are in `stdout`, without colours and line wrapping."""
        places = os.pathsep.join(map(str, (self.registered, *path)))
        done = run([sys.executable, "-m", module, *arguments], cwd=self.directory, PYTHONPATH=places, PYTHONUTF8="1")
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout + done.stderr, "")
