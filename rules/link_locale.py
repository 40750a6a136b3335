from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping

from roadmap_lint.addresses import Address, addresses
from roadmap_lint.diagnostic import Diagnostic, Fix, Severity
from roadmap_lint.languages import Locale, language_name, language_of, locale_of, names_language
from roadmap_lint.model import Document, Link
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Rule, replacement
from roadmap_lint.source import Span
from roadmap_lint.urls import WebAddress


class LinkLocale(Rule):
    """A link leads to the page in another language than the document's.

    ## What it checks

    Addresses whose path begins with a locale (`/de/…`, `/zh-cn/…`), and those on hosts that have one for each language
    (`fr.react.dev`). The language of the document is that of its front matter (`lang`), of its path (`content/zh/…`),
    or English where its words say so. Two letters that may be another thing (`/is/`, `/go/`) count on known sites only,
    or where the document links the site in its own language. English pages are fine everywhere; so is a link beside the
    name of its language, and a page that is linked in several ones. The fix takes the locale out, or puts that of the
    site's other links in, and needs a look: not every site has the page there.

    ## Why it matters

    The address was copied from a browser that prefers another language than the readers do. They land on a page that
    they cannot read, often on an old translation.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    The goal of this milestone is support for the [chart format](https://helm.sh/de/docs/topics/charts/) that
    Helm has had from the beginning, and with it the charts which our users have.
    ```

    ```text output
    ROADMAP.md:3:78: RM511 link-locale warning the page is in German, the document in English; without '/de' it would be right
      |
    3 | The goal of this milestone is support for the [chart format](https://helm.sh/de/docs/topics/charts/) that
      |                                                                              ^^
      = fix: take the locale out (unsafe: --unsafe-fixes)
    ```

    ```markdown good
    # Acme Roadmap

    The goal of this milestone is support for the [chart format](https://helm.sh/docs/topics/charts/) that
    Helm has had from the beginning, and with it the charts which our users have.

    - [x] A site in [German](https://docs.acme.dev/de/start/)
    - [ ] [How it is built](https://acme.dev/is/built/)
    ```

    ## When to disable

    Where readers understand the languages of the pages.
    """

    code = "RM511"
    name = "link-locale"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        pages = [page for address in addresses(document) if (page := _page(address)) is not None]
        localised = {page.parts.host for page in pages if _english(page)}
        foreign = [(page, locale) for page in pages if (locale := _foreign(page, localised)) is not None]
        own = language_of(document) if foreign else None
        if own is None:
            return
        around = _Surroundings(document)
        sites = _locales_of_sites(pages, own)
        languages: dict[str, set[str]] = defaultdict(set)
        for page, locale in foreign:
            languages[_without(page, locale)].add(locale.language)
        for page, locale in foreign:
            several = len(languages[_without(page, locale)]) > 1
            if locale.language != own and not several and not around.mean(page, locale):
                yield self._other_language(page, locale, own, sites)

    def _other_language(self, page: _Page, locale: Locale, own: str, sites: Mapping[str, str]) -> Diagnostic:
        url = page.address.value
        hidden = url.value != url.raw
        place = url.span if hidden else Span(url.span.start + locale.start, url.span.start + locale.end)
        theirs, ours = language_name(locale.language), language_name(own)
        message = f"the page is in {theirs}, the document in {ours}"
        if not locale.in_path:
            return self.finding(place, f"{message}; a page in {ours} would be right")
        right = sites.get(page.parts.host, "")
        would = f"'/{right}' instead of '/{locale.text}'" if right else f"without '/{locale.text}' it"
        fix = None if hidden else _fix(place, right)
        return self.finding(place, f"{message}; {would} would be right", fix=fix)


class _Page(Record):
    """An address of the web, and its parts."""

    address: Address
    parts: WebAddress


def _page(address: Address) -> _Page | None:
    return _Page(address, address.parts) if address.parts else None


def _foreign(page: _Page, localised: set[str]) -> Locale | None:
    """The locale of a page; English is understood everywhere."""
    locale = locale_of(page.parts, localised=page.parts.host in localised)
    return locale if locale and locale.language != "en" else None


def _english(page: _Page) -> bool:
    return page.parts.path.split("/")[1:2] in (["en"], ["en-us"], ["en-US"], ["en-gb"])


def _without(page: _Page, locale: Locale) -> str:
    """The address without its locale."""
    url = page.address.value.value
    return url[: locale.start] + url[locale.end :]


def _locales_of_sites(pages: Iterable[_Page], own: str) -> dict[str, str]:
    """The locale of the document's language as each site writes it, where a link shows it."""
    found: dict[str, str] = {}
    for page in pages:
        first = page.parts.path.split("/")[1:2]
        if first and re.split(r"[-_]", first[0].lower())[0] == own:
            found.setdefault(page.parts.host, first[0])
        elif own == "en" and page.parts.host.endswith((".readthedocs.io", ".rtfd.io")):
            found.setdefault(page.parts.host, own)
    return found


def _fix(place: Span, right: str) -> Fix:
    if right:
        return replacement(place, right, safe=False)
    without_slash = replacement(Span(place.start, place.end + 1), "", safe=False)
    return without_slash._replace(title="take the locale out")


class _Surroundings:
    """What a document says around its links."""

    def __init__(self, document: Document) -> None:
        self._texts = document.texts
        self._links: dict[Span, list[Link]] = {}
        for link in document.links:
            self._links.setdefault(link.destination.span, []).append(link)
        self._heading_of: list[int | None] = []
        for index, text in enumerate(self._texts):
            above = self._heading_of[-1] if index else None
            self._heading_of.append(index if text.place == "heading" else above)
        self._named: dict[tuple[int, str], bool] = {}

    def mean(self, page: _Page, locale: Locale) -> bool:
        """Whether the text around a link, or the heading above it, says that it leads to another language."""
        return any(self._means(link, locale.language) for link in self._links.get(page.address.value.span, ()))

    def _means(self, link: Link, language: str) -> bool:
        letters = [character for character in link.text.value if character.isalpha()]
        if letters and not any(character.isascii() for character in letters):
            return True  # the text is in that language
        if any(names_language(text, language) for text in (link.text.value, link.title or "")):
            return True
        index = bisect_right(self._texts, link.span.start, key=lambda text: text.span.start) - 1
        if index < 0:
            return False
        heading = self._heading_of[index]
        return self._names(index, language) or (heading is not None and self._names(heading, language))

    def _names(self, index: int, language: str) -> bool:
        if (index, language) not in self._named:
            self._named[index, language] = names_language(self._texts[index].text, language)
        return self._named[index, language]
