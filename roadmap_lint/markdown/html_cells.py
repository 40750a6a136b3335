"""HTML in the cells of tables: what is raised marks a note and is no digit of a version, a break is a gap."""

from __future__ import annotations

from roadmap_lint.lazy import pattern
from roadmap_lint.model import OPAQUE

# Tags whose contents stand in lines of their own.
GAPS = frozenset({"br", "p", "div", "li", "ul", "ol", "hr"})
RAISING = frozenset({"sup", "sub"})

TAG = pattern(r"<(?P<slash>/?)(?P<name>[A-Za-z]++)")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SIGNS = pattern(r"[\d*†‡(),\s]+")
_SUPERSCRIPT = str.maketrans("0123456789(),", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ ")


def raised(text: str) -> str:
    """What stands in `<sup>`, as a reader tells it from the text beside it: `1.25<sup>1</sup>` is 1.25¹.

    The `th` of a day goes on with it; of other words nobody knows, and a blank keeps them apart.
    """
    if text in _ORDINALS or not text.strip(f" {OPAQUE}"):
        return text
    return text.translate(_SUPERSCRIPT) if _SIGNS.fullmatch(text) and text.isprintable() else f" {text}"
