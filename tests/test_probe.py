"""Which files a document may ask for: through the command line, in a repository that may be hostile."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from roadmap_lint import lint
from roadmap_lint.cli import main
from roadmap_lint.config import Config
from roadmap_lint.probe import FileTree, file_tree

Missing = Callable[..., list[str]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a few files, in a directory with a secret, where the run takes place."""
    root = tmp_path / "repository"
    (root / "docs" / "guide").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", str(root)], check=True, timeout=60)
    (tmp_path / "secret.md").write_text("secret\n", encoding="utf-8")
    for name in ("README.md", "docs/plans.md", "docs/guide/index.md"):
        (root / name).write_text("# Acme\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def missing(repository: Path, capsys: pytest.CaptureFixture[str]) -> Missing:
    """Checks a document with links and tells which of them are said to be missing, by where they stand."""

    def check(*targets: str, document: str = "ROADMAP.md", options: tuple[str, ...] = ("--isolated",)) -> list[str]:
        Path(document).parent.mkdir(parents=True, exist_ok=True)
        text = "# Acme Roadmap\n\n" + "\n".join(f"[a](<{target}>)" for target in targets) + "\n"
        Path(document).write_text(text, encoding="utf-8")
        status = main(["check", "--select", "link-file", "--quiet", *options, document])
        lines = [line for line in capsys.readouterr().out.split("\n") if " RM509 " in line]
        assert status == bool(lines)
        return [targets[int(line.split(":")[1]) - 3] for line in lines]

    return check


def test_what_is_missing_is_told_and_what_is_there_is_not(missing: Missing) -> None:
    there = ("README.md", "docs", "docs/", "docs/plans.md#open", "docs/plans", "docs/guide/", "./docs/../README.md")
    gone = ("NOTES.md", "docs/notes.md", "README.md/x", "docs/guide/start.md")
    assert missing(*there, *gone) == [*gone]


def test_paths_are_those_from_the_directory_of_the_document(missing: Missing) -> None:
    paths = ("plans.md", "../README.md", "README.md", "guide/", "../docs/plans.md")
    assert missing(*paths, document="docs/ROADMAP.md") == ["README.md"]


def test_a_page_whose_address_is_a_directory_counts_from_there(missing: Missing) -> None:
    assert missing("../guide/", "../plans", "../guides/", document="docs/ROADMAP.md") == ["../guides/"]
    assert missing("../guide/", "../docs/plans", document="docs/index.md") == ["../guide/"]


def test_nothing_is_told_of_what_is_outside_of_the_repository(missing: Missing, tmp_path: Path) -> None:
    out = (
        "../secret.md",
        "../no-secret.md",
        "docs/../../secret.md",
        "../../../../../../../../etc/passwd",
        "../repository",
    )
    assert missing(*out) == []
    (tmp_path / "repository" / "link").symlink_to(tmp_path)
    (tmp_path / "repository" / "file.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "repository" / "dead.md").symlink_to(tmp_path / "no-secret.md")
    assert missing("link", "link/secret.md", "link/no-secret.md", "file.md", "dead.md") == []


def test_links_of_the_file_system_within_the_repository_are_followed(missing: Missing, repository: Path) -> None:
    (repository / "plans").symlink_to("docs/guide")
    (repository / "broken.md").symlink_to("docs/notes.md")
    (repository / "loop.md").symlink_to("loop.md")
    assert missing("plans/index.md", "plans/notes.md", "broken.md", "loop.md/x", "loop.md") == [
        "plans/notes.md",
        "broken.md",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither FIFOs nor such devices")
def test_devices_and_fifos_are_neither_told_nor_opened(missing: Missing, repository: Path) -> None:
    os.mkfifo(repository / "fifo")  # to open it would hang
    (repository / "device").symlink_to("/dev/zero")
    assert missing("fifo", "device", "fifo/x") == ["fifo/x"]


def test_no_file_is_opened(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    tree = FileTree(repository, repository / "ROADMAP.md")
    with monkeypatch.context() as patched:
        patched.setattr("builtins.open", fail)
        patched.setattr("os.open", fail)
        assert tree.exists("README.md") is True
        assert tree.exists("NOTES.md") is False
        assert (tree.is_directory("docs"), tree.is_directory("README.md"), tree.is_directory("x")) == (
            True,
            False,
            False,
        )
        assert (tree.exists("/docs/plans.md"), tree.is_directory("..")) == (True, None)


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000, "x/" * 5000, "\ud800"])
def test_names_that_no_file_can_have_are_not_told(repository: Path, path: str) -> None:
    assert FileTree(repository, repository / "ROADMAP.md").exists(path) is None


def test_the_case_of_names_counts_where_the_file_system_ignores_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roadmap_lint.probe.sys.platform", "darwin")
    if not (repository / "README.MD").exists():
        (repository / "README.MD").symlink_to("README.md")  # as if the file system found it under this name
    assert FileTree(repository, repository / "docs" / "ROADMAP.md").exists("plans.md") is True
    monkeypatch.setattr("os.listdir", lambda path: ["docs", "README.md"])
    assert FileTree(repository, repository / "ROADMAP.md").exists("README.MD") is False
    assert FileTree(repository, repository / "ROADMAP.md").exists("README.md") is True


def test_the_root_may_be_that_of_the_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    text = "# Acme Roadmap\n\n[a](../README.md), [b](../../x.md)\n"
    (tmp_path / "docs" / "ROADMAP.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--quiet", "--select", "link-file", "docs/ROADMAP.md"]) == 0
    (tmp_path / "roadmap-lint.toml").write_text("", encoding="utf-8")
    assert main(["check", "--quiet", "--select", "link-file", "docs/ROADMAP.md"]) == 1
    assert main(["check", "--quiet", "--select", "link-file", "--isolated", "docs/ROADMAP.md"]) == 0


def test_a_config_elsewhere_is_no_root(tmp_path: Path) -> None:
    (tmp_path / "configs").mkdir()
    config = tmp_path / "configs" / "roadmap-lint.toml"
    assert file_tree(tmp_path / "ROADMAP.md", config) is None
    assert file_tree(tmp_path / "configs" / "ROADMAP.md", config) is not None


def test_a_worktree_has_a_root_too(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    tree = file_tree(tmp_path / "docs" / "ROADMAP.md")
    assert tree is not None
    assert tree.exists("../NOTES.md") is False
    assert tree.exists("../../NOTES.md") is None


@pytest.mark.parametrize(("name", "status"), [((), 0), (("--stdin-filename", "docs/ROADMAP.md"), 1)])
def test_standard_input_has_a_place_only_by_its_name(
    repository: Path, monkeypatch: pytest.MonkeyPatch, name: tuple[str, ...], status: int
) -> None:
    import io

    text = io.TextIOWrapper(io.BytesIO(b"# Acme Roadmap\n\n[a](README.md) [b](plans.md)\n"))
    monkeypatch.setattr(sys, "stdin", text)
    assert main(["check", "--quiet", "--isolated", "--select", "link-file", *name, "-"]) == status


def test_the_library_looks_at_no_file_unless_it_is_given_some(repository: Path) -> None:
    text = "# Acme Roadmap\n\n[a](NOTES.md)\n"
    only = Config.default().with_selection(["link-file"])
    assert lint(text, path="ROADMAP.md", config=only) == ()
    (finding,) = lint(text, path="ROADMAP.md", config=only, files=FileTree(repository, repository / "ROADMAP.md"))
    assert finding.code == "RM509"
