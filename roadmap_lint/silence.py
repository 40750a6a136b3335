"""Writing suppressions: a text gets the comments that keep quiet what is found in it today (`--add-suppressions`).

A comment must not change what is read: one between two items stands inside the first of them, one of a table row in
its last cell, one about front matter, which holds no comments, below it. Each is tried, and kept where it works.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from roadmap_lint.baseline import Known
from roadmap_lint.config import Config
from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.engine import Report, check
from roadmap_lint.lazy import pattern
from roadmap_lint.model import OPAQUE, Document, Text, Value
from roadmap_lint.record import Record
from roadmap_lint.reserved import CODES as NEVER_SUPPRESSED
from roadmap_lint.rule import Context
from roadmap_lint.source import BYTE_ORDER_MARK, Source, Span

_BEGIN = pattern(r"(?P<outer>[ \t>]*)(?P<marker>(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_LAST_PIPE = pattern(r"(?<!\\)\|[ \t]*$")
_BLANKS = " \t"
_END = 2**31  # the end, however long the text becomes


class ReasonError(ValueError):
    """A reason that no comment can hold; the message says why."""


class _Place(Record):
    """Where a comment goes: an offset, what stands around the comment there, and the directive that works there."""

    offset: int
    before: str
    verb: str
    after: str


class _Quiet(Record):
    """A finding to keep quiet: its code, and where its comment may go, the best place first."""

    code: str
    places: tuple[_Place, ...]


def silenced(
    text: str,
    *,
    path: str,
    config: Config,
    context: Context,
    reason: str = "",
    known: tuple[Known, ...] = (),
    only: Diagnostic | None = None,
) -> str:
    """The text with suppressions added for what is found in it: checked again, it is clean, and reads as before.

    What no comment can keep quiet is left, and so is what the baseline knows (`known`). `reason` is said in each.
    `only` is the one finding to keep quiet, with those of the same rule that its comment covers, too. Raises
    `ReasonError`.
    """
    return _Silencer(text, path, config, context, reason, known, only).run()


class _Silencer:
    def __init__(
        self,
        text: str,
        path: str,
        config: Config,
        context: Context,
        reason: str,
        known: tuple[Known, ...],
        only: Diagnostic | None,
    ) -> None:
        self._path = path
        self._config = config
        self._context = context
        self._known = known
        self._reason = _argument(reason)
        self._mdx = path.lower().endswith(".mdx")
        self._text = text
        report = self._check(text)
        self._document = report.document
        self._shape = _shape(report.document)
        self._found = Counter(finding.code for finding in report.diagnostics)
        self._wanted = [
            _Quiet(finding.code, tuple(_places(report.document, finding.span)))
            for finding in report.diagnostics
            if finding.code not in NEVER_SUPPRESSED
        ]
        if only is not None:
            place = next(_places(report.document, only.span))
            self._wanted = [quiet for quiet in self._wanted if (quiet.code, quiet.places[0]) == (only.code, place)]

    def run(self) -> str:
        if not self._wanted or self._take(self._wanted, 0):
            return self._text
        # not all of them work: one place at a time, from the last one, so that those before it stay where they are
        groups: dict[_Place, list[_Quiet]] = {}
        for quiet in self._wanted:
            groups.setdefault(quiet.places[0], []).append(quiet)
        left = []
        for _, group in sorted(groups.items(), reverse=True):
            attempts = max(len(quiet.places) for quiet in group)
            if not any(self._take(group, attempt) for attempt in range(attempts)):
                left += group
        top = (_below_front_matter(self._document),)
        self._take([quiet._replace(places=top) for quiet in left], 0)
        return self._text

    def _take(self, group: Sequence[_Quiet], attempt: int) -> bool:
        """Add the comments of a group if they do what they should: quiet its findings, and nothing else."""
        codes: dict[_Place, set[str]] = {}
        for quiet in group:
            codes.setdefault(quiet.places[min(attempt, len(quiet.places) - 1)], set()).add(quiet.code)
        text = self._text
        for place in sorted(codes, reverse=True):
            comment = self._comment(place.verb, codes[place])
            text = text[: place.offset] + place.before + comment + place.after + text[place.offset :]
        report = self._check(text)
        left = self._found - Counter(quiet.code for quiet in group)
        if Counter(finding.code for finding in report.diagnostics) != left or _shape(report.document) != self._shape:
            return False
        self._text, self._found = text, left
        return True

    def _check(self, text: str) -> Report:
        return check(text, path=self._path, config=self._config, context=self._context, known=self._known)

    def _comment(self, verb: str, codes: Iterable[str]) -> str:
        said = f"roadmap-lint-{verb} {', '.join(sorted(codes))}{self._reason}"
        return f"{{/* {said} */}}" if self._mdx else f"<!-- {said} -->"


def _argument(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        return ""
    if not reason.isprintable() or "--" in reason or "*/" in reason or ('"' in reason and "'" in reason):
        raise ReasonError("a reason is one line, without '--' and '*/', and with quotes of one kind")
    quote = "'" if '"' in reason else '"'
    return f" reason={quote}{reason}{quote}"


def _places(document: Document, span: Span) -> Iterator[_Place]:
    """Where a comment about a span may go, the best place first."""
    source = document.source
    if document.front_matter is not None and span.start < document.front_matter.span.end:
        yield _below_front_matter(document)
        yield _at_end(source)
        return
    line = source.line_at(span.start)
    text = _text_at(document, line)
    if text is not None and text.place == "cell":
        row = source.line_span(line)
        pipe = _LAST_PIPE.search(source[row])
        offset = row.start + (pipe.start() if pipe else len(source[row].rstrip(_BLANKS)))
        blank = "" if source.text[offset - 1 : offset] in _BLANKS else " "
        yield _Place(offset, blank, "disable-line", " " if pipe else "")
        return
    first = source.line_at(text.span.start) if text is not None else line
    begin = _BEGIN.match(source.line_text(first))
    outer = begin["outer"] if begin else ""
    for indent in dict.fromkeys([_inside_previous(document, first) or outer, outer]):
        yield _above(source, first, indent, "disable-next-line")
    end = source.line_span(line)
    yield _Place(end.start + len(source[end].rstrip(_BLANKS)), " ", "disable-line", "")


def _above(source: Source, line: int, indent: str, verb: str) -> _Place:
    """A line of its own above a line."""
    start = source.line_span(line).start
    return _Place(start + source.text.startswith(BYTE_ORDER_MARK, start), indent, verb, _ending(source))


def _below_front_matter(document: Document) -> _Place:
    """A line of its own below the front matter; where there is none, above the whole document."""
    source = document.source
    if document.front_matter is None:
        return _above(source, 1, "", "disable-file")
    last = source.line_at(max(document.front_matter.span.end - 1, 0))
    if last == source.line_count:
        return _Place(len(source.text), _ending(source), "disable-file", "")
    return _above(source, last + 1, "", "disable-file")


def _at_end(source: Source) -> _Place:
    last = source.line_span(source.line_count)
    return _Place(_END, _ending(source) if last.end > last.start else "", "disable-file", _ending(source))


def _ending(source: Source) -> str:
    """The line ending that the document uses first."""
    if source.line_count == 1:
        return "\n"
    return source.text[source.line_span(1).end : source.line_span(2).start]


def _text_at(document: Document, line: int) -> Text | None:
    """The text that has a line: where texts are nested, the one that begins last."""
    source = document.source
    found = [
        text for text in document.texts if source.line_at(text.span.start) <= line <= source.line_at(text.span.end)
    ]
    return max(found, key=lambda text: text.span, default=None)


def _inside_previous(document: Document, line: int) -> str | None:
    """The indent of a line inside the item before the one that begins on a line; `None` where it is the first."""
    source = document.source
    begun = [
        (source.line_at(text.span.start), source.line_at(text.span.end), begin)
        for text in document.texts
        if (begin := _BEGIN.match(source.line_text(source.line_at(text.span.start)))) and begin["marker"]
    ]
    outer = next((len(begin["outer"]) for first, _, begin in begun if first == line), None)
    if outer is None:
        return None
    for first, last, begin in reversed(begun):
        if first >= line or len(begin["outer"]) > outer:
            continue
        between = map(source.line_text, range(last + 1, line))
        if len(begin["outer"]) < outer or not all(_is_deeper(text, outer) for text in between):
            return None
        return begin["outer"] + " " * len(begin["marker"])
    return None


def _is_deeper(line: str, outer: int) -> bool:
    """Whether a line holds nothing, or something that is indented more than a list."""
    begin = _BEGIN.match(line)
    indent = len(begin["outer"]) if begin else 0
    return indent > outer or indent == len(line)


# ------------------------------------------------------------------------------------------------ what a document says

_READ = (
    "front_matter",
    "shortcodes",
    "sections",
    "milestones",
    "proposals",
    "tables",
    "headings",
    "links",
    "references",
    "definitions",
    "unread",
)


def _shape(document: Document) -> tuple[Any, ...]:
    """What was read of a document, without the places: equal for two texts that say the same."""
    texts = [_plain(text) for text in document.texts]
    return (*(_plain(getattr(document, name)) for name in _READ), [text for text in texts if text])


def _plain(thing: Any) -> Any:
    if isinstance(thing, str):
        return " ".join(thing.replace(OPAQUE, " ").split())
    if isinstance(thing, Text):
        return _plain(thing.text)
    if isinstance(thing, Value):
        return _plain(thing.value)
    if isinstance(thing, Span):
        return None
    if isinstance(thing, tuple | list):
        return [_plain(part) for part in thing]
    return thing
