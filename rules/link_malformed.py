from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.addresses import addresses
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, Rule
from roadmap_lint.urls import fault


class LinkMalformed(Rule):
    r"""An address is not a valid URL.

    ## What it checks

    The addresses of links, images and definitions: a scheme written twice (`https://https://`) or wrongly (`htps://`,
    `https//`, `https:/`), a blank or backslash inside, a host or port that cannot be one, a percent sign that begins
    no escape, a second `#` or `@`, a quote. Relative paths, mail addresses, other schemes, internationalised names,
    hosts without a dot and placeholders (`$HOST`) are fine. The fix is made where only one correction is possible.

    ## Why it matters

    Renderers make a link of it all the same. It looks like the others, and leads nowhere: readers who want to follow
    up a promise, and link checkers that skip what they cannot parse, both end there.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API](htps://github.com/acme/acme/issues/12)
    - [ ] [Web console](https//example.com/console)
    ```

    ```text output
    ROADMAP.md:3:20: RM501 link-malformed error no address begins with 'htps://'; 'https://' would
      |
    3 | - [ ] [Plugin API](htps://github.com/acme/acme/issues/12)
      |                    ^^^^^^^
      = fix: replace with 'https://'

    ROADMAP.md:4:21: RM501 link-malformed error no address begins with 'https//'; 'https://' would
      |
    4 | - [ ] [Web console](https//example.com/console)
      |                     ^^^^^^^
      = fix: replace with 'https://'
    ```

    ```markdown fixed
    # Acme Roadmap

    - [ ] [Plugin API](https://github.com/acme/acme/issues/12)
    - [ ] [Web console](https://example.com/console)
    ```

    ```markdown bad
    # Acme Roadmap

    See <https://example.com:80800/plans> and [the notes](https://example.com/notes#v2#breaking).
    ```

    ```text output
    ROADMAP.md:3:26: RM501 link-malformed error '80800' is no port; a port is a number up to 65535
      |
    3 | See <https://example.com:80800/plans> and [the notes](https://example.com/notes#v2#breaking).
      |                          ^^^^^

    ROADMAP.md:3:83: RM501 link-malformed error the address has a second '#'; it can have one
      |
    3 | See <https://example.com:80800/plans> and [the notes](https://example.com/notes#v2#breaking).
      |                                                                                   ^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] [Snapshot of the plans](https://web.example.com/web/2025/https://example.com/plans)
    - [ ] [Staging](http://acme-staging:8080/), on <http://[2001:db8::1]/>
    - [ ] [Chat](https://matrix.to/#/#acme:example.com)
    ```

    ## When to disable

    Where addresses hold placeholders of a template language that the linter does not know.
    """

    code = "RM501"
    name = "link-malformed"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for address in addresses(document):
            found = fault(address.value.value)
            if found is not None:
                yield self.finding(address.place(found), found.message, fix=address.correction(found))
