"""Rule packs that are installed: who gives what is told by the names of distributions, which people install."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run

from roadmap_lint import Config, ConfigError
from roadmap_lint.plugins import GROUP

RULE = '''
from roadmap_lint import Rule

class {name}(Rule):
    """It is so."""

    code = "{code}"
    name = "{rule}"

ROADMAP_LINT_API = 1
RULES = ({name},)
'''


class Packages:
    """A folder on the search path in which distributions are installed, as far as imports and entry points can tell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(self, distribution: str, plugin: str, code: str, rule: str, module: str = "") -> None:
        module = module or distribution.replace("-", "_")
        name = "".join(word.title() for word in rule.split("-"))
        (self.folder / f"{module}.py").write_text(RULE.format(name=name, code=code, rule=rule), encoding="utf-8")
        information = self.folder / f"{distribution.replace('-', '_')}-1.2.dist-info"
        information.mkdir()
        (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n", "utf-8")
        (information / "entry_points.txt").write_text(f"[{GROUP}]\n{plugin} = {module}:RULES\n", encoding="utf-8")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Packages:
    monkeypatch.syspath_prepend(str(tmp_path))
    return Packages(tmp_path)


def refusal(*plugins: str) -> str:
    with pytest.raises(ConfigError) as refused:
        Config.from_table({"plugins": list(plugins)})
    return str(refused.value)


def test_two_distributions_with_one_plugin_name_are_both_named(packages: Packages) -> None:
    packages.install("clash-first", "clash", "CLASH001", "clash-first")
    packages.install("clash-second", "clash", "CLASH002", "clash-second")
    assert refusal("clash") == (
        "plugin 'clash' is given by clash-first 1.2 and by clash-second 1.2: uninstall one of them, "
        f"or let one have another name in its entry points '{GROUP}'"
    )


def test_a_module_that_two_distributions_brought_is_of_neither(packages: Packages) -> None:
    packages.install("same-first", "same", "SAME001", "same-first", module="same_rules")
    packages.install("same-second", "same", "SAME001", "same-first", module="same_rules")
    assert refusal("same").startswith("plugin 'same' is given by same-first 1.2 and by same-second 1.2: uninstall one")


def test_a_code_that_two_packs_have_names_both(packages: Packages) -> None:
    packages.install("code-first", "codea", "CODE001", "code-first")
    packages.install("code-second", "codeb", "CODE001", "code-second")
    assert refusal("codea", "codeb") == (
        "'CODE001' is taken twice: by plugin 'codea' (code-first 1.2, code_first.CodeFirst) and by plugin 'codeb' "
        "(code-second 1.2, code_second.CodeSecond): rename it in one of them, or take that one out of 'plugins'"
    )


def test_a_name_of_ours_says_so(packages: Packages) -> None:
    packages.install("ours-taken", "ours", "OURS001", "eol-lag")
    assert refusal("ours") == (
        "'eol-lag' is taken twice: by roadmap-lint itself (RM201) and by plugin 'ours' (ours-taken 1.2, "
        "ours_taken.EolLag): rename it in the plugin, or take that out of 'plugins'"
    )


def test_two_packs_with_names_of_their_own_run_together(packages: Packages) -> None:
    packages.install("good-first", "gooda", "GOODA001", "good-first")
    packages.install("good-second", "goodb", "GOODB001", "good-second")
    codes = [rule.code for rule in Config.from_table({"plugins": ["gooda", "goodb", "gooda"]}).rules]
    assert [code for code in codes if code.startswith("GOOD")] == ["GOODA001", "GOODB001"]


def test_a_new_pack_whose_name_is_given_already_is_told_by_whom(packages: Packages, run: Run) -> None:
    packages.install("told-first", "told", "TOLD001", "told-first")
    assert run("new-rule", "TOLD002", "told-second") == 0
    assert "2 of 5 left: 'told' is given by told-first 1.2, too: uninstall that, or rename yours\n" in run.err
    assert "3 of 5 left: install the pack beside roadmap-lint: pip install -e ./told-pack\n" in run.err


def test_a_new_pack_that_takes_the_place_of_an_installed_one_says_so(packages: Packages, run: Run) -> None:
    packages.install("else-roadmap-rules", "else", "ELSE001", "else-first")
    assert run("new-rule", "ELSE002", "else-second") == 0
    assert (
        "install the pack beside roadmap-lint: pip install -e ./else-pack (it takes the place of the "
        "else-roadmap-rules 1.2 that is installed)\n"
    ) in run.err


def test_a_rule_more_of_an_installed_pack_needs_no_installation(packages: Packages, run: Run) -> None:
    assert run("new-rule", "MORE001", "more-first") == 0
    packages.install("more-roadmap-rules", "more", "MORE001", "more-first")
    assert run("new-rule", "MORE002", "more-second", "--enable") == 0
    assert "1 of 2 left: write the rule" in run.err
    assert "2 of 2 left: see it run" in run.err
