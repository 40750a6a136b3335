"""What applies to a file, and where it was set (`roadmap-lint config`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from roadmap_lint.config import KEYS, Config
from roadmap_lint.presets import DEFAULT, PRESETS
from roadmap_lint.report import visible, visible_path
from roadmap_lint.rule import Rule
from roadmap_lint.selection import Choice, matching, named, presets

# Keys that are said rule by rule, and those that are not for one file.
_BY_RULE = ("severity", "rules", "overrides")


def render(config: Config, path: str) -> str:
    """The config of a file in lines: keys with values and places, the rules that run with their options, the others."""
    origin = visible_path(str(config.origin)) if config.origin else "the defaults"
    lines = [f"config of {visible_path(path)}: {origin}", ""]
    for key in KEYS:
        if key not in _BY_RULE:
            lines += _key(config, key)
    if config.overrides:
        lines.append(f"{'overrides':<16} {len(config.overrides)}, none of them for this path")
    choices = config.choices()
    lines += ["", f"{len(config.rules)} rules run:"]
    for rule in config.rules:
        choice = choices.get(rule.code)
        chosen = f"  ({_chosen(choice)})" if choice and choice.layer else ""
        severity = config.severities.get(rule.code, rule.severity)
        lines.append(f"  {rule.code} {rule.name} {severity}{_severity_place(config, rule)}{chosen}")
        lines += _options(config, rule)
    running = {rule.code for rule in config.rules}
    off = [rule for rule in config.catalogue if rule.code not in running]
    if off:
        lines += ["", "1 rule is off:" if len(off) == 1 else f"{len(off)} rules are off:"]
        lines += [f"  {rule.code} {rule.name} ({_chosen(choices[rule.code])})" for rule in off]
    return "\n".join(visible(line).rstrip() for line in lines) + "\n"


def _key(config: Config, key: str) -> Iterator[str]:
    """A key with its value in each layer that sets it, the weakest first; lists and tables of all of them count."""
    setting = [layer for layer in config.layers if key in layer.table]
    if not setting:
        default = f"'{DEFAULT}' (the default)" if key == "preset" else "(default)"
        yield f"{key:<16} {default}"
    for index, layer in enumerate(setting):
        yield f"{key if not index else '':<16} {layer.table[key]!r:<40} {layer.where(key)}"


def _chosen(choice: Choice) -> str:
    """What makes a rule run, or keeps it from running: the key and its place."""
    if choice.layer is None:
        return choice.key
    key = "preset" if choice.key == "opt-in" or "preset" in choice.key else choice.key.removeprefix("not in ")
    return f"{choice.key}, {choice.layer.where(key)}"


def _severity_place(config: Config, rule: type[Rule] | Rule) -> str:
    for layer in config.layers[::-1]:
        for key in layer.table.get("severity", {}):
            if any(found.code == rule.code for found in matching(key, config.catalogue)):
                return f" ({layer.where('severity', key)})"
    return ""


def _options(config: Config, rule: Rule) -> Iterator[str]:
    for name in rule.options:
        place = _option_place(config, rule, name)
        yield f"      {name.replace('_', '-')} = {getattr(rule, name)!r}{f'  ({place})' if place else ''}"


def _option_place(config: Config, rule: Rule, option: str) -> str:
    """Where an option of a rule was set: in the strongest layer that sets it, else by a preset; else nowhere."""
    for layer in config.layers[::-1]:
        for key, values in layer.table.get("rules", {}).items():
            found, written = named(key, config.catalogue), _written(option, values)
            if found is not None and found.code == rule.code and written:
                return layer.where("rules", key, written)
    asking = [layer for layer in config.layers if presets(layer.table)]
    for name in reversed(presets(asking[-1].table)) if asking else ():
        if option in PRESETS[name].options.get(rule.name, {}):
            return f"preset {name}, {asking[-1].where('preset')}"
    return ""


def _written(option: str, values: dict[str, Any]) -> str:
    """The name of an option as a table writes it: with hyphens or underscores."""
    return next((name for name in values if name.replace("-", "_") == option), "")
