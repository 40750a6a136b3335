from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, Rule


class FrontMatterSyntax(Rule):
    """The front matter cannot be read: it is not valid YAML, TOML or JSON, is not closed, or repeats a key.

    ## What it checks

    The block between `---` (YAML), `+++` (TOML) or `{` and `}` (JSON) at the head of the document.

    ## Why it matters

    Site generators fail on it, or worse, publish the page with its metadata as text. Of a repeated key one value is
    lost without a word.

    ## Examples

    ```markdown bad
    ---
    title: "Acme Roadmap
    weight: 90
    ---

    # Acme Roadmap
    ```

    ```text output
    ROADMAP.md:2:1: RM001 front-matter-syntax error the front matter is not valid YAML: a quote opened here is not closed
      |
    2 | title: "Acme Roadmap
      | ^^^^^^^^^^^^^^^^^^^^
    ```

    ```markdown bad
    ---
    title: Acme Roadmap
    weight: 90
    title: Roadmap of Acme
    ---

    # Acme Roadmap
    ```

    ```text output
    ROADMAP.md:4:1: RM001 front-matter-syntax error the front matter repeats the key 'title' of line 2: one of the two is lost
      |
    4 | title: Roadmap of Acme
      | ^^^^^
    ```

    A thematic break at the head of a document is no front matter:

    ```markdown good
    ---

    # Acme Roadmap

    - [ ] Ship it
    ```

    ## When to disable

    Where the site uses a metadata format of its own between the same marks.
    """

    code = "RM001"
    name = "front-matter-syntax"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        if document.front_matter is not None:
            for problem in document.front_matter.problems:
                yield self.finding(problem.span, problem.message)
