"""What `init` writes: a commented config, and a roadmap to begin with."""

from __future__ import annotations

import re
import textwrap
from datetime import date

from roadmap_lint.config import KEYS, TABLE
from roadmap_lint.presets import DEFAULT, PRESETS
from roadmap_lint.version import __version__

# What each key is shown with; a table is shown with its header. A line that begins with `#` and no blank is a setting.
_SAMPLES = {
    "required-version": f'">={__version__}"',
    "select": '["RM1", "RM2", "eol-lag"]',
    "extend-select": '["RM5"]',
    "ignore": '["status-missing"]',
    "plugins": "[]",
    "paths": '["ROADMAP.md"]',
    "exclude": '["docs/old"]',
    "baseline": '".roadmap-lint-baseline.json"',
    "released": '["2.11", "2.12"]',
    "require-reason": "true",
    "severity": '#[severity]\n#task-repeated = "note"',
    "rules": "#[rules.eol-lag]\n#minors = 3",
    "platforms": '#[platforms.openshift]\n#cadence = 3\n#releases = { "4.20" = { released = 2025-10-21 } }',
    "overrides": '#[[overrides]]\n#files = ["docs/old/*.md"]\n#ignore = ["RM1"]',
}


def config_text(product: str, preset: str = DEFAULT) -> str:
    """A roadmap-lint.toml that sets a preset, and shows every other key as a comment."""
    parts = [
        _about(
            "the config of roadmap-lint. 'roadmap-lint config FILE' says what applies to a file, and where it was set; "
            "'roadmap-lint rules' lists the rules. Take the '#' from a line to use it"
        ),
        f'{_about(f"where to begin: {_presets()}")}\npreset = "{preset}"',
    ]
    samples = {**_SAMPLES, "product": f'"{product}"'}
    tables = {name for name in KEYS if samples.get(name, "").startswith("#[")}
    for name in sorted(KEYS, key=lambda name: name in tables):
        if name == "preset":
            continue
        setting = samples[name] if name in tables else f"#{name} = {samples[name]}"
        parts.append(f"{_about(KEYS[name].doc)}\n{setting}")
    return "\n\n".join(parts) + "\n"


def _about(doc: str) -> str:
    """What a key is for, as a comment."""
    doc = doc.replace(f"{TABLE}.", "").replace(" (see below)", "").replace("`", "'")
    text = doc[0].upper() + doc[1:].removesuffix(".") + "."
    return textwrap.fill(text, 98, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _presets() -> str:
    return "; ".join(f"'{name}' ({preset.summary})" for name, preset in PRESETS.items())


def roadmap_text(product: str, today: date) -> str:
    """A roadmap of three milestones, a quarter each, from today's on: to be filled in, and clean as it stands."""
    quarters = [_quarter(today, ahead) for ahead in range(3)]
    milestones = (
        ("v0.1", "Planned", "to be useful to the first user", "The part that everything else needs"),
        ("v0.2", "Planned", "to be easy to install and to learn", "The part that the first users ask for"),
        ("v0.3", "Planned", "to be ready for everyday use", "The part that can wait until then"),
    )
    lines = [
        f"# {product} Roadmap",
        "",
        "What we plan, and when. Plans change: this page says what we know today.",
        "",
        "## Milestones",
    ]
    for (version, status, goal, task), quarter in zip(milestones, quarters, strict=True):
        lines += [
            "",
            f"### {version} ({quarter})",
            "",
            f"**Status**: {status}",
            "",
            f"The goal of this milestone is {goal}.",
            "",
            f"- [ ] {task}",
        ]
    return "\n".join(lines) + "\n"


def _quarter(today: date, ahead: int) -> str:
    count = today.year * 4 + (today.month - 1) // 3 + ahead
    return f"Q{count % 4 + 1} {count // 4}"


def product_name(directory: str) -> str:
    """The name of a product by that of its directory, where it can stand in a heading and is nothing but a name."""
    return directory if re.fullmatch(r"[A-Za-z][A-Za-z +-]{0,40}[A-Za-z]", directory) else "Project"
