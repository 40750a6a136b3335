"""Plain front matter is read without YAML: what is read so is what YAML reads, place by place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_lint.markdown.flat_front_matter import read_flat_front_matter
from roadmap_lint.markdown.front_matter import parsed_front_matter

PLAIN = """---
title: "Acme Roadmap"
linkTitle: 'Plans'
description: What comes next, and when (more or less)
weight: 90
date: 2026-11-24
draft: false
author: Größe
empty: ""
---

# Acme Roadmap
"""

WRITTEN = re.findall(
    r"\S+",
    r"""
    true False YES no on y null Null ~ 0 00 012 0x1F 1_000 1e3 .5 1.30 -3 1:30 2026-11-24 2026-1-4 24.11.2026
    10000000000 '' "" 'a' "a" "a\n" 'it''s' it's a,b << - --- ... !!str &a *a
    """,
)
VALUES = st.one_of(
    st.text(alphabet="aZ09 ,.()'\"/+-:#~!&*?|>@`%[]{}\\_=<é\u2028\u0085\ufeff\t", max_size=12),
    st.sampled_from(WRITTEN),
)
KEYS = st.sampled_from(["title", "weight", "a-b", "_x", "true", "No", "y", "<<", "1", "a b", "ä"])
ENDINGS = st.sampled_from(
    ["---\n\n# A\n", "---\n# A\n", "---\n\n\n\nx", "---", "---\n", "--- \n# A\n", "...\n# A\n", ""]
)


def test_a_usual_head_is_read() -> None:
    flat = read_flat_front_matter(PLAIN)
    assert flat is not None
    assert flat == parsed_front_matter(PLAIN)
    assert len(flat[0].fields) == 8


@pytest.mark.parametrize(
    "line", ["a: b: c", "a: b #c", "a: &b c", "a: [b]", "a: 'b", "a:b", "a:", "a: NO", "- a", "a: |"]
)
def test_what_yaml_could_read_otherwise_is_left_to_it(line: str) -> None:
    assert read_flat_front_matter(f"---\ntitle: A\n{line}\n---\n\n# A\n") is None


@given(st.lists(st.tuples(KEYS, st.sampled_from([": ", ":  ", ":", ":\t"]), VALUES), min_size=1, max_size=4), ENDINGS)
def test_what_is_read_so_is_what_yaml_reads(lines: list[tuple[str, str, str]], ending: str) -> None:
    text = "---\n" + "".join(f"{key}{colon}{value}\n" for key, colon, value in lines) + ending
    flat = read_flat_front_matter(text)
    assert flat is None or flat == parsed_front_matter(text)
