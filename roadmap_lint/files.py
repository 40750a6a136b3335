"""Reading and writing documents: bytes to text and back without loss, and never half a file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

# More than any roadmap: the largest seen in the wild is below 100 kB.
LARGEST = 10_000_000


class FileError(Exception):
    """A file that cannot be read; the message says why and what to do."""


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
    with os.fdopen(_regular(descriptor, largest), "rb") as file:
        try:
            data = file.read(largest + 1)
        except OSError as error:
            raise FileError(f"it cannot be read: {error.strerror}") from None
    if len(data) > largest:  # it has grown since, or the system gives no size
        raise FileError(f"it is too large (more than {largest:,} bytes)")
    return decode(data)


def _regular(descriptor: int, largest: int) -> int:
    """The descriptor of a regular file that is not too large; any other is closed, and `FileError` says what it is."""
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        reason = "it is a directory in which no roadmap was found: name the file"
    elif not stat.S_ISREG(status.st_mode):
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


def write(path: str | Path, text: str) -> None:
    """Replace a file's text at once: whoever looks sees the old file or the new one. Mode and links are kept.

    Raises `FileError`; then the old file stands.
    """
    target = Path(os.path.realpath(path))
    try:
        _replace(target, encode(text), stat.S_IMODE(target.stat().st_mode))
    except OSError as error:
        raise FileError(f"it cannot be written: {error.strerror}") from None


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
            _replace(target, data, stat.S_IMODE(target.stat().st_mode))
        else:
            with open(path, "wb") as stream:
                stream.write(data)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise FileError(f"it cannot be written: {getattr(error, 'strerror', None) or error}") from None


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    """Put a new file in the place of `target`; with the mode that files get here where none is given."""
    temporary = target.with_name(f".roadmap-lint.{os.urandom(8).hex()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if mode is not None else 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def create(path: str | Path, text: str) -> None:
    """Write a file that is not there yet. Raises `FileError` where something stands in its place."""
    try:
        with open(path, "xb") as file:
            file.write(encode(text))
    except FileExistsError:
        raise FileError("it exists already, and is kept as it is") from None
    except OSError as error:
        raise FileError(f"it cannot be written: {error.strerror}") from None
