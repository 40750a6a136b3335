from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from roadmap_lint.anchors import github_slug
from roadmap_lint.diagnostic import Diagnostic, Edit, Fix, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import OPAQUE, Document, Text
from roadmap_lint.rule import Context, Rule
from roadmap_lint.urls import shown

# What stands in square brackets in front of an address in round ones, and is no text of a link.
_TAGS = frozenset(
    [
        "x",
        "o",
        "v",
        "sic",
        "done",
        "wip",
        "todo",
        "tbd",
        "rfc",
        "draft",
        "new",
        "optional",
        "deprecated",
        "blocked",
        "ref",
    ]
)
_LONGEST_TEXT = 200


class LinkUnparsed(Rule):
    """Text that was meant as a link and is not read as one.

    ## What it checks

    A blank between the brackets (`[text] (https://…)`), brackets the wrong way round (`(text)[https://…]`), a link
    that is not closed or holds a blank (`[text](https://…`), one whose square bracket is missing
    (`[text(https://…)`), full-width brackets, a link around another link, and the title
    of a section in the place of its anchor (`[text](#Our plans)`). Other addresses without a scheme do not count, nor do
    task boxes, tags such as `[WIP]`, placeholders such as `<number>`, footnotes, references and code. Where one correction is possible, it is made.

    ## Why it matters

    Readers see brackets and half an address instead of a link, and whoever checks links does not see it at all: the
    reference that a task was to be followed by is lost without a warning.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API] (https://github.com/acme/acme/issues/12)
    - [ ] (Web console)[https://github.com/acme/acme/issues/13]
    - [ ] [Audit log](https://github.com/acme/acme/issues/14
    ```

    ```text output
    ROADMAP.md:3:7: RM503 link-unparsed error no blank may stand between '[Plugin API]' and its address
      |
    3 | - [ ] [Plugin API] (https://github.com/acme/acme/issues/12)
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = fix: make it a link

    ROADMAP.md:4:7: RM503 link-unparsed error the brackets are the wrong way round; a link is '[Web console](https://github.com/acme/acme/issues/13)'
      |
    4 | - [ ] (Web console)[https://github.com/acme/acme/issues/13]
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = fix: make it a link

    ROADMAP.md:5:7: RM503 link-unparsed error the link to 'https://github.com/acme/acme/issues/14' is not closed; ')' belongs behind it
      |
    5 | - [ ] [Audit log](https://github.com/acme/acme/issues/14
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = fix: make it a link
    ```

    ```markdown fixed
    # Acme Roadmap

    - [ ] [Plugin API](https://github.com/acme/acme/issues/12)
    - [ ] [Web console](https://github.com/acme/acme/issues/13)
    - [ ] [Audit log](https://github.com/acme/acme/issues/14)
    ```

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API](https://github.com/acme/acme/issues/12 the first part)
    ```

    ```text output
    ROADMAP.md:3:7: RM503 link-unparsed error a blank ends the address of a link; what follows can only be a title in quotes
      |
    3 | - [ ] [Plugin API](https://github.com/acme/acme/issues/12 the first part)
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    - [x] (https://github.com/acme/acme/issues/11 has the details)
    - [ ] [WIP] (https://github.com/acme/acme/pull/15)
    - [ ] [Plugin API](https://github.com/acme/acme/issues/12 "The first part")
    - [ ] Write `[text] (https://example.com)` as a link
    ```

    ## When to disable

    Where a renderer extends the syntax of links.
    """

    code = "RM503"
    name = "link-unparsed"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for text in document.texts:
            if not _may_be_a_link(text.text) or not _may_be_a_link(text.prose):
                continue
            end = 0
            for start, stop, message, edits in sorted(_found(text), key=lambda found: found[:2]):
                if start >= end and not _is_escaped(text, start):
                    end = stop
                    yield self.finding(text.locate(start, stop), message, fix=_fix(text, edits))


def _may_be_a_link(text: str) -> bool:
    """Whether a text has what every text has that a pattern below finds; a task box alone is none."""
    return "http" in text or "](" in text or "] (" in text


# Start and end in the text, what to say, and the replacements (start, end, text) that correct it.
_Edits = list[tuple[int, int, str]]
_Found = tuple[int, int, str, _Edits]


_LABEL = rf"[^\[\]\n]{{1,{_LONGEST_TEXT}}}"
_URL = rf"https?://[^\s()<>\[\]（）{OPAQUE}]+"
_APART = pattern(rf"(?<![\w\]])\[(?P<label>{_LABEL})\](?P<gap>\s{{1,3}})\((?P<url>{_URL}(?:\([^\s()]*\)[^\s()]*)?)\)")
_SWAPPED = pattern(rf"(?<![\w\])])\((?P<label>[^()\[\]]{{1,{_LONGEST_TEXT}}})\)\[(?P<url>{_URL})\]")
_APART_ON_SITE = pattern(
    rf"(?<![\w\]])\[(?P<label>{_LABEL})\](?P<gap>\s{{1,3}})\((?P<url>\.{{0,2}}/[\w./-]+(?:/|\.md|\.html)(?:#[\w-]+)?)\)"
)
_HALF_OPENED = pattern(rf"(?<![\w\]])\[(?P<label>{_LABEL})\](?P<url>{_URL})\)")
_OPENED = pattern(rf"\]\((?P<angle><?)\s*(?P<url>(?:https?:/|\.{{0,2}})/[^\s<>{OPAQUE}]+)")
_MERGED = pattern(rf"(?<!\w)\[(?P<label>[^\[\]()]{{1,{_LONGEST_TEXT}}}[^\s\[\]()])\((?P<url>{_URL})\)(?![^\[]*\])")
_WIDE = pattern(rf"(?<!\w)\[(?P<label>{_LABEL})\](?P<open>[（(])(?P<url>{_URL})(?P<close>[）)])")
_BRACKET = pattern(r"[()]")
_PLACEHOLDER = pattern(r"/<\w[\w -]{2,60}>")
# The title of a section, with its blanks, in the place of its anchor.
_TITLE = pattern(rf"(?<![\w\]])\[(?P<label>{_LABEL})\]\((?P<title>#\w[^()\n<>#{OPAQUE}]{{1,{_LONGEST_TEXT}}})\)")


def _found(text: Text) -> Iterator[_Found]:
    for find in _FINDERS:
        yield from find(text)


def _apart(text: Text) -> Iterator[_Found]:
    for match in (*_APART.finditer(text.prose), *_APART_ON_SITE.finditer(text.prose)):
        if not _is_tag(match["label"]) or _is_number_of(match["label"], match["url"]):
            message = f"no blank may stand between '[{_label(text, match)}]' and its address"
            yield *match.span(), message, [(*match.span("gap"), "")]


def _half_opened(text: Text) -> Iterator[_Found]:
    for match in _HALF_OPENED.finditer(text.prose):
        message = f"'(' is missing; a link is '[{_label(text, match)}]({shown(match['url'])})'"
        yield *match.span(), message, [(match.start("url"), match.start("url"), "(")]


def _swapped(text: Text) -> Iterator[_Found]:
    for match in _SWAPPED.finditer(text.prose):
        link = f"[{_label(text, match)}]({shown(match['url'])})"
        message = f"the brackets are the wrong way round; a link is '{link}'"
        edits = [(match.start(), match.start("label"), "["), (match.end("label"), match.start("url"), "](")]
        yield *match.span(), message, [*edits, (match.end("url"), match.end(), ")")]


def _wide(text: Text) -> Iterator[_Found]:
    for match in _WIDE.finditer(text.prose):
        if match["open"] + match["close"] != "()":
            edits = [(*match.span("open"), "("), (*match.span("close"), ")")]
            yield *match.span(), "the address of a link stands in ASCII brackets, '(…)'", edits


def _merged(text: Text) -> Iterator[_Found]:
    for match in _MERGED.finditer(text.prose):
        message = f"']' is missing; a link is '[{_label(text, match)}]({shown(match['url'])})'"
        yield *match.span(), message, [(match.end("label"), match.end("label"), "]")]


def _titled(text: Text) -> Iterator[_Found]:
    """`[Plans](#Our plans)`: the title of a section is not its anchor."""
    for match in _TITLE.finditer(text.prose):
        if re.search(r"\s", match["title"].strip()) and not _is_tag(match["label"]):
            anchor = shown(f"#{github_slug(match['title'][1:].strip())}", 60)
            yield (
                *match.span(),
                f"a blank ends the address of a link; the anchor of a heading is written '{anchor}'",
                [],
            )


def _opened(text: Text) -> Iterator[_Found]:
    """What is left of `](https://…` was not read as a link: say why."""
    prose = text.prose
    for match in _OPENED.finditer(prose):
        start, url, end = _opening(prose, match.start()), match["url"], match.end()
        if start == 0 and prose[1 : match.start()].strip(" xX") == "":
            continue  # a task box
        if _PLACEHOLDER.search(text.source[text.locate(match.start("url"), end)]):
            continue  # 'milestone/<number>' of a template
        if start < 0:
            span = match.start(), end - len(url) + len(url.rstrip(")"))
            yield *span, f"'[' is missing in front of the text of the link to '{shown(url.rstrip(')'))}'", []
        elif match["angle"]:
            yield start, end, "the address of the link is not closed; it ends in '>)'", []
        elif url.count(")") > url.count("("):
            close = _closing(prose, match.start("url"))
            yield start, close + 1, "a link cannot stand around another link; end it before the other begins", []
        else:
            yield _unclosed(prose, start, match)


def _unclosed(prose: str, start: int, match: re.Match[str]) -> _Found:
    end, url = match.end(), match["url"]
    rest = prose[end : end + 300]
    close = re.match(r"[^()]*\)", rest)
    if close and rest[:1].isspace():
        message = "a blank ends the address of a link; what follows can only be a title in quotes"
        return start, end + close.end(), message, []
    wrong_bracket = url[-1] in "]}" and url.count("[") + url.count("{") == 0
    message = f"the link to '{shown(url[:-1] if wrong_bracket else url)}' is not closed; ')' belongs behind it"
    if wrong_bracket:
        return start, end, message, [(end - 1, end, ")")]
    part_of_name = "(" not in url or re.search(r"_\([^()]*\)$", url) is not None
    certain = part_of_name and url[-1] not in ".,;:!?'\"]}*_~" and re.match(r"\s*[\"'“]", rest) is None
    return start, end, message, [(end, end, ")")] if certain else []


def _label(text: Text, match: re.Match[str]) -> str:
    """The text of a link as messages quote it, code included."""
    return shown(text.text[match.start("label") : match.end("label")], 60)


def _opening(prose: str, end: int) -> int:
    """The bracket that the one at `end` closes; -1 where there is none near."""
    depth = 1
    for at in range(end - 1, max(-1, end - 2 * _LONGEST_TEXT), -1):
        depth += (prose[at] == "]") - (prose[at] == "[")
        if depth == 0:
            return at
    return -1


def _closing(prose: str, start: int) -> int:
    """The bracket that closes the one in front of `start`."""
    depth = 1
    for match in _BRACKET.finditer(prose, start):
        depth += 1 if match[0] == "(" else -1
        if depth == 0:
            return match.start()
    return len(prose) - 1


_FINDERS: tuple[Callable[[Text], Iterator[_Found]], ...] = (
    _apart,
    _half_opened,
    _swapped,
    _wide,
    _merged,
    _titled,
    _opened,
)


def _is_tag(label: str) -> bool:
    word = label.strip().casefold()
    is_short = len(word) < 3 or (label.strip().isupper() and " " not in word)
    return word in _TAGS or word.isdigit() or is_short or word[0] in "^!@#"


def _is_number_of(label: str, url: str) -> bool:
    """Whether `#12` stands in front of the address of number 12."""
    number = label.strip()[1:]
    return label.strip().startswith("#") and number.isdigit() and url.rpartition("/")[2] == number


def _is_escaped(text: Text, start: int) -> bool:
    r"""Whether the bracket is written as `\[`: then it is meant to be seen."""
    return text.source[text.locate(start, start + 1)] != text.text[start]


def _fix(text: Text, edits: _Edits) -> Fix | None:
    """The correction; none where markup, or the start of a line, stands in its way."""
    placed = [Edit(text.locate(start, end), new) for start, end, new in edits]
    written = all(
        text.source[edit.span] == text.text[start:end] for edit, (start, end, _) in zip(placed, edits, strict=True)
    )
    return Fix("make it a link", tuple(placed)) if placed and written else None
