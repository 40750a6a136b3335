"""Generated pages are fresh, and the reference names every key."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

from roadmap_lint.config import FILES, KEYS
from roadmap_lint.plugins import catalogue
from roadmap_lint.presets import PRESETS
from roadmap_lint.report import config_schema

DOCS = Path(__file__).parent.parent / "docs"


def pages() -> dict[str, str]:
    made: dict[str, str] = module("build_rule_pages").pages()
    return made


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    return build


def test_the_pages_of_rules_are_fresh() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "rules").glob("*.md")}
    assert written == pages(), "run: python docs/build_rule_pages.py"


def test_the_index_has_a_row_for_every_rule() -> None:
    index = pages()["README.md"]
    for rule in catalogue():
        assert index.count(f"| [{rule.code}]({rule.code}-{rule.name}.md) | {rule.name} | {rule.severity}") == 1
    assert "| link-anchor | error | static | safe |" in index
    assert "| task-unlinked | note, opt-in | static | - |" in index


def test_the_reference_of_the_configuration_is_fresh() -> None:
    reference = (DOCS / "configuration.md").read_text(encoding="utf-8")
    assert reference == module("build_configuration").page(reference), "run: python docs/build_configuration.py"


def test_the_reference_of_the_configuration_is_whole() -> None:
    reference = (DOCS / "configuration.md").read_text(encoding="utf-8")
    for name, key in KEYS.items():
        assert f"| `{name}` | {key.form} | {key.doc} |" in reference
    for name, preset in PRESETS.items():
        assert f"| `{name}` | {preset.summary} |" in reference


SCHEMA = DOCS.parent / "roadmap_lint" / "data" / "config.schema.json"


def test_the_schema_of_the_config_is_fresh() -> None:
    run = "run: python docs/build_configuration.py"
    assert SCHEMA.read_text(encoding="utf-8") == config_schema.render(catalogue()), run


def test_the_schema_knows_every_key_option_and_form() -> None:
    schema = json.loads(config_schema.render(catalogue()))
    properties = schema["properties"]
    assert properties.keys() == KEYS.keys()
    override = properties["overrides"]["items"]["properties"]
    assert override.keys() == {FILES, *(name for name, key in KEYS.items() if key.overridable)}
    for rule in catalogue():
        for name, option in rule.options.items():
            shown = properties["rules"]["properties"][rule.name]["properties"][name.replace("_", "-")]
            assert shown["description"] == option.doc
            default = [*option.default] if isinstance(option.default, tuple) else option.default
            assert shown["default"] == default
