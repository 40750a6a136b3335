"""What git knows, asked without running anything that the repository configures, and without touching its files.

Only commands are used that read objects and the index: none looks at the work tree, so that no filter, monitor, hook,
text conversion or external diff of the repository has a part in the answer. Nothing is ever fetched.
"""

from __future__ import annotations

import os
import re
import subprocess
from datetime import date
from pathlib import Path

from roadmap_lint.record import Record

_HARDENED = (
    # the repository may be hostile: no hooks, no file system monitor, no signatures to check, no pager
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.attributesFile=/dev/null"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "log.showSignature=false"),
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
)
# `safe.directory` and the like are the user's: the global and the system config stay in force.
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # unlike protocol.allow, no config of the repository says otherwise
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}

# Where a hook is run, git names its own directory, and takes the current one for the root: the files' places tell both.
_OF_HOOKS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})

# A pull request renames few files; among more of them git looks for exact renames only.
_MOST_RENAMES = 400

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

SHALLOW = (
    "this is a shallow clone, which lacks it: fetch the whole history "
    "(actions/checkout: 'fetch-depth: 0'; GitLab: 'GIT_DEPTH: 0'; else: git fetch --unshallow)"
)
PARTIAL = "this clone lacks files as they were, and nothing is fetched here: clone without --filter"


class GitError(Exception):
    """A question that git did not answer; the message says which and what to do."""


class TooLargeError(GitError):
    """A file that is there, and larger than was asked for."""


class BaseFile(Record):
    """A file as a commit has it, and the path that it had there, from the root of the repository."""

    path: str
    data: bytes


def commit_date(directory: Path) -> date:
    """The day of the commit that a repository has checked out. Raises `GitError`."""
    return date.fromisoformat(_text(directory, "log", "-1", "--format=%cs", "--end-of-options", "HEAD", "--"))


def root(directory: Path) -> Path:
    """The root of the work tree that a directory belongs to. Raises `GitError` where there is none."""
    found = os.fsdecode(_git(directory, "rev-parse", "--show-toplevel")).rstrip("\r\n")
    return Path(found)


def is_shallow(directory: Path) -> bool:
    """Whether the clone lacks a part of its history. Raises `GitError`."""
    return _text(directory, "rev-parse", "--is-shallow-repository") == "true"


def default_base(directory: Path) -> str:
    """The branch that a change is most likely meant for: the remote's own, else `main` or `master`.

    Raises `GitError` where there is none of them.
    """
    done = _run(directory, "symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
    head = done.stdout.decode(errors="replace").strip()
    names = [head.removeprefix("refs/remotes/")] if head else []
    for name in (*names, "origin/main", "origin/master", "main", "master"):
        if _commit(directory, name):
            return name
    raise GitError("there is no branch 'main' or 'master' to compare with: name the base")


def merge_base(directory: Path, revision: str) -> str:
    """The commit at which the checked-out branch left a revision, in full.

    Raises `GitError` where the revision is not known, where the two have no history in common, and with the remedy
    where a shallow clone lacks it.
    """
    if not revision or revision.startswith("-") or not revision.isprintable():
        raise GitError("this is not a revision: give a branch, a tag or a commit")
    commit = _commit(directory, revision)
    if commit is None:
        raise GitError(_lacking(directory, "there is no such revision here", "fetch it, or correct its name"))
    if _commit(directory, "HEAD") is None:
        raise GitError("nothing is committed here yet: there is no history to compare with")
    done = _run(directory, "merge-base", "--end-of-options", commit, "HEAD")
    base = done.stdout.decode(errors="replace").split()
    if done.returncode == 0 and base and _COMMIT.fullmatch(base[0]):
        return base[0]
    if done.returncode > 1:
        raise GitError(_reason(done))
    raise GitError(_lacking(directory, "it has no commit in common with the branch checked out", "name another base"))


def file_at(directory: Path, commit: str, path: str, *, largest: int) -> bytes | None:
    """What a file held at a commit, byte by byte; `None` where it was not there, or was no regular file.

    `path` is from the root of the repository, with `/`, and taken literally. Raises `TooLargeError` where the file had
    more than `largest` bytes, and `GitError` with the remedy where a partial clone lacks it.
    """
    listed = _git(directory, "ls-tree", "-z", "--full-tree", "--end-of-options", commit, "--", path)
    for entry in listed.split(b"\0"):
        description, _, name = entry.partition(b"\t")
        if name != os.fsencode(path) or not description.startswith((b"100644 blob ", b"100755 blob ")):
            continue
        identity = description.split()[2].decode()
        measured = _run(directory, "cat-file", "-s", "--end-of-options", identity)
        if measured.returncode:
            raise GitError(f"{PARTIAL}, or let git fetch it before (git cat-file -e {identity})")
        size = int(measured.stdout)
        if size > largest:
            raise TooLargeError(f"it was too large there ({size:,} bytes, at most {largest:,})")
        return _git(directory, "cat-file", "blob", "--end-of-options", identity)
    return None


def paths_at(directory: Path, commit: str) -> frozenset[str]:
    """Every file of a commit, by its path from the root of the repository. Raises `GitError`."""
    listed = _git(directory, "ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", commit)
    return frozenset(os.fsdecode(name) for name in listed.split(b"\0") if name)


def base_file(directory: Path, commit: str, path: str, *, largest: int) -> BaseFile | None:
    """A file as a commit had it, under its old name where it was renamed since; `None` where it is new.

    Renames are known to git once they are in the index. Raises `GitError` as `file_at` does.
    """
    data = file_at(directory, commit, path, largest=largest)
    if data is not None:
        return BaseFile(path, data)
    before = _name_before(directory, commit, path)
    data = file_at(directory, commit, before, largest=largest) if before else None
    return BaseFile(before, data) if before and data is not None else None


def _name_before(directory: Path, commit: str, path: str) -> str | None:
    # --cached compares with the index: to look at the work tree could run the repository's filters
    arguments = ("--cached", "--name-status", "-z", "-M", f"-l{_MOST_RENAMES}", "--diff-filter=R")
    safe = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--no-relative")
    done = _run(directory, "diff-index", *arguments, *safe, "--end-of-options", commit, "--")
    if done.returncode:
        raise GitError(f"{PARTIAL} ({_reason(done)})")
    changed = done.stdout.split(b"\0")
    for _, before, after in zip(changed[0::3], changed[1::3], changed[2::3], strict=False):
        if after == os.fsencode(path):
            return os.fsdecode(before)
    return None


def _commit(directory: Path, revision: str) -> str | None:
    done = _run(directory, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = done.stdout.decode(errors="replace").strip()
    if done.returncode > 1 or (done.returncode and done.stderr.strip()):
        raise GitError(_reason(done))
    return found if done.returncode == 0 and _COMMIT.fullmatch(found) else None


def _lacking(directory: Path, what: str, remedy: str) -> str:
    return f"{what}; {SHALLOW if is_shallow(directory) else remedy}"


def _text(directory: Path, *arguments: str) -> str:
    return _git(directory, *arguments).decode(errors="replace").strip()


def _git(directory: Path, *arguments: str) -> bytes:
    done = _run(directory, *arguments)
    if done.returncode:
        raise GitError(_reason(done))
    return done.stdout


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    said = " ".join(done.stderr.decode(errors="replace").split())
    return f"git does not answer: {said or f'it ended with status {done.returncode}'}"


def _run(directory: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        return subprocess.run(
            ["git", *_HARDENED, *arguments],
            cwd=directory,
            env={**kept, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(f"git cannot be run: {error}") from None
