"""The GitHub Action: `action.yml` is sound, and does what docs/ci.md says, in repositories as the runner has them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from actions import INPUTS, STEPS, Job, Outcome
from commands import BAD, FIXABLE, GOOD
from environments import ROOT, Distributions, copy_checkout, succeed
from repositories import Repository

SCRIPTS = Path(sys.executable).parent
ANNOTATION = "::error file=ROADMAP.md,line=3,endLine=3,col=11,endColumn=18,title=RM111 period-malformed::"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "workspace")


@pytest.fixture
def job(repository: Repository, tmp_path: Path) -> Job:
    return Job(repository.directory, tmp_path / "temporary")


def check(job: Job, **inputs: str) -> Outcome:
    """Run the action, with the linter of this checkout; `_` stands for `-` in the names of inputs."""
    return job.run({name.replace("_", "-"): value for name, value in inputs.items()}, python=sys.executable)


def error(outcome: Outcome) -> str:
    """What the one annotation says that is about the run itself."""
    (command,) = outcome.commands
    assert command.startswith("::error title=roadmap-lint::")
    assert outcome.status >= 2
    return command.removeprefix("::error title=roadmap-lint::")


# The file


def test_it_fits_the_schema_of_actions() -> None:
    succeed([SCRIPTS / "check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"], cwd=ROOT)


def test_zizmor_finds_nothing() -> None:
    succeed([SCRIPTS / "zizmor", "--offline", "--no-config", "--persona", "pedantic", "action.yml"], cwd=ROOT)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["id"])
def test_shellcheck_finds_nothing(step: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "script").write_text(step["run"], encoding="utf-8")
    succeed([SCRIPTS / "shellcheck", "--norc", "--shell", "bash", "script"], cwd=tmp_path)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["id"])
def test_no_expression_is_in_a_script_and_no_foreign_action_is_used(step: dict[str, Any]) -> None:
    assert "${{" not in step["run"]
    assert "uses" not in step


def test_every_input_reaches_a_script() -> None:
    given = {value for step in STEPS for value in step["env"].values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in INPUTS} <= given
    for step in STEPS:
        for name in step["env"]:
            assert re.search(rf"\b{name}\b", step["run"]) or name.startswith("PIP_")


# What it does


def test_a_good_roadmap_passes(job: Job, repository: Repository) -> None:
    repository.commit(GOOD)
    outcome = check(job)
    assert (outcome.status, outcome.commands) == (0, [])
    assert outcome.outputs == {"exit-code": "0", "findings": "0", "sarif-file": ""}
    assert outcome.summary.startswith("### roadmap-lint\n")


def test_a_finding_fails_and_is_an_annotation(job: Job, repository: Repository) -> None:
    repository.commit(BAD)
    outcome = check(job)
    (command,) = outcome.commands
    assert command.startswith(ANNOTATION)
    assert "ROADMAP.md:3:11: RM111 period-malformed error" in outcome.log
    assert (outcome.status, outcome.outputs["exit-code"], outcome.outputs["findings"]) == (1, "1", "1")
    assert "| error | `ROADMAP.md:3:11` |" in outcome.summary


def test_annotations_and_the_summary_can_be_left_out(job: Job, repository: Repository) -> None:
    repository.commit(BAD)
    outcome = check(job, annotations="false", summary="false")
    assert (outcome.status, outcome.commands, outcome.summary) == (1, [], "")
    assert "ROADMAP.md:3:11: RM111" in outcome.log


def test_paths_are_one_a_line(job: Job, repository: Repository) -> None:
    repository.write(GOOD, "docs/the plan.md")
    repository.write(BAD, "docs/it's bad.md")
    repository.write(BAD)
    assert check(job, paths="docs/the plan.md").status == 0
    outcome = check(job, paths="docs/the plan.md\r\n\r\ndocs/it's bad.md\r\n")
    assert "2 files checked: 1 error" in outcome.log


def test_a_path_is_no_option(job: Job, repository: Repository) -> None:
    repository.write(GOOD)
    assert check(job, paths="--output=text=written").status == 2
    assert not (repository.directory / "written").exists()


def test_the_severity_that_fails_is_an_input(job: Job, repository: Repository) -> None:
    repository.commit(FIXABLE)
    assert check(job).status == 1
    outcome = check(job, fail_on="error")
    assert (outcome.status, outcome.outputs["findings"]) == (0, "1")


def test_a_config_is_an_input(job: Job, repository: Repository) -> None:
    repository.write('ignore = ["RM111"]\n', "ci/lint rules.toml")
    repository.commit(BAD)
    assert check(job, config="ci/lint rules.toml").status == 0


def test_more_options_are_split_as_a_shell_splits_them(job: Job, repository: Repository) -> None:
    repository.commit(BAD)
    args = "--ignore RM111\n  --output 'gitlab=the report $(HOME) *.json'"
    assert check(job, args=args).status == 0
    assert json.loads((repository.directory / "the report $(HOME) *.json").read_text(encoding="utf-8")) == []
    assert error(check(job, args="--ignore 'RM111")) == "args: a quotation mark has no second one"


def test_a_run_that_checks_nothing_is_not_green(job: Job, repository: Repository) -> None:
    repository.commit(GOOD)
    assert error(check(job, args="--help")) == "nothing was checked: the log of this step says why"


def test_sarif_is_written_where_asked(job: Job, repository: Repository) -> None:
    repository.commit(BAD)
    outcome = check(job, sarif_file="the report.sarif")
    assert (outcome.status, outcome.outputs["sarif-file"]) == (1, "the report.sarif")
    report = json.loads((repository.directory / "the report.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in report["runs"][0]["results"]] == ["RM111"]


def test_dates_are_judged_only_when_asked(job: Job, repository: Repository) -> None:
    repository.commit(GOOD)
    assert check(job).outputs["findings"] == "0"
    for inputs in ({"today": "2029-01-01"}, {"command": "drift", "today": "2029-01-01"}):
        outcome = check(job, **inputs)
        assert outcome.status == 1
        assert "title=RM109 milestone-overdue::" in outcome.commands[0]


def test_drift_judges_by_the_day_of_the_run(job: Job, repository: Repository) -> None:
    repository.commit(GOOD.replace("2026", "2001"))
    assert check(job).outputs["findings"] == "0"
    assert check(job, command="drift").outputs["findings"] != "0"


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"command": "init"}, "command: give 'check' or 'drift'"),
        ({"annotations": "yes"}, "annotations: give 'true' or 'false'"),
        ({"summary": ""}, "summary: give 'true' or 'false'"),
        ({"sarif-file": "a\nb"}, "sarif-file: name one file"),
        ({"today": "tomorrow"}, "--today tomorrow: give a day such as 2026-11-22, 'now', or 'commit'"),
        ({"config": "100%.toml"}, "100%25.toml: the config cannot be read: there is no such file"),
        ({"fail-on": "all"}, "roadmap-lint check: error: argument --fail-on: invalid choice: 'all' (choose from"),
        ({"base": "no-such"}, "--base no-such: there is no such revision here; fetch it, or correct its name"),
    ],
)
def test_what_cannot_be_followed_is_status_2_and_said(
    job: Job, repository: Repository, inputs: dict[str, str], said: str
) -> None:
    repository.commit(GOOD)
    outcome = job.run(inputs, python=sys.executable)
    assert error(outcome).startswith(said)
    assert (outcome.status, outcome.outputs["exit-code"]) == (2, "2")
    assert outcome.outputs["findings"] == outcome.outputs["sarif-file"] == ""


def test_a_file_that_cannot_be_read_is_told_once(job: Job, repository: Repository) -> None:
    repository.commit(GOOD)
    outcome = check(job, paths="ROADMAP.md\nnone.md")
    (command,) = outcome.commands
    assert command.startswith("::error file=none.md")
    assert outcome.status == 2


def test_an_output_that_cannot_be_written_is_told(job: Job, repository: Repository) -> None:
    repository.commit(GOOD)
    assert error(check(job, sarif_file="no/such/file.sarif")).startswith("--output sarif=no/such/file.sarif: ")


# Pull requests

LATER = GOOD.replace("Q1 2026", "Q2 2026")


@pytest.fixture
def origin(tmp_path: Path) -> Repository:
    """A repository whose `main` has an old finding, and a merge of a pull request, as GitHub makes it."""
    origin = Repository(tmp_path / "origin")
    origin.commit(BAD)
    origin.commit("# Notes\n", "README.md")
    return origin


def merged(origin: Repository, text: str) -> str:
    """Change the roadmap on a branch, and merge it into `main` at refs/pull/7/merge; where `main` is."""
    base = origin.git("rev-parse", "main")
    origin.git("checkout", "--quiet", "-b", "change")
    origin.commit(text)
    origin.git("checkout", "--quiet", "--detach", "main")
    origin.git("merge", "--quiet", "--no-ff", "--message", "Merge", "change")
    origin.git("update-ref", "refs/pull/7/merge", "HEAD")
    origin.git("checkout", "--quiet", "main")
    return base


def checked_out(origin: Repository, tmp_path: Path, *options: str, branches: bool) -> Job:
    """A job in the checkout of the pull request, as actions/checkout makes it with or without all branches."""
    workspace = Repository(tmp_path / "workspace")
    workspace.git("remote", "add", "origin", origin.directory.as_uri())
    of_branches = ["+refs/heads/*:refs/remotes/origin/*"] if branches else []
    pull = "+refs/pull/7/merge:refs/remotes/pull/7/merge"
    workspace.git("fetch", "--quiet", "--no-tags", *options, "origin", *of_branches, pull)
    workspace.git("checkout", "--quiet", "refs/remotes/pull/7/merge")
    return Job(workspace.directory, tmp_path / "temporary")


ADDED = f"{BAD}\n### v2.9 (Q7 2026)\n\n**Status**: Planned\n\n- [ ] Plugins\n"


@pytest.mark.parametrize(
    ("options", "branches"), [((), True), (("--depth=2",), False)], ids=["fetch-depth 0", "fetch-depth 2"]
)
def test_a_pull_request_fails_for_what_it_brings_alone(
    origin: Repository, tmp_path: Path, options: tuple[str, ...], branches: bool
) -> None:
    base = merged(origin, ADDED)
    job = checked_out(origin, tmp_path, *options, branches=branches)
    job.pull_request("main", base)
    outcome = check(job)
    assert [command.split(",")[1] for command in outcome.commands] == ["line=9"]
    assert (outcome.status, outcome.outputs["findings"]) == (1, "1")
    assert "(old)" in outcome.summary
    assert "v2.9" in outcome.summary.split("### ")[-1]
    assert check(job, base="none").outputs["findings"] == "2"


def test_a_pull_request_passes_with_old_findings(origin: Repository, tmp_path: Path) -> None:
    base = merged(origin, BAD.replace("Faster", "Much faster"))
    job = checked_out(origin, tmp_path, branches=True)
    job.pull_request("main", base)
    outcome = check(job)
    assert (outcome.status, outcome.commands, outcome.outputs["findings"]) == (0, [], "0")


def test_what_main_did_meanwhile_is_not_blamed_on_a_pull_request(origin: Repository, tmp_path: Path) -> None:
    base = merged(origin, BAD)
    origin.commit(ADDED)
    job = checked_out(origin, tmp_path, branches=True)
    job.pull_request("main", base)
    assert check(job).status == 0


def test_a_checkout_without_the_base_is_told_what_to_do(origin: Repository, tmp_path: Path) -> None:
    base = merged(origin, ADDED)
    job = checked_out(origin, tmp_path, "--depth=1", branches=False)
    job.pull_request("main", base)
    outcome = check(job)
    said = error(outcome)
    assert said.startswith("--base origin/main: there is no such revision here; this is a shallow clone")
    assert "actions/checkout: 'fetch-depth: 0'" in said
    assert said.endswith("; or compare with nothing: base: none")
    assert outcome.status == 2
    assert check(job, base="none").status == 1


def test_a_merge_group_is_compared_with_its_base(job: Job, repository: Repository) -> None:
    base = repository.commit(BAD)
    repository.commit(ADDED)
    job.merge_group(base)
    assert check(job).outputs["findings"] == "1"


def test_a_base_can_be_named(job: Job, repository: Repository) -> None:
    repository.commit(BAD)
    repository.git("tag", "v1")
    repository.commit(ADDED)
    assert check(job).outputs["findings"] == "2"
    assert check(job, base="v1").outputs["findings"] == "1"


# Whoever chooses an input runs nothing

# in each kind of quotation, in none, and on a line of its own
ONE_LINE = (
    """$(touch canary)`touch canary`[$(touch canary)]"; touch canary; "'; touch canary; '; touch canary; ${{ x }} #"""
)
PAYLOADS = {"one line": ONE_LINE, "lines": "x\ntouch canary\n$(touch canary)\n*"}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("name", [name for name in INPUTS if name not in ("version", "packages")])
def test_inputs_run_nothing(job: Job, repository: Repository, name: str, payload: str) -> None:
    repository.commit(GOOD)
    outcome = job.run({name: payload}, python=sys.executable)
    assert outcome.status == (0 if name == "sarif-file" and payload == ONE_LINE else 2)
    assert [path.name for path in repository.directory.parent.rglob("canary")] == []
    written = {payload} if outcome.status == 0 else set()
    assert {path.name for path in repository.directory.iterdir()} == {".git", "ROADMAP.md"} | written
    assert "touch: " not in outcome.log
    for command in outcome.commands:
        assert command.startswith("::error ")


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
@pytest.mark.parametrize("name", ["version", pytest.param("packages", marks=pytest.mark.slow)])
def test_inputs_of_the_installation_run_nothing(job: Job, repository: Repository, name: str, payload: str) -> None:
    repository.commit(GOOD)
    job = Job(repository.directory, repository.directory.parent / "t", action=repository.directory, PIP_NO_INDEX="1")
    outcome = job.run({name: payload})
    assert outcome.status == 2
    assert [path.name for path in repository.directory.parent.rglob("canary")] == []


def test_an_option_is_no_package(job: Job) -> None:
    assert error(job.run({"packages": "acme\n--index-url=https://acme.example"})) == (
        "packages: name packages, one a line, and give no options"
    )


def test_an_old_python_is_told_before_anything_is_installed(job: Job, repository: Repository, tmp_path: Path) -> None:
    old = tmp_path / "bin" / "python3"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    job = Job(repository.directory, tmp_path / "t", PATH=f"{old.parent}:/usr/bin:/bin")
    assert error(job.run()) == "Python 3.11 or newer is needed: let actions/setup-python run before"


# The whole action, which installs the linter


@pytest.fixture(scope="module")
def wheels(distributions: Distributions, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables that let pip find the wheel of this checkout, and all that it needs, here and nowhere else."""
    directory = tmp_path_factory.mktemp("wheels")
    download: list[str | Path] = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", directory]
    succeed([*download, distributions.wheel, "setuptools>=77"], cwd=directory)
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": directory.as_uri()}


@pytest.mark.slow
def test_the_action_installs_itself_and_what_a_checkout_holds_is_not_run(
    repository: Repository, tmp_path: Path, wheels: dict[str, str]
) -> None:
    for name in ("venv", "pip", "ensurepip", "json", "shlex", "sitecustomize", "roadmap_lint", "setuptools"):
        repository.write("open('canary', 'w')\nraise SystemExit(7)\n", f"{name}.py")
    repository.commit(BAD)
    job = Job(repository.directory, tmp_path / "t", action=copy_checkout(tmp_path / "action"), **wheels)
    outcome = job.run({"args": "--statistics"})
    assert outcome.commands[0].startswith(ANNOTATION), outcome.log
    assert (outcome.status, outcome.outputs["findings"]) == (1, "1")
    assert list(repository.directory.glob("canary")) == []


@pytest.mark.slow
def test_the_action_installs_a_version_and_rule_packs(
    repository: Repository, tmp_path: Path, wheels: dict[str, str]
) -> None:
    repository.write('plugins = ["acme"]\n', "roadmap-lint.toml")
    repository.commit(GOOD)
    job = Job(repository.directory, tmp_path / "t", action=tmp_path / "none", **wheels)
    pack = copy_checkout(tmp_path / "action") / "examples" / "acme-pack"
    outcome = job.run({"version": "0.1.0", "packages": f"{pack}\r\n"})
    assert "ACME" in outcome.log
    assert outcome.status in (0, 1)
    assert error(job.run({"version": "0.0.1"})) == "the installation failed: the log of this step says why"
