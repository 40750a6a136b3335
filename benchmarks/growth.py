"""How the time of a check grows with the text, and what texts that are made to be slow cost.

    python benchmarks/growth.py [--sizes 1,10,100,1000] [--units 50000] [--only WORD] [--limit 1.15]

First roadmaps of 1 to 1,000 times the usual size: healthy ones with as many milestones that differ, and ones in which
almost every line is a finding. For each the exponent of the growth is fitted (1 is linear: ten times the text takes ten
times as long), over the sizes that take at least 20 ms. Then texts of so many hostile units each: beside our time
stands what markdown-it-py alone takes to parse the same text. "check" is `engine.check`;
"all" has the fixes and the text and SARIF reports besides. Every case runs once, in this process.
"""

from __future__ import annotations

import argparse
import math
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from inputs import HOSTILE, SIZED
from markdown_it import MarkdownIt
from measuring import fitted

from roadmap_lint import fix
from roadmap_lint.engine import Report, check
from roadmap_lint.report import Result, Run, Size, format_named

T = TypeVar("T")
LONGEST = 60  # seconds for one measurement
SHORTEST = 0.02  # seconds, to be fitted


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", default="1,10,100,1000", help="times the usual size (1,10,100,1000)")
    arguments.add_argument("--units", type=int, default=50_000, help="of each hostile text (50000; 0: none of them)")
    arguments.add_argument("--only", default="", help="only the cases whose name has this in it")
    arguments.add_argument("--limit", type=float, help="exit with 1 where an exponent is above this")
    options = arguments.parse_args()
    print(f"Python {sys.version.split()[0]}, seconds\n")
    exponents = [
        exponent
        for name, made in SIZED.items()
        if options.only in name
        for exponent in growth(name, made, [int(size) for size in options.sizes.split(",")])
    ]
    if options.units:
        print(head(f"{options.units:,} units"))
        for name, unit in HOSTILE.items():
            if options.only in name:
                one(name, unit * options.units if isinstance(unit, str) else unit(options.units))
    return int(options.limit is not None and max(exponents, default=0) > options.limit)


def growth(name: str, made: Callable[[int], str], sizes: list[int]) -> list[float]:
    print(head(name))
    rows = [(len(made(size)), *one(f"  {size} times", made(size))) for size in sizes]
    exponents = [fitted([(row[0], row[column]) for row in rows], least=SHORTEST) for column in (1, 2, 3)]
    print(f"{'  exponent':35} {exponents[0]:9.2f} {exponents[1]:8.2f} {exponents[2]:8.2f}\n")
    return exponents[1:]


def head(name: str) -> str:
    return f"{name:24} {'characters':>10} {'markdown':>9} {'check':>8} {'all':>8} {'findings':>9}"


def one(name: str, text: str) -> tuple[float, float, float]:
    bare, _ = seconds(lambda: MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
    checked, report = seconds(lambda: check(text))
    everything, _ = seconds(lambda: (check(text), fix(text), reports(report))) if report else (math.inf, None)
    found = f"{len(report.diagnostics):9,}" if report else "        -"
    print(f"{name:24} {len(text):10,} {bare:9.2f} {checked:8.2f} {everything:8.2f} {found}", flush=True)
    return bare, checked, everything


def reports(report: Report | None) -> None:
    assert report is not None
    run = Run((Result(report.document.source, Size.of(report.document), report.diagnostics),))
    for name in ("text", "sarif"):
        format_named(name).render(run)


def seconds(work: Callable[[], T]) -> tuple[float, T | None]:
    """How long it takes and what it gives; infinite, and nothing, where it takes too long."""
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _give_up)
        signal.alarm(LONGEST)
    start = time.perf_counter()
    try:
        given = work()
        return time.perf_counter() - start, given
    except TimeoutError:
        return math.inf, None
    finally:
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)


def _give_up(number: int, frame: FrameType | None) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
