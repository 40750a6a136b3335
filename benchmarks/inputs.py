"""What the benchmarks read: made here, the same on every machine, and in our own words.

`healthy(1)` is a roadmap of the usual shape and length (9 KB): front matter, a notice, three milestones with groups of
linked tasks, what each of them ends and removes, and proposals. It has no finding. `healthy(n)` has n times the
milestones and the proposals, no two of them alike; `number` gives another roadmap, of other words and versions.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from random import Random

COPIES = 216  # what the peers were first measured on
FILES = 2_000

_PRODUCTS = ("Acme", "Brindle", "Corvid", "Dapple", "Ember", "Fathom", "Gannet", "Harrow", "Isobar", "Juniper")
_AREAS = ("Builder", "Registry", "Signing", "Scheduling", "Alerting", "Storage", "Console", "Gateway", "Metering")
_TASKS = ("Let the {} {}", "Teach the {} to {}", "Allow the {} to {}")
_PARTS = ("builder", "registry", "signer", "scheduler", "notifier", "archive", "console", "gateway", "meter")
_DEEDS = ("sign", "verify", "compress", "mirror", "describe", "restore", "label", "count", "resume", "cache")
_THINGS = (
    "every artifact that it stores",
    "layers that were pushed twice",
    "bundles larger than one gigabyte",
    "requests from behind a proxy",
    "the manifests of `Bundle` objects",
    "results of runs that were stopped",
    "keys that a tenant brings along",
    "events in the order of their arrival",
)
_GOALS = (
    "to make every build of {version} reproducible on any machine,\nand to halve the time that a first run takes.",
    "to let tenants bring their own keys, and to show\nwhich of them signed what is running.",
    "to store artifacts once, wherever they are used,\nand to say what may be removed.",
)


def healthy(size: int = 1, number: int = 0) -> str:
    """A roadmap without findings, of `size` times the usual length."""
    random = Random(number)
    product, minor = random.choice(_PRODUCTS), random.randrange(8, 40)
    name = product.lower()
    parts = [_head(product, name)]
    parts += [_milestone(random, product, minor, index) for index in range(3 * size)]
    parts.append(
        f"## Request for comments\n\nThe [process](https://github.com/{name}/{name}/tree/main/rfcs) gives a larger "
        f"change\na path into {product}. These say where it is going:\n\n"
    )
    for index in range(1, 12 * size + 1):
        deed, thing = random.choice(_DEEDS), random.choice(_THINGS)
        link = f"https://github.com/{name}/{name}/tree/main/rfcs/{index:04}-{deed}-{index}"
        parts.append(f"- [x] [RFC-{index:04}]({link}) How {product} will {deed} {thing}, step {index}\n")
    return "".join(parts)


def _head(product: str, name: str) -> str:
    return (
        f'---\ntitle: "{product} Roadmap"\nlinkTitle: "Roadmap"\n'
        f'description: "Where {product} is going."\nweight: 90\ntype: page\n---\n\n'
        f'# {product} Roadmap\n\n{{{{% alert color="info" title="Readiness" %}}}}\n'
        f"What {product} calls [stable](/{name}/components/) is safe to use, also where much depends on it.\n"
        f"What it calls beta will be replaced in time; see the [releases](/{name}/releases/).\n{{{{% /alert %}}}}\n\n"
        "## Milestones\n\nMilestones are minor releases, each with a goal and its tasks. Those marked as\n"
        "**provisional** may change as priorities do.\n\nDefects come before features: where many are reported, "
        "a feature may\nmove to the next milestone.\n\n"
    )


def _milestone(random: Random, product: str, first: int, index: int) -> str:
    minor, name = first + index, product.lower()
    status = "Provisional" if index else "In Progress"
    goal = _GOALS[index % len(_GOALS)].format(version=f"v2.{minor}")
    parts = [f"### v2.{minor} ({_quarter(index)})\n\n**Status**: {status}\n\n"]
    parts.append(f"The primary goal of this milestone is {goal}\n\n")
    issue = 1000 + 40 * index
    for area in random.sample(_AREAS, 5):
        parts.append(f"- **{area} integrations**\n")
        for _ in range(random.randrange(1, 5)):
            issue += 1
            part, deed, thing = random.choice(_PARTS), random.choice(_DEEDS), random.choice(_THINGS)
            text = f"{random.choice(_TASKS).format(part, deed)} {thing} ({index}/{issue - 1000 - 40 * index})"
            box = "x" if not index and random.random() < 0.5 else " "
            parts.append(f"  - [{box}] [{text}](https://github.com/{name}/{part}-controller/issues/{issue})\n")
        parts.append("\n")
    if index < 3:  # of later releases of Kubernetes nothing is known
        parts.append(f"- **Conformance testing**\n  - [ ] End-to-end testing for Kubernetes 1.{35 + index}\n\n")
    parts.append(f"- **EOL and Deprecations**\n  - End support for {product} v2.{minor - 3}.x\n")
    if index < 6:
        parts.append(f"  - End support for Kubernetes v1.{32 + index}.x\n")
    for part in random.sample(_PARTS, 3):
        parts.append(f"  - Remove deprecated APIs in group `{part}{index}.{name}.example/v1beta1`\n")
    return "".join(parts) + "\n"


def _quarter(index: int) -> str:
    """One after another for two years, then a dozen milestones in each: there is no year 2100 on a roadmap."""
    count = index if index < 8 else 8 + (index - 8) // 12
    return f"Q{(count + 1) % 4 + 1} {2026 + (count + 1) // 4}"


def broken(size: int) -> str:
    """The same length, and a finding on almost every line."""
    parts = ["# Acme Roadmap\n\n## Milestones\n"]
    for number in range(3 * size):
        parts.append(f"### v2.{number} (Q{5 + number % 3} 2026)\n\n**Status**: In Progres\n")
        parts += [f"- [y] [Builder {number}-{task}](htps:/acme.test/{number}) and [none][{task}]" for task in range(12)]
        parts.append(f"- [ ] End suport for Acme v2.{number + 1}.x\n- [ ]no blank\n")
        parts.append("<!-- roadmap-lint-disable-next-line RM222 -->\n\n2026-02-30 is no day, v2,9 is no version.\n")
    return "\n".join(parts)


SIZED = {"healthy": healthy, "broken": broken}


def written(directory: Path, number: int) -> list[str]:
    """So many roadmaps, no two alike, each in a folder of its own; their paths below the directory."""
    names = []
    for index in range(number):
        name = f"project-{index:04}/ROADMAP.md"
        path = directory / name
        path.parent.mkdir(parents=True)
        path.write_text(healthy(number=index), encoding="utf-8", newline="\n")
        names.append(name)
    return names


# After cmark's pathological tests, and what our own grammar reads: a unit, or a function of their number.
HOSTILE: dict[str, str | Callable[[int], str]] = {
    "open brackets": "[",
    "open images": "![",
    "closing brackets": "]",
    "link openers": "[a](",
    "link openers <": "[a](<b",
    "images, links": "![[]()",
    "references": "[a][",
    "nested brackets": lambda n: "[" * n + "a" + "]" * n,
    "strong openers": "**a ",
    "strong closers": "a** ",
    "emphasis, mixed": "*a_ ",
    "emphasis in words": "a**b",
    "stars": "*",
    "strikethrough": "~~a ",
    "nested strong": lambda n: "*a **a " * n + "b" + " a** a*" * n,
    "backticks": "`",
    "backticks, longer": lambda n: "".join("e" + "`" * i for i in range(1, int(math.sqrt(2 * n)))),
    "code spans": "`a ",
    "nested quotes": lambda n: "> " * n + "a",
    "nested lists": lambda n: "- " * n + "a",
    "deep lists": lambda n: "".join("  " * i + "- a\n" for i in range(int(math.sqrt(n)))),
    "list items": "- [ ] a\n",
    "loose items": "- a\n\n",
    "entities": "&amp;",
    "backslashes": "\\",
    "comments": "<!--",
    "instructions": "<?",
    "declarations": "<!A ",
    "character data": "<![CDATA[",
    "tags": "<a ",
    "tags with ids": "<a id=",
    "tables of HTML": "<table><tr><td>a</table>",
    "wide table": lambda n: f"|{'a|' * n}\n|{'-|' * n}\n",
    "long table": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * n,
    "wide and long table": lambda n: f"|{'a|' * int(n**0.5)}\n|{'-|' * int(n**0.5)}\n" + "|b\n" * int(n**0.5),
    "pipes": "|",
    "headings": "# a\n",
    "setext headings": "a\n===\n",
    "one long line": "word ",
    "one long word": "a",
    "blanks": lambda n: "a" + " " * n + "b",
    "blank lines": "\n",
    "lines of a paragraph": "a\n",
    "carriage returns": "a\r\n",
    "NUL": "\0",
    "definitions": lambda n: "".join(f"[a{i}]: b\n" for i in range(n)),
    "definitions and uses": lambda n: "".join(f"[a{i}]: b\n\n[a{i}]\n\n" for i in range(n // 10)),
    "bare URLs": "https://a.b/c ",
    "one long URL": lambda n: "https://a.b/" + "c)" * n,
    "www.": "www.",
    "addresses": "a@b.c ",
    "template tags": "{{< a ",
    "closed template tags": "{{< a >}} ",
    "braces": "{",
    "heading ids": lambda n: "# " + "{#a" * n,
    "YAML": lambda n: "---\n" + "a: b\n" * n + "---\n",
    "YAML brackets": lambda n: f"---\na: {'[' * n}\n",
    "TOML keys": lambda n: f"+++\na{'.a' * n} = 1\n+++\n",
    "JSON names": lambda n: "{\n" + ",\n".join(f'"a{i // 2}": 1' for i in range(n // 8)) + "\n}\n",
    "digits": "9",
    "dots": "1.",
    "versions": "v1.2 ",
    "wrong periods": "Q5 2026 ",
    "wrong days": "2026-13-45 ",
    "periods": "Jan 2026 - ",
    "status lines": lambda n: "# A\n\n## v1.0\n\n" + "**Status**: Done\n\n" * n,
    "marks in a heading": lambda n: "## v1.0 " + "((" * n,
    "dashes in a heading": lambda n: "## v1.0 " + "-- " * n,
    "claims": lambda n: "# A\n\n## v1.0\n\n" + "- End support for Acme v0.1\n" * n,
    "one long claim": lambda n: "# A\n\n## v1.0\n\n- " + "End support for " * n,
    "until": "until ",
    "proposals": "- RFC-0001 x\n",
    "suppressions": "<!-- roadmap-lint-disable-next-line RM111 -->\n\n",
    "open suppressions": "<!-- roadmap-lint-disable RM111 -->\n\n<!-- roadmap-lint-enable -->\n\n",
    "names in a suppression": lambda n: f"<!-- roadmap-lint-disable {'RM111 ' * n}-->\n",
    "unknown names": lambda n: f"<!-- roadmap-lint-disable {' '.join(f'x{i}' for i in range(n))} -->\n",
    "tables of HTML, open": "<table>\n\n",
    "rows of HTML apart": lambda n: "<table><tr><th>Version</th></tr>\n\n" + "<tr><td>v1.2</td></tr>\n\n" * n,
    "marks in a table of HTML": lambda n: "<table><tr><th>a" + "<![ " * n + "</table>",
    "tables of releases": lambda n: "".join(
        f"| Version | End of life |\n|---|---|\n| v1.{i} | 2026-02-20 |\n\n" for i in range(n)
    ),
    "links to no heading": lambda n: "".join(f"# abc{i}\n\n[a](#abd{i})\n\n" for i in range(n)),
    "references misspelt": lambda n: "".join(f"[abc{i}]: z\n\n[a][abd{i}]\n\n" for i in range(n)),
    "shortcodes, nested": lambda n: "{{% alert %}}\n" * n + "{{% /alert %}}\n" * n,
    "shortcodes, crossed": lambda n: "".join(f"{{{{< code >}}}}{{{{< /x{i} >}}}}\n" for i in range(n)),
    "dates in a heading": lambda n: "# " + "Q1 2026 " * n,
    "isolates": "\u2066a",
    "hidden characters": "1.\u200b2 `a` <!-- b -->\n\n```\nc\n```\n\n",
    "statements of majors": lambda n: (
        "# A\n\n" + "".join(f"## v{i}.0\n\n- End support for Acme v{max(0, i - 3)}.0\n\n" for i in range(n))
    ),
    "wrong titles of proposals": lambda n: "".join(f"- [RFC-{i}](a) RFC-{i + 1}: b\n" for i in range(n)),
    "includes and code": "`{{< include a >}}`\n\n```\n{{< include b >}}\n```\n\n",
}
