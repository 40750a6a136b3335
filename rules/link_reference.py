from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, Reference
from roadmap_lint.rule import Context, Rule
from roadmap_lint.spelling import nearest
from roadmap_lint.urls import shown


class LinkReference(Rule):
    """A link refers to a definition that the document does not have.

    ## What it checks

    `[text][label]` and `[label][]` without a definition `[label]: https://…`. Tags in front of a text (`[Done][UI]`),
    array indices, names of code objects (`[Store][acme.store]`), footnotes and boxes are not references. The nearest
    defined label is named, if one is near.

    ## Why it matters

    Readers see the brackets instead of a link. It happens when a table of definitions at the end of the file is
    edited, and the release it belonged to is still in the text.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [ ] Publish the [plugin API][plugin-api] as stable
    - [ ] Follow the plan for [2.9][]

    [plugin-apis]: https://github.com/acme/acme/issues/12
    ```

    ```text output
    ROADMAP.md:3:32: RM510 link-reference error no definition '[plugin-api]: …' stands in the document; '[plugin-apis]' is defined
      |
    3 | - [ ] Publish the [plugin API][plugin-api] as stable
      |                                ^^^^^^^^^^
      = line 6: the nearest definition

    ROADMAP.md:4:28: RM510 link-reference error no definition '[2.9]: …' stands in the document
      |
    4 | - [ ] Follow the plan for [2.9][]
      |                            ^^^
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] Publish the [plugin API][Plugin-API] as stable
    - [Done][UI] Web console
    - Take `steps[0][1]`, and matrix[i][j]

    [plugin-api]: https://github.com/acme/acme/issues/12
    ```

    ## When to disable

    Where definitions come from another file, or a plugin resolves references.
    """

    code = "RM510"
    name = "link-reference"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        uses_references = any(link.kind in ("full", "collapsed") for link in document.links)
        labels = {definition.label.value: definition for definition in document.definitions}
        for index, reference in enumerate(document.references):
            near = _near(reference, labels) if index < _MOST_COMPARED else None
            if not near and not _is_certain(reference, document, uses_references=uses_references):
                continue
            label = shown(reference.label.value, 60)
            message = f"no definition '[{label}]: …' stands in the document"
            if near:
                message += f"; '[{shown(near, 60)}]' is defined"
            related = [Related(labels[near].label.span, "the nearest definition")] if near else []
            yield self.finding(reference.label.span, message, related=related)


# References that are compared with every label; a document with more of them broken has another trouble.
_MOST_COMPARED = 50


def _near(reference: Reference, labels: Iterable[str]) -> str | None:
    """The defined label that a typing error made this one; labels that differ in a number only are other labels."""
    label = reference.label.value
    if len(label) < 4:
        return None
    letters = re.sub(r"\d+", "", label).casefold()
    close = (near for near in nearest(label, labels) if re.sub(r"\d+", "", near).casefold() != letters)
    return next(close, None)


def _is_certain(reference: Reference, document: Document, *, uses_references: bool) -> bool:
    """Whether the brackets cannot be anything else than a link."""
    source, span = document.source, reference.span
    text, _, label = source[span][1:-1].partition("][")
    before = _before(reference, document)
    if before.endswith("["):
        return False  # an Org link, '[[address][text]]'
    if before.endswith("!") or not label:
        return not _is_identifier(text)
    if (text.isdigit() and label.isdigit()) or _is_identifier(label):
        return False
    if before and not before.endswith("]"):
        return bool(document.definitions) or label.isdigit() or " " in text
    return uses_references and " " in text


def _before(reference: Reference, document: Document) -> str:
    """What stands before a reference in its paragraph or item: a box and marks of emphasis count as nothing."""
    index = bisect_right(document.texts, reference.span.start, key=lambda text: text.span.start)
    text = document.texts[index - 1] if index else None
    inside = text is not None and reference.span.start < text.span.end
    start = text.span.start if inside and text is not None else reference.span.start
    written = document.source.text[start : reference.span.start].rstrip(" *_~")
    return re.sub(r"^\[[ xX]\]$", "", written)


def _is_identifier(label: str) -> bool:
    """`acme.store.Store`, which documentation generators resolve."""
    return re.fullmatch(r"`?[A-Za-z_]\w*(?:(?:\.|::)[A-Za-z_]\w*)+(?:\(\))?`?", label) is not None
