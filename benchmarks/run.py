"""How fast roadmap-lint is beside other linters and beside the least that is possible: the whole comparison.

    python benchmarks/run.py [--only cold,throughput,jobs,cached,memory,growth,corpus,profile] [--quick] [--check]

Installs the wheel of this checkout into a fresh environment, and the peers into benchmarks/.peers/ (from PyPI, and from
npm where there is one). All of it takes about ten minutes. What was measured is written to benchmarks/results.json,
and RESULTS.md and results.svg are made of it; parts that did not run keep what they had. --quick does little of
everything, to see that it works, and writes nothing unless it is told where.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from measuring import Command, run
from page import load, save
from parts import PARTS, Bench
from peers import FAULTY, ROOT, Peer, installed_peers, installed_wheel

HERE = ROOT / "benchmarks"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help="these parts, with commas between them")
    parser.add_argument("--quick", action="store_true", help="little of everything")
    parser.add_argument("--check", action="store_true", help="exit 1 where a target is missed")
    parser.add_argument("--note", default="", help="what to say of the measurement at the top of the page")
    parser.add_argument("--output", type=Path, help="the folder to write to (benchmarks/; with --quick: none)")
    parser.add_argument(
        "--corpus",
        type=Path,
        default=ROOT.parent / "shared" / "corpus" / "other",
        help="a folder of documents of others",
    )
    options = parser.parse_args()
    names = options.only.split(",")
    if unknown := [name for name in names if name not in PARTS]:
        parser.error(f"there is no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    output = options.output or (None if options.quick else HERE)
    missed = False
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory).resolve()
        peers, versions = installed_peers()
        prove(peers, work)
        ours = installed_wheel(work)
        state = commit()
        machine = described(ours.versions, versions)
        for name, text in machine.items():
            print(f"{name}: {text}")
        bench = Bench(ours, peers, work, options.quick, options.corpus.resolve())
        for name in names:
            print(f"\n{name}", flush=True)
            loaded = load_now()
            part = PARTS[name](bench)
            part["when"], part["load"] = f"{time.strftime('%Y-%m-%d')} ({state})", f"{loaded}, then {load_now()}"
            for aim in part["targets"]:
                verdict = {True: "met", False: "NOT MET", None: "not measured"}[aim["met"]]
                print(f"  {verdict}: {aim['text']}: {aim['measured']}", flush=True)
                missed |= aim["met"] is False
            if output:
                command = "python benchmarks/run.py" + (" --quick" if options.quick else "")
                old = load(output / "results.json")
                # what was measured elsewhere, or with other peers, cannot stand beside it
                kept = old["parts"] if (old["command"], old["machine"]) == (command, machine) else {}
                parts = {known: {**kept, name: part}[known] for known in PARTS if known in {**kept, name: part}}
                save({"command": command, "note": options.note, "machine": machine, "parts": parts}, output)
    return int(options.check and missed)


def prove(peers: Sequence[Peer], work: Path) -> None:
    """See that each peer reads files and finds what is wrong: one that fails would be quick."""
    (work / "FAULTY.md").write_text(FAULTY, encoding="utf-8")
    for peer in peers:
        said = run(Command(peer.command(["FAULTY.md"]), work)).output
        if peer.says not in said:
            sys.exit(f"{peer.name} does not say '{peer.says}' of a text that is wrong:\n{said}")


def described(ours: list[str], peers: list[str]) -> dict[str, str]:
    return {
        "Processor": f"{processor()}, {os.cpu_count()} of them",
        "System": platform.platform(),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "Node": version_of("node"),
        "Installed with roadmap-lint": ", ".join(ours),
        "Peers": ", ".join(peers),
    }


def processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def version_of(program: str) -> str:
    try:
        return subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "none"


def commit() -> str:
    """Which state of the checkout it is."""
    git = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        return "commit " + subprocess.run(git, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "not a checkout"


def load_now() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    sys.exit(main())
