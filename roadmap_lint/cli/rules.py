"""`roadmap-lint rules`."""

from __future__ import annotations

import argparse
from typing import Any

from roadmap_lint.cli.configs import Configs, add_config_options
from roadmap_lint.cli.process import CLEAN
from roadmap_lint.rule import Rule


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--output", choices=("text", "json"), default="text", help="text (default) or json")
    add_config_options(command)


def run(options: argparse.Namespace) -> int:
    config = Configs(options).of(".")
    chosen = {rule.code for rule in config.rules}
    rules = sorted(config.catalogue, key=lambda rule: rule.code)
    if options.output == "json":
        import json

        print(json.dumps([_described(rule, rule.code in chosen) for rule in rules], indent=2))
        return CLEAN
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        severity = config.severities.get(rule.code, rule.severity)
        mark = " " if rule.code in chosen else "-"
        print(f"{mark} {rule.code} {rule.name:<{width}} {severity!s:<7} {rule.kind:<7} {rule.summary()}")
    print("\n'-' marks a rule that does not run unless selected; `roadmap-lint explain CODE` prints its page")
    return CLEAN


def _described(rule: type[Rule], enabled: bool) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "class": rule.kind,
        "default": rule.default,
        "enabled": enabled,
        "summary": rule.summary(),
        "options": {
            name: {"default": declared.default, "doc": declared.doc, "choices": list(declared.choices)}
            for name, declared in rule.options.items()
        },
    }
