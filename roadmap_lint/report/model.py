"""The model as JSON, so that a person can see what was understood (`roadmap-lint parse`). See docs/model.md."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from roadmap_lint.includes import includes
from roadmap_lint.inference import Inference
from roadmap_lint.model import Document, Release, SupportTable, TaskRow, TaskTable, Text, Value
from roadmap_lint.parser.unread import not_understood
from roadmap_lint.shape import shape_of
from roadmap_lint.source import Source, Span
from roadmap_lint.values import Version

SCHEMA_VERSION = 1

# Shown by other parts of the output, or by the text at the span of what holds them.
_LEFT_OUT = frozenset({"content", "source"})


def render(document: Document, inference: Inference) -> str:
    """The document as one JSON object, with what rules infer from it."""
    source = document.source
    model: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "path": document.path}
    model["shape"] = {part.name: part.total for part in shape_of(document)}
    for name in (
        "front_matter",
        "milestones",
        "buckets",
        "sections",
        "proposals",
        "tables",
        "support_tables",
        "task_tables",
        "shortcodes",
        "links",
        "references",
        "definitions",
        "comments",
        "unread",
    ):
        model[name] = _plain(getattr(document, name), source)
    model["generated"] = [{"raw": source[span], "span": _plain(span, source)} for span in includes(document)]
    model["not_understood"] = [_bare(found, source, *found._fields) for found in not_understood(document)]
    model["inferred"] = _plain(inference, source)
    return json.dumps(model, indent=2, ensure_ascii=True) + "\n"


def _plain(thing: Any, source: Source) -> Any:
    if isinstance(thing, Span):
        return {"start": _point(source, thing.start), "end": _point(source, thing.end)}
    if isinstance(thing, Value):
        return {"value": _plain(thing.value, source), "raw": thing.raw, "span": _plain(thing.span, source)}
    if isinstance(thing, Text):
        return {"value": thing.text, "span": _plain(thing.span, source)}
    if isinstance(thing, Version):
        return str(thing)
    if isinstance(thing, SupportTable):
        return {
            "type": "SupportTable",
            "product": thing.product,
            "columns": _columns(thing, source, "position", "kind", "platform", "bound"),
            "releases": _rows(thing.releases, source),
            "span": _plain(thing.table.span, source),
        }
    if isinstance(thing, TaskTable):
        return {
            "type": "TaskTable",
            "columns": _columns(thing, source, "position", "kind"),
            "rows": _rows(thing.rows, source),
            "span": _plain(thing.table.span, source),
        }
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, tuple) and hasattr(thing, "_fields"):
        fields = {name: _plain(getattr(thing, name), source) for name in thing._fields if name not in _LEFT_OUT}
        return {"type": type(thing).__name__, **fields}
    if isinstance(thing, tuple | list):
        return [_plain(item, source) for item in thing]
    return thing


def _columns(table: SupportTable | TaskTable, source: Source, *names: str) -> list[dict[str, Any]]:
    return [{"title": column.title.text, **_bare(column, source, *names)} for column in table.columns]


def _rows(rows: tuple[Release, ...] | tuple[TaskRow, ...], source: Source) -> list[dict[str, Any]]:
    """The rows without their cells, which stand in the table itself."""
    return [_bare(row, source, *(name for name in row._fields if name != "row")) for row in rows]


def _bare(thing: Any, source: Source, *names: str) -> dict[str, Any]:
    return {name: _plain(getattr(thing, name), source) for name in names}


def _point(source: Source, offset: int) -> dict[str, int]:
    line, column = source.point(offset)
    return {"line": line, "column": column, "offset": offset}
