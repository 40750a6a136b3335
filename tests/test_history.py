"""What a change does to a roadmap: findings that were there before, and what became of milestones and tasks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from corpus import corpus as corpus
from corpus import read

from roadmap_lint import lint, parse
from roadmap_lint.engine import check
from roadmap_lint.history import changes
from roadmap_lint.rule import Context

BASE = """\
# Acme Roadmap

### v2.8 (Q1 2026)

**Status**: Completed

- [ ] Parallel builds
- [x] Cache layers

### v2.9 (Q5 2026)

**Status**: Planned

- [ ] Signed images
"""


def judged(text: str, base: str = BASE) -> tuple[list[str], list[str]]:
    """The codes of what is new, and of what the base had."""
    report = check(text, context=Context(base=parse(base)))
    return [finding.code for finding in report.diagnostics], [finding.code for finding in report.old]


def test_what_the_base_had_is_old() -> None:
    assert judged(BASE) == ([], ["RM108", "RM111"])


def test_lines_that_moved_or_changed_otherwise_are_the_same() -> None:
    text = BASE.replace("# Acme Roadmap\n", "# Acme Roadmap\n\nNew words.\n").replace("\n", "\r\n")
    text = text.replace("Parallel builds", "Parallel  builds, at last").replace("### v2", "#### v2")
    assert judged(text) == ([], ["RM108", "RM111"])


def test_a_second_one_is_new() -> None:
    text = BASE.replace("- [x] Cache layers", "- [ ] Cache layers")
    report = check(text, context=Context(base=parse(BASE)))
    assert [finding.code for finding in report.old] == ["RM108", "RM111"]
    (new,) = report.diagnostics
    assert text.startswith("[ ] Cache layers", new.span.start)


def test_another_one_in_the_place_of_one_that_was_corrected_is_new() -> None:
    text = BASE.replace("[ ] Parallel builds", "[x] Parallel builds\n- [ ] Remote builders")
    assert judged(text) == (["RM108"], ["RM111"])


def test_what_is_corrected_is_not_told() -> None:
    assert judged(BASE.replace("Q5", "Q2")) == ([], ["RM108"])


def test_a_suppression_taken_away_shows_what_it_hid() -> None:
    hidden = BASE.replace("### v2.9", '<!-- roadmap-lint-disable-next-line RM111 reason="a joke" -->\n### v2.9')
    assert judged(BASE, hidden) == (["RM111"], ["RM108"])
    assert judged(hidden, BASE) == ([], ["RM108"])


def test_a_base_leaves_the_old_findings_out() -> None:
    assert lint(BASE.replace("- [ ] Signed images\n", ""), base=parse(BASE))[0].code == "RM801"
    assert lint(BASE, base=parse(BASE)) == ()


def test_without_a_base_there_is_no_history() -> None:
    assert check(BASE).old == ()
    assert Context().changes(parse(BASE)) == ()


def test_a_document_did_not_change_since_itself(corpus: Path) -> None:
    documents = sorted(corpus.glob("*/*.md"))
    assert len(documents) == 49
    for path in documents:
        text = read(path)
        assert changes(parse(text), parse(text.replace("\n", "\r\n"))) == (), path.name


# Each of them was read: what is said to be gone is gone from the next revision that is kept.
@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ("2025-05-29-2d83f830", "2025-12-23-a8a2d4de", {"RM805": 1}),
        ("2025-12-23-a8a2d4de", "roadmap", {"RM801": 1}),
        ("roadmap", "2026-02-28-b838fa80", {"RM801": 1}),
        ("2026-02-28-b838fa80", "2026-06-19-694b3331", {"RM801": 2, "RM804": 1}),
    ],
)
def test_what_became_of_a_real_roadmap(corpus: Path, before: str, after: str, codes: dict[str, int]) -> None:
    old, new = (read(corpus / "flux" / f"{name}.md") for name in (before, after))
    found = [finding.code for finding in lint(new, base=parse(old))]
    assert Counter(code for code in found if code.startswith("RM8")) == codes
