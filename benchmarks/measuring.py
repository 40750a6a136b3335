"""Running commands side by side: whole processes, in rounds, so that what slows the machine slows all of them."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

LONG = 20.0  # seconds: a run that takes longer is measured at once, without one that warms the caches of the system
MOST = 100_000  # bytes of what a command prints that are kept


class RefusedError(Exception):
    """The command does not know an option: what it stands for is not built yet."""


class Run(NamedTuple):
    """One process: seconds on the clock and on processors, and what it printed."""

    seconds: float
    processor: float
    output: str


class Command(NamedTuple):
    """What to run where; `before` is done ahead of every run and is not measured."""

    arguments: Sequence[str | Path]
    directory: Path
    before: Callable[[], None] | None = None
    variables: Mapping[str, str] = {}


def run(command: Command) -> Run:
    """Run a command. Status 1 is what linters end with when they found something."""
    if command.before:
        command.before()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    arguments = [str(argument) for argument in command.arguments]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            arguments,
            cwd=command.directory,
            env={**kept, "NO_COLOR": "1", **command.variables},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
        processor = _ended(process)
        duration = time.perf_counter() - start
        output.seek(0)
        errors.seek(0)
        said, told = output.read(MOST).decode(errors="replace"), errors.read(MOST).decode(errors="replace")
    if process.returncode == 2 and "unrecognized arguments" in told:
        raise RefusedError(told.strip().splitlines()[-1][:80])
    if process.returncode not in (0, 1) or "Traceback" in told:
        sys.exit(f"{' '.join(arguments)[:500]} ended with {process.returncode}\n{told[-2000:]}")
    return Run(duration, processor, said + told)


def _ended(process: subprocess.Popen[bytes]) -> float:
    """Wait for it: its seconds on processors, those of its children among them."""
    if not hasattr(os, "wait4"):
        process.wait()
        return math.nan
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def side_by_side(commands: Mapping[str, Command], rounds: int, budget: float = 60) -> dict[str, list[Run]]:
    """The runs of each command, one in every round, in an order that moves on by one from round to round.

    A command that would need more than `budget` seconds for it runs in the first rounds only. One that refuses its
    options has no runs.
    """
    runs: dict[str, list[Run]] = {}
    most: dict[str, int] = {}
    for name, command in commands.items():
        try:
            warming = run(command)
        except RefusedError as refused:
            print(f"  {name}: not there yet ({refused})", flush=True)
            runs[name], most[name] = [], 0
            continue
        runs[name] = [warming] if warming.seconds > LONG else []
        most[name] = max(1, min(rounds, int(budget / warming.seconds)))
    names = list(commands)
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            if len(runs[name]) <= number < most[name]:
                runs[name].append(run(commands[name]))
    for name, done in runs.items():
        if done:
            print(f"  {name}: {told([one.seconds for one in done])}, {len(done)} runs", flush=True)
    return runs


def ratio(these: Sequence[Run], those: Sequence[Run], of: Callable[[Run], float] = lambda run: run.seconds) -> float:
    """The median of the ratios of the rounds in which both ran."""
    return median(of(a) / of(b) for a, b in zip(these, those, strict=False)) if these and those else math.nan


def middle(runs: Iterable[Run], of: Callable[[Run], float] = lambda run: run.seconds) -> float:
    return median([of(one) for one in runs] or [math.nan])


def told(durations: Sequence[float]) -> str:
    if len(durations) < 2:
        return f"median {shown(median(durations))}"
    low, _, high = quantiles(durations, n=4)
    return f"median {shown(median(durations))} (quartiles {shown(low)} to {shown(high)})"


def shown(seconds: float) -> str:
    """A duration with three digits."""
    if math.isnan(seconds):
        return "-"
    if seconds < 0.9995:
        return f"{seconds * 1000:.{max(0, min(2, 2 - math.floor(math.log10(max(seconds, 1e-6) * 1000))))}f} ms"
    return f"{seconds:.{max(0, 2 - math.floor(math.log10(seconds)))}f} s"


def fitted(points: Sequence[tuple[float, float]], least: float = 0) -> float:
    """The exponent of the growth: the slope of the line through the logarithms, of those that are at least `least`."""
    measured = [(math.log(length), math.log(taken)) for length, taken in points if taken >= least]
    if len(measured) < 2 or any(math.isinf(taken) for _, taken in measured):
        return math.nan if len(measured) < 2 else math.inf
    across, up = (sum(values) / len(measured) for values in zip(*measured, strict=True))
    return sum((x - across) * (y - up) for x, y in measured) / sum((x - across) ** 2 for x, _ in measured)
