"""The tokens of the fast parser beside those of markdown-it-py, in a form that can be compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markdown_it.token import Token

from roadmap_lint.markdown.places import noting_parser, parser

FIELDS = ("type", "tag", "nesting", "map", "level", "content", "markup", "info", "meta", "block", "hidden")


def prove_same_tokens(text: str) -> None:
    """Both parsers make the same of a text, once the addresses that the fast one leaves as they are are normalised."""
    for mdx in (False, True):
        stock, fast = noting_parser(mdx=mdx), parser(mdx=mdx)
        expected: dict[str, Any] = {}
        seen: dict[str, Any] = {}
        tokens = [_plain(token, str) for token in stock.parse(text, expected)]
        assert [_plain(token, stock.normalizeLink) for token in fast.parse(text, seen)] == tokens
        assert _noted(seen, stock.normalizeLink) == _noted(expected, str)


def _plain(token: Token, address: Callable[[str], str]) -> dict[str, Any]:
    children = [_plain(child, address) for child in token.children] if token.children is not None else None
    attributes = {
        name: address(str(value)) if name in ("href", "src") else value for name, value in token.attrs.items()
    }
    return {**{name: getattr(token, name) for name in FIELDS}, "attrs": attributes, "children": children}


def _noted(env: dict[str, Any], address: Callable[[str], str]) -> dict[str, Any]:
    def reference(found: dict[str, Any]) -> dict[str, Any]:
        return {**found, "href": address(found["href"])}

    references = {label: reference(found) for label, found in env.get("references", {}).items()}
    return {**env, "references": references, "duplicate_refs": [*map(reference, env.get("duplicate_refs", ()))]}
