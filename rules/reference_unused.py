from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from roadmap_lint.diagnostic import Diagnostic, Edit, Fix, Related, Severity
from roadmap_lint.includes import has_include
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Definition, Document
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import BYTE_ORDER_MARK, Source, Span
from roadmap_lint.spelling import nearest
from roadmap_lint.urls import shown

_REFERENCES = ("full", "collapsed", "shortcut")


class ReferenceUnused(Rule):
    """A definition `[label]: https://…` that no link uses.

    ## What it checks

    Definitions whose label stands in no brackets elsewhere in the document, in code and comments neither; and those
    that define a label again: the first one counts. Comments written as definitions (`[//]: # (…)`,
    `[comment]: <> (…)`) and footnotes are none; a document of definitions alone is there for others; and one that
    includes other files is not judged. The fix takes the definition's lines out, and is not made where two definitions
    of one label differ. The fix is safe where the text does not have the label without brackets, which may have been
    lost, else unsafe.

    ## Why it matters

    Nobody sees the address, nobody checks it, and it is copied from release to release. Where the link to it lost its
    brackets, the address is all that is left of it.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API][plugins]

    [plugins]: https://github.com/acme/acme/issues/12
    [console]: https://github.com/acme/acme/issues/13
    ```

    ```text output
    ROADMAP.md:6:2: RM514 reference-unused warning no link uses '[console]'; without its definition nothing would change
      |
    6 | [console]: https://github.com/acme/acme/issues/13
      |  ^^^^^^^
      = fix: remove the definition
    ```

    ```markdown fixed
    # Acme Roadmap

    - [ ] [Plugin API][plugins]

    [plugins]: https://github.com/acme/acme/issues/12
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] ![state][Badge] [Plugins] and `[code]`

    [badge]: https://example.com/badge.svg
    [plugins]: https://github.com/acme/acme/issues/12
    [code]: https://github.com/acme/acme
    [//]: # (The end of the plan)
    ```

    ## When to disable

    Where every document has the same table of definitions.
    """

    code = "RM514"
    name = "reference-unused"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        definitions = document.definitions
        if not definitions or not document.texts or has_include(document):
            return
        used = {link.destination.span for link in document.links if link.kind in _REFERENCES}
        first: dict[str, Definition] = {}
        unused: list[Definition] = []
        for definition in definitions:
            first.setdefault(_folded(definition.label.value), definition)
            if definition.destination.span not in used and not _is_comment(definition):
                unused.append(definition)
        if not unused:
            return
        bracketed = Counter(_bracketed(document.source.text))
        written = Counter(_folded(definition.label.value) for definition in definitions)
        standing = _standing({_folded(definition.label.value) for definition in unused}, document)
        misspelt = _misspelt(unused, document)
        going = _lines(unused, document.source)
        for definition in unused:
            label = _folded(definition.label.value)
            if first[label] is not definition:
                yield self._again(definition, first[label], document)
            elif bracketed[label] <= written[label] and definition.label.value not in misspelt:
                yield self._unused(definition, document, going, is_named=label in standing)

    def _again(self, definition: Definition, first: Definition, document: Document) -> Diagnostic:
        label = shown(definition.label.value, 60)
        same = definition.destination.value == first.destination.value
        fix = _removal(definition, document, _lines([definition], document.source)) if same else None
        message = f"'[{label}]' is defined already, and the first definition counts; one would do"
        return self.finding(
            definition.label.span, message, related=[Related(first.label.span, "the one that counts")], fix=fix
        )

    def _unused(self, definition: Definition, document: Document, going: Counter[int], *, is_named: bool) -> Diagnostic:
        label = shown(definition.label.value, 60)
        fix = _removal(definition, document, going)
        if is_named:
            message = f"no link uses '[{label}]', though the text names it: in brackets it would be a link"
            fix = fix._replace(safe=False) if fix else None
        else:
            message = f"no link uses '[{label}]'; without its definition nothing would change"
        return self.finding(definition.label.span, message, fix=fix)


def _folded(label: str) -> str:
    """Labels are the same whatever their case and blanks."""
    return " ".join(label.split()).casefold()


def _is_comment(definition: Definition) -> bool:
    """Comments, of whatever label, and footnotes."""
    has_no_address = definition.destination.value.strip() in ("", "#")
    return definition.is_comment or has_no_address or definition.label.value.strip().startswith("^")


def _bracketed(text: str) -> Iterable[str]:
    return (_folded(match[1]) for match in re.finditer(r"\[((?:\\.|[^\[\]\\]){1,999})\]", text))


# References that are compared with every label; where more are broken, any definition may be the one they mean.
_MOST_COMPARED = 50


def _misspelt(definitions: Sequence[Definition], document: Document) -> set[str]:
    """The labels that a reference without a definition may mean: then that is what is wrong."""
    labels = {definition.label.value for definition in definitions}
    if len(document.references) > _MOST_COMPARED:
        return labels
    return {near for reference in document.references for near in nearest(reference.label.value, labels)}


# Where a word may begin; and what may stand behind one.
_BEGIN = pattern(r"(?<![\w.#/-])\S")
_END = pattern(r"(?![\w-]|\.\w)")
# A longer label is no word of the text.
_LONGEST = 60


def _standing(labels: set[str], document: Document) -> set[str]:
    """The labels, folded, that a reader meets as words of the text."""
    lengths = {len(label) for label in labels if len(label) <= _LONGEST}
    firsts = {label[:1] for label in labels}
    return {
        label
        for text in (_folded(text.prose) for text in document.texts)
        for begin in _BEGIN.finditer(text)
        if begin[0] in firsts
        for length in lengths
        if (label := text[begin.start() : begin.start() + length]) in labels
        and _END.match(text, begin.start() + length)
    }


# ----------------------------------------------------------------------------------------------------------- removal


def _lines(definitions: Iterable[Definition], source: Source) -> Counter[int]:
    """The lines of definitions; how many of them each has."""
    places = ((source.line_at(one.span.start), source.line_at(one.span.end)) for one in definitions)
    return Counter(line for first, last in places for line in range(first, last + 1))


def _removal(definition: Definition, document: Document, going: Counter[int]) -> Fix | None:
    """The definition's lines taken out; nothing where that would join what it keeps apart.

    `going` are the lines of those that go, this one among them.
    """
    source = document.source
    first, last = source.line_at(definition.span.start), source.line_at(definition.span.end)
    before = source[Span(source.line_span(first).start, definition.span.start)]
    after = source[Span(definition.span.end, source.line_span(last).end)]
    if before.strip(" \t>\ufeff") or after.strip() or _keeps_apart(source, first, last):
        return None
    if last == source.line_count:
        return Fix("remove the definition", (Edit(_back_to_text(source, first), ""),))
    # of two blank lines that are left, one goes; a neighbour that goes, too, must not take the same one
    alone = not (going[first - 1] or going[last + 1] or any(going[line] > 1 for line in range(first, last + 1)))
    if alone and not before and _is_blank(source, first - 1):
        if _is_blank(source, last + 1) and last + 1 < source.line_count:
            last += 1
        elif last + 1 >= source.line_count and not source.line_text(source.line_count).strip() and first > 2:
            first -= 1
    end = source.line_span(last + 1).start
    return Fix("remove the definition", (Edit(Span(_start(source, first), end), ""),))


def _back_to_text(source: Source, first: int) -> Span:
    """From the end of the text before a line to that of the document, whose last line has no line ending."""
    while _is_blank(source, first - 1):
        first -= 1
    start = source.line_span(first - 1).end if first > 1 else _start(source, first)
    return Span(start, len(source.text))


def _start(source: Source, line: int) -> int:
    """Where a line begins, behind the byte order mark."""
    start = source.line_span(line).start
    return start + source.text.startswith(BYTE_ORDER_MARK, start) if start == 0 else start


def _is_blank(source: Source, line: int) -> bool:
    return 1 <= line <= source.line_count and not source.line_text(line).strip()


_ITEM = pattern(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")


def _keeps_apart(source: Source, first: int, last: int) -> bool:
    """Whether what follows would become a part of the list before."""
    above = next((line for line in range(first - 1, 0, -1) if not _is_blank(source, line)), 0)
    below = next((line for line in range(last + 1, source.line_count + 1) if not _is_blank(source, line)), 0)
    if not above or not below:
        return False
    text = source.line_text(below)
    in_list = _ITEM.match(source.line_text(above)) or source.line_text(above)[:1] in " \t"
    return bool(in_list) and (_ITEM.match(text) is not None or text[:1] in " \t")
