"""The hooks, run by a real pre-commit that installs them as it does for any project."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml
from environments import ROOT, copy_checkout, run, succeed

GOOD = """\
# Acme Roadmap

## Milestones

### v2.8 (Q1 2026)

**Status**: In Progress

- **EOL and Deprecations**
  - [ ] End support for Acme v2.5.x

### v2.9 (Q2 2026)

**Status**: Provisional

- **EOL and Deprecations**
  - [ ] End support for Acme v2.6.x

### v2.10 (Q3 2026)

**Status**: Provisional

- **EOL and Deprecations**
  - [ ] End support for Acme v2.7.x
"""
BAD = GOOD.replace("Acme v2.5.x", "Acme v2.6.x", 1)

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
OF_FILES = {name: hook for name, hook in HOOKS.items() if hook.get("pass_filenames", True)}


class Repository:
    """A git repository of its own, and the pre-commit that runs in it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(exist_ok=True)
        person = {"NAME": "A. Person", "EMAIL": "person@acme.example"}
        self.variables = {
            **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()},
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            "PRE_COMMIT_HOME": str(directory.parent / "pre-commit-home"),
        }
        self.git("-c", "init.defaultBranch=main", "init", "--quiet")

    def git(self, *arguments: str) -> str:
        return succeed(["git", *arguments], cwd=self.directory, **self.variables).strip()

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "All of it")

    def write(self, name: str, text: str) -> None:
        path = self.directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", "--all")

    def read(self, name: str) -> str:
        return (self.directory / name).read_text(encoding="utf-8")

    def pre_commit(self, *arguments: str | Path) -> tuple[int, str]:
        command: list[str | Path] = [sys.executable, "-m", "pre_commit", *arguments]
        done = run(command, cwd=self.directory, **self.variables)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The checkout, uncommitted work included, as a repository that pre-commit can clone."""
    repository = Repository(copy_checkout(tmp_path_factory.mktemp("hooks") / "roadmap-lint"))
    repository.commit()
    return repository


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "project")


@pytest.mark.parametrize("hook", OF_FILES.values(), ids=OF_FILES)
@pytest.mark.parametrize("path", ["ROADMAP.md", "docs/roadmap.md", "content/en/Roadmap-2026.mdx", "roadmap.markdown"])
def test_hooks_see_roadmaps(hook: dict[str, str], path: str) -> None:
    assert re.search(hook["files"], path)


@pytest.mark.parametrize("hook", OF_FILES.values(), ids=OF_FILES)
@pytest.mark.parametrize("path", ["README.md", "roadmap.py", "roadmap/notes.md", "no-roadmap.md", "ROADMAP.md.orig"])
def test_hooks_see_nothing_else(hook: dict[str, str], path: str) -> None:
    assert not re.search(hook["files"], path)


def test_the_manifest_is_valid() -> None:
    succeed([sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], cwd=ROOT)


def test_there_are_hooks_for_files_and_for_repositories() -> None:
    assert set(OF_FILES) == {"roadmap-lint", "roadmap-lint-fix"}
    assert set(HOOKS) - set(OF_FILES) == {"roadmap-lint-all", "roadmap-lint-drift"}


def test_own_config_runs_the_hook_that_others_get() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    own = {hook["id"]: hook for repository in config["repos"] for hook in repository["hooks"]}["roadmap-lint"]
    shared = ("entry", "files", "types_or")
    assert {key: own[key] for key in shared} == {key: HOOKS["roadmap-lint"][key] for key in shared}


@pytest.mark.slow
def test_bad_roadmap_fails_and_the_finding_is_printed(hooks: Repository, project: Repository) -> None:
    project.write("ROADMAP.md", BAD)
    status, output = project.pre_commit("try-repo", hooks.directory, "roadmap-lint", "--files", "ROADMAP.md")
    assert status == 1, output
    assert "ROADMAP.md:10:30: RM201 eol-lag error v2.8 ends support for v2.5.x" in output
    assert project.read("ROADMAP.md") == BAD


@pytest.mark.slow
def test_good_roadmap_passes(hooks: Repository, project: Repository) -> None:
    project.write("ROADMAP.md", GOOD)
    status, output = project.pre_commit("try-repo", hooks.directory, "roadmap-lint", "--files", "ROADMAP.md")
    assert status == 0, output
    assert re.search(r"^roadmap-lint\.+Passed$", output, re.MULTILINE)


@pytest.mark.slow
def test_fix_mends_the_file_and_fails_once(hooks: Repository, project: Repository) -> None:
    project.write("docs/roadmap.md", BAD)
    fix: list[str | Path] = ["try-repo", hooks.directory, "roadmap-lint-fix", "--files", "docs/roadmap.md"]
    status, output = project.pre_commit(*fix)
    assert status == 1, output
    assert "files were modified by this hook" in output
    assert project.read("docs/roadmap.md") == GOOD


@pytest.mark.slow
def test_the_whole_repository_is_checked_when_a_page_changes(hooks: Repository, project: Repository) -> None:
    project.write("docs/roadmap.md", BAD)
    project.write("README.md", "# Acme\n")
    status, output = project.pre_commit("try-repo", hooks.directory, "roadmap-lint-all", "--files", "README.md")
    assert status == 1, output
    assert "docs/roadmap.md:10:30: RM201 eol-lag error" in output


@pytest.mark.slow
def test_all_sees_a_broken_link_when_its_target_is_deleted(hooks: Repository, project: Repository) -> None:
    """A commit that deletes files has no files to pass, and the roadmap is not part of it."""
    project.write("plan/cache.md", "# Cache\n")
    project.write(
        "docs/ROADMAP.md", GOOD.replace("# Acme Roadmap\n", "# Acme Roadmap\n\nSee [the cache](../plan/cache.md).\n")
    )
    project.write("other/ROADMAP.md", BAD)
    project.write("roadmap-lint.toml", 'paths = ["docs/ROADMAP.md"]\n')
    project.commit()
    everything: list[str | Path] = ["try-repo", hooks.directory, "roadmap-lint-all"]
    status, output = project.pre_commit(*everything)
    assert status == 0, output
    assert re.search(r"^roadmap-lint \(all\)\.+Passed$", output, re.MULTILINE)

    project.git("rm", "--quiet", "plan/cache.md")
    status, output = project.pre_commit(*everything)
    assert status == 1, output
    assert "docs/ROADMAP.md:3:17: RM5" in output
    assert "other/ROADMAP.md" not in output


@pytest.mark.slow
def test_drift_runs_when_asked_and_judges_dates(hooks: Repository, project: Repository) -> None:
    project.write("ROADMAP.md", GOOD.replace("2026", "2001"))
    drift: list[str | Path] = ["try-repo", hooks.directory, "roadmap-lint-drift"]
    _, output = project.pre_commit(*drift)
    assert "No hook with id `roadmap-lint-drift` in stage `pre-commit`" in output
    status, output = project.pre_commit(*drift, "--hook-stage", "manual")
    assert status == 1, output
    assert "milestone-overdue" in output


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / "ROADMAP.md").exists(), reason="there is no ROADMAP.md yet")
def test_own_roadmap_passes_through_a_config_as_projects_write_it(hooks: Repository, project: Repository) -> None:
    """Own roadmap, own hook; by `rev`, with `args`, and without naming files."""
    project.write("ROADMAP.md", (ROOT / "ROADMAP.md").read_text(encoding="utf-8"))
    config = {
        "repos": [
            {
                "repo": str(hooks.directory),
                "rev": hooks.git("rev-parse", "HEAD"),
                "hooks": [{"id": "roadmap-lint", "args": ["--fail-on", "note"]}],
            }
        ]
    }
    project.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    status, output = project.pre_commit("run", "--all-files")
    assert status == 0, output
    assert re.search(r"^roadmap-lint\.+Passed$", output, re.MULTILINE)
