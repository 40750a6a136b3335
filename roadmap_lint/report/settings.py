"""What applies to a file, and where it was set (`roadmap-lint config`)."""

from __future__ import annotations

from roadmap_lint.config import KEYS, Config


def render(config: Config, path: str) -> str:
    """The config of a file in lines: key, value and origin, then the rules that run with their options."""
    origin = str(config.origin) if config.origin else "the defaults"
    lines = [f"config of {path}: {origin}", ""]
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
    return "\n".join(line.rstrip() for line in lines) + "\n"
