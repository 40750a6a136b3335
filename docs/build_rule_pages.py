"""Write docs/rules/: a page for each built-in rule, made from its docstring, and an index."""

from __future__ import annotations

from pathlib import Path

from roadmap_lint.plugins import catalogue
from roadmap_lint.report import page
from roadmap_lint.rule import Rule

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
    "RM8": "history",
    "RM9": "live",
}


def pages() -> dict[str, str]:
    """The files of docs/rules/ by name."""
    rules = sorted(catalogue(), key=lambda rule: rule.code)
    found = {f"{rule.code}-{rule.name}.md": page.render(rule) for rule in rules}
    lines = [
        "# Rules",
        "",
        "Made from the code by `python docs/build_rule_pages.py`. `roadmap-lint explain CODE` prints a page.",
        "",
        "- **kind**: what a rule needs. Static rules read the document alone, dated ones need `--today`, history",
        "  rules a base revision, online ones the network.",
        "- **fix**: `--fix` applies the safe ones, `--fix --unsafe-fixes` the others, too.",
        "- **opt-in** rules run where they are selected.",
    ]
    for prefix, title in FAMILIES.items():
        family = [rule for rule in rules if rule.code.startswith(prefix)]
        if family:
            lines += ["", f"## {prefix} {title}", "", "| code | name | severity | kind | fix | what is wrong |"]
            lines += ["|---|---|---|---|---|---|", *map(_row, family)]
    return {**found, "README.md": "\n".join(lines) + "\n"}


def _row(rule: type[Rule]) -> str:
    severity = f"{rule.severity}" if rule.default else f"{rule.severity}, opt-in"
    cells = (
        f"[{rule.code}]({rule.code}-{rule.name}.md)",
        rule.name,
        severity,
        rule.kind,
        page.fix_of(rule) or "-",
        rule.summary().replace("|", "\\|"),
    )
    return f"| {' | '.join(cells)} |"


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
