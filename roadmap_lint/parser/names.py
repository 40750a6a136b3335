"""The names of products and platforms in the headings of tables."""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.parser.cells import KNOWN

_DENIED = pattern(
    r"\b(?:not|no|unsupported|untested|without|except|successor|predecessor|replace(?:d|s|ment)|supersede[ds])\b",
    re.IGNORECASE,
)
# What a heading says besides the name of a product or platform.
_FILLER = pattern(
    r"\b(?:officially|currently|compatib(?:le|ility)|support(?:ed|s)?|tested|verified|certified|require[ds]?|requirements?|"
    r"recommended|expected|min(?:imum)?|max(?:imum)?|oldest|newest|new|latest|versions?|releases?|series|branch|cycle|line|"
    r"minors?|range|list|milestones?|names?|framework|follow(?:s|ed)|based|it|with|on|against|and|up|to|the|of|for)\b\.?|[^\w\s./+#-]",
    re.IGNORECASE,
)
_BRACKETS = pattern(r"\([^()]*\)")
# Words of headings about the releases themselves: they name no platform.
_PLAIN = pattern(
    r"added|affected|after|all|api|app|application|artifact|available|backport|base|before|build|built|bundle|"
    r"bundled|candidate|change|changed|changelog|chart|code|codename|comment|commit|component|contract|count|"
    r"current|date|default|deprecated|development|doc|docs|documentation|download|end|fix|fixed|fixes|from|feature|"
    r"features|final|first|git|id|image|in|included|initial|installed|internal|introduced|is|issue|issues|last|"
    r"level|link|lts|maintained|major|manifest|model|module|must|next|no|note|notes|number|old|only|operator|or|"
    r"our|package|patch|patched|patches|path|plan|planned|platform|plugin|previous|product|protocol|public|"
    r"published|ref|reference|removed|repo|revision|runtime|schema|score|sdk|sdks|security|service|sha|since|size|"
    r"source|spec|stable|stars|start|status|tag|target|through|type|until|update|updated|upgrade|url|use|used|"
    r"using|valid|via|when",
    re.IGNORECASE,
)


def name_in(title: str) -> str | None:
    """The product that a heading names among its words (`Supported Kubernetes versions`)."""
    if _DENIED.search(title):
        return None
    name = _named(title)
    bare = _named(_BRACKETS.sub(" ", title)) if "(" in title else name
    if KNOWN.fullmatch(bare):
        return bare
    if not name or len(name) > 40 or not any(map(str.isalpha, name)):
        return None
    return None if all(map(_PLAIN.fullmatch, name.split())) else name


def _named(title: str) -> str:
    return " ".join(_FILLER.sub(" ", title).split())


def is_known(title: str) -> bool:
    name = name_in(title)
    return name is not None and KNOWN.fullmatch(name) is not None
