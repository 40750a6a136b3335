"""The timeline of a roadmap: what is planned, done and supported over quarters, for terminals and for the web.

`model.timeline` makes it of a document; a module for each format draws it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from roadmap_lint.integrations.timeline.model import Timeline


class Format(Protocol):
    """What the module of a format has. The text ends in a line feed."""

    def render(self, timeline: Timeline) -> str:
        """The timeline in this format."""


FORMATS = ("text", "svg", "html", "mermaid")
"""Every format; `roadmap_lint.integrations.timeline.<name>` makes it, and is imported when asked for."""


def format_named(name: str) -> Format:
    """The module of a format of `FORMATS`."""
    return cast(Format, import_module(f"{__name__}.{name}"))


__all__ = ["FORMATS", "Format", "format_named"]
