"""Draw what docs/timeline.md shows of examples/roadmap/ROADMAP.md: the text form in the page, and the picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from roadmap_lint.engine import check
from roadmap_lint.integrations.timeline import format_named
from roadmap_lint.integrations.timeline.model import Timeline, timeline
from roadmap_lint.rule import Context

DOCS = Path(__file__).parent
EXAMPLE = "examples/roadmap/ROADMAP.md"
PAGE = DOCS / "timeline.md"
PICTURE = DOCS / "images" / "timeline.svg"

_BEGIN, _END = "<!-- timeline -->\n", "<!-- end -->\n"


def example() -> Timeline:
    """What `roadmap-lint timeline --isolated --today 2026-05-05` draws of the example."""
    text = (DOCS.parent / EXAMPLE).read_text(encoding="utf-8")
    context = Context(today=date(2026, 5, 5))
    report = check(text, path=EXAMPLE, context=context)
    return timeline(report.document, context, report.diagnostics)


def picture() -> str:
    return format_named("svg").render(example())


def page(text: str) -> str:
    """The page with the text form as it is drawn now."""
    before, _, rest = text.partition(_BEGIN)
    drawn = format_named("text").render(example())
    return f"{before}{_BEGIN}\n```text\n{drawn}```\n\n{_END}{rest.partition(_END)[2]}"


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
