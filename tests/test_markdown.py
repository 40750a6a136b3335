"""Markdown with places: what is read of links, texts and front matter, and where it stands."""

from __future__ import annotations

import pytest
from spans import parse_proven

from roadmap_lint.model import OPAQUE, Document

# ----------------------------------------------------------------------------------------- marks of every kind

SAMPLES = [
    r"a *b* **c** ***d*** _e_ __f__ ~~g~~ ~~~h~~ *i **j* k** a*b*c _a_b_",
    r"`a` ``b`c`` ` d ` \`e` &amp; &#x41; &nope; \* \a \\",
    "[a](b) [a]( <b c> 'd' ) [*a* `]` \\]](b) [a [b] c](d) [](e) [a]() [a](b (c)) [a](b",
    "[a][r] [a][] [r] [r][] [R]\n[ r ] [nope][nope] [r]: x\n\n[r]: <to> 'title'",
    "![a](b) ![*a*][r] ![r] [![a](b)](c) ![a [b](c)](d)\n\n[r]: to",
    "<https://a.b> <a@b.c> <b>x</b> <!-- c --> <a href='x'\nid=y> < b",
    "a  \nb\\\nc\nd \n  e",
    "~~a~~~ ~~~b~~~ ~~~~c~~~~ ~a~ **a*b**c* ****a**** *a`*`*",
    "> a *b\n> c* [d\n> e](f)\n>     g `h\n>   i`",
    "1. a\n\n   b *c\n     d*\n\n\te `f\n\tg`",
    "| *a* | `b\\|c` |\n|-|-|\n| d \\| [e](f\\|g) | |\n| h | i | j |\n| k",
    "# a *b* #\n\nc\n*d*\n===",
    "\\{{ x }} {{< a >}}*b*{{< c >}} [a{{x}}](b{{y}}) `{{z}}` ![{{q}}](r)",
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_samples_stand_where_the_document_says(sample: str) -> None:
    for ending in ("\n", "\r\n", "\r"):
        assert parse_proven(sample.replace("\n", ending)).texts


# -------------------------------------------------------------------------------------------------- texts and links


def texts(document: Document) -> list[str]:
    return [text.text for text in document.texts]


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("a *b* **c** ~~d~~ `e *f*`", ["a b c d e *f*"]),
        (r"\*a\* &amp; &lt;", ["*a* & <"]),
        ("a\nb  \nc\\\nd", ["a b c d"]),
        ("> a\n>   b\nc", ["a b c"]),
        ("- a\n  b\n\n\tc", ["a b", "c"]),
        ("a {{< x *y* >}} b", [f"a {OPAQUE} b"]),
        (r"a \{{ x }}", [f"a \\{OPAQUE}"]),
        ("a ![b](c) d <br> e <!-- f -->", [f"a {OPAQUE} d  e "]),
        ("\xa0a\u2028b\xa0", ["a\u2028b"]),
        ("\x0b\na\nb", ["a b"]),
        ("- `\n\ta`", [" a"]),
        ("a `b\r\nc` d", ["a b c d"]),
        ("a\0b", ["a\ufffdb"]),
        (r"| a \| b | `c\|d` |" + "\n|-|-|\n| same | same |\n| x", ["a | b", "c|d", "same", "same", "x"]),
        ("# a ## #\n\nb\n===", ["a ##", "b"]),
    ],
)
def test_the_text_that_a_reader_sees(markdown: str, read: list[str]) -> None:
    assert texts(parse_proven(markdown)) == read


@pytest.mark.parametrize(
    ("markdown", "kind", "raw", "value"),
    [
        ("[a](b)", "inline", "b", "b"),
        ("[a](<b c> 'd')", "inline", "b c", "b c"),
        (r"[a](b\(c&amp;d)", "inline", r"b\(c&amp;d", "b(c&d"),
        ("> [a\n> b](\n> c\n> 'd')", "inline", "c", "c"),
        ("[a](b\xa0c)", "inline", "b\xa0c", "b\xa0c"),
        ("[a](b\u2003c&amp;d 'e')", "inline", "b\u2003c&amp;d", "b\u2003c&d"),
        ("[a]\n\n[a]: b\xa0c", "shortcut", "b\xa0c", "b\xa0c"),
        ("[a]()", "inline", "", ""),
        ("[a][b]\n\n[B]: <c d> 'e'", "full", "c d", "c d"),
        ("[a][]\n\n[a]:\n  c&amp;d", "collapsed", "c&amp;d", "c&d"),
        ("[a]\n\n[a\\\n]: b\n[a]: c\n", "shortcut", "c", "c"),
        ("<https://a.b>", "autolink", "https://a.b", "https://a.b"),
        ("(https://a.b/c_(d)).", "literal", "https://a.b/c_(d)", "https://a.b/c_(d)"),
        ("see WwW.abc.de!?", "literal", "WwW.abc.de", "WwW.abc.de"),
        ('[a]({{< ref "x" >}})', "inline", '{{< ref "x" >}}', '{{< ref "x" >}}'),
        ("|[a](b\\|c)|\n|-|", "inline", r"b\|c", "b|c"),
    ],
)
def test_links_of_every_kind(markdown: str, kind: str, raw: str, value: str) -> None:
    (link,) = parse_proven(markdown).links
    assert (link.kind, link.destination.raw, link.destination.value) == (kind, raw, value)


def test_a_link_that_a_template_makes_is_opaque_by_reference_too() -> None:
    document = parse_proven("[a]({{x}}) [b] [c](d)\n\n[b]: {{y}}")
    assert [link.opaque for link in document.links] == [True, True, False]


def test_no_placeholder_is_in_an_image_or_a_label() -> None:
    document = parse_proven("![a {{x}}](b) [{{y}}][]\n\n[{{y}}]: c")
    assert [link.text.value for link in document.links] == [f"a {OPAQUE}", OPAQUE]


def test_links_come_in_the_order_of_the_text() -> None:
    document = parse_proven("[![a](b)](c) https://d.e [f](g)")
    assert [link.destination.value for link in document.links] == ["c", "b", "https://d.e", "g"]


@pytest.mark.parametrize("markdown", ["`[a](b)`", "```\n[a](b)\n```", "<!-- [a](b) -->", "    [a](b)", r"\[a](b)"])
def test_no_link(markdown: str) -> None:
    assert parse_proven(markdown).links == ()


def test_references_without_definition() -> None:
    document = parse_proven("[a][b] [c][] [x][] [^1][] `[e][f]` [g]\n\n[g]: h")
    assert [reference.label.value for reference in document.references] == ["b", "c"]


def test_comments_and_anchors() -> None:
    document = parse_proven("<!-- a --> <!--b-->\n<h2 id='c'>\n\nx <a name=d> <!-- <a id=e> --> <!-- open")
    assert [comment.value for comment in document.comments] == ["a", "b", "<a id=e>"]
    assert document.anchors == {"c", "d"}


@pytest.mark.parametrize(
    ("markdown", "text", "identifier"),
    [("# a {#b}", "a", "b"), ("# a  {#b .c}  ", "a", "b"), ("# {#b}", "", "b"), ("# a {#b} c", "a {#b} c", None)],
)
def test_explicit_identifiers(markdown: str, text: str, identifier: str | None) -> None:
    (heading,) = parse_proven(markdown).headings
    assert heading.text.value == text
    assert (heading.identifier.value if heading.identifier else None) == identifier


@pytest.mark.parametrize(
    ("markdown", "roles"),
    [
        ("{{< a >}} b {{< /a >}}", ["open", "close"]),
        ("{{% a x=1 %}}\nb\n{{% /a %}}", ["open", "close"]),
        ("{{< a />}}", ["inline"]),
        ("{{< a\n", ["broken"]),
        ("{{< a {{< b >}}", ["broken", "open"]),
        ("`{{< a >}}` {{</* b */>}} {{ c }}", []),
    ],
)
def test_shortcodes(markdown: str, roles: list[str]) -> None:
    assert [shortcode.role for shortcode in parse_proven(markdown).shortcodes] == roles


# ----------------------------------------------------------------------------------------------------- front matter


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("text", "kind", "fields"),
    [
        ("---\na: 1.30\n'b': |\n  c\n  d\n---\n# e", "yaml", {"a": "1.30", "b": "c\nd\n"}),
        ('+++\na = 1.30\n"b" = "c\\u00e9"  \n[t]\nx = 1\n+++\n# e', "toml", {"a": "1.30", "b": "cé", "t": ""}),
        ('{\n "a": 1.30 , \n "b": "c\\u00e9"\n}\n# e', "json", {"a": "1.30", "b": "cé"}),
    ],
)
def test_front_matter(text: str, kind: str, fields: dict[str, str], ending: str, mark: str) -> None:
    document = parse_proven(mark + text.replace("\n", ending))
    front_matter = document.front_matter
    assert front_matter
    assert front_matter.problems == ()
    assert (front_matter.format, {field.key.value: field.value.value for field in front_matter.fields}) == (
        kind,
        fields,
    )
    assert [heading.text.value for heading in document.headings] == ["e"]


DIGITS = "9" * 5000


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("---\na: 1\nb: 2\na: 3\n---\n", "a", "repeats the key 'a' of line 2"),
        ("---\n\n\u2028a: 1\nb: 2\na: 3\n---\n", "a", "repeats the key 'a' of line 3"),
        ("---\n\n\na: 1\na: 3\n---\n", "a", "repeats the key 'a' of line 4"),
        ('{\n"a": 1,\n"a": 2\n}\n', '"a"', "repeats the key 'a'"),
        ('{\n"\\u0061": 1,\n"\\u0061": 2\n}\n', "{", "repeats the key 'a'"),
        (f'{{\n"a": {DIGITS}\n}}\n', "{", "not valid JSON"),
        (f"+++\na = {DIGITS}\n+++\n", f"a = {DIGITS}", "not valid TOML"),
        ("+++\na = 1\na = 2\n+++\n", "a = 2", "not valid TOML"),
        ("---\na: " + "[" * 200 + "\n---\n", "---", "nested too deeply"),
        ("---\na: 1\nb: 2\n\n# c\n", "b: 2", "not closed"),
        ("---\n" + "a: b\n" * 25_000 + "---\n", "---", "longer than"),
    ],
)
def test_front_matter_that_cannot_be_read(text: str, place: str, words: str) -> None:
    document = parse_proven(text)
    assert document.front_matter
    (problem,) = document.front_matter.problems
    assert words in problem.message
    assert document.source[problem.span] == place


@pytest.mark.parametrize(
    "text", ["---\n\ntext\n\n---\n", "---\n", "{\n", "+++", "----\na: 1\n---\n", " ---\na: 1\n---\n"]
)
def test_no_front_matter(text: str) -> None:
    assert parse_proven(text).front_matter is None


# ------------------------------------------------------------------------------------------------- no text is too bad

LONG = 2_000  # more would show no other fault; that time grows no faster than the text was measured with 50,000


@pytest.mark.parametrize(
    "text",
    [
        *(
            mark * LONG
            for mark in ["[", "*", "`", ">", "> ", "<!--", "a <!--", "{{<", "{{", "![", "![](", "~~a ", "<x>"]
        ),
        *(
            mark * LONG
            for mark in ["[a](b) ", "[a][b] ", "`a` ", "&amp;", "- ", "\\|", "<a id=", "http://a.b ", "#", "\r"]
        ),
        "{{<" * LONG + ">}}",
        "{{ }} " * LONG + "x",
        "http://a" + ")" * LONG,
        "http://a" + "!" * LONG + "b",
        "# a" + " " * LONG + "b",
        "# {#" + "a" * LONG + "{b}",
        "# v1.2\n\n**Status**: " + "word " * LONG,
        "# " + "Q1 2026 " * LONG,
        "\n".join(" " * depth + "- a" for depth in range(400)),
        "a\n" * LONG,
        "|a|b|\n|-|-|\n" + "|c|d|\n" * LONG,
        "## v2.8\n\n" + "### a\n\n- b\n\n" * LONG,
        "x" * 200_000,
        "---\na: " + "[" * LONG + "\n---\n",
        "{\n" + ",\n".join(f'"k{number}": 1' for number in range(LONG)) + "\n}\n",
    ],
    ids=lambda text: repr(text[:16]),
)
def test_no_text_is_too_bad_to_be_read(text: str) -> None:
    parse_proven(text)


def test_front_matter_with_bytes_that_are_not_text() -> None:
    front_matter = parse_proven("---\ntitle: x\n\udcff\n---\n").front_matter
    assert front_matter
    (problem,) = front_matter.problems
    assert "not valid YAML" in problem.message
