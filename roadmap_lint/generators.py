"""The site generators whose page a document is, as far as its front matter or its text shows."""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, told_once

_FIELDS: dict[str, frozenset[str]] = {
    "hugo": frozenset({"weight", "linkTitle", "menu", "menus", "cascade"}),
    "mkdocs": frozenset({"hide", "template"}),
    "docusaurus": frozenset(
        {"sidebar_position", "sidebar_label", "sidebar_class_name", "pagination_label"}
        | {"hide_title", "hide_table_of_contents"}
    ),
    "jekyll": frozenset({"layout", "permalink", "nav_order", "nav_exclude", "has_children"}),
    "vuepress": frozenset({"sidebarDepth", "sidebar", "pageClass", "navbar", "outline", "aside"}),
}
# At the beginning of a line: the sign by which its generator is known.
_SIGN = pattern(
    r"""^(?:(?P<mkdocs>(?:!!!|\?\?\?\+?)[ \t]+[\w"]|===[+!]?[ \t]+"|\[TOC\][ \t\r]*$)
    |(?P<jekyll>\{:[ \t]*(?:toc\b|[.#]))
    |(?P<vuepress>\[\[(?:toc|TOC)\]\][ \t\r]*$)
    |(?P<gitlab>\[\[_TOC_\]\][ \t\r]*$))""",
    re.MULTILINE | re.VERBOSE,
)


def generators(document: Document) -> frozenset[str]:
    """Those that a document shows: `hugo`, `mkdocs`, `docusaurus`, `jekyll`, `vuepress` (VitePress, too), `gitlab`."""
    return told_once(document, _generators)


def _generators(document: Document) -> frozenset[str]:
    front_matter = document.front_matter
    keys = {field.key.value for field in front_matter.fields} if front_matter else set()
    shown = {name for name, fields in _FIELDS.items() if keys & fields}
    if front_matter and front_matter.format != "yaml":
        shown.add("hugo")
    for match in _SIGN.finditer(document.source.text):
        if match.lastgroup and not any(code.start <= match.start() < code.end for code in document.code):
            shown.add(match.lastgroup)
    return frozenset(shown)
