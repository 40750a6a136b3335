from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from roadmap_lint.anchors import DIALECTS, Anchors, anchors, github_slug
from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.generators import generators
from roadmap_lint.includes import has_include
from roadmap_lint.lazy import pattern
from roadmap_lint.model import OPAQUE, Document, Text
from roadmap_lint.rule import Context, Rule, option, replacement
from roadmap_lint.source import Span
from roadmap_lint.urls import shown

_DIALECT_OF = {"jekyll": "kramdown"}
# Broken links that are compared with every anchor; a document with more of them has another trouble.
_MOST_COMPARED = 50


class LinkAnchor(Rule):
    """A link to a place in this document names a heading that is not there.

    ## What it checks

    Links such as `[next](#v29-q2-2026)`. The anchor is made of the heading's text as the renderer does it: the option
    `dialect` says which one. Where it is not set, and the document shows that it is a page of MkDocs (`!!! note`), Jekyll
    (`layout:`), VuePress (`[[toc]]`) or the like, the anchors of that one are as good. Explicit ids (`{#next}`, `<a id="next">`) count, `#top`, `#L10`, `#tab/…` and the like
    pass. A document that includes others, or has headings that a template makes, is not judged. Where one heading
    only can be meant, its anchor is put in.

    ## Why it matters

    The anchor of a milestone holds its period. When the milestone slips, its heading changes, and every link to it
    goes to the top of the page instead, without any error.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    The plugin API comes [with v2.9](#v29-q1-2026).

    ## v2.8 (Q1 2026)

    ## v2.9 (Q2 2026)
    ```

    ```text output
    ROADMAP.md:3:34: RM508 link-anchor error no heading here has the anchor '#v29-q1-2026'; '#v29-q2-2026' is the one meant
      |
    3 | The plugin API comes [with v2.9](#v29-q1-2026).
      |                                  ^^^^^^^^^^^^
      = line 7: the anchor of this heading is '#v29-q2-2026'
      = fix: replace with '#v29-q2-2026'
    ```

    ```markdown fixed
    # Acme Roadmap

    The plugin API comes [with v2.9](#v29-q2-2026).

    ## v2.8 (Q1 2026)

    ## v2.9 (Q2 2026)
    ```

    ```markdown good
    # Acme Roadmap

    [Next](#v29-q2-2026), [later](#later), [UI/CLI](#-uicli), [top](#top)

    ## v2.9 (Q2 2026)

    ## Some day {#later}

    ## 🖥 UI/CLI
    ```

    ## When to disable

    Where the site generator checks anchors itself, or makes them in a way that no `dialect` describes.
    """

    code = "RM508"
    name = "link-anchor"
    severity = Severity.ERROR

    dialect: str = option("github", "the renderer whose anchors are meant", choices=DIALECTS)

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        links = [link for link in document.links if link.destination.value.startswith("#") and not link.opaque]
        if not links or _has_unseen_headings(document):
            return
        headings = [text for text in document.texts if text.place == "heading"]
        rendered = [_rendered(text) for text in headings]
        made = anchors(rendered, self.dialect)
        places = dict(zip(reversed(made), (text.span for text in reversed(headings)), strict=True))
        explicit = {
            *_explicit(document),
            *(heading.identifier.value for heading in document.headings if heading.identifier),
        }
        known = {*made, *explicit}
        # GitHub's page finds anchors whatever their case
        found = known | {name.casefold() for name in known} if self.dialect == "github" else known
        candidates: Anchors | None = None
        others = [set(anchors(rendered, dialect)) for dialect in self._dialects_shown(document)]
        found = found.union(*others)
        told: set[Span] = set()
        for link in links:
            fragment = unquote(link.destination.value[1:])
            if link.destination.span not in told and not self._leads(fragment, found):
                told.add(link.destination.span)
                # put in is what every renderer that may be meant makes
                candidates = candidates or Anchors({*explicit, *set(made).intersection(*others)})
                near = candidates.meant(fragment) if len(told) <= _MOST_COMPARED else []
                yield self._missing(link.destination.span, fragment, near, places)

    def _dialects_shown(self, document: Document) -> list[str]:
        """The dialects that the document shows, where the config does not say one."""
        if "dialect" in self.configured:
            return []
        return sorted(_DIALECT_OF.get(name, name) for name in generators(document))

    def _leads(self, fragment: str, known: set[str]) -> bool:
        if _is_no_heading(fragment) or fragment in known:
            return True
        return self.dialect == "github" and fragment.casefold() in known

    def _missing(self, span: Span, fragment: str, near: list[str], places: dict[str, Span]) -> Diagnostic:
        missing = f"no heading here has the anchor '#{shown(fragment)}'"
        if not near:
            return self.finding(span, missing)
        related = [
            Related(places[name], f"the anchor of this heading is '#{shown(name)}'")
            for name in near[:3]
            if name in places
        ]
        if len(near) > 1:
            choice = " or ".join(f"'#{shown(name)}'" for name in near[:3])
            return self.finding(span, f"{missing}; {choice} may be meant", related=related)
        message = f"{missing}; '#{shown(near[0])}' is the one meant"
        return self.finding(span, message, related=related, fix=replacement(span, f"#{near[0]}"))


def _is_no_heading(fragment: str) -> bool:
    """Whether the fragment names something else on the page: the top, a line, a tab, a footnote, text."""
    return (
        fragment.casefold() in ("", "top", "readme", "readme-ov-file")
        or _SIGN_OF_NO_HEADING.search(fragment) is not None
        or _PLACE_OF_ANOTHER_KIND.match(fragment) is not None
    )


_SIGN_OF_NO_HEADING = pattern(r"[/=:!?&#\s]")
_PLACE_OF_ANOTHER_KIND = pattern(r"user-content-|L\d+(?:-L\d+)?$|L\d+C\d+|fn|ref-")
_ATTRIBUTES = pattern(r"(?<![ \t])[ \t]*+\{[:/*\s]*+#[^{}]*+\}[ \t]*+$")


def _rendered(text: Text) -> str:
    """The text of a heading without its `{#id}` and its images."""
    words = _ATTRIBUTES.sub("", text.text) if "{" in text.text else text.text
    return words.replace(OPAQUE, "")


def _explicit(document: Document) -> Iterable[str]:
    """Ids that HTML, attribute lists and MyST targets set, and the anchors of HTML headings."""
    text = document.source.text
    yield from document.anchors
    for attributes in re.finditer(r"\{([^{}\n]{1,200})\}", text):
        yield from re.findall(r"#([\w:.-]+)", attributes[1])
    if ")=" in text:
        yield from re.findall(r"^[ \t]*\(([\w .-]+)\)=[ \t]*$", text, re.MULTILINE)
    for heading in re.finditer(r"<h[1-6][^<>]*>([^\n]{1,200}?)</h[1-6]>", text, re.IGNORECASE):
        yield github_slug(re.sub(r"<[^<>]*>", "", heading[1]).strip())


def _has_unseen_headings(document: Document) -> bool:
    """Whether another file or a template may bring headings that the text does not show."""
    if has_include(document):
        return True
    images = sum(link.image for heading in document.headings for link in heading.links)
    return sum(heading.content.text.count(OPAQUE) for heading in document.headings) > images
