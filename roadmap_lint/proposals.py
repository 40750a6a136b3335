"""The labels of numbered proposals: `RFC-0012`, `KEP 1234`, `RFC-XXXX`."""

from __future__ import annotations

from roadmap_lint.lazy import pattern

# The kinds of proposal that projects number; a label is one of them with a number, a placeholder, or nothing.
PROPOSAL_KINDS = ("RFC", "KEP", "ADR", "PEP", "PDEP", "ITE", "TEP", "GEP", "AEP", "RFD", "EIP", "MSC", "GREP", "JEP")
PROPOSAL_LABEL = pattern(
    rf"(?P<kind>{'|'.join(PROPOSAL_KINDS)})"
    r"(?:[-\s#:]*(?P<number>\d{1,6})|[-\s](?P<placeholder>X+|\?+|N+|TBD|0*X+))?"
)
