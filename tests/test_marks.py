"""What marks around tasks say: status, owner and priority, each at its place; and what only looks like such a mark."""

from __future__ import annotations

import pytest
from spans import parse_proven


def read(item: str) -> tuple[str | None, str | None, str | None]:
    (task,) = parse_proven(f"# Acme\n\n- {item}\n").tasks
    state = f"{task.status.raw}: {task.status.value.state}" if task.status else None
    return state, task.owner.raw if task.owner else None, task.priority.raw if task.priority else None


@pytest.mark.parametrize(
    ("item", "status", "owner", "priority"),
    [
        ("[Done] Faster builds", "Done: completed", None, None),
        (r"\[In-progress\] Faster builds", "In-progress: in progress", None, None),
        ("[Done] [P2] Faster builds", "Done: completed", None, "P2"),
        ("[x] ✅ Faster builds", "✅: completed", None, None),
        ("[ ] 🚧 Faster builds @ada-l", "🚧: in progress", "@ada-l", None),
        ("🛠️ **Faster builds**", "🛠: in progress", None, None),
        ("❌ Faster builds", "❌: None", None, None),
        (":construction: Faster builds", ":construction:: in progress", None, None),
        ("[ ] :arrows_counterclockwise: Faster builds", ":arrows_counterclockwise:: in progress", None, None),
        ("Builds without a cache (In Progress, likely v1.1)", "In Progress: in progress", None, None),
        ("**Part 1:** builds (Done ✅) - they are faster", "Done: completed", None, None),
        ("Builds (planned for Q3 2026)", "planned: planned", None, None),
        ("P0: faster builds (@ada)", None, "@ada", "P0"),
        ("Faster builds (priority: high, owner: Ada L)", None, "Ada L", "high"),
        ("Faster builds (priority/important-soon)", None, None, "important-soon"),
        ("Faster builds (low priority)", None, None, "low"),
        ("*Owner:* Ada", None, "Ada", None),
    ],
)
def test_marks_around_a_task(item: str, status: str | None, owner: str | None, priority: str | None) -> None:
    assert read(item) == (status, owner, priority)


@pytest.mark.parametrize(
    "item",
    [
        "[Server/UI] Faster builds",
        "[unit test] Faster builds",
        "[Done](https://acme.example) is a word",
        "Faster builds ([proposal](https://acme.example))",
        "Support the (released) API of others",
        "Tools (open source) for all",
        "The lead: nothing is faster",
        "Move to @acme/cli",
        "Write to ada@acme.example",
        "Ask @ada about it first",
        "🐣 Faster builds",
        ":rocket: Faster builds",
        ":done: Faster builds",
        "Faster builds (P2P)",
        "Builds (done by the team of another project)",
    ],
)
def test_what_only_looks_like_a_mark(item: str) -> None:
    assert read(item) == (None, None, None)


@pytest.mark.parametrize(
    ("item", "struck"),
    [("~~Faster builds~~", True), ("[x] ~~**Faster** builds~~", True), ("~~Faster~~ and ~~builds~~", False)],
)
def test_struck_tasks(item: str, struck: bool) -> None:
    (task,) = parse_proven(f"- {item}\n").tasks
    assert task.is_struck is struck


def test_marks_stand_behind_markup_and_breaks() -> None:
    text = "- [ ] a **[b](c)**\n  d (*In\n  Progress*, see #4)\n"
    (task,) = parse_proven(text).tasks
    assert task.status is not None
    assert (task.status.value.text, task.status.raw) == ("In Progress", "In\n  Progress")
