from __future__ import annotations

from collections.abc import Iterable, Sequence

from roadmap_lint.addresses import Address, addresses
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.forges import named_by, section_place
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Rule
from roadmap_lint.urls import Fault, shown

# So many directories of one shape show that what stands beside them is one, too.
_FEWEST_SIBLINGS = 2


class LinkDirectory(Rule):
    """A link with `blob`, which shows a file, leads to a directory.

    ## What it checks

    Links to GitHub and GitLab with `/blob/` whose path ends in a slash, which no file's path does; and those to a
    numbered entry (`rfcs/0012-plugins`) whose numbered siblings in the same directory, two or more, are linked with
    `/tree/`. Paths with a file's suffix are files. The fix is safe where the address names a path, else unsafe:
    where it ends behind the branch, a file's name may be missing.

    ## Why it matters

    Browsers are redirected, and see nothing of it. Tools that read the address are not: they ask the host for a file
    of that name, and report the proposal or the directory as missing.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [x] [RFC-0011](https://github.com/acme/acme/tree/main/rfcs/0011-audit-log) Audit log
    - [x] [RFC-0012](https://github.com/acme/acme/blob/main/rfcs/0012-plugin-api/) Plugin API
    ```

    ```text output
    ROADMAP.md:4:47: RM512 link-directory warning 'rfcs/0012-plugin-api/' is a directory, and 'blob' shows files; 'tree' would be right
      |
    4 | - [x] [RFC-0012](https://github.com/acme/acme/blob/main/rfcs/0012-plugin-api/) Plugin API
      |                                               ^^^^
      = fix: replace with 'tree'
    ```

    ```markdown fixed
    # Acme Roadmap

    - [x] [RFC-0011](https://github.com/acme/acme/tree/main/rfcs/0011-audit-log) Audit log
    - [x] [RFC-0012](https://github.com/acme/acme/tree/main/rfcs/0012-plugin-api/) Plugin API
    ```

    ```markdown good
    # Acme Roadmap

    - [x] [RFC-0011](https://github.com/acme/acme/tree/main/rfcs/0011-audit-log) Audit log
    - [x] [RFC-0012](https://github.com/acme/acme/blob/main/rfcs/0012-plugin-api/README.md) Plugin API
    - [x] [Build](https://github.com/acme/acme/blob/main/Makefile) without a network
    ```

    ## When to disable

    Where the host is a mirror that knows `blob` only.
    """

    code = "RM512"
    name = "link-directory"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        entries = [entry for address in addresses(document) if (entry := _entry(address)) is not None]
        folders: dict[tuple[str, ...], list[_Entry]] = {}
        for entry in entries:
            if _NUMBERED.fullmatch(entry.name):
                folders.setdefault(entry.folder, []).append(entry)
        holding = {folder for folder, numbered in folders.items() if _holds_directories(numbered)}
        for entry in entries:
            numbered = entry.folder in holding and _NUMBERED.fullmatch(entry.name) is not None
            if entry.section == "blob" and (entry.ends_in_slash or numbered):
                yield self._shows_no_file(entry)

    def _shows_no_file(self, entry: _Entry) -> Diagnostic:
        path = entry.path
        what = (
            f"'{shown(path)}' is a directory, and 'blob' shows files"
            if path
            else "'blob' shows a file, and none is named"
        )
        found = Fault(*entry.place, f"{what}; 'tree' would be right", "tree")
        fix = entry.address.correction(found)
        return self.finding(
            entry.address.place(found), found.message, fix=fix._replace(safe=bool(path)) if fix else None
        )


class _Entry(Record):
    """A link to a file or directory of a repository: `folder` is its address up to the last name, section aside."""

    address: Address
    section: str
    place: tuple[int, int]
    path: str
    folder: tuple[str, ...]
    name: str
    ends_in_slash: bool


def _entry(address: Address) -> _Entry | None:
    parts = address.parts
    if parts is None or not ("/blob/" in parts.path or "/tree/" in parts.path):
        return None
    if not parts.path.endswith("/") and not _NUMBERED.fullmatch(parts.path.rpartition("/")[2]):
        return None  # a file, whatever is beside it
    named, place = named_by(parts), section_place(address.value.value)
    if named is None or place is None or named.ref is None or named.kind not in ("blob", "tree"):
        return None
    repository = (named.host, named.owner.casefold(), named.repository.casefold())
    names = named.ref.split("/")
    slash = parts.path.endswith("/")
    path = "/".join(names[1:]) + "/" * (slash and len(names) > 1)
    return _Entry(address, named.kind, place, path, (*repository, *names[:-1]), names[-1], slash)


# '0012-plugins', 'rfc-12', 'KEP-3243-policies'; a dot may begin a file's suffix
_NUMBERED = pattern(r"[A-Za-z]*[-_]?\d+(?:[-_][^.]*)?")


def _holds_directories(entries: Sequence[_Entry]) -> bool:
    """Whether the numbered entries of a folder are directories: two of them and more are, and most of them."""
    if len(entries[0].folder) < _FOLDER_IN_BRANCH:
        return False
    directories = {entry.name for entry in entries if entry.section == "tree" or entry.ends_in_slash}
    others = {entry.name for entry in entries} - directories
    return len(directories) >= max(_FEWEST_SIBLINGS, len(others) + 1)


# Host, owner, repository, branch and one directory: numbered names right below may be part of a branch's name.
_FOLDER_IN_BRANCH = 5
