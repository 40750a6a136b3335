"""Plans of healthy roadmaps, by hypothesis, and the many ways to write one of them down.

A plan is what a maintainer has in mind: milestones in time, with what each of them promises. It knows what makes a
roadmap healthy. A page is the plan in Markdown, as named blocks, so that a test can make one mistake in one of them and
tell on which line it stands.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from roadmap_lint import Config
from roadmap_lint.facts import shipped

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]
Key = tuple[Any, ...]
"""The name of a block: `("heading", 2)`, `("task", 2, 0, 1)`; milestones are counted in time, from 0."""

Series = tuple[int, int]

# ------------------------------------------------------------------------------------------------------------- pages


@dataclass(frozen=True)
class Block:
    key: Key | None
    text: str


@dataclass(frozen=True)
class Page:
    """A document as named blocks; `text` is what stands in the file."""

    blocks: tuple[Block, ...]
    newline: str = "\n"
    mark: str = ""

    @property
    def text(self) -> str:
        lines = "\n".join(block.text for block in self.blocks) + "\n"
        return self.mark + lines.replace("\n", self.newline)

    def keys(self, name: str) -> list[Key]:
        """The keys of that kind, in the order of the page."""
        return [block.key for block in self.blocks if block.key and block.key[0] == name]

    def has(self, key: Key) -> bool:
        return any(block.key == key for block in self.blocks)

    def __getitem__(self, key: Key) -> str:
        return self.blocks[self._index(key)].text

    def _index(self, key: Key) -> int:
        return next(index for index, block in enumerate(self.blocks) if block.key == key)

    def line(self, key: Key, part: str = "") -> int:
        """The line, from 1, on which a block begins, or a part of it."""
        index = self._index(key)
        before = sum(block.text.count("\n") + 1 for block in self.blocks[:index])
        text = self.blocks[index].text
        return before + text.count("\n", 0, text.index(part)) + 1

    def write(self, key: Key, text: str) -> Page:
        """The same page with another text in a block."""
        index = self._index(key)
        return replace(
            self, blocks=(*self.blocks[:index], replace(self.blocks[index], text=text), *self.blocks[index + 1 :])
        )

    def edit(self, key: Key, old: str, new: str) -> Page:
        """The same page with the first `old` in a block replaced."""
        assert old in self[key], (old, self[key])
        return self.write(key, self[key].replace(old, new, 1))

    def without(self, *keys: Key) -> Page:
        """The same page without blocks, and without the blank lines behind them."""
        kept: list[Block] = []
        for block in self.blocks:
            if block.key in keys:
                continue
            if block.key is None and not block.text and kept and kept[-1].key is None and not kept[-1].text:
                continue
            kept.append(block)
        return replace(self, blocks=tuple(kept))

    def add(self, behind: Key, key: Key, text: str) -> Page:
        """The same page with a block behind another."""
        index = self._index(behind) + 1
        return replace(self, blocks=(*self.blocks[:index], Block(key, text), *self.blocks[index:]))


# ------------------------------------------------------------------------------------------------------------- plans

COMPLETED, IN_PROGRESS, PLANNED = "completed", "in progress", "planned"
WORDS = {
    COMPLETED: ("Completed", "Released", "Done", "Shipped", "completed"),
    IN_PROGRESS: ("In Progress", "In progress", "in progress", "Started"),
    PLANNED: ("Provisional", "Planned", "Proposed", "planned", "Scheduled"),
}


@dataclass(frozen=True)
class Task:
    """`{text}` in Markdown, without the link that it may have: around the text, or behind it as a number."""

    text: str
    checked: bool
    url: str = ""
    numbered: bool = False
    struck: bool = False


@dataclass(frozen=True)
class Group:
    title: str
    tasks: tuple[Task, ...]
    boxed: bool = False


@dataclass(frozen=True)
class Span:
    """The first and the last day of a period; the style of the plan says how it is written."""

    start: date
    end: date


@dataclass(frozen=True)
class Milestone:
    version: Series
    period: Span | None  # None is TBA
    state: str
    word: str
    released: date | None = None
    goal: str = ""
    groups: tuple[Group, ...] = ()
    ends: Series | None = None
    tests: int | None = None  # the minor of Kubernetes 1.x
    drops: int | None = None
    deprecates: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.version[0]}.{self.version[1]}"


@dataclass(frozen=True)
class Proposals:
    kind: str
    numbers: tuple[int, ...]
    width: int
    checked: tuple[bool, ...]
    linked: str  # tree, file or pull request
    placeholder: bool


@dataclass(frozen=True)
class Release:
    """A row of the support table; `oldest` and `newest` are minors of Kubernetes."""

    version: Series
    released: date
    end_of_life: date
    oldest: int
    newest: int


@dataclass(frozen=True)
class Style:
    """How a plan is written down."""

    newline: str = "\n"
    mark: str = ""
    level: int = 3
    heading: str = "v{version} ({period})"
    notation: str = "Q1 2026"
    doubt: str = ""  # what stands before the period of what is not yet begun
    status: str = "**Status**: {status}"
    day: str = "ISO"
    changelog: str = "tag"
    bullet: str = "-"
    indent: int = 2
    loose: bool = False
    groups: str = "items"
    links: str = "inline"
    wrap: int = 0
    ends: str = "End support for {product} v{version}.x"
    tests: str = "End-to-end testing for {product} {version}"
    removes: str = "Remove deprecated APIs in group `{api}`"
    deprecates: str = "Deprecate APIs in the group `{api}`"
    tested_box: bool = True
    newest_first: bool = True
    range: str = "1.{oldest} → 1.{newest}"
    between: str = ""  # something that is never judged, between the milestones


@dataclass(frozen=True)
class Plan:
    product: str
    milestones: tuple[Milestone, ...]  # in time
    style: Style = field(default_factory=Style)
    descending: bool = False
    front: str = ""  # yaml, toml, json or none
    title: str = ""
    titled: bool = True  # a heading of level 1 says the title
    intro: bool = False
    shortcode: bool = False
    proposals: Proposals | None = None
    buckets: bool = False
    support: tuple[Release, ...] = ()  # in time
    lag: int = 3
    lag_told: bool = False
    window: int = 3
    window_told: bool = False
    last_minors: tuple[Series, ...] = ()  # what the config says was released

    def page(self) -> Page:
        return _Writer(self).page()

    def table(self) -> dict[str, Any]:
        """The config that a project with this plan has."""
        rules: dict[str, Any] = {}
        if self.lag != 3 or self.lag_told:
            rules["eol-lag"] = {"minors": self.lag}
        if self.window != 3 or self.window_told:
            rules["kubernetes-window"] = {"minors": self.window}
        table: dict[str, Any] = {"rules": rules}
        if self.last_minors:
            table["released"] = [f"{major}.{minor}" for major, minor in self.last_minors]
        return table

    def config(self, *extend: str) -> Config:
        """The same with further rules, those that are not known left out."""
        known = {rule.code for rule in Config.default().catalogue}
        return Config.from_table({**self.table(), "extend-select": [code for code in extend if code in known]})

    @property
    def opt_in(self) -> tuple[str, ...]:
        """The rules off by default that this plan satisfies, too."""
        tasks = [task for milestone in self.milestones for group in milestone.groups for task in group.tasks]
        begun = [
            task
            for milestone in self.milestones
            if milestone.state != PLANNED
            for group in milestone.groups
            for task in group.tasks
        ]
        holds = {
            "RM110": all(milestone.goal for milestone in self.milestones),
            "RM114": True,  # a planned milestone has an open task
            "RM116": True,
            "RM513": not any(re.search(r"(?<!\[)#\d|(?<!\()https?:", task.text) for task in tasks),
            "RM605": all(task.url for task in begun),
        }
        return tuple(code for code, kept in holds.items() if kept)

    @property
    def today(self) -> date:
        """A day on which the statuses are true."""
        released = [milestone.released for milestone in self.milestones if milestone.released]
        first = next((milestone.period.start for milestone in self.milestones if milestone.period), date(2026, 1, 1))
        return max(released, default=first)

    def with_milestone(self, index: int, **changes: Any) -> Plan:
        changed = replace(self.milestones[index], **changes)
        return replace(self, milestones=(*self.milestones[:index], changed, *self.milestones[index + 1 :]))


# ------------------------------------------------------------------------------------------------------------ writing

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def written_period(span: Span, notation: str) -> str:
    """A period in the notation of an example."""
    start = span.start
    year, short, quarter, half = start.year, start.year % 100, (start.month + 2) // 3, (start.month + 5) // 6
    month = MONTHS[start.month - 1]
    return {
        "Q1 2026": f"Q{quarter} {year}",
        "2026 Q1": f"{year} Q{quarter}",
        "Q1/2026": f"Q{quarter}/{year}",
        "Q1'26": f"Q{quarter}'{short}",
        "Q1, 2026": f"Q{quarter}, {year}",
        "H1 2026": f"H{half} {year}",
        "2026 H1": f"{year} H{half}",
        "March 2026": f"{month} {year}",
        "Mar 2026": f"{month[:3]} {year}",
        "March, 2026": f"{month}, {year}",
        "2026-03": f"{year}-{start.month:02}",
    }[notation]


NOTATIONS = {
    "quarter": ("Q1 2026", "2026 Q1", "Q1/2026", "Q1'26", "Q1, 2026"),
    "half": ("H1 2026", "2026 H1"),
    "month": ("March 2026", "Mar 2026", "March, 2026", "2026-03"),
}
MONTHS_OF = {"quarter": 3, "half": 6, "month": 1}


def precision(notation: str) -> str:
    return next(name for name, examples in NOTATIONS.items() if notation in examples)


def written_day(day: date, shape: str) -> str:
    ending = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    month = MONTHS[day.month - 1]
    return {
        "ISO": day.isoformat(),
        "American": f"{month} {day.day}, {day.year}",
        "British": f"{day.day} {month} {day.year}",
        "ordinal": f"{day.day}{ending} {month} {day.year}",
    }[shape]


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading: of what a reader sees of it."""
    seen = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("_", "")
    return re.sub(r"[^\w\- ]", "", seen.lower()).replace(" ", "-")


def repository(product: str) -> str:
    name = product.lower().replace(" ", "-")
    return f"https://github.com/{name}/{name}"


class _Writer:
    """One plan on its way to a page."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.style = plan.style
        self.blocks: list[Block] = []
        self.definitions: dict[str, str] = {}

    def page(self) -> Page:
        plan = self.plan
        self._front_matter()
        if plan.titled:
            self._say(("title",), f"# {plan.title}")
        self._intro()
        for level in range(2, self.style.level):
            self._say(("parent", level), f"{'#' * level} {('Milestones', 'Releases')[level - 2]}")
        order = list(enumerate(plan.milestones))
        for index, milestone in reversed(order) if plan.descending else order:
            self._milestone(index, milestone)
        if plan.proposals:
            self._proposals(plan.proposals)
        if plan.buckets:
            self._buckets()
        if plan.support:
            self._support(plan.support)
        for label, url in self.definitions.items():
            self.blocks.append(Block(("definition", label), f"[{label}]: {url}"))
        while self.blocks[-1].key is None:
            self.blocks.pop()
        return Page(tuple(self.blocks), self.style.newline, self.style.mark)

    def _say(self, key: Key | None, text: str) -> None:
        """A block with a blank line behind it."""
        self.blocks += [Block(key, text), Block(None, "")]

    def _front_matter(self) -> None:
        title = self.plan.title
        if not self.plan.front:
            return
        fence, rows = {
            "yaml": ("---", [f'title: "{title}"', 'description: "Where we are going."', "weight: 90"]),
            "toml": ("+++", [f'title = "{title}"', 'description = "Where we are going."', "weight = 90"]),
            "json": ("{", [f'"title": "{title}",', '"description": "Where we are going.",', '"weight": 90']),
        }[self.plan.front]
        opened = Block(("front", "open"), fence)
        closed = Block(("front", "close"), fence.replace("{", "}"))
        names = ("title", "description", "weight")
        fields = [Block(("front", name), row) for name, row in zip(names, rows, strict=True)]
        self.blocks += [opened, *fields, closed, Block(None, "")]

    def _intro(self) -> None:
        plan = self.plan
        if plan.shortcode:
            self.blocks.append(Block(("alert", "open"), '{{% alert color="info" title="Support" %}}'))
            self.blocks.append(Block(("alert", "text"), f"The stable APIs of {plan.product} are safe to use."))
            self._say(("alert", "close"), "{{% /alert %}}")
        if plan.intro:
            parent = "milestones" if self.style.level > 2 else anchor(self._heading(0, plan.milestones[0]))
            proposals = ", the [proposals](#proposals)" if plan.proposals else ""
            self._say(
                ("intro",),
                f"Work is planned in [milestones](#{parent}){proposals} and told in the\n[support policy][support].",
            )
            self.definitions["support"] = "https://docs.example/support"

    # ------------------------------------------------------------------------------------------------- milestones

    def _milestone(self, index: int, milestone: Milestone) -> None:
        style = self.style
        self._say(("heading", index), f"{'#' * style.level} {self._heading(index, milestone)}")
        if style.status:
            self._say(("status", index), style.status.format(status=self._status(milestone)))
        if milestone.goal:
            self._say(("goal", index), self._wrapped(milestone.goal, ""))
        shapes = {"items": self._group_as_item, "headings": self._group_as_heading, "labels": self._group_as_label}
        groups = [*enumerate(milestone.groups)]
        for number, group in groups:
            rows = [(("task", index, number, at), self._task(task)) for at, task in enumerate(group.tasks)]
            box = ""
            if group.boxed:
                box = "[x] " if all(task.checked or task.struck for task in group.tasks) else "[ ] "
            shapes[style.groups](("group", index, number), box, group.title, rows)
        tests = self._tests(index, milestone)
        if tests:
            shapes[style.groups](("group", index, "tests"), "", "Conformance testing", tests)
        statements = self._statements(index, milestone)
        if statements:
            shapes[style.groups](("group", index, "ends"), "", "EOL and deprecations", statements)
        if not style.loose and style.groups == "items" and self.blocks[-1].key is not None:
            self.blocks.append(Block(None, ""))
        if style.between and index == 0:
            self._say(("between",), style.between)

    def _heading(self, index: int, milestone: Milestone) -> str:
        doubt = self.style.doubt if milestone.state == PLANNED else ""
        period = doubt + written_period(milestone.period, self.style.notation) if milestone.period else "TBA"
        written = self.style.heading.format(
            version=milestone.name,
            period=period,
            product=self.plan.product,
            url=f"{repository(self.plan.product)}/milestone/{index + 11}",
        )
        return f"{written} - {milestone.word}" if not self.style.status else written

    def _status(self, milestone: Milestone) -> str:
        if milestone.released is None:
            return milestone.word
        version = f"v{milestone.name}.0"
        name = self.plan.product.lower().replace(" ", "-")
        blog = f"https://{name}.example/blog/{milestone.released:%Y/%m}/{name}-{version}/"
        tag = f"{repository(self.plan.product)}/releases/tag/{version}"
        link = {
            "none": "",
            "tag": f" ([{version}]({tag}))",
            "blog": f" ({version} [changelog]({blog}))",
            "comma": f", [release notes]({tag})",
        }[self.style.changelog]
        return f"{milestone.word} on {written_day(milestone.released, self.style.day)}{link}"

    def _tests(self, index: int, milestone: Milestone) -> list[tuple[Key, str]]:
        if milestone.tests is None:
            return []
        box = ("[x] " if milestone.state == COMPLETED else "[ ] ") if self.style.tested_box else ""
        return [(("tests", index), box + self.style.tests.format(product="Kubernetes", version=f"1.{milestone.tests}"))]

    def _statements(self, index: int, milestone: Milestone) -> list[tuple[Key, str]]:
        style = self.style
        rows: list[tuple[Key, str]] = []
        if milestone.ends:
            ended = "{}.{}".format(*milestone.ends)
            rows.append((("ends", index), style.ends.format(product=self.plan.product, version=ended)))
        if milestone.drops is not None:
            dropped = style.ends.format(product="Kubernetes", version=f"1.{milestone.drops}")
            rows.append((("drops", index), dropped))
        rows += [(("removes", index, at), style.removes.format(api=api)) for at, api in enumerate(milestone.removes)]
        rows += [
            (("deprecates", index, at), style.deprecates.format(api=api)) for at, api in enumerate(milestone.deprecates)
        ]
        return rows

    def _group_as_item(self, key: Key, box: str, title: str, rows: list[tuple[Key, str]]) -> None:
        style = self.style
        self.blocks.append(Block(key, f"{style.bullet} {box}**{title}**"))
        for name, text in rows:
            self._row(name, text, " " * style.indent)
        if style.loose:
            self.blocks.append(Block(None, ""))

    def _group_as_heading(self, key: Key, box: str, title: str, rows: list[tuple[Key, str]]) -> None:
        self._say(key, f"{'#' * (self.style.level + 1)} {title}")
        for name, text in rows:
            self._row(name, text, "")
        self.blocks.append(Block(None, ""))

    def _group_as_label(self, key: Key, box: str, title: str, rows: list[tuple[Key, str]]) -> None:
        self._say(key, f"**{title}**:")
        for name, text in rows:
            self._row(name, text, "")
        self.blocks.append(Block(None, ""))

    def _row(self, key: Key, text: str, indent: str) -> None:
        bullet = f"{indent}{self.style.bullet} "
        if key[0] == "task":
            text = self._wrapped(text, " " * len(bullet))
        self.blocks.append(Block(key, bullet + text))

    def _task(self, task: Task) -> str:
        text = task.text
        if task.url and task.numbered:
            text += f" ({self._link('#' + task.url.rpartition('/')[2], task.url)})"
        elif task.url:
            text = self._link(text, task.url)
        if task.struck:
            text = f"~~{text}~~"
        return f"[{'x' if task.checked else ' '}] {text}"

    def _link(self, text: str, url: str) -> str:
        if self.style.links == "inline":
            return f"[{text}]({url})"
        label = f"{'pr' if '/pull' in url else 'issue'}-{url.rpartition('/')[2]}"
        self.definitions[label] = url
        return f"[{text}][{label}]"

    def _wrapped(self, text: str, indent: str) -> str:
        """The text on lines of about so many characters, broken before plain words only."""
        if not self.style.wrap:
            return text
        lines = [""]
        for word in text.split(" "):
            if len(lines[-1]) > self.style.wrap and word.isalpha():
                lines.append(word)
            else:
                lines[-1] += f" {word}" if lines[-1] else word
        return f"\n{indent}".join(lines)

    # --------------------------------------------------------------------------------------------------- the rest

    def _proposals(self, proposals: Proposals) -> None:
        self._say(("proposals",), "## Proposals")
        where = repository(self.plan.product)
        for at, (number, checked) in enumerate(zip(proposals.numbers, proposals.checked, strict=True)):
            written = f"{number:0{proposals.width}}"
            folder = f"{proposals.kind.lower()}s/{written}-{_OBJECTS[at].lower().replace(' ', '-')}"
            url = {
                "tree": f"{where}/tree/main/{folder}",
                "file": f"{where}/blob/main/{folder}.md",
                "pull request": f"{where}/pull/{700 + 3 * at}",
            }[proposals.linked]
            box = "[x]" if checked else "[ ]"
            text = f"{box} [{proposals.kind}-{written}]({url}) {_OBJECTS[at].capitalize()}"
            self.blocks.append(Block(("proposal", at), f"{self.style.bullet} {text}"))
        if proposals.placeholder:
            text = f"[ ] [{proposals.kind}-XXXX]({where}/pull/999) Sharding"
            self.blocks.append(Block(("proposal", "XXXX"), f"{self.style.bullet} {text}"))
        self.blocks.append(Block(None, ""))

    def _support(self, releases: tuple[Release, ...]) -> None:
        self._say(("support",), "## Supported releases")
        rows: list[Block] = []
        for at, release in enumerate(releases):
            cells = (
                "{}.{}".format(*release.version),
                written_day(release.released, self.style.day),
                written_day(release.end_of_life, self.style.day),
                "Supported (current)" if at == len(releases) - 1 else "End of life" if at == 0 else "Supported",
                self.style.range.format(oldest=release.oldest, newest=release.newest),
            )
            rows.append(Block(("release", at), f"| {' | '.join(cells)} |"))
        self.blocks.append(
            Block(("release", "header"), "| Version | Released | End of life | Status | Kubernetes versions |")
        )
        self.blocks.append(Block(("release", "line"), "|---|---|---|---|---|"))
        self.blocks += reversed(rows) if self.style.newest_first else rows
        self.blocks.append(Block(None, ""))

    def _buckets(self) -> None:
        for bucket, names in (("Now", ("Faster search", "Dark mode")), ("Later", ("Voice control", "Offline use"))):
            self._say(("bucket", bucket), f"## {bucket}")
            for at, name in enumerate(names):
                self.blocks.append(Block(("idea", bucket, at), f"{self.style.bullet} {name}"))
            self.blocks.append(Block(None, ""))


# --------------------------------------------------------------------------------------------------------- strategies

_VERBS = ("Add", "Cache", "Design", "Export", "Generate", "Import", "Isolate", "Merge", "Publish", "Rework", "Sign")
_OBJECTS = (
    "build layers",
    "audit logs",
    "dashboards",
    "event filters",
    "field selectors",
    "health checks",
    "tenant quotas",
    "retry budgets",
    "signatures",
    "status pages",
    "usage reports",
    "webhooks",
    "workload identity",
)
# Around the words of a task: what must not disturb a rule. No two tasks of a plan have the same words.
_AROUND = (
    "{}",
    "{}",
    "{}",
    "{} in `acme build`",
    "**{}**",
    "{} (beta)",
    "{} for OCI 1.1",
    "{}: first steps",
    "{} — as a preview",
    "{} for the API & the UI",
    "{} (see the design)",
    "`--watch`: {}",
    "*{}* for everyone who asked",
    "{} by 50 % and more",
    "\\[Server\\] {}",
    "{} with Go 1.24",
)
# The same in every release, and still not repeated.
_CHORES = ("Update the dependencies", "Write release notes", "Documentation for new features")
_TITLES = ("Build integrations", "Security", "APIs & SDKs", "User experience", "Helm chart", "Platform work")
_GOALS = (
    "",
    "The goal of this milestone is to make builds faster for everyone who runs more than a few of them each day.",
    "This release is about trust: what is built is signed, and what is signed is verified.",
    "We want to finish what was begun in the release before, and to promote the API.",
    "Make it **simple** to run `acme` at scale. See also the notes on [sizing](https://docs.example/sizing).",
)
_BETWEEN = (
    "",
    "",
    "<!-- v2,9 (Q5 2026): [a] (https://b) -->",
    "```markdown\n### v0.1 (Q5 2026)\n\n- [x ] [a] (https://b)\n- End support for Kubernetes v1.99.x\n```",
    "> [!NOTE]\n> Dates are **tentative**, and may change.",
    "| Area | Owner |\n|------|-------|\n| Builds | [Ana](https://github.com/ana) |\n| Events | |",
)
_GROUPS = ("source", "event", "notify")
_LADDER = ("v1alpha1", "v1alpha2", "v1beta1", "v1beta2", "v1beta3", "v1")

KUBERNETES = shipped().platforms["kubernetes"]
# Before 1.19 upstream supported a minor for nine months; of a version four windows ahead nobody knows when it ends.
FIRST_TESTED, LAST_TESTED = 24, 39


def released(minor: int) -> date:
    """When a minor of Kubernetes came, or will come, at three a year."""
    newest = KUBERNETES.newest[1]
    known = KUBERNETES.releases[1, min(minor, newest)].released
    assert known is not None
    return known + timedelta(days=122 * max(0, minor - newest))


def upstream_end(minor: int) -> date:
    end = KUBERNETES.releases[1, minor].end_of_life
    assert end is not None
    return end


def period_of(day: date, notation: str) -> Span:
    """The month, quarter or half that holds a day."""
    months = MONTHS_OF[precision(notation)]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    after = date(day.year + last // 12, last % 12 + 1, 1)
    return Span(date(day.year, first, 1), after - timedelta(days=1))


@st.composite
def styles(draw: Draw[Any], **fixed: Any) -> Style:
    """Ways to write a plan down."""
    notation = draw(st.sampled_from(("Q1 2026", "Q1 2026", *sum(NOTATIONS.values(), ()))))
    chosen: dict[str, Any] = {
        "newline": draw(st.sampled_from(("\n", "\n", "\n", "\r\n"))),
        "mark": draw(st.sampled_from(("", "", "", "\ufeff"))),
        "level": draw(st.integers(2, 4)),
        "heading": draw(
            st.sampled_from(
                (
                    "v{version} ({period})",
                    "v{version} ({period})",
                    "v{version} - {period}",
                    "v{version} – {period}",
                    "v{version}: {period}",
                    "{version} ({period})",
                    "V{version} ({period})",
                    "v{version}.0 ({period})",
                    "{product} {version} ({period})",
                    "{product} v{version} ({period})",
                    "[v{version}]({url}) ({period})",
                    "v{version} _({period})_",
                    "🚀 v{version} ({period})",
                    "Release v{version} ({period})",
                )
            )
        ),
        "notation": notation,
        "doubt": draw(st.sampled_from(("", "", "~ ", "expected "))),
        "status": draw(
            st.sampled_from(
                (
                    "**Status**: {status}",
                    "**Status**: {status}",
                    "**Status:** {status}",
                    "Status: {status}",
                    "*Status*: {status}",
                    "**Status**: 🟡 {status}",
                    "- **Status**: {status}",
                    "",
                )
            )
        ),
        "day": draw(st.sampled_from(("ISO", "ISO", "American", "British", "ordinal"))),
        "changelog": draw(st.sampled_from(("none", "tag", "blog", "comma"))),
        "bullet": draw(st.sampled_from(("-", "-", "*", "+"))),
        "indent": draw(st.sampled_from((2, 2, 4))),
        "loose": draw(st.booleans()),
        "groups": draw(st.sampled_from(("items", "items", "headings", "labels"))),
        "links": draw(st.sampled_from(("inline", "inline", "reference"))),
        "wrap": draw(st.sampled_from((0, 0, 30))),
        "ends": draw(
            st.sampled_from(
                (
                    "End support for {product} v{version}.x",
                    "End support for {product} {version}",
                    "Drop support for {product} v{version}",
                    "{product} v{version}.x reaches end of life",
                    "End of support for {product} v{version}",
                    "End support for {product} v{version}.x.",
                )
            )
        ),
        "tests": draw(
            st.sampled_from(
                (
                    "End-to-end testing for {product} {version}",
                    "End-to-end testing for {product} v{version}",
                    "Conformance tests against {product} {version}",
                    "Tested with {product} {version}",
                )
            )
        ),
        "removes": draw(
            st.sampled_from(
                (
                    "Remove deprecated APIs in group `{api}`",
                    "Remove deprecated APIs in the group {api}",
                    "Drop APIs in the API group `{api}`",
                )
            )
        ),
        "deprecates": draw(
            st.sampled_from(
                (
                    "Deprecate APIs in the group `{api}`",
                    "Deprecate the API group {api}"[:0] or "Deprecate APIs in group {api}",
                )
            )
        ),
        "tested_box": draw(st.booleans()),
        "newest_first": draw(st.booleans()),
        "range": draw(st.sampled_from(("1.{oldest} → 1.{newest}", "1.{oldest} - 1.{newest}", "1.{oldest}–1.{newest}"))),
        "between": draw(st.sampled_from(_BETWEEN)),
    }
    return Style(**{**chosen, **fixed})


def _either(draw: Draw[Any], wanted: T | None, strategy: st.SearchStrategy[T]) -> T:
    """What the caller asks for, else what is drawn."""
    return draw(strategy) if wanted is None else wanted


@st.composite
def plans(
    draw: Draw[Any],
    *,
    least: int = 1,
    most: int = 5,
    states: tuple[str, ...] | None = None,
    own: bool | None = None,
    kubernetes: bool | None = None,
    apis: bool | None = None,
    proposals: bool | None = None,
    front: str | None = None,
    intro: bool | None = None,
    shortcode: bool | None = None,
    buckets: bool | None = None,
    support: bool | None = None,
    descending: bool | None = None,
    dated: bool | None = None,
    lag: int | None = None,
    window: int | None = None,
    first_tested: int = FIRST_TESTED,
    one_major: bool = False,
    goals: bool | None = None,
    titled: bool | None = None,
    boxed: bool | None = None,
    tasks: tuple[int, int] = (1, 3),
    apart: bool = False,
    **style: Any,
) -> Plan:
    """Healthy plans. `least` and `most` milestones, or those with the `states`; what is `None` is drawn.

    `apart` keeps periods at a distance, `dated` has no TBA, `one_major` stays within a major and begins far above its
    x.0; further arguments fix the style.
    """
    count = len(states) if states else draw(st.integers(least, most))
    states = states or _states(draw, count)
    own = _either(draw, own, st.booleans())
    kubernetes = _either(draw, kubernetes, st.booleans()) and count <= LAST_TESTED - FIRST_TESTED
    chosen = draw(styles(**style))
    product = draw(st.sampled_from(("Acme", "Borealis", "Acme Flow", "Zephyr")))
    lag = _either(draw, lag, st.sampled_from((3, 3, 3, 1, 2, 4, 5, 6)))
    window = _either(draw, window, st.sampled_from((3, 3, 3, 2, 4)))
    line = _versions(draw, count, one_major)
    first = len(line) - count
    tested = _tested(draw, count, window, first_tested) if kubernetes else [None] * count
    periods = _periods(draw, count, tested, window, chosen, dated=dated, apart=apart, states=states)
    deprecated, removed = _apis(draw, count, product, _either(draw, apis, st.booleans()))
    written = _Tasks(draw, product, boxed, tasks)
    milestones = tuple(
        Milestone(
            version=line[first + index],
            period=period,
            state=state,
            word=draw(st.sampled_from(WORDS[state])),
            released=_release_day(draw, state, period, tested[index]),
            goal=draw(st.sampled_from(_GOALS[1:] if goals else _GOALS)),
            groups=written.groups(state),
            ends=line[first + index - lag] if own and first + index >= lag else None,
            tests=minor,
            drops=None if minor is None else minor - window,
            deprecates=deprecated[index],
            removes=removed[index],
        )
        for index, (state, period, minor) in enumerate(zip(states, periods, tested, strict=True))
    )
    front = _either(draw, front, st.sampled_from(("", "yaml", "yaml", "toml", "json")))
    titled = not front or _either(draw, titled, st.booleans())
    return Plan(
        product=product,
        milestones=milestones,
        style=chosen,
        descending=_either(draw, descending, st.booleans()) and count > 1,
        front=front,
        title=draw(st.sampled_from(("Roadmap", "{} Roadmap", "{} roadmap 2026"))).format(product),
        titled=titled,
        intro=_either(draw, intro, st.booleans()),
        shortcode=_either(draw, shortcode, st.booleans()),
        proposals=_proposals(draw) if _either(draw, proposals, st.booleans()) else None,
        buckets=_either(draw, buckets, st.sampled_from((False, False, True))),
        support=_support(draw) if _either(draw, support, st.sampled_from((False, False, True))) else (),
        lag=lag,
        lag_told=draw(st.booleans()),
        window=window,
        window_told=draw(st.booleans()),
        last_minors=_last_minors(line) if draw(st.booleans()) else (),
    )


def _states(draw: Draw[Any], count: int) -> tuple[str, ...]:
    done = draw(st.integers(0, count))
    begun = draw(st.integers(0, min(2, count - done)))
    return (COMPLETED,) * done + (IN_PROGRESS,) * begun + (PLANNED,) * (count - done - begun)


def _versions(draw: Draw[Any], count: int, one_major: bool) -> list[Series]:
    """Every version of the product from the first to the last of the plan."""
    if one_major:
        return [(2, minor) for minor in range(draw(st.integers(8, 12)) + count)]
    major = draw(st.integers(0, 3))
    lengths = draw(st.lists(st.integers(1, 12), min_size=1, max_size=3))
    line = [(major + at, minor) for at, length in enumerate(lengths) for minor in range(length)]
    line += [(major + len(lengths), minor) for minor in range(count)]
    if line[0] == (0, 0):
        line.pop(0)
    end = draw(st.integers(count, len(line)))
    return line[:end]


def _last_minors(line: list[Series]) -> tuple[Series, ...]:
    """The last minor of each major that is over."""
    return tuple(series for series, after in itertools.pairwise(line) if after[1] == 0)


def _tested(draw: Draw[Any], count: int, window: int, least: int) -> list[int | None]:
    # the version that the last one drops must have an end upstream that is known
    last = min(LAST_TESTED, KUBERNETES.newest[1] + window)
    first = draw(st.integers(least, last - count + 1))
    return list(range(first, first + count))


def _periods(
    draw: Draw[Any],
    count: int,
    tested: list[int | None],
    window: int,
    style: Style,
    *,
    dated: bool | None,
    apart: bool,
    states: tuple[str, ...],
) -> list[Span | None]:
    """Periods in time. With Kubernetes, each is the one in which the version dropped ends upstream."""
    months = MONTHS_OF[precision(style.notation)]
    periods: list[Span | None] = []
    day = date(draw(st.integers(2021, 2026)), draw(st.integers(1, 12)), 15)
    for minor in tested:
        if minor is not None:
            day = max(upstream_end(minor - window), released(minor))
        periods.append(period_of(day, style.notation))
        step = months * draw(st.integers(1, 3) if apart else st.integers(0, 3))
        total = day.year * 12 + day.month - 1 + step
        day = date(total // 12, total % 12 + 1, 15)
    open_from = sum(state != PLANNED for state in states)
    undecided = 0 if dated else draw(st.integers(0, min(2, count - open_from)))
    return periods[: count - undecided] + [None] * undecided


def _release_day(draw: Draw[Any], state: str, period: Span | None, tested: int | None) -> date | None:
    if state != COMPLETED or period is None:
        return None
    first = max(period.start, released(tested)) if tested is not None else period.start
    return first + timedelta(days=draw(st.integers(0, (period.end - first).days)))


def _apis(
    draw: Draw[Any], count: int, product: str, wanted: bool
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """What each milestone deprecates and removes: older versions first, nothing removed at once."""
    deprecated: list[tuple[str, ...]] = [()] * count
    removed: list[tuple[str, ...]] = [()] * count
    for group in _GROUPS[: draw(st.integers(1, 3))] if wanted else ():
        name = f"{group}.{product.lower().replace(' ', '-')}.example"
        first = draw(st.integers(0, 3))
        at = sorted(draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=2)))
        for version, index in zip(_LADDER[first:], at, strict=False):
            removed[index] += (f"{name}/{version}",)
            told = draw(st.integers(-1, index - 1))
            if told >= 0 and not any(api.startswith(name) for later in deprecated[told + 1 :] for api in later):
                deprecated[told] += (f"{name}/{version}",)
        deprecated[-1] += (f"{name}/{_LADDER[first + len(at)]}",)
    return deprecated, removed


class _Tasks:
    """Tasks that no other task of the plan repeats."""

    def __init__(self, draw: Draw[Any], product: str, boxed: bool | None, tasks: tuple[int, int]) -> None:
        self.draw = draw
        self.boxed = boxed
        self.tasks = tasks
        self.repository = repository(product)
        self.made = draw(st.integers(0, 100))
        self.number = 100
        self.chores = draw(st.booleans())

    def groups(self, state: str) -> tuple[Group, ...]:
        titles = self.draw(st.lists(st.sampled_from(_TITLES), min_size=1, max_size=2, unique=True))
        groups = [self._group(title, state) for title in titles]
        if self.chores:
            done = state == COMPLETED
            groups.append(Group("Chores", tuple(Task(text, done) for text in _CHORES)))
        if state == PLANNED and all(task.checked for group in groups for task in group.tasks):
            first = groups[0]
            opened = replace(first.tasks[0], checked=False)
            groups[0] = replace(first, tasks=(opened, *first.tasks[1:]))
        return tuple(groups)

    def _group(self, title: str, state: str) -> Group:
        tasks = tuple(self._task(state) for _ in range(self.draw(st.integers(*self.tasks))))
        return Group(title, tasks, _either(self.draw, self.boxed, st.sampled_from((False, False, True))))

    def _task(self, state: str) -> Task:
        self.made += 1
        words = f"{_VERBS[self.made % len(_VERBS)]} {_OBJECTS[self.made % len(_OBJECTS)]}"
        text = self.draw(st.sampled_from(_AROUND)).format(words)
        link = self.draw(st.sampled_from(("issues", "issues", "pull", "discussions", "")))
        self.number += self.draw(st.integers(1, 40))
        struck = state == COMPLETED and self.draw(st.integers(0, 9)) == 9
        checked = not struck if state == COMPLETED else state == IN_PROGRESS and self.draw(st.booleans())
        url = f"{self.repository}/{link}/{self.number}" if link else ""
        return Task(text, checked, url, numbered=self.draw(st.booleans()), struck=struck)


def _support(draw: Draw[Any]) -> tuple[Release, ...]:
    major, minor = draw(st.integers(0, 3)), draw(st.integers(1, 9))
    day = date(draw(st.integers(2021, 2026)), draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    oldest, width = draw(st.integers(22, 30)), draw(st.integers(1, 4))
    rows: list[Release] = []
    for at in range(draw(st.integers(2, 5))):
        end = day + timedelta(days=draw(st.integers(180, 420)))
        rows.append(Release((major, minor + at), day, end, oldest, oldest + width))
        day += timedelta(days=draw(st.integers(40, 200)))
        oldest += draw(st.integers(0, 2))
    return tuple(rows)


def _proposals(draw: Draw[Any]) -> Proposals:
    kind, width = draw(st.sampled_from((("RFC", 4), ("KEP", 4), ("ADR", 3), ("RFC", 1))))
    count = draw(st.integers(2, 6))
    first, step = draw(st.integers(1, 40)), draw(st.sampled_from((1, 1, 2, 7)))
    done = draw(st.integers(0, count))
    return Proposals(
        kind,
        tuple(first + step * at for at in range(count)),
        width,
        (True,) * done + (False,) * (count - done),
        draw(st.sampled_from(("tree", "file", "pull request"))),
        draw(st.booleans()),
    )
