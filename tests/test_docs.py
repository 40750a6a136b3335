"""Generated pages are fresh, and the reference names every key."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from roadmap_lint.config import KEYS
from roadmap_lint.plugins import catalogue

DOCS = Path(__file__).parent.parent / "docs"


def pages() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("build_rule_pages", DOCS / "build_rule_pages.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    made: dict[str, str] = build.pages()
    return made


def test_the_pages_of_rules_are_fresh() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "rules").glob("*.md")}
    assert written == pages(), "run: python docs/build_rule_pages.py"


def test_the_index_has_a_row_for_every_rule() -> None:
    index = pages()["README.md"]
    for rule in catalogue():
        assert index.count(f"| [{rule.code}]({rule.code}-{rule.name}.md) | {rule.name} | {rule.severity}") == 1
    assert "| link-anchor | error | static | safe |" in index
    assert "| task-unlinked | note, opt-in | static | - |" in index


def test_the_reference_of_the_configuration_is_whole() -> None:
    reference = (DOCS / "configuration.md").read_text(encoding="utf-8")
    for key, (_, doc) in KEYS.items():
        assert f"| `{key}` |" in reference
        assert doc in reference
