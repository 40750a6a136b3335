"""The grammar of roadmaps, on text that a person can read."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from corpus import corpus, read
from spans import line_of, parse_proven

from roadmap_lint import lint
from roadmap_lint.model import Deprecates, Document, EndOfSupport, Milestone, Promotes, Removes, TestedWith
from roadmap_lint.parser.claims import CLAIM_EXAMPLES
from roadmap_lint.source import Span

__all__ = ["corpus"]  # a fixture


def parse(text: str) -> Document:
    return parse_proven(dedent(text).lstrip("\n"))


def only(text: str) -> Milestone:
    (milestone,) = parse(text).milestones
    return milestone


def under_milestone(text: str) -> Milestone:
    return only("### v2.8 (Q1 2026)\n\n" + dedent(text).lstrip("\n"))


HOME = """
    ---
    title: "Acme Roadmap"
    weight: 90
    ---

    # Acme Roadmap

    {{% alert title="Beta" %}}
    See the [release process](/releases/).
    {{% /alert %}}

    ## Milestones

    ### v2.8 (Q1 2026)

    **Status**: Completed on 2026-02-20 (v2.8.0 [changelog](https://acme.example/v2.8.0/))

    The primary goal is to support Helm v4,
    and to be *faster*.

    - **Helm integrations**
      - [x] [Add support for Helm v4](https://git.example/issues/1300)
      - [ ] Plan B
        - `acme build`
        - `acme push`

    - **EOL and Deprecations**
      - [x] End-to-end testing for Kubernetes 1.35
      - End support for Acme v2.5.x
      - Remove deprecated APIs in group `source.acme.example/v1beta2`

    ### v2.9 (mid Q4 2026)

    **Status**: Provisional

    ## Request for comments

    - [x] [RFC-0001](rfcs/1) Authorization
    - [ ] [RFC](rfcs/2) Access control
    - RFC-XXXX Tenancy
"""


def test_the_home_shape() -> None:
    document = parse(HOME)
    first, second = document.milestones
    assert [field.key.value for field in document.front_matter.fields] == ["title", "weight"]  # type: ignore[union-attr]
    assert [(code.name.value, code.role) for code in document.shortcodes] == [("alert", "open"), ("alert", "close")]
    assert [first.version.raw, first.period.raw] == ["v2.8", "Q1 2026"]  # type: ignore[union-attr]
    assert [second.version.raw, second.period.raw] == ["v2.9", "mid Q4 2026"]  # type: ignore[union-attr]
    assert first.status
    assert (first.status.status.raw, first.status.date.raw) == ("Completed", "2026-02-20")  # type: ignore[union-attr]
    assert [link.text.value for link in first.status.links] == ["changelog"]
    assert first.goal
    assert first.goal.value == "The primary goal is to support Helm v4, and to be faster."
    assert [group.title.value for group in first.groups] == ["Helm integrations", "Plan B", "EOL and Deprecations"]
    assert [group.checked for group in first.groups] == [None, False, None]
    assert [(task.text.value, task.checked) for task in first.tasks] == [
        ("Add support for Helm v4", True),
        ("acme build", None),
        ("acme push", None),
        ("End-to-end testing for Kubernetes 1.35", True),
        ("End support for Acme v2.5.x", None),
        ("Remove deprecated APIs in group source.acme.example/v1beta2", None),
    ]
    assert [type(claim) for claim in first.claims] == [TestedWith, EndOfSupport, Removes]
    assert second.tasks == ()
    assert second.goal is None


def test_proposals() -> None:
    (proposals,) = parse(HOME).proposals
    assert [(proposal.label.raw, proposal.title.value, proposal.checked) for proposal in proposals] == [
        ("RFC-0001", "Authorization", True),
        ("RFC", "Access control", False),
        ("RFC-XXXX", "Tenancy", None),
    ]
    assert [proposal.number.value if proposal.number else None for proposal in proposals] == [1, None, None]
    assert [proposal.placeholder for proposal in proposals] == [False, False, True]


@pytest.mark.parametrize(
    "text",
    [
        "- [RFC-0001](a) One\n",
        "- RFC process one\n- RFC process two\n",
        "- [RFC-0001: the title](a)\n- [RFC-0002: the title](b)\n",
        "### v2.8\n\n- RFC-0001 One\n- RFC-0002 Two\n",
    ],
)
def test_no_list_of_proposals(text: str) -> None:
    assert parse(text).proposals == ()


# ---------------------------------------------------------------------------------------------------------- headings


@pytest.mark.parametrize(
    ("heading", "product", "version", "period"),
    [
        ("v2.8 (Q1 2026)", None, "v2.8", "Q1 2026"),
        ("**v2.8** — _H1 2026_", None, "v2.8", "H1 2026"),
        ("Flux GitOps GA (TBA)", "Flux GitOps GA", None, "TBA"),
        ("Rook 1.4", "Rook", "1.4", None),
        ("Q1 2022", None, None, "Q1 2022"),
        ("2024 H1", None, None, "2024 H1"),
        ("v1.11.0 -- July 2022", None, "v1.11.0", "July 2022"),
        ("v0.9.0 - ~ 2018-06-14", None, "v0.9.0", "2018-06-14"),
        ("v2.3 and beyond", None, "v2.3", None),
        ("✅ Acme v2.10 (TBD)", "Acme", "v2.10", "TBD"),
        ("[v1.3.0](../milestone/10)", None, "v1.3.0", None),
        ("v2.0 (Completed in July 2023)", None, "v2.0", "July 2023"),
        ("Version 3.1 (2027)", None, "3.1", "2027"),
        ("v2.8 (planned for 2027)", None, "v2.8", "2027"),
        ("v2.8 (LTS, 2027)", None, "v2.8", "2027"),
        ("v2.8 - 2027?", None, "v2.8", "2027"),
        ("v2.8 2027", None, "v2.8", "2027"),
        ("v2.8 (late 2027 or early 2028)", None, "v2.8", "late 2027"),
        ("v2.8 (Summer 2027)", None, "v2.8", "Summer 2027"),
        ("v2.8 (Dezember 2027)", None, "v2.8", "Dezember 2027"),
        ("v2.8 (after KubeCon 2027)", None, "v2.8", None),
        ("v2.8 (Windows 2027)", None, "v2.8", None),
        ("v2.8 (G3 2027)", None, "v2.8", None),
    ],
)
def test_headings_of_milestones(heading: str, product: str | None, version: str | None, period: str | None) -> None:
    milestone = only(f"## {heading}\n")
    found = (milestone.product, milestone.version, milestone.period)
    assert tuple(value.raw if value else None for value in found) == (product, version, period)


@pytest.mark.parametrize(
    "heading",
    [
        "1.1 Runtime improvements",
        "02-client refactor",
        "The road to Acme v2 GA",
        "Upgrade from v2.7 to v2.8",
        "What's new in v2.8",
        "Phase 1",
        "Post 1.0 Work",
        "Now",
        "Changes since Q1 2026 in the API",
        "Helm v3 feature parity",
    ],
)
def test_headings_of_no_milestones(heading: str) -> None:
    assert parse(f"## {heading}\n\n- a\n").milestones == ()


def test_a_heading_says_the_year_of_those_below_it() -> None:
    text = (
        "# Acme Roadmap\n\n## 2026\n\n### Early Q3 (July)\n\n### End of Q4\n\n### Q4 retrospective\n\n"
        "## v2.8 (2027)\n\n### Q1\n\n## Q2\n"
    )
    read = [
        (milestone.period.raw, str(milestone.period.value)) for milestone in parse(text).milestones if milestone.period
    ]
    assert read == [
        ("2026", "2026-01-01 to 2026-12-31"),
        ("Early Q3", "2026-07-01 to 2026-07-31"),
        ("End of Q4", "2026-12-01 to 2026-12-31"),
        ("2027", "2027-01-01 to 2027-12-31"),
    ]


def test_the_title_of_a_document_says_the_year() -> None:
    text = (
        "# Acme 2026 Roadmap\n\n## Milestones\n\n### Q1\n\n### v2.8 (Q2)\n\n### 2.9 (in summer)\n\n"
        "## Retrospective of 2025\n\n### Q4\n"
    )
    read = [(milestone.name, milestone.period and str(milestone.period.value)) for milestone in parse(text).milestones]
    assert read == [
        ("Q1", "2026-01-01 to 2026-03-31"),
        ("v2.8", "2026-04-01 to 2026-06-30"),
        ("2.9", None),
    ]


@pytest.mark.parametrize("title", ["Roadmap", "Acme Q4'25/Q1'26", "From 2025 to 2026", "Acme 2.0"])
def test_a_title_of_no_one_year_says_none(title: str) -> None:
    assert parse(f"# {title}\n\n## Q1\n").milestones == ()


def test_the_title_of_a_document_is_no_milestone() -> None:
    assert [milestone.name for milestone in parse("# Acme v2.8\n\n## v2.9\n").milestones] == ["v2.9"]


@pytest.mark.parametrize("period", ["Q5 2026", "Q2 2O26", "4Q 2026", "Janury 2026", "H3 2026", "O3 2026"])
def test_a_period_that_cannot_be_one_is_said(period: str) -> None:
    milestone = only(f"## v2.8 ({period})\n")
    assert milestone.period is None
    assert milestone.malformed_period
    assert milestone.malformed_period.raw == period


@pytest.mark.parametrize(
    ("heading", "part", "suspect"),
    [
        ("v2,9 (Q2 2026)", "version", "v2,9"),
        ("v2..9 (Q2 2026)", "version", "v2..9"),
        ("v2.9 (2nd quarter)", "period", "2nd quarter"),
        ("v2.9 (G3 2026)", "period", "G3 2026"),
        ("v2.9 (03 2026)", "period", "03 2026"),
    ],
)
def test_a_heading_among_milestones_that_cannot_be_read_is_said(heading: str, part: str, suspect: str) -> None:
    document = parse(f"### v2.8 (Q1 2026)\n\n### {heading}\n\n### v2.10 (Q3 2026)\n")
    assert [(unread.part, unread.suspect.raw) for unread in document.unread] == [(part, suspect)]


@pytest.mark.parametrize(
    "heading",
    [
        "v2.9 (after KubeCon 2026)",
        "v2.9 (3 features)",
        "v2.9 (draft 1)",
        "v2.9 (GA 2026)",
        "v2.9 (K8s 1.30)",
        "v1 users",
        "v2 migration (draft 1)",
        "2.0 highlights",
    ],
)
def test_words_with_a_number_are_not_unread(heading: str) -> None:
    assert parse(f"### v2.8 (Q1 2026)\n\n### {heading}\n\n### v2.10 (Q3 2026)\n").unread == ()


def test_a_heading_without_its_blank_is_unread() -> None:
    document = parse("# R\n\n## M\n\n### v2.8 (Q1 2026)\n\n###**v2.9** (Q2 `2026`)\ntext\n\n### v2.10 (Q3 2026)\n")
    (unread,) = document.unread
    assert (unread.part, unread.suspect.value, unread.suspect.raw) == ("heading", "###v2.9", "###**v2.9")
    assert (unread.heading.level, unread.heading.text.value, unread.parent) == (3, "v2.9 (Q2 2026)", 2)
    assert unread.heading.text.raw == "**v2.9** (Q2 `2026`)"


@pytest.mark.parametrize(
    "text",
    ["#12 (Q1 2026)", "####v2.9 (Q2 2026)", r"\###v2.9 (Q2 2026)", "`###v2.9` (Q2 2026)", "###tags", "- ###v2.9"],
)
def test_a_paragraph_that_is_no_heading_is_not_unread(text: str) -> None:
    assert parse(f"## M\n\n### v2.8 (Q1 2026)\n\n{text}\n\n### v2.10 (Q3 2026)\n").unread == ()


def test_nothing_is_unread_where_siblings_are_no_milestones() -> None:
    assert parse("## v2,9\n\n## Now\n\n## 02-client\n").unread == ()


# ------------------------------------------------------------------------------------------------- status and goal


@pytest.mark.parametrize(
    ("text", "status", "date"),
    [
        ("**Status**: In Progress", "In Progress", None),
        ("**Status:** 🟡 In Progress", "In Progress", None),
        ("_Status:_ **Completed** on 2025-02-20", "Completed", "2025-02-20"),
        ("Status: Completed in July 2023", "Completed", "July 2023"),
        ("status - on hold", "on hold", None),
        ("_Completed Q2 2021_", "Completed", "Q2 2021"),
        ("> not this\n\n- **Status**: Planned\n- [ ] a", "Planned", None),
        ("**Status**: Complted on 2025-02-20", "Complted", "2025-02-20"),
        ("Released in May", "Released", None),
        ("**Status**: Complete by Q3 2026", "Complete by Q3 2026", None),
    ],
)
def test_status_lines(text: str, status: str, date: str | None) -> None:
    milestone = under_milestone(text)
    assert milestone.status
    assert milestone.status.status.raw == status
    assert (milestone.status.date.raw if milestone.status.date else None) == date


@pytest.mark.parametrize(
    "text",
    ["Completed tasks are struck out.", "Released in May, and liked", "The status is good", "- [x] Status page", ""],
)
def test_no_status_line(text: str) -> None:
    assert under_milestone(text).status is None


@pytest.mark.parametrize(
    ("heading", "status", "date"),
    [
        ("v2.0 (Completed in July 2023)", "Completed", "July 2023"),
        ("v2.0(Planned on Oct 23,2020)", "Planned", "Oct 23,2020"),
        ("v2.8 ✅ Completed", "Completed", None),
        ("v2.8 :heavy_check_mark:", ":heavy_check_mark:", None),
        (":soon: v2.8", ":soon:", None),
        ("v2.8 :arrows_counterclockwise:", ":arrows_counterclockwise:", None),
        ("v2.8 - Released (Q1 2026)", "Released", None),
        ("v2.8 (Q1 2026) — In Progress", "In Progress", None),
        ("v2.8 [Done]", "Done", None),
        ("v2.8: Completed in May", "Completed", None),
        ("v2.8 (In Progress, likely v2.9)", "In Progress", None),
        ("v2.8 (Q1 2026) 🚧 **80% complete**", "80% complete", None),
    ],
)
def test_a_status_in_a_heading(heading: str, status: str, date: str | None) -> None:
    line = only(f"### {heading}\n").status
    assert line
    assert (line.status.raw, line.date.raw if line.date else None) == (status, date)


@pytest.mark.parametrize(
    "heading",
    [
        "v2.8 (draft 1)",
        "v2.8 - Completed rewrite",
        "v2.8 - Open, fast and safe",
        "v2.8: Future proofing",
        "v2.8 (TBA)",
        "v2.8 :hammer:",
    ],
)
def test_no_status_in_a_heading(heading: str) -> None:
    assert only(f"### {heading}\n").status is None


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("- Planned release: early October 2017\n- Faster builds", "early October 2017"),
        ("- **Lead:** @ada\n- **Release date:** 2026-03-01\n- Faster builds", "2026-03-01"),
        ("Target: Q1 2026 (tentative)\n\n- Faster builds", "Q1 2026"),
        ("**ETA**: ~ 2026\n\n- Faster builds", "2026"),
        ("For those who wait.\n\n_Due date: May 19, 2026_\n\n- Faster builds", "May 19, 2026"),
        ("*Target: mid-January 2027 · [board](https://example.com)*\n\n- Faster builds", "mid-January 2027"),
        ("**Status: in progress** · **Target: Q4 2026**\n\n- Faster builds", "Q4 2026"),
        ("Target: Q4 2026 | Owner: @ada\n\n- Faster builds", "Q4 2026"),
        ("Status: planned\nTarget: March 2027\n\n- Faster builds", "March 2027"),
        ("> Planned: end of December 2026\n\n- Faster builds", "end of December 2026"),
        ("_Planned for December 2026_\n\n- Faster builds", "December 2026"),
        ("Expected in Q1 2027 (tentative)\n\n- Faster builds", "Q1 2027"),
        ("- Release: when it is ready\n- Faster builds", None),
        ("Target: Q1 2026 · slipped from Q4 2025\n\n- Faster builds", None),
        ("Target: Q1 2026 and [more](https://example.com)\n\n- Faster builds", None),
        ("Planned: faster builds in Q1 2026\n\n- Faster builds", None),
        ("Planned for December 2026 are builds\n\n- Faster builds", None),
        ("Planned by the people of Q1 2026\n\n- Faster builds", None),
        ("- [ ] Planned for Q1 2026\n- Faster builds", None),
        ("We wait.\nTarget: March 2027\n\n- Faster builds", None),
        ("- Release: the first of two in Q1 2026\n- Faster builds", None),
        ("- Faster builds\n  - Target: Q1 2026", None),
        ("- Plugins by Q1 2026\n- Faster builds", None),
    ],
)
def test_the_date_of_a_version_in_a_line_of_its_own(line: str, period: str | None) -> None:
    milestone = only(f"## v2.8\n\n{line}\n")
    assert (milestone.period.raw if milestone.period else None) == period
    assert [item.content.text for item in milestone.items][-1] == "Faster builds"
    assert not any("early October" in task.text.value for task in milestone.tasks)


def test_the_heading_says_the_period_before_any_line_does() -> None:
    milestone = only("## v2.8 (Q1 2026)\n\nRelease date: 2026-05-01\n")
    assert milestone.period
    assert milestone.period.raw == "Q1 2026"
    assert milestone.goal is None


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("- End of life: March 2027\n- Faster builds", "March 2027"),
        ("- EOL Q2 2027\n- Faster builds", "Q2 2027"),
        ("**Supported until** ~2027-03-01\n\n- Faster builds", "2027-03-01"),
        ("_Planned end of support: mid 2027 (tentative)_\n\n- Faster builds", "mid 2027"),
        ("- Support ends in 2027\n- Faster builds", "2027"),
        ("**Released:** May 2026\n**End of support:** January 2027\n\n- Faster builds", "January 2027"),
        ("**End of support:** January 2027\\\nTarget: Q1 2026\n\n- Faster builds", "January 2027"),
        ("- End of life: TBA\n- Faster builds", None),
        ("- [ ] End of life: March 2027\n- Faster builds", None),
        ("- End of support for Kubernetes 1.30: March 2027\n- Faster builds", None),
        ("- End of support: Kubernetes 1.30, March 2027\n- Faster builds", None),
        ("- End of support: March 2027\n  of the old API\n- Faster builds", None),
        ("- EOL: March 2027\n- End of support: May 2027\n- Faster builds", None),
        ("- EOLs in 2027\n- Faster builds", None),
        ("#### API\n\n- End of life: March 2027\n- Faster builds", None),
    ],
)
def test_the_end_of_a_version_in_a_line_of_its_own(line: str, end: str | None) -> None:
    milestone = only(f"## v2.8 (Q1 2026)\n\n{line}\n")
    assert (milestone.end_of_life.raw if milestone.end_of_life else None) == end
    assert end is None or ([task.text.value for task in milestone.tasks], milestone.goal) == (["Faster builds"], None)
    assert lint(f"## v2.8 (Q1 2026)\n\n{line}\n") == ()


@pytest.mark.parametrize(
    ("heading", "period", "end"),
    [
        ("3.7 series (security fixes until April 2027)", None, "April 2027"),
        ("v3.7 (EOL April 2027)", None, "April 2027"),
        ("v3.7 (Q1 2026, EOL Q2 2027)", "Q1 2026", "Q2 2027"),
        ("v3.7 – End of support: May 2027", None, "May 2027"),
        ("v3.7 (LTS, maintained until the end of 2027; May 2026)", "May 2026", "end of 2027"),
        ("v3.7 (EOL ~2027)", None, "2027"),
        ("v3.7 (until April 2027)", "April 2027", None),
        ("v3.7 (security fixes, April 2027)", "April 2027", None),
        ("v3.7 (end of support for the old API in April 2027)", "April 2027", None),
        ("v3.7 (planned end of April 2027)", "end of April 2027", None),
    ],
)
def test_the_end_of_a_version_in_its_heading(heading: str, period: str | None, end: str | None) -> None:
    milestone = only(f"## {heading}\n")
    assert (milestone.period.raw if milestone.period else None) == period
    assert (milestone.end_of_life.raw if milestone.end_of_life else None) == end


def test_a_version_that_tells_its_end_needs_no_period() -> None:
    assert lint("## v2.8 (Q1 2026)\n\n## v2.9 (Q2 2026)\n\n## v2.7 (security fixes until Q4 2026)\n") == ()


def test_only_a_version_has_an_end_of_life() -> None:
    assert only("## Q1 2026\n\n- End of life: March 2027\n").end_of_life is None


@pytest.mark.parametrize(
    ("sign", "state"),
    [("🚧", "in progress"), (":construction:", "in progress"), ("✅ (2026-02-20)", "completed")],
)
def test_a_sign_may_be_all_that_a_status_line_says(sign: str, state: str | None) -> None:
    line = under_milestone(f"**Status**: {sign}\n").status
    assert line
    assert (line.status.raw, line.status.value.state) == (sign.split()[0], state)


def test_a_sign_without_a_meaning_is_no_status_line() -> None:
    assert under_milestone("**Status**: ❌\n").status is None


def test_a_status_of_a_sign_is_not_missing() -> None:
    said = (":white_check_mark:", "🚧", "Planned")
    text = "# Acme\n\n" + "".join(f"## v2.{minor}\n\n**Status**: {status}\n\n" for minor, status in enumerate(said))
    assert lint(text) == ()


def test_a_status_line_ends_where_the_target_begins() -> None:
    line = only("## v2.8\n\n**Status: done** · Target: Q4 2026\n").status
    assert line
    assert (line.status.raw, line.date) == ("done", None)


def test_a_goal_below_lines_with_labels() -> None:
    milestone = only("## v2.8\n\nStatus: planned\nTarget: March 2027\nThe goal is\nto ship.\n")
    assert milestone.goal
    assert milestone.goal.value == "The goal is to ship."


def test_a_goal_in_the_paragraph_of_the_status() -> None:
    milestone = under_milestone("**Status**: Planned\nThe goal is\nto ship.\n")
    assert milestone.status
    assert milestone.goal
    assert (milestone.status.status.raw, milestone.goal.value) == ("Planned", "The goal is to ship.")
    assert milestone.goal.raw == "The goal is\nto ship."


def test_a_paragraph_behind_the_list_is_no_goal() -> None:
    assert under_milestone("- a\n\nNot determined yet.\n").goal is None


# ------------------------------------------------------------------------------------------------ groups and tasks


def test_subheadings_are_groups() -> None:
    milestone = under_milestone("- a\n\n#### Helm\n\n- [ ] b\n  - [x] c\n\n##### Deeper\n\n- d\n\n#### Empty\n\ntext\n")
    assert [group.title.value for group in milestone.groups] == ["Helm", "b", "Deeper"]
    assert [(task.text.value, task.checked) for task in milestone.tasks] == [("a", None), ("c", True), ("d", None)]


@pytest.mark.parametrize(
    ("item", "box", "text"),
    [
        ("- [ ] a", "[ ]", "a"),
        ("- [X]  a", "[X]", "a"),
        ("* [x]\ta", "[x]", "a"),
        ("1. [x] a\n   b", "[x]", "a b"),
        ("- [] a", None, "[] a"),
        ("- [x]a", None, "[x]a"),
        (r"- \[x] a", None, "[x] a"),
        ("- `[x]` a", None, "[x] a"),
        ("- **[x]** a", None, "[x] a"),
        ("- [&#x78;] a", None, "[x] a"),
        ("-", None, ""),
    ],
)
def test_boxes(item: str, box: str | None, text: str) -> None:
    (task,) = under_milestone(item).tasks
    assert (task.box.raw if task.box else None, task.text.value) == (box, text)


def test_texts_of_whole_blocks_keep_the_markup_at_their_ends() -> None:
    document = parse(
        """
        ### **v2.8** (Q1 *2026*) {#v28}

        Status: Planned
        **Ship** `it`

        - **Builds**
          - [ ] Faster `builds`
          - a **bold**
          - [x] **[Add](a.md)** b

        ## **Q1** `2026`

        """
    )
    first, second = document.milestones
    assert first.goal
    assert (first.heading.text.raw, first.goal.raw) == ("**v2.8** (Q1 *2026*)", "**Ship** `it`")
    assert second.heading.text.raw == "**Q1** `2026`"
    assert [group.title.raw for group in first.groups] == ["**Builds**"]
    assert [task.text.raw for task in first.tasks] == ["Faster `builds`", "a **bold**", "**[Add](a.md)** b"]
    narrow = [first.version, first.period, second.period]
    assert [value.raw if value else None for value in narrow] == ["v2.8", "Q1 *2026", "Q1** `2026"]


def test_titles_of_proposals_keep_the_markup_at_their_ends() -> None:
    text = "- [RFC-0001](a) **One**\n- **RFC-0002** [Two](b)\n- [RFC-0003](c)\n"
    (proposals,) = parse(text).proposals
    assert [proposal.title.raw for proposal in proposals] == ["**One**", "[Two](b)", ""]


# ------------------------------------------------------------------------------------------------------------ claims


def claims(item: str) -> list[tuple[type, str, str]]:
    found = []
    for claim in under_milestone(item).claims:
        if isinstance(claim, EndOfSupport | TestedWith):
            found.append((type(claim), claim.product.raw, claim.version.raw))
        elif isinstance(claim, Promotes):
            found.append((Promotes, claim.api.raw, claim.version.raw))
        else:
            found.append((type(claim), claim.api.value.group, claim.api.value.version))
    return found


@pytest.mark.parametrize(
    ("item", "read"),
    [
        ("- End support for Flux v2.5.x", [(EndOfSupport, "Flux", "v2.5.x")]),
        ("- [ ] End support\n  for Kubernetes\n  v1.32.x.", [(EndOfSupport, "Kubernetes", "v1.32.x")]),
        (
            "- End support for Kubernetes 1.29 and 1.30",
            [(EndOfSupport, "Kubernetes", "1.29"), (EndOfSupport, "Kubernetes", "1.30")],
        ),
        ("- Flux v2.5.x reaches end of life", [(EndOfSupport, "Flux", "v2.5.x")]),
        ("- [x] **End-to-end** testing for Kubernetes `1.35`", [(TestedWith, "Kubernetes", "1.35")]),
        ("- [e2e tests against Kubernetes 1.35](a)", [(TestedWith, "Kubernetes", "1.35")]),
        ("- Promote the `Event` API to `v1`", [(Promotes, "Event", "v1")]),
        ("- Deprecate APIs in the group `a.b.io/v1beta3`", [(Deprecates, "a.b.io", "v1beta3")]),
        ("- Remove deprecated APIs in group\n  `a.b.io/v1beta2`", [(Removes, "a.b.io", "v1beta2")]),
    ],
)
def test_claims(item: str, read: list[tuple[type, str, str]]) -> None:
    assert claims(item) == read


@pytest.mark.parametrize(
    "item",
    [
        "- Remove support for deprecated fields in Provider API v1",
        "- Introduce support for tokens in Flux v2.5",
        "- End support for the v1 protocol",
        "- End-to-end testing for bootstrap on AMD64",
        "- Testing",
        "- Promote the roadmap",
    ],
)
def test_no_claims(item: str) -> None:
    assert claims(item) == []


# ------------------------------------------------------------------------------------------------------------ corpus

FLUX: dict[str, list[tuple[str, str | None, str, str | None, int, int]]] = {
    # heading up to its bracket, version, period, status, tasks, claims: counted by hand in the documents
    "2021-12-02-426020cd": [],
    "2022-11-02-f4582a9b": [
        ("Flux GitOps GA", None, "Q1 2023", None, 20, 0),
        ("Flux Helm GA", None, "Q2 2023", None, 10, 0),
        ("Flux Notifications GA", None, "TBA", None, 2, 0),
        ("Flux Image Automation GA", None, "TBA", None, 2, 0),
        ("Flux S3-compatible APIs GA", None, "TBA", None, 1, 0),
        ("Flux OCI artifacts GA", None, "TBA", None, 1, 0),
    ],
    "2025-05-29-2d83f830": [
        ("v2.5", "v2.5", "Q1 2025", "Completed", 16, 3),
        ("v2.6", "v2.6", "Q2 2025", "Completed", 23, 5),
        ("v2.7", "v2.7", "Q3 2025", "In Progress", 13, 11),
    ],
    "2025-12-23-a8a2d4de": [
        ("v2.8", "v2.8", "Q1 2026", "In Progress", 14, 6),
        ("v2.9", "v2.9", "Q2 2026", "Provisional", 10, 5),
        ("v2.10", "v2.10", "Q3 2026", "Provisional", 8, 7),
    ],
    "2026-02-28-b838fa80": [
        ("v2.8", "v2.8", "Q1 2026", "Completed", 22, 6),
        ("v2.9", "v2.9", "Q2 2026", "In Progress", 11, 5),
        ("v2.10", "v2.10", "Q3 2026", "Provisional", 8, 7),
    ],
    "2026-06-19-694b3331": [
        ("v2.8", "v2.8", "Q1 2026", "Completed", 22, 6),
        ("v2.9", "v2.9", "Q2 2026", "In Progress", 34, 5),
        ("v2.10", "v2.10", "mid Q4 2026", "Provisional", 22, 7),
    ],
    "roadmap": [
        ("v2.8", "v2.8", "Q1 2026", "In Progress", 18, 6),
        ("v2.9", "v2.9", "Q2 2026", "Provisional", 10, 5),
        ("v2.10", "v2.10", "Q3 2026", "Provisional", 8, 7),
    ],
}


@pytest.mark.parametrize("name", FLUX)
def test_the_home_roadmap_through_the_years(corpus: Path, name: str) -> None:
    document = parse_proven(read(corpus / "flux" / f"{name}.md"))
    assert [
        (
            milestone.heading.text.value.split(" (")[0],
            milestone.version.raw if milestone.version else None,
            milestone.period.raw if milestone.period else None,
            milestone.status.status.raw if milestone.status else None,
            len(milestone.tasks),
            len(milestone.claims),
        )
        for milestone in document.milestones
    ] == FLUX[name]
    assert document.unread == ()


def test_the_status_of_the_home_roadmap_has_its_place(corpus: Path) -> None:
    text = read(corpus / "flux" / "2025-05-29-2d83f830.md")
    status = parse_proven(text).milestones[0].status
    assert status
    assert (line_of(text, status.span), status.date.raw) == (33, "2025-02-20")  # type: ignore[union-attr]
    assert [link.text.value for link in status.links] == ["changelog"]


def test_every_real_roadmap_is_read_with_its_places(corpus: Path) -> None:
    paths = sorted(corpus.rglob("*.md"))
    assert len(paths) > 40
    for path in paths:
        parse_proven(read(path), path.name)


@pytest.mark.parametrize("example", CLAIM_EXAMPLES)
def test_each_statement_reads_the_example_that_it_gives(example: str) -> None:
    (milestone,) = parse_proven(f"# Acme Roadmap\n\n### v2.8\n\n- {example}\n").milestones
    assert len(milestone.claims) == 1


def test_the_texts_below_a_milestone_come_in_order() -> None:
    text = dedent("""\
        # Acme Roadmap

        ### v2.8

        | a | b |
        |---|---|
        | c | d |

        > quoted

        - item
          - inner

          behind

        last

        ### v2.9

        other
        """)
    document = parse_proven(text)
    first, second = document.milestones
    assert " ".join(part.text for part in document.texts_below(first)) == "a b c d quoted item inner behind last"
    assert [part.text for part in document.texts_below(second)] == ["other"]


@pytest.mark.parametrize(
    ("stretch", "seen"),
    [
        ("Status", "Status"),
        ("**Status**: Done", "Status: Done"),
        ("one [notes](https://acme.example/v2.8)", "one notes"),
        ("https://acme.example", ""),
        ("tes](https://acme.example/v2.8) &amp; more", "tes & more"),
    ],
)
def test_what_a_reader_sees_of_a_stretch(stretch: str, seen: str) -> None:
    text = "### v2.8\n\n**Status**: Done one [notes](https://acme.example/v2.8) &amp; more\n"
    start = text.index(stretch)
    status = parse_proven(text).milestones[0].status
    assert status
    assert status.content.within(Span(start, start + len(stretch))) == seen


def test_buckets_are_headings_that_sort_work_without_a_date() -> None:
    document = parse(
        """
        # Now

        ## 🚀 Up next

        - Plugin API

        ### Console

        - [ ] Dark mode

        ### Done

        - Audit log

        ## Later (2027)

        ### v3.0

        - New wire protocol

        ## v2.9 (Q2 2026)

        ### In Progress

        - [ ] Faster builds

        ## Next steps

        - Write to us
        """
    )
    found = [(bucket.kind.value, bucket.kind.raw, bucket.heading.text.value) for bucket in document.buckets]
    assert found == [
        ("next", "Up next", "🚀 Up next"),
        ("done", "Done", "Done"),
        ("later", "Later", "Later (2027)"),
        ("now", "In Progress", "In Progress"),
    ]
    next_up, done, later, inner = document.buckets
    assert [item.content.text for item in next_up.items] == ["Plugin API", "Console"]
    assert [item.content.text for item in done.items] == ["Audit log"]
    assert (done.parent, next_up.parent) == (next_up.section, 1)
    assert later.items == ()
    milestone = document.milestones[-1]
    assert inner.parent == milestone.section
    assert [group.title.value for group in milestone.groups] == ["In Progress"]
