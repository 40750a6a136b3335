"""A rule's page: what `explain` prints and what stands in docs/rules/."""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.rule import Rule

_FIX = pattern(r"^ *= fix: .*?(?P<unsafe>\(unsafe: --unsafe-fixes\))?$", re.MULTILINE)

_SAFE_WHERE = pattern(r"\bfix\s+is\s+safe\s+where\b")


def render(rule: type[Rule]) -> str:
    """The page of a rule as Markdown."""
    facts = f"Severity: {rule.severity}. Kind: {rule.kind}. Fix: {fix_of(rule) or 'none'}."
    facts += "" if rule.default else " Off unless selected."
    parts = [f"# {rule.code} {rule.name}", rule.summary(), facts, rule.page()]
    if rule.options:
        parts.append("## Options")
        lines = [
            f"- `{name.replace('_', '-')}` (default `{_toml(o.default)}`): {o.doc}" for name, o in rule.options.items()
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(part for part in parts if part) + "\n"


def fix_of(rule: type[Rule]) -> str:
    """`safe`, `unsafe`, or `safe or unsafe` where a rule has fixes of both kinds: as its examples show, or as its page
    says ("The fix is safe where …, else unsafe"). Empty where it has none."""
    kinds = {"unsafe" if match["unsafe"] else "safe" for match in _FIX.finditer(rule.page())}
    if _SAFE_WHERE.search(rule.page()):
        kinds = {"safe", "unsafe"}
    return " or ".join(sorted(kinds))


def _toml(value: object) -> str:
    """A default as a config would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else str(value)
