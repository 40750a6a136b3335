from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.lists import lists
from roadmap_lint.model import Document, Group, Item, Task, legible
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.urls import shown

_BOLD = pattern(r"(?:\*\*[^*\r\n]+\*\*|__[^_\r\n]+__):?")
_LONGEST_LABEL = 60
# Behind a list: the end, a heading, a line across the page, a comment. Anything else may be what a label introduces.
_NOTHING_BEHIND = pattern(r"\s*(?:$|#{1,6}\s|<!--|(?:[-*_][ \t]*){3,}(?:\r|\n|$)|\{\{[<%])")
_NEXT_ITEM = pattern(r"(?:[ \t]*\r?\n)*(?P<blanks>[ \t>]*)(?:[-*+]|\d{1,9}[.)])\s")


class GroupEmpty(Rule):
    """A group has a label and no items, though the groups beside it have some.

    ## What it checks

    Items that are nothing but a label, all in bold or ending with a colon, and have nothing below them, in a list in
    which the other labels of that kind have items. Items in bold may be headlines: at least two for each empty one must
    have items, or one where a group elsewhere has the same title.

    ## Why it matters

    What the group was to hold was forgotten, or is indented too little and stands beside it: then it counts as part
    of no group.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    - **Builds**
      - [ ] Cache layers
    - **Conformance testing**
    - **End of support**
      - [ ] End support for Acme v2.6.x
    ```

    ```text output
    ROADMAP.md:7:3: RM603 group-empty warning nothing stands below 'Conformance testing', though the groups beside it have items: add its items, or remove it
      |
    7 | - **Conformance testing**
      |   ^^^^^^^^^^^^^^^^^^^^^^^
      = line 5: a group with items
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    - **Builds**
      - [ ] Cache layers
    - **Conformance testing**: as for v2.8
    - **End of support**
      - [ ] End support for Acme v2.6.x
    ```

    ## When to disable

    Where an item in bold is a headline that needs no more words.
    """

    code = "RM603"
    name = "group-empty"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        titles = {_title(group.title.value) for group in document.groups}
        for items in lists(document):
            if not any(isinstance(item, Group) for item in items):
                continue  # nothing is exceptional where none has items
            for is_alike in (_is_bold, _is_plain_label):
                alike = [(item, after) for item, after in zip_longest(items, items[1:]) if is_alike(item)]
                filled = [item for item, _ in alike if isinstance(item, Group)]
                empty = [(item, after) for item, after in alike if isinstance(item, Task)]
                for label, after in empty:
                    # a colon asks for items, and so does the title of a group elsewhere; bold may be a headline
                    name = label.text.value
                    groups_for_each = 1 if name.endswith(":") or _title(name) in titles else 2
                    exceptional = len(filled) >= groups_for_each * len(empty)
                    if exceptional and not _introduces_more(label, after, document):
                        yield self._empty(label, filled[0])

    def _empty(self, label: Task, sibling: Group) -> Diagnostic:
        name = shown(legible(label.text).rstrip(": "), _LONGEST_LABEL)
        return self.finding(
            label.text.span,
            f"nothing stands below '{name}', though the groups beside it have items: add its items, or remove it",
            related=[Related(sibling.title.span, "a group with items")],
        )


def _is_bold(item: Item) -> bool:
    return _is_label(item) and _BOLD.fullmatch(_raw(item)) is not None


def _is_plain_label(item: Item) -> bool:
    if not _is_label(item):
        return False
    raw = _raw(item)
    return raw.endswith(":") and ". " not in raw and _BOLD.fullmatch(raw) is None


def _is_label(item: Item) -> bool:
    """Whether an item may be nothing but a label: short, without a box, a link, a statement."""
    return not (item.box or item.links or item.claims) and len(_raw(item)) <= _LONGEST_LABEL


def _raw(item: Item) -> str:
    return item.content.source[item.content.span].strip()


def _title(text: str) -> str:
    return text.rstrip(": ").casefold()


def _introduces_more(label: Task, after: Item | None, document: Document) -> bool:
    """Whether the item goes on behind its first paragraph, or something that is no item of its list follows it."""
    text = document.source.text
    end = label.span.end
    if text[label.content.span.end : end].strip():
        return True
    if after is not None:
        return _mark(after) != _mark(label)  # another list
    following = _NEXT_ITEM.match(text, end)
    if following is not None:
        return len(following["blanks"].expandtabs(4)) >= _column(label.span, document)
    return _NOTHING_BEHIND.match(text, end) is None


def _mark(item: Item) -> str:
    """What begins an item: a bullet, or the mark behind its number."""
    return item.content.source.text[item.span.start : item.span.start + 12].lstrip("0123456789")[:1]


def _column(span: Span, document: Document) -> int:
    line = document.source.line_span(document.source.line_at(span.start))
    before = document.source.text[line.start : span.start]
    return len(before.expandtabs(4))
