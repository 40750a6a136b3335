"""That the work grows with the text and not with its square: by counting calls, so that no machine is too slow for it.

A profiler counts every call of a function, of ours and of Python's, and every item that a generator gives. From a size
to its double the count may grow as much again, and a little more where something is sorted. What one call does in C (a
slice, a list that is searched) is not seen here: benchmarks/growth.py takes the time.
"""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from datetime import date

import pytest
from inputs import HOSTILE, broken, healthy

from roadmap_lint import Config, Context, order, parse, silence
from roadmap_lint.engine import check
from roadmap_lint.history.phrases import phrases_in
from roadmap_lint.rules import RULES
from roadmap_lint.silence import silenced

EVERY_RULE = Config.from_table({"select": [rule.code for rule in RULES], "product": "Acme"})
# Beyond what is compared with each other where there are few of it.
SIZES = (500, 1_000, 2_000)
# Twice as many units more make twice as many calls more; and a call here or there says nothing.
MOST_GROWTH = 2.3
SLACK = 500


def calls(work: Callable[[], object]) -> int:
    profile = cProfile.Profile(timer=lambda: 0)
    profile.enable()
    try:
        work()
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def prove_linear(made: Callable[[int], Callable[[], object]], sizes: tuple[int, int, int] = SIZES) -> None:
    """Prove it of the work for a size; `made` makes that."""
    made(max(1, sizes[0] // 5))()  # what is imported and compiled once
    small, middle, large = (calls(made(size)) for size in sizes)
    assert large - middle <= MOST_GROWTH * max(0, middle - small) + SLACK, (small, middle, large)


def hostile(name: str, size: int) -> str:
    unit = HOSTILE[name]
    return unit * size if isinstance(unit, str) else unit(size)


def test_a_square_is_noticed() -> None:
    with pytest.raises(AssertionError):
        prove_linear(lambda size: lambda: [len("") for _ in range(size) for _ in range(size // 50)])


@pytest.mark.parametrize("name", HOSTILE)
def test_every_rule_on_a_text_that_is_made_to_be_slow(name: str) -> None:
    context = Context(today=date(2026, 6, 1))
    prove_linear(lambda size: lambda: check(hostile(name, size), config=EVERY_RULE, context=context))


@pytest.mark.parametrize("made", [healthy, broken])
def test_larger_roadmaps(made: Callable[[int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "MOST_COMPARED", 20)  # fewer are compared with each other
    prove_linear(lambda size: lambda: check(made(size), config=EVERY_RULE), (10, 20, 40))


BASES: dict[str, Callable[[int], tuple[str, str]]] = {
    "other milestones": lambda size: (healthy(size // 50), healthy(size // 50, number=1)),
    "findings on changed lines": lambda size: (
        broken(size // 100),
        broken(size // 100).replace("Builder", "Scheduler").replace("is no day", "is not a day"),
    ),
    "one finding on many lines": lambda size: (
        "# A\n\n" + "".join(f"2026-02-30 is no day in a{i}.\n\n" for i in range(size)),
        "# A\n\n" + "".join(f"2026-02-30 is no day in b{i}.\n\n" for i in range(size)),
    ),
    "tasks that are gone": lambda size: (
        "# A\n\n## v1.0\n\n" + "".join(f"- [ ] task {i} of many\n" for i in range(size)),
        "# A\n\n## v1.0\n\n" + "".join(f"Task {i} of few.\n\n" for i in range(size)),
    ),
    "statements that are gone": lambda size: (
        "# A\n\n## v1.0\n\n" + "".join(f"- End support for Acme v0.{i}\n" for i in range(size)),
        "# A\n\n## v1.0\n\n" + "".join(f"It is not v0.{i}, say.\n\n" for i in range(size)),
    ),
    "milestones that are gone": lambda size: (
        "# A\n\n" + "".join(f"## v1.{i}\n\n- [ ] a{i}\n\n" for i in range(size)),
        "# A\n\n" + "".join(f"## Chapter 1.{i} it is\n\n- b{i}\n\n" for i in range(size)),
    ),
}


@pytest.mark.parametrize("name", BASES)
def test_a_text_and_its_base(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "MOST_COMPARED", 20)

    def made(size: int) -> Callable[[], object]:
        before, after = BASES[name](size)
        return lambda: check(after, config=EVERY_RULE, context=Context(base=parse(before)))

    prove_linear(made)


def test_phrases_are_found_in_one_pass() -> None:
    texts = [("a", "b", "a", "b", "c"), ("x", "y"), ("b", "a")]
    phrases = [("a", "b", "c"), ("b", "c"), ("c",), ("b", "a", "b"), ("x", "y", "z"), ("y", "x"), ("c", "x"), ()]
    assert phrases_in(texts, phrases) == {("a", "b", "c"), ("b", "c"), ("c",), ("b", "a", "b")}
    prove_linear(lambda size: lambda: phrases_in([("a",) * size], [("a",) * size, ("a", "b")]))


# ----------------------------------------------------------------------------------------------------- suppressions

# An item whose comment may stand neither inside the one before nor above it: then at the end of its line
AWKWARD = "- a\n- b\n\n  [x](http://)\n- [y](htps://acme.test)\n\n| a |\n|---|\n| [b](http://) |\n\n<div>[z](http://)</div>\n\n"


@pytest.mark.parametrize("size", [1, 10, 100])
def test_suppressions_are_added_in_a_few_checks_however_many_they_are(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def counted(text: str, **named: object) -> object:
        checked.append(text)
        return check(text, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(silence, "check", counted)
    text = "# A\n\n" + AWKWARD * size + "2026-02-30 is no day.\n\n" * size
    config = Config.default()
    quiet = silenced(text, path="ROADMAP.md", config=config, context=Context())
    assert quiet != text
    assert len(checked) <= 9
    assert check(quiet, config=config).diagnostics == ()
    assert silenced(quiet, path="ROADMAP.md", config=config, context=Context()) == quiet


def test_many_suppressions() -> None:
    prove_linear(
        lambda size: lambda: silenced(broken(size), path="ROADMAP.md", config=Config.default(), context=Context()),
        (4, 8, 16),
    )


# ----------------------------------------------------------------------------------------------------------- bounds


def codes(text: str, base: str | None = None) -> set[str]:
    context = Context(base=parse(base)) if base else Context()
    return {finding.code for finding in check(text, config=EVERY_RULE, context=context).diagnostics}


def test_of_a_heading_the_first_1000_characters_are_read() -> None:
    assert "RM111" in codes(f"# A\n\n## v1.0 (Q5 2026) {'word ' * 300}\n")
    assert "RM111" in codes(f"# A\n\n## v1.0 {'word ' * 100} (Q5 2026)\n")
    assert "RM111" not in codes(f"# A\n\n## v1.0 {'word ' * 300} (Q5 2026)\n")


@pytest.mark.parametrize(("broken", "is_told"), [(50, True), (51, False)])
def test_beside_many_broken_references_no_definition_is_called_unused(broken: int, is_told: bool) -> None:
    text = "# A\n\n" + "".join(f"[see this][other {number}]\n\n" for number in range(broken)) + "[plan]: b.md\n"
    assert ("RM514" in codes(text)) is is_told


@pytest.mark.parametrize(("unread", "is_told"), [(50, True), (51, False)])
def test_beside_many_headings_that_cannot_be_read_no_milestone_is_called_gone(unread: int, is_told: bool) -> None:
    milestone = "### v2.8 (Q1 2026)\n\n**Status**: In Progress\n\n- [ ] Build it\n\n"
    kept = "### v2.9 (Q2 2026)\n\n- [ ] Ship it\n\n"
    wrong = "".join(f"### v19,{number} (July 2031)\n\n- [ ] Part {number}\n\n" for number in range(unread))
    found = codes(f"# A\n\n{kept}{wrong}", f"# A\n\n{milestone}{kept}{wrong}")
    assert ("RM805" in found) is is_told
