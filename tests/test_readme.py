"""The README tells the truth about today."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from roadmap_lint import Config, Rule
from roadmap_lint.engine import check
from roadmap_lint.report import Result, Run, Size, text
from roadmap_lint.testing import verify

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fence(label: str) -> str:
    found = re.search(
        rf"<!-- readme: {label} -->\n(?P<ticks>`{{3,}})\w+\n(?P<body>.*?)^(?P=ticks)$", README, re.M | re.S
    )
    assert found, label
    return found["body"]


def test_the_first_screen_is_what_the_first_command_prints() -> None:
    path = "examples/roadmap/ROADMAP.md"
    example = (ROOT / path).read_text(encoding="utf-8")
    assert fence("input") == example
    assert f"check {path}" in README
    report = check(example, path=path)
    result = Result(report.document.source, Size.of(report.document), report.diagnostics)
    assert fence("output") == text.render(Run((result,)))


def test_the_config_is_valid() -> None:
    table = tomllib.loads(fence("config"))["tool"]["roadmap-lint"]
    config = Config.from_table(table)
    assert config.project.product == "Acme"
    assert not any(rule.code == "RM510" for rule in config.rules)


def test_the_rule_passes_its_own_page() -> None:
    names: dict[str, object] = {}
    exec(fence("rule"), names)
    rule = names["GoalFirst"]
    assert isinstance(rule, type)
    assert issubclass(rule, Rule)
    verify(rule)


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    Path("ROADMAP.md").write_text(fence("input"), encoding="utf-8")
    exec(fence("python").replace("open(", "_open("), {"_open": _closing_open})
    printed = capsys.readouterr().out
    assert printed.startswith("v2.8 2026-01-01 to 2026-03-31 5\nv2.9 ")
    assert "13:11 RM101 Q2 2025 is before Q1 2026" in printed


class _closing_open:  # noqa: N801
    """`open`, as the README's short form uses it, without a warning about the file left to the collector."""

    def __init__(self, name: str, encoding: str, newline: str) -> None:
        with open(name, encoding=encoding, newline=newline) as file:
            self._text = file.read()

    def read(self) -> str:
        return self._text


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!http|#)([^)]+)\)", README))))
def test_relative_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
