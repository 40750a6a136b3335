"""The documents of a run that has many: some are known from an earlier run, the others are shared among processes.

The results are those of one process without a cache, in the same order. Where a document is to be changed, or compared
with a base, it is checked here and anew.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roadmap_lint.cli.document import Asked, Checked, Checker
from roadmap_lint.cli.outcomes import Outcome, outcome
from roadmap_lint.cli.process import say
from roadmap_lint.cli.terminal import followed
from roadmap_lint.config import Config
from roadmap_lint.probe import FileTree

if TYPE_CHECKING:
    from roadmap_lint.cli.workers import Lost

# For fewer documents than this the cache takes more time to open than it saves.
FEW = 8

# What a document costs beside its characters, in characters; and how many of them a process more is worth: one that is
# made by forking this one is there at once, and a new one imports everything anew.
_BASE_COST = 1500
WORTH_A_FORK = 50_000
WORTH_A_PROCESS = 500_000


def is_many(checker: Checker, names: Sequence[str]) -> bool:
    """Whether it pays, and is right, to share the work or to look for it in the cache."""
    options = checker.options
    asked = options.jobs is not None and options.jobs > 1 and len(names) > 1
    return checker.bases is None and not options.add_suppressions and (asked or len(names) >= FEW)


def check_many(checker: Checker, names: Sequence[str]) -> list[Checked]:
    """Check documents, in their order."""
    options = checker.options
    read = [checker.read(name) for name in names]
    memory = None if options.no_cache else _memory(checker)
    keys: dict[int, bytes | None] = {}
    outcomes: dict[int, Outcome] = {}
    waiting: dict[int, Asked] = {}
    for number, asked in enumerate(read):
        if isinstance(asked, Checked):
            continue
        if memory is not None:
            keys[number], known = memory.recalled(asked)
            if known is not None:
                outcomes[number] = known
                continue
        waiting[number] = asked
    try:
        for number, made in _judged(checker, waiting, quiet=options.quiet):
            if not isinstance(made, Outcome):
                read[number] = checker.unchecked(waiting[number], made.reason)
                continue
            outcomes[number] = made
            if memory is not None:
                memory.keep(keys[number], made)
    finally:
        if memory is not None:
            memory.save()
    return [
        asked if isinstance(asked, Checked) else checker.told(asked, outcomes[number])
        for number, asked in enumerate(read)
    ]


def _judged(checker: Checker, waiting: dict[int, Asked], *, quiet: bool) -> Iterator[tuple[int, Outcome | Lost]]:
    """What the checks of documents come to, in any order; what kept a document from being checked."""
    jobs = _jobs(checker, waiting)
    made: Iterator[tuple[int, Outcome | Lost]]
    if jobs > 1:
        from roadmap_lint.cli import workers

        made = workers.judged(checker, waiting, jobs, fork=forks())
    else:
        made = ((number, checker.judged(asked)) for number, asked in waiting.items())
    names = [asked.name for asked in waiting.values()]
    for _, one in zip(followed(names, quiet=quiet), made, strict=True):
        yield one


def _jobs(checker: Checker, waiting: dict[int, Asked]) -> int:
    """How many processes are to check documents: what was asked for, else as many as pay."""
    asked: int | None = checker.options.jobs
    if asked is not None:
        return min(asked, len(waiting))
    if len(waiting) < FEW:
        return 1
    work = sum(_BASE_COST + len(document.text) for document in waiting.values())
    return max(1, min(_processors(), work // (WORTH_A_FORK if forks() else WORTH_A_PROCESS)))


def forks() -> bool:
    """Whether processes are made by forking this one: where that is safe."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# ------------------------------------------------------------------------------------------------------- the cache


def _memory(checker: Checker) -> _Memory | None:
    from roadmap_lint import cache

    tool = cache.tool_digest()
    if tool is None:
        return None
    try:
        opened = cache.open_cache(Path(), tool)
    except cache.CacheError as error:
        say(str(error))
        return None
    return None if opened is None else _Memory(opened, checker)


class _Memory:
    """What earlier runs found, by all that it depends on."""

    def __init__(self, opened: Any, checker: Checker) -> None:
        self._cache = opened
        self._checker = checker
        self._settings: dict[int, bytes | None] = {}
        self._code: dict[str, str | None] = {}

    def recalled(self, asked: Asked) -> tuple[bytes | None, Outcome | None]:
        """The key of a check, and what it found the last time if that still holds.

        The key tells it from every other check, but for the answers of the file tree; `None` where nobody knows what
        it depends on.
        """
        config = self._checker.configs.of(asked.place)
        if id(config) not in self._settings:
            self._settings[id(config)] = self._told(config)
        settings = self._settings[id(config)]
        if settings is None:
            return None, None
        files = self._checker.files(asked, config)
        key = self._key(settings, asked, asks=files is not None)
        return key, self._found(key, files)

    def _key(self, settings: bytes, asked: Asked, *, asks: bool) -> bytes:
        from hashlib import blake2b

        around = repr((asked.path, asks, self._checker.today, asked.known)).encode("utf-8", "backslashreplace")
        digest = blake2b(digest_size=16)
        for part in (settings, around, asked.text.encode("utf-8", "surrogatepass")):
            digest.update(b"%d\0" % len(part))
            digest.update(part)
        return digest.hexdigest().encode()

    def _found(self, key: bytes, files: FileTree | None) -> Outcome | None:
        import json

        entry = self._cache.get(key)
        if entry is None:
            return None
        try:
            known = outcome(json.loads(entry))
            return known if known.holds(files) else None
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            return None

    def _told(self, config: Config) -> bytes | None:
        """All of a config, and the code of its packs; `None` where that cannot be read."""
        from roadmap_lint.cache import code_digest

        for package in {rule.__module__.partition(".")[0] for rule in config.catalogue} - {"roadmap_lint"}:
            if package not in self._code:
                self._code[package] = code_digest(package)
            if self._code[package] is None:
                return None
        return repr([*_settings(config), sorted(self._code.items())]).encode("utf-8", "backslashreplace")

    def keep(self, key: bytes | None, made: Outcome) -> None:
        """Keep what was found; what failed may work next time."""
        import json

        if key is None or made.failed:
            return
        try:
            entry = json.dumps(made.plain(), separators=(",", ":")).encode("ascii")
        except (TypeError, ValueError):  # a pack gave something that is none of ours
            return
        self._cache.put(key, entry)

    def save(self) -> None:
        from roadmap_lint.cache import DIRECTORY_VARIABLE

        if not self._cache.save() and os.environ.get(DIRECTORY_VARIABLE):
            say(f"the cache cannot be written: make {self._cache.file.parent} writable, or give --no-cache")


def _settings(config: Config) -> list[Any]:
    """All of a config that findings depend on, besides the code of its rules."""
    rules = [
        (rule.code, [(name, getattr(rule, name)) for name in rule.options], sorted(rule.configured))
        for rule in config.rules
    ]
    known = [(rule.__module__, rule.__qualname__, rule.code, rule.name) for rule in config.catalogue]
    levels = [(code, int(severity)) for code, severity in sorted(config.severities.items())]
    return [rules, known, levels, config.project, config.facts, config.require_reason]
