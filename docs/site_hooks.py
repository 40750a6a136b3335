"""Hooks of the site: what GitHub shows of the pages of docs/, the site shows, too, and no page is written twice.

Python-Markdown knows fences of one word only; the second one of ```markdown bad says what an example shows, and becomes
a line above. A link to a file outside of docs/ leads to where the repository is seen.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent

_FENCE = re.compile(r"(?P<ticks>`{3,})(?P<kind>\w*) ?(?P<shows>\w*)")
_LINK = re.compile(r"\]\((?P<path>(?:\.\./)+[^)#\s]+)(?P<anchor>#[^)\s]+)?\)")


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """The page as Python-Markdown and the site need it."""
    directory = posixpath.join("docs", posixpath.dirname(page.file.src_uri))
    lines: list[str] = []
    opened = ""
    for line in markdown.split("\n"):
        fence = None if opened else _FENCE.fullmatch(line)
        if fence:
            opened = fence["ticks"]
            lines += [f"*{fence['shows']}:*", ""] if fence["shows"] else []
            lines.append(opened + fence["kind"])
        elif opened:
            opened = "" if line == opened else opened
            lines.append(line)
        else:
            lines.append(_LINK.sub(lambda link: _seen(link, directory, config.repo_url), line))
    return "\n".join(lines)


def _seen(link: re.Match[str], directory: str, repository: str) -> str:
    """A link as it is, or to the repository where it leads out of docs/ to what is there."""
    path = posixpath.normpath(posixpath.join(directory, link["path"]))
    if path.startswith("docs/") or not (ROOT / path).exists():
        return link[0]
    kind = "tree" if (ROOT / path).is_dir() else "blob"
    return f"]({repository}/{kind}/main/{path}{link['anchor'] or ''})"
