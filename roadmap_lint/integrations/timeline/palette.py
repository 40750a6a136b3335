"""The colours of drawn timelines, in light and dark: text has a contrast of at least 4.5 to 1, bars of 3 to 1."""

from __future__ import annotations

_LIGHT = {
    "paper": "#ffffff",
    "band": "#f5f7fa",
    "ink": "#1c2230",
    "muted": "#566072",
    "line": "#e4e8ee",
    "year": "#bcc4d0",
    "completed": "#2c7a4b",
    "progress": "#2a62c9",
    "planned": "#6f7b90",
    "wash": "#e6eaf2",
    "support": "#6a57b8",
    "platform": "#0f7785",
    "today": "#b4246c",
    "error": "#b9232b",
    "warning": "#9a5200",
    "note": "#2a62c9",
    "on-mark": "#ffffff",
}
_DARK = {
    "paper": "#12151b",
    "band": "#1a1e27",
    "ink": "#e8ebf1",
    "muted": "#a3adbd",
    "line": "#272d38",
    "year": "#485264",
    "completed": "#55b67c",
    "progress": "#6ea3ff",
    "planned": "#8e9ab0",
    "wash": "#2a3140",
    "support": "#a898ee",
    "platform": "#4cbac8",
    "today": "#ff8bc4",
    "error": "#ff8080",
    "warning": "#f0ae5a",
    "note": "#7fb3ff",
    "on-mark": "#12151b",
}


def variables(selector: str) -> str:
    """Style rules that set every colour on what a selector means: light ones, and dark ones for who asks for them."""
    light, dark = (_rule(selector, colours) for colours in (_LIGHT, _DARK))
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"


def _rule(selector: str, colours: dict[str, str]) -> str:
    return f"{selector} {{ {' '.join(f'--{name}: {value};' for name, value in colours.items())} }}"
