"""Fixes at their door: fixed once is fixed, nothing else is touched, and no rule of a pack makes a file worse."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pytest
from commands import BAD, FIXABLE, GOOD, Run, write
from hypothesis import given, note, settings
from hypothesis import strategies as st
from mutations import Mutated, mutated
from test_healthy import STEADY
from test_rules import ALL_CASES, FILES, day_of, divided, unescaped

from roadmap_lint import Config, Context, Diagnostic, Document, Edit, Fix, Rule, Span, parse, plugins, replacement
from roadmap_lint.engine import MOST_ROUNDS, check, damage, fixed
from roadmap_lint.testing import Example

STRICT = Config.from_table({"preset": "strict"})
BOTH = pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])


# --------------------------------------------------------------------------------------------------- the property


def fix_once_and_again(text: str, config: Config, context: Context, *, unsafe: bool) -> str:
    """The fixed text, after every promise about it is held."""
    path = "ROADMAP.md"
    once = fixed(text, path=path, config=config, context=context, unsafe=unsafe)
    assert fixed(once, path=path, config=config, context=context, unsafe=unsafe) == once
    before, after = (check(one, path=path, config=config, context=context) for one in (text, once))
    assert damage(before, after) is None
    left = [finding.fix for finding in after.found if finding.fix and (finding.fix.safe or unsafe)]
    assert left == [], "what can be fixed is fixed"
    return once


@BOTH
@pytest.mark.parametrize(("name", "title", "given", "expected"), ALL_CASES)
def test_every_case_fixed_by_every_rule_stays_fixed(
    name: str, title: str, given: str, expected: str, unsafe: bool
) -> None:
    base, text = divided(unescaped(given))
    context = Example(title, text, expected, None, "", day_of(title), FILES, base).context
    fix_once_and_again(text, STRICT, context, unsafe=unsafe)


@settings(STEADY, max_examples=STEADY.max_examples * 2)
@given(mutated(), st.booleans(), st.booleans())
def test_every_document_fixed_stays_fixed(document: Mutated, unsafe: bool, strict: bool) -> None:
    note(document.text)
    config = document.config.with_table({"preset": "strict", "select": ["ALL"]}) if strict else document.config
    fix_once_and_again(document.text, config, document.context, unsafe=unsafe)


@settings(STEADY)
@given(mutated(), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.booleans())
def test_line_endings_mark_and_last_line_ending_stay(document: Mutated, ending: str, marked: bool, ended: bool) -> None:
    text = document.text.replace("\r\n", "\n").replace("\r", "").removeprefix("\ufeff").rstrip("\n") + "\n" * ended
    text = "\ufeff" * marked + text.replace("\n", ending)
    note(text)
    once = fix_once_and_again(text, document.config, document.context, unsafe=True)
    assert once.startswith("\ufeff") == marked
    assert once.endswith(ending) == ended
    assert set(re.findall(r"\r\n|\r|\n", once)) <= {ending}


@settings(STEADY)
@given(mutated(), st.booleans())
def test_a_round_touches_its_edits_alone(document: Mutated, unsafe: bool) -> None:
    """Between the edits of a fix, the text is the same to the last character: each fix is applied by itself."""
    note(document.text)
    for finding in check(document.text, config=document.config, context=document.context).found:
        if finding.fix is None:
            continue
        alone = Config(catalogue=(Applying,), rules=(applying(finding.fix),))
        once = fixed(document.text, path="ROADMAP.md", config=alone, context=Context(), unsafe=True)
        parts, at = [], 0
        for edit in sorted(finding.fix.edits):
            parts += [document.text[at : edit.span.start], edit.text]
            at = edit.span.end
        assert once == "".join([*parts, document.text[at:]])


class Applying(Rule):
    """It wants one fix, as long as nothing was fixed."""

    code = "TST001"
    name = "applying"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        return []


def applying(wanted: Fix) -> Applying:
    seen: list[str] = []

    class Once(Applying):
        def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
            seen.append(document.source.text)
            if document.source.text == seen[0]:
                yield self.finding(Span(0, 0), "not so", fix=wanted)

    return Once()


# ------------------------------------------------------------------------------------------------ rules that err


class Fixing(Rule):
    """It speaks of the first task, and has a fix for it."""

    code = "ACME001"
    name = "fixing"

    def wanted(self, document: Document) -> Fix | None:
        raise NotImplementedError

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        wanted = self.wanted(document)
        if wanted is not None:
            yield self.finding(Span(0, 1), "this is to be corrected", fix=wanted)


def line_with(document: Document, words: str) -> Span | None:
    start = document.source.text.find(words)
    return document.source.line_span(document.source.line_at(start)) if start >= 0 else None


class Deleting(Fixing):
    def wanted(self, document: Document) -> Fix | None:
        line = line_with(document, "Smaller images")
        return line and replacement(Span(line.start, line.end + 1), "")


class DeletingANestedTask(Fixing):
    def wanted(self, document: Document) -> Fix | None:
        line = line_with(document, "A part of it")
        return line and replacement(Span(line.start, line.end + 1), "")


class Erasing(Fixing):
    def wanted(self, document: Document) -> Fix | None:
        whole = Span(0, len(document.source.text))
        return replacement(whole, "") if document.source.text else None


class Unquoting(Fixing):
    def wanted(self, document: Document) -> Fix | None:
        span = document.front_matter and document.front_matter.span
        return span and replacement(Span(span.start, span.start + 4), "--\n")


class Unlinking(Fixing):
    def wanted(self, document: Document) -> Fix | None:
        link = next(iter(document.links), None)
        return link and replacement(link.span, "words")


class Garbling(Fixing):
    def wanted(self, document: Document) -> Fix | None:
        start = document.source.text.find("v2.8")
        return replacement(Span(start, start + 4), "v2,8") if start >= 0 else None


class Crashing(Rule):
    """It fails where the other one was at work."""

    code = "ACME002"
    name = "crashing"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        if "Quicker" in document.source.text:
            raise ZeroDivisionError("boom")
        return []


class Rewording(Fixing):
    def wanted(self, document: Document) -> Fix | None:
        start = document.source.text.find("Faster")
        return replacement(Span(start, start + 6), "Quicker") if start >= 0 else None


RICH = f"""\
---
title: Plans
---
{GOOD}  - [ ] A part of it
- [ ] Smaller images
- [the guide](https://acme.example/guide)
"""


def use_pack(monkeypatch: pytest.MonkeyPatch, *rules: type[Rule]) -> None:
    """Install a pack with these rules, and nothing else that runs."""
    pack = ModuleType("acme_pack")
    vars(pack).update(RULES=rules, ROADMAP_LINT_API=1)
    monkeypatch.setitem(sys.modules, "acme_pack", pack)
    monkeypatch.setattr(plugins, "_address", lambda _: "acme_pack:RULES")
    write('plugins = ["acme"]\nselect = ["ACME"]\n', "roadmap-lint.toml")


LOSS = [
    (Deleting, "with them the document would have fewer tasks (2, and not 3)"),
    (DeletingANestedTask, "with them the document would have fewer groups of tasks (0, and not 1)"),
    (Erasing, "with them the document would have fewer milestones (0, and not 1)"),
    (Unquoting, "with them the document would lose its front matter"),
    (Unlinking, "with them the document would have fewer links (0, and not 1)"),
    (Garbling, "with them the document would have fewer milestones with a version (0, and not 1)"),
]


@pytest.mark.parametrize(("rule", "reason"), LOSS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_fix_that_takes_something_away_is_not_written(
    run: Run, monkeypatch: pytest.MonkeyPatch, rule: type[Rule], reason: str
) -> None:
    use_pack(monkeypatch, rule)
    write(RICH)
    assert run("check", "--fix") == 2
    assert f"RM011 unreadable-file error the fixes were not written: {reason}; please report this\n" in run.out
    assert "ACME001" in run.out
    assert Path("ROADMAP.md").read_text(encoding="utf-8") == RICH
    assert run("check", "--fix", "-", "--stdin-filename", "ROADMAP.md", stdin=RICH.encode()) == 2
    assert run.out == RICH
    assert run("check", "--diff") == 2
    assert run.out == ""
    assert f"the fixes were not shown: {reason}" in run.err


def test_a_fix_that_makes_another_rule_fail_is_not_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    use_pack(monkeypatch, Rewording, Crashing)
    write(GOOD)
    assert run("check", "--fix") == 2
    assert "the fixes were not written: with them ACME002 would fail on this file; please report this" in run.out
    assert Path("ROADMAP.md").read_text(encoding="utf-8") == GOOD


def test_a_rule_that_failed_before_keeps_no_fix_from_being_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    use_pack(monkeypatch, Rewording, Crashing)
    write(GOOD + "- [ ] Quicker downloads\n")
    assert run("check", "--fix") == 3
    assert Path("ROADMAP.md").read_text(encoding="utf-8") == GOOD.replace("Faster", "Quicker") + (
        "- [ ] Quicker downloads\n"
    )


def test_more_findings_are_no_damage(run: Run) -> None:
    """Once the status can be read, the open task of the completed milestone is found."""
    text = GOOD.replace("In Progress", "Completd")
    write(text)
    assert run("check", "--fix") == 1
    assert "RM108" in run.out
    assert Path("ROADMAP.md").read_text(encoding="utf-8") == text.replace("Completd", "Completed")


def engine_fixed(text: str, *rules: Rule) -> str:
    config = Config(catalogue=tuple(type(rule) for rule in rules), rules=rules)
    return fixed(text, path="ROADMAP.md", config=config, context=Context())


class Turning(Rule):
    """It replaces one word by the next one, round and round."""

    code = "ACME003"
    name = "turning"

    words = ("# One", "# Two", "# Three")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        text = document.source.text
        if text in self.words:
            next_one = self.words[(self.words.index(text) + 1) % len(self.words)]
            yield self.finding(Span(0, 1), "not so", fix=replacement(Span(0, len(text)), next_one))


class Growing(Rule):
    """It is never content."""

    code = "ACME004"
    name = "growing"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        yield self.finding(Span(0, 1), "more", fix=Fix("add", (Edit(Span(0, 0), "x"),)))


@pytest.mark.parametrize("text", [*Turning.words, "# Zero"])
def test_fixes_that_undo_each_other_change_nothing(text: str) -> None:
    assert engine_fixed(text, Turning()) == text
    assert engine_fixed(text, Growing()) == text


def test_as_many_fixes_of_one_place_as_there_may_be_are_all_applied() -> None:
    """Overlapping ones wait for the next round."""

    class Filling(Rule):
        """Every number up to a hundred is to stand at the end."""

        code = "ACME005"
        name = "filling"

        def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
            text = document.source.text
            for number in range(MOST_ROUNDS - 1):
                if f"<{number}>" not in text:
                    edit = Edit(Span(len(text), len(text)), f"<{number}>")
                    yield self.finding(Span(0, 1), f"{number:03}", fix=Fix("add", (edit,)))

    expected = "# Acme\n" + "".join(f"<{number}>" for number in range(MOST_ROUNDS - 1))
    assert engine_fixed("# Acme\n", Filling()) == expected


@pytest.mark.parametrize(
    "edits",
    [
        (Edit(Span(2, 6), "a"), Edit(Span(4, 8), "b")),
        (Edit(Span(2, 2), "a"), Edit(Span(2, 2), "b")),
        (Edit(Span(2, 99), "a"),),
        (Edit(Span(-2, 2), "a"),),
        (Edit(Span(6, 2), "a"),),
    ],
    ids=["overlapping", "both here", "behind the end", "before the beginning", "backwards"],
)
def test_a_fix_whose_edits_make_no_sense_is_not_applied(edits: tuple[Edit, ...]) -> None:
    assert engine_fixed("# Acme Roadmap", applying(Fix("x", edits))) == "# Acme Roadmap"


# -------------------------------------------------------------------------------------------------------- --diff


UNSAFE = "# Acme Roadmap\n\n### v2.8 (Q1 2026)\n\n- End support for Acme v2.6\n"


@pytest.mark.parametrize(
    ("text", "arguments", "status", "shown"),
    [
        (GOOD, [], 0, False),
        (FIXABLE, [], 1, True),
        (BAD, [], 1, False),
        (UNSAFE, [], 1, False),
        (UNSAFE, ["--unsafe-fixes"], 1, True),
        (FIXABLE, ["--fail-on", "error"], 1, True),
        (UNSAFE.replace("v2.6", "v2.5"), ["--unsafe-fixes"], 0, False),
        (FIXABLE, ["--exit-zero"], 0, True),
        (FIXABLE, ["--ignore", "RM106"], 0, False),
    ],
)
def test_diff_fails_where_there_is_something_to_fix_or_to_report(
    run: Run, text: str, arguments: list[str], status: int, shown: bool
) -> None:
    write(text)
    assert run("check", "--diff", *arguments) == status
    assert run.out.startswith("--- a/ROADMAP.md\n+++ b/ROADMAP.md\n@@ ") == shown
    assert (run.out != "") == shown
    assert Path("ROADMAP.md").read_text(encoding="utf-8") == text


@settings(STEADY, max_examples=STEADY.max_examples // 4)
@given(mutated(most=2))
def test_the_fixed_document_is_read_as_it_was(document: Mutated) -> None:
    """No fix makes a milestone or a task of another name, nor ticks one."""
    once = fixed(document.text, path="ROADMAP.md", config=document.config, context=document.context)
    before, after = parse(document.text), parse(once)
    assert len(after.milestones) >= len(before.milestones)
    ticked = [sum(task.checked is True for task in one.tasks) for one in (before, after)]
    assert ticked[1] >= ticked[0]
