"""What docs/ci.md gives to copy, and examples/ci holds, is valid, agrees with what the project has, and runs."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from actions import ACTION, INPUTS, evaluated
from commands import BAD, GOOD
from environments import ROOT, run, succeed
from repositories import Repository

from roadmap_lint import __version__

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent
EXAMPLES = ROOT / "examples" / "ci"
BLOCKS = dict(re.findall(r"^<!-- ci: (\S+) -->\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
WORKFLOWS = [name for name in BLOCKS if name.startswith("github") or name == "github-reviewdog.yml"]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}

# Tags, which a person pins to commits: no commit is named here, since none can be kept true.
ZIZMOR = {"rules": {"unpinned-uses": {"config": {"policies": {"*": "ref-pin"}}}}}


def table(label: str) -> list[str]:
    """The rows of a table, without those of its head."""
    found = re.search(rf"^<!-- ci: {label} -->\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert found, label
    return found[1].splitlines()[2:]


def steps(name: str) -> list[dict[str, Any]]:
    (job,) = yaml.safe_load(BLOCKS[name])["jobs"].values()
    listed: list[dict[str, Any]] = job["steps"]
    return listed


# Blocks are valid


def test_every_block_is_a_file_and_is_checked() -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir()}
    assert files == {name: block for name, block in BLOCKS.items() if name != "generic"}
    assert files.keys() - set(WORKFLOWS) == {"gitlab-ci.yml", "pre-commit-config.yaml", "pre-commit-options.yaml"}
    assert PAGE.count("```") == 2 * len(BLOCKS)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_fit_their_schema_and_zizmor_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / ".github" / "workflows" / name
    file.parent.mkdir(parents=True)
    file.write_text(BLOCKS[name], encoding="utf-8")
    (tmp_path / "zizmor.yml").write_text(yaml.safe_dump(ZIZMOR), encoding="utf-8")
    succeed([SCRIPTS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", file], cwd=tmp_path)
    succeed([SCRIPTS / "zizmor", "--offline", "--config", "zizmor.yml", file], cwd=tmp_path)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_have_the_permissions_that_they_need(name: str) -> None:
    workflow = yaml.safe_load(BLOCKS[name])
    (job,) = workflow["jobs"].values()
    more = {"github-sarif.yml": {"security-events": "write"}, "github-reviewdog.yml": {"pull-requests": "write"}}.get(
        name, {}
    )
    assert workflow["permissions"] == {"contents": "read"}
    assert job.get("permissions", {"contents": "read"}) == {"contents": "read", **more}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_give_the_action_inputs_that_it_has(name: str) -> None:
    for step in steps(name):
        if step.get("uses", "").startswith("roadmap-lint/"):
            assert step["uses"] == f"roadmap-lint/roadmap-lint@v{__version__}"
            assert step.get("with", {}).keys() <= INPUTS.keys()
        used = re.findall(r"steps\.roadmap\.outputs\.([\w-]+)", json.dumps(step))
        assert set(used) <= ACTION["outputs"].keys()


def test_gitlab_fits_its_schema(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text(BLOCKS["gitlab-ci.yml"], encoding="utf-8")
    schema: list[str | Path] = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    succeed([SCRIPTS / "check-jsonschema", *schema, ".gitlab-ci.yml"], cwd=tmp_path)


@pytest.mark.parametrize("name", ["pre-commit-config.yaml", "pre-commit-options.yaml"])
def test_pre_commit_takes_its_config(name: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(BLOCKS[name], encoding="utf-8")
    validated = succeed([sys.executable, "-m", "pre_commit", "validate-config", "config.yaml"], cwd=tmp_path)
    assert validated == ""
    (repository,) = yaml.safe_load(BLOCKS[name])["repos"]
    assert repository["rev"] == f"v{__version__}"
    assert {hook["id"] for hook in repository["hooks"]} <= HOOKS.keys()


# The page says what the project has


def test_the_table_of_inputs_is_that_of_the_action() -> None:
    assert table("inputs") == [
        f"| `{name}` | `{given['default']}` | {given['description']} |".replace("| `` |", "| |")
        for name, given in INPUTS.items()
    ]


def test_the_table_of_outputs_is_that_of_the_action() -> None:
    assert table("outputs") == [f"| `{name}` | {given['description']} |" for name, given in ACTION["outputs"].items()]


def test_the_table_of_hooks_is_that_of_pre_commit() -> None:
    assert table("hooks") == [
        f"| `{name}` | {hook['description']} | "
        f"{'roadmaps of the commit' if hook.get('pass_filenames', True) else 'every roadmap'} |"
        for name, hook in HOOKS.items()
    ]


def test_every_page_uses_one_version_of_each_action() -> None:
    pages = [page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md")]
    used = set(re.findall(r"uses: (\S+)@(\S+)", "".join(pages)))
    assert len(dict(used)) == len(used)


def test_the_version_to_install_is_this_one() -> None:
    assert set(re.findall(r"roadmap-lint==([\w.]+)", PAGE)) == {__version__}
    assert set(re.findall(r"roadmap-lint@v([\w.]+)", PAGE)) == {__version__}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!http)([^)]+)\)", PAGE))))
def test_links_lead_somewhere(target: str) -> None:
    path, _, anchor = target.partition("#")
    assert (ROOT / "docs" / path).exists()
    text = (ROOT / "docs" / path).read_text(encoding="utf-8") if path and anchor else PAGE
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    assert not anchor or anchor in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


# Blocks run

OLD_AND_NEW = f"{BAD}\n### v2.9 (Q7 2026)\n\n**Status**: Planned\n\n- [ ] Plugins\n"


class Machine:
    """A machine of a CI service: a checkout, and `roadmap-lint`, `pip` and `reviewdog` on its path."""

    def __init__(self, tmp_path: Path) -> None:
        self.repository = Repository(tmp_path / "checkout")
        self.said = tmp_path / "said"
        self._bin = tmp_path / "bin"
        self._bin.mkdir()
        self._program("roadmap-lint", f'exec "{sys.executable}" -m roadmap_lint "$@"')
        self._program("pip", f'echo "pip $*" >>"{self.said}"')
        self._program("reviewdog", f'echo "reviewdog $*" >>"{self.said}"; cat >>"{self.said}"')

    def _program(self, name: str, script: str) -> None:
        (self._bin / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (self._bin / name).chmod(0o755)

    def run(self, shell: str, script: str, **variables: str) -> tuple[int, str]:
        path = f"{self._bin}:/usr/local/bin:/usr/bin:/bin"
        done = run([shell, "-e", "-c", script], cwd=self.repository.directory, PATH=path, **variables)
        return done.returncode, done.stdout + done.stderr

    def run_workflow(self, name: str, **github: str) -> tuple[int, str]:
        """Run the scripts of a workflow in turn, up to the first that fails."""
        status, log = 0, ""
        for step in steps(name):
            if "run" in step and not status:
                assert "${{" not in step["run"]
                given = {key: evaluated(value, {"github": github}) for key, value in step.get("env", {}).items()}
                status, said = self.run("bash", step["run"], **given)
                log += said
        return status, log

    def run_gitlab(self, job: str, **variables: str) -> tuple[int, str]:
        return self.run("sh", "\n".join(yaml.safe_load(BLOCKS["gitlab-ci.yml"])[job]["script"]), **variables)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_plain_workflow_fails_for_what_is_new(machine: Machine) -> None:
    base = machine.repository.commit(BAD)
    machine.repository.git("update-ref", "refs/remotes/origin/main", base)
    assert machine.run_workflow("github-plain.yml", base_ref="main")[0] == 0
    machine.repository.commit(OLD_AND_NEW)
    status, log = machine.run_workflow("github-plain.yml", base_ref="main")
    assert status == 1
    assert re.findall(r"^::error file=ROADMAP.md,line=(\d+)", log, re.MULTILINE) == ["9"]
    assert machine.said.read_text(encoding="utf-8") == f"pip install roadmap-lint=={__version__}\n" * 2


def test_the_gitlab_job_fails_for_what_is_new_and_leaves_its_report(machine: Machine) -> None:
    base = machine.repository.commit(BAD)
    machine.repository.commit(OLD_AND_NEW)
    status, log = machine.run_gitlab("roadmap-lint", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert status == 1
    assert "1 file checked: 1 error; 1 finding was there before" in log
    artifact = yaml.safe_load(BLOCKS["gitlab-ci.yml"])["roadmap-lint"]["artifacts"]["reports"]["codequality"]
    report = json.loads((machine.repository.directory / artifact).read_text(encoding="utf-8"))
    assert {place["location"]["path"] for place in report} == {"ROADMAP.md"}
    assert machine.run_gitlab("roadmap-lint", CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD")[0] == 0


def test_the_gitlab_job_runs_on_the_default_branch(machine: Machine) -> None:
    machine.repository.commit(GOOD)
    assert machine.run_gitlab("roadmap-lint")[0] == 0


def test_the_gitlab_job_for_drift_judges_dates(machine: Machine) -> None:
    machine.repository.commit(GOOD.replace("2026", "2001"))
    status, log = machine.run_gitlab("roadmap-drift")
    assert status == 1
    assert "milestone-overdue" in log


def test_reviewdog_is_given_what_it_reads(machine: Machine) -> None:
    machine.repository.commit(BAD)
    assert machine.run_workflow("github-reviewdog.yml", token="t")[0] == 0
    pip, reviewdog, read = machine.said.read_text(encoding="utf-8").split("\n", 2)
    assert pip == f"pip install roadmap-lint=={__version__}"
    assert reviewdog == "reviewdog -f=rdjson -reporter=github-pr-review -fail-level=warning"
    assert [one["code"]["value"] for one in json.loads(read)["diagnostics"]] == ["RM111"]


def test_the_commands_for_anywhere_leave_a_report(machine: Machine) -> None:
    machine.repository.commit(BAD)
    assert machine.run("sh", BLOCKS["generic"])[0] == 1
    assert "RM111" in (machine.repository.directory / "roadmap-lint.xml").read_text(encoding="utf-8")
