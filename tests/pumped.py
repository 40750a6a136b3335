"""Every regular expression of the package, applied as the code applies it to texts that are made for its own repeats.

    python tests/pumped.py [LENGTH] [NAME]

test_regular_expressions.py runs it alone in a process that has a time limit. For a repeat the text is a sample of what
stands before it, then what it repeats, thousands of times, then something that fits nothing; and all of that again and
again. An expression that is linear needs milliseconds for it; a quadratic one would need minutes, an exponential one
would never end. Each name is printed before its work, so that the last one says which it was.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub")
PROBES = " \t\nab0_-.,:;*'\"([{<|>)]}/\\#=+xQ\u00a0é漢"
KILLERS = ("", "\0", "!", "\n", " ")
MOST_TEXTS = 120
ANCHORED = {"match", "fullmatch"}
# Where names do not tell which method is called (a table of expressions, a variable): these match, and do not search.
ANCHORED_IN = ("roadmap_lint.proposals", "roadmap_lint.parser.claims", "roadmap_lint.rules.checkbox_malformed")
# Longer texts are not given to these: they see as many short ones instead.
BOUNDED = {
    "roadmap_lint.parser.claims": 300,
    "roadmap_lint.values.periods._TENTATIVE_BEFORE": 40,
    "roadmap_lint.values.dates._CALLED": 60,
}
# Applied to the pages of installed rules alone, and to no document.
TRUSTED = ("roadmap_lint.report.terminal", "roadmap_lint.testing", "roadmap_lint.cli")


def modules() -> dict[str, Path]:
    import roadmap_lint

    if not (ROOT / "roadmap_lint" / "rules").exists() and str(ROOT) not in roadmap_lint.__path__:
        roadmap_lint.__path__.append(str(ROOT))
    found = {}
    for module in pkgutil.walk_packages(roadmap_lint.__path__, "roadmap_lint."):
        path = getattr(module.module_finder, "path", "")
        name = module.name
        if name.startswith(("roadmap_lint.tests", "roadmap_lint.docs", "roadmap_lint.benchmarks", "roadmap_lint.fuzz")):
            continue
        if name.startswith("roadmap_lint.roadmap_lint") or name.endswith(("__main__", "conftest")):
            continue
        parts = name.split(".")[1:]
        base = ROOT if parts[0] == "rules" else ROOT / "roadmap_lint"
        for candidate in (base.joinpath(*parts).with_suffix(".py"), base.joinpath(*parts, "__init__.py")):
            if candidate.exists() and path:
                found[name] = candidate
    return dict(sorted(found.items()))


class Expression:
    def __init__(self, name: str, source: str, flags: int) -> None:
        self.name, self.source, self.flags = name, source, flags
        self.methods: set[str] = set()


def expressions() -> list[Expression]:
    """Those that modules hold, with the methods that any module calls on their name; and those written in a call."""
    paths = modules()
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in paths.items()}
    used: dict[str, set[str]] = {}
    found: list[Expression] = []
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, ast.Name):
                key = node.value.id
                used.setdefault(f"{name}.{key}" if key.startswith("_") else key, set()).add(node.attr)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_re(node.func) and node.args:
                written = node.args[0]
                if isinstance(written, ast.Constant) and isinstance(written.value, str):
                    flags = _flags(node)
                    found.append(Expression(f"{name}:{node.lineno}", written.value, flags))
                    known = {node.func.attr} & {*METHODS} or {"match", "fullmatch", "search"}
                    found[-1].methods = {*ANCHORED} if name in ANCHORED_IN else known
    for name in paths:
        module = importlib.import_module(name)
        for key, value in vars(module).items():
            for index, (source, flags) in enumerate(held(value)):
                found.append(Expression(f"{name}.{key}" + (f"[{index}]" if index else ""), source, flags))
                known = used.get(f"{name}.{key}" if key.startswith("_") else key)
                found[-1].methods = {*ANCHORED} if name in ANCHORED_IN else known or {"match", "fullmatch", "search"}
    found = [expression for expression in found if not expression.name.startswith(TRUSTED)]
    unique: dict[tuple[str, int], Expression] = {}
    for expression in found:
        unique.setdefault((expression.source, expression.flags), expression).methods |= expression.methods
    return list(unique.values())


def _is_re(function: ast.Attribute) -> bool:
    known = isinstance(function.value, ast.Name) and function.value.id == "re"
    return known and function.attr in (*METHODS, "compile")


def _flags(call: ast.Call) -> int:
    text = " ".join(ast.unparse(part) for part in (*call.args[1:], *(keyword.value for keyword in call.keywords)))
    return sum(int(getattr(re, name)) for name in {*re.findall(r"re\.([A-Z]+)", text)})


def held(value: object, depth: int = 0) -> Iterator[tuple[str, int]]:
    from roadmap_lint.lazy import pattern

    if isinstance(value, pattern):
        yield value._source, value._flags  # type: ignore[attr-defined]
    elif isinstance(value, re.Pattern):
        yield value.pattern, value.flags & ~re.UNICODE
    elif isinstance(value, tuple | list | frozenset | set) and depth < 5:
        for part in value:
            yield from held(part, depth + 1)
    elif isinstance(value, dict) and depth < 5:
        yield from held(list(value.values()), depth + 1)


# --------------------------------------------------------------------------------------------------------------- texts


def texts(expression: Expression, length: int) -> Iterator[str]:
    tree = parser.parse(expression.source, expression.flags)
    made: dict[str, None] = {}
    for before, bodies in repeats(list(tree), ""):
        for body in bodies:
            number = max(2, length // len(body))
            for killer in KILLERS:
                made[before + body * number + killer] = None
            made[(before + body + KILLERS[1]) * max(2, length // (len(before + body) + 1))] = None
            made[(before + body) * max(2, length // len(before + body)) + KILLERS[1]] = None
    whole = "".join(first(sample([part])) for part in tree)
    if whole:
        made[whole * max(2, length // len(whole)) + KILLERS[1]] = None
        for probe in PROBES:
            made[probe * length + KILLERS[1]] = None
    yield from list(made)[:MOST_TEXTS]


def repeats(parts: list[Any], before: str) -> Iterator[tuple[str, list[str]]]:
    """Of each repeat without a small bound: a text that leads to it, and samples of what it repeats."""
    for operator, given in parts:
        if operator in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            _, most, inner = given
            if most is constants.MAXREPEAT or most > 20:
                bodies = [body for body in sample(list(inner)) if body]
                if bodies:
                    yield before, bodies[:8]
            yield from repeats(list(inner), before)
        elif operator is constants.SUBPATTERN:
            yield from repeats(list(given[3]), before)
        elif operator is constants.ATOMIC_GROUP:
            yield from repeats(list(given), before)
        elif operator is constants.BRANCH:
            for branch in given[1]:
                yield from repeats(list(branch), before)
        elif operator in (constants.ASSERT, constants.ASSERT_NOT):
            yield from repeats(list(given[1]), before)
        before += first(sample([(operator, given)]))


def sample(parts: list[Any]) -> list[str]:
    """Some texts that a sequence matches, mostly."""
    made = [""]
    for operator, given in parts:
        ends = _samples(operator, given)
        made = [made[0] + end for end in ends] if len(made) == 1 else [start + ends[0] for start in made]
    return made


def _samples(operator: Any, given: Any) -> list[str]:
    if operator is constants.LITERAL:
        return [chr(given)]
    if operator is constants.NOT_LITERAL:
        return [probe for probe in PROBES if probe != chr(given)][:4]
    if operator is constants.ANY:
        return ["a", " ", "."]
    if operator is constants.IN:
        return _in(given) or ["a"]
    if operator is constants.BRANCH:
        return [first(sample(list(branch))) for branch in given[1]]
    if operator is constants.SUBPATTERN:
        return sample(list(given[3]))
    if operator is constants.ATOMIC_GROUP:
        return sample(list(given))
    if operator in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
        return [body * max(1, given[0]) for body in sample(list(given[2]))]
    return [""]


def _in(given: Any) -> list[str]:
    probe = re.compile(parser_text(given))
    return [character for character in PROBES if probe.fullmatch(character)] or _named(given)


def _named(given: Any) -> list[str]:
    for operator, value in given:
        if operator is constants.LITERAL:
            return [chr(value)]
        if operator is constants.RANGE:
            return [chr(value[0])]
    return []


_CATEGORIES = {
    constants.CATEGORY_DIGIT: r"\d",
    constants.CATEGORY_NOT_DIGIT: r"\D",
    constants.CATEGORY_SPACE: r"\s",
    constants.CATEGORY_NOT_SPACE: r"\S",
    constants.CATEGORY_WORD: r"\w",
    constants.CATEGORY_NOT_WORD: r"\W",
}


def parser_text(given: Any) -> str:
    """The set as a regular expression again."""
    written = ""
    for operator, value in given:
        if operator is constants.NEGATE:
            written += "^"
        elif operator is constants.LITERAL:
            written += re.escape(chr(value))
        elif operator is constants.RANGE:
            written += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        elif operator is constants.CATEGORY:
            written += _CATEGORIES[value]
    return f"[{written}]"


def first(found: Iterable[str]) -> str:
    return next(iter(found), "")


# ---------------------------------------------------------------------------------------------------------------- work


def work(expression: Expression, length: int) -> None:
    compiled = re.compile(expression.source, expression.flags)
    methods = expression.methods & {"match", "fullmatch", "search"}
    if expression.methods - methods:
        methods = methods | {"finditer"}
    bound = next((most for name, most in BOUNDED.items() if expression.name.startswith(name)), length)
    for text in texts(expression, min(bound, length)):
        for method in sorted(methods):
            for _ in range(max(1, length // bound)):
                apply(compiled, method, text)


def apply(compiled: re.Pattern[str], method: str, text: str) -> None:
    if method in ("match", "fullmatch", "search"):
        getattr(compiled, method)(text)
    else:
        for _ in compiled.finditer(text):
            pass


def main(length: int, only: str) -> None:
    for expression in expressions():
        if only not in expression.name:
            continue
        print(expression.name, repr(expression.source), flush=True)  # noqa: T201
        work(expression, length)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(int(sys.argv[1]) if sys.argv[1:] else 20_000, sys.argv[2] if sys.argv[2:] else "")
