"""The base of a change: documents as they were where the branch left the revision that it is meant for."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

from roadmap_lint import files, vcs
from roadmap_lint.cli.process import UsageError, say
from roadmap_lint.record import Record
from roadmap_lint.report import visible_path


class _Repository:
    """A repository, and the commit in it that is the base."""

    def __init__(self, root: Path, commit: str) -> None:
        self.root = root
        self.commit = commit
        self._paths: frozenset[str] | None = None

    @property
    def paths(self) -> frozenset[str]:
        """Every file and directory of the base, from the root of the repository."""
        if self._paths is None:
            files = vcs.paths_at(self.root, self.commit)
            above = {path[:end] for path in files for end, sign in enumerate(path) if sign == "/"}
            self._paths = files | {f"{directory}/" for directory in above} | {"./"}
        return self._paths


class BaseFiles:
    """The `FileProbe` of a document as it was: the file tree of the base. `/` is the root of the repository."""

    def __init__(self, repository: _Repository, document: str) -> None:
        self._repository = repository
        self._folder = posixpath.dirname(document)

    def exists(self, path: str) -> bool | None:
        whole = self._whole(path)
        return None if whole is None else whole in self._repository.paths or f"{whole}/" in self._repository.paths

    def is_directory(self, path: str) -> bool | None:
        whole = self._whole(path)
        return None if whole is None else f"{whole}/" in self._repository.paths

    def _whole(self, path: str) -> str | None:
        """A path from the root of the repository; `None` outside of it."""
        from_root = path.lstrip("/") if path.startswith("/") else posixpath.join(self._folder, path)
        whole = posixpath.normpath(from_root or ".")
        return None if whole.split("/")[0] == ".." else whole


class Base(Record):
    """A document as it was: its path from the root of the repository, its text, and the files around it."""

    path: str
    text: str
    files: BaseFiles


class Bases:
    """The base of each file, by the repository that holds the file: one for a run, most often."""

    def __init__(self, revision: str | None, option: str) -> None:
        self._revision = revision
        self._option = option
        self._found: dict[Path, _Repository] = {}

    @property
    def revision(self) -> str:
        """The revision that was asked for, else the branch that was chosen in its place."""
        return self._revision or ""

    def commit(self, directory: Path) -> str:
        return self._repository(directory).commit

    def of(self, path: str) -> Base | None:
        """A file as the base has it; `None` where it is new, or cannot be read there, which is said."""
        real = Path(os.path.realpath(path))
        repository = self._repository(real.parent)
        name = real.relative_to(repository.root).as_posix()
        try:
            found = vcs.base_file(repository.root, repository.commit, name, largest=files.LARGEST)
            if found is None:
                return None
            return Base(found.path, files.decode(found.data), BaseFiles(repository, found.path))
        except (vcs.TooLargeError, files.FileError) as error:
            say(f"{visible_path(path)} is judged as a new file: of its base, {error}")
            return None
        except vcs.GitError as error:
            raise self._unanswered(error) from None

    def _repository(self, directory: Path) -> _Repository:
        if directory not in self._found:
            try:
                root = Path(os.path.realpath(vcs.root(directory)))
                if self._revision is None:
                    self._revision = vcs.default_base(root)
                self._found[directory] = _Repository(root, vcs.merge_base(root, self._revision))
            except vcs.GitError as error:
                raise self._unanswered(error) from None
        return self._found[directory]

    def _unanswered(self, error: vcs.GitError) -> UsageError:
        asked = f"{self._option} {self._revision}" if self._revision else self._option
        return UsageError(f"{asked}: {error}")
