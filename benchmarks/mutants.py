"""How many wrong versions of the rules the tests notice: mutation testing of rules/ with the operators of cosmic-ray.

    python -m pip install -e '.[test]' cosmic-ray
    python benchmarks/mutants.py [RULE…] [--jobs 2] [--survivors FILE]

Each mutant is one small change of one rule's code, made by cosmic-ray, and run in a process of its own against that
rule's page, its cases in tests/cases/ and its mistakes in tests/mistakes.py; the corpus and the generated roadmaps are
not asked. A mutant that differs in annotations alone is none. It is killed where something else than before is said of
any text, or made of it, where it fails, and where it takes more than ten seconds.
"""

from __future__ import annotations

import argparse
import ast
import os
import signal
import sys
import types
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from cosmic_ray.mutating import mutate_code  # noqa: E402
from cosmic_ray.plugins import get_operator, operator_names  # noqa: E402
from mistakes import MISTAKES, ROADMAP  # noqa: E402
from test_rules import CASES, FILES, cases, config_of, day_of, divided, unescaped  # noqa: E402

from roadmap_lint.rule import Rule  # noqa: E402
from roadmap_lint.rules import RULES  # noqa: E402
from roadmap_lint.testing import Example, corrected, examples, report  # noqa: E402

LONGEST = 10  # seconds
# Of the short texts and numbers that rules compare, Python keeps one copy: these change nothing.
_SAME = ("Eq_Is", "NotEq_IsNot", "Is_Eq", "IsNot_NotEq")


class Mutant(NamedTuple):
    rule: type[Rule]
    operator: str
    line: int
    code: str
    change: str


def source_of(rule: type[Rule]) -> Path:
    return ROOT / "rules" / f"{rule.__module__.rpartition('.')[2]}.py"


def meaning(code: str) -> str:
    """The code without annotations and docstrings, which no behaviour depends on."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign):
            node.annotation = ast.Constant(None)
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
    return ast.dump(tree)


def mutants(rule: type[Rule]) -> Iterator[Mutant]:
    code = source_of(rule).read_text(encoding="utf-8")
    seen = {meaning(code)}
    for name in sorted(operator_names()):
        if get_operator(name).arguments() or name.endswith(_SAME):
            continue  # those that insert variables want to be told which
        occurrence = 0
        while (mutated := mutate_code(code, get_operator(name)(), occurrence)) is not None:
            occurrence += 1
            try:
                meant = meaning(mutated)
            except SyntaxError:
                continue
            if meant in seen:
                continue
            seen.add(meant)
            line, change = first_change(code, mutated)
            yield Mutant(rule, name.rpartition("/")[2], line, mutated, change)


def first_change(before: str, after: str) -> tuple[int, str]:
    for number, (old, new) in enumerate(zip(before.splitlines(), after.splitlines(), strict=False), start=1):
        if old != new:
            return number, f"{old.strip()}  ->  {new.strip()}"
    return 0, ""


def texts(rule: type[Rule]) -> list[Example]:
    """Every text that the project has for a rule."""
    found = list(examples(rule))
    for title, given, _ in cases(CASES / f"{rule.name}.md"):
        base, text = divided(unescaped(given))
        found.append(Example(title, text, "", None, config_of(rule.name, title), day_of(title), FILES, base))
    found.append(Example("healthy", ROADMAP, "", None, "", None))
    found += [Example(item.name, item.edit(), "", None, "", None) for item in MISTAKES if item.code == rule.code]
    return found


def outcome(rule: type[Rule], example: Example) -> tuple[str, str]:
    """What a rule says of a text, and what its fixes make of it."""
    return report(rule, example), corrected(rule, example)


def is_killed(given: list[Example], said: list[tuple[str, str]], mutant: Mutant) -> bool:
    """Run a mutant in a child: whatever it does there, it does to nobody else."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        status = 1
        try:
            module = types.ModuleType(mutant.rule.__module__)
            exec(compile(mutant.code, str(source_of(mutant.rule)), "exec"), vars(module))
            made = getattr(module, mutant.rule.__name__)
            status = int(any(outcome(made, example) != before for example, before in zip(given, said, strict=True)))
        except BaseException:
            status = 1
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] != 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rules", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--survivors", type=Path)
    options = parser.parse_args()
    chosen = [rule for rule in RULES if not options.rules or rule.code in options.rules or rule.name in options.rules]
    killed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    survivors: list[Mutant] = []
    for rule in chosen:
        given = texts(rule)
        said = [outcome(rule, example) for example in given]
        made = list(mutants(rule))
        with ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(partial(is_killed, given, said), made))
        total[rule.code] = len(made)
        killed[rule.code] = sum(results)
        survivors += [mutant for mutant, result in zip(made, results, strict=True) if not result]
        share = f"{killed[rule.code]}/{total[rule.code]}"
        print(f"{rule.code} {rule.name:<28} {share:>9}  {killed[rule.code] / max(1, total[rule.code]):.0%}", flush=True)
    print(f"all: {killed.total()} of {total.total()} mutants killed ({killed.total() / max(1, total.total()):.1%})")
    if options.survivors:
        lines = [
            f"{item.rule.code} {source_of(item.rule).name}:{item.line} {item.operator}: {item.change}"
            for item in survivors
        ]
        options.survivors.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
