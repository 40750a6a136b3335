"""The library at its door: selection, fixes in rounds, capabilities, purity."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from mistakes import MISTAKES, ROADMAP

import roadmap_lint
from roadmap_lint import (
    Config,
    ConfigError,
    Diagnostic,
    Document,
    Edit,
    Fix,
    OptionError,
    Rule,
    Span,
    fix,
    lint,
    option,
)
from roadmap_lint.engine import apply_fixes
from roadmap_lint.rule import Context


def test_the_promise_is_exported() -> None:
    assert set(roadmap_lint.__all__) <= set(dir(roadmap_lint))


def test_findings_come_in_the_order_of_the_text() -> None:
    text = MISTAKES[0].edit() + "\n### v2.8 (Q5 2026)\n"
    found = lint(text)
    assert list(found) == sorted(found, key=lambda finding: finding.span)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_fixing_twice_changes_nothing(mistake: object) -> None:
    text = mistake.edit()  # type: ignore[attr-defined]
    once = fix(text, unsafe=True)
    assert fix(once, unsafe=True) == once


def test_a_fix_touches_nothing_else() -> None:
    text = ROADMAP.replace("Status**: Completed", "Status**: Compelted").replace("\n", "\r\n")
    assert fix(text) == ROADMAP.replace("\n", "\r\n")


def test_of_overlapping_fixes_the_first_is_applied_and_all_or_none_of_its_edits() -> None:
    first = Fix("first", (Edit(Span(0, 2), "A"), Edit(Span(4, 5), "E")))
    second = Fix("second", (Edit(Span(1, 3), "B"), Edit(Span(5, 6), "F")))
    unsafe = Fix("unsafe", (Edit(Span(5, 6), "f"),), safe=False)
    assert apply_fixes("abcdef", [first, second, unsafe]) == "AcdEf"
    assert apply_fixes("abcdef", [second, first]) == "aBdeF"


class Dated(Rule):
    """It speaks where there is a day."""

    code = "TST001"
    name = "dated"
    kind = "dated"

    def check(self, document: Document, context: Context) -> list[Diagnostic]:
        return [self.finding(Span(0, 1), f"today is {context.today}")]


def test_a_rule_without_what_it_needs_does_not_run() -> None:
    config = Config(catalogue=(Dated,), rules=(Dated(),))
    assert lint("# Acme", config=config) == ()
    assert [finding.message for finding in lint("# Acme", config=config, today=date(2026, 1, 2))] == [
        "today is 2026-01-02"
    ]


def test_options_are_checked() -> None:
    class Limited(Rule):
        """It has options."""

        code = "TST002"
        name = "limited"

        minors: int = option(3, "how many")
        dialect: str = option("github", "which", choices=("github", "hugo"))
        words: tuple[str, ...] = option((), "more")

    assert Limited().minors == 3
    assert Limited(minors=2).configured == {"minors"}
    assert Limited(words=["a"]).words == ("a",)
    for values, message in (
        ({"minor": 2}, "rule limited has no option 'minor'; did you mean 'minors'?"),
        ({"minors": 0}, "option 'minors' takes a whole number above 0, not 0"),
        ({"minors": True}, "option 'minors' takes a whole number above 0, not True"),
        ({"dialect": "gitlab"}, "option 'dialect' takes one of github, hugo, not 'gitlab'"),
        ({"words": [1]}, "option 'words' takes a list of texts, not [1]"),
    ):
        with pytest.raises(OptionError) as caught:
            Limited(**values)
        assert str(caught.value) == message
    with pytest.raises(AttributeError):
        Limited().minors = 4


@pytest.mark.parametrize(
    ("select", "ignore", "runs", "silent"),
    [
        (["RM1"], [], {"RM101", "RM111"}, {"RM201"}),
        (["RM101"], ["RM1"], {"RM101"}, {"RM102"}),
        (["RM1"], ["RM10"], {"RM111"}, {"RM101"}),
        (["ALL"], ["RM2"], {"RM101"}, {"RM201"}),
        ([], ["quarter-order"], {"RM102"}, {"RM101"}),
        (["quarter-order"], ["RM1"], {"RM101"}, {"RM102"}),
        (["RM101"], ["quarter-order"], set(), {"RM101"}),
    ],
)
def test_of_select_and_ignore_the_more_exact_wins(
    select: list[str], ignore: list[str], runs: set[str], silent: set[str]
) -> None:
    codes = {rule.code for rule in Config.default().with_selection(select, ignore).rules}
    assert runs <= codes
    assert not silent & codes


def test_selecting_what_is_not_there_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'quarter-order'"):
        Config.from_table({"select": ["quater-order"]})


def test_the_library_is_safe_from_threads() -> None:
    texts = [mistake.edit() for mistake in MISTAKES] * 3
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lint, texts)) == [lint(text) for text in texts]
