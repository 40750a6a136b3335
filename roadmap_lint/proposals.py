"""Numbered proposals: their labels (`RFC-0012`, `KEP 1234`, `RFC-XXXX`), and their numbers in addresses."""

from __future__ import annotations

import re
from functools import cache

from roadmap_lint.forges import forge_address
from roadmap_lint.lazy import pattern

# The kinds of proposal that projects number; a label is one of them with a number, a placeholder, or nothing.
PROPOSAL_KINDS = ("RFC", "KEP", "ADR", "PEP", "PDEP", "ITE", "TEP", "GEP", "AEP", "RFD", "EIP", "MSC", "GREP", "JEP")
PROPOSAL_LABEL = pattern(
    rf"(?P<kind>{'|'.join(PROPOSAL_KINDS)})"
    r"(?:[-\s#:]*(?P<number>\d{1,6})|[-\s](?P<placeholder>X+|\?+|N+|TBD|0*X+))?"
)


@cache
def _shapes(kind: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A directory of proposals; a name with a kind and a number; a name that begins with a number."""
    directory = re.compile(rf"{kind}s?|proposals?|enhancements?|decisions?|designs?")
    labelled = re.compile(rf"{kind}[-_]?0*(?P<number>\d{{1,6}})(?=$|[-_.])")
    numbered = re.compile(r"(?!\d{4}-\d\d-\d\d)0*(?P<number>\d{1,6})(?=$|[-_.])")
    return directory, labelled, numbered


def numbers_in(url: str, kind: str) -> set[int]:
    """The numbers of proposals of a kind (`RFC`) in the path of an address, which is no issue and no pull request."""
    address = forge_address(url)
    if address is not None and address.kind in ("issue", "pull request", "discussion", "milestone"):
        return set()
    path = re.split(r"[?#]", url.partition("://")[2] or url)[0]
    directory, labelled, numbered = _shapes(kind.casefold())
    numbers: set[int] = set()
    inside = False
    for name in path.casefold().split("/"):
        match = labelled.match(name) or (numbered.match(name) if inside else None)
        if match:
            numbers.add(int(match["number"]))
        inside = inside or directory.fullmatch(name) is not None
    return numbers
