"""`check --base REV` in a repository: the gate says what the branch broke, and runs nothing of the repository."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from repositories import Repository

from roadmap_lint import vcs
from roadmap_lint.cli import main
from roadmap_lint.cli.bases import Bases

BASE = """\
# Acme Roadmap

### v2.7 (Q4 2025)

**Status**: Completed

- [ ] Smaller images
- [x] Faster downloads

End of life:

- End support for Acme v2.4.x

### v2.8 (Q1 2026)

**Status**: In Progress

- [ ] [Cache layers](https://github.com/acme/builder/issues/101)
- [ ] Parallel builds
- [ ] Signed images
- End support for Acme v2.5.x

### v2.9 (Q2 2026)

**Status**: Planned

- [ ] Plugin API for the web console
- End support for Acme v2.6.x
"""


def changed(*changes: tuple[str, str], text: str = BASE) -> str:
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return text


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository whose `main` holds the base, with the branch `change` checked out."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    made = Repository(tmp_path / "repository")
    made.commit(BASE)
    made.git("checkout", "--quiet", "-b", "change")
    monkeypatch.chdir(made.directory)
    return made


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = main(arguments)
        out, err = capsys.readouterr()
        return status, out, err

    return run


Run = Callable[..., tuple[int, str, str]]


def test_the_gate_says_exactly_what_the_branch_broke(repository: Repository, run: Run) -> None:
    repository.commit(
        changed(
            ("# Acme Roadmap\n", "# Acme Roadmap\n\nAll dates may change.\n"),
            ("End support for Acme v2.4.x", "End support for Acme v2.3.x"),  # a promise of old
            ("v2.8 (Q1 2026)", "v2.8 (Q2 2026)"),
            ("- [ ] [Cache layers]", "- [x] [Cache the layers]"),
            ("- [ ] Parallel builds\n", ""),  # moved
            ("- [ ] Signed images\n", ""),  # dropped
            ("v2.9 (Q2 2026)", "v2.9 (Q3 2026)"),
            ("**Status**: Planned\n", "**Status**: Planed\n"),
            ("- [ ] Plugin API", "- [ ] Parallel builds\n- [ ] Plugin API"),
        )
    )
    status, out, err = run("check", "--base", "main")
    assert (status, err) == (1, "")
    heads = [line.removeprefix("ROADMAP.md:") for line in out.splitlines() if line.startswith("ROADMAP.md:")]
    move = "move it, or strike it (~~…~~) and say why"
    check = "check it, strike it, or move it to a later milestone"
    kept = "a completed milestone keeps what it says"
    assert heads == [
        "14:24: RM201 eol-lag error v2.7 ends support for v2.4.x (3 minors back), not for v2.3.x",
        f"14:24: RM803 released-rewritten error v2.7 was completed when this was 'v2.4.x': {kept}",
        f"16:5: RM801 task-vanished warning 'Signed images' stood in v2.8, open, and is gone: {move}",
        "16:11: RM804 milestone-slipped note v2.8 slips by one quarter: it was planned for Q1 2026",
        "23:11: RM804 milestone-slipped note v2.9 slips by one quarter: it was planned for Q2 2026",
        "25:13: RM106 status-unknown warning 'Planed' is not a status: is 'Planned' meant?",
        f"9:3: RM108 completed-open-task old v2.7 is completed and this task is open: {check}",
    ]
    assert out.splitlines()[-1] == (
        "1 file checked: 2 errors, 2 warnings, 2 notes; --fix corrects 2; 1 finding was there before"
    )


def test_a_healthy_change_passes_though_the_base_was_not_clean(repository: Repository, run: Run) -> None:
    repository.commit(changed(("- [ ] Parallel", "- [x] Parallel")))
    assert run("check")[0] == 1
    status, out, _ = run("check", "--base", "main")
    assert status == 0
    assert out.splitlines()[-1] == (
        "1 file checked: 3 milestones, 9 tasks, nothing new to report; 1 finding was there before"
    )
    assert run("check", "--base", "main", "--quiet") == (0, "", "")


def test_json_marks_what_is_old(repository: Repository, run: Run) -> None:
    repository.commit(changed(("- [ ] Signed images\n", "")))
    status, out, _ = run("check", "--base", "main", "--output", "json")
    assert status == 1
    found = json.loads(out)["diagnostics"]
    assert [(item["code"], item["old"]) for item in found] == [("RM108", True), ("RM801", False)]


def test_what_the_base_branch_did_meanwhile_is_not_the_change(repository: Repository, run: Run) -> None:
    repository.git("checkout", "--quiet", "main")
    repository.commit(changed(("- [ ] Parallel builds\n", "- [ ] Parallel builds\n- [ ] Remote builders\n")))
    repository.git("checkout", "--quiet", "change")
    repository.commit(changed(("- [ ] Parallel", "- [x] Parallel")))
    assert run("check", "--base", "main")[0] == 0


def test_what_is_not_committed_counts(repository: Repository, run: Run) -> None:
    repository.write(changed(("- [ ] Signed images\n", "")))
    assert "RM801" in run("check", "--base", "main")[1]
    assert "RM801" in run("check", "--base", "HEAD")[1]


def test_a_renamed_file_has_its_history(repository: Repository, run: Run) -> None:
    text = changed(("- [ ] Signed images\n", ""))
    (repository.directory / "ROADMAP.md").unlink()
    repository.commit(text, "docs/roadmap-2026.md")
    assert "docs/roadmap-2026.md:14:5: RM801" in run("check", "--base", "main")[1]


def test_a_new_file_has_none(repository: Repository, run: Run) -> None:
    repository.commit(BASE.replace("builds", "releases").replace("images", "x").replace("v2", "v7"), "docs/ROADMAP.md")
    status, out, _ = run("check", "docs", "--base", "main")
    assert status == 1
    assert "RM108 completed-open-task error" in out


def test_from_a_directory_below_and_with_a_name_like_a_pattern(
    repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("checkout", "--quiet", "main")
    repository.commit(BASE, "docs/:(glob)[r]oadmap roadmap*.md")
    repository.git("checkout", "--quiet", "-B", "change")
    repository.commit(changed(("- [ ] Signed images\n", "")), "docs/:(glob)[r]oadmap roadmap*.md")
    monkeypatch.chdir("docs")
    assert ":(glob)[r]oadmap roadmap*.md:14:5: RM801" in run("check", "--base", "main")[1]


def test_in_a_hook_that_git_runs(repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit(BASE, "docs/ROADMAP.md")
    repository.git("branch", "--force", "main")
    repository.write(changed(("- [ ] Signed images\n", "")), "docs/ROADMAP.md")
    monkeypatch.setenv("GIT_DIR", str(repository.directory / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert "RM801" in run("check", "docs/ROADMAP.md", "--base", "main")[1]


def test_standard_input_by_its_name(repository: Repository, run: Run) -> None:
    text = changed(("- [ ] Signed images\n", ""))
    assert "RM801" in run("check", "-", "--stdin-filename", "ROADMAP.md", "--base", "main", stdin=text)[1]
    assert run("check", "-", "--base", "main")[2].endswith("give --stdin-filename\n")


def test_fixes_are_made_all_the_same(repository: Repository, run: Run) -> None:
    repository.commit(changed(("**Status**: Planned\n", "**Status**: Planed\n")))
    assert run("check", "--base", "main", "--fix")[0] == 0
    assert (repository.directory / "ROADMAP.md").read_text(encoding="utf-8") == BASE


@pytest.mark.parametrize("data", [b"\0" * 3_000, b"\xff\xfeA\0", b"x" * 10_000_001], ids=["binary", "UTF-16", "large"])
def test_a_base_that_is_no_text(repository: Repository, run: Run, data: bytes) -> None:
    repository.git("checkout", "--quiet", "main")
    (repository.directory / "ROADMAP.md").write_bytes(data + b"\xff")
    repository.commit()
    repository.git("checkout", "--quiet", "-B", "change")
    repository.commit(BASE)
    status, out, err = run("check", "--base", "main")
    assert status == 1
    assert "RM108 completed-open-task error" in out
    assert err.startswith("roadmap-lint: ROADMAP.md is judged as a new file: of its base, it ")


def test_a_link_in_the_base_is_no_document(repository: Repository, run: Run) -> None:
    repository.git("checkout", "--quiet", "main")
    (repository.directory / "ROADMAP.md").rename(repository.directory / "plan.md")
    (repository.directory / "ROADMAP.md").symlink_to("plan.md")
    repository.commit()
    assert run("check", "ROADMAP.md", "--base", "HEAD")[0] == 0, "the link is followed, here and there"
    repository.git("checkout", "--quiet", "-B", "change")
    (repository.directory / "ROADMAP.md").unlink()
    repository.commit(BASE)
    assert run("check", "ROADMAP.md", "--base", "main")[0] == 1


@pytest.mark.parametrize("revision", ["--output=x", "-h", "", "a\nb", "-"])
def test_what_is_no_revision_is_refused(repository: Repository, run: Run, revision: str) -> None:
    status, out, err = run("check", f"--base={revision}")
    assert (status, out) == (2, "")
    assert "this is not a revision: give a branch, a tag or a commit" in err
    assert sorted(path.name for path in repository.directory.iterdir()) == [".git", "ROADMAP.md"]


def test_an_unknown_revision(repository: Repository, run: Run) -> None:
    assert run("check", "--base", "origin/main") == (
        2,
        "",
        "roadmap-lint: error: --base origin/main: there is no such revision here; fetch it, or correct its name\n",
    )


def test_a_branch_of_another_history(repository: Repository, run: Run) -> None:
    repository.git("checkout", "--quiet", "--orphan", "alone")
    repository.commit(changed(("- [ ] Parallel", "- [x] Parallel")))
    status, _, err = run("check", "--base", "main")
    assert status == 2
    assert "it has no commit in common with the branch checked out; name another base" in err


def test_nothing_committed_and_no_repository(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    Path("ROADMAP.md").write_text(BASE, encoding="utf-8")
    status, _, err = run("check", "--base", "main")
    assert status == 2
    assert "not a git repository" in err
    Repository(tmp_path / "empty")
    status, _, err = run("check", "--base", "main")
    assert status == 2
    assert "there is no such revision here" in err


def test_a_shallow_clone_gets_the_remedy(repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit(changed(("- [ ] Parallel", "- [x] Parallel")))
    clone = repository.directory.parent / "clone"
    source = repository.directory.as_uri()
    repository.git("clone", "--quiet", "--depth=1", "--branch=change", source, str(clone))
    monkeypatch.chdir(clone)
    for revision in ("origin/main", "main", repository.git("rev-parse", "main")):
        status, out, err = run("check", "--base", revision)
        assert (status, out) == (2, "")
        assert "this is a shallow clone, which lacks it: fetch the whole history" in err
        assert "fetch-depth: 0" in err
    repository.git("-C", str(clone), "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    status, _, err = run("check", "--base", "origin/main")
    assert status == 2, "both ends are there, and nothing between them"
    assert "fetch-depth: 0" in err
    repository.git("-C", str(clone), "fetch", "--quiet", "--unshallow", "origin")
    assert run("check", "--base", "origin/main")[0] == 0


def test_the_work_tree_and_the_index_stay_as_they_are(repository: Repository, run: Run) -> None:
    repository.commit(changed(("- [ ] Parallel", "- [x] Parallel")))
    roadmap, index = repository.directory / "ROADMAP.md", repository.directory / ".git" / "index"
    os.utime(roadmap, (1_000_000_000, 1_000_000_000))  # as after a checkout elsewhere: `git status` would refresh
    os.utime(index, ns=(1_000_000_000, 1_000_000_000))

    def state() -> dict[str, tuple[int, bytes]]:
        files = [path for path in repository.directory.rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    assert run("check", "--base", "main")[0] == 0
    assert run("check", "--base", "main", "--today", "commit")[0] == 0
    (repository.directory / "new-roadmap.md").write_text(BASE, encoding="utf-8")
    assert run("check", "new-roadmap.md", "--base", "main")[0] == 1
    (repository.directory / "new-roadmap.md").unlink()
    assert state() == before
    assert repository.git("status", "--porcelain") == ""


def test_the_files_of_the_base_are_those_that_it_had(repository: Repository) -> None:
    repository.commit("Words.\n", "docs/guides/start.md")
    repository.commit(BASE, "docs/ROADMAP.md")
    repository.git("branch", "--force", "main")
    (repository.directory / "docs" / "guides" / "start.md").unlink()
    repository.commit("Words.\n", "docs/new.md")
    base = Bases("main", "--base").of("docs/ROADMAP.md")
    assert base is not None
    known = [
        base.files.exists(path) for path in ("guides/start.md", "guides", "./guides/", "/docs", "../ROADMAP.md", "/")
    ]
    assert known == [True] * 6
    assert [base.files.exists(path) for path in ("new.md", "../docs/none", "/guides")] == [False] * 3
    assert base.files.exists("../../elsewhere") is None
    at_root = Bases("main", "--base").of("ROADMAP.md")
    assert at_root is not None
    assert [at_root.files.exists(path) for path in ("../docs", "docs")] == [None, True]
    assert [base.files.is_directory(path) for path in ("guides", "guides/start.md", "..")] == [True, False, True]


@pytest.mark.skipif(os.name == "nt", reason="the traps are shell scripts")
def test_nothing_that_a_hostile_repository_configures_is_run(repository: Repository, run: Run, tmp_path: Path) -> None:
    """Every way known to let git run a program: each would leave a file."""
    traps = tmp_path / "traps"
    traps.mkdir()

    def trap(name: str) -> str:
        script = traps / name
        script.write_text(f"#!/bin/sh\ntouch '{traps}/sprung-{name}'\ncat\n", encoding="utf-8")
        script.chmod(0o755)
        return str(script)

    (repository.directory / "ROADMAP.md").unlink()
    repository.commit("*.md diff=evil filter=evil merge=evil working-tree-encoding=UTF-8\n", ".gitattributes")
    repository.commit(changed(("- [ ] Signed images\n", "")), "docs/ROADMAP.md")
    hooks = repository.directory / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc", "fsmonitor-watchman"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch '{traps}/sprung-hook-{hook}'\n", encoding="utf-8")
        (hooks / hook).chmod(0o755)
    settings = {
        "core.fsmonitor": trap("fsmonitor"),
        "core.fsmonitorHookVersion": "2",
        "core.hooksPath": str(hooks),
        "core.pager": trap("pager"),
        "pager.rev-parse": trap("pager-of-one"),
        "core.editor": trap("editor"),
        "core.sshCommand": trap("ssh"),
        "core.gitProxy": trap("proxy"),
        "core.askPass": trap("askpass"),
        "core.alternateRefsCommand": trap("alternates"),
        "credential.helper": trap("credential"),
        "diff.external": trap("external-diff"),
        "diff.evil.textconv": trap("textconv"),
        "diff.evil.command": trap("diff-command"),
        "filter.evil.clean": trap("clean"),
        "filter.evil.smudge": trap("smudge"),
        "filter.evil.process": trap("process"),
        "filter.evil.required": "true",
        "merge.evil.driver": trap("merge"),
        "gpg.program": trap("gpg"),
        "log.showSignature": "true",
        "extensions.partialClone": "evil",
        "remote.evil.promisor": "true",
        "remote.evil.url": f"ext::{trap('transport')}",
        "remote.evil.uploadpack": trap("uploadpack"),
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.file.allow": "always",
        **{
            f"alias.{name}": f"!{trap('alias-' + name)}"
            for name in ("rev-parse", "merge-base", "cat-file", "ls-tree", "diff-index", "log", "symbolic-ref")
        },
    }
    with (repository.directory / ".git" / "config").open("a", encoding="utf-8") as config:
        for name, value in settings.items():
            section, _, key = name.rpartition(".")
            outer, _, inner = section.partition(".")
            config.write(f'[{outer} "{inner}"]\n' if inner else f"[{outer}]\n")
            config.write(f'\t{key} = "{value}"\n')
    status, out, err = run("check", "--base", "main", "--today", "commit")
    assert (status, err) == (1, "")
    assert "docs/ROADMAP.md:14:5: RM801" in out, "the renamed file was followed"
    lost = repository.directory / ".git" / "objects"
    blob = vcs._text(repository.directory, "rev-parse", "main:ROADMAP.md")
    (lost / blob[:2] / blob[2:]).unlink()  # as in a partial clone: git would fetch it
    status, out, err = run("check", "--base", "main")
    assert (status, out) == (2, "")
    assert "--base main: this clone lacks files as they were, and nothing is fetched here: clone without" in err
    (repository.directory / "docs" / "ROADMAP.md").rename(repository.directory / "ROADMAP.md")
    status, out, err = run("check", "--base", "main")
    assert (status, out) == (2, "")
    assert f"clone without --filter, or let git fetch it before (git cat-file -e {blob})" in err
    assert [path.name for path in traps.glob("sprung-*")] == []
    repository.git("status", may_fail=True)
    repository.git("cat-file", "--textconv", "HEAD:docs/ROADMAP.md", may_fail=True)
    assert {path.name for path in traps.glob("sprung-*")} >= {"sprung-fsmonitor", "sprung-process"}, "they are traps"
