"""Rule packs that are installed: who gives what is told by the names of distributions, which people install."""

from __future__ import annotations

from pathlib import Path

import pytest

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
