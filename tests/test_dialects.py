"""Dialects of documentation hosts: what is no CommonMark is read over, and what stands inside is read.

Definitions are used, and anchors set, within the construct only: a reading that loses them would say so.
"""

from __future__ import annotations

import pytest
from spans import parse_proven

from roadmap_lint import lint

MILESTONE = "\n### v2.8 (Q1 2026)\n\n- [ ] Faster builds\n"

HEALTHY = {
    "MkDocs admonition": (
        """\
# Acme

!!! Note
    See [the plan][p].

    - [ ] wait

    ```
    [x ] code
    ```

[p]: https://acme.example
""",
        ["https://acme.example"],
    ),
    "closed and open details with titles": (
        """\
# Acme

??? example "A title"

    One [a](https://acme.example/a)

???+ tip inline end
    Two

    > [b](https://acme.example/b)
""",
        ["https://acme.example/a", "https://acme.example/b"],
    ),
    "an admonition within one, and tabs": (
        """\
# Acme

=== "Linux"

    !!! warning

        [a][r]

=== "macOS"

    text

[r]: https://acme.example/r
""",
        ["https://acme.example/r"],
    ),
    "an admonition in a list": (
        """\
# Acme

- one

    !!! note
        [a](https://acme.example/a)

- two
""",
        ["https://acme.example/a"],
    ),
    "a title without a body": (
        """\
# Acme

!!! important "All dates may change."
""",
        [],
    ),
    "containers": (
        """\
# Acme
:::note[Title with [x ] box]
Text of [a](https://acme.example/a)
:::

::: tip A {#tip .x}
- [ ] one
- [x] two
:::

:::: details
::: warning
b
:::
::::
""",
        ["https://acme.example/a"],
    ),
    "alerts of GitHub and docfx": (
        """\
# Acme

> [!NOTE]
> See [a](https://acme.example/a).

>[!WARNING]
> b

> [!div class="nextstepaction"]
> [c](https://acme.example/c)
""",
        ["https://acme.example/a", "https://acme.example/c"],
    ),
    "definition list": (
        """\
# Acme

Stable
:   Kept for *two years*.

    And [more][m].

Edge
: one
: two [n](https://acme.example/n)

[m]: https://acme.example/m
""",
        ["https://acme.example/m", "https://acme.example/n"],
    ),
    "footnotes": (
        """\
# Acme

Text[^1] and[^long-name].

[^1]: https://acme.example/1
[^long-name]: A note
    wrapped.

    Its [second][s] paragraph.

[s]: https://acme.example/s
""",
        ["https://acme.example/1", "https://acme.example/s"],
    ),
    "tables of contents and attributes": (
        """\
# Acme {: .no_toc }
{: .x}

[[toc]]

[TOC]

* TOC
{:toc}

Go [there](#own) or [here](#also) or [below](#third).

## Plans {: #own .wide}

## Others
{: #also }

Text
{: .a #third}
""",
        ["#own", "#also", "#third"],
    ),
    "docfx tabs": (
        """\
# Acme

### [Linux](#tab/linux)

a

### [macOS](#tab/macos)

b

---

## Plans
""",
        ["#tab/linux", "#tab/macos"],
    ),
    "Liquid": (
        """\
# Acme

{% comment %}
# no [heading]( or [x ] box
{% endcomment %}

{% raw %}
Write `{{ x }}` or {{ y }} and [a](https://acme.example/a).
{% endraw %}

{%- highlight yaml -%}
# no heading
a: [x ]
{%- endhighlight -%}

{% include note.html text="[no](link" %}
{{ site.title | escape }}
""",
        ["https://acme.example/a"],
    ),
    "Hugo's code": (
        """\
# Acme

{{< highlight yaml >}}
# no heading
### v2.7 (Q5 2025)
{{< /highlight >}}

{{% alert %}}
[a](https://acme.example/a)
{{% /alert %}}
""",
        ["https://acme.example/a"],
    ),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", HEALTHY)
def test_a_dialect_is_read_over(name: str, ending: str) -> None:
    text, links = HEALTHY[name]
    text = (text + MILESTONE).replace("\n", ending)
    document = parse_proven(text)
    assert [link.destination.value for link in document.links] == links
    assert [milestone.name for milestone in document.milestones] == ["v2.8"]
    assert [finding.message for finding in lint(text)] == []


MDX = """\
{/* a comment */}
import Tabs from '@theme/Tabs';
import {useState} from "react"

export const list = [
  {name: '# no heading'},

  {name: "[x ] no box"},
];

# Acme

Go [there](#set) in {props.year} or to [b](https://acme.example/b).

<Tabs groupId="os" values={[{label: '>', value: "[no](link"}]}>
  <TabItem
    value="linux"
    id="set"
  >
    - [ ] One [a](https://acme.example/a)
  </TabItem>

  <TabItem value="macos">

    ## Plans

    ### v2.8 (Q1 2026)

    - [ ] Two <Icon name="x" /> <>three</> <b style={{color: 'red'}}>four</b>
  </TabItem>
</Tabs>

<Card href={`https://acme.example/?a=${b}`} onClick={() => a > b} />

Import the list from the old system, a < b.
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_modules_and_components_of_mdx_are_read_over(ending: str) -> None:
    text = MDX.replace("\n", ending)
    document = parse_proven(text, "roadmap.mdx")
    assert [link.destination.value for link in document.links] == [
        "#set",
        "https://acme.example/b",
        "https://acme.example/a",
    ]
    assert [heading.text.value for heading in document.headings] == ["Acme", "Plans", "v2.8 (Q1 2026)"]
    assert [task.checked for task in document.tasks] == [False, False]
    assert [finding.message for finding in lint(text, path="roadmap.mdx")] == []
    assert document.texts[-1].text == "Import the list from the old system, a < b."


def test_in_other_markdown_the_same_is_text() -> None:
    document = parse_proven("import a from 'b'\n\n{props.x} ::: <Tabs> text\n")
    assert [text.text for text in document.texts] == ["import a from 'b'", "{props.x} :::  text"]


MISTAKES = {
    "in an admonition": ("!!! note\n\n    A [e]()\n", "RM502"),
    "in a container": (":::note\nA [e]()\n:::\n", "RM502"),
    "in a definition": ("A\n:   b [e]()\n", "RM502"),
    "in a footnote": ("A[^1]\n\n[^1]: b\n\n    c [e]()\n", "RM502"),
    "behind a comment of Liquid": ("{% comment %}\na\n{% endcomment %}\n\n[e]()\n", "RM502"),
    "behind a pair that is not closed": ("{% comment %}\n\n[e]()\n", "RM502"),
    "after an admonition": ("!!! note\n    a\n\n[e]()\n", "RM502"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_within_is_found_in_its_place(name: str) -> None:
    text, code = MISTAKES[name]
    found = [finding for finding in lint(f"# Acme\n\n{text}{MILESTONE}") if finding.code == code]
    assert [f"# Acme\n\n{text}"[finding.span.start : finding.span.end] for finding in found] == ["()"]


@pytest.mark.parametrize(
    "piece",
    [
        "<A ",
        "<A {",
        "import {\n\n",
        "export const a = [\n\n",
        ": ",
        "!!! a\n    ",
        "[^a]: ",
        "{: ",
        "{% comment %}",
        "<a ={",
        ":::",
    ],
)
def test_the_unfinished_is_read_in_little_time(piece: str) -> None:
    parse_proven(piece * 3000, "roadmap.mdx")
    parse_proven(piece * 3000)


def test_a_lone_surrogate_in_front_matter_is_a_problem_of_it() -> None:
    front_matter = parse_proven("---\ntitle: \ud800\n---\n# Acme\n").front_matter
    assert front_matter is not None
    assert len(front_matter.problems) == 1
