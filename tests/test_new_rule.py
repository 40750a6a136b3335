"""`new-rule`: a rule that verifies as it is written, in a pack that can be installed; nothing is overwritten."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from commands import Run, write
from environments import ROOT, Distributions, Environment

from roadmap_lint import scaffold
from roadmap_lint.plugins import GROUP

TODO = "# Acme Roadmap\n\n### v2.8 (Q1 2026)\n\n**Status**: Planned\n\n- [ ] TODO: faster builds\n"


def python(*arguments: str, packs: Path) -> subprocess.CompletedProcess[str]:
    """Python in which the packs of a folder are installed, as far as imports and entry points can tell."""
    search = os.pathsep.join([str(packs), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        env={**os.environ, "PYTHONPATH": search, "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def verified(package: str, packs: Path) -> list[str]:
    """The codes of the rules of a pack, each of which passes `verify`."""
    code = (
        "import conftest\n"
        f"from {package} import RULES\nfrom roadmap_lint.testing import verify\n"
        "for rule in RULES:\n    verify(rule)\n    print(rule.code)"
    )
    done = python("-c", code, packs=packs)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def files_below(directory: Path) -> list[str]:
    return sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file())


def test_a_new_rule_comes_in_a_pack_and_verifies(run: Run, tmp_path: Path) -> None:
    assert run("new-rule", "ACME001", "owner-missing", "--directory", "pack") == 0
    assert (run.out, run.err.count("is written")) == ("", 5)
    assert files_below(tmp_path / "pack") == [
        "acme_roadmap_rules/__init__.py",
        "acme_roadmap_rules/owner_missing.py",
        "acme_roadmap_rules/py.typed",
        "pyproject.toml",
        "tests/test_rules.py",
    ]
    assert verified("acme_roadmap_rules", tmp_path / "pack") == ["ACME001"]


def test_the_pack_is_what_its_project_registers(run: Run, tmp_path: Path) -> None:
    """An installer writes the entry points of the project beside the package: the config finds the rule by them."""
    run("new-rule", "ACME001", "owner-missing", "--directory", "pack")
    project = tomllib.loads(Path("pack/pyproject.toml").read_text(encoding="utf-8"))["project"]
    write(
        f"[{GROUP}]\nacme = {project['entry-points'][GROUP]['acme']}\n",
        "pack/acme_roadmap_rules-0.1.0.dist-info/entry_points.txt",
    )
    write(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 0.1.0\n",
        "pack/acme_roadmap_rules-0.1.0.dist-info/METADATA",
    )
    write('plugins = ["acme"]\n', "roadmap-lint.toml")
    write(TODO)
    code = "import conftest, sys; from roadmap_lint.cli import main; sys.exit(main(['check', 'ROADMAP.md']))"
    done = python("-c", code, packs=tmp_path / "pack")
    assert done.stdout.startswith("ROADMAP.md:7:7: ACME001 owner-missing warning 'TODO' is not a plan: say what"), done
    assert done.returncode == 1


def test_a_second_rule_joins_the_pack(run: Run, tmp_path: Path) -> None:
    run("new-rule", "ACME001", "owner-missing")
    first = Path("acme_roadmap_rules/owner_missing.py").read_text(encoding="utf-8")
    for number in range(2, 9):
        assert run("new-rule", f"ACME00{number}", f"goal-of-a-milestone-{number}") == 0
        assert run.err.endswith("__init__.py lists it\n")
    assert verified("acme_roadmap_rules", tmp_path) == [f"ACME00{number}" for number in range(1, 9)]
    assert Path("acme_roadmap_rules/owner_missing.py").read_text(encoding="utf-8") == first
    listing = Path("acme_roadmap_rules/__init__.py").read_text(encoding="utf-8")
    assert max(map(len, listing.splitlines())) <= 120


def test_a_rule_joins_a_pack_that_people_wrote(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "acme-pack", "pack", ignore=shutil.ignore_patterns("__pycache__"))
    assert run("new-rule", "ACME003", "acme-todo", "--directory", "pack") == 0
    assert verified("acme_roadmap_rules", tmp_path / "pack") == ["ACME001", "ACME002", "ACME003"]


PACK = scaffold.Pack("acme", "acme_rules")
RULE = scaffold.NewRule("ACME001", "owner-missing")


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        ("RULES = ()\n", "from acme_rules.owner_missing import OwnerMissing\nRULES = (OwnerMissing,)\n"),
        (
            '"""Grüße."""\nfrom acme_rules.a import A\nimport os\nÜ = 1; RULES = (A,)  # all\n',
            (
                '"""Grüße."""\nfrom acme_rules.a import A\nfrom acme_rules.owner_missing import OwnerMissing\n'
                "import os\n"
                "Ü = 1; RULES = (A, OwnerMissing)  # all\n"
            ),
        ),
    ],
)
def test_the_list_of_rules_gets_the_new_one(listing: str, expected: str) -> None:
    assert scaffold.with_rule(listing, RULE, PACK) == expected


@pytest.mark.parametrize(
    ("listing", "reason"),
    [
        ("RULES = [A]\n", "it does not say RULES"),
        ("RULES = (*A, B)\n", "it does not say RULES"),
        ("RULES: tuple\n", "it does not say RULES"),
        ("RULES = (\n", "it is not Python"),
        ("", "it does not say RULES"),
    ],
)
def test_a_list_that_cannot_be_added_to_is_said(listing: str, reason: str) -> None:
    with pytest.raises(scaffold.ScaffoldError, match=reason):
        scaffold.with_rule(listing, RULE, PACK)


@pytest.mark.parametrize(
    ("code", "name", "reason"),
    [
        ("acme1", "owner-missing", "'acme1' is no code"),
        ("RM999", "owner-missing", "begins with RM"),
        ("ACME001", "Owner", "'Owner' is no name"),
        ("ACME001", "../evil", "is no name"),
        ("ACME001", "class", "'class' is no name"),
        ("ACME001", "rule", "'rule' is no name"),
        ("ACME001", "eol-lag", "'eol-lag' is the name of RM201"),
    ],
)
def test_a_wrong_code_or_name_writes_nothing(run: Run, tmp_path: Path, code: str, name: str, reason: str) -> None:
    assert run("new-rule", code, name, "--directory", "pack") == 2
    assert reason in run.err
    assert files_below(tmp_path) == []


@pytest.mark.parametrize("name", ["acme_roadmap_rules/__init__.py", "tests/test_rules.py"])
def test_a_file_that_stands_is_kept_and_nothing_is_written(run: Run, tmp_path: Path, name: str) -> None:
    write("mine\n", name)
    assert run("new-rule", "ACME001", "owner-missing") == 2
    assert "exists already: nothing was written" in run.err
    assert files_below(tmp_path) == [name]
    assert Path(name).read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(
    ("code", "name", "file"),
    [("ACME001", "other-rule", "owner_missing.py"), ("ACME002", "owner-missing", "owner_missing.py")],
)
def test_a_code_or_name_of_the_pack_is_not_given_twice(run: Run, code: str, name: str, file: str) -> None:
    run("new-rule", "ACME001", "owner-missing")
    before = Path("acme_roadmap_rules/__init__.py").read_text(encoding="utf-8")
    assert run("new-rule", code, name) == 2
    assert f"{file} has" in run.err
    assert Path("acme_roadmap_rules/__init__.py").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("project", "reason"),
    [
        ('[project]\nname = "x"\n', "registers no pack of rules: give a folder of its own"),
        (f'[project.entry-points."{GROUP}"]\na = "a:RULES"\nb = "b:RULES"\n', "registers more than one pack: a, b"),
        (f'[project.entry-points."{GROUP}"]\na = "a:rules"\n', "its pack is 'a:rules', not 'package:RULES'"),
        (f'[project.entry-points."{GROUP}"]\na = "a:RULES"\n', "there is no package a, which"),
        ("[project\n", "it is not valid TOML"),
    ],
)
def test_a_folder_that_is_something_else_is_left_alone(run: Run, tmp_path: Path, project: str, reason: str) -> None:
    write(project, "pyproject.toml")
    assert run("new-rule", "ACME001", "owner-missing") == 2
    assert reason in run.err
    assert files_below(tmp_path) == ["pyproject.toml"]


@pytest.mark.slow
def test_a_new_pack_can_be_installed_and_passes_its_own_tests(
    distributions: Distributions, run: Run, tmp_path: Path
) -> None:
    run("new-rule", "ACME001", "owner-missing", "--directory", "pack")
    environment = Environment(tmp_path / "venv")
    environment.install(distributions.wheel, f"{tmp_path / 'pack'}[test]")
    assert "1 passed" in environment.succeed("python", "-m", "pytest", "-q", "tests", cwd=tmp_path / "pack")
    write('plugins = ["acme"]\n', "roadmap-lint.toml")
    assert "  ACME001 owner-missing" in environment.succeed("roadmap-lint", "rules", cwd=tmp_path)
