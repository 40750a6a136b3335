"""Processes that check documents for this one: texts go out, what the checks came to comes back.

A worker that dies, as the system ends one that takes too much memory, costs the document that it had: the others are
given to those that are left. When this process ends, however it does, its workers end.
"""

from __future__ import annotations

import argparse
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from roadmap_lint.cli.configs import Configs
from roadmap_lint.cli.document import Asked, Checker
from roadmap_lint.cli.outcomes import Outcome
from roadmap_lint.cli.targets import Targets
from roadmap_lint.record import Record

# So many documents are handed over at once: a worker that waits for the next ones does nothing.
_BATCH = 8

_Batch = list[tuple[int, Asked]]


class WorkerError(Exception):
    """A fault of ours in a worker; the message names it."""


class Lost(Record):
    """Of a document that a worker had when it ended: how that came."""

    reason: str


def judged(
    checker: Checker, documents: Mapping[int, Asked], number: int, *, fork: bool
) -> Iterator[tuple[int, Outcome | Lost]]:
    """What the checks of documents come to, by their numbers, in the order in which that many processes finish them.

    `fork` is whether they are made by forking this one, and not by starting Python anew. Where the system lets us start
    no process, this one checks.
    """
    with _started(number, checker, fork=fork) as workers:
        if workers:
            yield from _shared(documents, workers)
            return
    for one, asked in documents.items():
        yield one, checker.judged(asked)


def _shared(documents: Mapping[int, Asked], workers: list[_Worker]) -> Iterator[tuple[int, Outcome | Lost]]:
    size = max(1, min(_BATCH, len(documents) // (4 * len(workers))))  # less at a time where there are few
    waiting = [[*documents.items()][start : start + size] for start in range(0, len(documents), size)][::-1]
    idle = list(workers)
    busy: dict[Any, _Worker] = {}
    while True:
        while idle and waiting:
            worker = idle.pop()
            worker.give(waiting.pop())
            busy[worker.pipe] = worker
        if not busy:
            break
        for pipe in wait(list(busy)):
            worker = busy[pipe]
            try:
                yield worker.take()
            except (EOFError, ConnectionError):
                del busy[pipe]
                lost, *left = worker.given
                if left:
                    waiting.append(left)
                yield lost[0], Lost(worker.how_it_ended())
                continue
            if not worker.given:
                del busy[pipe]
                idle.append(worker)
    for batch in waiting:
        for one, _ in batch:
            yield one, Lost("no process was left to check it")


class _Worker:
    """A process, and what it was given and has not answered yet, in order."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.given: _Batch = []

    def give(self, batch: _Batch) -> None:
        self.given = list(batch)
        with suppress(ConnectionError):  # it is dead: whoever takes its answer learns of it
            self.pipe.send(batch)

    def take(self) -> tuple[int, Outcome]:
        made = self.pipe.recv()
        if isinstance(made, str):
            raise WorkerError(made)
        return self.given.pop(0)[0], Outcome(*made)

    def how_it_ended(self) -> str:
        self.process.join()
        status = self.process.exitcode or 0
        if status >= 0:
            return f"the process that checked it ended with status {status}"
        with suppress(ValueError):
            return f"the process that checked it was ended by {signal.Signals(-status).name}"
        return f"the process that checked it was ended by signal {-status}"


@contextmanager
def _started(number: int, checker: Checker, *, fork: bool) -> Iterator[list[_Worker]]:
    """That many workers, or as many as the system lets us have."""
    if fork:
        import_module("roadmap_lint.engine")  # once, and not in each of them
    context: Any = get_context("fork" if fork else "spawn")
    workers: list[_Worker] = []
    try:
        with _undisturbed(), suppress(OSError):
            for _ in range(number):
                ours, theirs = context.Pipe()
                inherited = [*(worker.pipe for worker in workers), ours] if fork else []
                given = (theirs, inherited, checker.options, checker.today)
                process = context.Process(target=_work, args=given, daemon=True)
                try:
                    process.start()
                except BaseException:
                    ours.close()
                    raise
                finally:
                    theirs.close()
                workers.append(_Worker(process, ours))
        yield workers
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.pipe.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Start processes that an interrupt at the keyboard does not reach, and that import nothing from this directory.

    The interrupt ends this process, and with it them. Python puts the directory on the path of a new process that is
    started to run a text, and it may be a stranger's.
    """
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    masks = hasattr(signal, "pthread_sigmask")
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _work(pipe: Connection, inherited: Sequence[Connection], options: argparse.Namespace, today: date | None) -> None:
    """What a worker does: check what it is given, until nothing more comes."""
    for other in inherited:
        other.close()  # or the end of that pipe would never be seen
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    checker = Checker(options, Configs(options), Targets(()), today, None, None)
    with suppress(EOFError, ConnectionError):
        while True:
            for _, asked in pipe.recv():
                try:
                    made: Any = tuple(checker.judged(asked))
                except Exception as error:
                    made = f"{type(error).__name__}: {error}"
                pipe.send(made)
