"""Support windows as a table: what a milestone says of what it supports, and nothing else."""

from __future__ import annotations

import html as standard_html

import pytest
from markdown_it import MarkdownIt

from roadmap_lint import Config, Context, parse
from roadmap_lint.integrations.windows import Table, escaped, html, markdown, windows


def table(text: str, **settings: str) -> Table | None:
    config = Config.from_table(settings)
    return windows(parse(text), Context().told(config.project, config.facts))


def row(*lines: str, milestone: str = "v2.8", product: str = "Acme") -> dict[str, str]:
    """What the table says of one milestone, by column."""
    items = "".join(f"- {line}\n" for line in lines)
    found = table(f"# Acme Roadmap\n\n### {milestone} (Q1 2026)\n\n{items}", product=product)
    assert found is not None
    return dict(zip(found.header, found.rows[0], strict=True))


def test_a_document_without_milestones_has_no_table() -> None:
    assert table("# Acme Roadmap\n\nSoon.\n") is None


def test_columns_of_which_nothing_is_said_are_left_out() -> None:
    found = table(
        "# Acme Roadmap\n\n### v2.8\n\n- [ ] Faster builds\n\n### v2.9 (mid _Q2_ 2026)\n\n- [ ] Better builds\n"
    )
    assert found == Table(("Milestone", "Planned for"), (("v2.8", "–"), ("v2.9", "mid Q2 2026")))


@pytest.mark.parametrize(
    ("line", "milestone", "supported"),
    [
        ("End support for Acme v2.5.x", "v2.8", "v2.6 – v2.8"),
        ("End support for Acme 2.5", "v2.8.0", "v2.6 – v2.8"),
        ("End support for Acme v2.9.x", "v2.12", "v2.10 – v2.12"),
        ("End support for Acme v2.7.x", "v2.8", "v2.8"),
    ],
)
def test_own_versions_are_those_above_the_one_that_ends(line: str, milestone: str, supported: str) -> None:
    assert row(line, milestone=milestone)["Supports"] == supported


@pytest.mark.parametrize(
    ("line", "milestone"),
    [
        ("End support for Acme v1.9.x", "v2.1"),  # nobody knows how many v1.x there were
        ("End support for Acme v1", "v2.1"),
        ("End support for Acme v2.9.x", "v2.8"),  # a mistake, which a rule tells
        ("End support for Widget v2.5.x", "v2.8"),
    ],
)
def test_own_versions_that_cannot_be_counted_are_not_told(line: str, milestone: str) -> None:
    assert "Supports" not in row(line, milestone=milestone)


@pytest.mark.parametrize(
    ("lines", "supported"),
    [
        (("End-to-end testing for Kubernetes 1.35", "End support for Kubernetes v1.32.x"), "1.33 – 1.35"),
        (("End-to-end testing for Kubernetes 1.35",), "1.35"),
        (("End support for Kubernetes v1.32.x",), "above v1.32.x"),
        (("End support for Kubernetes v1.31.x", "End support for Kubernetes v1.32.x"), "above v1.32.x"),
    ],
)
def test_platforms_have_a_column_each(lines: tuple[str, ...], supported: str) -> None:
    assert row(*lines)["Kubernetes"] == supported


EVIL = "<b>&amp; | {{ x }} {% y %} *a* _b_ `c` [d](e) ~f~ #1 @g $h$ \\ http://i ! é 日"


def test_text_is_text_in_html_and_in_markdown() -> None:
    given = Table(("Milestone", EVIL), ((EVIL, "v2.8"),))
    assert standard_html.unescape(escaped(EVIL)) == EVIL
    made = html(given)
    assert made == (
        f"<table>\n<thead>\n<tr><th>Milestone</th><th>{escaped(EVIL)}</th></tr>\n</thead>\n"
        f"<tbody>\n<tr><td>{escaped(EVIL)}</td><td>v2.8</td></tr>\n</tbody>\n</table>"
    )
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(markdown(given))
    assert rendered.count(f"<td>{standard_html.escape(EVIL, quote=False)}</td>") == 1
    assert rendered.count("<td>") == 2
    assert "{{" not in made
