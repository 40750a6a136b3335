"""What must hold of any input, of inputs made of what roadmaps, front matter, configs and suppressions are made of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import prove, prove_config

from roadmap_lint.files import decode

# More by hand: FUZZ_EXAMPLES=20000 pytest tests/test_fuzz.py; and fuzz/ has a fuzzer that looks where the code goes
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
BOUNDED = settings(max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES <= 1000)
CORPUS = sorted((Path(__file__).parent.parent / "fuzz" / "corpus").iterdir())

HEADS = ["", "\ufeff", "---\n", "---\ntitle: x\n---\n", "+++\ntitle = 'x'\n+++\n", '{\n"title": "x"\n}\n', "---\r\n"]
PARTS = [
    "# Acme Roadmap\n\n",
    "## Milestones\n\n",
    "## Now\n\n",
    "### v2.8 (Q1 2026)\n\n",
    "### v2.8 (Q5 2026)\n\n",
    "### v2,9 (July 2026)\n\n",
    "###v2.10 (TBA)\n\n",
    "**Status**: Completed on 2026-02-30\n\n",
    "**Status**: In Progres\n",
    "- [ ] End support for Acme v2.6.x\n",
    "- [x] End-to-end testing for Kubernetes 1.35\n",
    "  - [y] Remove deprecated APIs in group `a.acme.test/v1beta1`\n",
    "- **Builds**\n  - [ ]no blank\n",
    "-\n",
    "- > x\n",
    "- [RFC-0001](a) One\n- [RFC-0001](b) Two\n",
    "[a][b] [c](htps://x.test) [d](#none) <a id=x> https://acme.test/x).\n\n",
    "[b]: https://acme.test/ 'title'\n\n",
    "| Version | End of life |\n|---|---|\n| v2.8 | 2026-02-20 | more |\n",
    "<!-- roadmap-lint-disable-next-line RM111 -->\n",
    "<!-- roadmap-lint-disable RM1, eol-lag until=2026-01-01 -->\n",
    "<!-- roadmap-lint-disble RM111 reason='x' -->\n",
    "<!-- roadmap-lint-enable -->\n",
    "{{% alert %}}\n",
    "{{% /alert %}}\n",
    "{{< x",
    "> ",
    "  ",
    "\n",
    "\r",
    "\udcff",
    "\u2028",
    "\0",
    "`",
    "*",
    "roadmap-lint-disable: [RM111, 'no-such']\n",
    "weight: 1.30\n",
    "a: &a [*a]\n",
    "---\n",
    "+++\n",
    "}\n",
    "```\n",
    "-->",
    "<!--",
    "(2026-01-02 – 2025)",
    "漢😀",
]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus_that_fuzzing_starts_from(path: Path) -> None:
    text = decode(path.read_bytes())
    if text.startswith("#config"):
        prove_config(text)
    else:
        prove(text, path.name)


@BOUNDED
@given(st.sampled_from(HEADS), st.lists(st.sampled_from(PARTS), max_size=25), st.sampled_from(["a.md", "a.mdx"]))
def test_any_document(head: str, parts: list[str], path: str) -> None:
    prove(head + "".join(parts), path)


@BOUNDED
@given(st.binary(max_size=200).map(lambda data: data.decode("utf-8", "surrogateescape")), st.sampled_from(HEADS))
def test_any_bytes(text: str, head: str) -> None:
    prove(head + text)


NAMES = st.sampled_from(["select", "ignore", "severity", "rules", "overrides", "platforms", "eol-lag", "product", "x"])
VALUES = st.recursive(
    st.sampled_from(['"RM1"', '"eol-lag"', '"error"', '"a\\u0000"', "1", "1.10", "true", "2026-01-01", "[]", "{}"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda values: f"[{', '.join(values)}]"),
        st.dictionaries(NAMES, inner, max_size=2).map(
            lambda table: f"{{{', '.join(f'{key} = {value}' for key, value in table.items())}}}"
        ),
    ),
    max_leaves=5,
)


@settings(BOUNDED, max_examples=3 * EXAMPLES)
@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_any_config(table: dict[str, str]) -> None:
    prove_config("".join(f"{key} = {value}\n" for key, value in table.items()))


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a\udcff\n---\n# A\n",  # libyaml takes no lone surrogates
        "# A\n\n## v1.0\n\n## v1.1 (Q5 2026)\n\n## v1.2 (Q6 2026)\n",  # no sibling's period could be shown
        "### v2.9 (Q1 2026)\n\n-\n- [ ] Faster builds\n",  # an empty item at the head of a milestone
        "<table><tr><th>Version</th></tr><tr><td>v1\0</td></tr></table>\n",  # a NUL in HTML
        "<table><tr><th>a<![ </table>\n",  # a mark that html.parser fails on
        "`\udca8 a\n26 \udce2`",  # code over two lines, with bytes that are no text
        "a  \\\nb\n",  # blanks before a backslash that breaks the line
        "- a \t\\\n  b\n",
        "> *a*  \\\n> b\n",
        "a  \\\n  \\\nb\n",
        "a  \\\nb\n===\n",
        "# a  \\\nb\n",
    ],
)
def test_what_fuzzing_found(text: str) -> None:
    prove(text)


def test_what_fuzzing_found_in_configs() -> None:
    prove_config('select = ["RM\ufeff1"]\n')
    prove_config('select = ["RM\ufe0f1"]\n')
