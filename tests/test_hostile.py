"""What a hostile repository, a full disk or a closed pipe makes of a run: a clear error and the right status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import inputs
import pytest

from roadmap_lint import Source, engine, files, fix, lint
from roadmap_lint.cli import main

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
        ("a" + ".a" * 50_000 + " = 1", "a key has more than 100 parts"),
        ("x = 1\n" * 200_000, "it is too large"),
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


@pytest.mark.skipif(not Path(TOOL[0]).with_name("roadmap-lint").exists(), reason="the command is not installed")
def test_modules_of_the_repository_do_not_stand_in_for_ours(repository: Path) -> None:
    for name in ("yaml", "frontmatter", "pyromark", "tomllib", "packaging", "json", "roadmap_lint", "acme"):
        (repository / f"{name}.py").write_text("open('executed', 'w').close()\n", encoding="utf-8")
    (repository / "ROADMAP.md").write_text(f"---\ntitle: Acme\n---\n{BAD}", encoding="utf-8")
    (repository / "roadmap-lint.toml").write_text("product = 'Acme'\n", encoding="utf-8")
    done = subprocess.run(
        [str(Path(TOOL[0]).with_name("roadmap-lint")), "check", "--output", "json"],
        cwd=repository,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1, done
    assert "RM111" in done.stdout
    assert not (repository / "executed").exists()


def test_loops_of_links_end(repository: Path) -> None:
    (repository / "docs").mkdir()
    (repository / "docs" / "again").symlink_to(repository)
    (repository / "docs" / "ROADMAP.md").symlink_to("ROADMAP.md")
    done = run(repository, "check", "--fix", ".", "docs/ROADMAP.md")
    assert done.returncode == 2
    assert "docs/ROADMAP.md:1:1: RM011" in done.stdout
    assert "Traceback" not in done.stderr
    assert done.stdout.count("RM111") == 1


def test_what_has_the_name_of_a_roadmap_and_is_no_file(repository: Path) -> None:
    (repository / "docs").mkdir()
    os.mkfifo(repository / "docs" / "ROADMAP.md")
    (repository / "zero").mkdir()
    (repository / "zero" / "ROADMAP.md").symlink_to("/dev/zero")
    done = run(repository, "check", ".", "zero/ROADMAP.md", "docs")
    assert done.returncode == 2
    assert "it is not a regular file" in done.stdout
    assert "RM111" in done.stdout  # the others are checked all the same


@pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="no /proc here")
def test_a_file_that_is_larger_than_it_said(repository: Path) -> None:
    assert Path("/proc/cpuinfo").stat().st_size == 0
    with pytest.raises(files.FileError, match="more than 10 bytes"):
        files.read("/proc/cpuinfo", largest=10)


def test_endless_input_is_refused_and_never_cut(repository: Path) -> None:
    done = run(repository, "check", "--fix", "-", shell="< <(head -c 10000001 /dev/zero)")
    refused(done, "it is too large")
    assert done.stdout == ""


def test_where_a_link_leads_out_of_the_repository_nothing_is_told(repository: Path) -> None:
    def found(target: str) -> str:
        (repository / "ROADMAP.md").write_text(f"{GOOD}\nSee [it]({target}).\n", encoding="utf-8")
        return run(repository, "check", "--output", "json").stdout.replace(target, "TARGET")

    outside = "../" * 30
    there, missing = found(f"{outside}etc/passwd"), found(f"{outside}etc/passwx")
    assert there == missing
    assert found("missing.md") != there.replace("TARGET", "missing.md")  # within, it is told


def test_a_full_disk_leaves_the_document_as_it_was(repository: Path) -> None:
    roadmap = repository / "ROADMAP.md"
    roadmap.write_text(GOOD.replace("Faster", "Fas\0ter"), encoding="utf-8")
    before = roadmap.read_bytes()
    command = ["bash", "-c", 'ulimit -f 0; "$@" 2>&1 | cat; exit "${PIPESTATUS[0]}"', "bash", *TOOL, "check", "--fix"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2, done
    assert "the fixes were not written: it cannot be written" in done.stdout
    assert "Traceback" not in done.stdout
    assert roadmap.read_bytes() == before
    assert sorted(path.name for path in repository.iterdir()) == [".git", "ROADMAP.md"]


def test_a_document_that_somebody_changes_meanwhile_is_left_alone(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    roadmap = repository / "ROADMAP.md"
    roadmap.write_text(GOOD.replace("Faster", "Fas\0ter"), encoding="utf-8")
    made = engine.corrected

    def corrected(*given: Any, **named: Any) -> tuple[str, int]:
        roadmap.write_text("# Written meanwhile\n", encoding="utf-8")
        return made(*given, **named)

    monkeypatch.setattr(engine, "corrected", corrected)
    assert main(["check", "--fix", str(roadmap)]) == 2
    assert "it was changed by somebody else meanwhile: run again" in capsys.readouterr().out
    assert roadmap.read_text(encoding="utf-8") == "# Written meanwhile\n"


@pytest.mark.parametrize("place", ["roadmap_lint.files.read", "roadmap_lint.cli.main"])
def test_an_interrupt_ends_the_run_without_a_traceback(repository: Path, place: str) -> None:
    module, _, name = place.rpartition(".")
    program = (
        "import importlib, os, signal\n"
        f"module = importlib.import_module({module!r})\n"
        f"setattr(module, {name!r}, lambda *given, **named: os.kill(os.getpid(), signal.SIGINT))\n"
        "from roadmap_lint.__main__ import run\n"
        "run()\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, "check", "ROADMAP.md"],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 130, done
    assert "Traceback" not in done.stderr
    assert (repository / "ROADMAP.md").read_text(encoding="utf-8") == BAD


# --------------------------------------------------------------------------------------------------------- concurrency


def test_many_threads_find_what_one_finds() -> None:
    texts = [BAD + f"\n### v3.{number} (Q{number} 2026)\n\n**Status**: Don\n" for number in range(40)]
    program = (
        "import sys, json\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from roadmap_lint import fix, lint\n"
        "texts = json.load(sys.stdin)\n"
        "sys.setswitchinterval(1e-6)\n"
        "with ThreadPoolExecutor(8) as threads:\n"  # the first to ask for anything, so that all is imported at once
        "    found = list(threads.map(lambda text: repr((lint(text), fix(text))), texts))\n"
        "assert found == [repr((lint(text), fix(text))) for text in texts]\n"
        "print(len(found))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout == "40\n", done.stderr


def test_two_fixers_on_one_file_leave_it_fixed(repository: Path) -> None:
    roadmap = repository / "ROADMAP.md"
    broken = GOOD.replace("Faster", "Fas\0ter")
    for _ in range(5):
        roadmap.write_text(broken, encoding="utf-8")
        fixers = [
            subprocess.Popen(
                [*TOOL, "check", "--fix"], cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            for _ in range(3)
        ]
        said = [fixer.communicate(timeout=60)[0] for fixer in fixers]
        assert {fixer.returncode for fixer in fixers} <= {0, 2}, said
        assert all(fixer.returncode == 0 or "run again" in text for fixer, text in zip(fixers, said, strict=True)), said
        assert roadmap.read_text(encoding="utf-8") == GOOD
        assert sorted(path.name for path in repository.iterdir()) == [".git", "ROADMAP.md"]


# --------------------------------------------------------------------------------------------------------------- texts


def test_what_is_nested_too_deeply_to_be_read_is_said() -> None:
    def deep(levels: int) -> str:
        return GOOD + "".join(f"{'  ' * level}- level {level}\n" for level in range(levels))

    assert lint(deep(9)) == ()
    (finding,) = lint(deep(12))
    assert finding.code == "RM011"
    assert "nested too deeply" in finding.message
    assert Source(deep(12)).line_at(finding.span.start) == deep(9).count("\n") + 1


def test_where_the_parser_fails_the_document_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As Rust's panics come to Python."""

    def panics(text: str, **options: object) -> None:
        raise PanicException("index out of bounds")

    monkeypatch.setattr("roadmap_lint.markdown.events.events_with_range", panics)
    (finding,) = lint("---\ntitle: Acme\n---\n" + BAD)
    assert (finding.code, finding.span.start) == ("RM011", len("---\ntitle: Acme\n---\n"))
    assert "please report it (index out of bounds)" in finding.message


@pytest.mark.parametrize("name", inputs.HOSTILE)
def test_texts_that_are_made_to_be_slow(name: str) -> None:
    """That they come to an end; how soon is what benchmarks/growth.py tells."""
    unit = inputs.HOSTILE[name]
    text = unit * 1000 if isinstance(unit, str) else unit(1000)
    found = lint(text)
    assert "RM000" not in {finding.code for finding in found}
    assert fix(fix(text)) == fix(text)


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
