"""Write what is made from the keys of the config: tables of docs/configuration.md, and the JSON Schema."""

from __future__ import annotations

from pathlib import Path

from roadmap_lint.config import FILES, KEYS
from roadmap_lint.plugins import catalogue
from roadmap_lint.presets import PRESETS, Preset
from roadmap_lint.report import config_schema

TARGET = Path(__file__).parent / "configuration.md"
SCHEMA = Path(__file__).parent.parent / "roadmap_lint" / "data" / "config.schema.json"


def page(text: str) -> str:
    """The page with its tables as the code has them; each stands between `<!-- table NAME -->` and `<!-- end -->`."""
    for name, lines in (("keys", _keys()), ("presets", _presets()), ("overrides", _overridable())):
        before, _, rest = text.partition(f"<!-- table {name} -->\n")
        text = f"{before}<!-- table {name} -->\n{lines}<!-- end -->{rest.partition('<!-- end -->')[2]}"
    return text


def _keys() -> str:
    rows = [f"| `{name}` | {key.form} | {key.doc} |" for name, key in KEYS.items()]
    return "\n".join(["| key | value | what it is for |", "|---|---|---|", *rows]) + "\n"


def _presets() -> str:
    rows = [f"| `{name}` | {preset.summary} | {_sets(preset)} |" for name, preset in PRESETS.items()]
    return "\n".join(["| preset | what it is | what it sets |", "|---|---|---|", *rows]) + "\n"


def _sets(preset: Preset) -> str:
    selectors = ", ".join(f"`{selector}`" for selector in preset.select)
    opt_in = "" if preset.opt_in else ", less what is opt-in"
    chosen = [selectors + opt_in] if preset.select else []
    options = [
        f"`rules.{rule}.{name} = {value!r}`".replace("'", '"')
        for rule, values in preset.options.items()
        for name, value in values.items()
    ]
    return "; ".join([*chosen, *options])


def _overridable() -> str:
    names = ", ".join(f"`{name}`" for name, key in KEYS.items() if key.overridable)
    return f"Beside `{FILES}` an override takes {names}.\n"


if __name__ == "__main__":
    SCHEMA.write_text(config_schema.render(catalogue()), encoding="utf-8")
    TARGET.write_text(page(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
