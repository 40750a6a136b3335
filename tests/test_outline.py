"""What stands in the place of a heading: HTML, bold paragraphs above lists, and the summaries of details."""

from __future__ import annotations

from textwrap import dedent

import pytest
from spans import parse_proven

from roadmap_lint.model import Document


def parse(text: str) -> Document:
    return parse_proven(dedent(text).lstrip("\n"))


def named(document: Document) -> list[tuple[str, str, list[str]]]:
    """What kind of heading names each milestone or bucket, in order, and the items below it."""
    found = [*document.milestones, *document.buckets]
    return [
        (part.heading.kind, part.heading.text.value, [item.content.text for item in part.items])
        for part in sorted(found, key=lambda part: part.heading.span)
    ]


def test_bold_paragraphs_above_lists_are_headings() -> None:
    document = parse(
        """
        **Recently completed**
        * Audit log

        **Near-Term and Medium-Term**
        * Plugin API
        * Faster builds

        **Long-Term:**

        Not before the next major version.

        - Storage API

        **Credits**
        Thanks to everyone.
        """
    )
    assert named(document) == [
        ("emphasis", "Recently completed", ["Audit log"]),
        ("emphasis", "Near-Term and Medium-Term", ["Plugin API", "Faster builds"]),
        ("emphasis", "Long-Term", ["Storage API"]),
    ]
    assert [bucket.kind.value for bucket in document.buckets] == ["done", "next", "later"]
    assert document.headings == ()
    assert [bucket.parent for bucket in document.buckets] == [None, None, None]


def test_emphasised_versions_and_periods_are_headings() -> None:
    document = parse(
        """
        # Acme Roadmap 2026

        ## Milestones

        *0.1*

        - Draft of the format

        *0.2 (Q2)*

        - Bindings

        *Open questions*

        - Which transport?

        ## Contributing

        *How to help*

        - Write to us
        """
    )
    assert named(document) == [
        ("emphasis", "0.1", ["Draft of the format"]),
        ("emphasis", "0.2 (Q2)", ["Bindings"]),
    ]
    assert [milestone.version and milestone.version.raw for milestone in document.milestones] == ["0.1", "0.2"]
    assert [milestone.heading.level for milestone in document.milestones] == [3, 3]
    assert len(document.families) == 1
    assert [heading.text.value for heading in document.headings] == ["Acme Roadmap 2026", "Milestones", "Contributing"]


def test_a_real_heading_ends_what_a_bold_paragraph_began() -> None:
    document = parse("**Next**\n\n- a\n\n#### Links\n\n- b\n\n# Other\n\n- c\n")
    assert named(document) == [("emphasis", "Next", ["a"])]


@pytest.mark.parametrize(
    "text",
    [
        "**Next** we do this\n\n- a\n",
        "**Next** and **Later**\n\n- a\n",
        "**ControlPlane SIG**\n\n- a\n\n**DataPlane SIG**\n\n- b\n",
        "**Next**\n\nThere is no list here.\n",
        "- **Next**\n- a\n",
        "> **Next**\n>\n> - a\n",
        "**Angular 13+ support on older versions**\n\n- a\n",
        "**Kubernetes 1.35**\n\n- a\n",  # one feature among others
        "**2026-03-01**\n\n- a note of a meeting\n\n**2026-03-08**\n\n- another\n",
        "**Next steps**\n\n- a\n",
        "** Next **\n\n- a\n",
    ],
)
def test_bold_paragraphs_that_are_no_headings(text: str) -> None:
    assert named(parse(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "## v2.8 (Q1 2026)\n\n**Done**\n\n- a\n",  # its status
        "## v2.8 (Q1 2026)\n\n**v2.8.1**\n\n- a\n\n**v2.8.2**\n\n- b\n",
        "## 2026\n\n**Planned**\n\n- a\n",
    ],
)
def test_bold_paragraphs_within_a_milestone_belong_to_it(text: str) -> None:
    document = parse(text)
    assert len(document.milestones) == 1
    assert document.buckets == ()


def test_bold_quarters_below_a_year() -> None:
    document = parse(
        "## 2026\n\n**Q1**\n\n- a\n\n**Q2**\n\n- b\n\n## 2027\n\n**In progress**\n\n- c\n\n**Done**\n\n- d\n"
    )
    assert [heading for _, heading, _ in named(document)] == ["2026", "Q1", "Q2", "2027", "In progress", "Done"]
    assert [str(milestone.period.value) for milestone in document.milestones if milestone.period] == [
        "2026-01-01 to 2026-12-31",
        "2026-01-01 to 2026-03-31",
        "2026-04-01 to 2026-06-30",
        "2027-01-01 to 2027-12-31",
    ]


def test_a_slip_among_bold_paragraphs_is_said() -> None:
    document = parse("**v2.8 (Q1 2026)**\n\n- a\n\n**v2,9 (Q2 2026)**\n\n- b\n\n**v2.10 (Q3 2026)**\n\n- c\n")
    assert [(unread.part, unread.suspect.raw) for unread in document.unread] == [("version", "v2,9")]


def test_headings_in_html() -> None:
    document = parse(
        """
        <h1 align="center">Acme <code>Roadmap</code></h1>

        <h2 id="next">Up&nbsp;next</h2>

        - Plugin API

        <h3>v2.9
        (Q2 2026)</h3>

        - Faster builds

        ## Done

        - Audit log
        """
    )
    assert named(document) == [
        ("html", "Up\xa0next", ["Plugin API"]),
        ("html", "v2.9 (Q2 2026)", ["Faster builds"]),
        ("markdown", "Done", ["Audit log"]),
    ]
    assert [(heading.level, heading.text.value) for heading in document.headings] == [
        (1, "Acme Roadmap"),
        (2, "Up\xa0next"),
        (3, "v2.9 (Q2 2026)"),
        (2, "Done"),
    ]
    (identifier,) = (heading.identifier for heading in document.headings if heading.identifier)
    assert identifier.raw == "next"
    assert document.milestones[0].parent == document.buckets[0].section


def test_summaries_of_details() -> None:
    document = parse(
        """
        # Acme Roadmap

        <details>
        <summary>
          <h2>Completed</h2>
        </summary>

        - Audit log

        </details>

        ## 2026

        <details><summary>v2.8 (Q1)</summary>

        - Plugin API

        </details>
        <details open>
        <summary><b>v2.9</b> (Q2)</summary>

        - Faster builds

        </details>

        - Talk to us

        <details>
        <summary>All of our sponsors</summary>

        - Acme Bank

        </details>
        """
    )
    assert named(document) == [
        ("html", "Completed", ["Audit log"]),
        ("markdown", "2026", ["Talk to us", "Acme Bank"]),
        ("summary", "v2.8 (Q1)", ["Plugin API"]),
        ("summary", "v2.9 (Q2)", ["Faster builds"]),
    ]
    assert [item.content.text for item in document.items] == [
        "Audit log",
        "Plugin API",
        "Faster builds",
        "Talk to us",
        "Acme Bank",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<h2>Next\n\n- a\n",
        "<!-- <h2>Next</h2> -->\n\n- a\n",
        "`<h2>Next</h2>`\n\n- a\n",
        "<h2>{{ bucket }} v2.8</h2>\n\n- a\n",
        "<table><tr><th>A</th></tr><tr><td><h2>Next</h2></td></tr></table>\n\n- a\n",
        "<h2><img src='next.png' alt='Next'></h2>\n\n- a\n",
        "```html\n<h2>Next</h2>\n```\n\n- a\n",
    ],
)
def test_html_that_heads_nothing(text: str) -> None:
    assert named(parse(text)) == []


def test_days_that_head_notes_are_no_milestones_beside_those_elsewhere() -> None:
    document = parse(
        """
        # Acme

        ## Q4 2026

        - a

        ## Changes of this page

        <details>
        <summary>2026-11-12</summary>

        - b

        </details>

        ## History

        ### 2026-11-12

        - c

        ### **2026-08-01**

        - d
        """
    )
    assert [milestone.heading.text.value for milestone in document.milestones] == ["Q4 2026"]


@pytest.mark.parametrize(
    "text",
    [
        "# Acme\n\n## 2026-11-12\n\n- a\n\n## 2026-12-12\n\n- b\n",
        "# Acme\n\n## December 2026\n\n- a\n\n## 2027-01-12\n\n- b\n",
        "# Acme\n\n## Q4 2026\n\n### 2026-11-12\n\n- a\n",
        "# Acme\n\n## Q4 2026\n\n### 2026-11-12: freeze\n\n- a\n",
    ],
)
def test_days_are_milestones_where_all_are_or_another_stands_beside_or_above(text: str) -> None:
    assert len(parse(text).milestones) == 2


@pytest.mark.parametrize("year", ["2025", "Archive: 2025", "Done (2025)", "Archive – 2025"])
def test_quarters_are_of_the_year_that_the_heading_above_says(year: str) -> None:
    periods = [
        str(milestone.period.value)
        for milestone in parse(f"# Acme\n\n## {year}\n\n### Q3 – Q4\n\n- a\n\n### Q1\n\n- b\n").milestones
        if milestone.period
    ]
    assert periods[-2:] == ["2025-07-01 to 2025-12-31", "2025-01-01 to 2025-03-31"]


@pytest.mark.parametrize("heading", ["Windows 2025", "Talks: 2024 and 2025", "From 2024: 2025"])
def test_quarters_below_a_heading_that_is_about_no_year_have_none(heading: str) -> None:
    assert not parse(f"# Acme\n\n## {heading}\n\n### Q3 – Q4\n\n- a\n").milestones
