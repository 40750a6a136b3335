"""Write docs/rules/: a page for each built-in rule, made from its docstring, and an index."""

from __future__ import annotations

from pathlib import Path

from roadmap_lint.plugins import catalogue
from roadmap_lint.report import page

TARGET = Path(__file__).parent / "rules"
FAMILIES = {
    "RM0": "document",
    "RM1": "milestones",
    "RM2": "support of the product itself",
    "RM3": "platform windows",
    "RM4": "API lifecycle",
    "RM5": "links",
    "RM6": "tasks",
    "RM7": "proposals",
}


def pages() -> dict[str, str]:
    """The files of docs/rules/ by name."""
    rules = sorted(catalogue(), key=lambda rule: rule.code)
    found = {f"{rule.code}-{rule.name}.md": page.render(rule) for rule in rules}
    lines = [
        "# Rules",
        "",
        "Made from the code by `python docs/build_rule_pages.py`. E error, W warning, N note.",
    ]
    for prefix, title in FAMILIES.items():
        lines += ["", f"## {prefix} {title}", "", "| code | name | | what is wrong |", "|---|---|---|---|"]
        for rule in rules:
            if rule.code.startswith(prefix):
                link = f"[{rule.code}]({rule.code}-{rule.name}.md)"
                lines.append(f"| {link} | {rule.name} | {rule.severity.name[0]} | {rule.summary()} |")
    return {**found, "README.md": "\n".join(lines) + "\n"}


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    wanted = pages()
    for path in TARGET.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (TARGET / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
