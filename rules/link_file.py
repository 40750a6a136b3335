from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from roadmap_lint.addresses import addresses
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, FileProbe, Rule, option
from roadmap_lint.source import Span
from roadmap_lint.urls import fault, shown


class LinkFile(Rule):
    """A link to a file of the repository that is not there.

    ## What it checks

    Relative paths of links, images and definitions, from the document's directory, as far as they stay below the root.
    The root is the nearest directory upwards with a `.git`; where there is none (a tarball, a container without it), the
    directory of the config. Where there is neither, nobody knows what links may lead to, and the rule is silent: a
    `roadmap-lint.toml` at the top switches it on. It is silent on `../../issues` and the like, too, which lead out of
    the root. Site generators read paths in ways of their own: a path is wrong
    only if there is no such file or directory, no page of that name (`x.md`, `x/index.md`, `x/_index.md`,
    `x/README.md`), and none when the page counts as a directory. In a document with front matter only paths of
    Markdown files are judged: where the other ones lead, the generator decides. `/x` is judged where `site_root` says
    below which directory of the root it stands.

    ## Why it matters

    A file is renamed, and the roadmap is not: the link leads to a page that says "not found", on GitHub and on the
    site.

    ## Examples

    ```text files
    ROADMAP.md
    README.md
    docs/plugins.md
    docs/guide/index.md
    ```

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API](docs/plugin-api.md)
    - [ ] [Web console](readme.md#console)
    ```

    ```text output
    ROADMAP.md:3:20: RM509 link-file error there is no 'docs/plugin-api.md' in the repository
      |
    3 | - [ ] [Plugin API](docs/plugin-api.md)
      |                    ^^^^^^^^^^^^^^^^^^

    ROADMAP.md:4:21: RM509 link-file error there is no 'readme.md' in the repository; 'README.md' is there
      |
    4 | - [ ] [Web console](readme.md#console)
      |                     ^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] [Plugin API](docs/plugins.md#api), [guide](docs/guide/), [the same](docs/guide.html)
    - [ ] [Web console](../../issues/12), [on the site](/console/)
    ```

    With pages of a site below a directory of the repository:

    ```toml options
    site_root = "docs"
    ```

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API](/plugins/), [guide](/guides/)
    ```

    ```text output
    ROADMAP.md:3:40: RM509 link-file error there is no '/guides/' in the repository
      |
    3 | - [ ] [Plugin API](/plugins/), [guide](/guides/)
      |                                        ^^^^^^^^
    ```

    ## When to disable

    Where files that are linked are made when the site is built.
    """

    code = "RM509"
    name = "link-file"
    severity = Severity.ERROR
    needs = frozenset({"files"})

    site_root: str = option("", "the directory of the root below which '/x' stands ('.' is the root); silent if empty")
    extensions: tuple[str, ...] = option((".md", ".mdx", ".markdown"), "the suffixes of pages that links leave out")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        files = context.files
        if files is None:
            return
        for address in addresses(document):
            url = address.value.value
            written = re.split(r"[?#]", url, maxsplit=1)[0]
            if not _is_path(written) or address.bare or fault(url):
                continue
            path = unquote(written)
            if self._is_judged(path, document) and self._is_missing(path, document, files):
                start = address.value.span.start
                exact = url == address.value.raw
                yield self.finding(
                    Span(start, start + len(written)) if exact else address.value.span, self._told(path, files)
                )

    def _is_judged(self, path: str, document: Document) -> bool:
        if path.startswith("/"):
            return bool(self.site_root)
        return document.front_matter is None or path.endswith(self.extensions)

    def _is_missing(self, path: str, document: Document, files: FileProbe) -> bool:
        """Whether nothing that the path may mean exists; what leads out of the root may be anything."""
        for place in self._places(path, document):
            if files.exists(place) is not False:
                return False
            if any(files.exists(page) for page in self._pages(place)):
                return False
        return True

    def _places(self, path: str, document: Document) -> Iterator[str]:
        """Where a path leads: from the directory of the document, and from the page if its address is a directory."""
        if path.startswith("/"):
            yield posixpath.join("/", self.site_root, path.lstrip("/"))
            return
        yield path
        name = posixpath.basename(document.path.replace("\\", "/"))
        page = name.partition(".")[0]
        if page.casefold() not in ("index", "_index", "readme"):
            # from 'docs/roadmap/', '../guide/' is 'docs/guide/', which is 'guide/' from 'docs/'
            yield posixpath.join(page, path)

    def _pages(self, place: str) -> Iterator[str]:
        """The files that a generator makes the page of."""
        bare = re.sub(r"\.html?$", "", place.rstrip("/"))
        if bare:
            for suffix in self.extensions:
                yield f"{bare}{suffix}"
                for name in ("index", "_index", "README"):
                    yield f"{bare}/{name}{suffix}"

    def _told(self, path: str, files: FileProbe) -> str:
        missing = f"there is no '{shown(path)}' in the repository"
        host = path.split("/")[0]
        if _HOST.fullmatch(host):
            return f"{missing}; if '{shown(host)}' is a host, 'https://' belongs in front of it"
        near = next((other for other in _in_other_case(path) if files.exists(other)), None)
        return f"{missing}; '{shown(near)}' is there" if near else missing


_HOST = pattern(r"www\.[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev)", re.IGNORECASE)


def _is_path(written: str) -> bool:
    """Whether an address is a path: no scheme, no other host, no mail address, no place for a name."""
    return (
        bool(written)
        and re.match(r"[A-Za-z][\w+.-]*:|//", written) is None
        and re.search(r"[{}<>$*|\\]|^[^/]+@", written) is None
        and not written.startswith("~")
    )


def _in_other_case(path: str) -> Iterator[str]:
    """The same path with its last name, or all of it, in another case: `readme.md` for `README.md`."""
    folder, name = posixpath.split(path)
    stem, suffix = posixpath.splitext(name)
    for other in (stem.upper() + suffix, stem.lower() + suffix, name.lower(), name.upper(), stem.capitalize() + suffix):
        if other != name:
            yield posixpath.join(folder, other)
    if path.lower() != path:
        yield path.lower()
