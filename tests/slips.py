"""One slip of the pen in any healthy roadmap, and the exact set of rules that must speak of it: one entry a slip.

A slip of a rule that does not exist yet sleeps until its code is in the catalogue; codes that follow from the first one
count from the day on which they exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from roadmaps import (
    COMPLETED,
    IN_PROGRESS,
    KUBERNETES,
    NOTATIONS,
    PLANNED,
    Draw,
    Key,
    Milestone,
    Page,
    Plan,
    Release,
    Task,
    period_of,
    precision,
    released,
    upstream_end,
    written_period,
)

from roadmap_lint import FileProbe


@dataclass(frozen=True)
class Broken:
    """The page with the slip in it, the line that a maintainer would correct, and what the rules need to know."""

    page: Page
    line: int
    today: date | None = None
    files: FileProbe | None = None


Make = Callable[[Plan, Draw[Any]], Broken]


@dataclass(frozen=True)
class Slip:
    """`codes` must fire, the first one on the line (or, where `either` of two places is wrong, related to it).

    `plans` are the arguments of `roadmaps.plans` for plans in which the slip can be made.
    """

    name: str
    codes: tuple[str, ...]
    make: Make
    plans: dict[str, Any]
    either: bool = False


def slip(name: str, codes: str, make: Make, *, either: bool = False, **plans: Any) -> Slip:
    return Slip(name, tuple(codes.split()), make, plans, either)


# ------------------------------------------------------------------------------------------------- how slips are made


def at(page: Page, key: Key, part: str = "") -> Broken:
    return Broken(page, page.line(key, part))


def pick(plan_or_page: Plan | Page, draw: Draw[Any], kind: str, holds: str = "") -> tuple[Page, Key]:
    """A block of a kind that holds a text (a regular expression); plans without one do not count."""
    page = plan_or_page.page() if isinstance(plan_or_page, Plan) else plan_or_page
    keys = [key for key in page.keys(kind) if re.search(holds, page[key])]
    assume(keys)
    return page, draw(st.sampled_from(keys))


def written(kind: str, old: str, new: str) -> Make:
    """Other text in one block of a kind: `old` is a regular expression, `new` what stands in its place."""

    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        page, key = pick(plan, draw, kind, old)
        text = re.sub(old, new, page[key], count=1)
        broken = page.write(key, text)
        same = next((index for index, pair in enumerate(zip(page[key], text, strict=False)) if pair[0] != pair[1]), 0)
        return Broken(broken, broken.line(key) + text.count("\n", 0, same))

    return make


def dropped(kind: str, place: str = "heading", label: str = "") -> Make:
    """A block of a kind is gone, with the label of its group if nothing else is below it: seen at the heading."""

    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        page, key = pick(plan, draw, kind)
        gone = (key, ("group", key[1], label)) if label else (key,)
        left = page.without(*(name for name in gone if page.has(name)))
        return at(left, (place, *key[1:2]))

    return make


def copied(kind: str, holds: str = "") -> Make:
    """A block stands twice, the second time right behind the first."""

    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        page, key = pick(plan, draw, kind, holds)
        return at(page.add(key, ("copy",), page[key]), ("copy",))

    return make


def planned(change: Callable[[Plan, int, Draw[Any]], tuple[Plan, Key]], first: int = 0, last: int = 0) -> Make:
    """Another plan, changed at one milestone: from the `first` on, without so many of the last ones."""

    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        index = draw(st.integers(first, len(plan.milestones) - 1 - last))
        changed, key = change(plan, index, draw)
        return at(changed.page(), key)

    return make


def on_day(make: Make, day: Callable[[Plan], date]) -> Make:
    def dated(plan: Plan, draw: Draw[Any]) -> Broken:
        return replace(make(plan, draw), today=day(plan))

    return dated


def every_task(milestone: Milestone, change: Callable[[Task], Task]) -> Milestone:
    groups = tuple(replace(group, tasks=tuple(change(task) for task in group.tasks)) for group in milestone.groups)
    return replace(milestone, groups=groups)


def _with(plan: Plan, index: int, milestone: Milestone) -> Plan:
    return replace(plan, milestones=(*plan.milestones[:index], milestone, *plan.milestones[index + 1 :]))


# --------------------------------------------------------------------------------------------------- single mistakes


def _title_of_front_matter(text: str, key: str = "title") -> Make:
    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        page = plan.page()
        return at(page.write(("front", key), text.format(title=plan.title)), ("front", key))

    return make


def _without_front(name: str, place: Key) -> Make:
    return lambda plan, draw: at(plan.page().without(("front", name)), place)


def _comma_lost(plan: Plan, draw: Draw[Any]) -> Broken:
    """Seen where the next field begins."""
    page = plan.page()
    return at(page.edit(("front", "title"), '",', '"'), ("front", "description"))


def _prose_only(plan: Plan, draw: Draw[Any]) -> Broken:
    page = plan.page()
    kept = tuple(block for block in page.blocks if block.key is None or block.key[0] in ("front", "title", "goal"))
    return at(replace(page, blocks=kept), ("title",))


def _heading(old: str, new: str, *, first: int = 0) -> Make:
    """Another text in the heading of a milestone; `{version}` in `old` is its version."""

    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        page = plan.page()
        fits = [
            index
            for index, milestone in enumerate(plan.milestones)
            if index >= first and re.search(old.format(version=re.escape(milestone.name)), page["heading", index])
        ]
        assume(fits)
        index = draw(st.sampled_from(fits))
        pattern = old.format(version=re.escape(plan.milestones[index].name))
        key = ("heading", index)
        return at(page.write(key, re.sub(pattern, new, page[key], count=1)), key)

    return make


def _periods_swapped(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    one, other = plan.milestones[index], plan.milestones[index + 1]
    plan = plan.with_milestone(index, period=other.period).with_milestone(index + 1, period=one.period)
    return plan, ("heading", index)


def _year_not_raised(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    period = plan.milestones[index].period
    assert period is not None
    earlier = period_of(period.start.replace(year=period.start.year - 1), plan.style.notation)
    return plan.with_milestone(index, period=earlier), ("heading", index)


def _version_too_high(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    major, minor = plan.milestones[index].version
    return plan.with_milestone(index, version=(major, minor * 10)), ("heading", index)


def _version_copied(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    return plan.with_milestone(index, version=plan.milestones[index - 1].version), ("heading", index)


def _last_one_first(plan: Plan, draw: Draw[Any]) -> Broken:
    """The newest milestone stands where the oldest should."""
    plan = replace(plan, milestones=(plan.milestones[-1], *plan.milestones[:-1]))
    return at(plan.page(), ("heading", 0))


def _milestone_left_out(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    return replace(plan, milestones=plan.milestones[:index] + plan.milestones[index + 1 :]), ("heading", index)


def _letter_lost(plan: Plan, draw: Draw[Any]) -> Broken:
    words = r"Provisional|Scheduled|In Progress|Completed|Released"
    page, key = pick(plan, draw, "status", words)
    found = re.search(words, page[key])
    assert found is not None
    lost = draw(st.integers(found.start() + 3, found.end() - 2))
    return at(page.write(key, page[key][:lost] + page[key][lost + 1 :]), key)


def _status_of(word: str) -> Callable[[Plan, int, Draw[Any]], tuple[Plan, Key]]:
    def change(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
        key = ("status", index) if plan.style.status else ("heading", index)
        return plan.with_milestone(index, word=word), key

    return change


def _in_another_notation(plan: Plan, draw: Draw[Any]) -> Broken:
    index = draw(st.integers(0, len(plan.milestones) - 1))
    period = plan.milestones[index].period
    assert period is not None
    others = [name for name in NOTATIONS[precision(plan.style.notation)] if name != plan.style.notation]
    page, key = plan.page(), ("heading", index)
    old, new = written_period(period, plan.style.notation), written_period(period, draw(st.sampled_from(others)))
    return at(page.edit(key, old, new), key)


def _all_done(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    done = every_task(plan.milestones[index], lambda task: replace(task, checked=True))
    return _with(plan, index, done), ("status", index)


def _released_early(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    period = plan.milestones[index].period
    assert period is not None
    early = period.start - timedelta(days=draw(st.integers(2, 20)))
    return plan.with_milestone(index, released=early), ("heading", index)


def _year_of_release(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    day = plan.milestones[index].released
    assert day is not None
    return plan.with_milestone(index, released=day - timedelta(days=364)), ("status", index)


def _year_in_link(plan: Plan, draw: Draw[Any]) -> Broken:
    page, key = pick(plan, draw, "status", "/blog/20")
    text = re.sub(r"/blog/(\d+)", lambda found: f"/blog/{int(found[1]) - 1}", page[key])
    return at(page.write(key, text), key)


def _tag_of_another_minor(plan: Plan, draw: Draw[Any]) -> Broken:
    page, key = pick(plan, draw, "status", "/tag/v")
    return at(page.write(key, re.sub(r"(/tag/v\d+\.)(\d+)", r"\g<1>9\2", page[key])), key)


def _impossible_day(plan: Plan, draw: Draw[Any]) -> Broken:
    page, key = pick(plan, draw, "status", r"\d{4}-\d\d-\d\d")
    return at(page.write(key, re.sub(r"(\d{4})-\d\d-\d\d", r"\1-02-30", page[key], count=1)), key)


def _ends(steps: int) -> Callable[[Plan, int, Draw[Any]], tuple[Plan, Key]]:
    def change(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
        series = plan.milestones[index].ends
        assert series is not None
        return plan.with_milestone(index, ends=(series[0], series[1] + steps)), ("ends", index)

    return change


def _ends_itself(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    return plan.with_milestone(index, ends=plan.milestones[index].version), ("ends", index)


def _drops(steps: int) -> Callable[[Plan, int, Draw[Any]], tuple[Plan, Key]]:
    def change(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
        return plan.with_milestone(index, drops=(plan.milestones[index].drops or 0) + steps), ("drops", index)

    return change


def _tests(steps: int) -> Callable[[Plan, int, Draw[Any]], tuple[Plan, Key]]:
    def change(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
        return plan.with_milestone(index, tests=(plan.milestones[index].tests or 0) + steps), ("tests", index)

    return change


def _as_flux_in_2024(plan: Plan, draw: Draw[Any]) -> Broken:
    """A version is ended a second time, and every milestone behind it is off by one."""
    start = draw(st.integers(1, len(plan.milestones) - 2))
    for index in range(start, len(plan.milestones)):
        plan = plan.with_milestone(index, drops=(plan.milestones[index].drops or 0) - 1)
    return at(plan.page(), ("drops", start))


def _window_ahead(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    milestone = plan.milestones[index]
    assert milestone.tests is not None
    assert milestone.drops is not None
    assume(milestone.drops + 2 <= KUBERNETES.newest[1])  # when a later one ends upstream is not known
    assert milestone.period is not None
    assume(released(milestone.tests + 2) > milestone.period.end + timedelta(days=31))
    return plan.with_milestone(index, tests=milestone.tests + 2, drops=milestone.drops + 2), ("tests", index)


def _before_upstream_ends(plan: Plan, draw: Draw[Any]) -> Broken:
    """The last milestone is planned for the quarter in which Kubernetes comes, and the version dropped goes on."""
    index = len(plan.milestones) - 1
    last = plan.milestones[index]
    assert last.tests is not None
    assert last.drops is not None
    period = period_of(released(last.tests), plan.style.notation)
    assume(period.end < upstream_end(last.drops))
    return at(plan.with_milestone(index, period=period).page(), ("drops", index))


def _deprecated_and_removed(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    api = f"store.{_domain(plan)}/v1beta1"
    return plan.with_milestone(index, deprecates=(api,), removes=(api,)), ("removes", index, 0)


def _removed(first: str, second: str) -> Make:
    """Two milestones remove versions of one group."""

    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        one = draw(st.integers(0, len(plan.milestones) - 2))
        other = draw(st.integers(one + 1, len(plan.milestones) - 1))
        group = f"store.{_domain(plan)}"
        plan = plan.with_milestone(one, removes=(f"{group}/{first}",))
        plan = plan.with_milestone(other, removes=(f"{group}/{second}",))
        return at(plan.page(), ("removes", other, 0))

    return make


def _domain(plan: Plan) -> str:
    return f"{plan.product.lower().replace(' ', '-')}.example"


def _two_tasks_of_a_group(plan: Plan, draw: Draw[Any], holds: str = "") -> tuple[int, int, int]:
    """Milestone, group and second task of a group with two tasks or more."""
    found = [
        (index, number, at)
        for index, milestone in enumerate(plan.milestones)
        for number, group in enumerate(milestone.groups)
        for at, task in enumerate(group.tasks[1:], start=1)
        if re.search(holds, task.url) and not task.struck and "\\" not in task.text
    ]
    assume(found)
    chosen: tuple[int, int, int] = draw(st.sampled_from(found))
    return chosen


def _changed_task(plan: Plan, place: tuple[int, int, int], **changes: Any) -> Plan:
    index, number, at = place
    milestone = plan.milestones[index]
    group = milestone.groups[number]
    tasks = (*group.tasks[:at], replace(group.tasks[at], **changes), *group.tasks[at + 1 :])
    groups = (*milestone.groups[:number], replace(group, tasks=tasks), *milestone.groups[number + 1 :])
    return plan.with_milestone(index, groups=groups)


def _same_issue(plan: Plan, draw: Draw[Any]) -> Broken:
    place = _two_tasks_of_a_group(plan, draw, "/(?:issues|pull)/")
    index, number, at_task = place
    url = plan.milestones[index].groups[number].tasks[at_task].url
    plan = _changed_task(plan, (index, number, at_task - 1), url=url, text="Dark mode")
    plan = _changed_task(plan, place, text="Faster search")  # no word in common: they are no steps of one thing
    return at(plan.page(), ("task", *place))


def _box(box: str) -> Make:
    """Another box in front of a task whose siblings have theirs."""

    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        place = _two_tasks_of_a_group(plan, draw)
        page, key = plan.page(), ("task", *place)
        return at(page.write(key, re.sub(r"\[[ x]\] ", box, page[key], count=1)), key)

    return make


def _moved_and_kept(plan: Plan, index: int, draw: Draw[Any]) -> tuple[Plan, Key]:
    """An open task of the milestone before stands in this one, too."""
    group = plan.milestones[index - 1].groups[0]
    task = replace(group.tasks[0], checked=False, url=f"https://github.com/acme/acme/issues/{9000 + index}")
    plan = _changed_task(plan, (index - 1, 0, 0), checked=False, url=task.url)
    own = plan.milestones[index].groups[0]
    groups = (replace(own, tasks=(*own.tasks, task)), *plan.milestones[index].groups[1:])
    return plan.with_milestone(index, groups=groups), ("task", index, 0, len(own.tasks))


def _group_emptied(plan: Plan, draw: Draw[Any]) -> Broken:
    index = draw(st.sampled_from([at for at, one in enumerate(plan.milestones) if len(one.groups) > 1] or [None]))
    assume(index is not None)
    group = plan.milestones[index].groups[0]
    page = plan.page().without(*(("task", index, 0, task) for task in range(len(group.tasks))))
    return at(page, ("group", index, 0))


def _idea_twice(plan: Plan, draw: Draw[Any]) -> Broken:
    page = plan.page()
    page = page.add(("idea", "Later", 1), ("copy",), page["idea", "Now", 0])
    return at(page, ("copy",))


def _proposal(change: Callable[[list[int]], list[int]]) -> Make:
    """Other numbers in the list of proposals."""

    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        assert plan.proposals is not None
        numbers = change(list(plan.proposals.numbers))
        assume(len(numbers) > 3 and max(numbers) - min(numbers) < 3 * len(numbers))  # others may have another order
        moved = next(
            at for at, pair in enumerate(zip(numbers, plan.proposals.numbers, strict=True)) if pair[0] != pair[1]
        )
        proposals = replace(plan.proposals, numbers=tuple(numbers), checked=(True,) * len(numbers))
        return at(replace(plan, proposals=proposals).page(), ("proposal", moved))

    return make


def _goes_to_another_proposal(plan: Plan, draw: Draw[Any]) -> Broken:
    page, key = pick(plan, draw, "proposal", r"s/\d+-")
    return at(page.write(key, re.sub(r"(s/)(\d+-)", r"\g<1>9\2", page[key], count=1)), key)


def _directory_as_file(plan: Plan, draw: Draw[Any]) -> Broken:
    """One of three directories or more, so that two others show what it is."""
    page, key = pick(plan, draw, "proposal", "/tree/")
    assert plan.proposals is not None
    assume(len(plan.proposals.numbers) > 2)
    return at(page.edit(key, "/tree/", "/blob/"), key)


class Files:
    """A tree in which there is nothing but what the document says rightly."""

    def exists(self, path: str) -> bool:
        return "support" in path

    def is_directory(self, path: str) -> bool:
        return False


def _in_german(plan: Plan, draw: Draw[Any]) -> Broken:
    """In a document that says that it is in English."""
    page, key = pick(plan, draw, "goal", "docs.example/")
    page = page.add(("front", "weight"), ("front", "lang"), "lang: en")
    return at(page.edit(key, "docs.example/", "docs.example/de/"), key, "/de/")


def _missing_file(plan: Plan, draw: Draw[Any]) -> Broken:
    """One of two links to files is misspelt."""
    page = plan.page()
    text = "See [what is supported](docs/support.md) and [what is\nnot](docs/suport.md)."
    key = ("support file",)
    page = page.add(page.blocks[-1].key or ("title",), key, "\n" + text)
    return replace(at(page, key, "not]"), files=Files())


def _row(first: int = 0, last: int = 0, **changes: Callable[[Release], Any]) -> Make:
    """Another value in a row of the support table: from the `first` on in time, without so many of the last ones."""

    def make(plan: Plan, draw: Draw[Any]) -> Broken:
        at_row = draw(st.integers(first, len(plan.support) - 1 - last))
        row = plan.support[at_row]
        changed = replace(row, **{name: change(row) for name, change in changes.items()})
        support = (*plan.support[:at_row], changed, *plan.support[at_row + 1 :])
        return at(replace(plan, support=support).page(), ("release", at_row))

    return make


def _last_day_of_the_first(plan: Plan) -> date:
    period = plan.milestones[0].period
    assert period is not None
    return period.end


def _last_period_over(plan: Plan) -> date:
    """A day behind the period of the first milestone that is not completed."""
    first = next(milestone for milestone in plan.milestones if milestone.state != COMPLETED)
    assert first.period is not None
    return first.period.end + timedelta(days=1)


# ---------------------------------------------------------------------------------------------------------- the table

PLAIN: dict[str, Any] = {"own": False, "kubernetes": False, "apis": False, "support": False}
OWN: dict[str, Any] = {"own": True, "support": False, "kubernetes": False, "apis": False, "one_major": True, "lag": 3}
THREE = (COMPLETED,) * 3
FOUR = (COMPLETED,) * 4
TABLE: dict[str, Any] = {**PLAIN, "support": True}
PLATFORM: dict[str, Any] = {"own": False, "kubernetes": True, "apis": False, "window": 3, "dated": True}
INLINE: dict[str, Any] = {"links": "inline", "wrap": 0}
LINE: dict[str, Any] = {"status": "**Status**: {status}"}
VERSIONED: dict[str, Any] = {"heading": "v{version} ({period})", "intro": False}  # no link to the heading changed

SLIPS: tuple[Slip, ...] = (
    # the document
    slip("a quote is not closed", "RM001", _title_of_front_matter('title: "{title}'), front="yaml"),
    slip("a field stands twice", "RM001", copied("front", "title"), front="yaml"),
    slip("a text of TOML has no quotes", "RM001", _title_of_front_matter("title = {title} !"), front="toml"),
    slip("JSON lacks a comma", "RM001", _comma_lost, front="json"),
    slip("a field is misspelt", "RM002", written("front", "^title", "titel"), front="yaml"),
    slip("the title is a number", "RM002", _title_of_front_matter("title: 2026"), front="yaml"),
    slip("the title is gone", "RM002", _without_front("title", ("front", "open")), front="toml", titled=False),
    slip(
        "a shortcode is not closed",
        "RM003",
        lambda plan, draw: at(plan.page().without(("alert", "close")), ("alert", "open")),
        shortcode=True,
    ),
    slip(
        "a shortcode is closed in another way",
        "RM003",
        written("alert", "{{% /alert %}}", "{{< /alert >}}"),
        shortcode=True,
    ),
    slip(
        "a shortcode is closed by another name",
        "RM003",
        written("alert", "/alert", "/alrt"),
        shortcode=True,
        either=True,
    ),
    slip(
        "nothing but prose",
        "RM004",
        _prose_only,
        **PLAIN,
        titled=True,
        goals=True,
        proposals=False,
        buckets=False,
        shortcode=False,
        intro=False,
        between="",
        level=2,
    ),
    slip("a comma in a version", "RM005", _heading(r"v(\d+)\.(\d+)", r"v\1,\2"), **PLAIN, **VERSIONED, **LINE, least=2),
    slip(
        "a blank in a version", "RM005", _heading(r"v(\d+)\.(\d+)", r"v \1.\2"), **PLAIN, **VERSIONED, **LINE, least=2
    ),
    slip("a heading lacks its blank", "RM005", _heading(r"# v", "#v"), **PLAIN, **VERSIONED, **LINE, least=2),
    slip("an override of direction", "RM006", written("task", r"(\[[ x]\] )", "\\1\u202e"), **INLINE),
    slip("a blank of no width in an address", "RM006", written("task", r"github\.com", "github\u200b.com"), **INLINE),
    slip("a NUL", "RM006", written("task", r"(\[[ x]\] )", "\\1\x00"), **INLINE),
    slip(
        "a milestone one level below",
        "RM009",
        _heading("^#", "##"),
        **PLAIN,
        **VERSIONED,
        least=3,
        one_major=True,
        groups="items",
    ),
    # milestones
    slip(
        "two periods are swapped",
        "RM101",
        planned(_periods_swapped, last=1),
        either=True,
        **PLAIN,
        dated=True,
        states=(PLANNED,) * 3,
        apart=True,
    ),
    slip(
        "the year is not raised",
        "RM101",
        planned(_year_not_raised, first=2),
        either=True,
        **PLAIN,
        dated=True,
        states=(PLANNED,) * 3,
        apart=True,
        notation="Q1 2026",
    ),
    slip(
        "a zero behind a version",
        "RM102",
        planned(_version_too_high, last=1),
        either=True,
        **PLAIN,
        one_major=True,
        dated=True,
        apart=True,
        states=(PLANNED,) * 3,
    ),
    slip(
        "the last milestone stands first",
        "RM102 RM101",
        _last_one_first,
        either=True,
        **PLAIN,
        dated=True,
        states=(PLANNED,) * 4,
        apart=True,
        one_major=True,
    ),
    slip(
        "a heading is copied",
        "RM103",
        planned(_version_copied, first=1),
        either=True,
        **PLAIN,
        one_major=True,
        least=2,
        states=(PLANNED,) * 3,
    ),
    slip(
        "a version is left out",
        "RM104",
        planned(_milestone_left_out, first=1, last=1),
        either=True,
        **PLAIN,
        one_major=True,
        states=(PLANNED,) * 5,
    ),
    slip(
        "a version is left out with what it ends",
        "RM104",
        planned(_milestone_left_out, first=1, last=1),
        either=True,
        **OWN,
        states=(PLANNED,) * 4,
    ),
    slip("a status is gone", "RM105", dropped("status"), **PLAIN, **LINE, least=3, goals=True),
    slip("the word status is misspelt", "RM105", written("status", "Status", "Satus"), **PLAIN, **LINE, least=3),
    slip("a status lacks its colon", "RM105", written("status", ":", ""), **PLAIN, **LINE, least=3),
    slip("a letter of a status is lost", "RM106", _letter_lost, **PLAIN, **LINE),
    slip("a status of one's own", "RM106", planned(_status_of("Sunny")), **PLAIN, **LINE, states=(PLANNED,) * 3),
    slip(
        "a later one is in progress",
        "RM107",
        planned(_status_of("In Progress"), first=1),
        either=True,
        **PLAIN,
        one_major=True,
        states=(PLANNED,) * 3,
    ),
    slip(
        "a released one is planned",
        "RM107",
        planned(_status_of("Planned"), last=1),
        either=True,
        **PLAIN,
        one_major=True,
        states=(COMPLETED, COMPLETED, IN_PROGRESS),
        dated=True,
        **LINE,
    ),
    slip("an open task in a release", "RM108", written("task", r"\[x\]", "[ ]"), **PLAIN, states=THREE, boxed=False),
    slip(
        "an open test in a release",
        "RM108",
        written("tests", r"\[x\]", "[ ]"),
        **PLATFORM,
        states=THREE,
        tested_box=True,
    ),
    slip(
        "the period is over",
        "RM109",
        on_day(lambda plan, draw: at(plan.page(), ("heading", _first_open(plan))), _last_period_over),
        **PLAIN,
        states=(COMPLETED, PLANNED),
        dated=True,
        apart=True,
    ),
    slip("a goal is gone", "RM110", dropped("goal"), **PLAIN, goals=True, groups="items", between=""),
    slip(
        "a fifth quarter",
        "RM111",
        _heading(r"Q\d", "Q5"),
        **PLAIN,
        **VERSIONED,
        dated=True,
        notation="Q1 2026",
    ),
    slip(
        "a year of three digits",
        "RM111",
        _heading(r"(20\d)\d", r"\1"),
        **PLAIN,
        **VERSIONED,
        dated=True,
        notation="Q1 2026",
    ),
    slip(
        "a letter for a zero",
        "RM111",
        _heading(r"20(\d\d)", r"2O\1"),
        **PLAIN,
        **VERSIONED,
        dated=True,
        notation="Q1 2026",
    ),
    slip(
        "a third half",
        "RM111",
        _heading(r"H\d", "H3"),
        **PLAIN,
        **VERSIONED,
        dated=True,
        notation="H1 2026",
    ),
    slip(
        "a month is misspelt",
        "RM111",
        _heading(r"([A-Z]\w)(\w)(\w)(\w+ 20)", r"\1\3\2\4"),
        **PLAIN,
        **VERSIONED,
        dated=True,
        notation="March 2026",
    ),
    slip(
        "the address tells another year",
        "RM112",
        _year_in_link,
        **PLAIN,
        **LINE,
        states=THREE,
        changelog="blog",
        heading="{product} v{version} ({period})",
        dated=True,
        day="ISO",
    ),
    slip(
        "release notes of another minor",
        "RM112",
        _tag_of_another_minor,
        **PLAIN,
        **LINE,
        states=THREE,
        changelog="comma",
        dated=True,
    ),
    slip(
        "released a year too early",
        "RM112",
        planned(_year_of_release),
        **PLAIN,
        **LINE,
        states=THREE,
        changelog="none",
        dated=True,
    ),
    slip(
        "a period is gone",
        "RM113",
        _heading(r" \(.*\)", ""),
        **PLAIN,
        **VERSIONED,
        states=(PLANNED,) * 3,
        **LINE,
        proposals=False,
    ),
    slip(
        "all is done and nobody says so",
        "RM114",
        planned(_all_done),
        **PLAIN,
        **LINE,
        states=(PLANNED,) * 2,
        tasks=(2, 3),
    ),
    slip(
        "released before its period",
        "RM115",
        on_day(planned(_released_early), lambda plan: plan.today),
        **PLAIN,
        **LINE,
        states=(COMPLETED,) * 2,
        changelog="none",
        dated=True,
    ),
    slip(
        "a period in another notation",
        "RM116",
        _in_another_notation,
        **PLAIN,
        **VERSIONED,
        least=3,
        notation="Q1 2026",
        dated=True,
        doubt="",
    ),
    # support of the product
    slip(
        "the first one ends too old a version",
        "RM201",
        lambda plan, draw: at(_ends(-1)(plan, 0, draw)[0].page(), ("ends", 0)),
        **OWN,
        states=THREE,
    ),
    slip(
        "the last one ends too new a version",
        "RM201",
        lambda plan, draw: at(_ends(1)(plan, 2, draw)[0].page(), ("ends", 2)),
        **OWN,
        states=THREE,
    ),
    slip(
        "support ends too early, and skips",
        "RM201 RM203",
        lambda plan, draw: at(_ends(1)(plan, 3, draw)[0].page(), ("ends", 3)),
        **OWN,
        states=FOUR,
    ),
    slip("a milestone ends nothing", "RM202", dropped("ends", label="ends"), **OWN, least=3),
    slip("the product is misspelt", "RM202", written("ends", r"(\w)(\w)( v?\d)", r"\2\1\3"), **OWN, least=3),
    slip("a version ends twice", "RM203 RM201", planned(_ends(-1), first=1), either=True, **OWN, least=3),
    slip("a version ends again", "RM203 RM201", planned(_ends(-2), first=2), either=True, **OWN, least=4),
    slip("a milestone ends itself", "RM204", planned(_ends_itself), **OWN, least=3),
    slip(
        "a day that does not exist",
        "RM251",
        _impossible_day,
        **PLAIN,
        **LINE,
        states=THREE,
        changelog="none",
        day="ISO",
        dated=True,
    ),
    # support tables
    slip(
        "a year of the table is not raised",
        "RM252",
        _row(first=1, released=lambda row: row.released - timedelta(days=400)),
        either=True,
        **TABLE,
    ),
    slip("ended before it came", "RM253", _row(end_of_life=lambda row: row.released - timedelta(days=30)), **TABLE),
    slip(
        "two are current",
        "RM254",
        written("release", r"^(\| \d.*\| )(Supported|End of life) \|", r"\1Supported (current) |"),
        either=True,
        **TABLE,
    ),
    slip("a cell too many", "RM255", written("release", r"(\d \|)$", r"\1 with fixes |"), **TABLE),
    # no further than a version that may come: one that cannot is told by RM307
    slip("a range reaches too far", "RM256", _row(last=1, newest=lambda row: row.newest + 5), either=True, **TABLE),
    # platforms
    slip(
        "support ends one too high",
        "RM301",
        lambda plan, draw: at(_drops(1)(plan, 2, draw)[0].page(), ("drops", 2)),
        **PLATFORM,
        states=THREE,
    ),
    slip(
        "support ends one too low",
        "RM301",
        lambda plan, draw: at(_drops(-1)(plan, 0, draw)[0].page(), ("drops", 0)),
        **PLATFORM,
        states=THREE,
    ),
    slip("the test is not raised", "RM301", planned(_tests(-1), first=1), either=True, **PLATFORM, states=THREE),
    slip("tests step back", "RM302 RM301", planned(_tests(-2), first=1), either=True, **PLATFORM, states=THREE),
    slip("a platform ends twice", "RM303 RM301", planned(_drops(-1), first=1), either=True, **PLATFORM, states=THREE),
    slip("a platform ends again", "RM303 RM301", planned(_drops(-2), first=2), either=True, **PLATFORM, states=FOUR),
    slip("as Flux did in 2024", "RM303 RM301", _as_flux_in_2024, either=True, **PLATFORM, states=FOUR),
    slip("no test", "RM304", dropped("tests", label="tests"), **PLATFORM, states=THREE),
    slip("no end of a platform", "RM304", dropped("drops", label="ends"), **PLATFORM, states=THREE),
    slip(
        "tested before it is out",
        "RM305 RM306",
        planned(_window_ahead, first=2),
        **PLATFORM,
        states=(COMPLETED, COMPLETED, PLANNED),
    ),
    slip(
        "support ends before upstream's",
        "RM306",
        _before_upstream_ends,
        **PLATFORM,
        states=(COMPLETED, COMPLETED, PLANNED),
    ),
    slip("a digit twice in a test", "RM307", written("tests", r"1\.(\d\d)", r"1.\g<1>9"), **PLATFORM),
    slip("a digit twice in an end", "RM307", written("drops", r"1\.(\d\d)", r"1.\g<1>9"), **PLATFORM),
    slip("another major", "RM307", written("drops", r"1\.(\d\d)", r"2.\1"), **PLATFORM),
    slip(
        "newer than the calendar",
        "RM308",
        on_day(lambda plan, draw: at(plan.page(), ("tests", 0)), _last_day_of_the_first),
        **PLATFORM,
        states=(PLANNED,) * 2,
        first_tested=37,
        descending=False,
    ),
    # APIs
    slip("a letter too many", "RM401", written("removes", "alpha|beta", "betta"), apis=True),
    slip("an API without a version", "RM401", written("deprecates", r"/v\w+", ""), apis=True),
    slip("a version in capitals", "RM401", written("deprecates", r"/v", "/V"), apis=True),
    slip("removed at once", "RM402", planned(_deprecated_and_removed), **PLAIN),
    slip(
        "removed before",
        "RM402",
        planned(
            lambda plan, index, draw: (
                plan.with_milestone(index - 1, removes=(f"store.{_domain(plan)}/v1",)).with_milestone(
                    index, deprecates=(f"store.{_domain(plan)}/v1",)
                ),
                ("removes", index - 1, 0),
            ),
            first=1,
        ),
        **PLAIN,
        least=2,
    ),
    slip("removed twice", "RM403", _removed("v1beta1", "v1beta1"), either=True, **PLAIN, least=2),
    slip("the newer one is removed first", "RM404", _removed("v1beta2", "v1beta1"), either=True, **PLAIN, least=2),
    # links
    slip("a letter of the scheme is lost", "RM501", written("task", "https:", "htps:"), **INLINE),
    slip("a colon of the scheme is lost", "RM501", written("task", "https:", "https"), **INLINE),
    slip("the scheme twice", "RM501", written("task", "https://", "https://https://"), **INLINE),
    slip("two dots in a host", "RM501", written("task", r"github\.com", "github..com"), **INLINE),
    slip("a misspelt scheme in a definition", "RM501", written("definition", "https:", "htps:"), links="reference"),
    slip("no address", "RM502", written("task", r"\]\(https[^)]*\)", "]()"), **INLINE),
    slip("no text", "RM502", written("task", r"(\] |\()\[[^\]\[]+\]\(", r"\1[]("), **INLINE),
    slip(
        "a blank in front of an address",
        "RM503",
        written("task", r"(\[[^\[\]\\]{2,})\]\(https", r"\1] (https"),
        **INLINE,
    ),
    slip("an address is not closed", "RM503", written("task", r"(\d)\)$", r"\1"), **INLINE),
    slip(
        "the brackets are swapped",
        "RM503",
        written("task", r"(\[.\] )\[([^\]()]+)\]\(([^)]*)\)$", r"\1(\2)[\3]"),
        **INLINE,
    ),
    slip("an address without its s", "RM504", written("task", "https:", "http:"), **INLINE),
    slip("no number of an issue", "RM505", written("task", r"/(issues|pull)/\d+\)", r"/\1/x)"), **INLINE),
    slip("the list of pull requests", "RM505", written("task", r"/pull/", "/pulls/"), **INLINE),
    slip("one issue, as a list", "RM505", written("task", r"/issues/", "/issue/"), **INLINE),
    slip("another number in the text", "RM506", written("task", r"\[#(\d+)", r"[#\g<1>0"), **INLINE),
    slip(
        "another release than the text",
        "RM506 RM112",
        _tag_of_another_minor,
        **PLAIN,
        **LINE,
        states=THREE,
        changelog="tag",
        dated=True,
    ),
    slip("two tasks, one issue", "RM507", _same_issue, either=True, tasks=(2, 2), wrap=0),
    slip("an anchor is misspelt", "RM508", written("intro", "#milestones", "#milestone"), intro=True, level=3),
    slip(
        "a heading is renamed",
        "RM508",
        lambda plan, draw: at(plan.page().write(("proposals",), "## Requests"), ("intro",), "#proposals"),
        intro=True,
        proposals=True,
    ),
    slip("a file is misspelt", "RM509", _missing_file),
    slip("a label is misspelt", "RM510", written("intro", r"\[support\]", "[suport]"), intro=True),
    slip("an address in another language", "RM511", _in_german, goals=True, front="yaml"),
    slip("a directory as a file", "RM512", _directory_as_file, proposals=True),
    slip("a number that is no link", "RM513", written("task", r"(\[.\] )", r"\1#77 "), **INLINE),
    slip(
        "a definition that nothing uses",
        "RM514",
        lambda plan, draw: at(
            plan.page().add(("definition", "support"), ("old",), "[old]: https://docs.example/old"), ("old",)
        ),
        intro=True,
    ),
    # tasks
    slip("a blank in the box", "RM601", _box("[x ] "), tasks=(2, 3), boxed=False),
    slip("nothing in the box", "RM601", _box("[] "), tasks=(2, 3), boxed=False),
    slip("a check mark in the box", "RM601", _box("[✓] "), tasks=(2, 3), boxed=False),
    slip("half a box", "RM601", _box("x] "), tasks=(2, 3), boxed=False),
    slip("a task twice in a list", "RM602", copied("task", r"\[[ x]\] (?!~~)"), **PLAIN),
    slip(
        "a task in two milestones",
        "RM602",
        planned(_moved_and_kept, first=1),
        **PLAIN,
        states=(PLANNED,) * 3,
        either=True,
    ),
    slip(
        "a group without tasks",
        "RM603",
        _group_emptied,
        own=True,
        kubernetes=True,
        groups="items",
        links="inline",
        boxed=False,
    ),
    slip(
        "a group is done, its tasks are not",
        "RM604",
        written("group", r"\[ \]", "[x]"),
        **PLAIN,
        groups="items",
        boxed=True,
        states=(PLANNED,) * 2,
    ),
    slip(
        "a task names no issue",
        "RM605",
        written("task", r"(\[.\] )\[([^\]]+)\]\(http.*\)$", r"\1\2"),
        **PLAIN,
        **INLINE,
        states=(COMPLETED, IN_PROGRESS),
    ),
    slip("an idea for now and later", "RM606", _idea_twice, buckets=True, either=True),
    # proposals
    slip("a label on another proposal", "RM701", _goes_to_another_proposal, proposals=True),
    slip(
        "two proposals are swapped",
        "RM702",
        _proposal(lambda numbers: [*numbers[:1], *numbers[2:0:-1], *numbers[3:]]),
        proposals=True,
        either=True,
    ),
    slip(
        "a number twice", "RM702", _proposal(lambda numbers: [*numbers[:1], numbers[0], *numbers[2:]]), proposals=True
    ),
    slip("accepted without a number", "RM703", written("proposal", r"\[ \](.*XXXX)", r"[x]\1"), proposals=True),
)


def _first_open(plan: Plan) -> int:
    return next(index for index, milestone in enumerate(plan.milestones) if milestone.state != COMPLETED)
