"""`--add-suppressions`: what is found today is kept quiet by comments, and nothing else changes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from commands import FIXABLE, GOOD, Run, write
from corpus import corpus, read
from hypothesis import given, settings
from hypothesis import strategies as st
from mistakes import MISTAKES, ROADMAP

from roadmap_lint import Config, Context, lint, parse
from roadmap_lint.silence import ReasonError, _shape, silenced

STRICT = Config.from_table({"preset": "strict"})
USUAL = Config.default()
TWO = Config.from_table({"select": ["RM111", "RM501", "RM007", "RM008"]})
EXAMPLES = int(os.environ.get("SPAN_EXAMPLES", "20"))

__all__ = ["corpus"]  # a fixture


def silence(text: str, path: str = "ROADMAP.md", reason: str = "", config: Config = STRICT) -> str:
    return silenced(text, path=path, config=config, context=Context(), reason=reason)


def proven(text: str, path: str = "ROADMAP.md", config: Config = STRICT) -> str:
    """The text with its suppressions, after a proof that it is clean, says the same, and needs no more."""
    quiet = silence(text, path, config=config)
    assert lint(quiet, path=path, config=config) == ()
    assert _shape(parse(quiet, path)) == _shape(parse(text, path))
    assert silence(quiet, path, config=config) == quiet
    return quiet


HEADING = "### v2.8 (Q5 2026)"
COMMENT = "<!-- roadmap-lint-disable-next-line RM111 -->"
LINK = "<!-- roadmap-lint-disable-next-line RM501 -->"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("lines", "comment", "at"),
    [
        (["# A", "", HEADING, ""], COMMENT, 2),
        (["# A", HEADING, ""], COMMENT, 1),
        (["# A", "", "v2.8 (Q5 2026)", "---"], COMMENT, 2),
        ([HEADING], COMMENT, 0),
        (["\ufeff" + HEADING, ""], COMMENT, 0),
        (["# A", "", "One", "[two](http://)", ""], LINK, 2),
        (["# A", "", "> One", "> [two](http://)"], f"> {LINK}", 2),
        (["# A", "", "- [one](http://)", "- two"], LINK, 2),
        (["# A", "", "- one", "- [two](http://)"], f"  {LINK}", 3),
        (["# A", "", "- one", "", "- [two](http://)"], f"  {LINK}", 4),
        (["# A", "", "9. one", "10. [two](http://)", "11. three"], f"   {LINK}", 3),
        (["# A", "", "9.  one", "10. two", "11. [three](http://)"], f"    {LINK}", 4),
        (["# A", "", "- one", "  - [two](http://)"], f"  {LINK}", 3),
        (["# A", "", "- one", "  - two", "  - [three](http://)"], f"    {LINK}", 4),
        (["# A", "", "- one", "  - two", "- [three](http://)"], f"  {LINK}", 4),
        (["# A", "", "- one", "", "  [two](http://)", "- three"], f"  {LINK}", 4),
        (["# A", "", "> - one", "> - [two](http://)"], f">   {LINK}", 3),
        (["# A", "", "[one]: http://", "", "[one]"], LINK, 2),
    ],
)
def test_a_comment_stands_on_a_line_of_its_own(lines: list[str], comment: str, at: int, ending: str) -> None:
    quiet = proven(ending.join(lines), config=TWO)
    mark = "\ufeff" if lines[0].startswith("\ufeff") else ""
    expected = [line.removeprefix(mark) for line in lines]
    expected.insert(at, comment)
    assert quiet == mark + (ending if len(lines) > 1 else "\n").join(expected)


@pytest.mark.parametrize(
    ("row", "quiet"),
    [
        ("| a | [b](http://) |", "| a | [b](http://) <!-- roadmap-lint-disable-line RM501 --> |"),
        ("| [a](http://) | b|  ", "| [a](http://) | b <!-- roadmap-lint-disable-line RM501 --> |  "),
        ("a | [b](http://)", "a | [b](http://) <!-- roadmap-lint-disable-line RM501 -->"),
        (r"a | [b](http://) \|", r"a | [b](http://) \| <!-- roadmap-lint-disable-line RM501 -->"),
    ],
)
def test_a_comment_of_a_table_row_stands_in_its_last_cell(row: str, quiet: str) -> None:
    table = ["# A", "", "| one | two |", "|---|---|", "ROW", "| c | d |", ""]
    text = "\n".join(table)
    assert proven(text.replace("ROW", row), config=TWO) == text.replace("ROW", quiet)


def test_front_matter_holds_no_comment() -> None:
    text = "---\ntitle: [A]\n---\n\n# A\n\n### v2.8 (Q1 2026)\n"
    comment = "<!-- roadmap-lint-disable-file RM002 -->\n"
    assert proven(text, config=USUAL) == text.replace("---\n\n", f"---\n{comment}\n")
    windows = text.replace("---\n\n", f"---\n{comment}\n").replace("\n", "\r\n")
    assert proven(text.replace("\n", "\r\n"), config=USUAL) == windows


def test_several_rules_share_a_comment() -> None:
    text = "# A\n\n### v2.8 (Q5 2026) [x](http://)\n"
    assert proven(text, config=TWO) == text.replace("###", "<!-- roadmap-lint-disable-next-line RM111, RM501 -->\n###")


def test_in_mdx_comments_are_those_of_mdx() -> None:
    text = "# A\n\n- one\n- [two](http://)\n\n| a |\n|---|\n| [b](http://) |\n"
    line = "{/* roadmap-lint-disable-next-line RM501 */}"
    cell = "{/* roadmap-lint-disable-line RM501 */}"
    expected = text.replace("- [", f"  {line}\n- [").replace("| [b](http://) |", f"| [b](http://) {cell} |")
    assert proven(text, "roadmap.mdx", TWO) == expected


def test_what_is_clean_stays_as_it_is() -> None:
    for text in (ROADMAP, GOOD, ROADMAP.replace("\n", "\r\n")):
        assert silence(text, config=USUAL) == text


@pytest.mark.parametrize(("path", "ending"), [("ROADMAP.md", "\r\n"), ("roadmap.mdx", "\n")])
def test_every_mistake_can_be_kept_quiet(path: str, ending: str) -> None:
    for mistake in MISTAKES:
        proven(mistake.edit().replace("\n", ending), path)


def edited(mistakes: Iterable[int]) -> str:
    """The healthy roadmap with several mistakes in it, as far as one does not undo another."""
    text = ROADMAP
    for index in mistakes:
        mistake = MISTAKES[index]
        if text.count(mistake.old) >= mistake.nth:
            parts = text.split(mistake.old)
            before, after = mistake.old.join(parts[: mistake.nth]), mistake.old.join(parts[mistake.nth :])
            text = before + mistake.new + after
    return text


@settings(max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES <= 1000)
@given(st.lists(st.integers(0, len(MISTAKES) - 1), min_size=2, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_so_can_many_at_once(mistakes: list[int], ending: str) -> None:
    proven(edited(mistakes).replace("\n", ending))


LINES = st.sampled_from(
    """\
# A|### v2.8 (Q5 2026)|### v2.9 (Q1 2026)|- [ ] a|  - [ ] [b](http://)|- [c](http://)|1. [d](x y)|    - [e](http://)
> [f](http://)|> - [g](http://)|||/ a / b /|/---/---/|/ [h](http://) / i /|[k](http://)|```|<div>|</div>|[l]: http://
[l]|---|**Status**: Soon|{{< x >}}|a\0b""".replace("\n", "|").split("|")
).map(lambda line: line.replace("/ ", "| ").replace("/-", "|-").removesuffix("/") if line.startswith("/") else line)


@settings(max_examples=EXAMPLES * 4, deadline=None, derandomize=EXAMPLES <= 1000)
@given(st.lists(LINES, max_size=14))
def test_no_text_is_changed_but_by_comments_that_are_needed(lines: list[str]) -> None:
    text = "\n".join(lines)
    quiet = silence(text)
    assert _shape(parse(quiet)) == _shape(parse(text))
    assert silence(quiet) == quiet
    found, left = ([f.code for f in lint(each, config=STRICT)] for each in (text, quiet))
    assert len(left) <= len(found)
    assert not {"RM007", "RM008"} & set(left)


def test_the_corpus_can_be_kept_quiet(corpus: Path) -> None:
    for path in sorted(corpus.glob("*/*.md")):
        proven(read(path), path.name)


# ------------------------------------------------------------------------------------------------ the command line


def test_the_next_run_is_clean(run: Run) -> None:
    write(FIXABLE)
    assert run("check", "--add-suppressions", "--reason", "our own word") == 0
    comment = '<!-- roadmap-lint-disable-next-line RM106 reason="our own word" -->\n'
    assert Path("ROADMAP.md").read_text() == FIXABLE.replace("**Status", f"{comment}**Status")
    assert run("check") == 0
    before = Path("ROADMAP.md").read_bytes()
    assert run("check", "--add-suppressions") == 0
    assert Path("ROADMAP.md").read_bytes() == before


def test_with_fix_only_what_is_left_is_kept_quiet(run: Run) -> None:
    write(FIXABLE.replace("Q1", "Q5"))
    assert run("check", "--fix", "--add-suppressions") == 0
    text = Path("ROADMAP.md").read_text()
    assert "RM111" in text
    assert "RM106" not in text


def test_a_diff_shows_the_comments_and_changes_nothing(run: Run) -> None:
    write(FIXABLE)
    assert run("check", "--diff", "--add-suppressions") == 1
    assert "+<!-- roadmap-lint-disable-next-line RM106 -->\n" in run.out
    assert "+**Status" not in run.out
    assert Path("ROADMAP.md").read_text() == FIXABLE


def test_standard_input_is_written_out_with_its_comments(run: Run) -> None:
    assert run("check", "-", "--add-suppressions", stdin=FIXABLE.encode()) == 0
    assert run.out == FIXABLE.replace("**Status", "<!-- roadmap-lint-disable-next-line RM106 -->\n**Status")


def test_a_config_may_ask_for_a_reason(run: Run) -> None:
    write(FIXABLE)
    write("require-reason = true", "roadmap-lint.toml")
    assert run("check", "--add-suppressions") == 2
    assert "ROADMAP.md: the config asks for the reason of a suppression: give --reason, too" in run.err
    assert Path("ROADMAP.md").read_text() == FIXABLE
    assert run("check", "--add-suppressions", "--reason", 'a "word"') == 0
    assert "reason='a \"word\"'" in Path("ROADMAP.md").read_text()


@pytest.mark.parametrize("reason", ["a -- b", "a */ b", "a\nb", "a\x1bb", "\"a' b"])
def test_a_reason_that_no_comment_can_hold_is_refused(run: Run, reason: str) -> None:
    with pytest.raises(ReasonError):
        silence(FIXABLE, reason=reason)
    write(FIXABLE)
    assert run("check", "--add-suppressions", "--reason", reason) == 2
    assert "--reason: a reason is one line" in run.err
    assert Path("ROADMAP.md").read_text() == FIXABLE


def test_a_reason_alone_is_a_usage_error(run: Run) -> None:
    write(GOOD)
    assert run("check", "--reason", "so") == 2
    assert "--reason goes with --add-suppressions" in run.err


def test_what_cannot_be_suppressed_is_left(run: Run) -> None:
    write(GOOD + "\n<!-- roadmap-lint-disable-file RM101 -->\n")
    before = Path("ROADMAP.md").read_text()
    assert run("check", "--add-suppressions") == 1
    assert "RM007" in run.out
    assert Path("ROADMAP.md").read_text() == before
