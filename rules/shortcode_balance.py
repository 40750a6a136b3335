from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, Shortcode
from roadmap_lint.rule import Context, Rule, option

# https://gohugo.io/shortcodes/ and https://www.docsy.dev/docs/adding-content/shortcodes/: those with a closing tag
KNOWN_PAIRS = frozenset(
    [
        "alert",
        "blocks/cover",
        "blocks/feature",
        "blocks/lead",
        "blocks/link-down",
        "blocks/section",
        "card",
        "cardpane",
        "comment",
        "conditional-text",
        "details",
        "highlight",
        "pageinfo",
        "tab",
        "tabpane",
        "tabs",
    ]
)
_CLOSING = {"<": ">}}", "%": "%}}"}


class ShortcodeBalance(Rule):
    """A Hugo shortcode is opened and not closed, closed and not opened, or closed under another name.

    ## What it checks

    A tag such as `{{% alert %}}` needs its `{{% /alert %}}`, with the same delimiters and in the right order. A closing
    tag is owed by names known as paired (Hugo's and Docsy's own), seen closed in the document, or named by the option
    `paired`. Tags in code and HTML comments are not judged.

    ## Why it matters

    Hugo refuses to build the whole site, and the error names a template, not the roadmap.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    {{% alert title="Note" %}}
    Dates may change.
    {{% /alrt %}}

    - [ ] Ship it
    ```

    ```text output
    ROADMAP.md:5:1: RM003 shortcode-balance error this closes 'alrt', but 'alert' is open: {{% /alert %}} would be right
      |
    5 | {{% /alrt %}}
      | ^^^^^^^^^^^^^
      = line 3: 'alert' is opened here
    ```

    ```markdown bad
    # Acme Roadmap

    {{% alert title="Note" %}}
    Dates may change.

    - [ ] Ship it
    ```

    ```text output
    ROADMAP.md:3:1: RM003 shortcode-balance error 'alert' is opened and not closed: {{% /alert %}} is missing
      |
    3 | {{% alert title="Note" %}}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    {{% alert title="Note" %}}
    Dates may change; see the {{< support-table >}}.
    {{% /alert %}}

    - [ ] Ship it
    ```

    ## When to disable

    Where the same marks belong to another template language.
    """

    code = "RM003"
    name = "shortcode-balance"
    severity = Severity.ERROR

    paired: tuple[str, ...] = option((), "names of shortcodes, besides the known ones, that need a closing tag")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        closed = {tag.name.value for tag in document.shortcodes if tag.role == "close"}
        paired = KNOWN_PAIRS | closed | set(self.paired)
        if "cards" in closed and "card" not in closed:
            paired -= {"card"}  # Hextra's, in its `cards`, has no closing tag
        waiting = _Waiting()
        coming = _Coming(document.shortcodes)
        for index, tag in enumerate(document.shortcodes):
            if tag.role == "broken":
                ending = _CLOSING[tag.delimiter]
                yield self.finding(tag.span, f"this shortcode tag does not end: '{ending}' is missing on its line")
            if tag.role in ("open", "broken") and tag.name.value in paired:
                waiting.add(tag)
            elif tag.role == "close":
                yield from self._close(tag, waiting, coming, index)
        for tag in waiting.tags:
            if tag.role != "broken":
                yield self.finding(tag.span, f"'{tag.name}' is opened and not closed: {_closing(tag)} is missing")

    def _close(self, tag: Shortcode, waiting: _Waiting, coming: _Coming, index: int) -> Iterable[Diagnostic]:
        if not waiting.names[tag.name.value]:
            if not waiting.tags or coming.close(waiting.tags[-1].name.value, index):
                yield self.finding(tag.span, f"'{tag.name}' is closed and was not opened")
                return
            yield self._mismatch(tag, waiting.pop())
            return
        while (opened := waiting.pop()).name.value != tag.name.value:
            yield self.finding(
                opened.span,
                f"'{opened.name}' is not closed before '{tag.name}' is: {_closing(opened)} is missing",
                related=[Related(tag.span, f"'{tag.name}' is closed here")],
            )
        if opened.delimiter != tag.delimiter and opened.role != "broken":
            yield self._mismatch(tag, opened)

    def _mismatch(self, tag: Shortcode, opened: Shortcode) -> Diagnostic:
        what = f"this closes '{tag.name}', but '{opened.name}' is open"
        if tag.name.value == opened.name.value:
            what = f"'{tag.name}' is opened with '{{{{{opened.delimiter}' and closed with '{{{{{tag.delimiter}'"
        return self.finding(
            tag.span,
            f"{what}: {_closing(opened)} would be right",
            related=[Related(opened.span, f"'{opened.name}' is opened here")],
        )


class _Waiting:
    """The tags that are open, the last one on top, and how many there are of each name."""

    def __init__(self) -> None:
        self.tags: list[Shortcode] = []
        self.names: Counter[str] = Counter()

    def add(self, tag: Shortcode) -> None:
        self.tags.append(tag)
        self.names[tag.name.value] += 1

    def pop(self) -> Shortcode:
        tag = self.tags.pop()
        self.names[tag.name.value] -= 1
        return tag


class _Coming:
    """Whether the tags behind one close what is open there, those of its name opened between counted."""

    def __init__(self, tags: Sequence[Shortcode]) -> None:
        # by name: where its tags stand, the last one first, and how much the least depth is below that before each
        self._places: dict[str, list[int]] = {}
        self._least: dict[str, list[int]] = {}
        for index in range(len(tags) - 1, -1, -1):
            name, role = tags[index].name.value, tags[index].role
            if role in ("open", "close"):
                least = self._least.setdefault(name, [])
                least.append((1 if role == "open" else -1) + min(0, least[-1] if least else 0))
                self._places.setdefault(name, []).append(index)

    def close(self, name: str, index: int) -> bool:
        places = self._places.get(name, [])
        following = bisect_left(places, -index, key=lambda place: -place) - 1
        return following >= 0 and self._least[name][following] < 0


def _closing(tag: Shortcode) -> str:
    return f"{{{{{tag.delimiter} /{tag.name} {_CLOSING[tag.delimiter]}"
