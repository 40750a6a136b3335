"""`init`, shell completion and help: what a newcomer meets first."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from commands import GOOD, Run, write
from environments import ROOT
from hypothesis import given
from hypothesis import strategies as st

from roadmap_lint import Config, lint
from roadmap_lint.cli import parsers
from roadmap_lint.config import KEYS
from roadmap_lint.presets import PRESETS
from roadmap_lint.starter import config_text, product_name, roadmap_text

# ------------------------------------------------------------------------------------------------------------- init


def test_init_writes_a_config_that_can_be_used(run: Run) -> None:
    assert run("init") == 0
    assert (run.out, run.err) == ("", "roadmap-lint: roadmap-lint.toml is written\n")
    assert run("config") == 0
    assert "preset           'recommended'" in run.out
    assert not Path("ROADMAP.md").exists()


@pytest.mark.parametrize("preset", PRESETS)
def test_init_writes_a_roadmap_that_passes_its_own_check(run: Run, preset: str) -> None:
    assert run("init", "--roadmap", "--preset", preset, "--today", "2026-11-22") == 0
    assert "### v0.2 (Q1 2027)" in Path("ROADMAP.md").read_text()
    assert run("check", "--today", "2026-11-22", "--fail-on", "note") == 0
    assert run.out == "1 file checked: 3 milestones, 3 tasks, nothing to report\n"


@given(st.dates(date(2024, 1, 1), date(2098, 12, 31)), st.text(max_size=20))
def test_the_first_roadmap_is_clean_on_any_day_for_any_directory(today: date, directory: str) -> None:
    strict = Config.from_table({"preset": "strict"})
    assert lint(roadmap_text(product_name(directory), today), config=strict, today=today) == ()


@pytest.mark.parametrize(
    "directory", ["done", "Completed", "v", "Q", "deprecated", "Goals", "TBA", "RFC", "Milestones"]
)
def test_a_directory_may_have_any_word_for_a_name(directory: str) -> None:
    text = roadmap_text(product_name(directory), date(2026, 5, 1))
    assert lint(text, config=Config.from_table({"preset": "strict"}), today=date(2026, 5, 1)) == ()


@pytest.mark.parametrize(
    ("directory", "name"),
    [("acme", "acme"), ("acme-widgets", "acme-widgets"), ("v2.8", "Project"), ("", "Project"), ("a\x1bb", "Project")],
)
def test_the_product_is_called_after_the_directory(directory: str, name: str) -> None:
    assert product_name(directory) == name


def test_every_key_is_shown_and_every_sample_can_be_used(tmp_path: Path) -> None:
    text = config_text("Acme")
    shown = re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)
    path = tmp_path / "roadmap-lint.toml"
    path.write_text(shown, encoding="utf-8")
    config = Config.load(path)
    assert config.layers[0].table.keys() == KEYS.keys()
    assert config.project.product == "Acme"
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("name", ["roadmap-lint.toml", ".roadmap-lint.toml", "ROADMAP.md"])
def test_init_overwrites_nothing(run: Run, name: str) -> None:
    write("kept", name)
    before = sorted(Path().iterdir())
    assert run("init", "--roadmap") == 2
    assert run.err == f"roadmap-lint: error: {name} exists already: nothing was written\n"
    assert sorted(Path().iterdir()) == before
    assert Path(name).read_text() == "kept"


def test_init_hides_no_config_of_a_pyproject(run: Run) -> None:
    write("[tool.roadmap-lint]\n", "pyproject.toml")
    assert run("init") == 2
    assert "pyproject.toml holds a config already ([tool.roadmap-lint]): nothing was written" in run.err
    write("[tool.other]\n", "pyproject.toml")
    assert run("init") == 0


def test_init_can_print_instead(run: Run) -> None:
    assert run("init", "--stdout", "--preset", "flux") == 0
    assert '\npreset = "flux"\n' in run.out
    assert run("init", "--stdout", "--roadmap", "--today", "2026-02-01") == 0
    assert "### v0.1 (Q1 2026)" in run.out
    assert [path.name for path in Path().iterdir()] == [".git"]
    assert run("init", "--roadmap", "--today", "soon") == 2
    assert "--today soon: give a day such as" in run.err


# ------------------------------------------------------------------------------------------------------- completion


def completed(run: Run, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    assert run("completion", "bash") == 0
    listed = " ".join(f"'{word}'" for word in words)
    show = "printf '%s\\n' \"${COMPREPLY[@]}\""
    program = f"{run.out}\nCOMP_WORDS=({listed}) COMP_CWORD={len(words) - 1}\n_roadmap_lint\n{show}"
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["comp"], ["completion"]),
        (["check", "--unsa"], ["--unsafe-fixes"]),
        (["check", "--output", "js"], ["json"]),
        (["check", "--output", "=", "js"], ["json"]),
        (["check", "--color", "="], ["auto", "always", "never"]),
        (["check", "--fix", "--select", "eol-l"], ["eol-lag"]),
        (["check", "--severity", "eol-lag=w"], ["eol-lag=warning"]),
        (["explain", "RM20"], ["RM201", "RM202", "RM203", "RM204"]),
        (["check", "docs/"], []),
        (["check", "--config", "x"], []),
        (["init", "--preset", "fl"], ["flux"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_bash_completes(run: Run, words: list[str], offered: list[str]) -> None:
    assert completed(run, "roadmap-lint", *words) == offered


def test_every_command_and_every_option_is_completed(run: Run) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert run("completion", shell) == 0
        for name, _, parser in parsers():
            assert name in run.out
            for flag in parser._option_string_actions:
                assert (flag if shell != "fish" else flag.lstrip("-")) in run.out


def test_the_scripts_can_be_read_by_their_shells(run: Run) -> None:
    import shutil

    for shell in ("bash", "zsh", "fish"):
        assert run("completion", shell) == 0
        if shutil.which(shell):
            subprocess.run([shell, "-n"], input=run.out, text=True, check=True)
        assert run.out.count("'") % 2 == 0


def test_the_line_of_bash_in_the_docs_switches_completion_on() -> None:
    (line,) = re.findall(r"^\| bash \| `(.+?)` \|", (ROOT / "docs" / "index.md").read_text(encoding="utf-8"), re.M)
    command = f'roadmap-lint() {{ "{sys.executable}" -m roadmap_lint "$@"; }}\n{line}\ncomplete -p roadmap-lint'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "complete -o default -F _roadmap_lint roadmap-lint\n"


def test_of_another_shell_the_known_ones_are_named(run: Run) -> None:
    assert run("completion", "tcsh") == 2
    assert "bash" in run.err


# ------------------------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("command", [name for name, _, _ in parsers()])
def test_help_fits_a_screen(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    write(GOOD)
    assert run(command, "--help") == 0
    lines = run.out.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 98
