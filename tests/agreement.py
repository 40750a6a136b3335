"""What roadmap-lint and another parser of Markdown, markdown-it-py, both see in a text."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from roadmap_lint.markdown import read_markdown
from roadmap_lint.markdown.tree import Block, Code, Container, Html, List, Paragraph, Quote, TableNode
from roadmap_lint.model import Heading, Text
from roadmap_lint.source import Source

# What only one of the two knows, or reads as GitHub does: templates, footnotes, admonitions, definition lists, `~one~`.
APART = ("{{", "{%", "{:", "{#", "{/*", ":::", "[^", "!!! ", "??? ", '=== "', "\n:", "\n\n: ", "~")
SEEN = {
    "heading_open",
    "paragraph_open",
    "bullet_list_open",
    "ordered_list_open",
    "list_item_open",
    "blockquote_open",
    "table_open",
    "th_open",
    "td_open",
    "fence",
    "code_block",
    "html_block",
}


def agree(text: str) -> None:
    """Both see the same blocks in each other, with the same words in them, and the same links and images."""
    tree = read_markdown(Source(text))
    body = text[tree.front_matter.span.end :] if tree.front_matter else text.removeprefix("\ufeff")
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    assert list(_blocks(tree.blocks)) == list(_outline(tokens))
    links = [link for link in tree.links if link.kind not in ("literal", "autolink")]
    assert sorted(unquote(link.destination.value) for link in links) == sorted(_addresses(tokens))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case Heading():
                yield f"h{block.level}", _words(block.content)
            case Paragraph():
                yield "p", _words(block.content)
            case List():
                yield ("ol" if block.ordered else "ul"), ""
                for item in block.items:
                    yield "li", ""
                    yield from _blocks(item.children)
            case Quote() | Container():
                yield "blockquote", ""
                yield from _blocks(block.children)
            case TableNode():
                yield "table", ""
                yield from (("th", _words(cell)) for cell in block.header)
                yield from (("td", words) for row in block.rows for cell in row.cells if (words := _words(cell)))
            case Code():
                yield "code", ""
            case Html():
                yield "html", ""


def _words(text: Text) -> str:
    return "".join(text.text.replace("\ufffc", "").split())


def _outline(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    for index, token in enumerate(tokens):
        if token.type not in SEEN:
            continue
        inline = tokens[index + 1] if token.type in ("heading_open", "paragraph_open", "th_open", "td_open") else None
        words = "".join(_shown(inline.children or ()).split()) if inline else ""
        if token.type == "td_open" and not words:
            continue  # with empty ones it fills rows that are short of cells
        yield {"fence": "code", "code_block": "code", "html_block": "html"}.get(token.type, token.tag), words


def _shown(tokens: list[Token] | tuple[()]) -> str:
    kinds = ("text", "text_special", "code_inline")
    return " ".join(token.content if token.type in kinds else "" for token in tokens).replace("\ufffc", "")


def _addresses(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "image" or (child.type == "link_open" and child.markup != "autolink"):
                yield unquote(str(child.attrs["src" if child.type == "image" else "href"]))


def is_plain(text: str) -> bool:
    """Whether a text has nothing that only one of the two knows."""
    return not any(mark in text for mark in APART)
