"""`new-rule`: a rule that verifies as it is written, in a pack that can be installed; nothing is overwritten."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from commands import Run, write
from environments import ROOT, Distributions, Environment

from roadmap_lint import scaffold, switches
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
    assert (run.out, run.err.count("is written")) == ("", 7)
    assert files_below(tmp_path / "pack") == [
        ".gitignore",
        "README.md",
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
    first = Path("acme-pack/acme_roadmap_rules/owner_missing.py").read_text(encoding="utf-8")
    for number in range(2, 9):
        assert run("new-rule", f"ACME00{number}", f"goal-of-a-milestone-{number}") == 0
        assert "__init__.py lists it\n" in run.err
    assert verified("acme_roadmap_rules", tmp_path / "acme-pack") == [f"ACME00{number}" for number in range(1, 9)]
    assert Path("acme-pack/acme_roadmap_rules/owner_missing.py").read_text(encoding="utf-8") == first
    listing = Path("acme-pack/acme_roadmap_rules/__init__.py").read_text(encoding="utf-8")
    assert max(map(len, listing.splitlines())) <= 120
    imports = [line for line in listing.splitlines() if line.startswith("from acme_roadmap_rules.")]
    assert (len(imports), imports) == (8, sorted(imports))


def test_a_rule_joins_the_pack_of_the_folder_it_is_asked_for_in(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("new-rule", "ACME001", "owner-missing")
    monkeypatch.chdir("acme-pack")
    assert run("new-rule", "ACME002", "acme-goal-first") == 0
    assert verified("acme_roadmap_rules", tmp_path / "acme-pack") == ["ACME001", "ACME002"]


def test_a_project_that_is_no_pack_gets_one_below_it(run: Run, tmp_path: Path) -> None:
    write('[project]\nname = "site"\n', "pyproject.toml")
    assert run("new-rule", "ACME001", "owner-missing") == 0
    assert verified("acme_roadmap_rules", tmp_path / "acme-pack") == ["ACME001"]


def left(run: Run) -> list[str]:
    """What the last command said is left to do."""
    return [line.partition(" left: ")[2] for line in run.err.splitlines() if " left: " in line]


def test_what_is_left_to_do_is_told(run: Run) -> None:
    write("site_name: Acme\n", "mkdocs.yml")
    run("new-rule", "ACME001", "acme-goal-first")
    assert left(run) == [
        f"write the rule: {Path('acme-pack/acme_roadmap_rules/acme_goal_first.py')}",
        "install the pack beside roadmap-lint: pip install -e ./acme-pack",
        'in roadmap-lint.toml: plugins = ["acme"]',
        "in mkdocs.yml: plugins: [search, roadmap-lint]",
        "see it run: roadmap-lint check, or mkdocs build",
    ]
    assert not Path("roadmap-lint.toml").exists()
    assert Path("mkdocs.yml").read_text(encoding="utf-8") == "site_name: Acme\n"


def test_enable_switches_the_pack_on(run: Run) -> None:
    write("site_name: Acme\n", "mkdocs.yml")
    run("new-rule", "ACME001", "acme-goal-first", "--enable")
    assert [step.partition(":")[0] for step in left(run)] == [
        "write the rule",
        "install the pack beside roadmap-lint",
        "see it run",
    ]
    assert Path("roadmap-lint.toml").read_text(encoding="utf-8") == 'plugins = ["acme"]\n'
    plugins = "plugins:\n  - search\n  - roadmap-lint\n"
    assert Path("mkdocs.yml").read_text(encoding="utf-8") == f"site_name: Acme\n{plugins}"
    run("new-rule", "ACME002", "acme-goal-last", "--enable")
    assert Path("roadmap-lint.toml").read_text(encoding="utf-8") == 'plugins = ["acme"]\n'
    assert Path("mkdocs.yml").read_text(encoding="utf-8") == f"site_name: Acme\n{plugins}"


def test_enable_uses_the_config_that_counts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("[project]\nname = 'x'\n\n[tool.roadmap-lint]\nproduct = 'Acme'\n", "pyproject.toml")
    Path("docs").mkdir()
    monkeypatch.chdir("docs")
    run("new-rule", "ACME001", "acme-goal-first", "--enable")
    assert not Path("roadmap-lint.toml").exists()
    config = tomllib.loads(Path("../pyproject.toml").read_text(encoding="utf-8"))
    assert config["tool"]["roadmap-lint"] == {"plugins": ["acme"], "product": "Acme"}


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        (
            "INHERIT: ../base.yml\nsite_name: Acme\n",
            "it inherits ../base.yml: name roadmap-lint among the plugins of that",
        ),
        ("site_name: [\n", "it cannot be read: mend it, and name roadmap-lint among its plugins"),
        ("plugins: !ENV [PLUGINS, []]\n", "name roadmap-lint among its plugins"),
    ],
)
def test_what_enable_cannot_change_is_left_and_told(run: Run, settings: str, advice: str) -> None:
    write(settings, "mkdocs.yml")
    assert run("new-rule", "ACME001", "acme-goal-first", "--enable") == 0
    assert f"in mkdocs.yml: {advice}" in left(run)
    assert Path("mkdocs.yml").read_text(encoding="utf-8") == settings


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        ("plugins: # none\n", "plugins: [search, roadmap-lint]"),
        ("plugins: [tags]\n", "'roadmap-lint' within the [ ] of its plugins"),
        ("plugins:\n  - tags\n", "a line '- roadmap-lint' at the end of its plugins"),
        ("plugins:\n  tags: {}\n", "a line 'roadmap-lint: {}' at the end of its plugins"),
        ("plugins: {tags: {}}\n", "'roadmap-lint: {}' within the { } of its plugins"),
    ],
)
def test_what_to_write_into_settings_is_told_in_their_form(run: Run, settings: str, advice: str) -> None:
    write(settings, "mkdocs.yml")
    run("new-rule", "ACME001", "acme-goal-first")
    assert f"in mkdocs.yml: {advice}" in left(run)
    assert Path("mkdocs.yml").read_text(encoding="utf-8") == settings


@pytest.mark.parametrize(
    ("name", "config", "advice"),
    [
        ("roadmap-lint.toml", "[severity]\neol-lag = 'note'\n", 'plugins = ["acme"], above its tables'),
        ("roadmap-lint.toml", "released = ['2.8']\n", 'plugins = ["acme"]'),
        ("pyproject.toml", "[tool.roadmap-lint]\n", 'plugins = ["acme"] below [tool.roadmap-lint]'),
    ],
)
def test_what_to_write_into_a_config_is_told_in_its_form(run: Run, name: str, config: str, advice: str) -> None:
    write(config, name)
    run("new-rule", "ACME001", "acme-goal-first")
    assert f"in {name}: {advice}" in left(run)
    assert Path(name).read_text(encoding="utf-8") == config


SITES = ["mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml"]


@pytest.mark.parametrize("name", SITES)
def test_the_settings_of_every_site_are_changed_and_its_command_is_told(run: Run, name: str) -> None:
    write("site_name: Acme\n", name)
    run("new-rule", "ACME001", "acme-goal-first", "--enable")
    assert f"roadmap-lint: {name} has the plugin\n" in run.err
    assert Path(name).read_text(encoding="utf-8").endswith("plugins:\n  - search\n  - roadmap-lint\n")
    assert left(run)[-1] == f"see it run: roadmap-lint check, or {Path(name).stem} build"


def test_settings_that_their_tool_passes_over_are_left_alone(run: Run) -> None:
    """MkDocs and ProperDocs read `.yml`, and only without it `.yaml`."""
    for name in SITES:
        write("site_name: Acme\n", name)
    run("new-rule", "ACME001", "acme-goal-first", "--enable")
    assert [name for name in SITES if "roadmap-lint" in Path(name).read_text(encoding="utf-8")] == SITES[::2]
    assert left(run)[-1] == "see it run: roadmap-lint check, or mkdocs build, or properdocs build"


def test_where_only_properdocs_is_installed_it_builds_what_mkdocs_would(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = metadata.distribution

    def without_mkdocs(name: str) -> metadata.Distribution:
        if name == "mkdocs":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "distribution", without_mkdocs)
    write("site_name: Acme\n", "mkdocs.yml")
    run("new-rule", "ACME001", "acme-goal-first", "--enable")
    assert left(run)[-1] == "see it run: roadmap-lint check, or properdocs build"


def test_the_settings_of_the_site_are_those_above_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("site_name: Acme\n", "mkdocs.yml")
    Path("tools").mkdir()
    monkeypatch.chdir("tools")
    run("new-rule", "ACME001", "acme-goal-first", "--enable")
    settings = Path("..", "mkdocs.yml")
    assert f"roadmap-lint: {settings} has the plugin\n" in run.err
    assert "- roadmap-lint" in settings.read_text(encoding="utf-8")
    assert left(run)[-1] == f"see it run: roadmap-lint check, or mkdocs build -f {settings}"


@pytest.mark.parametrize(
    ("first", "second", "folder", "remedy"),
    [
        ("tools/acme", "", ".", Path("tools", "acme")),
        ("", "acme-rules", ".", Path("acme-pack")),
        ("", "", "docs", Path("..", "acme-pack")),
        ("", "", "acme-pack/acme_roadmap_rules", Path("..")),
    ],
)
def test_a_second_pack_of_a_name_is_not_begun(
    run: Run, monkeypatch: pytest.MonkeyPatch, first: str, second: str, folder: str, remedy: Path
) -> None:
    assert run("new-rule", "ACME001", "acme-goal-first", *(["--directory", first] if first else [])) == 0
    Path(folder).mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    there = files_below(Path())
    assert run("new-rule", "ACME002", "acme-goal-last", *(["--directory", second] if second else [])) == 2
    assert run.err == (
        f"roadmap-lint: error: the pack 'acme' stands in {remedy}: add to it with --directory {remedy}, or give a code "
        "that begins otherwise: nothing was written\n"
    )
    assert files_below(Path()) == there
    assert run("new-rule", "ACME002", "acme-goal-last", "--directory", str(remedy)) == 0


@pytest.mark.parametrize(
    ("before", "table", "after"),
    [
        ("", "", 'plugins = ["acme"]\n'),
        ("# ours\n[severity]\nx = 1\n", "", 'plugins = ["acme"]\n# ours\n[severity]\nx = 1\n'),
        ("# packs\n#plugins = []\n", "", '# packs\nplugins = ["acme"]\n'),
        ("a = 1\r\n", "", 'plugins = ["acme"]\r\na = 1\r\n'),
        ("plugins = []\n", "", 'plugins = ["acme"]\n'),
        ('plugins = ["acme"]\n', "", 'plugins = ["acme"]\n'),
        ('plugins = [\n  "b", # B\n]\n', "", 'plugins = ["acme", \n  "b", # B\n]\n'),
        (
            "[a]\nplugins = []\n[a.b] # ours\nc = 1\n",
            "a.b",
            '[a]\nplugins = []\n[a.b] # ours\nplugins = ["acme"]\nc = 1\n',
        ),
        ("[a.b]", "a.b", None),
        ("[a]\nb = {}\n", "a.b", None),
        ("[x]\nplugins = []\n", "", 'plugins = ["acme"]\n[x]\nplugins = []\n'),
        ("plugins = 1\n", "", None),
        ("plugins = [\n", "", None),
    ],
)
def test_a_config_names_a_pack(before: str, table: str, after: str | None) -> None:
    assert switches.with_pack(before, "acme", table) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("site_name: A", "site_name: A\nplugins:\n  - search\n  - roadmap-lint\n"),
        ("plugins: [search] # all\n", "plugins: [search, roadmap-lint] # all\n"),
        ("plugins: []\n", "plugins: [roadmap-lint]\n"),
        ("plugins:\n- search # find\n# end\nnav: []\n", "plugins:\n- search # find\n- roadmap-lint\n# end\nnav: []\n"),
        (
            "plugins:\n    - search:\n        lang: !ENV [L, en]\n\nnav: []\n",
            "plugins:\n    - search:\n        lang: !ENV [L, en]\n    - roadmap-lint\n\nnav: []\n",
        ),
        ("plugins:\n  - roadmap-lint:\n      pages: {}\n", "plugins:\n  - roadmap-lint:\n      pages: {}\n"),
        ("a: 1\r\nplugins:\r\n  - x\r\n", "a: 1\r\nplugins:\r\n  - x\r\n  - roadmap-lint\r\n"),
        ("plugins: {search: {}}\n", "plugins: {search: {}, roadmap-lint: {}}\n"),
        ("plugins: {search}\n", "plugins: {search, roadmap-lint: {}}\n"),
        ("plugins: {}\n", "plugins: {roadmap-lint: {}}\n"),
        ("plugins:\n", "plugins: [search, roadmap-lint]\n"),
        ("plugins: # none\nnav: []\n", "plugins: [search, roadmap-lint] # none\nnav: []\n"),
        ("plugins: null\n", "plugins: [search, roadmap-lint]\n"),
        ("plugins:\n  search:\n  tags: # x\n", "plugins:\n  search:\n  tags: # x\n  roadmap-lint: {}\n"),
        ("plugins:\n  a:\n    b: 1\n\nnav: []\n", "plugins:\n  a:\n    b: 1\n  roadmap-lint: {}\n\nnav: []\n"),
        ("plugins: {roadmap-lint: {}}\n", "plugins: {roadmap-lint: {}}\n"),
        ("plugins: !ENV [P, []]\n", None),
        ("plugins: ''\n", None),
        ("INHERIT: a.yml\n", None),
        ("plugins: [\n", None),
        ("- a\n", None),
        ("{site_name: A}\n", None),
    ],
)
def test_settings_get_the_plugin(before: str, after: str | None) -> None:
    assert switches.with_plugin(before) == after


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
        ("ACME001", "class", "cannot be named 'class': 'class' is a word of Python, and no"),
        ("ACME001", "rule", "cannot be named 'rule': Rule is a class of roadmap-lint; 'acme-rule' "),
        ("ACME001", "eol-lag", "'eol-lag' is the name of RM201"),
    ],
)
def test_a_wrong_code_or_name_writes_nothing(run: Run, tmp_path: Path, code: str, name: str, reason: str) -> None:
    assert run("new-rule", code, name, "--directory", "pack") == 2
    assert reason in run.err
    assert files_below(tmp_path) == []


@pytest.mark.parametrize("name", ["acme-pack/acme_roadmap_rules/__init__.py", "acme-pack/tests/test_rules.py"])
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
    before = Path("acme-pack/acme_roadmap_rules/__init__.py").read_text(encoding="utf-8")
    assert run("new-rule", code, name) == 2
    assert f"{file} has" in run.err
    assert Path("acme-pack/acme_roadmap_rules/__init__.py").read_text(encoding="utf-8") == before


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
    assert run("new-rule", "ACME001", "owner-missing", "--directory", ".") == 2
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
