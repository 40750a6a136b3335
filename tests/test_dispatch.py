"""The fast parser (markdown/dispatch.py) makes the tokens that markdown-it-py makes, whatever the text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from corpus import corpus, read
from dispatched import prove_same_tokens
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from roadmaps import Plan, plans

__all__ = ["corpus"]

ROOT = Path(__file__).parent.parent
EXAMPLES = int(os.environ.get("ROADMAP_LINT_EXAMPLES", "200"))
STEADY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="ROADMAP_LINT_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    database=None,
)

HARD = {
    "empty": "",
    "blanks": " \n\t\n",
    "a paragraph that a table ends": "a\nb | c\n-|-\nd",
    "a head of a table at the end": "a | b",
    "no table: the line below is a list": "a | b\n- c",
    "a table that a blank line of a quote ends": "> a | b\n> - | -\n> c | d\n>\n> e",
    "a rule below a table": "| a |\n|---|\n| b |\n***",
    "an underline of more than a paragraph": "a\nb\n===\nc\n---\n---\nd\n--\ne",
    "an underline after a lazy line": "> a\nb\n===\n> ---",
    "lines that begin with other marks": "a\n(b\n\"c\n'd\né\n1) e\n2) f\n+ g\n* h\n10. i\n**j**\n~k~",
    "a paragraph whose second line is code": "a\n    b\n\tc\n     - d\n  e",
    "code, then a paragraph": "    a\nb\n\n\tc\n d",
    "tabs behind marks": "-\ta\n\n\tb\n\n>\t-\tc\n\n1.\t\td\n- >\te\n>\t>\tf",
    "a tab of which a part belongs to the text": "> -\t\u2003a\n>\n> - \t\u2003b\n>\n> \t-\t\tc",
    "items without text": "-\n-  \n- a\n-\n\n  b\n1.\n2. c",
    "lists that change their mark": "- a\n+ b\n* c\n1. d\n1) e\n\n\n- f\n  1. g",
    "an item that a paragraph cannot be": "a\n2. b\n-\n- c\n1. d",
    "deep lists": "\n".join("  " * depth + "- a" for depth in range(30)),
    "deep quotes": ">" * 40 + " a\n" + ">" * 3 + "b\nc",
    "containers": '!!! note "A"\n    b\n\n[^1]: c\n    d\n\ne\n:   f\n    - g\n\n=== "h"\n\n    i\n??? j',
    "a footnote in a list": "- [^1]: a\n  b\n\n[^1]:   - c\n    d",
    "definitions": "[a]: b\n[c]: <d e> 'f'\n[g]:\n  h\n 'i\nj'\n[a]: k\n[l]: m n\n[o]\n\n[a] [c][] ![g] [o][l] [p]",
    "definitions that are refused": "[a]: javascript:b\n[c]: DATA:text/html;d\n[e]: data:image/png;f\n\n[a] [c] [e]",
    "definitions that a block ends": "[a]:\n# b\n[c]: d\n> [e]: f\n- [g]: h\n[i\nj]: k\n\n[c] [e] [g] [i j]",
    "brackets with no address": "[a] [ ] ![b] [c](d [e] (f)",
    "brackets with an address": '[a](b) [c [d](e) f](g) [![h](i)](j) ![k [l](m)](n) [o]( p "q" ) [r](<s t>) []()',
    "brackets in what hides them": "[a `]` b](c) [d <e f=']'> g](h) [i \\] j](k) [l <m:n]o> p](q) [r](s `)` t)",
    "brackets in each other": "[" * 30 + "a" + "](b)" * 30 + " ![" * 30 + "[c](d)",
    "marks before a bracket": "![a](b) !![c](d) !a! ![ [!](e) [f!](g)\n[!]: h\n\n[!] ![!]",
    "addresses": "[a](b(c)d) [e](f(g) [h](i\\)j) [k](l&amp;m) [n](o<p) [q](<r>s) [t](u\tv) [w](x\u00a0y) [z](\u007f)",
    "addresses that are refused": "[a](javascript:b) [c](JavaScript:d) [e](\u00a0file:f) <vbscript:g> ![h](data:i)",
    "addresses that are refused but for what is before": "[a](&#x1;data:b) [c](&#xa0;data:d) [e](&#9;file:f)",
    "addresses that look refused": "[a](b?script:c) [d](https://e/profile:f) [g](data:image/png;h) <https://i/metadata:j>",
    "addresses that normalising changes": "[a](HTTP://B.ä/c d) [e](<f g>) [h](//[::1]/i) <http://ü.j/k?l> [n](%zz%41)",
    "delimiters": '*a _b* c_ ***d** e* ~~f~~~ ~g~ ~~~~ **a*b**c* a_b_c __d__e__ *\u00a0f* **"g"**h',
    "delimiters in links": "*a [b*](c) d* [*e](f)* ~~[g~~](h) [**i**](j) **[k](l)**",
    "code spans": "`a` ``b`c`` ` d ` ```e`` f` `g\nh` `` ` `` `",
    "breaks": "a  \nb\\\nc \n  d\n\te   \\\n",
    "entities and escapes": "&amp; &nope; &#65; &#x110000; &#0; & &; \\& \\a \\\\ \\",
    "html": '<b>a</b> <!-- c --> <!--d <?e?> <!F> <![CDATA[g]]> <h i="j"> <k\nl=m> <n< </o >',
    "blocks of html": "<div>\na\n\n<b>\nc\n</b>\nd\n<!-- e\n\nf --> g\nh\n<script>\n\ni</script>\nj\n<p>\nk",
    "other blanks": "\x0ca\x0c\n\u00a0b\u2003\n\x1c\n\x85c\n\n\u2003\n\n- \x0cd\n# \u00a0e\u00a0\n| \u2003f |\n|-|\n",
    "other ends of lines": "a\rb\r\nc\x0bd\u2028e\x00f\ud800g",
    "placeholders": "\ufdd0\ufdd0 [a](\ufdd0) `\ufdd0`\n\ufdd0b",
}

PIECES = [
    *(
        "a",
        "b ",
        "word word",
        "é",
        "0",
        "9",
        "\u00a0",
        "\u2003",
        "\x0c",
        "\x1c",
        "\x85",
        "\ufdd0",
        "\ud800",
        "\0",
        "\u212a",
    ),
    *("\n", "\n", "\n\n", "\r\n", " ", "  ", "    ", "\t", "  \n", "\\\n"),
    *("- ", "-", "-\t", "* ", "+ ", "1. ", "12) ", "2) ", "> ", ">", ">\t", "# ", "#", "## ", "***", "---", "===", "="),
    *("```", "~~~", "`", "``", "~", "~~", "*", "**", "_", "__", "\\", "\\*", "\\[", "&amp;", "&", "&#65;"),
    *(
        "[",
        "]",
        "(",
        ")",
        "[a]",
        "(b)",
        "[a](b)",
        "[a]: b",
        "[b]:",
        "[^1]: ",
        "!",
        "![",
        "![a](",
        "'t'",
        '"t"',
        "(<",
        ">)",
    ),
    *("!!! note\n", '=== "t"', ": ", "??? x", "|", "| a | b |\n", "|-|-|\n", "|:-|\n", "a|b\n", "-|-", ":---"),
    *(
        "<",
        ">",
        "<b>",
        "</b>",
        "<div>\n",
        "<script>",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "]]>",
        "<http://a.b>",
        "<a@b.c>",
    ),
    *("javascript:", "file:", "data:image/png;", "(javascript:x)", "http://"),
]


@pytest.mark.parametrize("name", HARD)
def test_hard_cases(name: str) -> None:
    prove_same_tokens(HARD[name])


@settings(STEADY)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_marks_in_any_order(text: str) -> None:
    prove_same_tokens(text)


@settings(STEADY)
@given(
    st.lists(st.sampled_from(PIECES), min_size=2, max_size=8).flatmap(
        lambda few: st.lists(st.sampled_from(few), max_size=80)
    )
)
def test_few_marks_again_and_again(parts: list[str]) -> None:
    prove_same_tokens("".join(parts))


@settings(STEADY, max_examples=EXAMPLES // 4)
@given(plans())
def test_roadmaps(plan: Plan) -> None:
    prove_same_tokens(plan.page().text)


@pytest.mark.parametrize("folder", ["docs", "tests", "fuzz/corpus", "examples"])
def test_our_own_documents(folder: str) -> None:
    paths = [path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in (".md", ".mdx")]
    assert paths
    for path in paths:
        prove_same_tokens(read(path))


def test_real_roadmaps(corpus: Path) -> None:
    for path in sorted(corpus.rglob("*.md")):
        prove_same_tokens(read(path))
