"""The worked rule pack of examples/, installed beside the wheel as anyone would, and what packs may not do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from environments import ROOT, Distributions, Environment

pytestmark = pytest.mark.slow

MISSING_OWNER = """\
ROADMAP.md:14:5: ACME001 acme-owner-missing warning v2.9 has no owner: add '**Owner**: @name' below its heading
   |
14 | ### v2.9 (Q2 2026)
   |     ^^^^^^^^^^^^^^
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack, copied out of the checkout."""
    leftovers = shutil.ignore_patterns("__pycache__", "*.egg-info", "build", ".*_cache")
    target = tmp_path_factory.mktemp("pack") / "acme-pack"
    return Path(shutil.copytree(ROOT / "examples" / "acme-pack", target, ignore=leftovers))


@pytest.fixture(scope="module")
def with_pack(distributions: Distributions, pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("with_pack") / "venv")
    environment.install(distributions.wheel, f"{pack}[test]")
    return environment


def test_pack_passes_its_own_tests(with_pack: Environment, pack: Path) -> None:
    assert "2 passed" in with_pack.succeed("python", "-m", "pytest", "-q", "tests", cwd=pack)


def test_rules_of_a_named_pack_are_listed(with_pack: Environment, pack: Path) -> None:
    listed = with_pack.succeed("roadmap-lint", "rules", cwd=pack)
    assert "  ACME001 acme-owner-missing" in listed
    assert "  ACME002 acme-product-spelling" in listed


def test_rules_of_a_pack_that_is_installed_but_not_named_are_not(with_pack: Environment, tmp_path: Path) -> None:
    assert "ACME" not in with_pack.succeed("roadmap-lint", "rules", cwd=tmp_path)


def test_check_reports_what_the_pack_finds_with_the_options_of_the_config(with_pack: Environment, pack: Path) -> None:
    done = with_pack.run("roadmap-lint", "check", "--select", "ACME", "--quiet", cwd=pack)
    assert (done.returncode, done.stdout, done.stderr) == (1, MISSING_OWNER, "")


def test_example_has_no_findings_but_the_one_of_the_pack(with_pack: Environment, pack: Path) -> None:
    assert with_pack.run("roadmap-lint", "check", "--quiet", cwd=pack).stdout == MISSING_OWNER


def test_fixes_of_a_pack_are_applied(with_pack: Environment, pack: Path, tmp_path: Path) -> None:
    roadmap = (pack / "ROADMAP.md").read_text(encoding="utf-8")
    (tmp_path / "ROADMAP.md").write_text(roadmap.replace("# Acme Roadmap", "# ACME Roadmap"), encoding="utf-8")
    with_pack.run("roadmap-lint", "check", "--fix", "--config", pack / "roadmap-lint.toml", "ROADMAP.md", cwd=tmp_path)
    assert (tmp_path / "ROADMAP.md").read_text(encoding="utf-8") == roadmap


def test_explain_prints_the_page_of_a_rule_of_a_pack(with_pack: Environment, pack: Path) -> None:
    page = with_pack.succeed("roadmap-lint", "explain", "ACME001", cwd=pack)
    assert page.startswith("# ACME001 acme-owner-missing\n\nA milestone has no owner, or one whom nobody can ask.\n")
    assert '- `label` (default `"Owner"`): the word before the colon\n' in page


def test_wrong_option_of_a_rule_of_a_pack_is_told_with_its_line(with_pack: Environment, tmp_path: Path) -> None:
    config = 'plugins = ["acme"]\n[rules.acme-owner-missing]\nowner = ["@wile"]\n'
    (tmp_path / "roadmap-lint.toml").write_text(config, encoding="utf-8")
    done = with_pack.run("roadmap-lint", "rules", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "roadmap-lint.toml:3: rule acme-owner-missing has no option 'owner'; did you mean 'owners'?" in done.stderr


def test_plugin_that_is_not_installed_is_a_config_error(with_pack: Environment, pack: Path, tmp_path: Path) -> None:
    shutil.copy(pack / "ROADMAP.md", tmp_path)
    (tmp_path / "roadmap-lint.toml").write_text('plugins = ["acne"]\n', encoding="utf-8")
    done = with_pack.run("roadmap-lint", "check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "roadmap-lint.toml:1: plugin 'acne' is not installed" in done.stderr
    assert "installed: acme" in done.stderr


@pytest.mark.parametrize("name", ["evil", "evil:RULES", "./evil.py", "evil.py"])
def test_config_cannot_load_a_module_of_the_repository(
    with_pack: Environment, pack: Path, tmp_path: Path, name: str
) -> None:
    shutil.copy(pack / "ROADMAP.md", tmp_path)
    evil = "open('executed', 'w').close()\nROADMAP_LINT_API = 1\nRULES = ()\n"
    (tmp_path / "evil.py").write_text(evil, encoding="utf-8")
    entry_points = tmp_path / "evil-1.0.dist-info" / "entry_points.txt"
    entry_points.parent.mkdir()
    entry_points.write_text("[roadmap_lint.plugins]\nevil = evil:RULES\n", encoding="utf-8")
    entry_points.with_name("METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n", encoding="utf-8")
    (tmp_path / "roadmap-lint.toml").write_text(f'plugins = ["{name}"]\n', encoding="utf-8")

    done = with_pack.run("roadmap-lint", "check", "ROADMAP.md", cwd=tmp_path)
    assert done.returncode == 2
    assert f"plugin '{name}' is not installed" in done.stderr
    assert not (tmp_path / "executed").exists()
