"""The anchors of the renderers, and what a broken one means."""

from __future__ import annotations

import pytest

from roadmap_lint.anchors import DIALECTS, Anchors, anchors

# heading, and its anchor by github, hugo, gitlab, mkdocs, myst
SLUGS = [
    ("v2.9 (Q2 2026)", "v29-q2-2026", "v29-q2-2026", "v29-q2-2026", "v29-q2-2026", "v29-q2-2026"),
    ("UI/CLI & more", "uicli--more", "uicli--more", "uicli-more", "uicli-more", "uicli--more"),
    ("🎉 Goals", "-goals", "-goals", "-goals", "goals", "-goals"),
    (":tada: Goals", "tada-goals", "tada-goals", "tada-goals", "tada-goals", "tada-goals"),
    ("Über_uns", "über_uns", "über_uns", "über_uns", "uber_uns", "über_uns"),
    ("目標", "目標", "目標", "目標", "_1", "目標"),
    ("2026", "2026", "2026", "anchor-2026", "2026", "2026"),
    ("!", "", "heading", "", "_1", ""),
]
# the same headings, by two more
KRAMDOWN = {
    "v2.9 (Q2 2026)": "v29-q2-2026",
    "UI/CLI & more": "uicli--more",
    "🎉 Goals": "goals",
    ":tada: Goals": "tada-goals",
    "Über_uns": "beruns",
    "目標": "section",
    "2026": "section",
    "!": "section",
}
VUEPRESS = {
    "v2.9 (Q2 2026)": "v2-9-q2-2026",
    "UI/CLI & more": "ui-cli-more",
    "🎉 Goals": "🎉-goals",
    ":tada: Goals": "tada-goals",
    "Über_uns": "uber-uns",
    "目標": "目標",
    "2026": "_2026",
    "!": "",
}


@pytest.mark.parametrize(("heading", "github", "hugo", "gitlab", "mkdocs", "myst"), SLUGS)
def test_the_anchor_of_a_heading(heading: str, github: str, hugo: str, gitlab: str, mkdocs: str, myst: str) -> None:
    made = {dialect: anchors([heading], dialect)[0] for dialect in DIALECTS}
    assert made == {
        "github": github,
        "hugo": hugo,
        "gitlab": gitlab,
        "mkdocs": mkdocs,
        "docusaurus": github,
        "myst": myst,
        "kramdown": KRAMDOWN[heading],
        "vuepress": VUEPRESS[heading],
    }


def test_repeated_headings_are_numbered() -> None:
    assert anchors(["Goals", "Goals", "Goals 1", "Goals"]) == ["goals", "goals-1", "goals-1-1", "goals-2"]
    assert anchors(["Goals", "Goals", "Goals"], "mkdocs") == ["goals", "goals_1", "goals_2"]


@pytest.mark.parametrize(
    ("fragment", "known", "found"),
    [
        ("ui-cli", ["uicli", "ui"], ["uicli"]),
        ("Goals", ["goals"], ["goals"]),
        ("v28-q1-2026", ["v28-q2-2026", "v29-q1-2026"], ["v28-q2-2026"]),
        ("ga-late-q1-2026", ["ga-2026"], ["ga-2026"]),
        ("v28", ["v28-q2-2026", "v29-q3-2026"], ["v28-q2-2026"]),
        ("plugin", ["plugin-api", "console"], ["plugin-api"]),
        ("plugn-api", ["plugin-api", "console"], ["plugin-api"]),
        ("plans", ["plans-2025", "plans-2026"], ["plans-2025", "plans-2026"]),
        ("v22", ["v23", "v24"], []),
        ("q1-2026", ["q2-2026"], []),
        ("release-2-8", ["release-2-9"], []),
        ("now", ["new"], []),
        ("nowhere", [], []),
    ],
)
def test_what_a_broken_anchor_means(fragment: str, known: list[str], found: list[str]) -> None:
    assert Anchors(known).meant(fragment) == found
