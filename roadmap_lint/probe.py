"""Whether files exist that a document speaks of: asked of the file tree, below one root, and nothing is ever read.

A document may be a stranger's, and so may its links (`../../../etc/passwd`, a link to a device). So nothing outside of
the root is told, after links of the file system are followed; what is neither file nor directory is not told either;
and no file is opened.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path


class FileTree:
    """The `FileProbe` of one document: files and directories at or below a root.

    Paths are relative to the document's directory, and those that begin with `/` to the root.
    """

    __slots__ = ("_document", "_folder", "_given_root", "_listed", "_real", "_root")

    def __init__(self, root: str | Path, document: str | Path, real: dict[str, str] | None = None) -> None:
        """`real` are directories with what is left when links are followed, as far as they were met."""
        self._given_root = root
        self._document = document
        self._folder: str | None = None  # few documents ask anything
        self._root = ""
        self._real = {} if real is None else real
        self._listed: dict[str, frozenset[str]] = {}

    def exists(self, path: str) -> bool | None:
        """Whether there is a file or directory; `None` outside of the root, for devices, and where nobody can tell."""
        mode = self._mode(path)
        return None if mode is None else mode != 0

    def is_directory(self, path: str) -> bool | None:
        """Whether it is a directory; `None` as above."""
        mode = self._mode(path)
        return None if mode is None else stat.S_ISDIR(mode)

    def _mode(self, path: str) -> int | None:
        """The mode of a file or directory, 0 where there is none; `None` where it must not or cannot be told."""
        within = self._within_root(path)
        if within is None:
            return None
        try:
            whole = os.path.join(self._root, *within)
            real = os.path.join(self._followed(os.path.dirname(whole)), os.path.basename(whole)) if within else whole
            if not self._is_below_root(real):
                return None
            mode = os.lstat(real).st_mode
            if stat.S_ISLNK(mode):
                real = os.path.realpath(real)
                if not self._is_below_root(real):
                    return None
                mode = os.stat(real).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return 0
        except (OSError, ValueError):  # a loop of links, no permission, too long; NUL
            return None
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            return None
        return mode if self._is_written_so(within) else 0

    def _within_root(self, path: str) -> list[str] | None:
        """The names from the root to what a path means, as a browser counts `..`; `None` where it leaves the root."""
        if self._folder is None:
            self._root = self._followed(os.path.abspath(self._given_root))
            # the document's own place is that of its name: hosts do not follow links either
            folder = os.path.relpath(
                os.path.dirname(os.path.abspath(self._document)), os.path.abspath(self._given_root)
            )
            self._folder = folder.replace(os.sep, "/")
        if os.sep != "/" and (os.sep in path or ":" in path):
            return None
        names: list[str] = []
        for name in (path if path.startswith("/") else f"{self._folder}/{path}").split("/"):
            if name == "..":
                if not names:
                    return None
                names.pop()
            elif name not in ("", "."):
                names.append(name)
        return names

    def _followed(self, directory: str) -> str:
        """A directory without links; each is looked into once."""
        if directory not in self._real:
            self._real[directory] = os.path.realpath(directory)
        return self._real[directory]

    def _is_below_root(self, real: str) -> bool:
        return real == self._root or real.startswith(self._root.rstrip(os.sep) + os.sep)

    def _is_written_so(self, names: list[str]) -> bool:
        """Whether names have the case that the directories have: `readme.md` is not `README.md` for a web server."""
        if sys.platform not in ("darwin", "win32"):
            return True  # the file system tells them apart
        import unicodedata

        folder = self._root
        for name in names:
            if folder not in self._listed:
                try:
                    found = os.listdir(folder)
                except OSError:
                    return True
                self._listed[folder] = frozenset(unicodedata.normalize("NFC", entry) for entry in found)
            if unicodedata.normalize("NFC", name) not in self._listed[folder]:
                return False
            folder = os.path.join(folder, name)
        return True


class FileTrees:
    """The probes of many documents; where a directory has its root is looked up once."""

    def __init__(self) -> None:
        self._repositories: dict[str, str | None] = {}
        self._real: dict[str, str] = {}

    def of(self, document: str | Path, config: Path | None = None) -> FileTree | None:
        """What may be asked of the files around a document, or `None` where no root is known.

        The root is that of the git repository around the document, else the directory of the config that was found for
        it, if the document is below.
        """
        whole = os.path.abspath(document)
        root = self._repository(os.path.dirname(whole))
        if root is not None:
            return FileTree(root, whole, self._real)
        if config is None:
            return None
        directory = os.path.dirname(os.path.abspath(config))
        return FileTree(directory, whole, self._real) if Path(directory) in Path(whole).parents else None

    def _repository(self, directory: str) -> str | None:
        if directory not in self._repositories:
            above = os.path.dirname(directory)
            if os.path.lexists(os.path.join(directory, ".git")):
                self._repositories[directory] = directory
            else:
                self._repositories[directory] = None if above == directory else self._repository(above)
        return self._repositories[directory]


def file_tree(document: str | Path, config: Path | None = None) -> FileTree | None:
    """The probe of one document: see `FileTrees`."""
    return FileTrees().of(document, config)
