"""What a hostile repository, a full disk or a closed pipe makes of a run: a clear error and the right status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from roadmap_lint import fix, lint

GOOD = "# Acme Roadmap\n\n### v2.8 (Q1 2026)\n\n- [ ] Faster builds\n"
BAD = GOOD.replace("Q1", "Q5")
TOOL = [sys.executable, "-P", "-m", "roadmap_lint"]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "ROADMAP.md").write_text(BAD, encoding="utf-8")
    return tmp_path


def run(repository: Path, *arguments: str, shell: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The tool as a process of its own; `shell` says what else stands on its command line."""
    command: list[str] | str = [*TOOL, *arguments]
    if shell:
        command = ["bash", "-o", "pipefail", "-c", f'"$@" {shell}', "bash", *TOOL, *arguments]
    return subprocess.run(
        command,
        cwd=repository,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], message: str) -> None:
    assert done.returncode == 2, done
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "internal fault" not in done.stderr


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("severity = {eol-lag = []}", "'severity.eol-lag' takes one of"),
        ("[[tool]]\nx = 1", "unknown key 'tool'"),
        (f"product = {'9' * 5000}", "the config is not valid TOML"),
        (f"[rules.eol-lag]\nminors = 0x{'f' * 20_000}", "option 'minors' takes a whole number above 0"),
        ("rules = {eol-lag = {self = 1}}", "rule eol-lag has no option 'self'"),
        ("plugins = ['os']", "plugin 'os' is not installed"),
        ("a = " + "[" * 5000, "the config is not valid TOML"),
        ("paths = ['../ROADMAP.md']", "'paths' names ../ROADMAP.md, which is not below the directory of the config"),
        ("paths = ['/etc/passwd']", "'paths' names /etc/passwd, which is not below"),
    ],
)
def test_a_hostile_config(repository: Path, config: str, message: str) -> None:
    (repository / "roadmap-lint.toml").write_text(config, encoding="utf-8")
    refused(run(repository, "check"), message)


def test_a_config_that_is_no_file(repository: Path) -> None:
    os.mkfifo(repository / "fifo")
    refused(run(repository, "check", "--config", "fifo"), "it is not a regular file")
    refused(run(repository, "check", "--config", "/dev/zero"), "it is not a regular file")
    (repository / "roadmap-lint.toml").write_bytes(b"product = 'A\xe4'")
    refused(run(repository, "check"), "the config is not UTF-8")


def test_a_config_with_a_byte_order_mark(repository: Path) -> None:
    (repository / "roadmap-lint.toml").write_bytes(b"\xef\xbb\xbfignore = ['RM111']\n")
    assert run(repository, "check").returncode == 0


def test_a_module_of_the_repository_is_never_imported(repository: Path) -> None:
    (repository / "evil.py").write_text("open('executed', 'w').close()\nRULES = ()\n", encoding="utf-8")
    (repository / "roadmap-lint.toml").write_text("plugins = ['evil']", encoding="utf-8")
    refused(run(repository, "check", PYTHONPATH=""), "plugin 'evil' is not installed")
    assert not (repository / "executed").exists()


def test_a_link_that_leaves_the_directory_is_not_found(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "ROADMAP.md"
    outside.write_text(BAD.replace("Faster", "Fas\0ter"), encoding="utf-8")
    (repository / "docs").mkdir()
    (repository / "docs" / "ROADMAP.md").symlink_to(outside)
    done = run(repository, "check", "--fix")
    assert "docs" not in done.stdout
    assert "\0" in outside.read_text(encoding="utf-8")


def test_the_same_file_by_two_names_is_checked_once(repository: Path) -> None:
    done = run(repository, "check", "ROADMAP.md", f"../{repository.name}/ROADMAP.md")
    assert "1 file checked" in done.stdout


@pytest.mark.parametrize("columns", ["²", "9" * 5000, "1", "-4", ""])
def test_any_width_of_a_terminal(repository: Path, columns: str) -> None:
    done = run(repository, "check", "--help", COLUMNS=columns)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk(repository: Path) -> None:
    refused(run(repository, "check", shell="> /dev/full"), "the output cannot be written")


def test_closed_streams(repository: Path) -> None:
    refused(run(repository, "check", shell=">&-"), "standard output is closed")
    refused(run(repository, "check", "-", shell="<&-"), "standard input is closed")
    assert run(repository, "check", "missing.md", shell="2>&-").returncode == 2


def test_a_reader_that_has_seen_enough_does_not_turn_errors_into_success(repository: Path) -> None:
    (repository / "ROADMAP.md").write_text(BAD + BAD.partition("\n")[2] * 3000, encoding="utf-8")
    done = run(repository, "check", shell="| head -1")
    assert done.returncode in (1, 141)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["a\x1b[31m.md", "a\n::error::.md", "\udcff.md", "-x.md", "ü 道.md"])
def test_names_of_files_do_not_reach_the_terminal_raw(repository: Path, name: str) -> None:
    (repository / os.fsdecode(os.fsencode(name))).write_text(BAD, encoding="utf-8")
    done = run(repository, "check", "--", name)
    assert done.returncode == 1
    assert "RM111" in done.stdout
    assert not {"\x1b", "\udcff"} & set(done.stdout + done.stderr)
    assert not any(line.startswith("::error") for line in done.stdout.splitlines())


def test_quoted_text_is_safe_in_messages_of_the_library() -> None:
    (finding,) = lint("# Acme\n\n### v2.8 (Q5\u2028 2026)\n") or lint("# Acme\n\n### v2.8 (Q5 2026)\n")
    assert finding.message.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "---\na: &a [*a]\n---\n" + BAD,
        "---\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(9)) + "---\n",
        "---\nx: !!python/object/apply:os.system ['touch executed']\n---\n",
        "---\nt: " + "[x, " * 3000 + "\n---\n",
        "---\nt: " + "9" * 50_000 + "\n---\n",
        "+++\nt = " + "9" * 50_000 + "\n+++\n",
        "> " * 5000 + "x",
        "- " * 5000 + "x",
        "[" * 20_000,
        "**a " * 5000,
        "`" * 20_000 + "a",
        "<!--" * 20_000,
        "{{<" * 20_000,
        "| a " * 5000 + "\n" + "| - " * 5000 + "\n",
        "#" * 20_000,
        "# A\n" + "".join(f"[x y][{'a' * 900}{n}]\n\n[{'b' * 900}{n}]: https://a.b/\n\n" for n in range(9)),
    ],
    ids=range(16),
)
def test_texts_that_break_parsers(text: str) -> None:
    found = lint(text)
    assert all(0 <= finding.span.start <= finding.span.end <= len(text) for finding in found)
    assert "RM000" not in {finding.code for finding in found}
    assert fix(fix(text)) == fix(text)
