"""The table of heading notations: every example that it gives, and every heading that it must leave alone."""

from __future__ import annotations

import pytest

from roadmap_lint.parser.headings import HEADING_NOTATIONS, Example, HeadingNotation, HeadingReading, Seen, read_heading

Parts = tuple[str | None, str | None, str | None]


def parts(text: str, reading: HeadingReading) -> Parts:
    """Product, version and period as they are written."""
    ranges = (
        reading.product,
        reading.version[1] if reading.version else None,
        reading.period[1] if reading.period else None,
    )
    product, version, period = (text[slice(*part)] if part else None for part in ranges)
    return product, version, period


EXAMPLES = [(row, example) for row in HEADING_NOTATIONS for example in row.examples]
OTHERS = [(row, text) for row in HEADING_NOTATIONS for text in row.others]


@pytest.mark.parametrize(("row", "example"), EXAMPLES, ids=[example.text for _, example in EXAMPLES])
def test_each_notation_reads_the_examples_that_it_gives(row: HeadingNotation, example: Example) -> None:
    reading = row.read(Seen(example.text, example.below))
    assert reading
    assert parts(example.text, reading) == (example.product, example.version, example.period)
    assert read_heading(example.text, example.below) == reading  # no row above it reads something else


@pytest.mark.parametrize(("row", "text"), OTHERS, ids=[text for _, text in OTHERS])
def test_each_notation_leaves_alone_what_comes_close(row: HeadingNotation, text: str) -> None:
    assert row.read(Seen(text, None)) is None
