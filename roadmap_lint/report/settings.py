"""What applies to a file, and where it was set (`roadmap-lint config`)."""

from __future__ import annotations

from roadmap_lint.config import KEYS, Config, matching
from roadmap_lint.report import visible_path
from roadmap_lint.rule import Rule


def render(config: Config, path: str) -> str:
    """The config of a file in lines: key, value and origin, the rules that run with their options, and the others."""
    origin = visible_path(str(config.origin)) if config.origin else "the defaults"
    lines = [f"config of {visible_path(path)}: {origin}", ""]
    for key in KEYS:
        if key == "rules":
            continue
        given = key in config.table
        lines.append(
            f"{key:<15} {config.table[key]!r:<40} {origin if given else ''}" if given else f"{key:<15} (default)"
        )
    lines += ["", f"{len(config.rules)} rules run:"]
    set_options = {name.lower(): values for name, values in config.table.get("rules", {}).items()}
    for rule in config.rules:
        options = ", ".join(f"{name.replace('_', '-')} = {getattr(rule, name)!r}" for name in rule.options)
        where = f"  ({origin})" if rule.name in set_options or rule.code.lower() in set_options else ""
        severity = config.severities.get(rule.code, rule.severity)
        lines.append(f"  {rule.code} {rule.name} {severity}{': ' + options if options else ''}{where}")
    running = {rule.code for rule in config.rules}
    off = [rule for rule in config.catalogue if rule.code not in running]
    if off:
        lines += ["", "1 rule is off:" if len(off) == 1 else f"{len(off)} rules are off:"]
        lines += [f"  {rule.code} {rule.name} ({_why_off(rule, config)})" for rule in off]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _why_off(rule: type[Rule], config: Config) -> str:
    """The key that keeps a rule from running."""
    if any(rule in matching(selector, config.catalogue) for selector in config.table.get("ignore", ())):
        return "ignore"
    return "not in select" if "select" in config.table else "not default"
