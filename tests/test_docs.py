"""Generated pages are fresh, and the reference names every key."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from roadmap_lint.config import KEYS
from roadmap_lint.presets import PRESETS

DOCS = Path(__file__).parent.parent / "docs"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    return build


def test_the_pages_of_rules_are_fresh() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "rules").glob("*.md")}
    assert written == module("build_rule_pages").pages(), "run: python docs/build_rule_pages.py"


def test_the_reference_of_the_configuration_is_fresh() -> None:
    reference = (DOCS / "configuration.md").read_text(encoding="utf-8")
    assert reference == module("build_configuration").page(reference), "run: python docs/build_configuration.py"


def test_the_reference_of_the_configuration_is_whole() -> None:
    reference = (DOCS / "configuration.md").read_text(encoding="utf-8")
    for name, key in KEYS.items():
        assert f"| `{name}` | {key.form} | {key.doc} |" in reference
    for name, preset in PRESETS.items():
        assert f"| `{name}` | {preset.summary} |" in reference
