from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Document, Link, legible
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span

_REFERENCES = ("full", "collapsed", "shortcut")


class LinkEmpty(Rule):
    """A link has no text to click on, or no address to go to.

    ## What it checks

    Links without text (`[](https://…)`), links and images without address (`[Plugin API]()`), and definitions whose
    address is empty (`[plans]: <>`). An image needs no text: it may be an ornament. `#` is an address, the top of the
    page, `[](){#name}` is an anchor, and `[comment]: <> (…)` a comment.

    ## Why it matters

    Nobody can follow either: a link without text is not even visible, and one without address reloads the page. Both
    are left behind where somebody meant to fill in the issue later.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API]()
    - [ ] Web console [](https://github.com/acme/acme/issues/13)
    ```

    ```text output
    ROADMAP.md:3:19: RM502 link-empty error the link 'Plugin API' has no address; one belongs between the brackets
      |
    3 | - [ ] [Plugin API]()
      |                   ^^

    ROADMAP.md:4:19: RM502 link-empty error the link has no text, nobody can see it; a text belongs between the brackets
      |
    4 | - [ ] Web console [](https://github.com/acme/acme/issues/13)
      |                   ^^
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] ![](ornament.png) [Plugin API](#)
    - [ ] [![build](https://example.com/badge.svg)](https://example.com/build)
    ```

    ## When to disable

    Where the renderer fills in the text of a link by itself, as MyST does with `[](#target)`.
    """

    code = "RM502"
    name = "link-empty"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for definition in document.definitions:
            if not definition.destination.value.strip() and not definition.is_comment:
                message = f"the definition of '{definition.label.value}' has no address; one belongs behind the colon"
                yield self.finding(definition.span, message)
        for link in document.links:
            if not _is_anchor(link, document):
                yield from self._empty_parts(link)

    def _empty_parts(self, link: Link) -> Iterable[Diagnostic]:
        lacks_text = not link.image and not link.text.raw.strip()
        lacks_address = link.kind not in _REFERENCES and not link.destination.value.strip()
        if lacks_text and lacks_address:
            yield self.finding(link.span, "the link has neither text nor address; both belong between its brackets")
        elif lacks_text:
            message = "the link has no text, nobody can see it; a text belongs between the brackets"
            yield self.finding(Span(link.span.start, link.text.span.end + 1), message)
        elif lacks_address:
            what = "image" if link.image else "link"
            named = f" '{legible(link.text)[:60]}'" if link.text.value.strip() else ""
            message = f"the {what}{named} has no address; one belongs between the brackets"
            yield self.finding(Span(link.text.span.end + 1, link.span.end), message)


def _is_anchor(link: Link, document: Document) -> bool:
    """`[](){#name}`, which only sets a place."""
    return document.source.text.startswith("{", link.span.end)
