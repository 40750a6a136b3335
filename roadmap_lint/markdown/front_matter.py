"""Front matter: found with the handlers of python-frontmatter, read with the places of its fields kept.

YAML between `---`, TOML between `+++`, JSON between `{` and `}`. Scalars keep their text (`1.30` does not become
1.3), a repeated key is a problem, and nothing is constructed: neither dates nor aliases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.flat_front_matter import read_flat_front_matter
from roadmap_lint.model import FrontMatter, FrontMatterField, Problem, Value
from roadmap_lint.source import Span

if TYPE_CHECKING:
    from yaml.nodes import Node

_FENCES = {"---": "yaml", "+++": "toml", "{": "json"}
_CLOSING = {"yaml": "---", "toml": "+++", "json": "}"}
_FIELD = pattern(r"^[\w\"'-]+[ \t]*[:=]", re.MULTILINE)
# More than any page needs; a larger block is refused before a parser works on it.
LIMIT = 100_000
_NESTED = "the front matter is nested too deeply to be read"
_DEEPEST = 100

_YAML_KINDS = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "timestamp": "date",
    "null": "null",
    "seq": "list",
    "map": "table",
}


def read_front_matter(text: str) -> tuple[FrontMatter | None, int]:
    """The front matter of a text with normalised line endings, and the offset where the document begins behind it."""
    return read_flat_front_matter(text) or parsed_front_matter(text)


def parsed_front_matter(text: str) -> tuple[FrontMatter | None, int]:
    """The same, of whatever front matter: by the parser of its language."""
    first_line, _, rest = text.partition("\n")
    kind = _FENCES.get(first_line.rstrip(" \t"))
    if kind is None:
        return _unopened(text)
    inner = _split(kind, text)
    if inner is None:
        return _unclosed(kind, text, first_line, rest)
    start, end, body = inner
    content = text[start:end]
    if kind == "yaml" and not _FIELD.search(content) and content.strip():
        return None, 0  # text between two thematic breaks
    refusal = _refusal(content)
    if refusal:
        return FrontMatter(kind, (), Span(0, body), (Problem(Span(0, len(first_line)), refusal),)), body
    fields, problems = _READERS[kind](content, start)
    if problems and kind == "yaml" and re.search(r"^\n#{1,6} ", content, re.MULTILINE):
        return _unclosed(kind, text, first_line, rest)  # the next '---' is a thematic break far below
    return FrontMatter(kind, tuple(fields), Span(0, body), tuple(problems)), body


def _refusal(content: str) -> str | None:
    """Why no parser is set to work on a block, if that would take too long or go too deep."""
    if len(content) > LIMIT:
        return f"the front matter is longer than {LIMIT:,} characters"
    return _NESTED if _depth(content) > _DEEPEST else None


def _split(kind: str, text: str) -> tuple[int, int, int] | None:
    """Start and end of the metadata, and where the document begins; `None` where nothing closes it."""
    from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

    handler: BaseHandler
    if kind == "yaml":
        # Jekyll and YAML itself end the block with '...', too
        handler = YAMLHandler(re.compile(r"\A-{3}[ \t]*$|^(?:-{3,}|\.{3})\s*$", re.MULTILINE))
    elif kind == "json":
        handler = JSONHandler()
    else:
        # python-frontmatter reads TOML only with a package that Python itself has made superfluous
        handler = BaseHandler(re.compile(r"^\+{3,}\s*$", re.MULTILINE), "+++", "+++")
    try:
        metadata, content = handler.split(text)
    except ValueError:
        return None
    body = len(text) - len(content)
    if kind == "json":
        return 0, len(metadata), body
    # from the end of the opening line, so that lines count from it, though the handler skips blank ones
    start = text.index("\n")
    return start, text.index(metadata, len(_CLOSING[kind])) + len(metadata), body


# Fields down to a line of dashes, below two dashes (or four) or nothing at all.
_UNOPENED = pattern(
    r"(?P<fence>-{1,2}[ \t]*\n|-{4,}[ \t]*\n)?(?P<fields>(?:[A-Za-z][\w-]*:[ \t][^\n]*\n){2,})---[ \t]*(?:\n|$)"
)


def _unopened(text: str) -> tuple[FrontMatter | None, int]:
    """Fields at the head of a document that a closing fence follows, and no opening one stands above."""
    match = _UNOPENED.match(text)
    if match is None:
        return None, 0
    content = match["fields"]
    fields, _ = ([], None) if _refusal(content) else _read_yaml(content, match.start("fields"))
    line = len(text.partition("\n")[0].rstrip())
    problem = Problem(Span(0, line), "the front matter is not opened: its first line is '---'")
    return FrontMatter("yaml", tuple(fields), Span(0, match.end()), (problem,)), match.end()


def _unclosed(kind: str, text: str, first_line: str, rest: str) -> tuple[FrontMatter | None, int]:
    if not _FIELD.match(rest):
        return None, 0  # a thematic break, or a brace, at the head of a document
    start = len(first_line) + 1
    match = re.search(r"\n[ \t]*(?:\n|$)|\n(?=#{1,6} )", text[start:])
    end = start + match.start() if match else len(text)
    fields = [] if _refusal(text[start:end]) else _READERS[kind](text[start:end], start)[0]
    last_line = text.rfind("\n", 0, end) + 1
    problems = [
        Problem(
            Span(last_line, end),
            f"the front matter is not closed: a line with {_CLOSING[kind]!r} belongs below this one",
        )
    ]
    return FrontMatter(kind, tuple(fields), Span(0, end), tuple(problems)), end


# What PyYAML says of the commonest slips, in words that say what would be right.
_YAML_REASONS = {
    "while scanning a quoted scalar: found unexpected end of stream": "a quote opened here is not closed",
    "while scanning a simple key: could not find expected ':'": "a colon is missing behind the name ('name: value')",
    "None: mapping values are not allowed here": "a second colon, or a line indented too far: put the value in quotes",
    "while parsing a block mapping: did not find expected key": "a name belongs here: is a quote or a colon missing?",
    "while scanning for the next token: found character '\\t' that cannot start any token": (
        "a tab stands here: use blanks"
    ),
}


def _depth(content: str) -> int:
    """How deep brackets are nested at most, quotes aside: a parser would go as deep on the stack."""
    depth = deepest = 0
    for match in re.finditer(r"[\[\]{}]", content):
        depth = max(0, depth + (1 if match[0] in "[{" else -1))
        deepest = max(deepest, depth)
    return deepest


_Read = tuple[list[FrontMatterField], list[Problem]]


def _read_yaml(content: str, start: int) -> _Read:
    import yaml

    try:
        root = _composed(content)
    except yaml.MarkedYAMLError as error:
        quote = _unclosed_quote(content)
        if quote is not None:
            place = Span(start + quote.start(), start + quote.end())
            return [], [Problem(place, "the front matter is not valid YAML: a quote opened here is not closed")]
        context_first = bool(error.context and error.context.startswith("while scanning"))
        mark = (error.context_mark if context_first else None) or error.problem_mark or error.context_mark
        # marks count U+2028 and others as line endings
        place = _line_span(content, content.count("\n", 0, mark.index) if mark else 0, start)
        reason = _YAML_REASONS.get(f"{error.context}: {error.problem}", error.problem or "it cannot be read")
        return [], [Problem(place, f"the front matter is not valid YAML: {reason}")]
    except yaml.YAMLError as error:
        line = content.count("\n", 0, getattr(error, "position", 0))
        reason = getattr(error, "reason", "it cannot be read")
        return [], [Problem(_line_span(content, line, start), f"the front matter is not valid YAML: {reason}")]
    except RecursionError:
        return [], [Problem(_line_span(content, 0, start), _NESTED)]
    if root is None:
        return [], []
    if not isinstance(root, yaml.MappingNode):
        place = _line_span(content, content.count("\n", 0, root.start_mark.index), start)
        return [], [Problem(place, "the front matter is not a mapping of names to values ('title: …')")]
    fields = []
    for key, value in root.value:
        place = Span(start + value.start_mark.index, start + value.end_mark.index)
        raw = content[place.start - start : place.end - start]
        text = value.value if isinstance(value, yaml.ScalarNode) else raw
        fields.append(
            FrontMatterField(
                _yaml_value(content, key, start),
                Value(text, place, raw),
                _YAML_KINDS.get(value.tag.rpartition(":")[2], "string"),
            )
        )
    return fields, [_repeated(content, key, first, start) for key, first in _repeated_yaml_keys(root)]


def _unclosed_quote(content: str) -> re.Match[str] | None:
    """A line whose value opens a quote and does not close it: YAML itself notices only at the next quote."""
    return re.search(r"^[\w-]+:[ \t]+(?:\"(?:[^\"\\\n]|\\.)*|'[^'\n]*)$", content, re.MULTILINE)


def _composed(content: str) -> Node | None:
    """The tree of a YAML text: by libyaml where it can; of what is wrong PyYAML itself tells more."""
    import yaml

    if yaml.__with_libyaml__:
        with suppress(yaml.YAMLError, UnicodeEncodeError):  # lone surrogates are bytes that are not UTF-8
            return yaml.compose(content, Loader=yaml.CSafeLoader)
    return yaml.compose(content, Loader=yaml.SafeLoader)


def _yaml_value(content: str, node: Node, start: int) -> Value[str]:
    first, last = node.start_mark.index, node.end_mark.index
    text = node.value if isinstance(node.value, str) else content[first:last]
    return Value(text, Span(start + first, start + last), content[first:last])


def _repeated_yaml_keys(root: Node) -> Iterator[tuple[Node, Node]]:
    """Keys that stand twice in one mapping, with the first of the two; aliases are followed once."""
    import yaml

    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen or isinstance(node, yaml.ScalarNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys: dict[tuple[str, str], Node] = {}
            for key, value in node.value:
                waiting.append(value)
                if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                    name = (key.tag, key.value)
                    if name in keys:
                        yield key, keys[name]
                    keys.setdefault(name, key)
        else:
            waiting.extend(node.value)


def _repeated(content: str, key: Node, first: Node, start: int) -> Problem:
    value = _yaml_value(content, key, start)
    line = content.count("\n", 0, first.start_mark.index) + 1  # the fence is the first
    return Problem(
        value.span, f"the front matter repeats the key '{value.value}' of line {line}: one of the two is lost"
    )


def _read_toml(content: str, start: int) -> _Read:
    from roadmap_lint import toml

    try:
        data = toml.loads(content)
    except (ValueError, RecursionError) as error:  # ValueError: a number of more than 4300 digits, too
        where = re.search(r"\(at line (\d+)", str(error))
        line = int(where[1]) - 1 if where else content.rstrip("\n").count("\n")
        reason = re.sub(r" \(at .*\)$", "", str(error)) or "it is nested too deeply"
        return [], [Problem(_line_span(content, line, start), f"the front matter is not valid TOML: {reason}")]
    return list(_plain_fields(content, start, data)), []


_JSON_NAME = pattern(r'(?P<quoted>"(?P<name>(?:[^"\\\n]|\\.)*)")\s*:')


def _read_json(content: str, start: int) -> _Read:
    import json

    repeated: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        repeated.extend(name for name, count in Counter(name for name, _ in items).items() if count > 1)
        return dict(items)

    try:
        data = json.loads(content, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:  # ValueError: a number of more than 4300 digits, too
        line = error.lineno - 1 if isinstance(error, json.JSONDecodeError) else 0
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error).partition(";")[0]
        return [], [Problem(_line_span(content, line, start), f"the front matter is not valid JSON: {reason}")]
    problems = []
    names = {match["name"]: match for match in _JSON_NAME.finditer(content)} if repeated else {}
    for name in repeated:
        last = names.get(name)
        place = Span(start + last.start(), start + last.end("quoted")) if last else _line_span(content, 0, start)
        problems.append(Problem(place, f"the front matter repeats the key '{name}': one of the two is lost"))
    return list(_plain_fields(content, start, data)), problems


_PLAIN_KINDS: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
    list: "list",
    dict: "table",
}


_PLAIN_FIELD = pattern(
    r"^[ \t]*(?:(?P<key>[\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*[=:](?P<value>.*)|\[(?P<table>[^\]\n]+)\][ \t]*)$",
    re.MULTILINE,
)


def _plain_fields(content: str, start: int, data: dict[str, Any]) -> Iterator[FrontMatterField]:
    """Fields of formats whose parsers keep no places: each is found again by its key at the head of a line."""
    lines: dict[str, re.Match[str]] = {}
    for match in _PLAIN_FIELD.finditer(content):
        written = match["key"] or match["table"]
        lines.setdefault(written[1:-1] if written[0] in "\"'" else written, match)
    for name, value in data.items():
        line = lines.get(name)
        if line is None:
            continue
        key = Span(*line.span("key" if line["key"] else "table"))
        written = (line["value"] or "").rstrip(" \t").removesuffix(",").rstrip(" \t")
        end = line.start("value") + len(written) if line["key"] else line.end()
        written = written.lstrip(" \t")
        if isinstance(value, list) and written.startswith("["):
            opened = end - len(written)
            end = _list_end(content, opened) or end
            written = content[opened:end]
        yield FrontMatterField(
            Value(name, Span(start + key.start, start + key.end), content[key.start : key.end]),
            Value(value if isinstance(value, str) else written, Span(start + end - len(written), start + end), written),
            _PLAIN_KINDS.get(type(value), "date"),
        )


_IN_LIST = pattern(r"(?P<bracket>[\[\]])|#[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")


def _list_end(content: str, start: int) -> int | None:
    """Where a list that opens at an offset ends, on that line or a later one."""
    depth = 0
    for match in _IN_LIST.finditer(content, start):
        if match["bracket"]:
            depth += 1 if match[0] == "[" else -1
            if not depth:
                return match.end()
    return None


_READERS: dict[str, Callable[[str, int], _Read]] = {"yaml": _read_yaml, "toml": _read_toml, "json": _read_json}


def _line_span(content: str, line: int, start: int) -> Span:
    """A line (from 0) of the metadata, as offsets of the text; the last one where there are not so many."""
    lines = content.split("\n")
    line = min(line, len(lines) - 1)
    while line and not lines[line].strip():
        line -= 1
    offset = sum(len(text) + 1 for text in lines[:line])
    indent = len(lines[line]) - len(lines[line].lstrip())
    return Span(start + offset + indent, start + offset + max(indent, len(lines[line].rstrip())))
