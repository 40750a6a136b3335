"""Comments keep findings quiet; those that do nothing, or cannot work, are findings themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from roadmap_lint import Config, Context, Diagnostic, Document, Rule, fix, lint
from roadmap_lint.engine import apply_fixes

BROKEN = "### v2.8 (Q5 2026)"
LINKS = Config.default().with_selection(select=["RM501", "RM007"])


def document(*lines: str) -> str:
    return "\n".join(["# Acme Roadmap", "", *lines, ""])


def codes(text: str, config: Config | None = None, today: date | None = None) -> list[str]:
    return [finding.code for finding in lint(text, config=config, today=today)]


@pytest.mark.parametrize(
    "text",
    [
        document("<!-- roadmap-lint-disable-next-line RM111 -->", BROKEN),
        document("<!-- roadmap-lint-disable-next-line period-malformed -->", "", BROKEN),
        document("<!-- roadmap-lint-disable-next-line RM1 reason='a fifth one' -->", BROKEN),
        document("<!-- roadmap-lint-disable RM111 -->", BROKEN, "", "### v2.9 (Q6 2026)"),
        document("<!-- roadmap-lint-disable RM111 -->", "", BROKEN, "", "<!-- roadmap-lint-enable RM111 -->"),
        document(f"{BROKEN} <!-- roadmap-lint-disable-line RM111 -->"),
        document(BROKEN, "", "<!-- roadmap-lint-disable-file RM111 -->"),
        document("<!-- roadmap-lint-disable-next-line RM111 until=2026-12-31 -->", BROKEN),
    ],
)
def test_a_suppression_keeps_its_finding_quiet(text: str) -> None:
    assert codes(text) == []
    assert codes(text.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        document("<!-- roadmap-lint-disable RM111 -->", "", "<!-- roadmap-lint-enable RM111 -->", "", BROKEN),
        document("<!-- roadmap-lint-disable-next-line RM111 -->", "", "Text.", "", BROKEN),
        document("`<!-- roadmap-lint-disable-file RM111 -->`", "", BROKEN),
        document("```", "<!-- roadmap-lint-disable-file RM111 -->", "```", "", BROKEN),
    ],
)
def test_what_is_no_suppression_or_out_of_reach_hides_nothing(text: str) -> None:
    assert "RM111" in codes(text)


def test_an_unused_suppression_is_found_and_removed() -> None:
    healthy = document("### v2.8 (Q1 2026)")
    text = healthy.replace("### v2.8", "<!-- roadmap-lint-disable-next-line RM111 -->\n### v2.8")
    (finding,) = lint(text)
    assert (finding.code, finding.message) == ("RM007", "this suppression is not needed: nothing here breaks RM111")
    assert fix(text) == healthy


def test_of_two_rules_the_unused_one_goes() -> None:
    text = document("<!-- roadmap-lint-disable-next-line RM111, RM101 -->", BROKEN)
    assert codes(text) == ["RM007"]
    assert fix(text) == document("<!-- roadmap-lint-disable-next-line RM111 -->", BROKEN)
    assert codes(fix(text)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('RM111, RM101 reason="x"', 'RM111 reason="x"'),
        ('RM101, RM111 reason="x"', 'RM111 reason="x"'),
        ("RM101,RM111,RM103", "RM111"),
        ("RM111 RM101 RM103", "RM111"),
        ("RM101 RM103 RM111", "RM111"),
        ('reason="not RM101" RM101 RM111', 'reason="not RM101" RM111'),
        ('RM111 reason="x" RM101', 'RM111 reason="x"'),
        ("RM111,\r\n  RM101", "RM111"),
        ("RM101,\r\n  RM111", "RM111"),
        ("RM101, plugin-first", "plugin-first"),  # what was meant is not known: the comment stays
        ("RM101, RM11l", "RM111"),
    ],
)
def test_names_that_are_not_needed_go_with_their_commas(before: str, after: str) -> None:
    text = document("<!-- roadmap-lint-disable-next-line NAMES -->", BROKEN).replace("\n", "\r\n")
    fixed = fix(text.replace("NAMES", before))
    assert fixed == text.replace("NAMES", after)
    assert fix(fixed) == fixed


def test_a_suppression_of_a_rule_that_did_not_run_is_not_unused() -> None:
    text = document("<!-- roadmap-lint-disable-next-line RM111 -->", "### v2.8 (Q1 2026)")
    assert codes(text, Config.default().with_selection(ignore=["RM111"])) == []


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (["# A", "", "<!-- roadmap-lint-disable RM111 -->", "", "Text."], ["# A", "", "", "Text."]),
        (["# A", "", "<!-- roadmap-lint-disable", "RM111 -->", "Text."], ["# A", "", "Text."]),
        (["# A", "", "> <!-- roadmap-lint-disable RM111 -->", "> Text."], ["# A", "", ">", "> Text."]),
        (["# A <!-- roadmap-lint-disable-line RM111 -->", "", "Text."], ["# A", "", "Text."]),
        (["# A <!-- roadmap-lint-disable-line RM111 --> B", ""], ["# A  B", ""]),
        (["\ufeff<!-- roadmap-lint-disable-file RM111 -->", "# A", ""], ["\ufeff# A", ""]),
        (["# A", "", "<!-- roadmap-lint-disable-file RM111 -->"], ["# A", "", ""]),
        (["# A", "", *["<!-- roadmap-lint-disable-next-line RM111 -->"] * 2, "Text."], ["# A", "", "Text."]),
    ],
)
def test_an_unused_suppression_leaves_no_trace(lines: list[str], left: list[str], ending: str) -> None:
    config = Config.default().with_selection(select=["RM007", "RM008", "RM111"])
    fixed = fix(ending.join(lines), config=config)
    assert fixed == ending.join(left)
    assert fix(fixed, config=config) == fixed


def test_an_unused_suppression_of_mdx_is_removed() -> None:
    text = document("{/* roadmap-lint-disable-next-line RM111 */}", "### v2.8 (Q1 2026)")
    assert fix(text, path="roadmap.mdx") == document("### v2.8 (Q1 2026)")


def test_enable_ends_what_it_names_and_nothing_else() -> None:
    lines = [
        "<!-- roadmap-lint-disable RM111 RM501 -->",
        "",
        "- [one](http://)",
        "",
        "<!-- roadmap-lint-enable RM501 -->",
    ]
    assert codes(document(*lines, "", BROKEN)) == []
    assert codes(document(*lines, "", BROKEN, "", "- [two](http://)")) == ["RM501"]


def test_enable_of_one_rule_takes_it_out_of_a_prefix() -> None:
    lines = ["<!-- roadmap-lint-disable RM1 RM5 -->", "", BROKEN, "", "- [one](http://)"]
    again = ["", "### v2.9 (Q6 2026)", "", "- [two](http://)"]
    assert codes(document(*lines, "", "<!-- roadmap-lint-enable RM111 -->", *again)) == ["RM111"]
    assert codes(document(*lines, "", "<!-- roadmap-lint-enable RM11 RM501 -->", *again)) == ["RM111", "RM501"]


def test_enable_of_a_prefix_ends_the_rules_that_it_stands_for() -> None:
    lines = ["<!-- roadmap-lint-disable RM111 -->", "", BROKEN, "", "<!-- roadmap-lint-enable RM1 -->"]
    assert codes(document(*lines, "", "### v2.9 (Q6 2026)")) == ["RM111"]


def test_a_bare_enable_ends_every_open_disable() -> None:
    lines = [
        "<!-- roadmap-lint-disable RM111 RM501 -->",
        "",
        BROKEN,
        "",
        "- [one](http://)",
        "",
        "<!-- roadmap-lint-enable",
    ]
    again = ["", "### v2.9 (Q6 2026)", "", "- [two](http://)"]
    assert codes(document(*lines, "-->", *again)) == ["RM111", "RM501"]
    assert codes(document(*lines, "reason='done' -->", *again)) == ["RM111", "RM501"]


def test_a_bare_enable_leaves_a_suppression_of_the_file() -> None:
    assert codes(document("<!-- roadmap-lint-disable-file RM111 -->", "<!-- roadmap-lint-enable -->", "", BROKEN)) == []


@pytest.mark.parametrize("name", ["RM2011", "ALL", "RM000"])
def test_an_enable_that_names_no_rule_ends_nothing(name: str) -> None:
    text = document("<!-- roadmap-lint-disable RM111 -->", "", f"<!-- roadmap-lint-enable {name} -->", "", BROKEN)
    assert codes(text) == ["RM008"]


class Crash(Rule):
    """A rule that fails."""

    code = "RM999"
    name = "crash"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        raise RuntimeError("boom")


@pytest.mark.parametrize("name", ["RM000", "rule-crashed", "RM00", "RM0", "RM"])
@pytest.mark.parametrize("verb", ["disable-file", "disable-next-line", "disable"])
def test_a_crashed_rule_cannot_be_hidden(name: str, verb: str) -> None:
    default = Config.default()
    config = Config(catalogue=(*default.catalogue, Crash), rules=(*default.rules, Crash()))
    for lines in (["# A", f"<!-- roadmap-lint-{verb} {name} -->"], [f"<!-- roadmap-lint-{verb} {name} -->", "# A"]):
        assert "RM000" in codes("\n".join([*lines, "", "### v2.8 (Q1 2026)", ""]), config)


@pytest.mark.parametrize(
    "name", ["RM000", "RM007", "RM008", "RM010", "RM011", "rm007", "rule-crashed", "unreadable-file", "RM01"]
)
@pytest.mark.parametrize("verb", ["disable-next-line", "disable-line", "disable", "disable-file", "enable"])
def test_what_the_engine_says_cannot_be_suppressed(name: str, verb: str) -> None:
    (finding,) = lint(document(f"<!-- roadmap-lint-{verb} {name} -->", "### v2.8 (Q1 2026)"))
    assert (finding.code, finding.message) == ("RM008", f"'{name}' cannot be suppressed: it is not about the roadmap")


def test_a_prefix_leaves_out_what_cannot_be_suppressed() -> None:
    text = document("<!-- roadmap-lint-disable-file RM -->", BROKEN, "", "<!-- roadmap-lint-disable-lin RM111 -->")
    assert codes(text) == ["RM008"]


@pytest.mark.parametrize(
    "between",
    [
        [],
        [""],
        ["<!-- a remark -->"],
        ["<!-- a remark", "of two lines -->"],
        ["<!-- a remark --> <!-- another -->", "", "<!-- a third -->"],
    ],
)
def test_suppressions_of_the_next_line_can_be_stacked(between: list[str]) -> None:
    first, second = (f"<!-- roadmap-lint-disable-next-line {code} -->" for code in ("RM103", "RM111"))
    assert codes(document("### v2.8 (Q1 2026)", "", first, *between, second, BROKEN)) == []


def test_suppressions_in_a_quote_can_be_stacked() -> None:
    first, second = (f"> <!-- roadmap-lint-disable-next-line {code} -->" for code in ("RM501", "link-malformed"))
    assert codes(document(first, ">", second, ">", "> [one](http://)"), LINKS) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["- [ ] one", "  [two](http://)"],
        ["- [ ] one", "  two", "  [three](http://)"],
        ["One", "[two](http://)"],
        ["> One", "> [two](http://)"],
        ["One", "[two](http://)", "===="],
        ["| a | b |", "|---|---|"],
        ["", "1. one", "[two](http://)"],
    ],
)
def test_a_suppression_of_the_next_line_covers_the_text_that_begins_there(lines: list[str]) -> None:
    cells = [line.replace("| b |", "| [b](http://) |") for line in lines]
    text = document("<!-- roadmap-lint-disable-next-line RM501 -->", *cells)
    assert codes(text, LINKS) == []
    assert codes(text.replace("\n", "\r\n"), LINKS) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["- [ ] one", "  - [ ] [two](http://)"],
        ["- [ ] one", "- [ ] [two](http://)"],
        ["One", "", "[two](http://)"],
        ["| a | b |", "|---|---|", "| c | [d](http://) |"],
    ],
)
def test_a_suppression_of_the_next_line_does_not_cover_what_follows_its_text(lines: list[str]) -> None:
    text = document("<!-- roadmap-lint-disable-next-line RM501 -->", *lines)
    assert sorted(codes(text, LINKS)) == ["RM007", "RM501"]


def test_a_suppression_inside_a_paragraph_covers_one_line() -> None:
    text = document("One <!-- roadmap-lint-disable-next-line RM501 -->", "[two](http://)", "[three](http://x)")
    assert codes(text, LINKS) == []
    assert codes(text.replace("http://x", "http://"), LINKS) == ["RM501"]


@pytest.mark.parametrize("until", ["31.1.2027", "soon", "2027-02-30", "''"])
def test_a_suppression_whose_end_cannot_be_read_hides_nothing(until: str) -> None:
    text = document(f"<!-- roadmap-lint-disable-next-line RM111 until={until} -->", BROKEN)
    assert codes(text) == ["RM008", "RM111"]
    assert codes(text, today=date(2026, 1, 1)) == ["RM008", "RM111"]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("roadmap-lint-disable-next-lin RM111", "did you mean 'roadmap-lint-disable-next-line'?"),
        ("roadmap-lint: disable RM111", "'roadmap-lint:' is not a directive"),
        ("roadmap-lint-disable-next-line", "names no rule: say which ones it is for"),
        ("roadmap-lint-disable-next-line RM7O1", "names no rule: 'RM7O1'; did you mean 'RM701'?"),
        ("roadmap-lint-disable-next-line eol-lga", "names no rule: 'eol-lga'; did you mean 'eol-lag'?"),
        ("roadmap-lint-disable-next-line RM111 until=soon", "until=soon is not a day such as 2027-01-31"),
    ],
)
def test_a_suppression_that_cannot_work_is_found(comment: str, message: str) -> None:
    found = [finding for finding in lint(document(f"<!-- {comment} -->", BROKEN)) if finding.code == "RM008"]
    assert [message in finding.message for finding in found] == [True]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("roadmap-lint-disable-next-line eol-lga, RM111", "roadmap-lint-disable-next-line eol-lag, RM111"),
        ("roadmap-lint-disable-next-line period-malfromed", "roadmap-lint-disable-next-line period-malformed"),
        ("roadmap-lint-disable-next-lin RM111", "roadmap-lint-disable-next-line RM111"),
        ("roadmap-lint-disable-next-line RM111 reson='x = y'", "roadmap-lint-disable-next-line RM111 reason='x = y'"),
        (
            "roadmap-lint-disable-next-line RM111 untl=2999-01-31",
            "roadmap-lint-disable-next-line RM111 until=2999-01-31",
        ),
    ],
)
def test_one_slip_in_a_suppression_is_corrected(before: str, after: str) -> None:
    text = document(f"<!-- {before} -->", BROKEN)
    (finding,) = (finding for finding in lint(text) if finding.code == "RM008")
    assert "did you mean" in finding.message
    assert finding.fix
    assert finding.fix.safe
    assert document(f"<!-- {after} -->", BROKEN) == apply_fixes(text, [finding.fix])


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("roadmap-lint-disable-next-line eol-odrr", "names no rule: 'eol-odrr'; did you mean 'eol-order'?"),
        ("roadmap-lint-disable-next-line RM20 RM20x", "this suppression names no rule: 'RM20x'"),
        ("roadmap-lint-disable-next-line because", "this suppression names no rule: 'because'"),
        (
            "roadmap-lint-disable-next-line RM111 ticket=12",
            "'ticket=' is no part of a suppression (known: reason=, until=)",
        ),
    ],
)
def test_what_may_mean_more_than_one_thing_is_not_corrected(comment: str, message: str) -> None:
    (finding,) = (finding for finding in lint(document(f"<!-- {comment} -->", BROKEN)) if finding.code == "RM008")
    assert finding.message == message or finding.message.endswith(message)
    assert finding.fix is None


def test_the_config_can_ask_for_a_reason() -> None:
    config = Config.from_table({"require-reason": True})
    without = document("<!-- roadmap-lint-disable-next-line RM111 -->", BROKEN)
    assert codes(without, config) == ["RM008"]
    assert codes(without.replace("RM111 --", 'RM111 reason="by design" --'), config) == []


def test_an_expired_suppression_shows_what_it_hid() -> None:
    text = document("<!-- roadmap-lint-disable-next-line RM111 until=2026-06-30 -->", BROKEN)
    assert codes(text) == []
    assert codes(text, today=date(2026, 6, 30)) == []
    assert codes(text, today=date(2026, 7, 1)) == ["RM010", "RM111"]


def test_comments_of_mdx_are_suppressions_in_mdx_only() -> None:
    text = document("{/* roadmap-lint-disable-next-line RM111 */}", BROKEN)
    assert [finding.code for finding in lint(text, path="roadmap.mdx")] == []
    assert codes(text) == ["RM111"]
