"""ACME002: the product is spelt as its owners spell it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_lint import Context, Diagnostic, Document, Rule, Severity, option, replacement


class ProductSpelling(Rule):
    """The name of the product is not spelt as the product is.

    ## What it checks

    The name in headings, paragraphs, items and table cells: `ACME` and `acme` where `Acme` is right. The option
    `product` is the right spelling; the `product` of the config, where there is one, goes before its default. Code,
    addresses, and names that only begin with the word (`acme-cli`, `acme.example`) are left alone.

    ## Why it matters

    Who searches the roadmap for the product should find all of it.

    ## Examples

    ```markdown bad
    # ACME Roadmap

    ### v2.8 (Q1 2026)

    - [ ] Install `acme` with acme-cli, as [acme does](https://acme.example/acme)
    ```

    ```text output
    ROADMAP.md:1:3: ACME002 acme-product-spelling note the product is spelt 'Acme', not 'ACME'
      |
    1 | # ACME Roadmap
      |   ^^^^
      = fix: replace with 'Acme'

    ROADMAP.md:5:41: ACME002 acme-product-spelling note the product is spelt 'Acme', not 'acme'
      |
    5 | - [ ] Install `acme` with acme-cli, as [acme does](https://acme.example/acme)
      |                                         ^^^^
      = fix: replace with 'Acme'
    ```

    ```markdown fixed
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - [ ] Install `acme` with acme-cli, as [Acme does](https://acme.example/acme)
    ```
    """

    code = "ACME002"
    name = "acme-product-spelling"
    severity = Severity.NOTE

    product: str = option("Acme", "the right spelling")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        right = self.product if "product" in self.configured else context.project.product or self.product
        word = re.compile(rf"(?<![\w./@:-]){re.escape(right)}(?![\w/@:-]|\.\w)", re.IGNORECASE)
        for text in document.texts:
            for found in word.finditer(text.prose):
                name = text.part(*found.span())
                if name.value != right and name.raw == name.value:  # not split by markup: **ac**me
                    message = f"the product is spelt '{right}', not '{name}'"
                    yield self.finding(name.span, message, fix=replacement(name.span, right))
