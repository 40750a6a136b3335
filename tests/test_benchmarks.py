"""What the benchmarks read and compute; what they measure depends on the machine and is in benchmarks/RESULTS.md."""

from __future__ import annotations

import math
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from inputs import broken, healthy, written
from measuring import fitted, shown
from page import Bar, Part, Results, page, plot, target

from roadmap_lint import lint, parse


@pytest.mark.parametrize("number", range(12))
def test_generated_roadmaps_have_no_findings(number: int) -> None:
    assert list(lint(healthy(number=number))) == []


def test_a_larger_roadmap_has_no_findings_and_no_two_milestones_alike() -> None:
    text = healthy(20)
    assert list(lint(text)) == []
    assert len(parse(text).milestones) == 60
    tasks = re.findall(r"^ +- \[.\] (.*)", text, re.MULTILINE)
    assert len(set(tasks)) == len(tasks) > 600


def test_a_roadmap_has_the_usual_length() -> None:
    assert 8_000 < len(healthy()) < 12_000


def test_a_broken_roadmap_has_a_finding_on_almost_every_line() -> None:
    text = broken(2)
    lines = [line for line in text.splitlines() if line]
    assert len(lint(text)) > 0.9 * len(lines)


def test_copies_differ(tmp_path: Path) -> None:
    names = written(tmp_path, 30)
    assert len({(tmp_path / name).read_bytes() for name in names}) == 30


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_the_exponent_of_a_growth_is_fitted(exponent: float) -> None:
    assert fitted([(length, 3 * length**exponent) for length in (10, 100, 1000)]) == pytest.approx(exponent)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0123, "12.3 ms"), (0.25, "250 ms"), (0.00412, "4.12 ms"), (1.5, "1.50 s"), (54.3, "54.3 s")],
)
def test_durations_have_three_digits(seconds: float, text: str) -> None:
    assert shown(seconds) == text


def results(*bars: Bar) -> Results:
    part: Part = {
        "title": "Rows & <columns>",
        "text": "What was done.",
        "tables": [{"head": ["tool", "median"], "rows": [["a|b", "1 s"]]}],
        "targets": [
            target("at most 1.5", 1.25, 1.5),
            target("at most 1", 1.25, 1),
            target("of none", math.nan, 1),
        ],
        "bars": list(bars),
        "when": "2026-01-01",
        "load": "0.1",
    }
    return {"command": "python run.py", "note": "", "machine": {"Python": "3"}, "parts": {"one": part}}


def test_the_plot_is_well_formed_and_has_a_bar_for_each_tool() -> None:
    given = results(
        {"label": "slow & <old>", "seconds": 54.0, "ours": False}, {"label": "quick", "seconds": 0.009, "ours": True}
    )
    root = ElementTree.fromstring(plot(given))
    bars = [float(bar.attrib["width"]) for bar in root.iter() if bar.attrib.get("class") in ("peer", "ours")]
    assert len(bars) == 2
    assert bars[0] > bars[1] > 0
    assert "slow & <old>" in "".join(root.itertext())


def test_the_page_says_which_targets_are_met() -> None:
    lines = page(results()).splitlines()
    verdicts = [line.split(" | ")[-1].removesuffix(" |") for line in lines if line.startswith("| Rows")]
    assert verdicts == ["met", "**not met**", "-"]
    assert "| a\\|b | 1 s |" in lines
