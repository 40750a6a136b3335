"""The built-in rules: the table of contents, in the order of their codes."""

from __future__ import annotations

from roadmap_lint.rules.eol_lag import EolLag

from roadmap_lint.rule import Rule

ROADMAP_LINT_API = 1

RULES: tuple[type[Rule], ...] = (EolLag,)
