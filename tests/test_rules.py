"""Every example of every rule's page, and every case in tests/cases/, says exactly what it should."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import roadmap_lint
from roadmap_lint import Context, Diagnostic, fix, reserved
from roadmap_lint.config import Config
from roadmap_lint.engine import check
from roadmap_lint.plugins import catalogue
from roadmap_lint.report import Result, Size, page, text
from roadmap_lint.rule import Rule
from roadmap_lint.rules import RULES
from roadmap_lint.testing import Example, examples, report, verify

CASES = Path(__file__).parent / "cases"
# The files beside the document of every case.
FILES = (
    "ROADMAP.md",
    "README.md",
    "LICENSE",
    "docs/plans.md",
    "docs/guide/_index.md",
    "docs/a b.md",
    "assets/logo.png",
)


def rule_named(name: str) -> type[Rule]:
    return next(rule for rule in catalogue() if rule.name == name)


def cases(path: Path) -> list[tuple[str, str, str]]:
    """Title, input and expected report of each case: three parts, each ended by a line with a dot.

    A title that ends with `today: 2026-11-22`, on a line of its own, gives the case its day.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    parts: list[list[str]] = [[]]
    for line in lines:
        if line == ".":
            parts.append([])
        else:
            parts[-1].append(line)
    assert len(parts) % 3 == 1, f"{path.name}: the last case has not its three parts"
    rest = parts.pop()
    assert not any(rest), f"{path.name}: text behind the last case: {rest}"
    found = []
    for title, given, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=True):
        name = " ".join(line for line in title if line).strip()
        found.append((name, "\n".join(given) + "\n", "\n".join(expected) + "\n" if expected else ""))
    return found


def config_of(name: str, title: str) -> str:
    """The config of a case: what a line `options: minors = 2` in its title part sets."""
    match = re.search(r"\boptions: (.+?)(?= today: |$)", title)
    return f"[rules.{name}]\n{match[1]}\n" if match else ""


def day_of(title: str) -> date | None:
    _, marked, day = title.partition(" today: ")
    return date.fromisoformat(day) if marked else None


ALL_CASES = [
    pytest.param(path.stem, title, given, expected, id=f"{path.stem}: {title}")
    for path in sorted(CASES.glob("*.md"))
    for title, given, expected in cases(path)
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_of_a_rule_is_true(rule: type[Rule]) -> None:
    if rule.name == "text-encoding":  # its page writes what cannot be seen as escapes
        assert examples(rule)
        for example in examples(rule):
            assert report(rule, example._replace(text=unescaped(example.text))) == example.output
            assert fix(unescaped(example.text)) == (example.fixed or example.text)
    else:
        verify(rule)


@pytest.mark.parametrize("rule", reserved.RULES, ids=lambda rule: rule.name)
def test_the_page_of_what_the_engine_says_is_true(rule: type[Rule]) -> None:
    """It judges what the rules found: they all run."""
    for example in examples(rule):
        found = check(example.text, context=Context(today=example.today))
        own = tuple(finding for finding in found.diagnostics if finding.code == rule.code)
        assert text.findings([Result(found.document.source, Size.of(found.document), own)]) == example.output
        assert "bad" not in example.name or own
        if example.fixed is not None:
            assert fix(example.text) == example.fixed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_of_a_rule_shows_what_its_fixes_are(rule: type[Rule]) -> None:
    """The cases and the examples are printed as they are expected: which kinds of fixes they have, the page says."""
    printed = [str(case.values[3]) for case in ALL_CASES if case.values[0] == rule.name]
    printed += [example.output for example in examples(rule)]
    fixes = [line for case in printed for line in case.split("\n") if line.strip().startswith("= fix: ")]
    kinds = {"unsafe" if "(unsafe: " in line else "safe" for line in fixes}
    assert page.fix_of(rule) == " or ".join(sorted(kinds))
    assert ("The fix is safe where " in " ".join(rule.page().split())) is (len(kinds) > 1)


def guide_with_fences(name: str) -> tuple[str, dict[str, str]]:
    """A guide of docs/, and its fences that a comment gives a label."""
    guide = (CASES.parent.parent / "docs" / f"{name}.md").read_text(encoding="utf-8")
    labelled = rf"<!-- {name}: (\w+) -->\n(`{{3,}})\w+\n(.*?)^\2$"
    return guide, {label: body for label, _, body in re.findall(labelled, guide, re.MULTILINE | re.DOTALL)}


def test_the_guide_to_a_built_in_rule_is_true(tmp_path: Path) -> None:
    guide, fences = guide_with_fences("adding-a-rule")
    module: dict[str, Any] = {}
    exec(fences["module"], module)
    entry = re.fullmatch(
        r"from roadmap_lint\.rules\.(\w+) import (\w+)\n\n.*    (\w+),\n.*", fences["entry"], re.DOTALL
    )
    assert entry
    rule = module[entry[2]]
    assert (entry[3], entry[1]) == (rule.__name__, rule.name.replace("-", "_"))
    assert f"`rules/{entry[1]}.py`" in guide
    assert f"`tests/cases/{rule.name}.md`" in guide
    assert not any(other.name == rule.name or other.code == rule.code for other in RULES)
    verify(rule)
    path = tmp_path / "cases.md"
    path.write_text(fences["cases"], encoding="utf-8")
    found = cases(path)
    assert len([title for title, _, expected in found if not expected]) >= 2
    for title, given, expected in found:
        assert report(rule, Example(title, given, expected, None, "", None)) == expected


def test_the_guide_for_authors_is_true() -> None:
    guide, fences = guide_with_fences("writing-rules")
    module: dict[str, Any] = {}
    exec(fences["module"], module)
    project = tomllib.loads(fences["pyproject"])
    assert project["project"]["entry-points"]["roadmap_lint.plugins"] == {"acme": "acme_rules:RULES"}
    assert project["tool"]["setuptools"]["py-modules"] == ["acme_rules"]
    exec(fences["verify"].replace("from acme_rules import RULES", ""), {"RULES": module["RULES"]})
    for name in re.findall(r"^Everything.*?\n\n", guide, re.MULTILINE | re.DOTALL)[0].split("[The")[0].split("`")[3::2]:
        assert name in roadmap_lint.__all__


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.name)
def test_the_page_of_a_rule_has_its_parts(rule: type[Rule]) -> None:
    for heading in ("## What it checks\n", "## Why it matters\n", "## When to disable\n"):
        assert rule.page().count(heading) == 1
    assert rule.summary().endswith(".")
    shown = {name.split()[1] for name, *_ in examples(rule)}
    # a rule that fails, and a file that is not there, cannot be shown
    assert shown == (set() if rule.code in ("RM000", "RM011") else {"bad", "good"})
    assert ("## Examples\n" in rule.page()) is bool(shown)
    assert ("## Options\n" in page.render(rule)) is bool(rule.options)


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(rule, example, id=f"{rule.name}: {example.name}")
        for rule in RULES
        for example in examples(rule)
        if "good" in example.name and not example.config
    ],
)
def test_a_good_example_is_clean_under_every_rule(rule: type[Rule], example: Example) -> None:
    found = check(example.text, config=Config.default(), context=example.context).diagnostics
    assert [(finding.code, finding.message) for finding in found if finding.severity > 1] == []


@pytest.mark.parametrize(("name", "title", "given", "expected"), ALL_CASES)
def test_case(name: str, title: str, given: str, expected: str) -> None:
    rule = rule_named(name)
    base, given = divided(unescaped(given))
    assert (
        report(rule, Example(title, given, expected, None, config_of(name, title), day_of(title), FILES, base))
        == expected
    )


@pytest.mark.parametrize(("name", "title", "given", "expected"), ALL_CASES)
def test_a_fixed_case_stays_fixed(name: str, title: str, given: str, expected: str) -> None:
    config = Config.default().with_selection([name])
    base, given = divided(unescaped(given))
    context = Example(title, given, expected, None, config_of(name, title), day_of(title), FILES, base).context
    once = fix(given, config=config, today=context.today, files=context.files, base=context.base)
    assert fix(once, config=config, today=context.today, files=context.files, base=context.base) == once


@pytest.mark.parametrize("rest", ["Title\n.\n", "Title\n.\ngiven\n.\n", "Title\n.\ngiven\n.\nexpected\n", "Title\n"])
def test_an_incomplete_case_is_not_passed_over(tmp_path: Path, rest: str) -> None:
    path = tmp_path / "cases.md"
    path.write_text("Title\n.\ngiven\n.\nexpected\n.\n\n", encoding="utf-8")
    assert cases(path) == [("Title", "given\n", "expected\n")]
    path.write_text(path.read_text(encoding="utf-8") + rest, encoding="utf-8")
    with pytest.raises(AssertionError, match=r"cases\.md: "):
        cases(path)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_enough_edge_cases(rule: type[Rule]) -> None:
    path = CASES / f"{rule.name}.md"
    assert path.is_file(), f"{path.name} is missing"
    found = cases(path)
    healthy = [title for title, _, expected in found if not expected]
    assert len(healthy) >= 2, f"{path.name}: two healthy texts that come close to the finding"
    if rule.kind == "dated":
        assert all(day_of(title) for title, _, _ in found), f"{path.name}: a case of a dated rule needs a day"


def divided(given: str) -> tuple[str | None, str]:
    """The base and the text: in a case of a history rule a line `=>` stands between them."""
    base, divider, text = given.partition("\n=>\n")
    return (base + "\n", text) if divider else (None, given)


def unescaped(given: str) -> str:
    r"""Text with `\u202e` and the like, as cases write what cannot be seen, made real."""
    for escape in ("\\u", "\\x"):
        parts = given.split(escape)
        digits = 4 if escape == "\\u" else 2
        given = parts[0] + "".join(
            chr(int(part[:digits], 16)) + part[digits:] if _is_hex(part[:digits], digits) else escape + part
            for part in parts[1:]
        )
    return given


def _is_hex(text: str, digits: int) -> bool:
    return len(text) == digits and all(character in "0123456789abcdef" for character in text)


def said_of(check_of_rule: Callable[..., Any]) -> list[Diagnostic]:
    """What is found in a text with one mistake, when a rule of a pack does this."""

    class Broken(Rule):
        """It fails."""

        code = "BRK001"
        name = "broken"
        check = check_of_rule

    default = Config.default()
    config = Config(catalogue=(*default.catalogue, Broken), rules=(*default.rules, Broken()))
    return list(check("# Acme\n\n### v2.8 (Q5 2026)\n", config=config).diagnostics)


def raises(error: Exception) -> Callable[..., Any]:
    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("check_of_rule", "reason"),
    [
        (raises(ZeroDivisionError("division\nby zero")), r"ZeroDivisionError: division by zero \(test_rules\.py:\d+\)"),
        (raises(ZeroDivisionError()), r"ZeroDivisionError \(test_rules\.py:\d+\)"),
        (lambda *_: iter(lambda: Path("nowhere").read_bytes(), b""), r"FileNotFoundError: .* \(test_rules\.py:\d+\)"),
        (lambda *_: None, r"check\(\) returned None: yield findings, or return a list"),
        (lambda *_: ["it is wrong"], r"check\(\) gave a str: give findings made by self\.finding\(span, message\)"),
    ],
    ids=["its line", "no message", "its own line", "None", "no finding"],
)
def test_a_crash_of_one_rule_is_one_finding(check_of_rule: Callable[..., Any], reason: str) -> None:
    crash, other = said_of(check_of_rule)
    assert (crash.code, other.code) == ("RM000", "RM111")
    assert re.fullmatch(rf"rule BRK001 \(broken\) failed on this file, the others ran: {reason}", crash.message)
