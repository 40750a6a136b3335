"""Switching a rule pack on: its name in a config, and our plugin in the settings of a site. Text in, text out.

What is changed is read again: where that says anything but what was meant, there is no answer, and a person changes it,
who is told how in the form that the file has.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from roadmap_lint import toml
from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record

if TYPE_CHECKING:
    import yaml

PLUGIN = "roadmap-lint"

# `plugins = [`, and the sample of it that `init` writes.
_PLUGINS = pattern(r"^(#?)plugins[ \t]*=[ \t]*\[[ \t]*(\]?)", re.MULTILINE)
_TABLE = pattern(r"^[ \t]*\[", re.MULTILINE)


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


def pack_advice(text: str, pack: str, table: str = "") -> str:
    """What a person has to write into a config that does not name a pack."""
    named = (_table(text, table) or {}).get("plugins")
    others = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
    line = f"plugins = {json.dumps([pack, *others])}"
    if table:
        return f"{line} below [{table}]"
    return f"{line}, above its tables" if not others and _TABLE.search(text) else line


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
    settings = _settings(text)
    names = settings.names if settings else None
    if settings is None or names is None:
        return None
    if PLUGIN in names:
        return text
    after = _added(text, settings)
    made = _settings(after)
    return after if made and made.names == [*names, PLUGIN] and {*made.keys} == {*settings.keys, "plugins"} else None


def plugin_advice(text: str) -> str:
    """What a person has to write into the settings of a site that do not name our plugin."""
    settings = _settings(text)
    if settings is None:
        return f"it cannot be read: mend it, and name {PLUGIN} among its plugins"
    if settings.inherited:
        return f"it inherits {settings.inherited}: name {PLUGIN} among the plugins of that"
    if settings.names is None:
        return f"name {PLUGIN} among its plugins"
    if settings.plugins is None or _is_empty(settings.plugins):
        return f"plugins: [search, {PLUGIN}]"
    if settings.plugins.flow_style:
        return f"'{_item(settings)}' within the {'{ }' if settings.is_mapping else '[ ]'} of its plugins"
    return f"a line '{_item(settings)}' at the end of its plugins"


class _Settings(Record):
    """Settings of a site: their keys, and the node of their `plugins`, where there is one.

    `names` are those of the plugins; `None` where nobody can tell. `inherited` are the settings that say which.
    """

    keys: tuple[str, ...]
    plugins: Any
    names: list[str] | None
    inherited: str = ""

    @property
    def is_mapping(self) -> bool:
        return _has_tag(self.plugins, "map")


def _settings(text: str) -> _Settings | None:
    import yaml

    try:
        root = yaml.compose(text)  # nothing is made of the tags (!ENV, !!python/name) of the settings
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    values = {key.value: value for key, value in root.value if isinstance(key, yaml.ScalarNode)}
    plugins, inherited = values.get("plugins"), values.get("INHERIT")
    if plugins is None and inherited is not None:
        return _Settings(tuple(values), None, None, str(inherited.value))
    return _Settings(tuple(values), plugins, _names(plugins))


def _names(plugins: yaml.Node | None) -> list[str] | None:
    if plugins is None or _is_empty(plugins):
        return ["search"]  # MkDocs' own default
    if _has_tag(plugins, "map"):
        nodes = [key for key, _ in plugins.value]
    elif _has_tag(plugins, "seq"):
        nodes = [item.value[0][0] if item.id == "mapping" and item.value else item for item in plugins.value]
    else:
        return None
    return [node.value for node in nodes if node.id == "scalar"]


def _is_empty(node: yaml.Node) -> bool:
    """Whether a key has no value: `plugins:`, `plugins: null`."""
    return _has_tag(node, "null")


def _has_tag(node: yaml.Node, name: str) -> bool:
    """Whether a node is of a kind of YAML's own: with another tag (`!ENV [A, []]`) a list is something else."""
    return bool(node.tag == f"tag:yaml.org,2002:{name}")


def _item(settings: _Settings) -> str:
    if settings.is_mapping:
        return f"{PLUGIN}: {{}}"
    return PLUGIN if settings.plugins.flow_style else f"- {PLUGIN}"


def _added(text: str, settings: _Settings) -> str:
    """The settings with our plugin behind the others."""
    newline = _newline(text)
    plugins = settings.plugins
    if plugins is None:
        return newline.join([text.rstrip(), "plugins:", "  - search", f"  - {PLUGIN}", ""])
    start, end = plugins.start_mark.index, plugins.end_mark.index
    if _is_empty(plugins):
        return f"{text[:start]}{'' if end > start else ' '}[search, {PLUGIN}]{text[end:]}"
    item = _item(settings)
    last: Any = plugins.value[-1] if plugins.value else None
    last = last[1] if isinstance(last, tuple) else last
    if plugins.flow_style:
        at = last.end_mark.index if last else start + 1
        return f"{text[:at]}{', ' if last else ''}{item}{text[at:]}"
    column = start - (text.rfind("\n", 0, start) + 1)
    end = len(text[: last.end_mark.index].rstrip())
    line = text.find("\n", end)
    at = len(text[: line if line >= 0 else len(text)].rstrip("\r"))
    return f"{text[:at]}{newline}{' ' * column}{item}{text[at:]}"
