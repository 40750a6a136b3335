"""What was measured, as data, and the page and the plot that are made of it."""

from __future__ import annotations

import json
import math
from html import escape
from pathlib import Path
from typing import TypedDict

from measuring import shown


class Target(TypedDict):
    text: str
    measured: str
    met: bool | None  # None: it could not be measured


class Table(TypedDict):
    head: list[str]
    rows: list[list[str]]


class Bar(TypedDict):
    label: str
    seconds: float
    ours: bool


class Part(TypedDict):
    title: str
    text: str
    tables: list[Table]
    targets: list[Target]
    bars: list[Bar]
    when: str
    load: str


class Results(TypedDict):
    command: str
    note: str
    machine: dict[str, str]
    parts: dict[str, Part]


def target(text: str, value: float, most: float, unit: str = " ×") -> Target:
    return {"text": text, "measured": _number(value, unit), "met": None if math.isnan(value) else value <= most}


def target_at_least(text: str, value: float, least: float, unit: str = " ×") -> Target:
    return {"text": text, "measured": _number(value, unit), "met": None if math.isnan(value) else value >= least}


def _number(value: float, unit: str) -> str:
    return "not measured" if math.isnan(value) else f"{value:.2f}{unit}"


def load(file: Path) -> Results:
    if file.exists():
        found: Results = json.loads(file.read_text(encoding="utf-8"))
        return found
    return {"command": "", "note": "", "machine": {}, "parts": {}}


def save(results: Results, directory: Path) -> None:
    """results.json has what was measured; RESULTS.md and results.svg are made of it."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("results.json", json.dumps(results, indent=1, ensure_ascii=False, allow_nan=True) + "\n"),
        ("RESULTS.md", page(results)),
        ("results.svg", plot(results)),
    ):
        (directory / name).write_text(text, encoding="utf-8", newline="\n")


# ---------------------------------------------------------------------------------------------------------------- page


def page(results: Results) -> str:
    parts = results["parts"].values()
    lines = ["# How fast it is, and beside what", ""]
    lines += [
        f"Written by `{results['command']}`, which installs all that it measures; [benchmarks/](.) has the code. Whole",
        "processes run in rounds, each command once in every round. A time is the median of the rounds, a ratio the",
        "median of the ratios of the rounds. The inputs are made by [inputs.py](inputs.py), the same everywhere.",
        "",
    ]
    if results["note"]:
        lines += [f"**{results['note']}**", ""]
    lines += [f"![{described(results)}](results.svg)", "", "## Targets", ""]
    rows = [
        [part["title"], aim["text"], aim["measured"], _met(aim["met"])] for part in parts for aim in part["targets"]
    ]
    lines += [*table({"head": ["Part", "Target", "Measured", "Met"], "rows": rows}), "", "## Machine", ""]
    lines += [*table({"head": ["", ""], "rows": [[name, text] for name, text in results["machine"].items()]}), ""]
    for part in parts:
        lines += [f"## {part['title']}", "", part["text"], ""]
        for one in part["tables"]:
            lines += [*table(one), ""]
        lines += [f"Measured on {part['when']}, at a load of {part['load']}.", ""]
    return "\n".join(lines)


def table(given: Table) -> list[str]:
    rows = [given["head"], ["-" * 3] * len(given["head"]), *given["rows"]]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]


def _met(met: bool | None) -> str:
    return "-" if met is None else "met" if met else "**not met**"


def described(results: Results) -> str:
    """The plot in words."""
    told = [
        f"{part['title']}: " + ", ".join(f"{bar['label']} {shown(bar['seconds'])}" for bar in part["bars"])
        for part in results["parts"].values()
        if part["bars"]
    ]
    return "Bars on a logarithmic axis. " + ". ".join(told) + "." if told else "Nothing was measured."


# ---------------------------------------------------------------------------------------------------------------- plot

_WIDTH, _LABELS, _VALUES, _ROW = 760, 250, 70, 24

_STYLE = """\
.card { fill: #ffffff; stroke: #d0d7de } text { fill: #1f2328; font: 13px system-ui, sans-serif }
.title { font-weight: 600; font-size: 14px } .tick { fill: #59636e; font-size: 11px }
.grid { stroke: #d8dee4 } .peer { fill: #8c959f } .ours { fill: #0969da } .us { font-weight: 600 }
@media (prefers-color-scheme: dark) {
.card { fill: #0d1117; stroke: #3d444d } text { fill: #f0f6fc } .tick { fill: #9198a1 }
.grid { stroke: #2a313c } .peer { fill: #7d8590 } .ours { fill: #4493f8 } }"""


def plot(results: Results) -> str:
    """One panel of bars for each part that has some; it brings its own ground, so that it reads on any."""
    panels, top = [], 16
    for part in results["parts"].values():
        if part["bars"]:
            panels.append(_panel(part, top))
            top += 58 + _ROW * len(part["bars"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" width="{_WIDTH}" height="{top}" '
        f'role="img" aria-labelledby="title description">\n<title id="title">How long each tool takes</title>\n'
        f'<desc id="description">{escape(described(results))}</desc>\n<style>\n{_STYLE}\n</style>\n'
        f'<rect class="card" x="0.5" y="0.5" width="{_WIDTH - 1}" height="{top - 1}" rx="6"/>\n'
        + "\n".join(panels)
        + "\n</svg>\n"
    )


def _panel(part: Part, top: int) -> str:
    bars = [bar for bar in part["bars"] if not math.isnan(bar["seconds"])]
    lowest = math.floor(math.log10(min(bar["seconds"] for bar in bars)))
    highest = math.ceil(math.log10(max(bar["seconds"] for bar in bars)))
    scale = (_WIDTH - _LABELS - _VALUES - 16) / max(1, highest - lowest)
    first = top + 30
    bottom = first + _ROW * len(bars)
    drawn = [f'<text class="title" x="16" y="{top + 14}">{escape(part["title"])}</text>']
    for power in range(lowest, highest + 1):
        x = _LABELS + (power - lowest) * scale
        drawn.append(f'<line class="grid" x1="{x:.1f}" y1="{first - 4}" x2="{x:.1f}" y2="{bottom}"/>')
        tick = f"{10**power} s" if power >= 0 else f"{10 ** (power + 3):g} ms"
        drawn.append(f'<text class="tick" x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{tick}</text>')
    for index, bar in enumerate(bars):
        y = first + _ROW * index
        length = max(2.0, (math.log10(bar["seconds"]) - lowest) * scale)
        us = ' class="us"' if bar["ours"] else ""
        drawn.append(f'<text{us} x="{_LABELS - 8}" y="{y + 14}" text-anchor="end">{escape(bar["label"])}</text>')
        kind = "ours" if bar["ours"] else "peer"
        drawn.append(f'<rect class="{kind}" x="{_LABELS}" y="{y + 2}" width="{length:.1f}" height="16" rx="2"/>')
        drawn.append(f'<text{us} x="{_LABELS + length + 6:.1f}" y="{y + 14}">{shown(bar["seconds"])}</text>')
    return "\n".join(drawn)
