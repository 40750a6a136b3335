from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.addresses import addresses
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.forges import FORGES, HOSTS, tracker_fault
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, OptionError, Rule, option


class LinkTrackerShape(Rule):
    """The address of an issue, pull request or discussion does not have the shape that its host knows.

    ## What it checks

    Addresses on GitHub, GitLab, Codeberg and gitea.com, and on hosts that the option `hosts` names: a number that is
    missing or is none, `/pulls/12` where GitHub has `/pull/12`, `/issue/12` where it has `/issues/12`, a slash behind
    the number, a doubled slash, no repository. Lists, searches, files and pages of a pull request are not its business.

    ## Why it matters

    `/pulls/12` looks right and shows the pull requests of a user called 12: none. Tools that read the state of an
    issue from its address, release dashboards and `--online` among them, pass such links over without a word.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API](https://github.com/acme/acme/pulls/12)
    - [ ] [Web console](https://github.com/acme/acme/issues/#13)
    ```

    ```text output
    ROADMAP.md:3:49: RM505 link-tracker-shape error pull requests are at '/pull/12', not at '/pulls/12'
      |
    3 | - [ ] [Plugin API](https://github.com/acme/acme/pulls/12)
      |                                                 ^^^^^
      = fix: replace with 'pull'

    ROADMAP.md:4:50: RM505 link-tracker-shape error '#13' is a place on a page; the issue is at '/issues/13'
      |
    4 | - [ ] [Web console](https://github.com/acme/acme/issues/#13)
      |                                                  ^^^^^^^^^^
      = fix: replace with 'issues/13'
    ```

    ```markdown fixed
    # Acme Roadmap

    - [ ] [Plugin API](https://github.com/acme/acme/pull/12)
    - [ ] [Web console](https://github.com/acme/acme/issues/13)
    ```

    ```markdown bad
    # Acme Roadmap

    - [ ] [Audit log](https://github.com/acme/acme/issues/1O)
    ```

    ```text output
    ROADMAP.md:3:55: RM505 link-tracker-shape error '1O' is no number; issues have one
      |
    3 | - [ ] [Audit log](https://github.com/acme/acme/issues/1O)
      |                                                       ^^
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] [Plugin API](https://github.com/acme/acme/pull/12/files#r7)
    - [ ] [All of them](https://github.com/acme/acme/issues?q=is%3Aopen+label%3Aplugins)
    - [ ] [Reviews](https://github.com/acme/acme/pulls/ann)
    - [ ] [Web console](https://codeberg.org/acme/acme/pulls/12)
    ```

    With a host of one's own:

    ```toml options
    hosts = { "git.example.com" = "gitea" }
    ```

    ```markdown bad
    # Acme Roadmap

    - [ ] [Plugin API](https://git.example.com/acme/acme/issues/12/)
    ```

    ```text output
    ROADMAP.md:3:63: RM505 link-tracker-shape error the address ends with the number, 12: no '/' behind it
      |
    3 | - [ ] [Plugin API](https://git.example.com/acme/acme/issues/12/)
      |                                                               ^
      = fix: remove it
    ```

    ```markdown fixed
    # Acme Roadmap

    - [ ] [Plugin API](https://git.example.com/acme/acme/issues/12)
    ```

    ## When to disable

    Where a proxy in front of the host rewrites addresses.
    """

    code = "RM505"
    name = "link-tracker-shape"
    severity = Severity.ERROR

    hosts: dict[str, str] = option({}, "hosts of one's own, and what runs there: github, gitlab or gitea")

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        for host, forge in self.hosts.items():
            if forge not in FORGES:
                choices = ", ".join(FORGES)
                raise OptionError(f"option 'hosts' takes one of {choices} for '{host}', not {forge!r}", "hosts")

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        hosts = {**HOSTS, **{host.lower(): forge for host, forge in self.hosts.items()}}
        for address in addresses(document):
            found = tracker_fault(address.value.value, hosts, parts=address.parts) if address.parts else None
            if found is None or (address.bare and found.correction is None):
                continue  # '…/issues/N' in prose shows a shape, and leads nowhere on purpose
            yield self.finding(address.place(found), found.message, fix=address.correction(found))
