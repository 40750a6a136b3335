"""Every value stands where the document says, whatever the document: roadmaps of a known model, and arbitrary text."""

from __future__ import annotations

import os
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from spans import parse_proven

from roadmap_lint.model import OPAQUE, Document, Link, Value

# More by hand: SPAN_EXAMPLES=20000 pytest tests/test_spans.py
EXAMPLES = int(os.environ.get("SPAN_EXAMPLES", "250"))
PROVEN = settings(max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES <= 1000)


class Inline(NamedTuple):
    """Markdown on one line, what a reader sees of it, and the addresses of its links, as written and as meant."""

    raw: str
    text: str
    links: tuple[tuple[str, str, str], ...] = ()  # kind, raw destination, destination


WORDS = st.text(st.sampled_from("abz漢é😀e\u0301\xa0\u2028\x0c"), min_size=1, max_size=6).filter(
    lambda word: word[0] not in "\xa0\u2028\x0c" and word[-1] not in "\xa0\u2028\x0c\u0301"
)
ADDRESS = [("x.md", "x.md"), ("/a?b&amp;c", "/a?b&c"), (r"a\(b", "a(b"), ("#a-b", "#a-b"), ("漢/😀", "漢/😀")]
TITLES = st.sampled_from(["", ' "a title"', " 'it'", ' (so "so")'])

INLINES = st.one_of(
    WORDS.map(lambda word: Inline(word, word)),
    st.sampled_from([Inline(r"\*", "*"), Inline("&amp;", "&"), Inline("&#x41;", "A"), Inline(r"\[x\]", "[x]")]),
    st.sampled_from([Inline("1.30\0b", "1.30\ufffdb"), Inline("\ud800", "\ud800"), Inline("a_b_c", "a_b_c")]),
    WORDS.map(lambda word: Inline(f"`{word} *`", f"{word} *")),
    WORDS.map(lambda word: Inline(f"``{word}`b``", f"{word}`b")),
    st.tuples(st.sampled_from(["*", "**", "***", "~~"]), WORDS).map(
        lambda made: Inline(f"{made[0]}{made[1]}{made[0]}", made[1])
    ),
    st.just(Inline("x{{< icon name=`*x` >}}", f"x{OPAQUE}")),
    st.builds(
        lambda word, to, title: Inline(f"[{word}]({to[0]}{title})", word, (("inline", *to),)),
        WORDS,
        st.sampled_from(ADDRESS),
        TITLES,
    ),
    st.just(Inline(r"[a [b] \] `]`](<x y> 't')", "a [b] ] ]", (("inline", "x y", "x y"),))),
    st.just(Inline("![**alt**](i.png)", OPAQUE, (("inline", "i.png", "i.png"),))),
    st.just(Inline("[![i](i.png)](to)", OPAQUE, (("inline", "to", "to"), ("inline", "i.png", "i.png")))),
    st.just(Inline("[full text][Ref]", "full text", (("full", "to/ref?a&amp;b", "to/ref?a&b"),))),
    st.just(Inline("[ref][]", "ref", (("collapsed", "to/ref?a&amp;b", "to/ref?a&b"),))),
    st.just(Inline("[REF]", "REF", (("shortcut", "to/ref?a&amp;b", "to/ref?a&b"),))),
    st.just(Inline("<https://a.b/c>", "https://a.b/c", (("autolink", "https://a.b/c", "https://a.b/c"),))),
    st.just(Inline("https://d.e/f(g)", "https://d.e/f(g)", (("literal", "https://d.e/f(g)", "https://d.e/f(g)"),))),
)
NAMES = [("e", "e"), (r"Fl\_x", "Fl_x"), ("Acme", "Acme")]
PERIODS = ["Q1 2026", "mid Q4 2026", "H2 2027", "July 2023", "TBA"]
STATUSES = ["In Progress", "🟡 Completed on 2025-02-20", "Provisional"]


class Expected(NamedTuple):
    """What a milestone must be read as: raw texts, and (raw, text, checked) of each task."""

    version: str
    period: str
    status: str
    goal: tuple[str, str]
    tasks: tuple[tuple[str, str, bool | None], ...]
    claims: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]


def _wrapped(draw: st.DrawFn, parts: list[Inline], indent: str) -> tuple[str, str]:
    """The parts on one line or more, and the text that they make."""
    raw = "word"
    for part in parts:
        raw += draw(st.sampled_from([" ", " ", f"\n{indent}", f"  \n{indent}", f"\\\n{indent}", f"\n{indent} "]))
        raw += part.raw
    return raw, " ".join(["word", *(part.text for part in parts)])


def _emphasised(draw: st.DrawFn, raw: str, text: str) -> tuple[str, str]:
    """The text as it is, or with markup at both ends or at its end alone."""
    return draw(
        st.sampled_from(
            [
                (raw, text),
                (f"{raw} `end`", f"{text} end"),
                (f"**begin** {raw} __end__", f"begin {text} end"),
                (f"`begin` {raw} ~~*end*~~", f"begin {text} end"),
            ]
        )
    )


@st.composite
def milestones(draw: st.DrawFn, number: int) -> tuple[str, Expected]:
    version, period = f"v2.{number}", draw(st.sampled_from(PERIODS))
    status = draw(st.sampled_from(STATUSES))
    goal_parts = draw(st.lists(INLINES, max_size=4))
    goal, goal_text = _emphasised(draw, *_wrapped(draw, goal_parts, ""))
    links = [link for part in goal_parts for link in part.links]
    lines = [f"### {version} ({period})", "", f"**Status**: {status}", "", goal, ""]
    marker = draw(st.sampled_from(["- ", "* ", "1. ", "-\t"]))
    width = 4 if "\t" in marker else len(marker)
    indent = draw(st.sampled_from([" " * width, "\t"])) if width > 2 else " " * width
    tasks: list[tuple[str, str, bool | None]] = []
    lines.append(f"{marker}**Group**")
    for mark in draw(st.lists(st.sampled_from(["[ ] ", "[x] ", "[X] ", ""]), min_size=1, max_size=3)):
        parts = draw(st.lists(INLINES, max_size=3))
        raw, text = _emphasised(draw, *_wrapped(draw, parts, f"{indent}  "))
        lines.append(f"{indent}- {mark}{raw}")
        tasks.append((raw, text, None if not mark else mark[1] != " "))
        links += [link for part in parts for link in part.links]
    claims: list[str] = []
    for claim, raws in draw(
        st.lists(
            st.sampled_from(
                [
                    ("End support for Flux v2.5.x", ["v2.5.x"]),
                    ("End-to-end testing for\n{}Kubernetes 1.29 and **1.30**", ["1.29", "1.30"]),
                    ("Remove deprecated APIs in\n{}the group `a.b.io/v1beta2`", ["a.b.io/v1beta2"]),
                    ("Deprecate APIs in group\n{}`a.b.io/v1`", ["a.b.io/v1"]),
                    ("Promote the `Event` API\n{}to `v1`", ["v1"]),
                ]
            ),
            max_size=3,
        )
    ):
        written = claim.replace("{}", f"{indent}  ")
        lines.append(f"{indent}- [ ] {written}")
        tasks.append((written, " ".join(claim.replace("{}", "").split()).replace("`", "").replace("**", ""), False))
        claims += raws
    return "\n".join([*lines, ""]), Expected(
        version,
        period,
        status.lstrip("🟡 ").split(" on ")[0],
        (goal, goal_text),
        tuple(tasks),
        tuple(claims),
        tuple(links),
    )


FRONT_MATTER = ["", "---\ntitle: 'It''s'\nweight: 1.30\nlist:\n  - a\n  - b\n---\n", '+++\ntitle = "a\\tb"\n+++\n']
FRONT_MATTER += ['{\n"title": "\\u00e9", \n"a": 1\n}\n']
EXTRAS = [
    "{{% alert title=`a` %}}\nText of [an alert](/x/).\n{{% /alert %}}\n",
    "> quoted\n> - [ ] a task\n> wrapped [l\n> ink](<to\\>>\n> 'title')\n",
    "| a | b |\n|---|:-:|\n| `x\\|y` \\| z | same | too many |\n| same | same |\n| short\n",
    "```\n[not](a-link)\n```\n\n    [nor](this)\n",
    "<!-- a comment -->\n<a id='x'>\n",
    "Setext *title*  \nwrapped\n------\n",
    "<h2 id='n'>Notes &amp;\n <code>more</code></h2>\n",
    "**Later**\n- a\n\n_Up next_ :\n\n- b\n",
    "<details><summary>Up next</summary>\n\n- a\n\n</details>\n",
]


@st.composite
def roadmaps(draw: st.DrawFn) -> tuple[str, list[Expected]]:
    made = [draw(milestones(number)) for number in range(8, 8 + draw(st.integers(1, 2)))]
    extras = draw(st.lists(st.sampled_from(EXTRAS), max_size=3))
    text = draw(st.sampled_from(FRONT_MATTER)) + "# Roadmap\n\n" + "\n".join([*extras, "## Milestones {#ms}\n\n"])
    text += "\n".join(raw for raw, _ in made)
    text += "\n## Proposals\n\n- [x] [RFC-0001](a) One\n- [ ] [RFC-0002](b) Two\n\n[ref]: to/ref?a&amp;b 'title'\n"
    ending = draw(st.sampled_from(["\n", "\r\n", "\r", "mixed"]))
    if ending == "mixed":
        lines = text.split("\n")
        # a line feed right behind a carriage return would make one ending of two
        endings = [draw(st.sampled_from(["\n", "\r\n", "\r"] if line else ["\r\n", "\r"])) for line in lines[:-1]]
        text = "".join(map("".join, zip(lines, [*endings, ""], strict=True)))
    else:
        text = text.replace("\n", ending)
    return draw(st.sampled_from(["", "\ufeff"])) + text, [expected for _, expected in made]


@PROVEN
@given(roadmaps())
def test_a_roadmap_is_read_as_it_was_made(made: tuple[str, list[Expected]]) -> None:
    text, expected = made
    document = parse_proven(text)
    assert [_read(document, index) for index in range(len(document.milestones))] == expected
    assert [[proposal.label.raw for proposal in found] for found in document.proposals] == [["RFC-0001", "RFC-0002"]]
    assert document.unread == ()
    if document.front_matter:
        assert not document.front_matter.problems
        assert document.front_matter.field("title").value.value in ("It's", "a\tb", "é")  # type: ignore[union-attr]


def _read(document: Document, index: int) -> Expected:
    milestone = document.milestones[index]
    assert milestone.version
    assert milestone.period
    assert milestone.status
    assert milestone.goal
    return Expected(
        milestone.version.raw,
        milestone.period.raw,
        milestone.status.status.raw,
        (_unix(milestone.goal.raw), milestone.goal.value),
        tuple((_unix(task.text.raw), task.text.value, task.checked) for task in milestone.tasks),
        tuple(_said(claim).raw for claim in milestone.claims),
        tuple(_link(link) for link in milestone.links),
    )


def _unix(raw: str) -> str:
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def _said(claim: object) -> Value[object]:
    said: Value[object] = getattr(claim, "version", None) or claim.api  # type: ignore[attr-defined]
    return said


def _link(link: Link) -> tuple[str, str, str]:
    return link.kind, link.destination.raw, link.destination.value


NASTY = [*"[]()`*_~|\\<>!&#-+=:.,'\"{}x0129vQ a\t\n\r\0\x0b\x0c\x85\xa0\u2028\u0301漢😀\ud800\ufeff\x1c"]
NASTY += ["\r\n", "\n\n", "{{<", ">}}", "{{%", "%}}", "{{", "}}", "{#a}", "---", "+++", "\n---\n", "<!--", "-->"]
NASTY += ["&amp;", "\\|", "](", "][", "]: ", "```", "~~~", "\n> ", "\n- ", "\n1. ", "\n  ", "\n\t", "\n# ", "- [x] "]
NASTY += ["\n## v2.8 (Q1 2026)\n", "\n### v2,9", "**Status**: ", "End support for Flux v2.5.x", "\n|a|b|\n|-|-|\n"]
NASTY += [
    "<h2>",
    "</h2>",
    "<h3 id=x>",
    "<summary>",
    "</summary>",
    "<details>",
    "</details>",
    "Next",
    "\n**0.1**\n\n- a\n",
]
NASTY += [
    "\n!!! note\n\n    ",
    "\n\n    ",
    "\n[^a]: ",
    "\n:   ",
    "\n:::",
    "{: #a}",
    "{% comment %}",
    "{% endcomment %}",
]
NASTY += [
    "\nimport {a} from 'b'\n",
    "<Tab a={",
    "}>",
    "</Tab>",
    "{a}",
    "{{< highlight >}}",
    "{{< /highlight >}}",
    "✅",
    "[Done] ",
]
NASTY += [
    "\n|Task|Status|When|\n|-|-|-|\n",
    "|Q5 2026|",
    "Release of 1.9",
    "https://a.b/c",
    "<https://x.y>",
    "<a id=x>",
    "RFC-0012",
    "title: x\n",
    "Q5 2026",
    "![",
    "\n[a]: <b>",
    "[a]",
]


@settings(PROVEN, max_examples=4 * EXAMPLES)
@given(
    st.sampled_from(["", "\ufeff", "---\n", "+++\r\n", "{\n", "---\r"]),
    st.lists(st.sampled_from(NASTY), max_size=40).map("".join),
    st.sampled_from(["a.md", "a.mdx"]),
)
def test_every_text_is_read_and_every_span_stands(head: str, text: str, path: str) -> None:
    parse_proven(head + text, path)


@settings(PROVEN, max_examples=EXAMPLES)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse_proven(text)
