"""The grammar of statements: what a milestone promises about versions and APIs, one table row a statement.

A statement is read only where the whole item says it: "Remove support for deprecated fields in Provider API v1" ends
no support for a version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Claim, Deprecates, EndOfSupport, Promotes, Removes, TestedWith, Text
from roadmap_lint.record import Record
from roadmap_lint.source import Span
from roadmap_lint.values import ApiVersion, read_versions

_PRODUCT = r"(?P<product>[^\W\d_][\w.+#-]*(?:\s+[A-Z][\w.+#-]*){0,2}?)"
_VERSIONS = r"(?P<versions>v?\d[\w.*\\+-]*(?:\s*(?:,\s*(?:and\s+)?|and\s+|&\s*|/\s*)v?\d[\w.*\\+-]*)*)"
_END = r"(?:\s*\([^()]*\))?\s*[.:;]?\s*(?:\([^()]*\))?$"
_API = r"[A-Za-z0-9][\w./-]*\w"
_APIS = rf"(?P<apis>{_API}(?:\s*(?:,\s*(?:and\s+)?|and\s+|&\s*){_API})*)"
_EACH_API = pattern(_API)


# The rest of a statement, and the place of the whole, to claims.
_Build = Callable[[Text, re.Match[str], Span], Iterator[Claim]]


def _versioned(make: Callable[..., Claim]) -> _Build:
    def build(text: Text, match: re.Match[str], whole: Span) -> Iterator[Claim]:
        if match["product"].lower() in _NO_PRODUCT:
            return
        product = text.part(*match.span("product"))
        for version, start, end in read_versions(text.text, *match.span("versions")):
            if len(version.release) > 1 or version.wildcard:
                yield make(product, text.value(version, start, end), whole)

    return build


def _api(make: Callable[..., Claim]) -> _Build:
    def build(text: Text, match: re.Match[str], whole: Span) -> Iterator[Claim]:
        for name in _EACH_API.finditer(text.text, *match.span("apis")):
            if "." in name[0] or "/" in name[0]:
                yield make(text.value(ApiVersion.parse(name[0]), *name.span()), whole)

    return build


def _promotion(text: Text, match: re.Match[str], whole: Span) -> Iterator[Claim]:
    yield Promotes(text.part(*match.span("name")), text.part(*match.span("version")), whole)


_NO_PRODUCT = frozenset({"version", "versions", "release", "releases", "the", "api", "apis"})


class _Statement(Record):
    """A way to make a statement: its pattern, how it is built, and what a newcomer should see it reads.

    `begins` and `holds` tell, of an item in lower case, whether looking is worth while: one of each must be there.
    """

    verb: re.Pattern[str]
    rest: re.Pattern[str]
    build: _Build
    example: str
    begins: tuple[str, ...]
    holds: tuple[str, ...]


# What follows the verb: shared, for a pattern is compiled once and most of its work is here.
_OF_VERSIONS = pattern(rf"{_PRODUCT}\s+(?:versions?\s+)?{_VERSIONS}{_END}", re.IGNORECASE)
_OF_APIS = pattern(
    rf"(?:deprecated\s+)?APIs?(?:\s+versions?)?\s+(?:(?:in\s+(?:the\s+)?(?:API\s+)?)?groups?\s+)?{_APIS}{_END}",
    re.IGNORECASE,
)
_REACHING_ITS_END = pattern(
    rf"{_PRODUCT}\s+(?:versions?\s+)?{_VERSIONS}\s+(?:reaches\s+|is\s+)?(?:eol|end\s+of\s+(?:life|support)){_END}",
    re.IGNORECASE,
)
_OF_A_PROMOTION = pattern(rf"(?P<name>\S[^.]*?)\s+APIs?\s+to\s+(?P<version>v\d(?:[\w.]*\w)?){_END}", re.IGNORECASE)

_STATEMENTS: tuple[_Statement, ...] = tuple(
    _Statement(pattern(verb), rest, build, example, begins, holds)
    for verb, rest, build, example, begins, holds in (
        (
            r"(?:end|ends|ending|(?:drop|stop)(?:s|ping)?|(?:discontinue|remove)[sd]?|cease)\s+(?:the\s+)?support\s+(?:for|of)\s+",
            _OF_VERSIONS,
            _versioned(EndOfSupport),
            "End support for Flux v2.5.x",
            ("end", "drop", "stop", "discontinue", "remove", "cease"),
            ("support",),
        ),
        (
            r"(?:end\s+of\s+(?:support|life)|eol)\s+(?:for|of)\s+",
            _OF_VERSIONS,
            _versioned(EndOfSupport),
            "End of support for Flux v2.5.x",
            ("end of", "eol"),
            (" for ", " of "),
        ),
        (
            "",
            _REACHING_ITS_END,
            _versioned(EndOfSupport),
            "Flux v2.5.x reaches end of life",
            ("",),
            (" eol", "end of"),
        ),
        (
            r"(?:end-to-end|e2e|conformance)\s+test(?:s|ing|ed)?\s+(?:for|against|with|on)\s+",
            _OF_VERSIONS,
            _versioned(TestedWith),
            "End-to-end testing for Kubernetes 1.35",
            ("end-to-end", "e2e", "conformance"),
            ("test",),
        ),
        (
            r"test(?:s|ing|ed)?\s+(?:with|against|on)\s+",
            _OF_VERSIONS,
            _versioned(TestedWith),
            "Tested with Kubernetes 1.35",
            ("test",),
            ("",),
        ),
        (
            r"deprecate[sd]?\s+(?:the\s+)?",
            _OF_APIS,
            _api(Deprecates),
            "Deprecate APIs in group `notification.toolkit.example/v1beta3`",
            ("deprecate",),
            ("api",),
        ),
        (
            r"(?:remove|drop|delete)[sd]?\s+(?:the\s+)?",
            _OF_APIS,
            _api(Removes),
            "Remove deprecated APIs in the group `source.toolkit.example/v1beta2`",
            ("remove", "drop", "delete"),
            ("api",),
        ),
        (
            r"promote[sd]?\s+(?:the\s+)?",
            _OF_A_PROMOTION,
            _promotion,
            "Promote the `Event` API to `v1`",
            ("promote",),
            ("api",),
        ),
    )
)
CLAIM_EXAMPLES: tuple[str, ...] = tuple(statement.example for statement in _STATEMENTS)


# With one of these a statement begins, or it has one of those somewhere: most items have neither.
_BEGINNINGS = tuple(word for statement in _STATEMENTS for word in statement.begins if word)
_INITIALS = frozenset(word[0] for word in _BEGINNINGS)
_ANYWHERE = tuple(part for statement in _STATEMENTS if "" in statement.begins for part in statement.holds)


def _may_be_a_statement(folded: str) -> bool:
    if folded[:1] in _INITIALS and folded.startswith(_BEGINNINGS):
        return True
    return _holds_one(folded, _ANYWHERE)


def _holds_one(folded: str, parts: tuple[str, ...]) -> bool:
    for part in parts:  # noqa: SIM110  (every item gets here, and any() takes twice as long)
        if part in folded:
            return True
    return False


def read_claims(text: Text, start: int = 0) -> tuple[Claim, ...]:
    """The statements that an item makes, from `start` (behind its task box) on."""
    words = text.text
    if len(words) - start > 300:
        return ()
    folded = words[start:].lower()
    if not _may_be_a_statement(folded):
        return ()
    for statement in _STATEMENTS:
        if not folded.startswith(statement.begins) or not _holds_one(folded, statement.holds):
            continue
        verb = statement.verb.match(folded)  # ASCII only: as long in lower case
        rest = statement.rest.match(words, start + verb.end()) if verb else None
        if rest:
            return tuple(statement.build(text, rest, text.locate(start, rest.end())))
    return ()
