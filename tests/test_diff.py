"""`roadmap-lint diff`: what a change does to the roadmap, in the words of a reviewer."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from repositories import Repository

from roadmap_lint.cli import main

BEFORE = """\
# Acme Roadmap

### v2.7 (Q4 2025)

**Status**: Completed

- [x] Smaller images

### v2.8 (Q1 2026)

**Status**: In Progress

- [ ] [Cache layers](https://github.com/acme/builder/issues/101)
- [ ] Parallel builds
- [ ] Signed images for every architecture
- [ ] Remote builders
- [x] Faster downloads
- End support for Acme v2.4.x

### v2.9 (Q2 2026)

**Status**: Planned

- [ ] Plugin API for the web console
- End support for Acme v2.6.x
- End support for Kubernetes 1.33
"""

AFTER = """\
# Acme Roadmap

### v2.8 (Q1 2026)

**Status**: Completed

- [x] [Reuse layers](https://github.com/acme/builder/issues/101)
- [x] Parallel builds
- [ ] Faster downloads
- End support for Acme v2.5.x

### v2.9 (Q3 2026)

**Status**: Planned

- [ ] Signed images for every architecture
- [ ] Plugin API for the web console
- [ ] Themes
- End support for Acme v2.6.x

### v2.10 (Q4 2026)

**Status**: Planned

- [ ] Dark mode
- End support for Kubernetes 1.33
- End support for Acme v2.7.x
"""

TOLD = """\
Milestones
  line 5: v2.8 is Completed (was In Progress)
  line 12: v2.9 slips by one quarter: Q2 2026 -> Q3 2026
  line 21: v2.10 is new, for Q4 2026, Planned, with 1 new task
  was line 3: v2.7 is gone (it was Completed)

Support
  line 10: v2.8 now ends support for Acme v2.5.x (was v2.4.x)
  line 26: v2.10 now ends support for Kubernetes 1.33, not v2.9
  line 27: v2.10 ends support for Acme v2.7.x

Tasks
  2 tasks of v2.8 are done
    line 7: Reuse layers
    line 8: Parallel builds
  1 task moves from v2.8 to v2.9
    line 16: Signed images for every architecture
  1 task is gone from v2.8, and open
    was line 16: Remote builders
  1 task of v2.8 is open again
    line 9: Faster downloads
  1 task is new in v2.9
    line 18: Themes
  1 task of v2.8 is reworded
    line 7: Cache layers -> Reuse layers
"""

HOSTILE = "- [ ] <b>`` @all</b> ![x](https://evil.example/x.png) #1 **a** [b](https://evil.example) \x1b[31m \u202e https://c.example\n"


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsys.readouterr()
        return status, out, err

    return run


Run = Callable[..., tuple[int, str, str]]


def two_files(before: str, after: str) -> None:
    Path("old.md").write_text(before, encoding="utf-8")
    Path("new.md").write_text(after, encoding="utf-8")


def test_two_files(run: Run) -> None:
    two_files(BEFORE, AFTER)
    assert run("diff", "--files", "old.md", "new.md") == (0, f"new.md: 13 changes since old.md\n\n{TOLD}", "")


def test_a_branch(run: Run, tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    base = repository.commit(BEFORE)
    repository.git("checkout", "--quiet", "-b", "change")
    repository.commit(AFTER)
    repository.write("# Acme Roadmap\n\n### v1.0\n", "docs/roadmap.md")
    since = f"since main ({base[:9]})"
    expected = f"ROADMAP.md: 13 changes {since}\n\n{TOLD}\ndocs/roadmap.md: it is new {since}\n"
    assert run("diff", "main") == (0, expected, "")
    assert run("diff") == (0, expected, "")
    assert run("diff", "main", "ROADMAP.md")[1] == expected.partition("\ndocs")[0]
    assert run("diff", "change")[1].startswith("ROADMAP.md: nothing changed since change")


def test_the_default_is_the_main_branch_of_the_remote(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository(tmp_path / "origin")
    repository.commit(BEFORE)
    repository.git("branch", "--move", "trunk")
    repository.git("clone", "--quiet", str(repository.directory), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    Path("ROADMAP.md").write_text(AFTER, encoding="utf-8")
    assert run("diff")[1].startswith("ROADMAP.md: 13 changes since origin/trunk (")
    repository.git("-C", str(tmp_path / "clone"), "remote", "remove", "origin")
    assert run("diff")[::2] == (
        2,
        "roadmap-lint: error: diff: there is no branch 'main' or 'master' to compare with: name the base\n",
    )


def test_markdown(run: Run) -> None:
    two_files(BEFORE, AFTER)
    status, out, _ = run("diff", "--files", "old.md", "new.md", "--output", "markdown")
    assert status == 0
    assert out.startswith("### `new.md`: 13 changes since `old.md`\n\n**Milestones**\n\n- `v2.8` is `Completed` (was")
    assert "\n- `v2.9` slips by one quarter: `Q2 2026` → `Q3 2026` (line 12)\n" in out
    assert "\n- 1 task moves from `v2.8` to `v2.9`\n  - `Signed images for every architecture` (line 16)\n" in out


def test_nothing_of_a_document_is_markdown_in_markdown(run: Run) -> None:
    from markdown_it import MarkdownIt

    two_files(BEFORE, AFTER + HOSTILE)
    out = run("diff", "--files", "old.md", "new.md", "--output", "markdown")[1]
    inlines = [
        child for token in MarkdownIt("gfm-like", {"linkify": False}).parse(out) for child in token.children or ()
    ]
    assert {child.type for child in inlines} <= {"text", "code_inline", "strong_open", "strong_close"}
    prose = "".join(child.content for child in inlines if child.type == "text")
    for part in ("evil", "@all", "http", "#1", "<b>", "c.example"):
        assert part not in prose
    for output in ("text", "markdown", "json"):
        shown = run("diff", "--files", "old.md", "new.md", "--output", output)[1]
        assert "\x1b" not in shown
        assert "\u202e" not in shown


def test_json(run: Run) -> None:
    two_files(BEFORE, AFTER)
    report = json.loads(run("diff", "--files", "old.md", "new.md", "--output", "json")[1])
    assert (report["schema_version"], report["base"], report["commit"]) == (1, "old.md", None)
    (file,) = report["files"]
    assert (file["path"], file["base_path"]) == ("new.md", "old.md")
    slip = next(change for change in file["changes"] if change["kind"] == "milestone-rescheduled")
    assert slip == {
        "kind": "milestone-rescheduled",
        "topic": "milestones",
        "message": "v2.9 slips by one quarter: Q2 2026 -> Q3 2026",
        "before": {"line": 20, "column": 11, "offset": BEFORE.index("Q2 2026")},
        "after": {"line": 12, "column": 11, "offset": AFTER.index("Q3 2026")},
        "items": [],
    }
    moved = next(change for change in file["changes"] if change["kind"] == "tasks-moved")
    assert [item["message"] for item in moved["items"]] == ["Signed images for every architecture"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("v2.9 (Q2 2026)", "v2.9 (Q1 2026)", "v2.9 comes one quarter earlier: Q2 2026 -> Q1 2026"),
        ("v2.9 (Q2 2026)", "v2.9 (May 2026)", "v2.9 is dated more exactly: Q2 2026 -> May 2026"),
        ("v2.9 (Q2 2026)", "v2.9 (H1 2026)", "v2.9 is dated less exactly: Q2 2026 -> H1 2026"),
        ("v2.9 (Q2 2026)", "v2.9 (TBA)", "v2.9 has no date any more (was Q2 2026)"),
        ("v2.9 (Q2 2026)", "v2.9", "v2.9 has no date any more (was Q2 2026)"),
        ("**Status**: Planned\n", "Soon.\n", "v2.9 has no status any more (was Planned)"),
        ("**Status**: Planned\n", "**Status**: Planned\n\nMore for the web.\n", "v2.9 has a goal now"),
        ("v2.9 (Q2 2026)", "v3.0 (Q2 2026)", "v2.9 becomes v3.0"),
        (BEFORE[BEFORE.index("### v2.9") :], "", "v2.9 is gone (it was Planned), and 1 open task with it"),
        ("- End support for Kubernetes 1.33\n", "", "v2.9 no longer ends support for Kubernetes 1.33"),
        ("- End support for Kubernetes 1.33\n", "- [ ] Run on Kubernetes 1.33\n", "1 task is new in v2.9"),
        ("- End support for Kubernetes 1.33\n", "- [ ] {{< new >}} Themes\n", "line 26: Themes\n"),
    ],
)
def test_what_else_may_be_said(run: Run, before: str, after: str, sentence: str) -> None:
    assert before in BEFORE
    two_files(BEFORE, BEFORE.replace(before, after, 1))
    assert sentence in run("diff", "--files", "old.md", "new.md")[1]
    two_files(BEFORE.replace(before, after, 1), BEFORE)
    assert run("diff", "--files", "old.md", "new.md")[0] == 0


def test_words_around_the_promises_are_no_change(run: Run) -> None:
    two_files(BEFORE, BEFORE.replace("# Acme Roadmap\n", "# The Acme Roadmap\n\nAll dates may change.\n"))
    assert run("diff", "--files", "old.md", "new.md")[1] == "new.md: no promise changed since old.md\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("main", "--files", "old.md", "new.md"), "--files compares two files: give no BASE and no PATH"),
        (("--files", "old.md", "none.md"), "none.md: there is no such file"),
        (("old.md",), "old.md is a file, and no revision: the base comes first ('diff main old.md')"),
        (("--output", "text", "nope", "old.md"), "diff nope: there is no such revision here"),
    ],
)
def test_what_cannot_be_compared(run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    two_files(BEFORE, AFTER)
    Repository(tmp_path).commit()
    status, out, err = run("diff", *arguments)
    assert (status, out) == (2, "")
    assert message in err


def test_the_guide_is_true(run: Run, tmp_path: Path) -> None:
    guide = (Path(__file__).parent.parent / "docs" / "history.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"<!-- history: (\w+) -->\n```\w+\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL))
    repository = Repository(tmp_path)
    base = repository.commit(parts["before"])
    repository.git("checkout", "--quiet", "-b", "change")
    repository.commit(parts["after"])
    assert run("check", "--base", "main") == (1, parts["check"], "")
    assert run("diff", "main") == (0, parts["diff"].replace("since main", f"since main ({base[:9]})"), "")
