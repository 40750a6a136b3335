from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.generators import generators
from roadmap_lint.model import Document, FrontMatter
from roadmap_lint.model import FrontMatterField as Field
from roadmap_lint.rule import Context, Rule, option
from roadmap_lint.source import Span
from roadmap_lint.spelling import nearest


class FrontMatterField(Rule):
    """A field that the front matter must have is missing, or has a value of the wrong type.

    ## What it checks

    Where there is front matter, it has every field of `required`, and each field named in `types` has that type:
    string, integer, number, boolean, date, list or table. A document without front matter owes none. Unless `required`
    is set, a title is asked for only where none stands at the head of the text and the generator takes it from nowhere
    else: of front matter that Hugo reads (TOML, JSON, or with `weight`, `linkTitle`, `menu`). Pages of MkDocs, Docusaurus,
    Jekyll and VuePress have titles from the text, the navigation or the file's name.

    ## Why it matters

    Without a title the page appears in menus and search results under its file name, or not at all.

    ## Examples

    ```markdown bad
    ---
    titel: Acme Roadmap
    weight: 90
    ---

    - [ ] Ship it
    ```

    ```text output
    ROADMAP.md:2:1: RM002 front-matter-field error the front matter has no 'title': is 'titel' meant?
      |
    2 | titel: Acme Roadmap
      | ^^^^^
    ```

    ```toml options
    types = { weight = "integer" }
    ```

    ```markdown bad
    ---
    title: Acme Roadmap
    weight: ninety
    ---

    - [ ] Ship it
    ```

    ```text output
    ROADMAP.md:3:9: RM002 front-matter-field error 'weight' must be of type integer, not string
      |
    3 | weight: ninety
      |         ^^^^^^
    ```

    ```markdown good
    ---
    title: Acme Roadmap
    weight: 90
    ---

    - [ ] Ship it
    ```

    ## When to disable

    Where the title comes from the first heading; or set `required = []`.
    """

    code = "RM002"
    name = "front-matter-field"
    severity = Severity.ERROR

    required: tuple[str, ...] = option(("title",), "fields that front matter must have")
    types: dict[str, str] = option({"title": "string"}, "types of fields, where they are there")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        front_matter = document.front_matter
        if front_matter is None or front_matter.problems or not front_matter.fields:
            return
        for name in self.required:
            if front_matter.field(name) is None:
                yield from self._missing(name, front_matter, document)
        for name, wanted in self.types.items():
            field = front_matter.field(name)
            if field is not None and not _is_of(wanted, field.kind) and not field.value.raw.startswith("{{"):
                yield self._wrong_type(field, wanted, front_matter)

    def _wrong_type(self, field: Field, wanted: str, front_matter: FrontMatter) -> Diagnostic:
        name = field.key.value
        if field.kind == "null":
            return self.finding(field.key.span, f"'{name}' is empty: it must be of type {wanted}")
        message = f"'{name}' must be of type {wanted}, not {field.kind}"
        if wanted == "string" and field.kind not in ("list", "table"):
            message += f": put it in quotes ('{_written(name, field.value.raw, front_matter)}')"
        return self.finding(field.value.span, message)

    def _is_owed(self, name: str, front_matter: FrontMatter, document: Document) -> bool:
        """Whether the config demands a field, or, of a title, the generator: where it finds none in the text."""
        if name != "title" or "required" in self.configured:
            return True
        if generators(document) != {"hugo"}:
            return False
        if front_matter.field("linkTitle"):
            return True  # Hugo takes no title from a heading
        return not document.headings or document.headings[0].level != 1

    def _missing(self, name: str, front_matter: FrontMatter, document: Document) -> Iterable[Diagnostic]:
        for field in front_matter.fields:
            if field.key.value not in self.required and nearest(field.key.value, [name]):
                yield self.finding(field.key.span, f"the front matter has no '{name}': is '{field.key.value}' meant?")
                return
        if not self._is_owed(name, front_matter, document):
            return
        line = document.source.line_span(document.source.line_at(front_matter.span.start))
        fence = Span(line.end - len(document.source[line].lstrip("\ufeff")), line.end)
        yield self.finding(
            fence, f"the front matter has no '{name}': add '{_written(name, '…', front_matter, quote='')}'"
        )


def _written(name: str, value: str, front_matter: FrontMatter, quote: str = '"') -> str:
    """A field as the format of the front matter writes it."""
    if front_matter.format == "json":
        return f'"{name}": "{value}"'
    if front_matter.format == "toml":
        return f'{name} = "{value}"'
    return f"{name}: {quote}{value}{quote}"


def _is_of(wanted: str, kind: str) -> bool:
    return kind == wanted or (wanted == "number" and kind == "integer")
