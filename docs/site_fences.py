"""A hook of the site: what GitHub makes of a fence such as ```markdown bad, Python-Markdown has to be told.

It knows fences of one word only. The second one says what an example shows: it becomes a line above.
"""

from __future__ import annotations

import re
from typing import Any

_FENCE = re.compile(r"(?P<ticks>`{3,})(?P<kind>\w*) ?(?P<shows>\w*)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page with its fences as Python-Markdown reads them."""
    lines = []
    opened = ""
    for line in markdown.split("\n"):
        fence = _FENCE.fullmatch(line)
        if fence and not opened:
            opened = fence["ticks"]
            if fence["shows"]:
                lines += [f"*{fence['shows']}:*", ""]
            lines.append(opened + fence["kind"])
            continue
        if line == opened:
            opened = ""
        lines.append(line)
    return "\n".join(lines)
