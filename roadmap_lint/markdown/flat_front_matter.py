"""Front matter of one plain value a line, as most pages have it: read without a YAML parser, to the same result.

Importing PyYAML takes longer than all the rest that a hook does with a page. What is not surely plain is left to it.
"""

from __future__ import annotations

from roadmap_lint.lazy import pattern
from roadmap_lint.model import FrontMatter, FrontMatterField, Value
from roadmap_lint.source import Span

# The values that have no second reading in YAML: no escapes, no anchors, tags, comments or colons.
_VALUES = "|".join(
    (
        r'"(?P<double>[^"\\\n]*)"',
        r"'(?P<single>[^'\n]*)'",
        r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})",
        r"(?P<integer>0|[1-9][0-9]{0,9})",
        r"(?P<plain>[A-Za-z](?:[\w ,.()'/+-]*[\w.)+])?)",
    )
)
_LINE = pattern(rf"(?P<key>[A-Za-z_][A-Za-z0-9_-]*): +(?:{_VALUES})\n")
_CLOSING = pattern(r"---\n*(?=\n\S)")

# What is more than a word, in some spelling at least.
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})
_KINDS = {"double": "string", "single": "string", "plain": "string", "date": "date", "integer": "integer"}


def read_flat_front_matter(text: str) -> tuple[FrontMatter, int] | None:
    """The front matter, and the offset where the document begins behind it; `None` where YAML has to be asked."""
    if not text.startswith("---\n"):
        return None
    fields: dict[str, FrontMatterField] = {}
    position = 4
    while (line := _LINE.match(text, position)) is not None:
        kind = line.lastgroup or ""
        value = line[kind]
        is_word = kind == "plain" and value.lower() in _WORDS
        is_strange = (is_word and value not in ("true", "false")) or not value.isprintable()
        if line["key"] in fields or line["key"].lower() in _WORDS or is_strange:
            return None
        start, end = line.start(kind) - (kind in ("double", "single")), line.end() - 1
        fields[line["key"]] = FrontMatterField(
            Value(line["key"], Span(*line.span("key")), line["key"]),
            Value(value, Span(start, end), text[start:end]),
            "boolean" if is_word else _KINDS[kind],
        )
        position = line.end()
    closing = _CLOSING.match(text, position)
    if not fields or closing is None:
        return None
    return FrontMatter("yaml", tuple(fields.values()), Span(0, closing.end()), ()), closing.end()
