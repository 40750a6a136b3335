"""Writing suppressions: a text gets the comments that keep quiet what is found in it today (`--add-suppressions`).

A comment must not change what is read: one between two items stands inside the first of them, one of a table row in
its last cell, one about front matter, which holds no comments, below it. Each is tried, and kept where it works.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from roadmap_lint.baseline import Known
from roadmap_lint.config import Config
from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.engine import Report, check
from roadmap_lint.lazy import pattern
from roadmap_lint.model import OPAQUE, Document, Group, Item, Text, Value
from roadmap_lint.record import Record
from roadmap_lint.reserved import CODES as NEVER_SUPPRESSED
from roadmap_lint.rule import Context
from roadmap_lint.source import BYTE_ORDER_MARK, Source, Span

_BEGIN = pattern(r"(?P<outer>[ \t>]*)(?P<marker>(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_LAST_PIPE = pattern(r"(?<!\\)\|[ \t]*$")
_BLANKS = " \t"
# So often all comments are tried at once; those that fail so often are left out.
_MOST_ATTEMPTS = 8
_PATIENT_ATTEMPTS = 5
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
    """A finding to keep quiet, and where its comment may go, the best place first."""

    finding: Diagnostic
    places: tuple[_Place, ...]


class _Group:
    """Findings whose comments have one best place: they are tried together, at one place after the other."""

    def __init__(self, top: _Place) -> None:
        self.wanted: list[_Quiet] = []
        self._attempt = 0
        self._top = top

    def places(self) -> Iterator[tuple[_Place, str]]:
        """Where the comments go, with the code that each names; nowhere where the top of the document failed, too."""
        places = max(len(quiet.places) for quiet in self.wanted)
        for quiet in self.wanted if self._attempt <= places else ():
            near = quiet.places[min(self._attempt, len(quiet.places) - 1)]
            yield near if self._attempt < places else self._top, quiet.finding.code

    def go_on(self, attempts: int) -> None:
        self._attempt += attempts


class _Insertion(Record):
    """Comments at one place: where that is in the text as it was, where they stand now, and what they are for."""

    offset: int
    span: Span
    groups: tuple[_Group, ...]


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
        self._shape = _shape(report.document)
        self._found = report.diagnostics
        self._marks = set(_marks(report.document))
        top = _below_front_matter(report.document)
        layout = _Layout(report.document)
        groups: dict[_Place, _Group] = {}
        for finding in report.diagnostics:
            if finding.code in NEVER_SUPPRESSED:
                continue
            places = tuple(_places(layout, finding.span))
            groups.setdefault(places[0], _Group(top)).wanted.append(_Quiet(finding, places))
        self._groups = groups
        if only is not None:
            place = next(_places(layout, only.span))
            self._groups = {place: groups[place]} if place in groups else {}
            for group in self._groups.values():
                group.wanted = [quiet for quiet in group.wanted if quiet.finding.code == only.code]

    def run(self) -> str:
        """Try all comments at once; then again, with those elsewhere that did not do what they should."""
        for attempt in range(_MOST_ATTEMPTS):
            text, inserted = self._with_comments()
            if not inserted:
                break
            failed = self._failed(self._check(text), inserted)
            if not failed:
                return text
            for group in failed:
                group.go_on(1 if attempt < _PATIENT_ATTEMPTS else _MOST_ATTEMPTS)
        return self._text

    def _with_comments(self) -> tuple[str, list[_Insertion]]:
        codes: dict[_Place, set[str]] = {}
        groups: dict[_Place, dict[int, _Group]] = {}
        for group in self._groups.values():
            for place, code in group.places():
                codes.setdefault(place, set()).add(code)
                groups.setdefault(place, {})[id(group)] = group
        parts: list[str] = []
        inserted: list[_Insertion] = []
        read = length = 0
        for place in sorted(codes):
            offset = min(place.offset, len(self._text))
            comment = place.before + self._comment(place.verb, codes[place]) + place.after
            parts += self._text[read:offset], comment
            start = length + offset - read
            read, length = offset, start + len(comment)
            inserted.append(_Insertion(offset, Span(start, length), tuple(groups[place].values())))
        return "".join([*parts, self._text[read:]]), inserted

    def _failed(self, report: Report, inserted: Sequence[_Insertion]) -> list[_Group]:
        """The groups whose comments do not what they should: quiet their findings, and nothing else."""
        tried = {id(group): group for one in inserted for group in one.groups}
        wanted = {id(quiet.finding) for group in tried.values() for quiet in group.wanted}
        left = Counter(finding.code for finding in self._found if id(finding) not in wanted)
        if Counter(finding.code for finding in report.diagnostics) == left and _shape(report.document) == self._shape:
            return []
        blamed = _Blame(inserted)
        own = {
            (quiet.finding.code, quiet.finding.span.start): group for group in tried.values() for quiet in group.wanted
        }
        expected = Counter((finding.code, finding.span.start) for finding in self._found if id(finding) not in wanted)
        for finding in report.diagnostics:
            at = blamed.before(finding.span.start)
            if expected[finding.code, at]:
                expected[finding.code, at] -= 1
            elif group := own.get((finding.code, at)):
                blamed.groups[id(group)] = group
            else:
                blamed.near(finding.span.start)
        for _, at in expected.elements():
            blamed.near_before(at)
        now = {(mark, blamed.before(start)) for mark, start in _marks(report.document)}
        for _, at in self._marks ^ now:
            blamed.near_before(at)
        return list((blamed.groups or tried).values())

    def _check(self, text: str) -> Report:
        return check(text, path=self._path, config=self._config, context=self._context, known=self._known)

    def _comment(self, verb: str, codes: Iterable[str]) -> str:
        said = f"roadmap-lint-{verb} {', '.join(sorted(codes))}{self._reason}"
        return f"{{/* {said} */}}" if self._mdx else f"<!-- {said} -->"


class _Blame:
    """Finds the comments that may have caused what is otherwise than it should be."""

    def __init__(self, inserted: Sequence[_Insertion]) -> None:
        self.groups: dict[int, _Group] = {}
        self._inserted = inserted
        self._offsets = [one.offset for one in inserted]
        self._starts = [one.span.start for one in inserted]

    def before(self, at: int) -> int:
        """Where something stood in the text as it was; what stands in a comment stood where that is now."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return at
        one = self._inserted[index]
        return one.offset + max(0, at - one.span.end)

    def near(self, at: int) -> None:
        """The comment that a place is in, or those on either side of it."""
        index = bisect_right(self._starts, at) - 1
        inside = index >= 0 and at < self._inserted[index].span.end
        self._add(index, index if inside else index + 1)

    def near_before(self, at: int) -> None:
        """The comments on either side of a place in the text as it was."""
        index = bisect_right(self._offsets, at)
        self._add(index - 1, index)

    def _add(self, *indexes: int) -> None:
        for index in indexes:
            for group in self._inserted[index].groups if 0 <= index < len(self._inserted) else ():
                self.groups[id(group)] = group


def _argument(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        return ""
    if not reason.isprintable() or "--" in reason or "*/" in reason or ('"' in reason and "'" in reason):
        raise ReasonError("a reason is one line, without '--' and '*/', and with quotes of one kind")
    quote = "'" if '"' in reason else '"'
    return f" reason={quote}{reason}{quote}"


def _places(layout: _Layout, span: Span) -> Iterator[_Place]:
    """Where a comment about a span may go, the best place first."""
    document = layout.document
    source = document.source
    if document.front_matter is not None and span.start < document.front_matter.span.end:
        yield _below_front_matter(document)
        yield _at_end(source)
        return
    line = source.line_at(span.start)
    text = layout.texts.get(line)
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
    for indent in dict.fromkeys([layout.inside_previous(first) or outer, outer]):
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


class _Layout:
    """Which text stands on each line, and which lines begin items."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.texts: dict[int, Text] = {}  # where texts are nested, the one that begins last
        self._begun: dict[int, re.Match[str]] = {}
        self._last: dict[int, int] = {}
        source = document.source
        for text in sorted(document.texts, key=lambda text: text.span):
            first, last = source.line_at(text.span.start), source.line_at(text.span.end)
            self.texts.update(dict.fromkeys(range(first, last + 1), text))
            begin = _BEGIN.match(source.line_text(first))
            if begin and begin["marker"]:
                self._begun[first], self._last[first] = begin, last
        self._previous = dict(self._previous_items())

    def _previous_items(self) -> Iterator[tuple[int, int]]:
        """For each line that begins an item: the nearest one before it that does, and is indented no more."""
        above: list[int] = []
        for line, begin in self._begun.items():
            while above and len(self._begun[above[-1]]["outer"]) > len(begin["outer"]):
                above.pop()
            if above:
                yield line, above[-1]
            above.append(line)

    def inside_previous(self, line: int) -> str | None:
        """The indent of a line inside the item before the one that begins on a line; `None` where it is the first."""
        previous = self._previous.get(line)
        if previous is None:
            return None
        outer, begin = len(self._begun[line]["outer"]), self._begun[previous]
        between = map(self.document.source.line_text, range(self._last[previous] + 1, line))
        if len(begin["outer"]) < outer or not all(_is_deeper(text, outer) for text in between):
            return None
        return begin["outer"] + " " * len(begin["marker"])


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


def _marks(document: Document) -> Iterator[tuple[Any, int]]:
    """Parts of what a document says, each with the place where it begins."""
    for text in document.texts:
        yield (text.place, _plain(text)), text.span.start
    for heading in document.headings:
        yield ("heading", heading.level), heading.span.start
    for link in document.links:
        yield ("link", link.kind, link.destination.value), link.span.start
    for section in document.sections:
        yield from _items(section.items, 0)
    for milestone in document.milestones:
        for value in (milestone.version, milestone.period, milestone.goal):
            if value is not None:
                yield str(value.value), value.span.start
        if milestone.status is not None:
            yield ("status", milestone.status.status.value.text), milestone.status.span.start
    for proposal in (one for proposals in document.proposals for one in proposals):
        yield ("proposal", _plain(proposal.title)), proposal.span.start
    for table in document.tables:
        yield ("table", len(table.rows)), table.span.start
    for name in ("shortcodes", "references", "definitions"):
        for part in getattr(document, name):
            yield name, part.span.start


def _items(items: Iterable[Item], depth: int) -> Iterator[tuple[Any, int]]:
    for item in items:
        yield ("item", depth, item.checked), item.span.start
        if isinstance(item, Group):
            yield from _items(item.items, depth + 1)


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
