"""The environments that are measured: our wheel, and the linters and formatters that people would use otherwise.

The peers are installed once, into benchmarks/.peers/: those of PyPI in a virtual environment, those of npm beside it.
Remove the folder to have newer ones. Each runs with its defaults; remark does nothing without a preset and gets the
recommended one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "benchmarks" / ".peers"
_SCRIPTS = "Scripts" if os.name == "nt" else "bin"

_OF_PYPI = ("rumdl", "mdformat", "pymarkdownlnt")
_OF_NPM = ("markdownlint-cli2", "remark-cli", "remark-preset-lint-recommended")

# The least that reading files can take: it prints the seconds that the parse itself took.
LEAST = """\
import sys
import time
import frontmatter
from markdown_it import MarkdownIt
start = time.perf_counter()
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        MarkdownIt().parse(frontmatter.loads(file.read()).content)
print(time.perf_counter() - start)
"""


FAULTY = "# One\n\n\n\n*  two\n# Three\n"


class Peer(NamedTuple):
    name: str
    arguments: tuple[str, ...]
    does: str
    language: str
    says: str  # of FAULTY, which shows that it works: a plugin that is not found would make a quick run, too

    def command(self, files: Sequence[str], *options: str) -> list[str]:
        return [*self.arguments, *options, *files]


def _of_pypi(script: str) -> str:
    return str(PEERS / "venv" / _SCRIPTS / script)


def _of_npm(script: str) -> tuple[str, ...]:
    path = PEERS / "node_modules" / ".bin" / script
    return (f"{path}.cmd",) if os.name == "nt" else ("node", str(path))


RUMDL = Peer("rumdl", (_of_pypi("rumdl"), "check"), "lints the style of Markdown; has a cache", "Rust", "MD012")
MDFORMAT = Peer(
    "mdformat",
    (_of_pypi("mdformat"), "--check"),
    "a formatter on markdown-it-py: parses, renders, parses what it rendered",
    "Python",
    "is not formatted",
)
PYMARKDOWN = Peer(
    "pymarkdown",
    (_of_pypi("pymarkdown"), "scan"),
    "lints the style of Markdown, with a parser of its own",
    "Python",
    "MD012",
)
MARKDOWNLINT = Peer(
    "markdownlint-cli2",
    (*_of_npm("markdownlint-cli2"), "--no-globs"),
    "lints the style of Markdown",
    "JavaScript",
    "MD012",
)
REMARK = Peer(
    "remark",
    (
        *_of_npm("remark"),
        "--no-stdout",
        f"--use={PEERS / 'node_modules' / 'remark-preset-lint-recommended' / 'index.js'}",
    ),
    "lints the style of Markdown, with the recommended preset (it does nothing without one)",
    "JavaScript",
    "remark-lint",
)
LINTERS = (PYMARKDOWN, MARKDOWNLINT, REMARK)
ALL = (RUMDL, MDFORMAT, *LINTERS)


def installed_peers() -> tuple[list[Peer], list[str]]:
    """Those that could be installed, and the names and versions of what is in the folder."""
    PEERS.mkdir(exist_ok=True)
    peers, versions = [RUMDL, MDFORMAT, PYMARKDOWN], []
    environment = PEERS / "venv"
    if not Path(_of_pypi("rumdl")).exists():
        print("installing peers from PyPI into benchmarks/.peers", flush=True)
        _make_environment(environment, *_OF_PYPI)
    known = {name.partition(" ")[0]: name for name in installed_versions(environment)}
    versions += [known[name] for name in _OF_PYPI]
    if shutil.which("npm") is None:
        print("without npm there is no markdownlint-cli2 and no remark", flush=True)
        return peers, versions
    if not (PEERS / "node_modules" / _OF_NPM[-1]).exists():
        print("installing peers from npm into benchmarks/.peers", flush=True)
        npm = str(shutil.which("npm"))
        _succeed([npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(PEERS), *_OF_NPM])
    for name in _OF_NPM:
        package = json.loads((PEERS / "node_modules" / name / "package.json").read_text(encoding="utf-8"))
        versions.append(f"{name} {package['version']}")
    return list(ALL), versions


class Ours(NamedTuple):
    """An environment with the wheel of this checkout, byte-compiled, as pip installs it."""

    python: str
    roadmap_lint: str
    versions: list[str]


def installed_wheel(work: Path) -> Ours:
    tree, wheels, environment = work / "tree", work / "wheels", work / "venv"
    without = shutil.ignore_patterns("__pycache__")
    for name in ("roadmap_lint", "rules"):
        shutil.copytree(ROOT / name, tree / name, ignore=without)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, tree)
    _succeed([sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--wheel-dir", str(wheels), str(tree)])
    _make_environment(environment, *map(str, wheels.glob("*.whl")), "markdown-it-py>=4.1,<5")
    scripts = environment / _SCRIPTS
    return Ours(str(scripts / "python"), str(scripts / "roadmap-lint"), installed_versions(environment))


def _make_environment(directory: Path, *packages: str) -> None:
    _succeed([sys.executable, "-m", "venv", "--clear", "--without-pip", str(directory)])
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    _succeed([*pip, "--python", str(directory / _SCRIPTS / "python"), "install", *packages])


def installed_versions(environment: Path) -> list[str]:
    (site_packages,) = environment.rglob("site-packages")
    return sorted(f"{found.name} {found.version}" for found in distributions(path=[str(site_packages)]))


def _succeed(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed\n{done.stdout}{done.stderr}")
