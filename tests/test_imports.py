"""The layers of DESIGN.md §1: who may import whom, and what a start of the command line may cost."""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from environments import ROOT

from roadmap_lint import reserved
from roadmap_lint.rules import RULES

# Bottom up: a unit imports only from units above it in this list. A new module has to be given its place here.
LAYERS = (
    "version",
    "lazy",
    "record",
    "toml",
    "source",
    "spelling",
    "urls",
    "forges",
    "anchors",
    "proposals",
    "values",
    "facts",
    "data",
    "model",
    "releases",
    "diagnostic",
    "fingerprints",
    "order",
    "apis",
    "lists",
    "work",
    "languages",
    "includes",
    "generators",
    "shape",
    "markdown",
    "parser",
    "history",
    "rule",
    "addresses",
    "support",
    "platforms",
    "release_tables",
    "inference",
    "upcoming",
    "rules",
    "reserved",
    "files",
    "probe",
    "globs",
    "plugins",
    "presets",
    "layers",
    "selection",
    "config",
    "baseline",
    "directives",
    "suppress",
    "engine",
    "silence",
    "__init__",
    "vcs",
    "discovery",
    "cache",
    "starter",
    "scaffold",
    "switches",
    "report",
    "testing",
    "integrations",
    "cli",
    "__main__",
)

# The only units that know what is not in the standard library; `markdown` alone knows how Markdown is read.
THIRD_PARTY = {
    "markdown": {"pyromark", "frontmatter", "yaml"},
    "values": {"packaging"},
    "config": {"packaging"},
    "switches": {"yaml"},
    "integrations": {"docutils", "lsprotocol", "pygls", "pytest", "sphinx"},
}

# What a rule is not given: it reads documents, never text, and runs where it is told to.
HIDDEN_FROM_RULES = {"markdown", "parser"}


class Import(NamedTuple):
    """One import of a module, wherever in it: at the top, in a function, or for type checkers alone."""

    importer: str
    imported: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def files_by_module() -> dict[str, Path]:
    """Every module of the package under the name that it has once installed."""
    found = {}
    for directory, package in ((ROOT / "roadmap_lint", "roadmap_lint"), (ROOT / "rules", "roadmap_lint.rules")):
        for path in sorted(directory.rglob("*.py")):
            parts = path.relative_to(directory).with_suffix("").parts
            name = ".".join((package, *parts))
            found[name if name == "roadmap_lint.__init__" else name.removesuffix(".__init__")] = path
    return found


MODULES = files_by_module()


def unit(module: str) -> str:
    """The entry of `LAYERS` that a module belongs to: itself, or its package."""
    return module.split(".")[1]


def resolved(name: str) -> str:
    """What an import of a name of ours loads: the module, or the one that defines the name."""
    while name not in MODULES and name != "roadmap_lint":
        name = name.rpartition(".")[0]
    return "roadmap_lint.__init__" if name == "roadmap_lint" else name


def imported_names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def imports_of(module: str) -> list[Import]:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    return [Import(module, name, line) for name, line in imported_names(tree)]


OURS = [
    found._replace(imported=resolved(found.imported))
    for module in MODULES
    for found in imports_of(module)
    if found.imported.split(".")[0] == "roadmap_lint"
]
FOREIGN = [
    found for module in MODULES for found in imports_of(module) if found.imported.split(".")[0] != "roadmap_lint"
]


def told(imports: list[Import]) -> list[str]:
    return [str(found) for found in imports]


def test_every_module_has_its_place_in_the_layers() -> None:
    assert sorted({unit(module) for module in MODULES} - set(LAYERS)) == []


def test_no_place_is_kept_for_a_module_that_is_gone() -> None:
    assert sorted(set(LAYERS) - {unit(module) for module in MODULES}) == []


def test_modules_import_only_from_the_layers_above_them() -> None:
    place = {name: number for number, name in enumerate(LAYERS)}
    upwards = [
        found
        for found in OURS
        if unit(found.imported) != unit(found.importer) and place[unit(found.imported)] > place[unit(found.importer)]
    ]
    assert told(upwards) == []


def test_no_module_imports_itself_by_a_detour() -> None:
    """Inside a package, too, and counting the imports in functions."""
    graph: dict[str, set[str]] = {module: set() for module in MODULES}
    for found in OURS:
        if found.imported != found.importer:
            graph[found.importer].add(found.imported)
    graphlib.TopologicalSorter(graph).prepare()


def test_third_parties_are_known_where_they_are_needed_only() -> None:
    known = sys.stdlib_module_names
    strangers = [
        found
        for found in FOREIGN
        if (top := found.imported.split(".")[0]) not in known and top not in THIRD_PARTY.get(unit(found.importer), ())
    ]
    assert told(strangers) == []


def test_rules_read_documents_and_nothing_below() -> None:
    peeking = [found for found in OURS if unit(found.importer) == "rules" and unit(found.imported) in HIDDEN_FROM_RULES]
    assert told(peeking) == []


def test_rules_do_not_lean_on_each_other() -> None:
    """What two rules share has a place in the library, where packs find it, too."""
    leaning = [
        found
        for found in OURS
        if unit(found.importer) == unit(found.imported) == "rules" and found.importer != "roadmap_lint.rules"
    ]
    assert told(leaning) == []


@pytest.mark.parametrize("directory", ["roadmap_lint", "rules", "tests", "benchmarks", "examples"])
def test_nothing_imports_the_folder_rules(directory: str) -> None:
    """In the checkout `import rules` would work, and give other classes than `roadmap_lint.rules`."""
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sorted((ROOT / directory).rglob("*.py"))
        if ".peers" not in path.parts  # what benchmarks compare with
        for name, line in imported_names(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] == "rules"
    ]
    assert found == []


def test_rules_stand_in_the_order_of_their_codes() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(codes)


def test_codes_and_names_are_taken_once() -> None:
    rules = (*reserved.RULES, *RULES)
    assert len({rule.code for rule in rules}) == len({rule.name for rule in rules}) == len(rules)


def test_every_file_of_rules_is_one_registered_rule_named_after_it() -> None:
    files = {module.rpartition(".")[2] for module in MODULES if module.startswith("roadmap_lint.rules.")}
    assert {rule.__module__.rpartition(".")[2] for rule in RULES} == files
    assert [(rule.name, rule.__module__) for rule in RULES] == [
        (rule.name, f"roadmap_lint.rules.{rule.name.replace('-', '_')}") for rule in RULES
    ]


def modules_after(code: str) -> set[str]:
    """What a fresh interpreter has loaded after some code, besides what it loads to start."""
    program = (
        f"import sys; before = set(sys.modules)\n{code}\nprint(*sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


# Costly, and needed by some runs only: a config, a repository, JSON output, `--diff`, a plugin, a pre-release.
LAZY = {
    "difflib",
    "frontmatter",
    "hashlib",
    "importlib.metadata",
    "json",
    "packaging",
    "subprocess",
    "tomllib",
    "yaml",
}


def test_import_of_the_command_line_loads_no_more_than_it_needs() -> None:
    assert sorted(modules_after("import roadmap_lint.cli") & LAZY) == []


def test_no_module_is_made_of_generated_dataclasses() -> None:
    """Eighty of them took 90 ms of every start (DESIGN.md §2)."""
    assert told([found for found in FOREIGN if found.imported.split(".")[0] == "dataclasses"]) == []


def test_check_without_front_matter_loads_no_yaml(tmp_path: Path) -> None:
    roadmap = tmp_path / "ROADMAP.md"
    roadmap.write_text("# Roadmap\n\n### v2.8 (Q1 2026)\n\n- [ ] A task\n", encoding="utf-8")
    code = f"import roadmap_lint.cli; roadmap_lint.cli.main(['check', '--isolated', '--quiet', {str(roadmap)!r}])"
    assert sorted(modules_after(code) & LAZY) == []


def test_findings_in_text_load_nothing_of_the_other_formats(tmp_path: Path) -> None:
    roadmap = tmp_path / "ROADMAP.md"
    roadmap.write_text("# Roadmap\n\n### v2.8 (Q5 2026)\n\n- [ ] A task\n", encoding="utf-8")
    code = f"import roadmap_lint.cli; roadmap_lint.cli.main(['check', '--isolated', {str(roadmap)!r}])"
    loaded = modules_after(code)
    assert "roadmap_lint.report.text" in loaded
    assert (
        sorted(
            loaded
            & {*LAZY, "xml", "roadmap_lint.fingerprints", "roadmap_lint.cli.places", "roadmap_lint.parser.unread"}
        )
        == []
    )
