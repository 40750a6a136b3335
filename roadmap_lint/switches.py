"""Switching a rule pack on: its name in a config, and our plugin in the settings of MkDocs. Text in, text out.

What is changed is read again: where that says anything but what was meant, there is no answer, and a person changes it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from roadmap_lint import toml
from roadmap_lint.lazy import pattern

PLUGIN = "roadmap-lint"

# `plugins = [`, and the sample of it that `init` writes.
_PLUGINS = pattern(r"^(#?)plugins[ \t]*=[ \t]*\[[ \t]*(\]?)", re.MULTILINE)


def with_pack(text: str, pack: str, table: str = "") -> str | None:
    """A config that names a pack among its `plugins`; the same text where it does, `None` where a person has to.

    `table` is the dotted name of the table that holds the config; empty where the file is the config.
    """
    before = _table(text, table)
    named = before.get("plugins", []) if before is not None else None
    if not isinstance(named, list):
        return None
    if pack in named:
        return text
    header = re.search(rf"^\[{re.escape(table)}\][ \t]*(?:#.*)?(?:\r?\n|\Z)", text, re.MULTILINE) if table else None
    start = header.end() if header else 0
    written = _PLUGINS.search(text, start)
    if written and bool(written[1]) != ("plugins" in (before or {})):
        after = f"{text[: written.start()]}plugins = [{json.dumps(pack)}{']' if written[2] else ', '}"
        after += text[written.end() :]
    else:
        after = f"{text[:start]}plugins = [{json.dumps(pack)}]{_newline(text)}{text[start:]}"
    return after if _table(after, table) == {**(before or {}), "plugins": [pack, *named]} else None


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _table(text: str, name: str) -> dict[str, Any] | None:
    try:
        data: Any = toml.loads(text)
    except (ValueError, RecursionError):
        return None
    for part in filter(None, name.split(".")):
        data = data.get(part) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else None


def with_plugin(text: str) -> str | None:
    """The settings of a site (mkdocs.yml) with our plugin among the others; the same text where it is there already.

    `None` where a person has to add it: settings that inherit others, and such as cannot be read.
    """
    before = _plugins(text)
    if before is None:
        return None
    names, start, at = before
    if PLUGIN in names:
        return text
    newline = _newline(text)
    if start is None:  # MkDocs' own default is search
        names, after = ["search"], newline.join([text.rstrip(), "plugins:", "  - search", f"  - {PLUGIN}", ""])
    elif text[start] == "[":
        after = f"{text[:at]}{', ' if names else ''}{PLUGIN}{text[at:]}"
    else:
        column = start - (text.rfind("\n", 0, start) + 1)
        after = f"{text[:at]}{newline}{' ' * column}- {PLUGIN}{text[at:]}"
    made = _plugins(after)
    return after if made is not None and made[0] == [*names, PLUGIN] else None


def _plugins(text: str) -> tuple[list[str], int | None, int] | None:
    """The plugins of settings; the offset of their list, where there is one; and that at which another one fits."""
    import yaml

    try:
        root = yaml.compose(text)  # nothing is made of the tags (!ENV, !!python/name) of the settings
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    keys = {key.value: value for key, value in root.value if isinstance(key, yaml.ScalarNode)}
    listed = keys.get("plugins")
    if listed is None:
        return None if "INHERIT" in keys else ([], None, len(text))
    if not isinstance(listed, yaml.SequenceNode):
        return None
    items = [item.value[0][0] if isinstance(item, yaml.MappingNode) and item.value else item for item in listed.value]
    names = [item.value for item in items if isinstance(item, yaml.ScalarNode)]
    start = listed.start_mark.index
    if listed.flow_style:
        return names, start, listed.value[-1].end_mark.index if listed.value else start + 1
    end = len(text[: listed.value[-1].end_mark.index].rstrip())
    line = text.find("\n", end)
    return names, start, len(text[: line if line >= 0 else len(text)].rstrip("\r"))
