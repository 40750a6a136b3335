"""Fresh environments and distributions for the tests of what users install; never made inside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

# What work leaves in a checkout, and a clone does not have.
_LEFTOVERS = shutil.ignore_patterns(
    ".git",
    ".venv",
    ".peers",
    "venv",
    ".*_cache",
    ".hypothesis",
    ".coverage*",
    "__pycache__",
    "*.egg-info",
    "build",
    "dist",
)

# What would make a subprocess see another environment, or another tool configuration, than the one it is given.
_FOREIGN = ("PYTHON", "VIRTUAL_ENV", "GIT_", "ROADMAP_LINT_", "COV_", "COVERAGE_", "PYTEST_", "FORCE_", "PRE_COMMIT")


def copy_checkout(target: Path) -> Path:
    """The checkout as a clone would have it, uncommitted work included."""
    return Path(shutil.copytree(ROOT, target, ignore=_LEFTOVERS))


def run(command: list[str | Path], *, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command apart from the environment of the tests. Its exit status is the caller's to judge."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, "NO_COLOR": "1", **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def succeed(command: list[str | Path], *, cwd: Path, **variables: str) -> str:
    """Run a command that must succeed; the output of one that does not is the message."""
    done = run(command, cwd=cwd, **variables)
    assert done.returncode == 0, f"{command} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Distributions(NamedTuple):
    """What a release would upload, and the wheel built without the detour through the sdist."""

    sdist: Path
    wheel: Path
    wheel_of_tree: Path


class Environment:
    """A virtual environment of its own, without pip (which makes it quick): the pip of the tests installs into it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.scripts = directory / ("Scripts" if os.name == "nt" else "bin")
        succeed([sys.executable, "-m", "venv", "--without-pip", directory], cwd=directory.parent)

    def install(self, *arguments: str | Path) -> None:
        pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", self.scripts / "python", "install", "--quiet"]
        succeed([*pip, *arguments], cwd=self.directory)

    def run(self, script: str, *arguments: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `python`, or a command that a distribution installed here."""
        return run([self.scripts / script, *arguments], cwd=cwd, **variables)

    def succeed(self, script: str, *arguments: str | Path, cwd: Path, **variables: str) -> str:
        return succeed([self.scripts / script, *arguments], cwd=cwd, **variables)
