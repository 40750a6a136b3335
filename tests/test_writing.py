"""Fixed files on the disk: old or new, never half; whatever kills, interrupts, refuses or races the writing."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from commands import FIXABLE, GOOD, Run, write
from environments import ROOT

from roadmap_lint import files

POSIX = pytest.mark.skipif(os.name == "nt", reason="files have other rights on Windows")
ROADMAP = Path("ROADMAP.md")


def beside() -> list[str]:
    """What stands in the directory besides the repository."""
    return sorted(name for name in os.listdir() if name != ".git")


# ------------------------------------------------------------------------------------------- killed and interrupted


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs forks")
def test_a_fix_killed_at_any_step_leaves_the_old_file_or_the_new_one(run: Run, tmp_path: Path) -> None:
    write(FIXABLE)
    driver = [sys.executable, str(ROOT / "tests" / "killed_fixer.py"), "ROADMAP.md"]
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(driver, env=known, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["fixed"] == GOOD, "the last one lives, and fixes"
    assert told["left"].keys() == {FIXABLE, GOOD}, "some were killed before the renaming, some behind it"
    assert told["killed"] == sum(told["left"].values()) > 60


class Interrupter:
    """Raises KeyboardInterrupt at one line of roadmap_lint/files.py, counted as they are run."""

    def __init__(self, line: int) -> None:
        self.left = line
        self.raised = False

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename != files.__file__:
            return None
        if event == "line" and not self.raised:
            self.left -= 1
            if self.left < 0:
                self.raised = True
                raise KeyboardInterrupt
        return self


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # of an interrupted open()
def test_an_interrupted_fix_leaves_nothing_beside_the_file(run: Run) -> None:
    left = set()
    interrupted = True
    line = 0
    while interrupted:
        write(FIXABLE)
        interrupter = Interrupter(line)
        traced = sys.gettrace()
        sys.settrace(interrupter)
        try:
            files.write("ROADMAP.md", GOOD, FIXABLE)
        except KeyboardInterrupt:
            assert beside() == ["ROADMAP.md"]
        finally:
            sys.settrace(traced)
        left.add(ROADMAP.read_text())
        interrupted = interrupter.raised
        line += 1
    assert left == {FIXABLE, GOOD}
    assert line > 30


def test_the_text_is_on_the_disk_before_the_file_is_replaced_and_the_name_behind_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As far as a test without a power cut can tell."""
    write(FIXABLE)
    calls = []

    def noting(name: str) -> Callable[..., None]:
        real = getattr(os, name)

        def noted(first: Any, *rest: Any) -> None:
            directory = name == "fsync" and stat.S_ISDIR(os.fstat(first).st_mode)
            calls.append(f"{name} of the directory" if directory else name)
            real(first, *rest)

        return noted

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, noting(name))
    assert run("check", "--fix") == 0
    assert calls == ["fsync", "replace", *(["fsync of the directory"] if os.name != "nt" else [])]


# --------------------------------------------------------------------------------------------------- what is refused


def refused(run: Run, reason: str, before: str = FIXABLE) -> None:
    """`check --fix` says why nothing was written, and nothing was."""
    assert run("check", "--fix") == 2, run.out
    assert f"RM011 unreadable-file error the fixes were not written: {reason}\n" in run.out
    assert ROADMAP.read_text() == before
    assert beside() == ["ROADMAP.md"]


@pytest.mark.parametrize("name", ["open", "fsync", "chmod", "replace"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_system_that_refuses(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, error: int) -> None:
    write(FIXABLE)
    real = getattr(os, name)

    def refuse(*arguments: Any, **named: Any) -> Any:
        if name == "open" and not arguments[1] & os.O_CREAT:
            return real(*arguments, **named)
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patched:
        patched.setattr(os, name, refuse)
        refused(run, f"it cannot be written: {os.strerror(error)}")


def test_a_directory_that_cannot_be_synced_is_no_reason_to_complain(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(FIXABLE)
    real = os.fsync

    def refuse(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", refuse)
    assert run("check", "--fix") == 0
    assert ROADMAP.read_text() == GOOD


@POSIX
def test_a_full_disk(run: Run) -> None:
    """A limit of the size of files, which a process meets as it meets a full disk: in the middle of a write."""
    text = FIXABLE + "\nWords.\n" * 1000
    write(text)
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 2 && exec "$@"', "bash", sys.executable, "-m", "roadmap_lint", "check", "--fix"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done
    assert f"the fixes were not written: it cannot be written: {os.strerror(errno.EFBIG)}" in done.stdout
    assert ROADMAP.read_text() == text
    assert beside() == ["ROADMAP.md"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_output_to_a_full_disk(run: Run) -> None:
    write(FIXABLE)
    assert run("check", "--output", "json=/dev/full") == 2
    assert f"--output json=/dev/full: it cannot be written: {os.strerror(errno.ENOSPC)}" in run.err


def test_a_file_that_nobody_may_write(run: Run) -> None:
    write(FIXABLE)
    ROADMAP.chmod(0o444)
    refused(run, "it is read-only: make it writable")
    assert stat.S_IMODE(ROADMAP.stat().st_mode) == 0o444


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory that takes no new file, even where tests are run by root."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        monkeypatch.chdir(directory)
        write(FIXABLE)
        ROADMAP.chmod(0o666)
        directory.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield directory
        finally:
            if root:
                os.seteuid(0)
            directory.chmod(0o755)


@POSIX
def test_a_directory_that_takes_no_file(run: Run, read_only: Path) -> None:
    refused(run, f"it cannot be written: {os.strerror(errno.EACCES)}")


# ------------------------------------------------------------------------------------------------------------ races


def at_the_rename(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something just before the last look: the new text is on the disk already."""
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            act()

    monkeypatch.setattr(os, "fsync", fsync)


def test_what_was_written_meanwhile_is_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(FIXABLE)
    theirs = FIXABLE + "- [ ] Another task\n"
    at_the_rename(monkeypatch, lambda: write(theirs))
    refused(run, "it was changed by somebody else meanwhile: run again", before=theirs)


def test_what_was_removed_meanwhile_stays_away(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(FIXABLE)
    at_the_rename(monkeypatch, ROADMAP.unlink)
    assert run("check", "--fix") == 2
    assert "it was changed by somebody else meanwhile: run again" in run.out
    assert beside() == []


@POSIX
def test_of_two_fixers_of_one_file_the_second_is_told_to_wait(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of the first one, a second process begins and ends."""
    write(FIXABLE)
    second = [sys.executable, "-m", "roadmap_lint", "check", "--isolated", "--fix"]
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = []

    def fix_again() -> None:
        done.append(subprocess.run(second, env=known, capture_output=True, text=True, timeout=60, check=False))

    at_the_rename(monkeypatch, fix_again)
    assert run("check", "--fix") == 0
    assert ROADMAP.read_text() == GOOD
    assert [(one.returncode, "somebody else is writing it: run again" in one.stdout) for one in done] == [(2, True)]
    assert beside() == ["ROADMAP.md"]


# ----------------------------------------------------------------------------------------------------- what is kept


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_owner_and_mode_are_kept(run: Run) -> None:
    write(FIXABLE)
    os.chown(ROADMAP, 12345, 23456)
    ROADMAP.chmod(0o2664)
    assert run("check", "--fix") == 0
    status = ROADMAP.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o2664)


@POSIX
def test_a_file_of_another_owner_is_fixed_all_the_same(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    write(FIXABLE)
    monkeypatch.setattr(os, "chown", refuse)
    assert run("check", "--fix") == 0
    assert ROADMAP.read_text() == GOOD


@POSIX
def test_links_of_links_stay_and_the_new_file_is_made_beside_the_real_one(run: Run) -> None:
    write(FIXABLE, "docs/real.md")
    Path("docs/second.md").symlink_to("real.md")
    ROADMAP.symlink_to("docs/second.md")
    assert run("check", "--fix", "ROADMAP.md") == 0
    assert (ROADMAP.is_symlink(), Path("docs/second.md").is_symlink()) == (True, True)
    assert Path("docs/real.md").read_text() == GOOD
    assert sorted(os.listdir("docs")) == ["real.md", "second.md"]


@POSIX
def test_another_hard_link_keeps_the_old_text(run: Run) -> None:
    """As docs/fixes.md says: the alternative, writing into the file, would leave half a file when it is killed."""
    write(FIXABLE)
    os.link(ROADMAP, "copy.md")
    assert run("check", "--fix") == 0
    assert (ROADMAP.read_text(), Path("copy.md").read_text()) == (GOOD, FIXABLE)
