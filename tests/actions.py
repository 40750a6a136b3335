"""Runs `action.yml` as GitHub's runner does: inputs, expressions, and scripts as the shell commands they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from environments import ROOT, run

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INPUTS: dict[str, dict[str, str]] = ACTION["inputs"]
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
# As the runner starts `shell: bash`.
_BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")


class Outcome(NamedTuple):
    """What became of the action: the status of the step that failed, or 0."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str

    @property
    def commands(self) -> list[str]:
        """The lines that the runner obeys: those of blocks between `::stop-commands::` are text to it."""
        obeyed, token = [], ""
        for line in self.log.split("\n"):
            if token:
                token = "" if line == f"::{token}::" else token
            elif line.startswith("::stop-commands::"):
                token = line.removeprefix("::stop-commands::")
            elif line.startswith("::"):
                obeyed.append(line)
        assert not token, "commands were never switched on again"
        return obeyed


class Job:
    """A job: its workspace, what the event says, and a directory for what it leaves."""

    def __init__(self, workspace: Path, temporary: Path, *, action: Path = ROOT, **variables: str) -> None:
        self._workspace = workspace
        self._temporary = temporary
        self._action = action
        self._variables = variables
        self._github: dict[str, Any] = {}
        temporary.mkdir(parents=True, exist_ok=True)

    def pull_request(self, branch: str, commit: str) -> None:
        """Make it the job of a pull request for a branch that was at a commit."""
        self._github = {"base_ref": branch, "event": {"pull_request": {"base": {"sha": commit}}}}

    def merge_group(self, commit: str) -> None:
        self._github = {"event": {"merge_group": {"base_sha": commit}}}

    def run(self, inputs: Mapping[str, str] | None = None, *, python: Path | str | None = None) -> Outcome:
        """Run the steps in turn; with `python`, as if the first had installed the linter for that interpreter."""
        inputs = inputs or {}
        assert inputs.keys() <= INPUTS.keys()
        context: dict[str, Any] = {
            "inputs": {name: inputs.get(name, given["default"]) for name, given in INPUTS.items()},
            "github": self._github,
            "steps": {"install": {"outputs": {"python": str(python)}}} if python else {},
        }
        status, log = 0, ""
        for step in STEPS:
            if step["id"] not in context["steps"]:
                status, said, outputs = self._step(step, context)
                log += said
                context["steps"][step["id"]] = {"outputs": outputs}
            if status:
                break
        outputs = {name: evaluated(output["value"], context) for name, output in ACTION["outputs"].items()}
        return Outcome(status, log, outputs, self._read("summary"))

    def _step(self, step: Mapping[str, Any], context: Mapping[str, Any]) -> tuple[int, str, dict[str, str]]:
        assert step["shell"] == "bash"
        script = self._temporary / f"{step['id']}.sh"
        script.write_text(step["run"], encoding="utf-8")
        for name in ("output", "summary"):
            (self._temporary / name).write_text("", encoding="utf-8")
        done = run(
            [*_BASH, script],
            cwd=self._workspace,
            **{
                "GITHUB_ACTION_PATH": str(self._action),
                "GITHUB_OUTPUT": str(self._temporary / "output"),
                "GITHUB_STEP_SUMMARY": str(self._temporary / "summary"),
                "GITHUB_WORKSPACE": str(self._workspace),
                "RUNNER_TEMP": str(self._temporary),
                "GIT_CONFIG_GLOBAL": "/dev/null",
                "GIT_CONFIG_NOSYSTEM": "1",
                **self._variables,
                **{name: evaluated(value, context) for name, value in step["env"].items()},
            },
        )
        outputs = dict(line.split("=", 1) for line in self._read("output").splitlines())
        return done.returncode, done.stdout + done.stderr, outputs

    def _read(self, name: str) -> str:
        return (self._temporary / name).read_text(encoding="utf-8")


def evaluated(text: str, context: Mapping[str, Any]) -> str:
    """A value, with its expressions replaced: paths, and `||` between them."""
    return _EXPRESSION.sub(lambda found: _first(found[1], context), text)


def _first(expression: str, context: Mapping[str, Any]) -> str:
    return next(filter(None, (_looked_up(path.strip(), context) for path in expression.split("||"))), "")


def _looked_up(path: str, context: Mapping[str, Any]) -> str:
    assert re.fullmatch(r"[a-z_]+(\.[a-z_-]+)+", path), f"an expression that the tests do not know: {path}"
    thing: Any = context
    for name in path.split("."):
        thing = thing.get(name, {})
    return str(thing or "")
