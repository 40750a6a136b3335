from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from roadmap_lint.addresses import addresses
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.forges import REFERENCE, forge_address
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Text
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, OptionError, Rule, option, replacement
from roadmap_lint.source import Span
from roadmap_lint.urls import shown

_TRACKED = ("issue", "pull request", "discussion")


class LinkBare(Rule):
    """A bare address, or the number of an issue, of which a renderer may make no link.

    ## What it checks

    Addresses in the prose (`https://…`): GitHub, GitLab, Hugo and Docusaurus make links of them; CommonMark, MkDocs,
    MyST and Jekyll leave them as text. And `#12` or `acme/acme#12`: in issues and comments these are links, in files
    GitHub and the generators of sites leave them as text. MDX has no `<https://…>`, and makes links of addresses: there
    they are fine. Numbers of one digit count in brackets or with a repository only, since "#1" may be a rank. Where it
    is known in which repository a number is, by the option or because all issues that the document links are in one,
    it becomes a link.

    This rule is off unless it is selected.

    ## Why it matters

    Readers see a number and cannot follow it, or have to copy an address by hand; and what they read depends on where
    they read it.

    ## Examples

    ```toml options
    repository = "acme/acme"
    ```

    ```markdown bad
    # Acme Roadmap

    - [ ] Plugin API (#12)
    - [ ] Web console, see https://example.com/console
    ```

    ```text output
    ROADMAP.md:3:19: RM513 link-bare note in a file, '#12' is no link; '[#12](https://github.com/acme/acme/issues/12)' would be
      |
    3 | - [ ] Plugin API (#12)
      |                   ^^^
      = fix: make it a link

    ROADMAP.md:4:24: RM513 link-bare note not every renderer makes a link of this address; '<…>' around it does
      |
    4 | - [ ] Web console, see https://example.com/console
      |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = fix: make it a link
    ```

    ```markdown fixed
    # Acme Roadmap

    - [ ] Plugin API ([#12](https://github.com/acme/acme/issues/12))
    - [ ] Web console, see <https://example.com/console>
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] Plugin API ([#12](https://github.com/acme/acme/issues/12)), our goal #1
    - [ ] Web console, see <https://example.com/console>, `#12` and `https://example.com`
    ```

    ## When to disable

    Where the roadmap is read in one place, and that makes the links.
    """

    code = "RM513"
    name = "link-bare"
    severity = Severity.NOTE
    default = False

    addresses: bool = option(True, "whether bare addresses count, besides numbers of issues")
    repository: str = option("", "where '#12' is: 'acme/acme' on GitHub, or the address of a repository")

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        if self.repository and _site(self.repository) is None:
            message = f"option 'repository' takes 'owner/name' or the address of a repository, not {self.repository!r}"
            raise OptionError(message, "repository")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        if self.addresses and not _is_mdx(document):
            yield from self._bare_addresses(document)
        linked = _linked(document)
        site = _site(self.repository) or _site_of(document)
        for text in document.texts:
            if "#" not in text.prose and "GH-" not in text.prose:
                continue
            for match in _references(text):
                place = text.locate(*match.span())
                if document.source[place] == match[0] and not _is_within(place, linked):
                    yield self._reference(place, match, site)

    def _bare_addresses(self, document: Document) -> Iterator[Diagnostic]:
        texts = document.texts
        in_html = _html_links(document)
        for address in addresses(document):
            url, span = address.value, address.value.span
            index = bisect_right(texts, span.start, key=lambda text: text.span.start)
            if not address.bare or not url.value.lower().startswith("http") or not index:
                continue
            before = document.source.text[max(texts[index - 1].span.start, span.start - 3) : span.start]
            if re.search(r"\]\s?\($|[\[<]$", before) or _is_within(span, in_html):
                continue  # link-unparsed has more to say of what was meant as a link
            message = "not every renderer makes a link of this address; '<…>' around it does"
            sound = url.value == url.raw and not re.search(r"[<>\s]", url.value)
            fix = replacement(span, f"<{url.value}>")._replace(title="make it a link") if sound else None
            yield self.finding(span, message, fix=fix)

    def _reference(self, place: Span, match: re.Match[str], site: _Site | None) -> Diagnostic:
        link = site.link(match) if site else None
        message = f"in a file, '{shown(match[0])}' is no link"
        if link is None:
            return self.finding(place, f"{message}; the issue's address behind it, in '[…](…)', makes it one")
        fix = replacement(place, link)._replace(title="make it a link")
        return self.finding(place, f"{message}; '{shown(link, 120)}' would be", fix=fix)


class _Site(Record):
    """A forge, and the repository on it that `#12` is in, if that is known."""

    root: str
    repository: str | None

    def link(self, match: re.Match[str]) -> str | None:
        named = f"{match['owner']}/{match['repository']}" if match["owner"] else self.repository
        return f"[{match[0]}]({self.root}/{named}/issues/{match['number']})" if named else None


def _site(repository: str) -> _Site | None:
    if re.fullmatch(r"[\w.-]+/[\w.-]+", repository, re.ASCII):
        return _Site("https://github.com", repository)
    match = re.fullmatch(r"(https?://[\w.:-]+)/([\w.-]+(?:/[\w.-]+)+?)(?:\.git)?/?", repository, re.ASCII)
    return _Site(match[1], match[2]) if match else None


def _site_of(document: Document) -> _Site | None:
    """The one forge, and the one repository, that all issues are in which a document links; `None` without a forge."""
    found = [
        named
        for link in document.links
        if (named := forge_address(link.destination.value)) is not None and named.kind in _TRACKED
    ]
    hosts = {named.host.removeprefix("www.") for named in found}
    if len(hosts) != 1:
        return None
    one = all(named.is_of(found[0].owner, found[0].repository) for named in found)
    return _Site(f"https://{hosts.pop()}", f"{found[0].owner}/{found[0].repository}" if one else None)


# What is counted with a '#', and is no issue.
_COUNTED = pattern(r"(?:priority|rank|place|goal|rule|step|phase|part|item|no\.?|number|version|release)[\s:]*$", re.I)


def _references(text: Text) -> Iterator[re.Match[str]]:
    for match in REFERENCE.finditer(text.prose):
        before, after = (
            text.prose[max(0, match.start() - 20) : match.start()],
            text.prose[match.end() : match.end() + 1],
        )
        bracketed = before.endswith("(") and after.startswith(")")
        alone = match[0].startswith("#") and len(match["number"]) < 2 and not bracketed
        in_brackets = before.endswith("[") and after.startswith("]")
        if not alone and not in_brackets and not _COUNTED.search(before):
            yield match


def _linked(document: Document) -> list[Span]:
    """The stretches that are within a link of any kind, in order and apart."""
    apart: list[Span] = []
    for span in sorted((*(link.span for link in document.links), *_html_links(document))):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
        elif span.end > apart[-1].end:
            apart[-1] = Span(apart[-1].start, span.end)
    return apart


def _html_links(document: Document) -> list[Span]:
    return [Span(*match.span()) for match in _HTML_LINK.finditer(document.source.text)]


_HTML_LINK = pattern(r"<a\s.*?(?:</a>|\Z)", re.IGNORECASE | re.DOTALL)


def _is_within(place: Span, spans: list[Span]) -> bool:
    """Whether a place is in one of the spans, which are in order and apart."""
    index = bisect_right(spans, place.start, key=lambda span: span.start)
    return index > 0 and place.start < spans[index - 1].end


def _is_mdx(document: Document) -> bool:
    """Whether a document is read as MDX: by its suffix, or as a page of Docusaurus, which has no `<https://…>`."""
    front_matter = document.front_matter
    fields = {field.key.value for field in front_matter.fields} if front_matter else set()
    return (
        document.path.lower().endswith(".mdx")
        or not fields.isdisjoint(("sidebar_label", "sidebar_position", "pagination_label", "hide_table_of_contents"))
        or "{/*" in document.source.text
        or re.search(r"^(?:import|export)\s.+(?:from|=|\{)", document.source.text, re.MULTILINE) is not None
    )
