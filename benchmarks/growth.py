"""How the time of a check grows with the text, and what texts that are made to be slow cost.

    python benchmarks/growth.py [--sizes 1,10,100,1000] [--units 50000] [--only WORD] [--limit 1.15]

First roadmaps of 1 to 1,000 times the usual size: healthy ones with as many milestones that differ, and ones in which
almost every line is a finding. For each the exponent of the growth is fitted (1 is linear: ten times the text takes
ten times as long), over the sizes that take at least 20 ms. Then texts of so many hostile units each: beside our time
stands what markdown-it-py alone takes to parse the same text, which we cannot go below. "check" is `engine.check`,
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

from roadmap_lint import fix
from roadmap_lint.engine import Report, check
from roadmap_lint.markdown.places import parser as markdown
from roadmap_lint.report import Result, Run, format_named

T = TypeVar("T")
LONGEST = 60  # seconds for one measurement


def healthy(size: int) -> str:
    """Three milestones, a support table and proposals, so many times; no two milestones alike."""
    parts = ["# Acme Roadmap\n\n## Milestones\n"]
    for number in range(3 * size):
        year, quarter = 2026 + number // 4, number % 4 + 1
        major, minor = 2 + number // 50, 8 + number % 50
        parts.append(f"### v{major}.{minor} (Q{quarter} {year})\n\n**Status**: Provisional\n")
        parts.append(f"The primary goal of this milestone is to make every build of v{major}.{minor} reproducible.\n")
        for group in range(6):
            tasks = "\n".join(
                f"  - [ ] [Let builder {number}-{group}-{task} sign what it builds]"
                f"(https://github.com/acme/builder/issues/{1000 + 20 * number + 2 * group + task})"
                for task in range(2)
            )
            parts.append(f"- **Builders of kind {group}**\n{tasks}\n")
        parts.append(f"- **Conformance testing**\n  - [ ] End-to-end testing for Kubernetes 1.{35 + number}\n")
    parts.append("## Request for comments\n")
    parts.append("".join(f"- [ ] [RFC-{n:04}](https://acme.test/rfcs/{n}) Step {n}\n" for n in range(1, 6 * size)))
    return "\n".join(parts)


def broken(size: int) -> str:
    """The same length, and a finding on almost every line."""
    parts = ["# Acme Roadmap\n\n## Milestones\n"]
    for number in range(3 * size):
        parts.append(f"### v2.{number} (Q{5 + number % 3} 2026)\n\n**Status**: In Progres\n")
        parts += [f"- [y] [Builder {number}-{task}](htps:/acme.test/{number}) and [none][{task}]" for task in range(12)]
        parts.append(f"- [ ] End suport for Acme v2.{number + 1}.x\n- [ ]no blank\n")
        parts.append("<!-- roadmap-lint-disable-next-line RM222 -->\n\n2026-02-30 is no day, v2,9 is no version.\n")
    return "\n".join(parts)


SIZED = {"healthy": healthy, "broken": broken}

# After cmark's pathological tests, and what our own grammar reads: a unit, or a function of their number.
HOSTILE: dict[str, str | Callable[[int], str]] = {
    "open brackets": "[",
    "open images": "![",
    "closing brackets": "]",
    "link openers": "[a](",
    "link openers <": "[a](<b",
    "images, links": "![[]()",
    "references": "[a][",
    "nested brackets": lambda n: "[" * n + "a" + "]" * n,
    "strong openers": "**a ",
    "strong closers": "a** ",
    "emphasis, mixed": "*a_ ",
    "emphasis in words": "a**b",
    "stars": "*",
    "strikethrough": "~~a ",
    "nested strong": lambda n: "*a **a " * n + "b" + " a** a*" * n,
    "backticks": "`",
    "backticks, longer": lambda n: "".join("e" + "`" * i for i in range(1, int(math.sqrt(2 * n)))),
    "code spans": "`a ",
    "nested quotes": lambda n: "> " * n + "a",
    "nested lists": lambda n: "- " * n + "a",
    "deep lists": lambda n: "".join("  " * i + "- a\n" for i in range(int(math.sqrt(n)))),
    "list items": "- [ ] a\n",
    "loose items": "- a\n\n",
    "entities": "&amp;",
    "backslashes": "\\",
    "comments": "<!--",
    "instructions": "<?",
    "declarations": "<!A ",
    "character data": "<![CDATA[",
    "tags": "<a ",
    "tags with ids": "<a id=",
    "tables of HTML": "<table><tr><td>a</table>",
    "wide table": lambda n: f"|{'a|' * n}\n|{'-|' * n}\n",
    "long table": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * n,
    "wide and long table": lambda n: f"|{'a|' * int(n**0.5)}\n|{'-|' * int(n**0.5)}\n" + "|b\n" * int(n**0.5),
    "pipes": "|",
    "headings": "# a\n",
    "setext headings": "a\n===\n",
    "one long line": "word ",
    "one long word": "a",
    "blanks": lambda n: "a" + " " * n + "b",
    "blank lines": "\n",
    "lines of a paragraph": "a\n",
    "carriage returns": "a\r\n",
    "NUL": "\0",
    "definitions": lambda n: "".join(f"[a{i}]: b\n" for i in range(n)),
    "definitions and uses": lambda n: "".join(f"[a{i}]: b\n\n[a{i}]\n\n" for i in range(n // 10)),
    "bare URLs": "https://a.b/c ",
    "one long URL": lambda n: "https://a.b/" + "c)" * n,
    "www.": "www.",
    "addresses": "a@b.c ",
    "template tags": "{{< a ",
    "closed template tags": "{{< a >}} ",
    "braces": "{",
    "heading ids": lambda n: "# " + "{#a" * n,
    "YAML": lambda n: "---\n" + "a: b\n" * n + "---\n",
    "YAML brackets": lambda n: f"---\na: {'[' * n}\n",
    "TOML keys": lambda n: f"+++\na{'.a' * n} = 1\n+++\n",
    "JSON names": lambda n: "{\n" + ",\n".join(f'"a{i // 2}": 1' for i in range(n // 8)) + "\n}\n",
    "digits": "9",
    "dots": "1.",
    "versions": "v1.2 ",
    "wrong periods": "Q5 2026 ",
    "wrong days": "2026-13-45 ",
    "periods": "Jan 2026 - ",
    "status lines": lambda n: "# A\n\n## v1.0\n\n" + "**Status**: Done\n\n" * n,
    "marks in a heading": lambda n: "## v1.0 " + "((" * n,
    "dashes in a heading": lambda n: "## v1.0 " + "-- " * n,
    "claims": lambda n: "# A\n\n## v1.0\n\n" + "- End support for Acme v0.1\n" * n,
    "one long claim": lambda n: "# A\n\n## v1.0\n\n- " + "End support for " * n,
    "until": "until ",
    "proposals": "- RFC-0001 x\n",
    "suppressions": "<!-- roadmap-lint-disable-next-line RM111 -->\n\n",
    "open suppressions": "<!-- roadmap-lint-disable RM111 -->\n\n<!-- roadmap-lint-enable -->\n\n",
    "names in a suppression": lambda n: f"<!-- roadmap-lint-disable {'RM111 ' * n}-->\n",
    "unknown names": lambda n: f"<!-- roadmap-lint-disable {' '.join(f'x{i}' for i in range(n))} -->\n",
}


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
        columns = f"{'characters':>10} {'markdown':>9} {'check':>8} {'all':>8} {'findings':>9}"
        print(f"{f'{options.units:,} units':24} {columns}")
        for name, unit in HOSTILE.items():
            if options.only in name:
                one(name, unit * options.units if isinstance(unit, str) else unit(options.units))
    return int(options.limit is not None and max(exponents, default=0) > options.limit)


def growth(name: str, made: Callable[[int], str], sizes: list[int]) -> list[float]:
    print(f"{name:24} {'characters':>10} {'markdown':>9} {'check':>8} {'all':>8} {'findings':>9}")
    rows = [(len(made(size)), *one(f"  {size} times", made(size))) for size in sizes]
    exponents = [fitted([(row[0], row[column]) for row in rows]) for column in (1, 2, 3)]
    print(f"{'  exponent':35} {exponents[0]:9.2f} {exponents[1]:8.2f} {exponents[2]:8.2f}\n")
    return exponents[1:]


def one(name: str, text: str) -> tuple[float, float, float]:
    bare, _ = seconds(lambda: markdown().parse(text, {}))
    checked, report = seconds(lambda: check(text))
    everything, _ = seconds(lambda: (check(text), fix(text), reports(report))) if report else (math.inf, None)
    found = f"{len(report.diagnostics):9,}" if report else "        -"
    print(f"{name:24} {len(text):10,} {bare:9.2f} {checked:8.2f} {everything:8.2f} {found}", flush=True)
    return bare, checked, everything


def reports(report: Report | None) -> None:
    assert report is not None
    run = Run((Result(report.document.source, report.document, report.diagnostics),))
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


def fitted(points: list[tuple[int, float]]) -> float:
    """The slope of the line through the logarithms: the exponent of the growth."""
    measured = [(math.log(length), math.log(taken)) for length, taken in points if taken >= 0.02]
    if len(measured) < 2 or any(math.isinf(taken) for _, taken in measured):
        return math.nan if len(measured) < 2 else math.inf
    across, up = (sum(values) / len(measured) for values in zip(*measured, strict=True))
    return sum((x - across) * (y - up) for x, y in measured) / sum((x - across) ** 2 for x, _ in measured)


if __name__ == "__main__":
    sys.exit(main())
