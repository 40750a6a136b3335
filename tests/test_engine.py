"""The library at its door: selection, fixes in rounds, capabilities, purity."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import ModuleType

import pytest
from mistakes import MISTAKES, ROADMAP

from roadmap_lint import (
    Config,
    ConfigError,
    Diagnostic,
    Document,
    Edit,
    Fix,
    OptionError,
    Project,
    Rule,
    Severity,
    Span,
    fix,
    lint,
    option,
    parse,
    plugins,
    replacement,
)
from roadmap_lint.engine import apply_fixes, check
from roadmap_lint.rule import Context
from roadmap_lint.testing import verify


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


class Files:
    """A file tree in which everything is there."""

    def exists(self, path: str) -> bool | None:
        return True

    def is_directory(self, path: str) -> bool | None:
        return None


def test_a_rule_that_needs_files_does_not_run_without_them() -> None:
    class Probing(Dated):
        """It speaks where there are a day and files."""

        needs = frozenset({"files"})

    config = Config(catalogue=(Probing,), rules=(Probing(),))
    today = date(2026, 1, 2)
    assert lint("# Acme", config=config, files=Files()) == ()
    assert lint("# Acme", config=config, today=today) == ()
    assert len(lint("# Acme", config=config, today=today, files=Files())) == 1


class Correcting(Rule):
    """It writes down what it was given."""

    code = "TST003"
    name = "correcting"

    def check(self, document: Document, context: Context) -> list[Diagnostic]:
        base = context.base and context.base.source.text
        given = [context.project.product, context.today, base, context.files, context.tracker]
        wanted = f"# {' '.join('' if value is None else str(value) for value in given)}"
        span = Span(0, len(document.source.text))
        right = document.source.text == wanted
        return [] if right else [self.finding(span, "not so", fix=replacement(span, wanted))]


def test_lint_fix_and_check_give_rules_the_same() -> None:
    config = Config(catalogue=(Correcting,), rules=(Correcting(),), project=Project("Acme"))
    today, base = date(2026, 1, 2), parse("before")
    fixed = fix("# ?", config=config, today=today, base=base)
    assert fixed == "# Acme 2026-01-02 before  "
    assert lint(fixed, config=config, today=today, base=base) == ()
    assert len(lint(fixed, config=config)) == 1
    assert check("# Acme    ", config=config).diagnostics == ()
    assert check("# Other    ", config=config, context=Context(project=Project("Other"))).diagnostics == ()


def test_an_empty_replacement_removes() -> None:
    assert replacement(Span(0, 1), "").title == "remove it"
    assert replacement(Span(0, 1), "a").title == "replace with 'a'"


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


@pytest.mark.parametrize("default", [["a"], None, 1.5, ("a", 1), {"a": 1}, 0, Severity.NOTE])
def test_a_default_that_no_config_could_give_is_refused_at_once(default: object) -> None:
    with pytest.raises(TypeError) as caught:
        option(default, "which")
    types = "a bool, an int (above 0), a str, a tuple of str, or a dict of str to str"
    assert str(caught.value) == f"the default of an option is {types}, not {default!r}"


@pytest.mark.parametrize(
    ("annotation", "default"),
    [("int", "a"), ("str", True), ("bool", 1), ("tuple[str, ...]", "a"), ("dict[str, str]", ()), (int, "a")],
)
def test_an_option_is_of_the_type_it_is_annotated_with(annotation: object, default: object) -> None:
    with pytest.raises(TypeError) as caught:
        type("Wrong", (Rule,), {"__annotations__": {"n": annotation}, "n": option(default, "how many")})
    shown = annotation if isinstance(annotation, str) else "int"
    assert str(caught.value) == f"Wrong.n is annotated {shown}, and its default is {default!r}"
    type("Right", (Rule,), {"__annotations__": {"n": "Dialect"}, "n": option("a", "which")})


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"code": "AC1"}, "Made.code is 'AC1', not capitals and three digits (ACME001)"),
        ({"code": None}, "Made.code is None, not capitals and three digits (ACME001)"),
        ({"name": "Made"}, "Made.name is 'Made', not lower-case words with hyphens (goal-first)"),
        ({"severity": "warning"}, "Made.severity is 'warning', not a Severity (Severity.WARNING)"),
        ({"severity": 2}, "Made.severity is 2, not a Severity (Severity.NOTE, Severity.WARNING, Severity.ERROR)"),
        ({"kind": "nightly"}, "Made.kind is 'nightly', not one of static, dated, history, online"),
        ({"kind": ["dated"]}, "Made.kind is ['dated'], not one of static, dated, history, online"),
        ({"needs": "files"}, "Made.needs is 'files', not a frozenset of files, today, base, tracker"),
        (
            {"needs": frozenset({"file"})},
            "Made.needs is frozenset({'file'}), not a frozenset of files, today, base, tracker",
        ),
    ],
)
def test_a_class_that_is_no_rule_is_refused(
    monkeypatch: pytest.MonkeyPatch, attributes: dict[str, object], message: str
) -> None:
    made = type("Made", (Rule,), {"code": "ACME001", "name": "made", **attributes})
    pack = ModuleType("acme_pack")
    vars(pack).update(RULES=(made,), ROADMAP_LINT_API=1)
    monkeypatch.setitem(sys.modules, "acme_pack", pack)
    monkeypatch.setattr(plugins, "_address", lambda _: "acme_pack:RULES")
    with pytest.raises(ConfigError) as refused:
        Config.from_table({"plugins": ["acme"]})
    assert str(refused.value) == f"plugin 'acme': {message}"
    with pytest.raises(AssertionError) as failed:
        verify(made)
    assert str(failed.value) == message


@pytest.mark.parametrize("output", ["", "```text output\n```\n"], ids=["no fence", "an empty fence"])
def test_of_a_page_without_output_verify_says_what_to_paste(output: str) -> None:
    class Unfinished(Dated):
        kind = "static"

    Unfinished.__doc__ = f"It speaks.\n\n```markdown bad\n# Acme\n```\n\n{output}"
    with pytest.raises(AssertionError) as failed:
        verify(Unfinished)
    assert str(failed.value) == (
        "TST001 dated, example 'markdown bad 1' needs a 'text output' behind it: it prints\n"
        "ROADMAP.md:1:1: TST001 dated warning today is None\n  |\n1 | # Acme\n  | ^\n"
    )


def test_a_class_without_code_and_name_is_refused_readably() -> None:
    class Nameless(Rule):
        """It has no code."""

    with pytest.raises(AssertionError, match="Nameless has no code: give it one, capitals and three digits"):
        verify(Nameless)


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
