"""Comments keep findings quiet; those that do nothing, or cannot work, are findings themselves."""

from __future__ import annotations

from datetime import date

import pytest

from roadmap_lint import Config, fix, lint

BROKEN = "### v2.8 (Q5 2026)"


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
    assert fix(text) == text.replace("RM111, RM101 ", "RM111, ").replace("RM111, -->", "RM111, -->")
    assert codes(fix(text)) == []


def test_a_suppression_of_a_rule_that_did_not_run_is_not_unused() -> None:
    text = document("<!-- roadmap-lint-disable-next-line RM111 -->", "### v2.8 (Q1 2026)")
    assert codes(text, Config.default().with_selection(ignore=["RM111"])) == []


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("roadmap-lint-disable-next-lin RM111", "did you mean 'roadmap-lint-disable-next-line'?"),
        ("roadmap-lint: disable RM111", "'roadmap-lint:' is not a directive"),
        ("roadmap-lint-disable-next-line", "names no rule: say which ones it is for"),
        ("roadmap-lint-disable-next-line RM11l", "names no rule: 'RM11l'; did you mean 'RM111'?"),
        ("roadmap-lint-disable-next-line eol-lga", "names no rule: 'eol-lga'; did you mean 'eol-lag'?"),
        ("roadmap-lint-disable-next-line RM111 until=soon", "until=soon is not a day such as 2027-01-31"),
    ],
)
def test_a_suppression_that_cannot_work_is_found(comment: str, message: str) -> None:
    found = [finding for finding in lint(document(f"<!-- {comment} -->", BROKEN)) if finding.code == "RM008"]
    assert [message in finding.message for finding in found] == [True]


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
