"""How long a cold `roadmap-lint check --isolated FILE` takes, beside the least that reading the file can take.

    python benchmarks/cold_start.py [FILE] [--runs 20] [--limit 1.35]

The least is a bare `python -c` that imports markdown_it and frontmatter and parses the same text with them. Both run in
a fresh environment that holds the built wheel (byte-compiled, as pip installs it) and what it depends on. They run in
pairs, one right after the other and each first in every second pair, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distributions
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent

LEAST = """\
import sys
import frontmatter
from markdown_it import MarkdownIt
with open(sys.argv[1], encoding="utf-8") as file:
    MarkdownIt().parse(frontmatter.loads(file.read()).content)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", help="a roadmap (default: one of the usual shape, made up here)")
    parser.add_argument("--runs", type=int, default=20, help="pairs of runs (20)")
    parser.add_argument("--limit", type=float, help="exit with 1 where the ratio of the medians is above this")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        scripts = installed_wheel(work)
        file = options.file.resolve() if options.file else work / "ROADMAP.md"
        if options.file is None:
            file.write_text(roadmap(), encoding="utf-8")
        least = [str(scripts / "python"), "-c", LEAST, str(file)]
        ours = [str(scripts / "roadmap-lint"), "check", "--isolated", str(file)]
        pairs = measured(least, ours, options.runs, work)
        versions = installed_versions(work)
        size = f"{file.stat().st_size:,} bytes"
    ratio = median(b for _, b in pairs) / median(a for a, _ in pairs)
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.platform()}, {os.cpu_count()} CPUs"
    )
    print(", ".join(versions))
    print(f"least: python -c '{'; '.join(LEAST.splitlines()[1:3])}; … parse' {file.name}")
    print(f"ours:  roadmap-lint check --isolated {file.name}")
    print(f"{file} ({size}), {options.runs} pairs\n")
    print(f"least  {told([a for a, _ in pairs])}")
    print(f"ours   {told([b for _, b in pairs])}")
    print(f"ratio of the medians {ratio:.3f}, median of the ratios {median(b / a for a, b in pairs):.3f}")
    return int(options.limit is not None and ratio > options.limit)


def installed_wheel(work: Path) -> Path:
    """The folder of scripts of a fresh environment with the wheel of this checkout."""
    tree, wheels, environment = work / "tree", work / "wheels", work / "venv"
    without = shutil.ignore_patterns("__pycache__")
    for name in ("roadmap_lint", "rules"):
        shutil.copytree(ROOT / name, tree / name, ignore=without)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, tree)
    pip = [sys.executable, "-m", "pip", "--quiet"]
    run([*pip, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(tree)])
    run([sys.executable, "-m", "venv", "--without-pip", str(environment)])
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    run([*pip, "--python", str(scripts / "python"), "install", *map(str, wheels.glob("*.whl"))])
    return scripts


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed\n{done.stdout}{done.stderr}")


def installed_versions(work: Path) -> list[str]:
    (site_packages,) = (work / "venv").rglob("site-packages")
    return sorted(f"{found.name} {found.version}" for found in distributions(path=[str(site_packages)]))


def measured(least: list[str], ours: list[str], runs: int, work: Path) -> list[tuple[float, float]]:
    """Seconds of each pair, after one pair that warms the caches of the system."""
    pairs = []
    for number in range(-1, runs):
        if number % 2:
            second = seconds(ours, work)
            first = seconds(least, work)
        else:
            first = seconds(least, work)
            second = seconds(ours, work)
        if number >= 0:
            pairs.append((first, second))
    return pairs


def seconds(command: list[str], work: Path) -> float:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=work, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    duration = time.perf_counter() - start
    if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}\n{done.stderr.decode()}")
    return duration


def told(durations: list[float]) -> str:
    low, _, high = quantiles(durations, n=4)
    return f"median {median(durations) * 1000:.1f} ms (quartiles {low * 1000:.1f} to {high * 1000:.1f})"


def roadmap() -> str:
    """A roadmap of the usual shape and length: front matter, a notice, three milestones, proposals."""
    parts = [
        '---\ntitle: "Acme Roadmap"\ndescription: "Where Acme is going."\nweight: 90\ntype: page\n---\n',
        "# Acme Roadmap\n",
        '{{% alert color="info" title="Readiness" %}}\nAcme is [safe to use](/acme/releases/).\n{{% /alert %}}\n',
        "## Milestones\n",
        "Milestones are minor releases. Those marked as **provisional** may change.\n",
    ]
    for number, (period, status) in enumerate(
        [("Q1 2026", "In Progress"), ("Q2 2026", "Provisional"), ("Q3 2026", "Provisional")]
    ):
        minor, kubernetes = 8 + number, 35 + number
        parts.append(f"### v2.{minor} ({period})\n\n**Status**: {status}\n")
        parts.append(f"The primary goal of this milestone is to make every build of v2.{minor} reproducible.\n")
        for group in range(6):
            tasks = [
                f"  - [ ] [Let builder {number}{group}{task} sign what it builds]"
                f"(https://github.com/acme/builder/issues/{1000 + 100 * number + 10 * group + task})"
                for task in range(2)
            ]
            parts.append(f"- **Builders of kind {group}**\n" + "\n".join(tasks) + "\n")
        parts.append(f"- **Conformance testing**\n  - [ ] End-to-end testing for Kubernetes 1.{kubernetes}\n")
        parts.append(
            "- **EOL and Deprecations**\n"
            f"  - [ ] End support for Acme v2.{minor - 3}.x\n"
            f"  - [ ] End support for Kubernetes v1.{kubernetes - 3}.x\n"
            f"  - [ ] Remove deprecated APIs in group `builder.acme.example/v1beta{number + 1}`\n"
        )
    parts.append("## Request for comments\n\n")
    proposals = [
        f"- [x] [RFC-{number}](https://github.com/acme/acme/tree/main/rfcs/{number}-step) Step {number}\n"
        for number in ("0001", "0002", "0003", "0004", "0005", "0006")
    ]
    return "\n".join(parts) + "".join(proposals)


if __name__ == "__main__":
    sys.exit(main())
