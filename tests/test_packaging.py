"""What users install: the wheel, the sdist, and the editable install of a checkout."""

from __future__ import annotations

import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from environments import ROOT, Distributions, Environment, copy_checkout

import roadmap_lint
from roadmap_lint.rules import RULES

RUNTIME_DEPENDENCIES = {"pyromark", "python-frontmatter", "PyYAML", "packaging"}

# v2.8 minus three minors is v2.5
LATE_END_OF_SUPPORT = """\
# Acme Roadmap

## Milestones

### v2.8 (Q1 2026)

- End support for Acme v2.6.x

### v2.9 (Q2 2026)

- End support for Acme v2.6.x
"""


def name_of(requirement: str) -> str:
    return requirement.split(">")[0].split("<")[0].split("=")[0].strip()


def test_project_declares_exactly_its_runtime_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {name_of(requirement) for requirement in project["dependencies"]} == RUNTIME_DEPENDENCIES


def test_project_and_package_agree_on_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == roadmap_lint.__version__


@pytest.mark.parametrize("directory", sorted({path.parent for path in (ROOT / "roadmap_lint").rglob("*.py")}))
def test_every_package_is_declared(directory: Path) -> None:
    """Packages are listed by hand: one forgotten works in the checkout and is missing in the wheel."""
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert ".".join(directory.relative_to(ROOT).parts) in setuptools["packages"]


@pytest.mark.slow
def test_wheel_holds_every_module_and_datum_of_the_checkout(distributions: Distributions) -> None:
    names = set(zipfile.ZipFile(distributions.wheel).namelist())
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "roadmap_lint").rglob("*.py")}
    rules = {f"roadmap_lint/rules/{path.name}" for path in (ROOT / "rules").glob("*.py")}
    data = {"roadmap_lint/py.typed", "roadmap_lint/data/kubernetes.json"}
    assert modules | rules | data <= names
    assert "roadmap_lint/rules/eol_lag.py" in rules


@pytest.mark.slow
def test_wheel_brings_its_license_and_one_top_level_package(distributions: Distributions) -> None:
    names = zipfile.ZipFile(distributions.wheel).namelist()
    metadata = f"roadmap_lint-{roadmap_lint.__version__}.dist-info"
    assert f"{metadata}/licenses/LICENSE" in names
    assert {name.split("/")[0] for name in names} == {"roadmap_lint", metadata}


@pytest.mark.slow
def test_wheel_says_what_it_needs(distributions: Distributions) -> None:
    wheel = zipfile.ZipFile(distributions.wheel)
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = message_from_bytes(wheel.read(name))
    required = [value for value in metadata.get_all("Requires-Dist", []) if "extra ==" not in value]
    assert {name_of(requirement) for requirement in required} == RUNTIME_DEPENDENCIES
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "Apache-2.0"


@pytest.mark.slow
def test_wheel_of_the_sdist_is_the_wheel_of_the_tree(distributions: Distributions) -> None:
    through_sdist, direct = (
        {name: wheel.read(name) for name in wheel.namelist()}
        for wheel in (zipfile.ZipFile(distributions.wheel), zipfile.ZipFile(distributions.wheel_of_tree))
    )
    assert through_sdist.keys() == direct.keys()
    assert [name for name in direct if through_sdist[name] != direct[name]] == []


@pytest.mark.slow
def test_sdist_holds_the_rules_where_the_checkout_has_them(distributions: Distributions) -> None:
    with tarfile.open(distributions.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"LICENSE", "pyproject.toml", "rules/__init__.py", "rules/eol_lag.py"} <= names


@pytest.mark.slow
def test_installed_wheel_checks_a_roadmap(installed: Environment, tmp_path: Path) -> None:
    (tmp_path / "ROADMAP.md").write_text(LATE_END_OF_SUPPORT, encoding="utf-8")
    version = installed.succeed("roadmap-lint", "--version", cwd=tmp_path)
    assert version == f"roadmap-lint {roadmap_lint.__version__}\n"
    done = installed.run("roadmap-lint", "check", "--select", "eol-lag", "ROADMAP.md", cwd=tmp_path)
    assert done.stdout.startswith("ROADMAP.md:7:24: RM201 eol-lag error v2.8 ends support for v2.5.x")
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.slow
def test_installed_wheel_has_the_rules_of_the_checkout(installed: Environment, tmp_path: Path) -> None:
    code = "from roadmap_lint.rules import RULES; print(*(rule.code for rule in RULES))"
    assert installed.succeed("python", "-c", code, cwd=tmp_path).split() == [rule.code for rule in RULES]


@pytest.mark.slow
def test_no_top_level_rules_reach_an_environment(installed: Environment, tmp_path: Path) -> None:
    done = installed.run("python", "-c", "import rules", cwd=tmp_path)
    assert done.returncode == 1
    assert "ModuleNotFoundError: No module named 'rules'" in done.stderr


@pytest.mark.slow
def test_wheel_needs_nothing_that_it_does_not_declare(installed: Environment, tmp_path: Path) -> None:
    """The environment holds the declared dependencies (and theirs) alone: every module must import there, but those
    that are made of what an extra brings."""
    extras = [
        f"roadmap_lint.integrations.{name}"
        for name in ("lsp.server", "pytest_items", "sphinx_checker", "sphinx_directive")
    ]
    code = (
        "import importlib, pkgutil, roadmap_lint\n"
        "for module in pkgutil.walk_packages(roadmap_lint.__path__, 'roadmap_lint.'):\n"
        f"    if module.name not in {['roadmap_lint.__main__', *extras]}:\n"
        "        importlib.import_module(module.name)\n"
        "        print(module.name)\n"
    )
    imported = installed.succeed("python", "-W", "error", "-c", code, cwd=tmp_path).split()
    assert {"roadmap_lint.testing", "roadmap_lint.cli", "roadmap_lint.rules.eol_lag"} <= set(imported)
    assert {f"roadmap_lint.integrations.{name}" for name in ("mkdocs", "pytest", "sphinx")} <= set(imported)


@pytest.mark.slow
def test_server_without_its_extra_says_what_to_install(installed: Environment, tmp_path: Path) -> None:
    done = installed.run("roadmap-lint", "server", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "roadmap-lint: error: the server needs pygls: pip install 'roadmap-lint[lsp]'\n"


@pytest.mark.slow
def test_editable_install_follows_the_checkout(tmp_path: Path) -> None:
    tree = copy_checkout(tmp_path / "tree")
    environment = Environment(tmp_path / "venv")
    environment.install("--editable", tree)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    code = "import roadmap_lint.rules.eol_lag as module; print(module.__file__)"
    assert Path(environment.succeed("python", "-c", code, cwd=elsewhere).strip()) == tree / "rules" / "eol_lag.py"

    rule = tree / "rules" / "eol_lag.py"
    rule.write_text(rule.read_text(encoding="utf-8").replace('"eol-lag"', '"eol-shifted"'), encoding="utf-8")
    assert "RM201 eol-shifted" in environment.succeed("roadmap-lint", "rules", cwd=elsewhere)
    assert environment.run("python", "-c", "import rules", cwd=elsewhere).returncode == 1


@pytest.mark.slow
def test_pytest_runs_in_a_bare_checkout(tmp_path: Path) -> None:
    """Nothing of ours is installed: `rules/` is `roadmap_lint.rules` all the same."""
    tree = copy_checkout(tmp_path / "tree")
    environment = Environment(tmp_path / "venv")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    environment.install("pytest", *project["dependencies"])
    assert environment.run("python", "-c", "import roadmap_lint", cwd=tmp_path).returncode == 1
    printed = environment.succeed("python", "-m", "pytest", "-q", "tests/test_rules.py", "-k", "eol-lag", cwd=tree)
    assert " passed" in printed
    assert "failed" not in printed
