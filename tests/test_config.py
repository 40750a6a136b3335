"""Which config applies to a file: presets, overrides, layers, and where each setting was set."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from commands import BAD, FIXABLE, GOOD, Run, write

from roadmap_lint import Config, ConfigError, lint
from roadmap_lint.config import KEYS
from roadmap_lint.layers import key_lines
from roadmap_lint.presets import PRESETS

LAGGING = "# Acme Roadmap\n\n### v2.8 (Q1 2026)\n\n- End support for Acme v2.6\n"


def codes_of(config: Config) -> set[str]:
    return {rule.code for rule in config.rules}


def option(config: Config, name: str, key: str) -> object:
    return next(getattr(rule, key) for rule in config.rules if rule.name == name)


# ---------------------------------------------------------------------------------------------------------- presets


def test_without_a_preset_the_recommended_rules_run() -> None:
    assert codes_of(Config.default()) == codes_of(Config.from_table({"preset": "recommended"}))
    assert codes_of(Config.default()) == {rule.code for rule in Config.default().catalogue if rule.default}


def test_strict_is_every_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    from roadmap_lint.rules.quarter_order import QuarterOrder

    monkeypatch.setattr(QuarterOrder, "default", False)
    strict = Config.from_table({"preset": "strict"})
    assert codes_of(strict) == {rule.code for rule in strict.catalogue}
    assert "RM101" not in codes_of(Config.default())


def test_links_are_the_rules_about_links() -> None:
    codes = codes_of(Config.from_table({"preset": "links"}))
    assert {"RM501", "RM508", "RM007", "RM008"} <= codes
    assert not {code for code in codes if code[:3] not in ("RM0", "RM5")}


def test_flux_sets_options_and_selects_nothing_of_its_own() -> None:
    flux = Config.from_table({"preset": "flux"})
    assert codes_of(flux) == codes_of(Config.default())
    assert option(flux, "link-anchor", "dialect") == "hugo"
    assert option(flux, "eol-lag", "minors") == 3
    assert codes_of(Config.from_table({"preset": ["links", "flux"]})) == codes_of(
        Config.from_table({"preset": "links"})
    )


def test_of_two_presets_the_later_one_wins() -> None:
    assert codes_of(Config.from_table({"preset": ["links", "strict"]})) == codes_of(
        Config.from_table({"preset": "strict"})
    )


def test_what_the_config_sets_itself_wins_over_its_preset() -> None:
    config = Config.from_table(
        {"preset": "flux", "select": ["RM2", "RM5"], "rules": {"eol-lag": {"minors": 2}}, "ignore": ["RM203"]}
    )
    assert option(config, "eol-lag", "minors") == 2
    assert option(config, "link-anchor", "dialect") == "hugo"
    assert {code[:3] for code in codes_of(config)} == {"RM2", "RM5"}
    assert "RM203" not in codes_of(config)
    assert "RM201" in codes_of(Config.from_table({"preset": "links", "extend-select": ["RM201"]}))


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_names_rules_and_options_that_exist(name: str) -> None:
    config = Config.from_table({"preset": name, "extend-select": ["ALL"]})
    for rule, options in PRESETS[name].options.items():
        assert {option(config, rule, key.replace("-", "_")) for key in options} == {*options.values()}


# -------------------------------------------------------------------------------------------------------- overrides


OVERRIDES = """\
product = "Acme"
ignore = ["RM106"]

[rules.eol-lag]
minors = 2

[[overrides]]
files = ["old/*.md"]
ignore = ["RM2"]
extend-select = ["RM106"]

[[overrides]]
files = ["old/widget.md"]
product = "Widget"
released = ["0.9"]
severity = { RM106 = "error" }

[overrides.rules.eol-lag]
minors = 4
"""


@pytest.fixture
def config(run: Run) -> Config:
    write(OVERRIDES, "roadmap-lint.toml")
    return Config.discover(".")


def test_an_override_applies_to_its_files_only(config: Config) -> None:
    assert "RM201" in codes_of(config)
    assert config.for_path("ROADMAP.md") is config
    old = config.for_path("old/roadmap.md")
    assert "RM201" not in codes_of(old)
    assert "RM106" in codes_of(old), "an override wins over the config"
    assert old.project.product == "Acme"


def test_several_overrides_apply_in_their_order(config: Config) -> None:
    widget = config.for_path(Path("old/widget.md").absolute()).with_selection(extend=["RM201"])
    assert widget.project.product == "Widget"
    assert widget.project.released == ("0.9",)
    assert str(widget.severities["RM106"]) == "error"
    assert option(widget, "eol-lag", "minors") == 4
    assert "RM202" not in codes_of(widget)


def test_the_config_of_a_file_has_its_overrides_applied(config: Config) -> None:
    write(GOOD, "old/widget.md")
    assert Config.discover("old/widget.md").project.product == "Widget"
    assert Config.discover("old").project.product == "Acme"


def test_the_command_line_wins_over_an_override(run: Run, config: Config) -> None:
    write(LAGGING.replace("v2.6", "v2.7"), "old/roadmap.md")
    assert run("check", "old/roadmap.md") == 0
    assert run("check", "old/roadmap.md", "--extend-select", "RM201") == 1
    assert run("check", "old/roadmap.md", "--select", "RM201", "--severity", "RM201=note") == 0


def test_check_gives_each_file_its_config(run: Run, config: Config) -> None:
    write(FIXABLE, "ROADMAP.md")
    write(FIXABLE, "old/roadmap.md")
    assert run("check") == 1
    assert run.out.count("RM106") == 1
    assert "old/roadmap.md:5:13: RM106" in run.out.replace("\\", "/")


def test_patterns_reach_below_directories(run: Run) -> None:
    for pattern in (
        "docs/old",
        "docs/old/",
        "./docs/old",
        "docs/old/*",
        "docs/**",
        "old",
        "**/old/*.md",
        "*.md",
        "x.md",
    ):
        config = Config.from_table({"overrides": [{"files": [pattern], "product": "Old"}]})
        assert config.for_path("docs/old/x.md").project.product == "Old", pattern
    for pattern in ("docs/o", "old.md", "docs/old/x", "x", "/", ""):
        config = Config.from_table({"overrides": [{"files": [pattern], "product": "Old"}]})
        assert config.for_path("docs/old/x.md").project.product is None, pattern


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[overrides]]\nignore = ["RM1"]', "roadmap-lint.toml:1: override 1 needs 'files'"),
        ('[[overrides]]\nfiles = "x.md"', "roadmap-lint.toml:2: 'files' takes a list of texts, not 'x.md'"),
        (
            '[[overrides]]\nfiles = ["a"]\n[[overrides]]\nfiles = ["x.md"]\nignor = ["RM1"]',
            "roadmap-lint.toml:5: unknown key 'ignor' in override 2; did you mean 'ignore'?",
        ),
        (
            '[[overrides]]\nfiles = ["x.md"]\npaths = ["y"]',
            "roadmap-lint.toml:3: 'paths' cannot be set in override 1: it is for all files",
        ),
        (
            '[[overrides]]\nfiles = ["x.md"]\nignore = ["eol-lga"]',
            "roadmap-lint.toml:3: 'ignore': there is no rule 'eol-lga'; did you mean 'eol-lag'?",
        ),
        (
            '[rules.eol-lag]\nminors = 2\n[[overrides]]\nfiles = ["x.md"]\n[overrides.rules.eol-lag]\nminors = "2"',
            "roadmap-lint.toml:6: rule eol-lag: option 'minors' takes a whole number above 0, not '2'",
        ),
        ("[overrides]\nfiles = []", "roadmap-lint.toml:1: 'overrides' takes a list of tables, each written [["),
        ('preset = "strikt"', "roadmap-lint.toml:1: there is no preset 'strikt'; did you mean 'strict'?"),
        ('preset = ["strict", "acme"]', "there is no preset 'acme' (known: recommended, strict, links, flux)"),
        ("preset = 1", "roadmap-lint.toml:1: 'preset' takes a text or a list of texts, not 1"),
        ("preset = [1.0]", "'preset' takes a text or a list of texts, not [1.0]"),
    ],
)
def test_what_is_wrong_in_presets_and_overrides_is_said(run: Run, text: str, message: str) -> None:
    write(GOOD)
    write(text, "roadmap-lint.toml")
    assert run("check") == 2
    assert message in run.err
    with pytest.raises(ConfigError):
        Config.load("roadmap-lint.toml")


# ------------------------------------------------------------------------------------------- the version it needs


@pytest.mark.parametrize("required", [">=0", "<99", ">=0.0.1,<99", "!=77"])
def test_a_config_for_this_version_is_read(required: str) -> None:
    assert Config.from_table({"required-version": required}).rules


def test_a_config_for_another_version_is_refused_whatever_else_it_holds(run: Run) -> None:
    from roadmap_lint import __version__

    write(GOOD)
    write('key-of-tomorrow = 1\nrequired-version = ">=99"', "roadmap-lint.toml")
    assert run("check") == 2
    said = f"roadmap-lint.toml:2: this config is for roadmap-lint >=99, and this is roadmap-lint {__version__}\n"
    assert run.err.endswith(said)
    write('required-version = "two"', "roadmap-lint.toml")
    assert run("check") == 2
    assert "roadmap-lint.toml:1: 'required-version' takes versions such as \">=0.2\", not 'two'" in run.err


# ------------------------------------------------------------------------------------------------ the command line


def test_severities_come_from_the_command_line(run: Run) -> None:
    write(BAD)
    write('[severity]\nRM111 = "warning"', "roadmap-lint.toml")
    assert run("check", "--severity", "period-malformed=note") == 0
    assert "RM111 period-malformed note" in run.out
    assert run("check", "--severity", "RM1=note,RM111=error") == 1
    assert "RM111 period-malformed error" in run.out


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("RM111", "--severity RM111: give a rule and its severity, such as eol-lag=warning"),
        ("RM111=fatal", "'severity.RM111' takes one of note, warning, error, not 'fatal'"),
        ("eol-lga=note", "'severity': there is no rule 'eol-lga'; did you mean 'eol-lag'?"),
    ],
)
def test_a_wrong_severity_is_a_usage_error(run: Run, given: str, message: str) -> None:
    write(GOOD)
    assert run("check", "--severity", given) == 2
    assert run.err == f"roadmap-lint: error: {message}\n"


def test_the_more_exact_severity_wins_in_any_order() -> None:
    for keys in (["RM1", "RM111"], ["RM111", "RM1"]):
        config = Config.from_table({"severity": {key: "error" if key == "RM111" else "note" for key in keys}})
        assert str(config.severities["RM111"]) == "error"
        assert str(config.severities["RM101"]) == "note"


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        (BAD, ["ROADMAP.md"], 0),
        (FIXABLE, ["ROADMAP.md", "--diff"], 0),
        (BAD, ["ROADMAP.md", "missing.md"], 2),
        (BAD, ["--today", "soon"], 2),
    ],
)
def test_exit_zero_is_about_findings_only(run: Run, text: str, arguments: list[str], status: int) -> None:
    write(text)
    assert run("check", "--exit-zero", *arguments) == status


# -------------------------------------------------------------------------------------------------- config FILE


def test_config_says_where_each_setting_was_set(run: Run, config: Config) -> None:
    assert run("config", "old/widget.md") == 0
    lines = [" ".join(line.split()) for line in run.out.splitlines()]
    assert f"config of old/widget.md: {Path('roadmap-lint.toml').absolute()}" in lines
    assert "preset 'recommended' (the default)" in lines
    assert "paths (default)" in lines
    at = lines.index("product 'Acme' roadmap-lint.toml:1")
    assert lines[at + 1] == "'Widget' roadmap-lint.toml:14 (override 2)"
    severity, chosen = "roadmap-lint.toml:16 (override 2)", "extend-select, roadmap-lint.toml:10 (override 1)"
    assert f"RM106 status-unknown error ({severity}) ({chosen})" in lines
    assert "RM201 eol-lag (ignore, roadmap-lint.toml:9 (override 1))" in lines
    assert run("config", "ROADMAP.md") == 0
    assert "minors = 2 (roadmap-lint.toml:5)" in " ".join(run.out.split())
    assert "2, none of them for this path" in run.out


def test_config_says_what_a_preset_and_the_command_line_set(run: Run) -> None:
    write('[tool.roadmap-lint]\npreset = ["links", "flux"]\nignore = ["RM501"]', "pyproject.toml")
    assert run("config") == 0
    assert "dialect = 'hugo'  (preset flux, pyproject.toml:2)" in run.out
    assert "RM201 eol-lag (not in preset links, pyproject.toml:2)" in run.out
    assert "RM501 link-malformed (ignore, pyproject.toml:3)" in run.out
    assert run("config", "--select", "RM501", "--severity", "RM5=note") == 0
    assert "RM501 link-malformed note (the command line)  (select, the command line)" in run.out
    assert "RM502 link-empty (not in select, the command line)" in run.out


def test_config_prints_the_schema_of_configs(run: Run) -> None:
    write('product = "Acme"', "roadmap-lint.toml")
    assert run("config", "--schema") == 0
    schema = json.loads(run.out)
    assert schema["properties"]["rules"]["properties"]["link-anchor"]["properties"]["dialect"]["default"] == "github"


def test_config_says_which_key_turns_a_rule_off(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from roadmap_lint.rules.quarter_order import QuarterOrder

    monkeypatch.setattr(QuarterOrder, "default", False)
    assert run("config") == 0
    assert "\n  RM101 quarter-order (opt-in)\n" in run.out
    write('select = ["RM1", "RM5"]\nignore = ["RM10", "RM5"]', "roadmap-lint.toml")
    assert run("config") == 0
    assert "  RM101 quarter-order (ignore, roadmap-lint.toml:2)\n" in run.out
    assert "  RM201 eol-lag (not in select, roadmap-lint.toml:1)\n" in run.out


def test_the_lines_of_keys_are_found() -> None:
    lines = key_lines(
        '# [a]\n[tool."roadmap-lint"]\nselect = [\n  "RM1",\n]\r\n"rules".eol-lag.minors = 2 # x = 1\n'
        "[[tool.roadmap-lint.overrides]] # one\nfiles = []\n[[tool.roadmap-lint.overrides]]\n"
        "[tool.roadmap-lint.overrides.rules.x]\n  'minors' = 3\n"
    )
    base = ("tool", "roadmap-lint")
    assert lines[base] == 2
    assert lines[*base, "select"] == 3
    assert lines[*base, "rules", "eol-lag", "minors"] == 6
    assert lines[*base, "overrides", "0", "files"] == 8
    assert lines[*base, "overrides", "1"] == 9
    assert lines[*base, "overrides", "1", "rules", "x", "minors"] == 11


def test_every_key_of_the_config_has_a_form_that_is_known() -> None:
    from roadmap_lint.config import FORMS

    assert {key.form for key in KEYS.values()} <= {*FORMS}


# -------------------------------------------------------------------------------------------------------- discovery


@pytest.fixture
def repository(run: Run) -> Run:
    Path(".git").rmdir()
    subprocess.run(["git", "init", "-q"], check=True)
    return run


def test_what_git_ignores_is_not_found(repository: Run) -> None:
    write(GOOD, "ROADMAP.md")
    write(BAD, "public/roadmap.md")
    write(BAD, "docs/drafts/roadmap.md")
    write("public/\n", ".gitignore")
    write("drafts\n", "docs/.gitignore")
    assert repository("check") == 0
    assert repository.out.startswith("1 file checked")
    assert repository("check", "docs", "ROADMAP.md") == 2
    assert repository("check", "public/roadmap.md") == 1, "what is named is checked"


def test_a_tracked_file_is_found_whatever_git_ignores(repository: Run) -> None:
    write(BAD, "public/roadmap.md")
    write("public/\n", ".gitignore")
    subprocess.run(["git", "add", "-f", "public/roadmap.md"], check=True)
    assert repository("check") == 1


def test_names_that_look_like_patterns_or_options_are_names(repository: Run) -> None:
    for name in ("roadmap*.md", "-roadmap.md", "road map\nroadmap.md", ":(top)roadmap.md"):
        write(GOOD, name)
    write("roadmap[*].md\n", ".gitignore")
    assert repository("check") == 0
    assert repository.out.startswith("3 files checked")


def test_git_runs_nothing_that_the_repository_configures(repository: Run) -> None:
    write(GOOD)
    hook = Path("hook.sh").absolute()
    hook.write_text(f"#!/bin/sh\ntouch {hook.with_name('ran')}\n")
    hook.chmod(0o755)
    subprocess.run(["git", "config", "core.fsmonitor", str(hook)], check=True)
    subprocess.run(["git", "add", "ROADMAP.md"], check=True)
    hook.with_name("ran").unlink(missing_ok=True)
    assert repository("check") == 0
    assert not hook.with_name("ran").exists()


def test_in_a_submodule_patterns_count_all_the_same(repository: Run) -> None:
    write(GOOD, "sub/roadmap.md")
    write(BAD, "public/roadmap.md")
    write("public/\n", ".gitignore")
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.c"]
    subprocess.run(["git", "-C", "sub", "init", "-q"], check=True)
    subprocess.run(["git", "-C", "sub", "add", "."], check=True)
    subprocess.run(["git", *identity, "-C", "sub", "commit", "-q", "-m", "A roadmap"], check=True)
    subprocess.run(["git", "-c", "advice.addEmbeddedRepo=false", "add", "sub"], check=True, stderr=subprocess.DEVNULL)
    assert repository("check") == 0
    assert repository.out.startswith("1 file checked")


def test_without_git_every_roadmap_is_found(repository: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(BAD, "public/roadmap.md")
    write("public/\n", ".gitignore")
    monkeypatch.setenv("PATH", "")
    assert repository("check") == 1


def test_a_nearer_config_excludes_explicitly_named_files_too(run: Run) -> None:
    write(BAD, "docs/old/roadmap.md")
    write('exclude = ["old"]', "docs/roadmap-lint.toml")
    assert run("check", "docs/old/roadmap.md") == 0
    assert run.err == "roadmap-lint: excluded by the config: docs/old/roadmap.md\n"


def test_the_library_finds_what_the_command_line_finds(run: Run, config: Config) -> None:
    write(FIXABLE, "old/roadmap.md")
    assert [finding.code for finding in lint(FIXABLE, config=Config.discover("old/roadmap.md"))] == ["RM106"]
    assert lint(FIXABLE, config=Config.discover("ROADMAP.md")) == ()


def test_errors_of_a_config_without_a_file_name_none(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        Config.from_table({}).below("baseline", "../known.json")
    assert str(refused.value) == "'baseline' names ../known.json, which is not below the directory of the config"


def test_a_directory_is_no_config(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        Config.load(tmp_path)
    assert str(refused.value) == f"{tmp_path}: the config cannot be read: it is a directory: name a file"
