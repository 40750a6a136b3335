"""`check --jobs`: several processes say what one says, in the same order, and end with the one that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commands import BAD, FIXABLE, GOOD, Run, write

from roadmap_lint.report import FORMATS

NAMES = tuple(f"part{number:02}/ROADMAP.md" for number in range(20))

# What the tool is started with where no process is forked: as on macOS and Windows.
WITHOUT_FORK = "from roadmap_lint.cli import many\nmany.forks = lambda: False"
# Where the document that is to be the last one of a worker is read, by its path.
AT = "part05"


def project() -> None:
    for number, name in enumerate(NAMES):
        write(GOOD.replace("Faster builds", f"Faster builds of part {number}"), name)
    write(BAD, NAMES[3])
    write(FIXABLE + "\n- [x] Read [the guide](guide.md)\n", NAMES[7])
    write("\0" * 10 + "\udcff", NAMES[9])


def started(*arguments: str, before: str = "pass", **options: object) -> subprocess.Popen[str]:
    """The tool as a process of its own, after some code."""
    program = f"{before}\nfrom roadmap_lint.__main__ import run\nif __name__ == '__main__': run()\n"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        **options,  # type: ignore[call-overload]
    )


def finished(*arguments: str, before: str = "pass") -> tuple[int, str, str]:
    process = started(*arguments, before=before)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def when_it_is_checked(code: str) -> str:
    """Code that a worker runs in the place of checking the document at `AT`."""
    return (
        "import os, signal\n"
        "from roadmap_lint import engine\n"
        "check = engine.check\n"
        "def instead(text, **named):\n"
        f"    if named['path'].startswith({AT!r}):\n"
        f"        {code}\n"
        "    return check(text, **named)\n"
        "engine.check = instead\n"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(run: Run, name: str) -> None:
    project()
    arguments = ("check", "--no-cache", "--output", name, "--statistics", "--today", "2026-11-22")
    status = run(*arguments, "--jobs", "1")
    said = run.out, run.err
    for jobs in ("2", "7", "auto"):
        assert run(*arguments, "--jobs", jobs) == status
        assert (run.out, run.err) == said


def test_new_processes_say_the_same(run: Run) -> None:
    project()
    write('[[overrides]]\nfiles = ["part03"]\nseverity = {period-malformed = "note"}\n', "roadmap-lint.toml")
    arguments = ("check", "--no-cache", "--config", "roadmap-lint.toml", "--ignore", "link-file")
    run(*arguments, "--jobs", "1")
    assert "note" in run.out
    status, out, err = finished(*arguments, "--jobs", "2", before=WITHOUT_FORK)
    assert (status, out, err) == (2, run.out, "")


def test_new_processes_import_nothing_of_the_directory(run: Run) -> None:
    """Python puts it on the path of a process that is started to run a text."""
    project()
    for name in ("multiprocessing", "pickle", "struct", "roadmap_lint", "signal", "selectors", "tempfile"):
        write(f"open({f'ran-{name}'!r}, 'w').close()\n", f"{name}.py")
    script = Path(sys.executable).with_name("roadmap-lint")
    write(f"{WITHOUT_FORK}\nfrom roadmap_lint.__main__ import run\nif __name__ == '__main__': run()\n", "tool/start")
    command = [sys.executable, "tool/start"] if script.exists() else [sys.executable, "-P", "tool/start"]
    done = subprocess.run(
        [*command, "check", "--no-cache", "--jobs", "2"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    assert "20 files checked" in done.stdout or "19 files checked" in done.stdout
    assert [path.name for path in Path().iterdir() if path.name.startswith("ran-")] == []


def test_fixes_and_baselines_are_those_of_one_process(run: Run) -> None:
    project()
    run("check", "--no-cache", "--diff", "--jobs", "1")
    expected = run.out
    run("check", "--no-cache", "--diff", "--jobs", "3")
    assert run.out == expected
    run("check", "--no-cache", "--fix", "--jobs", "3")
    assert "In Progress" in Path(NAMES[7]).read_text(encoding="utf-8")
    os.unlink(NAMES[9])
    run("baseline")
    assert (
        run("check", "--no-cache", "--jobs", "3", "--baseline", ".roadmap-lint-baseline.json", NAMES[3], NAMES[7]) == 0
    )
    assert "in the baseline" in run.out


def test_the_cache_keeps_what_processes_found(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    project()
    run("check", "--jobs", "2")
    expected = run.out
    monkeypatch.setattr("roadmap_lint.engine.check", None)  # whoever checks anything fails
    run("check", "--jobs", "2")
    assert run.out == expected


@pytest.mark.parametrize("jobs", ["0", "00", "-1", "-2", "1.5", "many", "99999", "", "²"])
def test_a_number_of_processes_that_is_none(run: Run, jobs: str) -> None:
    assert run("check", "--jobs", jobs) == 2
    assert f"argument --jobs: give a number from 1 to 256, or 'auto', not '{jobs}'\n" in run.err


def test_few_files_start_no_process(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project()
    monkeypatch.setitem(sys.modules, "roadmap_lint.cli.workers", None)
    run("check", "--no-cache")
    assert "files checked" in run.out


# ------------------------------------------------------------------------------------------------- what ends processes


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_a_worker_that_is_killed_costs_one_document(run: Run) -> None:
    project()
    killed = when_it_is_checked("os.kill(os.getpid(), signal.SIGKILL)")
    status, out, err = finished("check", "--no-cache", "--jobs", "2", before=killed)
    assert status == 3
    assert f"{NAMES[5]}:1:1: RM000 rule-crashed error this file was not checked: " in out
    assert "was ended by SIGKILL; '--jobs 1' checks one after the other" in out
    assert out.count("SIGKILL") == 1
    assert "RM111" in out
    assert err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_where_every_worker_is_killed_the_documents_are_named(run: Run) -> None:
    project()
    killed = (
        when_it_is_checked("pass")
        .replace(f".startswith({AT!r})", ".startswith('part')")
        .replace("        pass\n", "        os.kill(os.getpid(), signal.SIGKILL)\n")
    )
    status, out, err = finished("check", "--no-cache", "--jobs", "3", before=killed)
    assert status == 3
    assert all(f"{name}:1:1: RM000" in out for name in NAMES if name != NAMES[9])
    assert err == ""


def test_a_fault_in_a_worker_is_told_as_one_of_ours(run: Run) -> None:
    project()
    status, out, err = finished(
        "check", "--no-cache", "--jobs", "2", before=when_it_is_checked("raise AssertionError('no such luck')")
    )
    assert status == 3
    assert err == "roadmap-lint: internal fault, please report it: WorkerError: AssertionError: no such luck\n"
    assert out == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
@pytest.mark.parametrize("start", ["pass", WITHOUT_FORK])
def test_an_interrupt_ends_all_processes_at_once(run: Run, start: str) -> None:
    project()
    hangs = when_it_is_checked("(os.write(2, b'ready\\n'), signal.pause())")
    if start != "pass":  # a new process does not know what this one put in the place of checking
        hangs = (
            "import os, signal\nfrom roadmap_lint.cli import workers\n"
            "def hang(pipes):\n    os.write(2, b'ready\\n')\n    signal.pause()\n"
            "workers.wait = hang\n"
        )
    process = started("check", "--no-cache", "--jobs", "2", before=f"{start}\n{hangs}", start_new_session=True)
    assert process.stderr is not None
    assert process.stderr.readline() == "ready\n"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all of them get it
    _, err = process.communicate(timeout=30)  # ends when the last of them has closed the pipe
    assert process.returncode == 130
    assert err == "roadmap-lint: interrupted\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_when_the_first_process_is_killed_the_others_end(run: Run) -> None:
    project()
    dies = (
        "import os, signal\nfrom roadmap_lint.cli import workers\ncount = []\nwait = workers.wait\n"
        "def dying(pipes):\n"
        "    count.append(1)\n"
        "    if len(count) == 2:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return wait(pipes)\n"
        "workers.wait = dying\n"
    )
    process = started("check", "--no-cache", "--jobs", "4", before=dies)
    process.communicate(timeout=30)  # which waits for whoever has the pipe still open
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_where_no_process_can_be_started_this_one_checks(run: Run) -> None:
    project()
    run("check", "--no-cache", "--jobs", "1")
    refused = "import os\ndef fork():\n    raise BlockingIOError(11, 'no more processes')\nos.fork = fork"
    status, out, err = finished("check", "--no-cache", "--jobs", "2", before=refused)
    assert (status, out, err) == (2, run.out, "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_a_reader_that_has_seen_enough(run: Run) -> None:
    project()
    with started("check", "--no-cache", "--jobs", "2") as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(timeout=60) == 141
