"""Phrases by which headings of tables are told."""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern


def any_of(*phrases: str) -> re.Pattern[str]:
    return pattern(rf"(?<![^\W_])(?:{'|'.join(phrases)})(?![^\W_])", re.IGNORECASE)


def alone(phrase: str) -> str:
    """A phrase that is the whole heading, but for a remark in brackets."""
    return rf"\A\W*{phrase}(?=\W*(?:\([^()]*\)\W*)?\Z)"
