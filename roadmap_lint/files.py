"""Reading and writing documents: bytes to text and back without loss, and never half a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from io import FileIO
from pathlib import Path

# More than any roadmap: the largest seen in the wild is below 100 kB.
LARGEST = 10_000_000
_AT_ONCE = 100_000


class FileError(Exception):
    """A file that cannot be read or written; the message says why and what to do."""


class DirectoryError(FileError):
    """A directory, where a file is meant."""


def read(path: str | Path, *, largest: int = LARGEST) -> str:
    """The text of a file, every byte kept: what is not UTF-8 becomes lone surrogates (`surrogateescape`).

    `largest` is in bytes. Raises `FileError` for what is missing, not a regular file, too large, or not text.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a FIFO must not hang the run
    except FileNotFoundError:
        raise FileError("there is no such file") from None
    except (OSError, ValueError) as error:
        raise FileError(f"it cannot be opened: {getattr(error, 'strerror', None) or error}") from None
    with os.fdopen(_regular(descriptor, largest), "rb", buffering=0) as file:
        data = _whole(file, largest)
    if len(data) > largest:  # it has grown since, or the system gives no size
        raise FileError(f"it is too large (more than {largest:,} bytes)")
    return decode(data)


def _whole(file: FileIO, largest: int) -> bytes:
    """All bytes of a file, or more than `largest`."""
    parts = []
    left = largest + 1
    try:
        while left and (part := file.read(min(left, _AT_ONCE))):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise FileError(f"it cannot be read: {error.strerror}") from None
    return b"".join(parts)


def _regular(descriptor: int, largest: int) -> int:
    """The descriptor of a regular file that is not too large; any other is closed, and `FileError` says what it is."""
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        os.close(descriptor)
        raise DirectoryError("it is a directory: name a file")
    if not stat.S_ISREG(status.st_mode):
        reason = "it is not a regular file"
    elif status.st_size > largest:
        reason = f"it is too large ({status.st_size:,} bytes, at most {largest:,})"
    else:
        return descriptor
    os.close(descriptor)
    raise FileError(reason)


def decode(data: bytes) -> str:
    """Bytes as text, as `read` gives it. Raises `FileError` for what is not text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError("it is encoded as UTF-16: save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if b"\0" in data[:8192]:
            raise FileError("it is not text (NUL bytes, and not UTF-8)") from None
        return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The bytes that `decode` read."""
    return text.encode("utf-8", "surrogateescape")


def write(path: str | Path, text: str, before: str) -> None:
    """Replace a file's text at once: whoever looks, or pulls the plug, sees the old file or the new one.

    The mode stays, the owner where we may give files away, and a symbolic link links on; other hard links keep the old
    text. Raises `FileError` where the file does not hold the text `before` any more or cannot be replaced; then it
    stands as it is, and nothing stands beside it.
    """
    target = Path(os.path.realpath(path))
    try:
        with open(target, "rb") as file:
            _lock(file.fileno())
            status = os.fstat(file.fileno())
            if not os.access(target, os.W_OK) or not stat.S_IMODE(status.st_mode) & 0o222:
                raise FileError("it is read-only: make it writable")
            _replace(target, encode(text), status, lambda: _refuse_another_text(target, before))
    except OSError as error:
        raise FileError(f"it cannot be written: {error.strerror}") from None


def _lock(descriptor: int) -> None:
    """Hold a file against others of us, until it is closed. Where files cannot be locked, that is that."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FileError("somebody else is writing it: run again") from None
    except OSError:
        return


def _refuse_another_text(target: Path, before: str) -> None:
    """The last look before a file is replaced. What is written between it and the renaming is lost: no system that we
    know renames on a condition."""
    try:
        unchanged = read(target) == before
    except FileError:
        unchanged = False
    if not unchanged:
        raise FileError("it was changed by somebody else meanwhile: run again")


def write_output(path: str | Path, text: str) -> None:
    """Write an output, at once like `write`, whether there is such a file or not; a device or pipe is written to.

    What no encoding can hold becomes an escape. Raises `FileError`; then an old file stands.
    """
    data = text.encode("utf-8", "backslashreplace")
    target = Path(os.path.realpath(path))
    try:
        if not target.exists():
            _replace(target, data, None)
        elif target.is_file():
            _replace(target, data, target.stat())
        else:
            with open(path, "wb") as stream:
                stream.write(data)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileError(f"it cannot be written: {getattr(error, 'strerror', None) or error}") from None


def _replace(
    target: Path, data: bytes, old: os.stat_result | None, last_look: Callable[[], None] = lambda: None
) -> None:
    """Put a new file in the place of `target`, with the mode and owner of the old one where there is one."""
    temporary = target.with_name(f".roadmap-lint.{os.urandom(8).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if old is None else 0o600)
        with open(descriptor, "wb") as file:
            file.write(data)
            if old is not None:
                _keep_owner(temporary, old)
                os.chmod(temporary, stat.S_IMODE(old.st_mode))
            file.flush()
            os.fsync(file.fileno())
        last_look()
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_directory(target.parent)


def _keep_owner(path: Path, old: os.stat_result) -> None:
    """The owner and group of the old file, each where we may give it."""
    if not hasattr(os, "chown"):  # Windows
        return
    for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
        try:
            os.chown(path, owner, group)
        except OSError:  # not ours to give, or not known here
            continue


def _sync_directory(directory: Path) -> None:
    """Let the new name outlive a power cut, where directories can be synced. The file is replaced already."""
    try:
        descriptor = os.open(directory, os.O_RDONLY)
    except OSError:  # Windows, and directories that may be written and not read
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def create(path: str | Path, text: str) -> None:
    """Write a file that is not there yet. Raises `FileError` where something stands in its place."""
    try:
        with open(path, "xb") as file:
            file.write(encode(text))
    except FileExistsError:
        raise FileError("it exists already, and is kept as it is") from None
    except OSError as error:
        raise FileError(f"it cannot be written: {error.strerror}") from None
