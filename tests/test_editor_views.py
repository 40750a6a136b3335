"""What editors show of a roadmap, told without an editor: hovers, completions, outlines, actions, positions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from corpus import corpus as corpus
from corpus import read as read_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from roadmaps import Plan, plans

from roadmap_lint import Config, ConfigError, Context, Document, Source, Span, parse
from roadmap_lint.diagnostic import Fix
from roadmap_lint.engine import apply_fixes, check
from roadmap_lint.integrations.lsp.actions import Action, edits_between, fix_all, quick_fixes
from roadmap_lint.integrations.lsp.completion import Completion, completions
from roadmap_lint.integrations.lsp.hover import Hover, hover
from roadmap_lint.integrations.lsp.outline import Symbol, lenses, symbols
from roadmap_lint.integrations.lsp.positions import ENCODINGS, Position, Positions
from roadmap_lint.integrations.lsp.workspace import (
    Place,
    Settings,
    SettingsError,
    config_of,
    place_of,
    read,
    read_settings,
)

CURSOR = "▮"


def at_cursor(marked: str) -> tuple[str, int]:
    """A text without its cursor, and where that was."""
    assert marked.count(CURSOR) == 1
    return marked.replace(CURSOR, ""), marked.index(CURSOR)


# ---------------------------------------------------------------------------------------------------------- positions

CODECS = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1), "utf-32": ("utf-32-le", 4)}
texts = st.text(st.sampled_from("aé€🚀\n\r\t\u2028\x0c\ufeff") | st.characters(codec="utf-8"), max_size=40)


@given(texts, st.sampled_from(ENCODINGS), st.data())
def test_positions_count_the_units_of_the_encoding(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    positions, (codec, unit) = Positions(Source(text), encoding), CODECS[encoding]
    line, character = positions.at(offset)
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    if not (text[offset - 1 : offset] == "\r" and text[offset : offset + 1] == "\n"):
        assert line == before.count("\n")
        assert character == len(before[before.rfind("\n") + 1 :].encode(codec)) // unit
        assert positions.offset(line, character) == offset


@given(texts, st.sampled_from(ENCODINGS), st.integers(0, 60), st.integers(0, 60))
def test_a_position_outside_of_the_text_is_the_nearest_in_it(
    text: str, encoding: str, line: int, character: int
) -> None:
    positions = Positions(Source(text), encoding)
    offset = positions.offset(line, character)
    assert 0 <= offset <= len(text)
    assert positions.at(offset) <= (line, character)


def test_a_position_within_a_character_is_before_it() -> None:
    assert Positions(Source("a🚀b"), "utf-16").offset(0, 2) == 1
    assert Positions(Source("a🚀b"), "utf-8").offset(0, 3) == 1
    assert Positions(Source("\ud800b"), "utf-8").at(1) == Position(0, 3)  # a byte that is not UTF-8


# ------------------------------------------------------------------------------------------------------------- hovers

ROADMAP = """\
# Acme Roadmap

## Milestones

### v2.8 (Q1 2026)

**Status**: Completed

- [x] Faster builds
- [x] End support for Acme v2.5.x
- [x] End-to-end testing for Kubernetes 1.35

### v2.9 (Q2 2026)

**Status**: In Progress

- [ ] The console
  - [x] Dark mode
  - [ ] Light mode
- [ ] End support for Acme v2.6.x
- [ ] End support for Kubernetes v1.33.x
- [ ] End-to-end testing for Kubernetes 1.36

### v2.11 (Q4 2026)

- End support for Acme v2.8.x
"""


def hovered(marked: str, config: Config | None = None) -> Hover | None:
    text, offset = at_cursor(marked)
    config = config or Config.default()
    return hover(parse(text), config, Context().told(config.project, config.facts), offset)


def shown(marked: str, config: Config | None = None) -> str:
    found = hovered(marked, config)
    return found.text if found else ""


def test_a_milestone_tells_its_window() -> None:
    assert shown(ROADMAP.replace("### v2.8", "### v2▮.8")) == (
        "**v2.8**: Q1 2026 (2026-01-01 to 2026-03-31), Completed, 3 of 3 done\n\n"
        "- ends support for v2.5.x\n"
        "- from then on v2.6.x to v2.8.x are supported\n"
        "- its support ends with v2.11 (Q4 2026)\n"
    )


def test_a_version_that_nobody_ends_yet_is_counted_on() -> None:
    said = shown(ROADMAP.replace("### v2.9", "### ▮v2.9"))
    assert "- by the window of 3 minors, its support ends with v2.12\n" in said


def test_no_minor_is_counted_on_to_behind_a_new_major() -> None:
    marked = ROADMAP.replace("### v2.9", "### ▮v2.9") + "\n### v3.0 (Q1 2027)\n"
    assert "its support ends" not in shown(marked)


def test_a_version_that_a_milestone_ends_tells_where_it_came_out() -> None:
    assert shown(ROADMAP.replace("Acme v2.8.x", "Acme v2.8.x▮")) == (
        "**v2.8.x**: Q1 2026 (2026-01-01 to 2026-03-31), Completed, 3 of 3 done\n\n"
        "- its support ends with v2.11 (Q4 2026)\n"
    )


def test_a_version_of_kubernetes_tells_its_dates_and_where_it_stands() -> None:
    found = hovered(ROADMAP.replace("1.36", "1.▮36"))
    assert found is not None
    assert ROADMAP[slice(*found.span)] == "1.36"
    first, *facts = found.text.splitlines()
    assert first == "**Kubernetes 1.36**"
    assert "- released 2026-04-22" in facts
    assert "- end of life 2027-06-28" in facts
    assert "- v2.9 (Q2 2026) tests it" in facts
    assert facts[-1].startswith("Kubernetes releases of 20")


@pytest.mark.parametrize("word", ["▮Kubernetes", "Kube▮rnetes", "Kubernetes▮"])
def test_the_name_of_a_platform_tells_what_its_version_tells(word: str) -> None:
    for line in ("End support for Kubernetes v1.33.x", "End-to-end testing for Kubernetes 1.36"):
        version = line.rpartition(" ")[2]
        found = hovered(ROADMAP.replace(line, line.replace("Kubernetes", word)))
        assert found is not None
        assert found.text == shown(ROADMAP.replace(line, line.replace(version, f"▮{version}")))
        assert ROADMAP[slice(*found.span)] == f"Kubernetes {version}"
    assert shown(f"# Acme\n\nNeeds **{word}** 1.35.\n") == shown("# Acme\n\nNeeds **Kubernetes** 1.▮35.\n") != ""


def test_of_several_versions_a_name_tells_the_first() -> None:
    line = "End support for Kubernetes v1.33.x"
    named = shown(ROADMAP.replace(line, "End support for Kuber▮netes v1.32.x and v1.33.x"))
    assert named == shown(ROADMAP.replace(line, "End support for Kubernetes v1.▮32.x and v1.33.x"))
    assert named.startswith("**Kubernetes 1.32**")


def test_a_release_to_come_is_projected() -> None:
    said = shown(ROADMAP.replace("Kubernetes 1.36", "Kubernetes 1.38▮"))
    assert "- not announced; projected for 20" in said
    assert "end of life" not in said


def test_a_platform_in_prose_is_known_too() -> None:
    said = shown("# Acme\n\nNeeds **Kubernetes** (k8s 1.3▮5) or later.\n")
    assert said.startswith("**Kubernetes 1.35**\n\n- released 2025-12-17\n")


def test_a_platform_of_the_config_is_known() -> None:
    releases = {"4.20": {"released": date(2025, 10, 21)}}
    config = Config.from_table({"platforms": {"openshift": {"releases": releases}}})
    assert "- released 2025-10-21" in shown("# Acme\n\nRuns on OpenShift 4.2▮0.\n", config)


def test_a_row_of_a_support_table_tells_what_it_says() -> None:
    table = "# Acme\n\n| Version | Released | End of life |\n|---|---|---|\n| v▮2.8 | 2026-01-12 | 2027-01-12 |\n"
    assert shown(table) == "**v2.8**\n\n- released 2026-01-12\n- end of life 2027-01-12\n"


@pytest.mark.parametrize(
    "marked",
    [
        "# Acme ▮Roadmap\n",
        "# Acme\n\nWe love 1.▮35 things.\n",
        "# Acme\n\nNeeds Kubernetes 7.▮1.\n",
        "# Acme\n\nNeeds Kube▮rnetes.\n",
        "# Acme\n\nNe▮eds Kubernetes 1.35.\n",
        "# Acme\n\n### v2.8\n\n- End support for Postgres 1▮3\n",
        "▮",
    ],
)
def test_where_nothing_is_known_nothing_is_said(marked: str) -> None:
    assert hovered(marked) is None


def test_what_a_document_says_is_no_markup() -> None:
    assert "**<img" not in shown("# Acme\n\n### Acme v2.8▮ (Q1 2026)\n\n**Status**: Completed <b> [x](y)\n")


@pytest.mark.parametrize(
    "marked",
    [
        "# Acme\n\n<!-- roadmap-lint-disable-next-line RM201, eol-l▮ag -->\n",
        "# Acme\n\n<!-- roadmap-lint-disable-file ▮RM201 -->\n",
        "---\nroadmap-lint-disable: [eol▮-lag]\n---\n\n# Acme\n",
    ],
)
def test_a_rule_in_a_suppression_shows_its_page(marked: str) -> None:
    said = shown(marked)
    assert said.startswith("# RM201 eol-lag\n")
    assert said.endswith("/docs/rules/RM201-eol-lag.md)\n")


@pytest.mark.parametrize("marked", ["# Acme\n\n<!-- eol-l▮ag -->\n", "# Acme\n\n`eol-l▮ag`\n"])
def test_a_rule_elsewhere_is_a_word(marked: str) -> None:
    assert hovered(marked) is None


# -------------------------------------------------------------------------------------------------------- completions


def offered(marked: str) -> list[Completion]:
    text, offset = at_cursor(marked)
    return list(completions(parse(text), Config.default(), offset))


def written(marked: str, label: str) -> str:
    """The text after a completion was taken."""
    text, offset = at_cursor(marked)
    (taken,) = (offer for offer in offered(marked) if offer.label == label)
    assert taken.span.start <= offset <= taken.span.end
    return text[: taken.span.start] + taken.text + text[taken.span.end :]


def test_statuses_of_the_document_come_first() -> None:
    labels = [offer.label for offer in offered(ROADMAP.replace("v2.11 (Q4 2026)", "v2.11 (Q4 2026)\n\n**Status**: ▮"))]
    assert labels[:3] == ["Completed", "In Progress", "Provisional"]
    assert len({label.casefold() for label in labels}) == len(labels)
    assert "Postponed" in labels


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**Status**: ▮", "**Status**: In Progress"),
        ("**Status:** in▮", "**Status:** In Progress"),
        ("Status: In Pro▮gres", "Status: In Progress"),
        ("- **Status**: In▮ Progres", "- **Status**: In Progress"),
    ],
)
def test_a_status_replaces_what_stands_there(before: str, after: str) -> None:
    heading = "# Acme\n\n### v2.8 (Q1 2026)\n\n"
    assert written(f"{heading}{before}\n", "In Progress") == f"{heading}{after}\n"


def test_a_status_is_written_as_the_others_are() -> None:
    text = "# Acme\n\n### v2.8\n\nStatus: done\n\n### v2.9\n\nStatus: ▮\n"
    assert [offer.label for offer in offered(text)][:3] == ["done", "provisional", "planned"]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("v2.8 (Q1 2026)", "v2.9 (Q2 2026)"), "v2.10 (Q3 2026)"),
        (("v2.9 (Q2 2026)", "v2.8 (Q1 2026)"), "v2.10 (Q3 2026)"),
        (("v2.9 (Q3 2026)", "v2.10 (Q4 2026)"), "v2.11 (Q1 2027)"),
        (("v1.0 (Q1 2026)", "v1.1 (Q3 2026)", "v1.2 (Q1 2027)"), "v1.3 (Q3 2027)"),
        (("Acme 1.0.0 - H2 2026",), "Acme 1.1.0 - H1 2027"),
        (("v3 (2026)", "v4 (2027)"), "v5 (2028)"),
        (("v2.9 (2026 Q2)",), "v2.10 (2026 Q3)"),
        (("v2.9 (Q4'26)",), "v2.10 (Q1'27)"),
        (("v2.9 (mid Q2 2026)",), "v2.10"),
        (("v2.9: The console (Q2 2026)",), "v2.10"),
        (("v2.9",), "v2.10"),
    ],
)
def test_the_next_milestone_is_written_as_the_last_one(headings: tuple[str, ...], expected: str) -> None:
    above = "".join(f"### {heading}\n\n- [ ] Work\n\n" for heading in headings)
    assert [offer.label for offer in offered(f"# Acme Roadmap\n\n{above}### ▮\n")] == [expected]
    assert written(f"# Acme Roadmap\n\n{above}### v2▮\n", expected).endswith(f"\n### {expected}\n")


@pytest.mark.parametrize(
    "line", ["## ▮", "### v2.10-▮rc.1 of words", "#### ▮", "###▮", "▮", "A word▮", "- Status▮", "### v2.10 ▮The UI"]
)
def test_elsewhere_no_milestone_is_offered(line: str) -> None:
    assert offered(f"# Acme\n\n### v2.8 (Q1 2026)\n\n### v2.9 (Q2 2026)\n\n{line}\n") == []


def test_in_the_bracket_of_a_heading_the_next_quarters_are_offered() -> None:
    text = "# Acme\n\n### v2.8 (Q3 2026)\n\n### v2.9 (Q4 2026)\n\n### v2.10 (▮)\n"
    assert [offer.label for offer in offered(text)] == ["Q1 2027", "Q2 2027", "Q3 2027"]
    assert written(text, "Q1 2027").endswith("### v2.10 (Q1 2027)\n")
    assert written(text.replace("(▮)", "(Q1▮"), "Q1 2027").endswith("### v2.10 (Q1 2027\n")


def test_a_suppression_is_offered_its_directives_and_rules() -> None:
    labels = [offer.label for offer in offered("# Acme\n\n<!-- roadmap-lint▮ -->\n")]
    assert labels[0] == "roadmap-lint-disable-next-line"
    begun = "# Acme\n\n<!-- roadmap-lint-disable-next-line "
    assert "eol-lag" in [offer.label for offer in offered(f"{begun}▮ -->\n")]
    assert "RM201" in [offer.label for offer in offered(f"{begun}status-order, RM▮ -->\n")]
    assert "RM000" not in [offer.label for offer in offered(f"{begun}RM▮ -->\n")]
    assert written(f"{begun}eol▮-la -->\n", "eol-lag") == f"{begun}eol-lag -->\n"
    assert offered(f"{begun}RM201 --> eol▮\n") == []
    assert offered("# Acme\n\n<!-- remember: eol▮ -->\n") == []


# -------------------------------------------------------------------------------------------------- outline and lenses


def outline(found: tuple[Symbol, ...]) -> list[object]:
    return [(symbol.name, symbol.detail, symbol.kind, outline(symbol.children)) for symbol in found]


def test_the_outline_holds_milestones_and_their_groups() -> None:
    document = parse(ROADMAP)
    assert outline(symbols(document)) == [
        ("v2.8", "Q1 2026 · Completed · 3 of 3 done", "milestone", []),
        ("v2.9", "Q2 2026 · In Progress · 1 of 5 done", "milestone", [("The console", "1 of 2 done", "group", [])]),
        ("v2.11", "Q4 2026", "milestone", []),
    ]


def test_what_stands_below_a_milestone_is_its_child() -> None:
    text = "# Acme\n\n## 2026\n\n### Acme v2.8\n\n- [x] A\n\n### Acme v2.9\n\n## Later\n\n- [ ] B\n"
    assert outline(symbols(parse(text))) == [
        (
            "2026",
            "2026",
            "milestone",
            [("Acme v2.8", "1 of 1 done", "milestone", []), ("Acme v2.9", "", "milestone", [])],
        ),
        ("Later", "0 of 1 done", "bucket", []),
    ]


def test_each_milestone_with_boxes_tells_how_far_it_is() -> None:
    document = parse(ROADMAP)
    assert [(document.source[lens.span], lens.title) for lens in lenses(document)] == [
        ("v2.8 (Q1 2026)", "3 of 3 done"),
        ("v2.9 (Q2 2026)", "1 of 5 done"),
    ]


def test_the_outline_names_no_templates() -> None:
    document = parse("# R\n\n## {{< icon >}} Now\n\n- {{ x }} Big\n  - [ ] a\n- {{ y }}\n  - [ ] b\n\n## Next\n\n- c\n")
    assert [symbol.name for symbol in all_symbols(symbols(document))] == ["Now", "Big", "{{ y }}", "Next"]


def all_symbols(found: tuple[Symbol, ...]) -> list[Symbol]:
    return [inner for symbol in found for inner in (symbol, *all_symbols(symbol.children))]


def test_deep_groups_are_cut_off() -> None:
    text = "# Acme\n\n### v2.8\n\n" + "".join(f"{'  ' * depth}- Level {depth}\n" for depth in range(60))
    assert len(all_symbols(symbols(parse(text)))) < 10


# ------------------------------------------------------------------------------------------------------------- actions

WRONG = "# Acme Roadmap\r\n\r\n### v2.8 (Q5 2026)\r\n\r\n**Status**: In Progres\r\n\r\n- [ ] Faster 🚀 builds\r\n"


def acted(text: str, place: str, **table: object) -> list[Action]:
    config = Config.from_table(table)
    report = check(text, config=config)
    start = text.index(place)
    return list(quick_fixes(report, config, Context(), Span(start, start)))


def after(text: str, action: Action) -> str:
    return apply_fixes(text, [Fix(action.title, action.edits)])


def test_a_fix_is_offered_where_its_finding_stands() -> None:
    fix, disable = acted(WRONG, "Progres")
    assert (fix.title, fix.preferred) == ("Replace with 'In Progress'", True)
    assert after(WRONG, fix) == WRONG.replace("Progres", "Progress")
    assert (disable.title, disable.preferred) == ("Disable status-unknown here", False)
    assert acted(WRONG, "Faster") == []


def test_a_finding_is_disabled_by_a_comment_above_and_nothing_else_changes() -> None:
    (disable,) = acted(WRONG, "Q5")
    silent = after(WRONG, disable)
    assert silent == WRONG.replace("### v2.8", "<!-- roadmap-lint-disable-next-line RM111 -->\r\n### v2.8")
    assert [finding.code for finding in check(silent).diagnostics] == ["RM106"]


def test_where_the_config_asks_for_a_reason_there_is_room_for_one() -> None:
    (disable,) = acted(WRONG, "Q5", **{"require-reason": True})
    assert 'RM111 reason="say why" -->' in after(WRONG, disable)


def test_two_findings_of_a_line_are_disabled_together() -> None:
    text = "# Acme\n\n### v2.8 (Q1 2026)\n\n- [ ] A [link](#one) and a [link](#two)\n"
    (disable,) = acted(text, "#one")
    assert check(after(text, disable)).diagnostics == ()
    report, config = check(text), Config.default()
    whole = quick_fixes(report, config, Context(), Span(0, len(text)))
    assert [action.title for action in whole] == ["Disable link-anchor here"]


def test_of_a_whole_document_some_suppressions_are_offered_and_every_fix() -> None:
    text = "# Acme\n" + "".join(f"\n### v2.{minor}\n\n**Status**: Planed\n" for minor in range(30))
    report, config = check(text), Config.default()
    titles = [action.title for action in quick_fixes(report, config, Context(), Span(0, len(text)))]
    assert titles == ["Replace with 'Planned'"] * 30 + ["Disable status-unknown here"] * 10


def test_everything_certain_is_fixed_at_once() -> None:
    text = WRONG.replace("Faster", "Faster [x](hptts://acme.example) and more") + "\n### v2.9\n\n**Status**: Planed\r\n"
    report = check(text)
    action = fix_all(report, Config.default(), Context())
    assert action is not None
    fixed = after(text, action)
    assert "**Status**: In Progress\r\n" in fixed
    assert "**Status**: Planned\r\n" in fixed
    assert all(finding.fix is None or not finding.fix.safe for finding in check(fixed).diagnostics)
    assert fix_all(check(fixed), Config.default(), Context()) is None


lines = st.lists(st.sampled_from(["a", "b", "a b", "\r\n", "\n", "\r", "🚀"]), max_size=12).map("".join)


@given(lines, lines)
def test_edits_make_one_text_of_another(before: str, after_: str) -> None:
    edits = edits_between(before, after_)
    assert apply_fixes(before, [Fix("", edits)]) == after_
    assert (edits == ()) is (before == after_)
    for edit in edits:
        for at in edit.span:
            assert before[max(at - 1, 0) : at + 1] != "\r\n"


# ------------------------------------------------------------------------------------------------------ any document


@pytest.mark.parametrize("text", [ROADMAP, WRONG, "", "\ufeff", "---\n", "# \n", "### v2.8 (", "\ud800 \x00"])
def test_whatever_is_shown_of_a_document_fits_into_it(text: str) -> None:
    seen(parse(text))


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(plans())
def test_whatever_is_shown_of_a_healthy_roadmap_fits_into_it(plan: Plan) -> None:
    seen(parse(plan.page().text), every=17)


def test_whatever_is_shown_of_a_real_roadmap_fits_into_it(corpus: Path) -> None:
    for path in sorted(corpus.rglob("*.md"))[::7]:
        seen(parse(read_file(path)), every=487)


def seen(document: Document, every: int = 1) -> None:
    """Everything that can be asked of a document, asked; what is shown of it fits into it."""
    length = len(document.source.text)
    config, context = Config.default(), Context()
    for symbol in all_symbols(symbols(document)):
        assert symbol.name
        assert 0 <= symbol.span.start <= symbol.selection.start <= symbol.selection.end <= symbol.span.end <= length
        for child in symbol.children:
            assert symbol.span.start <= child.span.start <= child.span.end <= symbol.span.end
    for offset in range(0, length + 1, every):
        found = hover(document, config, context, offset)
        assert found is None or found.span.start <= offset <= found.span.end
        for offer in completions(document, config, offset):
            assert 0 <= offer.span.start <= offset <= offer.span.end <= length


# ------------------------------------------------------------------------------------------------- files and settings


def place(path: Path) -> Place:
    found = place_of(path.as_uri())
    assert found is not None
    return found


def test_roadmaps_are_known_by_name_by_the_config_and_by_the_editor(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "roadmap-lint.toml").write_text('paths = ["plan.md"]\nexclude = ["old"]\n', encoding="utf-8")
    opened = Settings(root=tmp_path)
    for name in ("ROADMAP.md", "docs/roadmap-2026.mdx", "plan.md"):
        assert config_of(place(tmp_path / name), opened) is not None
    for name in ("README.md", "roadmap.toml", "old/ROADMAP.md", "docs/plan.md"):
        assert config_of(place(tmp_path / name), opened) is None
    included = opened._replace(include=("docs/*.md",))
    assert config_of(place(tmp_path / "docs/plan.md"), included) is not None
    assert config_of(place(tmp_path / "old/docs/x.md"), included) is None


def test_the_config_is_that_of_the_document(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "roadmap-lint.toml").write_text('ignore = ["RM106"]\n', encoding="utf-8")
    codes = []
    for name in ("ROADMAP.md", "docs/ROADMAP.md"):
        at = place(tmp_path / name)
        config = config_of(at, Settings(root=tmp_path))
        assert config is not None
        codes.append([finding.code for finding in read(WRONG, at, config, Settings()).report.diagnostics])
    assert codes == [["RM111", "RM106"], ["RM111"]]
    (tmp_path / "roadmap-lint.toml").write_text("slect = []\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"roadmap-lint\.toml:1: unknown key 'slect'"):
        config_of(place(tmp_path / "ROADMAP.md"), Settings())


def test_what_is_no_file_of_a_folder_is_left_alone() -> None:
    assert place_of("git:/home/me/ROADMAP.md?ref=HEAD") is None
    assert place_of("vscode-notebook-cell:/ROADMAP.md") is None
    assert place_of("untitled:ROADMAP.md") == Place("ROADMAP.md", False)
    assert place_of("") is None


def test_an_address_may_be_escaped(tmp_path: Path) -> None:
    path = tmp_path / "ä roadmap #1.md"
    assert place_of(path.as_uri()) == Place(str(path), True)


def test_dated_rules_run_where_the_editor_asks_for_it(tmp_path: Path) -> None:
    text = "# Acme Roadmap\n\n### v2.8 (Q1 2020)\n\n**Status**: In Progress\n\n- [ ] Faster builds\n"
    at = Place(str(tmp_path / "ROADMAP.md"), True)

    def kinds(settings: Settings) -> set[str]:
        return {finding.kind for finding in read(text, at, Config.default(), settings).report.diagnostics}

    assert "dated" not in kinds(Settings())
    assert "dated" in kinds(Settings(today="2026-11-22"))
    assert Settings(today="now").day is not None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"todya": "now"}, r"there is no setting 'todya' \(known: include, today\)"),
        ({"today": "tomorrow"}, "'today' takes \"now\" or a day"),
        ({"today": 3}, "'today' takes"),
        ({"include": "docs"}, "'include' takes a list"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said(given: object, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        read_settings(given, None)


def test_settings_are_read() -> None:
    given = {"today": "now", "include": ["docs/*.md"]}
    assert read_settings(given, Path("x")) == Settings(("docs/*.md",), "now", Path("x"))
    for nothing in (None, [], {}, {"include": None, "today": None}):
        assert read_settings(nothing, None) == Settings()
