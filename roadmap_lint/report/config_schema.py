"""The config as a JSON Schema (draft-07): editors complete and check roadmap-lint.toml with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from roadmap_lint.config import FILES, KEYS, SEVERITIES, Key
from roadmap_lint.presets import PRESETS
from roadmap_lint.rule import Option, Rule

ADDRESS = "https://raw.githubusercontent.com/roadmap-lint/roadmap-lint/main/roadmap_lint/data/config.schema.json"

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_FORMS: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "boolean": {"type": "boolean"},
    "table": {"type": "object"},
    "list of texts": _TEXTS,
    "text or list of texts": {"anyOf": [_TEXT, _TEXTS]},
    "list of tables": {"type": "array", "items": {"type": "object"}},
}
_OPTIONS: dict[type, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 1},
    str: _TEXT,
    tuple: _TEXTS,
    dict: {"type": "object", "additionalProperties": _TEXT},
}


def render(catalogue: Iterable[type[Rule]]) -> str:
    """The schema of a config that may set these rules, as JSON."""
    rules = sorted(catalogue, key=lambda rule: rule.code)
    properties = {name: _property(name, key, rules) for name, key in KEYS.items()}
    inside = {name: properties[name] for name, key in KEYS.items() if key.overridable}
    files = {"description": "patterns of the paths that these settings are for", **_TEXTS, "minItems": 1}
    properties["overrides"]["items"] = {
        "type": "object",
        "required": [FILES],
        "properties": {FILES: files, **inside},
        "additionalProperties": False,
    }
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": ADDRESS,
        "title": "roadmap-lint.toml, or [tool.roadmap-lint] in pyproject.toml",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _property(name: str, key: Key, rules: Iterable[type[Rule]]) -> dict[str, Any]:
    form = _FORMS[key.form]
    if name == "preset":
        one = {"type": "string", "enum": [*PRESETS]}
        form = {"anyOf": [one, {"type": "array", "items": one}]}
    elif name == "severity":
        form = {"type": "object", "additionalProperties": {"type": "string", "enum": [*SEVERITIES]}}
    elif name == "rules":
        tables = {rule.name: _rule(rule) for rule in rules if rule.options}
        # a rule may also go by its code
        form = {"type": "object", "properties": tables, "additionalProperties": {"type": "object"}}
    return {"description": key.doc, **form}


def _rule(rule: type[Rule]) -> dict[str, Any]:
    options = {name.replace("_", "-"): _option(declared) for name, declared in rule.options.items()}
    # with underscores they are taken, too, but nobody needs to be shown both
    others: dict[str, dict[str, Any]] = {name: {} for name in rule.options if "_" in name}
    return {
        "description": f"{rule.code}: {rule.summary()}",
        "type": "object",
        "properties": {**options, **others},
        "additionalProperties": False,
    }


def _option(declared: Option) -> dict[str, Any]:
    choices = {"enum": [*declared.choices]} if declared.choices else {}
    return {"description": declared.doc, **_OPTIONS[type(declared.default)], **choices, "default": declared.default}
