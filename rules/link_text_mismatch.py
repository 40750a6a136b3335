from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_lint.addresses import definition_of
from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.forges import REFERENCE, ForgeAddress, forge_address
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Link
from roadmap_lint.record import Record
from roadmap_lint.releases import released_version
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import Version

_TRACKED = ("issue", "pull request", "discussion")


class _Reference(Record):
    text: str
    owner: str | None
    repository: str | None
    number: int


class LinkTextMismatch(Rule):
    """The text of a link names one issue or version, and the link goes to another.

    ## What it checks

    Two kinds of text. One that is a reference, begins with one or ends with one in brackets (`#12`, `PR #12`,
    `acme/acme#12`, `GH-12`, `Plugin API (#12)`): the target, an issue, pull request or discussion, must be that one.
    And one that is a version as a whole: the release, tag or changelog it goes to must be of that version (2.8 agrees
    with v2.8.0). Other numbers in a text, milestones and anchors are not compared.

    ## Why it matters

    Whoever copies a line and changes only half of it publishes a wrong promise: readers trust the number they see,
    tools the one in the address, and the two report on different work.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    - [ ] Plugin API ([#12](https://github.com/acme/acme/issues/13))
    - [x] Released as [v2.6.0](https://github.com/acme/acme/releases/tag/v2.5.0)
    ```

    ```text output
    ROADMAP.md:3:20: RM506 link-text-mismatch error the text says #12, the link goes to issue #13; one of the two is wrong
      |
    3 | - [ ] Plugin API ([#12](https://github.com/acme/acme/issues/13))
      |                    ^^^

    ROADMAP.md:4:20: RM506 link-text-mismatch error the text says v2.6.0, the link goes to v2.5.0; one of the two is wrong
      |
    4 | - [x] Released as [v2.6.0](https://github.com/acme/acme/releases/tag/v2.5.0)
      |                    ^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    - [ ] Plugin API ([Acme/acme#12](https://github.com/acme/acme/pull/12#issuecomment-99))
    - [ ] [Follow-up to #12 in the console](https://github.com/acme/acme/issues/13)
    - [x] Released as [v2.6](https://github.com/acme/acme/releases/tag/v2.6.1)
    ```

    ## When to disable

    Where texts number things by themselves, with a `#` that is not the tracker's.
    """

    code = "RM506"
    name = "link-text-mismatch"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for link in document.links:
            if link.opaque or link.kind in ("literal", "autolink"):
                continue
            message = _wrong_item(link) or _wrong_version(link)
            if message:
                yield self.finding(link.text.span, message, related=definition_of(link))


# ------------------------------------------------------------------------------------------------------------ issues


# A reference in brackets at the end of the text, or one that is set off from what it is about.
_OPENED = pattern(r"[(\[](?:PR |MR |issue )?$")
_CLOSED = pattern(r"[)\]]\W*")
_SET_OFF = pattern(r"[)\]]?\s*[:–—-]|[)\]]")
_WORD = pattern(r"\w")
# What may stand in front of a reference that is the whole text.
_BEFORE = pattern(
    r"\W*(?:(?:see|tracking|tracked|in|by|github|gitlab|issues?|pull|request|prs?|mr|discussion|bug|ticket)[\s:]*)*\W*",
    re.IGNORECASE,
)


def _wrong_item(link: Link) -> str | None:
    reference = _reference(link.text.value)
    target = forge_address(link.destination.value) if reference else None
    if target is None or target.kind not in _TRACKED or reference is None or _agree(reference, target):
        return None
    there = f"#{target.number}" if reference.owner is None else f"{target.owner}/{target.repository}#{target.number}"
    return f"the text says {reference.text}, the link goes to {target.kind} {there}; one of the two is wrong"


def _reference(text: str) -> _Reference | None:
    """The one reference that the text is about; `None` where it has several, or only mentions one."""
    found = list(REFERENCE.finditer(text)) if "#" in text or "GH-" in text else ()
    if len(found) != 1:
        return None
    match = found[0]
    before, after = text[: match.start()], text[match.end() :]
    bracketed = _OPENED.search(before) is not None and _CLOSED.fullmatch(after) is not None
    leads = not before.strip("([") and (_SET_OFF.match(after) or len(match["number"]) > 1)
    whole = _BEFORE.fullmatch(before) is not None and _WORD.search(after) is None
    if not (bracketed or leads or whole):
        return None
    return _Reference(match[0], match["owner"], match["repository"], int(match["number"]))


def _agree(reference: _Reference, target: ForgeAddress) -> bool:
    if reference.number != target.number:
        return False
    if reference.owner is None or reference.repository is None:
        return True
    innermost = target._replace(owner=target.owner.rpartition("/")[2])  # of the groups of a GitLab project
    return innermost.is_of(reference.owner, reference.repository)


# ---------------------------------------------------------------------------------------------------------- versions


def _wrong_version(link: Link) -> str | None:
    stated = Version.parse(link.text.value.strip())
    if stated is None or (len(stated.release) == 1 and stated.text[0] not in "vV"):
        return None
    released = released_version(link.destination.value)
    if released is None or stated.agrees_with(released):
        return None
    return f"the text says {stated}, the link goes to {released}; one of the two is wrong"
