"""What must hold of every document that was read: where its values, texts and links stand."""

from __future__ import annotations

from collections.abc import Iterator

from roadmap_lint.markdown.html_cells import raised
from roadmap_lint.model import OPAQUE, Document, Group, Heading, Task, Text, Value
from roadmap_lint.parser import parse
from roadmap_lint.source import Source, Span


def walk(thing: object) -> Iterator[object]:
    """Everything that a document holds, by its types alone."""
    yield thing
    if isinstance(thing, Document):
        parts = [getattr(thing, name) for name in Document.__slots__ if name != "source"]
    elif isinstance(thing, Text):
        parts = [thing.span, *thing.pieces]
    elif isinstance(thing, tuple | frozenset) and not isinstance(thing, Span):
        parts = list(thing)
    else:
        return
    for part in parts:
        yield from walk(part)


def parse_proven(text: str, path: str = "ROADMAP.md") -> Document:
    """Parse a text, and prove every span in the document."""
    document = parse(text, path)
    for thing in walk(document):
        if isinstance(thing, Span):
            assert 0 <= thing.start <= thing.end <= len(text), thing
        elif isinstance(thing, Value):
            assert text[thing.span.start : thing.span.end] == thing.raw, thing
            assert "\ufdd0" not in str(thing.value) or "\ufdd0" in text, "a placeholder leaked"
        elif isinstance(thing, Text):
            _prove_text(text, thing)
        for whole, content in _wholes(thing):
            _prove_whole(whole, content)
    assert list(document.links) == sorted(document.links, key=lambda link: link.span)
    return document


def _wholes(thing: object) -> Iterator[tuple[Value[str], Text]]:
    """The values that reach to the end of their block's content, and the content."""
    if isinstance(thing, Task):
        yield thing.text, thing.content
    elif isinstance(thing, Group):
        yield thing.title, thing.content
    elif isinstance(thing, Heading) and thing.identifier is None and thing.content.place == "heading":
        yield thing.text, thing.content
    elif isinstance(thing, Document):
        goals = {milestone.goal.span.end: milestone.goal for milestone in thing.milestones if milestone.goal}
        yield from ((goals[text.span.end], text) for text in thing.texts if text.text and text.span.end in goals)
        yield from (
            (proposal.title, item.content)
            for proposals in thing.proposals
            for proposal in proposals
            for item in [*thing.groups, *thing.tasks]
            if item.span == proposal.span
        )


def _prove_whole(whole: Value[str], content: Text) -> None:
    """What is no part of the value in its block is text before it: `raw` has all the markup around the value."""
    assert content.text.endswith(whole.value), (whole, content)
    start = len(content.text) - len(whole.value)
    if not whole.value:
        assert not whole.raw, whole
        return
    assert whole.span.end == content.span.end, (whole, content)
    assert whole.span.start == (content.locate(start - 1, start).end if start else content.span.start), (whole, content)


def _prove_text(source: str, text: Text) -> None:
    """The pieces make up the text in order; they stand in order in the source, and do not overlap there."""
    assert [piece.start for piece in text.pieces] == [0, *(piece.end for piece in text.pieces)][: len(text.pieces)]
    assert (text.pieces[-1].end if text.pieces else 0) == len(text.text)
    assert len(text.prose) == len(text.text)
    before = Span(text.span.start, text.span.start)
    for piece in text.pieces:
        # spaces that one tab stands for share its place
        assert before.end <= piece.span.start or piece.span == before, (text, piece)
        assert piece.span.end <= text.span.end, (text, piece)
        raw, rendered = source[piece.span.start : piece.span.end], text.text[piece.start : piece.end]
        if piece.exact:
            assert raw.replace("\0", "\ufffd") == rendered, (text, piece)  # a NUL reads as U+FFFD, says CommonMark
        else:
            assert (
                rendered in (" ", OPAQUE)
                or "&" in raw
                or "\\" in raw
                or raw.startswith(("{", "`"))
                or rendered == raised(raw)
            ), (
                text,
                piece,
            )
        before = piece.span


def line_of(text: str, span: Span) -> int:
    return Source(text).line_at(span.start)
