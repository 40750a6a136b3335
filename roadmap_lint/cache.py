"""What checks found, kept from run to run: by content, settings and the code that judged.

A cache is trusted: whoever writes it says what is found. So it stands in the user's own cache directory and never in
the repository that is checked, which may be a stranger's; a file of it counts only where it is ours alone to write.
It is data, a line for each entry, behind a line with the digest of the rest: what is damaged, foreign or of another
version is no cache, and is replaced. Nothing that fails here fails a run.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

DIRECTORY_VARIABLE = "ROADMAP_LINT_CACHE_DIR"

_MAGIC = b"roadmap-lint-cache 1"
_SUFFIX = ".cache"
_TEMPORARY = ".tmp"
_NAME = "roadmap-lint"
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n# A cache of roadmap-lint: 'roadmap-lint cache clear' removes it.\n"
)
_DIGITS = frozenset("0123456789abcdef")
# Files of a package that say what it finds.
_CODE = (".py", ".json", ".toml", ".yaml", ".yml", ".so", ".pyd")

# Of a project no more than this is kept, unless one run needs more; what was used last is kept longest.
MOST_ENTRIES = 10_000
LARGEST = 32_000_000  # bytes of a file
LARGEST_ENTRY = 200_000  # bytes; a document with thousands of findings is checked anew
MOST_PROJECTS = 100
_HEAD = 200  # bytes of the first line, and more


class CacheError(Exception):
    """A directory that cannot hold the cache; the message says why and what would be right."""


def directory() -> Path | None:
    """Where the cache stands: what the variable `ROADMAP_LINT_CACHE_DIR` names, else the user's cache directory.

    `None` where the user has none. From the repository nothing is taken.
    """
    named = os.environ.get(DIRECTORY_VARIABLE)
    if named:
        return Path(os.path.abspath(named))
    for parent in _of_user():
        if os.path.isabs(parent):  # as the XDG specification wants it; '~' stays where nobody knows a home
            return Path(parent, _NAME)
    return None


def _of_user() -> Iterator[str]:
    if sys.platform == "win32":
        yield os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        yield os.path.expanduser("~/Library/Caches")
    else:
        yield os.environ.get("XDG_CACHE_HOME", "")
        yield os.path.expanduser("~/.cache")


def project(start: Path) -> Path:
    """The directory whose results one file of the cache holds: the repository around a directory, else itself."""
    whole = Path(os.path.realpath(start))
    return next((place for place in (whole, *whole.parents) if os.path.lexists(place / ".git")), whole)


def open_cache(start: Path, tool: str) -> Cache | None:
    """The cache for a run that starts in a directory; `None` where there can be none.

    Raises `CacheError` for a directory that was named and is inside of the project: a repository could bring it.
    """
    place = directory()
    if place is None:
        return None
    root = project(start)
    if Path(os.path.realpath(place)).is_relative_to(root):
        if os.environ.get(DIRECTORY_VARIABLE):
            raise CacheError(
                f"no cache is used: {DIRECTORY_VARIABLE} is inside of what is checked ({root}), which could bring "
                "results of its own: name a directory outside of it"
            )
        return None
    name = blake2b(os.fsencode(root), digest_size=16).hexdigest()
    return Cache(place / f"{name}{_SUFFIX}", tool)


class Cache:
    """The entries of one project, texts by keys. `tool` is the digest of all that judges; of another one nothing is
    kept."""

    def __init__(self, file: Path, tool: str) -> None:
        self.file = file
        self._head = _MAGIC + b" " + tool.encode()
        self._stamp, self._old = self._read()
        self._used: dict[bytes, bytes] = {}
        self._new: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """The entry of a key, as it was put."""
        entry = self._old.get(key)
        if entry is not None:
            self._used[key] = entry
        return entry

    def put(self, key: bytes, entry: bytes) -> None:
        """Keep an entry, which must have no line ending."""
        self._used.pop(key, None)
        if len(entry) <= LARGEST_ENTRY:
            self._new[key] = entry

    def save(self) -> bool:
        """Write what is new, with what others wrote meanwhile; whether it could be written.

        Of several that write at once the last one wins: the entries of another may be lost, and are made anew.
        """
        if not self._new:
            return True
        stamp, theirs = self._read(since=self._stamp)
        entries = self._old if stamp == self._stamp else theirs
        kept = {key: entry for key, entry in entries.items() if key not in self._used and key not in self._new}
        needed = {**self._used, **self._new}
        data = self._rendered(_latest({**kept, **needed}, max(MOST_ENTRIES, len(needed)), LARGEST - _HEAD))
        try:
            self._write(data)
        except OSError:
            return False
        return True

    def _rendered(self, entries: Mapping[bytes, bytes]) -> bytes:
        body = b"".join(b"%b %b\n" % item for item in entries.items())
        return b"%b %b\n%b" % (self._head, _digest(body), body)

    def _read(self, since: tuple[int, ...] | None = None) -> tuple[tuple[int, ...] | None, dict[bytes, bytes]]:
        """What tells this state of the file from others, and its entries: none for one that is as it was `since`."""
        try:
            descriptor = os.open(self.file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except (OSError, ValueError):
            return None, {}
        with open(descriptor, "rb", buffering=0) as file:
            status = os.fstat(descriptor)
            stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
            if stamp == since or not _is_ours(status) or status.st_size > LARGEST:
                return stamp, {}
            try:
                data = file.readall()
            except OSError:
                return stamp, {}
        head, _, body = data.partition(b"\n")
        if head != b"%b %b" % (self._head, _digest(body)):
            return stamp, {}
        return stamp, {key: entry for key, _, entry in (line.partition(b" ") for line in body.splitlines())}

    def _write(self, data: bytes) -> None:
        place = self.file.parent
        if not place.is_dir():
            place.mkdir(mode=0o700, parents=True)
            with suppress(OSError), open(place / _TAG, "xb") as tag:
                tag.write(_TAG_TEXT)
        if not os.path.lexists(self.file):
            _drop_oldest(place)
        temporary = place / f"{self.file.stem}.{os.urandom(8).hex()}{_TEMPORARY}"
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with open(descriptor, "wb") as file:
                file.write(data)
            os.replace(temporary, self.file)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def _latest(entries: Mapping[bytes, bytes], most: int, largest: int) -> dict[bytes, bytes]:
    """The last of the entries: so many, and no more bytes than that."""
    kept: list[tuple[bytes, bytes]] = []
    for item in reversed([*entries.items()]):
        largest -= len(b"%b %b\n" % item)
        if len(kept) >= most or largest < 0:
            break
        kept.append(item)
    return dict(reversed(kept))


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody else could have written a file: of Windows its place must be enough."""
    if not stat.S_ISREG(status.st_mode):
        return False
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid in (0, os.geteuid()) and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).hexdigest().encode()


def _files(place: Path) -> Iterator[os.DirEntry[str]]:
    """Our own files in a directory, half-written ones too, by their names."""
    with os.scandir(place) as found:
        for entry in found:
            stem, suffix = os.path.splitext(entry.name)
            digits = stem.replace(".", "", 1) if suffix == _TEMPORARY else stem
            length = 48 if suffix == _TEMPORARY else 32
            if suffix in (_SUFFIX, _TEMPORARY) and len(digits) == length and _DIGITS.issuperset(digits):
                yield entry


def _drop_oldest(place: Path) -> None:
    """Make room for one more project."""
    with suppress(OSError):
        found = sorted((entry.stat(follow_symlinks=False).st_mtime_ns, entry.path) for entry in _files(place))
        for _, path in found[: max(0, len(found) - MOST_PROJECTS + 1)]:
            os.unlink(path)


def clear(place: Path) -> int:
    """Remove the cache that stands in a directory, and the directory where nothing else is in it.

    How many projects were removed. What is not ours stays. Raises `OSError` for what cannot be removed.
    """
    try:
        found = [entry for entry in _files(place) if not entry.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return 0
    for entry in found:
        with suppress(FileNotFoundError):  # somebody else was quicker
            os.unlink(entry.path)
    tag = place / _TAG
    with suppress(OSError):
        if not tag.is_symlink() and tag.read_bytes() == _TAG_TEXT:
            tag.unlink()
    with suppress(OSError):
        place.rmdir()
    return sum(entry.name.endswith(_SUFFIX) for entry in found)


# ---------------------------------------------------------------------------------------------------- what judges


def tool_digest() -> str | None:
    """A digest of all that judges: Python, the distributions that are installed, and our own code and data.

    Code counts by its content, so that a checkout that is worked on never gets what it found before; what we depend on
    by the versions that are installed. `None` where the code cannot be read.
    """
    code = code_digest("roadmap_lint")
    if code is None:
        return None
    around = "\0".join((sys.version, sys.platform, *_installed(), code))
    return blake2b(around.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def code_digest(package: str) -> str | None:
    """A digest of the files of a package that is loaded; `None` where they cannot be read."""
    digest = blake2b(digest_size=16)
    try:
        for name, file in _code(package):
            with open(file, "rb", buffering=0) as stream:
                data = stream.read()
            digest.update(b"%b\0%d\0" % (os.fsencode(name), len(data)))
            digest.update(data)
    except OSError:
        return None
    return digest.hexdigest()


def _installed() -> Iterator[str]:
    """The names of installed distributions with their versions, as directories have them."""
    for place in sys.path:
        with suppress(OSError):
            yield from sorted(name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info")))


def _code(package: str) -> Iterator[tuple[str, str]]:
    """The files of a package that is loaded, each with a name for it; its parts may stand in several places."""
    walked: list[str] = []
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if not file or (name != package and not name.startswith(f"{package}.")):
            continue
        if any(file.startswith(place) for place in walked):
            continue
        if not hasattr(module, "__path__"):
            yield name, file
            continue
        walked.append(os.path.join(os.path.dirname(file), ""))
        for folder, folders, files in os.walk(walked[-1], onerror=_raised):
            folders[:] = sorted(one for one in folders if one != "__pycache__")
            for one in sorted(files):
                if one.endswith(_CODE):
                    whole = os.path.join(folder, one)
                    yield f"{name}/{whole[len(walked[-1]) :]}", whole


def _raised(error: OSError) -> None:
    raise error
