"""What is measured within one process: run by the interpreter of the environment that holds the installed wheel.

    python inside.py write DIRECTORY NUMBER            so many roadmaps; prints their paths
    python inside.py write-one FILE KIND SIZE          one of so many times the usual length
    python inside.py grow FILE SMALL parse|check|all   seconds and bytes for a text, above those that SMALL needed
    python inside.py corpus ROUNDS FILE...             seconds for all of them: bare parse, our Markdown, whole check
    python inside.py peak COMMAND...                   bytes that a command of its own process needs at most
    python inside.py profile ARGUMENT...               where `roadmap-lint ARGUMENT...` spends its time

Each prints JSON. Heavy modules are imported where they are needed, and so are ours: what is measured imports them.
"""

from __future__ import annotations

import gc
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

SHORT = 1.0  # seconds: what takes less is done three times, and the best of them counts


def main() -> None:
    name, *arguments = sys.argv[1:]
    print(json.dumps(WORKS[name](*arguments)))


def write(directory: str, number: str) -> list[str]:
    from inputs import written

    return written(Path(directory), int(number))


def write_one(file: str, kind: str, size: str) -> int:
    from inputs import SIZED

    return Path(file).write_text(SIZED[kind](int(size)), encoding="utf-8", newline="\n")


def grow(file: str, small: str, what: str) -> dict[str, float]:
    from markdown_it import MarkdownIt

    from roadmap_lint import fix
    from roadmap_lint.engine import check
    from roadmap_lint.report import Result, Run, Size, format_named

    def everything() -> int:
        report = check(text)
        fix(text)
        run = Run((Result(report.document.source, Size.of(report.document), report.diagnostics),))
        for name in ("text", "sarif"):
            format_named(name).render(run)
        return len(report.diagnostics)

    works: dict[str, Callable[[], int]] = {
        "parse": lambda: len(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)) * 0,
        "check": lambda: len(check(text).diagnostics),
        "all": everything,
    }
    gc.set_threshold(200_000, 20, 50)  # as roadmap_lint.__main__ does
    text = Path(small).read_text(encoding="utf-8")
    works[what]()  # what is imported and compiled once
    idle = peak()
    text = Path(file).read_text(encoding="utf-8")
    taken, found = timed(works[what])
    most = peak()
    for _ in range(2 if taken < SHORT else 0):
        taken = min(taken, timed(works[what])[0])
    return {"characters": len(text), "seconds": taken, "bytes": most - idle, "findings": found}


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Seconds on the processor: one measurement has no other beside it that a busy machine would slow, too."""
    gc.collect()
    start = time.process_time()
    given = work()
    return time.process_time() - start, given


def peak() -> int:
    """The most memory that this process held so far, in bytes; 0 where nobody tells."""
    status = Path("/proc/self/status")
    if status.exists():  # on Linux the other one may be inherited from a parent that is larger
        told = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        return int(told[1]) * 1024 if told else 0
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def command_peak(*command: str) -> dict[str, float]:
    """Seconds, and the most memory in bytes. A child begins with the peak of its parent: this one is small."""
    import os

    start = time.perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    _, status, used = os.wait4(os.posix_spawnp(command[0], command, os.environ, file_actions=silent), 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command} failed")
    unit = 1 if sys.platform == "darwin" else 1024
    return {"seconds": time.perf_counter() - start, "bytes": used.ru_maxrss * unit}


def corpus(rounds: str, *files: str) -> dict[str, list[float]]:
    """Seconds of each round, all documents together; the three kinds of work take turns in being first."""
    from markdown_it import MarkdownIt

    from roadmap_lint.engine import check
    from roadmap_lint.markdown import read_markdown
    from roadmap_lint.source import Source

    texts = []
    for file in files:
        with open(file, encoding="utf-8", newline="") as document:
            texts.append(document.read())
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    works: dict[str, Callable[[str], object]] = {
        "parse": markdown.parse,
        "read": lambda text: read_markdown(Source(text)),
        "check": check,
    }
    names = list(works)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(-1, int(rounds)):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            work = works[name]
            gc.collect()
            start = time.perf_counter()
            for text in texts:
                work(text)
            if number >= 0:
                taken[name].append(time.perf_counter() - start)
    return taken


# ------------------------------------------------------------------------------------------------------------- profile

_OURS = ("markdown", "parser", "values", "rules", "report", "cli")


def profile(*arguments: str) -> dict[str, object]:
    """Seconds by package, and the functions that take most; imports are in it, the start of the interpreter is not."""
    import cProfile
    import io
    import os
    import pstats
    from contextlib import redirect_stderr, redirect_stdout

    def leave(status: int) -> None:
        raise SystemExit(status)

    os._exit = leave  # type: ignore[assignment]
    sys.argv = ["roadmap-lint", *arguments]
    profiler = cProfile.Profile()
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        profiler.enable()
        try:
            from roadmap_lint.__main__ import run

            run()
        except SystemExit:
            pass
        finally:
            profiler.disable()
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    seconds: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    for (file, line, function), (_, _, own, _, callers) in stats.items():
        functions[f"{package(file, function)}: {Path(file).name}:{line} {function}"] += own
        if file == "~" and callers:  # what is built in counts where it is called
            for (caller, _, calling), (*_, part, _) in callers.items():
                seconds[package(caller, calling)] += part
        else:
            seconds[package(file, function)] += own
    return {"packages": dict(seconds.most_common()), "functions": functions.most_common(25)}


def package(file: str, function: str) -> str:
    parts = Path(file).parts
    if file.startswith(("<frozen importlib", "<frozen zipimport")) or function == "<module>":
        return "imports"
    if "pyromark" in parts:
        return "pyromark"
    if "frontmatter" in parts or "yaml" in parts:
        return "front matter (python-frontmatter, PyYAML)"
    if "roadmap_lint" in parts:
        inner = parts[len(parts) - parts[::-1].index("roadmap_lint")]
        return f"roadmap_lint.{inner}" if inner in _OURS else "roadmap_lint (the rest)"
    if "re" in parts or Path(file).name.startswith("sre_"):
        return "compiling regular expressions"
    return "built in" if file == "~" else "Python's library"


WORKS: dict[str, Callable[..., object]] = {
    "write": write,
    "write-one": write_one,
    "grow": grow,
    "peak": command_peak,
    "corpus": corpus,
    "profile": profile,
}

if __name__ == "__main__":
    main()
