"""What the library promises: its names and signatures, told whole, documented, and changed only on purpose."""

from __future__ import annotations

import ast
import builtins
import difflib
import re
import typing
from collections.abc import Iterator
from types import ModuleType

import pytest
from environments import ROOT
from test_docs import module

import roadmap_lint
from roadmap_lint import testing

api = module("build_api")


def test_the_promise_changes_on_purpose_only() -> None:
    promised, now = (text.splitlines() for text in (api.SNAPSHOT.read_text(encoding="utf-8"), api.snapshot()))
    changed = [line for line in difflib.unified_diff(promised, now, lineterm="", n=0) if line[:2] not in ("--", "++")]
    difference = "\n".join(line for line in changed if not line.startswith("@@"))
    assert not changed, (
        f"names or signatures of the library changed:\n{difference}\n"
        "What is taken away or changed breaks users: after 1.0 it needs a new major version. If that is meant, run\n"
        "    python docs/build_api.py --snapshot\n"
        "and tell of it in CHANGELOG.md, under what is changed or removed (or added, where nothing has gone)."
    )


def test_the_reference_is_fresh() -> None:
    assert api.PAGE.read_text(encoding="utf-8") == api.page(), "run: python docs/build_api.py"


def test_the_reference_tells_of_every_name_once() -> None:
    told = [name for chapter in api.CHAPTERS for name in chapter.names]
    assert sorted(told) == sorted(roadmap_lint.__all__)


PROMISED: list[tuple[str, object]] = [
    (name, getattr(home, name)) for home in (roadmap_lint, testing) for name in home.__all__
]


@pytest.mark.parametrize(("name", "thing"), PROMISED, ids=[name for name, _ in PROMISED])
def test_every_promised_name_says_what_it_is(name: str, thing: object) -> None:
    assert api.doc(name, thing), f"{name} has no docstring"
    for line, doc in api._members(name, thing) if isinstance(thing, type) else ():
        told = doc or not ("(" in line or isinstance(vars(thing).get(line.partition(":")[0]), property))
        assert told, f"{name}: {line} has no docstring"


def test_the_reference_speaks_of_no_name_that_is_ours_alone() -> None:
    page = api.PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"\w+", " ".join(re.findall(r"^```.*?^```$", page, re.MULTILINE | re.DOTALL))))
    prose = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`([A-Z]{4,}|[A-Z]\w*[a-z][A-Z]\w*|[a-z]+_\w+)`", prose))
    promised = {*roadmap_lint.__all__, *testing.__all__, *names_of(builtins), "roadmap_lint"}
    assert sorted(named - promised - told) == []


def names_of(home: ModuleType) -> set[str]:
    return set(vars(home)) | set(getattr(home, "__all__", ()))


def test_whatever_a_promised_signature_names_can_be_imported() -> None:
    """Typed rule packs need the names of what they are given: none of them is ours alone."""
    standard = names_of(typing) | names_of(builtins) | {"Iterable", "Iterator", "Mapping", "Path", "IntEnum", "T"}
    named = set(re.findall(r"(?<![\w.\"])[A-Z]\w+", re.sub(r'"[^"]*"', "", api.snapshot())))
    assert sorted(named - standard - {"date"} - set(roadmap_lint.__all__) - set(testing.__all__) - {"NOTE"}) == []


def test_names_are_imported_from_where_they_are_said_to_live() -> None:
    """Editors and type checkers see the imports, programs the table: they must tell the same."""
    homes = [name for names in roadmap_lint._HOMES.values() for name in names.split()]
    assert sorted([*homes, "__version__"]) == sorted(roadmap_lint.__all__)
    assert set(roadmap_lint.__all__) <= set(dir(roadmap_lint))
    with pytest.raises(AttributeError, match="has no attribute 'lnit'"):
        roadmap_lint.lnit  # noqa: B018


def kept(tree: ast.Module) -> Iterator[str]:
    """What functions of a module change of the module itself."""
    shared = {
        target.id
        for statement in tree.body
        for target in (statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Global(names=names):
                yield f"line {node.lineno}: global {', '.join(names)}"
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in {
                "add",
                "append",
                "clear",
                "extend",
                "insert",
                "pop",
                "remove",
                "setdefault",
                "update",
            }:
                if name in shared:
                    yield f"line {node.lineno}: {name}.{method}()"
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()) if name in shared:
                yield f"line {node.lineno}: {name}[…] = …"


@pytest.mark.parametrize("directory", ["roadmap_lint", "rules"])
def test_no_module_keeps_state(directory: str) -> None:
    """Threads share the library: what one of them does must not reach another."""
    found = [
        f"{path.relative_to(ROOT)} {told}"
        for path in sorted((ROOT / directory).rglob("*.py"))
        for told in kept(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []
