from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_lint.source import Source, Span

STEADY = settings(deadline=None, derandomize=True)
TEXTS = st.text(st.sampled_from("a漢😀\u0301\ufeff\n\r\t \x0b\x0c\x85\u2028\0\ud800"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
        ("a\n\rb", ["a", "", "b"]),
        ("a\u2028b\x0bc\x0cd\x85e\x1cf", ["a\u2028b\x0bc\x0cd\x85e\x1cf"]),
        ("\ufeffa\nb", ["a", "b"]),
    ],
)
def test_lines_end_as_editors_say(text: str, lines: list[str]) -> None:
    source = Source(text)
    assert [source.line_text(number) for number in range(1, source.line_count + 1)] == lines


@pytest.mark.parametrize(
    ("text", "offset", "point"),
    [
        ("ab\ncd", 0, (1, 1)),
        ("ab\ncd", 2, (1, 3)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\r\ncd", 3, (1, 4)),
        ("😀x", 1, (1, 2)),
        ("\ufeff# x", 1, (1, 1)),
        ("\ufeffa\nb", 3, (2, 1)),
        ("ab", 99, (1, 3)),
        ("ab", -1, (1, 1)),
    ],
)
def test_a_point_counts_from_one(text: str, offset: int, point: tuple[int, int]) -> None:
    assert Source(text).point(offset) == point


@STEADY
@given(TEXTS)
def test_lines_cover_the_text_in_order(text: str) -> None:
    source = Source(text)
    spans = [source.line_span(number) for number in range(1, source.line_count + 1)]
    between = [text[before.end : after.start] for before, after in pairwise(spans)]
    assert set(between) <= {"\n", "\r", "\r\n"}
    assert "".join(source[span] + ending for span, ending in zip(spans, [*between, ""], strict=True)) == text


@STEADY
@given(TEXTS, st.integers(0, 30))
def test_a_point_leads_back_to_its_offset(text: str, offset: int) -> None:
    source = Source(text)
    offset = min(offset, len(text))
    point = source.point(offset)
    start = source.line_span(point.line).start
    mark = text.startswith("\ufeff") and point.line == 1 and offset > 0
    assert start + mark + point.column - 1 == offset


@STEADY
@given(TEXTS)
def test_normalised_text_has_the_same_lines(text: str) -> None:
    source = Source(text)
    lines = [source[source.line_span(number)] for number in range(1, source.line_count + 1)]
    assert source.normalised().split("\n") == lines


def test_a_span_takes_code_points() -> None:
    assert Source("a😀b")[Span(1, 2)] == "😀"


def test_a_place_outside_of_the_text_is_on_the_nearest_line() -> None:
    source = Source("a\nb\n")
    assert [source.line_at(offset) for offset in (-9, -1, 0, 2, 99)] == [1, 1, 1, 2, 3]
    assert [source.point(offset).line for offset in (-9, -1, 0, 2, 99)] == [1, 1, 1, 2, 3]
    assert Source("").line_at(-1) == 1
