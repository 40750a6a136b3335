"""The parts of the comparison: each runs its commands side by side and says what it measured and what it aims at."""

from __future__ import annotations

import json
import math
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from measuring import Command, RefusedError, Run, fitted, middle, ratio, run, shown, side_by_side
from page import Bar, Part, Table, Target, target, target_at_least
from peers import ALL, LEAST, LINTERS, ROOT, RUMDL, Ours, Peer

INSIDE = str(ROOT / "benchmarks" / "inside.py")
OURS, BARE = "roadmap-lint", "bare parse"
MEGABYTE = 1_000_000
SHORTEST, SMALLEST = 0.02, 4 * MEGABYTE  # seconds and bytes, to be fitted


class Bench(NamedTuple):
    """What the parts have at hand: the environments, a folder to work in, and how much to do."""

    ours: Ours
    peers: Sequence[Peer]
    work: Path
    quick: bool
    corpus: Path

    def folder(self, name: str) -> Path:
        made = self.work / name
        made.mkdir()
        return made

    def inside(self, *arguments: str | Path) -> Any:
        """What inside.py says, run with the installed wheel."""
        return json.loads(run(Command([self.ours.python, INSIDE, *arguments], self.work)).output)

    def least(self, files: Sequence[str], directory: Path) -> Command:
        return Command([self.ours.python, "-c", LEAST, *files], directory)

    def check(self, files: Sequence[str], directory: Path, *options: str) -> Command:
        return Command([self.ours.roadmap_lint, "check", "--isolated", *options, *files], directory)

    def knows(self, *options: str) -> bool:
        """Whether our `check` has these options already."""
        try:
            run(self.check(["-"], self.work, *options))  # nothing is on standard input
        except RefusedError:
            return False
        return True


def _part(title: str, text: str, tables: list[Table], targets: list[Target], bars: list[Bar]) -> Part:
    return {
        "title": title,
        "text": text,
        "tables": tables,
        "targets": targets,
        "bars": bars,
        "when": "",
        "load": "",
    }


def _bars(runs: dict[str, list[Run]]) -> list[Bar]:
    """Quickest first."""
    medians = {name: middle(done) for name, done in runs.items() if done}
    return [
        {"label": name, "seconds": medians[name], "ours": name.startswith(OURS)}
        for name in sorted(medians, key=medians.__getitem__)
    ]


def _beside(runs: dict[str, list[Run]], base: str, files: int, says: str = "beside the bare parse") -> Table:
    """A row for each command, quickest first: seconds on the clock and on processors, beside those of `base`."""
    rows = []
    for name in sorted(runs, key=lambda name: (not runs[name], middle(runs[name]))):
        done = runs[name]
        beside = ratio(done, runs[base])
        rows.append(
            [
                name,
                shown(middle(done)) if done else "not there yet",
                *([shown(middle(done) / files)] if files > 1 else []),
                shown(middle(done, lambda one: one.processor)),
                "-" if math.isnan(beside) else f"{beside:.2f} ×",
                f"{len(done)}",
            ]
        )
    each = ["for each file"] if files > 1 else []
    return {"head": ["", "median", *each, "on processors", says, "rounds"], "rows": rows}


_DOES = {
    BARE: "an interpreter that imports markdown-it-py and python-frontmatter and parses the text",
    OURS: "reads a roadmap and judges it by all rules that are on by default",
    **{peer.name: f"{peer.does} ({peer.language})" for peer in ALL},
}


def cold(bench: Bench) -> Part:
    directory = bench.folder("cold")
    size = bench.inside("write-one", directory / "ROADMAP.md", "healthy", "1")
    files = ["ROADMAP.md"]
    commands = {BARE: bench.least(files, directory), OURS: bench.check(files, directory, *_uncached(bench))}
    for peer in bench.peers:
        options = ["--no-cache"] if peer is RUMDL else []
        commands[peer.name] = Command(peer.command(files, *options), directory)
    runs = side_by_side(commands, 3 if bench.quick else 25)
    linters = [peer.name for peer in bench.peers if peer in LINTERS]
    fastest = min(linters, key=lambda name: middle(runs[name]))
    return _part(
        "One file",
        f"A cold run on one roadmap of {size:,} characters, from the start of the process to its end, without caches.",
        [_beside(runs, BARE, 1), {"head": ["", "what it does"], "rows": [[name, _DOES[name]] for name in runs]}],
        [
            target(
                "at most 1.25 × the bare parse, interpreter and imports with both", ratio(runs[OURS], runs[BARE]), 1.25
            ),
            target(
                f"at most half of the fastest of {', '.join(linters)} (here {fastest})",
                ratio(runs[OURS], runs[fastest]),
                0.5,
            ),
        ],
        _bars(runs),
    )


def _uncached(bench: Bench) -> list[str]:
    return ["--no-cache"] if bench.knows("--no-cache") else []


def throughput(bench: Bench) -> Part:
    from inputs import COPIES

    number = 24 if bench.quick else COPIES
    directory = bench.folder("throughput")
    files = bench.inside("write", directory, f"{number}")
    size = sum((directory / file).stat().st_size for file in files)
    alone = ["--jobs", "1"] if bench.knows("--jobs", "1") else []
    commands = {BARE: bench.least(files, directory), OURS: bench.check(files, directory, *alone, *_uncached(bench))}
    for peer in bench.peers:
        options = ["--no-cache"] if peer is RUMDL else []
        commands[peer.name] = Command(peer.command(files, *options), directory)
    caching = Command(RUMDL.command(files), directory)
    commands["rumdl, filling its cache"] = _filling(caching, bench.work / "filling")
    commands["rumdl, cached"] = _cached(caching, bench.folder("filled"))
    runs = side_by_side(commands, 2 if bench.quick else 9, budget=30 if bench.quick else 60)
    inside = median(float(one.output) for one in runs[BARE])
    jobs = "one job" if alone else "one job, as it has no `--jobs` yet"
    return _part(
        f"{number} files",
        f"{number} roadmaps that differ ({size / MEGABYTE:.2f} MB) in one run: {OURS} with {jobs} and without a cache, "
        "the peers as they are. The bare parse is one process that parses all of them; the "
        f"parse itself takes {shown(inside)} of it, {shown(inside / number)} for each file.",
        [_beside(runs, BARE, number)],
        [
            target(
                "at most 1.4 × the bare parse on one processor, whole processes", ratio(runs[OURS], runs[BARE]), 1.4
            ),
        ],
        _bars(runs),
    )


def _filling(command: Command, cache: Path) -> Command:
    """The command with a cache that is empty whenever it runs; the cache stands outside of what is checked."""
    return _cached(command, cache)._replace(before=lambda: shutil.rmtree(cache, ignore_errors=True))


def _cached(command: Command, cache: Path) -> Command:
    return command._replace(variables={"RUMDL_CACHE_DIR": str(cache), "ROADMAP_LINT_CACHE_DIR": str(cache)})


def jobs(bench: Bench) -> Part:
    from inputs import COPIES

    number = 48 if bench.quick else 2 * COPIES
    directory = bench.folder("jobs")
    files = bench.inside("write", directory, f"{number}")
    most = min(4, max(2, os.cpu_count() or 1))
    names = {f"{OURS} --jobs {count}": count for count in sorted({1, 2, most})}
    commands = {
        name: bench.check(files, directory, "--jobs", f"{count}", "--no-cache") for name, count in names.items()
    }
    runs = side_by_side(commands, 2 if bench.quick else 9)
    one, two = f"{OURS} --jobs 1", f"{OURS} --jobs 2"
    return _part(
        "Jobs",
        f"{number} roadmaps, with one process and with more of them; this machine has {os.cpu_count()} processors.",
        [_beside(runs, one, number, says="beside one job")],
        [target_at_least("two jobs are at least 1.7 × as fast as one", ratio(runs[one], runs[two]), 1.7)],
        [],
    )


def cached(bench: Bench) -> Part:
    from inputs import FILES

    number = 200 if bench.quick else FILES
    directory = bench.folder("cached")
    files = bench.inside("write", directory, f"{number}")
    known = bench.knows("--no-cache")
    commands = {}
    for name, command in (("rumdl", Command(RUMDL.command(files), directory)), (OURS, bench.check(files, directory))):
        commands[f"{name}, cached"] = _cached(command, bench.folder(f"cache-of-{name}"))
        commands[f"{name}, filling its cache"] = _filling(command, bench.work / f"new-cache-of-{name}")
    warm, peer = f"{OURS}, cached", "rumdl, cached"
    if known:
        runs = side_by_side(commands, 2 if bench.quick else 11, budget=90)
    else:
        print(f"  {OURS}: not there yet (it has no --no-cache)", flush=True)
        theirs = {name: command for name, command in commands.items() if not name.startswith(OURS)}
        runs = side_by_side(theirs, 2 if bench.quick else 11, budget=90)
        runs |= {name: [] for name in commands if name not in runs}
    return _part(
        f"{number:,} files, cached",
        f"{number:,} roadmaps that differ: a first run, which fills the cache, and runs after it that find all of "
        "them there.",
        [_beside(runs, peer, number, says="beside rumdl, cached")],
        [target("a cached run is no slower than rumdl's", ratio(runs[warm], runs[peer]), 1.0)],
        _bars(runs),
    )


def memory(bench: Bench) -> Part:
    size = 50 if bench.quick else 1000
    directory = bench.folder("memory")
    small, large = str(directory / "small.md"), str(directory / "large.md")
    bench.inside("write-one", small, "healthy", "1")
    length = bench.inside("write-one", large, "healthy", f"{size}")
    least, options = bench.least, _uncached(bench)
    commands = {
        f"{BARE}, a text of the usual length": least([small], directory),
        f"{OURS}, a text of the usual length": bench.check([small], directory, *options),
        BARE: least([large], directory),
        OURS: bench.check([large], directory, *options),
    }
    done = {name: bench.inside("peak", *command.arguments) for name, command in commands.items()}
    for name, one in done.items():
        print(f"  {name}: {one['bytes'] / MEGABYTE:.1f} MB, {shown(one['seconds'])}", flush=True)
    idle = [done[name]["bytes"] for name in list(commands)[:2]]
    grown = {BARE: done[BARE]["bytes"] - idle[0], OURS: done[OURS]["bytes"] - idle[1]}
    rows = [
        [
            name,
            f"{idle[index] / MEGABYTE:.1f} MB",
            f"{done[name]['bytes'] / MEGABYTE:.1f} MB",
            f"{grown[name] / MEGABYTE:.1f} MB",
        ]
        for index, name in enumerate((BARE, OURS))
    ]
    return _part(
        "Memory",
        f"The most memory that a process held (`ru_maxrss`), for a roadmap of {size:,} times the usual length "
        f"({length / MEGABYTE:.1f} MB), and how much of it is more than what the same process needs for one of the "
        "usual length.",
        [{"head": ["", "usual length", f"{size:,} times", "growth"], "rows": rows}],
        [target("grows by at most 2 × what the bare parse grows by", grown[OURS] / grown[BARE], 2.0)],
        [],
    )


def growth(bench: Bench) -> Part:
    sizes = (1, 10, 50) if bench.quick else (1, 10, 100, 1000)
    directory = bench.folder("growth")
    tables: list[Table] = []
    targets = []
    kinds = {"healthy": "a healthy roadmap, no two milestones alike", "broken": "a finding on almost every line"}
    works = {"parse": BARE, "check": "check", "all": "check, fixes and reports"}
    for kind, says in kinds.items():
        rows: list[list[str]] = []
        points: dict[str, list[dict[str, float]]] = {name: [] for name in works}
        for size in sizes:
            file = directory / f"{kind}-{size}.md"
            bench.inside("write-one", file, kind, f"{size}")
            small = directory / f"{kind}-1.md"
            given = {name: bench.inside("grow", file, small, name) for name in works}
            for name, one in given.items():
                points[name].append(one)
            row = [f"{size:,} times", f"{given['check']['characters']:,}", f"{given['check']['findings']:,}"]
            row += [f"{shown(one['seconds'])}, {one['bytes'] / MEGABYTE:.1f} MB" for one in given.values()]
            print("  " + kind + ": " + "; ".join(row), flush=True)
            rows.append(row)
        exponents = {
            name: (
                fitted([(one["characters"], one["seconds"]) for one in found], SHORTEST),
                fitted([(one["characters"], one["bytes"]) for one in found], SMALLEST),
            )
            for name, found in points.items()
        }
        print(
            "  " + kind + ": " + "; ".join(f"{name} {a:.2f} {b:.2f}" for name, (a, b) in exponents.items()), flush=True
        )
        rows.append(
            ["exponent", "", "", *(f"{_exponent(time)}, {_exponent(space)}" for time, space in exponents.values())]
        )
        tables.append({"head": [says, "characters", "findings", *works.values()], "rows": rows})
        for index, what in enumerate(("time", "memory")):
            worst = max(exponents["check"][index], exponents["all"][index])
            targets.append(target(f"{what}, {says}: exponent at most 1.1", worst, 1.1, ""))
    return _part(
        "Growth",
        "How time and memory grow with the text, each in a process of its own: processor seconds of the work, and "
        "memory above what the process needs for a text of the usual length; the garbage collector is set as the "
        "program sets it. The exponent is fitted over what takes at least "
        f"{SHORTEST * 1000:.0f} ms and {SMALLEST // MEGABYTE} MB; 1 is linear. `growth.py` has texts that are made "
        "to be slow.",
        tables,
        targets,
        [],
    )


def _exponent(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}"


def corpus(bench: Bench) -> Part:
    files = sorted(bench.corpus.glob("*.md")) if bench.corpus.is_dir() else []
    title = "Documents of others"
    goal = "a whole check takes at most 1.5 × the bare parse"
    if not files:
        print(f"  not there: {bench.corpus}", flush=True)
        return _part(title, f"There were no documents in `{bench.corpus}`.", [], [target(goal, math.nan, 1.5)], [])
    taken = bench.inside("corpus", "3" if bench.quick else "15", *files)
    names = {"parse": BARE, "read": "our Markdown parse (`read_markdown`)", "check": "whole check (`engine.check`)"}
    ratios = {name: median(a / b for a, b in zip(taken[name], taken["parse"], strict=True)) for name in names}
    best = {name: min(taken[name]) for name in names}
    for name, says in names.items():
        print(
            f"  {says}: best {shown(best[name])}, median {shown(median(taken[name]))}, {ratios[name]:.2f} ×", flush=True
        )
    rows = [
        [
            says,
            shown(median(taken[name])),
            f"{ratios[name]:.2f} ×",
            shown(best[name]),
            f"{best[name] / best['parse']:.2f} ×",
        ]
        for name, says in names.items()
    ]
    size = sum(file.stat().st_size for file in files)
    return _part(
        title,
        f"{len(files)} roadmaps and support pages of other projects ({size / MEGABYTE:.2f} MB), all of them in one "
        f"process, warm, {len(taken['parse'])} rounds. The bare parse has tables and strikethrough, as ours has.",
        [{"head": ["", "median", "beside the bare parse", "best", "best beside best"], "rows": rows}],
        [target(goal, ratios["check"], 1.5)],
        [],
    )


def profile(bench: Bench) -> Part:
    from inputs import COPIES

    directory = bench.folder("profile")
    files = bench.inside("write", directory, f"{24 if bench.quick else COPIES}")
    alone = ["--jobs", "1"] if bench.knows("--jobs", "1") else []
    found = {}
    for name, given in (("one file", files[:1]), (f"{len(files)} files", files)):
        arguments = ["check", "--isolated", *alone, *_uncached(bench), *(str(directory / file) for file in given)]
        found[name] = bench.inside("profile", *arguments)
        print(f"  {name}:")
        for function, seconds in found[name]["functions"]:
            print(f"    {seconds:8.4f} s  {function}")
    sums = {name: sum(one["packages"].values()) for name, one in found.items()}
    packages = {package: None for one in found.values() for package in one["packages"]}
    order = sorted(
        packages, key=lambda package: -sum(found[name]["packages"].get(package, 0) / sums[name] for name in found)
    )
    rows = []
    for package in order:
        row = [package]
        for name, one in found.items():
            seconds = one["packages"].get(package, 0)
            row.append(f"{shown(seconds)} ({seconds / sums[name]:.0%})" if seconds else "-")
        rows.append(row)
        print("  " + "; ".join(row))
    return _part(
        "Where our time goes",
        "Seconds of one run under `cProfile`, by package: what is built in counts where it is called. The profiler "
        "slows small functions most, so read shares, not seconds; the start of the interpreter is not in it.",
        [{"head": ["", *found], "rows": rows}],
        [],
        [],
    )


PARTS: dict[str, Callable[[Bench], Part]] = {
    "cold": cold,
    "throughput": throughput,
    "jobs": jobs,
    "cached": cached,
    "memory": memory,
    "growth": growth,
    "corpus": corpus,
    "profile": profile,
}
