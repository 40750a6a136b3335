from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.addresses import Address, addresses
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.forges import HOSTS
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, Rule, option
from roadmap_lint.urls import Fault, fault, is_example_host, is_local_host

# They have served https, and nothing else, for years: the forges, and where they keep files, pages and APIs.
_SECURE = frozenset(
    [
        *HOSTS,
        "api.github.com",
        "bitbucket.org",
        "codeload.github.com",
        "docs.github.com",
        "docs.gitlab.com",
        "gist.github.com",
        "git.sr.ht",
        "www.gitlab.com",
    ]
)
_SECURE_SITES = (".github.io", ".githubusercontent.com", ".gitlab.io", ".codeberg.page")

# What begins with these names a vocabulary, and is compared letter by letter.
_NAMESPACES = ("http://www.w3.org/", "http://json-schema.org/", "http://schemas.", "http://xmlns.", "http://purl.org/")


class LinkInsecure(Rule):
    """A link uses http where the host is known to serve https.

    ## What it checks

    Addresses with `http://` on GitHub, GitLab, Codeberg and other public hosts of code, on hosts that the document
    itself links with `https://`, and on those that the option `hosts` names. Local machines, IP addresses, addresses
    with a port, the domains of examples and the names of XML vocabularies are fine.

    ## Why it matters

    Whoever stands between the reader and the host can change what is read. A redirect to https comes too late: the
    first request has gone out in the open.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API](http://github.com/acme/acme/issues/12)
    ```

    ```text output
    ROADMAP.md:3:20: RM504 link-insecure warning 'github.com' serves https; 'https://' would be right
      |
    3 | - [ ] [Plugin API](http://github.com/acme/acme/issues/12)
      |                    ^^^^
      = fix: replace with 'https'
    ```

    ```markdown fixed
    # Acme Roadmap

    - [ ] [Plugin API](https://github.com/acme/acme/issues/12)
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] [Plugin API](https://github.com/acme/acme/issues/12)
    - [ ] [Console](http://localhost/), [status](http://status.acme.test/), [metrics](http://github.com:9090/)
    - [ ] [Old notes](http://notes.acme-archive.org/2019)
    ```

    With a host of one's own:

    ```toml options
    hosts = ["git.example.com"]
    ```

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API](http://git.example.com/acme/acme/issues/12)
    ```

    ```text output
    ROADMAP.md:3:20: RM504 link-insecure warning 'git.example.com' serves https; 'https://' would be right
      |
    3 | - [ ] [Plugin API](http://git.example.com/acme/acme/issues/12)
      |                    ^^^^
      = fix: replace with 'https'
    ```

    ```markdown fixed
    # Acme Roadmap

    - [ ] [Plugin API](https://git.example.com/acme/acme/issues/12)
    ```

    ## When to disable

    Where readers are on a network that knows no https.
    """

    code = "RM504"
    name = "link-insecure"
    severity = Severity.WARNING

    hosts: tuple[str, ...] = option((), "hosts of one's own that serve https")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        written = list(addresses(document))
        configured = frozenset(host.lower() for host in self.hosts)
        linked = frozenset(host for address in written if (host := _host(address, "https")))
        for address in written:
            host = _host(address, "http")
            if host is None or fault(address.value.value) or _is_vocabulary(address):
                continue
            if host in configured or (_may_be_secure(host) and (host in linked or _is_secure(host))):
                found = Fault(0, len("http"), f"'{host}' serves https; 'https://' would be right", "https")
                yield self.finding(address.place(found), found.message, fix=address.correction(found))


def _host(address: Address, scheme: str) -> str | None:
    """The host of an address of that scheme; one with a port is another server."""
    parts = address.parts
    return parts.host if parts and parts.scheme == scheme and not parts.port else None


def _is_secure(host: str) -> bool:
    return host in _SECURE or host.endswith(_SECURE_SITES)


def _may_be_secure(host: str) -> bool:
    return not is_local_host(host) and not is_example_host(host)


def _is_vocabulary(address: Address) -> bool:
    return address.bare and address.value.value.lower().startswith(_NAMESPACES)
